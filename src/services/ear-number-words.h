/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarNumberWords:
 * @value: the number so far
 * @open: whether a number has begun
 *
 * Reads a number that is spoken in several words: "two", "hundred", "and", "five".
 */
typedef struct {
  double   value;
  double   group;               /* below the last thousand */
  gboolean open;
} EarNumberWords;

gboolean ear_number_words_take   (EarNumberWords *self,
                                  const char     *word);
double   ear_number_words_finish (EarNumberWords *self);

G_END_DECLS
