/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

#define EAR_TYPE_EXCHANGE (ear_exchange_get_type ())

/**
 * EarExchange:
 *
 * One call over the network, kept: what was asked and what came back, without secrets.
 */
G_DECLARE_FINAL_TYPE (EarExchange, ear_exchange, EAR, EXCHANGE, GObject)

EarExchange        *ear_exchange_new      (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
const EarHttpTrace *ear_exchange_peek     (EarExchange        *self);
gsize               ear_exchange_get_size (EarExchange        *self);
char               *ear_exchange_dup_curl (EarExchange        *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
