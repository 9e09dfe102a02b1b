/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-plan.h"
#include "skills/ear-skill-unasked.h"

/* The plan is offered at the door, but not at every ring: after a few of them, then ever more seldom, and even then only
 * when the dice say so. Nobody wants to hear it while they run to the door.
 */
#define MIN_RINGS_BEFORE 2
#define FIRST_PAUSE (3 * G_TIME_SPAN_DAY)
#define MAX_OFFERS 4
#define ONE_IN 2

EAR_DEFINE_SKILL (EarDoorbellSkill, ear_doorbell_skill)

/* Every ring that the tape remembers, this one included. */
static guint
count_rings (const EarScene *scene)
{
  guint n = 0;

  for (guint i = ear_tape_get_length (scene->tape); i > 0 && n <= MIN_RINGS_BEFORE; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);

    n += event->type == EAR_EVENT_SENSED && g_strcmp0 (event->sensed.what, "doorbell") == 0;
  }

  return n;
}

static gboolean
is_offer_welcome (const EarScene *scene)
{
  const EarPlan *plan = ear_household_peek_plan (scene->household, "doorbell");
  guint n_offers = plan ? plan->n_offers : 0;
  gint64 pause = FIRST_PAUSE << MIN (n_offers > 0 ? n_offers - 1 : 0, 8);

  if (ear_household_has_plan (scene->household, "doorbell") || ear_unasked_is_child (scene) || n_offers >= MAX_OFFERS)
    return FALSE;
  if (n_offers == 0)
    return count_rings (scene) > MIN_RINGS_BEFORE;

  return scene->now - plan->offered_at >= pause && ear_dice_choose (scene->dice, scene->now, "doorbell-offer", ONE_IN) == 0;
}

/* The reply belongs to whoever sells the plan. */
static void
offer (const EarScene *scene,
       const char     *words,
       EarWishes      *wishes)
{
  const EarPlanOffer *plan = ear_plan_find ("doorbell");
  g_autofree char *price = ear_phrase_money (scene->locale, plan->micros, plan->currency);
  g_autofree char *question = ear_scene_render (scene, "doorbell.offer", "plan", plan->name, "price", price, NULL);
  g_autofree char *whole = g_strconcat (words, " ", question, NULL);

  ear_unasked_speak (scene, wishes, "doorbell", "doorbell", whole, "doorbell.offer.again");
  ear_plan_note (plan, "offered", 0, wishes);
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_EXPECTED,
    .expected = { .skill = "subscriptions", .kind = "confirm", .intent = "subscription.trial", .proposal = "{\"plan\":\"doorbell\"}" },
  });
}

/* "doorbell.rang", "doorbell.rang-somewhere", and the same for what waits to be read. */
static char *
render_sensed (const EarScene *scene,
               const char     *stem,
               const char     *where,
               const char     *ending)
{
  gboolean known = where != NULL && *where != '\0';
  g_autofree char *prompt = g_strconcat (stem, known ? "" : "-somewhere", ending, NULL);

  return known ? ear_scene_render (scene, prompt, "where", where, NULL) : ear_scene_render (scene, prompt, NULL);
}

static void
meet_sensed (const EarScene *scene,
             const char     *kind,
             const char     *stem,
             EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);
  const char *where = sensed ? sensed->value : NULL;
  g_autofree char *ssml = render_sensed (scene, stem, where, "");
  g_autofree char *later = NULL, *note = NULL;

  if (!ear_unasked_is_quiet (scene) && ear_unasked_may_speak (scene)) {
    ear_wishes_charge (wishes, "notification.push", 1, 0, kind);
    if (g_strcmp0 (kind, "doorbell") == 0 && is_offer_welcome (scene))
      offer (scene, ssml, wishes);
    else
      ear_unasked_speak (scene, wishes, "doorbell", kind, ssml, NULL);
    return;
  }

  later = render_sensed (scene, stem, where, "-note");
  note = ear_phrase_plain (later);
  if (!ear_unasked_is_quiet (scene))
    ear_wishes_chime (wishes, kind);
  ear_unasked_notify (scene, wishes, kind, NULL, note);
}

static void
meet_rang (const EarScene *scene,
           EarWishes      *wishes)
{
  meet_sensed (scene, "doorbell", "doorbell.rang", wishes);
}

static void
meet_moved (const EarScene *scene,
            EarWishes      *wishes)
{
  meet_sensed (scene, "motion", "doorbell.moved", wishes);
}

static void
say_last (const EarScene *scene,
          const char     *what,
          const char     *prompt,
          const char     *otherwise,
          const char     *never,
          EarWishes      *wishes)
{
  for (guint i = ear_tape_get_length (scene->tape); i > 0; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);
    g_autofree char *day = NULL, *time = NULL, *where = NULL, *ssml = NULL;

    if (event->type != EAR_EVENT_SENSED || g_strcmp0 (event->sensed.what, what) != 0)
      continue;
    day = ear_tools_dup_day (scene, event->at);
    time = ear_tools_dup_time (scene, event->at);
    where = event->sensed.value && *event->sensed.value ? g_strdup (event->sensed.value) : ear_tools_dup_words (scene, otherwise);
    ssml = ear_scene_render (scene, prompt, "where", where, "day", day, "time", time, NULL);
    ear_tools_say (scene, wishes, ssml);
    return;
  }

  ear_scene_say (scene, wishes, never, NULL);
}

static void
meet_who (const EarScene *scene,
          EarWishes      *wishes)
{
  say_last (scene, "doorbell", "doorbell.last-rang", "doorbell.door", "doorbell.never-rang", wishes);
}

static void
meet_motion (const EarScene *scene,
             EarWishes      *wishes)
{
  say_last (scene, "motion", "doorbell.last-moved", "doorbell.outside", "doorbell.never-moved", wishes);
}

static const char *
ear_doorbell_skill_get_id (EarSkill *skill)
{
  return "doorbell";
}

static void
ear_doorbell_skill_meet (EarSkill       *skill,
                         const EarScene *scene,
                         EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "sensed.doorbell", meet_rang },
    { "sensed.motion", meet_moved },
    { "doorbell.who", meet_who },
    { "doorbell.motion", meet_motion },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_doorbell_skill_get_id;
  iface->meet = ear_doorbell_skill_meet;
}
