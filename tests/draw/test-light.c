/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light.h"

#include <math.h>
#include <string.h>

#define SECOND G_USEC_PER_SEC
#define START (G_GINT64_CONSTANT (1772436600) * SECOND)
#define FRAME (SECOND / 60)

/* A device that has heard something before and is in @phase since START. */
static EarState
device (EarPhase phase)
{
  EarState state = EAR_STATE_INIT;

  state.n_events = 1;
  state.phase = phase;
  state.since = START;
  return state;
}

/* One state of the device for every state of the ring. The first ten are as old as the ring: their names and colors stay. */
static EarState
device_for (EarLight light)
{
  static const EarPhase phases[EAR_LIGHT_ERROR + 1] = {
    [EAR_LIGHT_LISTENING] = EAR_PHASE_LISTENING,
    [EAR_LIGHT_THINKING] = EAR_PHASE_THINKING,
    [EAR_LIGHT_SPEAKING] = EAR_PHASE_SPEAKING,
    [EAR_LIGHT_EXPECTING] = EAR_PHASE_EXPECTING,
    [EAR_LIGHT_RINGING] = EAR_PHASE_RINGING,
    [EAR_LIGHT_ERROR] = EAR_PHASE_ERROR,
  };
  EarState state;

  if (light > EAR_LIGHT_ERROR)
    return ear_light_make_example (light, START);

  state = device (phases[light]);
  if (light == EAR_LIGHT_STARTING)
    state.n_events = 0;
  else if (light == EAR_LIGHT_VOLUME)
    state.adjusted_at = START;
  else if (light == EAR_LIGHT_MIC_OFF)
    state.mic_off = TRUE;

  return state;
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

static void
test_names (void)
{
  static const char *const names[] = {
    "off", "starting", "listening", "thinking", "speaking", "expecting", "ringing", "volume", "mic-off", "error",
    "listening", "thinking", "ringing", "ringing", "held", "call-incoming", "call", "do-not-disturb", "setup", "pairing", "offline",
    "notification", "timer", "volume-0",
  };

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, EAR_N_LIGHTS);
  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    EarState state = device_for (i);

    g_assert_cmpstr (ear_light_to_name (i), ==, names[i]);
    g_assert_cmpstr (ear_light_to_name (ear_light_from_state (&state, START)), ==, names[i]);
  }
}

static void
test_priorities (void)
{
  EarState state = device (EAR_PHASE_SPEAKING);

  state.mic_off = TRUE;
  g_assert_cmpint (ear_light_from_state (&state, START), ==, EAR_LIGHT_SPEAKING);
  state.adjusted_at = START;
  g_assert_cmpint (ear_light_from_state (&state, START), ==, EAR_LIGHT_VOLUME);
  /* The volume stands, then goes. */
  g_assert_cmpint (ear_light_next_change (NULL, &state, START), ==, START + SECOND * 8 / 10);
  g_assert_cmpint (ear_light_next_change (NULL, &state, START + SECOND * 8 / 10), ==, START + SECOND);
  g_assert_cmpint (ear_light_from_state (&state, START + SECOND - 1), ==, EAR_LIGHT_VOLUME);
  g_assert_cmpint (ear_light_from_state (&state, START + SECOND), ==, EAR_LIGHT_SPEAKING);
  /* A tape that is scrubbed back stands before the adjustment. */
  g_assert_cmpint (ear_light_from_state (&state, START - 1), ==, EAR_LIGHT_SPEAKING);

  state = device (EAR_PHASE_IDLE);
  state.n_ringing = 1;
  g_assert_cmpint (ear_light_from_state (&state, START), ==, EAR_LIGHT_RINGING);
  /* Who talks over a ringing alarm must see that the device listens. */
  state.phase = EAR_PHASE_LISTENING;
  g_assert_cmpint (ear_light_from_state (&state, START + SECOND), ==, EAR_LIGHT_LISTENING);
}

