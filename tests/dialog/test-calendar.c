/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-calendar.h"

#include <string.h>

static GTimeZone *
zone (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  g_assert_nonnull (zone);

  return zone;
}

/* "2026-03-29T03:00:00+02:00" */
static char *
show (gint64     at,
      GTimeZone *place)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (at == EAR_CALENDAR_NEVER)
    return g_strdup ("never");

  g_assert_cmpint (at % G_USEC_PER_SEC, ==, 0);
  utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  local = g_date_time_to_timezone (utc, place);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

static gint64
moment (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

/* The gaps and the folds of both zones; the minutes around them; and the same clock elsewhere. */
static void
test_resolve (void)
{
  static const struct { const char *zone, *wall, *expected; } rows[] = {
    { "Europe/Berlin", "2026-03-02T07:30:00", "2026-03-02T07:30:00+01:00" },
    { "Europe/Berlin", "2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00" },
    { "Europe/Berlin", "2026-03-29T02:00:00", "2026-03-29T03:00:00+02:00" },
    { "Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T03:00:00+02:00" },
    { "Europe/Berlin", "2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00" },
    { "Europe/Berlin", "2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00" },
    { "Europe/Berlin", "2026-10-25T02:00:00", "2026-10-25T02:00:00+02:00" },
    { "Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00" },
    { "Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T03:00:00+01:00" },
    { "America/New_York", "2026-03-08T01:30:00", "2026-03-08T01:30:00-05:00" },
    { "America/New_York", "2026-03-08T02:30:00", "2026-03-08T03:00:00-04:00" },
    { "America/New_York", "2026-03-08T03:00:00", "2026-03-08T03:00:00-04:00" },
    { "America/New_York", "2026-11-01T01:30:00", "2026-11-01T01:30:00-04:00" },
    { "America/New_York", "2026-11-01T02:00:00", "2026-11-01T02:00:00-05:00" },
    { "Europe/Dublin", "2026-10-25T01:30:00", "2026-10-25T01:30:00+01:00" },
    { "Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-04T02:30:00+11:00" },
    { "Pacific/Apia", "2011-12-30T07:00:00", "2011-12-31T00:00:00+14:00" },
    { "Asia/Kolkata", "2026-07-01T00:00:00", "2026-07-01T00:00:00+05:30" },
    { "UTC", "2026-02-29T07:30:00", "never" },
    { "UTC", "2026-03-02T24:00:00", "never" },
    { "UTC", "2026-03-02 07:30:00", "never" },
    { "UTC", "2026-03-02T07:30", "never" },
    { "UTC", "2026-03-02T07:30:00Z", "never" },
    { "UTC", "0000-01-01T00:00:00", "never" },
    { "UTC", "", "never" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GTimeZone) place = zone (rows[i].zone);
    g_autofree char *got = show (ear_calendar_resolve (rows[i].wall, place), place);

    g_test_message ("%s %s", rows[i].zone, rows[i].wall);
    g_assert_cmpstr (got, ==, rows[i].expected);
  }
  {
    g_autoptr (GTimeZone) utc = zone ("UTC");

    g_assert_cmpint (ear_calendar_resolve (NULL, utc), ==, EAR_CALENDAR_NEVER);
  }
}

static void
test_wall (void)
{
  g_autoptr (GTimeZone) berlin = zone ("Europe/Berlin");
  g_autofree char *summer = ear_calendar_dup_wall (moment ("2026-07-01T05:00:00Z"), berlin);
  g_autofree char *winter = ear_calendar_dup_wall (moment ("2026-01-01T05:00:00Z") + 999999, berlin);

  g_assert_cmpstr (summer, ==, "2026-07-01T07:00:00");
  g_assert_cmpstr (winter, ==, "2026-01-01T06:00:00");
  g_assert_null (ear_calendar_dup_wall (G_MAXINT64, berlin));
  g_assert_null (ear_calendar_dup_wall (G_MININT64, berlin));
}

/* Each row lists the times one after the other, each asked for with the one before. */
static void
test_next (void)
{
  static const struct { const char *zone, *wall, *rule, *after, *expected; } rows[] = {
    { "UTC", "2026-03-03T07:00:00", NULL, "2026-03-02T07:30:00Z", "2026-03-03T07:00:00+00:00 never" },
    { "UTC", "2026-03-03T07:00:00", NULL, "2026-03-03T07:00:00Z", "never" },
    { "Europe/Berlin", "2026-03-27T02:30:00", "FREQ=DAILY", "2026-03-27T12:00:00Z",
      "2026-03-28T02:30:00+01:00 2026-03-29T03:00:00+02:00 2026-03-30T02:30:00+02:00" },
    { "Europe/Berlin", "2026-10-24T02:30:00", "FREQ=DAILY", "2026-10-24T12:00:00Z",
      "2026-10-25T02:30:00+02:00 2026-10-26T02:30:00+01:00" },
    { "America/New_York", "2026-03-07T02:30:00", "FREQ=DAILY", "2026-03-07T12:00:00Z",
      "2026-03-08T03:00:00-04:00 2026-03-09T02:30:00-04:00" },
    { "America/New_York", "2026-10-31T01:30:00", "FREQ=DAILY", "2026-10-31T12:00:00Z",
      "2026-11-01T01:30:00-04:00 2026-11-02T01:30:00-05:00" },
    { "Europe/Berlin", "2026-03-02T07:00:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-03-26T12:00:00Z",
      "2026-03-27T07:00:00+01:00 2026-03-30T07:00:00+02:00 2026-03-31T07:00:00+02:00" },
    { "UTC", "2026-03-02T06:30:00", "FREQ=WEEKLY;BYDAY=MO,FR", "2026-03-02T06:30:00Z",
      "2026-03-06T06:30:00+00:00 2026-03-09T06:30:00+00:00" },
    { "UTC", "2026-03-08T09:00:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "2026-03-02T00:00:00Z",
      "2026-03-08T09:00:00+00:00 2026-03-22T09:00:00+00:00 2026-04-05T09:00:00+00:00" },
    { "UTC", "2026-03-07T09:00:00", "FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-02T00:00:00Z",
      "2026-03-07T09:00:00+00:00 2026-03-08T09:00:00+00:00 2026-03-14T09:00:00+00:00" },
    { "UTC", "2026-01-31T09:00:00", "FREQ=MONTHLY", "2026-01-31T09:00:00Z", "2026-03-31T09:00:00+00:00 2026-05-31T09:00:00+00:00" },
    { "UTC", "2026-01-31T09:00:00", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T09:00:00Z",
      "2026-02-28T09:00:00+00:00 2026-03-31T09:00:00+00:00" },
    { "UTC", "2026-03-02T09:00:00", "FREQ=MONTHLY;BYDAY=1MO", "2026-03-02T09:00:00Z", "2026-04-06T09:00:00+00:00" },
    { "UTC", "2026-01-30T09:00:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-30T09:00:00Z",
      "2026-02-27T09:00:00+00:00 2026-03-31T09:00:00+00:00" },
    { "UTC", "2024-02-29T09:00:00", "FREQ=YEARLY", "2026-01-01T00:00:00Z", "2028-02-29T09:00:00+00:00" },
    { "UTC", "2026-03-02T09:00:00", "FREQ=DAILY;COUNT=3", "2026-03-02T00:00:00Z",
      "2026-03-02T09:00:00+00:00 2026-03-03T09:00:00+00:00 2026-03-04T09:00:00+00:00 never" },
    { "Europe/Berlin", "2026-03-02T09:00:00", "FREQ=DAILY;UNTIL=20260303T080000Z", "2026-03-02T00:00:00Z",
      "2026-03-02T09:00:00+01:00 2026-03-03T09:00:00+01:00 never" },
    { "Europe/Berlin", "2026-03-02T09:00:00", "FREQ=DAILY;UNTIL=20260303T075959Z", "2026-03-02T00:00:00Z",
      "2026-03-02T09:00:00+01:00 never" },
    { "Europe/Berlin", "2026-03-02T23:30:00", "FREQ=DAILY;UNTIL=20260303", "2026-03-02T00:00:00Z",
      "2026-03-02T23:30:00+01:00 2026-03-03T23:30:00+01:00 never" },
    { "Europe/Berlin", "2026-03-29T01:00:00", "FREQ=HOURLY", "2026-03-29T00:30:00Z",
      "2026-03-29T03:00:00+02:00 2026-03-29T04:00:00+02:00" },
    { "UTC", "2026-03-02T09:00:00", "FREQ=MINUTELY;INTERVAL=30;COUNT=2", "2026-03-01T00:00:00Z",
      "2026-03-02T09:00:00+00:00 2026-03-02T09:30:00+00:00 never" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GTimeZone) place = zone (rows[i].zone);
    g_auto (GStrv) expected = g_strsplit (rows[i].expected, " ", -1);
    gint64 after = moment (rows[i].after);

    g_test_message ("%s %s", rows[i].wall, rows[i].rule ? rows[i].rule : "once");
    for (guint j = 0; expected[j]; j++) {
      gint64 next = ear_calendar_next (rows[i].wall, rows[i].rule, place, after);
      g_autofree char *got = show (next, place);

      g_assert_cmpstr (got, ==, expected[j]);
      after = next;
    }
  }
}

/* Nonsense, and rules made to keep a machine busy: no answer, at once. */
static void
test_hostile (void)
{
  static const char *const refused[] = {
    "", ";", "=", "FREQ", "FREQ=", "FREQ=SECONDLY", "FREQ=SECONDLY;COUNT=1000000000", "FREQ=FORTNIGHTLY", "FREQ=DAILY;FREQ=DAILY",
    "COUNT=5", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=99999999999", "FREQ=DAILY;COUNT=1000000000",
    "FREQ=DAILY;COUNT=0", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=DAILY;BYSECOND=0,1", "FREQ=DAILY;BYMINUTE=5", "FREQ=DAILY;RSCALE=CHINESE",
    "FREQ=DAILY;BYDAY=MO;", "freq=daily", "FREQ=DAILY;BYDAY=\xff", "FREQ=DAILY;X-A=1", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MINUTELY;BYDAY=MO", "FREQ=DAILY;A;B;C;D;E;F;G;H;I", "FREQ=WEEKLY;BYDAY=%s%n",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-31", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4",
    "FREQ=DAILY;BYDAY=-1FR", "FREQ=DAILY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=53MO", "FREQ=DAILY;BYSETPOS=2",
    "FREQ=MONTHLY;BYSETPOS=366;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
    "FREQ=WEEKLY;INTERVAL=1000;BYDAY=MO;BYMONTH=2;BYSETPOS=7", "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
  };
  static const char *const never[] = {
    "FREQ=DAILY;UNTIL=19990101", "FREQ=DAILY;COUNT=1", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=4",
  };
  g_autoptr (GTimeZone) utc = zone ("UTC");
  g_autofree char *endless = g_strnfill (100000, 'A');

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *shown = g_strescape (refused[i], NULL);

    g_test_message ("%s", shown);
    g_assert_false (ear_calendar_has_rule (refused[i]));
    g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", refused[i], utc, 0), ==, EAR_CALENDAR_NEVER);
  }
  g_assert_false (ear_calendar_has_rule (endless));
  g_assert_false (ear_calendar_has_rule (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (never); i++) {
    gint64 begun = g_get_monotonic_time (), spent;

    g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", never[i], utc, moment ("2026-03-02T09:00:00Z")), ==, EAR_CALENDAR_NEVER);
    spent = g_get_monotonic_time () - begun;
    g_test_message ("%s: %" G_GINT64_FORMAT " µs", never[i], spent);
  }
  g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", "FREQ=DAILY", utc, G_MAXINT64 - 1), ==, EAR_CALENDAR_NEVER);
  g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", "FREQ=MINUTELY", utc, G_MAXINT64 - 1), ==, EAR_CALENDAR_NEVER);
  g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", "FREQ=DAILY", utc, G_MININT64), ==, moment ("2026-03-02T09:00:00Z"));
  g_assert_cmpint (ear_calendar_next ("2026-03-02T09:00:00", "FREQ=MINUTELY", utc, G_MININT64), ==, moment ("2026-03-02T09:00:00Z"));
}

/* Any string of the right letters is answered. */
static void
test_fuzz (void)
{
  static const char *const keys[] = { "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS",
                                      "WKST" };
  static const char *const values[] = {
    "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "1", "2", "-1", "366", "-366", "53", "1000", "0", "MO", "SU,MO,TU", "-1FR", "53MO,-53TU",
    "1,2,3,4,5,6,7,8,9,10,11,12", "20260401T000000Z", "99999999", "29,30,31", "-31,31", "+1,-1", ",", "1,,2", "MO,", "99MO", "--1",
  };
  g_autoptr (GTimeZone) berlin = zone ("Europe/Berlin");
  gint64 slowest = 0, begun;

  for (guint i = 0; i < 1500; i++) {
    g_autoptr (GString) rule = g_string_new ("FREQ=");
    guint n = g_test_rand_int_range (0, 5);
    gint64 after = moment ("2026-03-02T00:00:00Z") + g_test_rand_int_range (0, 1000) * G_TIME_SPAN_DAY;
    gint64 next;

    g_string_append (rule, values[g_test_rand_int_range (0, 5)]);
    for (guint j = 0; j < n; j++)
      g_string_append_printf (rule, ";%s=%s", keys[g_test_rand_int_range (1, G_N_ELEMENTS (keys))],
                              values[g_test_rand_int_range (5, G_N_ELEMENTS (values))]);
    begun = g_get_monotonic_time ();
    next = ear_calendar_next ("2026-03-02T09:00:00", rule->str, berlin, after);
    if (g_get_monotonic_time () - begun > slowest) {
      slowest = g_get_monotonic_time () - begun;
      g_test_message ("%s: %" G_GINT64_FORMAT " µs", rule->str, slowest);
    }
    if (next <= after)
      g_error ("%s is not later", rule->str);
  }
}

typedef struct {
  char   rule[80];
  int    freq;                  /* 0 daily, 1 weekly, 2 monthly */
  int    interval;
  guint  days;                  /* bits, Monday first */
  int    month_day;
} Simple;

static Simple
make_simple (int weekday)
{
  static const char *const names[] = { "MO", "TU", "WE", "TH", "FR", "SA", "SU" };
  Simple simple = { .freq = g_test_rand_int_range (0, 3), .interval = g_test_rand_int_range (1, 5) };
  g_autoptr (GString) rule = g_string_new (NULL);

  simple.days = 1u << (weekday - 1) | (guint) g_test_rand_int_range (0, 128);
  simple.month_day = g_test_rand_int_range (1, 32);
  if (simple.freq == 0) {
    g_string_printf (rule, "FREQ=DAILY;INTERVAL=%d", simple.interval);
  } else if (simple.freq == 1) {
    g_string_printf (rule, "FREQ=WEEKLY;INTERVAL=%d;BYDAY=", simple.interval);
    for (guint i = 0; i < 7; i++)
      if (simple.days & 1u << i)
        g_string_append_printf (rule, "%s%s", g_str_has_suffix (rule->str, "=") ? "" : ",", names[i]);
  } else {
    g_string_printf (rule, "FREQ=MONTHLY;INTERVAL=%d;BYMONTHDAY=%d", simple.interval, simple.month_day);
  }
  g_strlcpy (simple.rule, rule->str, sizeof simple.rule);

  return simple;
}

static gboolean
is_on (const Simple *simple,
       const GDate  *start,
       const GDate  *day)
{
  int apart = g_date_days_between (start, day);
  int months = (g_date_get_year (day) - g_date_get_year (start)) * 12 + (int) g_date_get_month (day) - (int) g_date_get_month (start);
  int week = (apart + (int) g_date_get_weekday (start) - 1) / 7;

  if (simple->freq == 0)
    return apart % simple->interval == 0;
  if (simple->freq == 1)
    return week % simple->interval == 0 && (simple->days & 1u << (g_date_get_weekday (day) - 1));

  return months % simple->interval == 0 && g_date_get_day (day) == simple->month_day;
}

/* Day by day, as slowly as can be. */
static gint64
next_by_hand (const Simple *simple,
              const GDate  *start,
              const char   *time,
              GTimeZone    *place,
              gint64        after)
{
  GDate day = *start;

  for (guint i = 0; i < 4000; i++, g_date_add_days (&day, 1)) {
    g_autofree char *wall = g_strdup_printf ("%04d-%02d-%02dT%s", g_date_get_year (&day), g_date_get_month (&day),
                                             g_date_get_day (&day), time);
    gint64 at = ear_calendar_resolve (wall, place);

    if (at > after && is_on (simple, start, &day))
      return at;
  }

  return EAR_CALENDAR_NEVER;
}

/* Random rules in random zones: the next time is later, and is the one that is found by hand. */
static void
test_properties (void)
{
  static const char *const zones[] = {
    "Europe/Berlin", "America/New_York", "UTC", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Chatham",
    "Africa/Casablanca",
  };

  for (guint i = 0; i < 600; i++) {
    g_autoptr (GTimeZone) place = zone (zones[g_test_rand_int_range (0, G_N_ELEMENTS (zones))]);
    g_autofree char *time = g_strdup_printf ("%02d:%02d:00", g_test_rand_int_range (0, 24), g_test_rand_int_range (0, 60));
    g_autofree char *wall = NULL;
    gint64 after, next;
    Simple simple;
    GDate start;

    g_date_clear (&start, 1);
    g_date_set_dmy (&start, g_test_rand_int_range (1, 29), g_test_rand_int_range (1, 13), g_test_rand_int_range (2020, 2030));
    wall = g_strdup_printf ("%04d-%02d-%02dT%s", g_date_get_year (&start), g_date_get_month (&start), g_date_get_day (&start), time);
    simple = make_simple (g_date_get_weekday (&start));
    after = ear_calendar_resolve (wall, place) + g_test_rand_int_range (-1000, 100000) * G_TIME_SPAN_MINUTE * 10;
    next = ear_calendar_next (wall, simple.rule, place, after);

    if (next <= after || next != next_by_hand (&simple, &start, time, place, after)) {
      g_autofree char *got = show (next, place);
      g_autofree char *wanted = show (next_by_hand (&simple, &start, time, place, after), place);

      g_error ("%s from %s: %s, by hand %s", simple.rule, wall, got, wanted);
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calendar/resolve", test_resolve);
  g_test_add_func ("/calendar/wall", test_wall);
  g_test_add_func ("/calendar/next", test_next);
  g_test_add_func ("/calendar/hostile", test_hostile);
  g_test_add_func ("/calendar/fuzz", test_fuzz);
  g_test_add_func ("/calendar/properties", test_properties);

  return g_test_run ();
}
