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
    g_autofree char *deeds = g_strdup_printf ("{\"scheduled\",\"id\":\"alert-1\",\"kind\":\"alarm\",\"due\":%" G_GINT64_FORMAT
                                              ",\"wall\":\"2026-03-%02dT%02d:%02d:00\"}\nsay",
                                              at (rows[i].days, rows[i].hour, rows[i].minute), 2 + rows[i].days, rows[i].hour, rows[i].minute);

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

/* What comes again: the first time, the rule, and how it is said back. */
static void
test_repeats (void)
{
  static const struct { const char *locale, *intent, *slots, *words; int days, hour, minute; const char *rule, *said; } rows[] = {
    { "en-US", "alarm.set", "time=19:00~seven; repeat=every weekday~every weekday", "wake me at seven every weekday", 1, 7, 0,
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday at seven a.m." },
    { "en-US", "alarm.set", "time=18:30~6:30; repeat=every Monday; more=Friday", "set an alarm for every monday and friday at 6:30", 4, 6, 30,
      "FREQ=WEEKLY;BYDAY=MO,FR", "every Monday and Friday at six thirty a.m." },
    { "en-US", "alarm.set", "time=09:00~nine; repeat=every other Sunday", "wake me every other sunday at nine", 6, 9, 0,
      "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "every other Sunday at nine a.m." },
    { "en-US", "alarm.set", "time=09:00~nine; repeat=every weekend|on weekends", "set an alarm for nine on weekends", 5, 9, 0,
      "FREQ=WEEKLY;BYDAY=SA,SU", "every weekend at nine a.m." },
    { "en-US", "alarm.set", "time=19:00~seven; repeat=on mondays wednesdays and fridays", "wake me at seven on mondays wednesdays and fridays", 2, 7, 0,
      "FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday" },
    { "en-US", "alarm.set", "time=07:00~seven; repeat=every evening", "set an alarm for seven every evening", 0, 19, 0, "FREQ=DAILY", "every day" },
    { "en-US", "alarm.set", "repeat=every morning", "wake me every morning", 0, 8, 0, "FREQ=DAILY", "every day at eight a.m." },
    { "en-US", "reminder.set", "task=take my pills; repeat=every morning", "remind me every morning to take my pills", 0, 8, 0,
      "FREQ=DAILY", "every day at eight a.m. to take your pills" },
    { "en-US", "reminder.set", "task=call mom; time=17:00~five; repeat=every day", "remind me every day at five to call mom", 0, 17, 0,
      "FREQ=DAILY", "every day at five p.m. to call mom" },
    { "en-US", "reminder.set", "task=drink water; repeat=every hour", "remind me every hour to drink water", 0, 8, 30, "FREQ=HOURLY", "every hour" },
    { "de-DE", "alarm.set", "time=19:00~sieben; repeat=jeden Werktag|werktags", "weck mich werktags um sieben", 1, 7, 0,
      "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "jeden Werktag um sieben Uhr" },
    { "de-DE", "alarm.set", "time=18:30~halb sieben; repeat=jeden Montag; more=Freitag", "stell einen wecker für jeden montag und freitag auf halb sieben",
      4, 6, 30, "FREQ=WEEKLY;BYDAY=MO,FR", "jeden Montag und Freitag um sechs Uhr dreißig" },
    { "de-DE", "reminder.set", "task=meine Tabletten zu nehmen; repeat=jeden Morgen", "erinnere mich jeden morgen daran meine tabletten zu nehmen", 0, 8, 0,
      "FREQ=DAILY", "deine Tabletten zu nehmen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new (rows[i].locale);
    GPtrArray *alerts = ear_household_get_alerts (stage_get_household (stage));
    const EarAlert *alert;

    g_test_message ("%s", rows[i].words);
    stage_hear (stage, "alerts", rows[i].intent, rows[i].slots, rows[i].words);
    g_assert_cmpuint (alerts->len, ==, 1);
    alert = g_ptr_array_index (alerts, 0);
    g_assert_cmpint (alert->due, ==, at (rows[i].days, rows[i].hour, rows[i].minute));
    g_assert_cmpstr (alert->recurrence, ==, rows[i].rule);
    g_assert_nonnull (alert->wall);
    stage_assert_words (stage, rows[i].said, NULL);
  }
}

static void
test_sound (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_TRACKS);

  stage_hear (stage, "alerts", "alarm.set", "time=08:00~eight; genre=jazz", "wake me to jazz at eight");
  g_assert_true (stage_did (stage, "\"sound\":\"jazz\""));
  stage_assert_words (stage, "eight a.m. today.", "jazz", NULL);

  /* An answer that comes when nothing rings any more is of no use. */
  ear_answer_add (answer, &(EarTrack) { .id = "one", .url = "earshot:music/one", .title = "One" });
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ASKED, .asked = { .kind = "music", .skill = "alerts" } });
  stage_answer (stage, "alerts", answer);
  stage_assert (stage, "");

  answer = ear_answer_new (EAR_ANSWER_TRACKS);
  ear_answer_add (answer, &(EarTrack) { .id = "one", .url = "earshot:music/one", .title = "One" });
  ring (stage, "alert-1");
  stage_answer (stage, "alerts", answer);
  g_assert_true (stage_did (stage, "ring alarm"));
  stage_fail (stage, "alerts", "timeout");
  stage_assert (stage, "");
}

static void
test_reminders (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "alerts", "reminder.list", NULL, "what are my reminders");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "reminder.set", "time=17:00~five", "remind me at five");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"reminder.set\",\"slot\":\"task\","
                "\"proposal\":{\"time\":\"17:00\"}}");
  stage_hear (stage, "alerts", "reminder.set", "task=call mom", "call mom");
  g_assert_true (stage_did (stage, "\"label\":\"call mom\""));
  g_assert_cmpint (get_due (stage), ==, at (0, 17, 0));
  stage_hear (stage, "alerts", "reminder.set", "task=feed my cat; duration=PT20M", "remind me in twenty minutes to feed my cat");
  g_assert_true (stage_did (stage, "\"span_us\":1200000000"));
  stage_assert_words (stage, "feed your cat", "twenty minutes", NULL);
  stage_hear (stage, "alerts", "reminder.set", "task=buy milk; time=09:00~nine; date=2026-03-04", "remind me to buy milk on wednesday at nine");
  stage_hear (stage, "alerts", "reminder.list", NULL, "what are my reminders");
  stage_assert_words (stage, "three", "feed your cat at seven fifty a.m. today, to call mom at five p.m. today and to buy milk at nine a.m. on Wednesday.", NULL);
  stage_hear (stage, "alerts", "reminder.list", "date=2026-03-04", "what reminders do i have on wednesday");
  stage_assert_words (stage, "buy milk", NULL);
  stage_hear (stage, "alerts", "reminder.cancel", NULL, "cancel my reminder");
  g_assert_true (stage_did (stage, "\"intent\":\"reminder.cancel\",\"slot\":\"task\""));
  stage_hear (stage, "alerts", "reminder.cancel", "task=the milk", "the milk");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "reminder.cancel", "task=Milk", "milk");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-3\"}\nsay");
  stage_hear (stage, "alerts", "reminder.cancel", "all=all", "cancel all reminders");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-2\"}\n{\"unscheduled\",\"id\":\"alert-1\"}\nsay");
}

