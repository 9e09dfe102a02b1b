/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-automaton.h"
#include "nlu/ear-interaction-model.h"
#include "nlu/ear-lexicon.h"
#include "nlu/ear-spoken-value.h"

G_BEGIN_DECLS

/* What it costs to leave out a blank of a sample, and the cheapest of its words. */
#define EAR_BLANK_PRICE 1.0f
#define EAR_LEAST_PRICE 0.25f

/* What it costs at least to fill a blank with words that are no known value: of listed values, and of any words. */
#define EAR_OPEN_LIST_PRICE 0.6f
#define EAR_OPEN_QUERY_PRICE 0.4f

/* A label of the grammar is the number of a word or, with this bit, of a blank. */
#define EAR_BLANK_BIT (1u << 31)

/**
 * EarBlankKind:
 * @EAR_BLANK_LIST: values of the model; others may come through
 * @EAR_BLANK_RULE: read by rules
 * @EAR_BLANK_QUERY: any words
 * @EAR_BLANK_FREE: any words, rather few: AMAZON.City and the like
 */
typedef enum {
  EAR_BLANK_LIST,
  EAR_BLANK_RULE,
  EAR_BLANK_QUERY,
  EAR_BLANK_FREE,
} EarBlankKind;

/**
 * EarBlankType:
 * @type: the type as the model has it
 * @kind: how its words are found
 * @rule: which rule, for %EAR_BLANK_RULE
 * @longest: words in its longest value
 */
typedef struct {
  const EarSlotType *type;
  EarBlankKind       kind;
  EarValueType       rule;
  guint              longest;
} EarBlankType;

/**
 * EarBlank:
 * @name: of the slot
 * @type: index of its type
 */
typedef struct {
  const char *name;
  guint       type;
} EarBlank;

/**
 * EarListed:
 * @type: index of a type
 * @value: one of its values
 */
typedef struct {
  guint               type;
  const EarSlotValue *value;
} EarListed;

/**
 * EarMeaning:
 * @model: whose intent it is; %NULL for the device's own yes and no
 * @intent: which
 * @roots: for each slot the root of its answers
 * @blanks: for each slot its label
 * @source: (nullable): as the model has it
 */
typedef struct {
  EarInteractionModel *model;
  const char          *intent;
  GArray              *roots;
  GArray              *blanks;
  const EarIntent     *source;
} EarMeaning;

/**
 * EarGrammar:
 * @samples: the samples, from the main root, the root of yes and no, and one root for each slot's answers
 * @prices: for each edge of @samples what it costs to leave it out
 * @fees: for each word and then each blank the least that it costs in a sample if it was not said
 * @first_blank: where the blanks begin in @fees
 * @n_labels: words and blanks
 * @places: for each edge of @samples its place in @fees
 * @values: the words of listed values
 * @written: the samples as their authors wrote them
 * @rules: a bit for each #EarValueType in use
 *
 * All samples of all models in force, compiled. Immutable.
 */
typedef struct {
  EarLanguage   language;
  char         *locale;
  EarLexicon   *lexicon;
  EarAutomaton *samples;
  float        *prices;
  float        *fees;
  guint         first_blank;
  guint         n_labels;
  guint32      *places;
  EarAutomaton *values;
  GArray       *types;
  GArray       *blanks;
  GArray       *listed;
  GArray       *meanings;
  GHashTable   *written;
  guint         confirm_root;
  guint         rules;
} EarGrammar;

#define EAR_GRAMMAR_MAIN_ROOT 0

EarGrammar       *ear_grammar_new          (const char        *locale,
                                            GPtrArray         *models) G_GNUC_WARN_UNUSED_RESULT;
void              ear_grammar_free         (EarGrammar        *self);
const EarMeaning *ear_grammar_get_meaning  (const EarGrammar  *self,
                                            guint32            index);
const EarBlank   *ear_grammar_get_blank    (const EarGrammar  *self,
                                            guint32            label);
const char       *ear_grammar_find_written (const EarGrammar  *self,
                                            guint32            meaning,
                                            const guint32     *labels,
                                            guint              n_labels);
const EarMeaning *ear_grammar_find_meaning (const EarGrammar  *self,
                                            const char        *skill,
                                            const char        *intent);
guint32           ear_grammar_find_root    (const EarGrammar  *self,
                                            const char        *skill,
                                            const char        *intent,
                                            const char        *slot);

/**
 * EarSampleFunc:
 * @text: a stretch of text or the name of a slot; not terminated
 * @length: of it
 * @slot: which of the two it is
 */
typedef void (*EarSampleFunc) (const char *text,
                               gsize       length,
                               gboolean    slot,
                               gpointer    user_data);

void              ear_sample_foreach_part  (const char        *sample,
                                            EarSampleFunc      func,
                                            gpointer           user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarGrammar, ear_grammar_free)

G_END_DECLS
