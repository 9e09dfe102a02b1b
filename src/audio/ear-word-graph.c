/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-word-graph"
#include "config.h"

#include "audio/ear-word-graph.h"

#include "audio/ear-audio-error.h"
#include "audio/ear-acceptor-private.h"
#include "audio/ear-jsgf-private.h"
#include "audio/ear-word-joiner-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* An interaction model lists each sentence whole: a thousand samples, each with slots of a hundred values. Spelled out
 * this is a graph of a million arcs. Here a rule that is used more than once stays one symbol until all that surrounds it
 * is minimal, and is spelled out last: two thousand arcs for the same sentences.
 */
#define MAX_STATES 100000
#define MAX_ARCS 400000
#define MAX_DEPTH 64

typedef struct {
  const EarJsgfNode *tree;
  guint              uses;
  gboolean           is_open;   /* being looked into: coming here again is recursion */
  gboolean           is_nullable;
  EarAcceptor      *automaton;
} Rule;

/* A symbol is a word (even) or a rule (odd). */
#define WORD_SYMBOL(word) ((word) * 2)
#define RULE_SYMBOL(rule) ((rule) * 2 + 1)
#define IS_RULE(symbol) ((symbol) & 1)

typedef struct {
  EarJsgf     *jsgf;
  GHashTable  *rule_numbers;    /* name → number + 1 */
  GArray      *rules;           /* of Rule */
  GHashTable  *word_numbers;    /* word → number + 1 */
  EarWordGraph  *grammar;
  guint        depth;
  GError     **error;
} Compiler;

static gboolean add_node (Compiler *self, EarAcceptor *automaton, const EarJsgfNode *node, guint from, guint to);

static Rule *
get_rule (Compiler *self,
          guint     number)
{
  return &g_array_index (self->rules, Rule, number);
}

static guint
intern (GHashTable *numbers,
        const char *name,
        guint       next)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, name));

  if (number > 0)
    return number - 1;
  g_hash_table_insert (numbers, g_strdup (name), GUINT_TO_POINTER (next + 1));

  return next;
}

static guint
intern_word (Compiler   *self,
             const char *word)
{
  guint number = intern (self->word_numbers, word, self->grammar->words->len);

  if (number == self->grammar->words->len)
    g_ptr_array_add (self->grammar->words, g_strdup (word));

  return number;
}

static gboolean
complain (Compiler   *self,
          const char *what,
          const char *name)
{
  g_set_error (self->error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("Grammar, rule <%s>: %s."), name, what);

  return FALSE;
}

static gboolean
find_rule (Compiler   *self,
           const char *name,
           guint      *number)
{
  Rule rule = { g_hash_table_lookup (self->jsgf->rules, name) };

  if (rule.tree == NULL)
    return complain (self, _("it is used and not defined"), name);

  *number = intern (self->rule_numbers, name, self->rules->len);
  if (*number == self->rules->len)
    g_array_append_val (self->rules, rule);

  return TRUE;
}

/* Counts how often each rule is used, and finds recursion on the way. */
static gboolean
count_uses (Compiler          *self,
            const EarJsgfNode *node)
{
  guint number;

  for (guint i = 0; node->children && i < node->children->len; i++)
    if (!count_uses (self, g_ptr_array_index (node->children, i)))
      return FALSE;
  if (node->type != EAR_JSGF_RULE)
    return TRUE;

  if (!find_rule (self, node->text, &number))
    return FALSE;
  if (get_rule (self, number)->is_open)
    return complain (self, _("it contains itself"), node->text);
  if (++get_rule (self, number)->uses > 1)
    return TRUE;
  if (++self->depth > MAX_DEPTH)
    return complain (self, _("rules are nested too deeply"), node->text);

  get_rule (self, number)->is_open = TRUE;
  if (!count_uses (self, get_rule (self, number)->tree))
    return FALSE;
  get_rule (self, number)->is_open = FALSE;
  self->depth--;

  return TRUE;
}

