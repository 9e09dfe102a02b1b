/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says recorded wake words while the speaker plays its own music in a simulated room, and counts how many are missed with
 * and without the echo canceller, and how often the music alone wakes it. For judging settings; not a test.
 *
 *   measure-echo [--word WORD] [--sensitivity 0–1] RECORDING…
 */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "audio/ear-content-private.h"
#include "audio/ear-echo-canceller.h"
#include "audio/ear-mix-private.h"
#include "audio/ear-recording.h"
#include "audio/ear-resampler-private.h"
#include "audio/ear-spotter.h"

#define RATE 16000
#define LEAD_S 5                /* music before the word, and so much of the room is learned */
#define TAIL_S 1.5
#define ALONE_S 40              /* of each piece without a word */
#define ROOM_SAMPLES (RATE / 4)
#define ROOM_DELAY (RATE / 10)
#define FRAME (RATE / 40)

static const char *const pieces[] = {
  "the-entertainer", "maple-leaf-rag", "gymnopedie-no-1", "canon-in-d", "rondo-alla-turca", "morning-mood",
};
static const double ratios_db[] = { 10, 5, 0, -5 };

static char *word = (char *) "computer";
static double sensitivity = 0.5;
static char **files;

static const GOptionEntry entries[] = {
  { "word", 'w', 0, G_OPTION_ARG_STRING, &word, "What is said in the recordings", "WORD" },
  { "sensitivity", 's', 0, G_OPTION_ARG_DOUBLE, &sensitivity, "Of the wake word", "0–1" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "RECORDING…" },
  { NULL }
};

/* A piece as the loudspeaker plays it. */
static GArray *
render (const char  *piece,
        GError     **error)
{
  g_autofree char *url = g_strconcat ("earshot:music/", piece, NULL);
  g_autoptr (EarContent) content = ear_content_open (url, NULL, NULL, error);
  EarResampler *resampler = ear_resampler_new (EAR_MIX_RATE, RATE);
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));
  float frames[2 * 960];
  gint16 mono[960];
  gboolean is_over = FALSE;

  while (content != NULL && !is_over && result->len < ALONE_S * RATE) {
    gsize n = ear_content_pull (frames, 960, &is_over, content);

    for (gsize i = 0; i < n; i++)
      mono[i] = (gint16) CLAMP ((frames[2 * i] + frames[2 * i + 1]) * 16384, G_MININT16, G_MAXINT16);
    ear_resampler_feed (resampler, mono, n, result);
  }
  ear_resampler_free (resampler);

  return result;
}

/* What a microphone hears of it, across a room. */
static GArray *
echo (GArray *played)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);
  g_autofree float *room = g_new (float, ROOM_SAMPLES);
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));
  double power = 0;

  for (guint i = 0; i < ROOM_SAMPLES; i++) {
    room[i] = (float) ((2 * g_rand_double (dice) - 1) * exp (-6.9 * i / ROOM_SAMPLES));
    power += room[i] * room[i];
  }
  g_array_set_size (result, played->len);
  for (guint i = ROOM_DELAY; i < played->len; i++) {
    float sum = 0;

    for (guint j = 0; j < MIN (ROOM_SAMPLES, i - ROOM_DELAY); j++)
      sum += room[j] * g_array_index (played, gint16, i - ROOM_DELAY - j);
    g_array_index (result, gint16, i) = (gint16) CLAMP (0.5 * sum / sqrt (power), G_MININT16, G_MAXINT16);
  }

  return result;
}

/* The power of the loudest moment. */
static double
measure_peak (const gint16 *samples,
              gsize         n_samples)
{
  double peak = 1;

  for (gsize at = 0; at + FRAME <= n_samples; at += FRAME) {
    double sum = 0;

    for (gsize i = 0; i < FRAME; i++)
      sum += (double) samples[at + i] * samples[at + i];
    peak = MAX (peak, sum / FRAME);
  }

  return peak;
}

static GArray *
cancel (GArray       *microphone,
        const gint16 *played)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));

  ear_echo_canceller_feed (canceller, (gint16 *) (gpointer) microphone->data, played, microphone->len, result);
  ear_echo_canceller_flush (canceller, result);

  return result;
}

