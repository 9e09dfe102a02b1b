/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

#define EAR_TYPE_MPRIS (ear_mpris_get_type ())

/**
 * EarMpris:
 *
 * The speaker's player on the session bus, for media keys and the desktop's panel (MPRIS 2.2). It reads the tape and presses the
 * speaker's buttons, as a finger would. Without a session bus it does nothing.
 *
 * Signals:
 * - `raise ()`: somebody wants to see the window
 * - `quit ()`: somebody wants the program to end
 */
G_DECLARE_FINAL_TYPE (EarMpris, ear_mpris, EAR, MPRIS, GObject)

EarMpris *ear_mpris_new (EarSpeaker      *speaker,
                         GDBusConnection *bus,
                         const char      *desktop_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
