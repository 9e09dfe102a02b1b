/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-clip-cache.h"

#include "services/ear-provider.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <utime.h>

/* As many bytes as it takes to see what a file is. */
#define HEAD_BYTES 12

typedef struct {
  char          *path;
  GFile         *part;          /* it, until it is complete */
  GOutputStream *stream;
  guint8         head[HEAD_BYTES];
  gsize          length;
} Clip;

static void
clip_free (Clip *clip)
{
  if (clip->stream != NULL) {
    g_output_stream_close (clip->stream, NULL, NULL);
    g_file_delete (clip->part, NULL, NULL);
  }
  g_clear_object (&clip->stream);
  g_clear_object (&clip->part);
  g_free (clip->path);
  g_free (clip);
}

/* MPEG audio, with or without a tag before it; Ogg, FLAC, WAVE, Matroska and MP4. Whatever a server calls it. */
static gboolean
is_recording (const guint8 *head)
{
  return memcmp (head, "ID3", 3) == 0 || (head[0] == 0xff && (head[1] & 0xe0) == 0xe0) || memcmp (head, "OggS", 4) == 0 ||
         memcmp (head, "fLaC", 4) == 0 || (memcmp (head, "RIFF", 4) == 0 && memcmp (head + 8, "WAVE", 4) == 0) ||
         memcmp (head, "\x1a\x45\xdf\xa3", 4) == 0 || memcmp (head + 4, "ftyp", 4) == 0;
}

static gboolean
on_chunk (const char  *bytes,
          gsize        length,
          gpointer     user_data,
          GError     **error)
{
  Clip *clip = user_data;

  if (clip->length < HEAD_BYTES)
    memcpy (clip->head + clip->length, bytes, MIN (length, HEAD_BYTES - clip->length));
  clip->length += length;

  return g_output_stream_write_all (clip->stream, bytes, length, NULL, NULL, error);
}

static int
compare_ages (gconstpointer a,
              gconstpointer b)
{
  GDateTime *mine = g_file_info_get_modification_date_time (*(GFileInfo **) a), *its = g_file_info_get_modification_date_time (*(GFileInfo **) b);
  int order = mine != NULL && its != NULL ? g_date_time_compare (its, mine) : 0;

  g_clear_pointer (&mine, g_date_time_unref);
  g_clear_pointer (&its, g_date_time_unref);

  return order;
}

/* The oldest go when there is no room; the one that is to be played next never does. */
static void
make_room (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path), *mine = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (file, "standard::name,standard::type,standard::size,time::modified",
                                                                 G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func (g_object_unref);
  goffset total = 0;
  GFileInfo *info;

  while (files != NULL && (info = g_file_enumerator_next_file (files, NULL, NULL)))
    g_ptr_array_add (infos, info);
  g_ptr_array_sort (infos, compare_ages);
  for (guint i = 0; i < infos->len; i++) {
    g_autoptr (GFile) child = NULL;

    info = g_ptr_array_index (infos, i);
    if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
      continue;
    total += g_file_info_get_size (info);
    if (total > EAR_CLIP_MAX_BYTES && strcmp (g_file_info_get_name (info), mine) != 0) {
      child = g_file_get_child (file, g_file_info_get_name (info));
      g_file_delete (child, NULL, NULL);
    }
  }
}

static gboolean
keep (Clip    *clip,
      GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (clip->path);

  if (clip->length < HEAD_BYTES || !is_recording (clip->head)) {
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("it is no recording"));
    return FALSE;
  }
  if (!g_output_stream_close (clip->stream, NULL, error) || !g_file_move (clip->part, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;
  g_clear_object (&clip->stream);
  make_room (clip->path);

  return TRUE;
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Clip *clip = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);

  if (reply != NULL && keep (clip, &error))
    g_task_return_pointer (task, g_steal_pointer (&clip->path), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * ear_clip_cache_fetch_async:
 * @folder: where recordings are kept; made where it is not there yet
 * @request: of a recording; need not outlive the call
 *
 * Fetches a recording, unless it was fetched before.
 */
void
ear_clip_cache_fetch_async (EarHttp              *http,
                            const char           *folder,
                            const EarHttpRequest *request,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  static guint n_parts;
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, request->url, -1);
  g_autofree char *part = NULL;
  EarHttpRequest streamed = *request;
  GError *error = NULL;
  Clip *clip = g_new0 (Clip, 1);

  g_task_set_source_tag (task, ear_clip_cache_fetch_async);
  g_task_set_task_data (task, clip, (GDestroyNotify) clip_free);
  clip->path = g_build_filename (folder, name, NULL);
  if (g_utime (clip->path, NULL) == 0) {
    g_task_return_pointer (task, g_steal_pointer (&clip->path), g_free);
    return;
  }

  g_mkdir_with_parents (folder, 0700);
  part = g_strdup_printf ("%s.%u.part", clip->path, ++n_parts);
  clip->part = g_file_new_for_path (part);
  clip->stream = G_OUTPUT_STREAM (g_file_replace (clip->part, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                                  &error));
  if (clip->stream == NULL) {
    g_task_return_error (task, error);
    return;
  }
  streamed.max_bytes = EAR_CLIP_MAX_BYTES;
  ear_http_stream_async (http, &streamed, on_chunk, clip, cancellable, on_fetched, g_object_ref (task));
}

/**
 * ear_clip_cache_fetch_finish:
 * @error: an #EarServiceError, %G_IO_ERROR_CANCELLED, or what is wrong with the folder
 *
 * Returns: (transfer full) (nullable): the path of the recording
 */
char *
ear_clip_cache_fetch_finish (EarHttp       *http,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
