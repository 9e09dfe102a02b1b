/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EarEndpointerState:
 * @EAR_ENDPOINTER_WAITING: nobody has spoken yet
 * @EAR_ENDPOINTER_SPEAKING: somebody is speaking
 * @EAR_ENDPOINTER_ENDED: they have finished
 */
typedef enum {
  EAR_ENDPOINTER_WAITING,
  EAR_ENDPOINTER_SPEAKING,
  EAR_ENDPOINTER_ENDED,
} EarEndpointerState;

#define EAR_TYPE_ENDPOINTER (ear_endpointer_get_type ())

/**
 * EarEndpointer:
 *
 * Finds where an utterance starts and ends. It learns the noise of the room from whatever it is fed and works from the
 * first sample, silence, noise or speech.
 */
G_DECLARE_FINAL_TYPE (EarEndpointer, ear_endpointer, EAR, ENDPOINTER, GObject)

EarEndpointer      *ear_endpointer_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void                ear_endpointer_forget      (EarEndpointer *self);
void                ear_endpointer_start       (EarEndpointer *self);
EarEndpointerState  ear_endpointer_feed        (EarEndpointer *self,
                                                const gint16  *samples,
                                                gsize          n_samples);
EarEndpointerState  ear_endpointer_get_state   (EarEndpointer *self);
double              ear_endpointer_get_start_s (EarEndpointer *self);
double              ear_endpointer_get_end_s   (EarEndpointer *self);

G_END_DECLS
