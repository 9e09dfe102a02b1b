/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-met-norway.h"

#include "services/ear-foreign.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define ATTRIBUTION N_("Weather data by MET Norway (CC BY 4.0)")
#define MAX_ROWS 400
#define MAX_DAYS 7
#define KMH_PER_MS 3.6
/* How far from now a row may be to stand for it. */
#define MAX_NOW_US (G_TIME_SPAN_HOUR * 3 / 2)
/* A day without rain, and a part of one with it: less than this nobody feels. */
#define RAIN_MM 0.1

/* What the rows of one day come to. */
typedef struct {
  double      low, high, wind;          /* °C, km/h */
  double      chance;                   /* percent; NAN where the service names none */
  guint       n_parts, n_wet;           /* parts of the day of which we know whether it rains */
  const char *condition;                /* of the row nearest to noon */
  int         from_noon;                /* how near, in minutes */
  double      now;
  gint64      from_now;
} Day;

/* Its words for weather, the more telling first: “lightrainshowersandthunder_day” is thunder. */
static const struct {
  const char *part;
  const char *condition;
} conditions[] = {
  { "thunder", "thunder" }, { "sleet", "sleet" }, { "snow", "snow" }, { "heavyrain", "heavy-rain" }, { "lightrain", "drizzle" },
  { "rain", "rain" }, { "fog", "fog" }, { "partlycloudy", "partly-cloudy" }, { "fair", "partly-cloudy" }, { "cloudy", "cloudy" },
  { "clearsky", "clear" },
};

/**
 * ear_met_norway_get_condition:
 *
 * Returns: (nullable): our word for the weather of a symbol, %NULL for symbols nobody defined
 */
const char *
ear_met_norway_get_condition (const char *symbol_code)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (strstr (symbol_code, conditions[i].part) != NULL)
      return conditions[i].condition;

  return NULL;
}

static JsonObject *
get_member (JsonObject *object,
            const char *name)
{
  return object && json_object_has_member (object, name) ? ear_json_get_object (object, name, NULL) : NULL;
}

static gboolean
get_number (JsonObject *object,
            const char *name,
            double      min,
            double      max,
            double     *value)
{
  return object != NULL && json_object_has_member (object, name) && ear_json_get_double (object, name, min, max, value, NULL);
}

/* The hours after a row, as the service groups them: the last rows have none, those far off only long ones. */
static void
read_outlook (JsonObject *data,
              int         from_noon,
              Day        *day)
{
  static const char *const spans[] = { "next_6_hours", "next_1_hours", "next_12_hours" };
  gboolean is_counted = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++) {
    JsonObject *span = get_member (data, spans[i]), *details = get_member (span, "details"), *summary = get_member (span, "summary");
    const char *symbol = summary ? ear_json_get_string (summary, "symbol_code", NULL) : NULL;
    const char *condition = symbol ? ear_met_norway_get_condition (symbol) : NULL;
    double number;

    if (condition != NULL && from_noon < day->from_noon) {
      day->condition = condition;
      day->from_noon = from_noon;
    }
    if (get_number (details, "probability_of_precipitation", 0, 100, &number))
      day->chance = isnan (day->chance) ? number : MAX (day->chance, number);
    if (!is_counted && get_number (details, "precipitation_amount", 0, 1000, &number)) {
      day->n_parts++;
      day->n_wet += number >= RAIN_MM;
      is_counted = TRUE;
    }
    if (get_number (details, "air_temperature_max", -100, 70, &number))
      day->high = MAX (day->high, number);
    if (get_number (details, "air_temperature_min", -100, 70, &number))
      day->low = MIN (day->low, number);
  }
}

static void
read_row (JsonObject  *row,
          GTimeZone   *zone,
          const GDate *first,
          gint64       now,
          Day         *days)
{
  const char *time = ear_json_get_string (row, "time", NULL);
  g_autoptr (GDateTime) utc = time ? g_date_time_new_from_iso8601 (time, NULL) : NULL;
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  JsonObject *data = get_member (row, "data"), *instant = get_member (get_member (data, "instant"), "details");
  double temperature, wind;
  GDate date;
  int number;
  Day *day;

  if (local == NULL || !get_number (instant, "air_temperature", -100, 70, &temperature)) {
    g_debug ("MET Norway: a row of $.properties.timeseries has no time or no temperature");
    return;
  }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local), g_date_time_get_year (local));
  number = g_date_days_between (first, &date);
  if (number < 0 || number >= MAX_DAYS)
    return;

  day = &days[number];
  day->low = MIN (day->low, temperature);
  day->high = MAX (day->high, temperature);
  if (get_number (instant, "wind_speed", 0, 150, &wind))
    day->wind = MAX (day->wind, wind * KMH_PER_MS);
  if (ABS (g_date_time_to_unix (utc) * G_USEC_PER_SEC - now) < day->from_now) {
    day->from_now = ABS (g_date_time_to_unix (utc) * G_USEC_PER_SEC - now);
    day->now = temperature;
  }
  read_outlook (data, ABS (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local) - 12 * 60), day);
}

