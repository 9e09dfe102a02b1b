/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarAudioError:
 * @EAR_AUDIO_ERROR_MODEL: the recognizer's model is missing or broken
 * @EAR_AUDIO_ERROR_GRAMMAR: the grammar cannot be used
 * @EAR_AUDIO_ERROR_FILE: the file cannot be read
 * @EAR_AUDIO_ERROR_NOT_AUDIO: the file holds no sound
 * @EAR_AUDIO_ERROR_TOO_LONG: the file holds more sound than is taken
 * @EAR_AUDIO_ERROR_DEVICE: no microphone, or no sound output
 * @EAR_AUDIO_ERROR_VOICE: a voice is missing
 * @EAR_AUDIO_ERROR_SOUND_FONT: the sound font is missing
 * @EAR_AUDIO_ERROR_ADDRESS: an address that is not played
 *
 * What can go wrong with sound.
 */
typedef enum {
  EAR_AUDIO_ERROR_MODEL,
  EAR_AUDIO_ERROR_GRAMMAR,
  EAR_AUDIO_ERROR_FILE,
  EAR_AUDIO_ERROR_NOT_AUDIO,
  EAR_AUDIO_ERROR_TOO_LONG,
  EAR_AUDIO_ERROR_DEVICE,
  EAR_AUDIO_ERROR_VOICE,
  EAR_AUDIO_ERROR_SOUND_FONT,
  EAR_AUDIO_ERROR_ADDRESS,
} EarAudioError;

#define EAR_AUDIO_ERROR (ear_audio_error_quark ())

GQuark ear_audio_error_quark (void);

G_END_DECLS
