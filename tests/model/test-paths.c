/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-paths.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_find (void)
{
  g_autofree char *one = g_dir_make_tmp ("earshot-one-XXXXXX", NULL), *other = g_dir_make_tmp ("earshot-other-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (one, "tariff.json", NULL), *second = g_build_filename (other, "tariff.json", NULL);
  g_autofree char *both = g_strjoin (G_SEARCHPATH_SEPARATOR_S, one, other, NULL);
  g_autofree char *found = NULL, *fallback = NULL, *folder = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("EARSHOT_DATADIR", both, TRUE);
  g_assert_null (ear_paths_find_data ("tariff.json", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, "tariff.json"));
  g_assert_nonnull (strstr (error->message, other));

  g_assert_true (g_file_set_contents (second, "", 0, NULL));
  fallback = ear_paths_find_data ("tariff.json", NULL);
  g_assert_cmpstr (fallback, ==, second);
  g_assert_true (g_file_set_contents (first, "", 0, NULL));
  found = ear_paths_find_data ("tariff.json", NULL);
  g_assert_cmpstr (found, ==, first);
  folder = ear_paths_find_data (".", NULL);
  g_assert_nonnull (folder);

  g_unlink (first);
  g_unlink (second);
  g_assert_cmpint (g_rmdir (one) | g_rmdir (other), ==, 0);
}

static void
test_installed (void)
{
  g_autoptr (GError) error = NULL;

  g_unsetenv ("EARSHOT_DATADIR");
  g_assert_null (ear_paths_find_data ("no/such/thing", &error));
  g_assert_nonnull (strstr (error->message, EAR_PKGDATADIR));
}

static void
test_profile (void)
{
  g_autofree char *profile = ear_paths_dup_profile ();

  g_assert_true (g_path_is_absolute (profile));
  g_assert_true (g_str_has_suffix (profile, "/earshot"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paths/find", test_find);
  g_test_add_func ("/paths/installed", test_installed);
  g_test_add_func ("/paths/profile", test_profile);

  return g_test_run ();
}
