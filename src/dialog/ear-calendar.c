/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-calendar.h"

#include <libical/ical.h>
#include <string.h>

/* A rule comes from a tape, so it may be anything. It is refused where its parts could make endless work, and given up where
 * the next time is not among so many: for a daily one that is 54 years after it was set.
 */
#define MAX_RULE 200
#define MAX_PARTS 8
#define MAX_INTERVAL 1000
#define MAX_COUNT 1000000
#define MAX_STEPS 20000
#define LAST_YEAR 2200

/* The smallest unit between two rings decides how they are reckoned: days and more by the calendar, less by the hourglass. */
typedef struct {
  struct icalrecurrencetype by_day;
  gint64                    step;       /* µs, 0 for days and more */
  gint64                    count;      /* of an hourglass; 0 for no end */
  struct icaltimetype       until;      /* null for no end */
} Rule;

static gboolean
read_wall (const char *wall,
           int         fields[6])
{
  static const char shape[] = "dddd-dd-ddTdd:dd:dd";
  int n = 0;

  if (wall == NULL || strlen (wall) != strlen (shape))
    return FALSE;

  memset (fields, 0, 6 * sizeof *fields);
  for (guint i = 0; shape[i]; i++) {
    if (shape[i] == 'd' ? !g_ascii_isdigit (wall[i]) : wall[i] != shape[i])
      return FALSE;
    if (shape[i] == 'd')
      fields[n] = fields[n] * 10 + (wall[i] - '0');
    else
      n++;
  }

  return fields[0] >= 1 && g_date_valid_dmy (fields[2], fields[1], fields[0]) && fields[3] < 24 && fields[4] < 60 && fields[5] < 60;
}

static gint64
subtract_offset (GTimeZone *zone,
                 int        interval,
                 gint64     local)
{
  return local - g_time_zone_get_offset (zone, interval);
}

/* @fields in the zone, as µs since 1970. Where the clocks are put back the first of both is meant, and where they are put forward
 * the first moment after.
 */
static gint64
resolve (const int  fields[6],
         GTimeZone *zone)
{
  g_autoptr (GDateTime) naive = g_date_time_new_utc (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
  gint64 local, seconds = EAR_CALENDAR_NEVER;

  if (naive == NULL)
    return EAR_CALENDAR_NEVER;

  local = g_date_time_to_unix (naive);
  for (GTimeType type = G_TIME_TYPE_STANDARD; type <= G_TIME_TYPE_DAYLIGHT; type++) {
    int interval = g_time_zone_find_interval (zone, type, local);

    if (interval >= 0)
      seconds = MIN (seconds, subtract_offset (zone, interval, local));
  }
  if (seconds == EAR_CALENDAR_NEVER) {
    int interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &local);

    seconds = subtract_offset (zone, interval, local);
  }

  return seconds * G_USEC_PER_SEC;
}

/**
 * ear_calendar_resolve:
 * @wall: (nullable): what the clock on the wall shows
 *
 * Returns: that moment, µs since 1970; %EAR_CALENDAR_NEVER where it makes no sense. An hour that the clocks leave out stands for
 *   the first moment after it, one that they show twice for the first of both
 */
gint64
ear_calendar_resolve (const char *wall,
                      GTimeZone  *zone)
{
  int fields[6];

  return read_wall (wall, fields) ? resolve (fields, zone) : EAR_CALENDAR_NEVER;
}

/**
 * ear_calendar_dup_wall:
 * @at: µs since 1970
 *
 * Returns: (transfer full) (nullable): what the clock on the wall shows then
 */
char *
ear_calendar_dup_wall (gint64     at,
                       GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%dT%H:%M:%S") : NULL;
}

