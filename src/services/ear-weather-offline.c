/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-catalog.h"
#include "services/ear-climate.h"
#include "services/ear-weather.h"
#include "services/ear-text.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define ATTRIBUTION N_("Earshot offline weather: invented, true to the climate")

typedef struct {
  const char *name;
  JsonObject *names;
  const char *country;
  JsonObject *countries;
  const char *zone;
  double      longitude;
  EarClimate  climate;
  GPtrArray  *aliases;          /* folded: what it is called */
  GPtrArray  *regions;          /* folded: what may be said after it */
  GTimeZone  *timezone;         /* made when first needed */
} City;

typedef struct {
  JsonNode  *root;
  GPtrArray *cities;
} Atlas;

static void
city_free (City *city)
{
  g_ptr_array_unref (city->aliases);
  g_ptr_array_unref (city->regions);
  g_clear_pointer (&city->timezone, g_time_zone_unref);
  g_free (city);
}

static void
atlas_free (gpointer catalog)
{
  Atlas *atlas = catalog;

  g_ptr_array_unref (atlas->cities);
  g_clear_pointer (&atlas->root, json_node_unref);
  g_free (atlas);
}

static gboolean
read_normals (JsonObject *row,
              const char *member,
              double      min,
              double      max,
              double     *normals,
              GError    **error)
{
  JsonArray *array = ear_json_get_array (row, member, error);

  if (array == NULL)
    return FALSE;
  if (json_array_get_length (array) != 12) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.%s: expected 12 months, got %u"), member, json_array_get_length (array));
    return FALSE;
  }

  for (guint i = 0; i < 12; i++) {
    JsonNode *node = json_array_get_element (array, i);
    GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

    normals[i] = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (node) : NAN;
    if (!(normals[i] >= min && normals[i] <= max)) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s[%u]: expected a number from %g to %g"), member, i, min, max);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
read_climate (JsonObject  *row,
              EarClimate  *climate,
              GError     **error)
{
  if (!read_normals (row, "high", -60, 60, climate->high, error) ||
      !read_normals (row, "low", -60, 60, climate->low, error) ||
      !read_normals (row, "rain_days", 0, 31, climate->rain_days, error))
    return FALSE;

  for (guint i = 0; i < 12; i++)
    if (climate->low[i] >= climate->high[i]) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.low[%u]: not below $.high[%u]"), i, i);
      return FALSE;
    }

  return TRUE;
}

static void
add_folded (GPtrArray  *folded,
            const char *text)
{
  if (text != NULL)
    g_ptr_array_add (folded, ear_text_fold (text));
}

static void
add_all_folded (GPtrArray  *folded,
                JsonObject *strings)
{
  JsonObjectIter iter;
  const char *locale;
  JsonNode *node;

  if (strings == NULL)
    return;
  json_object_iter_init_ordered (&iter, strings);
  while (json_object_iter_next_ordered (&iter, &locale, &node))
    add_folded (folded, json_node_get_string (node));
}

static gboolean
read_strings (JsonObject  *row,
              const char  *member,
              GPtrArray   *folded,
              GError     **error)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  if (!ear_catalog_get_strings (row, member, strings, error))
    return FALSE;
  for (guint i = 0; i < strings->len; i++)
    add_folded (folded, g_ptr_array_index (strings, i));

  return TRUE;
}

static gboolean
read_names (City        *city,
            JsonObject  *row,
            GError     **error)
{
  if (!(city->name = ear_json_get_string (row, "name", error)) ||
      !(city->country = ear_json_get_string (row, "country", error)) ||
      !(city->zone = ear_json_get_string (row, "timezone", error)) ||
      !ear_catalog_check_strings (row, "names", error) ||
      !ear_catalog_check_strings (row, "countries", error))
    return FALSE;

  city->names = json_object_has_member (row, "names") ? json_object_get_object_member (row, "names") : NULL;
  city->countries = json_object_has_member (row, "countries") ? json_object_get_object_member (row, "countries") : NULL;
  add_folded (city->aliases, city->name);
  add_all_folded (city->aliases, city->names);
  add_folded (city->regions, city->country);
  add_all_folded (city->regions, city->countries);

  return read_strings (row, "synonyms", city->aliases, error) && read_strings (row, "regions", city->regions, error);
}

static gboolean
take_city (JsonObject  *row,
           gpointer     catalog,
           GError     **error)
{
  Atlas *atlas = catalog;
  City *city = g_new0 (City, 1);
  double latitude;

  city->aliases = g_ptr_array_new_with_free_func (g_free);
  city->regions = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (atlas->cities, city);

  return read_names (city, row, error) &&
         ear_json_get_double (row, "latitude", -90, 90, &latitude, error) &&
         ear_json_get_double (row, "longitude", -180, 180, &city->longitude, error) &&
         read_climate (row, &city->climate, error);
}

