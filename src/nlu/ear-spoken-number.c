/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-words.h"

#include <math.h>
#include <string.h>

#define MAX_ATOMS 48

typedef enum {
  ATOM_DIGITS,
  ATOM_UNIT,
  ATOM_TEEN,
  ATOM_TENS,
  ATOM_HUNDRED,
  ATOM_SCALE,
  ATOM_AND,
  ATOM_POINT,
  ATOM_HALF,
  ATOM_ARTICLE,
  ATOM_MINUS,
  ATOM_ORDINAL,
} AtomKind;

typedef struct {
  const char *text;
  AtomKind    kind;
  double      value;
} Morpheme;

/* One word may be several atoms ("zweiundzwanzig"); a number may only end where a word does. */
typedef struct {
  AtomKind kind;
  double   value;
  guint    word_end;
} Atom;

typedef struct {
  EarLanguage language;
  Atom        atoms[MAX_ATOMS];
  guint       n;
} Atoms;

/* Longer ones first where one begins with another, so that "vier" does not hide "vierzig". */
static const Morpheme english[] = {
  { "seventeen", ATOM_TEEN, 17 }, { "thirteen", ATOM_TEEN, 13 }, { "fourteen", ATOM_TEEN, 14 }, { "eighteen", ATOM_TEEN, 18 },
  { "nineteen", ATOM_TEEN, 19 }, { "fifteen", ATOM_TEEN, 15 }, { "sixteen", ATOM_TEEN, 16 }, { "eleven", ATOM_TEEN, 11 },
  { "twelve", ATOM_TEEN, 12 }, { "ten", ATOM_TEEN, 10 }, { "seventy", ATOM_TENS, 70 }, { "twenty", ATOM_TENS, 20 },
  { "thirty", ATOM_TENS, 30 }, { "eighty", ATOM_TENS, 80 }, { "ninety", ATOM_TENS, 90 }, { "forty", ATOM_TENS, 40 },
  { "fourty", ATOM_TENS, 40 }, { "fifty", ATOM_TENS, 50 }, { "sixty", ATOM_TENS, 60 }, { "hundred", ATOM_HUNDRED, 100 },
  { "dozen", ATOM_HUNDRED, 12 }, { "thousand", ATOM_SCALE, 1e3 }, { "million", ATOM_SCALE, 1e6 },
  { "billion", ATOM_SCALE, 1e9 }, { "zero", ATOM_UNIT, 0 },
  { "oh", ATOM_UNIT, 0 }, { "nought", ATOM_UNIT, 0 }, { "naught", ATOM_UNIT, 0 }, { "one", ATOM_UNIT, 1 },
  { "two", ATOM_UNIT, 2 }, { "three", ATOM_UNIT, 3 }, { "four", ATOM_UNIT, 4 }, { "five", ATOM_UNIT, 5 },
  { "six", ATOM_UNIT, 6 }, { "seven", ATOM_UNIT, 7 }, { "eight", ATOM_UNIT, 8 }, { "nine", ATOM_UNIT, 9 },
  { "and", ATOM_AND, 0 }, { "point", ATOM_POINT, 0 }, { "half", ATOM_HALF, 0.5 }, { "a", ATOM_ARTICLE, 1 },
  { "an", ATOM_ARTICLE, 1 }, { "minus", ATOM_MINUS, 0 }, { "negative", ATOM_MINUS, 0 },
  { "first", ATOM_ORDINAL, 1 }, { "second", ATOM_ORDINAL, 2 }, { "third", ATOM_ORDINAL, 3 }, { "fourth", ATOM_ORDINAL, 4 },
  { "fifth", ATOM_ORDINAL, 5 }, { "sixth", ATOM_ORDINAL, 6 }, { "seventh", ATOM_ORDINAL, 7 }, { "eighth", ATOM_ORDINAL, 8 },
  { "ninth", ATOM_ORDINAL, 9 }, { "tenth", ATOM_ORDINAL, 10 }, { "eleventh", ATOM_ORDINAL, 11 },
  { "twelfth", ATOM_ORDINAL, 12 }, { "thirteenth", ATOM_ORDINAL, 13 }, { "fourteenth", ATOM_ORDINAL, 14 },
  { "fifteenth", ATOM_ORDINAL, 15 }, { "sixteenth", ATOM_ORDINAL, 16 }, { "seventeenth", ATOM_ORDINAL, 17 },
  { "eighteenth", ATOM_ORDINAL, 18 }, { "nineteenth", ATOM_ORDINAL, 19 }, { "twentieth", ATOM_ORDINAL, 20 },
  { "thirtieth", ATOM_ORDINAL, 30 }, { "fortieth", ATOM_ORDINAL, 40 }, { "fiftieth", ATOM_ORDINAL, 50 },
  { "sixtieth", ATOM_ORDINAL, 60 }, { "seventieth", ATOM_ORDINAL, 70 }, { "eightieth", ATOM_ORDINAL, 80 },
  { "ninetieth", ATOM_ORDINAL, 90 }, { "hundredth", ATOM_ORDINAL, 100 }, { NULL },
};

