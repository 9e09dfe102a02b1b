/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-device.h"

#if EAR_HAVE_AUDIO
#include "app/ear-sound.h"
#endif

#include <glib/gi18n.h>

struct _EarDevice {
  GObject             parent_instance;

  EarProfile         *profile;
  EarArchive         *archive;
  EarHttp            *http;
  EarTraffic         *traffic;
  EarServiceSettings *settings;
  EarSpeaker         *speaker;
  GPtrArray          *notices;
#if EAR_HAVE_AUDIO
  const EarAudioModule *sound;          /* NULL until it was wanted */
  EarAudio             *audio;
#endif
};

G_DEFINE_FINAL_TYPE (EarDevice, ear_device, G_TYPE_OBJECT)

static void
ear_device_dispose (GObject *object)
{
  EarDevice *self = EAR_DEVICE (object);

  if (self->speaker != NULL)
    ear_speaker_close (self->speaker);
  g_clear_object (&self->speaker);
#if EAR_HAVE_AUDIO
  g_clear_object (&self->audio);
#endif
  g_clear_object (&self->archive);
  g_clear_object (&self->settings);
  g_clear_object (&self->traffic);
  g_clear_object (&self->http);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->notices, g_ptr_array_unref);

  G_OBJECT_CLASS (ear_device_parent_class)->dispose (object);
}

static void
ear_device_class_init (EarDeviceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_device_dispose;
}

static void
ear_device_init (EarDevice *self)
{
  self->notices = g_ptr_array_new_with_free_func (g_free);
}

static void
add_notice (EarDevice  *self,
            const char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->notices, g_strdup (text));
}

/* A device without an archive still talks; it says that it will not remember. */
static void
open_archive (EarDevice *self)
{
  g_autofree char *path = ear_profile_dup_archive_path (self->profile);
  g_autofree char *notice = NULL;
  g_autoptr (GError) error = NULL;

  self->archive = ear_archive_open (path, &error);
  if (self->archive == NULL) {
    add_notice (self, error->message);
    return;
  }

  notice = ear_archive_dup_notice (self->archive);
  add_notice (self, notice);
}

static void
open_sound (EarDevice        *self,
            EarSpeakerConfig *config)
{
#if EAR_HAVE_AUDIO
  g_autoptr (GError) error = NULL;

  self->sound = ear_sound_load (&error);
  if (self->sound != NULL)
    self->audio = self->sound->audio_new (&(EarAudioConfig) { 0 }, &error);
  if (self->audio == NULL) {
    add_notice (self, error->message);
    return;
  }

  config->listener = self->sound->audio_get_listener (self->audio);
  config->voice = self->sound->audio_get_voice (self->audio);
  config->player = self->sound->audio_get_player (self->audio);
#endif
}

static gboolean
fill_config (EarDevice               *self,
             const EarDeviceOptions  *options,
             EarSpeakerConfig        *config,
             GError                 **error)
{
  g_autofree char *name = ear_profile_dup_string (self->profile, "tariff", EAR_TARIFF_DEFAULT);

  if (!(config->tariff = ear_tariff_load_by_id (name, error)))
    return FALSE;

  config->clock = options->clock ? ear_clock_new_iso8601 (options->clock, error) : ear_clock_new_wall ();
  if (config->clock == NULL || !(config->registry = ear_registry_new (error)))
    return FALSE;

  self->http = g_object_ref (ear_registry_get_http (config->registry));
  self->traffic = ear_traffic_new (self->http);
  self->settings = ear_service_settings_new (config->registry, self->profile);
  ear_service_settings_load (self->settings, self->notices);
  ear_service_settings_look_up_secrets (self->settings);
  config->archive = self->archive;
  config->folder = ear_profile_get_folder (self->profile);
  config->seed = options->seed ? options->seed : 1;
  config->sensitivity = ear_profile_get_double (self->profile, "sensitivity", 0);
  if (!options->silent)
    open_sound (self, config);

  return TRUE;
}

/**
 * ear_device_new:
 *
 * Puts a device together. What is missing but not needed (sound, archive) becomes a notice.
 *
 * Returns: (transfer full) (nullable): the device
 */
EarDevice *
ear_device_new (const EarDeviceOptions  *options,
                GError                 **error)
{
  g_autoptr (EarDevice) self = g_object_new (EAR_TYPE_DEVICE, NULL);
  g_autofree char *locale = NULL, *word = NULL;
  EarSpeakerConfig config = { 0 };

  if (!(self->profile = ear_profile_open (options->profile, error)))
    return NULL;
  add_notice (self, ear_profile_get_notice (self->profile));
  open_archive (self);

  locale = options->locale ? g_strdup (options->locale) : ear_profile_dup_string (self->profile, "locale", "en-US");
  word = ear_profile_dup_string (self->profile, "wake-word", NULL);
  config.locale = locale;
  config.wake_word = word;
  if (fill_config (self, options, &config, error))
    self->speaker = ear_speaker_new (&config, error);

  g_clear_object (&config.clock);
  g_clear_object (&config.registry);
  g_clear_object (&config.tariff);

  return self->speaker ? g_steal_pointer (&self) : NULL;
}

