/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include "dialog/ear-calendar.h"

#include <string.h>

#define DEFAULT_SNOOZE (9 * G_TIME_SPAN_MINUTE)
#define MAX_SNOOZE G_TIME_SPAN_DAY
#define MAX_VOLUME 10

/* `prompt` has a sister "-repeat" for alarms that come again. */
static char *
render (const EarScene *scene,
        const char     *prompt,
        gint64          due,
        const char     *rule)
{
  g_autofree char *day = ear_tools_dup_day (scene, due);
  g_autofree char *time = ear_tools_dup_time (scene, due);
  g_autofree char *repeat = rule ? ear_occasion_dup_repeat (scene, rule) : NULL;
  g_autofree char *repeating = g_strconcat (prompt, "-repeat", NULL);

  if (rule != NULL && ear_tools_has_prompt (scene, repeating))
    return ear_scene_render (scene, repeating, "day", day, "time", time, "repeat", repeat, NULL);

  return ear_scene_render (scene, prompt, "day", day, "time", time, NULL);
}

static void
say_alarm (const EarScene *scene,
           EarWishes      *wishes,
           const char     *prompt,
           gint64          due,
           const char     *rule)
{
  g_autofree char *ssml = render (scene, prompt, due, rule);

  ear_tools_say (scene, wishes, ssml);
}

/* In the night that lacks an hour no clock shows what was asked for: why it rings later is said.
 *
 * Returns: (transfer full) (nullable): that, where it is so
 */
static char *
explain_moved (const EarScene    *scene,
               const EarOccasion *occasion)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) asked = occasion->wall ? g_date_time_new_from_iso8601 (occasion->wall, utc) : NULL;
  g_autoptr (GDateTime) due = ear_tools_dup_local (scene, occasion->due);
  g_autofree char *time = NULL;

  if (asked == NULL || due == NULL || occasion->rule != NULL ||
      (g_date_time_get_hour (asked) == g_date_time_get_hour (due) && g_date_time_get_minute (asked) == g_date_time_get_minute (due)))
    return NULL;

  time = ear_phrase_time (scene->locale, asked);

  return ear_scene_render (scene, "alarm.moved", "time", time, NULL);
}

static void
say_set (const EarScene    *scene,
         EarWishes         *wishes,
         const EarOccasion *occasion,
         const char        *sound)
{
  g_autofree char *ssml = render (scene, "alarm.set", occasion->due, occasion->rule);
  g_autofree char *with = sound ? ear_scene_render (scene, "alarm.with-sound", "sound", sound, NULL) : NULL;
  g_autofree char *moved = explain_moved (scene, occasion);
  g_autofree char *all = g_strjoin (" ", ssml, with ? with : moved, with ? moved : NULL, NULL);

  ear_tools_say (scene, wishes, all);
}

void
ear_alarms_set (const EarScene *scene,
                EarWishes      *wishes)
{
  g_autofree char *sound = ear_tools_dup_value (scene, "genre");
  g_auto (EarOccasion) occasion = { 0 };

  switch (ear_occasion_read (scene, TRUE, &occasion)) {
  case EAR_OCCASION_UNSAID:
    ear_tools_elicit (scene, wishes, "alarm.when", "time");
    break;
  case EAR_OCCASION_PAST:
    ear_tools_elicit (scene, wishes, "alarm.past", "time");
    break;
  case EAR_OCCASION_GOOD:
  default:
    ear_alerts_schedule (scene, wishes, (EarScheduled) {
      .kind = "alarm", .due = occasion.due, .wall = occasion.wall, .recurrence = occasion.rule, .sound = sound,
    });
    say_set (scene, wishes, &occasion, sound);
    break;
  }
}

static char *
dup_phrase_list (const EarScene *scene,
                 GPtrArray      *alarms)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (alarms->len, EAR_ALERTS_MAX_LISTED); i++) {
    const EarAlert *alarm = g_ptr_array_index (alarms, i);
    g_autofree char *ssml = render (scene, "alarm.item", alarm->due, alarm->recurrence);

    g_ptr_array_add (phrases, ear_phrase_plain (ssml));
  }

  return ear_phrase_list (scene->locale, phrases);
}

/* Who has five hundred does not want to hear them all. */
static void
say_many (const EarScene *scene,
          EarWishes      *wishes,
          GPtrArray      *alarms)
{
  gboolean crowd = alarms->len > EAR_ALERTS_MAX_LISTED;
  const EarAlert *first = g_ptr_array_index (alarms, 0);
  g_autofree char *item = render (scene, "alarm.item", first->due, first->recurrence);
  g_autofree char *words = ear_phrase_plain (item);
  g_autofree char *phrases = dup_phrase_list (scene, alarms);
  g_autofree char *count = ear_tools_dup_number (scene, alarms->len);
  g_autofree char *many = ear_scene_render (scene, crowd ? "alarm.crowd" : "alarm.many", "count", count, "alarms", phrases, "first", words, NULL);

  ear_tools_say (scene, wishes, many);
}

static void
say_none (const EarScene     *scene,
          EarWishes          *wishes,
          GDateTime          *day,
          const EarClockTime *clock)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  GDateTime *on = day ? day : now;
  g_autoptr (GDateTime) then = g_date_time_new (scene->timezone, g_date_time_get_year (on), g_date_time_get_month (on),
                                                g_date_time_get_day_of_month (on), clock ? clock->hour : 12, clock ? clock->minute : 0, 0);

  say_alarm (scene, wishes, clock ? "alarm.no-such" : "alarm.none-on-day", g_date_time_to_unix (then) * G_USEC_PER_SEC, NULL);
}