static const Morpheme german[] = {
  { "dreizehn", ATOM_TEEN, 13 }, { "vierzehn", ATOM_TEEN, 14 }, { "fuenfzehn", ATOM_TEEN, 15 }, { "sechzehn", ATOM_TEEN, 16 },
  { "siebzehn", ATOM_TEEN, 17 }, { "achtzehn", ATOM_TEEN, 18 }, { "neunzehn", ATOM_TEEN, 19 }, { "zehn", ATOM_TEEN, 10 },
  { "zwoelf", ATOM_TEEN, 12 }, { "elf", ATOM_TEEN, 11 }, { "zwanzig", ATOM_TENS, 20 }, { "dreissig", ATOM_TENS, 30 },
  { "vierzig", ATOM_TENS, 40 }, { "fuenfzig", ATOM_TENS, 50 }, { "sechzig", ATOM_TENS, 60 }, { "siebzig", ATOM_TENS, 70 },
  { "achtzig", ATOM_TENS, 80 }, { "neunzig", ATOM_TENS, 90 }, { "hundert", ATOM_HUNDRED, 100 }, { "dutzend", ATOM_HUNDRED, 12 }, { "tausend", ATOM_SCALE, 1e3 },
  { "millionen", ATOM_SCALE, 1e6 }, { "million", ATOM_SCALE, 1e6 }, { "milliarden", ATOM_SCALE, 1e9 },
  { "milliarde", ATOM_SCALE, 1e9 }, { "null", ATOM_UNIT, 0 }, { "eins", ATOM_UNIT, 1 }, { "einen", ATOM_ARTICLE, 1 },
  { "einem", ATOM_ARTICLE, 1 }, { "einer", ATOM_ARTICLE, 1 }, { "eine", ATOM_ARTICLE, 1 }, { "ein", ATOM_ARTICLE, 1 },
  { "zwei", ATOM_UNIT, 2 }, { "zwo", ATOM_UNIT, 2 }, { "drei", ATOM_UNIT, 3 }, { "vier", ATOM_UNIT, 4 },
  { "fuenf", ATOM_UNIT, 5 }, { "sechs", ATOM_UNIT, 6 }, { "sieben", ATOM_UNIT, 7 }, { "acht", ATOM_UNIT, 8 },
  { "neun", ATOM_UNIT, 9 }, { "und", ATOM_AND, 0 }, { "komma", ATOM_POINT, 0 }, { "minus", ATOM_MINUS, 0 },
  { "anderthalb", ATOM_HALF, 1.5 }, { "einhalb", ATOM_HALF, 0.5 }, { "halb", ATOM_HALF, 0.5 }, { "halbe", ATOM_HALF, 0.5 },
  { NULL },
};

