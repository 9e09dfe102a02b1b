/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarEchoCanceller:
 *
 * Takes out of what a microphone hears what the speaker itself plays, as it comes back from the room. Pure arithmetic, not
 * thread-safe.
 *
 * The room is a filter of 768 ms, so that echoes that come up to half a second late are found without looking for the
 * delay. It is learned in blocks in the frequency domain, one filter for each 16 ms of echo (a partitioned-block
 * frequency-domain adaptive filter). How fast it learns is decided for each frequency by a Kalman filter: it keeps count of
 * how unsure it is of the room, and of how much there is that cannot be echo. So somebody who talks meanwhile does not
 * make it unlearn the room.
 */
typedef struct _EarEchoCanceller EarEchoCanceller;

EarEchoCanceller *ear_echo_canceller_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void              ear_echo_canceller_free     (EarEchoCanceller *self);
void              ear_echo_canceller_unsettle (EarEchoCanceller *self);
void              ear_echo_canceller_feed     (EarEchoCanceller *self,
                                               const gint16     *microphone,
                                               const gint16     *reference,
                                               gsize             n_samples,
                                               GArray           *result);
void              ear_echo_canceller_flush    (EarEchoCanceller *self,
                                               GArray           *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarEchoCanceller, ear_echo_canceller_free)

G_END_DECLS
