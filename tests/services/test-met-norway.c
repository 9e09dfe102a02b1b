/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"
#include "fake-server.h"

#include "services/ear-met-norway.h"

#include <string.h>

#define PLACE "{\"results\":[{\"name\":\"Hamburg\",\"latitude\":53.5507341,\"longitude\":9.99302,\"country\":\"Germany\",\"timezone\":\"Europe/Berlin\"}]}"
#define HEAD "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[9.993,53.5507,8]},\"properties\":{\"meta\":{\"units\":" \
             "{\"air_temperature\":\"celsius\",\"wind_speed\":\"m/s\",\"precipitation_amount\":\"mm\"}},\"timeseries\":["
#define TAIL "]}}"
#define INSTANT(t, w) "\"instant\":{\"details\":{\"air_temperature\":" #t ",\"wind_speed\":" #w "}}"
#define NEXT(span, symbol, details) ",\"next_" span "_hours\":{\"summary\":{\"symbol_code\":\"" symbol "\"},\"details\":{" details "}}"
#define ROW(time, data) "{\"time\":\"" time "\",\"data\":{" data "}}"

/* Noon in Hamburg is eleven in UTC; the row of half past eleven at night is of the next day there. */
#define GOOD HEAD \
  ROW ("2026-03-02T07:00:00Z", INSTANT (4.2, 3) NEXT ("1", "fog", "\"precipitation_amount\":0.0") NEXT ("6", "cloudy", "\"precipitation_amount\":0.0")) "," \
  ROW ("2026-03-02T11:00:00Z", INSTANT (8.1, 10) NEXT ("1", "lightrainshowers_day", "\"precipitation_amount\":0.4") \
       NEXT ("6", "rainshowers_day", "\"precipitation_amount\":1.2,\"air_temperature_max\":9.0")) "," \
  ROW ("2026-03-02T23:30:00Z", INSTANT (-1.5, 2) NEXT ("6", "clearsky_night", "\"precipitation_amount\":0.0")) "," \
  ROW ("2026-03-03T12:00:00Z", INSTANT (5, 4) NEXT ("6", "heavysnowshowersandthunder_day", "\"probability_of_precipitation\":35.0")) "," \
  ROW ("2026-03-04T12:00:00Z", INSTANT (6, 4)) TAIL

typedef struct {
  FakeServer  *server;
  EarProvider *provider;
  const char  *forecast;
  guint        status;
  char        *asked;
} Fixture;

static Fixture *current;

static void
on_search (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  fake_reply (message, 200, PLACE);
}

static void
on_forecast (SoupServer        *server,
             SoupServerMessage *message,
             const char        *path,
             GHashTable        *query,
             gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  g_free (current->asked);
  current->asked = g_strdup (g_uri_get_query (soup_server_message_get_uri (message)));
  soup_message_headers_append (headers, "Cache-Control", "max-age=600");
  fake_reply (message, current->status, current->forecast);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);

  current = fixture;
  fixture->server = fake_server_new ();
  fixture->provider = ear_live_weather_new (&ear_met_norway, http);
  set_config (fixture->provider, "url", fixture->server->url);
  set_config (fixture->provider, "geocoding-url", fixture->server->url);
  fixture->forecast = GOOD;
  fixture->status = 200;
  fake_server_add (fixture->server, "/v1/search", on_search);
  fake_server_add (fixture->server, "/weatherapi/locationforecast/2.0/complete", on_forecast);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->provider);
  fake_server_free (fixture->server);
  g_free (fixture->asked);
}

