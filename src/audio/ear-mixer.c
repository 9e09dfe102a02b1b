/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-mixer"
#include "config.h"

#include "audio/ear-mixer-private.h"

#include <gst/app/gstappsrc.h>
#include <gst/audio/audio.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-gst-private.h"
#include "audio/ear-home-private.h"
#include "audio/ear-resampler-private.h"
#include "audio/ear-wave-private.h"

#include <glib/gi18n.h>

#define CHUNK_FRAMES (EAR_MIX_RATE / 50)
#define REFERENCE_RATE 16000

/* The sound card is stopped after this much silence, and started again in no time. */
#define IDLE_FRAMES EAR_MIX_RATE

/* Little in store: what is hushed must be silent soon. In µs. */
#define CARD_BUFFER 80000
#define CARD_PERIOD 20000

#define DEFAULT_SINK "autoaudiosink"
#define SILENT_SINK "fakesink sync=true"

#define NO_OUTPUT_REMEDY N_("Connect a loudspeaker or start the sound server (PulseAudio or PipeWire), then start Earshot again. " \
                            "Answers can be read meanwhile.")

struct _EarMixer {
  GObject       parent_instance;

  EarHome      *home;
  GMutex        mutex;          /* guards what follows up to the next blank line */
  EarMix       *mix;
  EarWave      *tap;
  EarResampler *resampler;
  GArray       *played;         /* of gint16, at REFERENCE_RATE: scratch */
  guint64       n_frames;
  gsize         silence;        /* frames of it, to here */
  gboolean      is_starved;     /* the source waits until there is something to hear */
  gboolean      is_audible;

  EarReference *reference;      /* what is played, for ears */
  GThread      *thread;
  GMainContext *context;
  GMainLoop    *loop;
  char         *sink;
  GstElement   *pipeline;       /* the actor's thread only, as the rest */
  GstElement   *source;
  GSource      *watch;
  gboolean      has_failed;
};

enum { SIGNAL_EVENT, SIGNAL_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarMixer, ear_mixer, G_TYPE_OBJECT)

static void
deliver_event (gpointer object,
               gpointer message)
{
  g_signal_emit (object, signals[SIGNAL_EVENT], 0, message);
}

static void
deliver_failure (gpointer object,
                 gpointer message)
{
  g_signal_emit (object, signals[SIGNAL_FAILED], 0, "no-output", message, _(NO_OUTPUT_REMEDY));
}

static void
post_events (EarMixer *self)
{
  EarMixEvent event;

  while (ear_mix_pop (self->mix, &event))
    ear_home_post (self->home, deliver_event, g_memdup2 (&event, sizeof event), g_free);
}

/* So that the microphone can tell what it hears of us. */
static void
keep_reference (EarMixer    *self,
                const float *frames)
{
  gint16 mono[CHUNK_FRAMES];

  for (guint i = 0; i < CHUNK_FRAMES; i++)
    mono[i] = (gint16) CLAMP ((frames[2 * i] + frames[2 * i + 1]) * 16384, G_MININT16, G_MAXINT16);
  g_array_set_size (self->played, 0);
  ear_resampler_feed (self->resampler, mono, CHUNK_FRAMES, self->played);
  ear_reference_push (self->reference, g_get_monotonic_time (), (gint16 *) (gpointer) self->played->data, self->played->len);
}

/* With the mutex held. */
static GstBuffer *
render (EarMixer *self)
{
  gsize size = CHUNK_FRAMES * 2 * sizeof (float);
  float *frames = g_malloc (size);
  GstBuffer *buffer = gst_buffer_new_wrapped (frames, size);

  ear_mix_render (self->mix, frames, CHUNK_FRAMES);
  if (self->tap)
    ear_wave_write (self->tap, frames, 2 * CHUNK_FRAMES);
  keep_reference (self, frames);
  post_events (self);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (self->n_frames, GST_SECOND, EAR_MIX_RATE);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (CHUNK_FRAMES, GST_SECOND, EAR_MIX_RATE);
  self->n_frames += CHUNK_FRAMES;

  return buffer;
}

static gboolean
on_starved (gpointer user_data)
{
  EarMixer *self = user_data;
  gboolean is_starved;

  g_mutex_lock (&self->mutex);
  is_starved = self->is_starved;
  g_mutex_unlock (&self->mutex);
  if (is_starved && self->pipeline)
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);

  return G_SOURCE_REMOVE;
}

