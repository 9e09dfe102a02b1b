/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-file.h"

#include <string.h>

/**
 * ear_file_replace:
 * @writer: writes what is to stand in the file
 *
 * Replaces a file when all of it was written, or not at all.
 */
gboolean
ear_file_replace (GFile          *file,
                  EarFileWriter   writer,
                  gpointer        user_data,
                  GCancellable   *cancellable,
                  GError        **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, cancellable, error);
  g_autoptr (GCancellable) abandon = g_cancellable_new ();

  if (stream == NULL)
    return FALSE;
  if (writer (G_OUTPUT_STREAM (stream), user_data, cancellable, error) && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;

  g_cancellable_cancel (abandon);
  g_output_stream_close (G_OUTPUT_STREAM (stream), abandon, NULL);

  return FALSE;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ear_file_list:
 * @folder: (nullable): one that is not there has no files
 * @ending: of their names
 * @most: how many at most
 *
 * Returns: (transfer full) (element-type utf8): the paths of the files in it that are not hidden, by name
 */
GPtrArray *
ear_file_list (const char *folder,
               const char *ending,
               guint       most)
{
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && paths->len < most && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ending) && *name != '.' && g_utf8_validate (name, -1, NULL))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);

  return paths;
}
