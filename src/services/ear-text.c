/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-text.h"

#include <string.h>

#define MAX_FOLDED_CHARS 200
#define MAX_COMPARED_BYTES 63

static const struct {
  gunichar    letter;
  const char *plain;
} spellings[] = {
  { 0xdf, "ss" }, { 0xe6, "a" }, { 0xf8, "o" }, { 0x153, "o" }, { 0x142, "l" }, { 0x111, "d" }, { 0x131, "i" }, { 0xfe, "th" },
  { 0xf0, "d" },
};

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x2bc || c == '`';
}

static void
append_letter (GString  *folded,
               gunichar  c)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (spellings[i].letter == c) {
      g_string_append (folded, spellings[i].plain);
      return;
    }

  /* “Muenchen” is “München”: an e after a, o or u is how typewriters write the dots. */
  if (c == 'e' && folded->len > 0 && strchr ("aou", folded->str[folded->len - 1]))
    return;

  g_string_append_unichar (folded, c);
}

/**
 * ear_text_fold:
 * @text: anything
 *
 * Returns: (transfer full): its words in small plain letters with one space between, for comparing; what accents,
 *   umlauts (also written ae, oe, ue), punctuation and case tell apart is the same afterwards
 */
char *
ear_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, MAX_FOLDED_CHARS * 6));
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  GString *folded = g_string_sized_new (64);
  guint n = 0;

  for (const char *p = apart; *p && n < MAX_FOLDED_CHARS; p = g_utf8_next_char (p), n++) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));

    if (g_unichar_ismark (c) || is_apostrophe (c))
      continue;
    if (g_unichar_isalnum (c))
      append_letter (folded, c);
    else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
      g_string_append_c (folded, ' ');
  }

  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

/**
 * ear_text_clean:
 * @text: from a stranger
 * @max_chars: at most this many characters
 *
 * Returns: (transfer full): @text fit to be shown and spoken: valid UTF-8, no control or formatting characters, no runs
 *   of spaces, ended by “…” where it was too long
 */
char *
ear_text_clean (const char *text,
                guint       max_chars)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, (gsize) max_chars * 16 + 16));
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeType type = g_unichar_type (c);

    if (g_unichar_isspace (c) || type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR)
      c = ' ';
    else if (type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_UNASSIGNED)
      continue;
    if (c == ' ' && (clean->len == 0 || clean->str[clean->len - 1] == ' '))
      continue;
    if (n++ == max_chars) {
      g_string_append (clean, "…");
      break;
    }
    g_string_append_unichar (clean, c);
  }

  return g_strchomp (g_string_free (clean, FALSE));
}

/**
 * ear_text_distance:
 * @max: nobody cares beyond
 *
 * Returns: how many letters have to be changed, added, left out or swapped with their neighbor to make @b of @a; more
 *   than @max where that many do not do
 */
guint
ear_text_distance (const char *a,
                   const char *b,
                   guint       max)
{
  guint8 rows[3][MAX_COMPARED_BYTES + 1];
  guint8 *before = rows[0], *last = rows[1], *now = rows[2];
  gsize m = strlen (a), n = strlen (b);

  if (m > MAX_COMPARED_BYTES || n > MAX_COMPARED_BYTES)
    return strcmp (a, b) == 0 ? 0 : max + 1;
  if ((m > n ? m - n : n - m) > max)
    return max + 1;

  for (gsize j = 0; j <= n; j++)
    last[j] = j;

  for (gsize i = 1; i <= m; i++) {
    guint8 *spare = before;
    guint best = now[0] = i;

    for (gsize j = 1; j <= n; j++) {
      guint cost = last[j - 1] + (a[i - 1] != b[j - 1]);

      cost = MIN (cost, last[j] + 1u);
      cost = MIN (cost, now[j - 1] + 1u);
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = MIN (cost, before[j - 2] + 1u);
      now[j] = cost;
      best = MIN (best, cost);
    }
    if (best > max)
      return max + 1;
    before = last;
    last = now;
    now = spare;
  }

  return last[n];
}

gboolean
ear_text_is_german (const char *locale)
{
  return locale != NULL && g_str_has_prefix (locale, "de");
}
