/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-resampler-private.h"

#include <gst/audio/audio.h>

#include "audio/ear-gst-private.h"

struct _EarResampler {
  GstAudioConverter *converter;
  guint              from;
};

EarResampler *
ear_resampler_new (guint from,
                   guint to)
{
  EarResampler *self = g_new0 (EarResampler, 1);
  GstAudioInfo in, out;

  ear_gst_init ();
  gst_audio_info_set_format (&in, GST_AUDIO_FORMAT_S16, from, 1, NULL);
  gst_audio_info_set_format (&out, GST_AUDIO_FORMAT_S16, to, 1, NULL);
  self->converter = gst_audio_converter_new (0, &in, &out, NULL);
  self->from = from;

  return self;
}

void
ear_resampler_free (EarResampler *self)
{
  gst_audio_converter_free (self->converter);
  g_free (self);
}

guint
ear_resampler_get_from (EarResampler *self)
{
  return self->from;
}

/* Appends what is ready; a few samples stay behind until more comes. */
void
ear_resampler_feed (EarResampler *self,
                    const gint16 *samples,
                    gsize         n_samples,
                    GArray       *result)
{
  gsize n = gst_audio_converter_get_out_frames (self->converter, n_samples);
  guint before = result->len;
  gpointer in = (gpointer) samples, out;

  if (n == 0)
    return;
  g_array_set_size (result, before + n);
  out = &g_array_index (result, gint16, before);
  gst_audio_converter_samples (self->converter, 0, &in, n_samples, &out, n);
}
