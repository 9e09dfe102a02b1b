/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

static const EarAdvert advert = {
  .id = "socks", .advertiser = "Wendlow", .title = "Socks", .ssml = "<speak>Socks!</speak>", .jingle = "earshot:advert/socks",
  .currency = "USD", .length_us = 9000000, .cpm_micros = 12000000,
};

#define PICK(context) "ask ads {\"operation\":\"pick\",\"locale\":\"en-US\",\"context\":\"" context "\"}"

/* A device that was spoken to before: nobody's first answers are followed by an advert. */
static Stage *
settle_in (void)
{
  Stage *stage = stage_new ("en-US");

  for (guint i = 0; i < 2; i++)
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = "…" } });

  return stage;
}

static void
converse (Stage      *stage,
          const char *skill,
          const char *intent)
{
  stage_hear (stage, skill, intent, "place=Hamburg", "…");
  stage_follow (stage);
}

static void
play_advert (Stage    *stage,
             gboolean  audible)
{
  g_autofree char *item = ear_answer_row_to_json (EAR_ANSWER_ADVERT, &advert);

  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLAYED, .played = { .kind = "advert", .token = "advert:socks", .item = item }
  });
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLAYBACK,
    .playback = { .state = "finished", .token = "advert:socks", .position_us = 9000000, .audible = audible },
  });
}

static void
test_where (void)
{
  static const struct { const char *skill, *intent, *deeds; } rows[] = {
    { "weather", "weather.forecast", PICK ("weather") }, { "weather", "weather.rain", PICK ("weather") },
    { "weather", "weather.temperature", PICK ("weather") }, { "music", "music.play", PICK ("music") },
    { "music", "music.what", "" }, { "music", "AMAZON.NextIntent", "" }, { "alerts", "alarm.list", "" }, { "chat", "chat.joke", "" },
    { "shopping", "shopping.track", "" }, { "device", NULL, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = settle_in ();

    converse (stage, rows[i].skill, rows[i].intent);
    stage_assert (stage, rows[i].deeds);
  }
}

static void
test_newcomers_are_spared (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, "");
  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, "");
  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, PICK ("weather"));
}

static void
test_answer (void)
{
  g_autoptr (Stage) stage = settle_in ();
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_ADVERT);

  ear_answer_add (answer, &advert);
  converse (stage, "weather", "weather.forecast");
  stage_answer (stage, "adverts", answer);
  stage_assert (stage, "{\"queued\",\"kind\":\"advert\",\"token\":\"advert:socks\",\"url\":\"earshot:advert/socks\",\"title\":\"Socks\","
                "\"artist\":\"Wendlow\",\"item\":{\"id\":\"socks\",\"advertiser\":\"Wendlow\",\"title\":\"Socks\","
                "\"ssml\":\"<speak>Socks!</speak>\",\"jingle\":\"earshot:advert/socks\",\"currency\":\"USD\",\"length_us\":9000000,"
                "\"cpm_micros\":12000000},\"length_us\":9000000}");

  /* Without an advert there is nothing to say about it. */
  stage_fail (stage, "adverts", "offline");
  stage_assert (stage, "");
  stage_answer (stage, "adverts", ear_answer_new (EAR_ANSWER_ADVERT));
  stage_assert (stage, "");
  stage_answer (stage, "adverts", ear_answer_new (EAR_ANSWER_REPLY));
  stage_assert (stage, "");
}

static void
test_impression (void)
{
  g_autoptr (Stage) stage = settle_in ();

  converse (stage, "weather", "weather.forecast");
  play_advert (stage, TRUE);
  stage_meet (stage, "adverts", "advert.finished");
  stage_assert (stage, "{\"charged\",\"item\":\"ads.impression\",\"quantity\":1,\"gross_micros\":12000,\"memo\":\"Wendlow\"}");
  play_advert (stage, FALSE);
  stage_meet (stage, "adverts", "advert.finished");
  stage_assert (stage, "");
  stage_meet (stage, "adverts", "advert.failed");
  stage_assert (stage, "");
}

static void
play_foreign (Stage      *stage,
              const char *billing,
              gint64      cpm_micros,
              const char *state,
              gboolean    audible)
{
  EarAdvert foreign = advert;
  g_autofree char *item = NULL, *intent = g_strconcat ("advert.", state, NULL);

  foreign.billing = billing;
  foreign.currency = cpm_micros > 0 ? "EUR" : NULL;
  foreign.cpm_micros = cpm_micros;
  item = ear_answer_row_to_json (EAR_ANSWER_ADVERT, &foreign);
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLAYED, .played = { .kind = "advert", .token = "advert:socks", .item = item }
  });
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = { .state = state, .token = "advert:socks", .audible = audible } });
  stage_meet (stage, "adverts", intent);
}