static void
on_need_data (GstAppSrc *source,
              guint      length,
              gpointer   user_data)
{
  EarMixer *self = user_data;
  GstBuffer *buffer = NULL;

  g_mutex_lock (&self->mutex);
  self->silence = ear_mix_is_active (self->mix) ? 0 : self->silence + CHUNK_FRAMES;
  if (self->silence > IDLE_FRAMES)
    self->is_starved = TRUE;
  else
    buffer = render (self);
  g_mutex_unlock (&self->mutex);

  if (buffer != NULL)
    gst_app_src_push_buffer (source, buffer);
  else
    ear_mixer_invoke (self, on_starved, self, NULL);
}

static gboolean
on_fed (gpointer user_data)
{
  EarMixer *self = user_data;
  GstBuffer *buffer = NULL;

  g_mutex_lock (&self->mutex);
  if (self->is_starved && ear_mix_is_active (self->mix)) {
    self->is_starved = FALSE;
    self->silence = 0;
    buffer = render (self);
  }
  g_mutex_unlock (&self->mutex);

  if (buffer != NULL && self->pipeline != NULL) {
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
    gst_app_src_push_buffer (GST_APP_SRC (self->source), buffer);
  } else if (buffer != NULL) {
    gst_buffer_unref (buffer);
  }

  return G_SOURCE_REMOVE;
}

static void
close_pipeline (EarMixer *self)
{
  if (self->pipeline == NULL)
    return;

  /* autoaudiosink takes its fake back when it stops. */
  g_signal_handlers_disconnect_by_data (self->pipeline, self);
  g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_object (&self->source);
  g_clear_object (&self->pipeline);
}

static gboolean open_pipeline (EarMixer *self, const char *sink, GError **error);

/* Nobody hears us; everything goes on at the pace of a loudspeaker, so that conversations continue. */
static gboolean
fall_back (EarMixer   *self,
           const char *reason)
{
  g_autofree char *bare = NULL;
  g_autoptr (GError) error = NULL;

  close_pipeline (self);
  if (self->has_failed)
    return FALSE;

  self->has_failed = TRUE;
  g_mutex_lock (&self->mutex);
  self->is_audible = FALSE;
  g_mutex_unlock (&self->mutex);
  bare = ear_gst_dup_reason (reason);
  ear_home_post (self->home, deliver_failure, g_strdup_printf (_("There is no sound output (%s)."), bare), g_free);
  if (!open_pipeline (self, SILENT_SINK, &error))
    g_warning ("%s", error->message);

  return self->pipeline != NULL;
}

static gboolean
on_fake (gpointer user_data)
{
  fall_back (user_data, _("no device was found"));

  return G_SOURCE_REMOVE;
}

static gboolean
on_bus (GstBus     *bus,
        GstMessage *message,
        gpointer    user_data)
{
  EarMixer *self = user_data;
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;

  gst_message_parse_error (message, &error, NULL);
  fall_back (self, error->message);

  return G_SOURCE_REMOVE;
}

static void
tune_card (GstElement *element)
{
  GObjectClass *klass = G_OBJECT_GET_CLASS (element);

  if (g_object_class_find_property (klass, "buffer-time") && g_object_class_find_property (klass, "latency-time"))
    g_object_set (element, "buffer-time", (gint64) CARD_BUFFER, "latency-time", (gint64) CARD_PERIOD, NULL);
}

/* autoaudiosink says nothing where it finds no device, and takes a sink that plays to nobody. */
static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  EarMixer *self = user_data;
  GstElementFactory *factory = gst_element_get_factory (element);

  tune_card (element);
  if (sub_bin != bin && factory != NULL && g_strcmp0 (GST_OBJECT_NAME (factory), "fakesink") == 0)
    ear_mixer_invoke (self, on_fake, self, NULL);
}

static gboolean
open_pipeline (EarMixer    *self,
               const char  *sink,
               GError     **error)
{
  g_autofree char *description = g_strconcat ("appsrc name=source format=time ! audioconvert ! audioresample ! ", sink, NULL);
  g_autoptr (GstElement) pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  GstAppSrcCallbacks callbacks = { .need_data = on_need_data };
  g_autoptr (GstCaps) caps = NULL;
  g_autoptr (GstBus) bus = NULL;

  if (pipeline == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  self->n_frames = self->silence = 0;
  self->is_starved = FALSE;
  g_mutex_unlock (&self->mutex);

  self->pipeline = g_steal_pointer (&pipeline);
  self->source = gst_bin_get_by_name (GST_BIN (self->pipeline), "source");
  caps = gst_caps_from_string ("audio/x-raw,format=" GST_AUDIO_NE (F32) ",rate=48000,channels=2,layout=interleaved,channel-mask=(bitmask)3");
  g_object_set (self->source, "caps", caps, NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (self->source), &callbacks, self, NULL);
  g_signal_connect (self->pipeline, "deep-element-added", G_CALLBACK (on_element_added), self);
  bus = gst_element_get_bus (self->pipeline);
  self->watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_bus), self, NULL);
  g_source_attach (self->watch, self->context);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  return TRUE;
}

