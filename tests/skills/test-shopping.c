/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

static const EarProduct coffee = {
  .sku = "C1", .title = "Ground coffee", .unit = "500 g", .currency = "USD", .micros = 11990000, .stock = 5, .image = "coffee.svg",
};
static const EarProduct beans = { .sku = "C2", .title = "Coffee beans", .unit = "1 kg", .currency = "USD", .micros = 24500000, .stock = 9 };
static const EarProduct decaf = { .sku = "C3", .title = "Decaf", .unit = "250 g", .currency = "USD", .micros = 7000000, .stock = 1 };
static const EarProduct gone = { .sku = "C0", .title = "Rare coffee", .unit = "50 g", .currency = "USD", .micros = 99000000 };

static EarAnswer *
make_products (const EarProduct *first,
               ...)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PRODUCTS);
  va_list rows;

  va_start (rows, first);
  for (const EarProduct *row = first; row; row = va_arg (rows, const EarProduct *))
    ear_answer_add (answer, row);
  va_end (rows);

  return answer;
}

static EarAnswer *
make_receipt (const char *state)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_RECEIPT);

  ear_answer_add (answer, &(EarReceipt) {
    .order = "E-100200", .sku = "C1", .title = "Ground coffee", .currency = "USD", .state = state, .quantity = 1, .micros = 11990000,
    .due = G_GINT64_CONSTANT (1772609400) * G_USEC_PER_SEC,
  });

  return answer;
}

static Stage *
make_offer (const char *slots)
{
  Stage *stage = stage_new ("en-US");

  stage_hear (stage, "shopping", "shopping.reorder", slots, "order more coffee");
  stage_answer (stage, "shopping", make_products (&coffee, &beans, &decaf, NULL));

  return stage;
}

static void
test_search (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "shopping", "shopping.reorder", "product=coffee", "order more coffee");
  stage_assert (stage, "ask shop {\"operation\":\"search\",\"locale\":\"en-US\",\"text\":\"coffee\"}");
  stage_hear (stage, "shopping", "shopping.reorder", "quantity=2", "order something");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"elicit\",\"intent\":\"shopping.reorder\",\"slot\":\"product\","
                "\"proposal\":{\"quantity\":\"2\"}}");
  stage_hear (stage, "shopping", "shopping.reorder", "product=dog food", "dog food");
  stage_answer (stage, "shopping", make_products (&coffee, NULL));
  stage_assert_words (stage, "twenty three dollars and ninety eight cents", NULL);
}

static void
test_offer (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"confirm\",\"intent\":\"shopping.reorder\",\"proposal\":"
                "{\"product\":{\"sku\":\"C1\",\"title\":\"Ground coffee\",\"unit\":\"500 g\",\"image\":\"coffee.svg\",\"currency\":\"USD\","
                "\"micros\":11990000,\"stock\":5},\"quantity\":1,\"index\":0}}");
  stage_assert_words (stage, "Ground coffee", "500 g", "leven dollars and ninety nine cents", "?", NULL);
  g_assert_cmpstr (stage_get_card (stage), ==, "{\"title\":\"Ground coffee\",\"text\":\"500 g · $11.99\",\"image\":\"coffee.svg\"}");
  g_assert_nonnull (stage_get_again (stage));
}

static void
test_yes (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "ask shop {\"operation\":\"order\",\"locale\":\"en-US\",\"text\":\"Ground coffee\",\"sku\":\"C1\",\"quantity\":1}");
  stage_answer (stage, "shopping", make_receipt ("placed"));
  stage_assert (stage, "{\"ordered\",\"order\":\"E-100200\",\"sku\":\"C1\",\"title\":\"Ground coffee\",\"quantity\":1,\"micros\":11990000,"
                "\"currency\":\"USD\",\"state\":\"placed\",\"due\":1772609400000000}\n"
                "{\"charged\",\"item\":\"shop.margin\",\"quantity\":1,\"currency\":\"USD\",\"gross_micros\":11990000,\"memo\":\"E-100200\"}\n"
                "{\"charged\",\"item\":\"shop.payment\",\"quantity\":1,\"currency\":\"USD\",\"gross_micros\":11990000,\"memo\":\"E-100200\"}\n"
                "{\"charged\",\"item\":\"shop.returns\",\"quantity\":1,\"currency\":\"USD\",\"gross_micros\":11990000,\"memo\":\"E-100200\"}\n"
                "say");
  stage_assert_words (stage, "E-100200", "on Wednesday", NULL);
}

