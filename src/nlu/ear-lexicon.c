/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-lexicon.h"

#include <string.h>

#define NO_INTENT G_MAXUINT
#define LONGEST 40

static const char *const polite[EAR_N_LANGUAGES] = {
  "please uh um uhm er hmm well so okay ok now then just maybe really hey alexa computer thanks thank you kindly",
  "bitte mal doch denn also aeh aehm hm jetzt dann eigentlich hey alexa computer danke okay ok na gern gerne",
};

static const char *const weak[EAR_N_LANGUAGES] = {
  "could can would will you i to like want me my the a an some for of it is that was do think guess tell give us and in at on "
  "have be am are does did s there with this need love shall should your let go ahead get",
  "kannst koenntest wuerdest ich moechte will haette mir mich der die das den dem des ein eine einen einem einer in im am vom "
  "von es ist vielleicht alles etwas bisschen glaube glaub und zu noch zum zur fuer um auf an du wir uns sie er mit bei ob "
  "soll sollst werden wird hab habe haben brauche brauch nach sagen sag sage",
};

typedef struct {
  char      *text;
  guint      length;
  EarFiller  filler;
  guint      n_intents;
  guint      last_intent;
  gboolean   carrier;
  float      weight;
} Word;

struct _EarLexicon {
  GArray     *words;
  GHashTable *by_text;
  GArray     *by_initial[256];
};

/* Enough of a word to see that it is not like another one. */
typedef struct {
  guint32 word;
  guint32 letters;
  char    second;
  char    third;
  guint8  length;
} Outline;

static Outline
make_outline (guint32     word,
              const char *text,
              guint       length)
{
  Outline outline = { .word = word, .length = length };

  for (guint i = 0; i < length; i++)
    outline.letters |= 1u << (text[i] & 31);
  if (length > 2) {
    outline.second = text[1];
    outline.third = text[2];
  }

  return outline;
}

/* An edit changes at most two letters of the set; only words that begin alike may differ by more than two edits. */
static inline gboolean
may_resemble (const Outline *a,
              const Outline *b)
{
  guint differ = __builtin_popcount (a->letters ^ b->letters);

  return differ <= 2 || (differ <= 6 && a->second == b->second && a->third == b->third);
}

static Word *
get_word (const EarLexicon *self,
          guint32           word)
{
  return &g_array_index (self->words, Word, word);
}

static void
clear_word (Word *word)
{
  g_free (word->text);
}

static void
add_fillers (EarLexicon *self,
             const char *list,
             EarFiller   filler)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  for (guint i = 0; words[i]; i++)
    get_word (self, ear_lexicon_add (self, words[i]))->filler = filler;
}

EarLexicon *
ear_lexicon_new (EarLanguage language)
{
  EarLexicon *self = g_new0 (EarLexicon, 1);

  self->words = g_array_new (FALSE, TRUE, sizeof (Word));
  g_array_set_clear_func (self->words, (GDestroyNotify) clear_word);
  g_array_set_size (self->words, 1);
  self->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  add_fillers (self, weak[language], EAR_FILLER_WEAK);
  add_fillers (self, polite[language], EAR_FILLER_POLITE);

  return self;
}

void
ear_lexicon_free (EarLexicon *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->by_initial); i++)
    g_clear_pointer (&self->by_initial[i], g_array_unref);
  g_hash_table_unref (self->by_text);
  g_array_unref (self->words);
  g_free (self);
}

guint32
ear_lexicon_add (EarLexicon *self,
                 const char *word)
{
  guint32 id = ear_lexicon_find (self, word);
  Word added = { 0 };

  if (id != 0)
    return id;

  id = self->words->len;
  added.text = g_strdup (word);
  added.length = strlen (word);
  added.last_intent = NO_INTENT;
  g_array_append_val (self->words, added);
  g_hash_table_insert (self->by_text, added.text, GUINT_TO_POINTER (id));

  return id;
}

/**
 * ear_lexicon_add_carrier:
 * @intent: whose sample has the word; add all samples of an intent before those of the next
 *
 * Adds a word of a sample. The fewer intents use it, the more it says.
 */
guint32
ear_lexicon_add_carrier (EarLexicon *self,
                         const char *word,
                         guint       intent)
{
  guint32 id = ear_lexicon_add (self, word);
  Word *row = get_word (self, id);

  row->carrier = TRUE;
  if (row->last_intent != intent) {
    row->last_intent = intent;
    row->n_intents++;
  }

  return id;
}

void
ear_lexicon_finish (EarLexicon *self,
                    guint       n_intents)
{
  for (guint32 i = 1; i < self->words->len; i++) {
    Word *word = get_word (self, i);
    guchar initial = word->text[0];

    word->weight = word->filler != EAR_FILLER_NONE ? 0.25 : 0.6 + 0.6 * (1 - (double) word->n_intents / MAX (n_intents, 1));
    if (word->length > LONGEST)
      continue;
    if (self->by_initial[initial] == NULL)
      self->by_initial[initial] = g_array_new (FALSE, FALSE, sizeof (Outline));
    g_array_append_vals (self->by_initial[initial], &(Outline[]) { make_outline (i, word->text, word->length) }, 1);
  }
}

