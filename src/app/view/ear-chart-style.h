/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_chart_style_get (GtkWidget  *widget,
                          EarPalette *palette);

G_END_DECLS
