/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

#include <math.h>

/* Small drawings in a square of 100: the weather, and what a device tells about itself. In high contrast they are
 * white, so shapes alone must tell them apart.
 */

typedef struct {
  EarRgb sun, cloud, dark_cloud, water, bolt, snow, signal;
} Inks;

static const Inks colored = {
  .sun = { 1.0f, 0.80f, 0.30f }, .cloud = { 0.93f, 0.95f, 0.98f }, .dark_cloud = { 0.70f, 0.76f, 0.84f },
  .water = { 0.50f, 0.80f, 1.0f }, .bolt = { 1.0f, 0.86f, 0.35f }, .snow = { 1.0f, 1.0f, 1.0f },
  .signal = { 1.0f, 0.42f, 0.38f },
};

static const Inks plain = {
  .sun = { 1, 1, 1 }, .cloud = { 1, 1, 1 }, .dark_cloud = { 1, 1, 1 }, .water = { 1, 1, 1 }, .bolt = { 1, 1, 1 },
  .snow = { 1, 1, 1 }, .signal = { 1, 1, 1 },
};

static void
set_ink (cairo_t *cr,
         EarRgb   ink)
{
  cairo_set_source_rgb (cr, ink.r, ink.g, ink.b);
}

static void
draw_sun (cairo_t *cr,
          EarRgb   ink,
          double   x,
          double   y,
          double   radius)
{
  set_ink (cr, ink);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_line_width (cr, radius * 0.26);
  for (guint i = 0; i < 8; i++) {
    double angle = i * G_PI / 4;

    cairo_move_to (cr, x + 1.42 * radius * cos (angle), y + 1.42 * radius * sin (angle));
    cairo_line_to (cr, x + 1.85 * radius * cos (angle), y + 1.85 * radius * sin (angle));
  }
  cairo_stroke (cr);
}

static void
add_cloud (cairo_t *cr,
           double   x,
           double   y,
           double   k)
{
  cairo_new_path (cr);
  cairo_arc (cr, x - 22 * k, y, 15 * k, G_PI_2, 1.5 * G_PI);
  cairo_arc (cr, x - 4 * k, y - 14 * k, 21 * k, 1.08 * G_PI, 1.86 * G_PI);
  cairo_arc (cr, x + 24 * k, y - 2 * k, 17 * k, 1.45 * G_PI, G_PI_2);
  cairo_close_path (cr);
}

