/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_ACCEPTOR_EMPTY G_MAXUINT

typedef struct {
  guint symbol;
  guint target;
} EarAcceptorArc;

typedef struct {
  GArray   *arcs;               /* of EarAcceptorArc, sorted by symbol in a minimal automaton */
  gboolean  is_final;
} EarAcceptorState;

/* A finite automaton over numbers. State 0 is the start. */
typedef struct {
  GArray *states;               /* of EarAcceptorState */
} EarAcceptor;

EarAcceptor      *ear_acceptor_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void               ear_acceptor_free      (EarAcceptor        *self);
guint              ear_acceptor_add_state (EarAcceptor        *self);
void               ear_acceptor_add_arc   (EarAcceptor         *self,
                                           guint                from,
                                           guint                symbol,
                                           guint                to);
EarAcceptorState *ear_acceptor_get       (const EarAcceptor   *self,
                                          guint                state);
EarAcceptor      *ear_acceptor_minimize  (const EarAcceptor   *self,
                                          guint                max_states) G_GNUC_WARN_UNUSED_RESULT;
EarAcceptor      *ear_acceptor_condense  (const EarAcceptor   *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAcceptor, ear_acceptor_free)

G_END_DECLS
