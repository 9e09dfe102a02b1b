/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-tokens.h"

G_BEGIN_DECLS

#define EAR_NEAR_MAX 8

/**
 * EarFiller:
 * @EAR_FILLER_NONE: it means something
 * @EAR_FILLER_WEAK: articles, prepositions, pronouns: often left out or put in
 * @EAR_FILLER_POLITE: "please", "bitte", "um": never means anything at the ends of an utterance
 */
typedef enum {
  EAR_FILLER_NONE,
  EAR_FILLER_WEAK,
  EAR_FILLER_POLITE,
} EarFiller;

/**
 * EarNear:
 * @word: a known word
 * @cost: how unlike it is, above 0
 */
typedef struct {
  guint32 word;
  float   cost;
} EarNear;

/**
 * EarLexicon:
 *
 * The words of all samples and values, by number; 0 is a word that is not known.
 */
typedef struct _EarLexicon EarLexicon;

EarLexicon *ear_lexicon_new         (EarLanguage       language) G_GNUC_WARN_UNUSED_RESULT;
void        ear_lexicon_free        (EarLexicon       *self);
guint32     ear_lexicon_add         (EarLexicon       *self,
                                     const char       *word);
guint32     ear_lexicon_add_carrier (EarLexicon       *self,
                                     const char       *word,
                                     guint             intent);
void        ear_lexicon_finish      (EarLexicon       *self,
                                     guint             n_intents);
guint32     ear_lexicon_find        (const EarLexicon *self,
                                     const char       *word);
guint       ear_lexicon_get_size    (const EarLexicon *self);
EarFiller   ear_lexicon_get_filler  (const EarLexicon *self,
                                     guint32           word);
float       ear_lexicon_get_weight  (const EarLexicon *self,
                                     guint32           word);
gboolean    ear_lexicon_is_carrier  (const EarLexicon *self,
                                     guint32           word);
guint       ear_lexicon_find_near   (const EarLexicon *self,
                                     const char       *word,
                                     EarNear          *near);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLexicon, ear_lexicon_free)

G_END_DECLS
