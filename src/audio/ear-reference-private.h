/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is being played, to be found again by when it was made: the last seconds of it, 16 kHz, mono. To be used from any
 * thread. The mixer makes sound in pieces, now early, now late, so a moment is told by counting on from the first piece; it
 * is told anew where count and clock have come apart.
 */
typedef struct _EarReference EarReference;

/* Counts on from the first piece of a stream that comes at about its pace. */
typedef struct {
  gint64   next;                /* in samples of the clock: where the next piece begins */
  gboolean is_running;
} EarReferenceCount;

EarReference *ear_reference_new   (void) G_GNUC_WARN_UNUSED_RESULT;
EarReference *ear_reference_ref   (EarReference      *self);
void          ear_reference_unref (EarReference      *self);
void          ear_reference_push  (EarReference      *self,
                                   gint64             now_us,
                                   const gint16      *samples,
                                   gsize              n_samples);
guint         ear_reference_peek  (EarReference      *self,
                                   gint64             from,
                                   gint16            *samples,
                                   gsize              n_samples);
gboolean      ear_reference_count (EarReferenceCount *self,
                                   gint64             now_us,
                                   gsize              n_samples,
                                   gint64            *from);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReference, ear_reference_unref)

G_END_DECLS
