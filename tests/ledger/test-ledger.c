/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"

#include <string.h>

static void
apply (EarLedger *ledger,
       EarEvent  *event)
{
  g_autoptr (EarEvent) owned = event;

  ear_ledger_apply (ledger, owned);
}

static void
assert_balanced (EarLedger *ledger)
{
  g_autoptr (GError) error = NULL;

  ear_ledger_check (ledger, &error);
  g_assert_no_error (error);
}

static void
assert_posting (EarLedger  *ledger,
                guint       index,
                const char *account,
                gint64      micros)
{
  const EarPosting *posting = &g_array_index (ear_ledger_get_postings (ledger), EarPosting, index);

  g_assert_cmpuint (index, <, ear_ledger_get_postings (ledger)->len);
  g_assert_cmpstr (posting->account, ==, account);
  g_assert_cmpint (posting->micros, ==, micros);
}

static void
assert_result (EarResult result,
               gint64    revenue,
               gint64    contribution,
               gint64    device,
               gint64    loaded)
{
  g_assert_cmpint (result.revenue, ==, revenue);
  g_assert_cmpint (result.cost[EAR_DEPTH_CONTRIBUTION], ==, contribution);
  g_assert_cmpint (result.cost[EAR_DEPTH_DEVICE], ==, device);
  g_assert_cmpint (result.cost[EAR_DEPTH_LOADED], ==, loaded);
}

static void
test_depths (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  g_autoptr (GPtrArray) events = test_weather (tariff, "s1", 1, MORNING);

  for (guint i = 0; i < events->len; i++)
    ear_ledger_apply (ledger, g_ptr_array_index (events, i));

  assert_balanced (ledger);
  assert_result (ear_ledger_get_session (ledger), 0, 1000, 6254, 79274);
  assert_result (ear_ledger_get_turn (ledger, 1), 0, 1000, 6254, 79274);
  assert_result (ear_ledger_get_total (ledger), 0, 1000, 6254, 79274);
  assert_result (ear_ledger_get_turn (ledger, 2), 0, 0, 0, 0);
  assert_posting (ledger, 0, "Expenses:Voice:ASR", 450);
  assert_posting (ledger, 1, "Assets:Clearing", -450);
  g_assert_cmpuint (ear_ledger_get_warnings (ledger)->len, ==, 0);
}

static void
test_sessions (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  gint64 earned_back;

  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge ("ads.impression", 12000, 1, MORNING));
  apply (ledger, test_charge ("voice.asr", -450, 1, MORNING));
  apply (ledger, test_close (MORNING));
  g_assert_cmpuint (ear_ledger_get_n_charges (ledger, "ads.impression"), ==, 1);
  g_assert_cmpuint (ear_ledger_get_n_charges (ledger, "voice.tts"), ==, 0);
  assert_result (ear_ledger_get_session (ledger), 12000, 450, 450, 450);

  /* Between two sessions: in the whole, in no session. */
  apply (ledger, test_charge ("music.track-free", -2100, 2, MORNING));
  apply (ledger, test_close (MORNING));
  assert_result (ear_ledger_get_session (ledger), 12000, 450, 450, 450);

  apply (ledger, test_open ("b", MORNING));
  assert_result (ear_ledger_get_session (ledger), 0, 0, 0, 0);
  apply (ledger, test_charge ("voice.asr", -450, 3, MORNING));
  assert_result (ear_ledger_get_session (ledger), 0, 450, 450, 450);
  assert_result (ear_ledger_get_total (ledger), 12000, 3000, 3000, 3000);
  assert_result (ear_ledger_get_turn (ledger, 2), 0, 2100, 2100, 2100);
  assert_balanced (ledger);

  g_assert_cmpint (ear_ledger_get_subsidy (ledger, &earned_back), ==, 19000000);
  g_assert_cmpint (earned_back, ==, 9000);
}

