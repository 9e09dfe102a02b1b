/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-open-meteo.h"

#include "services/ear-open-meteo-answer.h"

#include <glib/gi18n.h>
#include <string.h>

#define GEOCODING_URL "https://geocoding-api.open-meteo.com"
#define FORECAST_URL "https://api.open-meteo.com"

struct _EarOpenMeteo {
  GObject  parent_instance;

  EarHttp *http;
  char    *geocoding_url;
  char    *forecast_url;
};

enum {
  PROP_HTTP = 1,
  PROP_GEOCODING_URL,
  PROP_FORECAST_URL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarOpenMeteo, ear_open_meteo, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

typedef struct {
  EarQuestion *question;
  EarPlace    *place;
  EarDays      days;
} Search;

static void
search_free (Search *search)
{
  ear_question_free (search->question);
  g_clear_pointer (&search->place, ear_place_free);
  g_free (search);
}

static void
send (EarOpenMeteo        *self,
      GTask               *task,
      const char          *url,
      GAsyncReadyCallback  callback)
{
  ear_http_send_async (self->http, &(EarHttpRequest) { .url = url }, g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
on_forecast (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = ear_http_send_finish (EAR_HTTP (source), result, &error);
  EarAnswer *answer = root ? ear_open_meteo_read_forecast (root, search->place, &search->days, &error) : NULL;

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

static char *
make_forecast_url (EarOpenMeteo *self,
                   Search       *search)
{
  g_autofree char *first = ear_day_to_text (&search->days.first);
  g_autofree char *last = NULL;
  g_autofree char *zone = g_uri_escape_string (search->place->timezone ? search->place->timezone : "auto", NULL, FALSE);
  char latitude[16], longitude[16];
  GDate end = search->days.first;

  g_date_add_days (&end, search->days.count - 1);
  last = ear_day_to_text (&end);
  g_ascii_formatd (latitude, sizeof latitude, "%.4f", search->place->latitude);
  g_ascii_formatd (longitude, sizeof longitude, "%.4f", search->place->longitude);

  return g_strdup_printf ("%s/v1/forecast?latitude=%s&longitude=%s&current=temperature_2m&daily=" EAR_OPEN_METEO_DAILY
                          "&timezone=%s&start_date=%s&end_date=%s", self->forecast_url, latitude, longitude, zone, first, last);
}

static void
on_place (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarOpenMeteo *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = ear_http_send_finish (EAR_HTTP (source), result, &error);
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *url = NULL;

  if (root != NULL)
    search->place = ear_open_meteo_read_place (root, search->question->text, &error);
  if (search->place != NULL && search->place->timezone != NULL)
    zone = g_time_zone_new_identifier (search->place->timezone);
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  if (search->place == NULL || !ear_days_init (&search->days, search->question, zone, &error)) {
    g_task_return_error (task, error);
    return;
  }

  url = make_forecast_url (self, search);
  send (self, task, url, on_forecast);
}

static void
ear_open_meteo_ask_async (EarProvider         *provider,
                          const EarQuestion   *question,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  EarOpenMeteo *self = EAR_OPEN_METEO (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *name = NULL, *url = NULL;
  char language[3] = "en";
  EarQuestion wanted = *question;
  Search *search;

  if (g_strcmp0 (question->operation, "forecast") != 0) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("Open-Meteo can not do “%s”."),
                             question->operation ? question->operation : "");
    return;
  }

  if (wanted.text == NULL || *wanted.text == '\0')
    wanted.text = ear_weather_get_home (wanted.locale);
  if (wanted.locale != NULL && g_ascii_isalpha (wanted.locale[0]) && g_ascii_isalpha (wanted.locale[1]))
    memcpy (language, wanted.locale, 2);

  search = g_new0 (Search, 1);
  search->question = ear_question_copy (&wanted);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  name = g_uri_escape_string (wanted.text, NULL, FALSE);
  url = g_strdup_printf ("%s/v1/search?name=%s&count=1&language=%s&format=json", self->geocoding_url, name, language);
  send (self, task, url, on_place);
}

static EarAnswer *
ear_open_meteo_ask_finish (EarProvider   *provider,
                           GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_open_meteo_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_WEATHER;
}

static const char *
ear_open_meteo_get_name (EarProvider *provider)
{
  return "open-meteo";
}

static const char *
ear_open_meteo_get_attribution (EarProvider *provider)
{
  return EAR_OPEN_METEO_ATTRIBUTION;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_open_meteo_get_kind;
  iface->get_name = ear_open_meteo_get_name;
  iface->get_attribution = ear_open_meteo_get_attribution;
  iface->ask_async = ear_open_meteo_ask_async;
  iface->ask_finish = ear_open_meteo_ask_finish;
}

static void
ear_open_meteo_set_property (GObject      *object,
                             guint         id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  EarOpenMeteo *self = EAR_OPEN_METEO (object);

  switch (id) {
  case PROP_HTTP:
    self->http = g_value_dup_object (value);
    break;
  case PROP_GEOCODING_URL:
    self->geocoding_url = g_value_dup_string (value);
    break;
  case PROP_FORECAST_URL:
    self->forecast_url = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ear_open_meteo_finalize (GObject *object)
{
  EarOpenMeteo *self = EAR_OPEN_METEO (object);

  g_clear_object (&self->http);
  g_free (self->geocoding_url);
  g_free (self->forecast_url);

  G_OBJECT_CLASS (ear_open_meteo_parent_class)->finalize (object);
}

static void
ear_open_meteo_class_init (EarOpenMeteoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = ear_open_meteo_set_property;
  object_class->finalize = ear_open_meteo_finalize;

  props[PROP_HTTP] = g_param_spec_object ("http", NULL, NULL, EAR_TYPE_HTTP, flags);
  props[PROP_GEOCODING_URL] = g_param_spec_string ("geocoding-url", NULL, NULL, GEOCODING_URL, flags);
  props[PROP_FORECAST_URL] = g_param_spec_string ("forecast-url", NULL, NULL, FORECAST_URL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ear_open_meteo_init (EarOpenMeteo *self)
{
}

/**
 * ear_open_meteo_new:
 * @geocoding_url: (nullable): where places are found; %NULL for the public service
 * @forecast_url: (nullable): where forecasts are; %NULL for the public service
 */
EarProvider *
ear_open_meteo_new (EarHttp    *http,
                    const char *geocoding_url,
                    const char *forecast_url)
{
  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  return g_object_new (EAR_TYPE_OPEN_METEO,
                       "http", http,
                       "geocoding-url", geocoding_url ? geocoding_url : GEOCODING_URL,
                       "forecast-url", forecast_url ? forecast_url : FORECAST_URL,
                       NULL);
}
