/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"
#include "model/ear-json.h"

#include <glib/gstdio.h>
#include <string.h>

#define ITEM \
  "{\"key\":\"voice.asr\",\"labels\":{\"en\":\"Speech\"},\"direction\":\"cost\",\"measure\":\"micros\",\"unit\":\"request\"," \
  "\"value\":450,\"low\":180,\"high\":3250,\"depth\":\"contribution\",\"status\":\"estimate\",\"source\":\"us\"}"
#define SHARE(key, direction, value) \
  "{\"key\":\"" key "\",\"labels\":{\"en\":\"x\"},\"direction\":\"" direction "\",\"measure\":\"basis-points\",\"unit\":\"order\"," \
  "\"value\":" value ",\"low\":0,\"high\":10000,\"depth\":\"contribution\",\"status\":\"assumed\",\"source\":\"us\"}"
#define HEAD \
  "{\"earshot-tariff\":1,\"id\":\"x\",\"version\":1,\"titles\":{\"en\":\"X\"},\"currency\":\"USD\",\"valid_from\":\"2021-01-01\",\"items\":["
#define GOOD HEAD ITEM "]}"

static EarTariff *
load_text (const char  *text,
           GError     **error)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "tariff.json", NULL);
  EarTariff *tariff;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  tariff = ear_tariff_load (path, error);
  test_remove (folder);

  return tariff;
}

static void
refuses (const char *from,
         const char *to,
         const char *where)
{
  g_autoptr (GString) text = g_string_new (GOOD);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_string_replace (text, from, to, 1), ==, 1);
  g_assert_null (load_text (text->str, &error));
  g_assert_true (error->domain == EAR_JSON_ERROR);
  if (strstr (error->message, where) == NULL || strstr (error->message, "tariff.json: ") == NULL || !g_str_has_suffix (error->message, "."))
    g_error ("“%s” should name the file, %s and a remedy", error->message, where);
}

static void
test_bad_items (void)
{
  refuses ("\"value\":450", "\"value\":-450", "$.items[0].value: -450");
  refuses ("\"value\":450", "\"value\":4.5", "$.items[0].value: expected a whole number");
  refuses ("\"value\":450", "\"value\":\"450\"", "$.items[0].value");
  refuses ("\"value\":450", "\"value\":99999999999", "$.items[0].value");
  refuses ("\"value\":450,", "", "$.items[0].value is missing");
  refuses ("\"low\":180", "\"low\":451", "$.items[0].low: 451 is above the value 450");
  refuses ("\"high\":3250", "\"high\":449", "$.items[0].high: 449 is below the value 450");
  refuses (",\"source\":\"us\"", "", "$.items[0].source is missing");
  refuses ("\"source\":\"us\"", "\"source\":\"\"", "$.items[0].source");
  refuses ("\"unit\":\"request\"", "\"unit\":\"furlong\"", "$.items[0].unit: “furlong” is unknown. Use one of: request, ");
  refuses ("\"depth\":\"contribution\"", "\"depth\":\"deep\"", "$.items[0].depth");
  refuses ("\"status\":\"estimate\"", "\"status\":\"rumor\"", "$.items[0].status");
  refuses ("\"direction\":\"cost\"", "\"direction\":\"up\"", "$.items[0].direction");
  refuses ("\"measure\":\"micros\"", "\"measure\":\"cents\"", "$.items[0].measure");
  refuses ("\"key\":\"voice.asr\"", "\"key\":\"../etc\"", "$.items[0].key");
  refuses ("\"key\":\"voice.asr\"", "\"key\":\"voice\"", "$.items[0].key");
  refuses ("\"en\":\"Speech\"", "\"de\":\"Sprache\"", "$.items[0].labels: “en” is missing");
  refuses ("\"en\":\"Speech\"", "\"en\":7", "$.items[0].labels.en");
  refuses (ITEM, ITEM "," ITEM, "$.items[1].key: “voice.asr” is there twice");
  refuses (ITEM, "7", "$.items[0]: expected an object");
  refuses (ITEM, "", "$.items: expected 1 to 1000 items");
}

