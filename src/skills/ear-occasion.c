/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include "dialog/ear-calendar.h"
#include "nlu/ear-spoken-value.h"

#include <stdio.h>
#include <string.h>

/* When: "at seven", "tomorrow at half past six", "every Monday and Friday at 6:30". */

void
ear_occasion_clear (EarOccasion *self)
{
  g_clear_pointer (&self->wall, g_free);
  g_clear_pointer (&self->rule, g_free);
}

static gboolean
read_time (const char   *text,
           EarClockTime *clock)
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

/**
 * ear_occasion_read_clock:
 *
 * "Seven" was understood as the next seven o'clock. It may be either if it would have been another one at another hour.
 *
 * Returns: whether the slot "time" holds a time of day
 */
gboolean
ear_occasion_read_clock (const EarScene *scene,
                         EarClockTime   *clock)
{
  g_autofree char *value = ear_tools_dup_value (scene, "time");
  const char *heard = ear_scene_get_heard (scene, "time");
  g_autofree char *early = heard ? parse_at (scene, heard, 0) : NULL;
  g_autofree char *late = heard ? parse_at (scene, heard, 12) : NULL;

  *clock = (EarClockTime) { 0 };
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

static const char *const later_words[] = { " evening ", " afternoon ", " tonight ", " abend ", " nachmittag ", NULL };

/* The half of the day may have been said elsewhere, as in "this evening at seven", or be clear: who wants to be woken means
 * the morning.
 */
static void
settle_half (const EarScene *scene,
             EarClockTime   *clock)
{
  static const char *const waking[] = {
    " wake ", " get up ", " be up ", " get me up ", " morning ", " weck mich ", " wecke mich ", " wecken ", " aufstehen ", " früh ", NULL
  };
  g_autofree char *heard = dup_heard (scene);

  if (!clock->either)
    return;

  clock->either = !contains_any (heard, later_words) && !contains_any (heard, waking);
  if (contains_any (heard, later_words))
    clock->hour = clock->hour % 12 + 12;
}

/* What comes every day is for the hours in which people are up, or are woken. */
static void
settle_habit (gboolean      waking,
              EarClockTime *clock)
{
  if (clock->either && !waking && clock->hour < 7)
    clock->hour += 12;
  clock->either = FALSE;
}

static char *
make_wall (GDateTime *day,
           int        hour,
           int        minute)
{
  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:00", g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), hour, minute);
}

GDateTime *
ear_occasion_read_day (const EarScene *scene,
                       const char     *text)
{
  int year, month, day;

  if (text == NULL || sscanf (text, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;

  return g_date_time_new (scene->timezone, year, month, day, 0, 0, 0);
}

/* Returns: (nullable): the wall at the next time at which the clock shows it on @day, %NULL where that is over */
static char *
find_on_day (const EarScene     *scene,
             GDateTime          *day,
             const EarClockTime *clock)
{
  g_autofree char *wall = make_wall (day, clock->hour, clock->minute);

  if (clock->either && ear_calendar_resolve (wall, scene->timezone) <= scene->now) {
    g_free (wall);
    wall = make_wall (day, (clock->hour + 12) % 24, clock->minute);
  }

  return ear_calendar_resolve (wall, scene->timezone) > scene->now ? g_steal_pointer (&wall) : NULL;
}

/* On that day, or else today or tomorrow. */
static char *
find_wall (const EarScene     *scene,
           GDateTime          *day,
           const EarClockTime *clock)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);
  char *wall = find_on_day (scene, day ? day : now, clock);

  return wall || day ? wall : find_on_day (scene, tomorrow, clock);
}

static const EarSlotValue *
find_repeat (const EarScene *scene)
{
  g_autofree char *name = ear_tools_dup_value (scene, "repeat");
  const EarSlotValue *value = name ? ear_tools_find_value (scene, "Repeat", name) : NULL;

  return value && value->id ? value : NULL;
}

static void
append_day (const EarScene *scene,
            GString        *rule,
            const char     *slot)
{
  g_autofree char *name = ear_tools_dup_value (scene, slot);
  const EarSlotValue *value = name ? ear_tools_find_value (scene, "Weekday", name) : NULL;

  const char *days = strstr (rule->str, "BYDAY=");

  if (value && value->id && days && !strstr (days, value->id))
    g_string_append_printf (rule, ",%s", value->id);
}

/* "On Mondays, Wednesdays and Fridays" is no value of the type, but its days are words of another. */
static char *
find_days (const EarScene *scene,
           const char     *words)
{
  const EarSlotType *weekdays = ear_interaction_model_find_type (scene->model, "Weekday");
  g_autofree char *folded = g_utf8_casefold (words, -1);
  GString *rule = g_string_new (NULL);

  for (guint i = 0; weekdays != NULL && i < weekdays->values->len; i++) {
    const EarSlotValue *value = g_ptr_array_index (weekdays->values, i);
    g_autofree char *name = g_utf8_casefold (value->name, -1);

    if (strstr (folded, name) && value->id)
      g_string_append_printf (rule, "%s%s", rule->len > 0 ? "," : "FREQ=WEEKLY;BYDAY=", value->id);
  }

  return g_string_free (rule, rule->len == 0);
}

/**
 * ear_occasion_read_rule:
 *
 * Returns: (transfer full) (nullable): "every Monday and Friday" as an RRULE
 */
char *
ear_occasion_read_rule (const EarScene *scene)
{
  const EarSlotValue *repeat = find_repeat (scene);
  g_autofree char *words = ear_tools_dup_value (scene, "repeat");
  GString *rule;

  if (repeat == NULL)
    return words ? find_days (scene, words) : NULL;

  rule = g_string_new_len (repeat->id, strcspn (repeat->id, "@"));
  append_day (scene, rule, "another");
  append_day (scene, rule, "more");

  return g_string_free (rule, FALSE);
}

/* "Every morning" names a time of its own, for the case that nobody says another one, and the half of the day. */
static gboolean
read_clock (const EarScene *scene,
            EarClockTime   *clock)
{
  const EarSlotValue *repeat = find_repeat (scene);
  const char *usual = repeat ? strchr (repeat->id, '@') : NULL;
  EarClockTime own = { 0 };
  gboolean said = ear_occasion_read_clock (scene, clock);

  if (usual == NULL || !read_time (usual + 1, &own))
    return said;
  if (!said) {
    *clock = own;
  } else if (clock->either) {
    clock->hour = clock->hour % 12 + (own.hour >= 12 ? 12 : 0);
    clock->either = FALSE;
  }

  return TRUE;
}

/* "Every other Sunday" begins with the next one. */
static char *
dup_densest (const char *rule)
{
  const char *interval = strstr (rule, ";INTERVAL=");
  const char *rest = interval ? strchr (interval + 1, ';') : NULL;

  return interval ? g_strdup_printf ("%.*s%s", (int) (interval - rule), rule, rest ? rest : "") : g_strdup (rule);
}

/* The first time of a rule keeps the time of day that was said, even where that day has no such hour. */
static EarOccasionKind
find_first (const EarScene     *scene,
            const EarClockTime *clock,
            EarOccasion        *self)
{
  g_autofree char *densest = dup_densest (self->rule);
  gint64 due = ear_calendar_next (self->wall, densest, scene->timezone, scene->now);
  g_autoptr (GDateTime) day = NULL;

  if (due == EAR_CALENDAR_NEVER)
    return EAR_OCCASION_PAST;

  day = ear_tools_dup_local (scene, due);
  self->due = due;
  if (clock != NULL) {
    g_free (self->wall);
    self->wall = make_wall (day, clock->hour, clock->minute);
  }

  return EAR_OCCASION_GOOD;
}

/* "Every hour" needs no time: it begins to count now. */
static EarOccasionKind
read_hourglass (const EarScene *scene,
                EarOccasion    *self)
{
  self->wall = ear_calendar_dup_wall (scene->now, scene->timezone);

  return find_first (scene, NULL, self);
}

/**
 * ear_occasion_read:
 * @waking: whether it is to wake somebody
 * @self: (out caller-allocates): when
 *
 * Reads the slots "time", "date", "repeat", "another" and "more".
 */
EarOccasionKind
ear_occasion_read (const EarScene *scene,
                   gboolean        waking,
                   EarOccasion    *self)
{
  g_autofree char *date = ear_tools_dup_value (scene, "date");
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, date);
  EarClockTime clock;

  *self = (EarOccasion) { .rule = ear_occasion_read_rule (scene) };
  if (!read_clock (scene, &clock)) {
    gboolean counts = self->rule && (g_str_has_prefix (self->rule, "FREQ=HOURLY") || g_str_has_prefix (self->rule, "FREQ=MINUTELY"));

    return counts ? read_hourglass (scene, self) : EAR_OCCASION_UNSAID;
  }

  settle_half (scene, &clock);
  if (self->rule != NULL)
    settle_habit (waking, &clock);
  self->wall = find_wall (scene, day, &clock);
  if (self->wall == NULL)
    return EAR_OCCASION_PAST;
  if (self->rule != NULL)
    return find_first (scene, &clock, self);
  self->due = ear_calendar_resolve (self->wall, scene->timezone);

  return EAR_OCCASION_GOOD;
}

