/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-keys.h"
#include "services/ear-text.h"

#include <string.h>

/* A longer word decides nothing more, and a longer list of words is no search. */
#define MAX_WORD_BYTES 31
#define MAX_WORDS 64

/* Better than a word is the whole phrase: “salt” is rather salt than salted chips. */
#define PHRASE_BONUS 0.1

/* A word this like the one that was said counts as said. */
#define SAID 0.8

typedef struct {
  char    text[MAX_WORD_BYTES + 1];
  char    stem[MAX_WORD_BYTES + 1];
  guint32 letters;              /* which letters occur: a cheap bound of the distance */
  guint8  length;
  guint8  phrase;               /* which of the texts added it is from */
  float   weight;
} Word;

struct _EarKeys {
  GArray *words;
  guint8  n_phrases;
};

/* What people say around the thing they want. */
static const char *const fillers[] = {
  "a", "an", "the", "some", "any", "more", "another", "of", "my", "our", "please", "buy", "order", "get", "by", "from", "for", "me",
  "and", "with", "new", "pack", "bag", "box", "bottle", "play", "music", "song",
  "ein", "eine", "einen", "der", "die", "das", "den", "dem", "etwas", "mehr", "noch", "bitte", "mein", "meine", "meinen", "neu", "neun",
  "neus", "von", "vom", "und", "mit", "mal", "fur", "mich", "packung", "tute", "flasche", "bestelle", "kaufe", "spiele", "musik", "lied",
};

/* “batteries”, “battery”, “Batterie” and “Batterien” have one stem. Crude, and the same on both sides. */
static void
make_stem (Word *word)
{
  gsize n = word->length;

  memcpy (word->stem, word->text, n + 1);
  if (n > 3 && word->stem[n - 1] == 's' && word->stem[n - 2] != 's')
    n--;
  if (n > 4 && word->stem[n - 1] == 'n')
    n--;
  if (n > 3 && word->stem[n - 1] == 'e')
    n--;
  if (n > 2 && word->stem[n - 1] == 'y')
    word->stem[n - 1] = 'i';
  word->stem[n] = '\0';
}

static void
append_word (EarKeys    *self,
             const char *text,
             double      weight)
{
  Word word = { .weight = weight, .phrase = self->n_phrases };

  if (*text == '\0' || self->words->len >= MAX_WORDS)
    return;

  g_strlcpy (word.text, text, sizeof word.text);
  word.length = strlen (word.text);
  for (const char *p = word.text; *p; p++)
    word.letters |= 1u << ((guchar) *p & 31);
  make_stem (&word);
  g_array_append_val (self->words, word);
}

static gboolean
is_filler (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (fillers); i++)
    if (strcmp (fillers[i], word) == 0)
      return TRUE;

  return FALSE;
}

static guint
count_bits (guint32 bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static double
compare_spelling (const Word *a,
                  const Word *b)
{
  guint longer = MAX (a->length, b->length);
  guint allowed = longer < 4 ? 0 : longer < 6 ? 1 : 2;
  guint distance;

  /* One changed letter changes at most two bits. */
  if (allowed == 0 || count_bits (a->letters ^ b->letters) > 2 * allowed)
    return 0;
  distance = ear_text_distance (a->text, b->text, allowed);
  if (distance > allowed)
    return 0;

  return (distance == 1 ? 0.8 : 0.55) - (a->text[0] != b->text[0] ? 0.1 : 0);
}

/* How well the word asked for is met by the word there is, 0–1. */
static double
compare_words (const Word *wanted,
               const Word *word)
{
  const Word *shorter = wanted->length < word->length ? wanted : word;
  const Word *longer = shorter == wanted ? word : wanted;

  if (strcmp (wanted->text, word->text) == 0)
    return 1;
  if (strcmp (wanted->stem, word->stem) == 0)
    return 0.97;
  /* “Filterkaffee” has “Kaffee” in it; a letter that the shorter lacks at all is no hindrance to that. */
  if (shorter->length >= 4 && (shorter->letters & ~longer->letters) == 0 && strstr (longer->text, shorter->text))
    return 0.65 + 0.28 * shorter->length / longer->length;

  return compare_spelling (wanted, word);
}

EarKeys *
ear_keys_new (void)
{
  EarKeys *self = g_new0 (EarKeys, 1);

  self->words = g_array_new (FALSE, FALSE, sizeof (Word));

  return self;
}

/**
 * ear_keys_new_query:
 * @text: what someone asked for
 *
 * Returns: (transfer full): its words without “some more of the”
 */
EarKeys *
ear_keys_new_query (const char *text)
{
  g_autofree char *folded = ear_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS);
  EarKeys *self = ear_keys_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (!is_filler (words[i]))
      append_word (self, words[i], 1);
  if (self->words->len == 0)
    ear_keys_add (self, text, 1);

  return self;
}

void
ear_keys_free (EarKeys *self)
{
  g_array_unref (self->words);
  g_free (self);
}

/**
 * ear_keys_add:
 * @text: (nullable): words to be found by
 * @weight: how much it counts to be found by them; 1 for the title
 */
void
ear_keys_add (EarKeys    *self,
              const char *text,
              double      weight)
{
  g_autofree char *folded = ear_text_fold (text ? text : "");
  g_auto (GStrv) words = g_strsplit (folded, " ", MAX_WORDS);

  for (guint i = 0; words[i] != NULL; i++)
    append_word (self, words[i], weight);
  self->n_phrases += self->n_phrases < G_MAXUINT8;
}

gboolean
ear_keys_is_empty (const EarKeys *self)
{
  return self->words->len == 0;
}

/* The weight of the best phrase of which every word was said; `said` has a bit for each word. */
static double
weigh_phrases (const EarKeys *self,
               guint64        said)
{
  double best = 0;

  for (guint i = 0; i < self->words->len;) {
    const Word *first = &g_array_index (self->words, Word, i);
    gboolean whole = TRUE;

    for (; i < self->words->len && g_array_index (self->words, Word, i).phrase == first->phrase; i++)
      whole = whole && ((said >> i) & 1);
    if (whole)
      best = MAX (best, first->weight);
  }

  return best;
}

/**
 * ear_keys_match:
 * @query: from ear_keys_new_query()
 *
 * Returns: how well @self fits, 0–1: the mean over the words asked for, and a little more where a whole phrase was said
 */
double
ear_keys_match (const EarKeys *self,
                const EarKeys *query)
{
  guint64 said = 0;
  double sum = 0;

  if (query->words->len == 0)
    return 0;

  for (guint i = 0; i < query->words->len; i++) {
    const Word *wanted = &g_array_index (query->words, Word, i);
    double best = 0;

    for (guint j = 0; j < self->words->len; j++) {
      const Word *word = &g_array_index (self->words, Word, j);
      double score = compare_words (wanted, word);

      if (score >= SAID)
        said |= G_GUINT64_CONSTANT (1) << j;
      best = MAX (best, score * word->weight);
    }
    sum += best;
  }

  return sum / query->words->len * (1 - PHRASE_BONUS) + PHRASE_BONUS * weigh_phrases (self, said);
}