static void
test_failed_enters_error_and_ends (void)
{
  EarState state = { .phase = EAR_PHASE_THINKING, .volume = 5 };
  g_autoptr (EarEvent) failed = ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_FAILED, .turn = 1, .at = START,
    .failed = { .kind = "weather", .provider = "offline", .code = "timeout", .message = "no answer" },
  });

  ear_state_apply (&state, failed);
  g_assert_cmpint (ear_light_from_state (&state, START), ==, EAR_LIGHT_ERROR);
  g_assert_cmpint (ear_light_next_change (NULL, &state, START), ==, START + 3 * SECOND);
  g_assert_cmpint (ear_light_from_state (&state, START + 3 * SECOND), ==, EAR_LIGHT_OFF);
  g_assert_cmpint (ear_light_next_change (NULL, &state, START + 3 * SECOND), ==, G_MAXINT64);
  state.mic_off = TRUE;
  g_assert_cmpint (ear_light_from_state (&state, START + 3 * SECOND), ==, EAR_LIGHT_MIC_OFF);
}

static void
test_starting (void)
{
  EarState state = EAR_STATE_INIT;

  g_assert_cmpint (ear_light_from_state (&state, START), ==, EAR_LIGHT_OFF);
  state.since = START;
  g_assert_cmpint (ear_light_from_state (&state, START + SECOND), ==, EAR_LIGHT_STARTING);
  g_assert_cmpint (ear_light_from_state (&state, START + 3 * SECOND), ==, EAR_LIGHT_OFF);
}

/* Each row: 24 colors as they would be on a screen of 12 bits, rgb in hexadecimal. */
static const struct {
  EarLight    light;
  gint64      after;
  double      level;
  const char *colors;
} goldens[] = {
#include "light-goldens.inc"
};

static char *
print (const EarRgb leds[EAR_N_LEDS])
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    g_string_append_printf (text, "%s%x%x%x", i > 0 ? " " : "",
                            (int) lroundf (powf (leds[i].r, 1 / 2.2f) * 15),
                            (int) lroundf (powf (leds[i].g, 1 / 2.2f) * 15),
                            (int) lroundf (powf (leds[i].b, 1 / 2.2f) * 15));

  return g_string_free (text, FALSE);
}

static void
test_goldens (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (goldens); i++) {
    EarState state = device_for (goldens[i].light);
    g_autofree char *colors = NULL;
    EarRgb leds[EAR_N_LEDS];

    state.direction = 90.0;
    ear_light_render (NULL, &state, START + goldens[i].after * 1000, goldens[i].level, leds);
    colors = print (leds);
    if (g_getenv ("EARSHOT_UPDATE_GOLDENS") != NULL)
      g_printerr ("  { %d, %" G_GINT64_FORMAT ", %.1f, \"%s\" },\n", goldens[i].light, goldens[i].after,
                  goldens[i].level, colors);
    else
      g_assert_cmpstr (colors, ==, goldens[i].colors);
  }
}

static void
test_is_pure_and_bounded (void)
{
  static const double levels[] = { -1.0, 0.0, 0.5, 1.0, 7.0, NAN, INFINITY };
  static const double directions[] = { 0.0, -90.0, 1e300, NAN, INFINITY };
  static const gint64 times[] = { G_MININT64, -1, 0, START - SECOND, START, START + SECOND, G_MAXINT64 };

  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
      for (gsize j = 0; j < G_N_ELEMENTS (directions); j++)
        for (gsize k = 0; k < G_N_ELEMENTS (times); k++) {
          EarState state = device_for (light);
          EarRgb leds[EAR_N_LEDS], again[EAR_N_LEDS];

          state.direction = directions[j];
          state.volume = (int) (times[k] % 1000);
          ear_light_render (NULL, &state, times[k], levels[i], leds);
          ear_light_render (NULL, &state, times[k], levels[i], again);
          g_assert_cmpmem (leds, sizeof leds, again, sizeof again);
          for (guint n = 0; n < EAR_N_LEDS; n++) {
            g_assert_true (leds[n].r >= 0.0f && leds[n].r <= 1.0f);
            g_assert_true (leds[n].g >= 0.0f && leds[n].g <= 1.0f);
            g_assert_true (leds[n].b >= 0.0f && leds[n].b <= 1.0f);
          }
        }
}

