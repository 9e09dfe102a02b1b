/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

#define CORNER 12.0             /* of the glass, in the units of a face */

static void
draw_background (const EarCanvas *canvas)
{
  const EarScreenPalette *palette = &canvas->palette;
  cairo_pattern_t *paint = cairo_pattern_create_linear (0, 0, 0, EAR_SCREEN_HEIGHT);

  cairo_pattern_add_color_stop_rgb (paint, 0, palette->top.r, palette->top.g, palette->top.b);
  cairo_pattern_add_color_stop_rgb (paint, 1, palette->bottom.r, palette->bottom.g, palette->bottom.b);
  cairo_set_source (canvas->cr, paint);
  cairo_paint (canvas->cr);
  cairo_pattern_destroy (paint);
}

/* What the glass over it mirrors, where the glass around it does, and less than would cost contrast. */
static void
draw_reflection (cairo_t *cr)
{
  cairo_pattern_t *paint = cairo_pattern_create_linear (0, 0, 131, 102.5);

  cairo_pattern_add_color_stop_rgba (paint, 0, 1, 1, 1, 0.055);
  cairo_pattern_add_color_stop_rgba (paint, 0.62, 1, 1, 1, 0.018);
  cairo_pattern_add_color_stop_rgba (paint, 0.625, 1, 1, 1, 0);
  cairo_set_source (cr, paint);
  cairo_paint (cr);
  cairo_pattern_destroy (paint);
}

/* A face is turned around for its first words. */
static gboolean
is_mirrored (const EarScreen *screen)
{
  const char *const words[] = { screen->title, screen->text, screen->subtitle };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gboolean decided = FALSE;
    gboolean rtl = words[i] != NULL && ear_text_is_rtl (words[i], &decided);

    if (decided)
      return rtl;
  }

  return FALSE;
}

/* Draws a face in its own space; @boxes gathers where words were put. */
void
ear_screen_compose (const EarScreen *screen,
                    cairo_t         *cr,
                    EarScreenStyle   style,
                    GArray          *boxes)
{
  EarCanvas canvas = {
    .cr = cr,
    .screen = screen,
    .style = style,
    .palette = ear_screen_get_palette (screen, style),
    .mirrored = is_mirrored (screen),
    .boxes = boxes,
  };
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Words keep their shape at any scale when no metric is rounded to pixels. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options (cr, options);
  cairo_font_options_destroy (options);

  cairo_save (cr);
  ear_canvas_draw_pill (&canvas, 0, 0, EAR_SCREEN_WIDTH, EAR_SCREEN_HEIGHT, CORNER);
  cairo_clip (cr);
  draw_background (&canvas);
  ear_canvas_draw_face (&canvas);
  if (style == EAR_SCREEN_PLAIN)
    draw_reflection (cr);
  cairo_restore (cr);
}

/**
 * ear_screen_draw:
 * @self: a screen
 * @cr: where to draw
 * @area: the glass
 * @style: how it is colored
 *
 * Draws what a display shows.
 */
void
ear_screen_draw (const EarScreen         *self,
                 cairo_t                 *cr,
                 const cairo_rectangle_t *area,
                 EarScreenStyle           style)
{
  g_return_if_fail (self != NULL && self->face < EAR_N_SCREENS);
  g_return_if_fail (cr != NULL && area != NULL);

  if (area->width <= 0.0 || area->height <= 0.0)
    return;

  cairo_save (cr);
  cairo_translate (cr, area->x, area->y);
  cairo_scale (cr, area->width / EAR_SCREEN_WIDTH, area->height / EAR_SCREEN_HEIGHT);
  ear_screen_compose (self, cr, style, NULL);
  cairo_restore (cr);
}
