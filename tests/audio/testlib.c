/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "testlib.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "audio/ear-resampler-private.h"
#include "audio/ear-synth.h"
#include "audio/ear-wave-private.h"

#define WAVE_HEADER_BYTES 44

static char *folder;

/* Speech as a microphone would bring it. */
GArray *
test_speech (const char *locale,
             const char *ssml)
{
  g_autoptr (EarSynth) synth = ear_synth_new ();
  g_autoptr (GArray) samples = NULL;
  g_autoptr (EarResampler) resampler = NULL;
  g_autoptr (GError) error = NULL;
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));
  guint rate;

  samples = ear_synth_record (synth, locale, NULL, ssml, &rate, &error);
  g_assert_no_error (error);
  resampler = ear_resampler_new (rate, RATE);
  ear_resampler_feed (resampler, (gint16 *) (gpointer) samples->data, samples->len, result);

  return result;
}

GArray *
test_silence (double seconds)
{
  return test_noise (seconds, 3);
}

/* Even noise, as in a quiet room where the amplitude is a few steps. */
GArray *
test_noise (double seconds,
            double amplitude)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (1);
  GArray *samples = g_array_new (FALSE, TRUE, sizeof (gint16));

  g_array_set_size (samples, (guint) (seconds * RATE));
  for (guint i = 0; i < samples->len; i++)
    g_array_index (samples, gint16, i) = (gint16) lrint (amplitude * (2 * g_rand_double (dice) - 1));

  return samples;
}

/* Takes what is appended. */
void
test_append (GArray *samples,
             GArray *more)
{
  g_array_append_vals (samples, more->data, more->len);
  g_array_unref (more);
}

char *
test_path (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("ear-audio-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

char *
test_write (const char *name,
            GArray     *samples)
{
  char *path = test_path (name);
  g_autoptr (EarWave) wave = ear_wave_open (path, RATE, 1, NULL);
  g_autofree float *floats = g_new (float, samples->len + 1);

  for (guint i = 0; i < samples->len; i++)
    floats[i] = g_array_index (samples, gint16, i) / 32768.0f;
  ear_wave_write (wave, floats, samples->len);

  return path;
}

/* What a tap got, both channels. */
gint16 *
test_read (const char *path,
           gsize      *n_samples)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (length, >=, WAVE_HEADER_BYTES);
  *n_samples = (length - WAVE_HEADER_BYTES) / 2;

  return g_memdup2 (contents + WAVE_HEADER_BYTES, *n_samples * 2);
}

double
test_rms_db (const gint16 *samples,
             gsize         n_samples)
{
  double sum = 0;

  for (gsize i = 0; i < n_samples; i++)
    sum += samples[i] / 32768.0 * (samples[i] / 32768.0);

  return 10 * log10 (sum / n_samples + 1e-12);
}

void
test_tidy (void)
{
  const char *name;
  GDir *dir;

  if (folder == NULL)
    return;

  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_unlink (path);
  }
  g_dir_close (dir);
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
}
