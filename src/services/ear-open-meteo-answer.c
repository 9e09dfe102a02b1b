/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-open-meteo-answer.h"

#include "services/ear-text.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAME_CHARS 60

/* WMO 4677 as far as Open-Meteo uses it. */
static const struct {
  gint64      from, to;
  const char *condition;
} conditions[] = {
  { 0, 1, "clear" }, { 2, 2, "partly-cloudy" }, { 3, 3, "cloudy" }, { 45, 48, "fog" }, { 51, 55, "drizzle" }, { 56, 57, "sleet" },
  { 61, 64, "rain" }, { 65, 65, "heavy-rain" }, { 66, 67, "sleet" }, { 71, 77, "snow" }, { 80, 81, "rain" }, { 82, 82, "heavy-rain" },
  { 85, 86, "snow" }, { 95, 99, "thunder" },
};

void
ear_place_free (EarPlace *self)
{
  g_free (self->name);
  g_free (self->country);
  g_free (self->timezone);
  g_free (self);
}

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

static JsonObject *
get_object (JsonNode  *node,
            GError   **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$: expected an object, got %s"), json_node_type_name (node));

  return NULL;
}

static gboolean
refuse (GError     **error,
        GError      *cause,
        const char  *who)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s gave an answer that makes no sense: %s"), who,
               cause->message);
  g_error_free (cause);

  return FALSE;
}

static gboolean
read_first (JsonArray  *results,
            EarPlace   *place,
            GError    **error)
{
  JsonObject *first = get_object (json_array_get_element (results, 0), error);
  const char *name = first ? ear_json_get_string (first, "name", error) : NULL;
  const char *country, *zone;

  if (name == NULL || !ear_json_get_double (first, "latitude", -90, 90, &place->latitude, error) ||
      !ear_json_get_double (first, "longitude", -180, 180, &place->longitude, error)) {
    g_prefix_error (error, "$.results[0]: ");
    return FALSE;
  }

  /* The service leaves out what is empty. */
  country = ear_json_get_string (first, "country", NULL);
  zone = ear_json_get_string (first, "timezone", NULL);
  place->name = ear_text_clean (name, MAX_NAME_CHARS);
  place->country = country ? ear_text_clean (country, MAX_NAME_CHARS) : NULL;
  place->timezone = zone ? ear_text_clean (zone, MAX_NAME_CHARS) : NULL;

  return TRUE;
}

/**
 * ear_open_meteo_read_place:
 * @root: what the geocoder answered
 * @wanted: what it was asked
 *
 * Returns: (transfer full) (nullable): the place found first
 */
EarPlace *
ear_open_meteo_read_place (JsonNode    *root,
                           const char  *wanted,
                           GError     **error)
{
  g_autoptr (EarPlace) place = g_new0 (EarPlace, 1);
  GError *cause = NULL;
  JsonObject *object = get_object (root, &cause);
  JsonArray *results = NULL;

  /* Nothing found is an answer without results. */
  if (object != NULL && json_object_has_member (object, "results"))
    results = ear_json_get_array (object, "results", &cause);
  if (cause == NULL && (results == NULL || json_array_get_length (results) == 0)) {
    g_autofree char *shown = ear_text_clean (wanted, MAX_NAME_CHARS);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, _("Open-Meteo knows no place “%s”."), shown);
    return NULL;
  }
  if (cause == NULL && read_first (results, place, &cause))
    return g_steal_pointer (&place);
  refuse (error, cause, _("Open-Meteo's geocoder"));

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

/**
 * ear_open_meteo_read_forecast:
 * @root: what the forecast service answered
 * @days: what it was asked for
 *
 * Returns: (transfer full) (nullable): its days, without those that say too little
 */
EarAnswer *
ear_open_meteo_read_forecast (JsonNode        *root,
                              const EarPlace  *place,
                              const EarDays   *days,
                              GError         **error)
{
  g_autoptr (EarAnswer) answer = ear_answer_new (EAR_ANSWER_FORECASTS);
  GError *cause = NULL;
  JsonObject *object = get_object (root, &cause);

  if (object != NULL && check_units (object, &cause) && read_rows (object, place, days, answer, &cause))
    return g_steal_pointer (&answer);
  refuse (error, cause, "Open-Meteo");

  return NULL;
}
