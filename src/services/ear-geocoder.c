/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-geocoder.h"

#include "services/ear-foreign.h"
#include "services/ear-text.h"
#include "services/ear-weather.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAME_CHARS 60

void
ear_place_free (EarPlace *self)
{
  g_free (self->name);
  g_free (self->country);
  g_free (self->timezone);
  g_free (self);
}

static gboolean
read_first (JsonArray  *results,
            EarPlace   *place,
            GError    **error)
{
  JsonObject *first = ear_foreign_get_object (json_array_get_element (results, 0), error);
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
 * ear_geocoder_read:
 * @root: what the geocoder answered
 * @wanted: what it was asked
 *
 * Returns: (transfer full) (nullable): the place found first
 */
EarPlace *
ear_geocoder_read (JsonNode    *root,
                   const char  *wanted,
                   GError     **error)
{
  g_autoptr (EarPlace) place = g_new0 (EarPlace, 1);
  GError *cause = NULL;
  JsonObject *object = ear_foreign_get_object (root, &cause);
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
  ear_foreign_refuse (error, cause, _("Open-Meteo's geocoder"));

  return NULL;
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (JsonNode) root = ear_http_send_finish (EAR_HTTP (source), result, &error);
  EarPlace *place = root ? ear_geocoder_read (root, g_task_get_task_data (task), &error) : NULL;

  if (place != NULL)
    g_task_return_pointer (task, place, (GDestroyNotify) ear_place_free);
  else
    g_task_return_error (task, error);
}

/**
 * ear_geocoder_find_async:
 * @provider: who asks, for the log of the traffic
 * @base: where places are found, e.g. %EAR_GEOCODER_URL
 * @question: its text is the place; without one it is the customer's home
 *
 * Finds out where a place is. Finish it with ear_geocoder_find_finish().
 */
void
ear_geocoder_find_async (EarHttp             *http,
                         const char          *provider,
                         const char          *base,
                         const EarQuestion   *question,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  const char *wanted = question->text && *question->text ? question->text : ear_weather_get_home (question->locale);
  g_autofree char *name = g_uri_escape_string (wanted, NULL, FALSE), *url = NULL;
  char language[3] = "en";

  if (question->locale != NULL && g_ascii_isalpha (question->locale[0]) && g_ascii_isalpha (question->locale[1]))
    memcpy (language, question->locale, 2);

  g_task_set_source_tag (task, ear_geocoder_find_async);
  g_task_set_task_data (task, g_strdup (wanted), g_free);
  url = g_strdup_printf ("%s/v1/search?name=%s&count=1&language=%s&format=json", base, name, language);
  ear_http_send_async (http, &(EarHttpRequest) { .provider = provider, .url = url }, cancellable, on_found, g_steal_pointer (&task));
}

EarPlace *
ear_geocoder_find_finish (EarHttp       *http,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
