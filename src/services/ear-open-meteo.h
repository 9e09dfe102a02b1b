/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-live-weather.h"

#include <glib/gi18n.h>

G_BEGIN_DECLS

#define EAR_OPEN_METEO_ATTRIBUTION N_("Weather data by Open-Meteo.com (CC BY 4.0)")
#define EAR_OPEN_METEO_DAILY "weather_code,temperature_2m_max,temperature_2m_min,precipitation_probability_max,wind_speed_10m_max"

const char *ear_open_meteo_get_condition (gint64 wmo_code);

G_END_DECLS
