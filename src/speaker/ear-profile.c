/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-profile.h"

#include "model/ear-paths.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define GROUP "device"

struct _EarProfile {
  GObject   parent_instance;

  char     *folder;
  char     *path;
  char     *notice;
  GKeyFile *settings;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarProfile, ear_profile, G_TYPE_OBJECT)

static void
ear_profile_finalize (GObject *object)
{
  EarProfile *self = EAR_PROFILE (object);

  g_free (self->folder);
  g_free (self->path);
  g_free (self->notice);
  g_key_file_unref (self->settings);

  G_OBJECT_CLASS (ear_profile_parent_class)->finalize (object);
}

static void
ear_profile_class_init (EarProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_profile_finalize;

  signals[CHANGED] = g_signal_new ("changed", EAR_TYPE_PROFILE, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ear_profile_init (EarProfile *self)
{
  self->settings = g_key_file_new ();
}

static void
load_settings (EarProfile *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;

  if (g_key_file_load_from_file (self->settings, self->path, G_KEY_FILE_KEEP_COMMENTS, &error) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return;

  aside = g_strconcat (self->path, ".broken", NULL);
  self->notice = g_strdup_printf (_("The settings in %s could not be read (%s). They were kept as %s, and the defaults are in force."),
                                  self->path, error->message, aside);
  g_rename (self->path, aside);
}

/**
 * ear_profile_open:
 * @folder: (nullable): where it is, made if needed; %NULL for the user's own
 *
 * Returns: (transfer full) (nullable): the profile
 */
EarProfile *
ear_profile_open (const char  *folder,
                  GError     **error)
{
  g_autoptr (EarProfile) self = g_object_new (EAR_TYPE_PROFILE, NULL);

  self->folder = folder ? g_strdup (folder) : ear_paths_dup_profile ();
  self->path = g_build_filename (self->folder, "settings.ini", NULL);

  if (g_mkdir_with_parents (self->folder, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                 _("%s: the profile folder can not be made (%s). Choose another with --profile."), self->folder, g_strerror (errno));
    return NULL;
  }

  load_settings (self);

  return g_steal_pointer (&self);
}

const char *
ear_profile_get_folder (EarProfile *self)
{
  return self->folder;
}

/**
 * ear_profile_get_notice:
 *
 * Returns: (nullable): what the user should know about the settings
 */
const char *
ear_profile_get_notice (EarProfile *self)
{
  return self->notice;
}

char *
ear_profile_dup_archive_path (EarProfile *self)
{
  return g_build_filename (self->folder, "archive.sqlite", NULL);
}

/**
 * ear_profile_dup_string:
 * @key: locale, wake-word, weather, music, shop, ads, assistant, tariff, …
 * @otherwise: (nullable): where it was never set
 */
char *
ear_profile_dup_string (EarProfile *self,
                        const char *key,
                        const char *otherwise)
{
  char *value = g_key_file_get_string (self->settings, GROUP, key, NULL);

  return value ? value : g_strdup (otherwise);
}

double
ear_profile_get_double (EarProfile *self,
                        const char *key,
                        double      otherwise)
{
  g_autoptr (GError) error = NULL;
  double value = g_key_file_get_double (self->settings, GROUP, key, &error);

  return error ? otherwise : value;
}

gboolean
ear_profile_get_boolean (EarProfile *self,
                         const char *key,
                         gboolean    otherwise)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (self->settings, GROUP, key, &error);

  return error ? otherwise : value;
}

/**
 * ear_profile_set_string:
 * @value: (nullable): %NULL for the default
 *
 * Changes a setting and writes all of them, at once or not at all.
 */
gboolean
ear_profile_set_string (EarProfile  *self,
                        const char  *key,
                        const char  *value,
                        GError     **error)
{
  if (value != NULL)
    g_key_file_set_string (self->settings, GROUP, key, value);
  else
    g_key_file_remove_key (self->settings, GROUP, key, NULL);

  if (!g_key_file_save_to_file (self->settings, self->path, error))
    return FALSE;
  g_signal_emit (self, signals[CHANGED], g_quark_from_string (key), key);

  return TRUE;
}
