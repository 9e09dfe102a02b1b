/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-tokens.h"

#include <string.h>

/* Longest text looked at; nobody says more in one breath. */
#define MAX_BYTES 4096
/* Spelling out may lengthen: "%" becomes "percent". */
#define MAX_GROWTH 8

typedef struct {
  const char *apostrophe;
  const char *second;
} Ending;

typedef struct {
  const char *written;
  const char *first;
  const char *second;
} Contraction;

static const char *const is_stems[] = {
  "what", "that", "it", "who", "where", "how", "there", "here", "when", "he", "she", "everything", NULL
};

static const Ending english_endings[] = {
  { "d", "would" }, { "ll", "will" }, { "re", "are" }, { "ve", "have" }, { "m", "am" },
};

static const Contraction english_contractions[] = {
  { "can't", "can", "not" }, { "won't", "will", "not" }, { "let's", "let", "us" }, { "whats", "what", "is" },
  { "thats", "that", "is" }, { "hows", "how", "is" }, { "wheres", "where", "is" }, { "dont", "do", "not" },
  { "cant", "can", "not" }, { "cannot", "can", "not" }, { "im", "i", "am" }, { "lets", "let", "us" },
  { "wanna", "want", "to" }, { "gonna", "going", "to" }, { "gimme", "give", "me" }, { "whos", "who", "is" },
};

static const Contraction german_contractions[] = {
  { "gehts", "geht", "es" }, { "gibts", "gibt", "es" }, { "wirds", "wird", "es" }, { "wars", "war", "es" },
};

typedef struct {
  EarTokens   *tokens;
  EarLanguage  language;
  const char  *text;
  const char  *limit;
  char        *fill;
  char        *word;
  guint        start;
} Lexer;

EarLanguage
ear_language_from_locale (const char *locale)
{
  return locale != NULL && g_ascii_strncasecmp (locale, "de", 2) == 0 && !g_ascii_isalpha (locale[2])
         ? EAR_LANGUAGE_GERMAN : EAR_LANGUAGE_ENGLISH;
}

/* Writes the form in which a letter or digit is compared; 0 bytes for anything else. */
static guint
fold (gunichar  c,
      char     *out)
{
  static const struct { gunichar c; const char *plain; } spelled[] = {
    { 0xe4, "ae" }, { 0xf6, "oe" }, { 0xfc, "ue" }, { 0xc4, "ae" }, { 0xd6, "oe" }, { 0xdc, "ue" },
    { 0xdf, "ss" }, { 0x1e9e, "ss" }, { 0xe6, "ae" }, { 0xc6, "ae" }, { 0xf8, "o" }, { 0xd8, "o" }, { 0x153, "oe" },
  };
  gunichar parts[4];

  if (c < 0x80) {
    out[0] = g_ascii_tolower (c);
    return g_ascii_isalnum (c) ? 1 : 0;
  }

  for (guint i = 0; i < G_N_ELEMENTS (spelled); i++)
    if (spelled[i].c == c) {
      memcpy (out, spelled[i].plain, strlen (spelled[i].plain));
      return strlen (spelled[i].plain);
    }

  if (!g_unichar_isalnum (c))
    return 0;
  if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 1 && parts[0] < 0x80) {
    out[0] = g_ascii_tolower (parts[0]);
    return g_ascii_isalnum (parts[0]) ? 1 : 0;
  }

  return g_unichar_to_utf8 (g_unichar_tolower (c), out);
}

static gunichar
peek (Lexer      *self,
      const char *at)
{
  gunichar c = at < self->limit ? g_utf8_get_char_validated (at, self->limit - at) : 0;

  return c >= (gunichar) -2 ? 0xfffd : c;
}

static const char *
next (Lexer      *self,
      const char *at)
{
  return peek (self, at) == 0xfffd ? at + 1 : g_utf8_next_char (at);
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc || c == '`' || c == 0xb4;
}

