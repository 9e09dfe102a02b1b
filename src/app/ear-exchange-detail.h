/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "services/ear-exchange.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_EXCHANGE_DETAIL (ear_exchange_detail_get_type ())

/**
 * EarExchangeDetail:
 *
 * One call over the network: what it came to, what was sent, what came back, and what the speaker made of it.
 */
G_DECLARE_FINAL_TYPE (EarExchangeDetail, ear_exchange_detail, EAR, EXCHANGE_DETAIL, GtkWidget)

void ear_exchange_detail_set_exchange (EarExchangeDetail *self,
                                       EarExchange       *exchange,
                                       EarTape           *tape);

G_END_DECLS
