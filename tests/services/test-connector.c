/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ask.h"
#include "fake-server.h"
#include "services/ear-connector.h"
#include "services/ear-registry.h"

#include "model/ear-paths.h"

#include <string.h>

#define HEAD "{\"earshot-connector\":1,\"kind\":\"shop\",\"id\":\"x\",\"name\":\"X\""
#define OPERATION(url, rest) ",\"operations\":{\"search\":{\"url\":\"" url "\",\"rows\":\"$[*]\"" rest "}}}"
#define MAP ",\"map\":{\"sku\":\"$.id\",\"title\":\"$.name\",\"micros\":{\"path\":\"$.price\",\"money\":\"decimal\"},\"currency\":{\"const\":\"USD\"}}"

static EarConnector *
parse (const char  *text,
       GError     **error)
{
  return ear_connector_parse ("my.connector.json", text, strlen (text), error);
}

/* What comes with the program makes of its own samples what it should. */
static void
test_ours (void)
{
  g_autofree char *folder = ear_paths_find_data ("connectors", NULL);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) connectors = ear_connector_load_all (folder, complaints);

  g_assert_cmpuint (complaints->len, ==, 0);
  g_assert_cmpuint (connectors->len, >=, 3);
  for (guint i = 0; i < connectors->len; i++) {
    EarConnector *connector = g_ptr_array_index (connectors, i);
    g_autoptr (GPtrArray) results = ear_connector_test (connector);

    g_assert_cmpuint (results->len, >=, 3);
    for (guint j = 0; j < results->len; j++) {
      const EarConnectorResult *result = g_ptr_array_index (results, j);

      if (result->failure != NULL)
        g_error ("%s: %s: %s", ear_connector_get_id (connector), result->name, result->failure);
    }
  }
}

