/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade.h"

#include <math.h>

/* Draws charts of all sizes of money in both styles into one picture: chart-sheet FILE.png [SCALE]. */

#define WIDTH  480.0
#define HEIGHT 330.0

static const EarPalette palettes[] = {
  {
    .text = { 1, 1, 1, 1 }, .dim = { 1, 1, 1, 0.6 }, .grid = { 1, 1, 1, 0.10 },
    .positive = { 0.20, 0.72, 0.48, 1 }, .negative = { 0.92, 0.34, 0.32, 1 }, .accent = { 0.21, 0.52, 0.89, 1 },
    .surface = { 0.212, 0.212, 0.212, 1 }, .font = "Cantarell", .size = 11.0,
  },
  {
    .text = { 0.15, 0.15, 0.15, 1 }, .dim = { 0, 0, 0, 0.6 }, .grid = { 0, 0, 0, 0.09 },
    .positive = { 0.15, 0.64, 0.41, 1 }, .negative = { 0.80, 0.15, 0.16, 1 }, .accent = { 0.21, 0.52, 0.89, 1 },
    .surface = { 1, 1, 1, 1 }, .font = "Cantarell", .size = 11.0,
  },
  {
    .text = { 0, 0, 0, 1 }, .dim = { 0, 0, 0, 1 }, .grid = { 0, 0, 0, 0.35 },
    .positive = { 0.10, 0.50, 0.30, 1 }, .negative = { 0.75, 0.11, 0.16, 1 }, .accent = { 0.11, 0.33, 0.70, 1 },
    .surface = { 1, 1, 1, 1 }, .outlined = TRUE, .font = "Cantarell", .size = 11.0,
  },
};

static const EarCascadeNames names = { { "Answer", "With device", "Fully loaded" }, "Other" };

static const EarShare tiny[] = {
  { "ads", "Advert", 12000, EAR_DEPTH_CONTRIBUTION },
  { "asr", "Recognition", -400, EAR_DEPTH_CONTRIBUTION },
  { "tts", "Voice", -900, EAR_DEPTH_CONTRIBUTION },
  { "data", "Weather data", -150, EAR_DEPTH_CONTRIBUTION },
  { "host", "Hosting", -2100, EAR_DEPTH_CONTRIBUTION },
};

static const EarShare usual[] = {
  { "shop", "Purchase", 330000, EAR_DEPTH_CONTRIBUTION },
  { "ads", "Advert", 40000, EAR_DEPTH_CONTRIBUTION },
  { "royalties", "Royalties", -110000, EAR_DEPTH_CONTRIBUTION },
  { "asr", "Speech recognition", -9000, EAR_DEPTH_CONTRIBUTION },
  { "device", "Device subsidy", -190000, EAR_DEPTH_DEVICE },
  { "people", "People", -230000, EAR_DEPTH_LOADED },
  { "dev", "Development", -80000, EAR_DEPTH_LOADED },
};

static const EarShare large[] = {
  { "sub", "Music subscription", 9990000, EAR_DEPTH_CONTRIBUTION },
  { "royalties", "Royalties", -6200000, EAR_DEPTH_CONTRIBUTION },
  { "asr", "Recognition", -400, EAR_DEPTH_CONTRIBUTION },
  { "tts", "Voice", -900, EAR_DEPTH_CONTRIBUTION },
  { "host", "Hosting", -21000, EAR_DEPTH_CONTRIBUTION },
  { "fees", "Card fees", -320000, EAR_DEPTH_CONTRIBUTION },
  { "device", "Device subsidy", -10400000, EAR_DEPTH_DEVICE },
  { "people", "People", -1230000, EAR_DEPTH_LOADED },
  { "dev", "Development", -880000, EAR_DEPTH_LOADED },
  { "rent", "Rent", -88000, EAR_DEPTH_LOADED },
};

static void
draw_lines (cairo_t          *cr,
            const EarPalette *palette)
{
  gint64 with[60], without[60];
  EarSeries series[] = {
    { "with subscription", with, G_N_ELEMENTS (with), palette->accent },
    { "adverts only", without, G_N_ELEMENTS (without), palette->negative },
  };

  for (int i = 0; i < 60; i++) {
    with[i] = -9000000 + (i > 14 ? 240000 * (i - 14) : -40000 * i) + (i * 7919 % 13) * 20000;
    without[i] = -9000000 - 62000 * i + (i * 104729 % 11) * 20000;
  }
  ear_chart_draw_lines (cr, series, G_N_ELEMENTS (series), "USD", palette, WIDTH, HEIGHT);
}

static void
draw_cell (cairo_t          *cr,
           const EarPalette *palette,
           guint             column)
{
  static const struct { const EarShare *shares; guint n; } sets[] = {
    { tiny, G_N_ELEMENTS (tiny) }, { usual, G_N_ELEMENTS (usual) }, { large, G_N_ELEMENTS (large) },
  };

  cairo_set_source_rgb (cr, palette->surface.r, palette->surface.g, palette->surface.b);
  cairo_rectangle (cr, 0, 0, WIDTH, HEIGHT);
  cairo_fill (cr);
  if (column < G_N_ELEMENTS (sets)) {
    g_autoptr (EarCascade) cascade = NULL;

    cascade = ear_cascade_new (sets[column].shares, sets[column].n, "USD", &names, palette, WIDTH, HEIGHT);
    ear_cascade_draw (cascade, cr, column == 1 ? 4 : -1);
  } else {
    draw_lines (cr, palette);
  }
}

int
main (int    argc,
      char **argv)
{
  const char *path = argc > 1 ? argv[1] : "chart-sheet.png";
  double scale = CLAMP (argc > 2 ? g_ascii_strtod (argv[2], NULL) : 1.0, 0.1, 4.0);
  cairo_surface_t *sheet = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ((2 * WIDTH + 10) * scale),
                                                       (int) ((2 * HEIGHT + 10) * scale * G_N_ELEMENTS (palettes)));
  cairo_t *cr = cairo_create (sheet);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint n = 0; n < 4; n++) {
      cairo_save (cr);
      cairo_translate (cr, (n % 2) * (WIDTH + 10), (2 * i + n / 2) * (HEIGHT + 5));
      draw_cell (cr, &palettes[i], n);
      cairo_restore (cr);
    }
  cairo_destroy (cr);
  status = cairo_surface_write_to_png (sheet, path);
  cairo_surface_destroy (sheet);
  if (status != CAIRO_STATUS_SUCCESS)
    g_printerr ("chart-sheet: “%s”: %s\n", path, cairo_status_to_string (status));

  return status == CAIRO_STATUS_SUCCESS ? 0 : 1;
}
