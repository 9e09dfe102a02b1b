/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include "nlu/ear-spoken-value.h"

#include <stdio.h>
#include <string.h>

#define DEFAULT_SNOOZE (9 * G_TIME_SPAN_MINUTE)
#define MAX_SNOOZE G_TIME_SPAN_DAY

/* `either`: twelve hours earlier or later may be meant as well; then the hour is that of the morning. */
typedef struct {
  int      hour;
  int      minute;
  gboolean either;
} Clock;

static gboolean
read_time (const char *text,
           Clock      *clock)
{
  return text != NULL && sscanf (text, "%2d:%2d", &clock->hour, &clock->minute) == 2 && clock->hour >= 0 && clock->hour < 24 &&
         clock->minute >= 0 && clock->minute < 60;
}

static char *
parse_at (const EarScene *scene,
          const char     *heard,
          int             hour)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2000, 1, 1, hour, 0, 0);

  return ear_spoken_value_parse (EAR_VALUE_TIME, scene->locale, heard, now);
}

/* "Seven" was understood as the next seven o'clock. It may be either if it would have been another one at another hour. */
static gboolean
get_clock (const EarScene *scene,
           Clock          *clock)
{
  g_autofree char *value = ear_tools_dup_value (scene, "time");
  const char *heard = ear_scene_get_heard (scene, "time");
  g_autofree char *early = heard ? parse_at (scene, heard, 0) : NULL;
  g_autofree char *late = heard ? parse_at (scene, heard, 12) : NULL;

  *clock = (Clock) { 0 };
  if (!read_time (value, clock))
    return FALSE;
  clock->either = early != NULL && g_strcmp0 (early, late) != 0;

  return !clock->either || read_time (early, clock);
}

/* The words of this turn, to see how a time was meant. */
static char *
dup_heard (const EarScene *scene)
{
  const EarEvent *event = ear_tools_peek_last (scene, EAR_EVENT_HEARD, NULL);
  g_autofree char *folded = g_utf8_strdown (event && event->heard.text ? event->heard.text : "", -1);

  g_strdelimit (folded, ".,!?", ' ');

  return g_strconcat (" ", folded, " ", NULL);
}

static gboolean
contains_any (const char        *text,
              const char *const *words)
{
  for (; *words; words++)
    if (strstr (text, *words))
      return TRUE;

  return FALSE;
}

/* The half of the day may have been said elsewhere, as in "this evening at seven", or be clear: who wants to be woken means
 * the morning.
 */
static void
settle_half (const EarScene *scene,
             Clock          *clock)
{
  static const char *const later[] = { " evening ", " afternoon ", " tonight ", " abend ", " nachmittag ", NULL };
  static const char *const waking[] = {
    " wake ", " get up ", " be up ", " get me up ", " morning ", " weck mich ", " wecke mich ", " wecken ", " aufstehen ", " früh ", NULL
  };
  g_autofree char *heard = dup_heard (scene);

  if (!clock->either)
    return;

  clock->either = !contains_any (heard, later) && !contains_any (heard, waking);
  if (contains_any (heard, later))
    clock->hour = clock->hour % 12 + 12;
}

static gint64
make_time (const EarScene *scene,
           GDateTime      *day,
           int             hour,
           int             minute)
{
  g_autoptr (GDateTime) time = g_date_time_new (scene->timezone, g_date_time_get_year (day), g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day), hour, minute, 0);

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/* Returns: the next time at which the clock shows it on @day, or 0 where that is over */
static gint64
find_on_day (const EarScene *scene,
             GDateTime      *day,
             const Clock    *clock)
{
  gint64 due = make_time (scene, day, clock->hour, clock->minute);

  if (clock->either && due <= scene->now)
    due = make_time (scene, day, (clock->hour + 12) % 24, clock->minute);

  return due > scene->now ? due : 0;
}

static GDateTime *
read_day (const EarScene *scene,
          const char     *text)
{
  int year, month, day;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;

  return g_date_time_new (scene->timezone, year, month, day, 0, 0, 0);
}

/* Returns: when the alarm should ring, 0 where that is over */
static gint64
find_due (const EarScene *scene,
          GDateTime      *day,
          const Clock    *clock)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  gint64 due = find_on_day (scene, day ? day : now, clock);

  return due || day ? due : find_on_day (scene, tomorrow, clock);
}

static void
say_alarm (const EarScene *scene,
           EarWishes      *wishes,
           const char     *prompt,
           gint64          due)
{
  g_autofree char *day = ear_tools_dup_day (scene, due);
  g_autofree char *time = ear_tools_dup_time (scene, due);
  g_autofree char *ssml = ear_scene_render (scene, prompt, "day", day, "time", time, NULL);

  ear_tools_say (scene, wishes, ssml);
}

void
ear_alarms_set (const EarScene *scene,
                EarWishes      *wishes)
{
  g_autofree char *date = ear_tools_dup_value (scene, "date");
  g_autoptr (GDateTime) day = read_day (scene, date);
  Clock clock;
  gint64 due;

  if (!get_clock (scene, &clock)) {
    ear_tools_elicit (scene, wishes, "alarm.when", "time");
    return;
  }

  settle_half (scene, &clock);
  due = find_due (scene, day, &clock);
  if (due == 0) {
    ear_tools_elicit (scene, wishes, "alarm.past", "time");
    return;
  }

  ear_alerts_schedule (scene, wishes, "alarm", NULL, due, 0);
  say_alarm (scene, wishes, "alarm.set", due);
}

