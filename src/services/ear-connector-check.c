/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-private.h"

#include "services/ear-http-address.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a row must have to be of use, and what it may not be. */

static gboolean
need (const char  *member,
      gboolean     well,
      GError     **error)
{
  if (!well)
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("“%s” is missing, or makes no sense"), member);

  return well;
}

static gboolean
is_word (const char *text)
{
  return text != NULL && *text != '\0';
}

static gboolean
check_forecast (const EarForecast  *row,
                GError            **error)
{
  static const char *const conditions[] = { "clear", "partly-cloudy", "cloudy", "fog", "drizzle", "rain", "heavy-rain", "thunder", "sleet", "snow", NULL };
  GDate day;

  return need ("date", row->date != NULL && ear_day_parse (row->date, &day), error) &&
         need ("condition", row->condition != NULL && g_strv_contains (conditions, row->condition), error) &&
         need ("low", row->low >= -100 && row->low <= 70, error) && need ("high", row->high >= row->low && row->high <= 70, error) &&
         need ("rain_chance", row->rain_chance >= 0 && row->rain_chance <= 100, error) && need ("wind", row->wind >= 0 && row->wind <= 500, error);
}

static gboolean
is_currency (const char *currency)
{
  return currency != NULL && strlen (currency) == 3 && g_ascii_isupper (currency[0]) && g_ascii_isupper (currency[1]) &&
         g_ascii_isupper (currency[2]);
}

static gboolean
check_product (const EarProduct  *row,
               GError           **error)
{
  return need ("sku", is_word (row->sku), error) && need ("title", is_word (row->title), error) &&
         need ("currency", is_currency (row->currency), error) && need ("micros", row->micros > 0, error) &&
         need ("stock", row->stock >= 0, error);
}

static gboolean
check_receipt (const EarReceipt  *row,
               GError           **error)
{
  return need ("order", is_word (row->order), error) && need ("sku", is_word (row->sku), error) &&
         need ("currency", is_currency (row->currency), error) && need ("micros", row->micros >= 0, error) &&
         need ("quantity", row->quantity > 0, error) &&
         need ("state", g_strcmp0 (row->state, "placed") == 0 || g_strcmp0 (row->state, "canceled") == 0, error);
}

/* A service outside may not send us into a private network. */
static gboolean
check_stream (const EarFilling  *filling,
              const char        *url,
              GError           **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const EarSetting *setting = NULL;
  const char *base = NULL;
  g_autoptr (GUri) home = NULL;

  if (uri == NULL || !ear_http_check_url (uri, error))
    return need ("url", FALSE, error && *error ? NULL : error);
  if (!ear_http_host_is_private (g_uri_get_host (uri)))
    return TRUE;

  for (guint i = 0; i < filling->connector->settings->len && base == NULL; i++) {
    setting = &g_array_index (filling->connector->settings, EarSetting, i);
    base = setting->type == EAR_SETTING_URL ? filling->get_setting (setting->key, filling->settings) : NULL;
  }
  home = base ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;
  if (home != NULL && g_uri_get_host (home) != NULL && ear_http_host_is_private (g_uri_get_host (home)))
    return TRUE;
  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("“url”: %s lies in a private network. A service outside may not send us there."), g_uri_get_host (uri));

  return FALSE;
}

static gboolean
check_track (const EarFilling  *filling,
             const EarTrack    *row,
             GError           **error)
{
  return need ("title", is_word (row->title), error) && need ("url", is_word (row->url), error) && check_stream (filling, row->url, error);
}

/**
 * ear_connector_check_row:
 * @row: as it was mapped
 * @error: which member is missing or makes no sense
 */
gboolean
ear_connector_check_row (const EarFilling  *filling,
                         EarAnswerKind      kind,
                         gconstpointer      row,
                         GError           **error)
{
  if (kind == EAR_ANSWER_FORECASTS)
    return check_forecast (row, error);
  if (kind == EAR_ANSWER_PRODUCTS)
    return check_product (row, error);
  if (kind == EAR_ANSWER_RECEIPT)
    return check_receipt (row, error);
  g_return_val_if_fail (kind == EAR_ANSWER_TRACKS, FALSE);

  return check_track (filling, row, error);
}
