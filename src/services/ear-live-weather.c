/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-live-weather.h"

#include <glib/gi18n.h>

struct _EarLiveWeather {
  GObject                parent_instance;

  const EarWeatherSource *source;
  EarHttp                *http;
  char                   *geocoding_url;
  char                   *forecast_url;
};

enum {
  PROP_SOURCE = 1,
  PROP_HTTP,
  PROP_GEOCODING_URL,
  PROP_FORECAST_URL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarLiveWeather, ear_live_weather, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

typedef struct {
  EarQuestion *question;
  EarPlace    *place;
  GTimeZone   *zone;
  EarDays      days;
} Search;

static void
search_free (Search *search)
{
  ear_question_free (search->question);
  g_clear_pointer (&search->place, ear_place_free);
  g_clear_pointer (&search->zone, g_time_zone_unref);
  g_free (search);
}

static void
on_forecast (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarLiveWeather *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = ear_http_send_finish (EAR_HTTP (source), result, &error);
  EarAnswer *answer = root ? self->source->read (root, search->place, &search->days, search->zone, search->question->now, &error) : NULL;

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

static void
on_place (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarLiveWeather *self = g_task_get_source_object (task);
  Search *search = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *url = NULL;

  search->place = ear_geocoder_find_finish (EAR_HTTP (source), result, &error);
  if (search->place != NULL && search->place->timezone != NULL)
    search->zone = g_time_zone_new_identifier (search->place->timezone);
  if (search->zone == NULL)
    search->zone = g_time_zone_new_utc ();
  if (search->place == NULL || !ear_days_init (&search->days, search->question, search->zone, &error)) {
    g_task_return_error (task, error);
    return;
  }

  url = self->source->make_url (self->forecast_url, search->place, &search->days);
  ear_http_send_async (self->http, &(EarHttpRequest) { .provider = self->source->name, .url = url }, g_task_get_cancellable (task),
                       on_forecast, g_object_ref (task));
}

static void
ear_live_weather_ask_async (EarProvider         *provider,
                            const EarQuestion   *question,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  EarLiveWeather *self = EAR_LIVE_WEATHER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Search *search;

  if (g_strcmp0 (question->operation, "forecast") != 0) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("%s can not do “%s”."),
                             self->source->title, question->operation ? question->operation : "");
    return;
  }

  search = g_new0 (Search, 1);
  search->question = ear_question_copy (question);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  ear_geocoder_find_async (self->http, self->source->name, self->geocoding_url, question, cancellable, on_place, g_steal_pointer (&task));
}

static EarAnswer *
ear_live_weather_ask_finish (EarProvider   *provider,
                             GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_live_weather_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_WEATHER;
}

static const char *
ear_live_weather_get_name (EarProvider *provider)
{
  return EAR_LIVE_WEATHER (provider)->source->name;
}

static const char *
ear_live_weather_get_attribution (EarProvider *provider)
{
  return EAR_LIVE_WEATHER (provider)->source->attribution;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_live_weather_get_kind;
  iface->get_name = ear_live_weather_get_name;
  iface->get_attribution = ear_live_weather_get_attribution;
  iface->ask_async = ear_live_weather_ask_async;
  iface->ask_finish = ear_live_weather_ask_finish;
}

static void
ear_live_weather_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  EarLiveWeather *self = EAR_LIVE_WEATHER (object);

  switch (id) {
  case PROP_SOURCE:
    self->source = g_value_get_pointer (value);
    break;
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
ear_live_weather_finalize (GObject *object)
{
  EarLiveWeather *self = EAR_LIVE_WEATHER (object);

  g_clear_object (&self->http);
  g_free (self->geocoding_url);
  g_free (self->forecast_url);

  G_OBJECT_CLASS (ear_live_weather_parent_class)->finalize (object);
}

static void
ear_live_weather_class_init (EarLiveWeatherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = ear_live_weather_set_property;
  object_class->finalize = ear_live_weather_finalize;

  props[PROP_SOURCE] = g_param_spec_pointer ("source", NULL, NULL, flags);
  props[PROP_HTTP] = g_param_spec_object ("http", NULL, NULL, EAR_TYPE_HTTP, flags);
  props[PROP_GEOCODING_URL] = g_param_spec_string ("geocoding-url", NULL, NULL, NULL, flags);
  props[PROP_FORECAST_URL] = g_param_spec_string ("forecast-url", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
ear_live_weather_init (EarLiveWeather *self)
{
}

/**
 * ear_live_weather_new:
 * @source: whose weather
 * @geocoding_url: (nullable): where places are found; %NULL for the public service
 * @forecast_url: (nullable): where forecasts are; %NULL for the public service
 */
EarProvider *
ear_live_weather_new (const EarWeatherSource *source,
                      EarHttp                *http,
                      const char             *geocoding_url,
                      const char             *forecast_url)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  return g_object_new (EAR_TYPE_LIVE_WEATHER,
                       "source", source,
                       "http", http,
                       "geocoding-url", geocoding_url ? geocoding_url : EAR_GEOCODER_URL,
                       "forecast-url", forecast_url ? forecast_url : source->url,
                       NULL);
}
