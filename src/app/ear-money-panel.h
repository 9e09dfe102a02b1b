/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_MONEY_PANEL (ear_money_panel_get_type ())

/**
 * EarMoneyPanel:
 *
 * What a session earned and cost, at three depths side by side so that no single answer looks like a good business, and
 * where each cent came from.
 */
G_DECLARE_FINAL_TYPE (EarMoneyPanel, ear_money_panel, EAR, MONEY_PANEL, GtkWidget)

void ear_money_panel_show_ledger (EarMoneyPanel *self,
                                  EarLedger     *ledger,
                                  EarTariff     *tariff,
                                  const char    *locale);

G_END_DECLS
