/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"
#include "speaker/ear-stage.h"

#include <glib/gstdio.h>
#include <string.h>

/* A whole day with the device: what arrives, who rings, what is read, and what a few words start. */

static void
assert_said (Bench      *bench,
             const char *part)
{
  const EarEvent *said = bench_peek_last (bench, EAR_EVENT_SAID);

  g_assert_nonnull (said);
  if (strstr (said->said.text, part) == NULL)
    g_error ("“%s” was expected in “%s”", part, said->said.text);
}

static void
sense (Bench      *bench,
       const char *what,
       const char *value,
       const char *detail)
{
  g_autoptr (GError) error = NULL;

  ear_stage_sense (bench->speaker, what, value, detail, &error);
  g_assert_no_error (error);
  bench_settle (bench);
}

static void
set (Bench      *bench,
     const char *setting,
     const char *value)
{
  g_autoptr (GError) error = NULL;

  ear_stage_set (bench->speaker, setting, value, &error);
  g_assert_no_error (error);
  bench_settle (bench);
}

static EarState
get_state (Bench *bench)
{
  return ear_speaker_get_state (bench->speaker);
}

/* Every step is answered before the next begins, nothing gets in between, and the session closes once. */
static void
test_routine (Bench         *bench,
              gconstpointer  data)
{
  bench_say (bench, "good morning");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_STEPPED), ==, 5);
  g_assert_true (get_state (bench).session_open);
  bench_wait (bench, G_TIME_SPAN_SECOND);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_STEPPED), ==, 6);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_OPENED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_CLOSED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_HEARD), ==, 1);
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_MUSIC);
  g_assert_cmpint (get_state (bench).n_steps, ==, 0);
}

static void
test_routine_without_adverts (Bench         *bench,
                              gconstpointer  data)
{
  for (guint i = 0; i < 4; i++)
    bench_say (bench, "what time is it");
  bench_say (bench, "good morning");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  for (guint i = 1; i <= ear_tape_get_length (ear_speaker_get_tape (bench->speaker)); i++) {
    const EarEvent *event = ear_tape_peek (ear_speaker_get_tape (bench->speaker), i);

    g_assert_false (event->type == EAR_EVENT_ASKED && strcmp (event->asked.kind, "ads") == 0);
  }
}

/* "Stop" in a pause, and "stop" in reply to a step. */
static void
test_routine_stops (Bench         *bench,
                    gconstpointer  data)
{
  guint n_stepped;

  bench_say (bench, "good morning");
  bench_say (bench, "stop");
  g_assert_false (get_state (bench).session_open);
  g_assert_cmpint (get_state (bench).n_steps, ==, 0);
  n_stepped = bench_count (bench, EAR_EVENT_STEPPED);
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_STEPPED), ==, n_stepped);
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_NOTHING);
}

/* A pause that was cut short by a second start does not count for both. */
static void
test_routine_twice (Bench         *bench,
                    gconstpointer  data)
{
  bench_say (bench, "good morning");
  bench_say (bench, "good morning");
  bench_wait (bench, G_TIME_SPAN_SECOND);
  g_assert_false (get_state (bench).session_open);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLANNED), ==, 2);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLAYED), ==, 1);
}

static EarSpeaker *
make_own (Bench      *bench,
          const char *folder)
{
  EarSpeakerConfig config = bench_get_config (bench);
  g_autoptr (GError) error = NULL;
  EarSpeaker *speaker;

  config.folder = folder;
  speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);

  return speaker;
}

/* One's own routine: what fails, what asks back and what would never end does not end it. */
static void
test_own_routine (Bench         *bench,
                  gconstpointer  data)
{
  static const char json[] = "{\"earshot-routine\":1,\"id\":\"film\",\"titles\":{\"en-US\":\"Film\"},\"phrases\":{\"en-US\":[\"movie time\"]},"
                             "\"steps\":{\"en-US\":[{\"do\":\"florble the wibble\"},{\"do\":\"movie time\"},{\"do\":\"order more coffee\"},"
                             "{\"do\":\"volume three\"},{\"say\":\"Enjoy <it>.\"}]}}";
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  g_autofree char *routines = g_build_filename (folder, "routines", NULL);
  g_autofree char *path = g_build_filename (routines, "film.json", NULL);
  EarSpeaker *kept = bench->speaker;

  g_mkdir (routines, 0700);
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  bench->speaker = make_own (bench, folder);

  bench_say (bench, "movie time");
  g_assert_cmpint (get_state (bench).phase, ==, EAR_PHASE_EXPECTING);
  bench_wait (bench, 16 * G_TIME_SPAN_SECOND);
  g_assert_false (get_state (bench).session_open);
  g_assert_cmpint (get_state (bench).volume, ==, 3);
  assert_said (bench, "Enjoy <it>.");
  g_assert_nonnull (strstr (bench_peek_last (bench, EAR_EVENT_SAID)->said.ssml, "&lt;it&gt;"));
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLANNED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_STEPPED), ==, 5);

  bench_say (bench, "movie time");
  bench_say (bench, "yes");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 1);
  g_assert_false (get_state (bench).session_open);
  bench_say (bench, "movie time");
  bench_say (bench, "stop");
  g_assert_false (get_state (bench).session_open);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 1);

  g_unlink (path);
  g_rmdir (routines);
  g_rmdir (folder);
  ear_speaker_close (bench->speaker);
  g_assert_finalize_object (bench->speaker);
  bench->speaker = kept;
}

