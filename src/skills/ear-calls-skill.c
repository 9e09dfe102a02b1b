/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <string.h>

/* How long it rings for nobody. */
#define RINGING_SPAN (30 * G_TIME_SPAN_SECOND)

EAR_DEFINE_SKILL (EarCallsSkill, ear_calls_skill)

static const EarEvent *
peek_call (const EarScene *scene)
{
  return ear_tools_peek_last (scene, EAR_EVENT_CALLED, NULL);
}

static const char *
get_who (const EarScene *scene)
{
  const EarEvent *called = peek_call (scene);

  return called && called->called.who ? called->called.who : "";
}

static gboolean
rings (const EarScene *scene)
{
  return (scene->state->conditions & EAR_CONDITION_CALLED) != 0;
}

static gboolean
goes_on (const EarScene *scene)
{
  return (scene->state->conditions & EAR_CONDITION_IN_CALL) != 0;
}

static void
note (EarWishes  *wishes,
      const char *state,
      const char *who)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_CALLED, .called = { state, who } });
}

/* An alert that rings at the same time goes on ringing. */
static void
hush (const EarScene *scene,
      EarWishes      *wishes)
{
  if (scene->state->n_ringing == 0)
    ear_wishes_add (wishes, EAR_WISH_HUSH);
}

/* Every minute that began counts. */
static void
charge (const EarScene *scene,
        EarWishes      *wishes)
{
  const EarEvent *called = peek_call (scene);
  gint64 span = called ? MAX (scene->now - called->at, 0) : 0;

  ear_wishes_charge (wishes, "call.minute", MAX ((span + G_TIME_SPAN_MINUTE - 1) / G_TIME_SPAN_MINUTE, 1), 0, get_who (scene));
}

static void
miss (const EarScene *scene,
      EarWishes      *wishes)
{
  const char *who = get_who (scene);
  g_autofree char *ssml = *who ? ear_scene_render (scene, "call.missed", "who", who, NULL)
                               : ear_scene_render (scene, "call.missed-unknown", NULL);
  g_autofree char *text = ear_phrase_plain (ssml);

  hush (scene, wishes);
  note (wishes, "ended", who);
  ear_unasked_notify (scene, wishes, "call", NULL, text);
}

static void
meet_start (const EarScene *scene,
            EarWishes      *wishes)
{
  const char *said = ear_scene_get_value (scene, "contact");
  const char *who = said && scene->notebook ? ear_notebook_find_contact (scene->notebook, said) : NULL;
  g_autofree char *ssml = NULL;

  if (said == NULL) {
    ear_tools_elicit (scene, wishes, "call.whom", "contact");
  } else if (rings (scene) || goes_on (scene)) {
    ear_scene_say (scene, wishes, "call.busy", NULL);
  } else if (who == NULL) {
    ssml = ear_scene_render (scene, "call.unknown", "who", said, NULL);
    ear_tools_say (scene, wishes, ssml);
  } else {
    ssml = ear_scene_render (scene, "call.calling", "who", who, NULL);
    ear_tools_say (scene, wishes, ssml);
    note (wishes, "active", who);
  }
}

static void
meet_answer (const EarScene *scene,
             EarWishes      *wishes)
{
  if (!rings (scene)) {
    ear_scene_say (scene, wishes, goes_on (scene) ? "call.busy" : "call.none", NULL);
    return;
  }

  hush (scene, wishes);
  note (wishes, "active", get_who (scene));
}

/* "Stop" and "hang up" end whatever there is. */
static void
meet_end (const EarScene *scene,
          EarWishes      *wishes)
{
  if (rings (scene)) {
    hush (scene, wishes);
    note (wishes, "ended", get_who (scene));
  } else if (goes_on (scene)) {
    charge (scene, wishes);
    note (wishes, "ended", get_who (scene));
    ear_wishes_chime (wishes, "end");
  } else {
    ear_scene_say (scene, wishes, "call.none", NULL);
  }
}

static void
meet_decline (const EarScene *scene,
              EarWishes      *wishes)
{
  if (rings (scene))
    meet_end (scene, wishes);
  else
    ear_scene_say (scene, wishes, "call.none", NULL);
}

static void
meet_contacts (const EarScene *scene,
               EarWishes      *wishes)
{
  GPtrArray *contacts = scene->notebook ? ear_notebook_get_contacts (scene->notebook) : NULL;
  g_autofree char *names = contacts && contacts->len > 0 ? ear_phrase_list (scene->locale, contacts) : NULL;
  g_autofree char *ssml = names ? ear_scene_render (scene, "call.contacts", "names", names, NULL)
                                : ear_scene_render (scene, "call.no-contacts", NULL);

  ear_tools_say (scene, wishes, ssml);
}

/* Under do not disturb only the light tells of it. Who comes second finds the line busy. */
static void
ring (const EarScene *scene,
      const char     *who,
      EarWishes      *wishes)
{
  g_autofree char *ssml = *who ? ear_scene_render (scene, "call.incoming", "who", who, NULL)
                               : ear_scene_render (scene, "call.incoming-unknown", NULL);

  note (wishes, "incoming", who);
  ear_wishes_wait (wishes, "call", RINGING_SPAN);
  if (ear_unasked_is_quiet (scene))
    return;

  ear_wishes_ring (wishes, "call");
  if (ear_unasked_may_speak (scene))
    ear_unasked_speak (scene, wishes, "call", NULL, ssml, NULL);
}

static void
meet_sensed (const EarScene *scene,
             EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);
  const char *who = sensed && sensed->detail ? sensed->detail : "";

  if (sensed == NULL)
    return;

  if (g_strcmp0 (sensed->value, "incoming") == 0) {
    if (!rings (scene) && !goes_on (scene))
      ring (scene, who, wishes);
  } else if (rings (scene)) {
    miss (scene, wishes);
  } else if (goes_on (scene)) {
    meet_end (scene, wishes);
  }
}

static void
meet_due (const EarScene *scene,
          EarWishes      *wishes)
{
  const EarEvent *called = peek_call (scene);

  /* The wait of a call that was answered may end while the next one rings. */
  if (rings (scene) && called != NULL && scene->now - called->at >= RINGING_SPAN)
    miss (scene, wishes);
}

static const char *
ear_calls_skill_get_id (EarSkill *skill)
{
  return "calls";
}

static void
ear_calls_skill_meet (EarSkill       *skill,
                      const EarScene *scene,
                      EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "call.start", meet_start },
    { "call.answer", meet_answer },
    { "call.end", meet_end },
    { "call.decline", meet_decline },
    { "call.contacts", meet_contacts },
    { "sensed.call", meet_sensed },
    { "due.call", meet_due },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_calls_skill_get_id;
  iface->meet = ear_calls_skill_meet;
}