/* A description that can not be is refused with its place, before anybody is asked anything. */
static void
test_refused (void)
{
  static const struct { const char *text, *place; } cases[] = {
    { "[]", "$" },
    { "{\"earshot-connector\":2}", "$" },
    { HEAD "}", "$.operations" },
    { HEAD ",\"color\":\"red\"" OPERATION ("http://x/", MAP), "color" },
    { "{\"earshot-connector\":1,\"kind\":\"ads\",\"id\":\"x\",\"name\":\"X\"" OPERATION ("http://x/", MAP), "$.kind" },
    { "{\"earshot-connector\":1,\"kind\":\"shop\",\"id\":\"offline\",\"name\":\"X\"" OPERATION ("http://x/", MAP), "$.id" },
    { HEAD OPERATION ("file:///etc/passwd", MAP), "$.operations.search.url" },
    { HEAD OPERATION ("http://x/{nothing}", MAP), "nothing" },
    { HEAD OPERATION ("http://x/{text", MAP), "{text" },
    { HEAD OPERATION ("http://x/", ",\"map\":{\"color\":\"$.color\"}"), "$.operations.search.map.color" },
    { HEAD OPERATION ("http://x/", ",\"map\":{\"sku\":\"name\"}"), "JsonPath" },
    { HEAD OPERATION ("http://x/", ",\"map\":{\"sku\":{\"path\":\"$.a\",\"const\":\"b\"}}"), "$.operations.search.map.sku" },
    { HEAD OPERATION ("http://x/", ",\"map\":{\"sku\":{\"ask\":\"secret\"}}"), "secret" },
    { HEAD OPERATION ("http://x/", MAP ",\"headers\":{\"X-A\":\"a\\r\\nX-B: b\"}"), "$.operations.search.headers" },
    { HEAD OPERATION ("http://x/", MAP ",\"errors\":[{\"path\":\"$.e\",\"code\":\"sad\"}]"), "$.operations.search.errors[0]" },
    { HEAD ",\"settings\":[{\"key\":\"text\",\"type\":\"text\",\"label\":\"T\"}]" OPERATION ("http://x/", MAP), "$.settings[0]" },
    { HEAD ",\"settings\":[{\"key\":\"k\",\"type\":\"secret\",\"label\":\"K\"}]" OPERATION ("http://x/{k}", MAP), "secret" },
    { HEAD ",\"settings\":[{\"key\":\"k\",\"type\":\"secret\",\"label\":\"K\"}]" OPERATION ("http://x/", MAP ",\"body\":{\"k\":\"{k}\"}"), "secret" },
    { HEAD ",\"settings\":[{\"key\":\"k\",\"type\":\"secret\",\"label\":\"K\"}]" OPERATION ("http://x/?k={k}", MAP ",\"headers\":{\"K\":\"{k}\"}"), "secret" },
    { HEAD ",\"samples\":[{\"name\":\"s\",\"operation\":\"order\",\"answer\":1,\"expect\":[]}]" OPERATION ("http://x/", MAP), "$.samples[0]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (cases[i].text, &error));
    g_assert_nonnull (error);
    g_assert_true (g_str_has_prefix (error->message, "my.connector.json: "));
    if (strstr (error->message, cases[i].place) == NULL)
      g_error ("“%s” does not name %s", error->message, cases[i].place);
  }
}

/* A sample that is not met says where. */
static void
test_unmet (void)
{
  static const struct { const char *sample, *says; } cases[] = {
    { "\"answer\":[{\"id\":\"1\",\"name\":\"Tea\",\"price\":2}],\"expect\":[{\"title\":\"Coffee\"}]", "Coffee" },
    { "\"answer\":[],\"expect\":[{}]", "0" },
    { "\"answer\":[{\"id\":\"1\",\"name\":\"Tea\",\"price\":2}],\"expect_error\":\"offline\"", "offline" },
    { "\"answer\":[{\"id\":\"1\",\"name\":\"Tea\"}],\"expect\":[]", "micros" },
    { "\"answer\":[],\"url\":\"http://y/\",\"expect\":[]", "http://y/" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strconcat (HEAD ",\"samples\":[{\"name\":\"s\",\"operation\":\"search\",", cases[i].sample, "}]"
                                         OPERATION ("http://x/", MAP), NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarConnector) connector = parse (text, &error);
    g_autoptr (GPtrArray) results = NULL;
    const EarConnectorResult *result;

    g_assert_no_error (error);
    results = ear_connector_test (connector);
    g_assert_cmpuint (results->len, ==, 1);
    result = g_ptr_array_index (results, 0);
    g_assert_nonnull (result->failure);
    if (strstr (result->failure, cases[i].says) == NULL)
      g_error ("“%s” does not say %s", result->failure, cases[i].says);
  }
}

/* Columns may be of different lengths, and have holes. */
static void
test_columns (void)
{
  const char *text = HEAD ",\"samples\":[{\"name\":\"s\",\"operation\":\"search\",\"answer\":{\"d\":{\"id\":[\"a\",\"b\",\"c\"],\"name\":[\"A\",\"B\",\"C\"],"
                     "\"price\":[1,null,3],\"unit\":[\"l\"]}},\"expect\":[{\"sku\":\"a\",\"unit\":\"l\",\"micros\":1000000},{\"sku\":\"c\",\"micros\":3000000}]}]"
                     ",\"operations\":{\"search\":{\"url\":\"http://x/\",\"rows\":\"$.d\",\"columns\":true,\"map\":{\"sku\":\"$.id\",\"title\":\"$.name\","
                     "\"unit\":\"$.unit\",\"micros\":{\"path\":\"$.price\",\"money\":\"decimal\"},\"currency\":{\"const\":\"USD\"}}}}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (EarConnector) connector = parse (text, &error);
  g_autoptr (GPtrArray) results = NULL;

  g_assert_no_error (error);
  results = ear_connector_test (connector);
  g_assert_cmpstr (((const EarConnectorResult *) g_ptr_array_index (results, 0))->failure, ==, NULL);
}

typedef struct {
  FakeServer *server;
  EarHttp    *http;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = fake_server_new ();
  fixture->http = ear_http_new (EAR_HTTP_DIRECT);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->http);
  fake_server_free (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
on_search (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  const char *words = query ? g_hash_table_lookup (query, "q") : NULL;
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "X-Key");

  if (g_strcmp0 (key, "canary") != 0)
    fake_reply (message, 400, "{\"error\":{\"code\":\"NO_KEY\",\"text\":\"who are you\"}}");
  else if (g_strcmp0 (words, "tea & milk?") == 0)
    fake_reply (message, 200, "[{\"id\":7,\"name\":\"Green Tea\",\"price\":\"2.50\"},{\"id\":8,\"name\":\"Tea &amp; Milk\",\"price\":3.25}]");
  else
    fake_reply (message, 200, "[]");
}

static void
on_order (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (body->length == strlen ("{\"item\":\"7\",\"count\":2}") && memcmp (body->data, "{\"item\":\"7\",\"count\":2}", body->length) == 0)
    fake_reply (message, 201, "{\"number\":\"A1\",\"total\":500,\"when\":\"2026-03-04T12:00:00Z\"}");
  else
    fake_reply (message, 200, "{\"error\":{\"code\":\"SOLD_OUT\",\"text\":\"none left\"}}");
}

#define SHOP "{\"earshot-connector\":1,\"kind\":\"shop\",\"id\":\"my\",\"name\":\"My shop\",\"settings\":[" \
        "{\"key\":\"url\",\"type\":\"url\",\"label\":\"Address\",\"required\":true},{\"key\":\"key\",\"type\":\"secret\",\"label\":\"Key\"}]," \
        "\"operations\":{\"search\":{\"url\":\"{url}/search?q={text}\",\"headers\":{\"X-Key\":\"{key}\"},\"rows\":\"$[*]\",\"map\":{" \
        "\"sku\":\"$.id\",\"title\":{\"path\":\"$.name\",\"html\":true},\"micros\":{\"path\":\"$.price\",\"money\":\"decimal\"},\"currency\":{\"const\":\"USD\"}}," \
        "\"errors\":[{\"path\":\"$.error.code\",\"equals\":\"NO_KEY\",\"code\":\"auth\",\"message\":\"$.error.text\"}]}," \
        "\"order\":{\"url\":\"{url}/orders\",\"body\":{\"item\":\"{sku}\",\"count\":\"{quantity}\"},\"rows\":\"$\",\"map\":{" \
        "\"order\":\"$.number\",\"sku\":{\"ask\":\"sku\"},\"quantity\":{\"ask\":\"quantity\"},\"micros\":{\"path\":\"$.total\",\"money\":\"minor\"}," \
        "\"currency\":{\"const\":\"USD\"},\"state\":{\"const\":\"placed\"},\"due\":{\"path\":\"$.when\",\"time\":\"iso\"}}," \
        "\"errors\":[{\"path\":\"$.error.code\",\"equals\":\"SOLD_OUT\",\"code\":\"out-of-stock\",\"message\":\"$.error.text\"}]}}}"

static EarProvider *
make_provider (Fixture    *fixture,
               const char *text,
               const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarConnector) connector = parse (text, &error);
  EarProvider *provider;

  g_assert_no_error (error);
  provider = ear_connector_provider_new (connector, fixture->http);
  g_assert_true (ear_config_set (ear_provider_get_config (provider), "url", fixture->server->url, &error));
  if (key != NULL)
    g_assert_true (ear_config_set (ear_provider_get_config (provider), "key", key, &error));
  g_assert_no_error (error);

  return provider;
}

/* A shop that nobody compiled anything for: searched, ordered from, and understood when it refuses. */
static void
test_shop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarProvider) provider = make_provider (fixture, SHOP, "canary");
  g_autoptr (GError) error = NULL, sold_out = NULL, unsupported = NULL;
  g_autoptr (EarAnswer) found = NULL, none = NULL, receipt = NULL;
  const EarProduct *product;
  const EarReceipt *row;

  fake_server_add (fixture->server, "/search", on_search);
  fake_server_add (fixture->server, "/orders", on_order);
  found = ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "tea & milk?" }, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->rows->len, ==, 2);
  product = ear_answer_peek (found, 0);
  g_assert_cmpstr (product->title, ==, "Tea & Milk");
  g_assert_cmpint (product->micros, ==, 3250000);
  none = ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "anchors" }, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->rows->len, ==, 0);

  receipt = ask_and_wait (provider, &(EarQuestion) { .operation = "order", .sku = "7", .quantity = 2 }, 0, NULL, &error);
  g_assert_no_error (error);
  row = ear_answer_peek (receipt, 0);
  g_assert_cmpstr (row->order, ==, "A1");
  g_assert_cmpint (row->micros, ==, 5000000);
  g_assert_cmpint (row->due, ==, G_GINT64_CONSTANT (1772625600) * G_USEC_PER_SEC);

  g_assert_null (ask_and_wait (provider, &(EarQuestion) { .operation = "order", .sku = "9", .quantity = 1 }, 0, NULL, &sold_out));
  g_assert_error (sold_out, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OUT_OF_STOCK);
  g_assert_nonnull (strstr (sold_out->message, "none left"));
  g_assert_null (ask_and_wait (provider, &(EarQuestion) { .operation = "cancel", .sku = "A1" }, 0, NULL, &unsupported));
  g_assert_error (unsupported, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
}

