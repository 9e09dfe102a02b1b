/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-household.h"

static void
apply (EarHousehold *household,
       EarEvent      values)
{
  g_autoptr (EarEvent) event = ear_event_new (&values);

  ear_household_apply (household, event);
}

static void
schedule (EarHousehold *household,
          const char   *id,
          const char   *kind,
          gint64        due)
{
  apply (household, (EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = id, .kind = kind, .due = due } });
}

static void
alert (EarHousehold *household,
       EarEventType  type,
       const char   *id,
       gint64        due)
{
  apply (household, (EarEvent) { .type = type, .alerted = { id, due } });
}

static void
test_alerts (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  g_assert_null (ear_household_peek_next_alert (household));
  g_assert_null (ear_household_peek_ringing (household));
  schedule (household, "1", "alarm", 500);
  schedule (household, "2", "timer", 300);
  schedule (household, "3", "reminder", 300);
  g_assert_cmpuint (ear_household_get_n_scheduled (household), ==, 3);
  g_assert_cmpstr (ear_household_peek_next_alert (household)->id, ==, "2");
  g_assert_cmpstr (ear_household_find_alert (household, "3")->kind, ==, "reminder");
  g_assert_null (ear_household_find_alert (household, "4"));

  alert (household, EAR_EVENT_RANG, "2", 0);
  g_assert_cmpstr (ear_household_peek_ringing (household)->id, ==, "2");
  g_assert_cmpstr (ear_household_peek_next_alert (household)->id, ==, "3");

  alert (household, EAR_EVENT_SNOOZED, "2", 900);
  g_assert_null (ear_household_peek_ringing (household));
  g_assert_cmpint (ear_household_find_alert (household, "2")->state, ==, EAR_ALERT_SNOOZED);
  g_assert_cmpint (ear_household_find_alert (household, "2")->due, ==, 900);

  alert (household, EAR_EVENT_UNSCHEDULED, "3", 0);
  alert (household, EAR_EVENT_HUSHED, "1", 0);
  alert (household, EAR_EVENT_HUSHED, "1", 0);
  alert (household, EAR_EVENT_RANG, "no such", 0);
  g_assert_cmpuint (ear_household_get_alerts (household)->len, ==, 1);
  g_assert_cmpstr (ear_household_peek_next_alert (household)->id, ==, "2");
  g_assert_cmpuint (ear_household_get_n_scheduled (household), ==, 3);
}

/* Two programs on one profile may have given out an id twice: neither alert may be left behind. */
static void
test_same_id (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  schedule (household, "1", "alarm", 500);
  schedule (household, "1", "reminder", 500);
  alert (household, EAR_EVENT_RANG, "1", 0);
  g_assert_null (ear_household_peek_next_alert (household));
  alert (household, EAR_EVENT_SNOOZED, "1", 900);
  g_assert_null (ear_household_peek_ringing (household));
  alert (household, EAR_EVENT_HUSHED, "1", 0);
  g_assert_cmpuint (ear_household_get_alerts (household)->len, ==, 0);
}

/* What recurs stays when it is over, until it is canceled; when it comes next is for the calendar to say. */
static void
test_recurring (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  apply (household, (EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = { .id = "1", .kind = "alarm", .due = 500, .wall = "2026-03-02T07:30:00", .recurrence = "FREQ=DAILY", .sound = "jazz" },
  });
  g_assert_cmpstr (ear_household_find_alert (household, "1")->wall, ==, "2026-03-02T07:30:00");
  g_assert_cmpstr (ear_household_find_alert (household, "1")->sound, ==, "jazz");

  alert (household, EAR_EVENT_RANG, "1", 0);
  alert (household, EAR_EVENT_HUSHED, "1", 0);
  g_assert_cmpint (ear_household_find_alert (household, "1")->state, ==, EAR_ALERT_SET);
  g_assert_cmpint (ear_household_find_alert (household, "1")->due, ==, G_MAXINT64);
  alert (household, EAR_EVENT_RESCHEDULED, "1", 900);
  g_assert_cmpint (ear_household_find_alert (household, "1")->due, ==, 900);
  alert (household, EAR_EVENT_UNSCHEDULED, "1", 0);
  g_assert_null (ear_household_find_alert (household, "1"));

  schedule (household, "2", "alarm", 500);
  alert (household, EAR_EVENT_MISSED, "2", 0);
  g_assert_null (ear_household_find_alert (household, "2"));
}

