/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-audio-module.h"

G_BEGIN_DECLS

const EarAudioModule *ear_sound_load (GError **error);

G_END_DECLS
