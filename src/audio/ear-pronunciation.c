/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-pronunciation"
#include "config.h"

#include "audio/ear-pronunciation.h"

#include <string.h>

#include "audio/ear-audio-error.h"

/* How many pronunciations of one word are kept; a dictionary has at most five. */
#define MAX_PRONUNCIATIONS 8

typedef enum {
  ANYWHERE,
  AT_START,
  AT_END,
  BEFORE_SOFT,                  /* e, i or y follows */
  BEFORE_VOWEL,
  BEFORE_CONSONANT,
  BEFORE_SILENT_E,              /* one consonant and a last e follow */
  AFTER_VOWEL,
} Place;

typedef struct {
  const char *letters;
  Place       place;
  const char *phones;
} Rule;

/* Letter to sound, the first rule that fits wins. It has to be good enough for names, not for English. */
static const Rule rules[] = {
  { "tsch", ANYWHERE, "CH" }, { "tion", ANYWHERE, "SH AH N" }, { "sion", ANYWHERE, "ZH AH N" },
  { "sch", ANYWHERE, "SH" }, { "igh", ANYWHERE, "AY" }, { "eau", ANYWHERE, "OW" }, { "tch", ANYWHERE, "CH" },
  { "dge", ANYWHERE, "JH" }, { "que", AT_END, "K" }, { "ous", AT_END, "AH S" }, { "ough", ANYWHERE, "AO" },
  { "augh", ANYWHERE, "AO" }, { "eigh", ANYWHERE, "EY" }, { "burgh", AT_END, "B ER G" }, { "burg", AT_END, "B ER G" },
  { "ville", AT_END, "V IH L" }, { "heim", AT_END, "HH AY M" }, { "stadt", AT_END, "SH T AA T" }, { "ing", AT_END, "IH NG" },
  { "air", ANYWHERE, "EH R" }, { "ear", ANYWHERE, "IH R" }, { "eer", ANYWHERE, "IH R" }, { "oor", ANYWHERE, "AO R" },
  { "our", ANYWHERE, "AO R" }, { "are", AT_END, "EH R" }, { "ere", AT_END, "IH R" }, { "ire", AT_END, "AY ER" },
  { "ore", AT_END, "AO R" }, { "ure", AT_END, "Y UH R" }, { "ble", AT_END, "B AH L" }, { "ple", AT_END, "P AH L" },
  { "tle", AT_END, "T AH L" }, { "dle", AT_END, "D AH L" }, { "gle", AT_END, "G AH L" }, { "kle", AT_END, "K AH L" },
  { "ies", AT_END, "IY Z" }, { "ied", AT_END, "IY D" }, { "ie", AT_END, "IY" }, { "ey", AT_END, "IY" },
  { "kn", AT_START, "N" }, { "gn", AT_START, "N" }, { "ps", AT_START, "S" }, { "wr", AT_START, "R" }, { "wh", ANYWHERE, "W" },
  { "ph", ANYWHERE, "F" }, { "sh", ANYWHERE, "SH" }, { "ch", BEFORE_CONSONANT, "K" }, { "ch", ANYWHERE, "CH" },
  { "th", ANYWHERE, "TH" }, { "gh", AT_START, "G" }, { "gh", ANYWHERE, "" }, { "ck", ANYWHERE, "K" }, { "ng", AT_END, "NG" },
  { "nk", ANYWHERE, "NG K" }, { "ng", BEFORE_CONSONANT, "NG" }, { "qu", ANYWHERE, "K W" }, { "tz", ANYWHERE, "T S" },
  { "dt", AT_END, "T" }, { "mb", AT_END, "M" }, { "cc", BEFORE_SOFT, "K S" },
  { "bb", ANYWHERE, "B" }, { "cc", ANYWHERE, "K" }, { "dd", ANYWHERE, "D" }, { "ff", ANYWHERE, "F" }, { "gg", ANYWHERE, "G" },
  { "kk", ANYWHERE, "K" }, { "ll", ANYWHERE, "L" }, { "mm", ANYWHERE, "M" }, { "nn", ANYWHERE, "N" }, { "pp", ANYWHERE, "P" },
  { "rr", ANYWHERE, "R" }, { "ss", ANYWHERE, "S" }, { "tt", ANYWHERE, "T" }, { "vv", ANYWHERE, "V" }, { "zz", ANYWHERE, "Z" },
  { "ee", ANYWHERE, "IY" }, { "ea", ANYWHERE, "IY" }, { "ei", ANYWHERE, "AY" }, { "eu", ANYWHERE, "OY" }, { "ew", ANYWHERE, "UW" },
  { "ai", ANYWHERE, "EY" }, { "ay", ANYWHERE, "EY" }, { "au", ANYWHERE, "AO" }, { "aw", ANYWHERE, "AO" }, { "aa", ANYWHERE, "AA" },
  { "ae", ANYWHERE, "EH" }, { "oo", ANYWHERE, "UW" }, { "oa", ANYWHERE, "OW" }, { "oi", ANYWHERE, "OY" }, { "oy", ANYWHERE, "OY" },
  { "ou", ANYWHERE, "AW" }, { "ow", AT_END, "OW" }, { "ow", ANYWHERE, "AW" }, { "oe", ANYWHERE, "OW" }, { "ue", AT_END, "UW" },
  { "ue", ANYWHERE, "UW" }, { "ui", ANYWHERE, "UW" }, { "uh", ANYWHERE, "UW" }, { "ah", ANYWHERE, "AA" }, { "oh", ANYWHERE, "OW" },
  { "eh", ANYWHERE, "EY" }, { "ie", ANYWHERE, "IY" }, { "ia", AT_END, "IY AH" }, { "io", AT_END, "IY OW" },
  { "ar", ANYWHERE, "AA R" }, { "er", ANYWHERE, "ER" }, { "ir", BEFORE_CONSONANT, "ER" }, { "or", ANYWHERE, "AO R" },
  { "ur", ANYWHERE, "ER" }, { "yr", BEFORE_CONSONANT, "ER" }, { "es", AT_END, "IH Z" }, { "ed", AT_END, "D" },
  { "a", BEFORE_SILENT_E, "EY" }, { "a", AT_END, "AH" }, { "a", ANYWHERE, "AE" }, { "b", ANYWHERE, "B" }, { "c", BEFORE_SOFT, "S" },
  { "c", ANYWHERE, "K" }, { "d", ANYWHERE, "D" }, { "e", BEFORE_SILENT_E, "IY" }, { "e", AT_END, "" }, { "e", ANYWHERE, "EH" },
  { "f", ANYWHERE, "F" }, { "g", BEFORE_SOFT, "JH" }, { "g", ANYWHERE, "G" }, { "h", BEFORE_VOWEL, "HH" }, { "h", ANYWHERE, "" },
  { "i", BEFORE_SILENT_E, "AY" }, { "i", AT_END, "IY" }, { "i", ANYWHERE, "IH" }, { "j", ANYWHERE, "JH" }, { "k", ANYWHERE, "K" },
  { "l", ANYWHERE, "L" }, { "m", ANYWHERE, "M" }, { "n", ANYWHERE, "N" }, { "o", BEFORE_SILENT_E, "OW" }, { "o", AT_END, "OW" },
  { "o", ANYWHERE, "AA" }, { "p", ANYWHERE, "P" }, { "q", ANYWHERE, "K" }, { "r", ANYWHERE, "R" }, { "s", AFTER_VOWEL, "S" },
  { "s", ANYWHERE, "S" }, { "t", ANYWHERE, "T" }, { "u", BEFORE_SILENT_E, "UW" }, { "u", AT_END, "UW" }, { "u", ANYWHERE, "AH" },
  { "v", ANYWHERE, "V" }, { "w", BEFORE_VOWEL, "W" }, { "w", ANYWHERE, "" }, { "x", AT_START, "Z" }, { "x", ANYWHERE, "K S" },
  { "y", AT_START, "Y" }, { "y", AT_END, "IY" }, { "y", ANYWHERE, "IH" }, { "z", ANYWHERE, "Z" },
  { "0", ANYWHERE, "Z IH R OW" }, { "1", ANYWHERE, "W AH N" }, { "2", ANYWHERE, "T UW" }, { "3", ANYWHERE, "TH R IY" },
  { "4", ANYWHERE, "F AO R" }, { "5", ANYWHERE, "F AY V" }, { "6", ANYWHERE, "S IH K S" }, { "7", ANYWHERE, "S EH V AH N" },
  { "8", ANYWHERE, "EY T" }, { "9", ANYWHERE, "N AY N" },
};

