/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include "model/ear-money.h"

#include <string.h>

#define HALF_PAST_SEVEN (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

/* µs since 1970 of a moment, counted from the beginning of the stage: Monday, 07:30. */
static gint64
at (int days,
    int hour,
    int minute)
{
  return HALF_PAST_SEVEN + days * G_TIME_SPAN_DAY + (hour * 60 + minute - 450) * G_TIME_SPAN_MINUTE;
}

static gint64
get_due (Stage *stage)
{
  GPtrArray *alerts = ear_household_get_alerts (stage_get_household (stage));

  return alerts->len ? ((const EarAlert *) g_ptr_array_index (alerts, alerts->len - 1))->due : 0;
}

static void
set_alarm (Stage  *stage,
           gint64  due)
{
  guint n = ear_household_get_n_scheduled (stage_get_household (stage)) + 1;
  g_autofree char *id = g_strdup_printf ("alert-%u", n);

  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = id, .kind = "alarm", .due = due } });
}

static void
ring (Stage      *stage,
      const char *id)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = id } });
}

static void
test_alarm_times (void)
{
  static const struct { const char *locale, *slots, *words; int days, hour, minute; } rows[] = {
    { "en-US", "time=08:00~eight", "wake me at eight", 0, 8, 0 },
    { "en-US", "time=19:00~seven", "wake me at seven", 1, 7, 0 },
    { "en-US", "time=19:00~seven", "set an alarm for seven", 0, 19, 0 },
    { "en-US", "time=07:00~seven a.m.", "set an alarm for seven a.m.", 1, 7, 0 },
    { "en-US", "time=07:00~7am", "set an alarm for 7am", 1, 7, 0 },
    { "en-US", "time=07:31~seven thirty one", "set an alarm for seven thirty one", 0, 7, 31 },
    { "en-US", "time=19:30~seven thirty", "set an alarm for seven thirty", 0, 19, 30 },
    { "en-US", "time=12:00~twelve", "set an alarm for twelve", 0, 12, 0 },
    { "en-US", "time=19:00~seven", "set an alarm for seven this evening", 0, 19, 0 },
    { "en-US", "time=08:00~eight", "set an alarm for eight this evening", 0, 20, 0 },
    { "en-US", "time=19:00~seven p.m.", "set an alarm for seven p.m.", 0, 19, 0 },
    { "en-US", "time=07:00~seven; date=2026-03-03", "set an alarm for tomorrow at seven", 1, 7, 0 },
    { "en-US", "time=19:00~seven; date=2026-03-02", "set an alarm for today at seven", 0, 19, 0 },
    { "en-US", "time=00:00~midnight", "set an alarm for midnight", 1, 0, 0 },
    { "de-DE", "time=19:00~sieben", "weck mich um sieben", 1, 7, 0 },
    { "de-DE", "time=19:00~sieben uhr", "stell einen wecker auf sieben uhr", 0, 19, 0 },
    { "de-DE", "time=08:00~acht", "stell einen wecker heute abend auf acht", 0, 20, 0 },
    { "de-DE", "time=07:00~sieben; date=2026-03-06", "weck mich am freitag um sieben", 4, 7, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new (rows[i].locale);
    g_autofree char *deeds = g_strdup_printf ("{\"scheduled\",\"id\":\"alert-1\",\"kind\":\"alarm\",\"due\":%" G_GINT64_FORMAT "}\nsay",
                                              at (rows[i].days, rows[i].hour, rows[i].minute));

    g_test_message ("%s", rows[i].words);
    stage_hear (stage, "alerts", "alarm.set", rows[i].slots, rows[i].words);
    stage_assert (stage, deeds);
  }
}

static void
test_alarm_elicit (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "alerts", "alarm.set", "date=2026-03-04", "set an alarm for wednesday");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"alarm.set\",\"slot\":\"time\","
                "\"proposal\":{\"date\":\"2026-03-04\"}}");
  g_assert_true (g_str_has_prefix (stage_get_again (stage), "<speak>"));
  stage_hear (stage, "alerts", "alarm.set", "time=06:45", "quarter to seven");
  g_assert_cmpint (get_due (stage), ==, at (2, 6, 45));
  stage_assert_words (stage, "six forty five a.m.", "on Wednesday.", NULL);

  /* "In the morning" is no time, and what is over can not come. */
  stage_hear (stage, "alerts", "alarm.set", "time=MO", "wake me in the morning");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"alarm.set\",\"slot\":\"time\","
                "\"proposal\":{\"time\":\"MO\"}}");
  stage_hear (stage, "alerts", "alarm.set", "time=07:00; date=2026-03-01", "set an alarm for yesterday at seven");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"alarm.set\",\"slot\":\"time\","
                "\"proposal\":{\"time\":\"07:00\",\"date\":\"2026-03-01\"}}");
  stage_hear (stage, "alerts", "AMAZON.CancelIntent", NULL, "cancel");
  stage_assert (stage, "say");
}

