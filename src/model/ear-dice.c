/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-dice.h"

/* The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
static guint64
mix (guint64 z)
{
  z += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);

  return z ^ (z >> 31);
}

/**
 * ear_dice_draw:
 * @moment: a turn, a day, whatever counts up
 * @purpose: what the draw is for, e.g. "prompt/weather.now"
 *
 * Returns: 64 random bits, always the same for the same three
 */
guint64
ear_dice_draw (EarDice     dice,
               guint64     moment,
               const char *purpose)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = purpose; *p; p++)
    hash = (hash ^ (guchar) *p) * G_GUINT64_CONSTANT (0x100000001b3);

  return mix (mix (mix (dice.seed) ^ moment) ^ hash);
}

/**
 * ear_dice_choose:
 * @n: how many there are to choose from, at least 1
 *
 * Returns: a number below @n
 */
guint
ear_dice_choose (EarDice     dice,
                 guint64     moment,
                 const char *purpose,
                 guint       n)
{
  g_return_val_if_fail (n > 0, 0);

  return ((ear_dice_draw (dice, moment, purpose) >> 32) * n) >> 32;
}

/**
 * ear_dice_real:
 *
 * Returns: a number in [0, 1)
 */
double
ear_dice_real (EarDice     dice,
               guint64     moment,
               const char *purpose)
{
  return (ear_dice_draw (dice, moment, purpose) >> 11) * 0x1.0p-53;
}