/* "ersten" to "neunzehnten" by stem; from twenty on it is the number and "-sten". */
static const Morpheme german_stems[] = {
  { "erst", ATOM_ORDINAL, 1 }, { "zweit", ATOM_ORDINAL, 2 }, { "dritt", ATOM_ORDINAL, 3 }, { "viert", ATOM_ORDINAL, 4 },
  { "fuenft", ATOM_ORDINAL, 5 }, { "sechst", ATOM_ORDINAL, 6 }, { "siebt", ATOM_ORDINAL, 7 }, { "siebent", ATOM_ORDINAL, 7 },
  { "acht", ATOM_ORDINAL, 8 }, { "neunt", ATOM_ORDINAL, 9 }, { "zehnt", ATOM_ORDINAL, 10 }, { "elft", ATOM_ORDINAL, 11 },
  { "zwoelft", ATOM_ORDINAL, 12 }, { "dreizehnt", ATOM_ORDINAL, 13 }, { "vierzehnt", ATOM_ORDINAL, 14 },
  { "fuenfzehnt", ATOM_ORDINAL, 15 }, { "sechzehnt", ATOM_ORDINAL, 16 }, { "siebzehnt", ATOM_ORDINAL, 17 },
  { "achtzehnt", ATOM_ORDINAL, 18 }, { "neunzehnt", ATOM_ORDINAL, 19 }, { NULL },
};

static gboolean
is_grouped (const char *digits,
            char        group)
{
  gsize run = strcspn (digits, ".,");

  if (run == 0 || run > 3)
    return FALSE;
  for (digits += run; *digits == group; digits += run + 1)
    if ((run = strcspn (digits + 1, ".,")) != 3)
      return FALSE;

  return *digits == '\0' || *digits == (group == ',' ? '.' : ',');
}

static gboolean
read_digits (const char  *word,
             EarLanguage  language,
             double      *value)
{
  char group = language == EAR_LANGUAGE_GERMAN ? '.' : ',', point = language == EAR_LANGUAGE_GERMAN ? ',' : '.';
  char plain[24], *to = plain;
  gboolean grouped;

  if (!g_ascii_isdigit (*word) || strlen (word) >= sizeof plain || word[strspn (word, "0123456789.,")] != '\0')
    return FALSE;

  grouped = strchr (word, group) && is_grouped (word, group);
  for (const char *p = word; *p; p++) {
    if (*p == point && !memchr (plain, '.', to - plain))
      *to++ = '.';
    else if (*p == group && !grouped)
      return FALSE;
    else if (g_ascii_isdigit (*p))
      *to++ = *p;
    else if (*p != group)
      return FALSE;
  }
  *to = '\0';
  *value = g_ascii_strtod (plain, NULL);

  return TRUE;
}

static gboolean
split_word (Atoms          *self,
            const char     *word,
            const Morpheme *table,
            guint           from)
{
  if (*word == '\0') {
    self->n = from;
    return TRUE;
  }
  if (from == MAX_ATOMS)
    return FALSE;

  for (const Morpheme *row = table; row->text; row++) {
    if (row->text[0] != word[0] || !g_str_has_prefix (word, row->text))
      continue;
    self->atoms[from] = (Atom) { row->kind, row->value, 0 };
    if (split_word (self, word + strlen (row->text), table, from + 1))
      return TRUE;
  }

  return FALSE;
}

static gboolean
add_word (Atoms      *self,
          const char *word)
{
  const Morpheme *table = self->language == EAR_LANGUAGE_GERMAN ? german : english;
  guint from = self->n;
  double value;

  if (from == MAX_ATOMS || strlen (word) > 80)
    return FALSE;

  if (read_digits (word, self->language, &value)) {
    self->atoms[self->n++] = (Atom) { ATOM_DIGITS, value, 0 };
    return TRUE;
  }
  for (const Morpheme *row = table; row->text; row++)
    if (row->text[0] == word[0] && strcmp (row->text, word) == 0) {
      self->atoms[self->n++] = (Atom) { row->kind, row->value, 0 };
      return TRUE;
    }

  return split_word (self, word, table, from);
}

static void
split (Atoms          *self,
       const EarWords *words)
{
  self->language = words->language;
  self->n = 0;

  for (guint i = 0; i < words->n && add_word (self, words->words[i]); i++)
    self->atoms[self->n - 1].word_end = i + 1;
}

static gboolean
is_kind (const Atoms *self,
         guint        at,
         AtomKind     kind)
{
  return at < self->n && self->atoms[at].kind == kind;
}

/* The article counts as one only where a word for hundred, thousand or twenty follows. */
static gboolean
is_one_to_nine (const Atoms *self,
                guint        at)
{
  return (is_kind (self, at, ATOM_UNIT) && self->atoms[at].value > 0)
         || (self->language == EAR_LANGUAGE_GERMAN && is_kind (self, at, ATOM_ARTICLE));
}

