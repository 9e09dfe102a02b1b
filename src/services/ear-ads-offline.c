/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-campaigns.h"

#include <glib/gi18n.h>
#include <string.h>

static gpointer
load_campaigns (const char  *path,
                GError     **error)
{
  return ear_campaigns_load (path, error);
}

static void
free_campaigns (gpointer campaigns)
{
  ear_campaigns_free (campaigns);
}

static EarAnswer *
answer_ads (gpointer            campaigns,
            const EarQuestion  *question,
            GError            **error)
{
  EarAnswer *answer;
  EarCampaign *campaign;

  if (g_strcmp0 (question->operation, "pick") != 0) {
    ear_offline_refuse (question, EAR_SERVICE_ADS, error);
    return NULL;
  }

  answer = ear_answer_new (EAR_ANSWER_ADVERT);
  campaign = ear_campaigns_pick (campaigns, &(EarCampaignRequest) {
    .context = question->context, .locale = question->locale, .now = question->now, .seed = question->seed,
  });
  if (campaign != NULL) {
    EarAdvert advert = campaign->advert;

    advert.ssml = ear_campaign_get_words (campaign, question->locale);
    ear_answer_add (answer, &advert);
  }

  return answer;
}

/* It pays for what was heard to its end, as the books have it. */
static void
take_note (gpointer               campaigns,
           const EarPlaybackNote *note)
{
  EarCampaign *campaign = ear_campaigns_find (campaigns, note->id);

  if (campaign != NULL && note->audible && strcmp (note->state, "finished") == 0)
    ear_campaign_hear (campaign);
}

const EarOfflineService ear_ads_offline = {
  .file = "adverts/adverts.json",
  .attribution = N_("Earshot offline adverts: invented"),
  .load = load_campaigns,
  .answer = answer_ads,
  .free = free_campaigns,
  .take_note = take_note,
};
