/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

static EarAnswer *
make_reply (const char *text,
            const char *tool,
            const char *arguments)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_REPLY);

  ear_answer_add (answer, &(EarReply) {
    .text = text, .model = "m", .tool = tool, .call = tool ? "c1" : NULL, .arguments = arguments, .tokens_in = 100, .tokens_out = 20,
  });

  return answer;
}

static EarAnswer *
make_products (void)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PRODUCTS);

  ear_answer_add (answer, &(EarProduct) { .sku = "c", .title = "Coffee \"Dawn\"", .currency = "USD", .micros = 12990000, .stock = 3 });

  return answer;
}

static void
subscribe (Stage *stage)
{
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = "assistant", .state = "trial", .micros = 19990000, .currency = "USD" },
  });
}

static void
ask (Stage      *stage,
     const char *query)
{
  g_autofree char *slots = g_strdup_printf ("query=%s", query);

  stage_hear (stage, "assistant", "assistant.ask", slots, query);
}

/* The free one knows nothing of before, and lets go of the customer. */
static void
test_free (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  ask (stage, "who are you");
  g_assert_true (stage_did (stage, "\"operation\":\"chat\""));
  stage_answer (stage, "assistant", make_reply ("I am <free> & easy.", NULL, NULL));
  stage_assert_words (stage, "I am <free> & easy.", NULL);
  g_assert_true (stage_did (stage, "assistant.tokens-in"));
  g_assert_true (stage_did (stage, "assistant.tokens-out"));
  g_assert_false (stage_did (stage, "expected"));
  ask (stage, "and now");
  g_assert_false (stage_did (stage, "context"));
}

/* The free one has no tools, whatever it thinks. */
static void
test_free_tool (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  ask (stage, "weather");
  stage_answer (stage, "assistant", make_reply ("", "weather", "{\"place\":\"Rome\"}"));
  g_assert_false (stage_did (stage, "ask"));
  g_assert_nonnull (stage_get_words (stage));
}

/* The paid one remembers for a while, and goes on listening. */
static void
test_memory (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  subscribe (stage);
  ask (stage, "my dog is called Bello");
  g_assert_true (stage_did (stage, "\"operation\":\"assist\""));
  g_assert_true (stage_did (stage, "\"date\":\"2026-03-02\""));
  stage_answer (stage, "assistant", make_reply ("Nice.", NULL, NULL));
  g_assert_true (stage_did (stage, "follow-up"));
  ask (stage, "how is he called");
  g_assert_true (stage_did (stage, "Bello"));
  g_assert_true (stage_did (stage, "Nice."));
  stage_answer (stage, "assistant", make_reply ("Bello.", NULL, NULL));
  stage_wait (stage, 11 * G_TIME_SPAN_MINUTE);
  ask (stage, "how is he called");
  g_assert_false (stage_did (stage, "Bello"));
}

/* What a service tells goes back to the assistant, in words that it understands. */
static void
test_products (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  subscribe (stage);
  ask (stage, "is coffee expensive");
  stage_answer (stage, "assistant", make_reply ("", "products", "{\"query\":\"coffee\"}"));
  g_assert_true (stage_did (stage, "ask shop"));
  stage_answer (stage, "assistant", make_products ());
  g_assert_true (stage_did (stage, "ask assistant"));
  g_assert_true (stage_did (stage, "12.99 USD"));
  g_assert_true (stage_did (stage, "tool_call_id"));
  g_assert_true (stage_did (stage, "is coffee expensive"));
  stage_answer (stage, "assistant", make_reply ("Thirteen dollars. Shall I order it?", NULL, NULL));
  stage_assert_words (stage, "Thirteen dollars.", NULL);
}

/* A service that fails does not end the conversation. */
static void
test_failed_tool (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  subscribe (stage);
  ask (stage, "do i need an umbrella");
  stage_answer (stage, "assistant", make_reply ("", "weather", "{\"place\":\"Rome\"}"));
  g_assert_true (stage_did (stage, "ask weather"));
  stage_fail (stage, "assistant", "offline");
  g_assert_true (stage_did (stage, "ask assistant"));
  g_assert_true (stage_did (stage, "offline"));
  stage_fail (stage, "assistant", "timeout");
  stage_assert_words (stage, "assistant", NULL);
}

/* It buys nothing: what it wants ordered is said to the speaker, which asks. */
static void
test_speaker (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  subscribe (stage);
  ask (stage, "get me that coffee");
  stage_answer (stage, "assistant", make_reply ("", "speaker", "{\"command\":\"order \\\"coffee\\\"\"}"));
  g_assert_true (stage_did (stage, "planned"));
  g_assert_true (stage_did (stage, "order"));
  g_assert_false (stage_did (stage, "ask shop"));
  g_assert_null (stage_get_words (stage));
}

/* One that calls its tools for ever is stopped. */
static void
test_endless (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  guint rounds = 0;

  subscribe (stage);
  ask (stage, "is coffee expensive");
  while (stage_get_words (stage) == NULL) {
    g_assert_cmpuint (++rounds, <, 10);
    stage_answer (stage, "assistant", make_reply ("", "products", "{\"query\":\"coffee\"}"));
    if (stage_get_words (stage) == NULL)
      stage_answer (stage, "assistant", make_products ());
  }
  g_assert_cmpuint (rounds, ==, 5);
}

static void
test_senseless_calls (void)
{
  static const char *const calls[][2] = {
    { "weather", "{}" }, { "weather", "{\"place\":7}" }, { "weather", "{\"place\":\"\"}" }, { "weather", "x" }, { "weather", NULL },
    { "speaker", "{\"place\":\"Rome\"}" }, { "rm", "{\"command\":\"x\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    subscribe (stage);
    ask (stage, "well");
    stage_answer (stage, "assistant", make_reply ("", calls[i][0], calls[i][1]));
    g_assert_nonnull (stage_get_words (stage));
  }
}

/* Long conversations forget their beginning, and never half of an exchange. */
static void
test_forgets (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  subscribe (stage);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *query = g_strdup_printf ("question %c", 'a' + i);

    ask (stage, query);
    stage_answer (stage, "assistant", make_reply ("Answer.", NULL, NULL));
  }
  ask (stage, "the last one");
  g_assert_false (stage_did (stage, "question a"));
  g_assert_true (stage_did (stage, "question l"));
  g_assert_true (stage_did (stage, "\"context\":\"[{\\\"role\\\":\\\"user\\\""));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/assistant/free", test_free);
  g_test_add_func ("/assistant/free-tool", test_free_tool);
  g_test_add_func ("/assistant/memory", test_memory);
  g_test_add_func ("/assistant/products", test_products);
  g_test_add_func ("/assistant/failed-tool", test_failed_tool);
  g_test_add_func ("/assistant/speaker", test_speaker);
  g_test_add_func ("/assistant/endless", test_endless);
  g_test_add_func ("/assistant/senseless-calls", test_senseless_calls);
  g_test_add_func ("/assistant/forgets", test_forgets);

  return g_test_run ();
}
