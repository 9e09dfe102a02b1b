/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

static void
test_chat (void)
{
  static const char *const intents[] = {
    "chat.hello", "chat.thanks", "chat.joke", "chat.who", "chat.how", "chat.bye", "chat.money",
  };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++)
    for (guint german = 0; german < 2; german++) {
      g_autoptr (Stage) stage = stage_new (german ? "de-DE" : "en-US");

      stage_hear (stage, "chat", intents[i], NULL, "…");
      stage_assert (stage, "say");
      g_assert_cmpuint (strlen (stage_get_words (stage)), >, 5);
    }
}

static void
test_jokes_differ (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (GHashTable) jokes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 40; i++) {
    stage_hear (stage, "chat", "chat.joke", NULL, "tell me a joke");
    g_hash_table_add (jokes, g_strdup (stage_get_words (stage)));
  }
  g_assert_cmpuint (g_hash_table_size (jokes), >=, 6);
}

static EarAnswer *
make_reply (const char *text,
            gint64      tokens_in,
            gint64      tokens_out)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_REPLY);

  ear_answer_add (answer, &(EarReply) { .text = text, .model = "m", .tokens_in = tokens_in, .tokens_out = tokens_out });

  return answer;
}

static void
test_assistant (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "assistant", "assistant.ask", "query=why the sky is blue", "ask the assistant why the sky is blue");
  stage_assert (stage, "ask assistant {\"operation\":\"chat\",\"locale\":\"en-US\",\"text\":\"why the sky is blue\",\"date\":\"2026-03-02\"}");
  stage_answer (stage, "assistant", make_reply (" Because <b>light</b> & air. ", 12, 34));
  stage_assert (stage, "{\"charged\",\"item\":\"assistant.tokens-in\",\"quantity\":12,\"memo\":\"m\"}\n"
                "{\"charged\",\"item\":\"assistant.tokens-out\",\"quantity\":34,\"memo\":\"m\"}\nsay");
  g_assert_cmpstr (stage_get_words (stage), ==, "Because <b>light</b> & air.");

  stage_hear (stage, "assistant", "assistant.ask", NULL, "talk to the assistant");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"assistant\",\"kind\":\"elicit\",\"intent\":\"assistant.ask\",\"slot\":\"query\","
                "\"proposal\":{}}");
  stage_hear (stage, "assistant", "assistant.ask", "query=what is love", "what is love");
  stage_fail (stage, "assistant", "timeout");
  stage_assert (stage, "say");
}

static void
test_bad_replies (void)
{
  g_autofree char *endless = g_strnfill (100000, 'x');
  const char *texts[] = { NULL, "", "  \n", "<speak>", endless };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "assistant", "assistant.ask", "query=x", "ask the assistant x");
    stage_answer (stage, "assistant", make_reply (texts[i], -5, 0));
    stage_assert (stage, "say");
    g_assert_cmpuint (strlen (stage_get_words (stage)), <=, 1200);
    g_assert_cmpuint (strlen (stage_get_words (stage)), >, 0);
  }

  for (guint i = 0; i < 2; i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "assistant", "assistant.ask", "query=x", "ask the assistant x");
    stage_answer (stage, "assistant", ear_answer_new (i ? EAR_ANSWER_REPLY : EAR_ANSWER_TRACKS));
    stage_assert (stage, "say");
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/talk/chat", test_chat);
  g_test_add_func ("/talk/jokes-differ", test_jokes_differ);
  g_test_add_func ("/talk/assistant", test_assistant);
  g_test_add_func ("/talk/bad-replies", test_bad_replies);

  return g_test_run ();
}
