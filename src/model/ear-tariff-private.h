/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-json.h"
#include "model/ear-tariff.h"

G_BEGIN_DECLS

/* What the parts of the reader share; each says what is wrong and where, and returns %FALSE. */
gboolean ear_tariff_refuse         (GError          **error,
                                    EarJsonError      code,
                                    const char       *member,
                                    const char       *format,
                                    ...) G_GNUC_PRINTF (4, 5);
gboolean ear_tariff_refuse_inner   (GError          **error,
                                    GError           *inner,
                                    const char       *path);
gboolean ear_tariff_read_text      (JsonObject       *object,
                                    const char       *member,
                                    const char      **text,
                                    GError          **error);
gboolean ear_tariff_read_status    (JsonObject       *object,
                                    EarTariffStatus  *status,
                                    GError          **error);
gboolean ear_tariff_check_currency (const char       *currency,
                                    GError          **error);
gboolean ear_tariff_check_date     (const char       *member,
                                    const char       *date,
                                    GError          **error);

gboolean ear_tariff_read_rates     (JsonObject       *tariff,
                                    const char       *currency,
                                    GPtrArray        *rates,
                                    GError          **error);

G_END_DECLS
