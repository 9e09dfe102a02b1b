/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ask.h"
#include "fake-server.h"

#include "services/ear-pinger.h"
#include "services/ear-vast-provider.h"
#include "services/ear-vast.h"

#include <glib/gstdio.h>
#include <string.h>

/* An advert server of the test's own. Below /tag/ it answers with the documents of `tags`, below /media/ with a recording, below /p/ it
 * notes what it is told.
 */
typedef struct {
  FakeServer  *server;
  EarProvider *provider;
  char        *folder;
  GHashTable  *tags;            /* name → document */
  const char  *media;
  guint        media_status;
  guint        ping_status;
  guint        n_tags;
  guint        n_media;
  GString     *told;
} Fixture;

static Fixture *current;

static void
reply (SoupServerMessage *message,
       const char        *type,
       const char        *body)
{
  soup_server_message_set_status (message, body ? 200 : 404, NULL);
  if (body != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
on_tag (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  current->n_tags++;
  reply (message, "application/xml", g_hash_table_lookup (current->tags, path + strlen ("/tag/")));
}

static void
on_media (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  current->n_media++;
  reply (message, "audio/mpeg", current->media);
  if (current->media_status != 200)
    soup_server_message_set_status (message, current->media_status, NULL);
}

static void
on_ping (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  const char *parameters = g_uri_get_query (soup_server_message_get_uri (message));

  g_string_append_printf (current->told, "%s%s%s%s", current->told->len ? " " : "", path + strlen ("/p/"), parameters ? "?" : "",
                          parameters ? parameters : "");
  soup_server_message_set_status (message, current->ping_status, NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
  g_autofree char *url = NULL;

  current = fixture;
  fixture->server = fake_server_new ();
  fixture->folder = g_dir_make_tmp ("earshot-test-XXXXXX", NULL);
  fixture->tags = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  fixture->told = g_string_new (NULL);
  fixture->media = "ID3 sings all day long";
  fixture->media_status = fixture->ping_status = 200;
  fixture->provider = ear_vast_provider_new (http);
  ear_provider_set_folder (fixture->provider, fixture->folder);
  url = g_strconcat (fixture->server->url, "/tag/1", NULL);
  set_config (fixture->provider, "url", url);
  fake_server_add (fixture->server, "/tag", on_tag);
  fake_server_add (fixture->server, "/media", on_media);
  fake_server_add (fixture->server, "/p", on_ping);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder))) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_folder (child);
  }
  g_remove (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->provider);
  fake_server_free (fixture->server);
  g_hash_table_unref (fixture->tags);
  g_string_free (fixture->told, TRUE);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* `text` with the server's address in place of each “@”. */
static void
add_tag (Fixture    *fixture,
         const char *name,
         const char *text)
{
  g_autoptr (GString) document = g_string_new (text);

  g_string_replace (document, "@", fixture->server->url, 0);
  g_hash_table_replace (fixture->tags, (gpointer) name, g_string_free (g_steal_pointer (&document), FALSE));
}

#define DOCUMENT(inside) "<VAST version=\"4.2\"><Ad id=\"spot\">" inside "</Ad></VAST>"
#define TELL(event) "<Tracking event=\"" event "\">@/p/" event "</Tracking>"
#define MEDIA "<MediaFile type=\"audio/mpeg\">@/media/spot.mp3</MediaFile>"
#define IN_LINE(head, media) DOCUMENT ( \
    "<InLine>" head "<Error>@/p/error?[ERRORCODE]</Error><Impression>@/p/impression</Impression><AdTitle>Socks</AdTitle>" \
    "<Advertiser>Wendlow</Advertiser><Creatives><Creative><Linear><Duration>00:00:08</Duration><MediaFiles>" media "</MediaFiles>" \
    "<TrackingEvents>" TELL ("start") TELL ("midpoint") TELL ("complete") TELL ("pause") TELL ("resume") \
    "<Tracking event=\"progress\" offset=\"00:00:02\">@/p/two?[ADPLAYHEAD]</Tracking></TrackingEvents>" \
    "</Linear></Creative></Creatives></InLine>")
#define PRICE "<Pricing model=\"CPM\" currency=\"EUR\">20</Pricing>"
#define WRAPPER(n, next) DOCUMENT ( \
    "<Wrapper><VASTAdTagURI>@/tag/" next "</VASTAdTagURI><Error>@/p/w" n "?[ERRORCODE]</Error><Impression>@/p/i" n "</Impression></Wrapper>")

