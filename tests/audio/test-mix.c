/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audio/ear-mix-private.h"
#include "audio/ear-tones-private.h"

#define CHUNK (EAR_MIX_RATE / 50)

/* Music that is as loud everywhere. */
static gsize
pull_tone (float    *frames,
           gsize     n_frames,
           gboolean *is_over,
           gpointer  user_data)
{
  gsize *left = user_data, n = MIN (n_frames, *left);

  for (gsize i = 0; i < 2 * n; i++)
    frames[i] = i & 2 ? 0.25f : -0.25f;
  *left -= n;
  *is_over = n < n_frames;

  return n;
}

/* The loudness of what comes next, and the highest sample. */
static double
render_db (EarMix *mix,
           double  seconds,
           double *peak)
{
  gsize n_chunks = (gsize) lrint (seconds * EAR_MIX_RATE / CHUNK);
  float frames[2 * CHUNK];
  double sum = 0;

  for (gsize i = 0; i < n_chunks; i++) {
    ear_mix_render (mix, frames, CHUNK);
    for (gsize j = 0; j < 2 * CHUNK; j++) {
      sum += frames[j] * frames[j];
      if (peak)
        *peak = MAX (*peak, fabs (frames[j]));
    }
  }

  return 10 * log10 (sum / (n_chunks * 2 * CHUNK) + 1e-12);
}

static void
add_silent_speech (EarMix *mix,
                   guint   id,
                   double  seconds)
{
  g_autofree gint16 *silence = g_new0 (gint16, (gsize) (seconds * EAR_MIX_RATE));

  ear_mix_begin_speech (mix, id);
  ear_mix_add_speech (mix, id, silence, (gsize) (seconds * EAR_MIX_RATE));
  ear_mix_end_speech (mix, id);
}

static gboolean
await (EarMix          *mix,
       EarMixEventType  type,
       EarMixEvent     *event)
{
  while (ear_mix_pop (mix, event))
    if (event->type == type)
      return TRUE;

  return FALSE;
}

static EarMix *
mix_with_music (gsize *left)
{
  EarMix *mix = ear_mix_new ();

  *left = 1000 * EAR_MIX_RATE;
  ear_mix_set_volume (mix, 10);
  render_db (mix, 0.1, NULL);
  ear_mix_set_content (mix, 1, pull_tone, left);

  return mix;
}

/* 20 dB down at once, and back over a second: under speech, an open microphone and alerts alike. */
static void
test_ducks (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double loud = render_db (mix, 0.5, NULL), half;

  add_silent_speech (mix, 1, 1);
  render_db (mix, 0.02, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.5, NULL), loud - 20, 0.1);
  render_db (mix, 0.62, NULL);
  render_db (mix, 0.48, NULL);
  half = render_db (mix, 0.02, NULL);
  g_assert_cmpfloat_with_epsilon (half, loud - 10, 1.5);
  render_db (mix, 0.6, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.2, NULL), loud, 0.01);

  ear_mix_set_listening (mix, TRUE);
  render_db (mix, 0.02, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.5, NULL), loud - 20, 0.1);
  ear_mix_set_listening (mix, FALSE);
  render_db (mix, 1.1, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.5, NULL), loud, 0.01);
}

static void
test_volume (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double before = render_db (mix, 0.2, NULL);

  for (int volume = 9; volume >= 1; volume--) {
    double now;

    ear_mix_set_volume (mix, volume);
    render_db (mix, 0.02, NULL);
    now = render_db (mix, 0.2, NULL);
    g_assert_cmpfloat_with_epsilon (before - now, 2.5, 0.01);
    before = now;
  }
  ear_mix_set_volume (mix, -5);
  render_db (mix, 0.02, NULL);
  g_assert_cmpfloat (render_db (mix, 0.2, NULL), <, -100);
}

static void
test_speech (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  EarMixEvent event;

  g_assert_false (ear_mix_is_active (mix));
  add_silent_speech (mix, 5, 0.5);
  add_silent_speech (mix, 6, 0.25);
  g_assert_true (ear_mix_is_active (mix));
  render_db (mix, 0.52, NULL);
  g_assert_false (await (mix, EAR_MIX_SPOKEN, &event));
  render_db (mix, 0.6, NULL);
  g_assert_true (await (mix, EAR_MIX_SPOKEN, &event));
  g_assert_cmpuint (event.id, ==, 5);
  g_assert_cmpint (event.us, ==, 500000);
  g_assert_false (event.interrupted);
  g_assert_true (await (mix, EAR_MIX_SPOKEN, &event));
  g_assert_cmpuint (event.id, ==, 6);
  g_assert_cmpint (event.us, ==, 250000);
  g_assert_false (ear_mix_is_active (mix));
}

