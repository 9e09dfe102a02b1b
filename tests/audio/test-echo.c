/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audio/ear-echo-canceller.h"
#include "audio/ear-echo-guard-private.h"
#include "testlib.h"

#define ROOM_SAMPLES (RATE / 4)

/* What a wall, and another wall, and the furniture send back: late, softer, for a quarter of a second. */
static float *
room_new (double delay_s,
          double gain_db)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (7);
  gsize delay = (gsize) (delay_s * RATE);
  float *room = g_new0 (float, delay + ROOM_SAMPLES + 1);
  double power = 0, scale;

  for (gsize i = 0; i < ROOM_SAMPLES; i++) {
    room[delay + i] = (float) ((2 * g_rand_double (dice) - 1) * exp (-6.9 * i / ROOM_SAMPLES));
    power += room[delay + i] * room[delay + i];
  }
  scale = pow (10, gain_db / 20) / sqrt (power);
  for (gsize i = 0; i < ROOM_SAMPLES; i++)
    room[delay + i] *= (float) scale;

  return room;
}

static void
add_echo (GArray      *microphone,
          GArray      *reference,
          const float *room,
          double       delay_s)
{
  gsize first = (gsize) (delay_s * RATE), end = first + ROOM_SAMPLES;

  for (gsize i = 0; i < microphone->len; i++) {
    const gint16 *now = &g_array_index (reference, gint16, i);
    gsize last = MIN (end, i + 1);
    double sum = g_array_index (microphone, gint16, i);

    for (gsize j = first; j < last; j++)
      sum += room[j] * *(now - j);
    g_array_index (microphone, gint16, i) = (gint16) CLAMP (sum, G_MININT16, G_MAXINT16);
  }
}

/* Chords that change, with a noisy beat: some frequencies are loud and some are hardly there, as in music. */
static GArray *
music (double seconds)
{
  static const double roots[] = { 220, 294, 330, 262, 196, 247 };
  GArray *samples = test_noise (seconds, 300);

  for (guint i = 0; i < samples->len; i++) {
    double t = (double) i / RATE, beat = fmod (t, 0.5), root = roots[(guint) (t / 0.5) % G_N_ELEMENTS (roots)], sum = 0;

    for (guint n = 1; n <= 12; n++)
      sum += (sin (2 * G_PI * root * n * t) + sin (2 * G_PI * root * 1.5 * n * t)) / n;
    g_array_index (samples, gint16, i) = (gint16) (g_array_index (samples, gint16, i) * (1 + 8 * exp (-20 * beat)) +
                                                   2500 * sum * exp (-3 * beat));
  }

  return samples;
}

static const gint16 *
peek (GArray *samples,
      double  at_s)
{
  return &g_array_index (samples, gint16, (guint) (at_s * RATE));
}

static GArray *
cancel (EarEchoCanceller *canceller,
        GArray           *microphone,
        GArray           *reference)
{
  GArray *result = g_array_new (FALSE, TRUE, sizeof (gint16));
  gsize at = 0;

  /* In pieces of any length, as they come. */
  for (gsize length = 1; at < microphone->len; at += length, length = (length * 7 + 3) % 1000) {
    length = MIN (length, microphone->len - at);
    ear_echo_canceller_feed (canceller, &g_array_index (microphone, gint16, at),
                             reference ? &g_array_index (reference, gint16, at) : NULL, length, result);
  }
  ear_echo_canceller_flush (canceller, result);
  g_assert_cmpuint (result->len, ==, microphone->len);

  return result;
}

/* By how many dB an echo is softer afterwards. */
static double
measure_loss (GArray *reference,
              double  delay_s,
              double  from_s)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autofree float *room = room_new (delay_s, -6);
  g_autoptr (GArray) microphone = test_silence ((double) reference->len / RATE), result = NULL;
  gsize length = microphone->len - (gsize) (from_s * RATE);

  add_echo (microphone, reference, room, delay_s);
  result = cancel (canceller, microphone, reference);

  return test_rms_db (peek (microphone, from_s), length) - test_rms_db (peek (result, from_s), length);
}

