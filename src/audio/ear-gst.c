/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-gst-private.h"

#include "audio/ear-audio-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* GstAutoplugSelectResult, which GStreamer has in no header. */
enum { TRY, EXPOSE, SKIP };

void
ear_gst_init (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    gst_init (NULL, NULL);
    g_once_init_leave (&once, 1);
  }
}

/*
 * ear_gst_make:
 *
 * Returns: (transfer full): a floating element
 */
GstElement *
ear_gst_make (const char  *factory,
              GError     **error)
{
  GstElement *element = gst_element_factory_make (factory, NULL);

  if (element == NULL)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE,
                 _("GStreamer has no “%s”. Install its plugins: apt install gstreamer1.0-plugins-base gstreamer1.0-plugins-good "
                   "gstreamer1.0-plugins-bad"), factory);

  return element;
}

/* Playlists of adaptive streaming name other files, local ones too; pictures and films are none of our business. */
static int
on_autoplug_select (GstElement        *bin,
                    GstPad            *pad,
                    GstCaps           *caps,
                    GstElementFactory *factory,
                    gpointer           user_data)
{
  const char *kind = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  gboolean is_playlist = g_strrstr (kind, "Adaptive") != NULL;
  gboolean is_picture = g_strrstr (kind, "Decoder") != NULL && g_strrstr (kind, "Audio") == NULL;

  return is_playlist || is_picture ? SKIP : TRY;
}

/*
 * ear_gst_keep_plain:
 *
 * Keeps a decodebin from following playlists and from decoding anything but sound.
 */
void
ear_gst_keep_plain (GstElement *decodebin)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("audio/x-raw");

  g_object_set (decodebin, "caps", caps, "expose-all-streams", FALSE, NULL);
  g_signal_connect (decodebin, "autoplug-select", G_CALLBACK (on_autoplug_select), NULL);
}

/*
 * ear_gst_dup_reason:
 * @message: what GStreamer says
 *
 * Returns: (transfer full): the same without the stop at its end, to be put into a sentence of ours
 */
char *
ear_gst_dup_reason (const char *message)
{
  return g_strndup (message, strlen (message) - (g_str_has_suffix (message, ".") ? 1 : 0));
}
