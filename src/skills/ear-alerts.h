/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "skills/ear-skill-tools.h"

G_BEGIN_DECLS

/* Alarms and timers: the two halves of the skill "alerts", and what they share. */

void       ear_alarms_set        (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_list       (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_cancel     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_snooze     (const EarScene  *scene,
                                  EarWishes       *wishes);

void       ear_timers_set        (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_list       (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_cancel     (const EarScene  *scene,
                                  EarWishes       *wishes);

GPtrArray *ear_alerts_list       (const EarScene  *scene,
                                  const char      *kind) G_GNUC_WARN_UNUSED_RESULT;
void       ear_alerts_schedule   (const EarScene  *scene,
                                  EarWishes       *wishes,
                                  const char      *kind,
                                  const char      *label,
                                  gint64           due,
                                  gint64           span);
void       ear_alerts_unschedule (const EarScene  *scene,
                                  EarWishes       *wishes,
                                  GPtrArray       *alerts);
gint64     ear_alerts_read_span  (const char      *text);

G_END_DECLS