static void
test_notifications (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();
  const EarNotification *first;

  apply (household, (EarEvent) { .type = EAR_EVENT_NOTIFIED, .at = 7, .notified = { "1", "delivery", NULL, "Your coffee is here." } });
  apply (household, (EarEvent) { .type = EAR_EVENT_NOTIFIED, .notified = { "2", "message", "Anna", "Late." } });
  first = g_ptr_array_index (ear_household_get_notifications (household), 0);
  g_assert_cmpstr (first->text, ==, "Your coffee is here.");
  g_assert_cmpint (first->at, ==, 7);

  apply (household, (EarEvent) { .type = EAR_EVENT_READ, .notified = { .id = "1" } });
  apply (household, (EarEvent) { .type = EAR_EVENT_READ, .notified = { .id = "1" } });
  g_assert_cmpuint (ear_household_get_notifications (household)->len, ==, 1);
  g_assert_cmpuint (ear_household_get_n_notified (household), ==, 2);
}

static void
test_settings (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  g_assert_cmpstr (ear_household_get_setting (household, "units", "metric"), ==, "metric");
  apply (household, (EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "units", "imperial" } });
  g_assert_cmpstr (ear_household_get_setting (household, "units", "metric"), ==, "imperial");

  g_assert_cmpint (ear_household_get_bookmark (household, "emma"), ==, 0);
  apply (household, (EarEvent) { .type = EAR_EVENT_BOOKMARKED, .bookmarked = { "emma", "Emma", 1234 } });
  g_assert_cmpint (ear_household_get_bookmark (household, "emma"), ==, 1234);
}

static void
list (EarHousehold *household,
      const char   *change,
      const char   *item)
{
  apply (household, (EarEvent) { .type = EAR_EVENT_LISTED, .listed = { "shopping", item, change } });
}

static void
test_lists (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();
  GPtrArray *shopping = ear_household_get_list (household, "shopping");

  list (household, "added", "milk");
  list (household, "added", "bread");
  list (household, "added", "milk");
  list (household, "removed", "milk");
  list (household, "removed", "caviar");
  g_assert_true (shopping == ear_household_get_list (household, "shopping"));
  g_assert_cmpuint (shopping->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (shopping, 0), ==, "bread");
  g_assert_cmpstr (g_ptr_array_index (shopping, 1), ==, "milk");
  g_assert_cmpuint (ear_household_get_list (household, "to-do")->len, ==, 0);
  list (household, "cleared", NULL);
  g_assert_cmpuint (shopping->len, ==, 0);
}

static void
test_orders (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();
  GPtrArray *purchases = ear_household_get_purchases (household);
  EarEvent order = {
    .type = EAR_EVENT_ORDERED, .at = 77, .ordered = { "A-1", "coffee", "Coffee", 2, 12000000, "USD", "placed", 99 }
  };
  const EarPurchase *first;

  apply (household, order);
  order.ordered.order = "A-2";
  apply (household, order);
  order.ordered.order = "A-1";
  order.ordered.state = "canceled";
  order.at = 78;
  apply (household, order);

  g_assert_cmpuint (purchases->len, ==, 2);
  first = g_ptr_array_index (purchases, 0);
  g_assert_cmpstr (first->state, ==, "canceled");
  g_assert_cmpstr (((EarPurchase *) g_ptr_array_index (purchases, 1))->state, ==, "placed");
  g_assert_cmpint (first->at, ==, 77);
  g_assert_cmpint (first->quantity, ==, 2);
  g_assert_cmpint (first->micros, ==, 12000000);
  g_assert_cmpint (first->due, ==, 99);
}

static void
subscribe (EarHousehold *household,
           gint64        at,
           const char   *state,
           gint64        until)
{
  apply (household, (EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .at = at, .subscribed = { "music", state, 0, "USD", until } });
}

static void
test_plans (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  g_assert_false (ear_household_has_plan (household, "music"));
  subscribe (household, 100, "trial", 200);
  g_assert_true (ear_household_has_plan (household, "music"));
  g_assert_false (ear_household_has_plan (household, "shop"));
  apply (household, (EarEvent) { .type = EAR_EVENT_TICKED, .at = 199 });
  g_assert_true (ear_household_has_plan (household, "music"));
  apply (household, (EarEvent) { .type = EAR_EVENT_TICKED, .at = 200 });
  g_assert_false (ear_household_has_plan (household, "music"));
  subscribe (household, 300, "active", 0);
  g_assert_true (ear_household_has_plan (household, "music"));
  subscribe (household, 400, "ended", 0);
  g_assert_false (ear_household_has_plan (household, "music"));
}

