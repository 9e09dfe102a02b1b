/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarMoney:
 * @micros: millionths of the currency's unit; signed
 * @currency: ISO 4217 code, e.g. "USD"; an interned or static string
 *
 * An amount of money. There are no floats in it; shares are taken in basis points and rounded half to even, once.
 */
typedef struct {
  gint64      micros;
  const char *currency;
} EarMoney;

#define EAR_MICROS_PER_UNIT G_GINT64_CONSTANT (1000000)

/**
 * EAR_MONEY_MAX_RATE:
 *
 * The dearest unit of a currency that can be converted, in micros of another: a million of its units.
 */
#define EAR_MONEY_MAX_RATE (1000000 * EAR_MICROS_PER_UNIT)

gint64  ear_money_share       (gint64      micros,
                               guint       basis_points);
gboolean ear_money_convert    (gint64      micros,
                               gint64      rate,
                               gint64     *converted);
guint   ear_money_get_digits  (const char *currency);
gint64  ear_money_from_minor  (gint64      minor,
                               const char *currency);
char   *ear_money_to_string   (gint64      micros,
                               const char *currency,
                               guint       digits) G_GNUC_WARN_UNUSED_RESULT;
guint   ear_money_find_digits (gint64      micros,
                               const char *currency);
char   *ear_money_to_text     (gint64      micros,
                               const char *currency) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
