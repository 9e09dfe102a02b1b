/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-assistant-talk.h"
#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

#include "model/ear-json.h"

/* More than this nobody listens to. */
#define MAX_CHARACTERS 1200
/* An assistant that goes on calling its tools comes to no end by itself. */
#define MAX_ROUNDS 5
#define MAX_ROWS 5
#define FORECAST_DAYS 3
#define MICROS 1000000

EAR_DEFINE_SKILL (EarAssistantSkill, ear_assistant_skill)

static const EarJsonLimits limits = { 16 * 1024, 8 };

/* The free assistant answers one question after another and is asked by name. The paid one remembers, has tools, and answers
 * whatever nobody else understands.
 */
static gboolean
is_paid (const EarScene *scene)
{
  return ear_household_has_plan (scene->household, "assistant");
}

static void
ask (const EarScene *scene,
     EarWishes      *wishes,
     const char     *query,
     const char     *context)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  ear_wishes_ask (wishes, EAR_SERVICE_ASSISTANT, &(EarQuestion) {
    .operation = is_paid (scene) ? "assist" : "chat",
    .locale = scene->locale,
    .text = query,
    .context = context,
    .date = today,
    .now = scene->now,
    .seed = ear_dice_draw (scene->dice, scene->turn, "assistant") >> 1,
  });
}

static void
ask_anew (const EarScene *scene,
          EarWishes      *wishes,
          const char     *query)
{
  g_autofree char *past = is_paid (scene) ? ear_assistant_talk_dup_past (scene) : NULL;

  ask (scene, wishes, query, past);
}

static void
meet_ask (const EarScene *scene,
          EarWishes      *wishes)
{
  const char *query = ear_scene_get_heard (scene, "query");

  if (query == NULL)
    ear_tools_elicit (scene, wishes, "assistant.what", "query");
  else
    ask_anew (scene, wishes, query);
}

/* What nobody else understood, in the customer's words. */
static void
meet_anything (const EarScene *scene,
               EarWishes      *wishes)
{
  const EarEvent *heard = ear_tools_peek_last (scene, EAR_EVENT_HEARD, NULL);

  if (heard != NULL && heard->heard.text != NULL)
    ask_anew (scene, wishes, heard->heard.text);
}

/* "What's seven times eight?" needs no leave to be asked. */
static void
meet_sum (const EarScene *scene,
          EarWishes      *wishes)
{
  const char *first = ear_scene_get_heard (scene, "first"), *second = ear_scene_get_heard (scene, "second");
  g_autofree char *operation = ear_tools_dup_value (scene, "operation");
  g_autofree char *query = NULL;

  if (first == NULL || operation == NULL || second == NULL) {
    ear_tools_elicit (scene, wishes, "assistant.what", "query");
    return;
  }

  query = g_strjoin (" ", first, operation, second, NULL);
  ask_anew (scene, wishes, query);
}

/* "No" to an assistant that asked nothing means that there is nothing more to say. */
static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  const EarEvent *said = ear_tools_peek_last (scene, EAR_EVENT_SAID, NULL);

  if (said != NULL && said->said.text != NULL && g_str_has_suffix (said->said.text, "?"))
    meet_anything (scene, wishes);
}

/* Whoever has had enough of the conversation. */
static void
meet_stop (const EarScene *scene,
           EarWishes      *wishes)
{
}

static char *
dup_speech (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_CHARACTERS));

  return g_markup_escape_text (g_strstrip (cut), -1);
}

/* The paid assistant leaves the microphone open: a conversation goes on without its name. */
static void
say (const EarScene *scene,
     EarWishes      *wishes,
     const EarReply *reply)
{
  g_autofree char *speech = dup_speech (reply && reply->text ? reply->text : "");

  if (*speech == '\0') {
    ear_scene_say (scene, wishes, "assistant.silent", NULL);
    return;
  }

  ear_scene_say_ssml (scene, wishes, speech, NULL, NULL);
  if (is_paid (scene))
    ear_scene_expect (scene, wishes, "follow-up", NULL, NULL, NULL);
}

static void
ask_weather (const EarScene *scene,
             EarWishes      *wishes,
             const char     *place)
{
  ear_wishes_ask (wishes, EAR_SERVICE_WEATHER, &(EarQuestion) {
    .operation = "forecast", .locale = scene->locale, .text = place, .days = FORECAST_DAYS, .now = scene->now,
    .seed = ear_dice_draw (scene->dice, 0, "weather") >> 1,
  });
  ear_wishes_charge (wishes, "weather.query", 1, 0, place);
}

static void
ask_shop (const EarScene *scene,
          EarWishes      *wishes,
          const char     *query)
{
  ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
    .operation = "search", .locale = scene->locale, .text = query, .now = scene->now,
    .seed = ear_dice_draw (scene->dice, 0, "shop") >> 1,
  });
}

/* As if the customer had said it: every skill keeps its manners, and the shop asks before it orders. */
static void
do_command (const EarScene *scene,
            EarWishes      *wishes,
            const char     *command)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), json_array_new ());
  JsonObject *step = json_object_new ();
  g_autofree char *steps = NULL;

  json_object_set_string_member (step, "do", command);
  json_array_add_object_element (json_node_get_array (node), step);
  steps = ear_json_to_string (node);
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_PLANNED, .planned = { .routine = "assistant", .steps = steps, .count = 1 },
  });
}

