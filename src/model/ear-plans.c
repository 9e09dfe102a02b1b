/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-plans.h"

#include <string.h>

static void
plan_free (EarPlan *plan)
{
  g_free (plan->plan);
  g_free (plan->currency);
  g_free (plan);
}

EarPlans *
ear_plans_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) plan_free);
}

static EarPlan *
ensure (EarPlans   *self,
        const char *name)
{
  EarPlan *plan = g_hash_table_lookup (self, name);

  if (plan == NULL) {
    plan = g_new0 (EarPlan, 1);
    plan->plan = g_strdup (name);
    g_hash_table_insert (self, plan->plan, plan);
  }

  return plan;
}

/**
 * ear_plans_apply:
 * @event: SUBSCRIBED
 */
void
ear_plans_apply (EarPlans       *self,
                 const EarEvent *event)
{
  const EarSubscribed *subscribed = &event->subscribed;
  EarPlan *plan = ensure (self, subscribed->plan ? subscribed->plan : "");

  if (g_strcmp0 (subscribed->state, "offered") == 0) {
    plan->n_offers++;
    plan->offered_at = event->at;
    if (plan->state == NULL)
      plan->state = "offered";
    return;
  }

  plan->state = g_strcmp0 (subscribed->state, "ended") == 0 ? "ended" : g_strcmp0 (subscribed->state, "trial") == 0 ? "trial" : "active";
  plan->until = subscribed->until;
  plan->micros = subscribed->micros;
  plan->n_offers = 0;
  g_free (plan->currency);
  plan->currency = g_strdup (subscribed->currency ? subscribed->currency : "");
}

/**
 * ear_plans_find:
 *
 * Returns: (nullable): what is known of it, whether it is in force or not
 */
const EarPlan *
ear_plans_find (EarPlans   *self,
                const char *plan)
{
  return g_hash_table_lookup (self, plan);
}

/**
 * ear_plans_has:
 * @now: µs since 1970
 *
 * Returns: whether it is in force
 */
gboolean
ear_plans_has (EarPlans   *self,
               const char *plan,
               gint64      now)
{
  const EarPlan *found = ear_plans_find (self, plan);

  return found != NULL && (strcmp (found->state, "trial") == 0 || strcmp (found->state, "active") == 0) &&
         (found->until == 0 || found->until > now);
}

static int
compare_plans (gconstpointer a,
               gconstpointer b)
{
  const EarPlan *one = *(EarPlan *const *) a, *other = *(EarPlan *const *) b;

  return strcmp (one->plan, other->plan);
}

/**
 * ear_plans_dup_all:
 *
 * Returns: (transfer container) (element-type EarPlan): by name
 */
GPtrArray *
ear_plans_dup_all (EarPlans *self)
{
  GPtrArray *plans = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer plan;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, NULL, &plan))
    g_ptr_array_add (plans, plan);
  g_ptr_array_sort (plans, compare_plans);

  return plans;
}

/**
 * ear_plans_get_next_due:
 *
 * Returns: when the next trial ends, µs since 1970; %G_MAXINT64 for never
 */
gint64
ear_plans_get_next_due (EarPlans *self)
{
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const EarPlan *plan = value;

    if (strcmp (plan->state, "trial") == 0 && plan->until > 0)
      next = MIN (next, plan->until);
  }

  return next;
}
