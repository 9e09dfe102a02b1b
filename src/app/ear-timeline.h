/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "model/ear-tariff.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_TIMELINE (ear_timeline_get_type ())

/**
 * EarTimeline:
 *
 * Every event of a tape in words, turn by turn, with how long hearing, understanding, services and answers took; above it
 * these spans of the last turn. Activating an event shows all its fields.
 *
 * Signals:
 * - `chosen (guint position)`: the user chose an event
 */
G_DECLARE_FINAL_TYPE (EarTimeline, ear_timeline, EAR, TIMELINE, GtkWidget)

void ear_timeline_set_tape   (EarTimeline *self,
                              EarTape     *tape,
                              gboolean     follow);
void ear_timeline_set_tariff (EarTimeline *self,
                              EarTariff   *tariff,
                              const char  *locale);
void ear_timeline_choose     (EarTimeline *self,
                              guint        position);

G_END_DECLS