static gpointer
load_atlas (const char  *path,
            GError     **error)
{
  Atlas *atlas = g_new0 (Atlas, 1);

  atlas->cities = g_ptr_array_new_with_free_func ((GDestroyNotify) city_free);
  atlas->root = ear_catalog_load (path, take_city, atlas, error);
  if (atlas->root == NULL)
    g_clear_pointer (&atlas, atlas_free);

  return atlas;
}

/* “Paris”, “Paris, France”, but not “Paris, Texas”. */
static gboolean
is_called (const City *city,
           const char *alias,
           const char *wanted)
{
  gsize n = strlen (alias);

  if (strncmp (wanted, alias, n) != 0)
    return FALSE;
  if (wanted[n] == '\0')
    return TRUE;

  for (guint i = 0; wanted[n] == ' ' && i < city->regions->len; i++)
    if (strcmp (wanted + n + 1, g_ptr_array_index (city->regions, i)) == 0)
      return TRUE;

  return FALSE;
}

/* “Hamberg” is Hamburg, and Atlantis is not Atlanta: one letter may be wrong, none in a short name, two in a long one. */
static City *
find_similar (Atlas      *atlas,
              const char *wanted)
{
  guint best = strlen (wanted) < 5 ? 0 : strlen (wanted) < 10 ? 1 : 2;
  City *similar = NULL;

  for (guint i = 0; i < atlas->cities->len && best > 0; i++) {
    City *city = g_ptr_array_index (atlas->cities, i);

    for (guint j = 0; j < city->aliases->len; j++) {
      guint distance = ear_text_distance (g_ptr_array_index (city->aliases, j), wanted, best);

      if (distance < best || (distance == best && similar == NULL)) {
        best = distance;
        similar = city;
      }
    }
  }

  return similar;
}

static City *
find_city (Atlas       *atlas,
           const char  *place,
           GError     **error)
{
  g_autofree char *wanted = ear_text_fold (place);
  g_autofree char *shown = NULL;
  City *similar;

  for (guint i = 0; i < atlas->cities->len; i++) {
    City *city = g_ptr_array_index (atlas->cities, i);

    for (guint j = 0; j < city->aliases->len; j++)
      if (is_called (city, g_ptr_array_index (city->aliases, j), wanted))
        return city;
  }
  if ((similar = find_similar (atlas, wanted)))
    return similar;

  shown = ear_text_clean (place, 60);
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND,
               _("The offline weather knows %u cities, but not “%s”. Ask for a large city, or choose a live weather service."),
               atlas->cities->len, shown);

  return NULL;
}

static GTimeZone *
ensure_timezone (City *city)
{
  if (city->timezone == NULL)
    city->timezone = g_time_zone_new_identifier (city->zone);
  if (city->timezone == NULL)
    city->timezone = g_time_zone_new_offset ((gint32) round (city->longitude / 15) * 3600);

  return city->timezone;
}

static double
get_local_hour (gint64     now,
                GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_get_hour (local) + g_date_time_get_minute (local) / 60.0;
}

static void
add_day (EarAnswer         *answer,
         City              *city,
         const EarQuestion *question,
         const EarDays     *days,
         guint              index)
{
  const char *place = ear_catalog_localize (city->names, question->locale);
  const char *country = ear_catalog_localize (city->countries, question->locale);
  g_autofree char *date = NULL;
  EarForecast forecast = { 0 };
  GDate day = days->first;

  g_date_add_days (&day, index);
  date = ear_day_to_text (&day);

  forecast.place = place ? place : city->name;
  forecast.country = country ? country : city->country;
  forecast.timezone = city->zone;
  forecast.date = date;
  forecast.attribution = ATTRIBUTION;
  ear_climate_forecast (&city->climate, (EarDice) { question->seed }, city->name, &day, &forecast);
  if (g_date_compare (&day, &days->today) == 0)
    forecast.now = ear_climate_get_now (forecast.low, forecast.high, get_local_hour (question->now, city->timezone));

  ear_answer_add (answer, &forecast);
}

static EarAnswer *
answer_weather (gpointer            catalog,
                const EarQuestion  *question,
                GError            **error)
{
  const char *place = question->text;
  EarAnswer *answer;
  EarDays days;
  City *city;

  if (g_strcmp0 (question->operation, "forecast") != 0) {
    ear_offline_refuse (question, EAR_SERVICE_WEATHER, error);
    return NULL;
  }

  if (place == NULL || *place == '\0')
    place = ear_weather_get_home (question->locale);
  if (!(city = find_city (catalog, place, error)) || !ear_days_init (&days, question, ensure_timezone (city), error))
    return NULL;

  answer = ear_answer_new (EAR_ANSWER_FORECASTS);
  for (guint i = 0; i < days.count; i++)
    add_day (answer, city, question, &days, i);

  return answer;
}

const EarOfflineService ear_weather_offline = {
  .file = "weather/cities.json",
  .attribution = ATTRIBUTION,
  .load = load_atlas,
  .answer = answer_weather,
  .free = atlas_free,
};
