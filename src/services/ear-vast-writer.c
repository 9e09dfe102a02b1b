/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-ad-server.h"

#include "services/ear-vast.h"

#include <inttypes.h>
#include <string.h>

#define JINGLE_PREFIX "earshot:jingle/"

/* Text between tags, and addresses: nothing in them ends an element. */
G_GNUC_PRINTF (2, 3)
static void
add (GString    *xml,
     const char *format,
     ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_markup_vprintf_escaped (format, args);
  va_end (args);
  g_string_append (xml, text);
}

/* "00:00:09.500" */
static char *
format_length (gint64 us)
{
  gint64 ms = us / 1000;

  return g_strdup_printf ("%02" PRId64 ":%02" PRId64 ":%02" PRId64 ".%03" PRId64, ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

static void
add_events (GString               *xml,
            const EarVastDelivery *delivery)
{
  static const EarVastEvent events[] = {
    EAR_VAST_LOADED, EAR_VAST_START, EAR_VAST_FIRST_QUARTILE, EAR_VAST_MIDPOINT, EAR_VAST_THIRD_QUARTILE,
    EAR_VAST_COMPLETE, EAR_VAST_MUTE, EAR_VAST_UNMUTE, EAR_VAST_PAUSE, EAR_VAST_RESUME, EAR_VAST_SKIP,
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    add (xml, "              <Tracking event=\"%s\">%s/event/%s/%s</Tracking>\n", ear_vast_event_to_name (events[i]),
         delivery->url, delivery->id, ear_vast_event_to_name (events[i]));
}

/* Sounds of our own come before the words where a speaker of ours plays them. */
static void
add_extension (GString         *xml,
               const EarAdvert *advert)
{
  gboolean jingle = advert->jingle != NULL && g_str_has_prefix (advert->jingle, JINGLE_PREFIX);

  if (!jingle && advert->plan == NULL)
    return;

  add (xml, "      <Extensions><Extension type=\"earshot\">");
  if (jingle)
    add (xml, "<Jingle>%s</Jingle>", advert->jingle + strlen (JINGLE_PREFIX));
  if (advert->plan != NULL)
    add (xml, "<Plan>%s</Plan>", advert->plan);
  add (xml, "</Extension></Extensions>\n");
}

static void
add_linear (GString               *xml,
            const EarVastDelivery *delivery)
{
  const EarAdvert *advert = &delivery->campaign->advert;
  g_autofree char *length = format_length (advert->length_us), *id = g_uri_escape_string (advert->id, NULL, FALSE);
  g_autofree char *locale = g_uri_escape_string (delivery->locale, NULL, FALSE);

  add (xml, "      <Creatives>\n        <Creative id=\"%s\">\n          <Linear>\n            <TrackingEvents>\n", advert->id);
  add_events (xml, delivery);
  add (xml, "            </TrackingEvents>\n            <Duration>%s</Duration>\n            <MediaFiles>\n"
       "              <MediaFile delivery=\"progressive\" type=\"application/ssml+xml\" width=\"0\" height=\"0\">%s/words/%s?locale=%s</MediaFile>\n",
       length, delivery->url, id, locale);
  if (delivery->spoken)
    add (xml, "              <MediaFile delivery=\"progressive\" type=\"audio/wav\" width=\"0\" height=\"0\">%s/sound/%s?locale=%s</MediaFile>\n",
         delivery->url, id, locale);
  add (xml, "            </MediaFiles>\n          </Linear>\n"
       "          <UniversalAdId idRegistry=\"earshot\">%s</UniversalAdId>\n        </Creative>\n      </Creatives>\n",
       advert->id);
}

static void
add_ad (GString               *xml,
        const EarVastDelivery *delivery)
{
  const EarAdvert *advert = &delivery->campaign->advert;

  add (xml, "  <Ad id=\"%s\" adType=\"audio\">\n    <InLine>\n      <AdSystem version=\"%s\">Earshot</AdSystem>\n"
       "      <Error>%s/event/%s/error?code=[ERRORCODE]</Error>\n", advert->id, EAR_VERSION, delivery->url, delivery->id);
  add_extension (xml, advert);
  add (xml, "      <Impression>%s/event/%s/impression</Impression>\n", delivery->url, delivery->id);
  /* In decimals, with a point wherever we are. */
  add (xml, "      <Pricing model=\"CPM\" currency=\"%s\">%" PRId64 ".%06" PRId64 "</Pricing>\n", advert->currency,
       advert->cpm_micros / 1000000, advert->cpm_micros % 1000000);
  add (xml, "      <AdServingId>%s</AdServingId>\n      <AdTitle>%s</AdTitle>\n      <Advertiser>%s</Advertiser>\n", delivery->id,
       advert->title, advert->advertiser);
  add_linear (xml, delivery);
  add (xml, "    </InLine>\n  </Ad>\n");
}

/**
 * ear_vast_write:
 *
 * Returns: (transfer full): @delivery as VAST 4.2
 */
char *
ear_vast_write (const EarVastDelivery *delivery)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          "<VAST version=\"4.2\" xmlns=\"http://www.iab.com/VAST\">\n");

  if (delivery->campaign != NULL)
    add_ad (xml, delivery);
  else
    add (xml, "  <Error>%s/event/%s/error?code=[ERRORCODE]</Error>\n", delivery->url, delivery->id);
  g_string_append (xml, "</VAST>\n");

  return g_string_free (g_steal_pointer (&xml), FALSE);
}
