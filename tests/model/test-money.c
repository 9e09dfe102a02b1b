/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-money.h"

static void
test_share (void)
{
  static const struct { gint64 micros; guint basis_points; gint64 share; } rows[] = {
    { 0, 5000, 0 }, { 1000000, 0, 0 }, { 1000000, 10000, 1000000 }, { 1000000, 3000, 300000 },
    /* Halves go to the even neighbor, on both sides of zero. */
    { 1, 5000, 0 }, { 3, 5000, 2 }, { 5, 5000, 2 }, { 7, 5000, 4 },
    { -1, 5000, 0 }, { -3, 5000, -2 }, { -5, 5000, -2 }, { -7, 5000, -4 },
    /* The half is that of the whole share, not of a part of it. */
    { 15000, 1, 2 }, { 25000, 1, 2 }, { 35000, 1, 4 }, { -15000, 1, -2 }, { -25000, 1, -2 }, { 10001, 5000, 5000 }, { 10003, 5000, 5002 },
    /* Near halves. */
    { 4999, 1, 0 }, { 5001, 1, 1 }, { 14999, 1, 1 }, { 15001, 1, 2 }, { -4999, 1, 0 }, { -5001, 1, -1 },
    { 1, 9999, 1 }, { 1, 1, 0 },
    { G_MAXINT64, 10000, G_MAXINT64 }, { G_MININT64, 10000, G_MININT64 },
    { G_MAXINT64, 5000, 4611686018427387904 }, { G_MININT64, 5000, G_MININT64 / 2 },
    { G_MAXINT64, 1, 922337203685478 }, { G_MININT64, 1, -922337203685478 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%u/10000 of %" G_GINT64_FORMAT, rows[i].basis_points, rows[i].micros);
    g_assert_cmpint (ear_money_share (rows[i].micros, rows[i].basis_points), ==, rows[i].share);
  }
}

/* Against the definition, in numbers small enough to be written down exactly. */
static void
test_share_exact (void)
{
  for (guint i = 0; i < 200000; i++) {
    gint64 micros = g_test_rand_int () >> g_test_rand_int_range (0, 30);
    gint64 basis_points = g_test_rand_int_range (0, 10001);
    gint64 share = ear_money_share (micros, basis_points);
    gint64 error = micros * basis_points - share * 10000;

    g_assert_cmpint (ABS (error), <=, 5000);
    if (ABS (error) == 5000)
      g_assert_cmpint (share % 2, ==, 0);
    g_assert_cmpint (share, ==, -ear_money_share (-micros, basis_points));
  }
}

/* What one side does not get the other does, whatever the amount. */
static void
test_splits_close (void)
{
  for (guint i = 0; i < 20000; i++) {
    gint64 micros = (gint64) ((guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ());
    guint basis_points = g_test_rand_int_range (0, 10001);
    gint64 share = ear_money_share (micros, basis_points);

    g_assert_true (micros < 0 ? share <= 0 && share >= micros : share >= 0 && share <= micros);
  }
}

static void
test_convert (void)
{
  static const struct { gint64 micros, rate, converted; } rows[] = {
    { 0, 1182700, 0 }, { 1000000, 1182700, 1182700 }, { -1000000, 1182700, -1182700 }, { 8990000, 1182700, 10632473 },
    { 719200, 1182700, 850598 }, { 1, 1182700, 1 }, { 1234567, 0, 0 }, { 1234567, 1000000, 1234567 },
    /* Halves go to the even neighbor, on both sides of zero, and are those of the whole amount. */
    { 1, 500000, 0 }, { 3, 500000, 2 }, { 5, 500000, 2 }, { -1, 500000, 0 }, { -3, 500000, -2 }, { -5, 500000, -2 },
    { 1000001, 1500000, 1500002 }, { 1000003, 1500000, 1500004 }, { 1000001, 500000, 500000 }, { 3000001, 500000, 1500000 },
    { G_MAXINT64, 1000000, 0 }, { G_MININT64, 1000000, 0 }, { G_MAXINT64, EAR_MONEY_MAX_RATE, 0 },
    { G_MAXINT64 / 2, 1000000, G_MAXINT64 / 2 }, { 1, EAR_MONEY_MAX_RATE, 1000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gboolean fits = i < 18 || i > 20;
    gint64 converted = 7;

    g_test_message ("%" G_GINT64_FORMAT " at %" G_GINT64_FORMAT, rows[i].micros, rows[i].rate);
    g_assert_true (ear_money_convert (rows[i].micros, rows[i].rate, &converted) == fits);
    g_assert_cmpint (converted, ==, rows[i].converted);
  }
}

/* Against the definition, in twice as many bits. */
static void
test_convert_exact (void)
{
  for (guint i = 0; i < 200000; i++) {
    gint64 micros = (gint64) ((guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ()) >> g_test_rand_int_range (0, 62);
    gint64 rate = ((guint64) g_test_rand_int () << 32 | (guint32) g_test_rand_int ()) % (EAR_MONEY_MAX_RATE + 1) >> g_test_rand_int_range (0, 40);
    gint64 converted, opposite;
    __int128 error;

    if (micros == G_MININT64 || !ear_money_convert (micros, rate, &converted))
      continue;

    error = (__int128) micros * rate - (__int128) converted * EAR_MICROS_PER_UNIT;
    g_assert_true (error >= -EAR_MICROS_PER_UNIT / 2 && error <= EAR_MICROS_PER_UNIT / 2);
    if (error == EAR_MICROS_PER_UNIT / 2 || error == -EAR_MICROS_PER_UNIT / 2)
      g_assert_cmpint (converted % 2, ==, 0);
    g_assert_true (ear_money_convert (-micros, rate, &opposite));
    g_assert_cmpint (opposite, ==, -converted);
  }
}

static void
test_minor (void)
{
  static const struct { gint64 minor; const char *currency; gint64 micros; guint digits; } rows[] = {
    { 1299, "USD", 12990000, 2 }, { -5, "EUR", -50000, 2 }, { 350, "JPY", 350000000, 0 }, { 1500, "KWD", 1500000, 3 },
    { 1, "XAF", 1000000, 0 }, { 1, "TND", 1000, 3 }, { 1, "CHF", 10000, 2 }, { 1, "ZZZ", 10000, 2 },
    { G_MAXINT64, "USD", G_MAXINT64 / 10000 * 10000, 2 }, { G_MININT64, "JPY", G_MININT64 / 1000000 * 1000000, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (ear_money_from_minor (rows[i].minor, rows[i].currency), ==, rows[i].micros);
    g_assert_cmpuint (ear_money_get_digits (rows[i].currency), ==, rows[i].digits);
  }
}

static void
test_string (void)
{
  static const struct { gint64 micros; const char *currency; guint digits; const char *text; } rows[] = {
    { 0, "USD", 2, "$0.00" }, { -20000, "USD", 2, "−$0.02" }, { 1500000, "EUR", 2, "€1.50" }, { 3000000, "CHF", 2, "CHF 3.00" },
    { -3000000, "CHF", 2, "−CHF 3.00" }, { 12345678, "GBP", 6, "£12.345678" }, { 350000000, "JPY", 0, "¥350" },
    { 7, "USD", 6, "$0.000007" }, { 5000, "USD", 2, "$0.00" }, { 15000, "USD", 2, "$0.02" }, { 25000, "USD", 2, "$0.02" },
    { -4000, "USD", 2, "$0.00" }, { -5001, "USD", 2, "−$0.01" }, { 999999, "USD", 2, "$1.00" }, { 999999, "USD", 0, "$1" },
    { -1234567890000, "USD", 2, "−$1234567.89" }, { 500000, "USD", 0, "$0" }, { 1500000, "USD", 0, "$2" },
    { G_MAXINT64, "USD", 6, "$9223372036854.775807" }, { G_MININT64, "USD", 6, "−$9223372036854.775808" },
    { G_MININT64, "USD", 0, "−$9223372036855" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = ear_money_to_string (rows[i].micros, rows[i].currency, rows[i].digits);

    g_assert_cmpstr (text, ==, rows[i].text);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/money/share", test_share);
  g_test_add_func ("/money/share-exact", test_share_exact);
  g_test_add_func ("/money/splits-close", test_splits_close);
  g_test_add_func ("/money/convert", test_convert);
  g_test_add_func ("/money/convert-exact", test_convert_exact);
  g_test_add_func ("/money/minor", test_minor);
  g_test_add_func ("/money/string", test_string);

  return g_test_run ();
}