static gboolean
build_rule (Compiler *self,
            guint     number)
{
  g_autoptr (EarAcceptor) draft = ear_acceptor_new ();
  EarAcceptor *automaton;
  guint from, to;

  if (get_rule (self, number)->automaton != NULL)
    return TRUE;

  from = ear_acceptor_add_state (draft);
  to = ear_acceptor_add_state (draft);
  ear_acceptor_get (draft, to)->is_final = TRUE;
  if (!add_node (self, draft, get_rule (self, number)->tree, from, to))
    return FALSE;

  automaton = ear_acceptor_minimize (draft, MAX_STATES);
  if (automaton == NULL) {
    g_set_error (self->error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("The grammar has too many sentences to be recognized."));
    return FALSE;
  }
  get_rule (self, number)->automaton = automaton;
  get_rule (self, number)->is_nullable = ear_acceptor_get (automaton, 0)->is_final;

  return TRUE;
}

static gboolean
add_reference (Compiler     *self,
               EarAcceptor  *automaton,
               const char   *name,
               guint         from,
               guint         to)
{
  guint number;

  if (!find_rule (self, name, &number))
    return FALSE;
  if (get_rule (self, number)->uses == 1)
    return add_node (self, automaton, get_rule (self, number)->tree, from, to);
  if (!build_rule (self, number))
    return FALSE;

  ear_acceptor_add_arc (automaton, from, RULE_SYMBOL (number), to);
  if (get_rule (self, number)->is_nullable)
    ear_acceptor_add_arc (automaton, from, EAR_ACCEPTOR_EMPTY, to);

  return TRUE;
}

static gboolean
add_sequence (Compiler          *self,
              EarAcceptor       *automaton,
              const EarJsgfNode *node,
              guint              from,
              guint              to)
{
  for (guint i = 0; i < node->children->len; i++) {
    guint next = ear_acceptor_add_state (automaton);

    if (!add_node (self, automaton, g_ptr_array_index (node->children, i), from, next))
      return FALSE;
    from = next;
  }
  ear_acceptor_add_arc (automaton, from, EAR_ACCEPTOR_EMPTY, to);

  return TRUE;
}

static gboolean
add_choice (Compiler          *self,
            EarAcceptor       *automaton,
            const EarJsgfNode *node,
            guint              from,
            guint              to)
{
  for (guint i = 0; i < node->children->len; i++)
    if (!add_node (self, automaton, g_ptr_array_index (node->children, i), from, to))
      return FALSE;

  return TRUE;
}

/* The loop has states of its own, so that it repeats nothing of what surrounds it. */
static gboolean
add_repeat (Compiler          *self,
            EarAcceptor       *automaton,
            const EarJsgfNode *node,
            guint              from,
            guint              to)
{
  guint first = ear_acceptor_add_state (automaton), last = ear_acceptor_add_state (automaton);

  ear_acceptor_add_arc (automaton, from, EAR_ACCEPTOR_EMPTY, first);
  ear_acceptor_add_arc (automaton, last, EAR_ACCEPTOR_EMPTY, first);
  ear_acceptor_add_arc (automaton, last, EAR_ACCEPTOR_EMPTY, to);

  return add_node (self, automaton, g_ptr_array_index (node->children, 0), first, last);
}

static gboolean
add_node (Compiler          *self,
          EarAcceptor       *automaton,
          const EarJsgfNode *node,
          guint              from,
          guint              to)
{
  switch (node->type) {
  case EAR_JSGF_WORD:
    ear_acceptor_add_arc (automaton, from, WORD_SYMBOL (intern_word (self, node->text)), to);
    return TRUE;
  case EAR_JSGF_RULE:
    return add_reference (self, automaton, node->text, from, to);
  case EAR_JSGF_SEQUENCE:
    return add_sequence (self, automaton, node, from, to);
  case EAR_JSGF_CHOICE:
    return add_choice (self, automaton, node, from, to);
  case EAR_JSGF_OPTION:
    ear_acceptor_add_arc (automaton, from, EAR_ACCEPTOR_EMPTY, to);
    return add_node (self, automaton, g_ptr_array_index (node->children, 0), from, to);
  case EAR_JSGF_REPEAT:
    return add_repeat (self, automaton, node, from, to);
  default:
    g_return_val_if_reached (FALSE);
  }
}

