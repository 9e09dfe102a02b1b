/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-state.h"

#include <string.h>

/* A script is a word an event: the phase after each is a row of the table below. */
static EarEvent
make_event (const char *word)
{
  static const struct { const char *word; EarEvent event; } events[] = {
    { "opened", { .type = EAR_EVENT_OPENED } },
    { "closed", { .type = EAR_EVENT_CLOSED } },
    { "woken", { .type = EAR_EVENT_WOKEN, .woken = { .direction = 30 } } },
    { "nearly", { .type = EAR_EVENT_NEARLY_WOKEN } },
    { "heard", { .type = EAR_EVENT_HEARD } },
    { "lapsed", { .type = EAR_EVENT_LAPSED } },
    { "understood", { .type = EAR_EVENT_UNDERSTOOD } },
    { "asked", { .type = EAR_EVENT_ASKED } },
    { "answered", { .type = EAR_EVENT_ANSWERED } },
    { "failed", { .type = EAR_EVENT_FAILED } },
    { "said", { .type = EAR_EVENT_SAID } },
    { "spoken", { .type = EAR_EVENT_SPOKEN } },
    { "interrupted", { .type = EAR_EVENT_SPOKEN, .spoken = { .interrupted = TRUE } } },
    { "expected", { .type = EAR_EVENT_EXPECTED } },
    { "rang", { .type = EAR_EVENT_RANG, .alerted = { .id = "1" } } },
    { "snoozed", { .type = EAR_EVENT_SNOOZED, .alerted = { .id = "1" } } },
    { "hushed", { .type = EAR_EVENT_HUSHED, .alerted = { .id = "1" } } },
    { "queued", { .type = EAR_EVENT_QUEUED } },
    { "music", { .type = EAR_EVENT_PLAYED, .played = { .kind = "music" } } },
    { "advert", { .type = EAR_EVENT_PLAYED, .played = { .kind = "advert" } } },
    { "paused", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "paused" } } },
    { "resumed", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "resumed" } } },
    { "started", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "started" } } },
    { "nearly-finished", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "nearly-finished" } } },
    { "finished", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "finished" } } },
    { "stopped", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "stopped" } } },
    { "broke", { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "failed" } } },
    { "stateless", { .type = EAR_EVENT_PLAYBACK } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (strcmp (events[i].word, word) == 0)
      return events[i].event;

  g_error ("no event is called %s", word);
}

static EarState
fold (const char *script)
{
  g_auto (GStrv) words = g_strsplit (script, " ", -1);
  EarState state = EAR_STATE_INIT;

  for (guint i = 0; words[i] && *words[i]; i++) {
    EarEvent values = make_event (words[i]);
    g_autoptr (EarEvent) event = NULL;

    values.at = (i + 1) * 1000;
    event = ear_event_new (&values);
    ear_state_apply (&state, event);
  }

  return state;
}

