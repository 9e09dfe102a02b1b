/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-audio-module.h"

const EarAudioModule ear_audio_module = {
  .audio_new = ear_audio_new,
  .audio_get_listener = ear_audio_get_listener,
  .audio_get_voice = ear_audio_get_voice,
  .audio_get_player = ear_audio_get_player,
  .audio_set_theme = ear_audio_set_theme,
  .audio_try_tune = ear_audio_try_tune,
  .hearing_new = ear_hearing_new,
  .hear_file_async = ear_hearing_hear_file_async,
  .hear_file_finish = ear_hearing_hear_file_finish,
  .heard_file_free = ear_heard_file_free,
};
