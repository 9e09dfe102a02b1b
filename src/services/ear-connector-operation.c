/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-reader-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_HEADERS 20
#define MAX_CACHE_SECONDS (24 * 60 * 60)

static gboolean
take_words (EarReader     *self,
            JsonObject    *object,
            const char    *place,
            EarMapping    *mapping)
{
  JsonObject *words;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!json_object_has_member (object, "map"))
    return TRUE;
  if (!(words = ear_json_get_object (object, "map", NULL)))
    return ear_reader_refuse (self, place, _("“map”: expected an object of words"));

  mapping->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  json_object_iter_init_ordered (&iter, words);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
      return ear_reader_refuse (self, place, _("“map”: expected an object of words"));
    g_hash_table_replace (mapping->words, g_strdup (name), json_node_dup_string (value));
  }

  return TRUE;
}

static gboolean
take_forms (EarReader     *self,
            JsonObject    *object,
            const char    *place,
            EarMapping    *mapping)
{
  g_autofree char *amount = NULL, *time = NULL;

  if (!ear_reader_take_text (self, object, place, "money", &amount) || !ear_reader_take_text (self, object, place, "time", &time))
    return FALSE;
  if (amount != NULL && strcmp (amount, "decimal") != 0 && strcmp (amount, "minor") != 0)
    return ear_reader_refuse (self, place, _("“money”: expected decimal or minor"));
  if (time != NULL && strcmp (time, "unix") != 0 && strcmp (time, "iso") != 0)
    return ear_reader_refuse (self, place, _("“time”: expected unix or iso"));

  mapping->amount = amount == NULL ? EAR_AMOUNT_NONE : strcmp (amount, "minor") == 0 ? EAR_AMOUNT_MINOR : EAR_AMOUNT_DECIMAL;
  mapping->time = time == NULL ? EAR_TIME_NONE : strcmp (time, "unix") == 0 ? EAR_TIME_UNIX : EAR_TIME_ISO;
  if ((json_object_has_member (object, "scale") && !ear_json_get_double (object, "scale", -1e9, 1e9, &mapping->scale, NULL)) ||
      (json_object_has_member (object, "offset") && !ear_json_get_double (object, "offset", -1e9, 1e9, &mapping->offset, NULL)))
    return ear_reader_refuse (self, place, _("“scale” and “offset”: expected numbers"));
  mapping->html = json_object_get_boolean_member_with_default (object, "html", FALSE);

  return TRUE;
}

static gboolean
fill_mapping (EarReader     *self,
              JsonNode      *node,
              const char    *place,
              EarMapping    *mapping)
{
  static const char *const members[] = { "path", "root", "const", "ask", "map", "default", "scale", "offset", "money", "time", "html", NULL };
  g_autoptr (JsonObject) short_form = NULL;
  JsonObject *object;
  guint sources;

  if (JSON_NODE_HOLDS_VALUE (node)) {
    short_form = json_object_new ();
    json_object_set_member (short_form, "path", json_node_copy (node));
  }
  object = short_form ? short_form : JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  if (object == NULL)
    return ear_reader_refuse (self, place, _("expected a JsonPath or an object"));
  if (!ear_reader_has_only (self, object, place, members) || !ear_reader_take_path (self, object, place, "path", &mapping->path) ||
      !ear_reader_take_path (self, object, place, "root", &mapping->root) || !ear_reader_take_text (self, object, place, "const", &mapping->constant) ||
      !ear_reader_take_text (self, object, place, "ask", &mapping->ask) || !ear_reader_take_text (self, object, place, "default", &mapping->fallback))
    return FALSE;

  sources = (mapping->path != NULL) + (mapping->root != NULL) + (mapping->constant != NULL) + (mapping->ask != NULL);
  if (sources != 1)
    return ear_reader_refuse (self, place, _("expected one of “path”, “root”, “const” and “ask”"));
  if (mapping->ask != NULL && (!ear_connector_is_placeholder (self->connector, mapping->ask, strlen (mapping->ask)) ||
                               ear_connector_find_setting (self->connector, mapping->ask, strlen (mapping->ask)) != NULL))
    return ear_reader_refuse (self, place, _("“ask”: nothing that is called “%s” is asked"), mapping->ask);

  return take_words (self, object, place, mapping) && take_forms (self, object, place, mapping);
}