static EarAnswer *
ask (Fixture  *fixture,
     gint64    days,
     GError  **error)
{
  return ask_and_wait (fixture->provider, &(EarQuestion) {
    .operation = "forecast", .locale = "en-US", .text = "Hamburg", .days = days, .now = 1772436600000000
  }, 3000, NULL, error);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ask (fixture, 3, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->asked, ==, "lat=53.5507&lon=9.9930");
  assert_json (answer, "{\"kind\":\"forecasts\",\"rows\":["
               "{\"place\":\"Hamburg\",\"country\":\"Germany\",\"timezone\":\"Europe/Berlin\",\"date\":\"2026-03-02\",\"condition\":\"rain\","
               "\"attribution\":\"Weather data by MET Norway (CC BY 4.0)\",\"low\":4.2,\"high\":9.0,"
               "\"now\":4.2,\"rain_chance\":50.0,\"wind\":36.0},"
               "{\"place\":\"Hamburg\",\"country\":\"Germany\",\"timezone\":\"Europe/Berlin\",\"date\":\"2026-03-03\",\"condition\":\"thunder\","
               "\"attribution\":\"Weather data by MET Norway (CC BY 4.0)\",\"low\":-1.5,\"high\":5.0,"
               "\"rain_chance\":35.0,\"wind\":14.4}]}");
}

/* The service asks not to be asked again before its answer expires; the geocoder says nothing of the kind. */
static void
test_patience (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) first = ask (fixture, 1, &error), second = ask (fixture, 2, &error);

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_cmpuint (second->rows->len, ==, 2);
  g_assert_cmpuint (fixture->server->n_requests, ==, 3);
}

static void
test_deprecated (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;

  fixture->status = 203;
  answer = ask (fixture, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->rows->len, ==, 1);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    guint           status;
    const char     *forecast;
    EarServiceError code;
    const char     *words;
  } cases[] = {
    { 400, "<html>no</html>", EAR_SERVICE_ERROR_BAD_RESPONSE, "400" },
    { 403, "", EAR_SERVICE_ERROR_AUTH, "403" },
    { 422, "{}", EAR_SERVICE_ERROR_BAD_RESPONSE, "422" },
    { 200, "[]", EAR_SERVICE_ERROR_BAD_RESPONSE, "$" },
    { 200, "{}", EAR_SERVICE_ERROR_BAD_RESPONSE, "properties" },
    { 200, "{\"properties\":{\"timeseries\":{}}}", EAR_SERVICE_ERROR_BAD_RESPONSE, "timeseries" },
    { 200, HEAD TAIL, EAR_SERVICE_ERROR_BAD_RESPONSE, "timeseries" },
    { 200, HEAD "null,5,{},{\"time\":\"noon\"}," ROW ("2026-03-02T11:00:00Z", INSTANT ("8", 1)) "," ROW ("2026-03-02T11:00:00Z", INSTANT (1e9, 1)) TAIL,
      EAR_SERVICE_ERROR_BAD_RESPONSE, "timeseries" },
    { 200, "{\"properties\":{\"meta\":{\"units\":{\"air_temperature\":\"fahrenheit\"}},\"timeseries\":[]}}", EAR_SERVICE_ERROR_BAD_RESPONSE,
      "celsius" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
    g_autoptr (GError) error = NULL;

    /* One that has kept nothing. */
    g_object_unref (fixture->provider);
    fixture->provider = ear_live_weather_new (&ear_met_norway, http);
    set_config (fixture->provider, "url", fixture->server->url);
    set_config (fixture->provider, "geocoding-url", fixture->server->url);
    fixture->status = cases[i].status;
    fixture->forecast = cases[i].forecast;
    g_assert_null (ask (fixture, 1, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, EAR_SERVICE_ERROR, (int) cases[i].code);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_conditions (void)
{
  static const char *const symbols[][2] = {
    { "clearsky_day", "clear" }, { "fair_night", "partly-cloudy" }, { "partlycloudy_polartwilight", "partly-cloudy" }, { "cloudy", "cloudy" },
    { "fog", "fog" }, { "lightrain", "drizzle" }, { "rain", "rain" }, { "heavyrainshowers_day", "heavy-rain" }, { "lightssleetshowersandthunder_day", "thunder" },
    { "heavysleet", "sleet" }, { "lightsnow", "snow" }, { "plague", NULL }, { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    g_assert_cmpstr (ear_met_norway_get_condition (symbols[i][0]), ==, symbols[i][1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/met-norway/good", test_good);
  ADD ("/met-norway/patience", test_patience);
  ADD ("/met-norway/deprecated", test_deprecated);
  ADD ("/met-norway/refused", test_refused);
  g_test_add_func ("/met-norway/conditions", test_conditions);

  return g_test_run ();
}
