/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-content"
#include "config.h"

#include "audio/ear-content-private.h"

#include <gst/app/gstappsink.h>
#include <string.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-gst-private.h"
#include "audio/ear-mix-private.h"
#include "audio/ear-resampler-private.h"
#include "model/ear-paths.h"

#include <glib/gi18n.h>

#define MUSIC_PREFIX "earshot:music/"
#define NETWORK_TIMEOUT_S 10

/* Sound cards have some tens of milliseconds in store, so a moment's wait for the decoder is not heard. */
#define WAIT (5 * GST_MSECOND)

#define TAIL " ! audioconvert ! audioresample ! queue max-size-time=1000000000 max-size-bytes=0 max-size-buffers=0 ! appsink name=sink " \
  "sync=false max-buffers=8 caps=audio/x-raw,format=F32LE,rate=48000,channels=2,layout=interleaved"

static const char *const sound_fonts[] = {
  "/usr/share/sounds/sf2/TimGM6mb.sf2", "/usr/share/sounds/sf2/default-GM.sf2", "/usr/share/sounds/sf2/FluidR3_GM.sf2",
  "/usr/share/soundfonts/default.sf2", "/usr/share/soundfonts/FluidR3_GM.sf2",
};

struct _EarContent {
  gatomicrefcount  references;
  GMutex           mutex;
  gboolean         closed;
  char            *failure;

  GstElement      *pipeline;    /* until it has been played */
  GstElement      *sink;
  GstBus          *bus;
  GstSample       *sample;      /* being played */
  gsize            sample_at;   /* bytes */

  char            *locale;
  char            *ssml;
  GThread         *speaker;     /* makes the words */
  GArray          *words;       /* of gint16, at EAR_MIX_RATE */
  gsize            words_at;
  gboolean         words_complete;
};

static char *
dup_sound_font (GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (sound_fonts); i++)
    if (g_file_test (sound_fonts[i], G_FILE_TEST_IS_REGULAR))
      return g_strdup (sound_fonts[i]);

  g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_SOUND_FONT,
               _("No sound font was found, so music has no instruments. Install one: apt install timgm6mb-soundfont"));

  return NULL;
}

static void
on_pad_added (GstElement *decodebin,
              GstPad     *pad,
              gpointer    next)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (next, "sink");

  if (!gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
}

static GstElement *
parse (const char  *description,
       GError     **error)
{
  GstElement *pipeline;

  ear_gst_init ();
  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  if (pipeline == NULL)
    g_prefix_error (error, _("GStreamer lacks a plugin (apt install gstreamer1.0-plugins-base gstreamer1.0-plugins-good "
                             "gstreamer1.0-plugins-bad): "));

  return pipeline;
}

static void
set_on (GstElement *pipeline,
        const char *element,
        const char *property,
        const char *value)
{
  g_autoptr (GstElement) found = gst_bin_get_by_name (GST_BIN (pipeline), element);

  g_object_set (found, property, value, NULL);
}

static GstElement *
open_music (const char  *id,
            GError     **error)
{
  g_autofree char *name = g_strconcat ("music/", id, ".mid", NULL);
  g_autofree char *path = NULL, *font = NULL;
  GstElement *pipeline;

  if (*id == '\0' || strchr (id, '/') != NULL || strstr (id, "..") != NULL) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_ADDRESS, _("“%s” names no piece of music."), id);
    return NULL;
  }
  path = ear_paths_find_data (name, error);
  font = path ? dup_sound_font (error) : NULL;
  if (font == NULL)
    return NULL;

  pipeline = parse ("filesrc name=source ! midiparse ! fluiddec name=synth synth-gain=0.5" TAIL, error);
  if (pipeline != NULL) {
    set_on (pipeline, "source", "location", path);
    set_on (pipeline, "synth", "soundfont", font);
  }

  return pipeline;
}

