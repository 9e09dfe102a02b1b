/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-answer.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EarCampaign:
 * @advert: what is heard; without the words, which depend on the language
 * @ssml: the words by language
 * @contexts: (element-type utf8): after what it may come
 * @starts: when it begins, µs since 1970; %G_MININT64 where it always has
 * @ends: when it is over; %G_MAXINT64 where it never is
 * @budget_micros: what it may cost in all; -1 without a limit
 * @even: the budget is spread over the time, and not spent as fast as it goes
 * @cap_count: how often a device may hear it within @cap_us; 0 without a limit
 * @cap_us: see there
 * @n_picked: how often it was picked
 * @n_heard: how often it was heard
 * @spent_micros: what it has cost
 * @heard_by: (element-type utf8 GArray): device → when it was picked for it
 *
 * One campaign: an advert, whom it is for and what it may cost.
 */
typedef struct {
  EarAdvert   advert;
  JsonObject *ssml;
  GPtrArray  *contexts;
  gint64      starts;
  gint64      ends;
  gint64      budget_micros;
  gboolean    even;
  guint       cap_count;
  gint64      cap_us;
  guint       n_picked;
  guint       n_heard;
  gint64      spent_micros;
  GHashTable *heard_by;
} EarCampaign;

/**
 * EarCampaignRequest:
 * @context: what the customer just did
 * @locale: the language
 * @device: (nullable): which device; %NULL for the one there is
 * @now: µs since 1970
 * @seed: of the dice
 *
 * Who wants an advert.
 */
typedef struct {
  const char *context;
  const char *locale;
  const char *device;
  gint64      now;
  gint64      seed;
} EarCampaignRequest;

/**
 * EarCampaigns:
 *
 * The campaigns of a file, and what has become of them. `data/adverts/adverts.json` says what can be in one.
 */
typedef struct _EarCampaigns EarCampaigns;

EarCampaigns      *ear_campaigns_load     (const char               *path,
                                           GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
void               ear_campaigns_free     (EarCampaigns             *self);
guint              ear_campaigns_get_n    (EarCampaigns             *self);
EarCampaign       *ear_campaigns_get      (EarCampaigns             *self,
                                           guint                     index);
EarCampaign       *ear_campaigns_find     (EarCampaigns             *self,
                                           const char               *id);
EarCampaign       *ear_campaigns_pick     (EarCampaigns             *self,
                                           const EarCampaignRequest *request);
const char        *ear_campaign_get_words (const EarCampaign        *self,
                                           const char               *locale);
void               ear_campaign_hear      (EarCampaign              *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCampaigns, ear_campaigns_free)

G_END_DECLS
