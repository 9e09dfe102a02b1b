/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-focus.h"

#define DIALOG EAR_CHANNEL_DIALOG
#define COMMS EAR_CHANNEL_COMMUNICATIONS
#define URGENT EAR_CHANNEL_URGENT
#define ALERTS EAR_CHANNEL_ALERTS
#define CHIME EAR_CHANNEL_CHIME
#define CONTENT EAR_CHANNEL_CONTENT

static EarFocus
make (EarChannel one,
      gboolean   one_mixable,
      EarChannel other,
      gboolean   other_mixable)
{
  EarFocus focus = { 0 };

  ear_focus_add (&focus, one, one_mixable);
  ear_focus_add (&focus, other, other_mixable);

  return focus;
}

/* The table of the AVS Device SDK, cell by cell, each as "mixable/not mixable" of the one that comes. Letters: n for nothing,
 * d for ducks, p for pauses.
 */
static void
test_every_cell (void)
{
  static const struct { EarChannel channel; gboolean mixable; const char *cells[EAR_N_CHANNELS]; } table[] = {
    /*                   dialog  comms  urgent alerts chime  content */
    { DIALOG, TRUE, { "nn", "nn", "nn", "nn", "nn", "nn" } },
    { DIALOG, FALSE, { "nn", "nn", "nn", "nn", "nn", "nn" } },
    { COMMS, TRUE, { "dd", "nn", "nn", "nn", "nn", "nn" } },
    { COMMS, FALSE, { "pp", "nn", "nn", "nn", "nn", "nn" } },
    { URGENT, TRUE, { "dd", "dp", "nn", "nn", "nn", "nn" } },
    { URGENT, FALSE, { "dd", "dp", "nn", "nn", "nn", "nn" } },
    { ALERTS, TRUE, { "dd", "dd", "dd", "nn", "nn", "nn" } },
    { ALERTS, FALSE, { "dd", "dd", "dd", "nn", "nn", "nn" } },
    { CHIME, TRUE, { "nn", "nn", "nn", "nn", "nn", "nn" } },
    { CHIME, FALSE, { "nn", "nn", "nn", "nn", "nn", "nn" } },
    { CONTENT, TRUE, { "dd", "dp", "dd", "dd", "dp", "nn" } },
    { CONTENT, FALSE, { "pp", "pp", "pp", "pp", "pp", "nn" } },
  };
  guint n = 0;

  for (guint row = 0; row < G_N_ELEMENTS (table); row++)
    for (EarChannel column = DIALOG; column < EAR_N_CHANNELS; column++)
      for (gboolean alone = FALSE; alone <= TRUE; alone++) {
        EarFocus focus = make (table[row].channel, table[row].mixable, column, !alone);

        if (column == table[row].channel)
          continue;
        g_test_message ("%s (%d) by %s (%d)", ear_channel_to_name (table[row].channel), table[row].mixable, ear_channel_to_name (column), !alone);
        g_assert_cmpint ("ndp"[ear_focus_get_yield (focus, table[row].channel)], ==, table[row].cells[column][alone]);
        n++;
      }

  g_assert_cmpuint (n, ==, 12 * 5 * 2);
}

/* The one that asks for more wins, whoever is in front. */
static void
test_strongest (void)
{
  EarFocus focus = make (CONTENT, TRUE, DIALOG, FALSE);

  g_assert_cmpint (ear_focus_get_yield (focus, CONTENT), ==, EAR_YIELD_DUCK);
  ear_focus_add (&focus, COMMS, FALSE);
  g_assert_cmpint (ear_focus_get_yield (focus, CONTENT), ==, EAR_YIELD_PAUSE);
  g_assert_cmpint (ear_focus_get_yield (focus, COMMS), ==, EAR_YIELD_PAUSE);
  g_assert_cmpint (ear_focus_get_yield (focus, DIALOG), ==, EAR_YIELD_NOT);
  ear_focus_remove (&focus, COMMS);
  g_assert_cmpint (ear_focus_get_yield (focus, CONTENT), ==, EAR_YIELD_DUCK);
  ear_focus_add (&focus, CONTENT, FALSE);
  g_assert_cmpint (ear_focus_get_yield (focus, CONTENT), ==, EAR_YIELD_PAUSE);
  ear_focus_remove (&focus, DIALOG);
  g_assert_cmpint (ear_focus_get_yield (focus, CONTENT), ==, EAR_YIELD_NOT);
}

/* For every combination: one is in front, the rest behind, the silent nowhere. */
static void
test_states (void)
{
  for (guint active = 0; active < 1u << EAR_N_CHANNELS; active++) {
    EarFocus focus = { .active = active };
    guint n_front = 0;

    for (EarChannel channel = DIALOG; channel < EAR_N_CHANNELS; channel++) {
      EarFocusState state = ear_focus_get_state (focus, channel);

      g_assert_cmpint (state == EAR_FOCUS_NONE, ==, !(active >> channel & 1));
      n_front += state == EAR_FOCUS_FOREGROUND;
      if (state == EAR_FOCUS_FOREGROUND) {
        g_assert_cmpint (ear_focus_get_foreground (focus), ==, channel);
        g_assert_cmpuint (active & ((1u << channel) - 1), ==, 0);
      }
    }
    g_assert_cmpuint (n_front, ==, active != 0);
    if (active == 0)
      g_assert_cmpint (ear_focus_get_foreground (focus), ==, EAR_N_CHANNELS);
  }
}

static void
put (EarTape  *tape,
     EarEvent  values)
{
  ear_tape_append (tape, ear_event_new (&values));
}

static void
assert_focus (EarTape    *tape,
              const char *expected)
{
  EarFocus focus = ear_focus_at (tape, ear_tape_get_length (tape));
  char got[EAR_N_CHANNELS + 1] = "";

  for (EarChannel channel = DIALOG; channel < EAR_N_CHANNELS; channel++)
    got[channel] = ".FB"[ear_focus_get_state (focus, channel)];
  g_assert_cmpstr (got, ==, expected);
}

/* A morning as the tape has it: dialog, communications, urgent, alerts, chime, content. */
static void
test_fold (void)
{
  g_autoptr (EarTape) tape = ear_tape_new ();

  assert_focus (tape, "......");
  put (tape, (EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "music", .token = "a" } });
  assert_focus (tape, ".....F");
  put (tape, (EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = "alert-1", .kind = "alarm" } });
  assert_focus (tape, "...F.B");
  put (tape, (EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "wake-word" } });
  assert_focus (tape, "F..B.B");
  put (tape, (EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = "alert-1" } });
  assert_focus (tape, "F....B");
  put (tape, (EarEvent) { .type = EAR_EVENT_CLOSED });
  put (tape, (EarEvent) { .type = EAR_EVENT_CALLED, .called = { .state = "incoming" } });
  assert_focus (tape, ".F...B");
  put (tape, (EarEvent) { .type = EAR_EVENT_CALLED, .called = { .state = "ended" } });
  put (tape, (EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "paused", .token = "a" } });
  assert_focus (tape, "......");
  put (tape, (EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "book", .token = "b" } });
  g_assert_cmpuint (ear_focus_at (tape, ear_tape_get_length (tape)).alone, ==, 1u << CONTENT);
  g_assert_cmpuint (ear_focus_at (tape, 1).alone, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/focus/every-cell", test_every_cell);
  g_test_add_func ("/focus/strongest", test_strongest);
  g_test_add_func ("/focus/states", test_states);
  g_test_add_func ("/focus/fold", test_fold);

  return g_test_run ();
}