/* What is only offered is not had; how often it was offered is forgotten when somebody takes it. */
static void
test_offers (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();
  g_autoptr (GPtrArray) plans = NULL;

  g_assert_null (ear_household_peek_plan (household, "music"));
  subscribe (household, 100, "offered", 0);
  subscribe (household, 200, "offered", 0);
  g_assert_false (ear_household_has_plan (household, "music"));
  g_assert_cmpuint (ear_household_peek_plan (household, "music")->n_offers, ==, 2);
  g_assert_cmpint (ear_household_peek_plan (household, "music")->offered_at, ==, 200);
  subscribe (household, 300, "active", 0);
  subscribe (household, 400, "offered", 0);
  g_assert_true (ear_household_has_plan (household, "music"));
  g_assert_cmpuint (ear_household_peek_plan (household, "music")->n_offers, ==, 1);
  subscribe (household, 500, "ended", 0);
  g_assert_cmpstr (ear_household_peek_plan (household, "music")->state, ==, "ended");
  plans = ear_household_dup_plans (household);
  g_assert_cmpuint (plans->len, ==, 1);
}

static void
test_next_due (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  g_assert_cmpint (ear_household_get_next_due (household), ==, G_MAXINT64);
  subscribe (household, 100, "trial", 900);
  g_assert_cmpint (ear_household_get_next_due (household), ==, 900);
  apply (household, (EarEvent) { .type = EAR_EVENT_ORDERED, .ordered = { .order = "1", .state = "placed", .due = 500 } });
  apply (household, (EarEvent) { .type = EAR_EVENT_ORDERED, .ordered = { .order = "2", .state = "delivered", .due = 300 } });
  g_assert_cmpint (ear_household_get_next_due (household), ==, 500);
  apply (household, (EarEvent) { .type = EAR_EVENT_ORDERED, .ordered = { .order = "1", .state = "delivered" } });
  g_assert_cmpint (ear_household_get_next_due (household), ==, 900);
  subscribe (household, 200, "ended", 0);
  g_assert_cmpint (ear_household_get_next_due (household), ==, G_MAXINT64);
}

static void
test_adverts (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  apply (household, (EarEvent) { .type = EAR_EVENT_HEARD, .at = 1 });
  apply (household, (EarEvent) { .type = EAR_EVENT_HEARD, .at = 2 });
  g_assert_cmpuint (ear_household_get_n_turns_since_advert (household), ==, 2);
  g_assert_cmpint (ear_household_get_last_advert (household), ==, 0);
  apply (household, (EarEvent) { .type = EAR_EVENT_PLAYED, .at = 3, .played = { .kind = "music" } });
  g_assert_cmpuint (ear_household_get_n_adverts (household), ==, 0);
  apply (household, (EarEvent) { .type = EAR_EVENT_PLAYED, .at = 4, .played = { .kind = "advert" } });
  g_assert_cmpuint (ear_household_get_n_turns_since_advert (household), ==, 0);
  g_assert_cmpuint (ear_household_get_n_adverts (household), ==, 1);
  g_assert_cmpint (ear_household_get_last_advert (household), ==, 4);
}

/* A tape from elsewhere may leave out anything. */
static void
test_bare_events (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();

  for (guint round = 0; round < 3; round++)
    for (EarEventType t = 0; t < EAR_N_EVENTS; t++)
      apply (household, (EarEvent) { .type = t });
  apply (household, (EarEvent) { .type = EAR_EVENT_LISTED, .listed = { "shopping", NULL, "added" } });
  list (household, "removed", "milk");

  for (guint i = 0; i < ear_household_get_alerts (household)->len; i++) {
    const EarAlert *alert = g_ptr_array_index (ear_household_get_alerts (household), i);

    g_assert_nonnull (alert->id);
    g_assert_nonnull (alert->kind);
  }
  for (guint i = 0; i < ear_household_get_purchases (household)->len; i++) {
    const EarPurchase *purchase = g_ptr_array_index (ear_household_get_purchases (household), i);

    g_assert_true (purchase->order && purchase->sku && purchase->title && purchase->currency && purchase->state);
  }
}

