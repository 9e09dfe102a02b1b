/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-catalog.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ROWS 20000

static const EarJsonLimits limits = { 32 * 1024 * 1024, 16 };

/* The rows are the document, or the first array in it, so that a file may say something about itself before. */
static JsonArray *
find_rows (JsonNode    *root,
           const char **name,
           GError     **error)
{
  JsonObjectIter iter;
  JsonNode *node;

  *name = "";
  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);

  if (JSON_NODE_HOLDS_OBJECT (root)) {
    json_object_iter_init_ordered (&iter, json_node_get_object (root));
    while (json_object_iter_next_ordered (&iter, name, &node))
      if (JSON_NODE_HOLDS_ARRAY (node))
        return json_node_get_array (node);
  }

  g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("$: expected an array of rows"));

  return NULL;
}

static gboolean
read_row (JsonNode        *node,
          EarCatalogFunc   func,
          gpointer         catalog,
          GError         **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return func (json_node_get_object (node), catalog, error);

  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("expected an object, got %s"), json_node_type_name (node));

  return FALSE;
}

static gboolean
read_rows (JsonNode        *root,
           EarCatalogFunc   func,
           gpointer         catalog,
           GError         **error)
{
  const char *name;
  JsonArray *rows = find_rows (root, &name, error);
  guint n = rows ? json_array_get_length (rows) : 0;
  const char *dot = rows && *name ? "." : "";

  if (rows == NULL)
    return FALSE;
  if (n == 0 || n > MAX_ROWS) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$%s%s: expected 1 to %d rows, got %u"), dot, name, MAX_ROWS, n);
    return FALSE;
  }

  for (guint i = 0; i < n; i++)
    if (!read_row (json_array_get_element (rows, i), func, catalog, error)) {
      g_prefix_error (error, "$%s%s[%u]: ", dot, name, i);
      return FALSE;
    }

  return TRUE;
}

/**
 * ear_catalog_load:
 * @path: a JSON file that is, or contains, an array of objects
 * @func: takes each of them
 * @error: names the file, the row and the member at fault
 *
 * Returns: (transfer full) (nullable): the root, which keeps the strings of the rows
 */
JsonNode *
ear_catalog_load (const char      *path,
                  EarCatalogFunc   func,
                  gpointer         catalog,
                  GError         **error)
{
  g_autoptr (JsonNode) root = ear_json_load (path, &limits, error);

  if (root == NULL)
    return NULL;
  if (!read_rows (root, func, catalog, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  return g_steal_pointer (&root);
}

/**
 * ear_catalog_get_optional:
 * @value: (out) (nullable): the string in @member, %NULL where it is missing or null
 *
 * Returns: %FALSE where it is something else
 */
gboolean
ear_catalog_get_optional (JsonObject  *row,
                          const char  *member,
                          const char **value,
                          GError     **error)
{
  *value = NULL;
  if (!json_object_has_member (row, member) || json_object_get_null_member (row, member))
    return TRUE;
  *value = ear_json_get_string (row, member, error);

  return *value != NULL;
}

/**
 * ear_catalog_get_strings:
 * @strings: (element-type utf8): gets the strings of the array in @member; a member that is missing is an empty array
 */
gboolean
ear_catalog_get_strings (JsonObject  *row,
                         const char  *member,
                         GPtrArray   *strings,
                         GError     **error)
{
  JsonArray *array;

  if (!json_object_has_member (row, member))
    return TRUE;
  if (!(array = ear_json_get_array (row, member, error)))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s[%u]: expected a string, got %s"), member, i,
                   json_node_type_name (node));
      return FALSE;
    }
    g_ptr_array_add (strings, (gpointer) json_node_get_string (node));
  }

  return TRUE;
}

/**
 * ear_catalog_check_strings:
 *
 * Returns: whether @member is missing, or an object that holds strings only
 */
gboolean
ear_catalog_check_strings (JsonObject  *row,
                           const char  *member,
                           GError     **error)
{
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;

  if (!json_object_has_member (row, member))
    return TRUE;
  if (!(object = ear_json_get_object (row, member, error)))
    return FALSE;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!ear_json_get_string (object, name, error)) {
      g_prefix_error (error, "$.%s: ", member);
      return FALSE;
    }

  return TRUE;
}

/**
 * ear_catalog_localize:
 * @strings: (nullable): strings by locale, {"de-DE": "…"}
 *
 * Returns: (transfer none) (nullable): the string of @locale, or else of another region of its language
 */
const char *
ear_catalog_localize (JsonObject *strings,
                      const char *locale)
{
  JsonObjectIter iter;
  const char *name;

  if (strings == NULL || locale == NULL)
    return NULL;
  if (json_object_has_member (strings, locale))
    return json_object_get_string_member (strings, locale);

  json_object_iter_init_ordered (&iter, strings);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (strncmp (name, locale, 2) == 0)
      return json_object_get_string_member (strings, name);

  return NULL;
}
