/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_SPEECH_OUT (ear_speech_out_get_type ())

/**
 * EarSpeechOut:
 *
 * The #EarVoice that is heard: made sentence by sentence in a thread of its own, spoken through the mixer.
 */
G_DECLARE_FINAL_TYPE (EarSpeechOut, ear_speech_out, EAR, SPEECH_OUT, GObject)

G_END_DECLS
