/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  guint32 label;
  guint32 child;
} EarEdge;

/**
 * EarNode:
 *
 * A node's edges stand in `edges[first_edge]` up to the next node's, by label; its terminals likewise.
 */
typedef struct {
  guint32 first_edge;
  guint32 n_edges;
  guint32 first_terminal;
  guint32 n_terminals;
} EarNode;

/**
 * EarAutomaton:
 * @nodes: parents before children
 * @edges: of all nodes
 * @terminals: what ends in a node, of all nodes
 * @roots: a node for each root that was asked for
 *
 * The smallest graph in which each added row of labels is a way from its root to its terminal.
 */
typedef struct {
  EarNode *nodes;
  guint32  n_nodes;
  EarEdge *edges;
  guint32  n_edges;
  guint32 *terminals;
  guint32 *roots;
} EarAutomaton;

typedef struct _EarAutomatonBuilder EarAutomatonBuilder;

EarAutomatonBuilder *ear_automaton_builder_new      (void) G_GNUC_WARN_UNUSED_RESULT;
guint32              ear_automaton_builder_add_root (EarAutomatonBuilder *self);
void                 ear_automaton_builder_add      (EarAutomatonBuilder *self,
                                                     guint32              root,
                                                     const guint32       *labels,
                                                     guint                n_labels,
                                                     guint32              terminal);
EarAutomaton        *ear_automaton_builder_finish   (EarAutomatonBuilder *self) G_GNUC_WARN_UNUSED_RESULT;

void                 ear_automaton_free             (EarAutomaton        *self);
guint32              ear_automaton_find             (const EarAutomaton  *self,
                                                     guint32              node,
                                                     guint32              label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAutomaton, ear_automaton_free)

G_END_DECLS