static gboolean
on_open (gpointer user_data)
{
  EarMixer *self = user_data;
  g_autoptr (GError) error = NULL;

  ear_gst_init ();
  if (!open_pipeline (self, self->sink, &error))
    fall_back (self, error->message);

  return G_SOURCE_REMOVE;
}

static gboolean
on_close (gpointer user_data)
{
  EarMixer *self = user_data;

  close_pipeline (self);
  g_main_loop_quit (self->loop);

  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer user_data)
{
  EarMixer *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
ear_mixer_dispose (GObject *object)
{
  EarMixer *self = EAR_MIXER (object);

  if (self->thread != NULL) {
    ear_mixer_invoke (self, on_close, self, NULL);
    g_clear_pointer (&self->thread, g_thread_join);
  }
  g_clear_pointer (&self->home, ear_home_leave);

  G_OBJECT_CLASS (ear_mixer_parent_class)->dispose (object);
}

static void
ear_mixer_finalize (GObject *object)
{
  EarMixer *self = EAR_MIXER (object);

  g_clear_pointer (&self->tap, ear_wave_close);
  g_clear_pointer (&self->mix, ear_mix_free);
  ear_resampler_free (self->resampler);
  g_array_unref (self->played);
  ear_reference_unref (self->reference);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->sink);

  G_OBJECT_CLASS (ear_mixer_parent_class)->finalize (object);
}

static void
ear_mixer_class_init (EarMixerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ear_mixer_dispose;
  object_class->finalize = ear_mixer_finalize;

  signals[SIGNAL_EVENT] =
    g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                  G_TYPE_STRING, G_TYPE_STRING);
}

static void
ear_mixer_init (EarMixer *self)
{
  g_mutex_init (&self->mutex);
  self->home = ear_home_new (self);
  self->mix = ear_mix_new ();
  self->resampler = ear_resampler_new (EAR_MIX_RATE, REFERENCE_RATE);
  self->played = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->reference = ear_reference_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->is_audible = TRUE;
}

/*
 * ear_mixer_new:
 * @sink: (nullable): a GStreamer description of where sound goes
 * @tap_path: (nullable): a WAV file that gets all of it, too
 */
EarMixer *
ear_mixer_new (const char  *sink,
               const char  *tap_path,
               GError     **error)
{
  g_autoptr (EarMixer) self = g_object_new (EAR_TYPE_MIXER, NULL);

  self->sink = g_strdup (sink ? sink : DEFAULT_SINK);
  if (tap_path != NULL) {
    self->tap = ear_wave_open (tap_path, EAR_MIX_RATE, 2, error);
    if (self->tap == NULL)
      return NULL;
  }
  self->thread = g_thread_new ("ear-mixer", run, self);
  ear_mixer_invoke (self, on_open, self, NULL);

  return g_steal_pointer (&self);
}

/*
 * ear_mixer_lock:
 *
 * Returns: (transfer none): the desk, until ear_mixer_unlock()
 */
EarMix *
ear_mixer_lock (EarMixer *self)
{
  g_mutex_lock (&self->mutex);

  return self->mix;
}

void
ear_mixer_unlock (EarMixer *self)
{
  gboolean is_hungry = self->is_starved && ear_mix_is_active (self->mix);

  post_events (self);
  g_mutex_unlock (&self->mutex);
  if (is_hungry)
    ear_mixer_invoke (self, on_fed, self, NULL);
}

/*
 * ear_mixer_invoke:
 *
 * Calls in the actor's thread, in the order of the calls.
 */
void
ear_mixer_invoke (EarMixer       *self,
                  GSourceFunc     func,
                  gpointer        data,
                  GDestroyNotify  destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

/* Whether there is a loudspeaker. */
gboolean
ear_mixer_is_audible (EarMixer *self)
{
  gboolean is_audible;

  g_mutex_lock (&self->mutex);
  is_audible = self->is_audible;
  g_mutex_unlock (&self->mutex);

  return is_audible;
}

/*
 * ear_mixer_get_reference:
 *
 * Returns: (transfer none): what is being played
 */
EarReference *
ear_mixer_get_reference (EarMixer *self)
{
  return self->reference;
}
