/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-mix-sound-private.h"

#include <math.h>

#define VOLUME_STEP_DB 2.5
#define MAX_VOLUME 10

/* (transfer full) (nullable) for samples */
void
ear_loop_set (EarLoop *loop,
              GArray  *samples)
{
  g_clear_pointer (&loop->samples, g_array_unref);
  loop->samples = samples;
  loop->at = 0;
}

double
ear_gain_of_db (double db)
{
  return pow (10, db / 20);
}

/* Ears count in ratios, so each step is as many dB. */
double
ear_gain_of_step (int volume)
{
  return volume <= 0 ? 0 : ear_gain_of_db ((MIN (volume, MAX_VOLUME) - MAX_VOLUME) * VOLUME_STEP_DB);
}

/* Adds one channel's worth to both, with a gain that goes evenly from one value to another. */
void
ear_mix_add_mono (float        *frames,
                  const gint16 *samples,
                  gsize         n_samples,
                  double        from,
                  double        step)
{
  for (gsize i = 0; i < n_samples; i++) {
    float sample = (float) (samples[i] / 32768.0 * (from + step * i));

    frames[2 * i] += sample;
    frames[2 * i + 1] += sample;
  }
}

/* Plays a loop round and round. */
void
ear_loop_render (EarLoop *loop,
                 float   *frames,
                 gsize    n_frames,
                 double   from,
                 double   to)
{
  double step = (to - from) / n_frames;

  for (gsize done = 0; done < n_frames;) {
    gsize n = MIN (n_frames - done, loop->samples->len - loop->at);

    ear_mix_add_mono (frames + 2 * done, &g_array_index (loop->samples, gint16, loop->at), n, from + step * done, step);
    loop->at = (loop->at + n) % loop->samples->len;
    done += n;
  }
}

/* Adds what is pulled, with a gain that goes evenly from one value to another; returns how much there was. */
gsize
ear_mix_add_pulled (GArray         *scratch,
                    EarMixPullFunc  pull,
                    gpointer        user_data,
                    float          *frames,
                    gsize           n_frames,
                    double          from,
                    double          to,
                    gboolean       *is_over)
{
  float *samples;
  gsize n;

  g_array_set_size (scratch, 2 * n_frames);
  samples = (float *) (gpointer) scratch->data;
  n = pull (samples, n_frames, is_over, user_data);
  for (gsize i = 0; i < 2 * n; i++)
    frames[i] += samples[i] * (float) (from + (to - from) * i / (2 * n_frames));

  return n;
}
