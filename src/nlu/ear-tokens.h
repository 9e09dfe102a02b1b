/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarLanguage:
 *
 * The languages that are understood by rules. A locale of another language is read as English.
 */
typedef enum {
  EAR_LANGUAGE_ENGLISH,
  EAR_LANGUAGE_GERMAN,
  EAR_N_LANGUAGES
} EarLanguage;

EarLanguage  ear_language_from_locale (const char *locale);

/* No utterance and no sample may be longer; what follows is cut off, and `cut` says so. */
#define EAR_TOKENS_MAX 64

/**
 * EarTokens:
 * @words: (array zero-terminated=1): lower case, umlauts and ß spelled out, accents and apostrophes gone
 * @starts: byte offset of each in the text
 * @ends: byte offset of its end
 * @n_words: how many
 * @cut: whether the text had more
 *
 * The words of a text in the form in which they are compared. "What's" is two: "what" and "is".
 */
typedef struct {
  char    *words[EAR_TOKENS_MAX + 1];
  guint    starts[EAR_TOKENS_MAX];
  guint    ends[EAR_TOKENS_MAX];
  guint    n_words;
  gboolean cut;
  char    *pool;
} EarTokens;

void  ear_tokens_init  (EarTokens   *self,
                        const char  *text,
                        EarLanguage  language);
void  ear_tokens_clear (EarTokens   *self);
char *ear_tokens_join  (EarTokens   *self,
                        guint        from,
                        guint        to) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarTokens, ear_tokens_clear)

G_END_DECLS
