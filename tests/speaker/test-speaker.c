/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <string.h>

static void
assert_said (Bench      *bench,
             const char *part)
{
  const EarEvent *said = bench_peek_last (bench, EAR_EVENT_SAID);

  g_assert_nonnull (said);
  if (strstr (said->said.text, part) == NULL)
    g_error ("“%s” was expected in “%s”", part, said->said.text);
}

static EarPhase
get_phase (Bench *bench)
{
  return ear_speaker_get_state (bench->speaker).phase;
}

static void
test_weather (Bench         *bench,
              gconstpointer  data)
{
  const EarEvent *understood;

  bench_say (bench, "what's the weather in Hamburg");
  understood = bench_peek_last (bench, EAR_EVENT_UNDERSTOOD);
  g_assert_cmpstr (understood->understood.intent, ==, "weather.forecast");
  assert_said (bench, "Hamburg");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_OPENED), ==, 1);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_ANSWERED)->answered.provider, ==, "offline");
}

/* The answer alone loses little, the device more, its people most: no single answer looks like a good business. */
static void
test_three_depths (Bench         *bench,
                   gconstpointer  data)
{
  EarResult result;

  bench_say (bench, "what time is it");
  result = ear_ledger_get_session (ear_speaker_get_ledger (bench->speaker));
  g_assert_cmpint (result.revenue, ==, 0);
  g_assert_cmpint (result.cost[EAR_DEPTH_CONTRIBUTION], >, 0);
  g_assert_cmpint (result.cost[EAR_DEPTH_DEVICE], >, result.cost[EAR_DEPTH_CONTRIBUTION]);
  g_assert_cmpint (result.cost[EAR_DEPTH_LOADED], >, result.cost[EAR_DEPTH_DEVICE]);
}

static void
test_alarm_rings (Bench         *bench,
                  gconstpointer  data)
{
  bench_say (bench, "wake me at eight");
  g_assert_nonnull (ear_household_peek_next_alert (ear_speaker_get_household (bench->speaker)));

  bench_wait (bench, 29 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);

  bench_say (bench, "stop");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_null (ear_household_peek_ringing (ear_speaker_get_household (bench->speaker)));
}

static void
test_alarm_is_snoozed (Bench         *bench,
                       gconstpointer  data)
{
  bench_say (bench, "wake me at eight");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  bench_say (bench, "snooze");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  bench_wait (bench, 9 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);

  ear_speaker_press (bench->speaker, "action");
  bench_settle (bench);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_false (ear_speaker_get_state (bench->speaker).session_open);
}

/* The button of a notification: no word is said for it. */
static void
test_alarm_is_snoozed_by_button (Bench         *bench,
                                 gconstpointer  data)
{
  ear_speaker_press (bench->speaker, "snooze");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_SNOOZED), ==, 0);

  bench_say (bench, "wake me at eight");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  ear_speaker_press (bench->speaker, "snooze");
  bench_settle (bench);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_false (ear_speaker_get_state (bench->speaker).session_open);
  bench_wait (bench, 9 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
}

static void
test_alarm_gives_up (Bench         *bench,
                     gconstpointer  data)
{
  bench_say (bench, "set a timer for ten minutes");
  bench_wait (bench, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  bench_wait (bench, 15 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_HUSHED), ==, 1);
}

static void
test_order_needs_a_yes (Bench         *bench,
                        gconstpointer  data)
{
  bench_say (bench, "order more coffee");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_EXPECTING);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 0);
  bench_say (bench, "yes");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 1);
  g_assert_cmpint (bench_peek_last (bench, EAR_EVENT_ORDERED)->ordered.micros, >, 0);
  assert_said (bench, bench_peek_last (bench, EAR_EVENT_ORDERED)->ordered.order);
}

static void
test_order_is_cancelled (Bench         *bench,
                         gconstpointer  data)
{
  bench_say (bench, "order more coffee");
  bench_say (bench, "cancel");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 0);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
}