static void
test_shares (void)
{
  static const char *const order[] = { "shop.margin", "shop.payment", "voice.asr", "device.subsidy", "people.development" };
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  g_autoptr (GPtrArray) shares = NULL;
  gint64 sum = 0;

  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge ("ads.impression", 12000, 1, MORNING));
  apply (ledger, test_open ("b", MORNING));
  apply (ledger, test_charge ("people.development", -73020, 2, MORNING));
  apply (ledger, test_charge ("shop.payment", -200000, 2, MORNING));
  apply (ledger, test_charge ("device.subsidy", -5254, 2, MORNING));
  apply (ledger, test_charge ("shop.margin", 800000, 2, MORNING));
  apply (ledger, test_charge ("voice.asr", -450, 2, MORNING));
  apply (ledger, test_charge ("voice.asr", -450, 3, MORNING));
  apply (ledger, test_charge ("shop.returns", -5, 3, MORNING));
  apply (ledger, test_charge ("shop.returns", 5, 3, MORNING));
  apply (ledger, test_close (MORNING));

  shares = ear_ledger_list_shares (ledger, NULL);
  g_assert_cmpuint (shares->len, ==, G_N_ELEMENTS (order));
  for (guint i = 0; i < shares->len; i++) {
    const EarShare *share = g_ptr_array_index (shares, i);

    g_assert_cmpstr (share->item, ==, order[i]);
    sum += share->micros;
  }
  g_assert_cmpint (((EarShare *) g_ptr_array_index (shares, 2))->micros, ==, -900);
  g_assert_cmpstr (((EarShare *) g_ptr_array_index (shares, 2))->label, ==, "Speech recognition");
  g_assert_cmpint (sum, ==, ear_ledger_get_session (ledger).revenue - ear_ledger_get_session (ledger).cost[EAR_DEPTH_LOADED]);
}

/* An order that is canceled takes its own income back and is no cost. */
static void
test_refund (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);

  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge ("shop.margin", 800000, 1, MORNING));
  apply (ledger, test_charge ("shop.margin", -800000, 2, MORNING));
  assert_result (ear_ledger_get_session (ledger), 0, 0, 0, 0);
  assert_result (ear_ledger_get_turn (ledger, 1), 800000, 0, 0, 0);
  assert_result (ear_ledger_get_turn (ledger, 2), 0, 800000, 800000, 800000);

  apply (ledger, test_open ("b", MORNING));
  apply (ledger, test_charge ("shop.margin", -300000, 3, MORNING));
  assert_result (ear_ledger_get_session (ledger), 0, 300000, 300000, 300000);
  assert_balanced (ledger);
}

static void
test_splits (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  gint64 micros;

  apply (ledger, test_open ("a", MORNING));
  g_assert_true (ear_tariff_price (tariff, "skill.margin", 1, 1990005, &micros));
  g_assert_cmpint (micros, ==, 597002);
  apply (ledger, test_charge_gross ("skill.margin", micros, 1990005, "USD", 1));
  assert_posting (ledger, 0, "Income:Skills", -597002);
  assert_posting (ledger, 1, "Assets:Clearing", 1990005);
  assert_posting (ledger, 2, "Liabilities:Developers", -1393003);
  assert_result (ear_ledger_get_session (ledger), 597002, 0, 0, 0);

  /* The refund reverses all three. */
  apply (ledger, test_charge_gross ("skill.margin", -micros, -1990005, "USD", 2));
  assert_posting (ledger, 3, "Income:Skills", 597002);
  assert_posting (ledger, 4, "Assets:Clearing", -1990005);
  assert_posting (ledger, 5, "Liabilities:Developers", 1393003);

  /* Selling the device moves wealth and is no result of an answer. */
  apply (ledger, test_charge ("device.unit-subsidy", -19000000, 3, MORNING));
  assert_posting (ledger, 6, "Assets:Device:PrepaidSubsidy", 19000000);
  assert_posting (ledger, 7, "Assets:Inventory", -19000000);
  assert_result (ear_ledger_get_session (ledger), 0, 0, 0, 0);
  assert_balanced (ledger);
}

