/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-geocoder.h"
#include "services/ear-http.h"
#include "services/ear-provider.h"
#include "services/ear-weather.h"

G_BEGIN_DECLS

/**
 * EarWeatherSource:
 * @name: of the provider, e.g. "open-meteo"
 * @title: as people know it
 * @attribution: whom to name
 * @url: the public service
 * @key_param: (nullable): the parameter that carries the customer's key, where there may be one
 * @make_url: (transfer full): where the days of a place are, below another address or @url
 * @read: (transfer full): takes the answer apart; `zone` is the place's, `now` is µs since 1970
 *
 * One weather service of the world.
 */
typedef struct {
  const char *name;
  const char *title;
  const char *attribution;
  const char *url;
  const char *key_param;
  char       *(*make_url)(const char      *base,
                          const EarPlace  *place,
                          const EarDays   *days);
  EarAnswer  *(*read)(JsonNode        *root,
                      const EarPlace  *place,
                      const EarDays   *days,
                      GTimeZone       *zone,
                      gint64           now,
                      GError         **error);
} EarWeatherSource;

extern const EarWeatherSource ear_open_meteo;
extern const EarWeatherSource ear_met_norway;

#define EAR_TYPE_LIVE_WEATHER (ear_live_weather_get_type ())

/**
 * EarLiveWeather:
 *
 * Live weather: finds the place, then asks a service for its days. Settings: url, geocoding-url and, where the service takes
 * one, key.
 */
G_DECLARE_FINAL_TYPE (EarLiveWeather, ear_live_weather, EAR, LIVE_WEATHER, GObject)

EarProvider *ear_live_weather_new (const EarWeatherSource *source,
                                   EarHttp                *http) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
