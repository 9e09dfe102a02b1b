/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

/* The one plan on offer. */
#define PLAN "music"
#define PLAN_NAME "Music Unlimited"
#define PRICE_MICROS G_GINT64_CONSTANT (9990000)
#define CURRENCY "USD"

EAR_DEFINE_SKILL (EarSubscriptionsSkill, ear_subscriptions_skill)

static gboolean
is_subscribed (const EarScene *scene)
{
  return ear_household_has_plan (scene->household, PLAN);
}

static char *
render (const EarScene *scene,
        const char     *prompt)
{
  g_autofree char *price = ear_phrase_money (scene->locale, PRICE_MICROS, CURRENCY);

  return ear_scene_render (scene, prompt, "plan", PLAN_NAME, "price", price, NULL);
}

static void
say (const EarScene *scene,
     EarWishes      *wishes,
     const char     *prompt)
{
  g_autofree char *ssml = render (scene, prompt);

  ear_tools_say (scene, wishes, ssml);
}

static void
confirm (const EarScene *scene,
         EarWishes      *wishes,
         const char     *prompt,
         const char     *reprompt)
{
  g_autofree char *ssml = render (scene, prompt);

  ear_tools_ask_back (scene, wishes, ssml, reprompt, NULL);
  ear_scene_expect (scene, wishes, "confirm", scene->intent, NULL, "{\"plan\":\"" PLAN "\"}");
}

static void
note (EarWishes  *wishes,
      const char *state)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_SUBSCRIBED,
    .subscribed = { .plan = PLAN, .state = state, .micros = PRICE_MICROS, .currency = CURRENCY },
  });
}

static void
meet_start (const EarScene *scene,
            EarWishes      *wishes)
{
  if (is_subscribed (scene))
    say (scene, wishes, "plan.already");
  else
    confirm (scene, wishes, "plan.offer", "plan.offer.again");
}

static void
meet_cancel (const EarScene *scene,
             EarWishes      *wishes)
{
  if (is_subscribed (scene))
    confirm (scene, wishes, "plan.cancel", "plan.cancel.again");
  else
    say (scene, wishes, "plan.none");
}

static void
meet_status (const EarScene *scene,
             EarWishes      *wishes)
{
  say (scene, wishes, is_subscribed (scene) ? "plan.active" : "plan.none");
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  if (ear_tools_is_reply_to (scene, "subscription.start") && !is_subscribed (scene)) {
    note (wishes, "active");
    ear_wishes_charge (wishes, "music.subscription", 1, PRICE_MICROS, PLAN_NAME);
    ear_wishes_charge (wishes, "music.royalty", 1, PRICE_MICROS, PLAN_NAME);
    say (scene, wishes, "plan.started");
  } else if (ear_tools_is_reply_to (scene, "subscription.cancel") && is_subscribed (scene)) {
    note (wishes, "ended");
    say (scene, wishes, "plan.canceled");
  }
}

static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  if (ear_tools_is_reply_to (scene, "subscription.start"))
    say (scene, wishes, "plan.declined");
  else if (ear_tools_is_reply_to (scene, "subscription.cancel"))
    say (scene, wishes, "plan.kept");
}

static const char *
ear_subscriptions_skill_get_id (EarSkill *skill)
{
  return "subscriptions";
}

static void
ear_subscriptions_skill_meet (EarSkill       *skill,
                              const EarScene *scene,
                              EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "subscription.start", meet_start },
    { "subscription.cancel", meet_cancel },
    { "subscription.status", meet_status },
    { "AMAZON.YesIntent", meet_yes },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", meet_no },
    { "AMAZON.StopIntent", meet_no },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_subscriptions_skill_get_id;
  iface->meet = ear_subscriptions_skill_meet;
}
