/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-aligner.h"
#include "nlu/ear-outlook.h"

#include <string.h>

#define COST_OPEN_LIST EAR_OPEN_LIST_PRICE
#define COST_OPEN_WORD 0.15f
#define COST_OPEN_LONG 0.4f
#define COST_OPEN_QUERY (EAR_OPEN_QUERY_PRICE - COST_OPEN_QUERY_WORD)
#define COST_OPEN_QUERY_WORD 0.1f
#define COST_OPEN_CARRIER 0.15f
#define COST_OPEN_FILLER 0.2f
#define COST_LEFT_OVER 0.2f
#define PREFER_SKILL 0.04f
#define LONGEST_OPEN 14

/* Sums taken in another order may differ by so much. */
#define ROUNDING 1e-4f

/* Then “costs too much for its weight” is “costs more than its weight”, which is a sum along the way. */
G_STATIC_ASSERT (EAR_SHARE_TOLERANT_PERCENT == 50);

/* More cells than this are not filled: a model that large meets an utterance that long only by malice. */
#define MAX_CELLS (16u * 1024 * 1024)

typedef enum {
  STEP_WORD,
  STEP_NEAR,
  STEP_VALUE,
  STEP_OPEN,
  STEP_SKIP,
  STEP_DROP,
} Step;

typedef struct {
  float   cost;
  float   matched;
  guint32 from_node;
  guint32 label;
  int     span;
  guint8  from_position;
  guint8  step;
  guint8  edited;
} Cell;

struct _EarAligner {
  Cell               *cells;
  guint64            *active;
  gsize               n_cells;
  gsize               n_active;

  EarUtterance       *utterance;
  EarOutlook         *outlook;
  const EarProspect  *prospects;
  const EarAutomaton *automaton;
  gsize               row_words;
  gboolean            tolerant;
  gboolean            answer;
  float               most;
};

EarAligner *
ear_aligner_new (void)
{
  EarAligner *self = g_new0 (EarAligner, 1);

  self->outlook = ear_outlook_new ();

  return self;
}

void
ear_aligner_free (EarAligner *self)
{
  g_free (self->cells);
  g_free (self->active);
  ear_outlook_free (self->outlook);
  g_free (self);
}

static inline Cell *
get_cell (EarAligner *self,
          guint       position,
          guint32     node)
{
  return &self->cells[(gsize) position * self->automaton->n_nodes + node];
}

/* Whether so much of the utterance is lost already that the rest, as good as it can be, would not make it acceptable. */
static inline gboolean
is_hopeless (EarAligner *self,
             guint       position,
             guint32     node,
             const Cell *cell)
{
  const EarProspect *prospect;
  float share = cell->edited ? EAR_SHARE_TOLERANT : EAR_SHARE_EXACT, cost;

  if (!self->tolerant)
    return FALSE;
  prospect = &self->prospects[node];
  cost = cell->cost + prospect->least;
  if (cost > self->most + ROUNDING)
    return TRUE;
  if (self->answer)
    return FALSE;

  return cost * share > (cell->matched + self->utterance->promise[position]) * (1 - share) + ROUNDING
         || (cell->edited && cell->cost - cell->matched > prospect->gain + self->utterance->spare[position] + ROUNDING);
}

/* Inlined so that a cell stays in registers until it is known to be needed; most are not. */
G_ALWAYS_INLINE static inline void
reach (EarAligner *self,
       guint       position,
       guint32     node,
       Cell        cell)
{
  guint64 *word = &self->active[position * self->row_words + node / 64];
  guint64 bit = G_GUINT64_CONSTANT (1) << (node % 64);
  Cell *known = get_cell (self, position, node);

  if (cell.cost > self->most || (*word & bit && known->cost <= cell.cost) || is_hopeless (self, position, node, &cell))
    return;
  *word |= bit;
  known->cost = cell.cost;
  known->matched = cell.matched;
  known->from_node = cell.from_node;
  known->label = cell.label;
  known->span = cell.span;
  known->from_position = cell.from_position;
  known->step = cell.step;
  known->edited = cell.edited;
}

