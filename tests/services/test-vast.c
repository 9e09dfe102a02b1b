/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast-macro.h"

#include <string.h>

#define IN_LINE(inside) "<VAST version=\"4.2\"><Ad id=\"a\"><InLine>" inside "</InLine></Ad></VAST>"
#define LINEAR(inside) IN_LINE ("<Creatives><Creative><Linear>" inside "</Linear></Creative></Creatives>")
#define LENGTH "<Duration>00:00:20</Duration>"

static EarVastAd *
read_ad (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVast) vast = ear_vast_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return ear_vast_steal_ad (vast);
}

static const EarVastPing *
find_ping (const EarVastAd *ad,
           EarVastEvent     event)
{
  for (guint i = 0; i < ad->pings->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (ad->pings, i);

    if (ping->event == event)
      return ping;
  }

  return NULL;
}

static EarVastAd *
read_corpus (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "vast", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return read_ad (text);
}

static void
test_inline (void)
{
  g_autoptr (EarVastAd) ad = read_corpus ("inline.xml");
  const EarVastCompanion *companion;

  g_assert_cmpstr (ad->id, ==, "spot");
  g_assert_false (ad->wrapper);
  g_assert_true (ad->linear);
  g_assert_cmpstr (ad->system, ==, "Example");
  g_assert_cmpstr (ad->title, ==, "Umbrellas");
  g_assert_cmpstr (ad->advertiser, ==, "Drizzlewell");
  g_assert_cmpstr (ad->serving_id, ==, "a532d16d");
  g_assert_cmpstr (ad->universal_id, ==, "8465");
  g_assert_cmpint (ad->duration_us, ==, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (ear_vast_offset_resolve (ad->skip, ad->duration_us), ==, 5 * G_USEC_PER_SEC);
  g_assert_cmpstr (ad->model, ==, "CPM");
  g_assert_cmpstr (ad->currency, ==, "EUR");
  g_assert_cmpint (ad->price_micros, ==, 12500000);
  g_assert_cmpstr (ad->click, ==, "https://drizzlewell.example");
  g_assert_cmpuint (ad->pings->len, ==, 8);
  g_assert_cmpstr (find_ping (ad, EAR_VAST_ERRED)->url, ==, "https://ads.example/error?code=[ERRORCODE]");
  g_assert_cmpint (find_ping (ad, EAR_VAST_PROGRESS)->offset.us, ==, 5500000);
  g_assert_cmpuint (ad->media->len, ==, 2);
  g_assert_cmpstr (ear_vast_ad_choose_media (ad)->url, ==, "https://media.example/spot.mp3");
  g_assert_cmpuint (ad->companions->len, ==, 1);
  companion = g_ptr_array_index (ad->companions, 0);
  g_assert_cmpuint (companion->width, ==, 300);
  g_assert_cmpstr (companion->image, ==, "https://media.example/spot.png");
  g_assert_cmpstr (companion->text, ==, "An umbrella");
  g_assert_cmpstr (companion->click, ==, "https://drizzlewell.example/png");
}

static void
test_wrapper (void)
{
  g_autoptr (EarVastAd) ad = read_corpus ("wrapper.xml");

  g_assert_true (ad->wrapper);
  g_assert_false (ad->follow);
  g_assert_cmpstr (ad->tag, ==, "http://ads.example/next?r=[CACHEBUSTING]");
  g_assert_cmpstr (find_ping (ad, EAR_VAST_MIDPOINT)->url, ==, "http://middle.example/mid");
}

static void
test_encoding (void)
{
  g_autoptr (EarVastAd) ad = read_corpus ("latin1.xml");

  g_assert_cmpstr (ad->id, ==, "ä");
  g_assert_cmpstr (ad->title, ==, "Köln & Bonn");
  g_assert_cmpint (ad->duration_us, ==, 0);
}

static void
test_nothing (void)
{
  static const char text[] = "\n\n <?xml version=\"1.0\"?><VAST version=\"4.2\"><Error>http://a.example/e</Error><Error>javascript:x</Error></VAST>";
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVast) vast = ear_vast_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_null (ear_vast_steal_ad (vast));
  g_assert_cmpuint (vast->errors->len, ==, 1);
}

