/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-automaton.h"

#include <stdlib.h>
#include <string.h>

#define NONE G_MAXUINT32

/* While it grows it is a tree: a child is made after its parent, so going backwards meets children first. */
typedef struct {
  guint32 label;
  guint32 first_child;
  guint32 next_sibling;
  guint32 first_end;
} Twig;

typedef struct {
  guint32 terminal;
  guint32 next;
} End;

struct _EarAutomatonBuilder {
  GArray     *twigs;
  GArray     *ends;
  GArray     *roots;
  GHashTable *children;
};

static gint64
make_key (guint32 parent,
          guint32 label)
{
  return (gint64) parent << 32 | label;
}

static guint32
add_twig (EarAutomatonBuilder *self,
          guint32              parent,
          guint32              label)
{
  Twig twig = { label, NONE, NONE, NONE };
  guint32 index = self->twigs->len;

  if (parent != NONE) {
    Twig *above = &g_array_index (self->twigs, Twig, parent);

    twig.next_sibling = above->first_child;
    above->first_child = index;
  }
  g_array_append_val (self->twigs, twig);

  return index;
}

EarAutomatonBuilder *
ear_automaton_builder_new (void)
{
  EarAutomatonBuilder *self = g_new0 (EarAutomatonBuilder, 1);

  self->twigs = g_array_new (FALSE, FALSE, sizeof (Twig));
  self->ends = g_array_new (FALSE, FALSE, sizeof (End));
  self->roots = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  return self;
}

guint32
ear_automaton_builder_add_root (EarAutomatonBuilder *self)
{
  guint32 twig = add_twig (self, NONE, 0);

  g_array_append_val (self->roots, twig);

  return self->roots->len - 1;
}

/**
 * ear_automaton_builder_add:
 * @root: from ear_automaton_builder_add_root()
 * @labels: the way
 * @terminal: what is at its end; the same one twice counts once
 */
void
ear_automaton_builder_add (EarAutomatonBuilder *self,
                           guint32              root,
                           const guint32       *labels,
                           guint                n_labels,
                           guint32              terminal)
{
  guint32 at = g_array_index (self->roots, guint32, root);
  End end = { terminal, NONE };
  Twig *twig;

  for (guint i = 0; i < n_labels; i++) {
    gint64 key = make_key (at, labels[i]);
    gpointer child = g_hash_table_lookup (self->children, &key);

    if (child == NULL) {
      child = GUINT_TO_POINTER (add_twig (self, at, labels[i]));
      g_hash_table_insert (self->children, g_memdup2 (&key, sizeof key), child);
    }
    at = GPOINTER_TO_UINT (child);
  }

  twig = &g_array_index (self->twigs, Twig, at);
  for (guint32 i = twig->first_end; i != NONE; i = g_array_index (self->ends, End, i).next)
    if (g_array_index (self->ends, End, i).terminal == terminal)
      return;
  end.next = twig->first_end;
  twig->first_end = self->ends->len;
  g_array_append_val (self->ends, end);
}

