/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade.h"
#include "draw/ear-light-map.h"
#include "draw/ear-screen.h"

#include <time.h>

/* Prints one JSON object a line: the median CPU time of each drawing. */

typedef void (*Work) (gpointer data);

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gint64
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
measure (const char *name,
         guint       n,
         Work        work,
         gpointer    data)
{
  g_autofree gint64 *times = g_new (gint64, n);

  work (data);
  for (guint i = 0; i < n; i++) {
    gint64 start = get_cpu_us ();

    work (data);
    times[i] = get_cpu_us () - start;
  }
  qsort (times, n, sizeof *times, compare);
  g_print ("{\"bench\":\"%s\",\"ms\":%.3f}\n", name, (double) times[n / 2] / 1000.0);
}

typedef struct {
  EarLightMap *map;
  guint8      *pixels;
  gsize        stride;
  gint64       now;
} Ring;

static void
draw_frame (gpointer data)
{
  Ring *ring = data;
  EarState state = { .n_events = 1, .phase = EAR_PHASE_THINKING };
  EarRgb leds[EAR_N_LEDS];

  ear_light_render (NULL, &state, ring->now += 16667, 0.0, leds);
  ear_light_map_render (ring->map, leds, ring->pixels, ring->stride);
}

typedef struct {
  EarBody body;
  double  scale;
} Picture;

static void
draw_body (gpointer data)
{
  const Picture *picture = data;
  double width = EAR_BODY_WIDTH * picture->scale, height = EAR_BODY_HEIGHT * picture->scale;
  EarBodyPlace place = ear_body_place (picture->body, width, height);

  cairo_surface_destroy (ear_body_render (EAR_FINISH_SAND, &place, (int) width, (int) height, NULL));
}

static void
draw_face (gpointer data)
{
  cairo_rectangle_t area = { 0, 0, 312, 187.2 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 312, 188);
  cairo_t *cr = cairo_create (surface);

  ear_screen_draw (data, cr, &area, EAR_SCREEN_PLAIN);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
measure_body (EarBody body)
{
  const char *name = ear_body_to_name (body);
  EarBodyPlace place = ear_body_place (body, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
  g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_CHARCOAL, &place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);
  g_autofree guint8 *pixels = g_malloc0 ((gsize) area.width * area.height * 4);
  Ring ring = { map, pixels, (gsize) area.width * 4, 0 };
  static const struct { const char *what; double scale; guint n; } sizes[] = {
    { "body-preview", 0.25, 11 }, { "body", 1.0, 5 }, { "body-2x", 2.0, 3 },
  };
  g_autofree char *map_name = g_strdup_printf ("draw.light-map.%s", name);

  measure (map_name, 301, draw_frame, &ring);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *full = g_strdup_printf ("draw.%s.%s", sizes[i].what, name);
    Picture picture = { body, sizes[i].scale };

    measure (full, sizes[i].n, draw_body, &picture);
  }
}

static void
draw_cascade (gpointer data)
{
  static const EarPalette palette = { .text = { 0, 0, 0, 1 }, .font = "Cantarell", .size = 11.0 };
  static const EarCascadeNames names = { { "Answer", "With device", "Fully loaded" }, "Other" };
  static const EarShare shares[] = {
    { "shop", "Purchase", 330000, EAR_DEPTH_CONTRIBUTION }, { "ads", "Advert", 40000, EAR_DEPTH_CONTRIBUTION },
    { "asr", "Recognition", -9000, EAR_DEPTH_CONTRIBUTION }, { "device", "Device", -190000, EAR_DEPTH_DEVICE },
    { "people", "People", -230000, EAR_DEPTH_LOADED },
  };
  g_autoptr (EarCascade) cascade = ear_cascade_new (shares, G_N_ELEMENTS (shares), "USD", &names, &palette, 480, 220);

  ear_cascade_draw (cascade, data, -1);
}

int
main (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 480, 220);
  cairo_t *cr = cairo_create (surface);

  for (guint body = 0; body < EAR_N_BODIES; body++)
    measure_body (body);
  for (guint face = 0; face < EAR_N_SCREENS; face++) {
    g_autofree char *name = g_strdup_printf ("draw.screen.%s", ear_screen_face_to_name (face));

    measure (name, 51, draw_face, (gpointer) ear_screen_get_sample (face, "de-DE"));
  }
  measure ("draw.waterfall", 31, draw_cascade, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return 0;
}