static void
test_phases (void)
{
  static const struct { const char *script; EarPhase phase; } rows[] = {
    { "", EAR_PHASE_IDLE },
    { "opened", EAR_PHASE_IDLE },
    { "nearly", EAR_PHASE_IDLE },
    { "opened woken", EAR_PHASE_LISTENING },
    { "opened woken heard", EAR_PHASE_THINKING },
    { "opened woken lapsed", EAR_PHASE_THINKING },
    { "opened woken lapsed closed", EAR_PHASE_IDLE },
    { "opened woken heard understood asked", EAR_PHASE_THINKING },
    { "opened woken heard understood asked answered", EAR_PHASE_THINKING },
    { "opened woken heard understood asked failed", EAR_PHASE_ERROR },
    { "opened woken heard understood asked failed said", EAR_PHASE_SPEAKING },
    { "opened woken heard understood said", EAR_PHASE_SPEAKING },
    { "opened woken heard understood said spoken", EAR_PHASE_IDLE },
    { "opened woken heard understood expected said spoken", EAR_PHASE_EXPECTING },
    { "opened woken heard understood said expected spoken", EAR_PHASE_EXPECTING },
    { "opened woken heard understood expected said interrupted", EAR_PHASE_IDLE },
    { "opened woken heard understood expected said spoken heard understood said spoken", EAR_PHASE_IDLE },
    { "opened woken heard understood expected said spoken lapsed said spoken", EAR_PHASE_EXPECTING },
    { "opened woken heard understood expected said spoken closed", EAR_PHASE_IDLE },
    { "opened woken heard understood expected closed opened said spoken", EAR_PHASE_IDLE },
    { "opened woken heard understood said woken spoken", EAR_PHASE_LISTENING },
    { "rang", EAR_PHASE_RINGING },
    { "rang hushed", EAR_PHASE_IDLE },
    { "rang snoozed", EAR_PHASE_IDLE },
    { "rang rang hushed", EAR_PHASE_RINGING },
    { "rang rang hushed hushed hushed", EAR_PHASE_IDLE },
    { "hushed rang", EAR_PHASE_RINGING },
    { "rang woken", EAR_PHASE_LISTENING },
    { "rang woken closed", EAR_PHASE_RINGING },
    { "rang woken heard hushed said spoken", EAR_PHASE_IDLE },
    { "opened woken rang", EAR_PHASE_LISTENING },
    { "opened woken heard understood said rang", EAR_PHASE_SPEAKING },
    { "opened woken heard understood said rang spoken", EAR_PHASE_RINGING },
    { "spoken", EAR_PHASE_IDLE },
    { "opened woken spoken", EAR_PHASE_LISTENING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    EarState state = fold (rows[i].script);

    g_test_message ("%s: %s", rows[i].script, ear_phase_to_name (state.phase));
    g_assert_cmpstr (ear_phase_to_name (state.phase), ==, ear_phase_to_name (rows[i].phase));
  }
}

static void
test_player (void)
{
  static const struct { const char *script; EarPlaying playing; } rows[] = {
    { "queued", EAR_PLAYING_NOTHING },
    { "music", EAR_PLAYING_MUSIC },
    { "music started nearly-finished stateless", EAR_PLAYING_MUSIC },
    { "music paused", EAR_PLAYING_PAUSED },
    { "music paused resumed", EAR_PLAYING_MUSIC },
    { "music finished", EAR_PLAYING_NOTHING },
    { "music stopped", EAR_PLAYING_NOTHING },
    { "music broke", EAR_PLAYING_NOTHING },
    { "music paused stopped", EAR_PLAYING_NOTHING },
    { "music stopped resumed", EAR_PLAYING_NOTHING },
    { "advert", EAR_PLAYING_ADVERT },
    { "advert paused", EAR_PLAYING_ADVERT },
    { "advert music", EAR_PLAYING_MUSIC },
    { "advert finished", EAR_PLAYING_NOTHING },
    { "paused", EAR_PLAYING_NOTHING },
    { "resumed", EAR_PLAYING_NOTHING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("%s", rows[i].script);
    g_assert_cmpint (fold (rows[i].script).playing, ==, rows[i].playing);
  }
}

static void
test_positions (void)
{
  EarState state = fold ("opened woken heard understood expected said queued");

  g_assert_cmpuint (state.n_events, ==, 7);
  g_assert_cmpuint (state.last.opened, ==, 1);
  g_assert_cmpuint (state.last.woken, ==, 2);
  g_assert_cmpuint (state.last.heard, ==, 3);
  g_assert_cmpuint (state.last.understood, ==, 4);
  g_assert_cmpuint (state.last.expected, ==, 5);
  g_assert_cmpuint (state.last.said, ==, 6);
  g_assert_cmpint (state.n_queued, ==, 1);
  g_assert_cmpint (state.since, ==, 6000);
  g_assert_cmpfloat (state.direction, ==, 30);
  g_assert_true (state.session_open);

  state = fold ("opened woken heard understood said queued music");
  g_assert_cmpint (state.n_queued, ==, 0);
  g_assert_cmpuint (state.last.played, ==, 7);

  state = fold ("rang rang");
  g_assert_cmpuint (state.last.rang, ==, 1);
  g_assert_cmpint (state.n_ringing, ==, 2);
  state = fold ("rang hushed");
  g_assert_cmpuint (state.last.rang, ==, 0);

  state = fold ("opened woken heard understood expected said spoken lapsed lapsed");
  g_assert_cmpint (state.n_lapses, ==, 2);
  state = fold ("opened lapsed heard");
  g_assert_cmpint (state.n_lapses, ==, 0);
  state = fold ("opened heard understood said closed opened");
  g_assert_cmpuint (state.last.opened, ==, 6);
  g_assert_cmpuint (state.last.said + state.last.heard + state.last.understood, ==, 0);
}

static void
test_adjusted (void)
{
  static const struct { const char *setting, *value; int volume, mic_off; } rows[] = {
    { "volume", "7", 7, FALSE }, { "volume", "0", 0, FALSE }, { "volume", "11", 10, FALSE }, { "volume", "-3", 0, FALSE },
    { "volume", "99999999999999999999", 10, FALSE }, { "volume", "loud", 0, FALSE }, { "volume", NULL, 0, FALSE },
    { "mic", "off", 5, TRUE }, { "mic", "on", 5, FALSE }, { "mic", NULL, 5, FALSE },
    { "locale", "de-DE", 5, FALSE }, { NULL, NULL, 5, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (EarEvent) event = ear_event_new (&(EarEvent) {
      .type = EAR_EVENT_ADJUSTED, .at = 9, .adjusted = { rows[i].setting, rows[i].value }
    });
    EarState state = EAR_STATE_INIT;

    ear_state_apply (&state, event);
    g_assert_cmpint (state.volume, ==, rows[i].volume);
    g_assert_cmpint (state.mic_off, ==, rows[i].mic_off);
    g_assert_cmpint (state.adjusted_at, ==, g_strcmp0 (rows[i].setting, "volume") == 0 ? 9 : 0);
  }
}

static void
apply (EarState *state,
       EarEvent  values)
{
  g_autoptr (EarEvent) event = ear_event_new (&values);

  ear_state_apply (state, event);
}

static void
test_conditions (void)
{
  static const struct { EarEvent event; guint conditions; } rows[] = {
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", "on" } }, EAR_CONDITION_QUIET },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "bluetooth", "pairing" } }, EAR_CONDITION_QUIET | EAR_CONDITION_PAIRING },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", "off" } }, EAR_CONDITION_PAIRING },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "bluetooth", NULL } }, 0 },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "connection", "lost" } }, EAR_CONDITION_OFFLINE },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "connection", "restored" } }, 0 },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "setup", "begun" } }, EAR_CONDITION_SETUP },
    { { .type = EAR_EVENT_ADJUSTED, .adjusted = { "setup", "done" } }, 0 },
    { { .type = EAR_EVENT_PRESSED, .pressed = { "action", "held" } }, EAR_CONDITION_HELD },
    { { .type = EAR_EVENT_PRESSED, .pressed = { "mute", NULL } }, EAR_CONDITION_HELD },
    { { .type = EAR_EVENT_PRESSED, .pressed = { "action", "released" } }, 0 },
    { { .type = EAR_EVENT_CALLED, .called = { "incoming", "Anna" } }, EAR_CONDITION_CALLED },
    { { .type = EAR_EVENT_CALLED, .called = { "active", "Anna" } }, EAR_CONDITION_IN_CALL },
    { { .type = EAR_EVENT_CALLED, .called = { "ended", "Anna" } }, 0 },
  };
  EarState state = EAR_STATE_INIT;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    apply (&state, rows[i].event);
    g_test_message ("row %u", i);
    g_assert_cmpuint (state.conditions, ==, rows[i].conditions);
  }
}