static char *
dup_phrase_list (const EarScene *scene,
                 GPtrArray      *alarms)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < alarms->len; i++) {
    const EarAlert *alarm = g_ptr_array_index (alarms, i);
    g_autofree char *day = ear_tools_dup_day (scene, alarm->due);
    g_autofree char *time = ear_tools_dup_time (scene, alarm->due);
    g_autofree char *ssml = ear_scene_render (scene, "alarm.item", "day", day, "time", time, NULL);

    g_ptr_array_add (phrases, ear_phrase_plain (ssml));
  }

  return ear_phrase_list (scene->locale, phrases);
}

void
ear_alarms_list (const EarScene *scene,
                 EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alarms = ear_alerts_list (scene, "alarm");
  g_autofree char *phrases = dup_phrase_list (scene, alarms);
  g_autofree char *count = ear_tools_dup_number (scene, alarms->len);
  g_autofree char *many = ear_scene_render (scene, "alarm.many", "count", count, "alarms", phrases, NULL);

  if (alarms->len == 0)
    ear_scene_say (scene, wishes, "alarm.none", NULL);
  else if (alarms->len == 1)
    say_alarm (scene, wishes, "alarm.one", ((const EarAlert *) g_ptr_array_index (alarms, 0))->due);
  else
    ear_tools_say (scene, wishes, many);
}

/* Keeps the alarms for that time of day; without a half of the day either may be meant. */
static void
keep_at (const EarScene *scene,
         GPtrArray      *alarms,
         const Clock    *clock)
{
  for (guint i = alarms->len; i > 0; i--) {
    const EarAlert *alarm = g_ptr_array_index (alarms, i - 1);
    g_autoptr (GDateTime) due = ear_tools_dup_local (scene, alarm->due);
    int apart = ABS (g_date_time_get_hour (due) - clock->hour);

    if (g_date_time_get_minute (due) != clock->minute || (apart != 0 && !(clock->either && apart == 12)))
      g_ptr_array_remove_index (alarms, i - 1);
  }
}

static void
keep_on_day (const EarScene *scene,
             GPtrArray      *alarms,
             GDateTime      *day)
{
  for (guint i = alarms->len; i > 0; i--) {
    const EarAlert *alarm = g_ptr_array_index (alarms, i - 1);
    g_autoptr (GDateTime) due = ear_tools_dup_local (scene, alarm->due);

    if (g_date_time_get_year (due) != g_date_time_get_year (day) ||
        g_date_time_get_day_of_year (due) != g_date_time_get_day_of_year (day))
      g_ptr_array_remove_index (alarms, i - 1);
  }
}

static void
ask_which (const EarScene *scene,
           EarWishes      *wishes,
           GPtrArray      *alarms)
{
  g_autofree char *phrases = dup_phrase_list (scene, alarms);
  g_autofree char *question = ear_scene_render (scene, "alarm.which", "alarms", phrases, NULL);

  ear_tools_ask_back (scene, wishes, question, "alarm.which.again", NULL);
  ear_scene_expect (scene, wishes, "elicit", "alarm.cancel", "time", NULL);
}

static void
say_no_such (const EarScene *scene,
             EarWishes      *wishes,
             GDateTime      *day,
             const Clock    *clock)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  gint64 due = make_time (scene, day ? day : now, clock ? clock->hour : 12, clock ? clock->minute : 0);

  say_alarm (scene, wishes, clock ? "alarm.no-such" : "alarm.none-on-day", due);
}

void
ear_alarms_cancel (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alarms = ear_alerts_list (scene, "alarm");
  g_autoptr (GDateTime) day = read_day (scene, ear_scene_get_value (scene, "date"));
  gboolean all = ear_scene_get_value (scene, "all") != NULL;
  Clock clock;
  gboolean timed = get_clock (scene, &clock);

  if (!all && !timed && day == NULL && ear_household_peek_ringing (scene->household) != NULL) {
    ear_tools_hush (scene, wishes);
    return;
  }
  if (alarms->len == 0) {
    ear_scene_say (scene, wishes, "alarm.none", NULL);
    return;
  }

  if (day != NULL)
    keep_on_day (scene, alarms, day);
  if (timed)
    keep_at (scene, alarms, &clock);

  if (alarms->len == 0) {
    say_no_such (scene, wishes, day, timed ? &clock : NULL);
  } else if (alarms->len > 1 && !all && !timed) {
    ask_which (scene, wishes, alarms);
  } else {
    ear_alerts_unschedule (scene, wishes, alarms);
    if (alarms->len > 1)
      ear_scene_say (scene, wishes, "alarm.canceled-all", NULL);
    else
      say_alarm (scene, wishes, "alarm.canceled", ((const EarAlert *) g_ptr_array_index (alarms, 0))->due);
  }
}

void
ear_alarms_snooze (const EarScene *scene,
                   EarWishes      *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (scene->household);
  gint64 wanted = ear_alerts_read_span (ear_scene_get_value (scene, "duration"));
  gint64 span = wanted ? CLAMP (wanted, G_TIME_SPAN_MINUTE, MAX_SNOOZE) : DEFAULT_SNOOZE;
  g_autofree char *duration = ear_phrase_duration (scene->locale, span);
  g_autofree char *ssml = NULL;

  if (ear_household_peek_ringing (scene->household) == NULL) {
    ear_scene_say (scene, wishes, "alarm.not-ringing", NULL);
    return;
  }

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      ear_wishes_note (wishes, &(EarEvent) {
        .type = EAR_EVENT_SNOOZED,
        .alerted = { .id = alert->id, .due = scene->now + span },
      });
  }
  ear_wishes_add (wishes, EAR_WISH_HUSH);

  ssml = ear_scene_render (scene, "alarm.snoozed", "duration", duration, NULL);
  ear_tools_say (scene, wishes, ssml);
}