/* Silent within 10 ms, and what comes late is dropped. */
static void
test_hush (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  gint16 loud[EAR_MIX_RATE / 10];
  EarMixEvent event;

  for (guint i = 0; i < G_N_ELEMENTS (loud); i++)
    loud[i] = 20000;
  ear_mix_begin_speech (mix, 1);
  ear_mix_begin_speech (mix, 2);
  ear_mix_add_speech (mix, 1, loud, G_N_ELEMENTS (loud));
  render_db (mix, 0.04, NULL);
  ear_mix_hush_speech (mix);
  g_assert_true (await (mix, EAR_MIX_SPOKEN, &event));
  g_assert_cmpint (event.us, ==, 40000);
  g_assert_true (event.interrupted);
  g_assert_true (await (mix, EAR_MIX_SPOKEN, &event));
  g_assert_cmpuint (event.id, ==, 2);
  g_assert_cmpint (event.us, ==, 0);
  ear_mix_add_speech (mix, 1, loud, G_N_ELEMENTS (loud));
  ear_mix_end_speech (mix, 1);
  render_db (mix, 0.02, NULL);
  g_assert_cmpfloat (render_db (mix, 0.1, NULL), <, -100);
  ear_mix_hush_speech (mix);
  g_assert_false (await (mix, EAR_MIX_SPOKEN, &event));
}

static void
test_content (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  gsize left = EAR_MIX_RATE;
  EarMixEvent event;

  ear_mix_set_content (mix, 9, pull_tone, &left);
  render_db (mix, 0.5, NULL);
  g_assert_true (await (mix, EAR_MIX_CONTENT_STARTED, &event));
  g_assert_cmpuint (event.id, ==, 9);
  ear_mix_set_paused (mix, TRUE);
  g_assert_cmpfloat (render_db (mix, 0.5, NULL), <, -100);
  g_assert_false (ear_mix_is_active (mix));
  g_assert_cmpint (ear_mix_get_position (mix), ==, 500000);
  ear_mix_set_paused (mix, FALSE);
  render_db (mix, 0.6, NULL);
  g_assert_true (await (mix, EAR_MIX_CONTENT_OVER, &event));
  g_assert_cmpint (event.us, ==, G_USEC_PER_SEC);
  g_assert_false (ear_mix_is_active (mix));
}

static void
test_rings (void)
{
  static const char *const kinds[] = { "alarm", "timer", "reminder", "call", "unheard-of" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (EarMix) mix = ear_mix_new ();

    ear_mix_set_volume (mix, 10);
    ear_mix_ring (mix, ear_tones_ring (NULL, kinds[i]));
    for (guint second = 0; second < 20; second++)
      g_assert_cmpfloat (render_db (mix, 3.2, NULL), >, -40);
    ear_mix_hush_ring (mix);
    g_assert_cmpfloat (render_db (mix, 0.1, NULL), <, -100);
  }
}

/* Short, heard, distinct, and far from clipping. */
static void
test_chimes (void)
{
  static const char *const names[] = {
    "wake", "end", "error", "mic-off", "mic-on", "volume", "ok", "notification", "announcement", "doorbell", "motion", "paired",
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (EarMix) mix = ear_mix_new ();
    GArray *samples = ear_tones_chime (NULL, names[i]);
    double peak = 0;

    g_assert_cmpuint (samples->len, <, EAR_MIX_RATE * 2);
    g_assert_true (g_hash_table_add (seen, g_bytes_new (samples->data, samples->len * 2)));
    g_assert_cmpint (ABS (g_array_index (samples, gint16, 0)), <, 50);
    g_assert_cmpint (ABS (g_array_index (samples, gint16, samples->len - 1)), <, 50);
    ear_mix_set_volume (mix, 10);
    ear_mix_chime (mix, samples);
    render_db (mix, 2, &peak);
    g_assert_cmpfloat (peak, >, 0.05);
    g_assert_cmpfloat (peak, <, 0.6);
    g_assert_false (ear_mix_is_active (mix));
  }
}

