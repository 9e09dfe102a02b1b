/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-chart-private.h"

#include <math.h>

#define MAX_SERIES 8

static void
find_range (const EarSeries *series,
            guint            n_series,
            gint64          *low,
            gint64          *high)
{
  *low = *high = 0;
  for (guint i = 0; i < n_series; i++)
    for (guint n = 0; n < series[i].n_values; n++) {
      *low = MIN (*low, series[i].values[n]);
      *high = MAX (*high, series[i].values[n]);
    }
}

static double
get_x (const EarPlot   *plot,
       const EarSeries *series,
       guint            n)
{
  return plot->x + plot->width * (series->n_values > 1 ? (double) n / (series->n_values - 1) : 1.0);
}

/* The path of a line. Where many values share a pixel only their first, least, greatest and last are visited. */
static void
trace (cairo_t         *cr,
       const EarSeries *series,
       const EarScale  *scale,
       const EarPlot   *plot)
{
  guint pile = MAX (1, (guint) (series->n_values / MAX (plot->width, 1.0)));

  cairo_new_path (cr);
  if (series->n_values == 1)
    cairo_move_to (cr, plot->x, ear_plot_get_y (plot, scale, series->values[0]));

  for (guint n = 0; n < series->n_values; n += pile) {
    guint end = MIN (n + pile, series->n_values);
    gint64 low = series->values[n], high = low;

    cairo_line_to (cr, get_x (plot, series, n), ear_plot_get_y (plot, scale, series->values[n]));
    for (guint i = n + 1; i < end; i++) {
      low = MIN (low, series->values[i]);
      high = MAX (high, series->values[i]);
    }
    if (end - n > 2) {
      cairo_line_to (cr, get_x (plot, series, n), ear_plot_get_y (plot, scale, low));
      cairo_line_to (cr, get_x (plot, series, n), ear_plot_get_y (plot, scale, high));
    }
    if (end - n > 1)
      cairo_line_to (cr, get_x (plot, series, end - 1), ear_plot_get_y (plot, scale, series->values[end - 1]));
  }
}

/* The area between the line and zero, fading towards zero. */
static void
fill_below (cairo_t        *cr,
            const EarColor *color,
            const EarScale *scale,
            const EarPlot  *plot)
{
  double zero = ear_plot_get_y (plot, scale, 0);
  cairo_pattern_t *fade = cairo_pattern_create_linear (0, plot->y, 0, plot->y + plot->height);
  double middle = CLAMP ((zero - plot->y) / plot->height, 0.0, 1.0);

  cairo_pattern_add_color_stop_rgba (fade, 0.0, color->r, color->g, color->b, color->a * 0.26);
  cairo_pattern_add_color_stop_rgba (fade, middle, color->r, color->g, color->b, 0.02);
  cairo_pattern_add_color_stop_rgba (fade, 1.0, color->r, color->g, color->b, color->a * 0.26);
  cairo_line_to (cr, plot->x + plot->width, zero);
  cairo_line_to (cr, plot->x, zero);
  cairo_close_path (cr);
  cairo_set_source (cr, fade);
  cairo_fill (cr);
  cairo_pattern_destroy (fade);
}

static void
draw_line (cairo_t         *cr,
           const EarSeries *series,
           const EarScale  *scale,
           const EarPlot   *plot,
           double           line_width)
{
  if (series->n_values == 0)
    return;

  trace (cr, series, scale, plot);
  fill_below (cr, &series->color, scale, plot);
  trace (cr, series, scale, plot);
  cairo_set_line_width (cr, line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  ear_chart_set_color (cr, &series->color, 1.0);
  cairo_stroke (cr);
}

/* Moves labels apart that would overlap: down from the top, then up from the bottom. */
static void
spread (double *ys,
        guint  *order,
        guint   n,
        double  top,
        double  bottom,
        double  pitch)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && ys[order[k]] < ys[order[k - 1]]; k--) {
      guint other = order[k];

      order[k] = order[k - 1];
      order[k - 1] = other;
    }
  for (guint i = 0; i < n; i++)
    ys[order[i]] = MAX (ys[order[i]], i > 0 ? ys[order[i - 1]] + pitch : top);
  for (guint i = n; i-- > 0;)
    ys[order[i]] = MIN (ys[order[i]], i + 1 < n ? ys[order[i + 1]] - pitch : bottom - pitch);
}