static const EarQuestion question = { .operation = "pick", .locale = "en-US", .context = "weather", .now = 1772436600000000, .seed = 7 };

static void
wait_for_pings (Fixture *fixture)
{
  while (ear_provider_is_busy (fixture->provider))
    g_main_context_iteration (NULL, TRUE);
}

static EarAnswer *
ask (Fixture  *fixture,
     GError  **error)
{
  EarAnswer *answer = ask_and_wait (fixture->provider, &question, 0, NULL, error);

  wait_for_pings (fixture);

  return answer;
}

static void
assert_told (Fixture    *fixture,
             const char *expected)
{
  g_auto (GStrv) words = NULL;

  wait_for_pings (fixture);
  /* A few are under way at a time, so their order is nobody's. */
  words = g_strsplit (expected, " ", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) told = g_strsplit (fixture->told->str, " ", -1);

    if (!g_strv_contains ((const char *const *) told, words[i]))
      g_error ("“%s” is not among “%s”", words[i], fixture->told->str);
  }
  g_assert_cmpuint (strlen (expected), ==, fixture->told->len);
  g_string_truncate (fixture->told, 0);
}

static void
note (Fixture    *fixture,
      const char *state,
      gint64      ms,
      gint64      next_ms)
{
  gint64 next = ear_provider_take_note (fixture->provider, &(EarPlaybackNote) {
    .id = "spot-1", .state = state, .position_us = ms * 1000, .audible = TRUE, .now = question.now,
  });

  g_assert_cmpint (next, ==, next_ms < 0 ? -1 : next_ms * 1000);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  const EarAdvert *advert;
  g_autofree char *path = NULL, *media = NULL;

  add_tag (fixture, "1", IN_LINE (PRICE, MEDIA));
  answer = ask (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->rows->len, ==, 1);
  advert = ear_answer_peek (answer, 0);
  g_assert_cmpstr (advert->id, ==, "spot-1");
  g_assert_cmpstr (advert->advertiser, ==, "Wendlow");
  g_assert_cmpstr (advert->title, ==, "Socks");
  g_assert_null (advert->ssml);
  g_assert_cmpstr (advert->currency, ==, "EUR");
  g_assert_cmpstr (advert->billing, ==, "impression");
  g_assert_cmpint (advert->cpm_micros, ==, 20000000);
  g_assert_cmpint (advert->length_us, ==, 8000000);
  path = g_filename_from_uri (advert->jingle, NULL, NULL);
  g_assert_true (g_str_has_prefix (path, fixture->folder));
  g_assert_true (g_file_get_contents (path, &media, NULL, NULL));
  g_assert_cmpstr (media, ==, fixture->media);

  assert_told (fixture, "");
  note (fixture, "started", 0, 2000);
  assert_told (fixture, "impression start");
  note (fixture, "going-on", 2000, 2000);
  assert_told (fixture, "two?00%3A00%3A02.000");
  note (fixture, "paused", 3000, -1);
  note (fixture, "resumed", 3000, 1000);
  note (fixture, "started", 3000, 1000);
  assert_told (fixture, "pause resume");
  note (fixture, "finished", 8000, -1);
  assert_told (fixture, "midpoint complete");
  note (fixture, "started", 0, -1);
  assert_told (fixture, "");
  g_assert_cmpuint (ear_vast_provider_get_n_told (EAR_VAST_PROVIDER (fixture->provider)), ==, 7);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  add_tag (fixture, "1", IN_LINE (PRICE, MEDIA));
  for (guint i = 0; i < 3; i++) {
    g_autoptr (EarAnswer) answer = ask (fixture, NULL);

    g_assert_cmpuint (answer->rows->len, ==, 1);
  }
  g_assert_cmpuint (fixture->n_tags, ==, 3);
  g_assert_cmpuint (fixture->n_media, ==, 1);
}

