/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "services/ear-vast-macro.h"
#include "services/ear-vast-track.h"

#include <string.h>

static void
check_ad (const EarVastAd *ad)
{
  static const EarVastDeed deeds[] = {
    EAR_VAST_DEED_LOADED, EAR_VAST_DEED_STARTED, EAR_VAST_DEED_WENT_ON, EAR_VAST_DEED_MUTED, EAR_VAST_DEED_PAUSED,
    EAR_VAST_DEED_RESUMED, EAR_VAST_DEED_UNMUTED, EAR_VAST_DEED_STARTED, EAR_VAST_DEED_FINISHED,
  };
  g_autoptr (GPtrArray) due = g_ptr_array_new ();
  EarVastTrack track = { 0 };
  guint n_impressions = 0, n_wanted = 0;

  g_assert_cmpuint (ad->pings->len, <=, EAR_VAST_MAX_PINGS);
  g_assert_cmpint (ad->duration_us, >=, 0);
  g_assert_true (ad->title == NULL || g_utf8_validate (ad->title, -1, NULL));
  g_assert_true (ad->model == NULL || (ad->price_micros >= 0 && strlen (ad->currency) == 3));
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    ear_vast_track (&track, ad, &(EarVastStep) { deeds[i], i * (ad->duration_us / 8), 0 }, due);
  for (guint i = 0; i < ad->pings->len; i++)
    n_wanted += ((EarVastPing *) g_ptr_array_index (ad->pings, i))->event == EAR_VAST_IMPRESSION;
  for (guint i = 0; i < due->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (due, i);
    g_autofree char *url = ear_vast_expand (ping->url, &(EarVastMacros) { .asset = "http://a/b?c=[ERRORCODE]" });

    g_assert_true (g_ascii_strncasecmp (url, "http", 4) == 0);
    g_assert_null (strstr (url, "[ERRORCODE]"));
    n_impressions += ping->event == EAR_VAST_IMPRESSION;
  }
  g_assert_cmpuint (n_impressions, ==, n_wanted);
}

/* What a stranger's advert server sends: whatever is read of it can be told and played. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVast) vast = ear_vast_parse ((const char *) data, size, &error);

  g_assert_true ((vast == NULL) == (error != NULL));
  for (guint i = 0; vast != NULL && i < vast->ads->len; i++) {
    const EarVastAd *ad = g_ptr_array_index (vast->ads, i);
    const EarVastMedia *media = ear_vast_ad_choose_media (ad);

    g_assert_true (media == NULL || g_str_has_prefix (media->type, "a"));
    check_ad (ad);
  }

  return 0;
}
