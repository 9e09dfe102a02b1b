/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-theme.h"

#include <math.h>
#include <string.h>

/* What every theme that Earshot comes with keeps to, and what it looks like. */

#define MS G_GINT64_CONSTANT (1000)
#define SECOND G_GINT64_CONSTANT (1000000)
#define START (G_GINT64_CONSTANT (1772436600) * SECOND)
#define FRAME (SECOND / 60)

/* Each theme that Earshot comes with, as it is and without motion. */
static GPtrArray *
make_themes (void)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_light_theme_unref);

  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    EarLightTheme *theme = ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], &error);

    g_assert_no_error (error);
    g_ptr_array_add (themes, theme);
    g_ptr_array_add (themes, ear_light_theme_new_still (theme));
  }

  return themes;
}

static double
luminance (EarRgb color)
{
  return 0.2126 * color.r + 0.7152 * color.g + 0.0722 * color.b;
}

static double
mean_luminance (const EarRgb leds[EAR_N_LEDS])
{
  double sum = 0.0;

  for (guint i = 0; i < EAR_N_LEDS; i++)
    sum += luminance (leds[i]);

  return sum / EAR_N_LEDS;
}

/* WCAG 2.3.1: a flash is a pair of opposing changes of a tenth or more of the greatest luminance. Marks where each ends, and which way. */
static void
mark_changes (const double *values,
              guint         n,
              int          *changes)
{
  double turned = values[0];
  int way = 0;

  for (guint i = 1; i < n; i++) {
    double apart = values[i] - turned;

    changes[i] = 0;
    if (way != 0 && apart * way > 0) {
      turned = values[i];
    } else if (fabs (apart) >= 0.1) {
      changes[i] = way = apart > 0 ? 1 : -1;
      turned = values[i];
    }
  }
}

/* No second sees more than three flashes: neither more than three ups nor more than three downs. Where a change is under way
 * at the start it is marked late, so the first second does not count.
 */
static void
assert_few (const int           *changes,
            guint                n_frames,
            int                  way,
            const EarLightTheme *theme,
            EarLight             light,
            guint                curve)
{
  guint in_second = 0;

  for (guint i = 60; i < n_frames; i++) {
    in_second += changes[i] == way;
    if (i >= 120)
      in_second -= changes[i - 60] == way;
    if (in_second > 3)
      g_error ("%s: %s: curve %u flashes %u times within a second", ear_light_theme_get_id (theme), ear_light_to_key (light), curve, in_second);
  }
}

static void
assert_calm (const EarLightTheme *theme,
             EarLight             light,
             double               hertz,
             double               duty)
{
  enum { N = 660 };
  static double curves[EAR_N_LEDS + 1][N];
  static int changes[N];
  EarState state = ear_light_make_example (light, START);
  double shown = 0.0;

  for (guint i = 0; i < N; i++) {
    EarRgb leds[EAR_N_LEDS];

    shown = ear_light_follow (shown, fmod (i * hertz / 60.0, 1.0) < duty, FRAME);
    ear_light_render (theme, &state, START + i * FRAME, shown, leds);
    for (guint n = 0; n < EAR_N_LEDS; n++)
      curves[n][i] = luminance (leds[n]);
    curves[EAR_N_LEDS][i] = mean_luminance (leds);
  }
  for (guint n = 0; n <= EAR_N_LEDS; n++) {
    memset (changes, 0, sizeof changes);
    mark_changes (curves[n], N, changes);
    assert_few (changes, N, 1, theme, light, n);
    assert_few (changes, N, -1, theme, light, n);
  }
}

static void
test_nothing_flashes (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 0; i < themes->len; i++)
    for (guint light = 0; light < EAR_N_LIGHTS; light++)
      assert_calm (themes->pdata[i], light, 1.0, 0.0);
}

/* However a voice, or a broken meter, jumps. */
static void
test_no_voice_flashes (void)
{
  static const EarLight following[] = { EAR_LIGHT_LISTENING, EAR_LIGHT_SPEAKING };
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 0; i < themes->len; i += 2)
    for (guint j = 0; j < G_N_ELEMENTS (following); j++)
      for (double hertz = 1.0; hertz < 16.0; hertz += 0.5)
        for (double duty = 0.1; duty < 0.95; duty += 0.1)
          assert_calm (themes->pdata[i], following[j], hertz, duty);
}