/* The household at a position is that of a tape which ends there. */
static void
test_at (void)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) running = ear_household_new ();

  for (guint i = 1; i <= 400; i++) {
    g_autoptr (EarHousehold) back = NULL;

    ear_tape_append (tape, arbitrary_event (g_test_rand_int_range (0, EAR_N_EVENTS)));
    ear_household_apply (running, ear_tape_peek (tape, i));
    back = ear_household_new_at (tape, i);

    g_assert_cmpuint (ear_household_get_alerts (back)->len, ==, ear_household_get_alerts (running)->len);
    g_assert_cmpuint (ear_household_get_purchases (back)->len, ==, ear_household_get_purchases (running)->len);
    g_assert_cmpuint (ear_household_get_n_adverts (back), ==, ear_household_get_n_adverts (running));
    g_assert_cmpuint (ear_household_get_n_scheduled (back), ==, ear_household_get_n_scheduled (running));
    g_assert_finalize_object (g_steal_pointer (&back));
  }
}

static void
list_in_turn (EarHousehold *household,
              guint32       turn,
              const char   *item,
              const char   *change)
{
  apply (household, (EarEvent) { .type = EAR_EVENT_LISTED, .turn = turn, .at = turn * 10, .listed = { "shopping", item, change } });
}

static guint
count_losses (EarHousehold *household)
{
  gint64 at;

  return ear_household_get_losses (household, &at)->len;
}

/* What one turn takes away comes back together; what is back, or older than the last loss, is not offered again. */
static void
test_losses (void)
{
  g_autoptr (EarHousehold) household = ear_household_new ();
  const EarEvent *remedy;
  gint64 at;

  list_in_turn (household, 1, "milk", "added");
  list_in_turn (household, 2, "bread", "added");
  list_in_turn (household, 3, "cheese", "removed");
  g_assert_cmpuint (count_losses (household), ==, 0);
  list_in_turn (household, 4, NULL, "cleared");
  g_assert_cmpuint (count_losses (household), ==, 2);
  remedy = g_ptr_array_index (ear_household_get_losses (household, &at), 1);
  g_assert_cmpint (at, ==, 40);
  g_assert_cmpstr (remedy->listed.item, ==, "bread");
  g_assert_cmpstr (remedy->listed.change, ==, "added");
  list_in_turn (household, 5, "bread", "added");
  g_assert_cmpuint (count_losses (household), ==, 1);

  apply (household, (EarEvent) {
    .type = EAR_EVENT_SCHEDULED, .turn = 6,
    .scheduled = { "a", "alarm", "tea", 500, 7, "2026-03-02T07:30:00", "FREQ=DAILY", "jazz" },
  });
  apply (household, (EarEvent) { .type = EAR_EVENT_UNSCHEDULED, .turn = 7, .alerted = { .id = "a" } });
  g_assert_cmpuint (count_losses (household), ==, 1);
  remedy = g_ptr_array_index (ear_household_get_losses (household, &at), 0);
  g_assert_cmpstr (remedy->scheduled.id, ==, "a");
  g_assert_cmpstr (remedy->scheduled.label, ==, "tea");
  g_assert_cmpint (remedy->scheduled.due, ==, 500);
  g_assert_cmpint (remedy->scheduled.span_us, ==, 7);
  g_assert_cmpstr (remedy->scheduled.wall, ==, "2026-03-02T07:30:00");
  g_assert_cmpstr (remedy->scheduled.recurrence, ==, "FREQ=DAILY");
  g_assert_cmpstr (remedy->scheduled.sound, ==, "jazz");
  apply (household, *remedy);
  g_assert_cmpuint (count_losses (household), ==, 0);

  /* What rang and was stopped is not lost. */
  schedule (household, "b", "timer", 900);
  alert (household, EAR_EVENT_RANG, "b", 0);
  alert (household, EAR_EVENT_HUSHED, "b", 0);
  g_assert_cmpuint (count_losses (household), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/household/alerts", test_alerts);
  g_test_add_func ("/household/same-id", test_same_id);
  g_test_add_func ("/household/recurring", test_recurring);
  g_test_add_func ("/household/notifications", test_notifications);
  g_test_add_func ("/household/settings", test_settings);
  g_test_add_func ("/household/lists", test_lists);
  g_test_add_func ("/household/losses", test_losses);
  g_test_add_func ("/household/orders", test_orders);
  g_test_add_func ("/household/plans", test_plans);
  g_test_add_func ("/household/offers", test_offers);
  g_test_add_func ("/household/next-due", test_next_due);
  g_test_add_func ("/household/adverts", test_adverts);
  g_test_add_func ("/household/bare-events", test_bare_events);
  g_test_add_func ("/household/at", test_at);

  return g_test_run ();
}
