/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-utterance.h"

#include <string.h>

#define COST_LISTED 0.02f
#define COST_JOINED 0.05f
#define COST_RULE 0.03f
#define COST_SKIP 0.75f
#define COST_SKIP_NOT 1.5f
#define COST_SKIP_WEAK 0.15f
#define COST_SKIP_EDGE 0.05f
#define COST_SKIP_POLITE 0.2f

/* Where values may be read differently in very many ways, the first ones have to do. */
#define MAX_SPANS 2000
#define MAX_NEAR_COST 0.5f

EarSpan *
ear_utterance_get_span (const EarUtterance *self,
                        int                 index)
{
  return &g_array_index (self->spans, EarSpan, index);
}

/**
 * ear_utterance_is_near:
 *
 * Returns: whether the words of a span only resemble its value
 */
gboolean
ear_utterance_is_near (const EarUtterance *self,
                       int                 index)
{
  const EarSpan *span = ear_utterance_get_span (self, index);

  return span->listed != EAR_SPAN_RULE && span->cost > COST_LISTED;
}

static void
clear_span (EarSpan *span)
{
  g_free (span->value);
}

static gboolean
is_known (EarUtterance  *self,
          const EarSpan *span)
{
  for (int i = self->first_span[span->start]; i >= 0;) {
    EarSpan *other = ear_utterance_get_span (self, i);

    if (other->end == span->end && other->type == span->type && other->listed == span->listed && other->rule == span->rule)
      return TRUE;
    i = other->next;
  }

  return FALSE;
}

static void
add_span (EarUtterance *self,
          EarSpan       span)
{
  if (self->spans->len >= MAX_SPANS || is_known (self, &span)) {
    g_free (span.value);
    return;
  }

  span.next = self->first_span[span.start];
  self->first_span[span.start] = self->spans->len;
  g_array_append_val (self->spans, span);
}

static void
add_listed (EarUtterance *self,
            guint32       node,
            guint         start,
            guint         end,
            float         cost)
{
  const EarNode *at = &self->grammar->values->nodes[node];

  for (guint32 i = 0; i < at->n_terminals; i++) {
    guint32 listed = self->grammar->values->terminals[at->first_terminal + i];
    guint type = g_array_index (self->grammar->listed, EarListed, listed).type;

    add_span (self, (EarSpan) { type, EAR_N_VALUE_TYPES, listed, start, end, COST_LISTED + cost, NULL, -1, -1 });
  }
}

static void
find_exact_values (EarUtterance *self,
                   guint         start)
{
  guint32 node = self->grammar->values->roots[0];

  for (guint i = start; i < self->n; i++) {
    if (self->words[i].word == 0 || !(node = ear_automaton_find (self->grammar->values, node, self->words[i].word)))
      return;
    add_listed (self, node, start, i + 1, 0);
  }
}

static void
find_near_values (EarUtterance *self,
                  guint32       node,
                  guint         start,
                  guint         at,
                  float         cost)
{
  const EarHeardWord *word = &self->words[at];
  guint32 child;

  if (at >= self->n || self->spans->len >= MAX_SPANS)
    return;

  if (word->word != 0 && (child = ear_automaton_find (self->grammar->values, node, word->word))) {
    if (cost > 0)
      add_listed (self, child, start, at + 1, cost);
    find_near_values (self, child, start, at + 1, cost);
  }
  for (guint i = 0; i < word->n_near; i++) {
    if (cost + word->near[i].cost > MAX_NEAR_COST
        || !(child = ear_automaton_find (self->grammar->values, node, word->near[i].word)))
      continue;
    add_listed (self, child, start, at + 1, cost + word->near[i].cost);
    find_near_values (self, child, start, at + 1, cost + word->near[i].cost);
  }
}

/* "milk, eggs and bread" is one value where each of them is. */
static void
join_values (EarUtterance *self)
{
  const char *and = self->grammar->language == EAR_LANGUAGE_GERMAN ? "und" : "and";

  for (guint i = self->n; i-- > 1;)
    for (int j = self->first_span[i - 1]; j >= 0;) {
      EarSpan span = *ear_utterance_get_span (self, j);
      guint link = span.end < self->n && strcmp (self->texts[span.end], and) == 0 ? 1 : 0;

      j = span.next;
      if (span.listed == EAR_SPAN_RULE || span.rest >= 0 || span.end + link >= self->n)
        continue;
      for (int k = self->first_span[span.end + link]; k >= 0; k = ear_utterance_get_span (self, k)->next) {
        const EarSpan *other = ear_utterance_get_span (self, k);

        if (other->type != span.type || other->listed == EAR_SPAN_RULE || (link == 0 && other->rest < 0))
          continue;
        add_span (self, (EarSpan) { span.type, EAR_N_VALUE_TYPES, span.listed, span.start, other->end,
                                    span.cost + other->cost + COST_JOINED, NULL, k, -1 });
        break;
      }
    }
}

/* Without it the opposite would be understood. */
static gboolean
is_negation (const char *word)
{
  static const char *const words[] = { "not", "never", "nicht", "kein", "keine", "keinen", "nie", NULL };

  return *word == 'n' || *word == 'k' ? g_strv_contains (words, word) : FALSE;
}

