/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-chart-private.h"

#include <math.h>

/* Beyond this an axis is not money any more, and sums of two stay in 64 bits. */
#define LIMIT (G_MAXINT64 / 64)

/* The least of 1, 2, 5 times a power of ten that is not below @least. */
static gint64
find_step (gint64 least)
{
  gint64 power = 1;

  while (power <= LIMIT / 10 && power * 10 <= least)
    power *= 10;

  return least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
}

static gint64
floor_to (gint64 value,
          gint64 step)
{
  gint64 rest = value % step;

  return value - (rest < 0 ? rest + step : rest);
}

/* How many decimals an amount needs to be written exactly. */
static guint
count_digits (gint64 micros)
{
  guint digits = 6;

  while (digits > 0 && micros % 10 == 0) {
    micros /= 10;
    digits--;
  }

  return digits;
}

/**
 * ear_scale_new:
 * @low: the least value, in micros
 * @high: the greatest
 * @max_ticks: how many ticks there is room for; two are the least, three around zero
 *
 * Chooses an axis around the values and zero, with steps of 1, 2 or 5 times a power of ten. Steps of parts of a unit
 * are written with two decimals at least, as prices are.
 *
 * Returns: the scale
 */
EarScale
ear_scale_new (gint64 low,
               gint64 high,
               guint  max_ticks)
{
  EarScale self;
  gint64 span;

  low = CLAMP (MIN (low, 0), -LIMIT, 0);
  high = CLAMP (MAX (high, 0), 0, LIMIT);
  /* Below, at and above zero: less than three can not do. */
  max_ticks = MAX (max_ticks, low < 0 && high > 0 ? 3 : 2);
  if (low == high)
    high = EAR_MICROS_PER_UNIT / 100;

  span = high - low;
  self.step = find_step (MAX (span / (max_ticks - 1) + (span % (max_ticks - 1) != 0), 1));
  do {
    self.low = floor_to (low, self.step);
    self.high = -floor_to (-high, self.step);
    if ((guint64) (self.high - self.low) / (guint64) self.step + 1 <= max_ticks || self.step > LIMIT)
      break;
    self.step = find_step (self.step + 1);
  } while (TRUE);
  self.digits = count_digits (self.step);
  if (self.digits == 1)
    self.digits = 2;

  return self;
}

/**
 * ear_scale_get_share:
 * @self: a scale
 * @micros: a value
 *
 * Returns: where the value lies, from 0 at the low end to 1 at the high end
 */
double
ear_scale_get_share (const EarScale *self,
                     gint64          micros)
{
  return ((double) micros - (double) self->low) / ((double) self->high - (double) self->low);
}

/* A text laid out in the chart's font, cut or broken at @max_width if that is not negative; two lines at most. */
PangoLayout *
ear_chart_write (cairo_t          *cr,
                 const EarPalette *palette,
                 const char       *text,
                 double            max_width,
                 double           *width,
                 double           *height)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (palette->font);
  PangoRectangle logical;

  pango_font_description_set_absolute_size (font, palette->size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  if (max_width >= 0.0) {
    pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
    pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
    pango_layout_set_height (layout, -2);
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  }
  pango_layout_get_extents (layout, NULL, &logical);
  if (max_width >= 0.0 && logical.width > max_width * PANGO_SCALE) {
    /* A single word that is too long. */
    pango_layout_set_wrap (layout, PANGO_WRAP_CHAR);
    pango_layout_get_extents (layout, NULL, &logical);
  }
  *width = (double) logical.width / PANGO_SCALE;
  if (max_width >= 0.0)
    *width = MIN (*width, max_width);
  *height = (double) logical.height / PANGO_SCALE;

  return layout;
}

void
ear_chart_set_color (cairo_t        *cr,
                     const EarColor *color,
                     double          alpha)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a * alpha);
}

double
ear_plot_get_y (const EarPlot  *plot,
                const EarScale *scale,
                gint64          micros)
{
  return plot->y + plot->height * (1.0 - ear_scale_get_share (scale, micros));
}

/* How wide the words on the axis are. */
double
ear_chart_get_gutter (cairo_t          *cr,
                      const EarPalette *palette,
                      const EarScale   *scale,
                      const char       *currency)
{
  double widest = 0.0;

  for (gint64 tick = scale->low; tick <= scale->high; tick += scale->step) {
    g_autofree char *text = ear_money_to_string (tick, currency, scale->digits);
    g_autoptr (PangoLayout) layout = NULL;
    double width, height;

    layout = ear_chart_write (cr, palette, text, -1.0, &width, &height);
    widest = MAX (widest, width);
  }

  return ceil (widest);
}

void
ear_chart_draw_grid (cairo_t          *cr,
                     const EarPalette *palette,
                     const EarScale   *scale,
                     const char       *currency,
                     const EarPlot    *plot)
{

  cairo_set_line_width (cr, 1.0);
  for (gint64 tick = scale->low; tick <= scale->high; tick += scale->step) {
    g_autofree char *text = ear_money_to_string (tick, currency, scale->digits);
    g_autoptr (PangoLayout) layout = NULL;
    double y = floor (ear_plot_get_y (plot, scale, tick)) + 0.5;
    double width, height;

    ear_chart_set_color (cr, tick == 0 ? &palette->text : &palette->grid, tick == 0 ? 0.55 : 1.0);
    cairo_move_to (cr, plot->x, y);
    cairo_line_to (cr, plot->x + plot->width, y);
    cairo_stroke (cr);

    layout = ear_chart_write (cr, palette, text, -1.0, &width, &height);
    ear_chart_set_color (cr, &palette->dim, 1.0);
    cairo_move_to (cr, plot->x - width - 8.0, floor (y - height / 2.0));
    pango_cairo_show_layout (cr, layout);
  }
}
