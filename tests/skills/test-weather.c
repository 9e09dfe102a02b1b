/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <math.h>
#include <string.h>

static const EarForecast hamburg = {
  .place = "Hamburg", .country = "Germany", .date = "2026-03-02", .condition = "rain", .low = 3.4, .high = 8.6, .now = 6.2,
  .rain_chance = 65,
};

static EarAnswer *
make_answer (const EarForecast *row)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_FORECASTS);

  ear_answer_add (answer, row);

  return answer;
}

static void
test_ask (void)
{
  static const struct { const char *slots, *question; } rows[] = {
    { "place=Hamburg", "\"text\":\"Hamburg\",\"days\":1" },
    { "place=Hamburg; date=2026-03-02", "\"text\":\"Hamburg\",\"days\":1" },
    { "place=Hamburg; date=PRESENT_REF", "\"text\":\"Hamburg\",\"days\":1" },
    { "place=Hamburg; date=2026-03-03", "\"text\":\"Hamburg\",\"date\":\"2026-03-03\",\"days\":1" },
    { "place=Munich|münchen; date=2026-03-16", "\"text\":\"Munich\",\"date\":\"2026-03-16\",\"days\":1" },
    { "place=Hamburg; date=2026-W10-WE", "\"text\":\"Hamburg\",\"date\":\"2026-03-07\",\"days\":2" },
    { "place=Hamburg; date=2026-W10", "\"text\":\"Hamburg\",\"days\":7" },
    { "place=Hamburg; date=2026-W11", "\"text\":\"Hamburg\",\"date\":\"2026-03-09\",\"days\":7" },
    { "place=Hamburg; date=2026-03", "\"text\":\"Hamburg\",\"days\":7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    const char *place = strstr (rows[i].slots, "Munich") ? "Munich" : "Hamburg";
    g_autofree char *deeds = g_strdup_printf ("ask weather {\"operation\":\"forecast\",\"locale\":\"en-US\",%s}\n"
                                              "{\"charged\",\"item\":\"weather.query\",\"quantity\":1,\"memo\":\"%s\"}",
                                              rows[i].question, place);

    stage_hear (stage, "weather", "weather.forecast", rows[i].slots, "…");
    stage_assert (stage, deeds);
  }
}

static void
test_unanswerable_dates (void)
{
  static const struct { const char *date, *words; } rows[] = {
    { "2026-03-01", "two weeks" }, { "2026-03-17", "two weeks" }, { "2026-06", "two weeks" }, { "2026", "two weeks" },
    { "2026-SU", "two weeks" }, { "2026-99-99", "two weeks" }, { "2026-W99", "two weeks" }, { "rubbish", "two weeks" },
    { "", "two weeks" }, { "9999-12-31", "two weeks" }, { "0000-00-00", "two weeks" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    g_autofree char *slots = g_strconcat ("place=Hamburg; date=", rows[i].date, NULL);

    stage_hear (stage, "weather", "weather.forecast", slots, "…");
    stage_assert (stage, "say");
    stage_assert_words (stage, rows[i].words, NULL);
  }
}

static void
test_place_not_named (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  stage_hear (stage, "weather", "weather.forecast", NULL, "what's the weather");
  stage_assert (stage, "ask weather {\"operation\":\"forecast\",\"locale\":\"en-US\",\"text\":\"New York\",\"days\":1}\n"
                "{\"charged\",\"item\":\"weather.query\",\"quantity\":1,\"memo\":\"New York\"}");
  stage_hear (german, "weather", "weather.forecast", NULL, "wie wird das wetter");
  stage_assert (german, "ask weather {\"operation\":\"forecast\",\"locale\":\"de-DE\",\"text\":\"Berlin\",\"days\":1}\n"
                "{\"charged\",\"item\":\"weather.query\",\"quantity\":1,\"memo\":\"Berlin\"}");

  /* "And tomorrow?" is about the place talked about, but not in the next session. */
  stage_hear (stage, "weather", "weather.forecast", "place=Paris", "and in paris");
  stage_hear (stage, "weather", "weather.rain", "date=2026-03-03", "do i need an umbrella tomorrow");
  stage_assert (stage, "ask weather {\"operation\":\"forecast\",\"locale\":\"en-US\",\"text\":\"Paris\",\"date\":\"2026-03-03\",\"days\":1}\n"
                "{\"charged\",\"item\":\"weather.query\",\"quantity\":1,\"memo\":\"Paris\"}");
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_OPENED });
  stage_hear (stage, "weather", "weather.forecast", NULL, "what's the weather");
  g_assert_true (stage_did (stage, "New York"));
}

static void
test_today (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "weather", "weather.forecast", "place=Hamburg", "what's the weather in hamburg");
  stage_answer (stage, "weather", make_answer (&hamburg));
  stage_assert (stage, "say");
  stage_assert_words (stage, "Hamburg", "six degrees", "nine degrees", "three degrees", "rain", "sixty five percent", NULL);

  stage_hear (stage, "weather", "weather.temperature", "place=Hamburg", "how warm is it in hamburg");
  stage_answer (stage, "weather", make_answer (&hamburg));
  stage_assert_words (stage, "Hamburg", "ix degrees", "nine degrees", "three degrees", NULL);

  stage_hear (stage, "weather", "weather.rain", "place=Hamburg", "do i need an umbrella in hamburg");
  stage_answer (stage, "weather", make_answer (&hamburg));
  stage_assert_words (stage, "Yes", "Hamburg", "sixty five percent", NULL);
}