/* The names stand at the right end of their lines, in their colors. */
static void
draw_names (cairo_t          *cr,
            const EarSeries  *series,
            guint             n_series,
            const EarPalette *palette,
            const EarScale   *scale,
            const EarPlot    *plot)
{
  double ys[MAX_SERIES], pitch = palette->size * 1.45;
  guint order[MAX_SERIES];

  for (guint i = 0; i < n_series; i++) {
    gint64 last = series[i].n_values > 0 ? series[i].values[series[i].n_values - 1] : 0;

    ys[i] = ear_plot_get_y (plot, scale, last) - pitch / 2.0;
  }
  spread (ys, order, n_series, plot->y - pitch / 2.0, plot->y + plot->height + pitch / 2.0, pitch);
  for (guint i = 0; i < n_series; i++) {
    g_autoptr (PangoLayout) layout = NULL;
    double width, height;

    if (series[i].label == NULL || series[i].n_values == 0)
      continue;

    layout = ear_chart_write (cr, palette, series[i].label, -1.0, &width, &height);
    ear_chart_set_color (cr, palette->outlined ? &palette->text : &series[i].color, 1.0);
    cairo_move_to (cr, plot->x + plot->width + 8.0, floor (ys[i]));
    pango_cairo_show_layout (cr, layout);
  }
}

static double
get_names_width (cairo_t          *cr,
                 const EarSeries  *series,
                 guint             n_series,
                 const EarPalette *palette)
{
  double widest = 0.0;

  for (guint i = 0; i < n_series; i++)
    if (series[i].label != NULL) {
      g_autoptr (PangoLayout) layout = NULL;
      double width, height;

      layout = ear_chart_write (cr, palette, series[i].label, -1.0, &width, &height);
      widest = MAX (widest, width + 8.0);
    }

  return widest;
}

/**
 * ear_chart_draw_lines:
 * @cr: where to draw
 * @series: (array length=n_series): the lines, up to eight
 * @n_series: how many
 * @currency: ISO 4217 code
 * @palette: the colors
 * @width: of the chart
 * @height: of it
 *
 * Draws how amounts grew, e.g. cumulative margins, with an axis of money and the names of the lines at their ends.
 */
void
ear_chart_draw_lines (cairo_t          *cr,
                      const EarSeries  *series,
                      guint             n_series,
                      const char       *currency,
                      const EarPalette *palette,
                      double            width,
                      double            height)
{
  gint64 low, high;
  EarScale scale;
  EarPlot plot;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (palette != NULL);

  n_series = MIN (n_series, MAX_SERIES);
  find_range (series, n_series, &low, &high);
  plot.y = palette->size;
  plot.height = MAX (height - 2.0 * palette->size, 1.0);
  scale = ear_scale_new (low, high, (guint) CLAMP (plot.height / (palette->size * 2.6), 2.0, 9.0));
  plot.x = ear_chart_get_gutter (cr, palette, &scale, currency) + 18.0;
  plot.width = MAX (width - plot.x - get_names_width (cr, series, n_series, palette) - 12.0, 1.0);

  ear_chart_draw_grid (cr, palette, &scale, currency, &plot);
  for (guint i = 0; i < n_series; i++)
    draw_line (cr, &series[i], &scale, &plot, 2.0);
  draw_names (cr, series, n_series, palette, &scale, &plot);
}

/**
 * ear_chart_draw_sparkline:
 * @cr: where to draw
 * @series: one line
 * @palette: the colors
 * @width: of the drawing
 * @height: of it
 *
 * Draws one line without any words, with its last value as a dot.
 */
void
ear_chart_draw_sparkline (cairo_t          *cr,
                          const EarSeries  *series,
                          const EarPalette *palette,
                          double            width,
                          double            height)
{
  EarPlot plot = { 4.0, 4.0, MAX (width - 8.0, 1.0), MAX (height - 8.0, 1.0) };
  gint64 low, high;
  EarScale scale;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (series != NULL);

  find_range (series, 1, &low, &high);
  scale = (EarScale) { .low = low, .high = MAX (high, low + 1), .step = 1 };
  cairo_set_line_width (cr, 1.0);
  ear_chart_set_color (cr, &palette->grid, 1.0);
  cairo_move_to (cr, plot.x, floor (ear_plot_get_y (&plot, &scale, 0)) + 0.5);
  cairo_line_to (cr, plot.x + plot.width, floor (ear_plot_get_y (&plot, &scale, 0)) + 0.5);
  cairo_stroke (cr);
  draw_line (cr, series, &scale, &plot, 1.6);
  if (series->n_values > 0) {
    cairo_arc (cr, plot.x + plot.width, ear_plot_get_y (&plot, &scale, series->values[series->n_values - 1]), 2.6,
               0, 2 * G_PI);
    cairo_fill (cr);
  }
}