static void
take_word (EarAligner *self,
           guint       position,
           guint32     node,
           const Cell *at)
{
  const EarHeardWord *word = &self->utterance->words[position];
  const EarLexicon *lexicon = self->utterance->grammar->lexicon;
  guint32 child;

  if (word->word != 0 && (child = ear_automaton_find (self->automaton, node, word->word)))
    reach (self, position + 1, child,
           (Cell) { at->cost, at->matched + ear_lexicon_get_weight (lexicon, word->word), node, word->word, -1, position, STEP_WORD,
                    at->edited });
  if (!self->tolerant)
    return;

  for (guint i = 0; i < word->n_near; i++)
    if ((child = ear_automaton_find (self->automaton, node, word->near[i].word)))
      reach (self, position + 1, child,
             (Cell) { at->cost + word->near[i].cost, at->matched + ear_lexicon_get_weight (lexicon, word->near[i].word), node,
                      word->near[i].word, -1, position, STEP_NEAR, TRUE });
}

static void
fill_open (EarAligner         *self,
           guint               position,
           guint32             node,
           const Cell         *at,
           const EarEdge      *edge,
           const EarBlankType *type)
{
  gboolean list = type->kind == EAR_BLANK_LIST;
  guint most = MIN (self->utterance->n, position + (type->kind == EAR_BLANK_QUERY ? EAR_TOKENS_MAX : LONGEST_OPEN));
  float sum = at->cost + (list ? COST_OPEN_LIST - COST_OPEN_WORD : COST_OPEN_QUERY);

  for (guint end = position + 1; end <= most; end++) {
    const EarHeardWord *first = &self->utterance->words[position], *last = &self->utterance->words[end - 1];
    float edges = 0;

    sum += list ? COST_OPEN_WORD : COST_OPEN_QUERY_WORD;
    if (last->carrier)
      sum += COST_OPEN_CARRIER;
    if (list && end - position > type->longest + 1)
      sum += COST_OPEN_LONG;
    if (sum > self->most)
      return;
    if (type->kind != EAR_BLANK_QUERY)
      edges = (first->filler == EAR_FILLER_POLITE ? COST_OPEN_FILLER : 0)
              + (last->filler != EAR_FILLER_NONE ? COST_OPEN_FILLER : 0);
    reach (self, end, edge->child,
           (Cell) { sum + edges, at->matched + EAR_MATCHED_OPEN, node, edge->label, -1, position, STEP_OPEN, at->edited });
  }
}

static void
fill_blank (EarAligner    *self,
            guint          position,
            guint32        node,
            const Cell    *at,
            const EarEdge *edge)
{
  const EarGrammar *grammar = self->utterance->grammar;
  guint index = ear_grammar_get_blank (grammar, edge->label)->type;
  const EarBlankType *type = &g_array_index (grammar->types, EarBlankType, index);

  if (type->kind == EAR_BLANK_RULE)
    ear_utterance_add_rule (self->utterance, type->rule, position);

  for (int i = self->utterance->first_span[position]; i >= 0;) {
    const EarSpan *span = ear_utterance_get_span (self->utterance, i);

    if (span->listed == EAR_SPAN_RULE ? type->kind == EAR_BLANK_RULE && span->rule == type->rule : span->type == index)
      reach (self, span->end, edge->child,
             (Cell) { at->cost + span->cost, at->matched + EAR_MATCHED_VALUE, node, edge->label, i, position, STEP_VALUE,
                      at->edited });
    i = span->next;
  }

  if (type->kind == EAR_BLANK_QUERY || type->kind == EAR_BLANK_FREE || (type->kind == EAR_BLANK_LIST && self->tolerant))
    fill_open (self, position, node, at, edge, type);
}

