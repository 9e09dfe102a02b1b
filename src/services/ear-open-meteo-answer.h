/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-weather.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_OPEN_METEO_ATTRIBUTION N_("Weather data by Open-Meteo.com (CC BY 4.0)")
#define EAR_OPEN_METEO_DAILY "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max,wind_speed_10m_max"

/**
 * EarPlace:
 *
 * A place as the geocoder knows it. Owns its strings.
 */
typedef struct {
  char   *name;
  char   *country;
  char   *timezone;
  double  latitude;
  double  longitude;
} EarPlace;

void        ear_place_free               (EarPlace       *self);
EarPlace   *ear_open_meteo_read_place    (JsonNode       *root,
                                          const char     *wanted,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
EarAnswer  *ear_open_meteo_read_forecast (JsonNode       *root,
                                          const EarPlace *place,
                                          const EarDays  *days,
                                          GError        **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ear_open_meteo_get_condition (gint64          wmo_code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPlace, ear_place_free)

G_END_DECLS