/* One day of what comes every day. */
static void
test_skip (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autofree char *skipped = g_strdup_printf ("{\"rescheduled\",\"id\":\"alert-1\",\"due\":%" G_GINT64_FORMAT "}\nsay", at (2, 7, 0));

  stage_hear (stage, "alerts", "alarm.set", "time=07:00~seven; repeat=every day", "wake me every day at seven");
  stage_hear (stage, "alerts", "alarm.list", "date=2026-03-07", "what alarms do i have on saturday");
  stage_assert_words (stage, "every day", NULL);
  stage_hear (stage, "alerts", "alarm.cancel", "date=2026-03-05", "cancel my alarm on thursday");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "alarm.cancel", "date=2026-03-03", "skip my alarm tomorrow");
  stage_assert (stage, skipped);
  stage_hear (stage, "alerts", "alarm.cancel", "repeat=every weekday", "cancel my weekday alarm");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "alarm.cancel", "repeat=every day|daily", "cancel my daily alarm");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-1\"}\nsay");
}

static void
test_extend (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autofree char *fifteen = g_strdup_printf ("{\"rescheduled\",\"id\":\"alert-1\",\"due\":%" G_GINT64_FORMAT "}\nsay", at (0, 7, 45));
  g_autofree char *again = g_strdup_printf ("{\"snoozed\",\"id\":\"alert-1\",\"due\":%" G_GINT64_FORMAT "}\nhush\nsay", at (0, 7, 50));

  stage_hear (stage, "alerts", "timer.extend", "duration=PT5M", "add five minutes");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "timer.set", "duration=PT10M; name=pasta", "set a pasta timer for ten minutes");
  stage_hear (stage, "alerts", "timer.extend", "duration=PT5M; name=pasta", "add five minutes to the pasta timer");
  stage_assert (stage, fifteen);
  stage_assert_words (stage, "ifteen minutes", "pasta", NULL);
  stage_hear (stage, "alerts", "timer.extend", "duration=P1D", "add a day to the timer");
  stage_assert (stage, "say");
  stage_hear (stage, "alerts", "timer.set", "duration=PT20M; name=egg", "set an egg timer for twenty minutes");
  stage_hear (stage, "alerts", "timer.extend", "duration=PT5M", "add five minutes to my timer");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"alerts\",\"kind\":\"elicit\",\"intent\":\"timer.extend\",\"slot\":\"name\","
                "\"proposal\":{\"duration\":\"PT5M\"}}");
  stage_hear (stage, "alerts", "timer.extend", "name=egg", "the egg timer");
  g_assert_true (stage_did (stage, "\"id\":\"alert-2\""));
  stage_wait (stage, 15 * G_TIME_SPAN_MINUTE);
  ring (stage, "alert-1");
  stage_hear (stage, "alerts", "timer.extend", "duration=PT5M; name=pasta", "add five minutes to the pasta timer");
  stage_assert (stage, again);
}

