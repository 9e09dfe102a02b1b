/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-word-joiner-private.h"

/* How many words become one, and how many may stand before or after the state that goes: what is longer has too many ways to be said,
 * and what is wider too many words.
 */
#define MAX_WORDS 3
#define MAX_FAN 20

typedef struct {
  guint  from;
  guint  to;
  char  *text;                  /* NULL once it is gone */
  guint  n_words;
} Arc;

typedef struct {
  GArray  *arcs;                /* of Arc */
  GArray **in;                  /* by state, of guint: arcs, some of them gone */
  GArray **out;
  guint    n_states;
} Joiner;

static void
add_arc (Joiner *self,
         guint   from,
         guint   to,
         char   *text,
         guint   n_words)
{
  Arc arc = { from, to, text, n_words };
  guint number = self->arcs->len;

  g_array_append_val (self->arcs, arc);
  g_array_append_val (self->out[from], number);
  g_array_append_val (self->in[to], number);
}

static Arc *
get_arc (Joiner *self,
         guint   number)
{
  return &g_array_index (self->arcs, Arc, number);
}

static void
joiner_init (Joiner             *self,
             const EarWordGraph *graph)
{
  self->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  self->n_states = graph->n_states;
  self->in = g_new (GArray *, graph->n_states);
  self->out = g_new (GArray *, graph->n_states);
  for (guint i = 0; i < self->n_states; i++) {
    self->in[i] = g_array_new (FALSE, FALSE, sizeof (guint));
    self->out[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  }
  for (guint i = 0; i < graph->arcs->len; i++) {
    const EarWordGraphArc *arc = &g_array_index (graph->arcs, EarWordGraphArc, i);

    add_arc (self, arc->from, arc->to, g_strdup (g_ptr_array_index (graph->words, arc->word)), 1);
  }
}

static void
joiner_clear (Joiner *self)
{
  for (guint i = 0; i < self->n_states; i++) {
    g_array_unref (self->in[i]);
    g_array_unref (self->out[i]);
  }
  for (guint i = 0; i < self->arcs->len; i++)
    g_free (get_arc (self, i)->text);
  g_array_unref (self->arcs);
  g_free (self->in);
  g_free (self->out);
}

/* Forgets those that are gone. */
static void
tidy (Joiner *self,
      GArray *numbers)
{
  guint kept = 0;

  for (guint i = 0; i < numbers->len; i++) {
    guint number = g_array_index (numbers, guint, i);

    if (get_arc (self, number)->text != NULL)
      g_array_index (numbers, guint, kept++) = number;
  }
  g_array_set_size (numbers, kept);
}

static guint
find_longest (Joiner *self,
              GArray *numbers)
{
  guint longest = 0;

  for (guint i = 0; i < numbers->len; i++)
    longest = MAX (longest, get_arc (self, g_array_index (numbers, guint, i))->n_words);

  return longest;
}

static gboolean
may_go (Joiner *self,
        guint   state,
        guint   max_fan)
{
  GArray *in = self->in[state], *out = self->out[state];

  tidy (self, in);
  tidy (self, out);
  if (in->len == 0 || out->len == 0 || MIN (in->len, out->len) > 1 || MAX (in->len, out->len) > max_fan ||
      find_longest (self, in) + find_longest (self, out) > MAX_WORDS)
    return FALSE;

  for (guint i = 0; i < out->len; i++)
    if (get_arc (self, g_array_index (out, guint, i))->to == state)
      return FALSE;

  return TRUE;
}

static void
remove_arcs (Joiner *self,
             GArray *numbers)
{
  for (guint i = 0; i < numbers->len; i++)
    g_clear_pointer (&get_arc (self, g_array_index (numbers, guint, i))->text, g_free);
  g_array_set_size (numbers, 0);
}

static void
join_around (Joiner *self,
             guint   state)
{
  GArray *in = self->in[state], *out = self->out[state];

  for (guint i = 0; i < in->len; i++)
    for (guint j = 0; j < out->len; j++) {
      Arc first = *get_arc (self, g_array_index (in, guint, i)), second = *get_arc (self, g_array_index (out, guint, j));

      add_arc (self, first.from, second.to, g_strconcat (first.text, EAR_WORD_JOINT, second.text, NULL),
               first.n_words + second.n_words);
    }
  remove_arcs (self, in);
  remove_arcs (self, out);
}

static void
write_back (Joiner       *self,
            EarWordGraph *graph)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *places = g_new0 (guint, self->n_states);

  g_ptr_array_set_size (graph->words, 0);
  g_array_set_size (graph->arcs, 0);
  graph->n_states = 2;
  for (guint i = 2; i < self->n_states; i++) {
    tidy (self, self->out[i]);
    if (self->out[i]->len > 0)
      places[i] = graph->n_states++;
  }
  places[1] = 1;

  for (guint i = 0; i < self->arcs->len; i++) {
    Arc *arc = get_arc (self, i);
    EarWordGraphArc word = { places[arc->from], places[arc->to] };
    gpointer number;

    if (arc->text == NULL)
      continue;
    if (!g_hash_table_lookup_extended (numbers, arc->text, NULL, &number)) {
      char *text = g_strdup (arc->text);

      number = GUINT_TO_POINTER (graph->words->len);
      g_hash_table_insert (numbers, text, number);
      g_ptr_array_add (graph->words, text);
    }
    word.word = GPOINTER_TO_UINT (number);
    g_array_append_val (graph->arcs, word);
  }
}

/*
 * ear_word_graph_join:
 * @max_states: how many there may be; a graph that is no larger stays as it is
 *
 * Makes one word of words that nearly always follow each other, until there are few states enough or nothing is left to be
 * joined: Pocketsphinx looks at every state twice in each hundredth of a second, whether anything is going on there or not.
 */
void
ear_word_graph_join (EarWordGraph *graph,
                     guint         max_states)
{
  Joiner self = { 0 };
  guint left = graph->n_states;

  if (left <= max_states)
    return;

  joiner_init (&self, graph);
  for (guint fan = 1; fan <= MAX_FAN && left > max_states; fan++)
    for (guint i = 2; i < self.n_states && left > max_states; i++)
      if (may_go (&self, i, fan)) {
        join_around (&self, i);
        left--;
      }
  write_back (&self, graph);
  g_debug ("%u words, %u states, %u arcs joined", graph->words->len, graph->n_states, graph->arcs->len);
  joiner_clear (&self);
}