static void
use_tool (const EarScene *scene,
          EarWishes      *wishes,
          const EarReply *reply)
{
  static const struct {
    const char *tool, *argument;
    void       (*use)(const EarScene *scene, EarWishes *wishes, const char *argument);
  } tools[] = { { "weather", "place", ask_weather }, { "products", "query", ask_shop }, { "speaker", "command", do_command } };
  g_autoptr (JsonNode) root = ear_json_parse (reply->arguments ? reply->arguments : "", -1, &limits, NULL);

  for (guint i = 0; root != NULL && JSON_NODE_HOLDS_OBJECT (root) && i < G_N_ELEMENTS (tools); i++) {
    const char *argument = ear_json_get_string (json_node_get_object (root), tools[i].argument, NULL);

    if (g_str_equal (reply->tool, tools[i].tool) && argument != NULL && *argument != '\0' &&
        ear_assistant_talk_get_rounds (scene) < MAX_ROUNDS) {
      tools[i].use (scene, wishes, argument);
      return;
    }
  }

  ear_scene_say (scene, wishes, "assistant.silent", NULL);
}

static void
add_product (JsonBuilder      *builder,
             const EarProduct *product)
{
  g_autofree char *price = g_strdup_printf ("%" G_GINT64_FORMAT ".%02d %s", product->micros / MICROS,
                                            (int) (ABS (product->micros) % MICROS / 10000), product->currency ? product->currency : "");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, product->title);
  json_builder_set_member_name (builder, "price");
  json_builder_add_string_value (builder, price);
  json_builder_set_member_name (builder, "in_stock");
  json_builder_add_boolean_value (builder, product->stock > 0);
  json_builder_end_object (builder);
}

static char *
dup_result (const EarAnswer *answer,
            const EarFailed *failure)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; answer != NULL && i < MIN (answer->rows->len, MAX_ROWS); i++) {
    g_autofree char *row = ear_answer_row_to_json (answer->kind, ear_answer_peek (answer, i));

    if (answer->kind == EAR_ANSWER_PRODUCTS)
      add_product (builder, ear_answer_peek (answer, i));
    else
      json_builder_add_value (builder, json_from_string (row, NULL));
  }
  if (failure != NULL)
    json_builder_add_string_value (builder, failure->code);
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);

  return ear_json_to_string (root);
}

/* What a service that the assistant wanted to know something from has told. */
static void
tell (const EarScene  *scene,
      EarWishes       *wishes,
      const EarAnswer *answer,
      const EarFailed *failure)
{
  const EarEvent *called = ear_tools_peek_last (scene, EAR_EVENT_ANSWERED, "assistant");
  g_autoptr (EarAnswer) reply = called && called->answered.answer ? ear_answer_from_json (called->answered.answer, NULL) : NULL;
  const EarReply *call = reply != NULL && reply->kind == EAR_ANSWER_REPLY ? ear_answer_peek (reply, 0) : NULL;
  g_autofree char *result = dup_result (answer, failure), *context = NULL;

  if (call == NULL || call->tool == NULL) {
    ear_scene_say (scene, wishes, "assistant.silent", NULL);
    return;
  }

  context = ear_assistant_talk_dup_result (scene, call, result);
  ask (scene, wishes, NULL, context);
}

static const char *
ear_assistant_skill_get_id (EarSkill *skill)
{
  return "assistant";
}

static void
ear_assistant_skill_meet (EarSkill       *skill,
                          const EarScene *scene,
                          EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "assistant.ask", meet_ask },
    { "assistant.anything", meet_anything },
    { "assistant.sum", meet_sum },
    { "AMAZON.YesIntent", meet_anything },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", meet_stop },
    { "AMAZON.StopIntent", meet_stop },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_assistant_skill_answer (EarSkill        *skill,
                            const EarScene  *scene,
                            const EarAnswer *answer,
                            const EarFailed *failure,
                            EarWishes       *wishes)
{
  const EarReply *reply = answer != NULL && answer->kind == EAR_ANSWER_REPLY ? ear_answer_peek (answer, 0) : NULL;

  if ((answer != NULL && reply == NULL && answer->kind != EAR_ANSWER_REPLY) ||
      (failure != NULL && g_strcmp0 (failure->kind, "assistant") != 0)) {
    tell (scene, wishes, answer, failure);
    return;
  }
  if (failure != NULL) {
    ear_tools_say_failure (scene, wishes, failure);
    return;
  }

  if (reply != NULL && reply->tokens_in > 0)
    ear_wishes_charge (wishes, "assistant.tokens-in", reply->tokens_in, 0, reply->model);
  if (reply != NULL && reply->tokens_out > 0)
    ear_wishes_charge (wishes, "assistant.tokens-out", reply->tokens_out, 0, reply->model);
  if (reply != NULL && reply->tool != NULL && is_paid (scene))
    use_tool (scene, wishes, reply);
  else
    say (scene, wishes, reply);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_assistant_skill_get_id;
  iface->meet = ear_assistant_skill_meet;
  iface->answer = ear_assistant_skill_answer;
}
