/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-level-private.h"

#include <math.h>

#define SAMPLES (16000 / 20)

void
ear_level_feed (EarLevel     *self,
                const gint16 *samples,
                gsize         n_samples,
                EarLevelFunc  func,
                gpointer      user_data)
{
  for (gsize i = 0; i < n_samples; i++) {
    double sample = samples[i] / 32768.0;

    self->power += sample * sample;
    if (++self->n_samples == SAMPLES) {
      func (MIN (1, 4 * sqrt (self->power / SAMPLES)), user_data);
      *self = (EarLevel) { 0 };
    }
  }
}
