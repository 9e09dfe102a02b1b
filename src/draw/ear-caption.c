/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-caption.h"

#include <pango/pangocairo.h>

/* In shares of the caption's height. */
#define TYPE_SIZE 0.22
#define MARGIN    0.12
#define CORNER    0.16

/**
 * ear_caption_find:
 * @position: of the last event that happened
 * @customer: (out): whether it is the customer who speaks
 *
 * Returns: (nullable): what is said at that moment; while the customer speaks that is still to come on the tape
 */
const char *
ear_caption_find (EarTape  *tape,
                  guint     position,
                  gboolean *customer)
{
  const EarEvent *next = position < ear_tape_get_length (tape) ? ear_tape_peek (tape, position + 1) : NULL;
  EarState state = ear_tape_get_state (tape, position);
  const EarEvent *said = ear_tape_peek (tape, state.last.said);

  *customer = next != NULL && next->type == EAR_EVENT_HEARD;
  if (*customer)
    return next->heard.text;

  return state.phase == EAR_PHASE_SPEAKING && said != NULL ? said->said.text : NULL;
}

static void
trace_box (cairo_t *cr,
           double   x,
           double   y,
           double   width,
           double   height,
           double   corner)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - corner, y + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, x + width - corner, y + height - corner, corner, 0, G_PI_2);
  cairo_arc (cr, x + corner, y + height - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/**
 * ear_caption_draw:
 * @width: of the whole picture
 * @height: of it
 * @text: (nullable): the words
 * @customer: whether the customer says them
 * @dark: whether the picture is dark
 *
 * Writes the words at the bottom of a picture: the customer's as on the right of a conversation, the device's as on its left.
 * At most three lines; more is cut with an ellipsis.
 */
void
ear_caption_draw (cairo_t    *cr,
                  double      width,
                  double      height,
                  const char *text,
                  gboolean    customer,
                  gboolean    dark)
{
  double room = height * EAR_CAPTION_HEIGHT, margin = room * MARGIN, x;
  g_autoptr (PangoLayout) layout = NULL;
  g_autoptr (PangoFontDescription) font = NULL;
  PangoRectangle extents;

  if (text == NULL || *text == '\0')
    return;

  layout = pango_cairo_create_layout (cr);
  font = pango_font_description_from_string ("Cantarell");
  pango_font_description_set_absolute_size (font, room * TYPE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (width * 0.8 * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -3);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_extents (layout, NULL, &extents);

  x = customer ? width - 3 * margin - extents.width : 3 * margin;
  trace_box (cr, x - margin, height - 2 * margin - extents.height - margin, extents.width + 2 * margin, extents.height + 2 * margin,
             room * CORNER);
  if (customer)
    cairo_set_source_rgb (cr, 0.12, 0.39, 0.78);
  else
    cairo_set_source_rgba (cr, dark ? 0.20 : 1.0, dark ? 0.20 : 1.0, dark ? 0.22 : 1.0, 0.92);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, customer || dark ? 1.0 : 0.1, customer || dark ? 1.0 : 0.1, customer || dark ? 1.0 : 0.1);
  cairo_move_to (cr, x - extents.x, height - 2 * margin - extents.height);
  pango_cairo_show_layout (cr, layout);
}