EarSpeaker *
ear_device_get_speaker (EarDevice *self)
{
  return self->speaker;
}

/**
 * ear_device_get_archive:
 *
 * Returns: (transfer none) (nullable): the archive, unless it could not be opened
 */
EarArchive *
ear_device_get_archive (EarDevice *self)
{
  return self->archive;
}

/**
 * ear_device_get_http:
 *
 * Returns: (transfer none): its way to the network
 */
EarHttp *
ear_device_get_http (EarDevice *self)
{
  return self->http;
}

/**
 * ear_device_get_traffic:
 *
 * Returns: (transfer none): what went over it
 */
EarTraffic *
ear_device_get_traffic (EarDevice *self)
{
  return self->traffic;
}

/**
 * ear_device_get_service_settings:
 *
 * Returns: (transfer none): which services answer, and how they are set up
 */
EarServiceSettings *
ear_device_get_service_settings (EarDevice *self)
{
  return self->settings;
}

EarProfile *
ear_device_get_profile (EarDevice *self)
{
  return self->profile;
}

/**
 * ear_device_get_notices:
 *
 * Returns: (transfer none) (element-type utf8): what the user should know about the start
 */
GPtrArray *
ear_device_get_notices (EarDevice *self)
{
  return self->notices;
}

/**
 * ear_device_make_demo:
 * @clock: a clock of its own
 * @past: what it remembers
 *
 * Returns: (transfer full) (nullable): another speaker with the same body, whose sessions are not kept
 */
EarSpeaker *
ear_device_make_demo (EarDevice  *self,
                      EarClock   *clock,
                      EarTape    *past,
                      GError    **error)
{
  g_autoptr (EarRegistry) registry = ear_registry_new (error);
  EarSpeakerConfig config = {
    .clock = clock,
    .registry = registry,
    .tariff = ear_speaker_get_tariff (self->speaker),
    .locale = ear_speaker_get_locale (self->speaker),
    .seed = 1,
    .past = past,
  };

#if EAR_HAVE_AUDIO
  if (self->audio != NULL) {
    config.voice = self->sound->audio_get_voice (self->audio);
    config.player = self->sound->audio_get_player (self->audio);
  }
#endif

  return registry ? ear_speaker_new (&config, error) : NULL;
}

/**
 * ear_device_set_light_theme:
 *
 * Chimes are the theme's: from here on they sound like its own.
 */
void
ear_device_set_light_theme (EarDevice           *self,
                            const EarLightTheme *theme)
{
#if EAR_HAVE_AUDIO
  if (self->audio != NULL)
    self->sound->audio_set_theme (self->audio, theme);
#endif
}

/**
 * ear_device_try_tune:
 *
 * Returns: whether it can be heard
 */
gboolean
ear_device_try_tune (EarDevice     *self,
                     const EarTune *tune)
{
#if EAR_HAVE_AUDIO
  if (self->audio != NULL) {
    self->sound->audio_try_tune (self->audio, tune);
    return TRUE;
  }
#endif

  return FALSE;
}

#if EAR_HAVE_AUDIO
static void
on_file_heard (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarDevice *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  EarHeardFile *heard = self->sound->hear_file_finish ((EarHearing *) source, result, &error);

  if (heard == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  ear_speaker_hear_file (self->speaker, heard->text, heard->confidence, (heard->end_s - heard->start_s) * G_USEC_PER_SEC,
                         (heard->decided_s - heard->end_s) * G_USEC_PER_SEC);
  self->sound->heard_file_free (heard);
  g_task_return_boolean (task, TRUE);
}
#endif

/**
 * ear_device_hear_file_async:
 * @file: a recording
 *
 * Lets the speaker hear a recording as if somebody had said it after pressing the action button.
 */
void
ear_device_hear_file_async (EarDevice           *self,
                            GFile               *file,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *path = g_file_get_path (file);
#if EAR_HAVE_AUDIO
  g_autofree char *jsgf = ear_resolver_dup_jsgf (ear_speaker_get_resolver (self->speaker));
  g_autoptr (EarHearing) hearing = NULL;
  g_autoptr (GError) error = NULL;
#endif

  g_task_set_source_tag (task, ear_device_hear_file_async);
  if (path == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("Only files on this computer can be heard."));
    return;
  }

#if EAR_HAVE_AUDIO
  if (!g_str_has_prefix (ear_speaker_get_locale (self->speaker), "en")) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("No offline recognizer for this language exists. Type instead, or set the language to English in the preferences."));
    return;
  }
  if (!(self->sound = ear_sound_load (&error)) || !(hearing = self->sound->hearing_new (jsgf, NULL, 0, &error))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  self->sound->hear_file_async (hearing, path, cancellable, on_file_heard, g_steal_pointer (&task));
#else
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("This Earshot was built without sound."));
#endif
}

gboolean
ear_device_hear_file_finish (EarDevice     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
