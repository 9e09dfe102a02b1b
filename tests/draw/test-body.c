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
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, 2 * EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
  EarBodyPlace twice = ear_body_place_scale (&place, 2.0);

  g_assert_cmpfloat (place.unit, ==, 1.0);
  g_assert_cmpfloat (place.x, ==, EAR_BODY_WIDTH / 2);
  g_assert_cmpfloat (place.y, ==, 0.0);
  g_assert_cmpfloat (twice.unit, ==, 2.0);
  g_assert_cmpfloat (twice.x, ==, EAR_BODY_WIDTH);
}

static void
test_names (void)
{
  EarBody body = EAR_N_BODIES;
  EarFinish finish = EAR_N_FINISHES;

  for (guint i = 0; i < EAR_N_BODIES; i++) {
    g_assert_true (ear_body_from_name (ear_body_to_name (i), &body));
    g_assert_cmpuint (body, ==, i);
  }
  for (guint i = 0; i < EAR_N_FINISHES; i++) {
    g_assert_true (ear_finish_from_name (ear_finish_to_name (i), &finish));
    g_assert_cmpuint (finish, ==, i);
  }
  g_assert_false (ear_body_from_name ("teapot", &body));
  g_assert_false (ear_finish_from_name (NULL, &finish));
}

static void
test_buttons (void)
{
  for (guint body = 0; body < EAR_N_BODIES; body++) {
    EarBodyPlace place = ear_body_place (body, 700, 500);
    cairo_rectangle_t areas[EAR_N_BUTTONS];

    for (guint i = 0; i < EAR_N_BUTTONS; i++) {
      cairo_rectangle_t area = areas[i] = ear_body_get_button_area (&place, i);
      EarButton found = EAR_N_BUTTONS;

      g_assert_cmpfloat (area.width, >, 32.0);
      g_assert_cmpfloat (area.height, >, 24.0);
      g_assert_true (ear_body_find_button (&place, area.x + area.width / 2, area.y + area.height / 2, &found));
      g_assert_cmpuint (found, ==, i);
      g_assert_false (ear_body_find_button (&place, area.x, area.y, &found));
      g_assert_false (ear_body_is_on_ring (&place, area.x + area.width / 2, area.y + area.height / 2));
    }
    g_assert_cmpfloat (areas[EAR_BUTTON_ACTION].x, <, areas[EAR_BUTTON_VOLUME_UP].x);
    g_assert_cmpfloat (areas[EAR_BUTTON_MUTE].x, >, areas[EAR_BUTTON_VOLUME_UP].x);
    if (body == EAR_BODY_PUCK)
      g_assert_cmpfloat (areas[EAR_BUTTON_VOLUME_UP].y, <, areas[EAR_BUTTON_VOLUME_DOWN].y);
    else
      g_assert_cmpfloat (areas[EAR_BUTTON_VOLUME_UP].x, >, areas[EAR_BUTTON_VOLUME_DOWN].x);
  }
  g_assert_cmpstr (ear_button_to_name (EAR_BUTTON_MUTE), ==, "mute");
}

/* A button that is not at rest looks different, and nothing around it does. */
static void
test_button_looks (void)
{
  static const EarButtonLook looks[] = { EAR_BUTTON_HOVERED, EAR_BUTTON_DOWN, EAR_BUTTON_MARKED };

  for (guint body = 0; body < EAR_N_BODIES; body++)
    for (guint finish = 0; finish < EAR_N_FINISHES; finish++)
      for (guint button = 0; button < EAR_N_BUTTONS; button++)
        for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
          EarBodyPlace place = ear_body_place (body, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
          cairo_rectangle_t area = ear_body_get_button_area (&place, button);
          cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 480, 436);
          cairo_t *cr = cairo_create (surface);
          guint n_drawn = 0;

          ear_body_draw_button (cr, finish, &place, button, EAR_BUTTON_RESTS);
          cairo_surface_flush (surface);
          g_assert_cmphex (get_pixel (surface, (int) (area.x + area.width / 2), (int) (area.y + area.height / 2)), ==, 0);
          ear_body_draw_button (cr, finish, &place, button, looks[i]);
          cairo_destroy (cr);
          for (int y = 0; y < 436; y++)
            for (int x = 0; x < 480; x++)
              if (get_pixel (surface, x, y) != 0) {
                n_drawn++;
                g_assert_cmpfloat (fabs (x + 0.5 - area.x - area.width / 2), <, area.width / 2 + 2);
                g_assert_cmpfloat (fabs (y + 0.5 - area.y - area.height / 2), <, area.height / 2 + 3);
              }
          g_assert_cmpuint (n_drawn, >, 100);
          cairo_surface_destroy (surface);
        }
}

