/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

static void
ring (Stage *stage)
{
  stage_sense (stage, "doorbell", "doorbell", "front door", NULL);
}

static gboolean
was_offered (Stage *stage)
{
  return stage_did (stage, "\"state\":\"offered\"");
}

static void
test_ring (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  ring (stage);
  g_assert_true (stage_did (stage, "{\"opened\",\"cause\":\"doorbell\"}\nchime doorbell\nsay"));
  stage_assert_words (stage, "at the front door", NULL);
  stage_close (stage);
  stage_sense (stage, "doorbell", "motion", NULL, NULL);
  stage_assert_words (stage, "motion outside", NULL);
  g_assert_true (stage_did (stage, "chime motion"));
}

/* It rings while somebody talks, and it waits while nobody is to be disturbed. */
static void
test_busy (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");
  GPtrArray *waiting = ear_household_get_notifications (stage_get_household (stage));

  ring (stage);
  g_assert_true (stage_did (stage, "chime doorbell"));
  g_assert_null (stage_get_words (stage));
  g_assert_cmpuint (waiting->len, ==, 1);

  stage_close (stage);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", "on" } });
  ring (stage);
  g_assert_false (stage_did (stage, "chime"));
  g_assert_cmpuint (waiting->len, ==, 2);
}

static void
test_offer (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  guint n_offers = 0;

  stage_close (stage);
  for (guint i = 0; i < 2; i++) {
    ring (stage);
    g_assert_false (was_offered (stage));
    stage_close (stage);
  }

  ring (stage);
  g_assert_true (was_offered (stage));
  stage_assert_words (stage, "Doorbell Plus", "thirty days", "three dollars a month", NULL);
  g_assert_true (stage_did (stage, "{\"expected\",\"skill\":\"subscriptions\",\"kind\":\"confirm\",\"intent\":\"subscription.trial\","
                            "\"proposal\":{\"plan\":\"doorbell\"}}"));
  stage_hear (stage, "subscriptions", "AMAZON.NoIntent", NULL, "no");
  stage_assert_words (stage, "doorbell", NULL);
  stage_close (stage);

  /* Not again for days; then now and then; and some day not at all any more. */
  for (guint i = 0; i < 20; i++) {
    stage_wait (stage, 2 * G_TIME_SPAN_HOUR);
    ring (stage);
    g_assert_false (was_offered (stage));
    stage_close (stage);
  }
  for (guint i = 0; i < 400; i++) {
    stage_wait (stage, G_TIME_SPAN_DAY);
    ring (stage);
    n_offers += was_offered (stage);
    stage_close (stage);
  }
  g_assert_cmpuint (n_offers, ==, 3);
}

static void
test_trial (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  EarHousehold *household = stage_get_household (stage);
  gint64 until;

  stage_close (stage);
  for (guint i = 0; i < 3; i++) {
    ring (stage);
    if (i < 2)
      stage_close (stage);
  }
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "yes");
  g_assert_true (stage_did (stage, "{\"subscribed\",\"plan\":\"doorbell\",\"state\":\"trial\""));
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"doorbell.trial\",\"quantity\":1,"));
  g_assert_false (stage_did (stage, "doorbell.subscription"));
  g_assert_true (ear_household_has_plan (household, "doorbell"));
  until = ear_household_peek_plan (household, "doorbell")->until;
  g_assert_cmpint (ear_household_get_next_due (household), ==, until);

  /* Who has it is not asked again. */
  stage_close (stage);
  stage_wait (stage, 20 * G_TIME_SPAN_DAY);
  ring (stage);
  g_assert_false (was_offered (stage));
  stage_close (stage);

  /* Nobody ended it: it costs from now on, and says so. */
  stage_wait (stage, 10 * G_TIME_SPAN_DAY);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { "household" } });
  g_assert_false (ear_household_has_plan (household, "doorbell"));
  stage_meet (stage, "subscriptions", "due.household");
  g_assert_true (stage_did (stage, "\"state\":\"active\""));
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"doorbell.subscription\",\"quantity\":1,\"gross_micros\":3000000,"));
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"doorbell.cloud\""));
  g_assert_true (stage_did (stage, "\"notified\""));
  g_assert_true (ear_household_has_plan (household, "doorbell"));
  g_assert_cmpint (ear_household_get_next_due (household), ==, G_MAXINT64);
}

/* Who comes back after the trial pays at once. */
static void
test_second_time (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "subscriptions", "subscription.start", "plan=Doorbell Plus", "abonniere doorbell plus");
  stage_assert_words (stage, "Doorbell Plus", "drei Dollar", NULL);
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "ja");
  g_assert_true (stage_did (stage, "\"trial\""));
  stage_hear (stage, "subscriptions", "subscription.cancel", NULL, "kündige mein abo");
  stage_assert_words (stage, "Doorbell Plus", NULL);
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "ja");
  g_assert_false (ear_household_has_plan (stage_get_household (stage), "doorbell"));
  stage_hear (stage, "subscriptions", "subscription.start", "plan=Doorbell Plus", "abonniere doorbell plus");
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "ja");
  g_assert_true (stage_did (stage, "\"item\":\"doorbell.subscription\""));
  g_assert_false (stage_did (stage, "\"item\":\"doorbell.trial\""));
}

static void
test_children (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "child-mode", "on" } });
  for (guint i = 0; i < 6; i++) {
    ring (stage);
    g_assert_false (was_offered (stage));
    stage_close (stage);
  }
}

static void
test_who (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "doorbell", "doorbell.who", NULL, "who's at the door");
  stage_assert (stage, "say");
  stage_hear (stage, "doorbell", "doorbell.motion", NULL, "was there any motion");
  stage_assert (stage, "say");
  ring (stage);
  stage_wait (stage, G_TIME_SPAN_DAY);
  stage_hear (stage, "doorbell", "doorbell.who", NULL, "who's at the door");
  stage_assert_words (stage, "front door", "yesterday at seven thirty a.m.", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/doorbell/ring", test_ring);
  g_test_add_func ("/doorbell/busy", test_busy);
  g_test_add_func ("/doorbell/offer", test_offer);
  g_test_add_func ("/doorbell/trial", test_trial);
  g_test_add_func ("/doorbell/second-time", test_second_time);
  g_test_add_func ("/doorbell/children", test_children);
  g_test_add_func ("/doorbell/who", test_who);

  return g_test_run ();
}
