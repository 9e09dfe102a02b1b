/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-rule.h"

#include <string.h>

#define CLEARING "Assets:Clearing"
#define PREPAID "Assets:Device:PrepaidSubsidy"
#define ROYALTIES "Liabilities:Royalties"

/* The names are beancount's: five roots, each part in capitals. A month of a subscription is booked as income when it
 * is sold, together with its royalties, so that the session that sold it shows what it earned.
 */
static const EarRule rules[] = {
  { "voice.asr", "Expenses:Voice:ASR", CLEARING },
  { "voice.nlu", "Expenses:Voice:NLU", CLEARING },
  { "voice.tts", "Expenses:Voice:TTS", CLEARING },
  { "weather.query", "Expenses:Services:Weather", CLEARING },
  { "ads.impression", "Income:Ads", CLEARING },
  { "music.track-free", "Expenses:Royalty", ROYALTIES },
  { "music.track-paid", "Expenses:Royalty", ROYALTIES },
  { "music.subscription", "Income:Music", CLEARING },
  { "music.royalty", "Expenses:Royalty", ROYALTIES },
  { "shop.margin", "Income:Shopping:Margin", CLEARING },
  { "shop.payment", "Expenses:Shopping:Payment", CLEARING },
  { "shop.returns", "Expenses:Shopping:Returns", "Liabilities:Returns" },
  { "skill.margin", "Income:Skills", CLEARING, "Liabilities:Developers" },
  { "book.margin", "Income:Books", CLEARING, "Liabilities:Publishers" },
  { "doorbell.subscription", "Income:Doorbell", CLEARING },
  { "doorbell.cloud", "Expenses:Doorbell:Cloud", CLEARING },
  { "doorbell.trial", "Expenses:Doorbell:Trial", CLEARING },
  { "call.minute", "Expenses:Calls", CLEARING },
  { "announce.message", "Expenses:Announcements", CLEARING },
  { "notification.push", "Expenses:Notifications", CLEARING },
  { "assistant.tokens-in", "Expenses:Voice:LLM", CLEARING },
  { "assistant.tokens-out", "Expenses:Voice:LLM", CLEARING },
  { "assistant.subscription", "Income:Assistant", CLEARING },
  { "device.subsidy", "Expenses:Device:Subsidy", PREPAID, NULL, EAR_DEPTH_DEVICE },
  { "device.unit-subsidy", PREPAID, "Assets:Inventory", NULL, EAR_DEPTH_DEVICE, TRUE },
  { "people.development", "Expenses:People:Development", CLEARING, NULL, EAR_DEPTH_LOADED },
};

static const EarRule unknown = { NULL, "Assets:Suspense", CLEARING };

/**
 * ear_rule_find:
 * @item: key of a charge
 *
 * Returns: (nullable): the rule for it
 */
const EarRule *
ear_rule_find (const char *item)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    if (strcmp (rules[i].item, item) == 0)
      return &rules[i];

  return NULL;
}

/**
 * ear_rule_get_unknown:
 *
 * Returns: the rule for what has none: it is kept in suspense until somebody looks at it
 */
const EarRule *
ear_rule_get_unknown (void)
{
  return &unknown;
}
