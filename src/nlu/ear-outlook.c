/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-outlook.h"

struct _EarOutlook {
  const EarGrammar *grammar;
  EarProspect      *prospects;
  EarProspect      *fees;
};

EarOutlook *
ear_outlook_new (void)
{
  return g_new0 (EarOutlook, 1);
}

void
ear_outlook_free (EarOutlook *self)
{
  g_free (self->prospects);
  g_free (self->fees);
  g_free (self);
}

static void
prepare (EarOutlook       *self,
         const EarGrammar *grammar)
{
  if (self->grammar != grammar) {
    g_free (self->prospects);
    g_free (self->fees);
    self->grammar = grammar;
    self->prospects = g_new (EarProspect, MAX (grammar->samples->n_nodes, 1));
    self->fees = g_new (EarProspect, grammar->n_labels);
  }
  for (guint i = 0; i < grammar->n_labels; i++)
    self->fees[i] = (EarProspect) { grammar->fees[i], (i < grammar->first_blank ? 0 : EAR_MATCHED_OPEN) - grammar->fees[i] };
}

static void
lower (EarProspect *fee,
       float        cost,
       float        weight)
{
  fee->least = MIN (fee->least, cost);
  fee->gain = MAX (fee->gain, weight - cost);
}

/* What was said costs nothing, or what it is unlike. */
static void
set_fees (EarOutlook         *self,
          const EarUtterance *utterance)
{
  const EarGrammar *grammar = self->grammar;

  for (guint i = 0; i < utterance->n; i++) {
    const EarHeardWord *word = &utterance->words[i];

    lower (&self->fees[word->word], 0, grammar->fees[word->word]);
    for (guint j = 0; j < word->n_near; j++)
      lower (&self->fees[word->near[j].word], word->near[j].cost, grammar->fees[word->near[j].word]);
  }
  for (guint i = 0; i < utterance->spans->len; i++) {
    const EarSpan *span = ear_utterance_get_span (utterance, i);

    for (guint j = 0; j < grammar->blanks->len; j++) {
      guint index = g_array_index (grammar->blanks, EarBlank, j).type;
      const EarBlankType *type = &g_array_index (grammar->types, EarBlankType, index);

      if (span->listed == EAR_SPAN_RULE ? type->kind == EAR_BLANK_RULE && span->rule == type->rule : span->type == index)
        lower (&self->fees[grammar->first_blank + j], span->cost, EAR_MATCHED_VALUE);
    }
  }
}

/**
 * ear_outlook_look:
 * @utterance: loosened, so that all its values are known
 *
 * Returns: (transfer none): one for each node; valid until the next look
 */
const EarProspect *
ear_outlook_look (EarOutlook         *self,
                  const EarUtterance *utterance)
{
  const EarGrammar *grammar = utterance->grammar;
  const EarAutomaton *samples = grammar->samples;
  const EarEdge *edges = samples->edges;
  const guint32 *places = grammar->places;

  prepare (self, grammar);
  set_fees (self, utterance);

  /* Children stand behind their parents. */
  for (guint32 i = samples->n_nodes; i-- > 0;) {
    const EarNode *node = &samples->nodes[i];
    EarProspect best = { node->n_terminals > 0 ? 0 : G_MAXFLOAT, node->n_terminals > 0 ? 0 : -G_MAXFLOAT };

    for (guint32 e = node->first_edge; e < node->first_edge + node->n_edges; e++) {
      const EarProspect *fee = &self->fees[places[e]], *rest = &self->prospects[edges[e].child];

      best.least = MIN (best.least, fee->least + rest->least);
      best.gain = MAX (best.gain, fee->gain + rest->gain);
    }
    self->prospects[i] = best;
  }

  return self->prospects;
}