static GstElement *
open_decoded (const char  *source,
              const char  *location,
              GError     **error)
{
  g_autofree char *description = g_strconcat (source, " ! decodebin name=decoder  identity name=next" TAIL, NULL);
  GstElement *pipeline = parse (description, error);
  g_autoptr (GstElement) decoder = NULL, next = NULL;

  if (pipeline == NULL)
    return NULL;

  set_on (pipeline, "source", "location", location);
  decoder = gst_bin_get_by_name (GST_BIN (pipeline), "decoder");
  next = gst_bin_get_by_name (GST_BIN (pipeline), "next");
  ear_gst_keep_plain (decoder);
  g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_pad_added), next, 0);

  return pipeline;
}

static GstElement *
open_file (const char  *url,
           GError     **error)
{
  g_autofree char *path = g_filename_from_uri (url, NULL, error);

  if (path == NULL)
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE, _("%s: there is no such file."), path);
    return NULL;
  }

  return open_decoded ("filesrc name=source", path, error);
}

static GstElement *
open_url (const char  *url,
          GError     **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (url);
  g_autofree char *source = NULL;

  if (g_str_has_prefix (url, MUSIC_PREFIX))
    return open_music (url + strlen (MUSIC_PREFIX), error);
  if (g_strcmp0 (scheme, "file") == 0)
    return open_file (url, error);
  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0) {
    source = g_strdup_printf ("souphttpsrc name=source timeout=%d retries=1", NETWORK_TIMEOUT_S);
    return open_decoded (source, url, error);
  }

  g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_ADDRESS, _("“%s” is not played: use earshot:music/…, file:, http: or https:."), url);

  return NULL;
}

typedef struct {
  EarContent   *content;
  EarResampler *resampler;
} Words;

static gboolean
on_words (const gint16 *samples,
          gsize         n_samples,
          guint         rate,
          gpointer      user_data)
{
  Words *words = user_data;
  EarContent *self = words->content;
  gboolean go_on;

  if (words->resampler == NULL || ear_resampler_get_from (words->resampler) != rate) {
    g_clear_pointer (&words->resampler, ear_resampler_free);
    words->resampler = ear_resampler_new (rate, EAR_MIX_RATE);
  }
  g_mutex_lock (&self->mutex);
  ear_resampler_feed (words->resampler, samples, n_samples, self->words);
  go_on = !self->closed;
  g_mutex_unlock (&self->mutex);

  return go_on;
}

static gpointer
speak (gpointer data)
{
  EarContent *self = data;
  g_autoptr (EarSynth) synth = ear_synth_new ();
  g_autoptr (GError) error = NULL;
  Words words = { self };

  if (!ear_synth_speak (synth, self->locale, EAR_SYNTH_ADVERT, self->ssml, on_words, &words, &error))
    g_debug ("%s", error->message);
  g_mutex_lock (&self->mutex);
  self->words_complete = TRUE;
  if (error != NULL && self->failure == NULL)
    self->failure = g_strdup (error->message);
  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&words.resampler, ear_resampler_free);

  return NULL;
}

/*
 * ear_content_open:
 * @url: (nullable): what to play
 * @locale: (nullable): of the words
 * @ssml: (nullable): words to follow, in the other voice
 *
 * Returns: (transfer full): content that is getting ready
 */
EarContent *
ear_content_open (const char  *url,
                  const char  *locale,
                  const char  *ssml,
                  GError     **error)
{
  g_autoptr (EarContent) self = g_new0 (EarContent, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->mutex);
  self->words = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->words_complete = ssml == NULL;
  self->locale = g_strdup (locale ? locale : "en-US");
  self->ssml = g_strdup (ssml);

  if (url != NULL) {
    self->pipeline = open_url (url, error);
    if (self->pipeline == NULL)
      return NULL;
    self->sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
    self->bus = gst_element_get_bus (self->pipeline);
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  }
  if (ssml != NULL)
    self->speaker = g_thread_new ("ear-advert", speak, self);

  return g_steal_pointer (&self);
}

