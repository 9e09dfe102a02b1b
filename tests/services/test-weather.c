/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-climate.h"
#include "services/ear-offline.h"
#include "services/ear-weather.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <math.h>
#include <string.h>

/* Monday 2026-03-02 07:30 UTC */
#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

static const EarQuestion usual = { .operation = "forecast", .locale = "en-US", .days = 1, .now = NOW, .seed = 7 };

static EarAnswer *
ask (const EarQuestion  *question,
     GError            **error)
{
  g_autoptr (EarProvider) provider = ear_offline_new (EAR_SERVICE_WEATHER, NULL);

  return ear_offline_answer (EAR_OFFLINE (provider), question, error);
}

static void
assert_place (const char *text,
              const char *locale,
              const char *place,
              const char *country)
{
  EarQuestion question = usual;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  const EarForecast *row;

  question.text = text;
  question.locale = locale;
  answer = ask (&question, &error);
  if (place == NULL) {
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
    return;
  }
  g_assert_no_error (error);
  row = ear_answer_peek (answer, 0);
  g_assert_cmpstr (row->place, ==, place);
  g_assert_cmpstr (row->country, ==, country);
}

static void
test_places (void)
{
  assert_place ("Hamburg", "en-US", "Hamburg", "Germany");
  assert_place ("hamberg", "en-US", "Hamburg", "Germany");
  assert_place ("Munich", "de-DE", "München", "Deutschland");
  assert_place ("muenchen", "en-US", "Munich", "Germany");
  assert_place ("Köln", "en-US", "Cologne", "Germany");
  assert_place ("NYC", "en-US", "New York", "United States");
  assert_place ("san fran", "en-US", "San Francisco", "United States");
  assert_place ("Paris, France", "en-US", "Paris", "France");
  assert_place ("Paris, Texas", "en-US", NULL, NULL);
  assert_place ("Philadephia", "en-US", "Philadelphia", "United States");
  assert_place (NULL, "en-US", "Seattle", "United States");
  assert_place ("", "de-DE", "Hamburg", "Deutschland");
  assert_place ("Bamberg", "en-US", NULL, NULL);
  assert_place ("Atlantis", "en-US", NULL, NULL);
  assert_place ("x", "en-US", NULL, NULL);
  assert_place ("../../etc/passwd", "en-US", NULL, NULL);
  assert_place ("\377\376", "en-US", NULL, NULL);
}

