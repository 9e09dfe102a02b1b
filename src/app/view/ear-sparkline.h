/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_SPARKLINE (ear_sparkline_get_type ())

/**
 * EarSparkline:
 *
 * How amounts grew: one line as small as a word, or with its axis a chart of several.
 */
G_DECLARE_FINAL_TYPE (EarSparkline, ear_sparkline, EAR, SPARKLINE, GtkWidget)

GtkWidget *ear_sparkline_new        (gboolean       with_axis) G_GNUC_WARN_UNUSED_RESULT;
void       ear_sparkline_clear      (EarSparkline  *self,
                                     const char    *currency);
void       ear_sparkline_add_series (EarSparkline  *self,
                                     const char    *label,
                                     const gint64  *values,
                                     guint          n_values,
                                     const char    *color);

G_END_DECLS
