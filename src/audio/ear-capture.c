/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-capture"
#include "config.h"

#include "audio/ear-capture-private.h"

#include <gst/app/gstappsink.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-gst-private.h"

#include <glib/gi18n.h>

#define DEFAULT_SOURCE "autoaudiosrc"

/* How long to wait for sound before looking at other things. */
#define WAIT (20 * GST_MSECOND)

struct _EarCapture {
  GstElement *pipeline;
  GstElement *sink;
  GstBus     *bus;
  int         is_fake;          /* atomic */
};

/* autoaudiosrc says nothing where it finds no device, and takes a source of silence. */
static void
on_element_added (GstBin     *bin,
                  GstBin     *sub_bin,
                  GstElement *element,
                  gpointer    user_data)
{
  EarCapture *self = user_data;
  GstElementFactory *factory = gst_element_get_factory (element);
  const char *name = factory ? GST_OBJECT_NAME (factory) : "";

  if (sub_bin != bin && (g_str_equal (name, "fakesrc") || g_str_equal (name, "audiotestsrc")))
    g_atomic_int_set (&self->is_fake, TRUE);
}

/*
 * ear_capture_open:
 * @source: (nullable): a GStreamer description of where sound comes from
 */
EarCapture *
ear_capture_open (const char  *source,
                  GError     **error)
{
  g_autofree char *description =
    g_strconcat (source ? source : DEFAULT_SOURCE, " ! audioconvert ! audioresample ! appsink name=sink sync=false max-buffers=500 "
                 "caps=audio/x-raw,format=S16LE,rate=16000,channels=1,layout=interleaved", NULL);
  EarCapture *self;
  GstElement *pipeline;

  ear_gst_init ();
  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  if (pipeline == NULL)
    return NULL;

  self = g_new0 (EarCapture, 1);
  self->pipeline = pipeline;
  self->sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  self->bus = gst_element_get_bus (pipeline);
  g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (on_element_added), self);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  return self;
}

static gboolean
check (EarCapture  *self,
       GError     **error)
{
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);

  if (message != NULL)
    gst_message_parse_error (message, error, NULL);
  else if (g_atomic_int_get (&self->is_fake))
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE, _("no device was found"));
  else
    return TRUE;

  return FALSE;
}

/*
 * ear_capture_pull:
 * @samples: (element-type gint16): what came is appended
 *
 * Waits a moment for sound.
 */
EarCaptureState
ear_capture_pull (EarCapture  *self,
                  GArray      *samples,
                  GError     **error)
{
  g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), WAIT);
  GstMapInfo map;

  if (!check (self, error))
    return EAR_CAPTURE_FAILED;
  if (sample == NULL)
    return gst_app_sink_is_eos (GST_APP_SINK (self->sink)) ? EAR_CAPTURE_OVER : EAR_CAPTURE_NOTHING;

  if (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ)) {
    g_array_append_vals (samples, map.data, map.size / sizeof (gint16));
    gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  }

  return EAR_CAPTURE_SOUND;
}

void
ear_capture_close (EarCapture *self)
{
  g_signal_handlers_disconnect_by_data (self->pipeline, self);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->sink);
  gst_object_unref (self->bus);
  gst_object_unref (self->pipeline);
  g_free (self);
}
