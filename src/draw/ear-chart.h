/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-money.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * EarColor:
 *
 * A color of a screen or page, not premultiplied.
 */
typedef struct {
  double r, g, b, a;
} EarColor;

/**
 * EarPalette:
 * @text: words and the line of zero
 * @dim: words on the axes
 * @grid: thin lines
 * @positive: what comes in
 * @negative: what goes out
 * @accent: sums, and the first line
 * @surface: what is below it all
 * @outlined: whether areas need an outline, for high contrast
 * @font: a family
 * @size: of its letters, in units of the drawing
 *
 * What a chart is drawn with. The caller knows the style of its window or page.
 */
typedef struct {
  EarColor    text, dim, grid, positive, negative, accent, surface;
  gboolean    outlined;
  const char *font;
  double      size;
} EarPalette;

/**
 * EarScale:
 * @low: the first tick
 * @high: the last
 * @step: from one to the next
 * @digits: decimals that tell all of them apart
 *
 * An axis of money, in micros, with ticks a person would choose.
 */
typedef struct {
  gint64 low, high, step;
  guint  digits;
} EarScale;

EarScale  ear_scale_new          (gint64            low,
                                  gint64            high,
                                  guint             max_ticks);
double    ear_scale_get_share    (const EarScale   *self,
                                  gint64            micros);

/**
 * EarSeries:
 * @label: for people; %NULL for none
 * @values: micros, evenly spaced
 * @n_values: how many
 * @color: of the line
 *
 * One line of a chart.
 */
typedef struct {
  const char   *label;
  const gint64 *values;
  guint         n_values;
  EarColor      color;
} EarSeries;

void       ear_chart_draw_lines      (cairo_t          *cr,
                                      const EarSeries  *series,
                                      guint             n_series,
                                      const char       *currency,
                                      const EarPalette *palette,
                                      double            width,
                                      double            height);
void       ear_chart_draw_sparkline  (cairo_t          *cr,
                                      const EarSeries  *series,
                                      const EarPalette *palette,
                                      double            width,
                                      double            height);

G_END_DECLS