/* Words wait for those that are being said, and for those who sleep. */
static void
test_announcements (Bench         *bench,
                    gconstpointer  data)
{
  EarHousehold *household = ear_speaker_get_household (bench->speaker);

  sense (bench, "announcement", "Dinner is ready", "Kitchen");
  assert_said (bench, "Announcement from Kitchen: Dinner is ready.");
  g_assert_false (get_state (bench).session_open);

  bench_say (bench, "order more coffee");
  sense (bench, "doorbell", "front door", NULL);
  g_assert_cmpint (get_state (bench).phase, ==, EAR_PHASE_EXPECTING);
  bench_say (bench, "no");
  bench_say (bench, "no");
  assert_said (bench, "front door");
  g_assert_cmpuint (ear_household_get_notifications (household)->len, ==, 0);
  g_assert_false (get_state (bench).session_open);

  set (bench, "do-not-disturb", "on");
  sense (bench, "announcement", "Shh", NULL);
  sense (bench, "notification", "A parcel", "Parcels");
  bench_say (bench, "what did i miss");
  assert_said (bench, "Shh. From Parcels: A parcel.");

  /* An alarm rings all the same, and an answer is spoken. */
  bench_say (bench, "set a timer for one minute");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_state (bench).phase, ==, EAR_PHASE_RINGING);
}

/* The parcel of our own shop says that it is there. */
static void
test_delivery (Bench         *bench,
               gconstpointer  data)
{
  EarHousehold *household = ear_speaker_get_household (bench->speaker);

  bench_say (bench, "order more coffee");
  bench_say (bench, "yes");
  bench_wait (bench, 47 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (ear_household_get_notifications (household)->len, ==, 0);
  bench_wait (bench, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (ear_household_get_notifications (household)->len, ==, 1);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_ORDERED)->ordered.state, ==, "delivered");
  bench_say (bench, "read my notifications");
  assert_said (bench, "Your order has arrived");
}

static void
test_calls (Bench         *bench,
            gconstpointer  data)
{
  sense (bench, "call", "incoming", "Anna");
  g_assert_cmpuint (get_state (bench).conditions & EAR_CONDITION_CALLED, !=, 0);
  bench_say (bench, "answer");
  g_assert_cmpuint (get_state (bench).conditions & EAR_CONDITION_IN_CALL, !=, 0);
  sense (bench, "announcement", "Dinner", NULL);
  g_assert_cmpuint (ear_household_get_notifications (ear_speaker_get_household (bench->speaker))->len, ==, 1);
  bench_wait (bench, 5 * G_TIME_SPAN_MINUTE);
  bench_say (bench, "stop");
  g_assert_cmpuint (get_state (bench).conditions, ==, 0);
  g_assert_cmpint (bench_peek_last (bench, EAR_EVENT_CALLED)->at, >, 0);

  sense (bench, "call", "incoming", "Ben");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (get_state (bench).conditions, ==, 0);
  bench_say (bench, "what did i miss");
  assert_said (bench, "Missed call from Ben");
}

static void
test_book (Bench         *bench,
           gconstpointer  data)
{
  EarHousehold *household = ear_speaker_get_household (bench->speaker);
  gint64 place;

  bench_say (bench, "read the selfish giant");
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_MUSIC);
  bench_wait (bench, 30 * G_TIME_SPAN_SECOND);
  bench_say (bench, "stop");
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_NOTHING);
  place = ear_household_get_bookmark (household, "giant");
  g_assert_cmpint (place, >, 100);

  bench_say (bench, "keep reading");
  assert_said (bench, "The Selfish Giant");
  bench_wait (bench, 5 * G_TIME_SPAN_MINUTE);
  assert_said (bench, "Yes or no");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 0);
  g_assert_cmpint (ear_household_get_bookmark (household, "giant"), >, place);

  /* The next chapter has its price. */
  bench_say (bench, "next chapter");
  assert_said (bench, "one dollar and ninety nine cents");
  bench_say (bench, "yes");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 1);
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_MUSIC);
  bench_say (bench, "pause");
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_PAUSED);
  bench_say (bench, "resume");
  bench_wait (bench, G_TIME_SPAN_HOUR);
  assert_said (bench, "e");
  g_assert_cmpint (get_state (bench).playing, ==, EAR_PLAYING_NOTHING);
  bench_say (bench, "what are you reading");
  assert_said (bench, "one hundred percent");
}

