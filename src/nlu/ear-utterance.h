/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-grammar.h"

G_BEGIN_DECLS

/**
 * EarSpan:
 * @type: index of a blank's type, for a listed value
 * @rule: which rule read it, where @listed is %EAR_SPAN_RULE
 * @listed: index of the first listed value
 * @start: first word
 * @end: word after the last
 * @cost: how far the words are from the value
 * @value: (nullable): what a rule made of it
 * @rest: index of the span of the values after an "and", -1 for none
 * @next: index of the next span with the same start, -1 for none
 *
 * Words that are a value.
 */
typedef struct {
  guint   type;
  guint   rule;
  guint32 listed;
  guint8  start;
  guint8  end;
  float   cost;
  char   *value;
  int     rest;
  int     next;
} EarSpan;

#define EAR_SPAN_RULE G_MAXUINT32

typedef struct {
  const char *text;
  guint       start;
  guint       end;
  guint32     word;
  EarFiller   filler;
  gboolean    carrier;
  float       skip;
  guint       n_near;
  EarNear     near[EAR_NEAR_MAX];
} EarHeardWord;

#define EAR_MATCHED_VALUE 0.9f
#define EAR_MATCHED_OPEN 0.25f

/**
 * EarUtterance:
 * @promise: the most that the words from here to the end can have in common with a sample
 * @spare: the most that skipping the values from here to the end can win, as they may be gathered in the end
 * @in_span: a bit for each word that is part of a value
 *
 * Words on their way to a meaning.
 */
typedef struct {
  const EarGrammar *grammar;
  GDateTime        *now;
  const char       *text;
  EarHeardWord      words[EAR_TOKENS_MAX];
  char            **texts;
  guint             n;
  GArray           *spans;
  int               first_span[EAR_TOKENS_MAX];
  guint32           rules_done[EAR_TOKENS_MAX];
  float             promise[EAR_TOKENS_MAX + 1];
  float             spare[EAR_TOKENS_MAX + 1];
  guint64           in_span;
} EarUtterance;

void     ear_utterance_init     (EarUtterance       *self,
                                 const EarGrammar   *grammar,
                                 const char         *text,
                                 EarTokens          *tokens,
                                 GDateTime          *now);
void     ear_utterance_clear    (EarUtterance       *self);
void     ear_utterance_loosen   (EarUtterance       *self);
void     ear_utterance_add_rule (EarUtterance       *self,
                                 EarValueType        rule,
                                 guint               start);
gboolean ear_utterance_is_near  (const EarUtterance *self,
                                 int                 index);
EarSpan *ear_utterance_get_span (const EarUtterance *self,
                                 int                 index);

G_END_DECLS