/* Clockwise from the front as seen from above: left of the picture is 90°. */
static void
test_directions (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);

  g_assert_cmpfloat (ear_body_get_direction (&place, 240, 400), ==, 0.0);
  g_assert_false (signbit (ear_body_get_direction (&place, 240, 400)));
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 0, 112), 90.0, 0.1);
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 240, -50), 180.0, 0.1);
  g_assert_cmpfloat_with_epsilon (ear_body_get_direction (&place, 480, 112), 270.0, 0.1);
  g_assert_true (ear_body_is_on_ring (&place, 240 - 162, 112));
  g_assert_true (ear_body_is_on_ring (&place, 240, 112 + 162 * 0.42));
  g_assert_false (ear_body_is_on_ring (&place, 240, 300));
}

/* Whoever points at an LED gets its direction, on every body at every size. */
static void
test_leds_and_directions (void)
{
  for (guint body = 0; body < EAR_N_BODIES; body++)
    for (double size = 100; size < 2000; size *= 2.3) {
      EarBodyPlace place = ear_body_place (body, size, size);

      for (guint led = 0; led < EAR_N_LEDS; led++) {
        double x, y;

        ear_body_get_led (&place, led, &x, &y);
        g_assert_true (ear_body_is_on_ring (&place, x, y));
        g_assert_cmpfloat_with_epsilon (fabs (remainder (ear_body_get_direction (&place, x, y) - led * 15.0, 360.0)), 0.0, 0.1);
      }
    }
}

/* The display lies inside of the light and is 5 to 3. */
static void
test_screen_area (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_EASEL, 960, 872);
  cairo_rectangle_t area;

  g_assert_true (ear_body_get_screen_area (&place, &area));
  g_assert_cmpfloat_with_epsilon (area.width / area.height, 5.0 / 3.0, 0.01);
  for (guint led = 0; led < EAR_N_LEDS; led++) {
    double x, y;

    ear_body_get_led (&place, led, &x, &y);
    g_assert_true (x < area.x - 8 || x > area.x + area.width + 8 || y < area.y - 8 || y > area.y + area.height + 8);
  }
  place.body = EAR_BODY_PUCK;
  g_assert_false (ear_body_get_screen_area (&place, &area));
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
  static const int rows[EAR_N_BODIES][2] = { { 14, 120 }, { 18, 128 } };

  for (guint body = 0; body < EAR_N_BODIES; body++)
    for (guint finish = 0; finish < EAR_N_FINISHES; finish++) {
      EarBodyPlace place = ear_body_place (body, 160, 146);
      cairo_surface_t *picture = ear_body_render (finish, &place, 160, 146, NULL);

      g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
      assert_premultiplied (picture);
      g_assert_cmphex (get_pixel (picture, 0, 0) >> 24, ==, 0x00);
      g_assert_cmphex (get_pixel (picture, 80, 90) >> 24, ==, 0xff);
      for (int y = rows[body][0]; y < rows[body][1]; y++)
        assert_no_holes (picture, y);
      /* Its shadow falls to the right of it. */
      g_assert_cmpuint (get_pixel (picture, 150, 120) >> 24, >, get_pixel (picture, 9, 120) >> 24);
      cairo_surface_destroy (picture);
    }
}

static void
test_body_is_light_or_dark (void)
{
  /* Cloth of the puck, and of the easel below its glass. */
  static const int patches[EAR_N_BODIES][4] = { { 40, 55, 40, 20 }, { 50, 87, 30, 4 } };

  for (guint body = 0; body < EAR_N_BODIES; body++) {
    EarBodyPlace place = ear_body_place (body, 120, 109);
    const int *patch = patches[body];
    guint mean[EAR_N_FINISHES] = { 0 };

    for (guint finish = 0; finish < EAR_N_FINISHES; finish++) {
      cairo_surface_t *picture = ear_body_render (finish, &place, 120, 109, NULL);

      for (int y = patch[1]; y < patch[1] + patch[3]; y++)
        for (int x = patch[0]; x < patch[0] + patch[2]; x++)
          mean[finish] += get_pixel (picture, x, y) >> 8 & 0xff;
      mean[finish] /= (guint) (patch[2] * patch[3]);
      cairo_surface_destroy (picture);
    }
    g_assert_cmpuint (mean[EAR_FINISH_CHARCOAL], <, 90);
    g_assert_cmpuint (mean[EAR_FINISH_SAND], >, 140);
  }
}

static void
test_body_cancelled_and_odd_sizes (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  static const int sizes[][2] = { { 0, 0 }, { 1, 1 }, { -5, 40 }, { 3, 300 }, { 300, 2 } };
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, 400, 400);
  cairo_surface_t *surface;

  g_cancellable_cancel (cancellable);
  surface = ear_body_render (EAR_FINISH_SAND, &place, 400, 400, cancellable);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 400);
  cairo_surface_destroy (surface);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autoptr (EarLightMap) map = NULL;

    place = ear_body_place (EAR_BODY_PUCK, sizes[i][0], sizes[i][1]);
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
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
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
  for (guint body = 0; body < EAR_N_BODIES; body++) {
    EarBodyPlace place = ear_body_place (body, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
    g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_SAND, &place);
    cairo_rectangle_int_t area = ear_light_map_get_area (map);

    for (guint led = 0; led < EAR_N_LEDS; led++) {
      EarRgb leds[EAR_N_LEDS];
      cairo_surface_t *surface;
      double x, y;

      fill (leds, (EarRgb) { 0.0f, 0.0f, 0.0f });
      leds[led] = (EarRgb) { 1.0f, 0.0f, 0.0f };
      surface = ear_light_map_paint (map, leds);
      ear_body_get_led (&place, led, &x, &y);
      g_assert_cmpuint (get_pixel (surface, (int) x - area.x, (int) y - area.y) >> 16 & 0xff, >, 200);
      ear_body_get_led (&place, (led + EAR_N_LEDS / 2) % EAR_N_LEDS, &x, &y);
      g_assert_cmphex (get_pixel (surface, (int) x - area.x, (int) y - area.y), ==, 0);
      cairo_surface_destroy (surface);
    }
  }
}