/* The place outlives the device. */
static void
test_book_after_restart (Bench         *bench,
                         gconstpointer  data)
{
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "archive.sqlite", NULL);
  EarSpeaker *kept = bench->speaker;
  gint64 place = 0;

  for (guint i = 0; i < 2; i++) {
    EarSpeakerConfig config = bench_get_config (bench);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarArchive) archive = ear_archive_open (path, &error);

    g_assert_no_error (error);
    config.archive = archive;
    bench->speaker = ear_speaker_new (&config, &error);
    g_assert_no_error (error);
    if (i == 0) {
      bench_say (bench, "read the selfish giant");
      bench_wait (bench, 30 * G_TIME_SPAN_SECOND);
    } else {
      place = ear_household_get_bookmark (ear_speaker_get_household (bench->speaker), "giant");
      g_assert_cmpint (place, >, 100);
      bench_say (bench, "keep reading");
      g_assert_cmpint (bench_peek_last (bench, EAR_EVENT_BOOKMARKED)->bookmarked.position, ==, place);
    }
    ear_speaker_close (bench->speaker);
    g_assert_finalize_object (bench->speaker);
  }
  bench->speaker = kept;
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_child_mode (Bench         *bench,
                 gconstpointer  data)
{
  static const char *const refused[] = { "order more coffee", "subscribe to music unlimited", "call anna", "buy the selfish giant" };

  set (bench, "child-code", "4711");
  bench_say (bench, "turn on child mode");
  bench_say (bench, "four seven one one");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    bench_say (bench, refused[i]);
    g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_SAID)->said.skill, ==, "settings");
    g_assert_false (get_state (bench).session_open);
  }
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_CALLED), ==, 0);

  /* What was offered to a grown-up is not for the child to accept. */
  set (bench, "child-mode", "off");
  bench_say (bench, "order more coffee");
  set (bench, "child-mode", "on");
  bench_say (bench, "yes");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 0);
  bench_say (bench, "turn off child mode");
  bench_say (bench, "4711");
  bench_say (bench, "call anna");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_CALLED), ==, 1);
}

static void
test_language (Bench         *bench,
               gconstpointer  data)
{
  bench_say (bench, "speak german");
  g_assert_cmpstr (ear_speaker_get_locale (bench->speaker), ==, "de-DE");
  bench_say (bench, "guten morgen");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLANNED), ==, 1);
  bench_say (bench, "sprich englisch");
  g_assert_cmpstr (ear_speaker_get_locale (bench->speaker), ==, "en-US");
}

/* Without a connection the embedded services go on. */
static void
test_connection (Bench         *bench,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  sense (bench, "connection", "lost", NULL);
  bench_say (bench, "what's the weather in hamburg");
  assert_said (bench, "Hamburg");
  ear_registry_choose (bench->registry, EAR_SERVICE_WEATHER, "open-meteo", &error);
  g_assert_no_error (error);
  bench_say (bench, "what's the weather in hamburg");
  assert_said (bench, "can't reach the internet right now");
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_FAILED)->failed.code, ==, "disconnected");
  g_assert_false (get_state (bench).session_open);
  sense (bench, "connection", "restored", NULL);
  g_assert_cmpuint (get_state (bench).conditions, ==, 0);
}

static void
test_pairing_gives_up (Bench         *bench,
                       gconstpointer  data)
{
  bench_say (bench, "pair my phone");
  g_assert_cmpuint (get_state (bench).conditions, ==, EAR_CONDITION_PAIRING);
  bench_wait (bench, 2 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (get_state (bench).conditions, ==, 0);
}

/* A trial of thirty days is over after thirty days. */
static void
test_trial (Bench         *bench,
            gconstpointer  data)
{
  for (guint i = 0; i < 3; i++)
    sense (bench, "doorbell", "front door", NULL);
  bench_say (bench, "yes");
  assert_said (bench, "Doorbell Plus");
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_SUBSCRIBED)->subscribed.state, ==, "trial");
  bench_wait (bench, 30 * G_TIME_SPAN_DAY);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_SUBSCRIBED)->subscribed.state, ==, "active");
  g_assert_true (ear_household_has_plan (ear_speaker_get_household (bench->speaker), "doorbell"));
}

