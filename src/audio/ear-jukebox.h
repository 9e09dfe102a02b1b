/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_JUKEBOX (ear_jukebox_get_type ())

/**
 * EarJukebox:
 *
 * The #EarPlayer that is heard: music, adverts, alerts and chimes through the mixer.
 */
G_DECLARE_FINAL_TYPE (EarJukebox, ear_jukebox, EAR, JUKEBOX, GObject)

G_END_DECLS
