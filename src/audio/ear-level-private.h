/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How loud sound at 16 kHz is, 20 times a second, 0–1. */
typedef struct {
  double power;
  guint  n_samples;
} EarLevel;

typedef void (*EarLevelFunc) (double   level,
                              gpointer user_data);

void ear_level_feed (EarLevel     *self,
                     const gint16 *samples,
                     gsize         n_samples,
                     EarLevelFunc  func,
                     gpointer      user_data);

G_END_DECLS
