/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-audio.h"
#include "audio/ear-hearing.h"

G_BEGIN_DECLS

#define EAR_AUDIO_MODULE_NAME   "ear-audio-module.so"
#define EAR_AUDIO_MODULE_SYMBOL "ear_audio_module"

/**
 * EarAudioModule:
 *
 * What the window needs of sound, by the names of the functions without their prefix. It comes in a module of its own, so that
 * GStreamer, the recognizer and the voices are loaded only where something is heard.
 */
typedef struct {
  EarAudio     *(*audio_new)(const EarAudioConfig  *config,
                             GError               **error);
  EarListener  *(*audio_get_listener)(EarAudio              *self);
  EarVoice     *(*audio_get_voice)(EarAudio              *self);
  EarPlayer    *(*audio_get_player)(EarAudio              *self);
  void          (*audio_set_theme)(EarAudio              *self,
                                   const EarLightTheme   *theme);
  void          (*audio_try_tune)(EarAudio              *self,
                                  const EarTune         *tune);
  EarHearing   *(*hearing_new)(const char            *jsgf,
                               const char            *wake_word,
                               double                 sensitivity,
                               GError               **error);
  void          (*hear_file_async)(EarHearing            *hearing,
                                   const char            *path,
                                   GCancellable          *cancellable,
                                   GAsyncReadyCallback    callback,
                                   gpointer               user_data);
  EarHeardFile *(*hear_file_finish)(EarHearing            *hearing,
                                    GAsyncResult          *result,
                                    GError               **error);
  void          (*heard_file_free)(EarHeardFile          *heard);
} EarAudioModule;

extern const EarAudioModule ear_audio_module;

G_END_DECLS