static gboolean
has_member (EarServiceKind  kind,
            const char     *operation,
            const char     *member)
{
  for (const EarField *field = ear_answer_kind_get_fields (ear_connector_get_answer_kind (kind, operation)); field->name; field++)
    if (strcmp (field->name, member) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
take_map (EarReader       *self,
          JsonObject      *object,
          const char      *place,
          EarOperation    *operation)
{
  JsonObject *map = ear_json_get_object (object, "map", NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (map == NULL)
    return ear_reader_refuse (self, place, _("“map”: expected an object"));

  json_object_iter_init_ordered (&iter, map);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *where = g_strdup_printf ("%s.map.%s", place, name);
    EarMapping *mapping = g_new0 (EarMapping, 1);

    mapping->member = g_strdup (name);
    mapping->scale = 1;
    /* What an amount is worth depends on its currency. */
    g_ptr_array_insert (operation->mappings, strcmp (name, "currency") == 0 ? 0 : -1, mapping);
    if (!has_member (self->connector->kind, operation->name, name))
      return ear_reader_refuse (self, where, _("there is no such member in an answer of this kind"));
    if (!fill_mapping (self, node, where, mapping))
      return FALSE;
  }

  return TRUE;
}

static gboolean
take_error (EarReader       *self,
            JsonObject      *object,
            const char      *place,
            EarOperation    *operation)
{
  static const char *const members[] = { "path", "equals", "code", "message", NULL };
  EarErrorMapping *mapping = g_new0 (EarErrorMapping, 1);
  g_autofree char *code = NULL;

  g_ptr_array_add (operation->errors, mapping);
  if (!ear_reader_has_only (self, object, place, members) || !ear_reader_take_path (self, object, place, "path", &mapping->path) ||
      !ear_reader_take_path (self, object, place, "message", &mapping->message) || !ear_reader_take_text (self, object, place, "equals", &mapping->equals) ||
      !ear_reader_need_text (self, object, place, "code", &code))
    return FALSE;
  if (mapping->path == NULL)
    return ear_reader_refuse (self, place, _("“%s” is missing"), "path");

  return ear_service_error_from_code (code, &mapping->code) || ear_reader_refuse (self, place, _("there is no error “%s”"), code);
}

static gboolean
take_errors (EarReader       *self,
             JsonObject      *object,
             const char      *place,
             EarOperation    *operation)
{
  JsonArray *list;

  if (!json_object_has_member (object, "errors"))
    return TRUE;
  if (!(list = ear_json_get_array (object, "errors", NULL)))
    return ear_reader_refuse (self, place, _("“errors”: expected an array of objects"));

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    g_autofree char *where = g_strdup_printf ("%s.errors[%u]", place, i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return ear_reader_refuse (self, where, _("expected an object"));
    if (!take_error (self, json_node_get_object (node), where, operation))
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_token (const char *text)
{
  for (const char *at = text; *at; at++)
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;

  return *text != '\0';
}

static gboolean
take_header (EarReader       *self,
             const char      *name,
             JsonNode        *value,
             const char      *place,
             EarOperation    *operation)
{
  const char *template = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_string (value) : NULL;
  const EarSetting *secret;

  if (!is_token (name) || template == NULL || strpbrk (template, "\r\n") != NULL)
    return ear_reader_refuse (self, place, _("“%s” is no header with a line of text"), name);
  if (!ear_reader_check_template (self, template, place, &secret))
    return FALSE;
  if (secret == NULL) {
    g_ptr_array_add (operation->headers, g_strdup (name));
    g_ptr_array_add (operation->headers, g_strdup (template));
    return TRUE;
  }
  if (operation->secret_header != NULL || operation->secret_param != NULL)
    return ear_reader_refuse (self, place, _("a secret may stand in one header, or as one parameter of the address"));
  operation->secret_header = g_strdup (name);
  operation->secret = g_strdup (template);

  return TRUE;
}

static gboolean
take_headers (EarReader       *self,
              JsonObject      *object,
              const char      *place,
              EarOperation    *operation)
{
  g_autofree char *where = g_strconcat (place, ".headers", NULL);
  JsonObject *headers;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!json_object_has_member (object, "headers"))
    return TRUE;
  if (!(headers = ear_json_get_object (object, "headers", NULL)) || json_object_get_size (headers) > MAX_HEADERS)
    return ear_reader_refuse (self, where, _("expected an object of up to %d headers"), MAX_HEADERS);

  json_object_iter_init_ordered (&iter, headers);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    if (!take_header (self, name, value, where, operation))
      return FALSE;

  return TRUE;
}

/* "…&appid={key}": the name of the parameter that the secret is. */
static char *
dup_param (const char *url,
           const char *key)
{
  g_autofree char *template = g_strdup_printf ("={%s}", key);
  const char *at = strstr (url, template), *start;

  for (start = at; start != NULL && start > url && start[-1] != '?' && start[-1] != '&'; start--)
    continue;

  return start != NULL && start > url && start < at ? g_strndup (start, at - start) : NULL;
}

static gboolean
take_url (EarReader       *self,
          JsonObject      *object,
          const char      *place,
          EarOperation    *operation)
{
  g_autofree char *where = g_strconcat (place, ".url", NULL);
  const EarSetting *secret, *base = NULL;
  const char *close;

  if (!ear_reader_need_text (self, object, place, "url", &operation->url) || !ear_reader_check_template (self, operation->url, where, &secret))
    return FALSE;
  close = strchr (operation->url, '}');
  if (*operation->url == '{' && close != NULL)
    base = ear_connector_find_setting (self->connector, operation->url + 1, close - operation->url - 1);
  if (!g_str_has_prefix (operation->url, "https://") && !g_str_has_prefix (operation->url, "http://") && (base == NULL || base->type != EAR_SETTING_URL))
    return ear_reader_refuse (self, where, _("an address begins with https://, http:// or a setting of type url"));
  if (secret != NULL && !(operation->secret_param = dup_param (operation->url, secret->key)))
    return ear_reader_refuse (self, where, _("a secret may stand in one header, or as one parameter of the address"));
  for (guint i = 0; i < 2; i++)
    operation->wants_place = operation->wants_place || strstr (operation->url, i ? "{longitude}" : "{latitude}") != NULL;

  return TRUE;
}

static gboolean
check_body (EarReader     *self,
            JsonNode      *node,
            const char    *place)
{
  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char *name;
    JsonNode *value;

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &value))
      if (!check_body (self, value, place))
        return FALSE;
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      if (!check_body (self, json_array_get_element (array, i), place))
        return FALSE;
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    return ear_reader_check_open_template (self, json_node_get_string (node), place);
  }

  return TRUE;
}

