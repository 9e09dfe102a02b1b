/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tariff.h"

G_BEGIN_DECLS

/**
 * EarRule:
 * @item: key of the tariff
 * @own: the account of what was earned or spent
 * @against: the account where the money is
 * @partner: (nullable): who gets the rest of what changed hands
 * @depth: where it counts if the tariff does not say
 * @moves: whether it only moves wealth from one account to another and changes no result
 *
 * Where a charge is booked.
 */
typedef struct {
  const char *item;
  const char *own;
  const char *against;
  const char *partner;
  EarDepth    depth;
  gboolean    moves;
} EarRule;

const EarRule *ear_rule_find        (const char *item);
const EarRule *ear_rule_get_unknown (void);

G_END_DECLS