/* The fastest that a theme may say is calm, too. */
static void
test_limits_do_not_flash (void)
{
  for (EarLightPattern pattern = 0; pattern < EAR_N_LIGHT_PATTERNS; pattern++)
    for (guint lobes = 1; lobes <= 6; lobes += lobes == 4 ? 2 : 1) {
      EarLightLook look = {
        .pattern = pattern, .color = { 1, 1, 1 }, .period = EAR_LIGHT_MIN_PERIOD * lobes, .depth = 1, .width = 1, .lobes = lobes, .way = 1,
      };
      g_autoptr (GError) error = NULL;
      g_autoptr (EarLightTheme) theme = NULL;

      if (pattern == EAR_LIGHT_PATTERN_LEVEL)
        look.color = (EarRgb) { 0.6f, 0.6f, 0.6f };
      theme = ear_light_theme_new_with (NULL, EAR_LIGHT_SETUP, &look, &error);
      g_assert_no_error (error);
      assert_calm (theme, EAR_LIGHT_SETUP, 1.0, 0.0);
    }
}

/* Red left and right, whatever is shown, whenever, in any theme. */
static void
test_mic_off_is_never_hidden (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 0; i < themes->len; i++)
    for (guint light = 0; light < EAR_N_LIGHTS; light++) {
      EarState state = ear_light_make_example (light, START);

      state.mic_off = TRUE;
      for (gint64 t = 0; t < 10 * SECOND; t += FRAME) {
        static const guint marks[] = { 5, 6, 7, 17, 18, 19 };
        EarRgb leds[EAR_N_LEDS];

        ear_light_render (themes->pdata[i], &state, START + t, 0.5, leds);
        for (guint n = 0; n < G_N_ELEMENTS (marks); n++)
          g_assert_true (leds[marks[n]].r >= 0.5f && leds[marks[n]].g <= 0.05f && leds[marks[n]].b <= 0.05f);
      }
    }
}

/* Neither the name nor a picture that does not move changes before ear_light_next_change(); where no motion is wanted
 * nothing moves at all.
 */
static void
test_next_change (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 0; i < themes->len; i++)
    for (guint light = 0; light < EAR_N_LIGHTS; light++)
      for (guint volume = 0; volume < 2; volume++) {
        EarState state = ear_light_make_example (light, START);
        gint64 now = START - SECOND;

        if (volume)
          state.adjusted_at = START + 700 * MS;
        while (now < START + 12 * SECOND) {
          gint64 change = ear_light_next_change (themes->pdata[i], &state, now);
          gint64 until = MIN (change, now + SECOND / 2);
          EarLight shown = ear_light_from_state (&state, now);
          gboolean moves = ear_light_moves (themes->pdata[i], &state, now);
          EarRgb first[EAR_N_LEDS], leds[EAR_N_LEDS];

          g_assert_cmpint (change, >, now);
          g_assert_false (moves && ear_light_theme_is_still (themes->pdata[i]));
          ear_light_render (themes->pdata[i], &state, now, 0.5, first);
          for (gint64 t = now; t < until; t += MAX ((until - now) / 7, 1)) {
            g_assert_cmpint (ear_light_from_state (&state, t), ==, shown);
            ear_light_render (themes->pdata[i], &state, t, 0.5, leds);
            if (!moves && memcmp (first, leds, sizeof leds) != 0)
              g_error ("%s: %s moves at %" G_GINT64_FORMAT " ms", ear_light_theme_get_id (themes->pdata[i]), ear_light_to_key (light),
                       (t - START) / MS);
          }
          now = until;
        }
      }
}

/* What may last for days draws a few frames now and then at most. */
static void
test_waiting_is_cheap (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();
  static const EarLight lasting[] = {
    EAR_LIGHT_OFF, EAR_LIGHT_MIC_OFF, EAR_LIGHT_VOLUME_0, EAR_LIGHT_TIMER, EAR_LIGHT_NOTIFICATION, EAR_LIGHT_OFFLINE,
  };

  for (guint i = 0; i < themes->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (lasting); j++) {
      EarState state = ear_light_make_example (lasting[j], START);
      guint n_frames = 0, n_changes = 0;

      state.timers[0].due = START + 3600 * SECOND;
      state.timers[0].span = 3600 * SECOND;
      for (gint64 now = START; now < START + 600 * SECOND;) {
        gboolean moves = ear_light_moves (themes->pdata[i], &state, now);
        gint64 change = ear_light_next_change (themes->pdata[i], &state, now);

        n_frames += moves;
        n_changes++;
        now = moves ? now + FRAME : MIN (change, START + 600 * SECOND);
      }
      g_assert_cmpuint (n_frames, <=, j < 4 ? 0 : 600 * 60 * 4 / 10);
      g_assert_cmpuint (n_changes - n_frames, <=, 601);
    }
}

