/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

#include <string.h>

#define PREFIX "routine."

EAR_DEFINE_SKILL (EarRoutinesSkill, ear_routines_skill)

static const EarRoutine *
find_by_title (const EarScene *scene,
               const char     *title)
{
  GPtrArray *routines = scene->notebook ? ear_notebook_get_routines (scene->notebook) : NULL;
  g_autofree char *folded = g_utf8_casefold (title, -1);

  for (guint i = 0; routines != NULL && i < routines->len; i++) {
    const EarRoutine *routine = g_ptr_array_index (routines, i);
    g_autofree char *other = g_utf8_casefold (routine->title, -1);

    if (strcmp (routine->locale, scene->locale) == 0 && strcmp (folded, other) == 0)
      return routine;
  }

  return NULL;
}

/* The first step follows from this note. */
static void
plan (const EarRoutine *routine,
      EarWishes        *wishes)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_PLANNED,
    .planned = { .routine = routine->id, .steps = routine->steps, .count = routine->n_steps },
  });
}

static void
meet_start (const EarScene *scene,
            EarWishes      *wishes)
{
  const char *title = ear_scene_get_value (scene, "routine");
  const EarRoutine *routine = title ? find_by_title (scene, title) : NULL;

  if (routine != NULL)
    plan (routine, wishes);
  else if (title != NULL)
    ear_scene_say (scene, wishes, "routines.unknown", NULL);
  else
    ear_tools_elicit (scene, wishes, "routines.which", "routine");
}

static void
meet_list (const EarScene *scene,
           EarWishes      *wishes)
{
  GPtrArray *routines = scene->notebook ? ear_notebook_get_routines (scene->notebook) : NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  g_autofree char *items = NULL, *count = NULL, *ssml = NULL;

  for (guint i = 0; routines != NULL && i < routines->len; i++) {
    const EarRoutine *routine = g_ptr_array_index (routines, i);

    if (strcmp (routine->locale, scene->locale) == 0)
      g_ptr_array_add (titles, routine->title);
  }
  if (titles->len == 0) {
    ear_scene_say (scene, wishes, "routines.none", NULL);
    return;
  }

  items = ear_phrase_list (scene->locale, titles);
  count = ear_tools_dup_number (scene, titles->len);
  ssml = ear_scene_render (scene, "routines.list", "items", items, "count", count, NULL);
  ear_tools_say (scene, wishes, ssml);
}

/* What the step said is in the plan, as far back as the steps that were done since. */
static void
meet_lost (const EarScene *scene,
           EarWishes      *wishes)
{
  const EarEvent *planned = ear_tools_peek_last (scene, EAR_EVENT_PLANNED, NULL);
  const EarEvent *stepped = ear_tools_peek_last (scene, EAR_EVENT_STEPPED, NULL);
  g_auto (EarStep) step = { 0 };
  g_autofree char *ssml = NULL;

  if (planned == NULL || stepped == NULL ||
      !ear_step_read (&step, planned->planned.steps, planned->planned.count - 1 - stepped->planned.count))
    return;

  ssml = ear_scene_render (scene, "routines.lost", "step", step.text ? step.text : "", NULL);
  ear_tools_say (scene, wishes, ssml);
}

static const char *
ear_routines_skill_get_id (EarSkill *skill)
{
  return "routines";
}

static void
ear_routines_skill_meet (EarSkill       *skill,
                         const EarScene *scene,
                         EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "routines.start", meet_start },
    { "routines.list", meet_list },
    { "routines.lost", meet_lost },
    { NULL }
  };
  const EarRoutine *routine = NULL;

  if (scene->notebook != NULL && scene->intent != NULL && g_str_has_prefix (scene->intent, PREFIX))
    routine = ear_notebook_find_routine (scene->notebook, scene->locale, scene->intent + strlen (PREFIX));

  if (routine != NULL)
    plan (routine, wishes);
  else
    ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_routines_skill_get_id;
  iface->meet = ear_routines_skill_meet;
}
