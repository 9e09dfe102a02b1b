/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-clock.h"
#include "model/ear-household.h"
#include "model/ear-tariff.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EarTurnReport:
 * @n: number of the line, from 1
 * @input: the line as it was given
 * @from: the tape's length before it
 * @to: and after it
 *
 * Which part of a tape one line of a conversation covers.
 */
typedef struct {
  guint       n;
  const char *input;
  guint       from;
  guint       to;
} EarTurnReport;

JsonNode *ear_turn_report_to_json (const EarTurnReport *self,
                                   EarTape             *tape,
                                   EarHousehold        *household,
                                   EarTariff           *tariff,
                                   EarClock            *clock,
                                   const char          *locale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