static void
test_waiting (void)
{
  EarState state = EAR_STATE_INIT;

  apply (&state, (EarEvent) { .type = EAR_EVENT_NOTIFIED, .notified = { .id = "1" } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_NOTIFIED, .notified = { .id = "2" } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_READ, .notified = { .id = "1" } });
  g_assert_cmpint (state.n_notified, ==, 1);

  apply (&state, (EarEvent) { .type = EAR_EVENT_PLANNED, .planned = { "morning", "[]", 3 } });
  g_assert_cmpint (state.n_steps, ==, 3);
  apply (&state, (EarEvent) { .type = EAR_EVENT_STEPPED, .planned = { "morning", NULL, 2 } });
  g_assert_cmpint (state.n_steps, ==, 2);

  apply (&state, (EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = "1", .kind = "reminder" } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = "2", .kind = "timer" } });
  g_assert_cmpint (state.rings, ==, EAR_ALERT_KIND_REMINDER);
  apply (&state, (EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = "1" } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = "2" } });
  g_assert_cmpint (state.rings, ==, EAR_ALERT_KIND_NONE);
}

/* A step is thought about like a question, and what is left of a routine does not outlive its session. */
static void
test_steps (void)
{
  EarState state = EAR_STATE_INIT;

  apply (&state, (EarEvent) { .type = EAR_EVENT_UNDERSTOOD });
  g_assert_cmpint (state.phase, ==, EAR_PHASE_IDLE);
  apply (&state, (EarEvent) { .type = EAR_EVENT_OPENED });
  apply (&state, (EarEvent) { .type = EAR_EVENT_PLANNED, .planned = { "morning", "[]", 3 } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_STEPPED, .planned = { "morning", NULL, 2 } });
  apply (&state, (EarEvent) { .type = EAR_EVENT_UNDERSTOOD });
  g_assert_cmpint (state.phase, ==, EAR_PHASE_THINKING);
  apply (&state, (EarEvent) { .type = EAR_EVENT_STEPPED, .planned = { "morning", NULL, 1 } });
  g_assert_cmpint (state.phase, ==, EAR_PHASE_IDLE);
  apply (&state, (EarEvent) { .type = EAR_EVENT_CLOSED });
  g_assert_cmpint (state.n_steps, ==, 0);
}