/* Words that the dictionary lacks and the rules get wrong. */
static const char *const known[][2] = {
  { "snowboy", "S N OW B OY" },
};

/* How letters are called, for words without a vowel. */
static const char *const letter_names[] = {
  "EY", "B IY", "S IY", "D IY", "IY", "EH F", "JH IY", "EY CH", "AY", "JH EY", "K EY", "EH L", "EH M", "EH N", "OW", "P IY",
  "K Y UW", "AA R", "EH S", "T IY", "Y UW", "V IY", "D AH B AH L Y UW", "EH K S", "W AY", "Z IY",
};

static gboolean
is_vowel (char letter)
{
  return letter != '\0' && strchr ("aeiouy", letter) != NULL;
}

static gboolean
is_consonant (char letter)
{
  return g_ascii_isalpha (letter) && !is_vowel (letter);
}

static gboolean
fits (const Rule *rule,
      const char *word,
      gsize       at)
{
  gsize length = strlen (rule->letters);
  const char *next = word + at + length;

  if (strncmp (word + at, rule->letters, length) != 0)
    return FALSE;

  switch (rule->place) {
  case ANYWHERE:
    return TRUE;
  case AT_START:
    return at == 0;
  case AT_END:
    return at > 0 && *next == '\0';
  case BEFORE_SOFT:
    return *next != '\0' && strchr ("eiy", *next) != NULL;
  case BEFORE_VOWEL:
    return is_vowel (*next);
  case BEFORE_CONSONANT:
    return is_consonant (*next);
  case BEFORE_SILENT_E:
    return is_consonant (*next) && next[1] == 'e' && next[2] == '\0';
  case AFTER_VOWEL:
    return at > 0 && is_vowel (word[at - 1]);
  default:
    g_return_val_if_reached (FALSE);
  }
}

