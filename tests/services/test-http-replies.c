/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-server.h"

#include "services/ear-http-address.h"
#include "services/ear-http-cache.h"
#include "services/ear-http.h"
#include "services/ear-provider.h"

#include <string.h>

typedef struct {
  EarHttp    *http;
  FakeServer *server;
  GString    *traces;
} Fixture;

static void
on_trace (const EarHttpTrace *trace,
          gpointer            user_data)
{
  g_autofree char *path = g_strdup (strchr (strstr (trace->url, "//") + 2, '/'));

  g_string_append_printf (user_data, "%s %s %u%s%s;", trace->method, path, trace->status, trace->cached ? " kept" : "",
                          trace->error ? " failed" : "");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->http = ear_http_new (EAR_HTTP_DIRECT);
  fixture->server = fake_server_new ();
  fixture->traces = g_string_new (NULL);
  ear_http_set_observer (fixture->http, on_trace, fixture->traces);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  fake_server_free (fixture->server);
  g_string_free (fixture->traces, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

typedef struct {
  EarHttpReply *reply;
  GError       *error;
  gboolean      done;
} Outcome;

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->reply = ear_http_reply_finish (EAR_HTTP (source), result, &outcome->error);
  outcome->done = TRUE;
}

static EarHttpReply *
wait_for (Outcome  *outcome,
          GError  **error)
{
  while (!outcome->done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome->error != NULL)
    g_propagate_error (error, outcome->error);

  return outcome->reply;
}

static EarHttpReply *
ask (Fixture              *fixture,
     const char           *path,
     const EarHttpRequest *like,
     GError              **error)
{
  g_autofree char *url = g_strconcat (fixture->server->url, path, NULL);
  EarHttpRequest request = like ? *like : (EarHttpRequest) { 0 };
  Outcome outcome = { 0 };

  request.url = url;
  request.deadline_ms = 3000;
  ear_http_send_async (fixture->http, &request, NULL, on_sent, &outcome);

  return wait_for (&outcome, error);
}

static EarHttpReply *
ask_well (Fixture              *fixture,
          const char           *path,
          const EarHttpRequest *like)
{
  g_autoptr (GError) error = NULL;
  EarHttpReply *reply = ask (fixture, path, like, &error);

  g_assert_no_error (error);

  return reply;
}

static void
on_echo (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *token = soup_message_headers_get_one (headers, "Cart-Token"), *type = soup_message_headers_get_one (headers, "Content-Type");
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strdup_printf ("%s|%s|%s|%.*s", soup_server_message_get_method (message), token ? token : "-", type ? type : "-",
                                           (int) body->length, body->data ? body->data : "");

  soup_message_headers_append (soup_server_message_get_response_headers (message), "X-Next", "page 2");
  soup_server_message_set_status (message, 201, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
assert_body (const EarHttpReply *reply,
             const char         *expected)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  g_autofree char *body = g_strndup (text, size);

  g_assert_cmpstr (body, ==, expected);
}

static void
test_methods (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const headers[] = { "Cart-Token", "abc", NULL };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a=b", 3);
  g_autoptr (EarHttpReply) put = NULL, removed = NULL, got = NULL;

  fake_server_add (fixture->server, "/", on_echo);
  put = ask_well (fixture, "/", &(EarHttpRequest) { .method = "PUT", .headers = headers, .body_bytes = bytes,
                                                    .content_type = "application/x-www-form-urlencoded" });
  assert_body (put, "PUT|abc|application/x-www-form-urlencoded|a=b");
  g_assert_cmpuint (put->status, ==, 201);
  g_assert_cmpstr (put->content_type, ==, "text/plain");
  g_assert_cmpstr (ear_http_reply_get_header (put, "x-next"), ==, "page 2");

  removed = ask_well (fixture, "/", &(EarHttpRequest) { .method = "DELETE" });
  assert_body (removed, "DELETE|-|-|");
  got = ask_well (fixture, "/", NULL);
  assert_body (got, "GET|-|-|");
  g_assert_cmpstr (fixture->traces->str, ==, "PUT / 201;DELETE / 201;GET / 201;");
}

static void
test_header_with_line_break (Fixture       *fixture,
                             gconstpointer  data)
{
  static const char *const headers[] = { "X-Query", "a\r\nX-Admin: 1", NULL };
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_echo);
  g_assert_null (ask (fixture, "/", &(EarHttpRequest) { .headers = headers }, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

static void
on_refusal (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  fake_reply (message, strtoul (path + 1, NULL, 10), "{\"code\":\"out_of_stock\",\"message\":\"gone\"}");
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  const EarHttpRequest keep = { .keep_refusal = TRUE };
  g_autoptr (EarHttpReply) reply = NULL;
  g_autoptr (GError) plain = NULL, key = NULL, down = NULL;

  fake_server_add (fixture->server, "/", on_refusal);
  reply = ask_well (fixture, "/409", &keep);
  g_assert_cmpuint (reply->status, ==, 409);
  g_assert_null (ask (fixture, "/409", NULL, &plain));
  g_assert_error (plain, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
  g_assert_nonnull (strstr (plain->message, "gone"));
  g_assert_null (ask (fixture, "/401", &keep, &key));
  g_assert_error (key, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_AUTH);
  g_assert_null (ask (fixture, "/501", &keep, &down));
  g_assert_error (down, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE);
}

/* Nothing is an answer only for those who expect it: an auction in which nobody bids. */
static void
on_nothing (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  soup_server_message_set_status (message, 204, NULL);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_nothing);
  reply = ask_well (fixture, "/", &(EarHttpRequest) { .any_body = TRUE });
  g_assert_cmpuint (reply->status, ==, 204);
  g_assert_null (ask (fixture, "/", NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
}

static void
on_twice (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  FakeServer *self = user_data;
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Idempotency-Key");

  g_assert_cmpstr (key, ==, strcmp (path, "/order") == 0 ? "k1" : NULL);
  fake_reply (message, self->n_requests == 1 ? 503 : 200, "{}");
}

/* An order is sent again only under the same key: otherwise the customer may have two. */
static void
test_idempotency (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (EarHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/", on_twice);
  reply = ask_well (fixture, "/order", &(EarHttpRequest) { .body = "{}", .idempotency_key = "k1" });
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);

  fixture->server->n_requests = 0;
  g_assert_null (ask (fixture, "/cart", &(EarHttpRequest) { .body = "{}" }, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
on_kept (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *match = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "If-None-Match");

  if (strcmp (path, "/fresh") == 0)
    soup_message_headers_append (headers, "Cache-Control", "max-age=60");
  if (strcmp (path, "/private") == 0)
    soup_message_headers_append (headers, "Cache-Control", "no-store");
  if (strcmp (path, "/expires") == 0) {
    soup_message_headers_append (headers, "Date", "Mon, 02 Mar 2026 07:30:00 GMT");
    soup_message_headers_append (headers, "Expires", "Mon, 02 Mar 2026 07:40:00 GMT");
  }
  if (strcmp (path, "/tag") == 0) {
    soup_message_headers_append (headers, "ETag", "\"v1\"");
    if (g_strcmp0 (match, "\"v1\"") == 0) {
      soup_server_message_set_status (message, 304, NULL);
      return;
    }
  }
  fake_reply (message, strcmp (path, "/old") == 0 ? 203 : 200, "{\"day\":1}");
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    const char *path;
    guint       n_requests;
    gboolean    cached;
  } cases[] = { { "/fresh", 1, TRUE }, { "/expires", 1, TRUE }, { "/tag", 2, TRUE }, { "/private", 2, FALSE }, { "/plain", 2, FALSE } };

  fake_server_add (fixture->server, "/", on_kept);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (EarHttpReply) first = NULL, second = NULL;

    fixture->server->n_requests = 0;
    first = ask_well (fixture, cases[i].path, NULL);
    second = ask_well (fixture, cases[i].path, NULL);
    g_test_message ("%s", cases[i].path);
    g_assert_false (first->cached);
    g_assert_cmpint (second->cached, ==, cases[i].cached);
    g_assert_cmpuint (fixture->server->n_requests, ==, cases[i].n_requests);
    assert_body (second, "{\"day\":1}");
  }
  g_assert_nonnull (strstr (fixture->traces->str, "GET /fresh 200;GET /fresh 200 kept;"));
}

/* What one key may see is not shown to another. */
static void
test_kept_apart (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (EarHttpReply) one = NULL, other = NULL, old = NULL;

  fake_server_add (fixture->server, "/", on_kept);
  one = ask_well (fixture, "/fresh", &(EarHttpRequest) { .secret_header = "X-Key", .secret = "one" });
  other = ask_well (fixture, "/fresh", &(EarHttpRequest) { .secret_header = "X-Key", .secret = "other" });
  g_assert_false (other->cached);
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);

  old = ask_well (fixture, "/old", NULL);
  g_assert_true (old->deprecated);
}

static void
test_cache_is_bounded (void)
{
  g_autoptr (EarHttpCache) cache = ear_http_cache_new ();
  g_autofree char *megabyte = g_strnfill (1024 * 1024, 'x');
  gboolean fresh;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);
    EarHttpReply *reply = g_new0 (EarHttpReply, 1);

    reply->status = 200;
    reply->headers = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_insert (reply->headers, (gpointer) "cache-control", (gpointer) "max-age=10");
    reply->body = g_bytes_new (megabyte, 1024 * 1024);
    ear_http_cache_keep (cache, key, reply, 0);
    ear_http_reply_free (reply);
  }

  g_assert_null (ear_http_cache_look (cache, "11", 0, &fresh));
  g_assert_nonnull (ear_http_cache_look (cache, "12", 0, &fresh));
  g_assert_true (fresh);
  g_assert_nonnull (ear_http_cache_look (cache, "19", 10 * G_USEC_PER_SEC, &fresh));
  g_assert_false (fresh);
}

static gboolean
take (const char  *bytes,
      gsize        length,
      gpointer     user_data,
      GError     **error)
{
  GString *text = user_data;

  g_string_append_len (text, bytes, length);
  if (strstr (text->str, "enough") == NULL)
    return TRUE;
  g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT, "enough");

  return FALSE;
}

static void
on_stream (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message), SOUP_ENCODING_CHUNKED);
  for (guint i = 0; i < 3; i++)
    soup_message_body_append (body, SOUP_MEMORY_STATIC, strcmp (path, "/much") == 0 ? "enough " : "data ", strcmp (path, "/much") == 0 ? 7 : 5);
  soup_message_body_complete (body);
}

