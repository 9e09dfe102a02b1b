/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-offline.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <string.h>

#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

static EarProvider *shop;

static EarAnswer *
search (const char *text,
        const char *locale,
        const char *known)
{
  g_autoptr (GError) error = NULL;
  EarAnswer *found = ear_offline_answer (EAR_OFFLINE (shop), &(EarQuestion) {
    .operation = "search", .text = text, .locale = locale, .sku = known
  }, &error);

  g_assert_no_error (error);

  return found;
}

static void
assert_first (const char *text,
              const char *locale,
              const char *title)
{
  g_autoptr (EarAnswer) found = search (text, locale, NULL);
  const EarProduct *first = ear_answer_peek (found, 0);

  for (guint i = 0; i < found->rows->len; i++) {
    const EarProduct *row = ear_answer_peek (found, i);

    g_test_message ("“%s”: %s %.3f", text, row->title, row->match);
    g_assert_cmpfloat (row->match, >, 0);
    g_assert_cmpfloat (row->match, <=, 1);
    g_assert_true (i == 0 || row->match <= ((const EarProduct *) ear_answer_peek (found, i - 1))->match);
  }
  g_assert_cmpuint (found->rows->len, <=, 5);
  g_assert_cmpstr (first ? first->title : NULL, ==, title);
}

static void
test_search (void)
{
  assert_first ("coffee", "en-US", "House blend ground coffee");
  assert_first ("more coffee please", "en-US", "House blend ground coffee");
  assert_first ("cofee", "en-US", "House blend ground coffee");
  assert_first ("espresso beans", "en-US", "Dark roast coffee beans");
  assert_first ("paper towels", "en-US", "Paper towels");
  assert_first ("toilet paper", "en-US", "Toilet paper");
  assert_first ("double a batteries", "en-US", "AA batteries");
  assert_first ("triple a battery", "en-US", "AAA batteries");
  assert_first ("nappies", "en-US", "Diapers size 4");
  assert_first ("dog food", "en-US", "Dry dog food chicken");
  assert_first ("cat food", "en-US", "Dry cat food salmon");
  assert_first ("usb cable", "en-US", "USB-C cable");
  assert_first ("light bulbs", "en-US", "LED light bulb E27");
  assert_first ("salt", "en-US", "Sea salt");
  assert_first ("Kaffee", "de-DE", "Hausmischung gemahlener Kaffee");
  assert_first ("Windeln", "de-DE", "Windeln Größe 4");
  assert_first ("Toilettenpapier", "de-DE", "Toilettenpapier");
  assert_first ("Klopapier", "de-DE", "Toilettenpapier");
  assert_first ("Müllbeutel", "de-DE", "Müllbeutel");
  assert_first ("Muellbeutel", "de-DE", "Müllbeutel");
  assert_first ("Hundefutter", "de-DE", "Trockenfutter Hund Huhn");
  assert_first ("unicorn saddle", "en-US", NULL);
  assert_first ("", "en-US", NULL);
  assert_first ("\377\001", "en-US", NULL);
}

static void
test_homonyms (void)
{
  assert_first ("flour", "en-US", "All-purpose flour");
  assert_first ("flower", "en-US", "Flower seeds");
  assert_first ("pear soap", "en-US", "Pear soap");
  assert_first ("pair of socks", "en-US", "Pair of socks");
  assert_first ("tea lights", "en-US", "Tea lights");
  assert_first ("tea", "en-US", "Earl Grey tea");
}

static void
test_known (void)
{
  g_autoptr (EarAnswer) usual = search ("coffee", "en-US", "WEN-COF-03");
  g_autoptr (EarAnswer) again = search (NULL, "en-US", "WEN-COF-03");
  g_autoptr (EarAnswer) other = search ("batteries", "en-US", "WEN-COF-03");

  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (usual, 0))->sku, ==, "WEN-COF-03");
  g_assert_cmpuint (again->rows->len, ==, 1);
  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (again, 0))->sku, ==, "WEN-COF-03");
  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (other, 0))->category, ==, "batteries");
}

static void
test_row (void)
{
  g_autoptr (EarAnswer) english = search ("decaf", "en-US", NULL), german = search ("koffeinfrei", "de-DE", NULL);
  const EarProduct *dollars = ear_answer_peek (english, 0), *euros = ear_answer_peek (german, 0);

  g_assert_cmpstr (dollars->sku, ==, euros->sku);
  g_assert_cmpint (dollars->micros, ==, 7990000);
  g_assert_cmpstr (dollars->currency, ==, "USD");
  g_assert_cmpint (euros->micros, ==, 5990000);
  g_assert_cmpstr (euros->currency, ==, "EUR");
  g_assert_cmpstr (euros->title, ==, "Entkoffeinierter Kaffee gemahlen");
  g_assert_cmpstr (dollars->image, ==, "shop/coffee.svg");
}

static EarAnswer *
order (const char  *sku,
       gint64       quantity,
       gint64       seed,
       gint64       now,
       GError     **error)
{
  return ear_offline_answer (EAR_OFFLINE (shop), &(EarQuestion) {
    .operation = "order", .locale = "en-US", .sku = sku, .quantity = quantity, .seed = seed, .now = now
  }, error);
}