static gboolean spell_out (Compiler *self, guint number, guint from, guint to);

static gboolean
spell_out_arc (Compiler              *self,
               const EarAcceptorArc  *arc,
               guint                  from,
               guint                  to)
{
  EarWordGraphArc word = { from, to, arc->symbol / 2 };

  if (IS_RULE (arc->symbol))
    return spell_out (self, arc->symbol / 2, from, to);
  if (self->grammar->arcs->len >= MAX_ARCS) {
    g_set_error (self->error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("The grammar has too many sentences to be recognized."));
    return FALSE;
  }
  g_array_append_val (self->grammar->arcs, word);

  return TRUE;
}

static gboolean
is_entered (const EarAcceptor  *automaton,
            guint               state)
{
  for (guint i = 0; i < automaton->states->len; i++) {
    GArray *arcs = ear_acceptor_get (automaton, i)->arcs;

    for (guint j = 0; j < arcs->len; j++)
      if (g_array_index (arcs, EarAcceptorArc, j).target == state)
        return TRUE;
  }

  return FALSE;
}

/* The arcs of one state, as if they left from another one. */
static gboolean
spell_out_state (Compiler           *self,
                 const EarAcceptor  *automaton,
                 guint               state,
                 guint               from,
                 guint               to,
                 const guint        *places)
{
  GArray *arcs = ear_acceptor_get (automaton, state)->arcs;

  for (guint i = 0; i < arcs->len; i++) {
    EarAcceptorArc *arc = &g_array_index (arcs, EarAcceptorArc, i);
    EarAcceptorState *target = ear_acceptor_get (automaton, arc->target);

    if (target->is_final && !spell_out_arc (self, arc, from, to))
      return FALSE;
    if (target->arcs->len > 0 && !spell_out_arc (self, arc, from, places[arc->target]))
      return FALSE;
  }

  return TRUE;
}

/* Puts all sentences of a rule, but the empty one, between two states. */
static gboolean
spell_out (Compiler *self,
           guint     number,
           guint     from,
           guint     to)
{
  EarAcceptor *automaton = get_rule (self, number)->automaton;
  g_autofree guint *places = g_new (guint, automaton->states->len);
  gboolean loops = is_entered (automaton, 0);

  places[0] = loops ? self->grammar->n_states++ : from;
  for (guint i = 1; i < automaton->states->len; i++)
    places[i] = ear_acceptor_get (automaton, i)->arcs->len > 0 ? self->grammar->n_states++ : to;

  for (guint i = 0; i < automaton->states->len; i++)
    if (!spell_out_state (self, automaton, i, places[i], to, places))
      return FALSE;

  return !loops || spell_out_state (self, automaton, 0, from, to, places);
}

static guint
swap (guint state,
      guint one,
      guint other)
{
  return state == one ? other : state == other ? one : state;
}

/* What was spelled out once for each place where it is used often goes on alike. */
static void
condense (EarWordGraph *self)
{
  g_autoptr (EarAcceptor) whole = ear_acceptor_new ();
  g_autoptr (EarAcceptor) small = NULL;
  guint end = 0;

  for (guint i = 0; i < self->n_states; i++)
    ear_acceptor_add_state (whole);
  ear_acceptor_get (whole, 1)->is_final = TRUE;
  for (guint i = 0; i < self->arcs->len; i++) {
    EarWordGraphArc *arc = &g_array_index (self->arcs, EarWordGraphArc, i);

    ear_acceptor_add_arc (whole, arc->from, arc->word, arc->to);
  }

  small = ear_acceptor_condense (whole);
  self->n_states = small->states->len;
  g_array_set_size (self->arcs, 0);
  while (!ear_acceptor_get (small, end)->is_final)
    end++;
  for (guint i = 0; i < self->n_states; i++) {
    GArray *arcs = ear_acceptor_get (small, i)->arcs;

    for (guint j = 0; j < arcs->len; j++) {
      EarAcceptorArc *arc = &g_array_index (arcs, EarAcceptorArc, j);
      EarWordGraphArc word = { swap (i, 1, end), swap (arc->target, 1, end), arc->symbol };

      g_array_append_val (self->arcs, word);
    }
  }
}