/* Without motion each light still tells itself from the others; the three of listening are one to the customer. */
static void
test_still_pictures_differ (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 1; i < themes->len; i += 2) {
    EarRgb pictures[EAR_N_LIGHTS][EAR_N_LEDS];

    for (guint light = 0; light < EAR_N_LIGHTS; light++) {
      EarState state = ear_light_make_example (light, START);

      ear_light_render (themes->pdata[i], &state, START, 0.5, pictures[light]);
    }
    for (guint a = 0; a < EAR_N_LIGHTS; a++)
      for (guint b = a + 1; b < EAR_N_LIGHTS; b++) {
        double apart = 0.0;
        gboolean same_name = strcmp (ear_light_to_name (a), ear_light_to_name (b)) == 0;
        gboolean listening = a == EAR_LIGHT_LISTENING && b == EAR_LIGHT_LISTENING_END;
        gboolean waiting = (a == EAR_LIGHT_LISTENING || a == EAR_LIGHT_LISTENING_START || a == EAR_LIGHT_EXPECTING);

        waiting = waiting && (b == EAR_LIGHT_EXPECTING || b == EAR_LIGHT_LISTENING_START || b == EAR_LIGHT_LISTENING_END);
        for (guint n = 0; n < EAR_N_LEDS; n++)
          apart += fabs (pictures[a][n].r - pictures[b][n].r) + fabs (pictures[a][n].g - pictures[b][n].g) +
                   fabs (pictures[a][n].b - pictures[b][n].b);
        if (!same_name && !listening && !waiting && apart < 0.5)
          g_error ("%s: %s and %s look alike without motion", ear_light_theme_get_id (themes->pdata[i]), ear_light_to_key (a), ear_light_to_key (b));
      }
  }
}

/* In our own theme nobody needs to tell hues apart: in gray, too, each light differs from each other somewhere in time. */
static void
test_hearth_needs_no_hue (void)
{
  enum { N = 120 };
  static double films[EAR_N_LIGHTS][N][EAR_N_LEDS];
  g_autoptr (EarLightTheme) theme = ear_light_theme_new_by_id ("hearth", NULL);

  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    for (gint64 i = 0; i < N; i++) {
      EarState state = ear_light_make_example (light, START);
      gint64 span = ear_light_get_span (light) > 0 ? ear_light_get_span (light) : 10 * SECOND;
      EarRgb leds[EAR_N_LEDS];

      ear_light_render (theme, &state, START + MIN (i * SECOND / 20, span - 1), 0.3, leds);
      for (guint n = 0; n < EAR_N_LEDS; n++)
        films[light][i][n] = luminance (leds[n]);
    }

  for (guint a = 0; a < EAR_N_LIGHTS; a++)
    for (guint b = a + 1; b < EAR_N_LIGHTS; b++) {
      const EarLightLook *look_a = ear_light_theme_get_look (theme, a), *look_b = ear_light_theme_get_look (theme, b);
      gboolean same_shape = look_a->pattern == look_b->pattern && look_a->spots == look_b->spots && look_a->lobes == look_b->lobes &&
                            look_a->way == look_b->way && look_a->pattern != EAR_LIGHT_PATTERN_FILL;
      gboolean is_arc = look_a->pattern == EAR_LIGHT_PATTERN_ARC, is_wedge = look_a->pattern == EAR_LIGHT_PATTERN_WEDGE;
      double apart = 0.0;

      for (guint i = 0; i < N; i++)
        for (guint n = 0; n < EAR_N_LEDS; n++)
          apart = MAX (apart, fabs (films[a][i][n] - films[b][i][n]));
      if (apart < 0.08 && !is_wedge)
        g_error ("%s and %s look alike in gray", ear_light_to_key (a), ear_light_to_key (b));
      if (same_shape && !is_arc && !is_wedge && !(a == EAR_LIGHT_RINGING || b == EAR_LIGHT_DO_NOT_DISTURB))
        g_error ("%s and %s have the same shape", ear_light_to_key (a), ear_light_to_key (b));
    }
}

