/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-campaigns.h"

#include "services/ear-catalog.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SECONDS 60
#define MAX_CPM_MICROS (G_GINT64_CONSTANT (1000) * 1000 * 1000)
#define MAX_BUDGET_MICROS (G_GINT64_CONSTANT (1000) * 1000 * 1000 * 1000 * 1000)
#define MAX_CAP 100
#define MAX_CAP_HOURS (24 * 366)
/* Devices that a campaign remembers; beyond, the oldest memories go. */
#define MAX_DEVICES 10000

struct _EarCampaigns {
  JsonNode          *root;
  GPtrArray         *rows;      /* of EarCampaign */
  const EarCampaign *last;
};

static void
campaign_free (gpointer data)
{
  EarCampaign *campaign = data;

  g_ptr_array_unref (campaign->contexts);
  g_hash_table_unref (campaign->heard_by);
  g_free (campaign);
}

void
ear_campaigns_free (EarCampaigns *self)
{
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self);
}

/* --- reading */

static gboolean
read_advert (EarAdvert   *advert,
             JsonObject  *row,
             GError     **error)
{
  double seconds;

  if (!(advert->id = ear_json_get_string (row, "id", error)) ||
      !(advert->advertiser = ear_json_get_string (row, "advertiser", error)) ||
      !(advert->title = ear_json_get_string (row, "title", error)) ||
      !(advert->currency = ear_json_get_string (row, "currency", error)) ||
      !ear_json_get_int (row, "cpm_micros", 0, MAX_CPM_MICROS, &advert->cpm_micros, error) ||
      !ear_json_get_double (row, "length_s", 0, MAX_SECONDS, &seconds, error) ||
      !ear_catalog_get_optional (row, "plan", &advert->plan, error) ||
      !ear_catalog_get_optional (row, "jingle", &advert->jingle, error))
    return FALSE;
  advert->length_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}

/* "2026-03-02", the first moment of that day, or of the next one. */
static gboolean
read_day (JsonObject  *object,
          const char  *member,
          int          days,
          gint64      *us,
          GError     **error)
{
  const char *text;
  g_autofree char *midnight = NULL;
  g_autoptr (GDateTime) day = NULL, then = NULL;

  if (!ear_catalog_get_optional (object, member, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  midnight = g_strconcat (text, "T00:00:00Z", NULL);
  day = strlen (text) == 10 ? g_date_time_new_from_iso8601 (midnight, NULL) : NULL;
  then = day ? g_date_time_add_days (day, days) : NULL;
  if (then == NULL) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s: “%s” is no day. Write it as 2026-03-02."), member, text);
    return FALSE;
  }
  *us = g_date_time_to_unix (then) * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
read_cap (EarCampaign  *campaign,
          JsonObject   *object,
          GError      **error)
{
  JsonObject *cap;
  gint64 count, hours;

  if (!json_object_has_member (object, "cap"))
    return TRUE;
  if (!(cap = ear_json_get_object (object, "cap", error)) || !ear_json_get_int (cap, "count", 1, MAX_CAP, &count, error) ||
      !ear_json_get_int (cap, "hours", 1, MAX_CAP_HOURS, &hours, error))
    return FALSE;
  campaign->cap_count = count;
  campaign->cap_us = hours * G_TIME_SPAN_HOUR;

  return TRUE;
}

static gboolean
read_pacing (EarCampaign  *campaign,
             JsonObject   *object,
             GError      **error)
{
  const char *pacing;

  if (!ear_catalog_get_optional (object, "pacing", &pacing, error))
    return FALSE;
  campaign->even = g_strcmp0 (pacing, "even") == 0;
  if (pacing != NULL && !campaign->even && strcmp (pacing, "fast") != 0)
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.pacing: “%s” is neither “even” nor “fast”."), pacing);
  else if (campaign->even && (campaign->budget_micros < 0 || campaign->starts == G_MININT64 || campaign->ends == G_MAXINT64))
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE,
                         _("$.pacing: “even” spreads a budget over a time. Add budget_micros, starts and ends."));
  else
    return TRUE;

  return FALSE;
}

/* All of it is optional: what says nothing is always heard, for whatever it costs. */
static gboolean
read_limits (EarCampaign  *campaign,
             JsonObject   *row,
             GError      **error)
{
  JsonObject *object;

  campaign->starts = G_MININT64;
  campaign->ends = G_MAXINT64;
  campaign->budget_micros = -1;
  if (!json_object_has_member (row, "campaign"))
    return TRUE;
  if (!(object = ear_json_get_object (row, "campaign", error)) || !read_day (object, "starts", 0, &campaign->starts, error) ||
      !read_day (object, "ends", 1, &campaign->ends, error))
    return FALSE;
  if (json_object_has_member (object, "budget_micros") &&
      !ear_json_get_int (object, "budget_micros", 0, MAX_BUDGET_MICROS, &campaign->budget_micros, error))
    return FALSE;
  if (campaign->ends <= campaign->starts) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.ends: it ends before it starts."));
    return FALSE;
  }

  return read_cap (campaign, object, error) && read_pacing (campaign, object, error);
}

static gboolean
take_row (JsonObject  *row,
          gpointer     catalog,
          GError     **error)
{
  EarCampaigns *self = catalog;
  EarCampaign *campaign = g_new0 (EarCampaign, 1);

  campaign->contexts = g_ptr_array_new ();
  campaign->heard_by = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->rows, campaign);

  return read_advert (&campaign->advert, row, error) && ear_catalog_get_strings (row, "contexts", campaign->contexts, error) &&
         (campaign->ssml = ear_json_get_object (row, "ssml", error)) && ear_catalog_check_strings (row, "ssml", error) &&
         read_limits (campaign, row, error);
}

