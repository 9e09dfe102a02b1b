/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-reel.h"

#define START (1000 * G_USEC_PER_SEC)

static void
add (EarTape      *tape,
     gint64        seconds,
     EarEventType  type)
{
  ear_tape_append (tape, ear_event_new (&(EarEvent) { .type = type, .at = START + seconds * G_USEC_PER_SEC }));
}

static gint64
two_seconds (guint    position,
             gpointer user_data)
{
  return 2 * G_USEC_PER_SEC;
}

/* A tape without sound: a question, an answer, a long wait, a timer that rings. */
static EarTape *
make_tape (void)
{
  EarTape *tape = ear_tape_new ();

  add (tape, 0, EAR_EVENT_OPENED);
  add (tape, 0, EAR_EVENT_WOKEN);
  add (tape, 0, EAR_EVENT_HEARD);
  add (tape, 0, EAR_EVENT_UNDERSTOOD);
  add (tape, 0, EAR_EVENT_SAID);
  add (tape, 0, EAR_EVENT_CHARGED);
  add (tape, 0, EAR_EVENT_SPOKEN);
  add (tape, 0, EAR_EVENT_CLOSED);
  add (tape, 600, EAR_EVENT_RANG);
  add (tape, 603, EAR_EVENT_HUSHED);

  return tape;
}

static EarEventType
at (EarTape *tape,
    EarReel *reel,
    double   seconds,
    gint64  *now)
{
  guint position = ear_reel_find (reel, (gint64) (seconds * G_USEC_PER_SEC), now);

  return position ? ear_tape_peek (tape, position)->type : EAR_N_EVENTS;
}

static void
test_pace (void)
{
  g_autoptr (EarTape) tape = make_tape ();
  g_autoptr (EarReel) reel = ear_reel_new (tape, two_seconds, NULL);
  gint64 now;

  g_assert_cmpint (at (tape, reel, 0, &now), ==, EAR_N_EVENTS);
  g_assert_cmpint (now, ==, START);
  /* The customer speaks while the device listens, and the device before it has spoken. */
  g_assert_cmpint (at (tape, reel, 0.8, &now), ==, EAR_EVENT_WOKEN);
  g_assert_cmpint (at (tape, reel, 3.0, &now), ==, EAR_EVENT_WOKEN);
  g_assert_cmpint (at (tape, reel, 3.2, &now), ==, EAR_EVENT_UNDERSTOOD);
  g_assert_cmpint (at (tape, reel, 3.9, &now), ==, EAR_EVENT_CHARGED);
  g_assert_cmpint (at (tape, reel, 5.7, &now), ==, EAR_EVENT_CHARGED);
  /* Ten minutes pass in a second. */
  g_assert_cmpint (at (tape, reel, 6.3, &now), ==, EAR_EVENT_CLOSED);
  g_assert_cmpint (now, ==, START + 300 * G_USEC_PER_SEC);
  g_assert_cmpint (at (tape, reel, 7.0, &now), ==, EAR_EVENT_RANG);
  g_assert_cmpint (at (tape, reel, 9.7, &now), ==, EAR_EVENT_RANG);
  g_assert_cmpint (at (tape, reel, 9.9, &now), ==, EAR_EVENT_HUSHED);
  g_assert_cmpint (ear_reel_get_length (reel), ==, 11300000);
  g_assert_cmpint (at (tape, reel, 1000, &now), ==, EAR_EVENT_HUSHED);
}

static void
test_nothing (void)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarReel) reel = ear_reel_new (tape, two_seconds, NULL);
  gint64 now;

  g_assert_cmpuint (ear_reel_find (reel, 5, &now), ==, 0);
  g_assert_cmpint (ear_reel_get_length (reel), >, 0);
}

/* Time and tape only go forward, whatever the tape says. */
static void
test_forward (void)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarReel) reel = NULL;
  guint last = 0;

  for (guint i = 0; i < 300; i++)
    ear_tape_append (tape, ear_event_new (&(EarEvent) {
      .type = g_test_rand_int_range (0, EAR_N_EVENTS),
      .at = i % 50 == 0 ? G_MININT64 + i : g_test_rand_int () * G_GINT64_CONSTANT (4000000000),
    }));

  reel = ear_reel_new (tape, two_seconds, NULL);
  for (gint64 time = 0; time <= ear_reel_get_length (reel); time += 40000) {
    gint64 now;
    guint position = ear_reel_find (reel, time, &now);

    g_assert_cmpuint (position, >=, last);
    last = position;
  }
  g_assert_cmpuint (last, ==, 300);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/reel/pace", test_pace);
  g_test_add_func ("/reel/nothing", test_nothing);
  g_test_add_func ("/reel/forward", test_forward);

  return g_test_run ();
}
