/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From one rate to another, 16 bit samples of one channel, piece by piece. */
typedef struct _EarResampler EarResampler;

EarResampler *ear_resampler_new  (guint          from,
                                  guint          to) G_GNUC_WARN_UNUSED_RESULT;
void          ear_resampler_free (EarResampler  *self);
guint         ear_resampler_get_from (EarResampler *self);
void          ear_resampler_feed (EarResampler  *self,
                                  const gint16  *samples,
                                  gsize          n_samples,
                                  GArray        *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarResampler, ear_resampler_free)

G_END_DECLS