static void
test_timer_arc (void)
{
  EarState state = ear_light_make_example (EAR_LIGHT_TIMER, START);
  double last = INFINITY;

  state.timers[0] = (EarRunningTimer) { .due = START + 600 * SECOND, .span = 600 * SECOND };
  for (gint64 now = START; now < START + 600 * SECOND; now = ear_light_next_change (NULL, &state, now)) {
    EarRgb leds[EAR_N_LEDS];
    double sum = 0.0, left = (double) (state.timers[0].due - now) / (600 * SECOND);

    ear_light_render (NULL, &state, now, 0.0, leds);
    for (guint i = 0; i < EAR_N_LEDS; i++)
      sum += leds[i].g / 0.33;
    g_assert_cmpfloat_with_epsilon (sum, left * EAR_N_LEDS, 0.8);
    g_assert_cmpfloat (sum, <, last);
    last = sum;
  }
  g_assert_cmpint (ear_light_from_state (&state, START + 600 * SECOND), ==, EAR_LIGHT_OFF);
  /* Where the first is over and still on the list, the next counts. */
  state.n_timers = 2;
  state.timers[1] = (EarRunningTimer) { .due = START + 900 * SECOND, .span = 900 * SECOND };
  g_assert_cmpint (ear_light_from_state (&state, START + 600 * SECOND), ==, EAR_LIGHT_TIMER);
}

/* Lays one light over another: both hold, the one of the smaller number shows. */
static EarState
both (EarLight a,
      EarLight b)
{
  EarState upper = ear_light_make_example (a, START), lower = ear_light_make_example (b, START);

  upper.conditions |= lower.conditions;
  upper.n_notified += lower.n_notified;
  upper.mic_off |= lower.mic_off;
  upper.adjusted_at = MAX (upper.adjusted_at, lower.adjusted_at);
  upper.volume = MIN (upper.volume, lower.volume);
  if (upper.rings == EAR_ALERT_KIND_NONE) {
    upper.rings = lower.rings;
    upper.n_ringing = lower.n_ringing;
  }
  if (upper.n_timers == 0 && lower.n_timers > 0) {
    upper.n_timers = lower.n_timers;
    memcpy (upper.timers, lower.timers, sizeof upper.timers);
  }
  if (upper.phase == EAR_PHASE_IDLE || (upper.phase == EAR_PHASE_RINGING && lower.phase != EAR_PHASE_IDLE)) {
    upper.phase = lower.phase;
    upper.since = lower.since;
  }
  upper.n_events &= lower.n_events;

  return upper;
}

static void
test_priority_of_pairs (void)
{
  for (guint a = 0; a < EAR_N_LIGHTS; a++)
    for (guint b = 0; b < EAR_N_LIGHTS; b++) {
      EarState state = both (a, b);
      guint priority = ear_light_get_priority (ear_light_from_state (&state, START));

      g_assert_cmpuint (priority, ==, MIN (ear_light_get_priority (a), ear_light_get_priority (b)));
    }
}

static void
test_order_within_a_row (void)
{
  static const EarConditions falling[] = { EAR_CONDITION_SETUP, EAR_CONDITION_PAIRING, EAR_CONDITION_OFFLINE };
  static const EarLight shown[] = { EAR_LIGHT_SETUP, EAR_LIGHT_PAIRING, EAR_LIGHT_OFFLINE };
  EarState state = EAR_STATE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (falling); i++) {
    state.conditions = 0;
    for (guint j = i; j < G_N_ELEMENTS (falling); j++)
      state.conditions |= falling[j];
    g_assert_cmpint (ear_light_from_state (&state, START), ==, shown[i]);
  }
}

static void
test_edges_of_listening (void)
{
  EarState state = ear_light_make_example (EAR_LIGHT_LISTENING_START, START);

  g_assert_cmpint (ear_light_next_change (NULL, &state, START), ==, START + 200 * MS);
  g_assert_cmpint (ear_light_from_state (&state, START + 200 * MS), ==, EAR_LIGHT_LISTENING);
  state = ear_light_make_example (EAR_LIGHT_LISTENING_END, START);
  g_assert_cmpint (ear_light_next_change (NULL, &state, START), ==, START + 200 * MS);
  g_assert_cmpint (ear_light_from_state (&state, START + 200 * MS), ==, EAR_LIGHT_THINKING);
}

static void
test_quiet_flashes_once (void)
{
  EarState state = ear_light_make_example (EAR_LIGHT_DO_NOT_DISTURB, START);
  EarRgb leds[EAR_N_LEDS];

  g_assert_cmpint (ear_light_next_change (NULL, &state, START), ==, START + 600 * MS);
  ear_light_render (NULL, &state, START + 300 * MS, 0.0, leds);
  g_assert_cmpfloat (leds[3].b, >, 0.5);
  for (gint64 t = 600 * MS; t < 10 * SECOND; t += FRAME) {
    ear_light_render (NULL, &state, START + t, 0.0, leds);
    g_assert_cmpfloat (mean_luminance (leds), ==, 0.0);
  }
  /* Nobody spoke yet: nothing has ended. */
  state.since = 0;
  g_assert_cmpint (ear_light_from_state (&state, 1), ==, EAR_LIGHT_OFF);
}