static void
test_refusal (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarProvider) provider = make_provider (fixture, SHOP, "another");
  g_autoptr (GError) error = NULL;

  fake_server_add (fixture->server, "/search", on_search);
  g_assert_null (ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "tea" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_AUTH);
  g_assert_nonnull (strstr (error->message, "who are you"));
}

static void
on_list (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  fake_reply (message, 200, "{\"products\":[{\"sku\":\"T-1\",\"name\":\"Mint Tea\",\"price\":4.5,\"priceCurrency\":\"EUR\"},"
              "{\"sku\":\"C-1\",\"name\":\"Coffee\",\"price\":9}]}");
}

/* A list is searched here, and what is ordered from it nobody sends. */
static void
test_catalog (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarRegistry) registry = ear_registry_new (&error);
  g_autoptr (EarAnswer) found = NULL, receipt = NULL;
  g_autofree char *url = g_strconcat (fixture->server->url, "/list.json", NULL);
  EarProvider *provider;

  g_assert_no_error (error);
  fake_server_add (fixture->server, "/list.json", on_list);
  g_assert_true (ear_registry_choose (registry, EAR_SERVICE_SHOP, "products-http", &error));
  provider = ear_registry_get (registry, EAR_SERVICE_SHOP);
  g_assert_null (ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "tea" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  g_clear_error (&error);

  g_assert_true (ear_config_set (ear_provider_get_config (provider), "url", url, &error));
  found = ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "some mint tea" }, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->rows->len, ==, 1);
  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (found, 0))->sku, ==, "T-1");
  receipt = ask_and_wait (provider, &(EarQuestion) { .operation = "order", .sku = "T-1", .quantity = 2, .now = 1, .seed = 1 }, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (((const EarReceipt *) ear_answer_peek (receipt, 0))->micros, ==, 9000000);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connector/ours", test_ours);
  g_test_add_func ("/connector/refused", test_refused);
  g_test_add_func ("/connector/unmet", test_unmet);
  g_test_add_func ("/connector/columns", test_columns);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/connector/shop", test_shop);
  ADD ("/connector/refusal", test_refusal);
  ADD ("/connector/catalog", test_catalog);

  return g_test_run ();
}
