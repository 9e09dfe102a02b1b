/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-phrase.h"

#include <string.h>

static void
assert_takes (char       *text,
              const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_number (void)
{
  assert_takes (ear_phrase_number ("en-US", 25), "twenty five");
  assert_takes (ear_phrase_number ("en-US", 0), "zero");
  assert_takes (ear_phrase_number ("en-US", -3), "minus three");
  assert_takes (ear_phrase_number ("en-US", 1200), "one thousand two hundred");
  assert_takes (ear_phrase_number ("de-DE", 25), "fünfundzwanzig");
  assert_takes (ear_phrase_number ("de-DE", -3), "minus drei");
  for (gint64 i = -2000; i < 200000; i += 137) {
    g_autofree char *words = ear_phrase_number ("de-DE", i);

    g_assert_null (strstr (words, "\u00ad"));
  }
  g_free (ear_phrase_number ("en-US", G_MININT64));
  g_free (ear_phrase_number ("de-DE", G_MAXINT64));
}

static void
test_money (void)
{
  assert_takes (ear_phrase_money ("en-US", 12990000, "USD"), "twelve dollars and ninety nine cents");
  assert_takes (ear_phrase_money ("de-DE", 12990000, "USD"), "zwölf Dollar neunundneunzig");
  assert_takes (ear_phrase_money ("en-US", 1000000, "USD"), "one dollar");
  assert_takes (ear_phrase_money ("en-US", 1010000, "USD"), "one dollar and one cent");
  assert_takes (ear_phrase_money ("en-US", 990000, "USD"), "ninety nine cents");
  assert_takes (ear_phrase_money ("en-US", 0, "USD"), "zero dollars");
  assert_takes (ear_phrase_money ("en-US", -2500000, "EUR"), "minus two euros and fifty cents");
  assert_takes (ear_phrase_money ("en-US", 2500000, "GBP"), "two pounds and fifty pence");
  assert_takes (ear_phrase_money ("en-US", 250000000, "JPY"), "two hundred fifty yen");
  assert_takes (ear_phrase_money ("de-DE", 1000000, "EUR"), "ein Euro");
  assert_takes (ear_phrase_money ("de-DE", 1010000, "EUR"), "ein Euro eins");
  assert_takes (ear_phrase_money ("de-DE", 10000, "EUR"), "ein Cent");
  assert_takes (ear_phrase_money ("de-DE", 2500000, "CHF"), "zwei Franken fünfzig");
  assert_takes (ear_phrase_money ("en-US", 1994000, "USD"), "one dollar and ninety nine cents");
  assert_takes (ear_phrase_money ("en-US", 1995000, "USD"), "two dollars");
  assert_takes (ear_phrase_money ("en-US", -4000, "USD"), "zero dollars");
  assert_takes (ear_phrase_money ("en-US", 3500000, "SEK"), "3.50 SEK");
  g_free (ear_phrase_money ("en-US", G_MININT64, "USD"));
  g_free (ear_phrase_money ("de-DE", G_MAXINT64, "JPY"));
}

static void
check_time (int         hour,
            int         minute,
            const char *english,
            const char *german)
{
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 3, 2, hour, minute, 0);

  assert_takes (ear_phrase_time ("en-US", time), english);
  assert_takes (ear_phrase_time ("de-DE", time), german);
}

static void
test_time (void)
{
  check_time (7, 30, "seven thirty a.m.", "sieben Uhr dreißig");
  check_time (7, 5, "seven oh five a.m.", "sieben Uhr fünf");
  check_time (13, 0, "one p.m.", "dreizehn Uhr");
  check_time (1, 0, "one a.m.", "ein Uhr");
  check_time (0, 0, "midnight", "null Uhr");
  check_time (12, 0, "noon", "zwölf Uhr");
  check_time (0, 15, "twelve fifteen a.m.", "null Uhr fünfzehn");
}

static void
test_day (void)
{
  static const struct { int year, month, day; const char *english, *german; } rows[] = {
    { 2026, 3, 1, "yesterday", "gestern" }, { 2026, 3, 2, "today", "heute" }, { 2026, 3, 3, "tomorrow", "morgen" },
    { 2026, 3, 6, "on Friday", "am Freitag" }, { 2026, 3, 9, "on March ninth", "am neunten März" },
    { 2027, 3, 3, "on March third, twenty twenty seven", "am dritten März zweitausendsiebenundzwanzig" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 23, 59, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GDateTime) day = g_date_time_new_utc (rows[i].year, rows[i].month, rows[i].day, 0, 0, 0);

    assert_takes (ear_phrase_day ("en-US", day, now), rows[i].english);
    assert_takes (ear_phrase_day ("de-DE", day, now), rows[i].german);
  }
}

