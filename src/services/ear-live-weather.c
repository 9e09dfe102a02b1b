/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-live-weather.h"

#include <glib/gi18n.h>

struct _EarLiveWeather {
  GObject                parent_instance;

  const EarWeatherSource *source;
  EarHttp                *http;
  EarConfig              *config;
};

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
ask_forecast (EarLiveWeather *self,
              Search         *search,
              GTask          *task)
{
  const char *base = ear_config_get (self->config, "url"), *secrets[] = { self->source->key_param, NULL };
  const char *key = self->source->key_param ? ear_config_get (self->config, "key") : NULL;
  g_autofree char *url = self->source->make_url (base, search->place, &search->days);

  if (key != NULL) {
    g_autofree char *escaped = g_uri_escape_string (key, NULL, FALSE), *open = g_steal_pointer (&url);

    url = g_strdup_printf ("%s&%s=%s", open, self->source->key_param, escaped);
  }
  ear_http_send_async (self->http, &(EarHttpRequest) { .provider = self->source->name, .url = url, .secret_params = secrets },
                       g_task_get_cancellable (task), on_forecast, g_object_ref (task));
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

  search->place = ear_geocoder_find_finish (EAR_HTTP (source), result, &error);
  if (search->place != NULL && search->place->timezone != NULL)
    search->zone = g_time_zone_new_identifier (search->place->timezone);
  if (search->zone == NULL)
    search->zone = g_time_zone_new_utc ();
  if (search->place == NULL || !ear_days_init (&search->days, search->question, search->zone, &error)) {
    g_task_return_error (task, error);
    return;
  }

  ask_forecast (self, search, task);
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
  ear_geocoder_find_async (self->http, self->source->name, ear_config_get (self->config, "geocoding-url"), question, cancellable, on_place,
                           g_steal_pointer (&task));
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

static const char *
ear_live_weather_get_title (EarProvider *provider)
{
  return EAR_LIVE_WEATHER (provider)->source->title;
}

static EarConfig *
ear_live_weather_get_config (EarProvider *provider)
{
  return EAR_LIVE_WEATHER (provider)->config;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_live_weather_get_kind;
  iface->get_name = ear_live_weather_get_name;
  iface->get_attribution = ear_live_weather_get_attribution;
  iface->get_title = ear_live_weather_get_title;
  iface->get_config = ear_live_weather_get_config;
  iface->ask_async = ear_live_weather_ask_async;
  iface->ask_finish = ear_live_weather_ask_finish;
}

static void
ear_live_weather_finalize (GObject *object)
{
  EarLiveWeather *self = EAR_LIVE_WEATHER (object);

  g_clear_object (&self->http);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (ear_live_weather_parent_class)->finalize (object);
}

static void
ear_live_weather_class_init (EarLiveWeatherClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_live_weather_finalize;
}

static void
ear_live_weather_init (EarLiveWeather *self)
{
}

/**
 * ear_live_weather_new:
 * @source: whose weather
 */
EarProvider *
ear_live_weather_new (const EarWeatherSource *source,
                      EarHttp                *http)
{
  const EarSetting fields[] = {
    { .key = "url", .type = EAR_SETTING_URL, .label = N_("Address"), .initial = source->url },
    { .key = "geocoding-url", .type = EAR_SETTING_URL, .label = N_("Where places are found"), .initial = EAR_GEOCODER_URL },
    { .key = "key", .type = EAR_SETTING_SECRET, .label = N_("Key, for customers") },
  };
  EarLiveWeather *self;

  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  self = g_object_new (EAR_TYPE_LIVE_WEATHER, NULL);
  self->source = source;
  self->http = g_object_ref (http);
  self->config = ear_config_new (source->title, fields, source->key_param ? 3 : 2);

  return EAR_PROVIDER (self);
}
