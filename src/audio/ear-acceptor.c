/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-acceptor-private.h"

#include <string.h>

static void
clear_state (gpointer data)
{
  g_array_unref (((EarAcceptorState *) data)->arcs);
}

EarAcceptor *
ear_acceptor_new (void)
{
  EarAcceptor *self = g_new0 (EarAcceptor, 1);

  self->states = g_array_new (FALSE, FALSE, sizeof (EarAcceptorState));
  g_array_set_clear_func (self->states, clear_state);

  return self;
}

void
ear_acceptor_free (EarAcceptor *self)
{
  g_array_unref (self->states);
  g_free (self);
}

guint
ear_acceptor_add_state (EarAcceptor *self)
{
  EarAcceptorState state = { g_array_new (FALSE, FALSE, sizeof (EarAcceptorArc)), FALSE };

  g_array_append_val (self->states, state);

  return self->states->len - 1;
}

EarAcceptorState *
ear_acceptor_get (const EarAcceptor  *self,
                  guint               state)
{
  return &g_array_index (self->states, EarAcceptorState, state);
}

void
ear_acceptor_add_arc (EarAcceptor  *self,
                      guint         from,
                      guint         symbol,
                      guint         to)
{
  EarAcceptorArc arc = { symbol, to };

  g_array_append_val (ear_acceptor_get (self, from)->arcs, arc);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint one = *(const guint *) a, other = *(const guint *) b;

  return one < other ? -1 : one > other;
}

static int
compare_arcs (gconstpointer a,
              gconstpointer b)
{
  const EarAcceptorArc *one = a, *other = b;

  if (one->symbol != other->symbol)
    return one->symbol < other->symbol ? -1 : 1;

  return one->target < other->target ? -1 : one->target > other->target;
}

/* A sorted set of states, hashed and compared as bytes. */
static GBytes *
bytes_of (GArray *numbers)
{
  return g_bytes_new (numbers->data, (gsize) numbers->len * g_array_get_element_size (numbers));
}

/* Adds to the set all that is reached without a symbol, then sorts it. */
static void
close_set (const EarAcceptor  *self,
           GArray             *set,
           GArray             *marks)
{
  for (guint i = 0; i < set->len; i++)
    g_array_index (marks, guint8, g_array_index (set, guint, i)) = 1;

  for (guint i = 0; i < set->len; i++) {
    GArray *arcs = ear_acceptor_get (self, g_array_index (set, guint, i))->arcs;

    for (guint j = 0; j < arcs->len; j++) {
      EarAcceptorArc *arc = &g_array_index (arcs, EarAcceptorArc, j);

      if (arc->symbol == EAR_ACCEPTOR_EMPTY && !g_array_index (marks, guint8, arc->target)) {
        g_array_index (marks, guint8, arc->target) = 1;
        g_array_append_val (set, arc->target);
      }
    }
  }

  for (guint i = 0; i < set->len; i++)
    g_array_index (marks, guint8, g_array_index (set, guint, i)) = 0;
  g_array_sort (set, compare_numbers);
}

static GArray *
list_moves (const EarAcceptor  *self,
            const guint        *set,
            gsize               length,
            gboolean           *is_final)
{
  GArray *moves = g_array_new (FALSE, FALSE, sizeof (EarAcceptorArc));

  *is_final = FALSE;
  for (gsize i = 0; i < length; i++) {
    EarAcceptorState *state = ear_acceptor_get (self, set[i]);

    *is_final |= state->is_final;
    for (guint j = 0; j < state->arcs->len; j++)
      if (g_array_index (state->arcs, EarAcceptorArc, j).symbol != EAR_ACCEPTOR_EMPTY)
        g_array_append_val (moves, g_array_index (state->arcs, EarAcceptorArc, j));
  }
  g_array_sort (moves, compare_arcs);

  return moves;
}

typedef struct {
  const EarAcceptor *source;
  EarAcceptor       *result;
  GHashTable         *known;    /* GBytes of a set → its state + 1 */
  GPtrArray          *sets;     /* by state */
  GArray             *marks;
} Subsets;