static void
test_duration (void)
{
  assert_takes (ear_phrase_duration ("en-US", 90 * 60 * G_TIME_SPAN_SECOND), "one hour and thirty minutes");
  assert_takes (ear_phrase_duration ("de-DE", 90 * 60 * G_TIME_SPAN_SECOND), "eine Stunde und dreißig Minuten");
  assert_takes (ear_phrase_duration ("en-US", 600 * G_TIME_SPAN_SECOND), "ten minutes");
  assert_takes (ear_phrase_duration ("de-DE", 86400 * G_TIME_SPAN_SECOND), "ein Tag");
  assert_takes (ear_phrase_duration ("en-US", 90061 * G_TIME_SPAN_SECOND), "one day, one hour, one minute and one second");
  assert_takes (ear_phrase_duration ("en-US", 0), "zero seconds");
  assert_takes (ear_phrase_duration ("en-US", 1600 * G_TIME_SPAN_MILLISECOND), "two seconds");
  assert_takes (ear_phrase_duration ("en-US", -60 * G_TIME_SPAN_SECOND), "one minute");
}

static void
test_list (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  assert_takes (ear_phrase_list ("en-US", items), "");
  g_ptr_array_add (items, (gpointer) "milk");
  assert_takes (ear_phrase_list ("en-US", items), "milk");
  g_ptr_array_add (items, (gpointer) "eggs");
  assert_takes (ear_phrase_list ("en-US", items), "milk and eggs");
  g_ptr_array_add (items, (gpointer) "tea");
  assert_takes (ear_phrase_list ("en-US", items), "milk, eggs and tea");
  assert_takes (ear_phrase_list ("de-DE", items), "milk, eggs und tea");
}

static void
test_render (void)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, "home.en-US.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "home", "en-US", &error);

  g_assert_no_error (error);
  assert_takes (ear_phrase_render (model, "weather.now", 0, "place", "Hamburg", "temperature", "seven", NULL),
                "It is seven degrees in Hamburg.");
  assert_takes (ear_phrase_render (model, "weather.now", 1, "place", "Marks & <Spencer>", "temperature", "seven", "sky", "rain", NULL),
                "In Marks &amp; &lt;Spencer&gt; it's seven degrees &amp; rain.");
  assert_takes (ear_phrase_render (model, "weather.now", 2, NULL), "It is {temperature} degrees in {place}.");
  assert_takes (ear_phrase_render (model, "no.such", 0, NULL), "[no.such]");
}

static void
test_plain (void)
{
  assert_takes (ear_phrase_plain ("<speak>Hello  <break time=\"1s\"/>\n world</speak>"), "Hello world");
  assert_takes (ear_phrase_plain ("<sub alias=\"World Wide Web\">WWW</sub> &amp; more"), "World Wide Web & more");
  assert_takes (ear_phrase_plain ("one<p>two</p>three"), "one two three");
  assert_takes (ear_phrase_plain ("<amazon:effect name=\"whispered\">hush</amazon:effect> now <audio src=\"x\"/>."), "hush now.");
  assert_takes (ear_phrase_plain ("plain text"), "plain text");
  assert_takes (ear_phrase_plain (""), "");
  assert_takes (ear_phrase_plain ("<speak>not <b>closed &amp; bad"), "not closed & bad");
  assert_takes (ear_phrase_plain ("a < b & c"), "a < b & c");
  g_free (ear_phrase_plain ("\xff\xfe<sub alias="));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nlu/phrase/number", test_number);
  g_test_add_func ("/nlu/phrase/money", test_money);
  g_test_add_func ("/nlu/phrase/time", test_time);
  g_test_add_func ("/nlu/phrase/day", test_day);
  g_test_add_func ("/nlu/phrase/duration", test_duration);
  g_test_add_func ("/nlu/phrase/list", test_list);
  g_test_add_func ("/nlu/phrase/render", test_render);
  g_test_add_func ("/nlu/phrase/plain", test_plain);

  return g_test_run ();
}
