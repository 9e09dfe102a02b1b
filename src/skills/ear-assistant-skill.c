/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

/* More than this nobody listens to. */
#define MAX_CHARACTERS 1200

EAR_DEFINE_SKILL (EarAssistantSkill, ear_assistant_skill)

static void
ask (const EarScene *scene,
     EarWishes      *wishes,
     const char     *query)
{
  ear_wishes_ask (wishes, EAR_SERVICE_ASSISTANT, &(EarQuestion) {
    .operation = "chat",
    .locale = scene->locale,
    .text = query,
    .now = scene->now,
    .seed = ear_dice_draw (scene->dice, scene->turn, "assistant") >> 1,
  });
}

static void
meet_ask (const EarScene *scene,
          EarWishes      *wishes)
{
  const char *query = ear_scene_get_heard (scene, "query");

  if (query == NULL)
    ear_tools_elicit (scene, wishes, "assistant.what", "query");
  else
    ask (scene, wishes, query);
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
  ask (scene, wishes, query);
}

static char *
dup_speech (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_CHARACTERS));

  return g_markup_escape_text (g_strstrip (cut), -1);
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
    { "assistant.sum", meet_sum },
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
  g_autofree char *speech = dup_speech (reply && reply->text ? reply->text : "");

  if (failure != NULL) {
    ear_tools_say_failure (scene, wishes, failure);
    return;
  }

  if (*speech != '\0')
    ear_scene_say_ssml (scene, wishes, speech, NULL, NULL);
  else
    ear_scene_say (scene, wishes, "assistant.silent", NULL);
  if (reply != NULL && reply->tokens_in > 0)
    ear_wishes_charge (wishes, "assistant.tokens-in", reply->tokens_in, 0, reply->model);
  if (reply != NULL && reply->tokens_out > 0)
    ear_wishes_charge (wishes, "assistant.tokens-out", reply->tokens_out, 0, reply->model);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_assistant_skill_get_id;
  iface->meet = ear_assistant_skill_meet;
  iface->answer = ear_assistant_skill_answer;
}