/**
 * ear_campaigns_load:
 * @error: names the file, the row and what may stand there
 *
 * Returns: (transfer full) (nullable): the campaigns of a file
 */
EarCampaigns *
ear_campaigns_load (const char  *path,
                    GError     **error)
{
  EarCampaigns *self = g_new0 (EarCampaigns, 1);

  self->rows = g_ptr_array_new_with_free_func (campaign_free);
  self->root = ear_catalog_load (path, take_row, self, error);
  if (self->root == NULL)
    g_clear_pointer (&self, ear_campaigns_free);

  return self;
}

guint
ear_campaigns_get_n (EarCampaigns *self)
{
  return self->rows->len;
}

EarCampaign *
ear_campaigns_get (EarCampaigns *self,
                   guint         index)
{
  g_return_val_if_fail (index < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, index);
}

/**
 * ear_campaigns_find:
 *
 * Returns: (transfer none) (nullable): the campaign of that id
 */
EarCampaign *
ear_campaigns_find (EarCampaigns *self,
                    const char   *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (strcmp (ear_campaigns_get (self, i)->advert.id, id) == 0)
      return ear_campaigns_get (self, i);

  return NULL;
}

/* --- choosing */

static gboolean
is_wanted (const EarCampaign        *campaign,
           const EarCampaignRequest *request)
{
  if (ear_campaign_get_words (campaign, request->locale) == NULL)
    return FALSE;
  for (guint i = 0; i < campaign->contexts->len; i++)
    if (g_strcmp0 (g_ptr_array_index (campaign->contexts, i), request->context) == 0)
      return TRUE;

  return FALSE;
}

/* What of the budget may be spent by now. In thousandths of the time, because the product would not fit. */
static gint64
get_allowance (const EarCampaign *campaign,
               gint64             now)
{
  if (!campaign->even)
    return campaign->budget_micros;

  return campaign->budget_micros / 1000 * MIN ((now - campaign->starts) / ((campaign->ends - campaign->starts) / 1000) + 1, 1000);
}

static gboolean
can_pay (const EarCampaign *campaign,
         gint64             now)
{
  gint64 price = campaign->advert.cpm_micros / 1000;

  if (now < campaign->starts || now >= campaign->ends)
    return FALSE;

  return campaign->budget_micros < 0 || campaign->spent_micros + price <= get_allowance (campaign, now);
}

static const char *
get_device (const EarCampaignRequest *request)
{
  return request->device ? request->device : "";
}

static gboolean
is_heard_enough (const EarCampaign        *campaign,
                 const EarCampaignRequest *request)
{
  GArray *times = campaign->cap_count ? g_hash_table_lookup (campaign->heard_by, get_device (request)) : NULL;
  guint n = 0;

  for (guint i = 0; times != NULL && i < times->len; i++)
    n += request->now - g_array_index (times, gint64, i) < campaign->cap_us;

  return times != NULL && n >= campaign->cap_count;
}

static void
remember (EarCampaign              *campaign,
          const EarCampaignRequest *request)
{
  GArray *times;

  if (campaign->cap_count == 0)
    return;

  times = g_hash_table_lookup (campaign->heard_by, get_device (request));
  if (times == NULL) {
    if (g_hash_table_size (campaign->heard_by) >= MAX_DEVICES)
      g_hash_table_remove_all (campaign->heard_by);
    times = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_hash_table_insert (campaign->heard_by, g_strdup (get_device (request)), times);
  }
  if (times->len >= campaign->cap_count)
    g_array_remove_index (times, 0);
  g_array_append_val (times, request->now);
}

/* Those heard least so far, and never the last one again while there is another. */
static EarCampaign *
choose (EarCampaigns             *self,
        const EarCampaignRequest *request)
{
  g_autoptr (GPtrArray) least = g_ptr_array_new ();
  EarCampaign *repeated = NULL;

  for (guint i = 0; i < self->rows->len; i++) {
    EarCampaign *campaign = g_ptr_array_index (self->rows, i);
    const EarCampaign *best = least->len ? g_ptr_array_index (least, 0) : NULL;

    if (!is_wanted (campaign, request) || !can_pay (campaign, request->now) || is_heard_enough (campaign, request))
      continue;
    if (campaign == self->last) {
      repeated = campaign;
      continue;
    }
    if (best != NULL && campaign->n_picked < best->n_picked)
      g_ptr_array_set_size (least, 0);
    if (best == NULL || campaign->n_picked <= best->n_picked)
      g_ptr_array_add (least, campaign);
  }
  if (least->len == 0)
    return repeated;

  return g_ptr_array_index (least, ear_dice_choose ((EarDice) { request->seed }, request->now, "ads/pick", least->len));
}

/**
 * ear_campaigns_pick:
 *
 * Chooses a campaign, and counts that it was chosen.
 *
 * Returns: (transfer none) (nullable): the campaign; %NULL where none is for @request
 */
EarCampaign *
ear_campaigns_pick (EarCampaigns             *self,
                    const EarCampaignRequest *request)
{
  EarCampaign *campaign = choose (self, request);

  if (campaign != NULL) {
    campaign->n_picked++;
    self->last = campaign;
    remember (campaign, request);
  }

  return campaign;
}

/**
 * ear_campaign_get_words:
 *
 * Returns: (nullable): what it says in the language of @locale, as SSML
 */
const char *
ear_campaign_get_words (const EarCampaign *self,
                        const char        *locale)
{
  return ear_catalog_localize (self->ssml, locale);
}

/**
 * ear_campaign_hear:
 *
 * Somebody heard it, and it pays.
 */
void
ear_campaign_hear (EarCampaign *self)
{
  self->n_heard++;
  self->spent_micros += self->advert.cpm_micros / 1000;
}