/* Each chime of each theme is heard, neither clicks nor clips, and changes with the theme. */
static void
test_tunes_of_themes (void)
{
  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    g_autoptr (EarLightTheme) theme = ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], NULL);

    for (guint j = 0; j < ear_light_theme_get_n_tunes (theme); j++) {
      const EarTune *tune = ear_light_theme_get_tune (theme, j);
      g_autoptr (GArray) samples = ear_tones_play (tune), classic = ear_tones_play (ear_light_theme_find_tune (NULL, tune->name));
      int peak = 0;

      g_assert_cmpuint (samples->len, ==, (guint64) tune->length * EAR_MIX_RATE / 1000);
      for (guint k = 1; k < samples->len; k++) {
        g_assert_cmpint (ABS (g_array_index (samples, gint16, k) - g_array_index (samples, gint16, k - 1)), <, 6000);
        peak = MAX (peak, ABS (g_array_index (samples, gint16, k)));
      }
      g_assert_cmpint (peak, >, 1600);
      g_assert_cmpint (peak, <, G_MAXINT16);
      g_assert_cmpint (ABS (g_array_index (samples, gint16, 0)), <, 50);
      g_assert_cmpint (ABS (g_array_index (samples, gint16, samples->len - 1)), <, 50);
      g_assert_cmpint (i > 0, ==, samples->len != classic->len || memcmp (samples->data, classic->data, samples->len * 2) != 0);
    }
  }
}

static void
test_silent_chime (void)
{
  EarLightLook look = *ear_light_theme_get_look (NULL, EAR_LIGHT_VOLUME);
  g_autoptr (EarLightTheme) theme = NULL;
  g_autoptr (EarMix) mix = ear_mix_new ();

  *look.chime = '\0';
  theme = ear_light_theme_new_with (NULL, EAR_LIGHT_VOLUME, &look, NULL);
  g_assert_null (ear_tones_chime (theme, "volume"));
  ear_mix_chime (mix, ear_tones_chime (theme, "volume"));
  g_assert_false (ear_mix_is_active (mix));
}

/* Everything at once, at full volume, stays within the range. */
static void
test_limit (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  g_autofree gint16 *loud = g_new (gint16, EAR_MIX_RATE);
  double peak = 0;

  for (guint i = 0; i < EAR_MIX_RATE; i++)
    loud[i] = i & 64 ? G_MAXINT16 : G_MININT16;
  ear_mix_begin_speech (mix, 1);
  ear_mix_add_speech (mix, 1, loud, EAR_MIX_RATE);
  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  ear_mix_chime (mix, ear_tones_chime (NULL, "error"));
  render_db (mix, 1, &peak);
  g_assert_cmpfloat (peak, <=, 1);
  g_assert_cmpfloat (peak, >, 0.9);
}

/* A book is not talked over: it waits, and goes on where it was. */
static void
test_book_waits (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double loud = render_db (mix, 0.2, NULL);
  gint64 position;

  ear_mix_set_mixable (mix, FALSE);
  ear_mix_set_listening (mix, TRUE);
  render_db (mix, 0.04, NULL);
  position = ear_mix_get_position (mix);
  g_assert_cmpfloat (render_db (mix, 2, NULL), <, -100);
  g_assert_cmpint (ear_mix_get_position (mix), ==, position);
  ear_mix_set_listening (mix, FALSE);
  render_db (mix, 0.08, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.2, NULL), loud, 0.01);
  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  render_db (mix, 0.04, NULL);
  position = ear_mix_get_position (mix);
  render_db (mix, 1, NULL);
  g_assert_cmpint (ear_mix_get_position (mix), ==, position);
}