static void
test_oddities (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  GPtrArray *warnings = ear_ledger_get_warnings (ledger);

  apply (ledger, test_charge ("games.coin", 100, 1, MORNING));
  assert_posting (ledger, 0, "Assets:Suspense", -100);
  assert_posting (ledger, 1, "Assets:Clearing", 100);
  g_assert_cmpuint (warnings->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 0), "games.coin"));
  apply (ledger, test_charge ("games.coin", 100, 1, MORNING));
  g_assert_cmpuint (warnings->len, ==, 1);
  assert_result (ear_ledger_get_total (ledger), 200, 0, 0, 0);

  apply (ledger, test_charge_gross (NULL, -1, 0, NULL, 1));
  g_assert_cmpuint (warnings->len, ==, 2);
  apply (ledger, test_charge_gross ("shop.margin", 500, 0, "JPY", 1));
  g_assert_cmpuint (warnings->len, ==, 3);
  g_assert_nonnull (strstr (g_ptr_array_index (warnings, 2), "no rate for JPY"));
  apply (ledger, test_charge_gross ("shop.margin", 500, 0, "EUR\n; x", 1));
  apply (ledger, test_charge_gross ("shop.margin", G_MININT64, G_MININT64, "USD", 1));
  apply (ledger, test_charge_gross ("skill.margin", 5, G_MININT64, "USD", 1));
  assert_result (ear_ledger_get_total (ledger), 205, 1, 1, 1);
  assert_balanced (ledger);

  for (guint i = 0; i < 20000; i++)
    apply (ledger, test_charge_gross ("shop.margin", G_GINT64_CONSTANT (1000000000000000), 0, "USD", G_MAXUINT));
  g_assert_cmpint (ear_ledger_get_total (ledger).revenue, ==, G_MAXINT64 / 4);
  g_assert_cmpuint (warnings->len, <=, 100);
}

/* Postings keep what was charged; results are in the tariff's currency, each charge converted once. */
static void
test_currencies (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
  g_autoptr (GPtrArray) shares = NULL;

  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge_gross ("shop.margin", 719200, 8990000, "EUR", 1));
  apply (ledger, test_charge ("voice.asr", -450, 1, MORNING));
  g_assert_cmpuint (ear_ledger_get_warnings (ledger)->len, ==, 0);
  g_assert_cmpstr (ear_ledger_get_currency (ledger), ==, "USD");
  assert_posting (ledger, 0, "Income:Shopping:Margin", -719200);
  g_assert_cmpstr (g_array_index (ear_ledger_get_postings (ledger), EarPosting, 0).currency, ==, "EUR");
  assert_result (ear_ledger_get_session (ledger), 850598, 450, 450, 450);
  assert_result (ear_ledger_get_turn (ledger, 1), 850598, 450, 450, 450);
  shares = ear_ledger_list_shares (ledger, NULL);
  g_assert_cmpint (((EarShare *) g_ptr_array_index (shares, 0))->micros, ==, 850598);
  g_clear_pointer (&shares, g_ptr_array_unref);
  shares = ear_ledger_list_shares (ledger, "de-DE");
  g_assert_cmpstr (((EarShare *) g_ptr_array_index (shares, 0))->label, ==,
                   ear_tariff_item_get_label (ear_tariff_find (tariff, "shop.margin"), "de"));
  assert_balanced (ledger);

  /* What is taken back is worth what it was. */
  apply (ledger, test_charge_gross ("shop.margin", -719200, -8990000, "EUR", 1));
  assert_result (ear_ledger_get_total (ledger), 0, 450, 450, 450);
  assert_balanced (ledger);
}

static void
test_without_tariff (void)
{
  g_autoptr (EarLedger) ledger = ear_ledger_new (NULL);
  gint64 earned_back;

  g_assert_null (ear_ledger_get_currency (ledger));
  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge_gross ("device.subsidy", -5254, 0, "EUR", 1));
  g_assert_cmpstr (ear_ledger_get_currency (ledger), ==, "EUR");
  assert_result (ear_ledger_get_session (ledger), 0, 0, 5254, 5254);
  g_assert_cmpint (ear_ledger_get_subsidy (ledger, &earned_back), ==, 0);
  g_assert_cmpint (earned_back, ==, 0);
}

static EarEvent *
make_random (EarTariff *tariff)
{
  static const char *const currencies[] = { "USD", "USD", "USD", "EUR", "JPY", NULL, "bad" };
  GPtrArray *items = ear_tariff_get_items (tariff);
  const EarTariffItem *item = g_ptr_array_index (items, g_test_rand_int_range (0, items->len));
  const char *currency = currencies[g_test_rand_int_range (0, G_N_ELEMENTS (currencies))];
  gint64 gross = g_test_rand_int_range (-100000000, 100000000), micros;

  if (g_test_rand_int_range (0, 20) == 0)
    return test_open ("x", MORNING);
  if (g_test_rand_int_range (0, 20) == 0)
    return test_close (MORNING);
  if (g_test_rand_int_range (0, 20) == 0)
    return test_charge_gross ("made.up", gross, 0, currency, g_test_rand_int_range (0, 40));

  g_assert_true (ear_tariff_price (tariff, item->key, g_test_rand_int_range (-3, 200), gross, &micros));

  return test_charge_gross (item->key, micros, gross, currency, g_test_rand_int_range (0, 40));
}

