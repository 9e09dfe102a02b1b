/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

#define FOLLOW_UP "say\n{\"expected\",\"skill\":\"device\",\"kind\":\"follow-up\"}"

static void
expect (Stage      *stage,
        const char *kind)
{
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_EXPECTED,
    .expected = { .skill = "shopping", .kind = kind, .intent = "shopping.reorder", .proposal = "{\"quantity\":1}" },
  });
}

static void
play (Stage      *stage,
      const char *kind)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = kind, .token = "t" } });
}

static void
ring (Stage *stage,
      guint  n)
{
  for (guint i = 1; i <= n; i++) {
    g_autofree char *id = g_strdup_printf ("alert-%u", i);

    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = id, .kind = "timer" } });
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = id } });
  }
}

static void
test_stop (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", "AMAZON.StopIntent", NULL, "stop");
  stage_assert (stage, "chime end");
  play (stage, "advert");
  stage_hear (stage, "device", "AMAZON.StopIntent", NULL, "stop");
  stage_assert (stage, "stop");
  play (stage, "music");
  stage_hear (stage, "device", "AMAZON.StopIntent", NULL, "stop");
  stage_assert (stage, "stop");

  /* What rings is in front of what plays. */
  ring (stage, 2);
  stage_hear (stage, "device", "AMAZON.StopIntent", NULL, "stop");
  stage_assert (stage, "{\"hushed\",\"id\":\"alert-1\"}\n{\"hushed\",\"id\":\"alert-2\"}\nhush");
  stage_hear (stage, "device", "AMAZON.StopIntent", NULL, "stop");
  stage_assert (stage, "stop");
  stage_hear (stage, "device", "AMAZON.CancelIntent", NULL, "never mind");
  stage_assert (stage, "chime end");
}

static void
test_help (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", "AMAZON.HelpIntent", NULL, "help");
  stage_assert (stage, FOLLOW_UP);
  g_assert_nonnull (stage_get_again (stage));
  play (stage, "music");
  stage_hear (stage, "device", "AMAZON.HelpIntent", NULL, "help");
  stage_assert (stage, FOLLOW_UP);
  ring (stage, 1);
  stage_hear (stage, "device", "AMAZON.HelpIntent", NULL, "help");
  stage_assert_words (stage, "top", "nooze", NULL);

  /* The open question stays open, with all that it needs. */
  expect (stage, "confirm");
  stage_hear (stage, "device", "AMAZON.HelpIntent", NULL, "help");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"confirm\",\"intent\":\"shopping.reorder\","
                "\"proposal\":{\"quantity\":1}}");
  stage_assert_words (stage, "yes", "no", NULL);
  expect (stage, "elicit");
  stage_hear (stage, "device", "AMAZON.HelpIntent", NULL, "help");
  stage_assert_words (stage, "repeat", "cancel", NULL);
}

static void
test_repeat (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", "AMAZON.RepeatIntent", NULL, "repeat");
  stage_assert (stage, "say");
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_SAID,
    .said = { .skill = "shopping", .ssml = "<speak>Shall <b>I</b>?</speak>", .text = "Shall I?", .reprompt = "<speak>Well?</speak>" },
  });
  expect (stage, "confirm");
  stage_hear (stage, "device", "AMAZON.RepeatIntent", NULL, "repeat");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"confirm\",\"intent\":\"shopping.reorder\","
                "\"proposal\":{\"quantity\":1}}");
  g_assert_cmpstr (stage_get_words (stage), ==, "Shall I?");
  g_assert_cmpstr (stage_get_again (stage), ==, "<speak>Well?</speak>");
}

