/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ask.h"

#include "services/ear-ad-server.h"
#include "services/ear-vast-provider.h"
#include "services/ear-vast.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <libxml/xmlschemas.h>
#include <string.h>

#define START "2026-03-02T07:30:00Z"
#define ROW(id, cpm, more) \
  "{\"id\":\"" id "\",\"advertiser\":\"A & B\",\"title\":\"<" id ">\",\"cpm_micros\":" cpm ",\"currency\":\"USD\",\"length_s\":8," \
  "\"jingle\":\"earshot:jingle/" id "\",\"contexts\":[\"weather\"],\"ssml\":{\"en-US\":\"<speak>One.</speak>\",\"de-DE\":\"<speak>Eins.</speak>\"}" more "}"
#define LIMITS(limits) ",\"campaign\":{" limits "}"

static EarCampaigns *
load (const char  *text,
      GError     **error)
{
  char *path = write_file (text, -1);
  EarCampaigns *campaigns = ear_campaigns_load (path, error);

  remove_file (path);

  return campaigns;
}

static gint64
read_time (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static EarCampaign *
pick (EarCampaigns *campaigns,
      const char   *device,
      const char   *time)
{
  return ear_campaigns_pick (campaigns, &(EarCampaignRequest) {
    .context = "weather", .locale = "en-US", .device = device, .now = read_time (time), .seed = 7,
  });
}

/* --- campaigns */

static void
test_time (void)
{
  g_autoptr (EarCampaigns) campaigns = load ("[" ROW ("a", "1000000", LIMITS ("\"starts\":\"2026-03-02\",\"ends\":\"2026-03-03\"")) "]", NULL);

  g_assert_null (pick (campaigns, NULL, "2026-03-01T23:59:59Z"));
  g_assert_nonnull (pick (campaigns, NULL, "2026-03-02T00:00:00Z"));
  g_assert_nonnull (pick (campaigns, NULL, "2026-03-03T23:59:59Z"));
  g_assert_null (pick (campaigns, NULL, "2026-03-04T00:00:00Z"));
}

static void
test_budget (void)
{
  g_autoptr (EarCampaigns) campaigns = load ("[" ROW ("a", "2000000", LIMITS ("\"budget_micros\":5000")) "]", NULL);
  EarCampaign *campaign = ear_campaigns_find (campaigns, "a");

  for (guint i = 0; i < 2; i++) {
    g_assert_true (pick (campaigns, NULL, START) == campaign);
    ear_campaign_hear (campaign);
  }
  /* Two of the five thousandths are left over: not enough for a third. */
  g_assert_null (pick (campaigns, NULL, START));
  g_assert_cmpint (campaign->spent_micros, ==, 4000);
}

static void
test_pacing (void)
{
  g_autoptr (EarCampaigns) campaigns = load ("[" ROW ("a", "1000000", LIMITS (
                                                        "\"starts\":\"2026-03-01\",\"ends\":\"2026-03-10\",\"budget_micros\":100000,\"pacing\":\"even\"")) "]", NULL);
  guint n = 0;

  /* A hundred hearings in ten days: ten a day. */
  for (; n < 1000 && pick (campaigns, NULL, "2026-03-01T23:59:00Z") != NULL; n++)
    ear_campaign_hear (ear_campaigns_get (campaigns, 0));
  g_assert_cmpuint (n, ==, 10);
  for (; n < 1000 && pick (campaigns, NULL, "2026-03-05T23:59:00Z") != NULL; n++)
    ear_campaign_hear (ear_campaigns_get (campaigns, 0));
  g_assert_cmpuint (n, ==, 50);
  for (; n < 1000 && pick (campaigns, NULL, "2026-03-10T23:59:59Z") != NULL; n++)
    ear_campaign_hear (ear_campaigns_get (campaigns, 0));
  g_assert_cmpuint (n, ==, 100);
}

static void
test_cap (void)
{
  g_autoptr (EarCampaigns) campaigns = load ("[" ROW ("a", "1000000", LIMITS ("\"cap\":{\"count\":2,\"hours\":24}")) "]", NULL);

  g_assert_nonnull (pick (campaigns, "kitchen", "2026-03-02T07:00:00Z"));
  g_assert_nonnull (pick (campaigns, "kitchen", "2026-03-02T12:00:00Z"));
  g_assert_null (pick (campaigns, "kitchen", "2026-03-02T20:00:00Z"));
  g_assert_nonnull (pick (campaigns, "bath", "2026-03-02T20:00:00Z"));
  g_assert_nonnull (pick (campaigns, NULL, "2026-03-02T20:00:00Z"));
  g_assert_nonnull (pick (campaigns, "kitchen", "2026-03-03T07:00:00Z"));
  g_assert_null (pick (campaigns, "kitchen", "2026-03-03T08:00:00Z"));
}

static void
test_bad_files (void)
{
  static const struct { const char *text, *why; } rows[] = {
    { "[" ROW ("a", "1", LIMITS ("\"starts\":\"March\"")) "]", "$.starts" },
    { "[" ROW ("a", "1", LIMITS ("\"starts\":\"2026-02-30\"")) "]", "$.starts" },
    { "[" ROW ("a", "1", LIMITS ("\"starts\":7")) "]", "starts" },
    { "[" ROW ("a", "1", LIMITS ("\"starts\":\"2026-03-02\",\"ends\":\"2026-03-01\"")) "]", "$.ends" },
    { "[" ROW ("a", "1", LIMITS ("\"budget_micros\":-1")) "]", "budget_micros" },
    { "[" ROW ("a", "1", LIMITS ("\"pacing\":\"even\"")) "]", "Add budget_micros" },
    { "[" ROW ("a", "1", LIMITS ("\"pacing\":\"slow\"")) "]", "$.pacing" },
    { "[" ROW ("a", "1", LIMITS ("\"cap\":{\"count\":0,\"hours\":1}")) "]", "count" },
    { "[" ROW ("a", "1", LIMITS ("\"cap\":7")) "]", "cap" },
    { "[" ROW ("a", "1", ",\"campaign\":[]") "]", "campaign" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (load (rows[i].text, &error));
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, rows[i].why));
  }
}