static void
add (Lexer      *self,
     const char *word,
     guint       start,
     guint       end)
{
  EarTokens *tokens = self->tokens;

  if (tokens->n_words == EAR_TOKENS_MAX) {
    tokens->cut = TRUE;
    return;
  }

  tokens->words[tokens->n_words] = (char *) word;
  tokens->starts[tokens->n_words] = start;
  tokens->ends[tokens->n_words] = end;
  tokens->n_words++;
}

static const char *
keep (Lexer      *self,
      const char *word)
{
  char *kept = self->fill;

  self->fill = g_stpcpy (kept, word) + 1;

  return kept;
}

static void
add_two (Lexer      *self,
         const char *first,
         const char *second,
         guint       end)
{
  guint middle = MIN (self->start + strlen (first), end);

  add (self, first, self->start, middle);
  add (self, keep (self, second), middle, end);
}

static gboolean
add_contraction (Lexer *self,
                 guint  end)
{
  gboolean german = self->language == EAR_LANGUAGE_GERMAN;
  const Contraction *rows = german ? german_contractions : english_contractions;
  guint n = german ? G_N_ELEMENTS (german_contractions) : G_N_ELEMENTS (english_contractions);

  for (guint i = 0; i < n; i++)
    if (strcmp (rows[i].written, self->word) == 0) {
      add_two (self, keep (self, rows[i].first), rows[i].second, end);
      return TRUE;
    }

  return FALSE;
}

static gboolean
add_ending (Lexer *self,
            guint  end)
{
  char *apostrophe = strrchr (self->word, '\'');
  const char *second = NULL;

  /* What is left of "n't" without its ending is no word. */
  if (apostrophe == NULL || apostrophe == self->word)
    return FALSE;

  if (strcmp (apostrophe, "'s") == 0) {
    *apostrophe = '\0';
    second = self->language == EAR_LANGUAGE_GERMAN ? "es" : g_strv_contains (is_stems, self->word) ? "is" : "s";
    add_two (self, self->word, second, end);
    return TRUE;
  }
  if (self->language != EAR_LANGUAGE_ENGLISH)
    return FALSE;

  if (strcmp (apostrophe, "'t") == 0 && apostrophe > self->word + 1 && apostrophe[-1] == 'n') {
    apostrophe[-1] = '\0';
    add_two (self, self->word, "not", end);
    return TRUE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (english_endings); i++)
    if (strcmp (apostrophe + 1, english_endings[i].apostrophe) == 0) {
      *apostrophe = '\0';
      add_two (self, self->word, english_endings[i].second, end);
      return TRUE;
    }

  return FALSE;
}

/* German writes "Nudeltimer" in one, and the name of a timer is what comes before. */
static gboolean
add_compound (Lexer *self,
              guint  end)
{
  static const char timer[] = "timer";
  gsize length = strlen (self->word), last = strlen (timer);
  const char *head = self->word;
  char *name;

  if (self->language != EAR_LANGUAGE_GERMAN || length < last + 3 || strcmp (head + length - last, timer) != 0)
    return FALSE;

  name = self->fill;
  memcpy (name, head, length - last);
  name[length - last] = '\0';
  self->fill += length - last + 1;
  add (self, name, self->start, end - last);
  add (self, head + length - last, end - last, end);

  return TRUE;
}

static void
finish (Lexer      *self,
        const char *at)
{
  guint end = at - self->text;
  char *to;

  if (self->fill == self->word)
    return;

  *self->fill++ = '\0';
  if (!add_contraction (self, end) && !add_ending (self, end) && !add_compound (self, end)) {
    to = self->word;
    for (const char *from = to; *from; from++)
      if (*from != '\'')
        *to++ = *from;
    *to = '\0';
    add (self, self->word, self->start, end);
  }
  self->word = self->fill;
}

/* "a.m.", "U. S." and "t. v." are one word each. Returns where the next letter stands. */
static const char *
find_next_initial (Lexer      *self,
                   const char *at)
{
  const char *p = at + 1;
  gboolean apart = p < self->limit && *p == ' ';
  const char *after;

  if (self->fill == self->word || g_ascii_isdigit (self->fill[-1]) || (at >= self->text + 2 && g_ascii_isalnum (at[-2])))
    return NULL;
  if (apart)
    p++;
  if (p >= self->limit || !g_ascii_isalpha (*p))
    return NULL;

  after = p + 1;
  if (after < self->limit && *after == '.')
    return p;

  return !apart && (after >= self->limit || !g_unichar_isalnum (peek (self, after))) ? p : NULL;
}

