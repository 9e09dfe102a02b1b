/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-ledger.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_DEPTH_CARD (ear_depth_card_get_type ())

/**
 * EarDepthCard:
 *
 * Revenue, cost and margin at one depth.
 */
G_DECLARE_FINAL_TYPE (EarDepthCard, ear_depth_card, EAR, DEPTH_CARD, GtkWidget)

void  ear_depth_card_set_result (EarDepthCard *self,
                                 const char   *title,
                                 gint64        revenue,
                                 gint64        cost,
                                 const char   *currency);

char *ear_format_money          (gint64        micros,
                                 const char   *currency,
                                 gboolean      sign) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
