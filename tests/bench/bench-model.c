/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "model/ear-household.h"
#include "model/ear-json.h"

#include <glib/gstdio.h>
#include <string.h>

static const EarEvent day[] = {
  { .type = EAR_EVENT_OPENED, .opened = { "2026-03-02-1", "wake-word", "en-US", "2026", 7 } },
  { .type = EAR_EVENT_WOKEN, .woken = { "wake-word", "computer", 0.9, 30 } },
  { .type = EAR_EVENT_HEARD, .heard = { "what's the weather in hamburg", 0.8, "voice", 1400000, 300000 } },
  { .type = EAR_EVENT_UNDERSTOOD, .understood = { "weather.forecast", "weather", 1, "{\"place\":{\"value\":\"Hamburg\"}}", "exact" } },
  { .type = EAR_EVENT_ASKED, .asked = { "weather", "offline", "{\"operation\":\"forecast\",\"text\":\"Hamburg\"}" } },
  { .type = EAR_EVENT_ANSWERED, .answered = { "weather", "offline", "{\"kind\":\"forecasts\",\"rows\":[{\"place\":\"Hamburg\",\"low\":1.5}]}" } },
  { .type = EAR_EVENT_SAID, .said = { "weather", "<speak>It rains.</speak>", "It rains.", NULL, NULL } },
  { .type = EAR_EVENT_CHARGED, .charged = { "speech.characters", 9, -144, "USD", 0, NULL } },
  { .type = EAR_EVENT_SPOKEN, .spoken = { 800000, FALSE } },
  { .type = EAR_EVENT_CLOSED, .closed = { "done" } },
};

static EarTape *
make_tape (guint n)
{
  EarTape *tape = ear_tape_new ();

  for (guint i = 0; i < n; i++)
    ear_tape_append (tape, ear_event_new (&day[i % G_N_ELEMENTS (day)]));

  return tape;
}

static void
append (guint    n,
        gpointer user_data)
{
  g_object_unref (make_tape (n));
}

static void
fold (guint    n,
      gpointer user_data)
{
  EarTape *tape = user_data;
  EarState state = EAR_STATE_INIT;

  for (guint i = 0; i < n; i++)
    ear_state_apply (&state, ear_tape_peek (tape, i % ear_tape_get_length (tape) + 1));
  g_assert_cmpuint (state.n_events, ==, n);
}

static void
scrub (guint    n,
       gpointer user_data)
{
  EarTape *tape = user_data;
  guint position = 1;

  for (guint i = 0; i < n; i++) {
    position = (position * 1103515245u + 12345u) % ear_tape_get_length (tape);
    g_assert_cmpuint (ear_tape_get_state (tape, position).n_events, ==, position);
  }
}

static void
load (guint    n,
      gpointer user_data)
{
  g_autoptr (EarTape) tape = ear_tape_load (user_data, NULL);

  g_assert_cmpuint (ear_tape_get_length (tape), ==, n);
}

static void
check (guint    n,
       gpointer user_data)
{
  const char *text = user_data;

  for (guint i = 0; i < n; i++)
    g_assert_true (ear_json_check (text, strlen (text), NULL, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (EarTape) tape = make_tape (100000);
  g_autoptr (EarTape) short_tape = make_tape (20000);
  g_autofree char *folder = g_dir_make_tmp ("earshot-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "day.jsonl", NULL);
  g_autofree char *text = NULL;

  g_assert_true (ear_tape_save (short_tape, path, FALSE, NULL));
  text = ear_event_to_json (ear_tape_peek (tape, 6), FALSE);

  bench_report ("event.append-fold", bench_measure (append, 100000, NULL) * 1e6, "µs");
  bench_report ("event.fold", bench_measure (fold, 1000000, tape) * 1e9, "ns");
  bench_report ("tape.scrub", bench_measure (scrub, 10000, tape) * 1e6, "µs");
  bench_report ("tape.load", bench_measure (load, 20000, path) * 1e6, "µs");
  bench_report ("json.check", bench_measure (check, 20000, text) * 1e9 / strlen (text), "ns");

  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
