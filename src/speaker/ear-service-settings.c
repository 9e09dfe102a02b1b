/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-service-settings.h"

#include <glib/gi18n.h>

struct _EarServiceSettings {
  GObject      parent_instance;

  EarRegistry *registry;
  EarProfile  *profile;
  EarSecrets  *secrets;
  guint        n_lookups;
};

enum {
  NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarServiceSettings, ear_service_settings, G_TYPE_OBJECT)

/* A secret that was looked for, and whose it is. */
typedef struct {
  EarServiceSettings *self;
  EarConfig          *config;
  const char         *key;      /* the config's */
} Lookup;

static void
ear_service_settings_dispose (GObject *object)
{
  EarServiceSettings *self = EAR_SERVICE_SETTINGS (object);

  g_clear_object (&self->registry);
  g_clear_object (&self->profile);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (ear_service_settings_parent_class)->dispose (object);
}

static void
ear_service_settings_class_init (EarServiceSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_service_settings_dispose;

  signals[NOTICE] = g_signal_new ("notice", EAR_TYPE_SERVICE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ear_service_settings_init (EarServiceSettings *self)
{
}

EarServiceSettings *
ear_service_settings_new (EarRegistry *registry,
                          EarProfile  *profile)
{
  EarServiceSettings *self;

  g_return_val_if_fail (EAR_IS_REGISTRY (registry), NULL);
  g_return_val_if_fail (EAR_IS_PROFILE (profile), NULL);

  self = g_object_new (EAR_TYPE_SERVICE_SETTINGS, NULL);
  self->registry = g_object_ref (registry);
  self->profile = g_object_ref (profile);
  self->secrets = ear_secrets_new (ear_profile_get_folder (profile));

  return self;
}

/* "shop.woocommerce.url": no two kinds share a setting, even where they share a name. */
static char *
make_key (EarProvider *provider,
          const char  *key)
{
  return g_strjoin (".", ear_service_kind_to_name (ear_provider_get_kind (provider)), ear_provider_get_name (provider), key, NULL);
}

static char *
make_owner (EarProvider *provider)
{
  return g_strjoin ("-", ear_service_kind_to_name (ear_provider_get_kind (provider)), ear_provider_get_name (provider), NULL);
}

/* What was set meanwhile is newer than what was kept. */
static void
on_secret_found (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Lookup *lookup = user_data;
  g_autofree char *secret = ear_secrets_lookup_finish (EAR_SECRETS (source), result);
  g_autoptr (GError) error = NULL;

  lookup->self->n_lookups--;
  if (secret != NULL && ear_config_get (lookup->config, lookup->key) == NULL &&
      !ear_config_set (lookup->config, lookup->key, secret, &error))
    g_signal_emit (lookup->self, signals[NOTICE], 0, error->message);
  g_object_unref (lookup->self);
  g_object_unref (lookup->config);
  g_free (lookup);
}

static void
look_up (EarServiceSettings *self,
         EarProvider        *provider,
         const char         *key)
{
  g_autofree char *owner = make_owner (provider);
  Lookup *lookup = g_new0 (Lookup, 1);

  lookup->self = g_object_ref (self);
  lookup->config = g_object_ref (ear_provider_get_config (provider));
  lookup->key = key;
  self->n_lookups++;
  ear_secrets_lookup_async (self->secrets, owner, key, NULL, on_secret_found, lookup);
}

static void
load_fields (EarServiceSettings *self,
             EarProvider        *provider,
             GPtrArray          *notices)
{
  EarConfig *config = ear_provider_get_config (provider);

  for (guint i = 0; config != NULL && i < ear_config_get_n_settings (config); i++) {
    const EarSetting *field = ear_config_peek_setting (config, i);
    g_autofree char *key = make_key (provider, field->key);
    g_autofree char *value = field->type != EAR_SETTING_SECRET ? ear_profile_dup_string (self->profile, key, NULL) : NULL;
    g_autoptr (GError) error = NULL;

    if (value != NULL && !ear_config_set (config, field->key, value, &error))
      g_ptr_array_add (notices, g_strdup (error->message));
  }
}

/**
 * ear_service_settings_load:
 * @notices: (element-type utf8): gets what could not be understood
 *
 * Adds the customer's own connectors, and puts in force what the profile says, but for secrets: see ear_service_settings_look_up_secrets().
 */
void
ear_service_settings_load (EarServiceSettings *self,
                           GPtrArray          *notices)
{
  g_autofree char *connectors = NULL;

  g_return_if_fail (EAR_IS_SERVICE_SETTINGS (self));

  connectors = g_build_filename (ear_profile_get_folder (self->profile), "connectors", NULL);
  ear_registry_add_connectors (self->registry, connectors, notices);

  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    g_autofree char *name = ear_profile_dup_string (self->profile, ear_service_kind_to_name (kind), NULL);
    g_autoptr (GPtrArray) providers = ear_registry_list (self->registry, kind);
    g_autoptr (GError) error = NULL;

    if (name != NULL && !ear_registry_choose (self->registry, kind, name, &error))
      g_ptr_array_add (notices, g_strdup (error->message));
    for (guint i = 0; i < providers->len; i++)
      load_fields (self, g_ptr_array_index (providers, i), notices);
  }
}

static void
look_up_secrets (EarServiceSettings *self,
                 EarProvider        *provider)
{
  EarConfig *config = ear_provider_get_config (provider);

  for (guint i = 0; config != NULL && i < ear_config_get_n_settings (config); i++) {
    const EarSetting *field = ear_config_peek_setting (config, i);

    if (field->type == EAR_SETTING_SECRET && ear_config_get (config, field->key) == NULL)
      look_up (self, provider, field->key);
  }
}

/**
 * ear_service_settings_look_up_secrets:
 *
 * Begins to look for the secrets of those providers that are in force; others need none.
 */
void
ear_service_settings_look_up_secrets (EarServiceSettings *self)
{
  g_return_if_fail (EAR_IS_SERVICE_SETTINGS (self));

  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++)
    look_up_secrets (self, ear_registry_get (self->registry, kind));
}

