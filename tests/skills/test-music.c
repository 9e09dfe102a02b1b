/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

static const EarTrack tracks[] = {
  { .id = "rag", .url = "earshot:music/rag", .title = "Maple Leaf Rag", .artist = "Pell and Marlowe", .composer = "Scott Joplin",
    .album = "Left Hand", .length_us = 60000000 },
  { .id = "blues", .url = "earshot:music/blues", .title = "Blues", .artist = "Copper Kettle" },
  { .id = "end", .url = "earshot:music/end", .title = "The End", .artist = "Copper Kettle" },
};

#define QUEUED_BLUES "{\"queued\",\"kind\":\"music\",\"token\":\"music:blues\",\"url\":\"earshot:music/blues\",\"title\":\"Blues\"," \
  "\"artist\":\"Copper Kettle\",\"item\":{\"id\":\"blues\",\"url\":\"earshot:music/blues\",\"title\":\"Blues\",\"artist\":\"Copper Kettle\"}}"
#define FREE(title) "{\"charged\",\"item\":\"music.track-free\",\"quantity\":1,\"memo\":\"" title "\"}"
#define PAID(title) "{\"charged\",\"item\":\"music.track-paid\",\"quantity\":1,\"memo\":\"" title "\"}"

static EarAnswer *
make_answer (void)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_TRACKS);

  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++)
    ear_answer_add (answer, &tracks[i]);

  return answer;
}

static void
play (Stage      *stage,
      const char *id)
{
  g_autofree char *token = g_strconcat ("music:", id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++)
    if (strcmp (tracks[i].id, id) == 0) {
      g_autofree char *item = ear_answer_row_to_json (EAR_ANSWER_TRACKS, &tracks[i]);

      stage_post (stage, &(EarEvent) {
        .type = EAR_EVENT_PLAYED,
        .played = { .kind = "music", .token = token, .title = tracks[i].title, .artist = tracks[i].artist, .item = item },
      });
    }
}

static void
report (Stage      *stage,
        const char *state)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = { .state = state, .token = "music:x", .audible = TRUE } });
}

static Stage *
make_playing (void)
{
  Stage *stage = stage_new ("en-US");

  stage_hear (stage, "music", "music.play", "genre=jazz", "play some jazz");
  stage_answer (stage, "music", make_answer ());
  play (stage, "rag");

  return stage;
}

static void
test_ask (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (Stage) german = stage_new ("de-DE");

  stage_hear (stage, "music", "music.play", "title=Für Elise|fur elise; artist=Ludwig van Beethoven|beethoven", "play fur elise by beethoven");
  stage_assert (stage, "ask music {\"operation\":\"search\",\"locale\":\"en-US\",\"artist\":\"Ludwig van Beethoven\",\"title\":\"Für Elise\"}");
  stage_hear (stage, "music", "music.play", NULL, "play some music");
  stage_assert (stage, "ask music {\"operation\":\"search\",\"locale\":\"en-US\"}");
  stage_hear (stage, "music", "music.play", "genre=polka; album=Rooms with Rain|rooms with rain", "play");
  stage_assert (stage, "ask music {\"operation\":\"search\",\"locale\":\"en-US\",\"album\":\"Rooms with Rain\",\"genre\":\"polka\"}");

  /* The service is asked in its own words, not in the customer's language. */
  stage_hear (german, "music", "music.play", "genre=Klassik|klassische musik", "spiel klassische musik");
  stage_assert (german, "ask music {\"operation\":\"search\",\"locale\":\"de-DE\",\"genre\":\"classical\"}");
}

