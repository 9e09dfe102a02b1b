/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-csv.h"
#include "services/ear-feed.h"
#include "services/ear-shop-feed.h"

#include <string.h>

#define TABLE "name,sku,price,priceCurrency,availability,brand,description\r\n" \
              "Oat milk,m1,2.49,USD,InStock,Acme,\"Creamy, \"\"barista\"\" style\"\r\n" \
              "Coffee beans,c1,12.99,USD,https://schema.org/OutOfStock,Acme,\r\n"

static gboolean
on_row (GStrv    fields,
        guint    line,
        gpointer user_data)
{
  g_autofree char *row = g_strjoinv ("|", fields);

  g_string_append_printf (user_data, "%u:%s;", line, row);

  return TRUE;
}

static void
test_csv (void)
{
  static const struct { const char *data, *rows; } cases[] = {
    { "", "" }, { "a", "1:a;" }, { "a,b\n", "1:a|b;" }, { "a,b\r\nc,\r\n", "1:a|b;2:c|;" }, { "\xef\xbb\xbf" "a;b,c;d\n1,5;2;3", "1:a|b,c|d;2:1,5|2|3;" },
    { "a\tb\n\n\nc\td", "1:a|b;4:c|d;" }, { "\"a\nb\",c\nd,e", "1:a\nb|c;3:d|e;" }, { "\"\"\"\",\"\"\n", "1:\"|;" }, { "a\rb\r", "1:a;2:b;" },
    { "a \"b\" c,d", "1:a \"b\" c|d;" }, { "\xff,b", "1:\xef\xbf\xbd|b;" },
  };
  static const char *const bad[] = { "\"a", "a,\"b\nc", "\"a\"b,c" };
  g_autoptr (GString) wide = g_string_new (NULL), rows = g_string_new (NULL);
  g_autofree char *huge = g_strnfill (70000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_string_truncate (rows, 0);
    g_assert_true (ear_csv_read (cases[i].data, strlen (cases[i].data), on_row, rows, NULL));
    g_assert_cmpstr (rows->str, ==, cases[i].rows);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_csv_read (bad[i], strlen (bad[i]), on_row, rows, &error));
    g_assert_true (g_str_has_prefix (error->message, "line "));
  }
  for (guint i = 0; i < 200; i++)
    g_string_append (wide, "x,");
  g_assert_false (ear_csv_read (wide->str, wide->len, on_row, rows, NULL));
  g_assert_false (ear_csv_read (huge, 70000, on_row, rows, NULL));
}

static void
test_prices (void)
{
  static const struct { const char *text; gint64 micros; } cases[] = {
    { "12.99", 12990000 }, { "12", 12000000 }, { "0.000001", 1 }, { "1.5", 1500000 }, { "999999.99", G_GINT64_CONSTANT (999999990000) },
    { "12,99", 0 }, { "-1", 0 }, { "0", 0 }, { "", 0 }, { "$5", 0 }, { "5 USD", 0 }, { "1e3", 0 }, { "1000001", 0 }, { "5.", 0 }, { ".5", 0 },
    { "1.1234567", 0 }, { "99999999999999999999999", 0 }, { "0x10", 0 }, { "NaN", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 micros = 0;

    g_assert_cmpint (ear_feed_parse_price (cases[i].text, &micros), ==, cases[i].micros > 0);
    if (cases[i].micros > 0)
      g_assert_cmpint (micros, ==, cases[i].micros);
  }
}

/* What makes no sense is left out and told; the rest is sold. */
static void
test_complaints (void)
{
  static const char data[] =
    "sku,name,price,currency,stock\n1,Tea,4.00,EUR,3\n2,,1.00,EUR,1\n,Nameless,1.00,EUR,1\n4,Dear,\"12,99\",EUR,1\n5,Odd,1.00,euro,1\n"
    "1,Twice,1.00,EUR,1\n7,<b>Bold\x07</b>,1.00,EUR,nine\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (EarFeed) feed = ear_feed_read (data, strlen (data), &error);
  g_autofree char *all = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (feed->complaints, NULL);
  all = g_strjoinv ("\n", (char **) feed->complaints->pdata);
  g_ptr_array_set_size (feed->complaints, feed->complaints->len - 1);
  g_assert_cmpuint (feed->complaints->len, ==, 5);
  g_assert_nonnull (strstr (all, "line 3: the product has no name"));
  g_assert_nonnull (strstr (all, "line 4: “Nameless” has no sku"));
  g_assert_nonnull (strstr (all, "line 5: price of “Dear”: write it like 12.99, not “12,99”"));
  g_assert_nonnull (strstr (all, "line 6: priceCurrency of “Odd”"));
  g_assert_nonnull (strstr (all, "line 7: sku “1” is there twice"));
}

static void
test_json (void)
{
  static const char *const forms[] = {
    "[{\"name\":\"Tea\",\"sku\":\"t\",\"brand\":{\"name\":\"Acme\"},\"offers\":{\"price\":4.35,\"priceCurrency\":\"EUR\",\"availability\":\"InStock\"}}]",
    "{\"@graph\":[{\"@type\":\"Product\",\"name\":\"Tea\",\"gtin\":\"t\",\"offers\":[{\"price\":\"4.35\",\"priceCurrency\":\"EUR\"}]}]}",
    "{\"itemListElement\":[{\"@type\":\"ListItem\",\"item\":{\"name\":\"Tea\",\"sku\":\"t\",\"offers\":{\"price\":4.35,\"priceCurrency\":\"EUR\"}}}]}",
    "{\"products\":[7,{\"title\":\"Tea\",\"id\":\"t\",\"price\":\"4.35\",\"currency\":\"EUR\",\"image\":[\"a.png\"]}]}",
  };
  static const char *const bad[] = { "[", "{}", "[]", "{\"products\":5}", "[{\"name\":{\"name\":{}}}]", "[{\"name\":null,\"offers\":[]}]", "" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarFeed) feed = ear_feed_read (forms[i], strlen (forms[i]), &error);
    g_autoptr (EarAnswer) answer = NULL;
    const EarProduct *product;

    g_assert_no_error (error);
    answer = ear_store_answer (feed->store, &(EarQuestion) { .operation = "search", .text = "tea" }, NULL);
    g_assert_cmpuint (answer->rows->len, ==, 1);
    product = ear_answer_peek (answer, 0);
    g_assert_cmpint (product->micros, ==, 4350000);
    g_assert_cmpstr (product->sku, ==, "t");
    g_assert_cmpint (product->stock, ==, 99);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_feed_read (bad[i], strlen (bad[i]), &error));
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
  }
}