static const EarSlotValue *
find_by_id (const EarScene *scene,
            const char     *type,
            const char     *id)
{
  const EarSlotType *found = ear_interaction_model_find_type (scene->model, type);

  for (guint i = 0; found != NULL && i < found->values->len; i++) {
    const EarSlotValue *value = g_ptr_array_index (found->values, i);

    if (g_strcmp0 (value->id, id) == 0)
      return value;
  }

  return NULL;
}

static char *
dup_days (const EarScene *scene,
          const char     *byday)
{
  g_auto (GStrv) ids = g_strsplit (byday, ",", 8);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *days = NULL;
  g_autofree char *ssml = NULL;

  for (guint i = 0; ids[i]; i++) {
    const EarSlotValue *value = find_by_id (scene, "Weekday", ids[i]);

    if (value == NULL)
      return NULL;
    g_ptr_array_add (names, value->name);
  }
  days = ear_phrase_list (scene->locale, names);
  ssml = ear_scene_render (scene, "repeat.days", "days", days, NULL);

  return ear_phrase_plain (ssml);
}

/**
 * ear_occasion_dup_repeat:
 * @rule: an RRULE
 *
 * Returns: (transfer full): "every weekday", "every Monday and Friday"; "again and again" for what nobody can say
 */
char *
ear_occasion_dup_repeat (const EarScene *scene,
                         const char     *rule)
{
  const char *weekly = "FREQ=WEEKLY;BYDAY=";
  const EarSlotValue *value = find_by_id (scene, "Repeat", rule);
  char *days = NULL;

  if (value != NULL)
    return g_strdup (value->name);
  if (g_str_has_prefix (rule, weekly))
    days = dup_days (scene, rule + strlen (weekly));

  return days ? days : ear_tools_dup_words (scene, "repeat.other");
}

