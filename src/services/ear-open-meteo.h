/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_TYPE_OPEN_METEO (ear_open_meteo_get_type ())

/**
 * EarOpenMeteo:
 *
 * Live weather of Open-Meteo: finds the place, then asks for its days. Free of charge and without a key where nobody
 * earns by it; its data is CC BY 4.0.
 */
G_DECLARE_FINAL_TYPE (EarOpenMeteo, ear_open_meteo, EAR, OPEN_METEO, GObject)

EarProvider *ear_open_meteo_new (EarHttp     *http,
                                 const char  *geocoding_url,
                                 const char  *forecast_url) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