static void
test_takes_echo_away (void)
{
  static const double delays[] = { 0, 0.12, 0.49 };
  g_autoptr (GArray) noise = test_noise (6, 8000), song = music (10);

  for (guint i = 0; i < G_N_ELEMENTS (delays); i++) {
    double of_noise = measure_loss (noise, delays[i], 4), of_music = measure_loss (song, delays[i], 6);

    g_test_message ("%.0f ms: noise −%.1f dB, music −%.1f dB", delays[i] * 1000, of_noise, of_music);
    g_assert_cmpfloat (of_noise, >, 20);
    g_assert_cmpfloat (of_music, >, 14);
  }
}

/* What part of one sound is in another, in dB. */
static double
measure_share (const gint16 *whole,
               const gint16 *part,
               gsize         n_samples)
{
  double product = 0, power = 0;

  for (gsize i = 0; i < n_samples; i++) {
    product += (double) whole[i] * part[i];
    power += (double) part[i] * part[i];
  }

  return 20 * log10 (fabs (product) / power);
}

/* Somebody talks as loudly as the music, after a while: the words stay, and the music goes on being taken away. */
static void
test_leaves_speech (void)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autofree float *room = room_new (0.1, -6);
  g_autoptr (GArray) song = music (12), speech = test_silence (6), microphone = NULL, result = NULL;
  g_autoptr (GArray) words = test_speech ("en-US", "What's the weather in Hamburg, and will it rain tomorrow?");
  gsize length = words->len;
  double share, after;

  g_array_append_vals (speech, words->data, words->len);
  test_append (speech, test_silence (12 - (double) speech->len / RATE));
  g_array_set_size (speech, song->len);
  microphone = g_array_copy (speech);
  add_echo (microphone, song, room, 0.1);
  result = cancel (canceller, microphone, song);

  share = measure_share (peek (result, 6), peek (speech, 6), length);
  after = test_rms_db (peek (microphone, 10), RATE) - test_rms_db (peek (result, 10), RATE);
  g_test_message ("%.2f dB of the speech, music −%.1f dB afterwards", share, after);
  g_assert_cmpfloat (fabs (share), <, 1);
  g_assert_cmpfloat (fabs (test_rms_db (peek (result, 6), length) - test_rms_db (peek (speech, 6), length)), <, 1.5);
  g_assert_cmpfloat (after, >, 14);
}

static void
test_leaves_alone (void)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autoptr (GArray) words = test_speech ("en-US", "Nothing is playing."), silence = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_autoptr (GArray) without = cancel (canceller, words, NULL), with = NULL;

  g_assert_cmpmem (without->data, without->len, words->data, words->len);
  g_array_set_size (silence, words->len);
  with = cancel (canceller, words, silence);
  g_assert_cmpmem (with->data, with->len, words->data, words->len);
}

/* The music is on headphones, and somebody talks: nothing of it may come into what was said. */
static void
test_no_echo (void)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autoptr (GArray) words = test_silence (1), song = NULL, result = NULL;

  test_append (words, test_speech ("en-US", "The music is not to be heard here, and so nothing is to be taken away."));
  song = music ((double) words->len / RATE + 1);
  result = cancel (canceller, words, song);
  g_assert_cmpfloat (fabs (measure_share (peek (result, 1), peek (words, 1), words->len - RATE)), <, 1);
  g_assert_cmpfloat (fabs (test_rms_db (peek (result, 1), words->len - RATE) - test_rms_db (peek (words, 1), words->len - RATE)), <, 1);
}

/* The room changes at once: the wrong echo is not added for long, and the new room is learned. */
static void
test_moves (void)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autofree float *one = room_new (0.05, 0), *other = room_new (0.3, 0);
  g_autoptr (GArray) noise = test_noise (6, 6000), before = test_silence (6), after = test_silence (6);
  g_autoptr (GArray) first = NULL, second = NULL;

  add_echo (before, noise, one, 0.05);
  add_echo (after, noise, other, 0.3);
  first = cancel (canceller, before, noise);
  ear_echo_canceller_unsettle (canceller);
  second = cancel (canceller, after, noise);
  g_assert_cmpfloat (test_rms_db (peek (second, 0.5), RATE / 2), <, test_rms_db (peek (after, 0.5), RATE / 2) + 1.5);
  g_assert_cmpfloat (test_rms_db (peek (second, 4), RATE), <, test_rms_db (peek (after, 4), RATE) - 15);
}