static guint
intern_set (Subsets *self,
            GArray  *set)
{
  g_autoptr (GBytes) key = NULL;
  guint state;

  close_set (self->source, set, self->marks);
  key = bytes_of (set);
  state = GPOINTER_TO_UINT (g_hash_table_lookup (self->known, key));
  if (state > 0)
    return state - 1;

  state = ear_acceptor_add_state (self->result);
  g_hash_table_insert (self->known, g_bytes_ref (key), GUINT_TO_POINTER (state + 1));
  g_ptr_array_add (self->sets, g_steal_pointer (&key));

  return state;
}

static void
expand_set (Subsets *self,
            guint    state)
{
  gsize size;
  const guint *set = g_bytes_get_data (g_ptr_array_index (self->sets, state), &size);
  gboolean is_final;
  g_autoptr (GArray) moves = list_moves (self->source, set, size / sizeof (guint), &is_final);

  ear_acceptor_get (self->result, state)->is_final = is_final;
  for (guint i = 0; i < moves->len;) {
    guint symbol = g_array_index (moves, EarAcceptorArc, i).symbol;
    g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (guint));

    for (; i < moves->len && g_array_index (moves, EarAcceptorArc, i).symbol == symbol; i++) {
      guint target = g_array_index (moves, EarAcceptorArc, i).target;

      if (targets->len == 0 || g_array_index (targets, guint, targets->len - 1) != target)
        g_array_append_val (targets, target);
    }
    ear_acceptor_add_arc (self->result, state, symbol, intern_set (self, targets));
  }
}

static EarAcceptor *
determinize (const EarAcceptor  *source,
             guint               max_states)
{
  g_autoptr (EarAcceptor) result = ear_acceptor_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) marks = g_array_new (FALSE, TRUE, 1);
  g_autoptr (GArray) start = g_array_new (FALSE, TRUE, sizeof (guint));
  Subsets subsets = { source, result, known, sets, marks };

  g_array_set_size (marks, source->states->len);
  g_array_set_size (start, 1);
  intern_set (&subsets, start);
  for (guint i = 0; i < result->states->len; i++) {
    if (result->states->len > max_states)
      return NULL;
    expand_set (&subsets, i);
  }

  return g_steal_pointer (&result);
}

static void
sort_arcs (GArray *arcs)
{
  guint n = 0;

  g_array_sort (arcs, compare_arcs);
  for (guint i = 0; i < arcs->len; i++) {
    EarAcceptorArc arc = g_array_index (arcs, EarAcceptorArc, i);

    if (n == 0 || compare_arcs (&arc, &g_array_index (arcs, EarAcceptorArc, n - 1)) != 0)
      g_array_index (arcs, EarAcceptorArc, n++) = arc;
  }
  g_array_set_size (arcs, n);
}

/* Two states are of one class while they are alike in their own class and in the classes that their arcs lead to. */
static guint
refine (const EarAcceptor  *self,
        guint              *classes)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  g_autofree guint *next = g_new (guint, self->states->len);
  g_autoptr (GArray) sign = g_array_new (FALSE, FALSE, sizeof (EarAcceptorArc));

  for (guint i = 0; i < self->states->len; i++) {
    GArray *arcs = ear_acceptor_get (self, i)->arcs;
    EarAcceptorArc own = { EAR_ACCEPTOR_EMPTY, classes[i] };
    GBytes *key;
    gpointer number;

    g_array_set_size (sign, 0);
    for (guint j = 0; j < arcs->len; j++) {
      EarAcceptorArc *arc = &g_array_index (arcs, EarAcceptorArc, j);
      EarAcceptorArc seen = { arc->symbol, classes[arc->target] };

      g_array_append_val (sign, seen);
    }
    g_array_append_val (sign, own);
    sort_arcs (sign);
    key = bytes_of (sign);
    if (!g_hash_table_lookup_extended (known, key, NULL, &number)) {
      number = GUINT_TO_POINTER (g_hash_table_size (known));
      g_hash_table_insert (known, g_bytes_ref (key), number);
    }
    next[i] = GPOINTER_TO_UINT (number);
    g_bytes_unref (key);
  }
  memcpy (classes, next, sizeof (guint) * self->states->len);

  return g_hash_table_size (known);
}