/* What is asked for and never played does not pile up, and its sender is told. */
static void
test_never_played (Fixture       *fixture,
                   gconstpointer  data)
{
  add_tag (fixture, "1", DOCUMENT ("<InLine><Creatives><Creative><Linear><MediaFiles>" MEDIA "</MediaFiles><TrackingEvents>" TELL ("notUsed")
                                   "</TrackingEvents></Linear></Creative></Creatives></InLine>"));
  for (guint i = 0; i < 10; i++)
    ear_answer_free (ask (fixture, NULL));
  assert_told (fixture, "notUsed notUsed");
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = NULL;
  const EarAdvert *advert;

  fixture->media = "<speak>Socks!</speak>\n";
  add_tag (fixture, "1", IN_LINE ("<Extensions><Extension type=\"earshot\"><Jingle>socks</Jingle><Plan>music</Plan></Extension></Extensions>",
                                  MEDIA "<MediaFile type=\"application/ssml+xml\">@/media/en.ssml</MediaFile>"));
  answer = ask (fixture, NULL);
  advert = ear_answer_peek (answer, 0);
  g_assert_cmpstr (advert->ssml, ==, "<speak>Socks!</speak>");
  g_assert_cmpstr (advert->jingle, ==, "earshot:jingle/socks");
  g_assert_cmpstr (advert->plan, ==, "music");
  g_assert_cmpint (advert->cpm_micros, ==, 0);
}

static void
test_wrappers (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;

  add_tag (fixture, "1", WRAPPER ("1", "2?r=[CACHEBUSTING]"));
  add_tag (fixture, "2", WRAPPER ("2", "3"));
  add_tag (fixture, "3", WRAPPER ("3", "4"));
  add_tag (fixture, "4", WRAPPER ("4", "5"));
  add_tag (fixture, "5", WRAPPER ("5", "6"));
  add_tag (fixture, "6", IN_LINE ("", MEDIA));
  answer = ask (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_tags, ==, 6);
  note (fixture, "started", 0, 2000);
  assert_told (fixture, "impression start i1 i2 i3 i4 i5");
  note (fixture, "failed", 100, -1);
  assert_told (fixture, "error?405 w1?405 w2?405 w3?405 w4?405 w5?405");
}

static void
assert_fails (Fixture         *fixture,
              EarServiceError  code,
              const char      *told)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (fixture, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EAR_SERVICE_ERROR, (int) code);
  assert_told (fixture, told);
}

static void
test_loop (Fixture       *fixture,
           gconstpointer  data)
{
  add_tag (fixture, "1", WRAPPER ("1", "1"));
  assert_fails (fixture, EAR_SERVICE_ERROR_BAD_RESPONSE, "w1?302 w1?302 w1?302 w1?302 w1?302 w1?302");
  g_assert_cmpuint (fixture->n_tags, ==, 6);
}

static void
test_dead_ends (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { const char *second; EarServiceError code; const char *told; } rows[] = {
    { NULL, EAR_SERVICE_ERROR_NOT_FOUND, "w1?300" },
    { "<VAST", EAR_SERVICE_ERROR_BAD_RESPONSE, "w1?100" },
    { "<!DOCTYPE v [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><VAST version=\"4.2\"><Error>@/p/x?&x;</Error></VAST>",
      EAR_SERVICE_ERROR_BAD_RESPONSE, "w1?100" },
    { "<html/>", EAR_SERVICE_ERROR_BAD_RESPONSE, "w1?101" },
    { "<VAST version=\"9\"/>", EAR_SERVICE_ERROR_BAD_RESPONSE, "w1?102" },
    { DOCUMENT ("<Wrapper><Error>@/p/w2?[ERRORCODE]</Error><VASTAdTagURI>file:///etc/passwd</VASTAdTagURI></Wrapper>"),
      EAR_SERVICE_ERROR_BAD_RESPONSE, "w2?300 w1?300" },
    { DOCUMENT ("<InLine><Error>@/p/error?[ERRORCODE]</Error><Creatives><Creative/></Creatives></InLine>"),
      EAR_SERVICE_ERROR_BAD_RESPONSE, "error?201 w1?201" },
    { IN_LINE ("", "<MediaFile type=\"video/mp4\">@/media/x.mp4</MediaFile>"), EAR_SERVICE_ERROR_BAD_RESPONSE, "error?403 w1?403" },
    { IN_LINE ("", "<MediaFile type=\"audio/mpeg\">file:///etc/passwd</MediaFile>"), EAR_SERVICE_ERROR_BAD_RESPONSE, "error?403 w1?403" },
    { DOCUMENT ("<InLine><Error>@/p/error?[ERRORCODE]</Error><Creatives><Creative><Linear><Duration>10:00:00</Duration><MediaFiles>" MEDIA
                "</MediaFiles></Linear></Creative></Creatives></InLine>"), EAR_SERVICE_ERROR_BAD_RESPONSE, "error?202 w1?202" },
  };

  add_tag (fixture, "1", WRAPPER ("1", "2"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_hash_table_remove (fixture->tags, "2");
    if (rows[i].second != NULL)
      add_tag (fixture, "2", rows[i].second);
    assert_fails (fixture, rows[i].code, rows[i].told);
  }
  g_assert_cmpuint (fixture->n_media, ==, 0);
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  set_config (fixture->provider, "url", "http://127.0.0.1:9/tag");
  assert_fails (fixture, EAR_SERVICE_ERROR_OFFLINE, "");
}

static void
test_unreachable_behind_wrapper (Fixture       *fixture,
                                 gconstpointer  data)
{
  add_tag (fixture, "1", DOCUMENT ("<Wrapper><Error>@/p/w1?[ERRORCODE]</Error><VASTAdTagURI>http://127.0.0.1:9/x</VASTAdTagURI></Wrapper>"));
  assert_fails (fixture, EAR_SERVICE_ERROR_OFFLINE, "w1?300");
}

static void
on_silence (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  soup_server_message_pause (message);
}

/* Whoever says nothing is not waited for. */
static void
test_hanging (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  fake_server_add (fixture->server, "/hang", on_silence);
  add_tag (fixture, "1", DOCUMENT ("<Wrapper><Error>@/p/w1?[ERRORCODE]</Error><VASTAdTagURI>@/hang</VASTAdTagURI></Wrapper>"));
  assert_fails (fixture, EAR_SERVICE_ERROR_TIMEOUT, "w1?301");
  add_tag (fixture, "1", IN_LINE ("", "<MediaFile type=\"audio/mpeg\">@/hang/spot.mp3</MediaFile>"));
  assert_fails (fixture, EAR_SERVICE_ERROR_TIMEOUT, "error?402");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 8 * G_USEC_PER_SEC);
}