static void
test_bad_heads (void)
{
  refuses ("{\"earshot-tariff\":1,", "{", "$.earshot-tariff is missing");
  refuses ("\"earshot-tariff\":1", "\"earshot-tariff\":2", "Update Earshot");
  refuses ("\"id\":\"x\"", "\"id\":\"../x\"", "$.id");
  refuses ("\"version\":1", "\"version\":0", "$.version");
  refuses ("\"currency\":\"USD\"", "\"currency\":\"usd\"", "$.currency");
  refuses ("\"2021-01-01\"", "\"2021-02-30\"", "$.valid_from");
  refuses ("\"2021-01-01\"", "\"2021-01-01x\"", "$.valid_from");
  refuses ("\"2021-01-01\"", "\"1 January\"", "$.valid_from");
  refuses ("\"titles\":{\"en\":\"X\"}", "\"titles\":[]", "$.titles");
  refuses (GOOD, "[]", "$: expected an object");
  refuses (GOOD, "", "ends too early");
  refuses (GOOD, "{", "line 1");
}

#define RATE \
  "{\"currency\":\"EUR\",\"value\":1182700,\"date\":\"2021-12-31\",\"status\":\"published\",\"source\":\"ECB\"}"
#define RATED HEAD ITEM "],\"rates\":[" RATE "]}"

static void
refuses_rate (const char *from,
              const char *to,
              const char *where)
{
  g_autofree char *rates = NULL;
  g_autoptr (GString) text = g_string_new (RATE);

  g_assert_cmpint (g_string_replace (text, from, to, 1), ==, 1);
  rates = g_strdup_printf ("],\"rates\":[%s]}", text->str);
  refuses ("]}", rates, where);
}

static void
test_bad_rates (void)
{
  refuses_rate ("\"value\":1182700", "\"value\":0", "$.rates[0].value");
  refuses_rate ("\"value\":1182700", "\"value\":-1", "$.rates[0].value");
  refuses_rate ("\"value\":1182700", "\"value\":1.1827", "$.rates[0].value: expected a whole number");
  refuses_rate ("\"value\":1182700", "\"value\":1000000000001", "$.rates[0].value");
  refuses_rate ("\"value\":1182700,", "", "$.rates[0].value is missing");
  refuses_rate ("\"EUR\"", "\"euro\"", "$.rates[0].currency");
  refuses_rate ("\"EUR\"", "\"USD\"", "$.rates[0].currency: “USD” is the tariff's own currency");
  refuses_rate ("\"2021-12-31\"", "\"2021\"", "$.rates[0].date");
  refuses_rate ("\"published\"", "\"rumor\"", "$.rates[0].status");
  refuses_rate ("\"ECB\"", "\"\"", "$.rates[0].source");
  refuses_rate (RATE, RATE "," RATE, "$.rates[1].currency: “EUR” is there twice");
  refuses_rate (RATE, "7", "$.rates[0]: expected an object");
  refuses ("]}", "],\"rates\":{}}", "$.rates");
}

static void
test_rates (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTariff) tariff = load_text (RATED, &error);
  g_autoptr (EarTariff) plain = load_text (GOOD, &error);
  const EarRate *rate;
  gint64 converted;

  g_assert_no_error (error);
  rate = ear_tariff_find_rate (tariff, "EUR");
  g_assert_cmpint (rate->micros, ==, 1182700);
  g_assert_cmpstr (rate->date, ==, "2021-12-31");
  g_assert_cmpstr (rate->source, ==, "ECB");
  g_assert_cmpint (rate->status, ==, EAR_TARIFF_PUBLISHED);
  g_assert_null (ear_tariff_find_rate (tariff, "USD"));

  g_assert_true (ear_tariff_convert (tariff, -8990000, "EUR", &converted));
  g_assert_cmpint (converted, ==, -10632473);
  g_assert_true (ear_tariff_convert (tariff, G_MAXINT64, "USD", &converted));
  g_assert_cmpint (converted, ==, G_MAXINT64);
  g_assert_false (ear_tariff_convert (tariff, 5, "JPY", &converted));
  g_assert_cmpint (converted, ==, 0);
  g_assert_false (ear_tariff_convert (plain, 5, "EUR", &converted));
}

