/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-map.h"

#include <math.h>
#include <string.h>

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  guint32 pixel;

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (x, <, cairo_image_surface_get_width (surface));
  g_assert_cmpint (y, <, cairo_image_surface_get_height (surface));
  memcpy (&pixel, cairo_image_surface_get_data (surface)
          + y * cairo_image_surface_get_stride (surface) + x * 4, sizeof pixel);

  return pixel;
}

static void
fill (EarRgb leds[EAR_N_LEDS],
      EarRgb color)
{
  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = color;
}

static void
test_place (void)
{
  EarBodyPlace place = ear_body_place (2 * EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
  EarBodyPlace twice = ear_body_place_scale (&place, 2.0);

  g_assert_cmpfloat (place.unit, ==, 1.0);
  g_assert_cmpfloat (place.x, ==, EAR_BODY_WIDTH / 2);
  g_assert_cmpfloat (place.y, ==, 0.0);
  g_assert_cmpfloat (twice.unit, ==, 2.0);
  g_assert_cmpfloat (twice.x, ==, EAR_BODY_WIDTH);
}

static void
test_buttons (void)
{
  EarBodyPlace place = ear_body_place (700, 500);
  cairo_rectangle_t areas[EAR_N_BUTTONS];

  for (guint i = 0; i < EAR_N_BUTTONS; i++) {
    cairo_rectangle_t area = areas[i] = ear_body_get_button_area (&place, i);
    EarButton found = EAR_N_BUTTONS;

    g_assert_cmpfloat (area.width, >, 44.0);
    g_assert_true (ear_body_find_button (&place, area.x + area.width / 2, area.y + area.height / 2, &found));
    g_assert_cmpuint (found, ==, i);
    g_assert_false (ear_body_find_button (&place, area.x, area.y, &found));
    g_assert_false (ear_body_is_on_ring (&place, area.x + area.width / 2, area.y + area.height / 2));
  }
  g_assert_cmpfloat (areas[EAR_BUTTON_ACTION].x, <, areas[EAR_BUTTON_VOLUME_UP].x);
  g_assert_cmpfloat (areas[EAR_BUTTON_MUTE].x, >, areas[EAR_BUTTON_VOLUME_UP].x);
  g_assert_cmpfloat (areas[EAR_BUTTON_VOLUME_UP].y, <, areas[EAR_BUTTON_VOLUME_DOWN].y);
  g_assert_cmpstr (ear_button_to_name (EAR_BUTTON_MUTE), ==, "mute");
}

/* Clockwise from the front as seen from above: left of the picture is 90°. */
static void
test_directions (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_WIDTH, EAR_BODY_HEIGHT);

  g_assert_cmpfloat (ear_body_get_direction (&place, 240, 400), ==, 0.0);
  g_assert_false (signbit (ear_body_get_direction (&place, 240, 400)));
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 0, 112), 90.0, 0.1);
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 240, -50), 180.0, 0.1);
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 480, 112), 270.0, 0.1);
  g_assert_true (ear_body_is_on_ring (&place, 240 - 162, 112));
  g_assert_true (ear_body_is_on_ring (&place, 240, 112 + 162 * 0.42));
  g_assert_false (ear_body_is_on_ring (&place, 240, 300));
}

static void
assert_premultiplied (cairo_surface_t *surface)
{
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++) {
      guint32 pixel = get_pixel (surface, x, y);
      guint a = pixel >> 24;

      g_assert_cmpuint (pixel >> 16 & 0xff, <=, a);
      g_assert_cmpuint (pixel >> 8 & 0xff, <=, a);
      g_assert_cmpuint (pixel & 0xff, <=, a);
    }
}

/* Every pixel between the edges of a row is covered. */
static void
assert_no_holes (cairo_surface_t *surface,
                 int              y)
{
  int left = 0, right = cairo_image_surface_get_width (surface) - 1;

  while (left < right && get_pixel (surface, left, y) >> 24 != 0xff)
    left++;
  while (right > left && get_pixel (surface, right, y) >> 24 != 0xff)
    right--;
  g_assert_cmpint (right - left, >, 20);
  for (int x = left; x <= right; x++)
    g_assert_cmphex (get_pixel (surface, x, y) >> 24, ==, 0xff);
}

static void
test_body (void)
{
  for (guint finish = 0; finish < EAR_N_FINISHES; finish++) {
    EarBodyPlace place = ear_body_place (160, 146);
    cairo_surface_t *body = ear_body_render (finish, &place, 160, 146, NULL);

    g_assert_cmpint (cairo_surface_status (body), ==, CAIRO_STATUS_SUCCESS);
    assert_premultiplied (body);
    g_assert_cmphex (get_pixel (body, 0, 0) >> 24, ==, 0x00);
    g_assert_cmphex (get_pixel (body, 80, 90) >> 24, ==, 0xff);
    for (int y = 14; y < 120; y++)
      assert_no_holes (body, y);
    /* Its shadow falls to the right of it. */
    g_assert_cmpuint (get_pixel (body, 150, 118) >> 24, >, get_pixel (body, 9, 118) >> 24);
    cairo_surface_destroy (body);
  }
}

