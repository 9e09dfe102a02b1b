/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* What the picture of a body does not show: a button under the pointer, pressed in, or with its red mark. */

#define SUNK 1.6                /* how far a pressed mark goes down, in units */

static void
fill_ellipse (cairo_t         *cr,
              cairo_pattern_t *paint)
{
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_set_source (cr, paint);
  cairo_fill (cr);
  cairo_pattern_destroy (paint);
}

/* The dish has gone down: its upper wall throws a shadow on it, its lower edge catches the key light. */
static void
draw_sunk (cairo_t *cr,
           gboolean is_bright)
{
  cairo_pattern_t *paint = cairo_pattern_create_radial (0.10, 0.22, 0.30, 0, 0, 1);
  double dark = is_bright ? 0.50 : 0.66, warm = is_bright ? 0.16 : 0.0;

  cairo_pattern_add_color_stop_rgba (paint, 0, warm, warm * 0.7, warm * 0.4, dark * 0.22);
  cairo_pattern_add_color_stop_rgba (paint, 0.70, warm, warm * 0.7, warm * 0.4, dark * 0.40);
  cairo_pattern_add_color_stop_rgba (paint, 1, warm, warm * 0.7, warm * 0.4, dark);
  fill_ellipse (cr, paint);

  paint = cairo_pattern_create_linear (0, 0.2, 0, 1);
  cairo_pattern_add_color_stop_rgba (paint, 0, 1, 1, 1, 0);
  cairo_pattern_add_color_stop_rgba (paint, 1, 1, 1, 1, is_bright ? 0.55 : 0.30);
  cairo_set_source (cr, paint);
  cairo_set_line_width (cr, 0.05);
  cairo_arc (cr, 0, 0, 0.975, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_pattern_destroy (paint);
}

static void
draw_hovered (cairo_t *cr,
              gboolean is_bright)
{
  cairo_pattern_t *paint = cairo_pattern_create_radial (0, 0, 0, 0, 0, 1);
  double strength = is_bright ? 0.50 : 0.13;

  cairo_pattern_add_color_stop_rgba (paint, 0, 1, 1, 1, strength);
  cairo_pattern_add_color_stop_rgba (paint, 1, 1, 1, 1, strength * 0.55);
  fill_ellipse (cr, paint);
}

static void
set_mark_color (cairo_t             *cr,
                const EarFinishLook *look,
                EarButtonLook        button_look)
{
  gboolean is_bright = look->plate.g > 0.3f;

  if (button_look & EAR_BUTTON_MARKED)
    cairo_set_source_rgb (cr, is_bright ? 0.80 : 0.96, is_bright ? 0.05 : 0.22, is_bright ? 0.06 : 0.19);
  else
    cairo_set_source_rgb (cr, powf (look->icon.r, 1 / 2.2f), powf (look->icon.g, 1 / 2.2f), powf (look->icon.b, 1 / 2.2f));
}

/* The print in the picture is covered before it is drawn anew, lower down or in another color. */
static void
cover_mark (cairo_t             *cr,
            const EarFinishLook *look)
{
  float light = 0.86f;
  double r = powf (look->plate.r * light, 1 / 2.2f), g = powf (look->plate.g * light, 1 / 2.2f);
  double b = powf (look->plate.b * light, 1 / 2.2f);
  cairo_pattern_t *paint = cairo_pattern_create_radial (0, 0, 0.45, 0, 0, 0.9);

  cairo_pattern_add_color_stop_rgba (paint, 0, r, g, b, 1);
  cairo_pattern_add_color_stop_rgba (paint, 1, r, g, b, 0);
  fill_ellipse (cr, paint);
}

/**
 * ear_body_draw_button:
 * @cr: where to draw, above the picture of the body
 * @finish: what the body is made of
 * @place: where it stands
 * @button: which one
 * @look: what is to be seen of it
 *
 * Draws what a button looks like when it does not rest.
 */
void
ear_body_draw_button (cairo_t            *cr,
                      EarFinish           finish,
                      const EarBodyPlace *place,
                      EarButton           button,
                      EarButtonLook       look)
{
  const EarFinishLook *finish_look = ear_finish_get_look (finish);
  cairo_rectangle_t area = ear_body_get_button_area (place, button);
  gboolean is_bright = finish_look->plate.g > 0.3f, is_down = (look & EAR_BUTTON_DOWN) != 0;
  EarBodyPlace lower = *place;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (button < EAR_N_BUTTONS);

  if (look == EAR_BUTTON_RESTS)
    return;

  cairo_save (cr);
  cairo_translate (cr, area.x + area.width / 2, area.y + area.height / 2);
  cairo_scale (cr, area.width / 2, area.height / 2);
  cover_mark (cr, finish_look);
  if (is_down)
    draw_sunk (cr, is_bright);
  else if (look & EAR_BUTTON_HOVERED)
    draw_hovered (cr, is_bright);
  cairo_restore (cr);

  if (is_down)
    lower.y += SUNK * place->unit;
  set_mark_color (cr, finish_look, look);
  ear_body_draw_icon (cr, &lower, button);
}