static void
test_list_is_by_priority (void)
{
  const EarLight *order = ear_light_list_by_priority ();
  guint seen = 0;

  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    seen |= 1u << order[i];
    if (i > 0)
      g_assert_cmpuint (ear_light_get_priority (order[i - 1]), <=, ear_light_get_priority (order[i]));
  }
  g_assert_cmpuint (seen, ==, (1u << EAR_N_LIGHTS) - 1);
}

static void
test_keys (void)
{
  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    EarState state = ear_light_make_example (i, START);
    EarLight light;

    g_assert_true (ear_light_from_key (ear_light_to_key (i), &light));
    g_assert_cmpint (light, ==, i);
    g_assert_cmpint (ear_light_from_state (&state, START), ==, i);
  }
}

static void
append_picture (GString             *table,
                const EarLightTheme *theme,
                EarLight             light,
                gint64               after)
{
  EarState state = ear_light_make_example (light, START);
  EarRgb leds[EAR_N_LEDS];

  ear_light_render (theme, &state, START + after * MS, 0.5, leds);
  g_string_append_printf (table, "%-16s %5d ", ear_light_to_key (light), (int) after);
  for (guint i = 0; i < EAR_N_LEDS; i++)
    g_string_append_printf (table, " %x%x%x", (int) lroundf (powf (leds[i].r, 1 / 2.2f) * 15), (int) lroundf (powf (leds[i].g, 1 / 2.2f) * 15),
                            (int) lroundf (powf (leds[i].b, 1 / 2.2f) * 15));
  g_string_append_c (table, '\n');
}

static char *
make_table (const char *id)
{
  static const gint64 moments[] = { 0, 100, 250, 500, 900, 1400, 2500, 5000 };
  g_autoptr (EarLightTheme) theme = ear_light_theme_new_by_id (id, NULL);
  GString *table = g_string_new ("# light, ms, LEDs 0–23 as colors of the screen, rgb in hexadecimal. EARSHOT_UPDATE_GOLDENS=1 writes this anew.\n");

  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
      append_picture (table, theme, light, moments[i]);

  return g_string_free (table, FALSE);
}

static void
test_goldens (void)
{
  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    const char *id = ear_light_theme_list_ids ()[i];
    g_autofree char *name = g_strdup_printf ("light-%s.golden", id);
    g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", name, NULL);
    g_autofree char *table = make_table (id), *golden = NULL;
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) got = NULL, expected = NULL;

    if (g_getenv ("EARSHOT_UPDATE_GOLDENS") != NULL)
      g_file_set_contents (path, table, -1, &error);
    g_assert_no_error (error);
    g_file_get_contents (path, &golden, NULL, &error);
    g_assert_no_error (error);
    got = g_strsplit (table, "\n", -1);
    expected = g_strsplit (golden, "\n", -1);
    g_assert_cmpuint (g_strv_length (got), ==, g_strv_length (expected));
    for (guint j = 0; got[j] != NULL; j++)
      g_assert_cmpstr (got[j], ==, expected[j]);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/light-properties/nothing-flashes", test_nothing_flashes);
  g_test_add_func ("/light-properties/no-voice-flashes", test_no_voice_flashes);
  g_test_add_func ("/light-properties/limits-do-not-flash", test_limits_do_not_flash);
  g_test_add_func ("/light-properties/mic-off-is-never-hidden", test_mic_off_is_never_hidden);
  g_test_add_func ("/light-properties/next-change", test_next_change);
  g_test_add_func ("/light-properties/waiting-is-cheap", test_waiting_is_cheap);
  g_test_add_func ("/light-properties/still-pictures-differ", test_still_pictures_differ);
  g_test_add_func ("/light-properties/hearth-needs-no-hue", test_hearth_needs_no_hue);
  g_test_add_func ("/light-properties/timer-arc", test_timer_arc);
  g_test_add_func ("/light-properties/priority-of-pairs", test_priority_of_pairs);
  g_test_add_func ("/light-properties/order-within-a-row", test_order_within_a_row);
  g_test_add_func ("/light-properties/edges-of-listening", test_edges_of_listening);
  g_test_add_func ("/light-properties/quiet-flashes-once", test_quiet_flashes_once);
  g_test_add_func ("/light-properties/list-is-by-priority", test_list_is_by_priority);
  g_test_add_func ("/light-properties/keys", test_keys);
  g_test_add_func ("/light-properties/goldens", test_goldens);

  return g_test_run ();
}
