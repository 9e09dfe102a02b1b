/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fake-server.h"
#include "services/ear-cassette.h"
#include "services/ear-provider.h"
#include "services/ear-traffic.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const secret_params[] = { "key", NULL };

typedef struct {
  EarHttp    *http;
  FakeServer *server;
  char       *folder;
  char       *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->http = ear_http_new (EAR_HTTP_DIRECT);
  fixture->server = fake_server_new ();
  fixture->folder = g_dir_make_tmp ("cassette-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "tape.jsonl", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  fake_server_free (fixture->server);
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
on_count (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  static guint n;
  g_autofree char *body = g_strdup_printf ("{\"n\":%u}", ++n);

  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie", "session=canary3");
  fake_reply (message, 200, body);
}

static void
on_bytes (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_STATIC, "\x89PNG\0\1", 6);
}

static void
on_blab (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  fake_reply (message, 200, "{\"key\":\"canary1\",\"other\":\"canary 2\"}");
}

static void
on_refuse (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  fake_reply (message, 503, "{}");
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

/* Returns: (transfer full): the body, or the code of the error */
static char *
ask (Fixture    *fixture,
     const char *path,
     const char *body)
{
  g_autofree char *url = g_strconcat (fixture->server->url, path, NULL);
  Outcome outcome = { 0 };
  char *text;

  ear_http_send_async (fixture->http, &(EarHttpRequest) {
    .url = url, .body = body, .deadline_ms = 3000, .secret_header = "Authorization", .secret = "Bearer canary1",
    .secret_params = secret_params,
  }, NULL, on_sent, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  if (outcome.reply == NULL) {
    text = g_strdup (ear_service_error_to_code (outcome.error));
    g_error_free (outcome.error);
    return text;
  }

  text = g_strndup (g_bytes_get_data (outcome.reply->body, NULL), g_bytes_get_size (outcome.reply->body));
  ear_http_reply_free (outcome.reply);

  return text;
}

static gboolean
on_chunk (const char  *bytes,
          gsize        length,
          gpointer     user_data,
          GError     **error)
{
  g_string_append_len (user_data, bytes, length);

  return TRUE;
}

static char *
stream (Fixture    *fixture,
        const char *path)
{
  g_autofree char *url = g_strconcat (fixture->server->url, path, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  Outcome outcome = { 0 };

  ear_http_stream_async (fixture->http, &(EarHttpRequest) { .url = url, .deadline_ms = 3000 }, on_chunk, text, NULL, on_sent, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (outcome.error);
  ear_http_reply_free (outcome.reply);

  return g_strdup (text->str);
}

static void
start_recording (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCassette) cassette = ear_cassette_record (fixture->path, &error);

  g_assert_no_error (error);
  ear_http_set_cassette (fixture->http, cassette);
}

static void
start_playing (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCassette) cassette = ear_cassette_load (fixture->path, &error);

  g_assert_no_error (error);
  ear_http_set_cassette (fixture->http, cassette);
}

static void
assert_answer (Fixture    *fixture,
               const char *path,
               const char *body,
               const char *expected)
{
  g_autofree char *answer = ask (fixture, path, body);

  g_assert_cmpstr (answer, ==, expected);
}

/* What a service said once it says again, in the same order, without a network. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *first = NULL, *second = NULL, *posted = NULL, *streamed = NULL, *again = NULL;
  guint asked;

  fake_server_add (fixture->server, "/n", on_count);
  fake_server_add (fixture->server, "/png", on_bytes);
  fake_server_add (fixture->server, "/down", on_refuse);
  start_recording (fixture);
  first = ask (fixture, "/n", NULL);
  second = ask (fixture, "/n", NULL);
  posted = ask (fixture, "/n", "{\"hello\":1}");
  streamed = stream (fixture, "/n?stream");
  assert_answer (fixture, "/png", NULL, "\x89PNG");
  assert_answer (fixture, "/down", NULL, "offline");
  g_assert_cmpstr (first, !=, second);

  start_playing (fixture);
  g_assert_cmpuint (ear_cassette_get_n_takes (ear_http_get_cassette (fixture->http)), ==, 6);
  asked = fixture->server->n_requests;
  assert_answer (fixture, "/n", "{\"hello\":1}", posted);
  assert_answer (fixture, "/n", NULL, first);
  assert_answer (fixture, "/n", NULL, second);
  assert_answer (fixture, "/n", NULL, second);
  assert_answer (fixture, "/n", "{\"hello\":\"another day\"}", posted);
  assert_answer (fixture, "/png", NULL, "\x89PNG");
  assert_answer (fixture, "/down", NULL, "offline");
  assert_answer (fixture, "/elsewhere", NULL, "not-found");
  again = stream (fixture, "/n?stream");
  g_assert_cmpstr (again, ==, streamed);
  g_assert_cmpuint (fixture->server->n_requests, ==, asked);
}

/* Neither a key that we sent, nor one that came back, nor a cookie. */
static void
test_secrets (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = NULL;

  fake_server_add (fixture->server, "/blab", on_blab);
  fake_server_add (fixture->server, "/n", on_count);
  start_recording (fixture);
  assert_answer (fixture, "/blab?key=canary%202", "{\"token\":\"canary1\"}", "{\"key\":\"canary1\",\"other\":\"canary 2\"}");
  g_free (ask (fixture, "/n", NULL));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "***"));
  g_assert_null (strstr (text, "canary"));

  start_playing (fixture);
  assert_answer (fixture, "/blab?key=another", "{\"token\":\"canary1\"}", "{\"key\":\"***\",\"other\":\"***\"}");
}

static void
test_written_once (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) elsewhere = NULL;

  start_recording (fixture);
  g_assert_null (ear_cassette_record (fixture->path, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  g_assert_true (g_str_has_prefix (error->message, fixture->path));
  g_assert_null (ear_cassette_record ("/nonexistent/tape", &elsewhere));
  g_assert_error (elsewhere, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
}

#define HEAD "{\"earshot-cassette\":1}\n"
#define TAKE "{\"method\":\"GET\",\"url\":\"http://x/\",\"status\":200,\"headers\":{},\"body\":\"{}\"}\n"

static EarCassette *
load_text (Fixture     *fixture,
           const char  *text,
           GError     **error)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));

  return ear_cassette_load (fixture->path, error);
}

