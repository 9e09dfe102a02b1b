/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-paths.h"

#include <glib/gi18n.h>
#include <locale.h>

/**
 * ear_paths_find_data:
 * @name: a file or folder of the product's data, e.g. "skills/weather/en-US.json"
 *
 * Looks in the folders of EARSHOT_DATADIR (separated as PATH is), then where the product is installed.
 *
 * Returns: (transfer full) (nullable): where it is
 */
char *
ear_paths_find_data (const char  *name,
                     GError     **error)
{
  const char *variable = g_getenv ("EARSHOT_DATADIR");
  g_auto (GStrv) folders = g_strsplit (variable ? variable : EAR_PKGDATADIR, G_SEARCHPATH_SEPARATOR_S, -1);

  for (guint i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], name, NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      return g_steal_pointer (&path);
  }

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _("%s: not found in %s. Install Earshot again, or set EARSHOT_DATADIR."),
               name, variable ? variable : EAR_PKGDATADIR);

  return NULL;
}

/**
 * ear_paths_dup_profile:
 *
 * Returns: (transfer full): the folder of settings and archive where none is named
 */
char *
ear_paths_dup_profile (void)
{
  return g_build_filename (g_get_user_data_dir (), "earshot", NULL);
}

/**
 * ear_paths_speak_desktop:
 *
 * Makes all that is said to people at the desktop be said in its language. To be called before anything is said; what the
 * device says has nothing to do with it. EARSHOT_LOCALEDIR names the folder of translations where they are not installed.
 */
void
ear_paths_speak_desktop (void)
{
  const char *folder = g_getenv ("EARSHOT_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder && *folder ? folder : EAR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