static void
test_alarm_bad_values (void)
{
  static const char *const slots[] = {
    "time=25:00", "time=07:61", "time=-1:00", "time=noon", "time=", "time=99999999999999:00", "time=NI; date=2026-W10",
  };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "alerts", "alarm.set", slots[i], "…");
    g_assert_cmpint (get_due (stage), ==, 0);
    g_assert_nonnull (stage_get_words (stage));
  }
}

static void
test_alarm_list (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  stage_hear (stage, "alerts", "alarm.list", NULL, "what alarms do i have");
  stage_assert (stage, "say");
  set_alarm (stage, at (4, 6, 0));
  stage_hear (stage, "alerts", "alarm.list", NULL, "what alarms do i have");
  stage_assert_words (stage, "six a.m. on Friday.", NULL);
  set_alarm (stage, at (1, 7, 0));
  stage_hear (stage, "alerts", "alarm.list", NULL, "what alarms do i have");
  stage_assert_words (stage, "two", "seven a.m. tomorrow and six a.m. on Friday.", NULL);

  set_alarm (german, at (4, 6, 0));
  set_alarm (german, at (1, 7, 0));
  stage_hear (german, "alerts", "alarm.list", NULL, "welche wecker habe ich");
  stage_assert_words (german, "zwei Wecker", "morgen um sieben Uhr und am Freitag um sechs Uhr.", NULL);
}

static void
test_alarm_cancel (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "alerts", "alarm.cancel", NULL, "cancel my alarm");
  stage_assert (stage, "say");
  set_alarm (stage, at (1, 7, 0));
  stage_hear (stage, "alerts", "alarm.cancel", NULL, "cancel my alarm");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-1\"}\nsay");

  set_alarm (stage, at (1, 7, 0));
  set_alarm (stage, at (1, 20, 0));
  stage_hear (stage, "alerts", "alarm.cancel", NULL, "cancel my alarm");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"alarm.cancel\",\"slot\":\"time\"}");
  stage_hear (stage, "alerts", "alarm.cancel", "time=08:00~eight", "the eight o'clock one");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-3\"}\nsay");
  stage_hear (stage, "alerts", "alarm.cancel", "time=17:00~five", "cancel my five o'clock alarm");
  stage_assert (stage, "say");
  stage_assert_words (stage, "five a.m.", NULL);

  set_alarm (stage, at (2, 6, 0));
  stage_hear (stage, "alerts", "alarm.cancel", "all=all", "cancel all alarms");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-2\"}\n{\"unscheduled\",\"id\":\"alert-4\"}\nsay");
}

static void
test_alarm_cancel_while_ringing (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  set_alarm (stage, at (0, 7, 30));
  set_alarm (stage, at (1, 7, 0));
  ring (stage, "alert-1");
  stage_hear (stage, "alerts", "alarm.cancel", NULL, "turn off the alarm");
  stage_assert (stage, "{\"hushed\",\"id\":\"alert-1\"}\nhush");
  ring (stage, "alert-2");
  stage_hear (stage, "alerts", "timer.cancel", NULL, "stop the timer");
  stage_assert (stage, "{\"hushed\",\"id\":\"alert-2\"}\nhush");
}

static void
test_alarm_cancel_by_day (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  set_alarm (stage, at (1, 7, 0));
  set_alarm (stage, at (2, 7, 0));
  set_alarm (stage, at (2, 20, 0));
  stage_hear (stage, "alerts", "alarm.cancel", "date=2026-03-03", "cancel my alarm for tomorrow");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-1\"}\nsay");
  stage_hear (stage, "alerts", "alarm.cancel", "date=2026-03-03", "cancel my alarm for tomorrow");
  stage_assert (stage, "say");
  stage_assert_words (stage, "tomorrow", NULL);
  stage_hear (stage, "alerts", "alarm.cancel", "date=2026-03-04; time=20:00~eight in the evening", "cancel the alarm on wednesday at eight");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-3\"}\nsay");
}

static void
test_snooze (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autofree char *nine = NULL, *five = NULL;

  stage_hear (stage, "alerts", "alarm.snooze", NULL, "snooze");
  stage_assert (stage, "say");

  set_alarm (stage, at (0, 7, 30));
  set_alarm (stage, at (0, 7, 30));
  set_alarm (stage, at (1, 7, 30));
  ring (stage, "alert-1");
  ring (stage, "alert-2");
  stage_hear (stage, "alerts", "alarm.snooze", NULL, "snooze");
  nine = g_strdup_printf ("{\"snoozed\",\"id\":\"alert-1\",\"due\":%" G_GINT64_FORMAT "}\n"
                          "{\"snoozed\",\"id\":\"alert-2\",\"due\":%" G_GINT64_FORMAT "}\nhush\nsay", at (0, 7, 39), at (0, 7, 39));
  stage_assert (stage, nine);
  stage_assert_words (stage, "nine minutes", NULL);

  ring (stage, "alert-1");
  stage_hear (stage, "alerts", "alarm.snooze", "duration=PT5M", "five more minutes");
  five = g_strdup_printf ("{\"snoozed\",\"id\":\"alert-1\",\"due\":%" G_GINT64_FORMAT "}\nhush\nsay", at (0, 7, 35));
  stage_assert (stage, five);
}

