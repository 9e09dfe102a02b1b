/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "dialog/ear-calendar.h"

typedef struct {
  GTimeZone  *timezone;
  const char *rule;
} Question;

/* Asked years after the alarm was set, as most are. */
static void
next (guint    n,
      gpointer user_data)
{
  const Question *question = user_data;
  gint64 after = ear_calendar_resolve ("2029-03-02T07:30:00", question->timezone);

  for (guint i = 0; i < n; i++) {
    gint64 at = ear_calendar_next ("2024-01-01T07:00:00", question->rule, question->timezone, after);

    g_assert_cmpint (at, >, after);
    after += i % 7 * G_TIME_SPAN_HOUR;
  }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  Question weekdays = { berlin, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" }, counted = { berlin, "FREQ=DAILY;COUNT=10000" };

  bench_report ("calendar.next", bench_measure (next, 2000, &weekdays) * 1e6, "µs");
  bench_report ("calendar.counted", bench_measure (next, 20, &counted) * 1e6, "µs");

  return 0;
}
