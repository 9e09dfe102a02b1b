/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-config.h"

#include "services/ear-http-address.h"
#include "services/ear-provider.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_VALUE 4096

struct _EarConfig {
  GObject   parent_instance;

  char     *title;
  EarSetting *fields;
  char    **values;             /* as fields; NULL where nothing was set */
  guint     n_fields;
};

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarConfig, ear_config, G_TYPE_OBJECT)

static void
ear_config_finalize (GObject *object)
{
  EarConfig *self = EAR_CONFIG (object);

  for (guint i = 0; i < self->n_fields; i++) {
    g_free ((char *) self->fields[i].key);
    g_free ((char *) self->fields[i].label);
    g_free ((char *) self->fields[i].initial);
    g_strfreev ((char **) self->fields[i].choices);
    g_free (self->values[i]);
  }
  g_free (self->fields);
  g_free (self->values);
  g_free (self->title);

  G_OBJECT_CLASS (ear_config_parent_class)->finalize (object);
}

static void
ear_config_class_init (EarConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_config_finalize;

  signals[CHANGED] = g_signal_new ("changed", EAR_TYPE_CONFIG, G_SIGNAL_RUN_LAST | G_SIGNAL_DETAILED, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ear_config_init (EarConfig *self)
{
}

/**
 * ear_config_new:
 * @title: of the provider, for messages
 * @fields: (array length=n_fields): copied
 */
EarConfig *
ear_config_new (const char       *title,
                const EarSetting *fields,
                guint             n_fields)
{
  EarConfig *self = g_object_new (EAR_TYPE_CONFIG, NULL);

  self->title = g_strdup (title);
  self->n_fields = n_fields;
  self->fields = g_new0 (EarSetting, n_fields);
  self->values = g_new0 (char *, n_fields);
  for (guint i = 0; i < n_fields; i++) {
    self->fields[i] = fields[i];
    self->fields[i].key = g_strdup (fields[i].key);
    self->fields[i].label = g_strdup (fields[i].label);
    self->fields[i].initial = g_strdup (fields[i].initial);
    self->fields[i].choices = (const char *const *) g_strdupv ((char **) fields[i].choices);
  }

  return self;
}

guint
ear_config_get_n_settings (EarConfig *self)
{
  g_return_val_if_fail (EAR_IS_CONFIG (self), 0);

  return self->n_fields;
}

const EarSetting *
ear_config_peek_setting (EarConfig *self,
                         guint      index)
{
  g_return_val_if_fail (EAR_IS_CONFIG (self), NULL);
  g_return_val_if_fail (index < self->n_fields, NULL);

  return &self->fields[index];
}

static gboolean
find_index (EarConfig  *self,
            const char *key,
            gsize       n,
            guint      *index)
{
  for (*index = 0; *index < self->n_fields; (*index)++)
    if (strncmp (self->fields[*index].key, key, n) == 0 && self->fields[*index].key[n] == '\0')
      return TRUE;

  return FALSE;
}

/**
 * ear_config_find_setting:
 *
 * Returns: (nullable): the field, or %NULL where there is none of that key
 */
const EarSetting *
ear_config_find_setting (EarConfig  *self,
                         const char *key)
{
  guint index;

  g_return_val_if_fail (EAR_IS_CONFIG (self), NULL);

  return find_index (self, key, strlen (key), &index) ? &self->fields[index] : NULL;
}

/**
 * ear_config_get:
 *
 * Returns: (nullable): what is in force: what was set, or what the field begins with
 */
const char *
ear_config_get (EarConfig  *self,
                const char *key)
{
  guint index;

  g_return_val_if_fail (EAR_IS_CONFIG (self), NULL);
  g_return_val_if_fail (find_index (self, key, strlen (key), &index), NULL);

  return self->values[index] ? self->values[index] : self->fields[index].initial;
}

static gboolean
refuse (EarConfig         *self,
        const EarSetting  *field,
        const char        *why,
        GError           **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s: “%s” (%s) was not changed: %s"), self->title, _(field->label),
               field->key, why);

  return FALSE;
}

static char *
check_choice (EarConfig         *self,
              const EarSetting  *field,
              const char        *value,
              GError           **error)
{
  g_autofree char *names = NULL, *why = NULL;

  if (g_strv_contains (field->choices, value))
    return g_strdup (value);

  names = g_strjoinv (", ", (char **) field->choices);
  why = g_strdup_printf (_("choose one of: %s."), names);
  refuse (self, field, why, error);

  return NULL;
}

static char *
check_url (EarConfig         *self,
           const EarSetting  *field,
           const char        *value,
           GError           **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, &cause);
  gsize n = strlen (value);

  if (uri == NULL || !ear_http_check_url (uri, &cause)) {
    refuse (self, field, cause->message, error);
    return NULL;
  }

  while (n > 0 && value[n - 1] == '/')
    n--;

  return g_strndup (value, n);
}

