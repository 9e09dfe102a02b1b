/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-mix-private.h"

G_BEGIN_DECLS

/* What all that is mixed is made of. */

/* A sound that is played from its start, once or over and over. */
typedef struct {
  GArray *samples;
  gsize   at;
} EarLoop;

void   ear_loop_set       (EarLoop        *loop,
                           GArray         *samples);
void   ear_loop_render    (EarLoop        *loop,
                           float          *frames,
                           gsize           n_frames,
                           double          from,
                           double          to);
double ear_gain_of_db     (double          db);
double ear_gain_of_step   (int             volume);
void   ear_mix_add_mono   (float          *frames,
                           const gint16   *samples,
                           gsize           n_samples,
                           double          from,
                           double          step);
gsize  ear_mix_add_pulled (GArray         *scratch,
                           EarMixPullFunc  pull,
                           gpointer        user_data,
                           float          *frames,
                           gsize           n_frames,
                           double          from,
                           double          to,
                           gboolean       *is_over);

G_END_DECLS