/* --- the server */

typedef struct {
  EarAdServer *server;
  EarClock    *clock;
  SoupSession *session;
  char        *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  rows)
{
  g_autoptr (GError) error = NULL;

  fixture->path = write_file (rows ? rows : "[" ROW ("a", "14500000", "") "]", -1);
  fixture->clock = ear_clock_new_iso8601 (START, NULL);
  fixture->session = soup_session_new_with_options ("proxy-resolver", NULL, NULL);
  fixture->server = ear_ad_server_new (fixture->path, fixture->clock, 7, &error);
  g_assert_no_error (error);
  g_assert_true (ear_ad_server_listen (fixture->server, 0, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  rows)
{
  soup_session_abort (fixture->session);
  g_object_unref (fixture->session);
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->clock);
  remove_file (fixture->path);
}

static void
on_got (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  *(GBytes **) user_data = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
}

static guint
send (Fixture     *fixture,
      const char  *method,
      const char  *path,
      const char  *host,
      char       **text)
{
  g_autofree char *url = g_strconcat (ear_ad_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) body = NULL;

  if (host != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Host", host);
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, on_got, &body);
  while (body == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (text != NULL)
    *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return soup_message_get_status (message);
}

static void
test_http (Fixture       *fixture,
           gconstpointer  rows)
{
  g_autofree char *vast = NULL, *words = NULL, *report = NULL;

  g_assert_cmpuint (send (fixture, "GET", "/vast?context=weather&locale=de-DE", NULL, &vast), ==, 200);
  g_assert_nonnull (strstr (vast, "<AdTitle>&lt;a&gt;</AdTitle>"));
  g_assert_nonnull (strstr (vast, "14.500000"));
  g_assert_cmpuint (send (fixture, "GET", "/words/a?locale=de-DE", NULL, &words), ==, 200);
  g_assert_cmpstr (words, ==, "<speak>Eins.</speak>");
  g_assert_cmpuint (send (fixture, "GET", "/event/7-1/impression", NULL, NULL), ==, 204);
  g_assert_cmpuint (send (fixture, "GET", "/event/7-1/impression", NULL, NULL), ==, 204);
  g_assert_cmpuint (send (fixture, "GET", "/event/7-1/start", NULL, NULL), ==, 204);
  g_assert_cmpuint (send (fixture, "GET", "/report", NULL, &report), ==, 200);
  g_assert_cmpstr (report, ==, "{\"requests\":1,\"empty\":0,\"errors\":0,\"campaigns\":[{\"id\":\"a\",\"advertiser\":\"A & B\",\"currency\":\"USD\","
                   "\"delivered\":1,\"impressions\":1,\"spent_micros\":14500,\"told\":{\"impression\":1,\"start\":1}}]}");
}

static GBytes *
on_voice (const char  *locale,
          const char  *ssml,
          gpointer     n_spoken,
          GError     **error)
{
  (*(guint *) n_spoken)++;
  if (strcmp (locale, "de-DE") != 0)
    return g_bytes_new_static ("RIFF of words", strlen ("RIFF of words"));
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no German");

  return NULL;
}

static void
test_voice (Fixture       *fixture,
            gconstpointer  rows)
{
  g_autofree char *vast = NULL, *mute = NULL, *sound = NULL;
  guint n_spoken = 0;

  g_assert_cmpuint (send (fixture, "GET", "/sound/a", NULL, NULL), ==, 404);
  g_assert_cmpuint (send (fixture, "GET", "/vast?context=weather", NULL, &mute), ==, 200);
  g_assert_null (strstr (mute, "audio/wav"));

  ear_ad_server_set_voice (fixture->server, on_voice, &n_spoken);
  g_assert_cmpuint (send (fixture, "GET", "/vast?context=weather", NULL, &vast), ==, 200);
  g_assert_nonnull (strstr (vast, "type=\"audio/wav\""));
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (send (fixture, "GET", "/sound/a?locale=en-US", NULL, i == 0 ? &sound : NULL), ==, 200);
  g_assert_cmpstr (sound, ==, "RIFF of words");
  g_assert_cmpuint (n_spoken, ==, 1);
  g_assert_cmpuint (send (fixture, "GET", "/sound/a?locale=de-DE", NULL, NULL), ==, 404);
  g_assert_cmpuint (send (fixture, "GET", "/sound/b", NULL, NULL), ==, 404);
  g_assert_cmpuint (send (fixture, "GET", "/sound/a?locale=fr-FR", NULL, NULL), ==, 404);
}

static void
test_refusals (Fixture       *fixture,
               gconstpointer  rows)
{
  static const struct { const char *method, *path, *host; guint status; } cases[] = {
    { "GET", "/vast?context=weather", "evil.example", 403 }, { "GET", "/report", "evil.example:80", 403 },
    { "GET", "/vast?context=weather", "localhost", 200 }, { "POST", "/vast", NULL, 405 }, { "DELETE", "/report", NULL, 405 },
    { "GET", "/", NULL, 404 }, { "GET", "/words/b", NULL, 404 }, { "GET", "/words/../../etc/passwd", NULL, 404 },
    { "GET", "/words/a?locale=fr-FR", NULL, 404 }, { "GET", "/event/7-1/impression", NULL, 204 }, { "GET", "/event/7-9/impression", NULL, 404 },
    { "GET", "/event/7-1/laughter", NULL, 404 }, { "GET", "/event/7-1", NULL, 404 }, { "GET", "/event/7-1/start/now", NULL, 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s %s", cases[i].method, cases[i].path);
    g_assert_cmpuint (send (fixture, cases[i].method, cases[i].path, cases[i].host, NULL), ==, cases[i].status);
  }
}

static void
test_none (Fixture       *fixture,
           gconstpointer  rows)
{
  static const char *const paths[] = { "/vast", "/vast?context=music", "/vast?context=weather&locale=fr-FR" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *text = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (EarVast) vast = NULL;

    g_assert_cmpuint (send (fixture, "GET", paths[i], NULL, &text), ==, 200);
    vast = ear_vast_parse (text, strlen (text), &error);
    g_assert_no_error (error);
    g_assert_cmpuint (vast->ads->len, ==, 0);
    g_assert_cmpuint (vast->errors->len, ==, 1);
  }
}

static void
test_many_deliveries (Fixture       *fixture,
                      gconstpointer  rows)
{
  for (guint i = 0; i < 5000; i++)
    g_free (ear_ad_server_answer (fixture->server, "weather", NULL, NULL));
  g_assert_false (ear_ad_server_note (fixture->server, "7-1", "impression"));
  g_assert_true (ear_ad_server_note (fixture->server, "7-5000", "impression"));
}

/* Both ends: our speaker's service asks our server, and what it is told there is what happened here. */
static void
test_both_ends (Fixture       *fixture,
                gconstpointer  rows)
{
  g_autoptr (EarHttp) http = ear_http_new (EAR_HTTP_DIRECT);
  g_autoptr (EarProvider) provider = ear_vast_provider_new (http);
  g_autofree char *tag = ear_ad_server_dup_tag (fixture->server), *report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  g_autoptr (JsonNode) node = NULL;

  set_config (provider, "url", tag);
  answer = ask_and_wait (provider, &(EarQuestion) { .operation = "pick", .locale = "de-DE", .context = "weather" }, 0, NULL, &error);
  g_assert_no_error (error);
  assert_json (answer, "{\"kind\":\"advert\",\"rows\":[{\"id\":\"a-1\",\"advertiser\":\"A & B\",\"title\":\"<a>\",\"ssml\":\"<speak>Eins.</speak>\","
               "\"jingle\":\"earshot:jingle/a\",\"currency\":\"USD\",\"billing\":\"impression\",\"length_us\":8000000,\"cpm_micros\":14500000}]}");
  ear_provider_take_note (provider, &(EarPlaybackNote) { .id = "a-1", .state = "started", .audible = TRUE });
  ear_provider_take_note (provider, &(EarPlaybackNote) { .id = "a-1", .state = "finished", .position_us = 8000000, .audible = TRUE });
  while (ear_provider_is_busy (provider))
    g_main_context_iteration (NULL, TRUE);
  node = ear_ad_server_report (fixture->server);
  report = ear_json_to_string (node);
  g_assert_nonnull (strstr (report, "\"spent_micros\":14500,\"told\":{\"impression\":1,\"loaded\":1,\"start\":1,\"firstQuartile\":1,\"midpoint\":1,"
                            "\"thirdQuartile\":1,\"complete\":1}"));
}

/* The schema of the standard says that an address has no brackets, and the standard that a macro has. */
static void
assert_valid (xmlSchemaValidCtxt *judge,
              const char         *vast)
{
  g_autoptr (GString) plain = g_string_new (vast);
  xmlDoc *doc;

  g_string_replace (plain, "[ERRORCODE]", "900", 0);
  doc = xmlReadMemory (plain->str, plain->len, NULL, NULL, XML_PARSE_NONET);
  g_assert_nonnull (doc);
  g_assert_cmpint (xmlSchemaValidateDoc (judge, doc), ==, 0);
  xmlFreeDoc (doc);
}

static void
test_schema (void)
{
  const char *shared = g_getenv ("EARSHOT_SHARED");
  g_autofree char *schema_path = shared ? g_build_filename (shared, "anchors", "vast", "vast_4.2.xsd", NULL) : NULL;
  g_autofree char *path = ear_paths_find_data ("adverts/adverts.json", NULL);
  g_autoptr (EarCampaigns) campaigns = ear_campaigns_load (path, NULL);
  g_autofree char *none = ear_vast_write (&(EarVastDelivery) { NULL, "en-US", "1-1", "http://127.0.0.1:80" });
  xmlSchemaParserCtxt *parser;
  xmlSchema *schema;
  xmlSchemaValidCtxt *judge;

  if (schema_path == NULL || !g_file_test (schema_path, G_FILE_TEST_EXISTS)) {
    g_test_skip ("EARSHOT_SHARED does not say where the schema of VAST is");
    return;
  }

  parser = xmlSchemaNewParserCtxt (schema_path);
  schema = xmlSchemaParse (parser);
  judge = xmlSchemaNewValidCtxt (schema);
  assert_valid (judge, none);
  for (guint i = 0; i < ear_campaigns_get_n (campaigns); i++) {
    g_autofree char *vast = ear_vast_write (&(EarVastDelivery) { ear_campaigns_get (campaigns, i), "en-US", "1-1", "http://127.0.0.1:80", TRUE });

    assert_valid (judge, vast);
  }
  xmlSchemaFreeValidCtxt (judge);
  xmlSchemaFree (schema);
  xmlSchemaFreeParserCtxt (parser);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/campaigns/time", test_time);
  g_test_add_func ("/campaigns/budget", test_budget);
  g_test_add_func ("/campaigns/pacing", test_pacing);
  g_test_add_func ("/campaigns/cap", test_cap);
  g_test_add_func ("/campaigns/bad-files", test_bad_files);
  g_test_add ("/ad-server/http", Fixture, NULL, set_up, test_http, tear_down);
  g_test_add ("/ad-server/voice", Fixture, NULL, set_up, test_voice, tear_down);
  g_test_add ("/ad-server/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/ad-server/none", Fixture, NULL, set_up, test_none, tear_down);
  g_test_add ("/ad-server/many-deliveries", Fixture, NULL, set_up, test_many_deliveries, tear_down);
  g_test_add ("/ad-server/both-ends", Fixture, NULL, set_up, test_both_ends, tear_down);
  g_test_add_func ("/ad-server/schema", test_schema);

  return g_test_run ();
}