static void
test_answer (void)
{
  static const struct { const char *slots, *said; } rows[] = {
    { "title=Maple Leaf Rag", "Pell and Marlowe" }, { "genre=jazz", "jazz" }, { "artist=Scott Joplin", "Scott Joplin" },
    { "album=left", "Left Hand" }, { NULL, "Pell and Marlowe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "music", "music.play", rows[i].slots, "play …");
    stage_answer (stage, "music", make_answer ());
    stage_assert (stage, "say\n{\"queued\",\"kind\":\"music\",\"token\":\"music:rag\",\"url\":\"earshot:music/rag\","
                  "\"title\":\"Maple Leaf Rag\",\"artist\":\"Pell and Marlowe\",\"item\":{\"id\":\"rag\",\"url\":\"earshot:music/rag\","
                  "\"title\":\"Maple Leaf Rag\",\"artist\":\"Pell and Marlowe\",\"album\":\"Left Hand\",\"composer\":\"Scott Joplin\","
                  "\"length_us\":60000000},\"length_us\":60000000}\n" FREE ("Maple Leaf Rag"));
    stage_assert_words (stage, "Maple Leaf Rag", rows[i].said, NULL);
  }
}

static void
test_subscriber (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_SUBSCRIBED, .subscribed = { .plan = "music", .state = "active" } });
  stage_hear (stage, "music", "music.play", NULL, "play some music");
  stage_answer (stage, "music", make_answer ());
  g_assert_true (stage_did (stage, PAID ("Maple Leaf Rag")));
}

static void
test_nothing_found (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  EarAnswer *nameless = ear_answer_new (EAR_ANSWER_TRACKS);

  ear_answer_add (nameless, &(EarTrack) { .title = "No id" });

  stage_hear (stage, "music", "music.play", "title=bohemian rhapsody", "play bohemian rhapsody");
  stage_answer (stage, "music", ear_answer_new (EAR_ANSWER_TRACKS));
  stage_assert (stage, "say");
  stage_assert_words (stage, "ohemian rhapsody", NULL);
  stage_hear (stage, "music", "music.play", "artist=queen", "play queen");
  stage_fail (stage, "music", "not-found");
  stage_assert_words (stage, "ueen", NULL);
  stage_hear (stage, "music", "music.play", NULL, "play music");
  stage_answer (stage, "music", nameless);
  stage_assert (stage, "say");
  stage_hear (stage, "music", "music.play", NULL, "play music");
  stage_answer (stage, "music", ear_answer_new (EAR_ANSWER_REPLY));
  stage_assert (stage, "say");
  stage_hear (stage, "music", "music.play", NULL, "play music");
  stage_fail (stage, "music", "timeout");
  stage_assert (stage, "say");
}

static void
test_transport (void)
{
  g_autoptr (Stage) stage = make_playing ();

  stage_hear (stage, "music", "AMAZON.PauseIntent", NULL, "pause");
  stage_assert (stage, "pause");
  report (stage, "paused");
  stage_hear (stage, "music", "AMAZON.PauseIntent", NULL, "pause");
  stage_assert (stage, "");
  stage_hear (stage, "music", "AMAZON.ResumeIntent", NULL, "resume");
  stage_assert (stage, "resume");
  report (stage, "resumed");
  stage_hear (stage, "music", "AMAZON.ResumeIntent", NULL, "resume");
  stage_assert (stage, "");

  stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
  stage_assert (stage, QUEUED_BLUES "\n" FREE ("Blues"));
  play (stage, "blues");
  stage_hear (stage, "music", "AMAZON.StartOverIntent", NULL, "start over");
  stage_assert (stage, QUEUED_BLUES "\n" FREE ("Blues"));
  stage_hear (stage, "music", "AMAZON.PreviousIntent", NULL, "previous");
  g_assert_true (stage_did (stage, "music:rag"));
  stage_hear (stage, "music", "AMAZON.PreviousIntent", NULL, "previous");
  stage_assert (stage, "say");
  stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
  stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
  stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
  stage_assert (stage, "say");
}

static void
test_without_music (void)
{
  static const char *const intents[] = {
    "AMAZON.PauseIntent", "AMAZON.ResumeIntent", "AMAZON.NextIntent", "AMAZON.PreviousIntent", "AMAZON.StartOverIntent", "music.what",
  };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_hear (stage, "music", intents[i], NULL, "…");
    stage_assert (stage, "say");
  }
}