static void
test_body_is_light_or_dark (void)
{
  EarBodyPlace place = ear_body_place (120, 109);
  guint mean[EAR_N_FINISHES] = { 0 };

  for (guint finish = 0; finish < EAR_N_FINISHES; finish++) {
    cairo_surface_t *body = ear_body_render (finish, &place, 120, 109, NULL);

    for (int y = 55; y < 75; y++)
      for (int x = 40; x < 80; x++)
        mean[finish] += get_pixel (body, x, y) >> 8 & 0xff;
    mean[finish] /= 800;
    cairo_surface_destroy (body);
  }
  g_assert_cmpuint (mean[EAR_FINISH_CHARCOAL], <, 90);
  g_assert_cmpuint (mean[EAR_FINISH_SAND], >, 150);
}

static void
test_body_cancelled_and_odd_sizes (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  static const int sizes[][2] = { { 0, 0 }, { 1, 1 }, { -5, 40 }, { 3, 300 }, { 300, 2 } };
  EarBodyPlace place = ear_body_place (400, 400);
  cairo_surface_t *surface;

  g_cancellable_cancel (cancellable);
  surface = ear_body_render (EAR_FINISH_SAND, &place, 400, 400, cancellable);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 400);
  cairo_surface_destroy (surface);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (EarLightMap) map = NULL;

    place = ear_body_place (sizes[i][0], sizes[i][1]);
    surface = ear_body_render (EAR_FINISH_SAND, &place, sizes[i][0], sizes[i][1], NULL);
    cairo_surface_destroy (surface);
    surface = ear_body_render_floor (&place);
    cairo_surface_destroy (surface);
    map = ear_light_map_new (EAR_FINISH_SAND, &place);
  }
}

/* A few pixels of the ring to the bit: dark, full white, and one color that must not drift. */
static void
test_light_map_goldens (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
  g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_CHARCOAL, &place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);
  static const struct {
    EarRgb color;
    guint32 core, spill;
  } rows[] = {
    { { 0.0f, 0.0f, 0.0f }, 0x00000000, 0x00000000 },
    { { 1.0f, 1.0f, 1.0f }, 0xf3f3f3f3, 0x14262626 },
    { { 0.03f, 0.72f, 0.90f }, 0xef63e8ef, 0x13032024 },
  };

  g_assert_cmpint (area.width, <=, 480);
  g_assert_cmpint (area.height, <=, 210);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    EarRgb leds[EAR_N_LEDS];
    cairo_surface_t *surface;
    guint32 core, spill;

    fill (leds, rows[i].color);
    surface = ear_light_map_paint (map, leds);
    core = get_pixel (surface, 240 - 162 - area.x, 112 - area.y);
    spill = get_pixel (surface, 240 - 145 - area.x, 112 - area.y);
    if (g_getenv ("EARSHOT_UPDATE_GOLDENS") != NULL) {
      g_printerr ("0x%08x, 0x%08x\n", core, spill);
    } else {
      g_assert_cmphex (core, ==, rows[i].core);
      g_assert_cmphex (spill, ==, rows[i].spill);
    }
    cairo_surface_destroy (surface);
  }
}

/* One red LED lights the ring at its own place and not on the other side. */
static void
test_light_map_shows_each_led_at_its_place (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
  g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_SAND, &place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);

  for (guint led = 0; led < EAR_N_LEDS; led++) {
    double angle = led * 2.0 * G_PI / EAR_N_LEDS;
    int dx = (int) (-162.0 * sin (angle)), dy = (int) (162.0 * 0.42 * cos (angle));
    EarRgb leds[EAR_N_LEDS];
    cairo_surface_t *surface;

    fill (leds, (EarRgb) { 0.0f, 0.0f, 0.0f });
    leds[led] = (EarRgb) { 1.0f, 0.0f, 0.0f };
    surface = ear_light_map_paint (map, leds);
    g_assert_cmpuint (get_pixel (surface, 240 + dx - area.x, 112 + dy - area.y) >> 16 & 0xff, >, 200);
    g_assert_cmphex (get_pixel (surface, 240 - dx - area.x, 112 - dy - area.y), ==, 0);
    cairo_surface_destroy (surface);
  }
}

static void
test_light_map_stays_inside (void)
{
  EarBodyPlace place = ear_body_place (200, 180);
  g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_SAND, &place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);
  gsize stride = (gsize) area.width * 4 + 12, size = stride * (gsize) area.height;
  g_autofree guint8 *pixels = g_malloc (size + 64);
  EarRgb leds[EAR_N_LEDS];

  memset (pixels, 0xaa, size + 64);
  fill (leds, (EarRgb) { 1.0f, 1.0f, 1.0f });
  ear_light_map_render (map, leds, pixels, stride);
  for (int y = 0; y < area.height; y++)
    for (gsize i = (gsize) area.width * 4; i < stride; i++)
      g_assert_cmphex (pixels[y * stride + i], ==, 0xaa);
  for (gsize i = size; i < size + 64; i++)
    g_assert_cmphex (pixels[i], ==, 0xaa);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body/place", test_place);
  g_test_add_func ("/body/buttons", test_buttons);
  g_test_add_func ("/body/directions", test_directions);
  g_test_add_func ("/body/render", test_body);
  g_test_add_func ("/body/light-or-dark", test_body_is_light_or_dark);
  g_test_add_func ("/body/cancelled-and-odd-sizes", test_body_cancelled_and_odd_sizes);
  g_test_add_func ("/light-map/goldens", test_light_map_goldens);
  g_test_add_func ("/light-map/each-led-at-its-place", test_light_map_shows_each_led_at_its_place);
  g_test_add_func ("/light-map/stays-inside", test_light_map_stays_inside);

  return g_test_run ();
}
