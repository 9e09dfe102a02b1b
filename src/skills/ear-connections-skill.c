/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <string.h>

/* How long the device can be found. */
#define PAIRING_SPAN (2 * G_TIME_SPAN_MINUTE)

EAR_DEFINE_SKILL (EarConnectionsSkill, ear_connections_skill)

static const char *
get_bluetooth (const EarScene *scene)
{
  return ear_household_get_setting (scene->household, "bluetooth", "off");
}

static void
set_bluetooth (EarWishes  *wishes,
               const char *value)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "bluetooth", value } });
}

static void
meet_pair (const EarScene *scene,
           EarWishes      *wishes)
{
  set_bluetooth (wishes, "pairing");
  ear_wishes_wait (wishes, "pairing", PAIRING_SPAN);
  ear_scene_say (scene, wishes, "bluetooth.pairing", NULL);
}

static void
meet_off (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autofree char *ssml = NULL;

  if (strcmp (get_bluetooth (scene), "off") == 0) {
    ear_scene_say (scene, wishes, "bluetooth.is-off", NULL);
    return;
  }

  set_bluetooth (wishes, "off");
  ssml = ear_scene_render (scene, "bluetooth.off", NULL);
  ear_tools_confirm (scene, wishes, ssml);
}

static void
meet_bluetooth (const EarScene *scene,
                EarWishes      *wishes)
{
  const char *bluetooth = get_bluetooth (scene);

  ear_scene_say (scene, wishes, strcmp (bluetooth, "pairing") == 0 ? "bluetooth.is-pairing" :
                 strcmp (bluetooth, "paired") == 0 ? "bluetooth.is-paired" : "bluetooth.is-off", NULL);
}

static void
meet_status (const EarScene *scene,
             EarWishes      *wishes)
{
  gboolean lost = (scene->state->conditions & EAR_CONDITION_OFFLINE) != 0;

  ear_scene_say (scene, wishes, lost ? "connection.is-lost" : "connection.is-there", NULL);
}

static void
meet_unreachable (const EarScene *scene,
                  EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "connection.unreachable", NULL);
}

/* It is said where somebody waits for it, and shown by the light in any case. */
static void
meet_sensed_bluetooth (const EarScene *scene,
                       EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);
  gboolean paired = sensed && g_strcmp0 (sensed->value, "paired") == 0;
  const char *stem = paired ? "bluetooth.paired" : "bluetooth.gone";
  const char *who = sensed && sensed->detail ? sensed->detail : "";
  g_autofree char *prompt = *who ? g_strdup (stem) : g_strconcat (stem, "-something", NULL);
  g_autofree char *ssml = *who ? ear_scene_render (scene, prompt, "who", who, NULL) : ear_scene_render (scene, prompt, NULL);

  if (sensed == NULL)
    return;

  if (g_strcmp0 (sensed->value, "pairing") == 0) {
    ear_wishes_wait (wishes, "pairing", PAIRING_SPAN);
    return;
  }
  ear_wishes_chime (wishes, paired ? "paired" : "end");
  if (ear_unasked_may_speak (scene) && !ear_unasked_is_quiet (scene))
    ear_unasked_speak (scene, wishes, "bluetooth", NULL, ssml, NULL);
}

static void
meet_sensed_setup (const EarScene *scene,
                   EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);
  gboolean done = sensed && g_strcmp0 (sensed->value, "done") == 0;
  g_autofree char *ssml = ear_scene_render (scene, done ? "setup.done" : "setup.begun", NULL);

  if (ear_unasked_may_speak (scene))
    ear_unasked_speak (scene, wishes, "setup", NULL, ssml, NULL);
}

static void
meet_due_pairing (const EarScene *scene,
                  EarWishes      *wishes)
{
  g_autofree char *ssml = NULL;

  if (strcmp (get_bluetooth (scene), "pairing") != 0)
    return;

  set_bluetooth (wishes, "off");
  ssml = ear_scene_render (scene, "bluetooth.given-up", NULL);
  if (ear_unasked_may_speak (scene) && !ear_unasked_is_quiet (scene))
    ear_unasked_speak (scene, wishes, "bluetooth", NULL, ssml, NULL);
}

static const char *
ear_connections_skill_get_id (EarSkill *skill)
{
  return "connections";
}

static void
ear_connections_skill_meet (EarSkill       *skill,
                            const EarScene *scene,
                            EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "bluetooth.pair", meet_pair },
    { "bluetooth.off", meet_off },
    { "bluetooth.status", meet_bluetooth },
    { "connection.status", meet_status },
    { "connection.unreachable", meet_unreachable },
    { "sensed.bluetooth", meet_sensed_bluetooth },
    { "sensed.setup", meet_sensed_setup },
    { "due.pairing", meet_due_pairing },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_connections_skill_get_id;
  iface->meet = ear_connections_skill_meet;
}