static void
test_pod (void)
{
  g_autoptr (EarVastAd) first = read_ad ("<VAST version=\"4.2\"><Ad id=\"two\" sequence=\"2\"><InLine/></Ad><Ad id=\"one\" sequence=\"1\"><InLine/></Ad></VAST>");
  g_autoptr (EarVastAd) alone = read_ad ("<VAST version=\"4.2\"><Ad id=\"one\" sequence=\"1\"><InLine/></Ad><Ad id=\"alone\"><InLine/></Ad></VAST>");
  g_autoptr (EarVastAd) useful = read_ad ("<VAST version=\"4.2\"><Ad id=\"image\"><InLine/></Ad><Ad id=\"sound\" sequence=\"1\"><InLine>"
                                          "<Creatives><Creative><Linear/></Creative></Creatives></InLine></Ad></VAST>");

  g_assert_cmpstr (first->id, ==, "one");
  g_assert_cmpstr (alone->id, ==, "alone");
  g_assert_cmpstr (useful->id, ==, "sound");
}

static void
test_refused (void)
{
  static const struct { int code; const char *text, *why; } rows[] = {
    { EAR_VAST_ERROR_XML, "", "empty" },
    { EAR_VAST_ERROR_XML, " \n", "empty" },
    { EAR_VAST_ERROR_XML, "{}", "line 1" },
    { EAR_VAST_ERROR_XML, "<VAST version=\"4.2\">", "line 1" },
    { EAR_VAST_ERROR_XML, "<VAST version=\"4.2\"><Ad><InLine><Error>http://a/?a=1&b=2</Error></InLine></Ad></VAST>", "line 1" },
    { EAR_VAST_ERROR_XML, "<VAST version=\"4.2\">\n&unknown;</VAST>", "line 2" },
    { EAR_VAST_ERROR_XML, "<!DOCTYPE VAST><VAST version=\"4.2\"/>", "document type" },
    { EAR_VAST_ERROR_XML, "<!DOCTYPE VAST SYSTEM \"http://127.0.0.1:9/x.dtd\"><VAST version=\"4.2\"/>", "document type" },
    { EAR_VAST_ERROR_XML, "<!DOCTYPE v [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><VAST version=\"4.2\"><Error>&x;</Error></VAST>", "document type" },
    { EAR_VAST_ERROR_XML, "<!DOCTYPE v [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p;]><VAST version=\"4.2\"/>", "document type" },
    { EAR_VAST_ERROR_SCHEMA, "<html/>", "<html>" },
    { EAR_VAST_ERROR_SCHEMA, "<vast version=\"4.2\"/>", "<vast>" },
    { EAR_VAST_ERROR_VERSION, "<VAST/>", "2.0 to 4.3" },
    { EAR_VAST_ERROR_VERSION, "<VAST version=\"5.0\"/>", "5.0" },
    { EAR_VAST_ERROR_VERSION, "<VideoAdServingTemplate/>", "VAST 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_vast_parse (rows[i].text, strlen (rows[i].text), &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, EAR_VAST_ERROR, rows[i].code);
    g_assert_nonnull (strstr (error->message, rows[i].why));
  }
}

static void
assert_refuses (GString    *text,
                const char *why)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_vast_parse (text->str, text->len, &error));
  g_assert_error (error, EAR_VAST_ERROR, EAR_VAST_ERROR_XML);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_bombs (void)
{
  g_autoptr (GString) deep = g_string_new ("<VAST version=\"4.2\">"), large = g_string_new ("<VAST version=\"4.2\">");
  g_autoptr (GString) laughs = g_string_new ("<!DOCTYPE v [<!ENTITY l0 \"ha\">");
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 50000; i++)
    g_string_append (deep, "<Ad>");
  assert_refuses (deep, "depth");

  while (large->len <= EAR_VAST_MAX_BYTES)
    g_string_append (large, "<Ad/>");
  g_string_append (large, "</VAST>");
  assert_refuses (large, "larger than");

  for (guint i = 1; i < 40; i++)
    g_string_append_printf (laughs, "<!ENTITY l%u \"&l%u;&l%u;&l%u;&l%u;\">", i, i - 1, i - 1, i - 1, i - 1);
  g_string_append (laughs, "]><VAST version=\"4.2\"><Error>&l39;</Error></VAST>");
  assert_refuses (laughs, "document type");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