/* No light falls on the display, and the parts around it are the whole. */
static void
test_light_map_leaves_the_display_out (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_EASEL, 700, 640);
  g_autoptr (EarLightMap) map = ear_light_map_new (EAR_FINISH_CHARCOAL, &place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map), areas[EAR_LIGHT_MAX_PARTS];
  cairo_surface_t *surface, *parts[EAR_LIGHT_MAX_PARTS];
  cairo_rectangle_t screen;
  EarRgb leds[EAR_N_LEDS];
  guint n = ear_light_map_get_parts (map, areas), n_pixels = 0;

  g_assert_true (ear_body_get_screen_area (&place, &screen));
  g_assert_cmpuint (n, ==, 4);
  fill (leds, (EarRgb) { 1.0f, 1.0f, 1.0f });
  surface = ear_light_map_paint (map, leds);
  ear_light_map_paint_parts (map, leds, parts);
  for (int y = (int) screen.y + 1; y < (int) (screen.y + screen.height); y++)
    for (int x = (int) screen.x + 1; x < (int) (screen.x + screen.width); x++)
      g_assert_cmphex (get_pixel (surface, x - area.x, y - area.y), ==, 0);
  for (guint i = 0; i < n; i++) {
    for (int y = 0; y < areas[i].height; y++)
      for (int x = 0; x < areas[i].width; x++)
        g_assert_cmphex (get_pixel (parts[i], x, y), ==, get_pixel (surface, areas[i].x + x - area.x, areas[i].y + y - area.y));
    n_pixels += (guint) (areas[i].width * areas[i].height);
    cairo_surface_destroy (parts[i]);
  }
  g_assert_cmpuint (n_pixels, <, (guint) (area.width * area.height) * 6 / 10);
  cairo_surface_destroy (surface);
}

/* What the floor takes of the light has the light's color. */
static void
test_glow_follows_the_light (void)
{
  static const EarRgb colors[] = { { 1.0f, 0.0f, 0.0f }, { 0.0f, 1.0f, 0.0f }, { 0.0f, 0.0f, 1.0f } };

  for (guint body = 0; body < EAR_N_BODIES; body++) {
    EarBodyPlace place = ear_body_place (body, EAR_BODY_WIDTH, EAR_BODY_HEIGHT);
    cairo_surface_t *floor = ear_body_render_floor (&place);
    guint8 *data = cairo_image_surface_get_data (floor);
    int stride = cairo_image_surface_get_stride (floor), brightest = 0;

    for (int y = 0; y < cairo_image_surface_get_height (floor); y++)
      for (int x = 0; x < cairo_image_surface_get_width (floor); x++)
        brightest = MAX (brightest, data[y * stride + x]);
    g_assert_cmpint (brightest, >, 100);
    cairo_surface_destroy (floor);
  }
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++) {
    EarRgb leds[EAR_N_LEDS], mean;

    fill (leds, colors[i]);
    mean = ear_light_map_mean (leds);
    g_assert_cmpfloat (i == 0 ? mean.r : i == 1 ? mean.g : mean.b, >, 0.7);
    g_assert_cmpfloat (mean.r + mean.g + mean.b, <, 0.9);
  }
}

static void
test_light_map_stays_inside (void)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, 200, 180);
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
  g_test_add_func ("/body/names", test_names);
  g_test_add_func ("/body/buttons", test_buttons);
  g_test_add_func ("/body/button-looks", test_button_looks);
  g_test_add_func ("/body/leds-and-directions", test_leds_and_directions);
  g_test_add_func ("/body/screen-area", test_screen_area);
  g_test_add_func ("/body/directions", test_directions);
  g_test_add_func ("/body/render", test_body);
  g_test_add_func ("/body/light-or-dark", test_body_is_light_or_dark);
  g_test_add_func ("/body/cancelled-and-odd-sizes", test_body_cancelled_and_odd_sizes);
  g_test_add_func ("/light-map/goldens", test_light_map_goldens);
  g_test_add_func ("/light-map/each-led-at-its-place", test_light_map_shows_each_led_at_its_place);
  g_test_add_func ("/light-map/leaves-the-display-out", test_light_map_leaves_the_display_out);
  g_test_add_func ("/light-map/glow-follows-the-light", test_glow_follows_the_light);
  g_test_add_func ("/light-map/stays-inside", test_light_map_stays_inside);

  return g_test_run ();
}