void
ear_alarms_list (const EarScene *scene,
                 EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alarms = ear_alerts_list (scene, "alarm");
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, ear_scene_get_value (scene, "date"));

  if (day != NULL && alarms->len > 0) {
    ear_occasion_keep_on_day (scene, alarms, day);
    if (alarms->len == 0) {
      say_none (scene, wishes, day, NULL);
      return;
    }
  }

  if (alarms->len == 0) {
    ear_scene_say (scene, wishes, "alarm.none", NULL);
  } else if (alarms->len == 1) {
    const EarAlert *alarm = g_ptr_array_index (alarms, 0);

    say_alarm (scene, wishes, "alarm.one", alarm->due, alarm->recurrence);
  } else {
    say_many (scene, wishes, alarms);
  }
}

/* Keeps the alarms for that time of day; without a half of the day either may be meant. */
static void
keep_at (const EarScene     *scene,
         GPtrArray          *alarms,
         const EarClockTime *clock)
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
keep_repeating (GPtrArray  *alarms,
                const char *rule)
{
  for (guint i = alarms->len; i > 0; i--)
    if (g_strcmp0 (((const EarAlert *) g_ptr_array_index (alarms, i - 1))->recurrence, rule) != 0)
      g_ptr_array_remove_index (alarms, i - 1);
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

/* "Cancel tomorrow's alarm" leaves out one day of what comes every day. Only the next time can be left out: an alarm has one due
 * moment, not a calendar of exceptions.
 */
static void
skip_once (const EarScene *scene,
           EarWishes      *wishes,
           const EarAlert *alarm,
           GDateTime      *day)
{
  g_autoptr (GDateTime) due = ear_tools_dup_local (scene, alarm->due);
  gint64 next = ear_calendar_next (alarm->wall, alarm->recurrence, scene->timezone, alarm->due);

  if (g_date_time_get_day_of_year (due) != g_date_time_get_day_of_year (day)) {
    say_alarm (scene, wishes, "alarm.only-next", alarm->due, NULL);
    return;
  }

  ear_wishes_note (wishes, &(EarEvent) {
    .type = next == EAR_CALENDAR_NEVER ? EAR_EVENT_UNSCHEDULED : EAR_EVENT_RESCHEDULED,
    .alerted = { .id = alarm->id, .due = next == EAR_CALENDAR_NEVER ? 0 : next },
  });
  say_alarm (scene, wishes, "alarm.skipped", alarm->due, NULL);
}

static void
cancel (const EarScene *scene,
        EarWishes      *wishes,
        GPtrArray      *alarms,
        GDateTime      *day)
{
  const EarAlert *alarm = g_ptr_array_index (alarms, 0);

  if (alarms->len == 1 && day != NULL && alarm->recurrence != NULL && alarm->state == EAR_ALERT_SET) {
    skip_once (scene, wishes, alarm, day);
    return;
  }

  ear_alerts_unschedule (scene, wishes, alarms);
  if (alarms->len > 1)
    ear_scene_say (scene, wishes, "alarm.canceled-all", NULL);
  else
    say_alarm (scene, wishes, "alarm.canceled", alarm->due, alarm->recurrence);
}

void
ear_alarms_cancel (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alarms = ear_alerts_list (scene, "alarm");
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, ear_scene_get_value (scene, "date"));
  g_autofree char *rule = ear_occasion_read_rule (scene);
  gboolean all = ear_scene_get_value (scene, "all") != NULL;
  EarClockTime clock;
  gboolean timed = ear_occasion_read_clock (scene, &clock);

  if (!all && !timed && day == NULL && rule == NULL && ear_household_peek_ringing (scene->household) != NULL) {
    ear_tools_hush (scene, wishes);
    return;
  }
  if (alarms->len == 0) {
    ear_scene_say (scene, wishes, "alarm.none", NULL);
    return;
  }

  if (day != NULL)
    ear_occasion_keep_on_day (scene, alarms, day);
  if (timed)
    keep_at (scene, alarms, &clock);
  if (rule != NULL)
    keep_repeating (alarms, rule);

  if (alarms->len == 0 && rule != NULL && day == NULL && !timed)
    ear_scene_say (scene, wishes, "alarm.none", NULL);
  else if (alarms->len == 0)
    say_none (scene, wishes, day, timed ? &clock : NULL);
  else if (alarms->len > 1 && !all && !timed)
    ask_which (scene, wishes, alarms);
  else
    cancel (scene, wishes, alarms, day);
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

/* What rings is never silent, whatever the music is turned down to. */
void
ear_alarms_set_volume (const EarScene *scene,
                       EarWishes      *wishes)
{
  gint64 said = ear_tools_get_number (scene, "level", -1);
  gint64 level = said > 2 * MAX_VOLUME - 1 ? (said + 5) / 10 : said;
  g_autofree char *value = g_strdup_printf ("%d", (int) CLAMP (level, 1, MAX_VOLUME));
  g_autofree char *words = ear_tools_dup_number (scene, CLAMP (level, 1, MAX_VOLUME));
  g_autofree char *ssml = NULL;

  if (said < 0) {
    ear_tools_elicit (scene, wishes, "alarm.how-loud", "level");
    return;
  }

  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "volume-alerts", value } });
  ssml = ear_scene_render (scene, level < 1 ? "alarm.volume-bottom" : "alarm.volume", "level", words, NULL);
  ear_tools_say (scene, wishes, ssml);
}
