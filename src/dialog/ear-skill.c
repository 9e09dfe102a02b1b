/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-skill.h"

G_DEFINE_INTERFACE (EarSkill, ear_skill, G_TYPE_OBJECT)

static void
ear_skill_default_init (EarSkillInterface *iface)
{
}

const char *
ear_skill_get_id (EarSkill *self)
{
  g_return_val_if_fail (EAR_IS_SKILL (self), NULL);

  return EAR_SKILL_GET_IFACE (self)->get_id (self);
}

void
ear_skill_meet (EarSkill       *self,
                const EarScene *scene,
                EarWishes      *wishes)
{
  g_return_if_fail (EAR_IS_SKILL (self));

  if (EAR_SKILL_GET_IFACE (self)->meet)
    EAR_SKILL_GET_IFACE (self)->meet (self, scene, wishes);
}

void
ear_skill_answer (EarSkill        *self,
                  const EarScene  *scene,
                  const EarAnswer *answer,
                  const EarFailed *failure,
                  EarWishes       *wishes)
{
  g_return_if_fail (EAR_IS_SKILL (self));
  g_return_if_fail ((answer == NULL) != (failure == NULL));

  if (EAR_SKILL_GET_IFACE (self)->answer)
    EAR_SKILL_GET_IFACE (self)->answer (self, scene, answer, failure, wishes);
}

void
ear_skill_follow (EarSkill       *self,
                  const EarScene *scene,
                  EarWishes      *wishes)
{
  g_return_if_fail (EAR_IS_SKILL (self));

  if (EAR_SKILL_GET_IFACE (self)->follow)
    EAR_SKILL_GET_IFACE (self)->follow (self, scene, wishes);
}