static gboolean
take_request (EarReader       *self,
              JsonObject      *object,
              const char      *place,
              EarOperation    *operation)
{
  static const char *const methods[] = { "GET", "POST", "PUT", "DELETE", NULL };
  g_autofree char *where = g_strconcat (place, ".body", NULL);
  JsonNode *body = json_object_get_member (object, "body");

  if (!take_url (self, object, place, operation) || !ear_reader_take_text (self, object, place, "method", &operation->method) ||
      !take_headers (self, object, place, operation))
    return FALSE;
  if (operation->method != NULL && !g_strv_contains (methods, operation->method))
    return ear_reader_refuse (self, place, _("“method”: expected GET, POST, PUT or DELETE"));
  if (body == NULL)
    return TRUE;
  operation->body = json_node_copy (body);

  return check_body (self, body, where);
}

static gboolean
fill_operation (EarReader       *self,
                JsonObject      *object,
                const char      *place,
                EarOperation    *operation)
{
  static const char *const members[] = { "url", "method", "headers", "body", "rows", "columns", "map", "errors", "cache_seconds", NULL };
  gint64 seconds = 0;

  if (!ear_reader_has_only (self, object, place, members) || !take_request (self, object, place, operation) ||
      !ear_reader_take_path (self, object, place, "rows", &operation->rows))
    return FALSE;
  if (operation->rows == NULL)
    return ear_reader_refuse (self, place, _("“%s” is missing"), "rows");
  if (json_object_has_member (object, "cache_seconds") && !ear_json_get_int (object, "cache_seconds", 0, MAX_CACHE_SECONDS, &seconds, NULL))
    return ear_reader_refuse (self, place, _("“cache_seconds”: expected a number up to %d"), MAX_CACHE_SECONDS);
  operation->cache_seconds = seconds;
  operation->columns = json_object_get_boolean_member_with_default (object, "columns", FALSE);

  return take_map (self, object, place, operation) && take_errors (self, object, place, operation);
}

static EarOperation *
operation_new (const char *name)
{
  EarOperation *operation = g_new0 (EarOperation, 1);

  operation->name = g_strdup (name);
  operation->headers = g_ptr_array_new_with_free_func (g_free);
  operation->mappings = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_mapping_free);
  operation->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_error_mapping_free);

  return operation;
}

static gboolean
can_do (EarServiceKind  kind,
        const char     *operation)
{
  static const char *const weather[] = { "forecast", NULL }, *const shop[] = { "catalog", "search", "order", "cancel", NULL },
  *const music[] = { "catalog", "search", NULL };

  return g_strv_contains (kind == EAR_SERVICE_WEATHER ? weather : kind == EAR_SERVICE_SHOP ? shop : music, operation);
}

/* Reads how each operation is done. */
gboolean
ear_reader_take_operations (EarReader     *self,
                            JsonObject    *root)
{
  JsonObject *operations = ear_json_get_object (root, "operations", NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (operations == NULL || json_object_get_size (operations) == 0)
    return ear_reader_refuse (self, "$.operations", _("expected an object with at least one operation"));

  json_object_iter_init_ordered (&iter, operations);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_autofree char *place = g_strconcat ("$.operations.", name, NULL);
    EarOperation *operation = operation_new (name);

    g_ptr_array_add (self->connector->operations, operation);
    if (!can_do (self->connector->kind, name))
      return ear_reader_refuse (self, place, _("nobody asks a service of this kind for that"));
    if (!JSON_NODE_HOLDS_OBJECT (node))
      return ear_reader_refuse (self, place, _("expected an object"));
    if (!fill_operation (self, json_node_get_object (node), place, operation))
      return FALSE;
  }

  return TRUE;
}
