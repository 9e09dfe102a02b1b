/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

#include <string.h>

/* What reaches the device unasked, and what it may still do when it must not. */

/* Skills meet it as an intent that nobody can say. */
void
ear_dialog_meet_sense (EarDialog       *self,
                       const EarMoment *moment,
                       EarWishes       *wishes)
{
  static const struct { const char *what, *skill; } skills[] = {
    { "notification", "notifications" }, { "announcement", "notifications" }, { "doorbell", "doorbell" }, { "motion", "doorbell" },
    { "call", "calls" }, { "bluetooth", "connections" }, { "connection", "connections" }, { "setup", "connections" },
  };
  const EarSensed *sensed = &ear_dialog_peek_latest (moment)->sensed;

  for (guint i = 0; i < G_N_ELEMENTS (skills); i++)
    if (g_strcmp0 (sensed->what, skills[i].what) == 0 && ear_dialog_find_skill (self, skills[i].skill) != NULL) {
      g_autofree char *intent = g_strconcat ("sensed.", sensed->what, NULL);

      ear_dialog_meet (self, moment, skills[i].skill, intent, wishes);
    }
}

/* A wait is over, or something of the household is due. */
void
ear_dialog_decide_due (EarDialog       *self,
                       const EarMoment *moment,
                       EarWishes       *wishes)
{
  static const struct { const char *reason, *skill; } skills[] = {
    { "household", "shopping" }, { "household", "subscriptions" }, { "call", "calls" }, { "pairing", "connections" },
  };
  const char *reason = ear_dialog_peek_latest (moment)->ticked.reason;
  g_autofree char *intent = g_strconcat ("due.", reason, NULL);

  if (g_strcmp0 (reason, "step") == 0)
    ear_dialog_decide_waited (moment, wishes);

  for (guint i = 0; i < G_N_ELEMENTS (skills); i++)
    if (g_strcmp0 (reason, skills[i].reason) == 0 && ear_dialog_find_skill (self, skills[i].skill) != NULL)
      ear_dialog_meet (self, moment, skills[i].skill, intent, wishes);
}

/* What was to be announced while somebody talked is said when they are done. */
gboolean
ear_dialog_catch_up (EarDialog       *self,
                     const EarMoment *moment,
                     EarWishes       *wishes)
{
  static const char *const spoken[] = { "announcement", "doorbell", "motion", NULL };

  if (ear_dialog_find_skill (self, "notifications") == NULL)
    return FALSE;

  for (guint i = ear_tape_get_length (moment->tape); i > moment->state->last.opened; i--) {
    const EarEvent *event = ear_tape_peek (moment->tape, i);

    if (event->type == EAR_EVENT_NOTIFIED && event->notified.kind && g_strv_contains (spoken, event->notified.kind)) {
      ear_dialog_meet (self, moment, "notifications", "notifications.catch-up", wishes);
      return TRUE;
    }
  }

  return FALSE;
}

/* Children do not buy, subscribe or call. */
static gboolean
is_for_grown_ups (const char *intent)
{
  static const char *const intents[] = {
    "shopping.reorder", "shopping.cancel", "subscription.start", "subscription.cancel", "subscription.trial", "books.buy", "call.start", NULL
  };

  return intent != NULL && g_strv_contains (intents, intent);
}

static gboolean
plays_book (const EarMoment *moment)
{
  const EarEvent *played = ear_tape_peek (moment->tape, moment->state->last.played);

  return played != NULL && g_strcmp0 (played->played.kind, "book") == 0;
}

/**
 * ear_dialog_redirect:
 * @expected: (nullable): what the customer had been asked
 * @intent: (inout): what was meant
 *
 * Who should meet an intent is not always whose it is: "stop" hangs up while a call goes on, and "next" belongs to what
 * is played.
 *
 * Returns: (nullable): the skill that takes it instead
 */
const char *
ear_dialog_redirect (const EarMoment   *moment,
                     const EarExpected *expected,
                     const char       **intent)
{
  static const char *const transport[] = {
    "AMAZON.PauseIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent", "AMAZON.PreviousIntent", "AMAZON.StartOverIntent", NULL
  };
  gboolean child = g_strcmp0 (ear_household_get_setting (moment->household, "child-mode", "off"), "on") == 0;
  gboolean calling = (moment->state->conditions & (EAR_CONDITION_CALLED | EAR_CONDITION_IN_CALL)) != 0;
  gboolean agrees = g_strcmp0 (*intent, "AMAZON.YesIntent") == 0 && expected != NULL;

  if (child && (is_for_grown_ups (*intent) || (agrees && is_for_grown_ups (expected->intent)))) {
    *intent = "settings.grown-ups";
    return "settings";
  }
  if (calling && expected == NULL && moment->state->n_ringing == 0 && g_strcmp0 (*intent, "AMAZON.StopIntent") == 0) {
    *intent = "call.end";
    return "calls";
  }
  if (expected != NULL && g_strcmp0 (expected->skill, "notifications") == 0 && g_strcmp0 (*intent, "AMAZON.NextIntent") == 0)
    return "notifications";
  if (plays_book (moment) && g_strv_contains (transport, *intent))
    return "books";

  return NULL;
}
