/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"
#include "fake-server.h"

#include "services/ear-open-meteo.h"

#include <string.h>

#define PLACE "{\"results\":[{\"name\":\"Hamburg\",\"latitude\":53.55073,\"longitude\":9.99302,\"country\":\"Deutschland\",\"timezone\":\"Europe/Berlin\"}]}"
#define TIMES "\"time\":[\"2026-03-02\",\"2026-03-03\"]"
#define UNITS "\"daily_units\":{\"temperature_2m_max\":\"°C\",\"temperature_2m_min\":\"°C\",\"wind_speed_10m_max\":\"km/h\"},"
#define CURRENT "\"current\":{\"time\":\"2026-03-02T08:30\",\"interval\":900,\"temperature_2m\":4.2},"
#define COLUMNS "\"temperature_2m_max\":[8.1,9],\"temperature_2m_min\":[2.5,-1],\"weather_code\":[61,2]," \
                "\"precipitation_probability_max\":[80,10],\"wind_speed_10m_max\":[21.3,9]"
#define GOOD "{\"latitude\":53.55,\"longitude\":10,\"timezone\":\"Europe/Berlin\"," UNITS CURRENT "\"daily\":{" TIMES "," COLUMNS "}}"

typedef struct {
  FakeServer  *server;
  EarProvider *provider;
  const char  *place;
  const char  *forecast;
  char        *asked_place;
  char        *asked_forecast;
} Fixture;

static Fixture *current;

static void
on_search (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  g_free (current->asked_place);
  current->asked_place = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  fake_reply (message, 200, current->place);
}

static void
on_forecast (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  g_free (current->asked_forecast);
  current->asked_forecast = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  fake_reply (message, strstr (current->forecast, "\"error\"") ? 400 : 200, current->forecast);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);

  current = fixture;
  fixture->server = fake_server_new ();
  fixture->provider = ear_live_weather_new (&ear_open_meteo, http);
  set_config (fixture->provider, "url", fixture->server->url);
  set_config (fixture->provider, "geocoding-url", fixture->server->url);
  fixture->place = PLACE;
  fixture->forecast = GOOD;
  fake_server_add (fixture->server, "/v1/search", on_search);
  fake_server_add (fixture->server, "/v1/forecast", on_forecast);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->provider);
  fake_server_free (fixture->server);
  g_free (fixture->asked_place);
  g_free (fixture->asked_forecast);
}

static EarAnswer *
ask (Fixture     *fixture,
     const char  *text,
     GError     **error)
{
  return ask_and_wait (fixture->provider, &(EarQuestion) {
    .operation = "forecast", .locale = "de-DE", .text = text, .days = 2, .now = 1772436600000000
  }, 3000, NULL, error);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ask (fixture, "Bad Oldesloe & Köln", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->asked_place, ==, "name=Bad%20Oldesloe%20%26%20K%C3%B6ln&count=1&language=de&format=json");
  g_assert_cmpstr (fixture->asked_forecast, ==, "latitude=53.5507&longitude=9.9930&current=temperature_2m&daily=" EAR_OPEN_METEO_DAILY
                   "&timezone=Europe%2FBerlin&start_date=2026-03-02&end_date=2026-03-03");
  assert_json (answer, "{\"kind\":\"forecasts\",\"rows\":["
               "{\"place\":\"Hamburg\",\"country\":\"Deutschland\",\"timezone\":\"Europe/Berlin\",\"date\":\"2026-03-02\",\"condition\":\"rain\","
               "\"attribution\":\"Weather data by Open-Meteo.com (CC BY 4.0)\",\"low\":2.5,\"high\":8.1,"
               "\"now\":4.2,\"rain_chance\":80.0,\"wind\":21.3},"
               "{\"place\":\"Hamburg\",\"country\":\"Deutschland\",\"timezone\":\"Europe/Berlin\",\"date\":\"2026-03-03\","
               "\"condition\":\"partly-cloudy\",\"attribution\":\"Weather data by Open-Meteo.com (CC BY 4.0)\",\"low\":-1.0,\"high\":9.0,"
               "\"rain_chance\":10.0,\"wind\":9.0}]}");
}

