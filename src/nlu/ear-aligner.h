/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-utterance.h"

G_BEGIN_DECLS

#define EAR_FILLS_MAX 32

/* Of what was said and what the sample says, so much has to be common to both: without edits and with them. */
#define EAR_SHARE_EXACT 0.4f
#define EAR_SHARE_TOLERANT_PERCENT 50
#define EAR_SHARE_TOLERANT (EAR_SHARE_TOLERANT_PERCENT / 100.0f)

/**
 * EarFill:
 * @label: the blank
 * @start: first word
 * @end: word after the last
 * @span: index of the span, -1 where the words are no known value
 */
typedef struct {
  guint32 label;
  guint   start;
  guint   end;
  int     span;
} EarFill;

/**
 * EarAlignment:
 * @meaning: what the sample means
 * @cost: how far the words are from the sample
 * @matched: weight of what they have in common
 * @n_edits: words left out, put in or changed
 * @n_open: blanks filled with words that are no known value
 * @anchored: whether a word or value that says something was found as it is
 * @skipped: a bit for each word that the sample does not need
 * @fills: the blanks
 * @labels: the sample
 *
 * How an utterance lies on the nearest sample.
 */
typedef struct {
  guint32  meaning;
  float    cost;
  float    matched;
  guint    n_edits;
  guint    n_open;
  gboolean anchored;
  guint64  skipped;
  EarFill  fills[EAR_FILLS_MAX];
  guint    n_fills;
  guint32  labels[EAR_TOKENS_MAX];
  guint    n_labels;
} EarAlignment;

/**
 * EarAligner:
 *
 * Room to work in, kept between utterances because it is cheaper than to ask for it anew. It remembers nothing.
 */
typedef struct _EarAligner EarAligner;

EarAligner *ear_aligner_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void        ear_aligner_free   (EarAligner   *self);
void        ear_aligner_foresee (EarAligner         *self,
                                 const EarUtterance *utterance);
gboolean    ear_aligner_run    (EarAligner   *self,
                                EarUtterance *utterance,
                                guint32       root,
                                gboolean      tolerant,
                                float         most,
                                const char   *skill,
                                EarAlignment *alignment);
void        ear_aligner_gather (EarUtterance *utterance,
                                EarAlignment *alignment);

G_END_DECLS
