/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarWordGraphArc:
 *
 * One word between two states; the word's place in the vocabulary.
 */
typedef struct {
  guint from;
  guint to;
  guint word;
} EarWordGraphArc;

/**
 * EarWordGraph:
 * @words: (element-type utf8): the vocabulary, lower case
 * @arcs: (element-type EarWordGraphArc)
 * @n_states: states are 0 to n_states − 1; 0 is where a sentence starts, 1 where it ends
 *
 * All sentences of a grammar, as a small graph of words.
 */
typedef struct {
  GPtrArray *words;
  GArray    *arcs;
  guint      n_states;
} EarWordGraph;

EarWordGraph *ear_word_graph_compile (const char        *jsgf,
                                      GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_word_graph_accepts (const EarWordGraph  *self,
                                    const char          *sentence);
void        ear_word_graph_free    (EarWordGraph        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWordGraph, ear_word_graph_free)

G_END_DECLS
