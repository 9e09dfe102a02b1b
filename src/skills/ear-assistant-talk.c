/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-assistant-talk.h"

#include "skills/ear-skill-tools.h"

#include "model/ear-json.h"

/* What was said longer ago is another conversation. */
#define MEMORY (10 * G_TIME_SPAN_MINUTE)
#define MAX_MESSAGES 16

static const EarJsonLimits limits = { 256 * 1024, 24 };

static JsonArray *
parse_context (const EarQuestion *question)
{
  g_autoptr (JsonNode) root = question->context ? ear_json_parse (question->context, -1, &limits, NULL) : NULL;

  return root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_dup_array (root) : json_array_new ();
}

static char *
to_json (JsonArray *messages)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), messages);

  return ear_json_to_string (node);
}

static JsonObject *
add_message (JsonArray  *messages,
             const char *role,
             const char *content)
{
  JsonObject *message = json_object_new ();

  json_object_set_string_member (message, "role", role);
  json_object_set_string_member (message, "content", content);
  json_array_add_object_element (messages, message);

  return message;
}

static const char *
get_role (JsonArray *messages,
          guint      index)
{
  JsonNode *node = json_array_get_element (messages, index);
  const char *role = JSON_NODE_HOLDS_OBJECT (node) ? ear_json_get_string (json_node_get_object (node), "role", NULL) : NULL;

  return role ? role : "";
}

/* Forgets the oldest, but never half of an exchange: what a tool answered means nothing without the call. */
static void
forget (JsonArray *messages)
{
  while (json_array_get_length (messages) > MAX_MESSAGES)
    do
      json_array_remove_element (messages, 0);
    while (json_array_get_length (messages) > 0 && !g_str_equal (get_role (messages, 0), "user"));
}

static EarQuestion *
dup_last_question (const EarScene *scene)
{
  const EarEvent *asked = ear_tools_peek_last (scene, EAR_EVENT_ASKED, "assistant");

  return asked != NULL && asked->asked.question != NULL ? ear_question_from_json (asked->asked.question, NULL) : NULL;
}

/**
 * ear_assistant_talk_dup_past:
 *
 * Returns: (transfer full) (nullable): what was said in the conversation that goes on, %NULL where none does
 */
char *
ear_assistant_talk_dup_past (const EarScene *scene)
{
  const EarEvent *answered = ear_tools_peek_last (scene, EAR_EVENT_ANSWERED, "assistant");
  g_autoptr (EarAnswer) answer = answered && answered->answered.answer ? ear_answer_from_json (answered->answered.answer, NULL) : NULL;
  const EarReply *reply = answer != NULL && answer->kind == EAR_ANSWER_REPLY ? ear_answer_peek (answer, 0) : NULL;
  g_autoptr (EarQuestion) question = dup_last_question (scene);
  g_autoptr (JsonArray) messages = NULL;

  if (reply == NULL || question == NULL || g_strcmp0 (question->operation, "assist") != 0 || question->now < scene->now - MEMORY)
    return NULL;

  messages = parse_context (question);
  if (question->text != NULL)
    add_message (messages, "user", question->text);
  /* What the speaker did is told as something said: nobody ever told the assistant what came of it. */
  if (reply->tool == NULL || *reply->text != '\0')
    add_message (messages, "assistant", reply->text);
  else
    add_message (messages, "assistant", reply->arguments);
  forget (messages);

  return to_json (messages);
}

/**
 * ear_assistant_talk_dup_result:
 * @call: what the assistant wanted to know
 * @result: what came of it, JSON
 *
 * Returns: (transfer full): what was said before, the call and its result
 */
char *
ear_assistant_talk_dup_result (const EarScene *scene,
                               const EarReply *call,
                               const char     *result)
{
  g_autoptr (EarQuestion) question = dup_last_question (scene);
  g_autoptr (JsonArray) messages = question ? parse_context (question) : json_array_new ();
  JsonObject *tool = json_object_new (), *function = json_object_new ();
  JsonArray *calls = json_array_new ();

  if (question != NULL && question->text != NULL)
    add_message (messages, "user", question->text);

  json_object_set_string_member (function, "name", call->tool);
  json_object_set_string_member (function, "arguments", call->arguments);
  json_object_set_string_member (tool, "id", call->call);
  json_object_set_string_member (tool, "type", "function");
  json_object_set_object_member (tool, "function", function);
  json_array_add_object_element (calls, tool);
  json_object_set_array_member (add_message (messages, "assistant", call->text), "tool_calls", calls);
  json_object_set_string_member (add_message (messages, "tool", result), "tool_call_id", call->call);

  return to_json (messages);
}

/**
 * ear_assistant_talk_get_rounds:
 *
 * Returns: how often the assistant was asked in this turn
 */
guint
ear_assistant_talk_get_rounds (const EarScene *scene)
{
  guint n = 0;

  for (guint i = ear_tape_get_length (scene->tape); i > 0 && ear_tape_peek (scene->tape, i)->turn == scene->turn; i--)
    n += ear_tape_peek (scene->tape, i)->type == EAR_EVENT_ASKED && g_strcmp0 (ear_tape_peek (scene->tape, i)->asked.kind, "assistant") == 0;

  return n;
}
