/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-money.h"

#include <string.h>

/* @whole and @dividend have the same sign; only their sum is even or odd. */
static gint64
add_half_even (gint64 whole,
               gint64 dividend,
               gint64 divisor)
{
  gint64 quotient = whole + dividend / divisor;
  gint64 rest = ABS (dividend % divisor);

  if (2 * rest > divisor || (2 * rest == divisor && quotient % 2 != 0))
    quotient += dividend < 0 ? -1 : 1;

  return quotient;
}

/**
 * ear_money_share:
 * @micros: an amount
 * @basis_points: the share, 10,000 for all of it
 *
 * Returns: the share, rounded half to even. Give the rest (@micros minus this) to the house, so that splits close.
 */
gint64
ear_money_share (gint64 micros,
                 guint  basis_points)
{
  g_return_val_if_fail (basis_points <= 10000, 0);

  /* Split so that the product can not overflow for any amount. */
  return add_half_even (micros / 10000 * basis_points, micros % 10000 * basis_points, 10000);
}

/**
 * ear_money_convert:
 * @micros: an amount
 * @rate: micros of the other currency that one whole unit is worth, not negative and at most %EAR_MONEY_MAX_RATE
 * @converted: (out): the same in the other currency
 *
 * Converts exactly in integers and rounds half to even, once. What is taken back in the same currency converts to exactly
 * the opposite. Convert each charge, then add: so a report's total is the sum of its lines.
 *
 * Returns: whether the result fits
 */
gboolean
ear_money_convert (gint64  micros,
                   gint64  rate,
                   gint64 *converted)
{
  gint64 whole;

  g_return_val_if_fail (rate >= 0 && rate <= EAR_MONEY_MAX_RATE, FALSE);

  *converted = 0;
  /* Room for one more unit, which rounding and the rest may need. */
  if (__builtin_mul_overflow (micros / EAR_MICROS_PER_UNIT, rate, &whole) || ABS (whole) > G_MAXINT64 - EAR_MONEY_MAX_RATE - 1)
    return FALSE;

  *converted = add_half_even (whole, micros % EAR_MICROS_PER_UNIT * rate, EAR_MICROS_PER_UNIT);

  return TRUE;
}

/**
 * ear_money_get_digits:
 * @currency: ISO 4217 code
 *
 * Returns: how many decimals its prices are written with
 */
guint
ear_money_get_digits (const char *currency)
{
  static const char *const none[] = {
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", NULL
  };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  return g_strv_contains (none, currency) ? 0 : g_strv_contains (three, currency) ? 3 : 2;
}

/**
 * ear_money_from_minor:
 * @minor: an amount in the currency's smallest unit, e.g. cents
 * @currency: ISO 4217 code
 *
 * Returns: the amount in micros; the nearest that can be held where it is absurdly large
 */
gint64
ear_money_from_minor (gint64      minor,
                      const char *currency)
{
  static const gint64 factors[] = { 1000000, 100000, 10000, 1000 };

  gint64 factor = factors[ear_money_get_digits (currency)];

  return CLAMP (minor, G_MININT64 / factor, G_MAXINT64 / factor) * factor;
}

/**
 * ear_money_to_string:
 * @micros: an amount
 * @currency: ISO 4217 code
 * @digits: decimals to show, up to 6
 *
 * Writes an amount for the screen, with a true minus sign: "−$0.02", "€1.50", "CHF 3.00".
 *
 * Returns: (transfer full): the text
 */
char *
ear_money_to_string (gint64      micros,
                     const char *currency,
                     guint       digits)
{
  static const struct { const char *code, *sign; } signs[] = {
    { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" }, { "JPY", "¥" },
  };
  g_autofree char *prefix = g_strconcat (currency, " ", NULL);
  guint64 amount, scale = 1;
  gint64 rounded;

  g_return_val_if_fail (digits <= 6, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (strcmp (signs[i].code, currency) == 0) {
      g_free (prefix);
      prefix = g_strdup (signs[i].sign);
    }

  for (guint i = digits; i < 6; i++)
    scale *= 10;
  rounded = add_half_even (0, micros, scale);
  amount = rounded < 0 ? -(guint64) rounded : (guint64) rounded;
  scale = EAR_MICROS_PER_UNIT / scale;

  if (digits == 0)
    return g_strdup_printf ("%s%s%" G_GUINT64_FORMAT, rounded < 0 ? "−" : "", prefix, amount);

  return g_strdup_printf ("%s%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, rounded < 0 ? "−" : "", prefix,
                          amount / scale, (int) digits, amount % scale);
}

/**
 * ear_money_find_digits:
 * @micros: an amount
 * @currency: ISO 4217 code
 *
 * Returns: with how many decimals the amount still says something: as prices are written, more for less than a cent
 */
guint
ear_money_find_digits (gint64      micros,
                       const char *currency)
{
  guint digits = ear_money_get_digits (currency);
  gint64 unit = EAR_MICROS_PER_UNIT;

  for (guint i = 0; i < digits; i++)
    unit /= 10;
  /* Two figures that count: 0.0004 is 0.00040, but 0.012 and 0.12 are themselves. */
  while (digits < 6 && micros != 0 && micros < unit * 10 && micros > -unit * 10 && micros % unit != 0) {
    unit /= 10;
    digits++;
  }

  return digits;
}

/**
 * ear_money_to_text:
 *
 * Returns: (transfer full): the amount as it is written everywhere for people
 */
char *
ear_money_to_text (gint64      micros,
                   const char *currency)
{
  return ear_money_to_string (micros, currency, ear_money_find_digits (micros, currency));
}