/* Whatever is charged: the books balance, and the result is what the income and expense accounts say. */
static void
test_random_charges (void)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();

  for (guint round = 0; round < 50; round++) {
    g_autoptr (EarTape) tape = ear_tape_new ();
    g_autoptr (EarLedger) ledger = NULL;
    g_autoptr (EarLedger) again = ear_ledger_new (tariff);
    gint64 margin = 0, turns = 0, converted;
    EarResult total;

    for (guint i = 0; i < 400; i++) {
      EarEvent *event = make_random (tariff);

      ear_ledger_apply (again, event);
      ear_tape_append (tape, event);
    }
    ledger = ear_ledger_new_at (tariff, tape, 400);
    assert_balanced (ledger);

    for (guint i = 0; i < ear_ledger_get_postings (ledger)->len; i++) {
      const EarPosting *posting = &g_array_index (ear_ledger_get_postings (ledger), EarPosting, i);

      g_assert_nonnull (strchr ("AELIX", posting->account[0]));
      if ((g_str_has_prefix (posting->account, "Income:") || g_str_has_prefix (posting->account, "Expenses:") ||
           strcmp (posting->account, "Assets:Suspense") == 0) &&
          ear_tariff_convert (tariff, posting->micros, posting->currency, &converted))
        margin -= converted;
    }

    total = ear_ledger_get_total (ledger);
    g_assert_cmpint (total.revenue - total.cost[EAR_DEPTH_LOADED], ==, margin);
    g_assert_cmpint (total.revenue, >=, 0);
    g_assert_cmpint (total.cost[EAR_DEPTH_CONTRIBUTION], >=, 0);
    g_assert_cmpint (total.cost[EAR_DEPTH_DEVICE], >=, total.cost[EAR_DEPTH_CONTRIBUTION]);
    g_assert_cmpint (total.cost[EAR_DEPTH_LOADED], >=, total.cost[EAR_DEPTH_DEVICE]);

    for (guint turn = 0; turn < 40; turn++) {
      EarResult result = ear_ledger_get_turn (ledger, turn);

      g_assert_cmpint (result.revenue, >=, 0);
      turns += result.revenue - result.cost[EAR_DEPTH_LOADED];
    }
    g_assert_cmpint (turns, ==, margin);

    /* The fold is one: event by event or at once. */
    g_assert_cmpmem (&total, sizeof total, &(EarResult[]) { ear_ledger_get_total (again) }, sizeof total);
    g_assert_cmpmem (ear_ledger_get_postings (ledger)->data, ear_ledger_get_postings (ledger)->len * sizeof (EarPosting),
                     ear_ledger_get_postings (again)->data, ear_ledger_get_postings (again)->len * sizeof (EarPosting));
  }
}

static void
test_unbalanced (void)
{
  g_autoptr (EarLedger) ledger = ear_ledger_new (NULL);
  g_autoptr (GError) error = NULL;

  apply (ledger, test_open ("a", MORNING));
  apply (ledger, test_charge ("voice.asr", -450, 1, MORNING));
  apply (ledger, test_open ("b", MORNING));
  apply (ledger, test_charge ("voice.asr", -450, 1, MORNING));
  g_array_index (ear_ledger_get_postings (ledger), EarPosting, 1).micros++;
  g_array_index (ear_ledger_get_postings (ledger), EarPosting, 2).micros--;

  g_assert_false (ear_ledger_check (ledger, &error));
  g_assert_error (error, EAR_LEDGER_ERROR, EAR_LEDGER_ERROR_UNBALANCED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ledger/depths", test_depths);
  g_test_add_func ("/ledger/sessions", test_sessions);
  g_test_add_func ("/ledger/shares", test_shares);
  g_test_add_func ("/ledger/refund", test_refund);
  g_test_add_func ("/ledger/splits", test_splits);
  g_test_add_func ("/ledger/oddities", test_oddities);
  g_test_add_func ("/ledger/currencies", test_currencies);
  g_test_add_func ("/ledger/without-tariff", test_without_tariff);
  g_test_add_func ("/ledger/random-charges", test_random_charges);
  g_test_add_func ("/ledger/unbalanced", test_unbalanced);

  return g_test_run ();
}
