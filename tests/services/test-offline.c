/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-offline.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

static EarProvider *
open_fixture (EarServiceKind  kind,
              const char     *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "services", "data", name, NULL);

  return ear_offline_new (kind, path);
}

static EarAnswer *
answer (EarProvider        *provider,
        const EarQuestion  *question)
{
  g_autoptr (GError) error = NULL;
  EarAnswer *result = ear_offline_answer (EAR_OFFLINE (provider), question, &error);

  g_assert_no_error (error);

  return result;
}

static void
assert_refused (EarProvider       *provider,
                const EarQuestion *question,
                EarServiceError    code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_offline_answer (EAR_OFFLINE (provider), question, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, (int) code);
}

/* `ids`: of the tracks found, in order; a leading ~ stands for any order. */
static void
assert_tracks (const EarQuestion *question,
               const char        *ids)
{
  g_autoptr (EarProvider) provider = open_fixture (EAR_SERVICE_MUSIC, "music.json");
  EarQuestion full = *question;
  g_autoptr (EarAnswer) found = NULL;
  g_autoptr (GString) got = g_string_new (NULL);

  full.operation = "search";
  full.locale = full.locale ? full.locale : "en-US";
  found = answer (provider, &full);
  for (guint i = 0; i < found->rows->len; i++)
    g_string_append_printf (got, "%s%s", i ? " " : "", ((const EarTrack *) ear_answer_peek (found, i))->id);

  if (*ids == '~') {
    g_auto (GStrv) wanted = g_strsplit (ids + 1, " ", -1);

    g_assert_cmpuint (found->rows->len, ==, g_strv_length (wanted));
    for (guint i = 0; wanted[i]; i++)
      g_assert_nonnull (strstr (got->str, wanted[i]));
  } else {
    g_assert_cmpstr (got->str, ==, ids);
  }
}

static void
test_music (void)
{
  assert_tracks (&(EarQuestion) { .title = "maple leaf rag" }, "maple-leaf");
  assert_tracks (&(EarQuestion) { .title = "the entertainer" }, "entertainer");
  assert_tracks (&(EarQuestion) { .title = "entertaner" }, "entertainer");
  assert_tracks (&(EarQuestion) { .title = "gymnopedie" }, "gymnopedie");
  assert_tracks (&(EarQuestion) { .title = "Gymnopädie", .locale = "de-DE" }, "gymnopedie");
  assert_tracks (&(EarQuestion) { .title = "Stille Nacht" }, "silent-night");
  assert_tracks (&(EarQuestion) { .artist = "scott joplin" }, "~maple-leaf entertainer");
  assert_tracks (&(EarQuestion) { .artist = "porch pianos" }, "~maple-leaf entertainer");
  assert_tracks (&(EarQuestion) { .album = "slow rooms" }, "gymnopedie");
  assert_tracks (&(EarQuestion) { .genre = "piano" }, "~maple-leaf entertainer");
  assert_tracks (&(EarQuestion) { .genre = "Klassik", .locale = "de-DE" }, "gymnopedie");
  assert_tracks (&(EarQuestion) { .genre = "Weihnachtslieder", .locale = "de-DE" }, "silent-night");
  assert_tracks (&(EarQuestion) { .genre = "ragtime", .title = "entertainer" }, "entertainer");
  assert_tracks (&(EarQuestion) { .artist = "joplin", .genre = "classical" }, "");
  assert_tracks (&(EarQuestion) { .text = "silent night" }, "silent-night");
  assert_tracks (&(EarQuestion) { .text = "something by joplin" }, "");
  assert_tracks (&(EarQuestion) { .title = "bohemian fantasy" }, "");
  assert_tracks (&(EarQuestion) { .genre = "polka" }, "");
  assert_tracks (&(EarQuestion) { .title = "", .text = " - " }, "~maple-leaf entertainer gymnopedie silent-night");
  assert_tracks (&(EarQuestion) { 0 }, "~maple-leaf entertainer gymnopedie silent-night");
}

