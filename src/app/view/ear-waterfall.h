/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_WATERFALL (ear_waterfall_get_type ())

/**
 * EarWaterfall:
 *
 * Where the money came from and where it went. Bars can be pointed at, or walked with the arrow keys.
 */
G_DECLARE_FINAL_TYPE (EarWaterfall, ear_waterfall, EAR, WATERFALL, GtkWidget)

GtkWidget *ear_waterfall_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       ear_waterfall_set_shares (EarWaterfall *self,
                                     GPtrArray    *shares,
                                     const char   *currency);

G_END_DECLS
