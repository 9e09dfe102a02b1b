/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-audio-error.h"

G_DEFINE_QUARK (ear-audio-error-quark, ear_audio_error)