static void
add_sign (Lexer      *self,
          gunichar    c,
          const char *at)
{
  gboolean german = self->language == EAR_LANGUAGE_GERMAN;
  const char *word = c == '%' ? (german ? "prozent" : "percent") : c == '&' ? (german ? "und" : "and") : NULL;

  if (word != NULL) {
    add (self, keep (self, word), at - self->text, at - self->text + 1);
    self->word = self->fill;
  }
}

static const char *
take_other (Lexer      *self,
            const char *at,
            gunichar    c)
{
  gboolean digit = self->fill > self->word && g_ascii_isdigit (self->fill[-1]);
  const char *after = next (self, at), *initial;
  char plain[8];

  if (digit && strchr (".,:/-", c < 0x80 ? (int) c : 'x') && after < self->limit && g_ascii_isdigit (*after)) {
    *self->fill++ = c;
    return after;
  }
  if (is_apostrophe (c) && self->fill > self->word && fold (peek (self, after), plain) > 0) {
    *self->fill++ = '\'';
    return after;
  }
  if (c == '.' && (initial = find_next_initial (self, at)))
    return initial;

  finish (self, at);
  add_sign (self, c, at);

  return after;
}

/* "7pm" is two words, and "19h30" three. */
static gboolean
is_seam (Lexer *self,
         char   next_letter)
{
  gsize n = self->fill - self->word;

  if (n == 0)
    return FALSE;
  if (g_ascii_isdigit (self->fill[-1]))
    return !g_ascii_isdigit (next_letter);

  return n == 1 && self->fill[-1] == 'h' && g_ascii_isdigit (next_letter);
}

/**
 * ear_tokens_init:
 * @self: (out caller-allocates): where the words go; clear it with ear_tokens_clear()
 * @text: anything, even invalid UTF-8
 * @language: decides which contractions there are
 */
void
ear_tokens_init (EarTokens   *self,
                 const char  *text,
                 EarLanguage  language)
{
  gsize length = strnlen (text, MAX_BYTES + 1);
  Lexer lexer = { self, language, text, text + MIN (length, MAX_BYTES) };
  char plain[8];
  gunichar c;
  guint n;

  self->n_words = 0;
  self->cut = length > MAX_BYTES;
  self->pool = g_malloc ((lexer.limit - text + 1) * MAX_GROWTH + 16);
  lexer.fill = lexer.word = self->pool;

  for (const char *at = text; at < lexer.limit && !self->cut;) {
    c = peek (&lexer, at);
    if (c == 0x308 && lexer.fill > lexer.word && strchr ("aou", lexer.fill[-1])) {
      *lexer.fill++ = 'e';
      at = next (&lexer, at);
    } else if (g_unichar_ismark (c)) {
      at = next (&lexer, at);
    } else if ((n = fold (c, plain)) > 0) {
      if (is_seam (&lexer, plain[0]))
        finish (&lexer, at);
      if (lexer.fill == lexer.word)
        lexer.start = at - text;
      memcpy (lexer.fill, plain, n);
      lexer.fill += n;
      at = next (&lexer, at);
    } else {
      at = take_other (&lexer, at, c);
    }
  }
  finish (&lexer, lexer.limit);
  self->words[self->n_words] = NULL;
}

void
ear_tokens_clear (EarTokens *self)
{
  g_clear_pointer (&self->pool, g_free);
  self->n_words = 0;
}

/**
 * ear_tokens_join:
 *
 * Returns: (transfer full): the words from @from up to @to, a blank between them
 */
char *
ear_tokens_join (EarTokens *self,
                 guint      from,
                 guint      to)
{
  GString *joined = g_string_new (NULL);

  for (guint i = from; i < to && i < self->n_words; i++)
    g_string_append_printf (joined, "%s%s", i > from ? " " : "", self->words[i]);

  return g_string_free (joined, FALSE);
}
