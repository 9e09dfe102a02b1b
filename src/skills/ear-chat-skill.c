/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

EAR_DEFINE_SKILL (EarChatSkill, ear_chat_skill)

static const char *
ear_chat_skill_get_id (EarSkill *skill)
{
  return "chat";
}

/* Every intent has a prompt of its name, and that is all there is to small talk. */
static void
ear_chat_skill_meet (EarSkill       *skill,
                     const EarScene *scene,
                     EarWishes      *wishes)
{
  if (scene->intent != NULL && ear_tools_has_prompt (scene, scene->intent))
    ear_scene_say (scene, wishes, scene->intent, NULL);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_chat_skill_get_id;
  iface->meet = ear_chat_skill_meet;
}
