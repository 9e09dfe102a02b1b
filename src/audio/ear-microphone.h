/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_MICROPHONE (ear_microphone_get_type ())

/**
 * EarMicrophone:
 *
 * The #EarListener that hears. The microphone is open while the wake word is waited for or an utterance is taken down, and
 * never while muted.
 */
G_DECLARE_FINAL_TYPE (EarMicrophone, ear_microphone, EAR, MICROPHONE, GObject)

G_END_DECLS
