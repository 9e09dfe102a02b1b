/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-sums.h"

#include "services/ear-number-words.h"
#include "services/ear-text.h"
#include "services/ear-units.h"

#include <math.h>
#include <string.h>

#define MAX_TOKENS 48
#define MAX_TEXT_BYTES 400
#define MAX_SHOWN 1e15

/* What was said, as far as it is a sum: numbers, operators and units; any other word counts for nothing. */
typedef struct {
  enum { TOKEN_NUMBER, TOKEN_OPERATOR, TOKEN_UNIT } type;
  double         number;
  char           operator;      /* + - * / %: of a hundred; r: root; s: squared */
  const EarUnit *unit;
} Token;

static const struct {
  const char *word;
  char        operator;
} operators[] = {
  { "plus", '+' }, { "minus", '-' }, { "times", '*' }, { "multiplied", '*' }, { "mal", '*' }, { "x", '*' }, { "divided", '/' },
  { "over", '/' }, { "geteilt", '/' }, { "durch", '/' }, { "percent", '%' }, { "prozent", '%' }, { "root", 'r' }, { "wurzel", 'r' },
  { "quadratwurzel", 'r' }, { "squared", 's' }, { "quadrat", 's' },
};

static void
add_operator (GArray *tokens,
              char    operator)
{
  const Token *last = tokens->len ? &g_array_index (tokens, Token, tokens->len - 1) : NULL;

  /* “geteilt durch” is one. */
  if (last == NULL || last->type != TOKEN_OPERATOR || last->operator != operator)
    g_array_append_val (tokens, ((Token) { TOKEN_OPERATOR, .operator = operator }));
}

static void
add_word (GArray         *tokens,
          EarNumberWords *spoken,
          const char     *start,
          gsize           length)
{
  g_autofree char *copy = g_strndup (start, length);
  g_autofree char *word = ear_text_fold (copy);
  const EarUnit *unit;

  if (ear_number_words_take (spoken, word))
    return;
  if (spoken->open)
    g_array_append_val (tokens, ((Token) { TOKEN_NUMBER, ear_number_words_finish (spoken) }));

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strcmp (operators[i].word, word) == 0) {
      add_operator (tokens, operators[i].operator);
      return;
    }
  if ((unit = ear_unit_find (word)))
    g_array_append_val (tokens, ((Token) { TOKEN_UNIT, .unit = unit }));
}

/* “1.5” and “1,5” are one and a half in both languages; who types “1,000” means a thousand in English. */
static const char *
add_digits (GArray     *tokens,
            const char *p,
            gboolean    german)
{
  char copy[32] = "";
  gsize n = 0;

  for (; g_ascii_isdigit (*p) || ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1])); p++) {
    gboolean groups = *p == (german ? '.' : ',') && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]) && !g_ascii_isdigit (p[4]);

    if (!groups && n + 1 < sizeof copy)
      copy[n++] = *p == ',' ? '.' : *p;
  }
  g_array_append_val (tokens, ((Token) { TOKEN_NUMBER, g_ascii_strtod (copy, NULL) }));

  return p;
}

static char
read_sign (gunichar c)
{
  switch (c) {
  case '+': case '-': case '*': case '/': case '%':
    return c;
  case 0x2212:
    return '-';
  case 0xd7:
    return '*';
  case 0xf7: case ':':
    return '/';
  default:
    return 0;
  }
}

static GArray *
read_tokens (const char *text,
             gboolean    german)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (Token));
  EarNumberWords spoken = { 0 };
  const char *p = text;

  while (*p && tokens->len < MAX_TOKENS) {
    gunichar c = g_utf8_get_char (p);
    const char *start = p;
    char sign = read_sign (c);

    if (g_unichar_isalpha (c)) {
      while (*p && g_unichar_isalpha (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      add_word (tokens, &spoken, start, p - start);
      continue;
    }
    p = g_utf8_next_char (p);
    if (spoken.open && c != ' ' && c != '-')
      g_array_append_val (tokens, ((Token) { TOKEN_NUMBER, ear_number_words_finish (&spoken) }));
    if (g_ascii_isdigit (c))
      p = add_digits (tokens, start, german);
    else if (sign && !(sign == '-' && g_unichar_isalpha (g_utf8_get_char (p))))
      add_operator (tokens, sign);
  }
  if (spoken.open)
    g_array_append_val (tokens, ((Token) { TOKEN_NUMBER, ear_number_words_finish (&spoken) }));

  return tokens;
}

static char *
format_number (double   value,
               gboolean german)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char *point;

  value = fabs (value) < 0.005 && value != 0 ? value : round (value * 100) / 100;
  g_ascii_formatd (text, sizeof text, fabs (value) < 0.005 && value != 0 ? "%.2g" : value == floor (value) ? "%.0f" : "%.2f", value);
  if ((point = strchr (text, '.')) && !strchr (text, 'e')) {
    gsize n = strlen (text);

    while (text[n - 1] == '0')
      text[--n] = '\0';
    if (german)
      *point = ',';
  }

  return g_strdup (text);
}