/* A file from anywhere is read or refused, and the line named that is to be mended. */
static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *text, *place; } cases[] = {
    { "", "nothing" },
    { "hello\n", "line 1" },
    { "{}\n", "line 1" },
    { "{\"earshot-cassette\":2}\n", "line 1" },
    { HEAD "[]\n", "line 2" },
    { HEAD TAKE "{\"method\":\"GET\"}\n", "line 3" },
    { HEAD "{\"method\":\"GET\",\"url\":\"http://x/\",\"status\":99,\"headers\":{},\"body\":\"\"}\n", "line 2" },
    { HEAD "{\"method\":\"GET\",\"url\":\"http://x/\",\"status\":200,\"headers\":{\"a\":1},\"body\":\"\"}\n", "line 2" },
    { HEAD "{\"method\":\"GET\",\"url\":\"http://x/\",\"error\":{\"code\":\"sad\",\"message\":\"\"}}\n", "sad" },
    { HEAD "{\"method\":\"GET\",\"url\":\"http://x/\",\"status\":200,\"headers\":{},\"body\":[[[[[]]]]]}\n", "line 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load_text (fixture, cases[i].text, &error));
    g_assert_nonnull (error);
    g_assert_true (g_str_has_prefix (error->message, fixture->path));
    g_assert_nonnull (strstr (error->message, cases[i].place));
  }
}

/* Who records may be killed: whole lines are played, the half one is left out. */
static void
test_half (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCassette) cassette = load_text (fixture, HEAD TAKE "{\"method\":\"GE", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ear_cassette_get_n_takes (cassette), ==, 1);
}

/* The traffic of a session, as a browser's tools and a shell take it. */
static void
test_traffic (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarTraffic) traffic = ear_traffic_new (fixture->http);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (EarExchange) exchange = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *curl = NULL;
  JsonArray *entries;
  JsonObject *entry;

  fake_server_add (fixture->server, "/blab", on_blab);
  ear_http_set_asked (fixture->http, 7);
  g_free (ask (fixture, "/blab?key=canary%202&city=K%C3%B6ln", "{\"token\":\"canary1\",\"it's\":1}"));
  ear_http_set_asked (fixture->http, 0);
  g_free (ask (fixture, "/elsewhere", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (traffic)), ==, 2);
  exchange = g_list_model_get_item (G_LIST_MODEL (traffic), 0);
  g_assert_cmpuint (ear_exchange_peek (exchange)->asked, ==, 7);
  g_assert_cmpuint (ear_exchange_peek (exchange)->status, ==, 200);
  curl = ear_exchange_dup_curl (exchange);
  g_assert_nonnull (strstr (curl, "--data-raw '{\"token\":\"***\",\"it'\\''s\":1}'"));

  g_assert_true (ear_traffic_write_har (traffic, stream, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  g_assert_true (json_parser_load_from_data (parser, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                                             g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), &error));
  g_assert_no_error (error);
  entries = json_object_get_array_member (json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "log"), "entries");
  g_assert_cmpuint (json_array_get_length (entries), ==, 2);
  entry = json_array_get_object_element (entries, 0);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (entry, "response"), "status"), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (
                                                    json_object_get_array_member (json_object_get_object_member (entry, "request"), "queryString"), 1), "value"), ==, "Köln");
  entry = json_array_get_object_element (entries, 1);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (entry, "response"), "status"), ==, 404);
  g_assert_null (g_strstr_len (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream)),
                               g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream)), "canary"));

  ear_traffic_clear (traffic);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (traffic)), ==, 0);
}

/* The list ends somewhere; the oldest goes first. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarTraffic) traffic = ear_traffic_new (fixture->http);
  g_autoptr (EarExchange) last = NULL;

  for (guint i = 0; i < 503; i++)
    g_free (ask (fixture, "/elsewhere", NULL));
  ear_http_set_asked (fixture->http, 1);
  g_free (ask (fixture, "/elsewhere", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (traffic)), ==, 500);
  last = g_list_model_get_item (G_LIST_MODEL (traffic), 499);
  g_assert_cmpuint (ear_exchange_peek (last)->asked, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/cassette/again", test_again);
  ADD ("/cassette/secrets", test_secrets);
  ADD ("/cassette/written-once", test_written_once);
  ADD ("/cassette/broken", test_broken);
  ADD ("/cassette/half", test_half);
  ADD ("/traffic/archive", test_traffic);
  ADD ("/traffic/bounded", test_bounded);

  return g_test_run ();
}