/**
 * ear_service_settings_is_loaded:
 *
 * Returns: whether every secret that was looked for was found or is known not to be there
 */
gboolean
ear_service_settings_is_loaded (EarServiceSettings *self)
{
  g_return_val_if_fail (EAR_IS_SERVICE_SETTINGS (self), TRUE);

  return self->n_lookups == 0;
}

/**
 * ear_service_settings_choose:
 *
 * Puts another provider in force, now and at every start.
 */
gboolean
ear_service_settings_choose (EarServiceSettings  *self,
                             EarServiceKind       kind,
                             const char          *name,
                             GError             **error)
{
  g_return_val_if_fail (EAR_IS_SERVICE_SETTINGS (self), FALSE);

  if (!ear_registry_choose (self->registry, kind, name, error))
    return FALSE;
  look_up_secrets (self, ear_registry_get (self->registry, kind));

  return ear_profile_set_string (self->profile, ear_service_kind_to_name (kind), name, error);
}

static void
on_secret_stored (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (EarServiceSettings) self = user_data;
  EarSecrets *secrets = EAR_SECRETS (source);
  g_autofree char *file = ear_secrets_dup_file (secrets), *text = NULL;
  g_autoptr (GError) error = NULL;
  EarSecretPlace place;

  if (!ear_secrets_store_finish (secrets, result, &place, &error))
    text = g_strdup_printf (_("The key could not be kept (%s); it is in force until Earshot ends."), error->message);
  else if (place == EAR_SECRET_FILE)
    text = g_strdup_printf (_("No keyring is running: the key is kept in %s, which only you can read."), file);
  if (text != NULL)
    g_signal_emit (self, signals[NOTICE], 0, text);
}

/**
 * ear_service_settings_set:
 * @value: (nullable): %NULL or "" for what the field begins with
 *
 * Changes a setting of @provider, now and at every start.
 */
gboolean
ear_service_settings_set (EarServiceSettings  *self,
                          EarProvider         *provider,
                          const char          *key,
                          const char          *value,
                          GError             **error)
{
  EarConfig *config = ear_provider_get_config (provider);
  g_autofree char *setting = make_key (provider, key), *owner = make_owner (provider);
  const EarSetting *field;

  g_return_val_if_fail (EAR_IS_SERVICE_SETTINGS (self), FALSE);
  g_return_val_if_fail (config != NULL, FALSE);

  if (!ear_config_set (config, key, value, error))
    return FALSE;

  field = ear_config_find_setting (config, key);
  if (value != NULL && *value == '\0')
    value = NULL;
  if (field->type != EAR_SETTING_SECRET)
    return ear_profile_set_string (self->profile, setting, value ? ear_config_get (config, key) : NULL, error);
  ear_secrets_store_async (self->secrets, owner, key, value, NULL, on_secret_stored, g_object_ref (self));

  return TRUE;
}
