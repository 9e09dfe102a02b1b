/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"
#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_AUDIO (ear_audio_get_type ())

/**
 * EarAudio:
 *
 * The body of the speaker: ears, voice and player over one mixer. Each is an actor with a thread of its own; none of them
 * blocks, and all their signals come in the main context in which this object was made. It is to be let go of there.
 */
G_DECLARE_FINAL_TYPE (EarAudio, ear_audio, EAR, AUDIO, GObject)

/**
 * EarAudioConfig:
 * @sink: (nullable): where sound goes, as a GStreamer description; the default device for %NULL
 * @source: (nullable): where it comes from; the default device for %NULL
 * @tap_path: (nullable): a WAV file that gets all that is heard
 * @model: (nullable): folder of the speech model; the installed one for %NULL
 */
typedef struct {
  const char *sink;
  const char *source;
  const char *tap_path;
  const char *model;
} EarAudioConfig;

EarAudio    *ear_audio_new          (const EarAudioConfig  *config,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
EarListener *ear_audio_get_listener (EarAudio              *self);
EarVoice    *ear_audio_get_voice    (EarAudio              *self);
EarPlayer   *ear_audio_get_player   (EarAudio              *self);
void         ear_audio_set_theme    (EarAudio              *self,
                                     const EarLightTheme   *theme);
void         ear_audio_try_tune     (EarAudio              *self,
                                     const EarTune         *tune);

G_END_DECLS