static void
test_rain (void)
{
  static const struct { double chance; const char *words; } rows[] = {
    { 50, "Yes" }, { 49, "forty nine percent" }, { 30, "thirty percent" }, { 29, "No" }, { 0, "No" }, { -5, "No" }, { 1000, "hundred percent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    EarForecast row = hamburg;

    row.rain_chance = rows[i].chance;
    stage_hear (stage, "weather", "weather.rain", "place=Hamburg", "will it rain");
    stage_answer (stage, "weather", make_answer (&row));
    stage_assert_words (stage, rows[i].words, NULL);
  }
}

static void
test_units (void)
{
  EarForecast row = hamburg;
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  row.place = "Boston";
  row.country = "United States";
  row.now = 10;
  row.low = -17.2;
  row.high = 20;
  stage_hear (stage, "weather", "weather.temperature", "place=Boston", "how warm is it in boston");
  stage_answer (stage, "weather", make_answer (&row));
  stage_assert_words (stage, "ifty degrees", "one degree", "sixty eight degrees", NULL);

  row.low = -1;
  row.high = 1.4;
  stage_hear (german, "weather", "weather.temperature", "place=Boston", "wie warm ist es in boston");
  stage_answer (german, "weather", make_answer (&row));
  stage_assert_words (german, "ehn Grad", "minus ein Grad", " ein Grad", NULL);
}

static void
test_several_days (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  EarAnswer *weekend = ear_answer_new (EAR_ANSWER_FORECASTS);
  EarAnswer *week = ear_answer_new (EAR_ANSWER_FORECASTS);
  EarForecast row = hamburg;

  row.date = "2026-03-07";
  ear_answer_add (weekend, &row);
  row.date = "2026-03-08";
  row.condition = "clear";
  ear_answer_add (weekend, &row);
  stage_hear (stage, "weather", "weather.forecast", "place=Hamburg; date=2026-W10-WE", "how will the weekend be");
  stage_answer (stage, "weather", weekend);
  stage_assert_words (stage, "Saturday: rain", "Sunday: clear skies", "three degrees to nine degrees", NULL);

  for (guint i = 0; i < 7; i++) {
    g_autofree char *date = g_strdup_printf ("2026-03-%02u", 9 + i);

    row.date = date;
    row.low = i == 4 ? -3 : 2;
    row.high = i == 5 ? 14 : 9;
    row.rain_chance = i == 2 ? 80 : i == 3 ? 0 : 10;
    row.condition = i == 3 ? "partly-cloudy" : "rain";
    ear_answer_add (week, &row);
  }
  stage_hear (stage, "weather", "weather.forecast", "place=Hamburg; date=2026-W11", "what about next week");
  stage_answer (stage, "weather", week);
  stage_assert_words (stage, "minus three degrees", "fourteen degrees", "some clouds", "March twelfth", "March eleventh", NULL);
  g_assert_nonnull (strstr (stage_get_card (stage), "2–9 °C"));
  g_assert_nonnull (strstr (stage_get_card (stage), "−3 … 9 °C"));
}

static void
test_failures (void)
{
  static const char *const codes[] = { "offline", "timeout", "auth", "setup", "rate-limited", "bad-response", "limit", "", NULL };
  g_autoptr (Stage) stage = stage_new ("en-US");

  for (guint i = 0; codes[i]; i++) {
    stage_hear (stage, "weather", "weather.forecast", "place=Hamburg", "what's the weather in hamburg");
    stage_fail (stage, "weather", codes[i]);
    stage_assert (stage, "say");
    g_assert_nonnull (stage_get_words (stage));
  }

  stage_hear (stage, "weather", "weather.forecast", "place=Atlantis", "what's the weather in atlantis");
  stage_fail (stage, "weather", "not-found");
  stage_assert_words (stage, "Atlantis", NULL);
  stage_hear (stage, "weather", "weather.forecast", "place=<Atlantis> & Co", "what's the weather in atlantis");
  stage_answer (stage, "weather", ear_answer_new (EAR_ANSWER_FORECASTS));
  stage_assert_words (stage, "<Atlantis> & Co", NULL);
  stage_hear (stage, "weather", "weather.forecast", "place=Hamburg", "what's the weather in hamburg");
  stage_answer (stage, "weather", ear_answer_new (EAR_ANSWER_TRACKS));
  stage_assert_words (stage, "Hamburg", NULL);
}

static void
test_hostile_rows (void)
{
  static const EarForecast rows[] = {
    { 0 },
    { .place = "X", .date = "not a date", .condition = "plague", .low = NAN, .high = INFINITY, .now = -INFINITY, .rain_chance = NAN },
    { .place = "<b>&", .country = "US", .date = "2026-13-41", .condition = "../rain", .low = 1e300, .high = -1e300, .now = 1e18 },
  };
  static const char *const intents[] = { "weather.forecast", "weather.rain", "weather.temperature" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (intents); j++) {
      g_autoptr (Stage) stage = stage_new (i % 2 ? "de-DE" : "en-US");

      stage_hear (stage, "weather", intents[j], "place=X", "…");
      stage_answer (stage, "weather", make_answer (&rows[i]));
      stage_assert (stage, "say");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/weather/ask", test_ask);
  g_test_add_func ("/weather/unanswerable-dates", test_unanswerable_dates);
  g_test_add_func ("/weather/place-not-named", test_place_not_named);
  g_test_add_func ("/weather/today", test_today);
  g_test_add_func ("/weather/rain", test_rain);
  g_test_add_func ("/weather/units", test_units);
  g_test_add_func ("/weather/several-days", test_several_days);
  g_test_add_func ("/weather/failures", test_failures);
  g_test_add_func ("/weather/hostile-rows", test_hostile_rows);

  return g_test_run ();
}