/* What may be left out before and after what is meant: "could you please …", "… for me please". */
static void
set_skips (EarUtterance *self)
{
  guint front = 0, back = self->n;

  for (guint i = 0; i < self->n; i++) {
    EarHeardWord *word = &self->words[i];

    word->skip = is_negation (word->text) ? COST_SKIP_NOT : word->filler == EAR_FILLER_NONE ? COST_SKIP : word->filler == EAR_FILLER_WEAK ? COST_SKIP_WEAK : COST_SKIP_POLITE;
  }
  while (front < self->n && self->words[front].filler != EAR_FILLER_NONE)
    self->words[front++].skip = COST_SKIP_EDGE;
  while (back > front && self->words[back - 1].filler == EAR_FILLER_POLITE)
    self->words[--back].skip = COST_SKIP_EDGE;
}

/**
 * ear_utterance_init:
 * @self: (out caller-allocates): clear it with ear_utterance_clear()
 * @text: what was said
 * @tokens: its words; must outlive @self
 */
void
ear_utterance_init (EarUtterance     *self,
                    const EarGrammar *grammar,
                    const char       *text,
                    EarTokens        *tokens,
                    GDateTime        *now)
{
  self->grammar = grammar;
  self->now = now;
  self->text = text;
  self->texts = tokens->words;
  self->spans = g_array_new (FALSE, FALSE, sizeof (EarSpan));
  g_array_set_clear_func (self->spans, (GDestroyNotify) clear_span);
  self->n = tokens->n_words;
  for (guint i = 0; i < self->n; i++) {
    EarHeardWord *word = &self->words[i];

    word->text = tokens->words[i];
    word->start = tokens->starts[i];
    word->end = tokens->ends[i];
    word->word = ear_lexicon_find (grammar->lexicon, word->text);
    word->filler = word->word ? ear_lexicon_get_filler (grammar->lexicon, word->word) : EAR_FILLER_NONE;
    word->carrier = word->word && ear_lexicon_is_carrier (grammar->lexicon, word->word);
    word->n_near = 0;
    self->first_span[i] = -1;
    self->rules_done[i] = 0;
  }

  set_skips (self);
  for (guint i = 0; i < self->n; i++)
    find_exact_values (self, i);
}

void
ear_utterance_clear (EarUtterance *self)
{
  g_clear_pointer (&self->spans, g_array_unref);
}

/**
 * ear_utterance_add_rule:
 *
 * Reads the value that begins at a word, and shorter ones that begin there as well: once, however often it is asked for.
 */
void
ear_utterance_add_rule (EarUtterance *self,
                        EarValueType  rule,
                        guint         start)
{
  guint left = self->n - start, n;
  char *value;

  if (self->rules_done[start] & 1u << rule)
    return;
  self->rules_done[start] |= 1u << rule;

  /* No value has more words than a long date. */
  left = MIN (left, 14);
  while (left > 0) {
    n = ear_spoken_value_match (rule, self->grammar->locale, self->texts + start, left, self->now, &value);
    if (n == 0)
      return;
    add_span (self, (EarSpan) { 0, rule, EAR_SPAN_RULE, start, start + n, COST_RULE, value, -1, -1 });
    left = n - 1;
  }
}

static void
sum_up_promise (EarUtterance *self)
{
  const EarLexicon *lexicon = self->grammar->lexicon;
  float best;

  self->in_span = 0;
  for (guint i = 0; i < self->spans->len; i++) {
    const EarSpan *span = ear_utterance_get_span (self, i);

    for (guint j = span->start; j < span->end; j++)
      self->in_span |= G_GUINT64_CONSTANT (1) << j;
  }

  self->promise[self->n] = self->spare[self->n] = 0;
  for (guint i = self->n; i-- > 0;) {
    const EarHeardWord *word = &self->words[i];

    best = self->first_span[i] >= 0 ? EAR_MATCHED_VALUE : EAR_MATCHED_OPEN;
    if (word->carrier || word->filler != EAR_FILLER_NONE)
      best = MAX (best, ear_lexicon_get_weight (lexicon, word->word));
    for (guint j = 0; j < word->n_near; j++)
      if (ear_lexicon_is_carrier (lexicon, word->near[j].word))
        best = MAX (best, ear_lexicon_get_weight (lexicon, word->near[j].word));
    self->promise[i] = self->promise[i + 1] + best;
    self->spare[i] = self->spare[i + 1];
    if (self->in_span >> i & 1)
      self->spare[i] += MAX (EAR_MATCHED_VALUE - word->skip, 0);
  }
}

/**
 * ear_utterance_loosen:
 *
 * Looks for words and values that are spelled nearly as they were heard, for several values said as one, and for all that rules
 * can read: what a tolerant search needs to know.
 */
void
ear_utterance_loosen (EarUtterance *self)
{
  for (guint i = 0; i < self->n; i++)
    self->words[i].n_near = ear_lexicon_find_near (self->grammar->lexicon, self->words[i].text, self->words[i].near);
  for (guint i = 0; i < self->n; i++)
    find_near_values (self, self->grammar->values->roots[0], i, i, 0);
  join_values (self);
  for (EarValueType rule = 0; rule < EAR_N_VALUE_TYPES; rule++)
    for (guint i = 0; self->grammar->rules & 1u << rule && i < self->n; i++)
      ear_utterance_add_rule (self, rule, i);
  sum_up_promise (self);
}
