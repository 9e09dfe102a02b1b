/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-har.h"

#include "services/ear-exchange.h"

#include <libsoup/soup.h>
#include <string.h>

static void
add_pair (JsonArray  *list,
          const char *name,
          const char *value)
{
  JsonObject *pair = json_object_new ();

  json_object_set_string_member (pair, "name", name);
  json_object_set_string_member (pair, "value", value);
  json_array_add_object_element (list, pair);
}

static JsonArray *
list_query (const char *url)
{
  JsonArray *list = json_array_new ();
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *query = uri ? g_uri_get_query (uri) : NULL;
  g_auto (GStrv) pairs = g_strsplit (query ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    char *equals = strchr (pairs[i], '=');
    g_autofree char *value = equals ? g_uri_unescape_string (equals + 1, NULL) : NULL;

    if (equals != NULL)
      *equals = '\0';
    if (*pairs[i] != '\0')
      add_pair (list, pairs[i], value ? value : "");
  }

  return list;
}

/* Bytes that are no text have no place in JSON. */
static gboolean
dup_text (GBytes  *bytes,
          char   **text)
{
  gsize size = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &size) : NULL;
  gboolean valid = size == 0 || g_utf8_validate_len (data, size, NULL);

  *text = !valid ? g_base64_encode ((const guchar *) data, size) : size > 0 ? g_strndup (data, size) : g_strdup ("");

  return valid;
}

static const char *
look_up (GHashTable *headers,
         const char *name)
{
  const char *value = headers ? g_hash_table_lookup (headers, name) : NULL;

  return value ? value : "";
}

static JsonObject *
make_request (const EarHttpTrace *trace)
{
  JsonObject *object = json_object_new ();
  JsonArray *headers = json_array_new ();
  const char *const *pairs = trace->request_headers;

  for (guint i = 0; pairs != NULL && pairs[i] != NULL && pairs[i + 1] != NULL; i += 2)
    add_pair (headers, pairs[i], pairs[i + 1]);
  json_object_set_string_member (object, "method", trace->method);
  json_object_set_string_member (object, "url", trace->url);
  json_object_set_string_member (object, "httpVersion", "HTTP/1.1");
  json_object_set_array_member (object, "cookies", json_array_new ());
  json_object_set_array_member (object, "headers", headers);
  json_object_set_array_member (object, "queryString", list_query (trace->url));
  json_object_set_int_member (object, "headersSize", -1);
  json_object_set_int_member (object, "bodySize", trace->sent_bytes);
  if (trace->sent != NULL) {
    JsonObject *data = json_object_new ();
    g_autofree char *text = NULL;

    dup_text (trace->sent, &text);
    json_object_set_string_member (data, "mimeType", "application/json");
    json_object_set_string_member (data, "text", text);
    json_object_set_object_member (object, "postData", data);
  }

  return object;
}

static JsonObject *
make_content (const EarHttpTrace *trace)
{
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;
  gboolean is_text = dup_text (trace->received, &text);

  json_object_set_int_member (object, "size", trace->received_bytes);
  json_object_set_string_member (object, "mimeType", look_up (trace->headers, "content-type"));
  json_object_set_string_member (object, "text", text);
  if (!is_text)
    json_object_set_string_member (object, "encoding", "base64");

  return object;
}

static JsonObject *
make_response (const EarHttpTrace *trace)
{
  JsonObject *object = json_object_new ();
  JsonArray *headers = json_array_new ();
  GHashTableIter iter;
  gpointer name, value;

  if (trace->headers != NULL) {
    g_hash_table_iter_init (&iter, trace->headers);
    while (g_hash_table_iter_next (&iter, &name, &value))
      add_pair (headers, name, value);
  }
  json_object_set_int_member (object, "status", trace->status);
  json_object_set_string_member (object, "statusText", trace->status ? soup_status_get_phrase (trace->status) : "");
  json_object_set_string_member (object, "httpVersion", "HTTP/1.1");
  json_object_set_array_member (object, "cookies", json_array_new ());
  json_object_set_array_member (object, "headers", headers);
  json_object_set_object_member (object, "content", make_content (trace));
  json_object_set_string_member (object, "redirectURL", look_up (trace->headers, "location"));
  json_object_set_int_member (object, "headersSize", -1);
  json_object_set_int_member (object, "bodySize", trace->received_bytes);
  if (trace->error != NULL)
    json_object_set_string_member (object, "_error", trace->error->message);

  return object;
}

/* What is not known is -1, as the format has it. */
static JsonObject *
make_timings (const EarHttpTrace *trace)
{
  JsonObject *object = json_object_new ();
  gint64 wait = trace->first_byte_us ? trace->first_byte_us : trace->total_us;

  json_object_set_double_member (object, "send", 0);
  json_object_set_double_member (object, "wait", wait / 1000.0);
  json_object_set_double_member (object, "receive", (trace->total_us - wait) / 1000.0);

  return object;
}

static JsonObject *
make_entry (const EarHttpTrace *trace)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (trace->started / G_USEC_PER_SEC);
  g_autoptr (GDateTime) moment = g_date_time_add (second, trace->started % G_USEC_PER_SEC);
  g_autofree char *started = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S.%fZ");

  json_object_set_string_member (object, "startedDateTime", started);
  json_object_set_double_member (object, "time", trace->total_us / 1000.0);
  json_object_set_object_member (object, "request", make_request (trace));
  json_object_set_object_member (object, "response", make_response (trace));
  json_object_set_object_member (object, "cache", json_object_new ());
  json_object_set_object_member (object, "timings", make_timings (trace));
  if (trace->provider != NULL)
    json_object_set_string_member (object, "comment", trace->provider);

  return object;
}

/**
 * ear_har_make:
 * @exchanges: of #EarExchange
 *
 * Returns: (transfer full): them as an HTTP archive, format 1.2
 */
JsonNode *
ear_har_make (GListModel *exchanges)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new (), *log = json_object_new (), *creator = json_object_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (exchanges); i++) {
    g_autoptr (EarExchange) exchange = g_list_model_get_item (exchanges, i);

    json_array_add_object_element (entries, make_entry (ear_exchange_peek (exchange)));
  }
  json_object_set_string_member (creator, "name", "Earshot");
  json_object_set_string_member (creator, "version", EAR_VERSION);
  json_object_set_string_member (log, "version", "1.2");
  json_object_set_object_member (log, "creator", creator);
  json_object_set_array_member (log, "entries", entries);
  json_object_set_object_member (root, "log", log);
  json_node_take_object (node, root);

  return node;
}
