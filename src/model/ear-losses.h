/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

G_BEGIN_DECLS

/**
 * EarLosses:
 *
 * What the household lost at last: alerts that were canceled, things that were taken off a list. Kept as the events that would bring
 * them back, until something else is lost or they are back. Part of the fold of #EarHousehold, and pure as that.
 */
typedef struct _EarLosses EarLosses;

EarLosses *ear_losses_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void       ear_losses_free   (EarLosses       *self);
void       ear_losses_add    (EarLosses       *self,
                              const EarEvent  *loss,
                              const EarEvent  *remedy);
void       ear_losses_forget (EarLosses       *self,
                              const EarEvent  *event);
GPtrArray *ear_losses_get    (EarLosses       *self,
                              gint64          *at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLosses, ear_losses_free)

G_END_DECLS