/* By far the most ways lead here, so what would cost too much is left out before its cell is looked at. */
static void
drop (EarAligner    *self,
      guint          position,
      guint32        node,
      const Cell    *at,
      const EarNode *place)
{
  const EarEdge *edges = self->automaton->edges + place->first_edge;
  const float *prices = self->utterance->grammar->prices + place->first_edge;
  float left = (at->matched + self->utterance->promise[position]) * (1 - EAR_SHARE_TOLERANT) / EAR_SHARE_TOLERANT;

  left = (self->answer ? self->most : MIN (left, self->most)) - at->cost;
  if (left < EAR_LEAST_PRICE)
    return;

  for (guint32 i = 0; i < place->n_edges; i++)
    if (prices[i] + self->prospects[edges[i].child].least <= left + ROUNDING)
      reach (self, position, edges[i].child,
             (Cell) { at->cost + prices[i], at->matched, node, edges[i].label, -1, position, STEP_DROP, TRUE });
}

/* A value that is skipped may still be gathered in the end, so that not all of it is lost. */
static void
skip (EarAligner *self,
      guint       position,
      guint32     node,
      const Cell *at)
{
  gboolean value = self->utterance->in_span >> position & 1;

  reach (self, position + 1, node,
         (Cell) { at->cost + self->utterance->words[position].skip, at->matched + (value ? EAR_MATCHED_VALUE : 0), node, 0, -1,
                  position, STEP_SKIP, TRUE });
}

static void
leave (EarAligner *self,
       guint       position,
       guint32     node)
{
  const EarNode *place = &self->automaton->nodes[node];
  const EarEdge *edges = self->automaton->edges + place->first_edge;
  const Cell at = *get_cell (self, position, node);

  if (position < self->utterance->n) {
    take_word (self, position, node, &at);
    /* Blanks have the highest labels, so they stand last. */
    for (guint32 i = place->n_edges; i-- > 0 && edges[i].label & EAR_BLANK_BIT;)
      fill_blank (self, position, node, &at, &edges[i]);
    if (self->tolerant)
      skip (self, position, node, &at);
  }
  if (self->tolerant)
    drop (self, position, node, &at, place);
}

static void
sweep (EarAligner *self,
       guint       position)
{
  guint64 *row = self->active + position * self->row_words;

  /* A node reaches only later nodes at its own position, so one pass meets them all. */
  for (gsize i = 0; i < self->row_words; i++) {
    guint64 done = 0, left;

    while ((left = row[i] & ~done)) {
      guint bit = __builtin_ctzll (left);

      done |= (G_GUINT64_CONSTANT (2) << bit) - 1;
      leave (self, position, i * 64 + bit);
    }
  }
}

static gboolean
prepare (EarAligner *self)
{
  gsize n_rows = self->utterance->n + 1, n_cells, n_active;

  self->row_words = (self->automaton->n_nodes + 63) / 64;
  n_cells = n_rows * self->automaton->n_nodes;
  n_active = n_rows * self->row_words;
  if (n_cells > MAX_CELLS)
    return FALSE;

  if (n_cells > self->n_cells) {
    g_free (self->cells);
    self->cells = g_new (Cell, n_cells);
    self->n_cells = n_cells;
  }
  if (n_active > self->n_active) {
    g_free (self->active);
    self->active = g_new (guint64, n_active);
    self->n_active = n_active;
  }
  memset (self->active, 0, n_active * sizeof *self->active);

  return TRUE;
}

/* Of the ends of a node the best one; @best is the least cost so far. */
static gboolean
look_at_end (EarAligner   *self,
             const char   *skill,
             guint32       node,
             float        *best,
             EarAlignment *alignment)
{
  const EarNode *at = &self->automaton->nodes[node];
  float price = get_cell (self, self->utterance->n, node)->cost, cost;
  gboolean better = FALSE;

  for (guint32 i = 0; i < at->n_terminals && price - PREFER_SKILL <= *best; i++) {
    guint32 index = self->automaton->terminals[at->first_terminal + i];
    const EarMeaning *meaning = ear_grammar_get_meaning (self->utterance->grammar, index);
    gboolean own = skill && meaning->model && strcmp (ear_interaction_model_get_skill (meaning->model), skill) == 0;

    cost = price - (own ? PREFER_SKILL : 0);
    if (cost < *best || (cost == *best && index < alignment->meaning)) {
      *best = cost;
      alignment->meaning = index;
      alignment->cost = price;
      better = TRUE;
    }
  }

  return better;
}