EarContent *
ear_content_ref (EarContent *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

/*
 * ear_content_close:
 *
 * Nobody pulls any more: stops decoding and speaking. Blocks for a moment.
 */
void
ear_content_close (EarContent *self)
{
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_mutex_unlock (&self->mutex);

  g_clear_pointer (&self->speaker, g_thread_join);
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
}

void
ear_content_unref (EarContent *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  ear_content_close (self);
  g_clear_pointer (&self->sample, gst_sample_unref);
  g_clear_object (&self->sink);
  g_clear_object (&self->bus);
  g_clear_object (&self->pipeline);
  g_array_unref (self->words);
  g_mutex_clear (&self->mutex);
  g_free (self->failure);
  g_free (self->locale);
  g_free (self->ssml);
  g_free (self);
}

/* (nullable): why it is over, where that is not because it was played */
char *
ear_content_dup_failure (EarContent *self)
{
  g_autofree char *failure = NULL;

  g_mutex_lock (&self->mutex);
  failure = g_strdup (self->failure);
  g_mutex_unlock (&self->mutex);

  return g_steal_pointer (&failure);
}

static gboolean
has_failed (EarContent *self)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  if (message == NULL)
    return FALSE;

  gst_message_parse_error (message, &error, NULL);
  g_mutex_lock (&self->mutex);
  if (self->failure == NULL)
    self->failure = g_strdup (error->message);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static gsize
copy_sample (EarContent *self,
             float      *frames,
             gsize       n_frames)
{
  GstMapInfo map;
  gsize n = 0;

  if (gst_buffer_map (gst_sample_get_buffer (self->sample), &map, GST_MAP_READ)) {
    n = MIN (n_frames, (map.size - self->sample_at) / (2 * sizeof (float)));
    memcpy (frames, map.data + self->sample_at, n * 2 * sizeof (float));
    self->sample_at += n * 2 * sizeof (float);
    gst_buffer_unmap (gst_sample_get_buffer (self->sample), &map);
  }
  if (n < n_frames)
    g_clear_pointer (&self->sample, gst_sample_unref);

  return n;
}

/* Whether the recording is over; *n_frames: in how many are wanted, out how many came. */
static gboolean
pull_recording (EarContent *self,
                float      *frames,
                gsize      *n_frames)
{
  gsize done = 0;

  while (done < *n_frames) {
    if (self->sample == NULL) {
      self->sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), WAIT);
      self->sample_at = 0;
    }
    if (self->sample == NULL)
      break;
    done += copy_sample (self, frames + 2 * done, *n_frames - done);
  }
  *n_frames = done;

  return self->sample == NULL && (gst_app_sink_is_eos (GST_APP_SINK (self->sink)) || has_failed (self));
}

static gboolean
pull_words (EarContent *self,
            float      *frames,
            gsize      *n_frames)
{
  gboolean is_over;
  gsize n;

  g_mutex_lock (&self->mutex);
  n = MIN (*n_frames, self->words->len - self->words_at);
  for (gsize i = 0; i < n; i++)
    frames[2 * i] = frames[2 * i + 1] = g_array_index (self->words, gint16, self->words_at + i) / 32768.0f;
  self->words_at += n;
  is_over = self->words_complete && self->words_at == self->words->len;
  g_mutex_unlock (&self->mutex);
  *n_frames = n;

  return is_over;
}

gsize
ear_content_pull (float    *frames,
                  gsize     n_frames,
                  gboolean *is_over,
                  gpointer  content)
{
  EarContent *self = content;
  gsize done = 0, n;

  if (self->sink != NULL) {
    done = n_frames;
    if (pull_recording (self, frames, &done))
      g_clear_object (&self->sink);
  }
  if (self->sink == NULL) {
    n = n_frames - done;
    *is_over = pull_words (self, frames + 2 * done, &n) || (self->ssml == NULL && done < n_frames);
    done += n;
  }

  return done;
}
