/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-reference-private.h"

G_BEGIN_DECLS

/* Keeps what we play ourselves out of what a microphone hears: finds what was played when, and has it canceled. */
typedef struct _EarEchoGuard EarEchoGuard;

EarEchoGuard *ear_echo_guard_new    (EarReference *reference) G_GNUC_WARN_UNUSED_RESULT;
void          ear_echo_guard_free   (EarEchoGuard *self);
void          ear_echo_guard_reopen (EarEchoGuard *self);
void          ear_echo_guard_feed   (EarEchoGuard *self,
                                     gint64        now_us,
                                     const gint16 *samples,
                                     gsize         n_samples,
                                     GArray       *result);
void          ear_echo_guard_flush  (EarEchoGuard *self,
                                     GArray       *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarEchoGuard, ear_echo_guard_free)

G_END_DECLS
