/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"
#include "fake-server.h"

#include "services/ear-chat.h"
#include "services/ear-openai.h"
#include "services/ear-sse.h"

#include "model/ear-json.h"

#include <string.h>

#define PIECE(text) "{\"model\":\"m1\",\"choices\":[{\"delta\":{\"content\":\"" text "\"}}]}"
#define STOP "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}"
#define USAGE "{\"choices\":[],\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":9}}"

static gboolean
take (const char  *data,
      gpointer     user_data,
      GError     **error)
{
  g_string_append_printf (user_data, "<%s>", data);

  return TRUE;
}

/* The same events come out, wherever the stream is cut. */
static void
test_splits (void)
{
  static const char stream[] = "\xef\xbb\xbf" ": hello\n\ndata: one\n\nevent: x\r\nid: 7\r\ndata:two\r\ndata:  Zo\xc3\xab\r\n\r\rdata\n\nretry: 5\n\ndata: last";
  static const char expected[] = "<one><two\n Zo\xc3\xab><><last>";

  for (gsize piece = 1; piece < sizeof stream; piece++) {
    g_autoptr (GString) out = g_string_new (NULL);
    g_autoptr (EarSse) sse = ear_sse_new (take, out);

    for (gsize at = 0; at < sizeof stream - 1; at += piece)
      g_assert_true (ear_sse_feed (sse, stream + at, MIN (piece, sizeof stream - 1 - at), NULL));
    g_assert_true (ear_sse_end (sse, NULL));
    g_assert_cmpstr (out->str, ==, expected);
  }
}

static void
test_endless_event (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (EarSse) sse = ear_sse_new (take, out);
  g_autofree char *line = g_strnfill (1024, 'x');
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (ear_sse_feed (sse, line, 1024, &error))
    g_assert_cmpuint (++n, <, 1000);
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT);
}

static EarAnswer *
read_all (const char *const *pieces,
          GError           **error)
{
  g_autoptr (EarChat) chat = ear_chat_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    if (!ear_chat_read_piece (chat, pieces[i], error))
      return NULL;

  return ear_chat_to_answer (chat, error);
}

static void
test_pieces (void)
{
  static const char *const pieces[] = {
    "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":null},\"finish_reason\":null}],\"usage\":null}",
    PIECE ("It is "), PIECE ("sunny."), STOP, USAGE, "[DONE]", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = read_all (pieces, &error);
  const EarReply *reply;

  g_assert_no_error (error);
  reply = ear_answer_peek (answer, 0);
  g_assert_cmpstr (reply->text, ==, "It is sunny.");
  g_assert_cmpstr (reply->model, ==, "m1");
  g_assert_null (reply->tool);
  g_assert_cmpint (reply->tokens_in, ==, 70);
  g_assert_cmpint (reply->tokens_out, ==, 9);
}

