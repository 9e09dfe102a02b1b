/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "model/ear-tariff.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_EVENT_ROW (ear_event_row_get_type ())

/**
 * EarEventRow:
 *
 * A line of the timeline: what happened, told in words, under the heading of its turn if it is the first of it.
 */
G_DECLARE_FINAL_TYPE (EarEventRow, ear_event_row, EAR, EVENT_ROW, GtkWidget)

GtkWidget *ear_event_row_new          (void);
void       ear_event_row_set_position (EarEventRow *self,
                                       EarTape     *tape,
                                       guint        position,
                                       EarTariff   *tariff,
                                       const char  *locale);

G_END_DECLS
