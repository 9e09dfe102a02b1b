/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-provider.h"

G_BEGIN_DECLS

/**
 * EarDays:
 * @first: the first day
 * @today: today where the weather is
 * @count: how many days, 1–7
 *
 * The days that a weather question asks for.
 */
typedef struct {
  GDate first;
  GDate today;
  guint count;
} EarDays;

gboolean    ear_days_init        (EarDays            *self,
                                  const EarQuestion  *question,
                                  GTimeZone          *zone,
                                  GError            **error);
char       *ear_day_to_text      (const GDate        *day) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_day_parse        (const char         *text,
                                  GDate              *day);
const char *ear_weather_get_home (const char         *locale);

G_END_DECLS
