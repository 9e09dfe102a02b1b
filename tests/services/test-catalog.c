/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-catalog.h"
#include "services/ear-offline.h"

#include <string.h>

static const char *const operations[] = {
  [EAR_SERVICE_WEATHER] = "forecast", [EAR_SERVICE_MUSIC] = "search", [EAR_SERVICE_SHOP] = "search", [EAR_SERVICE_ADS] = "pick",
};

/* The error has to name the file and `place`, whatever is asked, and asking again has to say the same. */
static void
assert_broken (EarServiceKind  kind,
               const char     *json,
               gssize          length,
               const char     *place)
{
  char *path = write_file (json, length);
  g_autoptr (EarProvider) provider = ear_offline_new (kind, path);
  EarQuestion question = { .operation = operations[kind], .locale = "en-US", .text = "x" };

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ask_and_wait (provider, &question, 0, NULL, &error));
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
    g_test_message ("%s", error->message);
    g_assert_true (g_str_has_prefix (error->message, path));
    g_assert_nonnull (strstr (error->message, place));
  }
  remove_file (path);
}

#define CITY_HEAD "{\"name\":\"A\",\"country\":\"B\",\"timezone\":\"UTC\",\"latitude\":1,\"longitude\":2,"
#define TWELVE "[1,1,1,1,1,1,1,1,1,1,1,1]"
#define ZEROS "[0,0,0,0,0,0,0,0,0,0,0,0]"
#define TRACK "\"id\":\"a\",\"url\":\"u\",\"title\":\"t\",\"artist\":\"r\""
#define PRODUCT "\"sku\":\"s\",\"title\":\"t\",\"brand\":\"b\",\"category\":\"c\",\"unit\":\"u\",\"image\":\"i\",\"description\":\"d\",\"stock\":1"
#define ADVERT "\"id\":\"a\",\"advertiser\":\"b\",\"title\":\"t\",\"currency\":\"USD\""

static const struct {
  EarServiceKind  kind;
  const char     *json;
  const char     *place;
} cases[] = {
  { EAR_SERVICE_WEATHER, "", "line 1" },
  { EAR_SERVICE_WEATHER, "null", "array of rows" },
  { EAR_SERVICE_WEATHER, "{}", "array of rows" },
  { EAR_SERVICE_WEATHER, "[]", "1 to" },
  { EAR_SERVICE_WEATHER, "{\"cities\":[]}", "$.cities" },
  { EAR_SERVICE_WEATHER, "{\"cities\":[7]}", "$.cities[0]" },
  { EAR_SERVICE_WEATHER, "{\"cities\":[{}]}", "$.cities[0]: $.name" },
  { EAR_SERVICE_WEATHER, "[{\"name\":3}]", "$[0]: $.name" },
  { EAR_SERVICE_WEATHER, "[{\"name\":\"A\",\"country\":\"B\",\"timezone\":\"UTC\",\"names\":{\"de-DE\":4}}]", "$.names: $.de-DE" },
  { EAR_SERVICE_WEATHER, "[{\"name\":\"A\",\"country\":\"B\",\"timezone\":\"UTC\",\"synonyms\":[null]}]", "$.synonyms[0]" },
  { EAR_SERVICE_WEATHER, "[{\"name\":\"A\",\"country\":\"B\",\"timezone\":\"UTC\",\"latitude\":91,\"longitude\":2}]", "$.latitude" },
  { EAR_SERVICE_WEATHER, "[" CITY_HEAD "\"high\":[1,2]}]", "$.high: expected 12" },
  { EAR_SERVICE_WEATHER, "[" CITY_HEAD "\"high\":[1,1,1,1,1,1,1,1,1,1,1,\"x\"]}]", "$.high[11]" },
  { EAR_SERVICE_WEATHER, "[" CITY_HEAD "\"high\":[1,1,1,1,1,1,1,1,1,1,1,99]}]", "$.high[11]" },
  { EAR_SERVICE_WEATHER, "[" CITY_HEAD "\"high\":" TWELVE ",\"low\":" TWELVE ",\"rain_days\":" TWELVE "}]", "$.low[0]" },
  { EAR_SERVICE_WEATHER, "[" CITY_HEAD "\"high\":" TWELVE ",\"low\":" ZEROS "}]", "$.rain_days" },
  { EAR_SERVICE_MUSIC, "[{" TRACK ",\"length_s\":\"60\"}]", "$.length_s" },
  { EAR_SERVICE_MUSIC, "[{" TRACK ",\"length_s\":-1}]", "$.length_s" },
  { EAR_SERVICE_MUSIC, "[{" TRACK ",\"length_s\":1,\"genres\":\"jazz\"}]", "$.genres" },
  { EAR_SERVICE_MUSIC, "[{" TRACK ",\"length_s\":1,\"titles\":[]}]", "$.titles" },
  { EAR_SERVICE_MUSIC, "[{" TRACK ",\"length_s\":1,\"album\":{}}]", "$.album" },
  { EAR_SERVICE_SHOP, "[{" PRODUCT "}]", "$.minor" },
  { EAR_SERVICE_SHOP, "[{" PRODUCT ",\"minor\":{\"USD\":12.99,\"EUR\":1}}]", "$.minor: $.USD" },
  { EAR_SERVICE_SHOP, "[{" PRODUCT ",\"minor\":{\"USD\":1,\"EUR\":-1}}]", "$.minor: $.EUR" },
  { EAR_SERVICE_SHOP, "[{" PRODUCT ",\"minor\":{\"USD\":1000000000000000000,\"EUR\":1}}]", "$.minor: $.USD" },
  { EAR_SERVICE_SHOP, "[{" PRODUCT ",\"minor\":{\"USD\":1,\"EUR\":1}},{" PRODUCT ",\"minor\":{\"USD\":1,\"EUR\":1}}]", "$[1]: $.sku" },
  { EAR_SERVICE_ADS, "[{" ADVERT ",\"cpm_micros\":1,\"length_s\":8}]", "$.ssml" },
  { EAR_SERVICE_ADS, "[{" ADVERT ",\"cpm_micros\":1,\"length_s\":8,\"ssml\":{\"en-US\":[]}}]", "$.ssml: $.en-US" },
  { EAR_SERVICE_ADS, "[{" ADVERT ",\"cpm_micros\":-1,\"length_s\":8}]", "$.cpm_micros" },
  { EAR_SERVICE_ADS, "[{" ADVERT ",\"cpm_micros\":1,\"length_s\":8,\"contexts\":[1]}]", "$.contexts[0]" },
  { EAR_SERVICE_ADS, "[{" ADVERT ",\"cpm_micros\":1,\"length_s\":8},", "line 1" },
};