static gboolean
is_same_day (GDateTime *one,
             GDateTime *other)
{
  return g_date_time_get_year (one) == g_date_time_get_year (other) && g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

/**
 * ear_occasion_keep_on_day:
 * @alerts: (element-type EarAlert)
 *
 * Keeps those that ring on that day, be it the first time or again.
 */
void
ear_occasion_keep_on_day (const EarScene *scene,
                          GPtrArray      *alerts,
                          GDateTime      *day)
{
  gint64 midnight = g_date_time_to_unix (day) * G_USEC_PER_SEC;

  for (guint i = alerts->len; i > 0; i--) {
    const EarAlert *alert = g_ptr_array_index (alerts, i - 1);
    g_autoptr (GDateTime) due = ear_tools_dup_local (scene, alert->due);
    gint64 again = alert->recurrence ? ear_calendar_next (alert->wall, alert->recurrence, scene->timezone, MAX (midnight, alert->due) - 1)
                                     : EAR_CALENDAR_NEVER;
    g_autoptr (GDateTime) next = again < EAR_CALENDAR_NEVER ? ear_tools_dup_local (scene, again) : NULL;

    if (!is_same_day (due, day) && !(next && is_same_day (next, day)))
      g_ptr_array_remove_index (alerts, i - 1);
  }
}
