/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-words.h"

#include <string.h>

EarWords
ear_words_skip (const EarWords *self,
                guint           n)
{
  n = MIN (n, self->n);

  return (EarWords) { self->language, self->words + n, self->n - n };
}

/**
 * ear_words_match:
 * @phrase: words with a blank between them
 *
 * Returns: how many words @phrase has, if these words begin with it, else 0
 */
guint
ear_words_match (const EarWords *self,
                 const char     *phrase)
{
  const char *end;

  if (self->n == 0 || self->words[0][0] != phrase[0])
    return 0;

  for (guint i = 0; i < self->n; i++) {
    end = strchrnul (phrase, ' ');
    if (strncmp (self->words[i], phrase, end - phrase) != 0 || self->words[i][end - phrase] != '\0')
      return 0;
    if (*end == '\0')
      return i + 1;
    phrase = end + 1;
  }

  return 0;
}

guint
ear_words_match_any (const EarWords    *self,
                     const char *const *phrases)
{
  guint best = 0, n;

  /* Tables are long and most first letters differ. */
  for (; self->n > 0 && *phrases; phrases++)
    if (**phrases == *self->words[0] && (n = ear_words_match (self, *phrases)) > best)
      best = n;

  return best;
}

/**
 * ear_words_look_up:
 * @rows: ended by a row without a phrase
 * @value: (out): the value of the longest phrase that matches
 */
guint
ear_words_look_up (const EarWords   *self,
                   const EarWordRow *rows,
                   int              *value)
{
  guint best = 0, n;

  for (; self->n > 0 && rows->phrase; rows++)
    if (*rows->phrase == *self->words[0] && (n = ear_words_match (self, rows->phrase)) > best) {
      best = n;
      *value = rows->value;
    }

  return best;
}