static void
test_wants_no_more_wrappers (Fixture       *fixture,
                             gconstpointer  data)
{
  add_tag (fixture, "1", DOCUMENT ("<Wrapper followAdditionalWrappers=\"false\"><Error>@/p/w1?[ERRORCODE]</Error><VASTAdTagURI>@/tag/2</VASTAdTagURI></Wrapper>"));
  add_tag (fixture, "2", WRAPPER ("2", "3"));
  assert_fails (fixture, EAR_SERVICE_ERROR_BAD_RESPONSE, "w2?302 w1?302");
  g_assert_cmpuint (fixture->n_tags, ==, 2);
}

static void
test_no_advert (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const empty[] = {
    "", "<VAST version=\"4.2\"/>", "<VAST version=\"4.2\"><Error>@/p/none?[ERRORCODE]</Error></VAST>", "<VAST version=\"4.2\"><Ad id=\"x\"/></VAST>",
  };
  static const char *const told[] = { "w1?303", "w1?303", "none?303 w1?303", "w1?303" };

  add_tag (fixture, "1", WRAPPER ("1", "2"));
  for (guint i = 0; i < G_N_ELEMENTS (empty); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarAnswer) answer = NULL;

    add_tag (fixture, "2", empty[i]);
    answer = ask (fixture, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (answer->rows->len, ==, 0);
    assert_told (fixture, told[i]);
  }
}

static void
test_bad_media (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct { guint status; const char *media; EarServiceError code; const char *told; } rows[] = {
    { 404, "gone", EAR_SERVICE_ERROR_NOT_FOUND, "error?401" },
    { 200, "<html>no recording at all</html>", EAR_SERVICE_ERROR_UNSUPPORTED, "error?405" },
    { 200, "ID3", EAR_SERVICE_ERROR_UNSUPPORTED, "error?405" },
    { 200, "", EAR_SERVICE_ERROR_BAD_RESPONSE, "error?400" },
    { 403, "no", EAR_SERVICE_ERROR_AUTH, "error?400" },
  };
  g_autofree char *kept = g_build_filename (fixture->folder, "cache", "adverts", NULL);
  g_autoptr (GDir) folder = NULL;

  add_tag (fixture, "1", IN_LINE ("", MEDIA));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    fixture->media_status = rows[i].status;
    fixture->media = rows[i].media;
    assert_fails (fixture, rows[i].code, rows[i].told);
  }
  folder = g_dir_open (kept, 0, NULL);
  g_assert_nonnull (folder);
  g_assert_null (g_dir_read_name (folder));
}