static void
test_fallback (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", NULL, NULL, "colorless green ideas");
  stage_assert (stage, FOLLOW_UP);

  /* Once, not for ever. */
  stage_hear (stage, "device", NULL, NULL, "sleep furiously");
  stage_assert (stage, "say");

  stage_hear (stage, "device", "device.time", NULL, "what time is it");
  expect (stage, "confirm");
  stage_hear (stage, "device", NULL, NULL, "colorless green ideas");
  stage_assert_words (stage, "yes", "no", NULL);
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"shopping\",\"kind\":\"confirm\",\"intent\":\"shopping.reorder\","
                "\"proposal\":{\"quantity\":1}}");
  stage_hear (stage, "device", NULL, NULL, "sleep furiously");
  stage_assert (stage, "say");
}

static void
test_stray_reply (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, FOLLOW_UP);
  stage_hear (stage, "device", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "chime end");
}

static void
test_volume (void)
{
  static const struct { const char *slots, *value; } rows[] = {
    { "level=0", "0" }, { "level=7", "7" }, { "level=10", "10" }, { "level=11", "10" }, { "level=19", "10" }, { "level=20", "2" },
    { "level=50", "5" }, { "level=100", "10" }, { "level=1000", "10" }, { "loudness=maximum|max", "10" }, { "loudness=medium|half", "5" },
    { "loudness=mute", "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");
    g_autofree char *deeds = g_strdup_printf ("{\"adjusted\",\"setting\":\"volume\",\"value\":\"%s\"}\nsay", rows[i].value);

    stage_hear (stage, "device", "device.volume", rows[i].slots, "…");
    stage_assert (stage, deeds);
  }
}

static void
test_volume_not_said (void)
{
  static const char *const slots[] = { NULL, "level=-3", "level=eleven", "loudness=purple", "level=99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "device", "device.volume", slots[i], "change the volume");
    g_assert_true (stage_did (stage, "\"kind\":\"elicit\",\"intent\":\"device.volume\",\"slot\":\"level\""));
  }
}

static void
test_louder_and_quieter (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "device", "device.louder", NULL, "louder");
  stage_assert (stage, "{\"adjusted\",\"setting\":\"volume\",\"value\":\"6\"}\nsay");
  stage_hear (stage, "device", "device.quieter", NULL, "quieter");
  stage_assert (stage, "{\"adjusted\",\"setting\":\"volume\",\"value\":\"5\"}\nsay");
  stage_assert_words (stage, "five", NULL);
  for (guint i = 0; i < 8; i++)
    stage_hear (stage, "device", "device.quieter", NULL, "quieter");
  stage_assert (stage, "{\"adjusted\",\"setting\":\"volume\",\"value\":\"0\"}\nsay");
  for (guint i = 0; i < 12; i++)
    stage_hear (stage, "device", "device.louder", NULL, "louder");
  stage_assert (stage, "{\"adjusted\",\"setting\":\"volume\",\"value\":\"10\"}\nsay");
}

static void
test_time_and_date (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  stage_hear (stage, "device", "device.time", NULL, "what time is it");
  stage_assert_words (stage, "seven thirty a.m.", NULL);
  g_assert_null (strstr (stage_get_words (stage), ".."));
  stage_hear (stage, "device", "device.date", NULL, "what day is it");
  stage_assert_words (stage, "Monday, March second", NULL);
  stage_hear (german, "device", "device.time", NULL, "wie spät ist es");
  stage_assert_words (german, "sieben Uhr dreißig", NULL);
  stage_hear (german, "device", "device.date", NULL, "welcher tag ist heute");
  stage_assert_words (german, "Montag, den zweiten März", NULL);
  stage_hear (german, "device", "device.mic", NULL, "mikrofon aus");
  stage_assert_words (german, "Taste", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/device/stop", test_stop);
  g_test_add_func ("/device/help", test_help);
  g_test_add_func ("/device/repeat", test_repeat);
  g_test_add_func ("/device/fallback", test_fallback);
  g_test_add_func ("/device/stray-reply", test_stray_reply);
  g_test_add_func ("/device/volume", test_volume);
  g_test_add_func ("/device/volume-not-said", test_volume_not_said);
  g_test_add_func ("/device/louder-and-quieter", test_louder_and_quieter);
  g_test_add_func ("/device/time-and-date", test_time_and_date);

  return g_test_run ();
}
