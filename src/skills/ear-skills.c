/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-skills.h"
#include "skills/ear-builtin-skills.h"

/**
 * ear_skills_new:
 *
 * Returns: (transfer full) (element-type EarSkill): everything that the device can do by itself
 */
GPtrArray *
ear_skills_new (void)
{
  const GType types[] = {
    EAR_TYPE_ROUTINES_SKILL,    /* first, for its phrases go before what the others would make of them */
    EAR_TYPE_DEVICE_SKILL,
    EAR_TYPE_ALERTS_SKILL,
    EAR_TYPE_WEATHER_SKILL,
    EAR_TYPE_MUSIC_SKILL,
    EAR_TYPE_LISTS_SKILL,
    EAR_TYPE_SHOPPING_SKILL,
    EAR_TYPE_SUBSCRIPTIONS_SKILL,
    EAR_TYPE_BOOKS_SKILL,
    EAR_TYPE_NOTIFICATIONS_SKILL,
    EAR_TYPE_DOORBELL_SKILL,
    EAR_TYPE_CALLS_SKILL,
    EAR_TYPE_CONNECTIONS_SKILL,
    EAR_TYPE_SETTINGS_SKILL,
    EAR_TYPE_CHAT_SKILL,
    EAR_TYPE_ASSISTANT_SKILL,
    EAR_TYPE_ADVERTS_SKILL,
  };
  GPtrArray *skills = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_ptr_array_add (skills, g_object_new (types[i], NULL));

  return skills;
}