static const Token *
get_token (GArray *tokens,
           guint   index,
           int     type)
{
  const Token *token = index < tokens->len ? &g_array_index (tokens, Token, index) : NULL;

  return token && (int) token->type == type ? token : NULL;
}

/* “10 km in miles”, “how many miles are 10 km”, “how many feet in a mile”. */
static char *
convert (GArray   *tokens,
         gboolean  german)
{
  const EarUnit *from = NULL, *to = NULL;
  g_autofree char *given = NULL, *result = NULL;
  double number = 1, value;

  for (guint i = 0; i < tokens->len; i++) {
    const Token *unit = get_token (tokens, i, TOKEN_UNIT);
    const Token *before = i > 0 ? get_token (tokens, i - 1, TOKEN_NUMBER) : NULL;
    gboolean below = i > 1 && get_token (tokens, i - 2, TOKEN_OPERATOR) && g_array_index (tokens, Token, i - 2).operator == '-';

    if (unit == NULL)
      continue;
    if (before != NULL && from == NULL) {
      from = unit->unit;
      number = below ? -before->number : before->number;
    } else {
      from = from == NULL && to != NULL ? unit->unit : from;
      to = to == NULL ? unit->unit : to;
    }
  }
  if (from == NULL || to == NULL || from == to || from->dimension != to->dimension)
    return NULL;

  value = ear_unit_convert (from, to, number);
  if (fabs (number) > MAX_SHOWN || fabs (value) > MAX_SHOWN)
    return NULL;
  given = format_number (number, german);
  result = format_number (value, german);

  return g_strdup_printf ("%s %s %s %s %s.", given, ear_unit_get_name (from, number, german),
                          german ? (number == 1 ? "ist" : "sind") : (number == 1 ? "is" : "are"), result,
                          ear_unit_get_name (to, value, german));
}

/* A factor with what clings to it: “root of 16”, “5 squared”, “-3”. `at` moves behind it. */
static gboolean
read_factor (GArray *tokens,
             guint  *at,
             double *value)
{
  const Token *sign = get_token (tokens, *at, TOKEN_OPERATOR);
  const Token *number;

  if (sign != NULL && sign->operator != '-' && sign->operator != 'r')
    return FALSE;
  if (sign != NULL)
    ++*at;
  if (!(number = get_token (tokens, *at, TOKEN_NUMBER)))
    return FALSE;
  ++*at;

  *value = number->number;
  if (get_token (tokens, *at, TOKEN_OPERATOR) && g_array_index (tokens, Token, *at).operator == 's') {
    *value *= *value;
    ++*at;
  }
  if (sign != NULL)
    *value = sign->operator == '-' ? -*value : sqrt (*value);

  return TRUE;
}

static gboolean
calculate (GArray *tokens,
           double *result)
{
  double sum = 0, product;
  guint at = 0;

  if (!read_factor (tokens, &at, &product))
    return FALSE;

  while (at < tokens->len) {
    const Token *token = get_token (tokens, at++, TOKEN_OPERATOR);
    char operator = token ? token->operator : 0;
    double factor;

    if (operator == 0 || !strchr ("+-*/%", operator) || !read_factor (tokens, &at, &factor))
      return FALSE;
    if (operator == '+' || operator == '-') {
      sum += product;
      product = operator == '-' ? -factor : factor;
    } else {
      product = operator == '*' ? product * factor : operator == '/' ? product / factor : product / 100 * factor;
    }
  }
  *result = sum + product;

  return TRUE;
}

/**
 * ear_sums_answer:
 * @text: a question, in words or digits
 *
 * Returns: (transfer full) (nullable): the answer in a sentence; %NULL where it is no sum and no conversion
 */
char *
ear_sums_answer (const char *text,
                 gboolean    german)
{
  g_autofree char *clean = ear_text_clean (text, MAX_TEXT_BYTES);
  g_autoptr (GArray) tokens = read_tokens (clean, german);
  g_autofree char *number = NULL;
  char *converted = convert (tokens, german);
  double result;

  if (converted != NULL)
    return converted;
  if (tokens->len < 2 || !calculate (tokens, &result))
    return NULL;
  if (!isfinite (result))
    return g_strdup (german ? "Das hat kein Ergebnis." : "That has no result.");
  if (fabs (result) > MAX_SHOWN)
    return g_strdup (german ? "Das ist mir zu groß." : "That is too large for me.");
  number = format_number (result, german);

  return g_strdup_printf (german ? "Das ergibt %s." : "That makes %s.", number);
}
