/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-reader-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define FORMAT "earshot-connector"
#define VERSION 1
#define MAX_ID 40
#define MAX_SETTINGS 20

static const EarJsonLimits limits = { 4 * 1024 * 1024, 64 };

static gboolean
find_type (const char     *name,
           EarSettingType *type)
{
  static const struct { const char *name; EarSettingType type; } types[] = {
    { "text", EAR_SETTING_TEXT }, { "url", EAR_SETTING_URL }, { "secret", EAR_SETTING_SECRET }, { "choice", EAR_SETTING_CHOICE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0) {
      *type = types[i].type;
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_id (const char *id)
{
  return *id != '\0' && strlen (id) <= MAX_ID && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

static gboolean
take_choices (EarReader      *self,
              JsonObject     *object,
              const char     *place,
              EarSetting     *setting)
{
  JsonArray *choices = ear_json_get_array (object, "choices", NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);

  if (setting->type != EAR_SETTING_CHOICE)
    return TRUE;
  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++) {
    JsonNode *node = json_array_get_element (choices, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
      return ear_reader_refuse (self, place, _("“choices”: expected an array of text"));
    g_ptr_array_add (list, json_node_dup_string (node));
  }
  if (list->len == 0)
    return ear_reader_refuse (self, place, _("“choices”: expected an array of text"));
  g_ptr_array_add (list, NULL);
  setting->choices = (const char *const *) g_ptr_array_steal (list, NULL);

  return TRUE;
}

static gboolean
take_setting (EarReader     *self,
              JsonObject    *object,
              const char    *place)
{
  static const char *const members[] = { "key", "type", "label", "initial", "choices", "required", NULL };
  g_autofree char *type = NULL;
  EarSetting setting = { 0 };
  gboolean well = ear_reader_has_only (self, object, place, members) && ear_reader_need_text (self, object, place, "key", (char **) &setting.key) &&
                  ear_reader_need_text (self, object, place, "type", &type) && ear_reader_need_text (self, object, place, "label", (char **) &setting.label) &&
                  ear_reader_take_text (self, object, place, "initial", (char **) &setting.initial);

  if (well && (!is_id (setting.key) || strcmp (setting.key, EAR_CONNECTOR_GEOCODING) == 0 || ear_connector_is_placeholder (self->connector, setting.key, strlen (setting.key))))
    well = ear_reader_refuse (self, place, _("“%s” can not be a key: write lower-case letters, digits and hyphens, and no name that is taken"), setting.key);
  if (well && !find_type (type, &setting.type))
    well = ear_reader_refuse (self, place, _("“type”: expected text, url, secret or choice"));
  well = well && take_choices (self, object, place, &setting);
  setting.required = json_object_get_boolean_member_with_default (object, "required", FALSE);
  g_array_append_val (self->connector->settings, setting);

  return well;
}

static gboolean
take_settings (EarReader     *self,
               JsonObject    *root)
{
  JsonArray *list;

  if (!json_object_has_member (root, "settings"))
    return TRUE;
  list = ear_json_get_array (root, "settings", NULL);
  if (list == NULL || json_array_get_length (list) > MAX_SETTINGS)
    return ear_reader_refuse (self, "$.settings", _("expected an array of up to %d objects"), MAX_SETTINGS);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    g_autofree char *place = g_strdup_printf ("$.settings[%u]", i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return ear_reader_refuse (self, place, _("expected an object"));
    if (!take_setting (self, json_node_get_object (node), place))
      return FALSE;
  }

  return TRUE;
}

static gboolean
take_root (EarReader     *self,
           JsonObject    *root)
{
  static const char *const members[] = { FORMAT, "kind", "id", "name", "attribution", "settings", "operations", "samples", NULL };
  EarConnector *connector = self->connector;
  g_autofree char *kind = NULL;
  gint64 version;

  if (!ear_json_get_int (root, FORMAT, VERSION, VERSION, &version, NULL))
    return ear_reader_refuse (self, "$", _("a connector has “%s”: %d"), FORMAT, VERSION);
  if (!ear_reader_has_only (self, root, "$", members) || !ear_reader_need_text (self, root, "$", "kind", &kind) || !ear_reader_need_text (self, root, "$", "id", &connector->id) ||
      !ear_reader_need_text (self, root, "$", "name", &connector->title) || !ear_reader_take_text (self, root, "$", "attribution", &connector->attribution))
    return FALSE;
  if (!ear_service_kind_from_name (kind, &connector->kind) ||
      (connector->kind != EAR_SERVICE_WEATHER && connector->kind != EAR_SERVICE_SHOP && connector->kind != EAR_SERVICE_MUSIC))
    return ear_reader_refuse (self, "$.kind", _("expected weather, shop or music"));
  if (!is_id (connector->id) || strcmp (connector->id, "offline") == 0)
    return ear_reader_refuse (self, "$.id", _("write up to %d lower-case letters, digits and hyphens, and not “offline”"), MAX_ID);

  return take_settings (self, root) && ear_reader_take_operations (self, root) && ear_reader_take_samples (self, root);
}

static void
clear_setting (EarSetting *setting)
{
  g_free ((char *) setting->key);
  g_free ((char *) setting->label);
  g_free ((char *) setting->initial);
  g_strfreev ((GStrv) setting->choices);
}

static EarConnector *
read_root (const char  *path,
           JsonNode    *node,
           GError     **error)
{
  g_autoptr (EarConnector) connector = g_rc_box_new0 (EarConnector);
  EarReader reader = { connector, path, error };

  connector->path = g_strdup (path);
  connector->settings = g_array_new (FALSE, FALSE, sizeof (EarSetting));
  g_array_set_clear_func (connector->settings, (GDestroyNotify) clear_setting);
  connector->operations = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_operation_free);
  connector->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_sample_free);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    ear_reader_refuse (&reader, "$", _("expected an object"));
  else if (take_root (&reader, json_node_get_object (node)))
    return g_steal_pointer (&connector);

  return NULL;
}

/**
 * ear_connector_parse:
 * @path: for messages
 * @error: names file, place and remedy
 */
EarConnector *
ear_connector_parse (const char  *path,
                     const char  *data,
                     gsize        length,
                     GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (data, length, &limits, error);

  if (node != NULL)
    return read_root (path, node, error);
  g_prefix_error (error, "%s: ", path);

  return NULL;
}

/**
 * ear_connector_load:
 * @error: names file, place and remedy
 */
EarConnector *
ear_connector_load (const char  *path,
                    GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_load (path, &limits, error);

  return node ? read_root (path, node, error) : NULL;
}
