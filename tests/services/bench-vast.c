/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include "services/ear-ad-server.h"
#include "services/ear-vast-track.h"

#include "model/ear-paths.h"

#include <libxml/parser.h>

/* What reading an advert costs beside what libxml2 alone takes for the same bytes: less is not to be had. */

#define MICROS 1e6

static void
read_xml (guint    n,
          gpointer text)
{
  const GString *vast = text;

  for (guint i = 0; i < n; i++)
    xmlFreeDoc (xmlReadMemory (vast->str, vast->len, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA));
}

static void
read_vast (guint    n,
           gpointer text)
{
  const GString *vast = text;

  for (guint i = 0; i < n; i++)
    ear_vast_free (ear_vast_parse (vast->str, vast->len, NULL));
}

static void
track (guint    n,
       gpointer ad)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new ();

  for (guint i = 0; i < n; i++) {
    EarVastTrack state = { 0 };

    g_ptr_array_set_size (due, 0);
    for (EarVastDeed deed = EAR_VAST_DEED_STARTED; deed <= EAR_VAST_DEED_FINISHED; deed++)
      ear_vast_track (&state, ad, &(EarVastStep) { deed, 1000000 * (gint64) deed, 0 }, due);
  }
}

static void
measure (const char *name,
         GString    *vast,
         guint       n)
{
  g_autofree char *xml = g_strconcat (name, "-xml", NULL);

  bench_report (xml, bench_measure (read_xml, n, vast) * MICROS, "µs");
  bench_report (name, bench_measure (read_vast, n, vast) * MICROS, "µs");
}

/* As many addresses as are taken, in as many bytes as are read. */
static GString *
make_large (void)
{
  GString *vast = g_string_new ("<VAST version=\"4.2\"><Ad><InLine><Creatives><Creative><Linear><Duration>00:00:20</Duration><TrackingEvents>");

  for (guint i = 0; vast->len < 500 * 1024; i++)
    g_string_append_printf (vast, "<Tracking event=\"progress\" offset=\"00:00:%02u\"><![CDATA[https://ads.example/progress?n=%u&r=[CACHEBUSTING]]]></Tracking>",
                            i % 20, i);
  g_string_append (vast, "</TrackingEvents></Linear></Creative></Creatives></InLine></Ad></VAST>");

  return vast;
}

int
main (void)
{
  g_autofree char *path = ear_paths_find_data ("adverts/adverts.json", NULL);
  g_autoptr (EarCampaigns) campaigns = ear_campaigns_load (path, NULL);
  g_autofree char *written = ear_vast_write (&(EarVastDelivery) { ear_campaigns_get (campaigns, 0), "en-US", "1-1", "http://127.0.0.1:80" });
  g_autoptr (GString) usual = g_string_new (written), large = make_large ();
  g_autoptr (EarVast) vast = ear_vast_parse (large->str, large->len, NULL);

  measure ("vast.usual", usual, 2000);
  measure ("vast.large", large, 20);
  bench_report ("vast.track", bench_measure (track, 2000, g_ptr_array_index (vast->ads, 0)) * MICROS, "µs");

  return 0;
}