static void
test_order (void)
{
  g_autoptr (EarAnswer) one = order ("WEN-COF-01", 2, 7, NOW, NULL), same = order ("WEN-COF-01", 2, 7, NOW, NULL);
  g_autoptr (EarAnswer) later = order ("WEN-COF-01", 2, 7, NOW + 1, NULL), single = order ("WEN-COF-01", 0, 7, NOW, NULL);
  const EarReceipt *receipt = ear_answer_peek (one, 0);

  g_assert_cmpuint (strlen (receipt->order), ==, 8);
  g_assert_true (g_str_has_prefix (receipt->order, "E-"));
  g_assert_cmpint (receipt->quantity, ==, 2);
  g_assert_cmpint (receipt->micros, ==, 2 * 11990000);
  g_assert_cmpint (receipt->due, ==, NOW + 2 * G_TIME_SPAN_DAY);
  g_assert_cmpstr (receipt->state, ==, "placed");
  g_assert_cmpstr (receipt->order, ==, ((const EarReceipt *) ear_answer_peek (same, 0))->order);
  g_assert_cmpstr (receipt->order, !=, ((const EarReceipt *) ear_answer_peek (later, 0))->order);
  g_assert_cmpint (((const EarReceipt *) ear_answer_peek (single, 0))->quantity, ==, 1);
}

static void
assert_refused (const char      *sku,
                gint64           quantity,
                EarServiceError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (order (sku, quantity, 1, NOW, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, (int) code);
}

static void
test_order_refused (void)
{
  assert_refused ("WEN-LUX-04", 1, EAR_SERVICE_ERROR_OUT_OF_STOCK);
  assert_refused ("WEN-GAR-03", 1, EAR_SERVICE_ERROR_OUT_OF_STOCK);
  assert_refused ("WEN-GAR-02", 46, EAR_SERVICE_ERROR_OUT_OF_STOCK);
  assert_refused ("WEN-NIX-01", 1, EAR_SERVICE_ERROR_NOT_FOUND);
  assert_refused (NULL, 1, EAR_SERVICE_ERROR_NOT_FOUND);
  assert_refused ("WEN-COF-01", -1, EAR_SERVICE_ERROR_UNSUPPORTED);
  assert_refused ("WEN-COF-01", 100, EAR_SERVICE_ERROR_UNSUPPORTED);
  assert_refused ("WEN-COF-01", G_MAXINT64, EAR_SERVICE_ERROR_UNSUPPORTED);
}

static EarAnswer *
cancel (const char  *number,
        const char  *sku,
        GError     **error)
{
  return ear_offline_answer (EAR_OFFLINE (shop), &(EarQuestion) {
    .operation = "cancel", .locale = "de-DE", .text = number, .sku = sku, .quantity = 2
  }, error);
}

static void
test_cancel (void)
{
  static const char *const bad[] = { NULL, "", "E-1", "E-12345x", "X-123456", "E-1234567" };
  g_autoptr (EarAnswer) canceled = cancel ("E-204718", "WEN-COF-01", NULL);

  assert_json (canceled, "{\"kind\":\"receipt\",\"rows\":[{\"order\":\"E-204718\",\"sku\":\"WEN-COF-01\","
               "\"title\":\"Hausmischung gemahlener Kaffee\",\"currency\":\"EUR\",\"state\":\"canceled\",\"quantity\":2,\"micros\":17980000}]}");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cancel (bad[i], NULL, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
  }
}

/* Whatever is in the shop is found first by its own name, in both languages. */
static void
test_catalog (void)
{
  g_autofree char *path = ear_paths_find_data ("shop/products.json", NULL);
  g_autoptr (JsonNode) root = ear_json_load (path, NULL, NULL);
  JsonArray *products = json_object_get_array_member (json_node_get_object (root), "products");
  guint n_sold_out = 0;

  g_assert_cmpuint (json_array_get_length (products), >=, 100);

  for (guint i = 0; i < json_array_get_length (products); i++) {
    JsonObject *row = json_array_get_object_element (products, i);
    const char *title = json_object_get_string_member (row, "title");
    const char *german = json_object_get_string_member (json_object_get_object_member (row, "titles"), "de-DE");

    assert_first (title, "en-US", title);
    assert_first (german, "de-DE", german);
    n_sold_out += json_object_get_int_member (row, "stock") == 0;
  }
  g_assert_cmpuint (n_sold_out, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = ear_offline_new (EAR_SERVICE_SHOP, NULL);

  g_test_add_func ("/shop/search", test_search);
  g_test_add_func ("/shop/homonyms", test_homonyms);
  g_test_add_func ("/shop/known", test_known);
  g_test_add_func ("/shop/row", test_row);
  g_test_add_func ("/shop/order", test_order);
  g_test_add_func ("/shop/order/refused", test_order_refused);
  g_test_add_func ("/shop/cancel", test_cancel);
  g_test_add_func ("/shop/catalog", test_catalog);

  status = g_test_run ();
  g_object_unref (shop);

  return status;
}