guint32
ear_lexicon_find (const EarLexicon *self,
                  const char       *word)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_text, word));
}

guint
ear_lexicon_get_size (const EarLexicon *self)
{
  return self->words->len;
}

EarFiller
ear_lexicon_get_filler (const EarLexicon *self,
                        guint32           word)
{
  return get_word (self, word)->filler;
}

float
ear_lexicon_get_weight (const EarLexicon *self,
                        guint32           word)
{
  return get_word (self, word)->weight;
}

gboolean
ear_lexicon_is_carrier (const EarLexicon *self,
                        guint32           word)
{
  return get_word (self, word)->carrier && get_word (self, word)->filler == EAR_FILLER_NONE;
}

/* How many letters to change, drop, add or swap, up to 2; 3 for more. */
static guint
count_edits (const char *a,
             guint       a_length,
             const char *b,
             guint       b_length)
{
  guint8 rows[3][LONGEST + 1], *before = rows[0], *last = rows[1], *row = rows[2], *spare;

  for (guint j = 0; j <= b_length; j++)
    last[j] = j;

  for (guint i = 1; i <= a_length; i++) {
    guint8 least = row[0] = i;

    for (guint j = 1; j <= b_length; j++) {
      guint8 best = last[j - 1] + (a[i - 1] != b[j - 1]);

      best = MIN (best, last[j] + 1);
      best = MIN (best, row[j - 1] + 1);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = MIN (best, before[j - 2] + 1);
      row[j] = best;
      least = MIN (least, best);
    }
    if (least > 2)
      return 3;
    spare = before;
    before = last;
    last = row;
    row = spare;
  }

  return MIN (last[b_length], 3);
}

/* What English and German words end in when they are bent: “play”, “plays”; “Wecker”, “Weckern”. */
static gboolean
is_ending (const char *rest)
{
  static const char *const endings[] = { "", "s", "es", "e", "d", "ed", "r", "er", "rs", "ers", "n", "en", "em", "ens", "ern", "y", "ies", "ied",
                                         "ing", "ings", "t", "st", "est", "te", "ten", "tes", "ter", "ly", "al", "ally", "ge", "gen", "ung", "ungen" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (strcmp (rest, endings[i]) == 0)
      return TRUE;

  return FALSE;
}

/* 0 for not alike. Inflections ("play", "plays") come cheap, slips of the tongue or of the recognizer cost more. */
static float
compare (const char *a,
         guint       a_length,
         const char *b,
         guint       b_length)
{
  guint longer = MAX (a_length, b_length), shorter = MIN (a_length, b_length), front = 0, edits;

  if (longer - shorter > 4 || shorter < 3)
    return 0;
  while (front < shorter && a[front] == b[front])
    front++;
  if (front >= 3 && longer - front <= 4 && is_ending (a + front) && is_ending (b + front)) {
    if ((front >= 4 && longer - front <= 2) || longer - front == 1)
      return 0.15;
    if (front >= 4 && shorter - front <= 2)
      return 0.4;
  }
  if (longer - shorter > 2 || shorter < 4 || (longer - shorter > 1 && front < 3))
    return 0;

  edits = count_edits (a, a_length, b, b_length);
  if (edits == 1)
    return 0.25;

  return edits == 2 && shorter >= 8 && front >= 3 ? 0.45 : 0;
}

/**
 * ear_lexicon_find_near:
 * @word: what was heard
 * @near: (out): room for %EAR_NEAR_MAX
 *
 * Returns: how many known words are spelled nearly like it
 */
guint
ear_lexicon_find_near (const EarLexicon *self,
                       const char       *word,
                       EarNear          *near)
{
  GArray *candidates = self->by_initial[(guchar) word[0]];
  guint n = 0, length = strlen (word), worst;
  Outline outline;
  float cost;

  if (candidates == NULL || length > LONGEST || length < 3 || g_ascii_isdigit (word[0]))
    return 0;

  outline = make_outline (0, word, length);
  for (guint i = 0; i < candidates->len; i++) {
    const Outline *candidate = &g_array_index (candidates, Outline, i);
    guint32 id = candidate->word;
    const Word *row;

    if (!may_resemble (candidate, &outline))
      continue;
    row = get_word (self, id);
    if ((cost = compare (word, length, row->text, row->length)) == 0 || strcmp (word, row->text) == 0)
      continue;
    if (n < EAR_NEAR_MAX) {
      near[n++] = (EarNear) { id, cost };
      continue;
    }
    worst = 0;
    for (guint j = 1; j < n; j++)
      if (near[j].cost > near[worst].cost)
        worst = j;
    if (cost < near[worst].cost)
      near[worst] = (EarNear) { id, cost };
  }

  return n;
}