static void
clear_rule (gpointer data)
{
  g_clear_pointer (&((Rule *) data)->automaton, ear_acceptor_free);
}

static EarWordGraph *
grammar_new (void)
{
  EarWordGraph *self = g_new0 (EarWordGraph, 1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->arcs = g_array_new (FALSE, FALSE, sizeof (EarWordGraphArc));
  self->n_states = 2;

  return self;
}

void
ear_word_graph_free (EarWordGraph *self)
{
  g_ptr_array_unref (self->words);
  g_array_unref (self->arcs);
  g_free (self);
}

/**
 * ear_word_graph_compile:
 * @jsgf: without imports and recursion
 *
 * Returns: (transfer full): the smallest graph of words we know to make of it
 */
EarWordGraph *
ear_word_graph_compile (const char  *jsgf,
                        GError     **error)
{
  g_autoptr (EarJsgf) parsed = ear_jsgf_parse (jsgf, error);
  g_autoptr (GHashTable) rule_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) word_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_autoptr (EarWordGraph) grammar = grammar_new ();
  Compiler compiler = { parsed, rule_numbers, rules, word_numbers, grammar, 0, error };
  EarJsgfNode root = { EAR_JSGF_RULE };

  g_array_set_clear_func (rules, clear_rule);
  if (parsed == NULL)
    return NULL;

  root.text = parsed->root;
  if (!count_uses (&compiler, &root) || !build_rule (&compiler, 0) || !spell_out (&compiler, 0, 0, 1))
    return NULL;
  if (grammar->arcs->len == 0) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("The grammar has no sentence."));
    return NULL;
  }
  g_debug ("%u states, %u arcs spelled out", grammar->n_states, grammar->arcs->len);
  condense (grammar);
  g_debug ("%u words, %u states, %u arcs", grammar->words->len, grammar->n_states, grammar->arcs->len);

  return g_steal_pointer (&grammar);
}

/* How many words of a sentence those of an arc are, which may have been made one; 0 where they are others. */
static guint
count_same (const char         *arc,
            const char *const  *words)
{
  g_auto (GStrv) parts = g_strsplit (arc, EAR_WORD_JOINT, -1);
  guint n = 0;

  while (parts[n] != NULL && words[n] != NULL && strcmp (parts[n], words[n]) == 0)
    n++;

  return parts[n] == NULL ? n : 0;
}

/**
 * ear_word_graph_accepts:
 * @sentence: lower case words, separated by spaces
 *
 * Returns: whether it is a sentence of the grammar
 */
gboolean
ear_word_graph_accepts (const EarWordGraph *self,
                        const char         *sentence)
{
  g_auto (GStrv) words = g_strsplit (sentence, " ", -1);
  guint n_words = g_strv_length (words);
  g_autofree guint8 *reached = g_new0 (guint8, (n_words + 1) * (gsize) self->n_states);     /* by words heard, by state */

  reached[0] = 1;
  for (guint i = 0; i < n_words; i++)
    for (guint j = 0; j < self->arcs->len; j++) {
      EarWordGraphArc *arc = &g_array_index (self->arcs, EarWordGraphArc, j);
      guint n = 0;

      if (reached[i * (gsize) self->n_states + arc->from])
        n = count_same (g_ptr_array_index (self->words, arc->word), (const char *const *) words + i);
      if (n > 0)
        reached[(i + n) * (gsize) self->n_states + arc->to] = 1;
    }

  return reached[n_words * (gsize) self->n_states + 1];
}
