/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade.h"

#include <math.h>

static const EarPalette palette = {
  .text = { 0, 0, 0, 1 }, .dim = { 0, 0, 0, 0.6 }, .grid = { 0, 0, 0, 0.1 }, .positive = { 0, 0.6, 0, 1 },
  .negative = { 0.8, 0, 0, 1 }, .accent = { 0, 0, 0.8, 1 }, .surface = { 1, 1, 1, 1 }, .font = "Cantarell",
  .size = 11.0,
};
static const EarCascadeNames names = { { "Answer", "With device", "Fully loaded" }, "Other" };

static void
test_scale_exact (void)
{
  static const struct {
    gint64 low, high;
    guint ticks;
    EarScale scale;
  } rows[] = {
    { 0, 400, 6, { 0, 400, 100, 4 } },
    { -150, 12000, 4, { -10000, 20000, 10000, 2 } },
    { -80000, 560000, 8, { -100000, 600000, 100000, 2 } },
    { 0, 10000000, 6, { 0, 10000000, 2000000, 0 } },
    { 300000, 400000, 5, { 0, 400000, 100000, 2 } },
    { -170000, 370000, 2, { -500000, 500000, 500000, 2 } },
    { -1, 0, 5, { -1, 0, 1, 6 } },
    { 0, 0, 5, { 0, 10000, 5000, 3 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    EarScale scale = ear_scale_new (rows[i].low, rows[i].high, rows[i].ticks);

    g_assert_cmpint (scale.low, ==, rows[i].scale.low);
    g_assert_cmpint (scale.high, ==, rows[i].scale.high);
    g_assert_cmpint (scale.step, ==, rows[i].scale.step);
    g_assert_cmpuint (scale.digits, ==, rows[i].scale.digits);
  }
}

static gboolean
is_nice (gint64 step)
{
  while (step % 10 == 0)
    step /= 10;

  return step == 1 || step == 2 || step == 5;
}

static gint64
roll (GRand *dice)
{
  gint64 value = ((gint64) g_rand_int (dice) << 31) ^ g_rand_int (dice);

  return (g_rand_boolean (dice) ? 1 : -1) * (value >> g_rand_int_range (dice, 0, 62));
}

static void
test_scale_properties (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (5);

  for (guint i = 0; i < 20000; i++) {
    gint64 a = roll (dice), b = roll (dice);
    guint ticks = (guint) g_rand_int_range (dice, 2, 12);
    EarScale scale = ear_scale_new (MIN (a, b), MAX (a, b), ticks);
    gint64 limit = G_MAXINT64 / 64;

    g_assert_cmpint (scale.step, >, 0);
    g_assert_true (is_nice (scale.step));
    g_assert_cmpint (scale.low, <=, CLAMP (MIN (MIN (a, b), 0), -limit, limit));
    g_assert_cmpint (scale.high, >=, CLAMP (MAX (MAX (a, b), 0), -limit, limit));
    g_assert_cmpint (scale.low % scale.step, ==, 0);
    g_assert_cmpint (scale.high % scale.step, ==, 0);
    /* The axis is not much longer than what it shows. */
    g_assert_cmpfloat ((double) scale.high - (double) scale.low, <=,
                       MAX (12.0 * ((double) MAX (MAX (a, b), 0) - (double) MIN (MIN (a, b), 0)), 10000.0));
    /* Zero always has a line; where it lies inside of the range two ticks can be too few. */
    g_assert_cmpint ((scale.high - scale.low) / scale.step + 1, <=, MAX (ticks, 3));
    g_assert_cmpuint (scale.digits, <=, 6);
    g_assert_cmpuint (scale.digits, !=, 1);
  }
  ear_scale_new (G_MININT64, G_MAXINT64, 0);
  ear_scale_new (G_MAXINT64, G_MININT64, 1);
}

static void
test_digits (void)
{
  static const struct {
    gint64 micros;
    const char *currency, *text;
  } rows[] = {
    { 400, "USD", "$0.0004" }, { -150, "USD", "−$0.00015" }, { 330000, "USD", "$0.33" }, { 12000, "USD", "$0.012" },
    { -10400000, "USD", "−$10.40" }, { 0, "EUR", "€0.00" }, { 1, "EUR", "€0.000001" }, { 98765, "USD", "$0.099" },
    { 3000000, "JPY", "¥3" }, { 300000, "JPY", "¥0.3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = ear_money_to_string (rows[i].micros, rows[i].currency,
                                                 ear_money_find_digits (rows[i].micros, rows[i].currency));

    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

static void
test_cascade_adds_up (void)
{
  static const EarShare shares[] = {
    { "people", "People", -230000, EAR_DEPTH_LOADED },
    { "ads", "Advert", 40000, EAR_DEPTH_CONTRIBUTION },
    { "none", "Nothing", 0, EAR_DEPTH_CONTRIBUTION },
    { "asr", "Recognition", -9000, EAR_DEPTH_CONTRIBUTION },
    { "device", NULL, -190000, EAR_DEPTH_DEVICE },
  };
  static const struct {
    const char *label, *amount;
    gint64 from, to;
    gboolean is_sum;
  } expected[] = {
    { "Advert", "+$0.04", 0, 40000, FALSE },
    { "Recognition", "−$0.009", 40000, 31000, FALSE },
    { "Answer", "+$0.031", 0, 31000, TRUE },
    { "device", "−$0.19", 31000, -159000, FALSE },
    { "With device", "−$0.16", 0, -159000, TRUE },
    { "People", "−$0.23", -159000, -389000, FALSE },
    { "Fully loaded", "−$0.39", 0, -389000, TRUE },
  };
  g_autoptr (EarCascade) cascade = ear_cascade_new (shares, G_N_ELEMENTS (shares), "USD", &names, &palette, 480, 400);
  guint n_bars;
  const EarBar *bars = ear_cascade_get_bars (cascade, &n_bars);

  g_assert_cmpuint (n_bars, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_bars; i++) {
    g_autofree char *amount = ear_cascade_dup_amount (cascade, i);

    g_assert_cmpstr (bars[i].label, ==, expected[i].label);
    g_assert_cmpstr (amount, ==, expected[i].amount);
    g_assert_cmpint (bars[i].from, ==, expected[i].from);
    g_assert_cmpint (bars[i].to, ==, expected[i].to);
    g_assert_cmpint (bars[i].is_sum, ==, expected[i].is_sum);
    g_assert_cmpint (ear_cascade_find_bar (cascade, bars[i].y + bars[i].height / 2), ==, (int) i);
  }
  g_assert_cmpint (ear_cascade_find_bar (cascade, -5), ==, -1);
  g_assert_cmpint (ear_cascade_find_bar (cascade, 5000), ==, -1);
}

static void
assert_apart (const cairo_rectangle_t *labels,
              guint                    n_labels)
{
  for (guint i = 0; i < n_labels; i++)
    for (guint k = i + 1; k < n_labels; k++) {
      const cairo_rectangle_t *a = &labels[i], *b = &labels[k];

      g_assert_false (a->x < b->x + b->width && b->x < a->x + a->width
                      && a->y < b->y + b->height && b->y < a->y + a->height);
    }
}

/* From a hundredth of a cent to ten dollars and far beyond, few or many, wide or narrow. */
static void
test_cascade_labels_never_overlap (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (11);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64, 64);
  cairo_t *cr = cairo_create (surface);

  for (guint round = 0; round < 150; round++) {
    g_autoptr (EarCascade) cascade = NULL;
    cairo_rectangle_t labels[512];
    EarShare shares[20];
    guint n = (guint) g_rand_int_range (dice, 0, G_N_ELEMENTS (shares));
    double width = g_rand_double_range (dice, 20, 1200), height = g_rand_double_range (dice, 10, 400);
    gint64 total = 0;
    const EarBar *bars;
    guint n_bars;

    for (guint i = 0; i < n; i++) {
      double size = pow (10.0, g_rand_double_range (dice, 1.0, round % 2 ? 7.0 : 15.0));

      shares[i] = (EarShare) {
        "item", i % 3 ? "Recognition of speech" : "Ads", (gint64) (g_rand_boolean (dice) ? size : -size),
        (EarDepth) g_rand_int_range (dice, 0, EAR_N_DEPTHS),
      };
      total += CLAMP (shares[i].micros, -(G_MAXINT64 / 65536), G_MAXINT64 / 65536);
    }
    cascade = ear_cascade_new (shares, n, "USD", &names, &palette, width, height);
    assert_apart (labels, ear_cascade_list_labels (cascade, labels, G_N_ELEMENTS (labels)));
    bars = ear_cascade_get_bars (cascade, &n_bars);
    if (n_bars > 0)
      g_assert_cmpint (bars[n_bars - 1].to, ==, total);
    if (round % 10 == 0)
      ear_cascade_draw (cascade, cr, g_rand_int_range (dice, -1, 3));
  }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_lines_take_anything (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 100);
  cairo_t *cr = cairo_create (surface);
  g_autofree gint64 *many = g_new0 (gint64, 100000);
  gint64 wild[] = { G_MININT64, G_MAXINT64, 0 };
  EarSeries series[] = {
    { "many", many, 100000, palette.accent }, { "wild", wild, 3, palette.negative },
    { NULL, wild + 2, 1, palette.text }, { "none", NULL, 0, palette.text },
  };

  for (gint64 i = 0; i < 100000; i++)
    many[i] = i * (i % 7);
  ear_chart_draw_lines (cr, series, G_N_ELEMENTS (series), "EUR", &palette, 200, 100);
  ear_chart_draw_lines (cr, series, 0, "EUR", &palette, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    ear_chart_draw_sparkline (cr, &series[i], &palette, 60, 20);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/chart/scale-exact", test_scale_exact);
  g_test_add_func ("/chart/scale-properties", test_scale_properties);
  g_test_add_func ("/chart/digits", test_digits);
  g_test_add_func ("/chart/cascade-adds-up", test_cascade_adds_up);
  g_test_add_func ("/chart/cascade-labels-never-overlap", test_cascade_labels_never_overlap);
  g_test_add_func ("/chart/lines-take-anything", test_lines_take_anything);

  return g_test_run ();
}