static EarAnswer *
ask (EarProvider *provider,
     const char  *operation,
     const char  *text,
     const char  *sku,
     GError     **error)
{
  return ask_and_wait (provider, &(EarQuestion) {
    .operation = operation, .text = text, .sku = sku, .locale = "en-US", .quantity = 2, .now = 1772436600000000
  }, 0, NULL, error);
}

/* Searched, ordered and canceled as in any shop; the file is read again when it has changed. */
static void
test_provider (void)
{
  g_autoptr (EarProvider) provider = ear_shop_feed_new ();
  g_autoptr (EarAnswer) found = NULL, receipt = NULL, again = NULL, canceled = NULL;
  g_autoptr (GError) error = NULL, gone = NULL, missing = NULL;
  char *path = write_file (TABLE, -1);

  g_assert_null (ask (provider, "search", "milk", NULL, &missing));
  g_assert_error (missing, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  set_config (provider, "file", path);

  found = ask (provider, "search", "oat milk", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (found, 0))->description, ==, "Creamy, \"barista\" style");
  receipt = ask (provider, "order", NULL, "m1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (((const EarReceipt *) ear_answer_peek (receipt, 0))->micros, ==, 4980000);
  g_assert_null (ask (provider, "order", NULL, "c1", &gone));
  g_assert_error (gone, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OUT_OF_STOCK);
  canceled = ask (provider, "cancel", ((const EarReceipt *) ear_answer_peek (receipt, 0))->order, "m1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const EarReceipt *) ear_answer_peek (canceled, 0))->state, ==, "canceled");

  g_assert_true (g_file_set_contents (path, "name,sku,price,currency\nTea,t1,4.00,EUR\n", -1, NULL));
  again = ask (provider, "search", "tea", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->rows->len, ==, 1);
  remove_file (path);
}

static void
test_bad_files (void)
{
  g_autoptr (EarProvider) provider = ear_shop_feed_new ();
  static const struct { const char *contents; EarServiceError code; } cases[] = {
    { "", EAR_SERVICE_ERROR_BAD_RESPONSE }, { "nonsense", EAR_SERVICE_ERROR_BAD_RESPONSE }, { "a,\"b", EAR_SERVICE_ERROR_BAD_RESPONSE },
    { "{\"a\":", EAR_SERVICE_ERROR_BAD_RESPONSE },
  };
  g_autoptr (GError) none = NULL, folder = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    char *path = write_file (cases[i].contents, -1);

    set_config (provider, "file", path);
    g_assert_null (ask (provider, "search", "tea", NULL, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, (gint) cases[i].code);
    g_assert_nonnull (strstr (error->message, path));
    remove_file (path);
  }
  set_config (provider, "file", "/nonexistent/products.csv");
  g_assert_null (ask (provider, "search", "tea", NULL, &none));
  g_assert_error (none, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  set_config (provider, "file", "/");
  g_assert_null (ask (provider, "search", "tea", NULL, &folder));
  g_assert_error (folder, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/csv", test_csv);
  g_test_add_func ("/feed/prices", test_prices);
  g_test_add_func ("/feed/complaints", test_complaints);
  g_test_add_func ("/feed/json", test_json);
  g_test_add_func ("/feed/provider", test_provider);
  g_test_add_func ("/feed/bad-files", test_bad_files);

  return g_test_run ();
}