/* A light that does not move stays as it is until its next change; one that moves does so within the next half second. */
static void
test_moves (void)
{
  for (guint light = 0; light < EAR_N_LIGHTS; light++) {
    EarState state = device_for (light);

    for (gint64 now = START; now < START + 12 * SECOND; now += SECOND / 10) {
      gint64 change = ear_light_next_change (NULL, &state, now);
      EarRgb first[EAR_N_LEDS], leds[EAR_N_LEDS];
      gboolean moved = FALSE;

      g_assert_cmpint (change, >, now);
      ear_light_render (NULL, &state, now, 0.5, first);
      for (gint64 t = now; t < MIN (change, now + SECOND / 2); t += FRAME) {
        ear_light_render (NULL, &state, t, 0.5, leds);
        moved = moved || memcmp (first, leds, sizeof leds) != 0;
      }
      if (!ear_light_moves (NULL, &state, now))
        g_assert_false (moved);
      else if (change > now + SECOND / 2)
        g_assert_true (moved);
    }
  }
}

/* Counts how often a curve crosses its own middle, unless its swing is too small to be seen as a flash. */
static guint
count_crossings (const double *values,
                 guint         n)
{
  double low = values[0], high = values[0], middle;
  guint crossings = 0;

  for (guint i = 1; i < n; i++) {
    low = MIN (low, values[i]);
    high = MAX (high, values[i]);
  }
  middle = (low + high) / 2.0;
  for (guint i = 1; high - low > 0.02 && i < n; i++)
    crossings += (values[i - 1] < middle) != (values[i] < middle);

  return crossings;
}

static void
assert_calm (EarLight  light,
             double  (*level_at)(gint64))
{
  enum { N = 600 };
  static double curves[EAR_N_LEDS + 1][N];
  EarState state = device_for (light);
  double shown = 0.0;

  for (guint i = 0; i < N; i++) {
    EarRgb leds[EAR_N_LEDS];

    shown = ear_light_follow (shown, level_at (i * FRAME), FRAME);
    ear_light_render (NULL, &state, START + i * FRAME, shown, leds);
    for (guint n = 0; n < EAR_N_LEDS; n++)
      curves[n][i] = luminance (leds[n]);
    curves[EAR_N_LEDS][i] = mean_luminance (leds);
  }
  for (guint n = 0; n <= EAR_N_LEDS; n++) {
    guint crossings = count_crossings (curves[n], N);

    if (crossings > 30)
      g_error ("%s: curve %u crosses %u times in 10 s", ear_light_to_name (light), n, crossings);
  }
}

static double
silent (gint64 t)
{
  return 0.0;
}

static void
test_no_flash (void)
{
  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    assert_calm (light, silent);
}

/* WCAG 2.3.1: a flash is a pair of opposing changes of a tenth or more of the greatest luminance. */
static guint
count_flashes (const double *values,
               guint         n)
{
  double turned = values[0];
  int way = 0;
  guint changes = 0;

  for (guint i = 1; i < n; i++) {
    double apart = values[i] - turned;

    if (way != 0 && apart * way > 0) {
      turned = values[i];
    } else if (fabs (apart) >= 0.1) {
      way = apart > 0 ? 1 : -1;
      turned = values[i];
      changes++;
    }
  }

  return changes / 2;
}

/* However a voice (or a broken meter) jumps, the ring does not flash more than three times in any second. */
static void
test_no_flash_with_any_level (void)
{
  enum { N = 600 };
  static double curve[N];

  for (double hertz = 0.5; hertz <= 30.0; hertz += 0.25) {
    EarState state = device_for (EAR_LIGHT_SPEAKING);
    double shown = 0.0;

    for (guint i = 0; i < N; i++) {
      EarRgb leds[EAR_N_LEDS];

      shown = ear_light_follow (shown, fmod (i * hertz / 60.0, 1.0) < 0.5, FRAME);
      ear_light_render (NULL, &state, START + i * FRAME, shown, leds);
      curve[i] = mean_luminance (leds);
    }
    for (guint i = 0; i + 60 <= N; i += 10)
      g_assert_cmpuint (count_flashes (curve + i, 60), <=, 3);
  }
}

static void
test_speaking_follows_level (void)
{
  EarState state = device_for (EAR_LIGHT_SPEAKING);
  EarRgb quiet[EAR_N_LEDS], loud[EAR_N_LEDS];

  ear_light_render (NULL, &state, START + SECOND, 0.1, quiet);
  ear_light_render (NULL, &state, START + SECOND, 0.9, loud);
  g_assert_cmpfloat (mean_luminance (loud), >, 1.5 * mean_luminance (quiet));
}

