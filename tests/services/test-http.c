/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-server.h"

#include "services/ear-http-status.h"
#include "services/ear-http.h"
#include "services/ear-provider.h"

#include <string.h>

typedef struct {
  EarHttp    *http;
  FakeServer *server;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->http = ear_http_new (EAR_HTTP_DIRECT);
  fixture->server = fake_server_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  fake_server_free (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

typedef struct {
  JsonNode *node;
  GError   *error;
  gboolean  done;
} Outcome;

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->node = ear_http_send_finish (EAR_HTTP (source), result, &outcome->error);
  outcome->done = TRUE;
}

static JsonNode *
send_request (EarHttp              *http,
              const EarHttpRequest *request,
              GCancellable         *cancellable,
              GError              **error)
{
  Outcome outcome = { 0 };

  ear_http_send_async (http, request, cancellable, on_sent, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);

  return outcome.node;
}

static JsonNode *
get (Fixture    *fixture,
     const char *path,
     GError    **error)
{
  g_autofree char *url = g_strconcat (fixture->server->url, path, NULL);

  return send_request (fixture->http, &(EarHttpRequest) { .url = url, .deadline_ms = 3000 }, NULL, error);
}

static void
assert_fails (Fixture         *fixture,
              const char      *path,
              EarServiceError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get (fixture, path, &error));
  g_test_message ("%s: %s", path, error->message);
  g_assert_error (error, EAR_SERVICE_ERROR, (int) code);
}

static void
assert_works (Fixture    *fixture,
              const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = get (fixture, path, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
}

static void
on_good (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_assert_true (g_str_has_prefix (soup_message_headers_get_one (headers, "User-Agent"), "Earshot/"));
  g_assert_cmpstr (soup_message_headers_get_one (headers, "Accept"), ==, "application/json");
  fake_reply (message, 200, "{\"ok\":true}");
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_good);
  assert_works (fixture, "/good");
}

static void
on_post (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "POST");
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "{\"a\":1}", 7);
  fake_reply (message, strcmp (path, "/down") == 0 ? 503 : 201, "{}");
}

static void
test_post (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *good = g_strconcat (fixture->server->url, "/good", NULL), *down = g_strconcat (fixture->server->url, "/down", NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_post);
  node = send_request (fixture->http, &(EarHttpRequest) { .url = good, .body = "{\"a\":1}" }, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  /* Who knows what the first one bought: a POST is never sent twice. */
  g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = down, .body = "{\"a\":1}" }, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);
}

static void
on_status (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  fake_reply (message, strtoul (path + 1, NULL, 10), "{\"error\":true,\"reason\":\"because\\u202e of it\"}");
}

static void
test_status (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_status);
  assert_fails (fixture, "/400", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/401", EAR_SERVICE_ERROR_AUTH);
  assert_fails (fixture, "/403", EAR_SERVICE_ERROR_AUTH);
  assert_fails (fixture, "/404", EAR_SERVICE_ERROR_NOT_FOUND);
  assert_fails (fixture, "/418", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/429", EAR_SERVICE_ERROR_RATE_LIMITED);
  assert_fails (fixture, "/504", EAR_SERVICE_ERROR_TIMEOUT);
  g_assert_cmpuint (fixture->server->n_requests, ==, 7);
  assert_fails (fixture, "/500", EAR_SERVICE_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->server->n_requests, ==, 9);
  assert_works (fixture, "/203");

  g_assert_null (get (fixture, "/400", &error));
  g_assert_nonnull (strstr (error->message, "because of it"));
}

static void
on_recovering (SoupServer        *server,
               SoupServerMessage *message,
               const char        *path,
               GHashTable        *query,
               gpointer           user_data)
{
  FakeServer *self = user_data;

  fake_reply (message, self->n_requests == 1 ? 503 : 200, "{}");
}

static void
test_retry (Fixture       *fixture,
            gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_recovering);
  assert_works (fixture, "/");
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);
}

static void
on_limited (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After", "1000000000");
  fake_reply (message, 429, "{}");
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_limited);
  assert_fails (fixture, "/", EAR_SERVICE_ERROR_RATE_LIMITED);
  assert_fails (fixture, "/other", EAR_SERVICE_ERROR_RATE_LIMITED);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static gint64
get_wait (const char *name,
          const char *value)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  gint64 wait;

  soup_message_headers_append (headers, name, value);
  wait = ear_http_get_wait (headers);
  soup_message_headers_unref (headers);

  return wait / G_USEC_PER_SEC;
}

