/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#define EXPECTED(intent) "say\n{\"expected\",\"skill\":\"subscriptions\",\"kind\":\"confirm\",\"intent\":\"" intent "\"," \
  "\"proposal\":{\"plan\":\"music\"}}"
#define SUBSCRIBED(state) "{\"subscribed\",\"plan\":\"music\",\"state\":\"" state "\",\"micros\":9990000,\"currency\":\"USD\"}"
#define CHARGED(item) "{\"charged\",\"item\":\"" item "\",\"quantity\":1,\"gross_micros\":9990000,\"memo\":\"Music Unlimited\"}"

static void
test_start (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "subscriptions", "subscription.start", "plan=Music Unlimited", "subscribe to music unlimited");
  stage_assert (stage, EXPECTED ("subscription.start"));
  stage_assert_words (stage, "Music Unlimited", "nine dollars and ninety nine cents", NULL);
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, SUBSCRIBED ("active") "\n" CHARGED ("music.subscription") "\n" CHARGED ("music.royalty") "\nsay");
  g_assert_true (ear_household_has_plan (stage_get_household (stage), "music"));

  /* Nobody pays twice. */
  stage_hear (stage, "subscriptions", "subscription.start", NULL, "subscribe");
  stage_assert (stage, "say");
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "");
}

static void
test_decline (void)
{
  static const char *const intents[] = { "AMAZON.NoIntent", "AMAZON.CancelIntent", "AMAZON.StopIntent" };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++) {
    g_autoptr (Stage) stage = stage_new ("de-DE");

    stage_hear (stage, "subscriptions", "subscription.start", NULL, "abonniere musik unlimited");
    stage_assert_words (stage, "neun Dollar neunundneunzig", NULL);
    stage_hear (stage, "subscriptions", intents[i], NULL, "nein");
    stage_assert (stage, "say");
    g_assert_false (ear_household_has_plan (stage_get_household (stage), "music"));
  }
}

static void
test_cancel (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "subscriptions", "subscription.cancel", NULL, "cancel my subscription");
  stage_assert (stage, "say");
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = "music", .state = "active" } });
  stage_hear (stage, "subscriptions", "subscription.cancel", NULL, "cancel my subscription");
  stage_assert (stage, EXPECTED ("subscription.cancel"));
  stage_hear (stage, "subscriptions", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");
  stage_hear (stage, "subscriptions", "subscription.cancel", NULL, "cancel my subscription");
  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, SUBSCRIBED ("ended") "\nsay");
  g_assert_false (ear_household_has_plan (stage_get_household (stage), "music"));
}

static void
test_status (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "subscriptions", "subscription.status", NULL, "do i have a subscription");
  stage_assert_words (stage, "no subscription", NULL);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = "music", .state = "active" } });
  stage_hear (stage, "subscriptions", "subscription.status", NULL, "do i have a subscription");
  stage_assert_words (stage, "Music Unlimited", "nine dollars and ninety nine cents", NULL);
}

static void
test_yes_to_nothing (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "subscriptions", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "");
  stage_hear (stage, "subscriptions", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/subscriptions/start", test_start);
  g_test_add_func ("/subscriptions/decline", test_decline);
  g_test_add_func ("/subscriptions/cancel", test_cancel);
  g_test_add_func ("/subscriptions/status", test_status);
  g_test_add_func ("/subscriptions/yes-to-nothing", test_yes_to_nothing);

  return g_test_run ();
}
