/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-open-meteo.h"

#include "services/ear-foreign.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* WMO 4677 as far as Open-Meteo uses it. */
static const struct {
  gint64      from, to;
  const char *condition;
} conditions[] = {
  { 0, 1, "clear" }, { 2, 2, "partly-cloudy" }, { 3, 3, "cloudy" }, { 45, 48, "fog" }, { 51, 55, "drizzle" }, { 56, 57, "sleet" },
  { 61, 64, "rain" }, { 65, 65, "heavy-rain" }, { 66, 67, "sleet" }, { 71, 77, "snow" }, { 80, 81, "rain" }, { 82, 82, "heavy-rain" },
  { 85, 86, "snow" }, { 95, 99, "thunder" },
};

/**
 * ear_open_meteo_get_condition:
 *
 * Returns: (nullable): our word for the weather of a code, %NULL for codes nobody defined
 */
const char *
ear_open_meteo_get_condition (gint64 wmo_code)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (wmo_code >= conditions[i].from && wmo_code <= conditions[i].to)
      return conditions[i].condition;

  return NULL;
}

/* Columns stand side by side; one may be shorter than the others, and a value may be null. */
static gboolean
get_cell (JsonObject *daily,
          const char *column,
          guint       row,
          double      min,
          double      max,
          double     *value)
{
  JsonArray *array = ear_json_get_array (daily, column, NULL);
  JsonNode *node = array && row < json_array_get_length (array) ? json_array_get_element (array, row) : NULL;
  GType type = node && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE) {
    *value = json_node_get_double (node);
    if (*value >= min && *value <= max)
      return TRUE;
  }
  g_debug ("Open-Meteo: $.daily.%s[%u] is no number from %g to %g", column, row, min, max);

  return FALSE;
}

static gboolean
read_day (JsonObject  *daily,
          guint        row,
          EarForecast *forecast)
{
  JsonNode *time = json_array_get_element (json_object_get_array_member (daily, "time"), row);
  double code;
  GDate day;

  if (!JSON_NODE_HOLDS_VALUE (time) || json_node_get_value_type (time) != G_TYPE_STRING ||
      !ear_day_parse (json_node_get_string (time), &day)) {
    g_debug ("Open-Meteo: $.daily.time[%u] is no day", row);
    return FALSE;
  }
  if (!get_cell (daily, "temperature_2m_max", row, -100, 70, &forecast->high) ||
      !get_cell (daily, "temperature_2m_min", row, -100, 70, &forecast->low) ||
      !get_cell (daily, "weather_code", row, 0, 99, &code))
    return FALSE;

  forecast->date = json_node_get_string (time);
  forecast->condition = ear_open_meteo_get_condition (code);
  if (!get_cell (daily, "precipitation_probability_max", row, 0, 100, &forecast->rain_chance))
    forecast->rain_chance = 0;
  if (!get_cell (daily, "wind_speed_10m_max", row, 0, 500, &forecast->wind))
    forecast->wind = 0;

  return forecast->condition != NULL;
}

/* We did not ask for other units; a server that answers in them would be believed without a look at their names. */
static gboolean
check_units (JsonObject  *object,
             GError     **error)
{
  static const char *const units[][2] = { { "temperature_2m_max", "°C" }, { "temperature_2m_min", "°C" }, { "wind_speed_10m_max", "km/h" } };
  JsonObject *names;

  if (!json_object_has_member (object, "daily_units"))
    return TRUE;
  if (!(names = ear_json_get_object (object, "daily_units", error)))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    const char *unit = ear_json_get_string (names, units[i][0], NULL);

    if (unit != NULL && strcmp (unit, units[i][1]) != 0) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.daily_units.%s: expected %s"), units[i][0], units[i][1]);
      return FALSE;
    }
  }

  return TRUE;
}

static double
read_now (JsonObject *object)
{
  JsonObject *current = ear_json_get_object (object, "current", NULL);
  double now = 0;

  if (current == NULL || !ear_json_get_double (current, "temperature_2m", -100, 70, &now, NULL)) {
    g_debug ("Open-Meteo: $.current.temperature_2m is no temperature");
    return 0;
  }

  return now;
}

static gboolean
read_rows (JsonObject      *object,
           const EarPlace  *place,
           const EarDays   *days,
           EarAnswer       *answer,
           GError         **error)
{
  JsonObject *daily = ear_json_get_object (object, "daily", error);
  JsonArray *time = daily ? ear_json_get_array (daily, "time", error) : NULL;
  const char *zone = ear_json_get_string (object, "timezone", NULL);
  g_autofree char *today = ear_day_to_text (&days->today);

  if (time == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (time) && answer->rows->len < days->count; i++) {
    EarForecast forecast = { .place = place->name, .country = place->country, .attribution = EAR_OPEN_METEO_ATTRIBUTION };

    if (!read_day (daily, i, &forecast))
      continue;
    forecast.timezone = place->timezone ? place->timezone : zone;
    if (strcmp (forecast.date, today) == 0)
      forecast.now = read_now (object);
    ear_answer_add (answer, &forecast);
  }
  if (answer->rows->len == 0)
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING,
                         _("$.daily: no day with temperature_2m_max, temperature_2m_min and weather_code"));

  return answer->rows->len > 0;
}

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

  if (object != NULL && check_units (object, &cause) && read_rows (object, place, days, answer, &cause))
    return g_steal_pointer (&answer);
  ear_foreign_refuse (error, cause, "Open-Meteo");

  return NULL;
}

static char *
make_url (const char     *base,
          const EarPlace *place,
          const EarDays  *days)
{
  g_autofree char *first = ear_day_to_text (&days->first);
  g_autofree char *last = NULL;
  g_autofree char *zone = g_uri_escape_string (place->timezone ? place->timezone : "auto", NULL, FALSE);
  char latitude[16], longitude[16];
  GDate end = days->first;

  g_date_add_days (&end, days->count - 1);
  last = ear_day_to_text (&end);
  g_ascii_formatd (latitude, sizeof latitude, "%.4f", place->latitude);
  g_ascii_formatd (longitude, sizeof longitude, "%.4f", place->longitude);

  return g_strdup_printf ("%s/v1/forecast?latitude=%s&longitude=%s&current=temperature_2m&daily=" EAR_OPEN_METEO_DAILY
                          "&timezone=%s&start_date=%s&end_date=%s", base, latitude, longitude, zone, first, last);
}

const EarWeatherSource ear_open_meteo = {
  .name = "open-meteo", .title = "Open-Meteo", .attribution = EAR_OPEN_METEO_ATTRIBUTION, .url = "https://api.open-meteo.com", .key_param = "apikey",
  .make_url = make_url, .read = read_forecast,
};