static void
test_music_row (void)
{
  g_autoptr (EarProvider) provider = open_fixture (EAR_SERVICE_MUSIC, "music.json");
  g_autoptr (EarAnswer) found = answer (provider, &(EarQuestion) { .operation = "search", .locale = "de-DE", .title = "gymnopédie" });

  assert_json (found, "{\"kind\":\"tracks\",\"rows\":[{\"id\":\"gymnopedie\",\"url\":\"earshot:music/gymnopedie\",\"title\":\"Gymnopädie Nr. 1\","
               "\"artist\":\"Lena Halm\",\"album\":\"Slow Rooms\",\"genre\":\"classical\",\"composer\":\"Erik Satie\","
               "\"credit\":\"Erik Satie, 1888\",\"length_us\":180000000}]}");
}

static void
test_music_shuffle (void)
{
  g_autoptr (EarProvider) provider = open_fixture (EAR_SERVICE_MUSIC, "music.json");
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint seed = 0; seed < 20; seed++) {
    EarQuestion question = { .operation = "search", .locale = "en-US", .seed = seed };
    g_autoptr (EarAnswer) once = answer (provider, &question), again = NULL;
    g_autofree char *one = ear_answer_to_json (once), *two = NULL;

    question.now = NOW;
    again = answer (provider, &question);
    two = ear_answer_to_json (again);
    g_assert_cmpstr (one, ==, two);
    g_hash_table_add (orders, g_steal_pointer (&one));
  }
  g_assert_cmpuint (g_hash_table_size (orders), >, 5);
}

static void
test_music_cap (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (EarProvider) provider = NULL;
  g_autoptr (EarAnswer) found = NULL;
  char *path;

  for (guint i = 0; i < 50; i++)
    g_string_append_printf (json, "%s{\"id\":\"%u\",\"url\":\"earshot:music/%u\",\"title\":\"T\",\"artist\":\"A\",\"length_s\":1}", i ? "," : "", i, i);
  g_string_append_c (json, ']');
  path = write_file (json->str, json->len);
  provider = ear_offline_new (EAR_SERVICE_MUSIC, path);
  found = answer (provider, &(EarQuestion) { .operation = "search" });
  g_assert_cmpuint (found->rows->len, ==, 20);
  remove_file (path);
}

static void
test_ads (void)
{
  g_autoptr (EarProvider) provider = open_fixture (EAR_SERVICE_ADS, "adverts.json");
  guint counts[3] = { 0 };
  g_autofree char *last = NULL;

  for (guint i = 0; i < 300; i++) {
    g_autoptr (EarAnswer) picked = answer (provider, &(EarQuestion) {
      .operation = "pick", .locale = "en-US", .context = "music", .seed = 5, .now = NOW + i * G_USEC_PER_SEC
    });
    const EarAdvert *advert = ear_answer_peek (picked, 0);

    g_assert_cmpuint (picked->rows->len, ==, 1);
    g_assert_cmpstr (advert->id, !=, last);
    counts[strcmp (advert->id, "one") == 0 ? 0 : strcmp (advert->id, "two") == 0 ? 1 : 2]++;
    g_free (last);
    last = g_strdup (advert->id);
  }
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpuint (counts[i], >=, 99);
    g_assert_cmpuint (counts[i], <=, 101);
  }
}