static void
test_cap (void)
{
  g_autoptr (GString) text = g_string_new ("<VAST version=\"4.2\"><Ad><InLine><Creatives><Creative><Linear><TrackingEvents>");
  g_autoptr (EarVastAd) ad = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "<Tracking event=\"start\">http://a.example/%u</Tracking>", i);
  g_string_append (text, "</TrackingEvents></Linear></Creative></Creatives><Impression>http://a.example/i</Impression></InLine></Ad></VAST>");
  ad = read_ad (text->str);
  g_assert_cmpuint (ad->pings->len, ==, EAR_VAST_MAX_PINGS);
  g_assert_nonnull (find_ping (ad, EAR_VAST_IMPRESSION));
}

static void
test_times (void)
{
  static const struct { const char *text; gint64 us; } rows[] = {
    { "00:00:20", 20000000 }, { " 00:01:00.250 ", 60250000 }, { "01:00:00", 3600000000 }, { "00:00:00", 0 }, { "99:99:99", 0 },
    { "20", 0 }, { "0:0:20", 0 }, { "-0:00:20", 0 }, { "00:00:20.", 0 }, { "00:00:20,5", 0 }, { "00:00:61", 0 }, { "", 0 },
    { "00:00:01.0000000000000000000000000000001", 1000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf (LINEAR ("<Duration>%s</Duration>"), rows[i].text);
    g_autoptr (EarVastAd) ad = read_ad (text);

    g_assert_cmpint (ad->duration_us, ==, rows[i].us);
  }
}

static void
test_skip (void)
{
  static const struct { const char *text; gint64 us; } rows[] = {
    { "00:00:05", 5000000 }, { "50%", 10000000 }, { "12.5%", 2500000 }, { "0%", 0 }, { "100%", 20000000 }, { "00:00:30", -1 },
    { "101%", -1 }, { "-1%", -1 }, { "x%", -1 }, { "5%%", -1 }, { "nan%", -1 }, { "", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf ("<VAST version=\"4.2\"><Ad><InLine><Creatives><Creative><Linear skipoffset=\"%s\">" LENGTH
                                             "</Linear></Creative></Creatives></InLine></Ad></VAST>", rows[i].text);
    g_autoptr (EarVastAd) ad = read_ad (text);

    g_assert_cmpint (ear_vast_offset_resolve (ad->skip, ad->duration_us), ==, rows[i].us);
  }
}

static void
test_addresses (void)
{
  static const char *const wrong[] = {
    "file:///etc/passwd", "javascript:alert(1)", "data:audio/mpeg;base64,AA", "ftp://a.example/x", "//a.example/x", "resource:///x",
    "http://a.example/a b", "http://a.example/&#10;X: y", "", "a.example",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *text = g_strdup_printf (LINEAR ("<MediaFiles><MediaFile type=\"audio/mpeg\">%s</MediaFile></MediaFiles><TrackingEvents>"
                                                     "<Tracking event=\"start\">%s</Tracking></TrackingEvents>"), wrong[i], wrong[i]);
    g_autoptr (EarVastAd) ad = read_ad (text);

    g_assert_cmpuint (ad->media->len, ==, 0);
    g_assert_cmpuint (ad->pings->len, ==, 0);
  }
}

static void
test_prices (void)
{
  static const struct { const char *attributes, *text; gint64 micros; } rows[] = {
    { "model=\"cpm\" currency=\"usd\"", "25.00", 25000000 }, { "model=\"CPM\" currency=\"JPY\"", "900", 900000000 },
    { "model=\"CPM\" currency=\"USD\"", "12,50", 0 }, { "model=\"CPM\" currency=\"USD\"", "-1", 0 },
    { "model=\"CPM\" currency=\"USD\"", "1e9", 0 }, { "model=\"CPM\" currency=\"USD\"", "1000000000000000", 0 },
    { "model=\"CPM\" currency=\"US\"", "1", 0 }, { "model=\"CPM\" currency=\"U&lt;D\"", "1", 0 }, { "model=\"CPM\"", "1", 0 },
    { "model=\"free\" currency=\"USD\"", "1", 0 }, { "currency=\"USD\"", "1", 0 }, { "model=\"CPM\" currency=\"USD\"", "0.00", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = g_strdup_printf (IN_LINE ("<Pricing %s>%s</Pricing>"), rows[i].attributes, rows[i].text);
    g_autoptr (EarVastAd) ad = read_ad (text);

    g_assert_cmpint (ad->price_micros, ==, rows[i].micros);
    g_assert_true ((ad->model != NULL) == (rows[i].micros > 0 || strcmp (rows[i].text, "0.00") == 0));
  }
}

static void
test_media (void)
{
  g_autoptr (EarVastAd) ad = read_ad (LINEAR (
                                        "<MediaFiles><MediaFile type=\"audio/mpeg\" bitrate=\"320\">http://a.example/320</MediaFile>"
                                        "<MediaFile type=\"audio/mpeg\" bitrate=\"128\" delivery=\"streaming\">http://a.example/stream</MediaFile>"
                                        "<MediaFile type=\"Audio/MPEG; codecs=mp3\" bitrate=\"96\">http://a.example/96</MediaFile>"
                                        "<MediaFile type=\"video/mp4\">http://a.example/video</MediaFile><MediaFile>http://a.example/untyped</MediaFile></MediaFiles>"));
  g_autoptr (EarVastAd) pictures = read_ad (LINEAR ("<MediaFiles><MediaFile type=\"video/mp4\">http://a.example/v</MediaFile></MediaFiles>"));

  g_assert_cmpstr (ear_vast_ad_choose_media (ad)->url, ==, "http://a.example/96");
  g_assert_null (ear_vast_ad_choose_media (pictures));
}

static void
test_extension (void)
{
  g_autoptr (EarVastAd) ad = read_ad (IN_LINE ("<Extensions><Extension type=\"other\"><Jingle>no</Jingle></Extension>"
                                               "<Extension type=\"earshot\"><Jingle>flumph</Jingle><Plan>../music</Plan></Extension></Extensions>"));

  g_assert_cmpstr (ad->jingle, ==, "flumph");
  g_assert_null (ad->plan);
}

static void
test_wrap (void)
{
  g_autoptr (EarVastAd) ad = read_corpus ("inline.xml");
  g_autoptr (EarVastAd) wrapper = read_ad (
    "<VAST version=\"4.2\"><Ad><Wrapper><Impression>http://w.example/i</Impression><Pricing model=\"CPM\" currency=\"USD\">99</Pricing><Creatives>"
    "<Creative><Linear><TrackingEvents><Tracking event=\"progress\" offset=\"10%\">http://w.example/p</Tracking></TrackingEvents>"
    "<VideoClicks><ClickThrough>http://w.example</ClickThrough></VideoClicks></Linear></Creative>"
    "<Creative><CompanionAds><Companion width=\"1\" height=\"1\"/></CompanionAds></Creative></Creatives></Wrapper></Ad></VAST>");
  g_autoptr (EarVastAd) bare = read_ad (LINEAR (LENGTH));
  guint before = ad->pings->len;

  ear_vast_ad_wrap (ad, wrapper);
  g_assert_cmpuint (ad->pings->len, ==, before + 2);
  g_assert_cmpstr (ad->click, ==, "https://drizzlewell.example");
  g_assert_cmpint (ad->price_micros, ==, 12500000);
  g_assert_cmpuint (((EarVastCompanion *) g_ptr_array_index (ad->companions, 0))->width, ==, 300);

  ear_vast_ad_wrap (bare, wrapper);
  g_assert_cmpstr (bare->click, ==, "http://w.example");
  g_assert_cmpint (bare->price_micros, ==, 99000000);
  g_assert_cmpuint (bare->companions->len, ==, 1);
}

static void
test_macros (void)
{
  static const EarVastMacros macros = {
    .now = 1772436600123456, .cache_buster = 4200000042u, .error = 403, .position_us = 3723004567, .content_position_us = -1,
    .muted = TRUE, .asset = "http://a.example/ä?x=1&y=[ERRORCODE]", .mime = "audio/mpeg", .serving_id = "a b",
  };
  static const struct { const char *url, *expanded; } rows[] = {
    { "http://a/?c=[ERRORCODE]", "http://a/?c=403" }, { "http://a/?t=[TIMESTAMP]", "http://a/?t=2026-03-02T07%3A30%3A00.123Z" },
    { "http://a/?r=[CACHEBUSTING]", "http://a/?r=00000042" }, { "http://a/?p=[ADPLAYHEAD]", "http://a/?p=01%3A02%3A03.004" },
    { "http://a/?p=[CONTENTPLAYHEAD]", "http://a/?p=-1" },
    { "http://a/?u=[ASSETURI]", "http://a/?u=http%3A%2F%2Fa.example%2F%C3%A4%3Fx%3D1%26y%3D%5BERRORCODE%5D" },
    { "http://a/?s=[PLAYERSTATE]&t=[ADTYPE]", "http://a/?s=muted&t=audio" }, { "http://a/?i=[ADSERVINGID]", "http://a/?i=a%20b" },
    { "http://a/?i=[UNIVERSALADID]", "http://a/?i=-1" }, { "http://a/?i=[IFA]", "http://a/?i=-2" },
    { "http://a/?x=[UNHEARDOF]&y=[errorcode]", "http://a/?x=[UNHEARDOF]&y=[errorcode]" },
    { "http://a/?x=[[ERRORCODE]]", "http://a/?x=[403]" }, { "http://a/?x=%5BERRORCODE%5D&y=%5bERRORCODE%5d", "http://a/?x=403&y=403" },
    { "http://a/?x=%5BERRORCODE", "http://a/?x=%5BERRORCODE" }, { "http://a/?x=%5", "http://a/?x=%5" }, { "http://a/[", "http://a/[" }, { "http://a/[]", "http://a/[]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *expanded = ear_vast_expand (rows[i].url, &macros);

    g_assert_cmpstr (expanded, ==, rows[i].expanded);
  }
}

/* The samples that come with the standard, which we may not ship. */
static void
test_samples (void)
{
  const char *shared = g_getenv ("EARSHOT_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "anchors", "vast", "samples", NULL) : NULL;
  g_autoptr (GDir) folder = path ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;
  guint n = 0;

  if (folder == NULL) {
    g_test_skip ("EARSHOT_SHARED does not say where the samples of VAST are");
    return;
  }
  for (; (name = g_dir_read_name (folder)); n++) {
    g_autofree char *file = g_build_filename (path, name, NULL), *text = NULL;
    g_autoptr (EarVastAd) ad = NULL;

    g_test_message ("%s", name);
    g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
    ad = read_ad (text);
    g_assert_nonnull (ad);
    g_assert_nonnull (ad->system);
    g_assert_nonnull (find_ping (ad, EAR_VAST_IMPRESSION));
    g_assert_nonnull (find_ping (ad, EAR_VAST_ERRED));
    g_assert_true (ad->wrapper == (strstr (text, "<Wrapper") != NULL) && ad->wrapper == (ad->tag != NULL));
    if (ad->linear && !ad->wrapper)
      g_assert_cmpint (ad->duration_us, ==, 16 * G_USEC_PER_SEC);
  }
  g_assert_cmpuint (n, >=, 15);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vast/inline", test_inline);
  g_test_add_func ("/vast/wrapper", test_wrapper);
  g_test_add_func ("/vast/encoding", test_encoding);
  g_test_add_func ("/vast/nothing", test_nothing);
  g_test_add_func ("/vast/pod", test_pod);
  g_test_add_func ("/vast/refused", test_refused);
  g_test_add_func ("/vast/bombs", test_bombs);
  g_test_add_func ("/vast/cap", test_cap);
  g_test_add_func ("/vast/times", test_times);
  g_test_add_func ("/vast/skip", test_skip);
  g_test_add_func ("/vast/addresses", test_addresses);
  g_test_add_func ("/vast/prices", test_prices);
  g_test_add_func ("/vast/media", test_media);
  g_test_add_func ("/vast/extension", test_extension);
  g_test_add_func ("/vast/wrap", test_wrap);
  g_test_add_func ("/vast/macros", test_macros);
  g_test_add_func ("/vast/samples", test_samples);

  return g_test_run ();
}