/* Its arguments come in pieces; a second call is not heard. */
static void
test_tool (void)
{
  static const char *const pieces[] = {
    "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}},"
    "{\"index\":1,\"id\":\"c2\",\"function\":{\"name\":\"speaker\",\"arguments\":\"{}\"}}]}}]}",
    "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"place\\\":\"}}]}}]}",
    "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Rome\\\"}\"}}]}}]}",
    "{\"choices\":[{\"delta\":{},\"finish_reason\":\"tool_calls\"}]}", "[DONE]", NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = read_all (pieces, &error);
  const EarReply *reply;

  g_assert_no_error (error);
  reply = ear_answer_peek (answer, 0);
  g_assert_cmpstr (reply->tool, ==, "weather");
  g_assert_cmpstr (reply->call, ==, "c1");
  g_assert_cmpstr (reply->arguments, ==, "{\"place\":\"Rome\"}");
}

#define CALL(name, arguments) "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"" name \
                              "\",\"arguments\":\"" arguments "\"}}]},\"finish_reason\":\"tool_calls\"}]}"

static void
test_bad_pieces (void)
{
  static const struct {
    const char      *piece;
    EarServiceError  code;
    const char      *why;
  } cases[] = {
    { "{", EAR_SERVICE_ERROR_BAD_RESPONSE, "assistant" },
    { "[]", EAR_SERVICE_ERROR_BAD_RESPONSE, "expected an object" },
    { "{}", EAR_SERVICE_ERROR_BAD_RESPONSE, "choices" },
    { "{\"choices\":[3]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "expected an object" },
    { "{\"choices\":[{\"delta\":{\"content\":5}}]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "content" },
    { "{\"choices\":[{\"delta\":{\"tool_calls\":[7]}}]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "tool_calls[0]" },
    { "{\"error\":{\"message\":\"no\\u0007 such key\",\"code\":\"invalid_api_key\"}}", EAR_SERVICE_ERROR_AUTH, "no such key" },
    { "{\"error\":{\"message\":\"slow down\",\"type\":\"rate_limit_error\",\"code\":null}}", EAR_SERVICE_ERROR_RATE_LIMITED, "slow down" },
    { "{\"error\":\"model not found\"}", EAR_SERVICE_ERROR_BAD_RESPONSE, "model not found" },
    { PIECE ("no end"), EAR_SERVICE_ERROR_BAD_RESPONSE, "broke off" },
    { CALL ("rm", "{}"), EAR_SERVICE_ERROR_BAD_RESPONSE, "does not have" },
    { CALL ("weather", "{\\\"place\\\":"), EAR_SERVICE_ERROR_BAD_RESPONSE, "no JSON object" },
    { CALL ("weather", "[1]"), EAR_SERVICE_ERROR_BAD_RESPONSE, "no JSON object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_all ((const char *const[]) { cases[i].piece, NULL }, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, (gint) cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].why));
  }
}

static void
test_endless_text (void)
{
  g_autoptr (EarChat) chat = ear_chat_new ();
  g_autofree char *text = g_strnfill (4000, 'x'), *piece = g_strdup_printf ("{\"choices\":[{\"delta\":{\"content\":\"%s\"}}]}", text);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  while (ear_chat_read_piece (chat, piece, &error))
    g_assert_cmpuint (++n, <, 100);
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT);
}

/* --- the provider */

typedef struct {
  FakeServer  *server;
  EarProvider *provider;
  const char  *stream;
  guint        status;
  char        *body;            /* what was asked */
  char        *key;
} Fixture;

static Fixture *current;

static void
on_chat (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_free (current->body);
  g_free (current->key);
  current->body = g_strndup (body->data, body->length);
  current->key = g_strdup (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization"));
  soup_server_message_set_status (message, current->status, NULL);
  soup_server_message_set_response (message, current->status == 200 ? "text/event-stream" : "application/json", SOUP_MEMORY_COPY,
                                    current->stream, strlen (current->stream));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
  g_autofree char *url = NULL;

  current = fixture;
  fixture->status = 200;
  fixture->server = fake_server_new ();
  fixture->provider = ear_openai_new (http);
  url = g_strconcat (fixture->server->url, "/v1", NULL);
  fake_server_add (fixture->server, "/v1/chat/completions", on_chat);
  set_config (fixture->provider, "url", url);
  set_config (fixture->provider, "model", "small");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->provider);
  fake_server_free (fixture->server);
  g_free (fixture->body);
  g_free (fixture->key);
}

static const EarQuestion question = {
  .operation = "assist", .locale = "de-DE", .text = "Regnet es?", .date = "2026-03-02",
  .context = "[{\"role\":\"user\",\"content\":\"Hallo\"},{\"role\":\"assistant\",\"content\":\"Guten Tag\"}]",
};

static void
test_ask (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;
  JsonArray *messages;
  const EarReply *reply;

  fixture->stream = "data: " PIECE ("Nein. ") "\n\n: ping\n\ndata: " PIECE ("<b>&") "\n\ndata: " STOP "\n\ndata: " USAGE "\n\ndata: [DONE]\n\n";
  set_config (fixture->provider, "key", "canary");
  answer = ask_and_wait (fixture->provider, &question, 0, NULL, &error);
  g_assert_no_error (error);
  reply = ear_answer_peek (answer, 0);
  g_assert_cmpstr (reply->text, ==, "Nein. <b>&");
  g_assert_cmpint (reply->tokens_in, ==, 70);
  g_assert_cmpstr (fixture->key, ==, "Bearer canary");

  root = ear_json_parse (fixture->body, -1, NULL, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "model"), ==, "small");
  g_assert_true (json_object_get_boolean_member (object, "stream"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "tools")), ==, 3);
  messages = json_object_get_array_member (object, "messages");
  g_assert_cmpuint (json_array_get_length (messages), ==, 4);
  g_assert_nonnull (strstr (json_object_get_string_member (json_array_get_object_element (messages, 0), "content"), "German"));
  g_assert_nonnull (strstr (json_object_get_string_member (json_array_get_object_element (messages, 0), "content"), "2026-03-02"));
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (messages, 3), "content"), ==, "Regnet es?");
}

