/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-clock.h"
#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_SILENT_PLAYER (ear_silent_player_get_type ())

/**
 * EarSilentPlayer:
 *
 * An #EarPlayer without sound: what it plays takes its time on the device's clock, so that a day of music runs in a
 * millisecond on a virtual one.
 */
G_DECLARE_FINAL_TYPE (EarSilentPlayer, ear_silent_player, EAR, SILENT_PLAYER, GObject)

EarPlayer *ear_silent_player_new        (EarClock        *clock) G_GNUC_WARN_UNUSED_RESULT;
void       ear_silent_player_set_length (EarSilentPlayer *self,
                                         gint64           length_us);

G_END_DECLS
