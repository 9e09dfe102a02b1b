/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-answer.h"
#include "model/ear-json.h"

#include <string.h>

static void
test_kinds (void)
{
  for (EarServiceKind k = 0; k < EAR_N_SERVICE_KINDS; k++) {
    EarServiceKind back = EAR_N_SERVICE_KINDS;

    g_assert_nonnull (ear_service_kind_get_label (k));
    g_assert_true (ear_service_kind_from_name (ear_service_kind_to_name (k), &back));
    g_assert_cmpint (back, ==, k);
  }
  g_assert_false (ear_service_kind_from_name ("radio", &(EarServiceKind) { 0 }));
  g_assert_false (ear_service_kind_from_name (NULL, &(EarServiceKind) { 0 }));
}

static void
test_question (void)
{
  EarQuestion values = {
    .operation = "forecast", .locale = "de-DE", .text = "Köln", .date = "2026-03-02", .days = 3, .now = G_MAXINT64, .seed = G_MININT64
  };
  g_autoptr (EarQuestion) question = ear_question_copy (&values);
  g_autofree char *json = ear_question_to_json (question);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarQuestion) back = ear_question_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (back->text, ==, "Köln");
  g_assert_null (back->sku);
  g_assert_cmpint (back->now, ==, G_MAXINT64);
  g_assert_cmpint (back->seed, ==, G_MININT64);
  again = ear_question_to_json (back);
  g_assert_cmpstr (json, ==, again);
}

/* A row of every kind, written and read back to the same text. */
static void
test_round_trip (void)
{
  /* *INDENT-OFF* */
  static const char *const json[EAR_N_ANSWER_KINDS] = {
    [EAR_ANSWER_FORECASTS] = "{\"kind\":\"forecasts\",\"rows\":[{\"place\":\"Hamburg\",\"country\":\"DE\",\"timezone\":\"Europe/Berlin\","
      "\"date\":\"2026-03-02\",\"condition\":\"rain\",\"attribution\":\"x\",\"low\":-1.5,\"high\":4.25,\"now\":2.125,\"rain_chance\":80.5,\"wind\":0.125},"
      "{\"place\":\"Hamburg\"}]}",
    [EAR_ANSWER_TRACKS] = "{\"kind\":\"tracks\",\"rows\":[{\"id\":\"1\",\"url\":\"earshot:music/1\",\"title\":\"T\",\"artist\":\"A\",\"album\":\"B\","
      "\"genre\":\"G\",\"composer\":\"C\",\"credit\":\"D\",\"length_us\":1}]}",
    [EAR_ANSWER_PRODUCTS] = "{\"kind\":\"products\",\"rows\":[{\"sku\":\"s\",\"title\":\"T\",\"brand\":\"B\",\"category\":\"C\",\"unit\":\"500 g\","
      "\"image\":\"i\",\"currency\":\"USD\",\"description\":\"d\",\"micros\":12990000,\"stock\":3,\"match\":0.5}]}",
    [EAR_ANSWER_RECEIPT] = "{\"kind\":\"receipt\",\"rows\":[{\"order\":\"o\",\"sku\":\"s\",\"title\":\"t\",\"currency\":\"EUR\",\"state\":\"placed\","
      "\"quantity\":2,\"micros\":-1,\"due\":9}]}",
    [EAR_ANSWER_ADVERT] = "{\"kind\":\"advert\",\"rows\":[{\"id\":\"a\",\"advertiser\":\"b\",\"title\":\"c\",\"ssml\":\"<speak>d</speak>\","
      "\"jingle\":\"e\",\"plan\":\"music\",\"currency\":\"USD\",\"length_us\":1,\"cpm_micros\":2}]}",
    [EAR_ANSWER_REPLY] = "{\"kind\":\"reply\",\"rows\":[{\"text\":\"t\",\"model\":\"m\",\"tokens_in\":1,\"tokens_out\":2}]}",
    [EAR_ANSWER_BOOKS] = "{\"kind\":\"books\",\"rows\":[{\"id\":\"b\",\"sku\":\"s\",\"title\":\"t\",\"author\":\"a\",\"credit\":\"c\",\"match\":0.5},"
      "{\"id\":\"own/x\",\"title\":\"x\"}]}",
    [EAR_ANSWER_PASSAGES] = "{\"kind\":\"passages\",\"rows\":[{\"book\":\"b\",\"sku\":\"s\",\"title\":\"t\",\"author\":\"a\",\"chapter\":\"c\","
      "\"text\":\"x\",\"ssml\":\"<speak>x</speak>\",\"position\":1,\"next\":2,\"length\":3,\"sample\":4}]}",
  };
  /* *INDENT-ON* */

  for (EarAnswerKind k = 0; k < EAR_N_ANSWER_KINDS; k++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarAnswer) answer = ear_answer_from_json (json[k], &error);
    g_autofree char *again = NULL;

    g_assert_no_error (error);
    g_assert_cmpint (answer->kind, ==, k);
    again = ear_answer_to_json (answer);
    g_assert_cmpstr (again, ==, json[k]);
    g_assert_null (ear_answer_peek (answer, answer->rows->len));
  }
}