/* Nobody answers: a reprompt, then the device lets go. */
static void
test_silence (Bench         *bench,
              gconstpointer  data)
{
  bench_say (bench, "order more coffee");
  bench_wait (bench, 8 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_EXPECTING);
  bench_wait (bench, 8 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_CLOSED)->closed.reason, ==, "lapsed");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ORDERED), ==, 0);
}

static void
test_music_goes_on (Bench         *bench,
                    gconstpointer  data)
{
  EarState state;
  guint n_played;

  bench_say (bench, "play some jazz");
  bench_wait (bench, G_TIME_SPAN_MINUTE / 2);
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.playing, ==, EAR_PLAYING_MUSIC);
  n_played = bench_count (bench, EAR_EVENT_PLAYED);

  bench_wait (bench, 3 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLAYED), >, n_played);

  bench_say (bench, "pause");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.playing, ==, EAR_PLAYING_PAUSED);
  bench_say (bench, "resume");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.playing, ==, EAR_PLAYING_MUSIC);
  bench_say (bench, "stop");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.playing, ==, EAR_PLAYING_NOTHING);
}

static void
test_volume_and_mute (Bench         *bench,
                      gconstpointer  data)
{
  EarState state;

  bench_say (bench, "volume seven");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.volume, ==, 7);
  ear_speaker_press (bench->speaker, "volume-up");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_cmpint (state.volume, ==, 8);
  ear_speaker_press (bench->speaker, "mute");
  state = ear_speaker_get_state (bench->speaker);
  g_assert_true (state.mic_off);
}

static void
test_provider_hangs (Bench         *bench,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_registry_set_fault (bench->registry, EAR_SERVICE_WEATHER, "hang", &error));
  g_assert_no_error (error);

  ear_speaker_hear_text (bench->speaker, "what's the weather in Hamburg");
  g_assert_false (ear_speaker_is_settled (bench->speaker));

  /* The customer does not wait; what the service says later counts for nothing. */
  bench_say (bench, "what time is it");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ANSWERED), ==, 0);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_FAILED), ==, 0);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_UNDERSTOOD)->understood.intent, ==, "device.time");
}

static void
test_provider_fails (Bench         *bench,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_registry_set_fault (bench->registry, EAR_SERVICE_WEATHER, "offline", &error));
  g_assert_no_error (error);
  bench_say (bench, "what's the weather in Hamburg");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_FAILED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_SAID), ==, 1);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
}

static void
test_not_understood (Bench         *bench,
                     gconstpointer  data)
{
  bench_say (bench, "colorless green ideas sleep furiously");
  g_assert_null (bench_peek_last (bench, EAR_EVENT_UNDERSTOOD)->understood.intent);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_SAID), ==, 1);
}

/* Quitting in the middle of an announcement starts nothing new. */
static void
test_quit_is_quiet (Bench         *bench,
                    gconstpointer  data)
{
  guint n_played;

  ear_speaker_hear_text (bench->speaker, "play some jazz");
  n_played = bench_count (bench, EAR_EVENT_PLAYED);
  ear_speaker_close (bench->speaker);
  bench_settle (bench);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_PLAYED), ==, n_played);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_SAID), ==, 0);
}

static void
test_repeat (Bench         *bench,
             gconstpointer  data)
{
  g_autofree char *first = NULL;

  bench_say (bench, "what's the weather in Hamburg");
  first = g_strdup (bench_peek_last (bench, EAR_EVENT_SAID)->said.text);
  bench_say (bench, "repeat that");
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_SAID)->said.text, ==, first);
}

static const char *const day[] = {
  "wake me at eight", "what's the weather in Hamburg", "play some jazz", "order more coffee", "yes",
  "add milk to my shopping list", "subscribe to music unlimited", "no", "stop", "gibberish forever", "what time is it",
};

static void
live_a_day (Bench *bench)
{
  for (guint i = 0; i < G_N_ELEMENTS (day); i++) {
    bench_say (bench, day[i]);
    bench_wait (bench, 20 * G_TIME_SPAN_SECOND);
  }
  ear_speaker_press (bench->speaker, "volume-down");
  bench_wait (bench, G_TIME_SPAN_HOUR);
  ear_speaker_close (bench->speaker);
}