static void
test_bad_words (Fixture       *fixture,
                gconstpointer  data)
{
  static const char *const words[] = { "<html>", "Socks!", "<speak>never ends", "<speak>\xff</speak>" };

  add_tag (fixture, "1", IN_LINE ("", "<MediaFile type=\"application/ssml+xml\">@/media/en.ssml</MediaFile>"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    fixture->media = words[i];
    assert_fails (fixture, EAR_SERVICE_ERROR_UNSUPPORTED, "error?405");
  }
}

/* Whoever does not listen is told once, and nobody waits for it. */
static void
test_deaf_server (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = NULL;

  fixture->ping_status = 503;
  add_tag (fixture, "1", IN_LINE ("", MEDIA));
  answer = ask (fixture, NULL);
  note (fixture, "started", 0, 2000);
  assert_told (fixture, "impression start");
  note (fixture, "finished", 8000, -1);
  assert_told (fixture, "midpoint complete two?00%3A00%3A08.000");
  g_assert_cmpuint (ear_vast_provider_get_n_failed (EAR_VAST_PROVIDER (fixture->provider)), ==, 5);
}

static void
test_silence (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = NULL;

  add_tag (fixture, "1", IN_LINE ("", MEDIA));
  answer = ask (fixture, NULL);
  ear_provider_take_note (fixture->provider, &(EarPlaybackNote) { .id = "spot-1", .state = "started", .audible = FALSE });
  assert_told (fixture, "start");
  note (fixture, "unmuted", 1000, 1000);
  assert_told (fixture, "impression");
}

/* A host outside may not send us to one near us, and nobody is told a thousand things at once. */
static void
test_pinger (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
  g_autoptr (EarPinger) pinger = ear_pinger_new (http, "test");
  g_autofree char *url = g_strconcat (fixture->server->url, "/p/x", NULL);

  ear_pinger_send (pinger, url, "http://ads.example/tag");
  ear_pinger_send (pinger, "file:///etc/passwd", url);
  while (ear_pinger_is_busy (pinger))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ear_pinger_get_n_failed (pinger), ==, 2);
  assert_told (fixture, "");

  for (guint i = 0; i < 1000; i++)
    ear_pinger_send (pinger, url, url);
  while (ear_pinger_is_busy (pinger))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (ear_pinger_get_n_sent (pinger), ==, 404);
  g_assert_cmpuint (ear_pinger_get_n_failed (pinger), ==, 2 + 596);
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
  g_autoptr (EarProvider) unset = ear_vast_provider_new (http);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  g_autofree char *url = g_strconcat (fixture->server->url, "/p/tag?c=[CONTEXT]&l=[LOCALE]&r=[CACHEBUSTING]&x=[OTHER]", NULL);

  g_assert_null (ask_and_wait (unset, &question, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  g_clear_error (&error);
  g_assert_null (ask_and_wait (fixture->provider, &(EarQuestion) { .operation = "buy" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);

  set_config (fixture->provider, "url", url);
  answer = ask (fixture, NULL);
  g_assert_cmpuint (answer->rows->len, ==, 0);
  g_assert_nonnull (strstr (fixture->told->str, "?c=weather&l=en-US&r="));
  g_assert_null (strstr (fixture->told->str, "CACHEBUSTING"));
}

static void
test_canceled (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_tag (fixture, "1", WRAPPER ("1", "2"));
  g_cancellable_cancel (cancellable);
  g_assert_null (ask_and_wait (fixture->provider, &question, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_told (fixture, "");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/vast-provider/good", test_good }, { "/vast-provider/kept", test_kept },
    { "/vast-provider/never-played", test_never_played }, { "/vast-provider/words", test_words },
    { "/vast-provider/wrappers", test_wrappers }, { "/vast-provider/loop", test_loop }, { "/vast-provider/dead-ends", test_dead_ends },
    { "/vast-provider/unreachable", test_unreachable }, { "/vast-provider/unreachable-behind-wrapper", test_unreachable_behind_wrapper }, { "/vast-provider/wants-no-more-wrappers", test_wants_no_more_wrappers },
    { "/vast-provider/no-advert", test_no_advert }, { "/vast-provider/bad-media", test_bad_media },
    { "/vast-provider/bad-words", test_bad_words }, { "/vast-provider/deaf-server", test_deaf_server },
    { "/vast-provider/silence", test_silence }, { "/vast-provider/pinger", test_pinger }, { "/vast-provider/settings", test_settings },
    { "/vast-provider/canceled", test_canceled }, { "/vast-provider/hanging", test_hanging },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
