/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#define ADJUSTED(setting, value) "{\"adjusted\",\"setting\":\"" setting "\",\"value\":\"" value "\"}"

static void
set (Stage      *stage,
     const char *setting,
     const char *value)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { setting, value } });
}

static void
test_quiet (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "quiet.on", NULL, "do not disturb");
  stage_assert (stage, ADJUSTED ("do-not-disturb", "on") "\nsay");
  stage_hear (stage, "settings", "quiet.status", NULL, "is do not disturb on");
  stage_assert_words (stage, "on", NULL);
  stage_hear (stage, "settings", "quiet.off", NULL, "turn off do not disturb");
  stage_assert (stage, ADJUSTED ("do-not-disturb", "off") "\nsay");
  stage_hear (stage, "settings", "quiet.on", "to=09:00", "don't disturb me until nine");
  g_assert_true (stage_did (stage, "\"kind\":\"quiet\",\"label\":\"off\",\"due\":1772442000000000,\"wall\":\"2026-03-02T09:00:00\"}"));
  stage_assert_words (stage, "nine a.m.", NULL);
}

/* It is half past seven: tonight at ten, tomorrow at seven. */
static void
test_schedule (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "quiet.schedule", "from=22:00; to=07:00", "don't disturb me from ten pm to seven am");
  stage_assert (stage,
                "{\"scheduled\",\"id\":\"alert-1\",\"kind\":\"quiet\",\"label\":\"on\",\"due\":1772488800000000,"
                "\"wall\":\"2026-03-02T22:00:00\",\"recurrence\":\"FREQ=DAILY\"}\n"
                "{\"scheduled\",\"id\":\"alert-2\",\"kind\":\"quiet\",\"label\":\"off\",\"due\":1772521200000000,"
                "\"wall\":\"2026-03-03T07:00:00\",\"recurrence\":\"FREQ=DAILY\"}\nsay");
  stage_assert_words (stage, "ten p.m.", "seven a.m.", NULL);
  stage_hear (stage, "settings", "quiet.status", NULL, "is do not disturb on");
  stage_assert_words (stage, "ten p.m.", "seven a.m.", NULL);

  /* A new one takes its place; this one has begun already. */
  stage_hear (stage, "settings", "quiet.schedule", "from=07:00; to=12:00", "don't disturb me from seven to noon");
  g_assert_true (stage_did (stage, "{\"unscheduled\",\"id\":\"alert-1\"}\n{\"unscheduled\",\"id\":\"alert-2\"}"));
  g_assert_true (stage_did (stage, ADJUSTED ("do-not-disturb", "on")));
  g_assert_cmpuint (ear_household_get_alerts (stage_get_household (stage))->len, ==, 2);

  stage_hear (stage, "settings", "quiet.unschedule", NULL, "cancel the do not disturb schedule");
  g_assert_cmpuint (ear_household_get_alerts (stage_get_household (stage))->len, ==, 0);
  stage_hear (stage, "settings", "quiet.unschedule", NULL, "cancel the do not disturb schedule");
  stage_assert (stage, "say");
}

/* Whatever seven comes next, the one after ten in the evening is meant. */
static void
test_schedule_night (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "quiet.schedule", "from=22:00; to=19:00", "don't disturb me from ten pm to seven");
  g_assert_true (stage_did (stage, "\"wall\":\"2026-03-03T07:00:00\""));
  stage_assert_words (stage, "seven a.m.", NULL);
  stage_hear (stage, "settings", "quiet.schedule", "from=09:00; to=19:00", "don't disturb me from nine to seven");
  g_assert_true (stage_did (stage, "\"wall\":\"2026-03-02T19:00:00\""));
}

static void
test_schedule_asks (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "settings", "quiet.schedule", NULL, "plane nicht stören");
  g_assert_true (stage_did (stage, "\"slot\":\"from\""));
  stage_hear (stage, "settings", "quiet.schedule", "from=22:00", "zweiundzwanzig uhr");
  g_assert_true (stage_did (stage, "\"slot\":\"to\""));
  stage_hear (stage, "settings", "quiet.schedule", "to=07:00", "sieben uhr");
  g_assert_true (stage_did (stage, "\"wall\":\"2026-03-02T22:00:00\""));
  stage_assert_words (stage, "zweiundzwanzig Uhr", "sieben Uhr", NULL);
}