/* The free one has no tools. */
static void
test_free (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = NULL;

  fixture->stream = "data: " PIECE ("Yes.") "\n\ndata: [DONE]\n\n";
  answer = ask_and_wait (fixture->provider, &(EarQuestion) { .operation = "chat", .text = "Well?", .locale = "en-US" }, 0, NULL, NULL);
  g_assert_nonnull (answer);
  g_assert_null (strstr (fixture->body, "\"tools\""));
  g_assert_null (fixture->key);
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    guint            status;
    const char      *stream;
    EarServiceError  code;
  } cases[] = {
    { 401, "{\"error\":{\"message\":\"canary is no key\"}}", EAR_SERVICE_ERROR_AUTH },
    { 429, "{}", EAR_SERVICE_ERROR_RATE_LIMITED },
    { 200, "", EAR_SERVICE_ERROR_BAD_RESPONSE },
    { 200, "<html>", EAR_SERVICE_ERROR_BAD_RESPONSE },
    { 200, "data: {\"choices\":[{\"delta\":{\"content\":\"half", EAR_SERVICE_ERROR_BAD_RESPONSE },
    { 200, "data: " PIECE ("half") "\n\n", EAR_SERVICE_ERROR_BAD_RESPONSE },
    { 200, "data: {\"error\":{\"message\":\"busy\",\"code\":\"overloaded\"}}\n\n", EAR_SERVICE_ERROR_OFFLINE },
  };
  g_autofree char *url = g_strconcat (fixture->server->url, "/v1", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
    g_autoptr (GError) error = NULL;

    /* One that was not told to wait. */
    g_object_unref (fixture->provider);
    fixture->provider = ear_openai_new (http);
    set_config (fixture->provider, "url", url);
    set_config (fixture->provider, "model", "small");
    set_config (fixture->provider, "key", "canary");
    fixture->status = cases[i].status;
    fixture->stream = cases[i].stream;
    g_assert_null (ask_and_wait (fixture->provider, &question, 0, NULL, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, (gint) cases[i].code);
    g_assert_null (strstr (error->message, "canary"));
  }
}

/* Without a model there is nobody to ask. */
static void
test_no_model (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  set_config (fixture->provider, "model", NULL);
  g_assert_null (ask_and_wait (fixture->provider, &question, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sse/splits", test_splits);
  g_test_add_func ("/sse/endless", test_endless_event);
  g_test_add_func ("/chat/pieces", test_pieces);
  g_test_add_func ("/chat/tool", test_tool);
  g_test_add_func ("/chat/bad-pieces", test_bad_pieces);
  g_test_add_func ("/chat/endless", test_endless_text);
  g_test_add ("/openai/ask", Fixture, NULL, set_up, test_ask, tear_down);
  g_test_add ("/openai/free", Fixture, NULL, set_up, test_free, tear_down);
  g_test_add ("/openai/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/openai/no-model", Fixture, NULL, set_up, test_no_model, tear_down);

  return g_test_run ();
}