static void
test_ads_context (void)
{
  g_autoptr (EarProvider) provider = open_fixture (EAR_SERVICE_ADS, "adverts.json");
  g_autoptr (EarAnswer) german = answer (provider, &(EarQuestion) { .operation = "pick", .locale = "de-DE", .context = "weather" });
  g_autoptr (EarAnswer) again = answer (provider, &(EarQuestion) { .operation = "pick", .locale = "en-GB", .context = "weather" });
  g_autoptr (EarAnswer) none = answer (provider, &(EarQuestion) { .operation = "pick", .locale = "en-US", .context = "shopping" });
  g_autoptr (EarAnswer) missing = answer (provider, &(EarQuestion) { .operation = "pick", .locale = "en-US" });
  g_autoptr (EarAnswer) french = answer (provider, &(EarQuestion) { .operation = "pick", .locale = "fr-FR", .context = "weather" });

  assert_json (german, "{\"kind\":\"advert\",\"rows\":[{\"id\":\"one\",\"advertiser\":\"Alpha\",\"title\":\"First\","
               "\"ssml\":\"<speak>Eins.</speak>\",\"jingle\":\"earshot:jingle/one\",\"currency\":\"USD\",\"length_us\":8000000,"
               "\"cpm_micros\":14000000}]}");
  /* The only one there is may come again. */
  g_assert_cmpstr (((const EarAdvert *) ear_answer_peek (again, 0))->ssml, ==, "<speak>One.</speak>");
  g_assert_cmpuint (none->rows->len, ==, 0);
  g_assert_cmpuint (missing->rows->len, ==, 0);
  g_assert_cmpuint (french->rows->len, ==, 0);
}

static void
assert_reply (const char *locale,
              const char *text,
              const char *reply)
{
  g_autoptr (EarProvider) provider = ear_offline_new (EAR_SERVICE_ASSISTANT, NULL);
  g_autoptr (EarAnswer) found = answer (provider, &(EarQuestion) { .operation = "chat", .locale = locale, .text = text });
  const EarReply *row = ear_answer_peek (found, 0);

  g_test_message ("%.200s", row->text);
  if (*reply == '~')
    g_assert_nonnull (strstr (row->text, reply + 1));
  else
    g_assert_cmpstr (row->text, ==, reply);
  g_assert_cmpstr (row->model, ==, "offline-rules");
  g_assert_cmpint (row->tokens_out, ==, (g_utf8_strlen (row->text, -1) + 3) / 4);
}

static void
test_sums (void)
{
  assert_reply ("en-US", "what is 12 times 7", "That makes 84.");
  assert_reply ("en-US", "What's twelve times seven?", "That makes 84.");
  assert_reply ("en-US", "2 + 3 * 4", "That makes 14.");
  assert_reply ("en-US", "10 - 4 - 3", "That makes 3.");
  assert_reply ("en-US", "one hundred and five divided by two", "That makes 52.5.");
  assert_reply ("en-US", "twenty-one plus twenty one", "That makes 42.");
  assert_reply ("en-US", "two thousand three hundred minus 1", "That makes 2299.");
  assert_reply ("en-US", "15 percent of 80", "That makes 12.");
  assert_reply ("en-US", "15% of 80", "That makes 12.");
  assert_reply ("en-US", "square root of 144", "That makes 12.");
  assert_reply ("en-US", "5 squared", "That makes 25.");
  assert_reply ("en-US", "1,000 times 1.5", "That makes 1500.");
  assert_reply ("en-US", "7 divided by 0", "That has no result.");
  assert_reply ("en-US", "root of -4", "~offline");
  assert_reply ("en-US", "99999999999999 times 99999999999999", "That is too large for me.");
  assert_reply ("en-US", "seven", "~offline assistant");
  assert_reply ("de-DE", "was ist zwölf mal sieben", "Das ergibt 84.");
  assert_reply ("de-DE", "Wie viel ist dreihundertfünfundzwanzig plus fünf?", "Das ergibt 330.");
  assert_reply ("de-DE", "1,5 plus 1", "Das ergibt 2,5.");
  assert_reply ("de-DE", "1.000 geteilt durch 8", "Das ergibt 125.");
  assert_reply ("de-DE", "20 Prozent von 50", "Das ergibt 10.");
  assert_reply ("de-DE", "Wurzel aus neun", "Das ergibt 3.");
}

