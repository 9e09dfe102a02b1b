/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

/* Where places are found: the public service of Open-Meteo. */
#define EAR_GEOCODER_URL "https://geocoding-api.open-meteo.com"

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

void      ear_place_free           (EarPlace             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPlace, ear_place_free)

EarPlace *ear_geocoder_read        (JsonNode             *root,
                                    const char           *wanted,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;
void      ear_geocoder_find_async  (EarHttp              *http,
                                    const char           *provider,
                                    const char           *base,
                                    const EarQuestion    *question,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
EarPlace *ear_geocoder_find_finish (EarHttp              *http,
                                    GAsyncResult         *result,
                                    GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