/* What may be in a rule. The time of day is the wall's business, so that there is one ring a day at most. */
static gboolean
check_part (const char *key,
            const char *value)
{
  static const char *const frequencies[] = { "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", NULL };
  static const char *const others[] = {
    "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", NULL
  };
  guint64 number;

  if (*value == '\0' || value[strspn (value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-,")] != '\0')
    return FALSE;
  if (strcmp (key, "FREQ") == 0)
    return g_strv_contains (frequencies, value);
  if (strcmp (key, "INTERVAL") == 0)
    return g_ascii_string_to_unsigned (value, 10, 1, MAX_INTERVAL, &number, NULL);
  if (strcmp (key, "COUNT") == 0)
    return g_ascii_string_to_unsigned (value, 10, 1, MAX_COUNT, &number, NULL);

  return g_strv_contains (others, key);
}

static gboolean
check_rule (const char *text)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);

  if (text == NULL || strlen (text) > MAX_RULE)
    return FALSE;

  parts = g_strsplit (text, ";", MAX_PARTS + 1);
  if (g_strv_length (parts) > MAX_PARTS)
    return FALSE;
  for (guint i = 0; parts[i]; i++) {
    char *equals = strchr (parts[i], '=');

    if (equals == NULL)
      return FALSE;
    *equals = '\0';
    if (!check_part (parts[i], equals + 1) || !g_hash_table_add (keys, parts[i]))
      return FALSE;
  }

  return g_hash_table_contains (keys, "FREQ");
}

static gboolean
is_given (const short *part)
{
  return part[0] != ICAL_RECURRENCE_ARRAY_MAX;
}

static gboolean
is_plain (const struct icalrecurrencetype *rule)
{
  return !is_given (rule->by_day) && !is_given (rule->by_month_day) && !is_given (rule->by_month) && !is_given (rule->by_set_pos);
}

/* "The 31st of each February" has libical look at every day until the year 2582, and so has a day counted from the month's end
 * in a rule of days.
 */
static gboolean
has_days (const struct icalrecurrencetype *rule)
{
  static const short every[] = { 1, ICAL_RECURRENCE_ARRAY_MAX };
  const short *months = is_given (rule->by_month) ? rule->by_month : every;

  if (rule->freq != ICAL_MONTHLY_RECURRENCE && rule->freq != ICAL_YEARLY_RECURRENCE)
    for (guint j = 0; rule->by_month_day[j] != ICAL_RECURRENCE_ARRAY_MAX; j++)
      if (rule->by_month_day[j] < 0)
        return FALSE;

  for (guint i = 0; is_given (rule->by_month_day) && months[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
    for (guint j = 0; rule->by_month_day[j] != ICAL_RECURRENCE_ARRAY_MAX; j++)
      if (months[i] >= 1 && months[i] <= 12 && ABS (rule->by_month_day[j]) <= g_date_get_days_in_month (months[i], 2024))
        return TRUE;

  return !is_given (rule->by_month_day);
}

/* "The second Monday of each Monday" likewise. */
static gboolean
has_positions (const struct icalrecurrencetype *rule)
{
  if (!is_given (rule->by_set_pos))
    return TRUE;
  if (rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE || !is_given (rule->by_day))
    return FALSE;

  for (guint i = 0; rule->by_set_pos[i] != ICAL_RECURRENCE_ARRAY_MAX; i++)
    if (ABS (rule->by_set_pos[i]) > 4)
      return FALSE;

  return TRUE;
}

/* "The first Monday" is one of a month. */
static gboolean
has_weekdays (const struct icalrecurrencetype *rule)
{
  gboolean by_month = rule->freq == ICAL_MONTHLY_RECURRENCE || (rule->freq == ICAL_YEARLY_RECURRENCE && is_given (rule->by_month));

  for (guint i = 0; rule->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
    int position = icalrecurrencetype_day_position (rule->by_day[i]);

    if (position != 0 && (!by_month || ABS (position) > 4))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_rule (const char *text,
           Rule       *self)
{
  gint64 unit;

  if (!check_rule (text))
    return FALSE;

  self->by_day = icalrecurrencetype_from_string (text);
  if (self->by_day.freq == ICAL_NO_RECURRENCE)
    return FALSE;

  unit = self->by_day.freq == ICAL_HOURLY_RECURRENCE ? G_TIME_SPAN_HOUR :
         self->by_day.freq == ICAL_MINUTELY_RECURRENCE ? G_TIME_SPAN_MINUTE : 0;
  self->step = unit * MAX (self->by_day.interval, 1);
  self->count = self->by_day.count;
  self->until = self->by_day.until;
  self->by_day.until = icaltime_null_time ();

  return self->step > 0 ? is_plain (&self->by_day)
                        : has_days (&self->by_day) && has_positions (&self->by_day) && has_weekdays (&self->by_day);
}

/**
 * ear_calendar_has_rule:
 * @rule: (nullable): perhaps a recurrence
 *
 * Returns: whether it is one that alerts can have: no more often than once a minute, with no time of day of its own
 */
gboolean
ear_calendar_has_rule (const char *rule)
{
  Rule read;

  return rule != NULL && read_rule (rule, &read);
}

static gint64
resolve_time (const struct icaltimetype *time,
              GTimeZone                 *zone)
{
  const int fields[6] = { time->year, time->month, time->day, time->hour, time->minute, time->second };

  return resolve (fields, zone);
}

/* The last moment of the rule. A date alone counts to its end. */
static gint64
find_end (const Rule *rule,
          GTimeZone  *zone)
{
  struct icaltimetype until = rule->until;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (icaltime_is_null_time (until))
    return EAR_CALENDAR_NEVER - 1;
  if (until.is_date) {
    until.hour = 23;
    until.minute = until.second = 59;
  }

  return resolve_time (&until, icaltime_is_utc (until) ? utc : zone);
}

static gint64
next_by_hourglass (const Rule *rule,
                   gint64      first,
                   gint64      after)
{
  gint64 n = after < first ? 0 : (gint64) (((guint64) after - (guint64) first) / (guint64) rule->step) + 1;

  if ((rule->count > 0 && n >= rule->count) || n > (G_MAXINT64 - MAX (first, 0)) / rule->step)
    return EAR_CALENDAR_NEVER;

  return first + n * rule->step;
}

/* What is surely over anywhere need not be looked at, unless it is to be counted. */
static void
skip_past (icalrecur_iterator  *iterator,
           const Rule          *rule,
           struct icaltimetype  start,
           gint64               after)
{
  struct icaltimetype from = icaltime_from_timet_with_zone ((time_t) (after / G_USEC_PER_SEC) - 2 * 86400, FALSE, NULL);

  if (rule->count == 0 && from.year <= LAST_YEAR && icaltime_compare (from, start) > 0)
    icalrecur_iterator_set_start (iterator, from);
}

static gint64
next_by_calendar (const Rule *rule,
                  const int   fields[6],
                  GTimeZone  *zone,
                  gint64      after)
{
  struct icaltimetype start = {
    .year = fields[0], .month = fields[1], .day = fields[2], .hour = fields[3], .minute = fields[4], .second = fields[5],
  };
  icalrecur_iterator *iterator = icalrecur_iterator_new (rule->by_day, start);
  gint64 found = EAR_CALENDAR_NEVER;

  if (iterator == NULL)
    return EAR_CALENDAR_NEVER;

  skip_past (iterator, rule, start, after);
  for (guint i = 0; i < MAX_STEPS && found == EAR_CALENDAR_NEVER; i++) {
    struct icaltimetype time = icalrecur_iterator_next (iterator);
    gint64 at;

    if (icaltime_is_null_time (time) || time.year > LAST_YEAR)
      break;
    at = resolve_time (&time, zone);
    if (at > after)
      found = at;
  }
  icalrecur_iterator_free (iterator);

  return found;
}

/**
 * ear_calendar_next:
 * @wall: (nullable): what the clock on the wall shows the first time
 * @rule: (nullable): how it comes again, %NULL for once
 * @after: µs since 1970
 *
 * Returns: the first time after that, µs since 1970; %EAR_CALENDAR_NEVER where there is none, or where wall or rule make no sense
 */
gint64
ear_calendar_next (const char *wall,
                   const char *rule,
                   GTimeZone  *zone,
                   gint64      after)
{
  gint64 next = ear_calendar_resolve (wall, zone);
  int fields[6];
  Rule read;

  if (next == EAR_CALENDAR_NEVER || rule == NULL)
    return next > after ? next : EAR_CALENDAR_NEVER;
  if (!read_rule (rule, &read) || !read_wall (wall, fields))
    return EAR_CALENDAR_NEVER;

  next = read.step > 0 ? next_by_hourglass (&read, next, after) : next_by_calendar (&read, fields, zone, after);

  return next <= find_end (&read, zone) ? next : EAR_CALENDAR_NEVER;
}