/* The customer hears one more, and then is left alone. */
static void
test_no (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
  stage_assert_words (stage, "Coffee beans", NULL);
  g_assert_true (stage_did (stage, "\"sku\":\"C2\""));
  g_assert_true (stage_did (stage, "\"kind\":\"confirm\""));
  stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");
}

static void
test_yes_to_the_second (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  g_assert_true (stage_did (stage, "\"sku\":\"C2\""));
}

static void
test_nothing_without_yes (void)
{
  static const char *const intents[] = { "AMAZON.NoIntent", "AMAZON.CancelIntent", "AMAZON.StopIntent", "shopping.track" };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++) {
    g_autoptr (Stage) stage = make_offer ("product=coffee");

    stage_hear (stage, "shopping", intents[i], NULL, "…");
    g_assert_false (stage_did (stage, "ask shop"));
    g_assert_false (stage_did (stage, "ordered"));
  }

  /* A yes to nothing, and a yes to another skill's question. */
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Stage) stage = i ? make_offer ("product=coffee") : stage_new ("en-US");

    if (i)
      stage_post (stage, &(EarEvent) {
        .type = EAR_EVENT_EXPECTED,
        .expected = { .skill = "lists", .kind = "confirm", .intent = "shopping.reorder", .proposal = "{\"product\":{\"sku\":\"C1\"},\"quantity\":1,\"index\":0}" },
      });
    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
    stage_assert (stage, "");
  }
}

static void
test_quantity (void)
{
  static const struct { const char *slots, *quantity; } rows[] = {
    { "product=coffee; quantity=3", "\"quantity\":3" }, { "product=coffee; quantity=0", "\"quantity\":1" },
    { "product=coffee; quantity=-4", "\"quantity\":1" }, { "product=coffee; quantity=1000000", "\"quantity\":5" },
    { "product=coffee; quantity=many", "\"quantity\":1" }, { "product=coffee; quantity=99999999999999999999", "\"quantity\":1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = make_offer (rows[i].slots);

    g_assert_true (stage_did (stage, rows[i].quantity));
    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
    g_assert_true (stage_did (stage, rows[i].quantity));
  }
}

static void
test_sold_out (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "shopping", "shopping.reorder", "product=coffee", "order coffee");
  stage_answer (stage, "shopping", make_products (&gone, &beans, NULL));
  stage_assert_words (stage, "Rare coffee is sold out", "Coffee beans", "?", NULL);
  g_assert_true (stage_did (stage, "\"sku\":\"C2\""));
  stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");

  stage_hear (stage, "shopping", "shopping.reorder", "product=coffee", "order coffee");
  stage_answer (stage, "shopping", make_products (&gone, NULL));
  stage_assert (stage, "say");
  stage_assert_words (stage, "Rare coffee is sold out", NULL);

  stage_hear (stage, "shopping", "shopping.reorder", "product=unicorns", "order unicorns");
  stage_answer (stage, "shopping", make_products (NULL, NULL));
  stage_assert (stage, "say");
  stage_assert_words (stage, "nicorns", NULL);
}

static void
test_failures (void)
{
  static const char *const codes[] = { "offline", "timeout", "auth", "out-of-stock", "rate-limited", "bad-response", NULL };

  for (guint i = 0; codes[i]; i++) {
    g_autoptr (Stage) stage = make_offer ("product=coffee");

    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
    stage_fail (stage, "shopping", codes[i]);
    stage_assert (stage, "say");
  }
  for (guint i = 0; i < 2; i++) {
    g_autoptr (Stage) stage = make_offer ("product=coffee");

    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
    stage_answer (stage, "shopping", ear_answer_new (i ? EAR_ANSWER_RECEIPT : EAR_ANSWER_TRACKS));
    stage_assert (stage, "say");
  }
}

static void
test_hostile_products (void)
{
  static const EarProduct rows[] = {
    { 0 },
    { .sku = "X", .stock = 5 },
    { .sku = "X", .title = "<b>&", .unit = "\"", .currency = "XXX", .micros = G_MAXINT64 / 100, .stock = G_MAXINT64 },
    { .sku = "X", .title = "Y", .micros = G_MAXINT64, .stock = 5 },
    { .sku = "X", .title = "Y", .micros = -5, .stock = 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "shopping", "shopping.reorder", "product=x; quantity=99", "order x");
    stage_answer (stage, "shopping", make_products (&rows[i], NULL));
    g_assert_nonnull (stage_get_words (stage));
    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  }
}