static gboolean
find_end (EarAligner   *self,
          const char   *skill,
          guint32      *node,
          EarAlignment *alignment)
{
  const guint64 *row = self->active + self->utterance->n * self->row_words;
  float best = G_MAXFLOAT;

  for (gsize i = 0; i < self->row_words; i++)
    for (guint64 left = row[i]; left; left &= left - 1) {
      guint32 candidate = i * 64 + __builtin_ctzll (left);

      if (look_at_end (self, skill, candidate, &best, alignment))
        *node = candidate;
    }

  return best < G_MAXFLOAT;
}

static void
count_step (EarAligner   *self,
            const Cell   *cell,
            guint         position,
            EarAlignment *alignment)
{
  const EarLexicon *lexicon = self->utterance->grammar->lexicon;
  float weight;

  switch ((Step) cell->step) {
  case STEP_WORD:
  case STEP_NEAR:
    weight = ear_lexicon_get_weight (lexicon, cell->label);
    alignment->matched += weight;
    alignment->n_edits += cell->step == STEP_NEAR;
    alignment->anchored |= ear_lexicon_get_filler (lexicon, cell->label) == EAR_FILLER_NONE;
    break;
  case STEP_VALUE:
    alignment->matched += EAR_MATCHED_VALUE;
    alignment->n_edits += ear_utterance_is_near (self->utterance, cell->span);
    alignment->anchored = TRUE;
    break;
  case STEP_OPEN:
    alignment->matched += EAR_MATCHED_OPEN;
    alignment->n_open++;
    break;
  case STEP_SKIP:
    alignment->skipped |= G_GUINT64_CONSTANT (1) << cell->from_position;
    alignment->n_edits++;
    break;
  case STEP_DROP:
    alignment->n_edits++;
    break;
  }
  if ((cell->step == STEP_VALUE || cell->step == STEP_OPEN) && alignment->n_fills < EAR_FILLS_MAX)
    alignment->fills[alignment->n_fills++] = (EarFill) { cell->label, cell->from_position, position, cell->span };
}

static void
trace_back (EarAligner   *self,
            guint32       root,
            guint32       node,
            EarAlignment *alignment)
{
  guint position = self->utterance->n;
  guint32 labels[EAR_TOKENS_MAX];
  guint n = 0;

  while (node != root || position > 0) {
    const Cell *cell = get_cell (self, position, node);

    count_step (self, cell, position, alignment);
    if (cell->step != STEP_SKIP && n < EAR_TOKENS_MAX)
      labels[n++] = cell->label;
    node = cell->from_node;
    position = cell->from_position;
  }
  alignment->n_labels = n;
  for (guint i = 0; i < n; i++)
    alignment->labels[i] = labels[n - 1 - i];
}

/**
 * ear_aligner_foresee:
 * @utterance: loosened
 *
 * Looks ahead from all samples, once for all tolerant runs over this utterance.
 */
void
ear_aligner_foresee (EarAligner         *self,
                     const EarUtterance *utterance)
{
  self->prospects = ear_outlook_look (self->outlook, utterance);
}

/**
 * ear_aligner_run:
 * @root: the node where the samples to look at begin
 * @tolerant: whether words may be left out, put in or misspelled, and unknown values come through; ear_aligner_foresee() first
 * @most: the highest cost of interest
 * @skill: (nullable): preferred where two are equally near
 * @alignment: (out caller-allocates): the nearest sample
 *
 * Returns: whether there is one
 */
