/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-film.h"

#include "audio/ear-audio-error.h"
#include "audio/ear-gst-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>
#include <string.h>

/* An encoder that takes nothing for this long has died. */
#define PATIENCE (30 * GST_SECOND)

/* Pictures that wait for the encoder. */
#define MAX_WAITING 8

struct _EarFilm {
  GObject     parent_instance;

  char       *path;
  char       *part;             /* where it is written until it is whole */
  int         width, height;
  guint       fps;
  guint64     n_pictures;
  guint64     n_frames;
  GstElement *pipeline;
  GstElement *pictures, *sound;
};

G_DEFINE_FINAL_TYPE (EarFilm, ear_film, G_TYPE_OBJECT)

static void
ear_film_dispose (GObject *object)
{
  EarFilm *self = EAR_FILM (object);

  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->pictures);
  gst_clear_object (&self->sound);
  gst_clear_object (&self->pipeline);
  if (self->part != NULL)
    g_unlink (self->part);
  g_clear_pointer (&self->part, g_free);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (ear_film_parent_class)->dispose (object);
}

static void
ear_film_class_init (EarFilmClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_film_dispose;
}

static void
ear_film_init (EarFilm *self)
{
}

static GstElement *
find_source (EarFilm    *self,
             const char *name,
             GstCaps    *caps)
{
  GstElement *source = gst_bin_get_by_name (GST_BIN (self->pipeline), name);

  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);
  gst_caps_unref (caps);

  return source;
}

/* The sink is named by a property, never by the description: a path may hold anything. */
static gboolean
build (EarFilm  *self,
       GError  **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GstElement) sink = NULL;

  ear_gst_init ();
  self->pipeline = gst_parse_launch ("webmmux name=mux ! filesink name=sink "
                                     "appsrc name=pictures ! videoconvert ! vp8enc deadline=1 cpu-used=12 static-threshold=200 threads=2 target-bitrate=2500000 "
                                     "keyframe-max-dist=60 ! queue ! mux. "
                                     "appsrc name=sound ! audioconvert ! vorbisenc quality=0.5 ! queue ! mux.", &reason);
  if (self->pipeline == NULL || reason != NULL) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE,
                 _("A film cannot be made: %s. Install GStreamer’s plugins: apt install gstreamer1.0-plugins-base gstreamer1.0-plugins-good"),
                 reason ? reason->message : "GStreamer");
    return FALSE;
  }

  sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  g_object_set (sink, "location", self->part, NULL);
  self->pictures = find_source (self, "pictures",
                                gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "BGRx" : "xRGB",
                                                     "width", G_TYPE_INT, self->width, "height", G_TYPE_INT, self->height,
                                                     "framerate", GST_TYPE_FRACTION, self->fps, 1, NULL));
  self->sound = find_source (self, "sound",
                             gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, G_BYTE_ORDER == G_LITTLE_ENDIAN ? "F32LE" : "F32BE",
                                                  "layout", G_TYPE_STRING, "interleaved", "channels", G_TYPE_INT, 2,
                                                  "rate", G_TYPE_INT, EAR_FILM_RATE, NULL));
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  return TRUE;
}

/**
 * ear_film_new:
 * @path: where it goes; replaced only by a whole film
 * @width: of the pictures in pixels, even
 * @height: of the pictures in pixels, even
 * @fps: pictures a second
 *
 * Returns: (transfer full) (nullable): a film without pictures
 */
EarFilm *
ear_film_new (const char  *path,
              int          width,
              int          height,
              guint        fps,
              GError     **error)
{
  g_autoptr (EarFilm) self = g_object_new (EAR_TYPE_FILM, NULL);

  g_return_val_if_fail (width > 0 && height > 0 && fps > 0, NULL);

  self->path = g_strdup (path);
  self->part = g_strconcat (path, ".part", NULL);
  self->width = width;
  self->height = height;
  self->fps = fps;

  return build (self, error) ? g_steal_pointer (&self) : NULL;
}

