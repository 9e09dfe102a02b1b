/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-chart.h"

G_BEGIN_DECLS

typedef struct {
  double x, y, width, height;   /* where the values are drawn */
} EarPlot;

PangoLayout *ear_chart_write      (cairo_t          *cr,
                                   const EarPalette *palette,
                                   const char       *text,
                                   double            max_width,
                                   double           *width,
                                   double           *height) G_GNUC_WARN_UNUSED_RESULT;
double       ear_chart_get_gutter (cairo_t          *cr,
                                   const EarPalette *palette,
                                   const EarScale   *scale,
                                   const char       *currency);
void         ear_chart_draw_grid  (cairo_t          *cr,
                                   const EarPalette *palette,
                                   const EarScale   *scale,
                                   const char       *currency,
                                   const EarPlot    *plot);
double       ear_plot_get_y       (const EarPlot    *plot,
                                   const EarScale   *scale,
                                   gint64            micros);
void         ear_chart_set_color  (cairo_t          *cr,
                                   const EarColor   *color,
                                   double            alpha);

G_END_DECLS