/* All that happened follows from what came from outside. */
static void
test_rerun (Bench         *bench,
            gconstpointer  data)
{
  EarSpeakerConfig config = bench_get_config (bench);
  EarTape *tape = ear_speaker_get_tape (bench->speaker);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) again = NULL;

  sense (bench, "notification", "A parcel", "Parcels");
  bench_say (bench, "good morning");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  for (guint i = 0; i < 3; i++)
    sense (bench, "doorbell", NULL, NULL);
  bench_say (bench, "yes");
  bench_say (bench, "read the selfish giant");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  sense (bench, "call", "incoming", "Anna");
  bench_say (bench, "hang up");

  again = ear_speaker_rerun (&config, tape, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_tape_get_length (again), ==, ear_tape_get_length (tape));
  for (guint i = 1; i <= ear_tape_get_length (tape); i++)
    if (!ear_event_equal (ear_tape_peek (tape, i), ear_tape_peek (again, i))) {
      g_autofree char *one = ear_event_to_json (ear_tape_peek (tape, i), TRUE);
      g_autofree char *other = ear_event_to_json (ear_tape_peek (again, i), TRUE);

      g_error ("Event %u is %s and again %s", i, one, other);
    }
}

static void
test_stage (Bench         *bench,
            gconstpointer  data)
{
  guint n;
  const EarStageAction *actions = ear_stage_get_actions (&n);

  for (guint i = 0; i < n; i++) {
    guint before = ear_tape_get_length (ear_speaker_get_tape (bench->speaker));

    g_assert_true (ear_stage_find (actions[i].id) == &actions[i]);
    g_assert_true (ear_event_type_is_outside (actions[i].event.type));
    ear_stage_perform (bench->speaker, &actions[i], NULL, NULL);
    bench_settle (bench);
    g_assert_cmpuint (ear_tape_get_length (ear_speaker_get_tape (bench->speaker)), >, before);
  }
  g_assert_null (ear_stage_find ("earthquake"));
  g_assert_cmpuint (get_state (bench).conditions & EAR_CONDITION_OFFLINE, ==, 0);
}

/* A stranger's words: a megabyte, markup, no UTF-8 at all. */
static void
test_hostile (Bench         *bench,
              gconstpointer  data)
{
  g_autofree char *flood = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  const EarEvent *said;

  sense (bench, "announcement", flood, flood);
  said = bench_peek_last (bench, EAR_EVENT_SAID);
  g_assert_cmpuint (strlen (said->said.text), <, 500);
  sense (bench, "announcement", "\xff\xfe</speak><audio src=\"http://x/\"/>\x01", "<&>");
  said = bench_peek_last (bench, EAR_EVENT_SAID);
  g_assert_true (g_utf8_validate (said->said.text, -1, NULL));
  g_assert_null (strstr (said->said.ssml, "<audio"));
  g_assert_nonnull (strstr (said->said.ssml, "&lt;&amp;&gt;"));
  sense (bench, "doorbell", "<b>&", NULL);
  sense (bench, "call", "incoming", "\xff{who}");
  sense (bench, "notification", "", NULL);

  g_assert_false (ear_stage_sense (bench->speaker, "earthquake", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "doorbell"));
  g_clear_error (&error);
  g_assert_false (ear_stage_sense (bench->speaker, "connection", "\xff", NULL, &error));
  g_assert_nonnull (strstr (error->message, "restored"));
  g_clear_error (&error);
  g_assert_false (ear_stage_set (bench->speaker, "child-code", "12345", &error));
  g_assert_nonnull (strstr (error->message, "four digits"));
  g_clear_error (&error);
  g_assert_false (ear_stage_set (bench->speaker, "gravity", "off", &error));
  g_clear_error (&error);
  g_assert_false (ear_stage_set (bench->speaker, "wake-word", "", &error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  bench_add ("/life/routine", NULL, test_routine);
  bench_add ("/life/routine-without-adverts", NULL, test_routine_without_adverts);
  bench_add ("/life/routine-stops", NULL, test_routine_stops);
  bench_add ("/life/routine-twice", NULL, test_routine_twice);
  bench_add ("/life/own-routine", NULL, test_own_routine);
  bench_add ("/life/announcements", NULL, test_announcements);
  bench_add ("/life/delivery", NULL, test_delivery);
  bench_add ("/life/calls", NULL, test_calls);
  bench_add ("/life/book", NULL, test_book);
  bench_add ("/life/book-after-restart", NULL, test_book_after_restart);
  bench_add ("/life/child-mode", NULL, test_child_mode);
  bench_add ("/life/language", NULL, test_language);
  bench_add ("/life/connection", NULL, test_connection);
  bench_add ("/life/pairing-gives-up", NULL, test_pairing_gives_up);
  bench_add ("/life/trial", NULL, test_trial);
  bench_add ("/life/rerun", NULL, test_rerun);
  bench_add ("/life/stage", NULL, test_stage);
  bench_add ("/life/hostile", NULL, test_hostile);

  return g_test_run ();
}
