/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "skills/ear-skill-tools.h"

G_BEGIN_DECLS

/* Alarms, timers, reminders and the music's sleep: the rooms of the skill "alerts", and what they share. */

void       ear_alarms_set        (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_list       (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_cancel     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_snooze     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alarms_set_volume (const EarScene  *scene,
                                  EarWishes       *wishes);

void       ear_timers_set        (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_refuse_backward (const EarScene  *scene,
                                       EarWishes       *wishes);
void       ear_timers_list       (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_cancel     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_extend     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_set_sleep  (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_timers_cancel_sleep (const EarScene *scene,
                                    EarWishes      *wishes);

void       ear_reminders_set     (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_reminders_list    (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_reminders_cancel  (const EarScene  *scene,
                                  EarWishes       *wishes);
char      *ear_reminders_turn    (const EarScene  *scene,
                                  const char      *task) G_GNUC_WARN_UNUSED_RESULT;

/* What happened while nobody asked: what begins to ring, what rang for nobody, what was missed. */
void       ear_alerts_announce   (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alerts_miss       (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alerts_give_up    (const EarScene  *scene,
                                  EarWishes       *wishes);
void       ear_alerts_confess    (const EarScene  *scene,
                                  EarWishes       *wishes);

/* More than this many are counted, not listed. */
#define EAR_ALERTS_MAX_LISTED 8

GPtrArray *ear_alerts_list       (const EarScene  *scene,
                                  const char      *kind) G_GNUC_WARN_UNUSED_RESULT;
void       ear_alerts_schedule   (const EarScene  *scene,
                                  EarWishes       *wishes,
                                  EarScheduled     scheduled);
void       ear_alerts_unschedule (const EarScene  *scene,
                                  EarWishes       *wishes,
                                  GPtrArray       *alerts);
gint64     ear_alerts_read_span  (const char      *text);

/**
 * EarClockTime:
 * @either: twelve hours earlier or later may be meant as well; then the hour is that of the morning
 *
 * A time of day as it was said.
 */
typedef struct {
  int      hour;
  int      minute;
  gboolean either;
} EarClockTime;

/**
 * EarOccasion:
 * @due: the first time, µs since 1970
 * @wall: what the clock on the wall shows then
 * @rule: (nullable): an RRULE
 *
 * When something is to happen, and when again.
 */
typedef struct {
  gint64  due;
  char   *wall;
  char   *rule;
} EarOccasion;

/**
 * EarOccasionKind:
 * @EAR_OCCASION_UNSAID: no time was said
 * @EAR_OCCASION_PAST: the time is over
 * @EAR_OCCASION_GOOD: this is when
 */
typedef enum {
  EAR_OCCASION_UNSAID,
  EAR_OCCASION_PAST,
  EAR_OCCASION_GOOD,
} EarOccasionKind;

EarOccasionKind ear_occasion_read  (const EarScene *scene,
                                    gboolean        waking,
                                    EarOccasion    *self);
void            ear_occasion_clear (EarOccasion    *self);

GDateTime *ear_occasion_read_day    (const EarScene  *scene,
                                     const char      *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean   ear_occasion_read_clock  (const EarScene  *scene,
                                     EarClockTime    *clock);
char      *ear_occasion_read_rule   (const EarScene  *scene) G_GNUC_WARN_UNUSED_RESULT;
char      *ear_occasion_dup_repeat  (const EarScene  *scene,
                                     const char      *rule) G_GNUC_WARN_UNUSED_RESULT;
void       ear_occasion_keep_on_day (const EarScene  *scene,
                                     GPtrArray       *alerts,
                                     GDateTime       *day);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarOccasion, ear_occasion_clear)

G_END_DECLS