static void
test_child_mode (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "child.on", NULL, "turn on child mode");
  stage_assert (stage, "say");
  stage_assert_words (stage, "code", NULL);

  set (stage, "child-code", "4711");
  stage_hear (stage, "settings", "child.on", NULL, "turn on child mode");
  g_assert_true (stage_did (stage, "\"slot\":\"code\""));
  stage_hear (stage, "settings", "child.on", "code=1234", "one two three four");
  g_assert_true (stage_did (stage, "{\"again\":true}"));
  stage_hear (stage, "settings", "child.on", "code=4712", "four seven one two");
  stage_assert (stage, "say");
  stage_hear (stage, "settings", "child.on", "code=4711", "turn on child mode with the code four seven one one");
  stage_assert (stage, ADJUSTED ("child-mode", "on") "\nsay");
  stage_hear (stage, "settings", "child.on", NULL, "turn on child mode");
  stage_assert (stage, "say");

  /* Half a code is none. */
  stage_hear (stage, "settings", "child.off", "code=47", "turn off child mode with the code forty seven");
  g_assert_false (stage_did (stage, "adjusted"));
  stage_hear (stage, "settings", "child.off", "code=4711", "four seven one one");
  stage_assert (stage, ADJUSTED ("child-mode", "off") "\nsay");
}

/* Who hears a chime should know why: the first one is explained. */
static void
test_brief_mode (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "brief.on", NULL, "turn on brief mode");
  stage_assert (stage, "say\n" ADJUSTED ("brief-mode", "on"));
  stage_hear (stage, "device", "device.volume", "level=4", "volume four");
  stage_assert (stage, ADJUSTED ("volume", "4") "\nchime ok");
  stage_hear (stage, "lists", "list.add", "item=milk", "add milk");
  g_assert_true (stage_did (stage, "chime ok"));
  stage_hear (stage, "lists", "list.read", NULL, "what's on my list");
  stage_assert_words (stage, "milk", NULL);
  stage_hear (stage, "settings", "quiet.on", NULL, "do not disturb");
  stage_assert (stage, ADJUSTED ("do-not-disturb", "on") "\nchime ok");
  stage_hear (stage, "settings", "brief.off", NULL, "turn off brief mode");
  stage_assert (stage, ADJUSTED ("brief-mode", "off") "\nsay");
}

static EarAnswer *
make_forecast (const char *country)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_FORECASTS);

  ear_answer_add (answer, &(EarForecast) {
    .place = "Boston", .country = country, .date = "2026-03-02", .condition = "clear", .low = 0, .high = 20, .now = 10
  });

  return answer;
}

static void
test_units (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "units.set", NULL, "change the units");
  g_assert_true (stage_did (stage, "\"slot\":\"units\""));
  stage_hear (stage, "weather", "weather.forecast", "place=Boston", "what's the weather in boston");
  stage_answer (stage, "weather", make_forecast ("US"));
  stage_assert_words (stage, "fifty degrees", NULL);
  stage_hear (stage, "settings", "units.set", "units=metric units|celsius", "use celsius");
  stage_assert (stage, ADJUSTED ("units", "metric") "\nsay");
  stage_hear (stage, "weather", "weather.forecast", "place=Boston", "what's the weather in boston");
  stage_answer (stage, "weather", make_forecast ("US"));
  stage_assert_words (stage, "ten degrees", NULL);
  stage_hear (stage, "settings", "units.set", "units=imperial units|fahrenheit", "use fahrenheit");
  stage_hear (stage, "weather", "weather.forecast", "place=Berlin", "what's the weather in berlin");
  stage_answer (stage, "weather", make_forecast ("Germany"));
  stage_assert_words (stage, "fifty degrees", NULL);
}

static void
test_language (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "settings", "language.set", "language=Englisch", "sprich englisch");
  stage_assert (stage, "say\n" ADJUSTED ("locale", "en-US"));
  stage_hear (stage, "settings", "language.set", "language=Deutsch", "sprich deutsch");
  stage_assert (stage, "say");
  stage_hear (stage, "settings", "language.set", NULL, "ändere die sprache");
  g_assert_true (stage_did (stage, "\"slot\":\"language\""));
}

static void
test_wake_word (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "settings", "wake-word.set", "word=jarvis", "change your wake word to jarvis");
  stage_assert (stage, ADJUSTED ("wake-word", "jarvis") "\nsay");
  stage_hear (stage, "settings", "wake-word.get", NULL, "what's your wake word");
  stage_assert_words (stage, "jarvis", "computer", NULL);
  stage_hear (stage, "settings", "wake-word.set", "word=rumpelstiltskin", "change your wake word to rumpelstiltskin");
  g_assert_true (stage_did (stage, "\"slot\":\"word\""));
  g_assert_false (stage_did (stage, "adjusted"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/quiet", test_quiet);
  g_test_add_func ("/settings/schedule", test_schedule);
  g_test_add_func ("/settings/schedule-night", test_schedule_night);
  g_test_add_func ("/settings/schedule-asks", test_schedule_asks);
  g_test_add_func ("/settings/child-mode", test_child_mode);
  g_test_add_func ("/settings/brief-mode", test_brief_mode);
  g_test_add_func ("/settings/units", test_units);
  g_test_add_func ("/settings/language", test_language);
  g_test_add_func ("/settings/wake-word", test_wake_word);

  return g_test_run ();
}