static void
test_home (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = ask (fixture, NULL, NULL);

  g_assert_nonnull (answer);
  g_assert_nonnull (strstr (fixture->asked_place, "name=Hamburg&"));
}

static void
assert_fails (Fixture         *fixture,
              EarServiceError  code,
              const char      *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (fixture, "x", &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_SERVICE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, text));
}

static void
test_bad_place (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { const char *json; EarServiceError code; const char *text; } cases[] = {
    { "{\"generationtime_ms\":0.3}", EAR_SERVICE_ERROR_NOT_FOUND, "no place" },
    { "{\"results\":[]}", EAR_SERVICE_ERROR_NOT_FOUND, "no place" },
    { "[]", EAR_SERVICE_ERROR_BAD_RESPONSE, "$: expected an object" },
    { "{\"results\":{}}", EAR_SERVICE_ERROR_BAD_RESPONSE, "$.results" },
    { "{\"results\":[7]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "$.results[0]" },
    { "{\"results\":[{}]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "$.name" },
    { "{\"results\":[{\"name\":\"x\",\"latitude\":\"1\",\"longitude\":2}]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "$.latitude" },
    { "{\"results\":[{\"name\":\"x\",\"latitude\":1e300,\"longitude\":2}]}", EAR_SERVICE_ERROR_BAD_RESPONSE, "$.latitude" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fixture->place = cases[i].json;
    assert_fails (fixture, cases[i].code, cases[i].text);
  }
}

static void
test_bad_forecast (Fixture       *fixture,
                   gconstpointer  data)
{
  static const struct { const char *json, *text; } cases[] = {
    { "[]", "expected an object" },
    { "{}", "$.daily" },
    { "{\"daily\":[]}", "$.daily" },
    { "{\"daily\":{}}", "$.time" },
    { "{\"daily\":{\"time\":[]}}", "no day" },
    { "{\"daily\":{" TIMES "}}", "no day" },
    { "{\"daily\":{" TIMES ",\"temperature_2m_max\":[null,null],\"temperature_2m_min\":[1,1],\"weather_code\":[1,1]}}", "no day" },
    { "{\"daily\":{" TIMES ",\"temperature_2m_max\":[\"8\",{}],\"temperature_2m_min\":[1,1],\"weather_code\":[1,1]}}", "no day" },
    { "{\"daily\":{" TIMES ",\"temperature_2m_max\":[1000,-3.4e38],\"temperature_2m_min\":[1,1],\"weather_code\":[1,1]}}", "no day" },
    { "{\"daily\":{\"time\":[1772409600],\"temperature_2m_max\":[8],\"temperature_2m_min\":[1],\"weather_code\":[1]}}", "no day" },
    { "{\"daily\":{" TIMES ",\"temperature_2m_max\":[8,8],\"temperature_2m_min\":[1,1],\"weather_code\":[42,99999]}}", "no day" },
    { "{\"daily_units\":{\"temperature_2m_max\":\"°F\"},\"daily\":{" TIMES "," COLUMNS "}}", "$.daily_units.temperature_2m_max" },
    { "{\"daily_units\":7,\"daily\":{" TIMES "," COLUMNS "}}", "$.daily_units" },
    { "{\"error\":true,\"reason\":\"Parameter 'start_date' is out of allowed range\"}", "out of allowed range" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    fixture->forecast = cases[i].json;
    assert_fails (fixture, EAR_SERVICE_ERROR_BAD_RESPONSE, cases[i].text);
  }
}

static void
assert_rows (Fixture    *fixture,
             const char *forecast,
             const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;

  fixture->forecast = forecast;
  answer = ask (fixture, "x", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->rows->len, ==, 1);
  g_assert_cmpstr (((const EarForecast *) ear_answer_peek (answer, 0))->date, ==, date);
}

/* A day that says too little is left out, and the others stay. */
static void
test_unequal_columns (Fixture       *fixture,
                      gconstpointer  data)
{
  assert_rows (fixture, "{\"daily\":{" TIMES ",\"temperature_2m_max\":[8],\"temperature_2m_min\":[1,1],\"weather_code\":[1,1]}}", "2026-03-02");
  assert_rows (fixture, "{\"daily\":{" TIMES ",\"temperature_2m_max\":[null,8],\"temperature_2m_min\":[1,1,1],\"weather_code\":[1,1]}}", "2026-03-03");
  assert_rows (fixture, "{\"daily\":{\"time\":[\"x\",\"2026-03-03\"],\"temperature_2m_max\":[8,8],\"temperature_2m_min\":[1,1],\"weather_code\":[1,0]}}",
               "2026-03-03");
  assert_rows (fixture, "{\"current\":{\"temperature_2m\":\"warm\"},\"daily\":{\"time\":[\"2026-03-02\"],\"temperature_2m_max\":[8],"
               "\"temperature_2m_min\":[1],\"weather_code\":[1],\"precipitation_probability_max\":[null],\"wind_speed_10m_max\":\"x\"}}", "2026-03-02");
}

static void
test_strange_names (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *title = g_strnfill (1024 * 1024, 'a');
  g_autofree char *json = g_strdup_printf ("{\"results\":[{\"name\":\"%s\",\"latitude\":1,\"longitude\":2}]}", title);
  g_autoptr (EarAnswer) huge = NULL, odd = NULL;

  fixture->place = json;
  huge = ask (fixture, "x", NULL);
  g_assert_cmpuint (strlen (((const EarForecast *) ear_answer_peek (huge, 0))->place), <, 100);

  fixture->place = "{\"results\":[{\"name\":\"A\\u202e\\u0007B<b>\",\"latitude\":1,\"longitude\":2,\"timezone\":\"Mars/Base\",\"country\":7}]}";
  odd = ask (fixture, "x", NULL);
  g_assert_cmpstr (((const EarForecast *) ear_answer_peek (odd, 0))->place, ==, "A B<b>");
  g_assert_cmpstr (((const EarForecast *) ear_answer_peek (odd, 0))->country, ==, NULL);
}

static void
test_conditions (Fixture       *fixture,
                 gconstpointer  data)
{
  static const int codes[] = { 0, 1, 2, 3, 45, 48, 51, 53, 55, 56, 57, 61, 63, 65, 66, 67, 71, 73, 75, 77, 80, 81, 82, 85, 86, 95, 96, 99 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_nonnull (ear_open_meteo_get_condition (codes[i]));
  g_assert_cmpstr (ear_open_meteo_get_condition (65), ==, "heavy-rain");
  g_assert_cmpstr (ear_open_meteo_get_condition (67), ==, "sleet");
  g_assert_null (ear_open_meteo_get_condition (4));
  g_assert_null (ear_open_meteo_get_condition (-1));
  g_assert_null (ear_open_meteo_get_condition (G_MAXINT64));
}

static void
test_wrong_operation (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask_and_wait (fixture->provider, &(EarQuestion) { .operation = "search" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_null (ask_and_wait (fixture->provider, &(EarQuestion) { .operation = "forecast", .date = "soon" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
  g_assert_null (fixture->asked_forecast);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/open-meteo/good", test_good);
  ADD ("/open-meteo/home", test_home);
  ADD ("/open-meteo/bad-place", test_bad_place);
  ADD ("/open-meteo/bad-forecast", test_bad_forecast);
  ADD ("/open-meteo/unequal-columns", test_unequal_columns);
  ADD ("/open-meteo/strange-names", test_strange_names);
  ADD ("/open-meteo/conditions", test_conditions);
  ADD ("/open-meteo/wrong-operation", test_wrong_operation);

  return g_test_run ();
}
