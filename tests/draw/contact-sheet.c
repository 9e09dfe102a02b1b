/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-sheet.h"

#include <math.h>

/* Draws every light on every body, and every face of the display, into one picture: contact-sheet FILE.png [CELL]. */

static void
draw_faces (cairo_t *cr,
            double   width)
{
  static const char *const locales[] = { "en-US", "de-DE" };

  for (guint style = 0; style < EAR_N_SCREEN_STYLES; style++)
    for (guint locale = 0; locale < G_N_ELEMENTS (locales); locale++)
      for (guint face = 0; face < EAR_N_SCREENS; face++) {
        cairo_rectangle_t area = {
          face % 4 * width / 4 + 4, ((style * 2 + locale) * 2 + face / 4) * width * 0.15 + 4, width / 4 - 8, width * 0.15 - 8,
        };

        ear_screen_draw (ear_screen_get_sample (face, locales[locale]), cr, &area, style);
      }
}

int
main (int    argc,
      char **argv)
{
  const char *path = argc > 1 ? argv[1] : "contact-sheet.png";
  EarSheet sheet = EAR_SHEET_INIT;
  cairo_surface_t *surface;
  double width, height;
  cairo_status_t status;
  cairo_t *cr;

  if (argc > 2)
    sheet.cell = CLAMP (g_ascii_strtod (argv[2], NULL), 60.0, 960.0);
  ear_sheet_get_size (&sheet, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width), (int) ceil (height + width * 1.2));
  cr = cairo_create (surface);
  ear_sheet_draw (&sheet, cr, 1.0);
  cairo_translate (cr, 0, height);
  draw_faces (cr, width);
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (surface, path);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    g_printerr ("contact-sheet: “%s”: %s\n", path, cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