/* Who says what it pays for, and how much, pays that. */
static void
test_own_price (void)
{
  g_autoptr (Stage) stage = settle_in ();

  converse (stage, "weather", "weather.forecast");
  play_foreign (stage, "impression", 20000000, "started", TRUE);
  stage_assert (stage, "{\"charged\",\"item\":\"ads.impression\",\"quantity\":1,\"micros\":20000,\"currency\":\"EUR\","
                "\"gross_micros\":20000,\"memo\":\"Wendlow\"}");
  play_foreign (stage, "impression", 20000000, "finished", TRUE);
  stage_assert (stage, "");
  play_foreign (stage, "impression", 20000000, "started", FALSE);
  stage_assert (stage, "");
  play_foreign (stage, "impression", 0, "started", TRUE);
  stage_assert (stage, "{\"charged\",\"item\":\"ads.impression\",\"quantity\":1,\"memo\":\"Wendlow\"}");
  play_foreign (stage, "none", 0, "started", TRUE);
  stage_assert (stage, "");
  play_foreign (stage, "none", 0, "finished", TRUE);
  stage_assert (stage, "");
  play_foreign (stage, NULL, 0, "started", TRUE);
  stage_assert (stage, "");
}

static void
test_pace (void)
{
  g_autoptr (Stage) stage = settle_in ();

  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, PICK ("weather"));
  play_advert (stage, TRUE);
  for (guint i = 0; i < 3; i++) {
    converse (stage, "weather", "weather.forecast");
    stage_assert (stage, "");
  }
  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, PICK ("weather"));
}

static void
set_up_load (Stage      *stage,
             const char *setting,
             const char *value)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { setting, value } });
}

/* How many answers stay without an advert after one was heard. */
static void
test_load (void)
{
  static const struct { const char *load; guint between; } rows[] = { { "few", 7 }, { "usual", 3 }, { "many", 0 }, { "odd", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = settle_in ();

    set_up_load (stage, "adverts", rows[i].load);
    play_advert (stage, TRUE);
    for (guint n = 0; n < rows[i].between; n++) {
      converse (stage, "weather", "weather.forecast");
      stage_assert (stage, "");
    }
    converse (stage, "weather", "weather.forecast");
    stage_assert (stage, PICK ("weather"));
  }
}

static void
test_no_adverts (void)
{
  g_autoptr (Stage) stage = settle_in ();

  set_up_load (stage, "adverts", "off");
  for (guint n = 0; n < 20; n++) {
    converse (stage, "weather", "weather.forecast");
    stage_assert (stage, "");
  }
}

static void
test_place (void)
{
  static const struct { const char *place, *weather, *music; } rows[] = {
    { "anywhere", PICK ("weather"), PICK ("music") }, { "answers", PICK ("weather"), "" }, { "music", "", PICK ("music") },
    { "odd", PICK ("weather"), PICK ("music") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = settle_in ();

    set_up_load (stage, "advert-place", rows[i].place);
    converse (stage, "weather", "weather.forecast");
    stage_assert (stage, rows[i].weather);
    converse (stage, "music", "music.play");
    stage_assert (stage, rows[i].music);
  }
}

static void
test_subscriber (void)
{
  g_autoptr (Stage) stage = settle_in ();

  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = "music", .state = "active" } });
  converse (stage, "music", "music.play");
  stage_assert (stage, "");
  converse (stage, "weather", "weather.forecast");
  stage_assert (stage, PICK ("weather"));
}

static void
test_unwelcome (void)
{
  static const EarEvent events[] = {
    { .type = EAR_EVENT_EXPECTED, .expected = { .skill = "lists", .kind = "confirm" } },
    { .type = EAR_EVENT_FAILED, .failed = { .kind = "weather", .code = "offline" } },
    { .type = EAR_EVENT_RANG, .alerted = { .id = "alert-1" } },
    { .type = EAR_EVENT_PLAYED, .played = { .kind = "music", .token = "music:x" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++) {
    g_autoptr (Stage) stage = settle_in ();

    stage_hear (stage, "weather", "weather.forecast", "place=Hamburg", "…");
    stage_post (stage, &events[i]);
    stage_follow (stage);
    stage_assert (stage, "");
  }
}

static void
test_hostile_tape (void)
{
  static const char *const items[] = { NULL, "[]", "{", "{\"cpm_micros\":\"much\"}", "{},{}" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (Stage) stage = settle_in ();

    stage_meet (stage, "adverts", "advert.finished");
    stage_assert (stage, "");
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "advert", .item = items[i] } });
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "finished", .audible = TRUE } });
    stage_meet (stage, "adverts", "advert.finished");
    stage_assert (stage, "");
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/adverts/where", test_where);
  g_test_add_func ("/adverts/newcomers-are-spared", test_newcomers_are_spared);
  g_test_add_func ("/adverts/answer", test_answer);
  g_test_add_func ("/adverts/impression", test_impression);
  g_test_add_func ("/adverts/own-price", test_own_price);
  g_test_add_func ("/adverts/pace", test_pace);
  g_test_add_func ("/adverts/load", test_load);
  g_test_add_func ("/adverts/no-adverts", test_no_adverts);
  g_test_add_func ("/adverts/place", test_place);
  g_test_add_func ("/adverts/subscriber", test_subscriber);
  g_test_add_func ("/adverts/unwelcome", test_unwelcome);
  g_test_add_func ("/adverts/hostile-tape", test_hostile_tape);

  return g_test_run ();
}
