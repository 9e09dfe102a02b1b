/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_SHARE_TABLE (ear_share_table_get_type ())

/**
 * EarShareTable:
 *
 * What the waterfall shows, as a table: each step of the bill with its amount, and what is left at each depth.
 */
G_DECLARE_FINAL_TYPE (EarShareTable, ear_share_table, EAR, SHARE_TABLE, GtkWidget)

void ear_share_table_set_shares (EarShareTable   *self,
                                 GPtrArray       *shares,
                                 const EarResult *result,
                                 const char      *currency);

G_END_DECLS
