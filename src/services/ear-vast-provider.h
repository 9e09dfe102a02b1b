/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_TYPE_VAST_PROVIDER (ear_vast_provider_get_type ())

/**
 * EarVastProvider:
 *
 * Adverts of any server that answers in VAST: fetches one, fetches its recording or its words, and tells the server what becomes of it.
 * Settings: url, the tag. In it `[CONTEXT]` and `[LOCALE]` stand for what was talked about and in which language.
 */
G_DECLARE_FINAL_TYPE (EarVastProvider, ear_vast_provider, EAR, VAST_PROVIDER, GObject)

EarProvider *ear_vast_provider_new          (EarHttp         *http) G_GNUC_WARN_UNUSED_RESULT;
guint        ear_vast_provider_get_n_told   (EarVastProvider *self);
guint        ear_vast_provider_get_n_failed (EarVastProvider *self);

G_END_DECLS