static void
append_phones (GString    *phones,
               const char *more)
{
  if (*more == '\0')
    return;

  if (phones->len > 0)
    g_string_append_c (phones, ' ');
  g_string_append (phones, more);
}

static gboolean
is_spelled (const char *word)
{
  return strpbrk (word, "aeiouy") == NULL && strpbrk (word, "0123456789") == NULL;
}

static void
spell (const char *word,
       GString    *phones)
{
  for (const char *c = word; *c != '\0'; c++)
    if (g_ascii_isalpha (*c))
      append_phones (phones, letter_names[*c - 'a']);
}

static void
sound_out (const char *word,
           GString    *phones)
{
  for (gsize at = 0; word[at] != '\0';) {
    gsize step = 1;

    for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
      if (fits (&rules[i], word, at)) {
        append_phones (phones, rules[i].phones);
        step = strlen (rules[i].letters);
        break;
      }
    at += step;
  }
}

/**
 * ear_pronunciation_guess:
 * @word: any word
 *
 * How somebody who reads English would say a word that no dictionary has.
 *
 * Returns: (transfer full): phones separated by spaces, at least one
 */
char *
ear_pronunciation_guess (const char *word)
{
  g_autofree char *ascii = g_str_to_ascii (word, "de");
  g_autofree char *low = g_ascii_strdown (ascii, -1);
  GString *phones;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (low, known[i][0]))
      return g_strdup (known[i][1]);

  phones = g_string_new (NULL);
  if (is_spelled (low))
    spell (low, phones);
  else
    sound_out (low, phones);
  append_phones (phones, phones->len == 0 ? "AH" : "");

  return g_string_free (phones, FALSE);
}

/* "hamburg(2) HH AE…" is the second pronunciation of "hamburg". */
static char *
dup_headword (const char *line,
              const char *space)
{
  const char *bracket = memchr (line + 1, '(', space - line - 1);

  return g_strndup (line, (bracket ? bracket : space) - line);
}

static void
take_line (GHashTable *found,
           const char *line,
           const char *end)
{
  const char *space = memchr (line, ' ', end - line);
  g_autofree char *word = NULL;
  GPtrArray *pronunciations;

  if (space == NULL || space == line)
    return;

  word = dup_headword (line, space);
  pronunciations = g_hash_table_lookup (found, word);
  if (pronunciations == NULL || pronunciations->len >= MAX_PRONUNCIATIONS)
    return;
  g_ptr_array_add (pronunciations, g_strstrip (g_strndup (space + 1, end - space - 1)));
}

static gboolean
scan (const char  *path,
      GHashTable  *found,
      GError     **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  const char *line, *end;

  if (file == NULL)
    return FALSE;

  line = g_mapped_file_get_contents (file);
  end = line + g_mapped_file_get_length (file);
  while (line < end) {
    const char *stop = memchr (line, '\n', end - line);

    stop = stop ? stop : end;
    take_line (found, line, stop);
    line = stop + 1;
  }

  return TRUE;
}

/**
 * ear_pronunciation_find:
 * @path: a dictionary in CMU format
 * @words: lower case
 *
 * Reads once through a big dictionary and keeps what is needed. Words that are not in it are sounded out.
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): the pronunciations of each word
 */
GHashTable *
ear_pronunciation_find (const char          *path,
                        const char *const   *words,
                        GError             **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer word, pronunciations;

  for (guint i = 0; words[i] != NULL; i++)
    if (!g_hash_table_contains (found, words[i]))
      g_hash_table_insert (found, g_strdup (words[i]), g_ptr_array_new_with_free_func (g_free));

  if (!scan (path, found, error))
    return NULL;

  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &word, &pronunciations))
    if (((GPtrArray *) pronunciations)->len == 0) {
      g_ptr_array_add (pronunciations, ear_pronunciation_guess (word));
      g_debug ("“%s” is said %s", (char *) word, (char *) g_ptr_array_index ((GPtrArray *) pronunciations, 0));
    }

  return g_steal_pointer (&found);
}
