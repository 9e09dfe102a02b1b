/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-map.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Draws every light on every finish into one picture: contact-sheet FILE.png [SCALE [FINISH [LIGHT]]]. */

#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

static EarState
device_for (EarLight light)
{
  static const EarPhase phases[EAR_N_LIGHTS] = {
    [EAR_LIGHT_LISTENING] = EAR_PHASE_LISTENING,
    [EAR_LIGHT_THINKING] = EAR_PHASE_THINKING,
    [EAR_LIGHT_SPEAKING] = EAR_PHASE_SPEAKING,
    [EAR_LIGHT_EXPECTING] = EAR_PHASE_EXPECTING,
    [EAR_LIGHT_RINGING] = EAR_PHASE_RINGING,
    [EAR_LIGHT_ERROR] = EAR_PHASE_ERROR,
  };
  EarState state = EAR_STATE_INIT;

  state.n_events = light != EAR_LIGHT_STARTING;
  state.phase = phases[light];
  state.since = NOW - 1080 * 1000;
  state.direction = 320.0;
  state.volume = 7;
  state.mic_off = light == EAR_LIGHT_MIC_OFF;
  if (light == EAR_LIGHT_VOLUME)
    state.adjusted_at = NOW;

  return state;
}

static void
draw_stage (cairo_t   *cr,
            EarFinish  finish,
            double     width,
            double     height)
{
  double x = width / 2, y = height * 0.4;
  cairo_pattern_t *stage = cairo_pattern_create_radial (x, y, 0, x, y, width * 0.75);

  if (finish == EAR_FINISH_SAND) {
    cairo_pattern_add_color_stop_rgb (stage, 0, 0.995, 0.992, 0.988);
    cairo_pattern_add_color_stop_rgb (stage, 1, 0.90, 0.89, 0.88);
  } else {
    cairo_pattern_add_color_stop_rgb (stage, 0, 0.185, 0.185, 0.195);
    cairo_pattern_add_color_stop_rgb (stage, 1, 0.105, 0.105, 0.11);
  }
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_set_source (cr, stage);
  cairo_fill (cr);
  cairo_pattern_destroy (stage);
}

static void
draw_light (cairo_t            *cr,
            EarFinish           finish,
            const EarBodyPlace *place,
            EarLight            light)
{
  g_autoptr (EarLightMap) map = ear_light_map_new (finish, place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);
  cairo_rectangle_t floor_area = ear_body_get_floor_area (place);
  EarState state = device_for (light);
  EarRgb leds[EAR_N_LEDS], mean;
  cairo_surface_t *surface;

  ear_light_render (NULL, &state, NOW, 0.7, leds);
  mean = ear_light_map_mean (leds);
  surface = ear_body_render_floor (place);
  cairo_set_source_rgba (cr, mean.r, mean.g, mean.b, 0.10);
  cairo_mask_surface (cr, surface, floor_area.x, floor_area.y);
  cairo_surface_destroy (surface);
  surface = ear_light_map_paint (map, leds);
  cairo_set_source_surface (cr, surface, area.x, area.y);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

static void
draw_caption (cairo_t    *cr,
              EarFinish   finish,
              double      scale,
              double      width,
              double      height,
              const char *text)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell");

  pango_font_description_set_absolute_size (font, 14.0 * scale * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_set_source_rgba (cr, finish != EAR_FINISH_SAND, finish != EAR_FINISH_SAND, finish != EAR_FINISH_SAND, 0.6);
  cairo_move_to (cr, 0, height - 26.0 * scale);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cell (cairo_t         *cr,
           cairo_surface_t *body,
           EarFinish        finish,
           EarLight         light,
           double           scale)
{
  double width = EAR_BODY_WIDTH * scale, height = (EAR_BODY_HEIGHT + 24.0) * scale;
  EarBodyPlace place = ear_body_place (EAR_BODY_WIDTH * scale, EAR_BODY_HEIGHT * scale);

  draw_stage (cr, finish, width, height);
  cairo_set_source_surface (cr, body, 0, 0);
  cairo_paint (cr);
  draw_light (cr, finish, &place, light);
  draw_caption (cr, finish, scale, width, height, ear_light_to_name (light));
}

int
main (int    argc,
      char **argv)
{
  const char *path = argc > 1 ? argv[1] : "contact-sheet.png";
  double scale = CLAMP (argc > 2 ? g_ascii_strtod (argv[2], NULL) : 0.5, 0.1, 4.0);
  int only_finish = argc > 3 ? atoi (argv[3]) : -1;
  int only_light = argc > 4 ? atoi (argv[4]) : -1;
  int width = (int) ceil (EAR_BODY_WIDTH * scale), height = (int) ceil ((EAR_BODY_HEIGHT + 24.0) * scale);
  int columns = only_light >= 0 ? 1 : 5, rows = only_light >= 0 ? 1 : EAR_N_LIGHTS / 5;
  int sheets = only_finish >= 0 ? 1 : EAR_N_FINISHES;
  EarBodyPlace place = ear_body_place (EAR_BODY_WIDTH * scale, EAR_BODY_HEIGHT * scale);
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * columns, height * rows * sheets);
  cairo_t *cr = cairo_create (sheet);
  cairo_status_t status;

  for (int i = 0; i < sheets; i++) {
    EarFinish finish = only_finish >= 0 ? (EarFinish) only_finish : (EarFinish) i;
    cairo_surface_t *body = ear_body_render (finish, &place, width, height, NULL);

    for (int n = 0; n < columns * rows; n++) {
      cairo_save (cr);
      cairo_translate (cr, n % columns * width, (i * rows + n / columns) * height);
      cairo_rectangle (cr, 0, 0, width, height);
      cairo_clip (cr);
      draw_cell (cr, body, finish, only_light >= 0 ? only_light : n, scale);
      cairo_restore (cr);
    }
    cairo_surface_destroy (body);
  }
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (sheet, path);
  cairo_surface_destroy (sheet);
  if (status != CAIRO_STATUS_SUCCESS)
    g_printerr ("contact-sheet: “%s”: %s\n", path, cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