static void
test_wait (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) soon = g_date_time_add_seconds (now, 100);
  g_autofree char *date = soup_date_time_to_string (soon, SOUP_DATE_HTTP);

  g_assert_cmpint (get_wait ("Retry-After", "7"), ==, 7);
  g_assert_cmpint (get_wait ("RateLimit-Retry-After", "9"), ==, 9);
  g_assert_cmpint (get_wait ("Retry-After", "99999999999999999999"), ==, 3600);
  g_assert_cmpint (get_wait ("Retry-After", "-3"), ==, 0);
  g_assert_cmpint (get_wait ("Retry-After", "soon"), ==, 0);
  g_assert_cmpint (get_wait ("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"), ==, 0);
  g_assert_cmpint (get_wait ("Retry-After", date), >=, 98);
  g_assert_cmpint (get_wait ("Retry-After", date), <=, 100);
  g_assert_cmpint (get_wait ("X-Other", "7"), ==, 0);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *url = g_strdup (fixture->server->url);
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (fixture->server->server);
  g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = url }, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE);
}

static void
test_addresses (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const urls[] = {
    "file:///etc/passwd", "ftp://127.0.0.1/", "data:,x", "javascript:alert(1)", "resource:///x", "", "nonsense", "http://", "//host/path",
    "http:///path", "http://user:password@127.0.0.1/", "ws://127.0.0.1/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = urls[i] }, NULL, &error));
    g_test_message ("%s: %s", urls[i], error->message);
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  }
}

static void
test_secret_with_line_break (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (send_request (fixture->http, &(EarHttpRequest) {
    .url = fixture->server->url, .secret_header = "X-Api-Key", .secret = "a\r\nX-Evil: 1"
  }, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_AUTH);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

static void
on_raw (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  static const struct { const char *path, *bytes; } replies[] = {
    { "/short", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":" },
    { "/chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n" },
    { "/cut-chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n20\r\n{\"a\":1" },
    { "/cut-json", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"a\":" },
    { "/garbage", "\001\002\003\004 nonsense\r\n\r\n" },
    { "/nothing", "" },
    { "/cut-headers", "HTTP/1.1 200 OK\r\nContent-" },
    { "/gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    if (strcmp (replies[i].path, path) == 0)
      fake_reply_raw (message, replies[i].bytes);
}

static void
test_broken_off (Fixture       *fixture,
                 gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_raw);
  assert_fails (fixture, "/short", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/chunk", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/cut-chunk", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/cut-json", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/garbage", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/nothing", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/cut-headers", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/gzip", EAR_SERVICE_ERROR_BAD_RESPONSE);
}

static void
on_body (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *wanted = query ? g_hash_table_lookup (query, "body") : NULL;

  fake_reply (message, strcmp (path, "/204") == 0 ? 204 : 200, strcmp (path, "/deep") == 0 ? deep : wanted ? wanted : "");
}

static void
test_bodies (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const bodies[] = {
    "null", "7", "\"x\"", "<html></html>", "{\"a\":1}{\"b\":2}", "{'a':1}", "[010]", "[0x10]", "[1e400]", "[NaN]", "[1,]", "{\"a\":1,\"a\":2}",
    "[123456789012345678901234567890]", "[\"\\u0000\"]", "[\"\\ud800\"]", "/*x*/{}", "%EF%BB%BF{}", "[\"%FF\"]", "",
  };

  fake_server_add (fixture->server, "/", on_body);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *escaped = strchr (bodies[i], '%') ? g_strdup (bodies[i]) : g_uri_escape_string (bodies[i], NULL, FALSE);
    g_autofree char *path = g_strconcat ("/?body=", escaped, NULL);

    assert_fails (fixture, path, EAR_SERVICE_ERROR_BAD_RESPONSE);
  }
  assert_fails (fixture, "/204", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/deep", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_works (fixture, "/?body={}");
}

static void
on_wrote_chunk (SoupServerMessage *message,
                gpointer           user_data)
{
  static const char space[16 * 1024];

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, space, sizeof space);
}

static void
on_endless (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), NULL);
  on_wrote_chunk (message, NULL);
}

static void
test_endless (Fixture       *fixture,
              gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_endless);
  assert_fails (fixture, "/", EAR_SERVICE_ERROR_LIMIT);
}

#define BOMB_BYTES (64 * 1024 * 1024)

static GBytes *
pack_bomb (void)
{
  g_autoptr (GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, packer);
  g_autofree char *zeros = g_malloc0 (64 * 1024);

  for (guint i = 0; i < BOMB_BYTES / (64 * 1024); i++)
    g_output_stream_write_all (stream, zeros, 64 * 1024, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
on_bomb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  GBytes *bomb = g_object_get_data (G_OBJECT (server), "bomb");

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), bomb);
}

static guint64
get_peak_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");

  return line ? g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

static void
test_bomb (Fixture       *fixture,
           gconstpointer  data)
{
  guint64 before;

  fake_server_add (fixture->server, "/", on_bomb);
  g_object_set_data_full (G_OBJECT (fixture->server->server), "bomb", pack_bomb (), (GDestroyNotify) g_bytes_unref);
  before = get_peak_kib ();
  assert_fails (fixture, "/", EAR_SERVICE_ERROR_LIMIT);
  /* Half of this without a sanitizer. */
  g_assert_cmpuint (get_peak_kib () - before, <, 16 * 1024);
}

