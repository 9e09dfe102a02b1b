/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarDice:
 *
 * The only dice of the product, and a plain value: a draw depends on the seed and on what it is for, never on the draws
 * before it. So pure code may roll them, and a rerun rolls the same.
 */
typedef struct {
  guint64 seed;
} EarDice;

guint64 ear_dice_draw   (EarDice      dice,
                         guint64      moment,
                         const char  *purpose);
guint   ear_dice_choose (EarDice      dice,
                         guint64      moment,
                         const char  *purpose,
                         guint        n);
double  ear_dice_real   (EarDice      dice,
                         guint64      moment,
                         const char  *purpose);

G_END_DECLS
