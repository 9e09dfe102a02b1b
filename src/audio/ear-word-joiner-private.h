/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-word-graph.h"

G_BEGIN_DECLS

/* Between words that are made one. */
#define EAR_WORD_JOINT "_"

void ear_word_graph_join (EarWordGraph *graph,
                          guint         max_states);

G_END_DECLS