gboolean
ear_aligner_run (EarAligner   *self,
                 EarUtterance *utterance,
                 guint32       root,
                 gboolean      tolerant,
                 float         most,
                 const char   *skill,
                 EarAlignment *alignment)
{
  guint32 node = root;

  self->utterance = utterance;
  self->automaton = utterance->grammar->samples;
  self->tolerant = tolerant;
  self->answer = root != utterance->grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT];
  self->most = most;
  alignment->meaning = G_MAXUINT32;
  alignment->matched = 0;
  alignment->n_edits = alignment->n_open = alignment->n_fills = alignment->n_labels = 0;
  alignment->anchored = FALSE;
  alignment->skipped = 0;
  if (!prepare (self))
    return FALSE;

  reach (self, 0, root, (Cell) { 0 });
  for (guint position = 0; position <= utterance->n; position++)
    sweep (self, position);
  if (!find_end (self, skill, &node, alignment))
    return FALSE;
  trace_back (self, root, node, alignment);

  return TRUE;
}

static gboolean
is_filled (const EarUtterance *utterance,
           const EarAlignment *alignment,
           const char         *slot)
{
  for (guint i = 0; i < alignment->n_fills; i++)
    if (strcmp (ear_grammar_get_blank (utterance->grammar, alignment->fills[i].label)->name, slot) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_skipped (const EarAlignment *alignment,
            guint               start,
            guint               end)
{
  for (guint i = start; i < end; i++)
    if (!(alignment->skipped & G_GUINT64_CONSTANT (1) << i))
      return FALSE;

  return TRUE;
}

/* The longest value among the words left over that begins at @start and suits the blank. */
static gboolean
find_left_over (EarUtterance       *utterance,
                const EarAlignment *alignment,
                guint               start,
                guint32             label,
                EarFill            *fill)
{
  guint index = ear_grammar_get_blank (utterance->grammar, label)->type;
  const EarBlankType *type = &g_array_index (utterance->grammar->types, EarBlankType, index);

  *fill = (EarFill) { label, start, start, -1 };
  if (type->kind == EAR_BLANK_RULE && type->rule != EAR_VALUE_NUMBER && type->rule != EAR_VALUE_ORDINAL)
    ear_utterance_add_rule (utterance, type->rule, start);

  for (int i = utterance->first_span[start]; i >= 0; i = ear_utterance_get_span (utterance, i)->next) {
    const EarSpan *span = ear_utterance_get_span (utterance, i);

    if ((span->listed == EAR_SPAN_RULE ? type->kind == EAR_BLANK_RULE && span->rule == type->rule : span->type == index)
        && span->end > fill->end && is_skipped (alignment, span->start, span->end)) {
      fill->end = span->end;
      fill->span = i;
    }
  }

  return fill->span >= 0;
}

static void
take_left_over (EarUtterance *utterance,
                EarAlignment *alignment,
                guint         start)
{
  const EarMeaning *meaning = ear_grammar_get_meaning (utterance->grammar, alignment->meaning);
  EarFill fill, best = { 0 };

  for (guint i = 0; meaning->source && i < meaning->blanks->len; i++) {
    guint32 label = g_array_index (meaning->blanks, guint32, i);

    if (!is_filled (utterance, alignment, ear_grammar_get_blank (utterance->grammar, label)->name)
        && find_left_over (utterance, alignment, start, label, &fill) && fill.end > best.end)
      best = fill;
  }
  if (best.end == 0 || alignment->n_fills == EAR_FILLS_MAX)
    return;

  alignment->fills[alignment->n_fills++] = best;
  for (guint i = best.start; i < best.end; i++) {
    alignment->skipped &= ~(G_GUINT64_CONSTANT (1) << i);
    alignment->cost -= utterance->words[i].skip;
  }
  alignment->cost = MAX (alignment->cost, 0) + COST_LEFT_OVER;
  alignment->matched += EAR_MATCHED_VALUE;
}

/**
 * ear_aligner_gather:
 *
 * Fills slots that the sample did not fill with values among the words that it did not need: in "tomorrow wake me at seven" the
 * sample may know the time only.
 */
void
ear_aligner_gather (EarUtterance *utterance,
                    EarAlignment *alignment)
{
  for (guint i = 0; i < utterance->n; i++)
    if (alignment->skipped & G_GUINT64_CONSTANT (1) << i)
      take_left_over (utterance, alignment, i);
}