static guint
read_below_hundred (const Atoms *self,
                    guint        at,
                    double      *value)
{
  const Atom *a = self->atoms + at;

  if (at >= self->n)
    return 0;

  if (self->language == EAR_LANGUAGE_GERMAN && is_one_to_nine (self, at) && is_kind (self, at + 1, ATOM_AND)
      && is_kind (self, at + 2, ATOM_TENS)) {
    *value = a->value + a[2].value;
    return 3;
  }
  if (self->language == EAR_LANGUAGE_ENGLISH && a->kind == ATOM_TENS && is_one_to_nine (self, at + 1)) {
    *value = a->value + a[1].value;
    return 2;
  }
  if (a->kind != ATOM_UNIT && a->kind != ATOM_TEEN && a->kind != ATOM_TENS)
    return 0;
  *value = a->value;

  return 1;
}

static guint
read_below_thousand (const Atoms *self,
                     guint        at,
                     double      *value)
{
  double front = 1, rest;
  guint n = read_below_hundred (self, at, &front), more;
  guint i = at + n;

  if (n == 0 && (is_kind (self, at, ATOM_ARTICLE) || is_one_to_nine (self, at)))
    i = at + 1;
  else if (n == 0 && !(self->language == EAR_LANGUAGE_GERMAN && is_kind (self, at, ATOM_HUNDRED)))
    return 0;

  if (!is_kind (self, i, ATOM_HUNDRED) || front > 99 || front == 0) {
    *value = front;
    return n;
  }
  *value = front * self->atoms[i].value;
  i++;

  if ((more = read_below_hundred (self, i, &rest)) == 0 && is_kind (self, i, ATOM_AND)
      && (more = read_below_hundred (self, i + 1, &rest)) > 0)
    more++;
  if (more > 0)
    *value += rest;
  else if (self->language == EAR_LANGUAGE_GERMAN && is_kind (self, i, ATOM_ARTICLE)) {
    *value += 1;
    more = 1;
  }

  return i + more - at;
}

static guint
read_chunk (const Atoms *self,
            guint        at,
            double      *value)
{
  guint n;

  if (is_kind (self, at, ATOM_DIGITS)) {
    *value = self->atoms[at].value;
    if (is_kind (self, at + 1, ATOM_HUNDRED)) {
      *value *= 100;
      return 2;
    }
    return 1;
  }
  if ((n = read_below_thousand (self, at, value)) > 0)
    return n;
  if (is_kind (self, at, ATOM_ARTICLE) && is_kind (self, at + 1, ATOM_SCALE)) {
    *value = 1;
    return 1;
  }
  if (is_kind (self, at, ATOM_SCALE) && self->language == EAR_LANGUAGE_GERMAN) {
    *value = 1;
    return 0;
  }

  return 0;
}

static guint
read_whole (const Atoms *self,
            guint        at,
            double      *value)
{
  double total = 0, chunk = 0, last = INFINITY;
  guint i = at, done = at, n, skip;

  for (;;) {
    skip = i > at && is_kind (self, i, ATOM_AND) ? 1 : 0;
    n = read_chunk (self, i + skip, &chunk);
    if (n == 0 && !(i == at && is_kind (self, i, ATOM_SCALE) && self->language == EAR_LANGUAGE_GERMAN))
      break;
    i += skip + n;
    if (!is_kind (self, i, ATOM_SCALE) || self->atoms[i].value >= last) {
      if (i > at + skip + n && chunk >= last)
        break;
      total += chunk;
      done = i;
      break;
    }
    last = self->atoms[i].value;
    total += chunk * last;
    done = ++i;
  }
  *value = total;

  return done - at;
}

/* "nineteen eighty five", "twenty twenty six", "twenty oh four". */
static guint
read_year (const Atoms *self,
           guint        at,
           double      *value)
{
  double century, rest;
  guint n = read_below_hundred (self, at, &century), m;

  if (n != 1 || century < 13 || century > 20)
    return 0;
  if ((m = read_below_hundred (self, at + 1, &rest)) == 0)
    return 0;
  if (rest < 10) {
    if (rest != 0 || !is_one_to_nine (self, at + 2))
      return 0;
    rest = self->atoms[at + 2].value;
    m = 2;
  }
  *value = century * 100 + rest;

  return n + m;
}