/* How often it wakes from a moment on. */
static guint
spot (EarSpotter *spotter,
      GArray     *samples,
      double      from_s)
{
  EarDetection detection;
  guint n = 0;

  ear_spotter_reset (spotter);
  ear_spotter_feed (spotter, (gint16 *) (gpointer) samples->data, samples->len);
  ear_spotter_flush (spotter);
  while (ear_spotter_pop (spotter, &detection))
    n += detection.accepted && detection.at_s >= from_s;

  return n;
}

/* The word over a stretch of music; how loud the word is stays, the music is made to fit. */
static GArray *
mix (GArray       *speech,
     const gint16 *music,
     double        ratio_db,
     double       *gain)
{
  gsize lead = LEAD_S * RATE, length = lead + speech->len + (gsize) (TAIL_S * RATE);
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));

  *gain = sqrt (measure_peak ((gint16 *) (gpointer) speech->data, speech->len) /
                measure_peak (music + lead, speech->len) / pow (10, ratio_db / 10));
  g_array_set_size (result, length);
  for (gsize i = 0; i < length; i++) {
    double sum = *gain * music[i];

    if (i >= lead && i - lead < speech->len)
      sum += g_array_index (speech, gint16, i - lead);
    g_array_index (result, gint16, i) = (gint16) CLAMP (sum, G_MININT16, G_MAXINT16);
  }

  return result;
}

static void
measure_misses (EarSpotter *spotter,
                GPtrArray  *speeches,
                GPtrArray  *played,
                GPtrArray  *echoes)
{
  g_print ("speech/music dB\tmissed without\twith\tof %u\n", speeches->len);
  for (guint r = 0; r < G_N_ELEMENTS (ratios_db); r++) {
    guint without = 0, with = 0;

    for (guint i = 0; i < speeches->len; i++) {
      GArray *speech = g_ptr_array_index (speeches, i), *source = g_ptr_array_index (played, i % played->len);
      GArray *music = g_ptr_array_index (echoes, i % echoes->len);
      gsize length = LEAD_S * RATE + speech->len + (gsize) (TAIL_S * RATE), room = music->len - length;
      gsize from = (gsize) i * 7919 % MAX (room, 1);
      g_autoptr (GArray) microphone = NULL, rest = NULL;
      double gain;

      microphone = mix (speech, &g_array_index (music, gint16, from), ratios_db[r], &gain);
      rest = cancel (microphone, &g_array_index (source, gint16, from));
      without += spot (spotter, microphone, LEAD_S) == 0;
      with += spot (spotter, rest, LEAD_S) == 0;
    }
    g_print ("%g\t%.2f\t%.2f\n", ratios_db[r], (double) without / speeches->len, (double) with / speeches->len);
  }
}

static void
measure_alarms (EarSpotter *spotter,
                GPtrArray  *played,
                GPtrArray  *echoes)
{
  guint without = 0, with = 0;
  double seconds = 0;

  for (guint i = 0; i < echoes->len; i++) {
    GArray *music = g_ptr_array_index (echoes, i);
    g_autoptr (GArray) rest = cancel (music, (gint16 *) (gpointer) ((GArray *) g_ptr_array_index (played, i))->data);

    without += spot (spotter, music, 0);
    with += spot (spotter, rest, 0);
    seconds += (double) music->len / RATE;
  }
  g_print ("music alone, %.0f s: %u false alarms without, %u with\n", seconds, without, with);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) speeches = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) played = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) echoes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (EarSpotter) spotter = NULL;
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !(spotter = ear_spotter_new (NULL, word, &error))) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  ear_spotter_set_sensitivity (spotter, sensitivity);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    GArray *piece = render (pieces[i], &error);

    g_ptr_array_add (played, piece);
    g_ptr_array_add (echoes, echo (piece));
    if (error != NULL || piece->len < 20 * RATE) {
      g_printerr ("%s: %s\n", pieces[i], error ? error->message : "too short");
      return 2;
    }
  }
  for (guint i = 0; files && files[i]; i++) {
    GArray *speech = ear_recording_load (files[i], NULL, &error);

    if (speech != NULL)
      g_ptr_array_add (speeches, speech);
    else
      g_printerr ("%s\n", error->message);
    g_clear_error (&error);
  }

  measure_alarms (spotter, played, echoes);
  if (speeches->len > 0)
    measure_misses (spotter, speeches, played, echoes);

  return 0;
}