/* A call stops the music; who rings meanwhile does it softly. */
static void
test_call (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double loud = render_db (mix, 0.2, NULL), ring;

  ear_mix_set_in_call (mix, TRUE);
  render_db (mix, 0.04, NULL);
  g_assert_cmpfloat (render_db (mix, 1, NULL), <, -100);
  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  ear_mix_set_short_ring (mix, ear_tones_short_ring ());
  g_assert_cmpfloat (render_db (mix, 0.5, NULL), >, -50);
  g_assert_cmpfloat (render_db (mix, 9, NULL), <, -100);
  ring = render_db (mix, 1, NULL);
  g_assert_cmpfloat (ring, >, -60);
  g_assert_cmpfloat (ring, <, -20);
  ear_mix_hush_ring (mix);
  ear_mix_set_in_call (mix, FALSE);
  render_db (mix, 0.08, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.2, NULL), loud, 0.01);
}

/* While somebody talks an alert reminds of itself every ten seconds, and no more; then it rings on. */
static void
test_rings_behind (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  double loud;

  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  ear_mix_set_short_ring (mix, ear_tones_short_ring ());
  loud = render_db (mix, 2, NULL);
  ear_mix_set_listening (mix, TRUE);
  for (guint round = 0; round < 3; round++) {
    double soft = render_db (mix, 0.5, NULL);

    g_assert_cmpfloat (soft, >, -60);
    g_assert_cmpfloat (soft, <, loud);
    g_assert_cmpfloat (render_db (mix, 9.5, NULL), <, -100);
  }
  ear_mix_set_listening (mix, FALSE);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 2, NULL), loud, 0.5);
}

/* Music at zero, alarm at seven: the alarm is as loud as ever. And it is never at zero. */
static void
test_alert_volume (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  double at_six, at_zero, at_one, at_nothing;

  ear_mix_ring (mix, ear_tones_ring (NULL, "timer"));
  at_six = render_db (mix, 1.6, NULL);
  ear_mix_set_volume (mix, 0);
  at_zero = render_db (mix, 1.6, NULL);
  g_assert_cmpfloat_with_epsilon (at_six, at_zero, 0.01);
  ear_mix_set_alert_volume (mix, 1);
  render_db (mix, 1.6, NULL);
  at_one = render_db (mix, 1.6, NULL);
  g_assert_cmpfloat_with_epsilon (at_zero - at_one, 15, 0.1);
  ear_mix_set_alert_volume (mix, 0);
  at_nothing = render_db (mix, 1.6, NULL);
  g_assert_cmpfloat_with_epsilon (at_nothing, at_one, 0.01);
}

/* From soft to loud in thirty seconds, and audible from the first. */
static void
test_ramp (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  double before = -100, first = 0, last;

  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  ear_mix_ramp_ring (mix);
  for (guint round = 0; round < 12; round++) {
    double now = render_db (mix, 2.4, NULL);

    first = round == 0 ? now : first;
    g_assert_cmpfloat (now, >, before);
    before = now;
  }
  render_db (mix, 2.4, NULL);
  last = render_db (mix, 2.4, NULL);
  g_assert_cmpfloat (first, >, -48);
  g_assert_cmpfloat_with_epsilon (last - first, 14.5, 1);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 2.4, NULL), last, 0.01);

  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  g_assert_cmpfloat_with_epsilon (render_db (mix, 2.4, NULL), last, 0.1);
}

/* The recording takes over from the chime, and the chime from the recording when that is over. */
static void
test_rings_with_music (void)
{
  g_autoptr (EarMix) mix = ear_mix_new ();
  gsize left = EAR_MIX_RATE;
  EarMixEvent event;
  double music;

  ear_mix_ring (mix, ear_tones_ring (NULL, "alarm"));
  ear_mix_set_ring_content (mix, 7, pull_tone, &left);
  ear_mix_set_alert_volume (mix, 10);
  render_db (mix, 0.1, NULL);
  music = render_db (mix, 0.5, NULL);
  g_assert_cmpfloat_with_epsilon (music, 20 * log10 (0.25), 0.01);
  g_assert_false (await (mix, EAR_MIX_RING_OVER, &event));
  render_db (mix, 1, NULL);
  g_assert_true (await (mix, EAR_MIX_RING_OVER, &event));
  g_assert_cmpuint (event.id, ==, 7);
  g_assert_cmpfloat (render_db (mix, 2.4, NULL), >, -40);
  left = EAR_MIX_RATE;
  ear_mix_set_ring_content (mix, 8, pull_tone, &left);
  ear_mix_hush_ring (mix);
  g_assert_cmpfloat (render_db (mix, 0.5, NULL), <, -100);
  g_assert_cmpuint (left, ==, EAR_MIX_RATE);
}

