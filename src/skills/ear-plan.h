/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

/**
 * EarPlanOffer:
 * @id: its name on the tape
 * @name: what it is called
 * @micros: a month's price
 * @currency: of the price
 * @trial_days: how long it is free; 0 for not at all
 * @prompts: what its prompts begin with
 * @income: key of the tariff for a month's price
 * @cost: (nullable): key of the tariff for what has to be paid out of it; %NULL where each use costs
 * @trial_cost: (nullable): key of the tariff for what a trial costs
 *
 * A plan that customers can subscribe to.
 */
typedef struct {
  const char *id;
  const char *name;
  gint64      micros;
  const char *currency;
  guint       trial_days;
  const char *prompts;
  const char *income;
  const char *cost;
  const char *trial_cost;
} EarPlanOffer;

const EarPlanOffer *ear_plan_find   (const char         *id);
void                ear_plan_note   (const EarPlanOffer *self,
                                     const char         *state,
                                     gint64              until,
                                     EarWishes          *wishes);
void                ear_plan_charge (const EarPlanOffer *self,
                                     EarWishes          *wishes);

G_END_DECLS
