/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* The marks on the buttons, drawn around 0, 0 as seen from above. Where a panel lies flat they are printed taller than
 * they are wide, as words on a road are, so that they read well from where the customer sits.
 */

static void
draw_dot (cairo_t *cr)
{
  cairo_arc (cr, 0, 0, 6.2, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_minus (cairo_t *cr)
{
  cairo_move_to (cr, -10.5, 0);
  cairo_line_to (cr, 10.5, 0);
  cairo_stroke (cr);
}

static void
draw_plus (cairo_t *cr)
{
  cairo_move_to (cr, 0, -9);
  cairo_line_to (cr, 0, 9);
  draw_minus (cr);
}

static void
draw_capsule (cairo_t *cr)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, -8, 4.6, G_PI, 0);
  cairo_arc (cr, 0, 0, 4.6, 0, G_PI);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_set_line_width (cr, 2.4);
  cairo_arc (cr, 0, -0.5, 9.2, 0.1, G_PI - 0.1);
  cairo_stroke (cr);
  cairo_move_to (cr, 0, 8.7);
  cairo_line_to (cr, 0, 13.4);
  cairo_stroke (cr);
}

/* The slash has air on both sides, so that it reads as one at small sizes. */
static void
draw_microphone (cairo_t *cr)
{
  cairo_push_group (cr);
  draw_capsule (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_set_line_width (cr, 5.8);
  cairo_move_to (cr, -10.5, -12.5);
  cairo_line_to (cr, 10.5, 11.5);
  cairo_stroke (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_set_line_width (cr, 2.4);
  cairo_move_to (cr, -10.5, -12.5);
  cairo_line_to (cr, 10.5, 11.5);
  cairo_stroke (cr);
  cairo_pop_group_to_source (cr);
  cairo_paint (cr);
}

/**
 * ear_body_draw_icon:
 * @cr: where to draw, with the color to draw it in
 * @place: where the body stands
 * @button: which one
 *
 * Draws the mark of a button as it lies on the body.
 */
void
ear_body_draw_icon (cairo_t            *cr,
                    const EarBodyPlace *place,
                    EarButton           button)
{
  static void (*const draw[EAR_N_BUTTONS]) (cairo_t *) = {
    [EAR_BUTTON_ACTION] = draw_dot,
    [EAR_BUTTON_MUTE] = draw_microphone,
    [EAR_BUTTON_VOLUME_UP] = draw_plus,
    [EAR_BUTTON_VOLUME_DOWN] = draw_minus,
  };
  const EarPanel *panel;

  g_return_if_fail (cr != NULL);
  g_return_if_fail (place != NULL);
  g_return_if_fail (button < EAR_N_BUTTONS);

  panel = &ear_body_get_shape (place->body)->panel;
  cairo_save (cr);
  cairo_translate (cr, place->x, place->y);
  cairo_scale (cr, place->unit, place->unit);
  cairo_translate (cr, panel->x + panel->centers[button][0], panel->y + panel->centers[button][1] * panel->tilt);
  cairo_scale (cr, panel->mark, panel->mark * panel->tilt * panel->upright);
  cairo_set_line_width (cr, 3.6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  draw[button] (cr);
  cairo_restore (cr);
}
