/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-tariff-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* There are fewer than two hundred currencies. */
#define MAX_RATES 200

gboolean
ear_tariff_check_currency (const char  *currency,
                           GError     **error)
{
  if (strlen (currency) == 3 && strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3)
    return TRUE;

  return ear_tariff_refuse (error, EAR_JSON_ERROR_TYPE, "currency", _("“%.80s” is no currency. Write an ISO 4217 code such as “USD”."), currency);
}

gboolean
ear_tariff_check_date (const char  *member,
                       const char  *date,
                       GError     **error)
{
  int year, month, day, length = 0;

  if (sscanf (date, "%4d-%2d-%2d%n", &year, &month, &day, &length) == 3 && length == 10 && date[10] == '\0' &&
      year > 0 && month > 0 && day > 0 && g_date_valid_dmy (day, month, year))
    return TRUE;

  return ear_tariff_refuse (error, EAR_JSON_ERROR_TYPE, member, _("“%.80s” is no date. Write one such as “2021-01-01”."), date);
}

static gboolean
read_rate (JsonNode    *node,
           const char  *home,
           GPtrArray   *rates,
           GError     **error)
{
  g_autofree EarRate *rate = g_new0 (EarRate, 1);
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$: expected an object"));
    return FALSE;
  }

  object = json_node_get_object (node);
  if (!(rate->currency = ear_json_get_string (object, "currency", error)) || !ear_tariff_check_currency (rate->currency, error))
    return FALSE;
  if (strcmp (rate->currency, home) == 0)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_SYNTAX, "currency", _("“%s” is the tariff's own currency. Remove its rate."), home);
  for (guint i = 0; i < rates->len; i++)
    if (strcmp (((EarRate *) g_ptr_array_index (rates, i))->currency, rate->currency) == 0)
      return ear_tariff_refuse (error, EAR_JSON_ERROR_SYNTAX, "currency", _("“%s” is there twice. Remove one."), rate->currency);

  if (!ear_json_get_int (object, "value", 1, EAR_MONEY_MAX_RATE, &rate->micros, error) ||
      !(rate->date = ear_json_get_string (object, "date", error)) ||
      !ear_tariff_check_date ("date", rate->date, error) ||
      !ear_tariff_read_status (object, &rate->status, error) ||
      !ear_tariff_read_text (object, "source", &rate->source, error))
    return FALSE;

  g_ptr_array_add (rates, g_steal_pointer (&rate));

  return TRUE;
}

/* ear_tariff_read_rates:
 * @tariff: the document; without "rates" nothing can be converted
 * @currency: the tariff's own
 * @rates: (element-type EarRate): where they are added; they point into the document
 */
gboolean
ear_tariff_read_rates (JsonObject  *tariff,
                       const char  *currency,
                       GPtrArray   *rates,
                       GError     **error)
{
  GError *inner = NULL;
  JsonArray *array;

  if (!json_object_has_member (tariff, "rates"))
    return TRUE;
  if (!(array = ear_json_get_array (tariff, "rates", error)))
    return FALSE;
  if (json_array_get_length (array) > MAX_RATES)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, "rates", _("expected up to %d rates"), MAX_RATES);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *path = g_strdup_printf ("$.rates[%u]", i);

    if (!read_rate (json_array_get_element (array, i), currency, rates, &inner))
      return ear_tariff_refuse_inner (error, inner, path);
  }

  return TRUE;
}

/**
 * ear_tariff_convert:
 * @micros: an amount
 * @currency: what it is in
 * @converted: (out): the same in the tariff's currency, see ear_money_convert(); 0 where that is not known
 *
 * Returns: whether it is in that currency, or there is a rate and the result fits
 */
gboolean
ear_tariff_convert (EarTariff  *self,
                    gint64      micros,
                    const char *currency,
                    gint64     *converted)
{
  const EarRate *rate = ear_tariff_find_rate (self, currency);

  *converted = 0;
  if (rate != NULL)
    return ear_money_convert (micros, rate->micros, converted);
  if (g_strcmp0 (currency, ear_tariff_get_currency (self)) != 0)
    return FALSE;
  *converted = micros;

  return TRUE;
}