/* Unlike a tape, a row is written as it is, without a copy made first. */
static void
test_row (void)
{
  double infinity = G_MAXDOUBLE * 2;
  const EarForecast forecast = { .place = "K\xf6ln", .low = infinity, .high = infinity - infinity, .wind = 1.5 };
  g_autofree char *json = ear_answer_row_to_json (EAR_ANSWER_FORECASTS, &forecast);

  g_assert_true (ear_json_check (json, strlen (json), NULL, NULL));
  g_assert_cmpstr (json, ==, "{\"place\":\"K\xef\xbf\xbdln\",\"wind\":1.5}");
}

static void
test_ownership (void)
{
  char title[] = "Coffee";
  g_autoptr (EarAnswer) answer = ear_answer_new (EAR_ANSWER_PRODUCTS);

  ear_answer_add (answer, &(EarProduct) { .title = title });
  title[0] = 'T';
  g_assert_cmpstr (((const EarProduct *) ear_answer_peek (answer, 0))->title, ==, "Coffee");
}

static void
test_refusals (void)
{
  g_autoptr (GString) many = g_string_new ("{\"kind\":\"reply\",\"rows\":[{}");
  static const struct { const char *json, *words; } bad[] = {
    { "[]", "expected an object" },
    { "{}", "$.kind is missing" },
    { "{\"kind\":1,\"rows\":[]}", "$.kind: expected a string" },
    { "{\"kind\":\"reply\"}", "$.rows is missing" },
    { "{\"kind\":\"reply\",\"rows\":{}}", "$.rows: expected an array" },
    { "{\"kind\":\"jokes\",\"rows\":[]}", "unknown kind of answer “jokes”" },
    { "{\"kind\":\"reply\",\"rows\":[{},[]]}", "$.rows[1]: expected an object" },
    { "{\"kind\":\"reply\",\"rows\":[{\"text\":[]}]}", "$.rows[0]: $.text: expected a string" },
    { "{\"kind\":\"forecasts\",\"rows\":[{\"low\":\"cold\"}]}", "$.rows[0]: $.low: expected a number" },
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_assert_null (ear_answer_from_json (bad[i].json, &error));
    g_assert_nonnull (strstr (error->message, bad[i].words));
    g_clear_error (&error);
  }

  g_assert_null (ear_question_from_json ("7", &error));
  g_clear_error (&error);
  g_assert_null (ear_question_from_json ("{\"days\":\"three\"}", &error));
  g_assert_nonnull (strstr (error->message, "$.days"));
  g_clear_error (&error);

  for (guint i = 0; i < 1000; i++)
    g_string_append (many, ",{}");
  g_string_append (many, "]}");
  g_assert_null (ear_answer_from_json (many->str, &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answer/kinds", test_kinds);
  g_test_add_func ("/answer/question", test_question);
  g_test_add_func ("/answer/round-trip", test_round_trip);
  g_test_add_func ("/answer/row", test_row);
  g_test_add_func ("/answer/ownership", test_ownership);
  g_test_add_func ("/answer/refusals", test_refusals);

  return g_test_run ();
}