static void
test_resume_after_stop (void)
{
  g_autoptr (Stage) stage = make_playing ();

  report (stage, "stopped");
  stage_hear (stage, "music", "AMAZON.ResumeIntent", NULL, "play");
  g_assert_true (stage_did (stage, "music:rag"));
}

static void
test_finished (void)
{
  g_autoptr (Stage) stage = make_playing ();

  report (stage, "finished");
  stage_meet (stage, "music", "music.finished");
  stage_assert (stage, QUEUED_BLUES "\n" FREE ("Blues"));
  play (stage, "blues");
  report (stage, "failed");
  stage_meet (stage, "music", "music.failed");
  g_assert_true (stage_did (stage, "music:end"));
  play (stage, "end");
  report (stage, "finished");
  stage_meet (stage, "music", "music.finished");
  stage_assert (stage, "");
  stage_meet (stage, "music", "music.failed");
  stage_assert (stage, "say");
}

static void
test_what (void)
{
  g_autoptr (Stage) stage = make_playing ();

  stage_hear (stage, "music", "music.what", NULL, "what's playing");
  stage_assert_words (stage, "Maple Leaf Rag", "Scott Joplin", "Pell and Marlowe", NULL);
  play (stage, "blues");
  stage_hear (stage, "music", "music.what", NULL, "what's playing");
  stage_assert_words (stage, "Blues", "Copper Kettle", NULL);
  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLAYED, .played = { .kind = "advert", .token = "advert:a", .title = "Buy", .artist = "Wendlow" }
  });
  stage_hear (stage, "music", "music.what", NULL, "what's playing");
  stage_assert_words (stage, "Buy", "Wendlow", NULL);
}

/* Who says "next" to an advert gets the piece that waited behind it, and it is not paid for twice. */
static void
test_next_during_advert (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "music", "music.play", NULL, "play music");
  stage_answer (stage, "music", make_answer ());
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "advert", .token = "advert:a" } });
  stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
  g_assert_true (stage_did (stage, "music:rag"));
  g_assert_false (stage_did (stage, "charged"));

  stage_hear (stage, "music", "AMAZON.PauseIntent", NULL, "pause");
  stage_assert (stage, "stop");
}

/* A tape may hold anything. */
static void
test_hostile_tape (void)
{
  static const char *const items[] = { NULL, "", "[]", "{}", "{\"id\":7}", "{\"id\":\"x\"}, {\"id\":\"y\"}", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++) {
    g_autoptr (Stage) stage = stage_new ("en-US");

    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ANSWERED, .answered = { .kind = "music", .answer = "{\"kind\":\"tracks\"}" } });
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ANSWERED, .answered = { .kind = "music", .answer = "garbage" } });
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_QUEUED, .queued = { .kind = "music", .token = "music:x", .item = items[i] } });
    stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "music", .item = items[i] } });
    stage_hear (stage, "music", "AMAZON.NextIntent", NULL, "next");
    stage_assert (stage, "say");
    stage_hear (stage, "music", "music.what", NULL, "what's playing");
    stage_assert (stage, "say");
    stage_meet (stage, "music", "music.finished");
    stage_assert (stage, "");
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/music/ask", test_ask);
  g_test_add_func ("/music/answer", test_answer);
  g_test_add_func ("/music/subscriber", test_subscriber);
  g_test_add_func ("/music/nothing-found", test_nothing_found);
  g_test_add_func ("/music/transport", test_transport);
  g_test_add_func ("/music/without-music", test_without_music);
  g_test_add_func ("/music/resume-after-stop", test_resume_after_stop);
  g_test_add_func ("/music/finished", test_finished);
  g_test_add_func ("/music/what", test_what);
  g_test_add_func ("/music/next-during-advert", test_next_during_advert);
  g_test_add_func ("/music/hostile-tape", test_hostile_tape);

  return g_test_run ();
}