/* "five five five one two", at least three of them: two may be an hour and something. */
static guint
read_figures (const Atoms *self,
              guint        at,
              double      *value)
{
  guint n = 0;

  *value = 0;
  for (; n < 15 && (is_kind (self, at + n, ATOM_UNIT)); n++)
    *value = *value * 10 + self->atoms[at + n].value;

  return n >= 3 ? n : 0;
}

static guint
read_fraction (const Atoms *self,
               guint        at,
               double      *value)
{
  double scale = 1;
  guint i = at + 1;

  if (is_kind (self, at, ATOM_AND)) {
    if (is_kind (self, i, ATOM_ARTICLE))
      i++;
    if (!is_kind (self, i, ATOM_HALF) || self->atoms[i].value != 0.5)
      return 0;
    *value += 0.5;
    return i + 1 - at;
  }
  if (self->language == EAR_LANGUAGE_GERMAN && (is_kind (self, at, ATOM_HALF) || is_kind (self, at, ATOM_ARTICLE))) {
    if (is_kind (self, at, ATOM_ARTICLE) && !is_kind (self, i++, ATOM_HALF))
      return 0;
    *value += 0.5;
    return i - at;
  }
  if (!is_kind (self, at, ATOM_POINT))
    return 0;

  if (is_kind (self, i, ATOM_DIGITS) && self->atoms[i].value < 1e6) {
    for (double rest = self->atoms[i].value; scale <= rest; scale *= 10)
      ;
    *value += self->atoms[i].value / scale;
    return 2;
  }
  if (is_kind (self, i, ATOM_TEEN) || is_kind (self, i, ATOM_TENS)) {
    guint n = read_below_hundred (self, i, &scale);
    *value += scale / 100;
    return n + 1;
  }
  for (; is_kind (self, i, ATOM_UNIT) && i < at + 9; i++)
    *value += self->atoms[i].value * (scale /= 10);

  return i > at + 1 ? i - at : 0;
}

static guint
words_of (const Atoms *self,
          guint        n)
{
  return n == 0 ? 0 : self->atoms[n - 1].word_end;
}

/**
 * ear_read_number:
 * @value: (out): a number as it is spoken or written
 */
guint
ear_read_number (const EarWords *self,
                 double         *value)
{
  static guint (*const readers[]) (const Atoms *, guint, double *) = { read_whole, read_year, read_figures };
  Atoms atoms;
  double candidate, fraction;
  static const char *const half_dozens[] = { "half a dozen", "ein halbes dutzend", "halbes dutzend", NULL };
  guint best = 0, from, n, words;

  if ((n = ear_words_match_any (self, half_dozens)) > 0) {
    *value = 6;
    return n;
  }

  split (&atoms, self);
  from = is_kind (&atoms, 0, ATOM_MINUS) ? 1 : 0;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    if ((n = readers[i] (&atoms, from, &candidate)) == 0)
      continue;
    if ((words = words_of (&atoms, from + n)) > best) {
      best = words;
      *value = from ? -candidate : candidate;
    }
    fraction = candidate;
    if (i == 0)
      n += read_fraction (&atoms, from + n, &fraction);
    if (i == 0 && fraction != candidate && is_kind (&atoms, from + n, ATOM_SCALE))
      fraction *= atoms.atoms[from + n++].value;
    if (i == 0 && (words = words_of (&atoms, from + n)) > best) {
      best = words;
      *value = from ? -fraction : fraction;
    }
  }

  if (best == 0 && self->language == EAR_LANGUAGE_GERMAN && self->n > 0) {
    if (is_kind (&atoms, 0, ATOM_ARTICLE) && atoms.atoms[0].word_end == 1) {
      *value = 1;
      best = 1;
    } else if (is_kind (&atoms, 0, ATOM_HALF) && atoms.atoms[0].value == 1.5 && atoms.atoms[0].word_end == 1) {
      *value = 1.5;
      best = 1;
    } else if (is_kind (&atoms, 0, ATOM_ARTICLE) && is_kind (&atoms, 1, ATOM_HALF) && atoms.atoms[1].word_end == 1) {
      *value = 1.5;
      best = 1;
    }
  }

  return best;
}