static void
on_hang (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  if (strcmp (path, "/body") == 0)
    soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
  else
    soup_server_message_pause (message);
}

static void
assert_late (Fixture    *fixture,
             const char *path)
{
  g_autofree char *url = g_strconcat (fixture->server->url, path, NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = url, .deadline_ms = 150 }, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 145 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 250 * 1000);
}

static gboolean
on_drip (gpointer user_data)
{
  SoupServerMessage *message = user_data;

  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, " ", 1);
  soup_server_message_unpause (message);

  return G_SOURCE_CONTINUE;
}

static void
on_message_gone (gpointer  user_data,
                 GObject  *message)
{
  g_source_remove (GPOINTER_TO_UINT (user_data));
}

/* One byte each 20 ms: no socket ever times out. */
static void
on_dripping (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  guint id = g_timeout_add (20, on_drip, message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
  g_object_weak_ref (G_OBJECT (message), on_message_gone, GUINT_TO_POINTER (id));
}

static void
test_late (Fixture       *fixture,
           gconstpointer  data)
{
  fake_server_add (fixture->server, "/hang", on_hang);
  fake_server_add (fixture->server, "/drip", on_dripping);
  assert_late (fixture, "/hang");
  assert_late (fixture, "/drip");
}

static gboolean
on_cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *url = g_strconcat (fixture->server->url, "/hang", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/hang", on_hang);
  g_timeout_add (30, on_cancel, cancellable);
  g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = url }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (send_request (fixture->http, &(EarHttpRequest) { .url = url }, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
on_redirect (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *to = query ? g_hash_table_lookup (query, "to") : NULL;
  guint n = strtoul (path + 1, NULL, 10);
  g_autofree char *next = g_strdup_printf ("/%u", n - 1);

  if (g_strcmp0 (path, "/lost") != 0 && (to != NULL || n > 0))
    soup_message_headers_append (headers, "Location", to ? to : next);
  fake_reply (message, strcmp (path, "/0") == 0 ? 200 : 302, "{}");
}

static void
test_redirects (Fixture       *fixture,
                gconstpointer  data)
{
  fake_server_add (fixture->server, "/", on_redirect);
  assert_works (fixture, "/5");
  g_assert_cmpuint (fixture->server->n_requests, ==, 6);
  assert_fails (fixture, "/6", EAR_SERVICE_ERROR_BAD_RESPONSE);
  g_assert_cmpuint (fixture->server->n_requests, ==, 12);
  assert_fails (fixture, "/loop?to=/loop%3Fto=/loop", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/lost", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/x?to=file:///etc/passwd", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/x?to=ftp://127.0.0.1/", EAR_SERVICE_ERROR_BAD_RESPONSE);
  assert_fails (fixture, "/x?to=http://%5B", EAR_SERVICE_ERROR_BAD_RESPONSE);
}

static void
on_secret (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  FakeServer *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autofree char *same = g_strconcat (self->url, "/end", NULL);
  const char *away = g_object_get_data (G_OBJECT (server), "away");

  g_assert_cmpstr (soup_message_headers_get_one (headers, "X-Api-Key"), ==, "canary");
  if (strcmp (path, "/end") != 0)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Location", strcmp (path, "/same") == 0 ? same : away);
  fake_reply (message, strcmp (path, "/end") == 0 ? 200 : 302, "{}");
}

/* The key goes to its host and to no other, and into no error. */
static void
test_secret (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (FakeServer) other = fake_server_new ();
  g_autofree char *same = g_strconcat (fixture->server->url, "/same", NULL), *away = g_strconcat (fixture->server->url, "/away", NULL);
  EarHttpRequest request = { .url = same, .secret_header = "X-Api-Key", .secret = "canary" };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_secret);
  g_object_set_data (G_OBJECT (fixture->server->server), "away", other->url);
  node = send_request (fixture->http, &request, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);

  request.url = away;
  g_assert_null (send_request (fixture->http, &request, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
  g_assert_null (strstr (error->message, "canary"));
  g_assert_cmpuint (other->n_requests, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/http/good", test_good);
  ADD ("/http/post", test_post);
  ADD ("/http/status", test_status);
  ADD ("/http/retry", test_retry);
  ADD ("/http/retry-after", test_retry_after);
  ADD ("/http/wait", test_wait);
  ADD ("/http/refused", test_refused);
  ADD ("/http/addresses", test_addresses);
  ADD ("/http/secret/line-break", test_secret_with_line_break);
  ADD ("/http/secret/redirect", test_secret);
  ADD ("/http/broken-off", test_broken_off);
  ADD ("/http/bodies", test_bodies);
  ADD ("/http/endless", test_endless);
  ADD ("/http/bomb", test_bomb);
  ADD ("/http/late", test_late);
  ADD ("/http/cancel", test_cancel);
  ADD ("/http/redirects", test_redirects);

  return g_test_run ();
}