static void
test_conversions (void)
{
  assert_reply ("en-US", "how many miles are 10 kilometers", "10 kilometers are 6.21 miles.");
  assert_reply ("en-US", "convert 10 km to miles", "10 kilometers are 6.21 miles.");
  assert_reply ("en-US", "how many feet are in a mile", "1 mile is 5280 feet.");
  assert_reply ("en-US", "what is 20 degrees celsius in fahrenheit", "20 degrees Celsius are 68 degrees Fahrenheit.");
  assert_reply ("en-US", "100 fahrenheit in celsius", "100 degrees Fahrenheit are 37.78 degrees Celsius.");
  assert_reply ("en-US", "minus 40 celsius in fahrenheit", "-40 degrees Celsius are -40 degrees Fahrenheit.");
  assert_reply ("en-US", "how many cups in two liters", "2 liters are 8.45 cups.");
  assert_reply ("en-US", "how many seconds in 3 hours", "3 hours are 10800 seconds.");
  assert_reply ("en-US", "3 kilometers in liters", "~offline assistant");
  assert_reply ("de-DE", "Wie viele Meilen sind zehn Kilometer", "10 Kilometer sind 6,21 Meilen.");
  assert_reply ("de-DE", "68 Grad Fahrenheit in Celsius", "68 Grad Fahrenheit sind 20 Grad Celsius.");
}

static void
test_rules (void)
{
  assert_reply ("en-US", "why did it lose money", "~timers");
  assert_reply ("en-US", "Why did the smart speaker lose so much money?", "~timers");
  assert_reply ("en-US", "how much money was lost", "~twenty-five billion");
  assert_reply ("en-US", "how does it earn money", "~four sources");
  assert_reply ("en-US", "what is Earshot?", "~simulates");
  assert_reply ("en-US", "who are you", "~no language model");
  assert_reply ("en-US", "what can you do", "~sums");
  assert_reply ("en-US", "what is the wake word", "~computer");
  assert_reply ("en-US", "tell me a story about dragons", "~no rule for that");
  assert_reply ("de-DE", "Warum hat es Verluste gemacht?", "~Timer");
  assert_reply ("de-DE", "Wie verdient man damit Geld", "~vier Quellen");
  assert_reply ("de-DE", "Was ist Earshot", "~simulierter");
  assert_reply ("de-DE", "Erzähl mir was von Drachen", "~keine Regel");
  assert_reply (NULL, "", "~offline assistant");
  assert_reply ("en-US", "\377\376 \001", "~offline assistant");
}

static void
test_assistant_bounds (void)
{
  g_autofree char *huge = g_strnfill (1024 * 1024, '9');
  g_autofree char *many = g_strnfill (100000, '-');
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append (deep, "und");

  assert_reply ("en-US", huge, "~offline");
  assert_reply ("en-US", many, "~offline");
  assert_reply ("de-DE", deep->str, "~Offline");
}

static void
test_wrong_operations (void)
{
  g_autoptr (EarProvider) music = open_fixture (EAR_SERVICE_MUSIC, "music.json");
  g_autoptr (EarProvider) ads = open_fixture (EAR_SERVICE_ADS, "adverts.json");
  g_autoptr (EarProvider) assistant = ear_offline_new (EAR_SERVICE_ASSISTANT, NULL);

  assert_refused (music, &(EarQuestion) { .operation = "pick" }, EAR_SERVICE_ERROR_UNSUPPORTED);
  assert_refused (ads, &(EarQuestion) { .operation = "chat" }, EAR_SERVICE_ERROR_UNSUPPORTED);
  assert_refused (assistant, &(EarQuestion) { 0 }, EAR_SERVICE_ERROR_UNSUPPORTED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/music/search", test_music);
  g_test_add_func ("/music/row", test_music_row);
  g_test_add_func ("/music/shuffle", test_music_shuffle);
  g_test_add_func ("/music/cap", test_music_cap);
  g_test_add_func ("/ads/spread", test_ads);
  g_test_add_func ("/ads/context", test_ads_context);
  g_test_add_func ("/assistant/sums", test_sums);
  g_test_add_func ("/assistant/conversions", test_conversions);
  g_test_add_func ("/assistant/rules", test_rules);
  g_test_add_func ("/assistant/bounds", test_assistant_bounds);
  g_test_add_func ("/wrong-operations", test_wrong_operations);

  return g_test_run ();
}
