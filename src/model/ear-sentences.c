/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-sentences.h"

#include <string.h>

static gboolean
closes (gunichar c)
{
  static const gunichar closing[] = { '"', '\'', ')', ']', 0x2019, 0x201c, 0x201d, 0xbb, 0xab };

  for (guint i = 0; i < G_N_ELEMENTS (closing); i++)
    if (c == closing[i])
      return TRUE;

  return FALSE;
}

static gboolean
is_abbreviation (const char *text,
                 const char *stop)
{
  static const char *const known[] = {
    "mr", "mrs", "ms", "dr", "st", "prof", "vs", "etc", "e.g", "i.e", "z.b", "d.h", "u.a", "usw", "bzw", "nr", "hr", "fr", NULL
  };
  const char *start = stop;
  g_autofree char *word = NULL;

  while (start > text && stop - start < 8 && !g_ascii_isspace (start[-1]))
    start--;
  word = g_ascii_strdown (start, stop - start);

  return g_strv_contains (known, word) || (stop - start == 1 && g_ascii_isalpha (*start));
}

/* Returns: what comes after the sentence that @p stands in the middle of: the next one, or the end */
static const char *
skip_sentence (const char *text,
               const char *p)
{
  while (*p) {
    const char *at = p;
    gunichar c = g_utf8_get_char (p);

    p = g_utf8_next_char (p);
    if (c != '.' && c != '!' && c != '?' && c != 0x2026)
      continue;
    while (*p == '.' || *p == '!' || *p == '?')
      p++;
    while (*p && closes (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    if (*p == '\0')
      return p;
    if (!g_unichar_isspace (g_utf8_get_char (p)) || (c == '.' && is_abbreviation (text, at)))
      continue;
    while (*p && g_unichar_isspace (g_utf8_get_char (p)))
      p = g_utf8_next_char (p);
    /* A sentence that goes on in small letters was only interrupted by what somebody said in it. */
    if (!g_unichar_islower (g_utf8_get_char (p)))
      return p;
  }

  return p;
}

/**
 * ear_sentences_find_start:
 * @text: UTF-8
 * @position: anywhere in it or behind
 *
 * Returns: where the sentence at @position begins
 */
gsize
ear_sentences_find_start (const char *text,
                          gsize       position)
{
  const char *start = text, *next;

  while (*start && (next = skip_sentence (text, start)) > start && *next && (gsize) g_utf8_pointer_to_offset (text, next) <= position)
    start = next;

  return g_utf8_pointer_to_offset (text, start);
}

/**
 * ear_sentences_go_back:
 * @position: in @text
 * @n: how many sentences
 *
 * Returns: where the sentence begins that is @n before the one at @position; 0 where there are not so many
 */
gsize
ear_sentences_go_back (const char *text,
                       gsize       position,
                       guint       n)
{
  gsize start = ear_sentences_find_start (text, position);

  for (guint i = 0; i < n && start > 0; i++)
    start = ear_sentences_find_start (text, start - 1);

  return start;
}

/**
 * ear_sentences_find_cut:
 * @most: characters; at least 1
 *
 * Returns: where a text is best cut so that its first part has at most @most characters: after a sentence, else after a
 *   word, else anywhere
 */
gsize
ear_sentences_find_cut (const char *text,
                        gsize       most)
{
  const char *end = text, *p;
  g_autofree char *head = NULL;
  gsize sentence = 0, word = 0, n = 0;

  for (; *end && n < most; n++)
    end = g_utf8_next_char (end);
  if (*end == '\0')
    return n;

  /* What comes behind may be a million times longer and without any full stop. */
  head = g_strndup (text, end - text);
  for (p = skip_sentence (head, head); *p; p = skip_sentence (head, p))
    sentence = g_utf8_pointer_to_offset (head, p);
  if (sentence > 0)
    return sentence;

  n = 0;
  for (p = head; *p; p = g_utf8_next_char (p)) {
    n++;
    if (g_unichar_isspace (g_utf8_get_char (p)))
      word = n;
  }

  return word > 0 ? word : most;
}
