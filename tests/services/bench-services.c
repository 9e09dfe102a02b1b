/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "model/ear-json.h"
#include "services/ear-connector-private.h"
#include "services/ear-feed.h"
#include "services/ear-offline.h"
#include "services/ear-registry.h"

#include <string.h>

/* Prints one line of JSON for each kind: what an answer costs, and what asking adds to it. */

#define N_TIMES 2000
#define N_PRODUCTS 10000
#define N_SEARCHES 50

static const EarQuestion questions[EAR_N_SERVICE_KINDS] = {
  [EAR_SERVICE_WEATHER] = { .operation = "forecast", .locale = "en-US", .text = "Hamburg", .days = 7, .now = 1772436600000000, .seed = 7 },
  [EAR_SERVICE_MUSIC] = { .operation = "search", .locale = "en-US", .genre = "classical", .seed = 7 },
  [EAR_SERVICE_SHOP] = { .operation = "search", .locale = "en-US", .text = "ground cofee" },
  [EAR_SERVICE_ADS] = { .operation = "pick", .locale = "en-US", .context = "weather", .seed = 7 },
  [EAR_SERVICE_ASSISTANT] = { .operation = "chat", .locale = "en-US", .text = "why did it lose money" },
  [EAR_SERVICE_BOOKS] = { .operation = "search", .locale = "en-US", .text = "alice" },
};

static void
report (const char *name,
        const char *what,
        gint64      us,
        guint       n)
{
  g_print ("{\"bench\":\"services.%s.%s\",\"us\":%.2f}\n", name, what, (double) us / n);
}

/* A shop as large as a real one, searched by what a recognizer may have made of a name. */
static void
bench_feed (void)
{
  static const char *const makers[] = { "Aurora", "Bergmann", "Cordwell", "Dunmore", "Ellsworth", "Finch", "Galloway", "Harrow" };
  static const char *const things[] = { "coffee", "oat milk", "batteries", "paper towels", "green tea", "dish soap", "light bulbs",
                                        "cat food", "shampoo", "notebook" };
  g_autoptr (GString) table = g_string_new ("name,sku,price,priceCurrency,brand\n");
  g_autoptr (EarFeed) feed = NULL;
  gint64 start;

  for (guint i = 0; i < N_PRODUCTS; i++)
    g_string_append_printf (table, "%s %s no %u,s%u,%u.99,USD,%s\n", makers[i % G_N_ELEMENTS (makers)], things[i / 8 % G_N_ELEMENTS (things)],
                            i, i, i % 90 + 1, makers[i % G_N_ELEMENTS (makers)]);
  start = g_get_monotonic_time ();
  feed = ear_feed_read (table->str, table->len, NULL);
  report ("feed", "load", g_get_monotonic_time () - start, 1);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_SEARCHES; i++)
    ear_answer_free (ear_store_answer (feed->store, &(EarQuestion) { .operation = "search", .text = "bergman cofee" }, NULL));
  report ("feed", "search", g_get_monotonic_time () - start, N_SEARCHES);
}

static const char *
get_no_setting (const char *key,
                gpointer    user_data)
{
  return NULL;
}

/* A shop that a connector describes; what cannot be faster is reading the same bytes as JSON. */
static void
bench_connector (void)
{
  const char *description = "{\"earshot-connector\":1,\"kind\":\"shop\",\"id\":\"x\",\"name\":\"X\",\"operations\":{\"catalog\":{"
                            "\"url\":\"http://x/\",\"rows\":\"$.products[*]\",\"map\":{\"sku\":\"$.sku\",\"title\":\"$.name\",\"brand\":\"$.brand\","
                            "\"micros\":{\"path\":\"$.offer.price\",\"money\":\"decimal\"},\"currency\":\"$.offer.currency\"}}}}";
  g_autoptr (EarConnector) connector = ear_connector_parse ("bench", description, strlen (description), NULL);
  const EarOperation *operation = ear_connector_find_operation (connector, "catalog");
  EarFilling filling = { .connector = connector, .question = &(EarQuestion) { .operation = "search" }, .get_setting = get_no_setting };
  g_autoptr (GString) text = g_string_new ("{\"products\":[");
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (EarAnswer) answer = NULL;
  gint64 start, parsed, mapped;

  for (guint i = 0; i < N_PRODUCTS; i++)
    g_string_append_printf (text, "%s{\"sku\":\"s%u\",\"name\":\"Green tea no %u\",\"brand\":\"Finch\",\"offer\":{\"price\":\"%u.99\",\"currency\":\"USD\"}}",
                            i ? "," : "", i, i, i % 90 + 1);
  g_string_append (text, "]}");
  start = g_get_monotonic_time ();
  document = ear_json_parse (text->str, text->len, &(EarJsonLimits) { text->len, 8 }, NULL);
  parsed = g_get_monotonic_time ();
  answer = ear_connector_map (&filling, operation, document, NULL);
  mapped = g_get_monotonic_time ();
  g_assert_cmpuint (answer->rows->len, ==, N_PRODUCTS);
  report ("connector", "parse-row", parsed - start, N_PRODUCTS);
  report ("connector", "map-row", mapped - parsed, N_PRODUCTS);
  g_print ("{\"bench\":\"services.connector.map-to-parse\",\"ratio\":%.2f}\n", (double) (mapped - parsed) / (parsed - start));
}

int
main (void)
{
  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    g_autoptr (EarProvider) provider = ear_offline_new (kind, NULL);
    const char *name = ear_service_kind_to_name (kind);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarAnswer) first = NULL;
    gint64 start = g_get_monotonic_time ();

    first = ear_offline_answer (EAR_OFFLINE (provider), &questions[kind], &error);
    if (first == NULL) {
      g_printerr ("%s\n", error->message);
      continue;
    }
    report (name, "load", g_get_monotonic_time () - start, 1);

    start = g_get_monotonic_time ();
    for (guint i = 0; i < N_TIMES; i++)
      ear_answer_free (ear_offline_answer (EAR_OFFLINE (provider), &questions[kind], NULL));
    report (name, "offline", g_get_monotonic_time () - start, N_TIMES);

    start = g_get_monotonic_time ();
    for (guint i = 0; i < N_TIMES; i++)
      ear_answer_free (ask_and_wait (provider, &questions[kind], 0, NULL, NULL));
    report (name, "ask", g_get_monotonic_time () - start, N_TIMES);
  }

  bench_feed ();
  bench_connector ();

  return 0;
}