static void
schedule (EarState   *state,
          const char *id,
          const char *kind,
          gint64      due)
{
  apply (state, (EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = id, .kind = kind, .due = due, .span_us = 100 } });
}

/* The next timer is first, whatever order they were set in; the ninth does not push an earlier one out. */
static void
test_timers (void)
{
  EarState state = EAR_STATE_INIT;

  schedule (&state, "eggs", "timer", 300);
  schedule (&state, "tea", "timer", 200);
  schedule (&state, "morning", "alarm", 50);
  g_assert_cmpuint (state.n_timers, ==, 2);
  g_assert_cmpint (state.timers[0].due, ==, 200);

  apply (&state, (EarEvent) { .type = EAR_EVENT_RESCHEDULED, .alerted = { .id = "tea", .due = 350 } });
  g_assert_cmpint (state.timers[0].due, ==, 300);
  g_assert_cmpint (state.timers[1].due, ==, 350);
  g_assert_cmpint (state.timers[1].span, ==, 250);

  apply (&state, (EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = "eggs", .kind = "timer" } });
  g_assert_cmpuint (state.n_timers, ==, 1);
  apply (&state, (EarEvent) { .type = EAR_EVENT_UNSCHEDULED, .alerted = { .id = "tea" } });
  g_assert_cmpuint (state.n_timers, ==, 0);
  g_assert_cmpint (state.timers[0].due, ==, 0);

  for (guint i = 0; i < 12; i++) {
    g_autofree char *id = g_strdup_printf ("timer-%u", i);

    schedule (&state, id, "timer", 1200 - i);
  }
  g_assert_cmpuint (state.n_timers, ==, EAR_MAX_RUNNING_TIMERS);
  g_assert_cmpint (state.timers[0].due, ==, 1189);
  g_assert_cmpint (state.timers[EAR_MAX_RUNNING_TIMERS - 1].due, ==, 1196);
}

/* Whatever comes, in whatever order, what must hold holds; and the fold depends on the events alone. */
static void
test_invariants (void)
{
  EarState state = EAR_STATE_INIT, twin = EAR_STATE_INIT;

  memset (&twin, 0xaa, sizeof twin);
  twin = (EarState) EAR_STATE_INIT;

  for (guint i = 1; i <= 20000; i++) {
    g_autoptr (EarEvent) event = arbitrary_event (g_test_rand_int_range (0, EAR_N_EVENTS));
    guint turn = state.turn;

    ear_state_apply (&state, event);
    ear_state_apply (&twin, event);

    g_assert_cmpmem (&state, sizeof state, &twin, sizeof twin);
    g_assert_cmpuint (state.n_events, ==, i);
    g_assert_cmpuint (state.turn, >=, turn);
    g_assert_cmpint (state.n_ringing, >=, 0);
    g_assert_cmpint (state.volume, >=, 0);
    g_assert_cmpint (state.volume, <=, 10);
    g_assert_nonnull (ear_phase_to_name (state.phase));
    g_assert_cmpint (state.n_notified, >=, 0);
    g_assert_cmpuint (state.n_timers, <=, EAR_MAX_RUNNING_TIMERS);
    for (guint j = 1; j < state.n_timers; j++)
      g_assert_cmpint (state.timers[j - 1].due, <=, state.timers[j].due);
    g_assert_true ((state.rings == EAR_ALERT_KIND_NONE) == (state.n_ringing == 0));
    g_assert_true ((state.n_ringing == 0) == (state.last.rang == 0));
    g_assert_false (state.phase == EAR_PHASE_RINGING && state.n_ringing == 0);
    g_assert_cmpuint (MAX (state.last.expected, state.last.played), <=, i);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/state/phases", test_phases);
  g_test_add_func ("/state/player", test_player);
  g_test_add_func ("/state/positions", test_positions);
  g_test_add_func ("/state/adjusted", test_adjusted);
  g_test_add_func ("/state/conditions", test_conditions);
  g_test_add_func ("/state/waiting", test_waiting);
  g_test_add_func ("/state/steps", test_steps);
  g_test_add_func ("/state/timers", test_timers);
  g_test_add_func ("/state/invariants", test_invariants);

  return g_test_run ();
}
