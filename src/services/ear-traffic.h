/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-exchange.h"

G_BEGIN_DECLS

#define EAR_TYPE_TRAFFIC (ear_traffic_get_type ())

/**
 * EarTraffic:
 *
 * A list of what went over the network, #EarExchange by #EarExchange as they ended. It is of bounded size: the oldest go first.
 */
G_DECLARE_FINAL_TYPE (EarTraffic, ear_traffic, EAR, TRAFFIC, GObject)

EarTraffic *ear_traffic_new       (EarHttp        *http) G_GNUC_WARN_UNUSED_RESULT;
void        ear_traffic_clear     (EarTraffic     *self);
gboolean    ear_traffic_write_har (EarTraffic     *self,
                                   GOutputStream  *stream,
                                   GError        **error);

gboolean    ear_traffic_save      (EarTraffic     *self,
                                   GFile          *file,
                                   GError        **error);

G_END_DECLS
