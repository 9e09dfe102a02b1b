/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-plan.h"
#include "skills/ear-skill-unasked.h"

#include "model/ear-json.h"

EAR_DEFINE_SKILL (EarSubscriptionsSkill, ear_subscriptions_skill)

/* Named by the customer, or by what the device had asked; else the one that they have, or the usual one. */
static const EarPlanOffer *
find_plan (const EarScene *scene)
{
  g_autofree char *name = ear_tools_dup_value (scene, "plan");
  const EarSlotValue *value = name ? ear_tools_find_value (scene, "Plan", name) : NULL;
  g_autoptr (JsonNode) proposal = ear_tools_dup_proposal (scene);
  const char *proposed = proposal ? ear_json_get_string (json_node_get_object (proposal), "plan", NULL) : NULL;
  const EarPlanOffer *plan = ear_plan_find (value && value->id ? value->id : proposed);

  if (value == NULL && proposed == NULL && !ear_household_has_plan (scene->household, plan->id) &&
      ear_household_has_plan (scene->household, "doorbell"))
    plan = ear_plan_find ("doorbell");

  return plan ? plan : ear_plan_find (NULL);
}

static gboolean
is_subscribed (const EarScene     *scene,
               const EarPlanOffer *plan)
{
  return ear_household_has_plan (scene->household, plan->id);
}

static char *
render (const EarScene     *scene,
        const EarPlanOffer *plan,
        const char         *prompt)
{
  g_autofree char *price = ear_phrase_money (scene->locale, plan->micros, plan->currency);
  g_autofree char *id = g_strconcat (plan->prompts, ".", prompt, NULL);

  return ear_scene_render (scene, id, "plan", plan->name, "price", price, NULL);
}

static void
say (const EarScene     *scene,
     const EarPlanOffer *plan,
     const char         *prompt,
     EarWishes          *wishes)
{
  g_autofree char *ssml = render (scene, plan, prompt);

  ear_tools_say (scene, wishes, ssml);
}

static void
confirm (const EarScene     *scene,
         const EarPlanOffer *plan,
         const char         *prompt,
         EarWishes          *wishes)
{
  g_autofree char *ssml = render (scene, plan, prompt);
  g_autofree char *again = g_strconcat (plan->prompts, ".", prompt, ".again", NULL);
  g_autofree char *proposal = g_strdup_printf ("{\"plan\":\"%s\"}", plan->id);

  ear_tools_ask_back (scene, wishes, ssml, again, NULL);
  ear_scene_expect (scene, wishes, "confirm", scene->intent, NULL, proposal);
}

static void
meet_start (const EarScene *scene,
            EarWishes      *wishes)
{
  const EarPlanOffer *plan = find_plan (scene);

  if (is_subscribed (scene, plan))
    say (scene, plan, "already", wishes);
  else
    confirm (scene, plan, "offer", wishes);
}

static void
meet_cancel (const EarScene *scene,
             EarWishes      *wishes)
{
  const EarPlanOffer *plan = find_plan (scene);

  if (is_subscribed (scene, plan))
    confirm (scene, plan, "cancel", wishes);
  else
    say (scene, plan, "none", wishes);
}

static void
meet_status (const EarScene *scene,
             EarWishes      *wishes)
{
  g_autofree char *named = ear_tools_dup_value (scene, "plan");
  static const char *const others[] = { "doorbell", "assistant" };
  const EarPlanOffer *plan = find_plan (scene);
  g_autofree char *first = render (scene, plan, is_subscribed (scene, plan) ? "active" : "none");
  g_autoptr (GString) all = g_string_new (first);

  for (guint i = 0; named == NULL && i < G_N_ELEMENTS (others); i++) {
    const EarPlanOffer *other = ear_plan_find (others[i]);
    g_autofree char *words = plan != other && is_subscribed (scene, other) ? render (scene, other, "active") : NULL;

    if (words != NULL)
      g_string_append_printf (all, " %s", words);
  }
  ear_tools_say (scene, wishes, all->str);
}

/* Who has had the trial pays from the first day. */
static void
start (const EarScene     *scene,
       const EarPlanOffer *plan,
       EarWishes          *wishes)
{
  const EarPlan *known = ear_household_peek_plan (scene->household, plan->id);
  gboolean tried = known != NULL && g_strcmp0 (known->state, "ended") == 0;

  if (plan->trial_days > 0 && !tried) {
    ear_plan_note (plan, "trial", scene->now + plan->trial_days * G_TIME_SPAN_DAY, wishes);
    if (plan->trial_cost != NULL)
      ear_wishes_charge (wishes, plan->trial_cost, 1, 0, plan->name);
    say (scene, plan, "trial", wishes);
  } else {
    ear_plan_note (plan, "active", 0, wishes);
    ear_plan_charge (plan, wishes);
    say (scene, plan, "started", wishes);
  }
}

static gboolean
is_start (const EarScene *scene)
{
  return ear_tools_is_reply_to (scene, "subscription.start") || ear_tools_is_reply_to (scene, "subscription.trial");
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  const EarPlanOffer *plan = find_plan (scene);

  if (is_start (scene) && !is_subscribed (scene, plan)) {
    start (scene, plan, wishes);
  } else if (ear_tools_is_reply_to (scene, "subscription.cancel") && is_subscribed (scene, plan)) {
    ear_plan_note (plan, "ended", 0, wishes);
    say (scene, plan, "canceled", wishes);
  }
}

static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  if (is_start (scene))
    say (scene, find_plan (scene), "declined", wishes);
  else if (ear_tools_is_reply_to (scene, "subscription.cancel"))
    say (scene, find_plan (scene), "kept", wishes);
}

/* A trial that nobody ended goes on for money, and says so. */
static void
meet_due (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autoptr (GPtrArray) plans = ear_household_dup_plans (scene->household);

  for (guint i = 0; i < plans->len; i++) {
    const EarPlan *known = g_ptr_array_index (plans, i);
    const EarPlanOffer *plan = ear_plan_find (known->plan);
    g_autofree char *ssml = NULL, *text = NULL;

    if (g_strcmp0 (known->state, "trial") != 0 || known->until == 0 || known->until > scene->now)
      continue;
    if (plan == NULL || plan->trial_days == 0) {
      ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = known->plan, .state = "ended" } });
      continue;
    }
    ssml = render (scene, plan, "trial-over");
    text = ear_phrase_plain (ssml);
    ear_plan_note (plan, "active", 0, wishes);
    ear_plan_charge (plan, wishes);
    ear_unasked_notify (scene, wishes, "message", plan->name, text);
  }
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
    { "due.household", meet_due },
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