/* Cuts out what is behind it, so that it stands before a sun of the same color too. */
static void
draw_cloud (cairo_t *cr,
            EarRgb   ink,
            double   x,
            double   y,
            double   k)
{
  add_cloud (cr, x, y, k);
  cairo_set_line_width (cr, 7);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_stroke_preserve (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  set_ink (cr, ink);
  cairo_fill (cr);
}

static void
draw_drops (cairo_t *cr,
            EarRgb   ink,
            guint    n,
            double   length,
            double   width)
{
  set_ink (cr, ink);
  cairo_set_line_width (cr, width);
  for (guint i = 0; i < n; i++) {
    double x = 50 + (i - (n - 1) / 2.0) * 17, y = 68 + i % 2 * 8;

    cairo_move_to (cr, x + length * 0.22, y);
    cairo_line_to (cr, x - length * 0.22, y + length);
  }
  cairo_stroke (cr);
}

static void
draw_flakes (cairo_t *cr,
             EarRgb   ink,
             guint    n)
{
  set_ink (cr, ink);
  cairo_set_line_width (cr, 3.4);
  for (guint i = 0; i < n; i++) {
    double x = 50 + (i - (n - 1) / 2.0) * 22, y = 76 + i % 2 * 10;

    for (guint arm = 0; arm < 3; arm++) {
      double angle = arm * G_PI / 3 + G_PI / 6;

      cairo_move_to (cr, x - 7 * cos (angle), y - 7 * sin (angle));
      cairo_line_to (cr, x + 7 * cos (angle), y + 7 * sin (angle));
    }
  }
  cairo_stroke (cr);
}

static void
draw_bolt (cairo_t *cr,
           EarRgb   ink)
{
  static const double points[][2] = { { 55, 58 }, { 38, 80 }, { 49, 80 }, { 42, 97 }, { 64, 73 }, { 52, 73 }, { 60, 58 } };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    cairo_line_to (cr, points[i][0], points[i][1]);
  cairo_close_path (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_set_line_width (cr, 6);
  cairo_stroke_preserve (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  set_ink (cr, ink);
  cairo_fill (cr);
}

static void
draw_clear (cairo_t    *cr,
            const Inks *inks)
{
  draw_sun (cr, inks->sun, 50, 50, 22);
}

static void
draw_partly_cloudy (cairo_t    *cr,
                    const Inks *inks)
{
  draw_sun (cr, inks->sun, 63, 38, 18);
  draw_cloud (cr, inks->cloud, 45, 68, 0.98);
}

static void
draw_cloudy (cairo_t    *cr,
             const Inks *inks)
{
  draw_cloud (cr, inks->dark_cloud, 64, 44, 0.78);
  draw_cloud (cr, inks->cloud, 45, 66, 1.02);
}

static void
draw_fog (cairo_t    *cr,
          const Inks *inks)
{
  static const double lines[][3] = { { 18, 74, 30 }, { 30, 88, 44 }, { 12, 70, 58 }, { 26, 82, 72 } };

  set_ink (cr, inks->cloud);
  cairo_set_line_width (cr, 7);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    cairo_move_to (cr, lines[i][0], lines[i][2]);
    cairo_line_to (cr, lines[i][1], lines[i][2]);
  }
  cairo_stroke (cr);
}

static void
draw_drizzle (cairo_t    *cr,
              const Inks *inks)
{
  draw_cloud (cr, inks->cloud, 49, 52, 1.05);
  draw_drops (cr, inks->water, 3, 8, 5);
}

static void
draw_rain (cairo_t    *cr,
           const Inks *inks)
{
  draw_cloud (cr, inks->cloud, 49, 50, 1.05);
  draw_drops (cr, inks->water, 3, 20, 5);
}

static void
draw_heavy_rain (cairo_t    *cr,
                 const Inks *inks)
{
  draw_cloud (cr, inks->dark_cloud, 49, 48, 1.05);
  draw_drops (cr, inks->water, 4, 25, 6);
}

static void
draw_thunder (cairo_t    *cr,
              const Inks *inks)
{
  draw_cloud (cr, inks->dark_cloud, 49, 50, 1.05);
  draw_bolt (cr, inks->bolt);
}

static void
draw_sleet (cairo_t    *cr,
            const Inks *inks)
{
  draw_cloud (cr, inks->cloud, 49, 48, 1.05);
  draw_flakes (cr, inks->snow, 2);
  set_ink (cr, inks->water);
  cairo_set_line_width (cr, 5);
  cairo_move_to (cr, 52, 68);
  cairo_line_to (cr, 46, 88);
  cairo_stroke (cr);
}

static void
draw_snow (cairo_t    *cr,
           const Inks *inks)
{
  draw_cloud (cr, inks->cloud, 49, 48, 1.05);
  draw_flakes (cr, inks->snow, 3);
}

static void
draw_alarm (cairo_t    *cr,
            const Inks *inks)
{
  cairo_set_line_width (cr, 8);
  cairo_arc (cr, 50, 54, 32, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_move_to (cr, 50, 36);
  cairo_line_to (cr, 50, 56);
  cairo_line_to (cr, 62, 64);
  cairo_move_to (cr, 12, 28);
  cairo_line_to (cr, 28, 13);
  cairo_move_to (cr, 88, 28);
  cairo_line_to (cr, 72, 13);
  cairo_stroke (cr);
}

static void
draw_timer (cairo_t    *cr,
            const Inks *inks)
{
  cairo_set_line_width (cr, 8);
  cairo_arc (cr, 50, 57, 32, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_move_to (cr, 50, 57);
  cairo_line_to (cr, 50, 38);
  cairo_move_to (cr, 40, 10);
  cairo_line_to (cr, 60, 10);
  cairo_move_to (cr, 50, 11);
  cairo_line_to (cr, 50, 24);
  cairo_stroke (cr);
}

static void
draw_mic_off (cairo_t    *cr,
              const Inks *inks)
{
  set_ink (cr, inks->signal);
  cairo_new_sub_path (cr);
  cairo_arc (cr, 50, 26, 15, G_PI, 0);
  cairo_arc (cr, 50, 48, 15, 0, G_PI);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_set_line_width (cr, 7);
  cairo_arc (cr, 50, 47, 28, 0.1, G_PI - 0.1);
  cairo_stroke (cr);
  cairo_move_to (cr, 50, 76);
  cairo_line_to (cr, 50, 92);
  cairo_stroke (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_set_line_width (cr, 19);
  cairo_move_to (cr, 16, 14);
  cairo_line_to (cr, 84, 84);
  cairo_stroke (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_set_line_width (cr, 7);
  cairo_move_to (cr, 16, 14);
  cairo_line_to (cr, 84, 84);
  cairo_stroke (cr);
}

static void
draw_error (cairo_t    *cr,
            const Inks *inks)
{
  cairo_set_line_width (cr, 8);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, 50, 14);
  cairo_line_to (cr, 92, 86);
  cairo_line_to (cr, 8, 86);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_move_to (cr, 50, 40);
  cairo_line_to (cr, 50, 58);
  cairo_stroke (cr);
  cairo_arc (cr, 50, 72, 4.6, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_pause (cairo_t    *cr,
            const Inks *inks)
{
  cairo_rectangle (cr, 24, 18, 18, 64);
  cairo_rectangle (cr, 58, 18, 18, 64);
  cairo_fill (cr);
}

static const struct {
  const char  *name;
  void       (*draw) (cairo_t    *cr,
                      const Inks *inks);
} glyphs[] = {
  { "clear", draw_clear }, { "partly-cloudy", draw_partly_cloudy }, { "cloudy", draw_cloudy }, { "fog", draw_fog },
  { "drizzle", draw_drizzle }, { "rain", draw_rain }, { "heavy-rain", draw_heavy_rain }, { "thunder", draw_thunder },
  { "sleet", draw_sleet }, { "snow", draw_snow }, { "alarm", draw_alarm }, { "timer", draw_timer },
  { "mic-off", draw_mic_off }, { "error", draw_error }, { "pause", draw_pause },
};

/* In the color of @canvas where it has none of its own. A name that nobody knows is not drawn. */
void
ear_canvas_draw_glyph (const EarCanvas *canvas,
                       const char      *glyph,
                       double           x,
                       double           y,
                       double           size)
{
  cairo_t *cr = canvas->cr;

  for (guint i = 0; i < G_N_ELEMENTS (glyphs); i++) {
    if (g_strcmp0 (glyphs[i].name, glyph) != 0)
      continue;

    cairo_save (cr);
    cairo_rectangle (cr, x, y, size, size);
    cairo_clip (cr);
    cairo_push_group (cr);
    cairo_translate (cr, x, y);
    cairo_scale (cr, size / 100.0, size / 100.0);
    cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
    ear_canvas_set_color (canvas, canvas->palette.accent, 1.0);
    cairo_new_path (cr);
    glyphs[i].draw (cr, canvas->style == EAR_SCREEN_CONTRAST ? &plain : &colored);
    cairo_pop_group_to_source (cr);
    cairo_paint (cr);
    cairo_restore (cr);
  }
}