static void
test_wedge_points_to_the_talker (void)
{
  static const EarLight pointing[] = { EAR_LIGHT_LISTENING, EAR_LIGHT_EXPECTING };

  for (gsize n = 0; n < G_N_ELEMENTS (pointing); n++)
    for (int degrees = -720; degrees <= 720; degrees += 15) {
      EarState state = device_for (pointing[n]);
      EarRgb leds[EAR_N_LEDS];
      guint brightest = 0;

      state.direction = degrees;
      ear_light_render (NULL, &state, START + SECOND, 0.0, leds);
      for (guint i = 1; i < EAR_N_LEDS; i++)
        if (leds[i].g > leds[brightest].g)
          brightest = i;
      g_assert_cmpuint (brightest, ==, ((degrees + 720) / 15) % EAR_N_LEDS);
    }
}

/* Red left and right, whatever the ring tells and whenever. */
static void
test_mic_off_always_shows (void)
{
  for (guint light = 0; light < EAR_N_LIGHTS; light++) {
    EarState state = device_for (light);

    state.mic_off = TRUE;
    for (gint64 t = 0; t < 5 * SECOND; t += FRAME) {
      EarRgb leds[EAR_N_LEDS];
      guint n_red = 0;

      ear_light_render (NULL, &state, START + t, 0.5, leds);
      for (guint i = 0; i < EAR_N_LEDS; i++)
        n_red += leds[i].r > 0.5f && leds[i].g < 0.05f && leds[i].b < 0.05f;
      g_assert_cmpuint (n_red, >=, 6);
      g_assert_cmpfloat (leds[6].r, >, 0.5);
      g_assert_cmpfloat (leds[18].r, >, 0.5);
    }
  }
}

static void
test_volume_arc (void)
{
  EarState state = device_for (EAR_LIGHT_VOLUME);
  EarRgb leds[EAR_N_LEDS];

  for (int volume = 1; volume <= 10; volume++) {
    double sum = 0.0;

    state.volume = volume;
    ear_light_render (NULL, &state, START, 0.0, leds);
    for (guint i = 0; i < EAR_N_LEDS; i++)
      sum += leds[i].g / 0.84;
    g_assert_cmpfloat_with_epsilon (sum, volume * 2.4, 0.7);
    g_assert_cmpfloat (leds[0].g, >, 0.8);
  }
  state.volume = 0;
  ear_light_render (NULL, &state, START, 0.0, leds);
  g_assert_cmpfloat (leds[0].r, >, 0.5);
  g_assert_cmpfloat (leds[0].g, <, 0.05);
}

static void
test_follow (void)
{
  g_assert_cmpfloat (ear_light_follow (0.0, 1.0, SECOND), ==, 1.0);
  g_assert_cmpfloat_with_epsilon (ear_light_follow (0.0, 1.0, SECOND / 50), 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (ear_light_follow (1.0, 0.0, SECOND / 10), 0.92, 1e-9);
  g_assert_cmpfloat (ear_light_follow (0.4, 0.4, 0), ==, 0.4);
  g_assert_cmpfloat (ear_light_follow (NAN, NAN, G_MININT64), ==, 0.0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/light/names", test_names);
  g_test_add_func ("/light/priorities", test_priorities);
  g_test_add_func ("/light/failed-enters-error-and-ends", test_failed_enters_error_and_ends);
  g_test_add_func ("/light/starting", test_starting);
  g_test_add_func ("/light/goldens", test_goldens);
  g_test_add_func ("/light/is-pure-and-bounded", test_is_pure_and_bounded);
  g_test_add_func ("/light/moves", test_moves);
  g_test_add_func ("/light/no-flash", test_no_flash);
  g_test_add_func ("/light/no-flash-with-any-level", test_no_flash_with_any_level);
  g_test_add_func ("/light/speaking-follows-level", test_speaking_follows_level);
  g_test_add_func ("/light/wedge-points-to-the-talker", test_wedge_points_to_the_talker);
  g_test_add_func ("/light/mic-off-always-shows", test_mic_off_always_shows);
  g_test_add_func ("/light/volume-arc", test_volume_arc);
  g_test_add_func ("/light/follow", test_follow);

  return g_test_run ();
}