/**
 * ear_read_small:
 * @max: the largest value accepted
 * @value: (out): a whole number from 0 to 99, of an hour, a minute or a day
 */
guint
ear_read_small (const EarWords *self,
                guint           max,
                guint          *value)
{
  Atoms atoms;
  double number = 0;
  guint n;

  split (&atoms, self);
  if (is_kind (&atoms, 0, ATOM_DIGITS)) {
    n = 1;
    number = atoms.atoms[0].value;
  } else if (self->language == EAR_LANGUAGE_GERMAN && is_kind (&atoms, 0, ATOM_ARTICLE) && atoms.atoms[0].word_end == 1
             && !is_kind (&atoms, 1, ATOM_AND)) {
    n = 1;
    number = 1;
  } else {
    n = read_below_hundred (&atoms, 0, &number);
  }

  while (n > 0 && words_of (&atoms, n) == 0)
    n--;
  if (n == 0 || number > max || number != floor (number))
    return 0;
  *value = number;

  return words_of (&atoms, n);
}

static guint
read_german_ordinal (const EarWords *self,
                     guint          *value)
{
  static const char *const endings[] = { "en", "er", "es", "em", "e", "", NULL };
  g_autofree char *stem = g_strdup (self->words[0]);
  char *const words[] = { stem, NULL };
  EarWords one = { self->language, words, 1 };
  gsize n = strlen (stem);
  double number;

  for (guint i = 0; endings[i]; i++) {
    if (!g_str_has_suffix (stem, endings[i]) || n <= strlen (endings[i]) + 2 || (*endings[i] == '\0' && i < 5))
      continue;
    stem[n - strlen (endings[i])] = '\0';
    break;
  }
  for (const Morpheme *row = german_stems; row->text; row++)
    if (strcmp (row->text, stem) == 0 && strcmp (self->words[0], "acht") != 0 && strlen (self->words[0]) > strlen (stem)) {
      *value = row->value;
      return 1;
    }

  if (strlen (self->words[0]) == strlen (stem) || !g_str_has_suffix (stem, "st"))
    return 0;
  stem[strlen (stem) - 2] = '\0';
  if (ear_read_number (&one, &number) != 1 || number < 20 || number > 1e6)
    return 0;
  *value = number;

  return 1;
}

static guint
read_english_ordinal (const EarWords *self,
                      guint          *value)
{
  Atoms atoms;
  double front = 0;
  guint n;

  split (&atoms, self);
  if (is_kind (&atoms, 0, ATOM_ORDINAL) && atoms.atoms[0].word_end == 1) {
    *value = atoms.atoms[0].value;
    return 1;
  }
  if (is_kind (&atoms, 0, ATOM_TENS) && is_kind (&atoms, 1, ATOM_ORDINAL) && atoms.atoms[1].value < 10) {
    *value = atoms.atoms[0].value + atoms.atoms[1].value;
    return atoms.atoms[1].word_end;
  }
  n = read_below_thousand (&atoms, 0, &front);
  if (n > 0 && is_kind (&atoms, n, ATOM_ORDINAL) && front >= 100 && atoms.atoms[n].value < 100) {
    *value = front + atoms.atoms[n].value;
    return atoms.atoms[n].word_end;
  }

  return 0;
}

/**
 * ear_read_ordinal:
 * @value: (out): "third" or "3rd" as 3
 */
guint
ear_read_ordinal (const EarWords *self,
                  guint          *value)
{
  static const char *const english_endings[] = { "st", "nd", "rd", "th", NULL };
  static const char *const german_endings[] = { "te", "ter", "ten", "tes", "ste", "sten", "ster", NULL };
  EarWords rest = ear_words_skip (self, 1);
  double number;

  if (self->n == 0)
    return 0;
  if (read_digits (self->words[0], self->language, &number) && number == floor (number) && number < 1e6
      && ear_words_match_any (&rest, self->language == EAR_LANGUAGE_GERMAN ? german_endings : english_endings)) {
    *value = number;
    return 2;
  }

  return self->language == EAR_LANGUAGE_GERMAN ? read_german_ordinal (self, value) : read_english_ordinal (self, value);
}
