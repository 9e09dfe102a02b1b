/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-audio.h"

#include "audio/ear-jukebox-private.h"
#include "audio/ear-microphone-private.h"
#include "audio/ear-mixer-private.h"
#include "audio/ear-speech-out-private.h"

struct _EarAudio {
  GObject        parent_instance;

  EarMixer      *mixer;
  EarMicrophone *microphone;
  EarSpeechOut  *speech_out;
  EarJukebox    *jukebox;
};

G_DEFINE_FINAL_TYPE (EarAudio, ear_audio, G_TYPE_OBJECT)

static void
ear_audio_dispose (GObject *object)
{
  EarAudio *self = EAR_AUDIO (object);

  g_clear_object (&self->microphone);
  g_clear_object (&self->speech_out);
  g_clear_object (&self->jukebox);
  g_clear_object (&self->mixer);

  G_OBJECT_CLASS (ear_audio_parent_class)->dispose (object);
}

static void
ear_audio_class_init (EarAudioClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_audio_dispose;
}

static void
ear_audio_init (EarAudio *self)
{
}

/**
 * ear_audio_new:
 * @config: where sound goes and comes from
 *
 * Missing devices are no error here: they are told by the ports' `failed` signals, and all else works.
 *
 * Returns: (transfer full): a body
 */
EarAudio *
ear_audio_new (const EarAudioConfig  *config,
               GError               **error)
{
  g_autoptr (EarAudio) self = g_object_new (EAR_TYPE_AUDIO, NULL);

  self->mixer = ear_mixer_new (config->sink, config->tap_path, error);
  if (self->mixer == NULL)
    return NULL;
  self->microphone = ear_microphone_new (config->source, config->model, self->mixer);
  self->speech_out = ear_speech_out_new (self->mixer);
  self->jukebox = ear_jukebox_new (self->mixer);

  return g_steal_pointer (&self);
}

/**
 * ear_audio_get_listener:
 *
 * Returns: (transfer none): the ears
 */
EarListener *
ear_audio_get_listener (EarAudio *self)
{
  return EAR_LISTENER (self->microphone);
}

/**
 * ear_audio_get_voice:
 *
 * Returns: (transfer none): the voice
 */
EarVoice *
ear_audio_get_voice (EarAudio *self)
{
  return EAR_VOICE (self->speech_out);
}

/**
 * ear_audio_get_player:
 *
 * Returns: (transfer none): the player
 */
EarPlayer *
ear_audio_get_player (EarAudio *self)
{
  return EAR_PLAYER (self->jukebox);
}

/**
 * ear_audio_set_theme:
 * @theme: (nullable): %NULL for the classic one
 *
 * From here on chimes and what rings sound as the light theme says.
 */
void
ear_audio_set_theme (EarAudio            *self,
                     const EarLightTheme *theme)
{
  g_return_if_fail (EAR_IS_AUDIO (self));

  ear_jukebox_set_theme (self->jukebox, theme);
}

/**
 * ear_audio_try_tune:
 * @tune: of any theme
 *
 * Sounds a chime for who wants to know how it sounds.
 */
void
ear_audio_try_tune (EarAudio      *self,
                    const EarTune *tune)
{
  g_return_if_fail (EAR_IS_AUDIO (self));

  ear_jukebox_try_tune (self->jukebox, tune);
}