/* Square waves at full scale, jumps, silence: whatever comes, what goes out is no louder than what came in. */
static void
test_rough_sound (void)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autoptr (GArray) microphone = test_silence (12), reference = test_silence (12), result = NULL;

  for (guint i = 0; i < microphone->len; i++) {
    guint second = i / RATE;
    gint16 square = i / 40 % 2 ? G_MAXINT16 : G_MININT16;

    g_array_index (reference, gint16, i) = second % 4 == 0 ? square : second % 4 == 1 ? 0 : (gint16) (i * 7919);
    g_array_index (microphone, gint16, i) = second % 3 == 0 ? square : second % 3 == 1 ? 0 : (gint16) (i * 104729);
  }
  result = cancel (canceller, microphone, reference);
  for (guint second = 0; second < 12; second++)
    g_assert_cmpfloat (test_rms_db (peek (result, second), RATE), <, MAX (test_rms_db (peek (microphone, second), RATE) + 3, -25));
}

/* What is played and what is heard come in pieces of different lengths, a little early and a little late, and the
 * microphone's clock began at another moment.
 */
static void
test_guard (void)
{
  g_autoptr (EarReference) reference = ear_reference_new ();
  g_autoptr (EarEchoGuard) guard = ear_echo_guard_new (reference);
  g_autofree float *room = room_new (0.15, -6);
  g_autoptr (GArray) noise = test_noise (7, 8000), microphone = test_silence (7), result = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_autoptr (GRand) dice = g_rand_new_with_seed (3);
  gsize played = 0, heard = 0;

  add_echo (microphone, noise, room, 0.15);
  for (gint64 ms = 0; heard < microphone->len; ms += 10) {
    gint64 now_us = 1000000000 + ms * 1000 + g_rand_int_range (dice, 0, 9000);
    gsize due = (gsize) (ms * RATE / 1000);

    /* A sound card has 100 ms in store. */
    while (played < noise->len && played < due + RATE / 10) {
      gsize length = MIN (320, noise->len - played);

      ear_reference_push (reference, now_us, &g_array_index (noise, gint16, played), length);
      played += length;
    }
    if (due >= heard + 800) {
      gsize length = MIN (800, microphone->len - heard);

      ear_echo_guard_feed (guard, now_us, &g_array_index (microphone, gint16, heard), length, result);
      heard += length;
    }
  }
  ear_echo_guard_flush (guard, result);
  g_assert_cmpuint (result->len, ==, microphone->len);
  g_assert_cmpfloat (test_rms_db (peek (result, 5), RATE), <, test_rms_db (peek (microphone, 5), RATE) - 20);
}

static void
test_reference (void)
{
  g_autoptr (EarReference) reference = ear_reference_new ();
  gint16 ones[160], found[480];
  guint era;

  for (guint i = 0; i < G_N_ELEMENTS (ones); i++)
    ones[i] = 1;
  g_assert_cmpuint (ear_reference_peek (reference, 1000, found, 480), ==, 0);
  g_assert_cmpint (found[0], ==, 0);

  /* Two pieces at once lie one behind the other. */
  ear_reference_push (reference, 1000000, ones, 160);
  ear_reference_push (reference, 1000000, ones, 160);
  era = ear_reference_peek (reference, RATE - 240, found, 480);
  g_assert_cmpint (found[79], ==, 0);
  g_assert_cmpint (found[80], ==, 1);
  g_assert_cmpint (found[399], ==, 1);
  g_assert_cmpint (found[400], ==, 0);

  /* After a pause it is counted anew, and what came before the pause is over. */
  ear_reference_push (reference, 3000000, ones, 160);
  g_assert_cmpuint (ear_reference_peek (reference, 3 * RATE - 160, found, 160), ==, era + 1);
  g_assert_cmpint (found[0], ==, 1);
  ear_reference_peek (reference, RATE - 160, found, 160);
  g_assert_cmpint (found[0], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/echo/takes-away", test_takes_echo_away);
  g_test_add_func ("/echo/leaves-speech", test_leaves_speech);
  g_test_add_func ("/echo/leaves-alone", test_leaves_alone);
  g_test_add_func ("/echo/no-echo", test_no_echo);
  g_test_add_func ("/echo/moves", test_moves);
  g_test_add_func ("/echo/rough-sound", test_rough_sound);
  g_test_add_func ("/echo/guard", test_guard);
  g_test_add_func ("/echo/reference", test_reference);

  status = g_test_run ();
  test_tidy ();

  return status;
}