static gboolean
check_units (JsonObject  *properties,
             GError     **error)
{
  static const char *const units[][2] = { { "air_temperature", "celsius" }, { "wind_speed", "m/s" }, { "precipitation_amount", "mm" } };
  JsonObject *names = get_member (get_member (properties, "meta"), "units");

  for (guint i = 0; names != NULL && i < G_N_ELEMENTS (units); i++) {
    const char *unit = ear_json_get_string (names, units[i][0], NULL);

    if (unit != NULL && strcmp (unit, units[i][1]) != 0) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.properties.meta.units.%s: expected %s"), units[i][0], units[i][1]);
      return FALSE;
    }
  }

  return TRUE;
}

static void
add_days (EarAnswer       *answer,
          const Day       *read,
          const EarPlace  *place,
          const EarDays   *days)
{
  for (guint i = 0; i < days->count && i < MAX_DAYS; i++) {
    const Day *day = &read[i];
    GDate date = days->first;
    g_autofree char *text = NULL;

    if (day->condition == NULL)
      continue;
    g_date_add_days (&date, i);
    text = ear_day_to_text (&date);
    ear_answer_add (answer, &(EarForecast) {
      .place = place->name, .country = place->country, .timezone = place->timezone, .date = text, .condition = day->condition,
      .attribution = ATTRIBUTION, .low = day->low, .high = day->high, .wind = day->wind,
      .now = g_date_compare (&date, &days->today) == 0 && day->from_now <= MAX_NOW_US ? day->now : 0,
      /* Outside the Nordic countries the service says how much rain it expects and not how surely. */
      .rain_chance = !isnan (day->chance) ? day->chance : day->n_parts > 0 ? 100.0 * day->n_wet / day->n_parts : 0,
    });
  }
}

static gboolean
read_rows (JsonObject      *object,
           const EarPlace  *place,
           const EarDays   *days,
           GTimeZone       *zone,
           gint64           now,
           EarAnswer       *answer,
           GError         **error)
{
  JsonObject *properties = ear_json_get_object (object, "properties", error);
  JsonArray *rows = properties && check_units (properties, error) ? ear_json_get_array (properties, "timeseries", error) : NULL;
  Day read[MAX_DAYS];

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < MAX_DAYS; i++)
    read[i] = (Day) { .low = INFINITY, .high = -INFINITY, .chance = NAN, .from_noon = G_MAXINT, .from_now = G_MAXINT64 };
  for (guint i = 0; i < MIN (json_array_get_length (rows), MAX_ROWS); i++) {
    JsonNode *row = json_array_get_element (rows, i);

    if (JSON_NODE_HOLDS_OBJECT (row))
      read_row (json_node_get_object (row), zone, &days->first, now, read);
  }
  add_days (answer, read, place, days);
  if (answer->rows->len == 0)
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING,
                         _("$.properties.timeseries: no day with air_temperature and symbol_code"));

  return answer->rows->len > 0;
}

/* A day is what its rows, which are in UTC, come to: the lowest and the highest temperature, the strongest wind, and the weather about
 * noon. Days that say too little are left out.
 */
static EarAnswer *
read_forecast (JsonNode        *root,
               const EarPlace  *place,
               const EarDays   *days,
               GTimeZone       *zone,
               gint64           now,
               GError         **error)
{
  g_autoptr (EarAnswer) answer = ear_answer_new (EAR_ANSWER_FORECASTS);
  GError *cause = NULL;
  JsonObject *object = ear_foreign_get_object (root, &cause);

  if (object != NULL && read_rows (object, place, days, zone, now, answer, &cause))
    return g_steal_pointer (&answer);
  ear_foreign_refuse (error, cause, "MET Norway");

  return NULL;
}

/* More than four decimals of a degree are refused: they would spoil the service's caches. */
static char *
make_url (const char     *base,
          const EarPlace *place,
          const EarDays  *days)
{
  char latitude[16], longitude[16];

  g_ascii_formatd (latitude, sizeof latitude, "%.4f", place->latitude);
  g_ascii_formatd (longitude, sizeof longitude, "%.4f", place->longitude);

  return g_strdup_printf ("%s/weatherapi/locationforecast/2.0/complete?lat=%s&lon=%s", base, latitude, longitude);
}

const EarWeatherSource ear_met_norway = {
  .name = "met-norway", .title = "MET Norway", .attribution = ATTRIBUTION, .url = "https://api.met.no",
  .make_url = make_url, .read = read_forecast,
};
