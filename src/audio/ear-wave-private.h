/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes a WAV file of 16 bit samples; it is whole at any moment after ear_wave_close(). */
typedef struct _EarWave EarWave;

EarWave *ear_wave_open  (const char    *path,
                         guint          rate,
                         guint          n_channels,
                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void     ear_wave_write (EarWave       *self,
                         const float   *samples,
                         gsize          n_samples);
void     ear_wave_close (EarWave       *self);
GBytes  *ear_wave_make  (const gint16  *samples,
                         gsize          n_samples,
                         guint          rate) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWave, ear_wave_close)

G_END_DECLS