static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *url = g_strconcat (fixture->server->url, "/", NULL), *much = g_strconcat (fixture->server->url, "/much", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EarHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  Outcome first = { 0 }, second = { 0 }, third = { 0 };

  fake_server_add (fixture->server, "/", on_stream);
  ear_http_stream_async (fixture->http, &(EarHttpRequest) { .url = url }, take, text, NULL, on_sent, &first);
  reply = wait_for (&first, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, "data data data ");

  ear_http_stream_async (fixture->http, &(EarHttpRequest) { .url = much }, take, text, NULL, on_sent, &second);
  g_assert_null (wait_for (&second, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT);

  g_clear_error (&error);
  g_string_truncate (text, 0);
  ear_http_stream_async (fixture->http, &(EarHttpRequest) { .url = url, .max_bytes = 8 }, take, text, NULL, on_sent, &third);
  g_assert_null (wait_for (&third, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT);
}

static void
test_private_addresses (void)
{
  static const struct {
    const char *host;
    gboolean    is_private;
  } cases[] = {
    { "127.0.0.1", TRUE }, { "127.8.8.8", TRUE }, { "10.1.2.3", TRUE }, { "172.16.0.1", TRUE }, { "172.32.0.1", FALSE },
    { "192.168.1.1", TRUE }, { "169.254.169.254", TRUE }, { "100.64.0.1", TRUE }, { "100.128.0.1", FALSE }, { "0.0.0.0", TRUE },
    { "224.0.0.1", TRUE }, { "8.8.8.8", FALSE }, { "::1", TRUE }, { "::", TRUE }, { "fe80::1", TRUE }, { "fd00::1", TRUE },
    { "::ffff:127.0.0.1", TRUE }, { "::ffff:8.8.8.8", FALSE }, { "2001:4860:4860::8888", FALSE }, { "localhost", TRUE },
    { "radio.local", TRUE }, { "NAS", TRUE }, { "api.met.no", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].host);
    g_assert_cmpint (ear_http_host_is_private (cases[i].host), ==, cases[i].is_private);
  }
}

/* An ad from outside names this machine; one from this machine may. */
static void
test_strays (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const bases[] = { "https://ads.example.com/tag", "https://ads.example.com:8443/", "nonsense" };
  g_autoptr (EarHttpReply) reply = NULL;

  fake_server_add (fixture->server, "/", on_echo);
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ask (fixture, "/", &(EarHttpRequest) { .base = bases[i] }, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
  }
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);

  reply = ask_well (fixture, "/", &(EarHttpRequest) { .base = "http://localhost/tag" });
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
test_redaction (void)
{
  static const char *const secrets[] = { "t", "apikey", NULL };
  static const struct {
    const char *url, *shown;
  } cases[] = {
    { "http://a/?t=canary&u=me", "http://a/?t=***&u=me" }, { "http://a/?u=me&apikey=canary#x", "http://a/?u=me&apikey=***#x" },
    { "http://a/", "http://a/" }, { "http://a/?at=1&t", "http://a/?at=1&t" }, { "http://a/?t=canary=canary", "http://a/?t=***" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = ear_http_redact_url (cases[i].url, secrets);

    g_assert_cmpstr (shown, ==, cases[i].shown);
  }
}

static void
on_blab (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  fake_reply (message, 400, "{\"message\":\"canary1 and canary 2 are no keys\"}");
}

static void
on_received (const EarHttpTrace *trace,
             gpointer            user_data)
{
  g_string_append_len (user_data, g_bytes_get_data (trace->received, NULL), g_bytes_get_size (trace->received));
  g_string_append (user_data, trace->url);
}

/* There are hosts that repeat the key that they refuse. */
static void
test_blab (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const params[] = { "key", NULL };
  const EarHttpRequest request = { .secret_header = "Authorization", .secret = "Bearer canary1", .secret_params = params };
  g_autoptr (GError) error = NULL;

  ear_http_set_observer (fixture->http, on_received, fixture->traces);
  fake_server_add (fixture->server, "/", on_blab);
  g_assert_null (ask (fixture, "/?key=canary%202", &request, &error));
  g_assert_nonnull (strstr (error->message, "*** and *** are no keys"));
  g_assert_nonnull (strstr (fixture->traces->str, "*** and *** are no keys"));
  g_assert_null (strstr (fixture->traces->str, "canary"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/http/methods", test_methods);
  ADD ("/http/header-with-line-break", test_header_with_line_break);
  ADD ("/http/refusals", test_refusals);
  ADD ("/http/nothing", test_nothing);
  ADD ("/http/idempotency", test_idempotency);
  ADD ("/http/kept", test_kept);
  ADD ("/http/kept-apart", test_kept_apart);
  ADD ("/http/stream", test_stream);
  ADD ("/http/strays", test_strays);
  ADD ("/http/blab", test_blab);
  g_test_add_func ("/http/cache-is-bounded", test_cache_is_bounded);
  g_test_add_func ("/http/private-addresses", test_private_addresses);
  g_test_add_func ("/http/redaction", test_redaction);

  return g_test_run ();
}