static void
test_timer_set (void)
{
  static const struct { const char *duration; gint64 seconds; } rows[] = {
    { "PT10M", 600 }, { "PT1H30M", 5400 }, { "PT90S", 90 }, { "P1D", 86400 }, { "PT24H", 86400 }, { "P0DT5M", 300 },
  };
  g_autoptr (Stage) named = stage_new ("en-US");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    g_autofree char *slots = g_strconcat ("duration=", rows[i].duration, NULL);
    g_autofree char *deeds = g_strdup_printf ("{\"scheduled\",\"id\":\"alert-1\",\"kind\":\"timer\",\"due\":%" G_GINT64_FORMAT
                                              ",\"span_us\":%" G_GINT64_FORMAT "}\nsay",
                                              HALF_PAST_SEVEN + rows[i].seconds * G_USEC_PER_SEC, rows[i].seconds * G_USEC_PER_SEC);

    stage_hear (stage, "alerts", "timer.set", slots, "set a timer");
    stage_assert (stage, deeds);
  }

  stage_hear (named, "alerts", "timer.set", "name=pizza", "set a pizza timer");
  stage_assert (named, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"timer.set\",\"slot\":\"duration\","
                "\"proposal\":{\"name\":\"pizza\"}}");
  stage_hear (named, "alerts", "timer.set", "duration=PT12M", "twelve minutes");
  g_assert_true (stage_did (named, "\"label\":\"pizza\""));
  stage_assert_words (named, "izza timer", "twelve minutes", NULL);
}

static void
test_timer_bad_values (void)
{
  static const char *const durations[] = {
    "PT0M", "P", "PT", "", "10", "PT-5M", "P1", "PTM", "PT5", "PT5X", "P99999999999999999999Y", "PT99999999999999999H", "P2D",
    "PT86401S", "TTTT", "PTT5M",
  };

  for (guint i = 0; i < G_N_ELEMENTS (durations); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    g_autofree char *slots = g_strconcat ("duration=", durations[i], NULL);

    stage_hear (stage, "alerts", "timer.set", slots, "set a timer");
    g_assert_cmpint (ear_household_get_n_scheduled (stage_get_household (stage)), ==, 0);
    g_assert_nonnull (stage_get_words (stage));
  }
}

static void
test_timers (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "alerts", "timer.list", NULL, "how much time is left");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "timer.cancel", NULL, "cancel the timer");
  stage_assert (stage, "say");

  stage_hear (stage, "alerts", "timer.set", "duration=PT10M", "set a timer for ten minutes");
  stage_wait (stage, 150 * G_TIME_SPAN_SECOND);
  stage_hear (stage, "alerts", "timer.list", NULL, "how much time is left");
  stage_assert_words (stage, "even minutes and thirty seconds", NULL);

  stage_hear (stage, "alerts", "timer.set", "duration=PT20M; name=pizza", "set a pizza timer for twenty minutes");
  stage_hear (stage, "alerts", "timer.list", NULL, "how much time is left");
  stage_assert_words (stage, "two timers", "timer for ten minutes and twenty minutes on the pizza timer.", NULL);
  stage_hear (stage, "alerts", "timer.list", "name=pizza", "how long for the pizza");
  stage_assert_words (stage, "wenty minutes", "pizza", NULL);
  stage_hear (stage, "alerts", "timer.list", "name=cake", "how long for the cake");
  stage_assert_words (stage, "cake", NULL);

  stage_hear (stage, "alerts", "timer.cancel", NULL, "cancel the timer");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"timer.cancel\",\"slot\":\"name\"}");
  stage_hear (stage, "alerts", "timer.cancel", "name=Pizza", "the pizza one");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-2\"}\nsay");

  stage_hear (stage, "alerts", "timer.set", "duration=PT5M", "set a timer for five minutes");
  stage_hear (stage, "alerts", "timer.cancel", "name=ten minute", "the ten minute timer");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-1\"}\nsay");
  stage_hear (stage, "alerts", "timer.cancel", "duration=PT7M", "cancel the seven minute timer");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "timer.set", "duration=PT6M", "set a timer for six minutes");
  stage_hear (stage, "alerts", "timer.cancel", "all=all", "cancel all timers");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-3\"}\n{\"unscheduled\",\"id\":\"alert-4\"}\nsay");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/alerts/alarm-times", test_alarm_times);
  g_test_add_func ("/alerts/alarm-elicit", test_alarm_elicit);
  g_test_add_func ("/alerts/alarm-bad-values", test_alarm_bad_values);
  g_test_add_func ("/alerts/alarm-list", test_alarm_list);
  g_test_add_func ("/alerts/alarm-cancel", test_alarm_cancel);
  g_test_add_func ("/alerts/alarm-cancel-while-ringing", test_alarm_cancel_while_ringing);
  g_test_add_func ("/alerts/alarm-cancel-by-day", test_alarm_cancel_by_day);
  g_test_add_func ("/alerts/snooze", test_snooze);
  g_test_add_func ("/alerts/timer-set", test_timer_set);
  g_test_add_func ("/alerts/timer-bad-values", test_timer_bad_values);
  g_test_add_func ("/alerts/timers", test_timers);

  return g_test_run ();
}
