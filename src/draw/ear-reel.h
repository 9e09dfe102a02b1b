/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

G_BEGIN_DECLS

/**
 * EarReelSpeechFunc:
 * @position: of what the customer or the device says on the tape
 *
 * Returns: how long saying it takes, µs
 */
typedef gint64 (*EarReelSpeechFunc) (guint    position,
                                     gpointer user_data);

/**
 * EarReel:
 *
 * A tape as a film shows it: which event is in force at which moment of the film, and what the clock shows then. Speech
 * takes the time that it takes to say it, even where the tape was made without sound and so without time; long waits are cut
 * short, and the clock runs faster through them. A plain value, the same for the same tape.
 */
typedef struct _EarReel EarReel;

EarReel *ear_reel_new        (EarTape           *tape,
                              EarReelSpeechFunc  speech,
                              gpointer           user_data) G_GNUC_WARN_UNUSED_RESULT;
void     ear_reel_free       (EarReel           *self);
gint64   ear_reel_get_length (const EarReel     *self);
guint    ear_reel_find       (const EarReel     *self,
                              gint64             time,
                              gint64            *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarReel, ear_reel_free)

G_END_DECLS
