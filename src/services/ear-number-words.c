/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-number-words.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *word;
  double      value;
} words[] = {
  { "zero", 0 }, { "one", 1 }, { "two", 2 }, { "three", 3 }, { "four", 4 }, { "five", 5 }, { "six", 6 }, { "seven", 7 },
  { "eight", 8 }, { "nine", 9 }, { "ten", 10 }, { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 },
  { "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 }, { "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 },
  { "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 }, { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 },
  { "null", 0 }, { "ein", 1 }, { "eins", 1 }, { "zwei", 2 }, { "zwo", 2 }, { "drei", 3 }, { "vier", 4 }, { "funf", 5 },
  { "sechs", 6 }, { "sieben", 7 }, { "acht", 8 }, { "neun", 9 }, { "zehn", 10 }, { "elf", 11 }, { "zwolf", 12 },
  { "dreizehn", 13 }, { "vierzehn", 14 }, { "funfzehn", 15 }, { "sechzehn", 16 }, { "siebzehn", 17 }, { "achtzehn", 18 },
  { "neunzehn", 19 }, { "zwanzig", 20 }, { "dreissig", 30 }, { "vierzig", 40 }, { "funfzig", 50 }, { "sechzig", 60 },
  { "siebzig", 70 }, { "achtzig", 80 }, { "neunzig", 90 },
};

static double
look_up (const char *word,
         gsize       n)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == n && memcmp (words[i].word, word, n) == 0)
      return words[i].value;

  return NAN;
}

/* German writes a number in one word: “dreihundertfünfundzwanzig”. `scale` splits it, the larger part first. */
static double
read_compound (const char *word,
               gsize       n)
{
  static const struct {
    const char *word;
    double      scale;
  } scales[] = { { "tausend", 1000 }, { "hundert", 100 }, { "und", 1 } };
  double value = look_up (word, n);

  for (guint i = 0; i < G_N_ELEMENTS (scales) && isnan (value); i++) {
    const char *found = g_strstr_len (word, n, scales[i].word);
    const char *rest = found ? found + strlen (scales[i].word) : NULL;
    double left, right;

    if (found == NULL || (scales[i].scale == 1 && (found == word || rest == word + n)))
      continue;
    left = found == word ? 1 : read_compound (word, found - word);
    right = rest == word + n ? 0 : read_compound (rest, word + n - rest);
    value = left * scales[i].scale + right;
  }

  return value;
}

/**
 * ear_number_words_take:
 * @word: folded
 *
 * Returns: whether @word goes on with the number, or begins it
 */
gboolean
ear_number_words_take (EarNumberWords *self,
                       const char     *word)
{
  double value;

  if (self->open && strcmp (word, "and") == 0)
    return TRUE;
  if (self->open && strcmp (word, "hundred") == 0) {
    self->group *= 100;
    return TRUE;
  }
  if (self->open && (strcmp (word, "thousand") == 0 || g_str_has_prefix (word, "million"))) {
    self->value += self->group * (*word == 't' ? 1000 : 1000000);
    self->group = 0;
    return TRUE;
  }

  value = strlen (word) < 64 ? read_compound (word, strlen (word)) : NAN;
  if (isnan (value))
    return FALSE;
  self->group += value;

  return self->open = TRUE;
}

double
ear_number_words_finish (EarNumberWords *self)
{
  double value = self->value + self->group;

  *self = (EarNumberWords) { 0 };

  return value;
}
