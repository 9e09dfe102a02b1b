/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-dice.h"

#include <math.h>

#define DRAWS 60000

/* Computed apart from this code; the numbers are part of what “the same seed” means for old tapes. */
static void
test_known (void)
{
  static const struct { guint64 seed, moment; const char *purpose; guint64 draw; guint die; double real; } rows[] = {
    { 0, 0, "", 0x7dc2c42b173ebf65, 2, 0x1.f70b10ac5cfaep-2 },
    { 42, 1, "prompt/weather.now", 0x712cba521824dd94, 2, 0x1.c4b2e94860936p-2 },
    { 42, 2, "prompt/weather.now", 0xc027ddf2a9bd9345, 4, 0x1.804fbbe5537b2p-1 },
    { 42, 1, "prompt/weather.now ", 0x90d43f912e92ceaa, 3, 0x1.21a87f225d259p-1 },
    { G_MAXUINT64, G_MAXUINT64, "ads/Köln", 0x5be529e8d026e146, 2, 0x1.6f94a7a3409b8p-2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    EarDice dice = { rows[i].seed };

    for (guint again = 0; again < 2; again++) {
      g_assert_cmphex (ear_dice_draw (dice, rows[i].moment, rows[i].purpose), ==, rows[i].draw);
      g_assert_cmpuint (ear_dice_choose (dice, rows[i].moment, rows[i].purpose, 6), ==, rows[i].die);
      g_assert_cmpfloat (ear_dice_real (dice, rows[i].moment, rows[i].purpose), ==, rows[i].real);
    }
  }
}

/* What varies: the moment, the seed, or the purpose. */
typedef enum { BY_MOMENT, BY_SEED, BY_PURPOSE, N_WAYS } Way;

static void
prepare (Way      way,
         guint    i,
         EarDice *dice,
         guint64 *moment,
         char     purpose[16])
{
  dice->seed = way == BY_SEED ? i : 2026;
  *moment = way == BY_MOMENT ? i : 3;
  g_snprintf (purpose, 16, "p%u", way == BY_PURPOSE ? i : 0);
}

static void
test_uniform (void)
{
  static const guint sides[] = { 2, 3, 6, 10, 24, 100 };

  for (Way way = 0; way < N_WAYS; way++)
    for (guint s = 0; s < G_N_ELEMENTS (sides); s++) {
      double expected = (double) DRAWS / sides[s], chi = 0, degrees = sides[s] - 1;
      guint counts[100] = { 0 };

      for (guint i = 0; i < DRAWS; i++) {
        char purpose[16];
        guint64 moment;
        EarDice dice;
        guint die;

        prepare (way, i, &dice, &moment, purpose);
        die = ear_dice_choose (dice, moment, purpose, sides[s]);
        g_assert_cmpuint (die, <, sides[s]);
        counts[die]++;
      }
      for (guint i = 0; i < sides[s]; i++)
        chi += (counts[i] - expected) * (counts[i] - expected) / expected;

      g_test_message ("way %d, %u sides: chi-square %.1f", way, sides[s], chi);
      g_assert_cmpfloat (chi, <, degrees + 4.5 * sqrt (2 * degrees) + 4);
    }
}

static void
test_real (void)
{
  for (Way way = 0; way < N_WAYS; way++) {
    double sum = 0, squares = 0, product = 0, last = 0.5;

    for (guint i = 0; i < DRAWS; i++) {
      char purpose[16];
      guint64 moment;
      EarDice dice;
      double real;

      prepare (way, i, &dice, &moment, purpose);
      real = ear_dice_real (dice, moment, purpose);
      g_assert_cmpfloat (real, >=, 0);
      g_assert_cmpfloat (real, <, 1);
      sum += real;
      squares += real * real;
      product += (real - 0.5) * (last - 0.5);
      last = real;
    }
    g_assert_cmpfloat_with_epsilon (sum / DRAWS, 0.5, 0.006);
    g_assert_cmpfloat_with_epsilon (squares / DRAWS, 1.0 / 3, 0.006);
    g_assert_cmpfloat_with_epsilon (product / DRAWS, 0, 0.002);
  }
}

static void
test_one_side (void)
{
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (ear_dice_choose ((EarDice) { i }, i, "x", 1), ==, 0);
  g_assert_cmpuint (ear_dice_choose ((EarDice) { 1 }, 1, "x", G_MAXUINT), <, G_MAXUINT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dice/known", test_known);
  g_test_add_func ("/dice/uniform", test_uniform);
  g_test_add_func ("/dice/real", test_real);
  g_test_add_func ("/dice/one-side", test_one_side);

  return g_test_run ();
}
