/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade-private.h"

#include "draw/ear-chart-private.h"

#include <math.h>

static void
trace_box (cairo_t                 *cr,
           const cairo_rectangle_t *box)
{
  double radius = MIN (3.5, box->height / 2.0);

  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x + box->width - radius, box->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, box->x + box->width - radius, box->y + box->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, box->x + radius, box->y + box->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* In high contrast what goes out is also striped, so that the chart reads without its colors. */
static void
draw_stripes (const EarCascade        *self,
              cairo_t                 *cr,
              const cairo_rectangle_t *box)
{
  cairo_save (cr);
  trace_box (cr, box);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1.5);
  ear_chart_set_color (cr, &self->palette.surface, 0.8);
  for (double x = box->x - box->height; x < box->x + box->width; x += 6.0) {
    cairo_move_to (cr, x, box->y + box->height);
    cairo_line_to (cr, x + box->height, box->y);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The pixels of a bar: never less than two, so that the smallest amount can be seen. */
static cairo_rectangle_t
get_box (const EarCascade           *self,
         const EarCascadeSection    *section,
         const EarBar               *bar)
{
  double a = ear_cascade_get_x (self, section, bar->from), b = ear_cascade_get_x (self, section, bar->to);
  double left = MIN (a, b), width = fabs (a - b), height = floor (bar->height * 0.62);

  if (width < 2.0) {
    left = (a + b) / 2.0 - 1.0;
    width = 2.0;
  }

  return (cairo_rectangle_t) { left, floor (bar->y + (bar->height - height) / 2.0), width, height };
}

static void
draw_bar (const EarCascade           *self,
          cairo_t                    *cr,
          const EarCascadeSection    *section,
          const EarBar               *bar)
{
  const EarPalette *palette = &self->palette;
  cairo_rectangle_t box = get_box (self, section, bar);
  gboolean out = ear_bar_get_micros (bar) < 0;
  const EarColor *color = out ? &palette->negative : bar->is_sum ? &palette->accent : &palette->positive;

  trace_box (cr, &box);
  ear_chart_set_color (cr, color, bar->is_sum ? 1.0 : 0.72);
  cairo_fill (cr);
  if (palette->outlined && out)
    draw_stripes (self, cr, &box);
  if (palette->outlined) {
    trace_box (cr, &box);
    cairo_set_line_width (cr, 1.0);
    ear_chart_set_color (cr, &palette->text, 1.0);
    cairo_stroke (cr);
  }
}

/* From where the money stood before a step down to the step itself. */
static void
draw_joint (const EarCascade           *self,
            cairo_t                    *cr,
            const EarCascadeSection    *section,
            guint                       n)
{
  static const double dashes[] = { 2.0, 2.0 };
  const EarBar *bar = ear_cascade_peek_bar (self, n);
  double x = floor (ear_cascade_get_x (self, section, bar->is_sum ? bar->to : bar->from)) + 0.5;
  cairo_rectangle_t box = get_box (self, section, bar);
  double top = section->top;

  if (n > section->first) {
    cairo_rectangle_t above = get_box (self, section, bar - 1);

    top = above.y + above.height;
  }
  cairo_set_line_width (cr, 1.0);
  ear_chart_set_color (cr, &self->palette.text, 0.45);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, x, top);
  cairo_line_to (cr, x, box.y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_grid (const EarCascade           *self,
           cairo_t                    *cr,
           const EarCascadeSection    *section)
{
  cairo_set_line_width (cr, 1.0);
  for (gint64 tick = section->scale.low; tick <= section->scale.high; tick += section->scale.step) {
    double x = floor (ear_cascade_get_x (self, section, tick)) + 0.5;

    ear_chart_set_color (cr, tick == 0 ? &self->palette.text : &self->palette.grid, tick == 0 ? 0.55 : 1.0);
    cairo_move_to (cr, x, section->top);
    cairo_line_to (cr, x, section->bottom);
    cairo_stroke (cr);
  }
}

/* Between two depths. */
static void
draw_rule (const EarCascade           *self,
           cairo_t                    *cr,
           const EarCascadeSection    *section)
{
  double y = floor (section->bottom + self->palette.size * 0.4) + 0.5;

  cairo_set_line_width (cr, 1.0);
  ear_chart_set_color (cr, &self->palette.grid, 1.0);
  cairo_move_to (cr, EAR_CASCADE_PAD, y);
  cairo_line_to (cr, self->width - EAR_CASCADE_PAD, y);
  cairo_stroke (cr);
}

static void
draw_label (const EarCascade           *self,
            cairo_t                    *cr,
            const EarCascadeLabel      *label,
            const EarColor             *color,
            gboolean                    bold)
{
  g_autoptr (PangoLayout) layout = NULL;
  double width, height;

  if (label->text == NULL)
    return;

  layout = ear_cascade_write (cr, &self->palette, label->text, bold, label->box.width + 1.0, &width, &height);
  ear_chart_set_color (cr, color, 1.0);
  cairo_move_to (cr, floor (label->box.x), floor (label->box.y));
  pango_cairo_show_layout (cr, layout);
}

static void
draw_highlight (const EarCascade *self,
                cairo_t          *cr,
                const EarBar     *bar)
{
  cairo_rectangle_t box = { EAR_CASCADE_PAD / 2.0, bar->y, MAX (self->width - EAR_CASCADE_PAD, 1.0), bar->height };

  trace_box (cr, &box);
  ear_chart_set_color (cr, &self->palette.text, self->palette.outlined ? 0.25 : 0.08);
  cairo_fill (cr);
}

static void
draw_section (const EarCascade           *self,
              cairo_t                    *cr,
              const EarCascadeSection    *section)
{
  draw_grid (self, cr, section);
  for (guint n = section->first; n <= section->last; n++) {
    const EarBar *bar = ear_cascade_peek_bar (self, n);

    draw_joint (self, cr, section, n);
    draw_bar (self, cr, section, bar);
    draw_label (self, cr, &self->names[n], &self->palette.text, bar->is_sum);
    draw_label (self, cr, &self->amounts[n], &self->palette.text, bar->is_sum);
  }
}

/**
 * ear_cascade_draw:
 * @self: a chart
 * @cr: where to draw
 * @highlighted: the index of a bar to point out, or −1
 *
 * Draws the chart on any cairo surface: a window, a PNG, an SVG or PDF page.
 */
void
ear_cascade_draw (const EarCascade *self,
                  cairo_t          *cr,
                  int               highlighted)
{
  if (highlighted >= 0 && highlighted < (int) self->bars->len)
    draw_highlight (self, cr, ear_cascade_peek_bar (self, (guint) highlighted));
  for (guint i = 0; i < self->n_sections; i++) {
    draw_section (self, cr, &self->sections[i]);
    if (i + 1 < self->n_sections)
      draw_rule (self, cr, &self->sections[i]);
  }
  for (guint i = 0; i < self->ticks->len; i++)
    draw_label (self, cr, &g_array_index (self->ticks, EarCascadeLabel, i), &self->palette.dim, FALSE);
}