static void
test_fades (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double before = render_db (mix, 0.5, NULL);
  EarMixEvent event;

  ear_mix_fade_content (mix);
  for (guint second = 0; second < 9; second++) {
    double now = render_db (mix, 1, NULL);

    g_assert_cmpfloat (now, <, before - 2);
    before = now;
  }
  g_assert_false (await (mix, EAR_MIX_CONTENT_FADED, &event));
  render_db (mix, 1.1, NULL);
  g_assert_true (await (mix, EAR_MIX_CONTENT_FADED, &event));
  g_assert_cmpuint (event.id, ==, 1);
  g_assert_false (ear_mix_is_active (mix));
}

/* Who cuts in is let speak: within a fifth of a second nothing of the answer is left, whatever else sounds. */
static void
test_barge_in (void)
{
  gsize at = 0;
  g_autoptr (EarMix) with = ear_mix_new (), without = ear_mix_new ();
  g_autofree gint16 *loud = g_new (gint16, EAR_MIX_RATE);
  float one[2 * CHUNK], other[2 * CHUNK];
  double difference = 0;

  for (guint i = 0; i < EAR_MIX_RATE; i++)
    loud[i] = i & 64 ? 8000 : -8000;
  ear_mix_ring (with, ear_tones_ring (NULL, "alarm"));
  ear_mix_ring (without, ear_tones_ring (NULL, "alarm"));
  ear_mix_begin_speech (with, 1);
  ear_mix_begin_speech (without, 1);
  ear_mix_add_speech (with, 1, loud, EAR_MIX_RATE);
  render_db (with, 0.3, NULL);
  render_db (without, 0.3, NULL);
  ear_mix_hush_speech (with);
  ear_mix_hush_speech (without);
  ear_mix_set_listening (with, TRUE);
  ear_mix_set_listening (without, TRUE);
  for (; at < EAR_MIX_RATE / 2; at += CHUNK) {
    ear_mix_render (with, one, CHUNK);
    ear_mix_render (without, other, CHUNK);
    for (gsize i = 0; at >= EAR_MIX_RATE / 50 && i < 2 * CHUNK; i++)
      difference = MAX (difference, fabs (one[i] - other[i]));
  }
  g_assert_cmpfloat (difference, <, 1e-6);
}

/* A chime is heard above the music. */
static void
test_chime_ducks (void)
{
  gsize left;
  g_autoptr (EarMix) mix = mix_with_music (&left);
  double loud = render_db (mix, 0.2, NULL);
  g_autoptr (GArray) silence = g_array_new (FALSE, TRUE, sizeof (gint16));

  g_array_set_size (silence, EAR_MIX_RATE / 2);
  ear_mix_chime (mix, g_array_ref (silence));
  render_db (mix, 0.02, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.4, NULL), loud - 20, 0.1);
  render_db (mix, 1.2, NULL);
  g_assert_cmpfloat_with_epsilon (render_db (mix, 0.2, NULL), loud, 0.01);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/mix/ducks", test_ducks);
  g_test_add_func ("/mix/volume", test_volume);
  g_test_add_func ("/mix/speech", test_speech);
  g_test_add_func ("/mix/hush", test_hush);
  g_test_add_func ("/mix/content", test_content);
  g_test_add_func ("/mix/rings", test_rings);
  g_test_add_func ("/mix/chimes", test_chimes);
  g_test_add_func ("/mix/tunes-of-themes", test_tunes_of_themes);
  g_test_add_func ("/mix/silent-chime", test_silent_chime);
  g_test_add_func ("/mix/limit", test_limit);
  g_test_add_func ("/mix/book-waits", test_book_waits);
  g_test_add_func ("/mix/call", test_call);
  g_test_add_func ("/mix/rings-behind", test_rings_behind);
  g_test_add_func ("/mix/alert-volume", test_alert_volume);
  g_test_add_func ("/mix/ramp", test_ramp);
  g_test_add_func ("/mix/rings-with-music", test_rings_with_music);
  g_test_add_func ("/mix/fades", test_fades);
  g_test_add_func ("/mix/barge-in", test_barge_in);
  g_test_add_func ("/mix/chime-ducks", test_chime_ducks);

  return g_test_run ();
}