static int
compare_words (const void *a,
               const void *b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

/* Two twigs with the same signature can be one node: number of terminals, terminals, then pairs of label and child. */
static GBytes *
make_signature (EarAutomatonBuilder *self,
                const Twig          *twig,
                const guint32       *merged)
{
  g_autoptr (GArray) signature = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 n = 0, pair[2];

  g_array_append_val (signature, n);
  for (guint32 i = twig->first_end; i != NONE; i = g_array_index (self->ends, End, i).next)
    g_array_append_val (signature, g_array_index (self->ends, End, i).terminal);
  n = signature->len - 1;
  g_array_index (signature, guint32, 0) = n;
  qsort (&g_array_index (signature, guint32, 1), n, sizeof (guint32), compare_words);

  for (guint32 i = twig->first_child; i != NONE; i = g_array_index (self->twigs, Twig, i).next_sibling) {
    pair[0] = g_array_index (self->twigs, Twig, i).label;
    pair[1] = merged[i];
    g_array_append_vals (signature, pair, 2);
  }
  qsort (&g_array_index (signature, guint32, n + 1), (signature->len - n - 1) / 2, sizeof pair, compare_words);

  return g_bytes_new (signature->data, (gsize) signature->len * sizeof (guint32));
}

static void
lay_out (EarAutomaton *self,
         GPtrArray    *signatures)
{
  g_autoptr (GArray) edges = g_array_new (FALSE, FALSE, sizeof (EarEdge));
  g_autoptr (GArray) terminals = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 last = signatures->len - 1;

  self->n_nodes = signatures->len;
  self->nodes = g_new0 (EarNode, self->n_nodes);

  /* Children were numbered first; turned round, parents come first. */
  for (guint32 i = 0; i < self->n_nodes; i++) {
    gsize size;
    const guint32 *words = g_bytes_get_data (g_ptr_array_index (signatures, last - i), &size);
    guint32 n_words = size / sizeof *words;
    EarNode *node = &self->nodes[i];

    node->first_terminal = terminals->len;
    node->n_terminals = words[0];
    g_array_append_vals (terminals, words + 1, words[0]);
    node->first_edge = edges->len;
    node->n_edges = (n_words - 1 - words[0]) / 2;
    for (guint32 j = 1 + words[0]; j < n_words; j += 2) {
      EarEdge edge = { words[j], last - words[j + 1] };

      g_array_append_val (edges, edge);
    }
  }
  self->n_edges = edges->len;
  self->edges = g_array_steal (edges, NULL);
  self->terminals = g_array_steal (terminals, NULL);
}

/**
 * ear_automaton_builder_finish:
 * @self: (transfer full): is freed
 *
 * Returns: (transfer full): the automaton
 */
EarAutomaton *
ear_automaton_builder_finish (EarAutomatonBuilder *self)
{
  EarAutomaton *automaton = g_new0 (EarAutomaton, 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  g_autoptr (GPtrArray) signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree guint32 *merged = g_new (guint32, MAX (self->twigs->len, 1));
  gpointer number;

  for (guint32 i = self->twigs->len; i-- > 0;) {
    GBytes *signature = make_signature (self, &g_array_index (self->twigs, Twig, i), merged);

    if (g_hash_table_lookup_extended (numbers, signature, NULL, &number)) {
      g_bytes_unref (signature);
    } else {
      number = GUINT_TO_POINTER (signatures->len);
      g_hash_table_insert (numbers, signature, number);
      g_ptr_array_add (signatures, signature);
    }
    merged[i] = GPOINTER_TO_UINT (number);
  }

  if (signatures->len > 0)
    lay_out (automaton, signatures);
  automaton->roots = g_new (guint32, MAX (self->roots->len, 1));
  for (guint i = 0; i < self->roots->len; i++)
    automaton->roots[i] = automaton->n_nodes - 1 - merged[g_array_index (self->roots, guint32, i)];

  g_array_unref (self->twigs);
  g_array_unref (self->ends);
  g_array_unref (self->roots);
  g_hash_table_unref (self->children);
  g_free (self);

  return automaton;
}

void
ear_automaton_free (EarAutomaton *self)
{
  g_free (self->nodes);
  g_free (self->edges);
  g_free (self->terminals);
  g_free (self->roots);
  g_free (self);
}

/**
 * ear_automaton_find:
 *
 * Returns: the child of @node along @label; 0 for none, as no child is the first node
 */
guint32
ear_automaton_find (const EarAutomaton *self,
                    guint32             node,
                    guint32             label)
{
  const EarEdge *edges = self->edges + self->nodes[node].first_edge;
  guint32 low = 0, high = self->nodes[node].n_edges, middle;

  while (low < high) {
    middle = (low + high) / 2;
    if (edges[middle].label < label)
      low = middle + 1;
    else
      high = middle;
  }

  return low < self->nodes[node].n_edges && edges[low].label == label ? edges[low].child : 0;
}
