/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-speech-out"
#include "config.h"

#include "audio/ear-speech-out-private.h"

#include <string.h>

#include "audio/ear-home-private.h"
#include "audio/ear-resampler-private.h"
#include "audio/ear-synth.h"

#include <glib/gi18n.h>

/* As much as Alexa takes; a minute of speech is 6 MB. */
#define MAX_SSML_BYTES 8000

typedef struct {
  guint   id;
  guint   era;
  char   *locale;
  char   *ssml;
} Job;

struct _EarSpeechOut {
  GObject      parent_instance;

  EarHome     *home;
  EarMixer    *mixer;
  GThread     *thread;
  GAsyncQueue *jobs;            /* of Job; one without ssml ends the thread */
  int          era;             /* atomic; counts hushes, and what is of an earlier era is not spoken */
};

static void ear_speech_out_iface_init (EarVoiceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarSpeechOut, ear_speech_out, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_VOICE, ear_speech_out_iface_init))

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->locale);
  g_free (job->ssml);
  g_free (job);
}

typedef struct {
  EarSpeechOut *self;
  Job          *job;
  EarResampler *resampler;
  GArray       *samples;
} Work;

static gboolean
is_wanted (EarSpeechOut *self,
           Job          *job)
{
  return (guint) g_atomic_int_get (&self->era) == job->era;
}

static gboolean
on_sound (const gint16 *samples,
          gsize         n_samples,
          guint         rate,
          gpointer      user_data)
{
  Work *work = user_data;

  if (work->resampler == NULL || ear_resampler_get_from (work->resampler) != rate) {
    g_clear_pointer (&work->resampler, ear_resampler_free);
    work->resampler = ear_resampler_new (rate, EAR_MIX_RATE);
  }
  g_array_set_size (work->samples, 0);
  ear_resampler_feed (work->resampler, samples, n_samples, work->samples);
  if (!is_wanted (work->self, work->job))
    return FALSE;

  ear_mix_add_speech (ear_mixer_lock (work->self->mixer), work->job->id, (gint16 *) (gpointer) work->samples->data, work->samples->len);
  ear_mixer_unlock (work->self->mixer);

  return TRUE;
}

static void
deliver_failure (gpointer object,
                 gpointer message)
{
  g_signal_emit_by_name (object, "failed", "voice", message, _("Choose another language, or install its voice."));
}

static void
speak (EarSpeechOut *self,
       EarSynth     *synth,
       Job          *job)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_autoptr (GError) error = NULL;
  Work work = { self, job, NULL, samples };

  if (!is_wanted (self, job))
    return;

  if (!ear_synth_speak (synth, job->locale, NULL, job->ssml, on_sound, &work, &error))
    ear_home_post (self->home, deliver_failure, g_strdup (error->message), g_free);
  ear_mix_end_speech (ear_mixer_lock (self->mixer), job->id);
  ear_mixer_unlock (self->mixer);
  g_clear_pointer (&work.resampler, ear_resampler_free);
}

static gpointer
run (gpointer user_data)
{
  EarSpeechOut *self = user_data;
  g_autoptr (EarSynth) synth = ear_synth_new ();

  for (;;) {
    Job *job = g_async_queue_pop (self->jobs);
    gboolean is_last = job->ssml == NULL;

    if (!is_last)
      speak (self, synth, job);
    job_free (job);
    if (is_last)
      return NULL;
  }
}

static void
ear_speech_out_say (EarVoice   *voice,
                    guint       id,
                    const char *locale,
                    const char *ssml)
{
  EarSpeechOut *self = EAR_SPEECH_OUT (voice);
  Job *job = g_new (Job, 1);

  *job = (Job) { id, (guint) g_atomic_int_get (&self->era), g_strdup (locale), g_strndup (ssml, MAX_SSML_BYTES) };
  ear_mix_begin_speech (ear_mixer_lock (self->mixer), id);
  ear_mixer_unlock (self->mixer);
  g_async_queue_push (self->jobs, job);
}

static void
ear_speech_out_hush (EarVoice *voice)
{
  EarSpeechOut *self = EAR_SPEECH_OUT (voice);

  g_atomic_int_inc (&self->era);
  ear_mix_hush_speech (ear_mixer_lock (self->mixer));
  ear_mixer_unlock (self->mixer);
}

static void
ear_speech_out_iface_init (EarVoiceInterface *iface)
{
  iface->say = ear_speech_out_say;
  iface->hush = ear_speech_out_hush;
}

static void
on_mixer_event (EarMixer          *mixer,
                const EarMixEvent *event,
                EarSpeechOut      *self)
{
  if (event->type == EAR_MIX_SPOKEN)
    g_signal_emit_by_name (self, "spoken", event->id, event->us, event->interrupted);
  else if (event->type == EAR_MIX_LEVEL)
    g_signal_emit_by_name (self, "level", event->level);
}

static void
ear_speech_out_dispose (GObject *object)
{
  EarSpeechOut *self = EAR_SPEECH_OUT (object);

  if (self->thread != NULL) {
    g_atomic_int_inc (&self->era);
    g_async_queue_push (self->jobs, g_new0 (Job, 1));
    g_clear_pointer (&self->thread, g_thread_join);
  }
  g_clear_pointer (&self->home, ear_home_leave);
  g_clear_object (&self->mixer);

  G_OBJECT_CLASS (ear_speech_out_parent_class)->dispose (object);
}

static void
ear_speech_out_finalize (GObject *object)
{
  g_async_queue_unref (EAR_SPEECH_OUT (object)->jobs);

  G_OBJECT_CLASS (ear_speech_out_parent_class)->finalize (object);
}

static void
ear_speech_out_class_init (EarSpeechOutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_speech_out_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_speech_out_finalize;
}

static void
ear_speech_out_init (EarSpeechOut *self)
{
  self->home = ear_home_new (self);
  self->jobs = g_async_queue_new_full (job_free);
}

EarSpeechOut *
ear_speech_out_new (EarMixer *mixer)
{
  EarSpeechOut *self = g_object_new (EAR_TYPE_SPEECH_OUT, NULL);

  self->mixer = g_object_ref (mixer);
  g_signal_connect_object (mixer, "event", G_CALLBACK (on_mixer_event), self, 0);
  self->thread = g_thread_new ("ear-voice", run, self);

  return self;
}