static void
test_sleep (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "alerts", "sleep.set", "duration=PT20M", "stop the music in twenty minutes");
  stage_assert (stage, "say");
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "music", .token = "music:one" } });
  stage_hear (stage, "alerts", "sleep.set", "duration=PT20M", "stop the music in twenty minutes");
  g_assert_true (stage_did (stage, "\"kind\":\"sleep\""));
  stage_hear (stage, "alerts", "sleep.set", "duration=PT30M", "stop the music in thirty minutes");
  g_assert_true (stage_did (stage, "{\"unscheduled\",\"id\":\"alert-1\"}"));
  stage_hear (stage, "alerts", "alarm.list", NULL, "what alarms do i have");
  stage_assert_words (stage, "o", NULL);
  stage_hear (stage, "alerts", "sleep.cancel", NULL, "cancel the sleep timer");
  stage_assert (stage, "{\"unscheduled\",\"id\":\"alert-2\"}\nsay");
  stage_hear (stage, "alerts", "sleep.cancel", NULL, "cancel the sleep timer");
  stage_assert (stage, "say");
}

static void
test_volume (void)
{
  static const struct { const char *level, *value; } rows[] = { { "7", "7" }, { "0", "1" }, { "10", "10" }, { "70", "7" }, { "99999", "10" } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new (i % 2 ? "de-DE" : "en-US");
    g_autofree char *slots = g_strconcat ("level=", rows[i].level, NULL);
    g_autofree char *deeds = g_strdup_printf ("{\"adjusted\",\"setting\":\"volume-alerts\",\"value\":\"%s\"}\nsay", rows[i].value);

    stage_hear (stage, "alerts", "alarm.volume", slots, "alarm volume");
    stage_assert (stage, deeds);
  }
}

/* Nobody listens for two hours. */
static void
test_crowd (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  for (guint i = 0; i < 500; i++) {
    set_alarm (stage, at (1, 7, 0));
    set_alarm (german, at (1, 7, 0));
  }
  stage_hear (stage, "alerts", "alarm.list", NULL, "what alarms do i have");
  stage_assert_words (stage, "five hundred alarms", "irst", "seven a.m. tomorrow.", NULL);
  g_assert_cmpuint (strlen (stage_get_words (stage)), <, 120);
  stage_hear (stage, "alerts", "alarm.cancel", NULL, "cancel my alarm");
  g_assert_cmpuint (strlen (stage_get_words (stage)), <, 400);
  stage_hear (german, "alerts", "alarm.list", NULL, "welche wecker habe ich");
  stage_assert_words (german, "fünfhundert Wecker", "morgen um sieben Uhr.", NULL);
}

/* What happened while nobody was there is told once, to whoever comes next. */
static void
test_missed (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  set_alarm (stage, at (0, 7, 30));
  stage_wait (stage, G_TIME_SPAN_HOUR);
  stage_meet (stage, "alerts", "alerts.missed");
  g_assert_true (stage_did (stage, "{\"notified\",\"id\":\"missed-1\",\"kind\":\"message\",\"text\":\""));
  g_assert_true (stage_did (stage, "your alarm at seven thirty a.m. today"));
  stage_follow_with (stage, "alerts");
  g_assert_true (stage_did (stage, "{\"read\",\"id\":\"missed-1\"}\nsay"));
  stage_assert_words (stage, "your alarm at seven thirty a.m. today", NULL);
  stage_follow_with (stage, "alerts");
  stage_assert (stage, "");

  set_alarm (stage, at (0, 8, 30));
  ring (stage, "alert-2");
  stage_meet (stage, "alerts", "alerts.unheard");
  g_assert_true (stage_did (stage, "fifteen minutes"));
}

static void
test_announce (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  set_alarm (stage, at (0, 7, 30));
  stage_meet (stage, "alerts", "alerts.announce");
  stage_assert (stage, "");
  stage_hear (stage, "alerts", "timer.set", "duration=PT10M; name=pasta", "set a pasta timer for ten minutes");
  stage_hear (stage, "alerts", "reminder.set", "task=call my mom; duration=PT10M", "remind me in ten minutes to call my mom");
  stage_wait (stage, 10 * G_TIME_SPAN_MINUTE);
  stage_meet (stage, "alerts", "alerts.announce");
  stage_assert_words (stage, "pasta timer", "call your mom", NULL);
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
  g_test_add_func ("/alerts/repeats", test_repeats);
  g_test_add_func ("/alerts/sound", test_sound);
  g_test_add_func ("/alerts/reminders", test_reminders);
  g_test_add_func ("/alerts/skip", test_skip);
  g_test_add_func ("/alerts/extend", test_extend);
  g_test_add_func ("/alerts/sleep", test_sleep);
  g_test_add_func ("/alerts/volume", test_volume);
  g_test_add_func ("/alerts/crowd", test_crowd);
  g_test_add_func ("/alerts/missed", test_missed);
  g_test_add_func ("/alerts/announce", test_announce);

  return g_test_run ();
}