static void
test_broken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_broken (cases[i].kind, cases[i].json, -1, cases[i].place);
}

static void
test_hostile (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *huge = g_strnfill (33 * 1024 * 1024, ' ');
  g_autoptr (GString) many = g_string_new ("[0");

  for (guint i = 0; i < 20001; i++)
    g_string_append (many, ",0");
  g_string_append_c (many, ']');

  assert_broken (EAR_SERVICE_MUSIC, deep, -1, "deep");
  assert_broken (EAR_SERVICE_SHOP, huge, -1, "limit");
  assert_broken (EAR_SERVICE_ADS, many->str, -1, "20002");
  assert_broken (EAR_SERVICE_WEATHER, "[\"\377\"]", -1, "UTF-8");
  assert_broken (EAR_SERVICE_WEATHER, "[1]\0[1]", 7, "line 1");
}

static void
test_missing (void)
{
  g_autoptr (EarProvider) provider = ear_offline_new (EAR_SERVICE_SHOP, "/nonexistent/products.json");
  g_autoptr (GError) error = NULL;

  g_assert_null (ask_and_wait (provider, &(EarQuestion) { .operation = "search", .text = "x" }, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE);
  g_assert_nonnull (strstr (error->message, "/nonexistent/products.json"));
}

/* Who mends the file need not start again. */
static void
test_mended (void)
{
  char *path = write_file ("[", -1);
  g_autoptr (EarProvider) provider = ear_offline_new (EAR_SERVICE_MUSIC, path);
  EarQuestion question = { .operation = "search" };
  g_autoptr (EarAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (ask_and_wait (provider, &question, 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, "[{" TRACK ",\"length_s\":1}]", -1, NULL));
  answer = ask_and_wait (provider, &question, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->rows->len, ==, 1);
  remove_file (path);
}

static void
test_localize (void)
{
  g_autoptr (JsonNode) node = ear_json_parse ("{\"de-DE\":\"d\",\"en-US\":\"e\"}", -1, NULL, NULL);
  JsonObject *strings = json_node_get_object (node);

  g_assert_cmpstr (ear_catalog_localize (strings, "de-DE"), ==, "d");
  g_assert_cmpstr (ear_catalog_localize (strings, "de-AT"), ==, "d");
  g_assert_cmpstr (ear_catalog_localize (strings, "en-GB"), ==, "e");
  g_assert_cmpstr (ear_catalog_localize (strings, "fr-FR"), ==, NULL);
  g_assert_cmpstr (ear_catalog_localize (strings, ""), ==, NULL);
  g_assert_cmpstr (ear_catalog_localize (strings, NULL), ==, NULL);
  g_assert_cmpstr (ear_catalog_localize (NULL, "de-DE"), ==, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/catalog/broken", test_broken);
  g_test_add_func ("/catalog/hostile", test_hostile);
  g_test_add_func ("/catalog/missing", test_missing);
  g_test_add_func ("/catalog/mended", test_mended);
  g_test_add_func ("/catalog/localize", test_localize);

  return g_test_run ();
}