/* Refines classes until all states of each are alike. */
static guint
settle (const EarAcceptor  *self,
        guint              *classes)
{
  guint n_classes = 0, before;

  do {
    before = n_classes;
    n_classes = refine (self, classes);
  } while (n_classes != before);

  return n_classes;
}

/* The classes are numbered as they appear, so the start stays first. */
static EarAcceptor *
merge_classes (const EarAcceptor  *self,
               const guint        *classes,
               guint               n_classes)
{
  EarAcceptor *result = ear_acceptor_new ();

  for (guint i = 0; i < n_classes; i++)
    ear_acceptor_add_state (result);
  for (guint i = 0; i < self->states->len; i++) {
    EarAcceptorState *state = ear_acceptor_get (self, i);

    ear_acceptor_get (result, classes[i])->is_final |= state->is_final;
    for (guint j = 0; j < state->arcs->len; j++) {
      EarAcceptorArc *arc = &g_array_index (state->arcs, EarAcceptorArc, j);

      ear_acceptor_add_arc (result, classes[i], arc->symbol, classes[arc->target]);
    }
  }
  for (guint i = 0; i < n_classes; i++)
    sort_arcs (ear_acceptor_get (result, i)->arcs);

  return result;
}

static EarAcceptor *
reverse (const EarAcceptor *self)
{
  EarAcceptor *result = ear_acceptor_new ();

  for (guint i = 0; i < self->states->len; i++)
    ear_acceptor_add_state (result);
  for (guint i = 0; i < self->states->len; i++) {
    GArray *arcs = ear_acceptor_get (self, i)->arcs;

    for (guint j = 0; j < arcs->len; j++) {
      EarAcceptorArc *arc = &g_array_index (arcs, EarAcceptorArc, j);

      ear_acceptor_add_arc (result, arc->target, arc->symbol, i);
    }
  }

  return result;
}

static EarAcceptor *
merge_futures (const EarAcceptor *self)
{
  g_autofree guint *classes = g_new (guint, self->states->len);

  for (guint i = 0; i < self->states->len; i++)
    classes[i] = ear_acceptor_get (self, i)->is_final;

  return merge_classes (self, classes, settle (self, classes));
}

static EarAcceptor *
merge_pasts (const EarAcceptor *self)
{
  g_autoptr (EarAcceptor) reversed = reverse (self);
  g_autofree guint *classes = g_new (guint, self->states->len);

  for (guint i = 0; i < self->states->len; i++)
    classes[i] = i > 0;

  return merge_classes (self, classes, settle (reversed, classes));
}

/*
 * ear_acceptor_condense:
 * @self: without empty arcs
 *
 * Merges what can be merged without making the automaton deterministic, which might make it larger: states with one future,
 * states with one past.
 *
 * Returns: (transfer full): a smaller automaton of the same language
 */
EarAcceptor *
ear_acceptor_condense (const EarAcceptor *self)
{
  EarAcceptor *result = merge_futures (self);
  guint before;

  do {
    g_autoptr (EarAcceptor) one = result;
    g_autoptr (EarAcceptor) other = merge_pasts (one);

    before = one->states->len;
    result = merge_futures (other);
  } while (result->states->len < before);

  return result;
}

/*
 * ear_acceptor_minimize:
 * @max_states: of the deterministic automaton on the way
 *
 * Returns: (transfer full) (nullable): the smallest deterministic automaton of the same language; %NULL where it grows
 *   over the limit
 */
EarAcceptor *
ear_acceptor_minimize (const EarAcceptor  *self,
                       guint               max_states)
{
  g_autoptr (EarAcceptor) full = determinize (self, max_states);

  return full ? merge_futures (full) : NULL;
}
