/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-plan.h"

/* What there is to subscribe to. The first one is meant where a customer names none. */
static const EarPlanOffer plans[] = {
  { "music", "Music Unlimited", G_GINT64_CONSTANT (9990000), "USD", 0, "plan", "music.subscription", "music.royalty", NULL },
  { "doorbell", "Doorbell Plus", G_GINT64_CONSTANT (3000000), "USD", 30, "doorbell", "doorbell.subscription", "doorbell.cloud",
    "doorbell.trial" },
  { "assistant", "Assistant Plus", G_GINT64_CONSTANT (19990000), "USD", 30, "assistant", "assistant.subscription", NULL, NULL },
};

/**
 * ear_plan_find:
 * @id: (nullable): %NULL for the usual one
 *
 * Returns: (nullable): the plan
 */
const EarPlanOffer *
ear_plan_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (id == NULL || g_strcmp0 (plans[i].id, id) == 0)
      return &plans[i];

  return NULL;
}

/**
 * ear_plan_note:
 * @state: as in SUBSCRIBED
 * @until: when the trial ends, 0 for never
 */
void
ear_plan_note (const EarPlanOffer *self,
               const char         *state,
               gint64              until,
               EarWishes          *wishes)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_SUBSCRIBED,
    .subscribed = { .plan = self->id, .state = state, .micros = self->micros, .currency = self->currency, .until = until },
  });
}

/**
 * ear_plan_charge:
 *
 * Books a month of the plan: the price, and what goes out of it.
 */
void
ear_plan_charge (const EarPlanOffer *self,
                 EarWishes          *wishes)
{
  ear_wishes_charge (wishes, self->income, 1, self->micros, self->name);
  if (self->cost != NULL)
    ear_wishes_charge (wishes, self->cost, 1, self->micros, self->name);
}