static void
test_shares (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTariff) tariff = load_text (HEAD SHARE ("shop.a", "cost", "6000") "," SHARE ("shop.b", "income", "6000") ","
                                            SHARE ("shop.c", "cost", "4000") "," SHARE ("shopping.d", "cost", "9000") "]}", &error);

  g_assert_no_error (error);
  g_assert_nonnull (tariff);
  g_assert_null (load_text (HEAD SHARE ("shop.a", "cost", "6000") "," SHARE ("shop.c", "cost", "4001") "]}", &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "$.items[1].value: with it the shares of “shop” are 10001 basis points"));
}

static void
test_missing_files (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_tariff_load ("/nowhere/x.json", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (ear_tariff_load_by_id ("no-such", &error));
  g_assert_nonnull (strstr (error->message, "tariffs/no-such.json"));
  g_clear_error (&error);
  g_assert_null (ear_tariff_load_by_id ("../weather/x", &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE);
}

static void
test_default (void)
{
  static const char *const keys[] = {
    "voice.asr", "voice.nlu", "voice.tts", "weather.query", "music.track-free", "music.track-paid", "music.subscription", "music.royalty",
    "ads.impression", "book.margin", "doorbell.subscription", "doorbell.cloud", "doorbell.trial", "call.minute", "announce.message",
    "notification.push", "shop.margin", "shop.payment", "shop.returns", "skill.margin", "assistant.tokens-in", "assistant.tokens-out",
    "assistant.subscription", "device.subsidy", "device.unit-subsidy", "people.development",
  };
  g_autoptr (EarTariff) tariff = test_load_tariff ();

  g_assert_cmpstr (ear_tariff_get_id (tariff), ==, EAR_TARIFF_DEFAULT);
  g_assert_cmpstr (ear_tariff_get_currency (tariff), ==, "USD");
  g_assert_cmpstr (ear_tariff_get_valid_from (tariff), ==, "2021-01-01");
  g_assert_cmpstr (ear_tariff_get_title (tariff, "de-DE"), ==, "USA, 2021");
  g_assert_cmpuint (ear_tariff_get_version (tariff), ==, 1);
  g_assert_cmpuint (ear_tariff_get_items (tariff)->len, ==, G_N_ELEMENTS (keys));

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const EarTariffItem *item = ear_tariff_find (tariff, keys[i]);

    g_assert_nonnull (item);
    g_assert_cmpstr (item->label, ==, ear_tariff_item_get_label (item, "fr-FR"));
    g_assert_cmpstr (item->label, !=, ear_tariff_item_get_label (item, "de-AT"));
  }
  g_assert_null (ear_tariff_find (tariff, "voice.asr2"));
  g_assert_null (ear_tariff_find (tariff, NULL));
}

static void
assert_price (EarTariff  *tariff,
              const char *key,
              gint64      quantity,
              gint64      gross,
              gint64      expected)
{
  gint64 micros;

  g_assert_true (ear_tariff_price (tariff, key, quantity, gross, &micros));
  g_assert_cmpint (micros, ==, expected);
}

static void
test_prices (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  gint64 micros = 7;

  assert_price (tariff, "voice.asr", 1, 0, -450);
  assert_price (tariff, "voice.tts", 100, 0, -300);
  assert_price (tariff, "voice.tts", -100, 0, 300);
  assert_price (tariff, "ads.impression", 1, 0, 12000);
  assert_price (tariff, "music.track-paid", 1, 0, 0);
  assert_price (tariff, "music.subscription", 1, 9990000, 9990000);
  assert_price (tariff, "music.royalty", 1, 9990000, -6993000);
  assert_price (tariff, "shop.margin", 2, 12490000, 999200);
  assert_price (tariff, "shop.margin", 1, -12490000, -999200);
  assert_price (tariff, "skill.margin", 1, 5, 2);
  assert_price (tariff, "music.royalty", 1, G_MAXINT64, -6456360425798343065);

  g_assert_false (ear_tariff_price (tariff, "no.such", 1, 0, &micros));
  g_assert_cmpint (micros, ==, 0);
  g_assert_false (ear_tariff_price (tariff, "people.development", G_MAXINT64, 0, &micros));
  g_assert_cmpint (micros, ==, 0);
}

/* The figures that the tariff is built on: see the sources in the file. */
static void
test_reconstruction (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  gint64 voice, device, people;

  voice = ear_tariff_find (tariff, "voice.asr")->micros + ear_tariff_find (tariff, "voice.nlu")->micros +
          100 * ear_tariff_find (tariff, "voice.tts")->micros + ear_tariff_find (tariff, "weather.query")->micros;
  device = ear_tariff_find (tariff, "device.subsidy")->micros;
  people = ear_tariff_find (tariff, "people.development")->micros;

  g_assert_cmpint (voice, ==, -1000);
  g_assert_cmpint (device, ==, -(gint64) (ABS (ear_tariff_find (tariff, "device.unit-subsidy")->micros) / (3.3 * 36 * 365.25 / 12)));
  g_assert_cmpint (ABS (1593 + voice + device + people + 77681), <=, 1);
}

static void
test_against_calibration (void)
{
  const char *shared = g_getenv ("EARSHOT_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "data", "calibration.json", NULL) : NULL;
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object, *parameters;
  double income, loss, subsidy, rate;

  if (path == NULL) {
    g_test_skip ("EARSHOT_SHARED does not say where calibration.json is");
    return;
  }

  root = ear_json_load (path, NULL, NULL);
  g_assert_nonnull (root);
  parameters = json_object_get_object_member (json_node_get_object (root), "parameters");
  object = json_object_get_object_member (json_node_get_object (root), "per_interaction");
  income = json_object_get_double_member (object, "downstream_contribution_usd");
  loss = json_object_get_double_member (object, "loss_usd");
  subsidy = json_object_get_double_member (json_object_get_object_member (parameters, "hw_loss"), "v") +
            json_object_get_double_member (json_object_get_object_member (parameters, "gtm_unit"), "v");
  rate = json_object_get_double_member (json_object_get_object_member (parameters, "ipd"), "v");

  g_assert_cmpfloat_with_epsilon (subsidy * 1e6, ABS (ear_tariff_find (tariff, "device.unit-subsidy")->micros), 0.5);
  g_assert_cmpfloat_with_epsilon (subsidy * 1e6 / (rate * 36 * 365.25 / 12), ABS (ear_tariff_find (tariff, "device.subsidy")->micros), 1);
  g_assert_cmpfloat_with_epsilon (income * 1e6 - 1000 + ear_tariff_find (tariff, "device.subsidy")->micros +
                                  ear_tariff_find (tariff, "people.development")->micros, loss * 1e6, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tariff/bad-items", test_bad_items);
  g_test_add_func ("/tariff/bad-heads", test_bad_heads);
  g_test_add_func ("/tariff/rates", test_rates);
  g_test_add_func ("/tariff/bad-rates", test_bad_rates);
  g_test_add_func ("/tariff/shares", test_shares);
  g_test_add_func ("/tariff/missing-files", test_missing_files);
  g_test_add_func ("/tariff/default", test_default);
  g_test_add_func ("/tariff/prices", test_prices);
  g_test_add_func ("/tariff/reconstruction", test_reconstruction);
  g_test_add_func ("/tariff/against-calibration", test_against_calibration);

  return g_test_run ();
}
