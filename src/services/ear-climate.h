/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-answer.h"
#include "model/ear-dice.h"

G_BEGIN_DECLS

/**
 * EarClimate:
 * @high: mean daily maximum of each month, °C
 * @low: mean daily minimum of each month, °C
 * @rain_days: days with rain or snow in each month
 *
 * What the weather of a place is like.
 */
typedef struct {
  double high[12];
  double low[12];
  double rain_days[12];
} EarClimate;

void   ear_climate_forecast  (const EarClimate *self,
                              EarDice           dice,
                              const char       *place,
                              const GDate      *day,
                              EarForecast      *forecast);
double ear_climate_get_now   (double            low,
                              double            high,
                              double            hour);

G_END_DECLS
