/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-mix-sound-private.h"

G_BEGIN_DECLS

/* What rings: a chime over and over, or a recording as long as there is something of it; behind a talk a short sound now and
 * then. Part of the mixing desk.
 */
typedef struct {
  EarLoop        ring;
  EarLoop        short_ring;
  gsize          since_short;   /* frames since that began */
  gsize          ringing;       /* frames since it began to ring */
  gboolean       ramps;
  guint          content;       /* id of the recording, 0 for none */
  EarMixPullFunc pull;
  gpointer       pull_data;
  double         volume;        /* gain */
  double         volume_now;
} EarBell;

void     ear_bell_clear       (EarBell        *self);
void     ear_bell_ring        (EarBell        *self,
                               GArray         *samples);
void     ear_bell_hush        (EarBell        *self);
void     ear_bell_set_content (EarBell        *self,
                               guint           id,
                               EarMixPullFunc  pull,
                               gpointer        user_data);
guint    ear_bell_render      (EarBell        *self,
                               gboolean        behind,
                               GArray         *scratch,
                               float          *frames,
                               gsize           n_frames);

G_END_DECLS
