/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-microphone.h"
#include "audio/ear-mixer-private.h"

G_BEGIN_DECLS

EarMicrophone *ear_microphone_new (const char *source,
                                   const char *model,
                                   EarMixer   *mixer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