static void
test_huge_place (void)
{
  g_autofree char *huge = g_strnfill (1024 * 1024, 'a');
  g_autoptr (GError) error = NULL;
  EarQuestion question = usual;

  question.text = huge;
  g_assert_null (ask (&question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
  g_assert_cmpuint (strlen (error->message), <, 300);
}

static void
assert_days (const char *date,
             gint64      days,
             const char *first,
             guint       count)
{
  EarQuestion question = usual;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;

  question.date = date;
  question.days = days;
  answer = ask (&question, &error);
  if (first == NULL) {
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (((const EarForecast *) ear_answer_peek (answer, 0))->date, ==, first);
  g_assert_cmpuint (answer->rows->len, ==, count);
}

static void
test_dates (void)
{
  /* It is still Sunday in Seattle. */
  assert_days (NULL, 0, "2026-03-01", 1);
  assert_days ("", 3, "2026-03-01", 3);
  assert_days ("2026-03-05", 1, "2026-03-05", 1);
  assert_days ("2026-02-27", 3, "2026-02-27", 3);
  assert_days ("2024-02-29", 1, "2024-02-29", 1);
  assert_days ("2026-W11", 0, "2026-03-09", 7);
  assert_days ("2026-W11", 2, "2026-03-09", 2);
  assert_days ("2026-W11-WE", 0, "2026-03-14", 2);
  assert_days ("2020-W53", 0, "2020-12-28", 7);
  assert_days ("2026-W01", 0, "2025-12-29", 7);
  /* Of this weekend the Sunday is left. */
  assert_days ("2026-W09-WE", 0, "2026-03-01", 1);
  assert_days ("2026-W09-WE", 2, "2026-03-01", 1);
  assert_days ("2026-W09", 7, "2026-03-01", 1);
  assert_days ("2026-03-05", 99, "2026-03-05", 7);
  assert_days ("2026-03-05", -5, "2026-03-05", 1);
}

static void
test_bad_dates (void)
{
  static const char *const dates[] = {
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-3-2", "2026-W54", "2026-W00", "2025-W53", "2026-W10-XX", "2026", "tomorrow", "0000-01-01",
    "9999-12-31", "2026-03-02T00:00", "２０２６-03-02", "-026-03-02",
  };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    assert_days (dates[i], 1, NULL, 0);
}

static void
test_bad_questions (void)
{
  EarQuestion question = usual;
  g_autoptr (GError) error = NULL;

  question.operation = "rain";
  g_assert_null (ask (&question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  question.operation = NULL;
  g_assert_null (ask (&question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  question = usual;
  question.now = G_MAXINT64;
  g_assert_null (ask (&question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  question.now = G_MININT64;
  g_assert_null (ask (&question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
}

static void
test_same_answer (void)
{
  EarQuestion question = usual, later = usual;
  g_autoptr (EarAnswer) first = NULL, second = NULL, whole = NULL, other = NULL;
  g_autofree char *one = NULL, *two = NULL, *row = NULL, *row_of_week = NULL, *three = NULL;

  question.text = later.text = "Hamburg";
  question.date = later.date = "2026-03-05";
  later.now += 3 * G_TIME_SPAN_HOUR;
  first = ask (&question, NULL);
  second = ask (&later, NULL);
  one = ear_answer_to_json (first);
  two = ear_answer_to_json (second);
  g_assert_cmpstr (one, ==, two);

  /* The Thursday of the week is the Thursday asked for alone. */
  question.date = "2026-03-02";
  question.days = 7;
  whole = ask (&question, NULL);
  row = ear_answer_row_to_json (EAR_ANSWER_FORECASTS, ear_answer_peek (first, 0));
  row_of_week = ear_answer_row_to_json (EAR_ANSWER_FORECASTS, ear_answer_peek (whole, 3));
  g_assert_cmpstr (row, ==, row_of_week);

  later.seed = 8;
  other = ask (&later, NULL);
  three = ear_answer_to_json (other);
  g_assert_cmpstr (one, !=, three);
}

static void
test_now (void)
{
  EarQuestion question = usual;
  g_autoptr (EarAnswer) answer = NULL;
  const EarForecast *today, *tomorrow;

  question.text = "Hamburg";
  question.days = 2;
  answer = ask (&question, NULL);
  today = ear_answer_peek (answer, 0);
  tomorrow = ear_answer_peek (answer, 1);
  g_assert_cmpstr (today->date, ==, "2026-03-02");
  g_assert_cmpfloat (today->now, >=, today->low);
  g_assert_cmpfloat (today->now, <=, today->high);
  g_assert_cmpfloat (tomorrow->now, ==, 0);

  g_assert_cmpfloat (ear_climate_get_now (2, 10, 5), ==, 2);
  g_assert_cmpfloat (ear_climate_get_now (2, 10, 15), ==, 10);
  g_assert_cmpfloat (ear_climate_get_now (2, 10, 10), ==, 6);
  g_assert_cmpfloat (fabs (ear_climate_get_now (2, 10, 23.99) - ear_climate_get_now (2, 10, 0)), <, 0.2);
}

static gboolean
is_condition (const char *text)
{
  static const char *const known[] = { "clear", "partly-cloudy", "cloudy", "fog", "drizzle", "rain", "heavy-rain", "thunder", "sleet", "snow", NULL };

  return g_strv_contains (known, text);
}

static gboolean
is_wet (const EarForecast *forecast)
{
  static const char *const wet[] = { "drizzle", "rain", "heavy-rain", "thunder", "sleet", "snow", NULL };

  return g_strv_contains (wet, forecast->condition);
}

static void
read_numbers (JsonObject *row,
              const char *member,
              double     *numbers)
{
  for (guint i = 0; i < 12; i++)
    numbers[i] = json_array_get_double_element (json_object_get_array_member (row, member), i);
}

/* The middle of a month, over many years, is what the normals say. Thirty-six seeds leave the mean a spread of about 0.6 K. */
static void
assert_month (const char       *city,
              const EarClimate *climate,
              guint             month)
{
  double high = 0, low = 0, wet = 0;
  guint n = 0;

  for (guint seed = 0; seed < 36; seed++)
    for (guint day = 8; day <= 22; day += 7, n++) {
      EarForecast forecast = { 0 };
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_dmy (&date, day, month + 1, 2026);
      ear_climate_forecast (climate, (EarDice) { seed }, city, &date, &forecast);

      g_assert_true (is_condition (forecast.condition));
      g_assert_cmpfloat (forecast.low, <, forecast.high);
      g_assert_cmpfloat (forecast.rain_chance, >=, 0);
      g_assert_cmpfloat (forecast.rain_chance, <=, 100);
      g_assert_cmpfloat (forecast.wind, >, 0);
      g_assert_true (!is_wet (&forecast) || forecast.rain_chance >= 50);
      g_assert_true (is_wet (&forecast) || forecast.rain_chance < 50);
      if (strcmp (forecast.condition, "snow") == 0)
        g_assert_cmpfloat (forecast.low, <, 2);
      high += forecast.high;
      low += forecast.low;
      wet += is_wet (&forecast);
    }

  g_assert_cmpfloat_with_epsilon (high / n, climate->high[month], 2.2);
  g_assert_cmpfloat_with_epsilon (low / n, climate->low[month], 2.2);
  g_assert_cmpfloat_with_epsilon (wet / n, climate->rain_days[month] / 30.44, 0.2);
}

static void
test_climate (void)
{
  g_autofree char *path = ear_paths_find_data ("weather/cities.json", NULL);
  g_autoptr (JsonNode) root = ear_json_load (path, NULL, NULL);
  JsonArray *cities = json_object_get_array_member (json_node_get_object (root), "cities");

  g_assert_cmpuint (json_array_get_length (cities), >=, 60);

  for (guint i = 0; i < json_array_get_length (cities); i++) {
    JsonObject *city = json_array_get_object_element (cities, i);
    g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (json_object_get_string_member (city, "timezone"));
    EarClimate climate;

    g_assert_nonnull (zone);
    read_numbers (city, "high", climate.high);
    read_numbers (city, "low", climate.low);
    read_numbers (city, "rain_days", climate.rain_days);
    for (guint month = i % 3; month < 12; month += 3)
      assert_month (json_object_get_string_member (city, "name"), &climate, month);
  }
}

static double
correlate (guint gap)
{
  const EarClimate even = {
    .high = { 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20 },
    .low = { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 },
    .rain_days = { 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10 },
  };
  double sum = 0, square = 0;
  guint n = 1000;

  for (guint i = 0; i < n; i++) {
    EarForecast one = { 0 }, other = { 0 };
    GDate day;

    g_date_clear (&day, 1);
    g_date_set_dmy (&day, 1, 1, 2020);
    g_date_add_days (&day, i);
    ear_climate_forecast (&even, (EarDice) { 3 }, "Nowhere", &day, &one);
    g_date_add_days (&day, gap);
    ear_climate_forecast (&even, (EarDice) { 3 }, "Nowhere", &day, &other);
    sum += (one.high - 20) * (other.high - 20);
    square += (one.high - 20) * (one.high - 20);
  }

  return sum / square;
}

static void
test_neighbors (void)
{
  double neighbors = correlate (1);

  g_assert_cmpfloat (neighbors, >, 0.5);
  g_assert_cmpfloat (neighbors, <, 0.9);
  g_assert_cmpfloat (fabs (correlate (30)), <, 0.1);
}

static void
test_golden (void)
{
  EarQuestion question = usual;
  g_autoptr (EarAnswer) answer = NULL;
  const EarForecast *row;

  question.text = "Hamburg";
  answer = ask (&question, NULL);
  row = ear_answer_peek (answer, 0);
  g_assert_cmpstr (row->condition, ==, "rain");
  g_assert_cmpfloat_with_epsilon (row->low, 2.4, 0.001);
  g_assert_cmpfloat_with_epsilon (row->high, 8.4, 0.001);
  g_assert_cmpfloat_with_epsilon (row->now, 4.0, 0.001);
  g_assert_cmpfloat (row->rain_chance, ==, 80);
  g_assert_cmpfloat (row->wind, ==, 14);
  g_assert_cmpstr (row->timezone, ==, "Europe/Berlin");
  g_assert_nonnull (strstr (row->attribution, "offline"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/weather/places", test_places);
  g_test_add_func ("/weather/places/huge", test_huge_place);
  g_test_add_func ("/weather/dates", test_dates);
  g_test_add_func ("/weather/dates/bad", test_bad_dates);
  g_test_add_func ("/weather/bad-questions", test_bad_questions);
  g_test_add_func ("/weather/same-answer", test_same_answer);
  g_test_add_func ("/weather/now", test_now);
  g_test_add_func ("/weather/climate", test_climate);
  g_test_add_func ("/weather/neighbors", test_neighbors);
  g_test_add_func ("/weather/golden", test_golden);

  return g_test_run ();
}