/* What came from outside is enough to get all the rest again. */
static void
test_rerun (Bench         *bench,
            gconstpointer  data)
{
  EarSpeakerConfig config = bench_get_config (bench);
  EarTape *tape = ear_speaker_get_tape (bench->speaker);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) again = NULL;

  live_a_day (bench);
  again = ear_speaker_rerun (&config, tape, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_tape_get_length (again), ==, ear_tape_get_length (tape));

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    g_autofree char *one = ear_event_to_json (ear_tape_peek (tape, i), TRUE);
    g_autofree char *other = ear_event_to_json (ear_tape_peek (again, i), TRUE);

    g_assert_cmpstr (one, ==, other);
  }
}

/* The same clock, the same seed, the same day: the same tape, to the byte. */
static void
test_reproducible (Bench         *bench,
                   gconstpointer  data)
{
  Bench other = { 0 };

  bench_set_up (&other, NULL);
  live_a_day (bench);
  live_a_day (&other);

  for (guint i = 1; i <= ear_tape_get_length (ear_speaker_get_tape (bench->speaker)); i++)
    g_assert_true (ear_event_equal (ear_tape_peek (ear_speaker_get_tape (bench->speaker), i),
                                    ear_tape_peek (ear_speaker_get_tape (other.speaker), i)));
  bench_tear_down (&other, NULL);
}

static void
test_german (Bench         *bench,
             gconstpointer  data)
{
  bench_say (bench, "wie wird das Wetter in Hamburg");
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_UNDERSTOOD)->understood.intent, ==, "weather.forecast");
  assert_said (bench, "Hamburg");
}

static void
test_locale_changes (Bench         *bench,
                     gconstpointer  data)
{
  ear_speaker_set_locale (bench->speaker, "de-DE");
  g_assert_cmpstr (ear_speaker_get_locale (bench->speaker), ==, "de-DE");
  bench_say (bench, "wie spät ist es");
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_UNDERSTOOD)->understood.intent, ==, "device.time");

  ear_speaker_set_locale (bench->speaker, "tlh-QO");
  g_assert_cmpstr (ear_speaker_get_locale (bench->speaker), ==, "de-DE");
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ERRED), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  bench_add ("/speaker/weather", NULL, test_weather);
  bench_add ("/speaker/three-depths", NULL, test_three_depths);
  bench_add ("/speaker/alarm/rings", NULL, test_alarm_rings);
  bench_add ("/speaker/alarm/is-snoozed", NULL, test_alarm_is_snoozed);
  bench_add ("/speaker/alarm/is-snoozed-by-button", NULL, test_alarm_is_snoozed_by_button);
  bench_add ("/speaker/alarm/gives-up", NULL, test_alarm_gives_up);
  bench_add ("/speaker/order/needs-a-yes", NULL, test_order_needs_a_yes);
  bench_add ("/speaker/order/is-cancelled", NULL, test_order_is_cancelled);
  bench_add ("/speaker/silence", NULL, test_silence);
  bench_add ("/speaker/music-goes-on", NULL, test_music_goes_on);
  bench_add ("/speaker/volume-and-mute", NULL, test_volume_and_mute);
  bench_add ("/speaker/provider/hangs", NULL, test_provider_hangs);
  bench_add ("/speaker/provider/fails", NULL, test_provider_fails);
  bench_add ("/speaker/not-understood", NULL, test_not_understood);
  bench_add ("/speaker/quit-is-quiet", NULL, test_quit_is_quiet);
  bench_add ("/speaker/repeat", NULL, test_repeat);
  bench_add ("/speaker/rerun", NULL, test_rerun);
  bench_add ("/speaker/reproducible", NULL, test_reproducible);
  bench_add ("/speaker/german", "de-DE", test_german);
  bench_add ("/speaker/locale-changes", NULL, test_locale_changes);

  return g_test_run ();
}
