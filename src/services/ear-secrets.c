/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-secrets.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>

#define FILE_NAME "secrets.ini"
#define MAX_FILE (64 * 1024)

struct _EarSecrets {
  GObject  parent_instance;

  char    *folder;
};

G_DEFINE_FINAL_TYPE (EarSecrets, ear_secrets, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "io.github.earshot.Earshot", SECRET_SCHEMA_NONE,
  {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "key", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 },
  },
};

typedef struct {
  char           *provider;
  char           *key;
  char           *value;
  EarSecretPlace  place;
} Errand;

static void
errand_free (Errand *errand)
{
  g_free (errand->provider);
  g_free (errand->key);
  g_clear_pointer (&errand->value, secret_password_free);
  g_free (errand);
}

static GTask *
make_task (EarSecrets          *self,
           const char          *provider,
           const char          *key,
           const char          *value,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->provider = g_strdup (provider);
  errand->key = g_strdup (key);
  errand->value = g_strdup (value);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  return task;
}

static void
ear_secrets_finalize (GObject *object)
{
  g_free (EAR_SECRETS (object)->folder);

  G_OBJECT_CLASS (ear_secrets_parent_class)->finalize (object);
}

static void
ear_secrets_class_init (EarSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_secrets_finalize;
}

static void
ear_secrets_init (EarSecrets *self)
{
}

/**
 * ear_secrets_new:
 * @folder: the profile's
 */
EarSecrets *
ear_secrets_new (const char *folder)
{
  EarSecrets *self = g_object_new (EAR_TYPE_SECRETS, NULL);

  self->folder = g_canonicalize_filename (folder, NULL);

  return self;
}

/**
 * ear_secrets_dup_file:
 *
 * Returns: (transfer full): where secrets are kept if there is no keyring
 */
char *
ear_secrets_dup_file (EarSecrets *self)
{
  return g_build_filename (self->folder, FILE_NAME, NULL);
}

static const char *
look_in_environment (const Errand *errand)
{
  g_autofree char *name = g_strdup_printf ("EARSHOT_SECRET_%s_%s", errand->provider, errand->key);

  for (char *at = name; *at != '\0'; at++)
    *at = *at == '-' ? '_' : g_ascii_toupper (*at);

  return g_getenv (name);
}

static GKeyFile *
load_file (EarSecrets *self)
{
  g_autofree char *path = ear_secrets_dup_file (self);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return g_steal_pointer (&file);
  if (status.st_size > MAX_FILE || !g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error))
    g_warning ("%s: the keys of services could not be read (%s)", path, error ? error->message : "too large");

  return g_steal_pointer (&file);
}

/* Nobody else may read it at any moment, and it is there whole or not at all. */
static gboolean
save_file (EarSecrets  *self,
           GKeyFile    *file,
           GError     **error)
{
  g_autofree char *path = ear_secrets_dup_file (self);
  g_autofree char *contents = g_key_file_to_data (file, NULL, NULL);

  return g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
store_in_file (EarSecrets    *self,
               const Errand  *errand,
               GError       **error)
{
  g_autoptr (GKeyFile) file = load_file (self);

  if (errand->value != NULL)
    g_key_file_set_string (file, errand->provider, errand->key, errand->value);
  else if (!g_key_file_remove_key (file, errand->provider, errand->key, NULL))
    return TRUE;

  return save_file (self, file, error);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarSecrets *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GKeyFile) file = NULL;
  char *value = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_debug ("no keyring: %s", error->message);
  if (value == NULL) {
    file = load_file (self);
    value = g_key_file_get_string (file, errand->provider, errand->key, NULL);
  }
  g_task_return_pointer (task, value, (GDestroyNotify) secret_password_free);
}

/**
 * ear_secrets_lookup_async:
 * @provider: its name
 * @key: of its field
 *
 * Looks for a secret. Finish it with ear_secrets_lookup_finish().
 */
void
ear_secrets_lookup_async (EarSecrets          *self,
                          const char          *provider,
                          const char          *key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  const char *value;

  g_return_if_fail (EAR_IS_SECRETS (self));

  task = make_task (self, provider, key, NULL, cancellable, callback, user_data);
  value = look_in_environment (g_task_get_task_data (task));
  if (value != NULL) {
    g_task_return_pointer (task, g_strdup (value), (GDestroyNotify) secret_password_free);
    return;
  }

  secret_password_lookup (&schema, cancellable, on_found, g_object_ref (task),
                          "profile", self->folder, "provider", provider, "key", key, NULL);
}

/**
 * ear_secrets_lookup_finish:
 *
 * Returns: (transfer full) (nullable): the secret, if there is one
 */
char *
ear_secrets_lookup_finish (EarSecrets   *self,
                           GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* A secret is in one place only: what the keyring took is taken out of the file. */
static void
finish_store (GTask          *task,
              EarSecretPlace  place)
{
  EarSecrets *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;

  errand->place = errand->value ? place : EAR_SECRET_NOWHERE;
  if (place == EAR_SECRET_KEYRING)
    g_clear_pointer (&errand->value, secret_password_free);
  if (store_in_file (self, errand, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored = secret_password_store_finish (result, &error);

  if (!stored)
    g_debug ("no keyring: %s", error->message);
  finish_store (task, stored ? EAR_SECRET_KEYRING : EAR_SECRET_FILE);
}

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  secret_password_clear_finish (result, NULL);
  finish_store (task, EAR_SECRET_NOWHERE);
}

/**
 * ear_secrets_store_async:
 * @value: (nullable): %NULL to forget it
 *
 * Keeps a secret. Finish it with ear_secrets_store_finish().
 */
void
ear_secrets_store_async (EarSecrets          *self,
                         const char          *provider,
                         const char          *key,
                         const char          *value,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *label = g_strdup_printf ("Earshot: %s (%s)", provider, key);

  g_return_if_fail (EAR_IS_SECRETS (self));

  task = make_task (self, provider, key, value, cancellable, callback, user_data);
  if (value != NULL)
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, value, cancellable, on_stored, g_object_ref (task),
                           "profile", self->folder, "provider", provider, "key", key, NULL);
  else
    secret_password_clear (&schema, cancellable, on_cleared, g_object_ref (task),
                           "profile", self->folder, "provider", provider, "key", key, NULL);
}

/**
 * ear_secrets_store_finish:
 * @place: (out): where it is now
 * @error: neither a keyring nor the file took it
 */
gboolean
ear_secrets_store_finish (EarSecrets      *self,
                          GAsyncResult    *result,
                          EarSecretPlace  *place,
                          GError         **error)
{
  Errand *errand;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  errand = g_task_get_task_data (G_TASK (result));
  *place = errand->place;

  return g_task_propagate_boolean (G_TASK (result), error);
}
