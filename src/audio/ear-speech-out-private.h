/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-mixer-private.h"
#include "audio/ear-speech-out.h"

G_BEGIN_DECLS

EarSpeechOut *ear_speech_out_new (EarMixer *mixer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