static void
test_hostile_proposals (void)
{
  static const char *const proposals[] = {
    "", "null", "[]", "{}", "{\"product\":{}}", "{\"product\":[],\"quantity\":1,\"index\":0}", "{\"product\":{},\"quantity\":1,\"index\":0}",
    "{\"product\":{\"sku\":\"C1\"},\"quantity\":-1,\"index\":0}", "{\"product\":{\"sku\":\"C1\"},\"quantity\":1e9,\"index\":0}",
    "{\"product\":{\"sku\":7},\"quantity\":1,\"index\":0}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (proposals); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    EarEvent expected = {
      .type = EAR_EVENT_EXPECTED,
      .expected = { .skill = "shopping", .kind = "confirm", .intent = "shopping.reorder", .proposal = proposals[i] },
    };

    stage_post (stage, &expected);
    stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
    stage_assert (stage, "say");
    stage_post (stage, &expected);
    stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
    stage_assert (stage, "say");
  }
}

static void
test_track_and_cancel (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_hear (stage, "shopping", "shopping.track", NULL, "where is my order");
  stage_assert (stage, "say");
  stage_hear (stage, "shopping", "shopping.cancel", NULL, "cancel my order");
  stage_assert (stage, "say");

  stage_hear (stage, "shopping", "shopping.reorder", "product=coffee", "order coffee");
  stage_answer (stage, "shopping", make_products (&coffee, NULL));
  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  stage_answer (stage, "shopping", make_receipt ("placed"));
  stage_hear (stage, "shopping", "shopping.track", NULL, "where is my order");
  stage_assert_words (stage, "Ground coffee", "on Wednesday", "E-100200", NULL);

  stage_hear (stage, "shopping", "shopping.cancel", NULL, "cancel my order");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"confirm\",\"intent\":\"shopping.cancel\"}");
  stage_hear (stage, "shopping", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");
  stage_hear (stage, "shopping", "shopping.cancel", NULL, "cancel my order");
  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "ask shop {\"operation\":\"cancel\",\"locale\":\"en-US\",\"text\":\"E-100200\",\"sku\":\"C1\",\"quantity\":1}");
  stage_fail (stage, "shopping", "timeout");
  stage_assert (stage, "say");

  stage_hear (stage, "shopping", "shopping.cancel", NULL, "cancel my order");
  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  stage_answer (stage, "shopping", make_receipt ("canceled"));
  g_assert_true (stage_did (stage, "\"state\":\"canceled\""));
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"shop.margin\",\"quantity\":-1,\"currency\":\"USD\",\"gross_micros\":-11990000"));
  stage_hear (stage, "shopping", "shopping.track", NULL, "where is my order");
  stage_assert_words (stage, "cancel", NULL);
  stage_hear (stage, "shopping", "shopping.cancel", NULL, "cancel my order");
  stage_assert (stage, "say");
}

static void
test_track_later (void)
{
  g_autoptr (Stage) stage = make_offer ("product=coffee");

  stage_hear (stage, "shopping", "AMAZON.YesIntent", NULL, "yes");
  stage_answer (stage, "shopping", make_receipt ("placed"));
  stage_wait (stage, 3 * G_TIME_SPAN_DAY);
  stage_hear (stage, "shopping", "shopping.track", NULL, "where is my order");
  stage_assert_words (stage, "should have", "yesterday", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shopping/search", test_search);
  g_test_add_func ("/shopping/offer", test_offer);
  g_test_add_func ("/shopping/yes", test_yes);
  g_test_add_func ("/shopping/no", test_no);
  g_test_add_func ("/shopping/yes-to-the-second", test_yes_to_the_second);
  g_test_add_func ("/shopping/nothing-without-yes", test_nothing_without_yes);
  g_test_add_func ("/shopping/quantity", test_quantity);
  g_test_add_func ("/shopping/sold-out", test_sold_out);
  g_test_add_func ("/shopping/failures", test_failures);
  g_test_add_func ("/shopping/hostile-products", test_hostile_products);
  g_test_add_func ("/shopping/hostile-proposals", test_hostile_proposals);
  g_test_add_func ("/shopping/track-and-cancel", test_track_and_cancel);
  g_test_add_func ("/shopping/track-later", test_track_later);

  return g_test_run ();
}
