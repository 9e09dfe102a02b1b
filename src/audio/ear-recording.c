/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-recording"
#include "config.h"

#include "audio/ear-recording.h"

#include <gst/app/gstappsink.h>
#include <string.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-gst-private.h"

#include <glib/gi18n.h>

#define RATE 16000
#define MAX_SECONDS 600
#define MAX_SAMPLES (MAX_SECONDS * RATE)
#define MAX_FILE_BYTES (G_GINT64_CONSTANT (1) << 30)

/* A decoder that gives nothing for this long hangs. */
#define PATIENCE (20 * GST_SECOND)

/* A file that holds this much less than it promises was cut off. */
#define SLACK_S 0.5
#define SLACK 0.1

static gboolean
check_file (const char  *path,
            GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, "standard::type,standard::size,access::can-read", 0, NULL, error);

  if (info == NULL) {
    g_prefix_error (error, _("%s cannot be opened. Check its name and place: "), path);
    return FALSE;
  }

  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE, _("%s is not a file. Choose a recording."), path);
  else if (!g_file_info_get_attribute_boolean (info, "access::can-read"))
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE, _("%s may not be read. Change its permissions."), path);
  else if (g_file_info_get_size (info) == 0)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE, _("%s is empty. Record it again."), path);
  else if (g_file_info_get_size (info) > MAX_FILE_BYTES)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_TOO_LONG, _("%s is over 1 GiB. Cut it to 10 minutes."), path);
  else
    return TRUE;

  return FALSE;
}

static void
on_pad_added (GstElement *decodebin,
              GstPad     *pad,
              gpointer    converter)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (converter, "sink");

  if (!gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
}

static GstElement *
build_pipeline (const char  *path,
                GstElement **sink,
                GError     **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL, decoder = NULL, converter = NULL;

  ear_gst_init ();
  pipeline = gst_parse_launch ("filesrc name=source ! decodebin name=decoder  audioconvert name=converter ! audioresample ! "
                               "appsink name=sink sync=false max-buffers=64 "
                               "caps=audio/x-raw,format=S16LE,rate=16000,channels=1,layout=interleaved", error);
  if (pipeline == NULL) {
    g_prefix_error (error, _("GStreamer lacks a plugin (apt install gstreamer1.0-plugins-base gstreamer1.0-plugins-good): "));
    return NULL;
  }

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  decoder = gst_bin_get_by_name (GST_BIN (pipeline), "decoder");
  converter = gst_bin_get_by_name (GST_BIN (pipeline), "converter");
  *sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (source, "location", path, NULL);
  ear_gst_keep_plain (decoder);
  g_signal_connect_object (decoder, "pad-added", G_CALLBACK (on_pad_added), converter, 0);

  return g_steal_pointer (&pipeline);
}

static gboolean
check_bus (GstElement  *pipeline,
           const char  *path,
           GError     **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_autoptr (GError) reason = NULL;
  g_autofree char *bare = NULL;

  if (message == NULL)
    return TRUE;

  gst_message_parse_error (message, &reason, NULL);
  bare = ear_gst_dup_reason (reason->message);
  if (g_error_matches (reason, GST_STREAM_ERROR, GST_STREAM_ERROR_DECODE))
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE, _("%s is damaged (%s). Record or copy it again."), path, bare);
  else
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_NOT_AUDIO, _("%s holds no sound that can be read (%s). Choose a "
                                                                      "recording: WAV, FLAC, Ogg or MP3."), path, bare);

  return FALSE;
}

static gboolean
append_sample (GArray    *samples,
               GstSample *sample)
{
  GstMapInfo map;

  if (!gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ))
    return FALSE;
  g_array_append_vals (samples, map.data, map.size / sizeof (gint16));
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);

  return TRUE;
}

static gboolean
pull_all (GstElement    *pipeline,
          GstElement    *sink,
          const char    *path,
          GArray        *samples,
          GCancellable  *cancellable,
          GError       **error)
{
  GstClockTime waited = 0;

  while (waited < PATIENCE) {
    g_autoptr (GstSample) sample = gst_app_sink_try_pull_sample (GST_APP_SINK (sink), 100 * GST_MSECOND);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) || !check_bus (pipeline, path, error))
      return FALSE;
    if (sample == NULL && gst_app_sink_is_eos (GST_APP_SINK (sink)))
      return TRUE;
    if (sample == NULL || !append_sample (samples, sample)) {
      waited += 100 * GST_MSECOND;
      continue;
    }
    waited = 0;
    if (samples->len > MAX_SAMPLES) {
      g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_TOO_LONG, _("%s is over 10 minutes long. Cut it."), path);
      return FALSE;
    }
  }

  g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_NOT_AUDIO, _("%s: no sound comes out of it. Choose another recording."), path);

  return FALSE;
}

/* wavparse believes the file's size and not its header, so a cut WAV would pass for a short one. */
static double
get_promised_wave (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  const guint8 *data = file ? (const guint8 *) g_mapped_file_get_contents (file) : NULL;
  gsize length = file ? g_mapped_file_get_length (file) : 0;
  guint32 byte_rate = 0;

  if (length < 12 || memcmp (data, "RIFF", 4) != 0 || memcmp (data + 8, "WAVE", 4) != 0)
    return 0;

  for (gsize at = 12; at + 8 <= length;) {
    guint32 size;

    memcpy (&size, data + at + 4, 4);
    size = GUINT32_FROM_LE (size);
    if (memcmp (data + at, "fmt ", 4) == 0 && at + 20 <= length) {
      memcpy (&byte_rate, data + at + 16, 4);
      byte_rate = GUINT32_FROM_LE (byte_rate);
    } else if (memcmp (data + at, "data", 4) == 0) {
      /* Writers to a pipe leave these for “unknown”. */
      return byte_rate > 0 && size < 0x7fff0000 ? (double) size / byte_rate : 0;
    }
    at += 8 + (gsize) size + (size & 1);
  }

  return 0;
}

static gboolean
check_length (GstElement  *pipeline,
              const char  *path,
              GArray      *samples,
              GError     **error)
{
  double held = (double) samples->len / RATE, promised = get_promised_wave (path);
  gint64 duration;

  if (samples->len == 0) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_NOT_AUDIO, _("%s holds no sound. Record it again."), path);
    return FALSE;
  }
  if (promised == 0 && gst_element_query_duration (pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    promised = (double) duration / GST_SECOND;
  if (promised > held * (1 + SLACK) + SLACK_S) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_FILE,
                 _("%s is cut off: it says it is %.1f s long and holds %.1f s. Record or copy it again."), path, promised, held);
    return FALSE;
  }

  return TRUE;
}

/**
 * ear_recording_load:
 * @path: a sound file of any kind that GStreamer decodes, up to 10 minutes
 *
 * Blocks.
 *
 * Returns: (transfer full) (element-type gint16): its sound, 16 kHz, mono
 */
GArray *
ear_recording_load (const char    *path,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (GstElement) pipeline = NULL, sink = NULL;
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  gboolean done;

  if (!check_file (path, error))
    return NULL;
  pipeline = build_pipeline (path, &sink, error);
  if (pipeline == NULL)
    return NULL;

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  done = pull_all (pipeline, sink, path, samples, cancellable, error) && check_length (pipeline, path, samples, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return done ? g_steal_pointer (&samples) : NULL;
}
