/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

G_BEGIN_DECLS

/**
 * EarPlan:
 * @plan: its name
 * @state: offered, trial, active or ended
 * @until: when the trial ends, 0 for never
 * @micros: its price a month
 * @currency: of the price
 * @n_offers: how often it was offered since it was last wanted
 * @offered_at: when last, µs since 1970
 *
 * What the household and the device have said to each other about a plan.
 */
typedef struct {
  char       *plan;
  const char *state;
  gint64      until;
  gint64      micros;
  char       *currency;
  guint       n_offers;
  gint64      offered_at;
} EarPlan;

/**
 * EarPlans:
 *
 * The plans of a household, a part of its fold.
 */
typedef GHashTable EarPlans;

EarPlans      *ear_plans_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void           ear_plans_apply        (EarPlans       *self,
                                       const EarEvent *event);
const EarPlan *ear_plans_find         (EarPlans       *self,
                                       const char     *plan);
gboolean       ear_plans_has          (EarPlans       *self,
                                       const char     *plan,
                                       gint64          now);
GPtrArray     *ear_plans_dup_all      (EarPlans       *self) G_GNUC_WARN_UNUSED_RESULT;
gint64         ear_plans_get_next_due (EarPlans       *self);

G_END_DECLS
