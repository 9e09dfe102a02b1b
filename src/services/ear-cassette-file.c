/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-cassette-private.h"

#include <glib/gi18n.h>

#define FORMAT "earshot-cassette"
#define VERSION 1
#define MAX_FILE (64 * 1024 * 1024)
#define MAX_LINE (8 * 1024 * 1024)
#define MAX_TAKES 10000
#define MAX_DEPTH 4
#define MAX_URL 8192
#define MAX_HEADERS 100

void
ear_taken_free (EarTaken *self)
{
  g_free (self->method);
  g_free (self->url);
  g_free (self->digest);
  g_clear_pointer (&self->reply, ear_http_reply_free);
  g_clear_error (&self->error);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarTaken, ear_taken_free)

/* Returns: (nullable): what tells one body from another */
char *
ear_cassette_digest (GBytes *sent)
{
  return sent ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, sent) : NULL;
}

/* --- writing */

static JsonNode *
make_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

JsonNode *
ear_cassette_make_head (void)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, FORMAT, VERSION);

  return make_node (object);
}

/* A cookie is a secret that we never sent; what says how the body was packed is wrong for the unpacked one. */
static gboolean
is_worth_keeping (const char *header)
{
  static const char *const dropped[] = { "set-cookie", "set-cookie2", "authorization", "proxy-authenticate", "www-authenticate",
                                         "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", NULL };

  return !g_strv_contains (dropped, header);
}

static void
set_reply (JsonObject         *object,
           const EarHttpReply *reply)
{
  JsonObject *headers = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;
  gsize size;
  const char *body = g_bytes_get_data (reply->body, &size);

  g_hash_table_iter_init (&iter, reply->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (is_worth_keeping (name) && g_utf8_validate (value, -1, NULL))
      json_object_set_string_member (headers, name, value);
  json_object_set_int_member (object, "status", reply->status);
  json_object_set_object_member (object, "headers", headers);
  if (size == 0 || (g_utf8_validate_len (body, size, NULL) && memchr (body, 0, size) == NULL)) {
    g_autofree char *text = size ? g_strndup (body, size) : g_strdup ("");

    json_object_set_string_member (object, "body", text);
  } else {
    g_autofree char *text = g_base64_encode ((const guchar *) body, size);

    json_object_set_string_member (object, "base64", text);
  }
}

JsonNode *
ear_cassette_make_line (const EarTake *take)
{
  JsonObject *object = json_object_new ();
  g_autofree char *digest = ear_cassette_digest (take->sent);

  json_object_set_string_member (object, "method", take->method);
  json_object_set_string_member (object, "url", take->url);
  json_object_set_string_member (object, "sent", digest);
  if (take->reply != NULL) {
    set_reply (object, take->reply);
  } else {
    JsonObject *failure = json_object_new ();

    json_object_set_string_member (failure, "code", ear_service_error_to_code (take->error));
    json_object_set_string_member (failure, "message", take->error->message);
    json_object_set_object_member (object, "error", failure);
  }

  return make_node (object);
}

/* --- reading */

static gboolean
read_headers (JsonObject    *object,
              EarHttpReply  *reply,
              GError       **error)
{
  JsonObject *headers = ear_json_get_object (object, "headers", error);
  g_autoptr (GList) names = headers ? json_object_get_members (headers) : NULL;

  if (headers == NULL)
    return FALSE;
  if (json_object_get_size (headers) > MAX_HEADERS) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("there are more than %d headers"), MAX_HEADERS);
    return FALSE;
  }

  for (GList *l = names; l != NULL; l = l->next) {
    const char *value = ear_json_get_string (headers, l->data, error);

    if (value == NULL)
      return FALSE;
    g_hash_table_replace (reply->headers, g_ascii_strdown (l->data, -1), g_strdup (value));
  }

  return TRUE;
}

static gboolean
read_body (JsonObject    *object,
           EarHttpReply  *reply,
           GError       **error)
{
  gboolean packed = json_object_has_member (object, "base64");
  const char *text = ear_json_get_string (object, packed ? "base64" : "body", error);
  gsize size;
  guchar *bytes;

  if (text == NULL)
    return FALSE;

  g_clear_pointer (&reply->body, g_bytes_unref);
  bytes = packed ? g_base64_decode (text, &size) : NULL;
  reply->body = packed ? g_bytes_new_take (bytes, size) : g_bytes_new (text, strlen (text));

  return TRUE;
}