static GstBuffer *
wrap (gsize        size,
      guint64      start,
      guint64      end,
      guint64      rate)
{
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, size, NULL);

  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (start, GST_SECOND, rate);
  GST_BUFFER_DURATION (buffer) = gst_util_uint64_scale (end, GST_SECOND, rate) - GST_BUFFER_PTS (buffer);

  return buffer;
}

static GstBuffer *
make_picture (EarFilm      *self,
              const guint8 *pixels,
              gsize         stride)
{
  gsize row = (gsize) self->width * 4;
  GstBuffer *buffer = wrap (row * self->height, self->n_pictures, self->n_pictures + 1, self->fps);

  for (int y = 0; y < self->height; y++)
    gst_buffer_fill (buffer, row * y, pixels + stride * y, row);
  self->n_pictures++;

  return buffer;
}

static GstBuffer *
make_sound (EarFilm     *self,
            const float *frames,
            gsize        n_frames)
{
  GstBuffer *buffer = wrap (n_frames * 2 * sizeof (float), self->n_frames, self->n_frames + n_frames, EAR_FILM_RATE);

  gst_buffer_fill (buffer, 0, frames, n_frames * 2 * sizeof (float));
  self->n_frames += n_frames;

  return buffer;
}

/* What went wrong in the pipeline, as an error about the file. */
static gboolean
fail (EarFilm     *self,
      GstMessage  *message,
      GError     **error)
{
  g_autoptr (GError) reason = NULL;

  if (message != NULL)
    gst_message_parse_error (message, &reason, NULL);
  g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE, _("%s: the film could not be written: %s Choose another place or free some space."),
               self->path, reason ? reason->message : _("the encoder stopped."));

  return FALSE;
}

/* Waits until the encoder has taken most of what it was given. A source that blocked would do so for ever behind one that died. */
static gboolean
wait_for_encoder (EarFilm  *self,
                  GError  **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  guint64 limit = (guint64) MAX_WAITING * self->width * self->height * 4;
  gint64 until = g_get_monotonic_time () + PATIENCE / GST_USECOND;

  do {
    gboolean full = gst_app_src_get_current_level_bytes (GST_APP_SRC (self->pictures)) > limit;
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus, full ? 5 * GST_MSECOND : 0, GST_MESSAGE_ERROR);

    if (message != NULL)
      return fail (self, message, error);
    if (!full)
      return TRUE;
  } while (g_get_monotonic_time () < until);

  return fail (self, NULL, error);
}

/**
 * ear_film_add:
 * @pixels: one picture, 32 bits a pixel as cairo's RGB24
 * @stride: bytes from one row to the next
 * @frames: (array): sound that goes with it: two channels, interleaved
 * @n_frames: frames of sound
 *
 * Adds a picture and its sound.
 */
gboolean
ear_film_add (EarFilm       *self,
              const guint8  *pixels,
              gsize          stride,
              const float   *frames,
              gsize          n_frames,
              GError       **error)
{
  if (!wait_for_encoder (self, error))
    return FALSE;
  if (gst_app_src_push_buffer (GST_APP_SRC (self->sound), make_sound (self, frames, n_frames)) != GST_FLOW_OK ||
      gst_app_src_push_buffer (GST_APP_SRC (self->pictures), make_picture (self, pixels, stride)) != GST_FLOW_OK)
    return wait_for_encoder (self, error) && fail (self, NULL, error);

  return TRUE;
}

/**
 * ear_film_finish:
 *
 * Writes the end and puts the film into its place.
 */
gboolean
ear_film_finish (EarFilm  *self,
                 GError  **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstMessage) message = NULL;

  gst_app_src_end_of_stream (GST_APP_SRC (self->sound));
  gst_app_src_end_of_stream (GST_APP_SRC (self->pictures));
  message = gst_bus_timed_pop_filtered (bus, PATIENCE, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message == NULL || GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    return fail (self, message, error);

  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  if (g_rename (self->part, self->path) != 0) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE, _("%s: the film could not be put there. Choose another place."), self->path);
    return FALSE;
  }
  g_clear_pointer (&self->part, g_free);

  return TRUE;
}