static char *
make_path (const char *value)
{
  if (g_str_has_prefix (value, "~/"))
    return g_build_filename (g_get_home_dir (), value + 2, NULL);

  return g_canonicalize_filename (value, NULL);
}

/* In the form that is kept; NULL with an error where it is not of the field's type. */
static char *
check_value (EarConfig         *self,
             const EarSetting  *field,
             const char        *value,
             GError           **error)
{
  gboolean clean = strlen (value) <= MAX_VALUE && g_utf8_validate (value, -1, NULL);

  for (const char *at = value; clean && *at != '\0'; at = g_utf8_next_char (at))
    clean = !g_unichar_iscntrl (g_utf8_get_char (at));
  if (!clean) {
    refuse (self, field, _("it is no line of text of at most 4096 bytes."), error);
    return NULL;
  }

  switch (field->type) {
  case EAR_SETTING_URL:
    return check_url (self, field, value, error);
  case EAR_SETTING_CHOICE:
    return check_choice (self, field, value, error);
  case EAR_SETTING_FOLDER:
  case EAR_SETTING_FILE:
    return make_path (value);
  case EAR_SETTING_TEXT:
  case EAR_SETTING_SECRET:
  default:
    return g_strdup (value);
  }
}

/**
 * ear_config_set:
 * @value: (nullable): %NULL or "" for what the field begins with
 * @error: names the field and what may stand there, never a secret; nothing is changed then
 */
gboolean
ear_config_set (EarConfig   *self,
                const char  *key,
                const char  *value,
                GError     **error)
{
  g_autofree char *checked = NULL;
  guint index;

  g_return_val_if_fail (EAR_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!find_index (self, key, strlen (key), &index)) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s has no setting “%s”."), self->title, key);
    return FALSE;
  }
  if (value != NULL && *value != '\0' && !(checked = check_value (self, &self->fields[index], value, error)))
    return FALSE;
  if (g_strcmp0 (checked, self->values[index]) == 0)
    return TRUE;

  g_free (self->values[index]);
  self->values[index] = g_steal_pointer (&checked);
  g_signal_emit (self, signals[CHANGED], g_quark_from_string (self->fields[index].key), self->fields[index].key);

  return TRUE;
}

/* Where the next setting begins: a comma that the name of a field and "=" follow. So a value may hold commas. */
static const char *
find_next (EarConfig  *self,
           const char *settings)
{
  for (const char *comma = strchr (settings, ','); comma != NULL; comma = strchr (comma + 1, ',')) {
    const char *equals = strchr (comma, '=');
    guint index;

    if (equals != NULL && find_index (self, comma + 1, equals - comma - 1, &index))
      return comma;
  }

  return NULL;
}

/**
 * ear_config_set_all:
 * @settings: as the command line has them, "url=https://shop.example,currency=EUR". Settings before one that is wrong are changed.
 */
gboolean
ear_config_set_all (EarConfig   *self,
                    const char  *settings,
                    GError     **error)
{
  g_return_val_if_fail (EAR_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);

  while (settings != NULL) {
    const char *next = find_next (self, settings);
    g_autofree char *setting = next ? g_strndup (settings, next - settings) : g_strdup (settings);
    char *equals = strchr (setting, '=');

    if (equals == NULL) {
      g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s: write a setting as NAME=VALUE, not “%s”."), self->title,
                   setting);
      return FALSE;
    }
    *equals = '\0';
    if (!ear_config_set (self, setting, equals + 1, error))
      return FALSE;
    settings = next ? next + 1 : NULL;
  }

  return TRUE;
}

/**
 * ear_config_check_complete:
 * @error: names the first field that nobody has filled in
 */
gboolean
ear_config_check_complete (EarConfig  *self,
                           GError    **error)
{
  g_return_val_if_fail (EAR_IS_CONFIG (self), FALSE);

  for (guint i = 0; i < self->n_fields; i++)
    if (self->fields[i].required && self->values[i] == NULL && self->fields[i].initial == NULL) {
      g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP,
                   _("%s can not be asked before “%s” (%s) is set, in the preferences under Services."), self->title,
                   _(self->fields[i].label), self->fields[i].key);
      return FALSE;
    }

  return TRUE;
}

/**
 * ear_config_to_text:
 *
 * Returns: (transfer full): what was set, for reports: "url=https://shop.example, key=***"
 */
char *
ear_config_to_text (EarConfig *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (EAR_IS_CONFIG (self), NULL);

  for (guint i = 0; i < self->n_fields; i++)
    if (self->values[i] != NULL)
      g_string_append_printf (text, "%s%s=%s", text->len ? ", " : "", self->fields[i].key,
                              self->fields[i].type == EAR_SETTING_SECRET ? "***" : self->values[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