static EarHttpReply *
read_reply (JsonObject  *object,
            const char  *url,
            GError     **error)
{
  g_autoptr (EarHttpReply) reply = g_new0 (EarHttpReply, 1);
  g_auto (GStrv) type = NULL;
  const char *content_type;
  gint64 status;

  reply->url = g_strdup (url);
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reply->body = g_bytes_new (NULL, 0);
  if (!ear_json_get_int (object, "status", 200, 499, &status, error) || !read_headers (object, reply, error) ||
      !read_body (object, reply, error))
    return NULL;

  content_type = g_hash_table_lookup (reply->headers, "content-type");
  type = g_strsplit (content_type ? content_type : "", ";", 2);
  reply->content_type = content_type ? g_strdup (g_strstrip (type[0])) : NULL;
  reply->status = status;
  reply->deprecated = status == 203;

  return g_steal_pointer (&reply);
}

static GError *
read_failure (JsonObject  *object,
              GError     **error)
{
  JsonObject *failure = ear_json_get_object (object, "error", error);
  const char *code = failure ? ear_json_get_string (failure, "code", error) : NULL;
  const char *message = code ? ear_json_get_string (failure, "message", error) : NULL;
  EarServiceError number;

  if (message == NULL)
    return NULL;
  if (ear_service_error_from_code (code, &number))
    return g_error_new_literal (EAR_SERVICE_ERROR, number, message);
  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("there is no error “%s”"), code);

  return NULL;
}

static EarTaken *
read_take (JsonNode  *node,
           GError   **error)
{
  g_autoptr (EarTaken) take = g_new0 (EarTaken, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("expected an object"));
    return NULL;
  }
  if (!(take->method = g_strdup (ear_json_get_string (object, "method", error))) ||
      !(take->url = g_strdup (ear_json_get_string (object, "url", error))))
    return NULL;
  if (strlen (take->url) > MAX_URL) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("the address is longer than %d bytes"), MAX_URL);
    return NULL;
  }
  if (json_object_has_member (object, "sent") && !json_object_get_null_member (object, "sent") &&
      !(take->digest = g_strdup (ear_json_get_string (object, "sent", error))))
    return NULL;

  if (json_object_has_member (object, "error"))
    take->error = read_failure (object, error);
  else
    take->reply = read_reply (object, take->url, error);

  return take->error || take->reply ? g_steal_pointer (&take) : NULL;
}

static gboolean
check_head (JsonNode  *node,
            GError   **error)
{
  gint64 version;

  if (!JSON_NODE_HOLDS_OBJECT (node) || !json_object_has_member (json_node_get_object (node), FORMAT)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("a cassette begins with {\"%s\":%d}"), FORMAT, VERSION);
    return FALSE;
  }

  return ear_json_get_int (json_node_get_object (node), FORMAT, VERSION, VERSION, &version, error);
}

static gboolean
parse_line (const char  *line,
            gsize        length,
            gboolean     first,
            GPtrArray   *takes,
            GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (line, length, &(EarJsonLimits) { MAX_LINE, MAX_DEPTH }, error);
  EarTaken *take;

  if (node == NULL)
    return FALSE;
  if (first)
    return check_head (node, error);
  if (takes->len == MAX_TAKES) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("there are more than %d calls"), MAX_TAKES);
    return FALSE;
  }
  if ((take = read_take (node, error)))
    g_ptr_array_add (takes, take);

  return take != NULL;
}

/**
 * ear_cassette_parse:
 * @path: for messages
 * @takes: gets the calls
 * @error: names file and line
 *
 * The last line may be half: whoever recorded it was stopped there.
 */
gboolean
ear_cassette_parse (const char  *path,
                    const char  *data,
                    gsize        length,
                    GPtrArray   *takes,
                    GError     **error)
{
  const char *end = data + length;
  guint number = 0;

  for (const char *line = data, *next; line < end; line = next) {
    const char *stop = memchr (line, '\n', end - line);
    g_autoptr (GError) cause = NULL;

    next = stop ? stop + 1 : end;
    number++;
    if (parse_line (line, (stop ? stop : end) - line, number == 1, takes, &cause))
      continue;
    if (stop == NULL && number > 1)
      break;
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s: line %u: %s. Mend it, or record it anew."), path, number,
                 cause->message);
    return FALSE;
  }
  if (number > 0)
    return TRUE;
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s: there is nothing on this cassette. Record it anew."), path);

  return FALSE;
}

gboolean
ear_cassette_read (const char  *path,
                   GPtrArray   *takes,
                   GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *data = NULL;
  gsize length;

  if (stream == NULL)
    return FALSE;

  /* One byte over the limit is enough to know; an endless file ends here too. */
  data = g_malloc (MAX_FILE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, MAX_FILE + 1, &length, NULL, error)) {
    g_prefix_error (error, "%s: ", path);
    return FALSE;
  }
  if (length > MAX_FILE) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT, _("%s: a cassette holds up to %d bytes. Record fewer calls."), path,
                 MAX_FILE);
    return FALSE;
  }

  return ear_cassette_parse (path, data, length, takes, error);
}
