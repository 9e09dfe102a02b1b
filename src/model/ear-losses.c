/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-losses.h"

struct _EarLosses {
  GPtrArray *remedies;          /* of EarEvent */
  guint32    turn;
  gint64     at;
};

EarLosses *
ear_losses_new (void)
{
  EarLosses *self = g_new0 (EarLosses, 1);

  self->remedies = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_event_unref);

  return self;
}

void
ear_losses_free (EarLosses *self)
{
  g_ptr_array_unref (self->remedies);
  g_free (self);
}

/**
 * ear_losses_add:
 * @loss: what happened
 * @remedy: what would bring back what was lost; its stamps do not matter
 *
 * What is lost in one turn was lost together.
 */
void
ear_losses_add (EarLosses      *self,
                const EarEvent *loss,
                const EarEvent *remedy)
{
  if (loss->turn != self->turn || (loss->turn == 0 && loss->at != self->at))
    g_ptr_array_set_size (self->remedies, 0);
  self->turn = loss->turn;
  self->at = loss->at;
  g_ptr_array_add (self->remedies, ear_event_new (remedy));
}

static gboolean
is_same (const EarEvent *remedy,
         const EarEvent *event)
{
  if (remedy->type != event->type)
    return FALSE;
  if (event->type == EAR_EVENT_SCHEDULED)
    return g_strcmp0 (remedy->scheduled.id, event->scheduled.id) == 0;

  return g_strcmp0 (remedy->listed.list, event->listed.list) == 0 && g_strcmp0 (remedy->listed.item, event->listed.item) == 0;
}

/**
 * ear_losses_forget:
 * @event: SCHEDULED, or LISTED with something added: it is lost no more
 */
void
ear_losses_forget (EarLosses      *self,
                   const EarEvent *event)
{
  for (guint i = 0; i < self->remedies->len; i++)
    if (is_same (g_ptr_array_index (self->remedies, i), event)) {
      g_ptr_array_remove_index (self->remedies, i);
      return;
    }
}

/**
 * ear_losses_get:
 * @at: (out): when they were lost, µs since 1970
 *
 * Returns: (transfer none) (element-type EarEvent): what would bring them back, in order
 */
GPtrArray *
ear_losses_get (EarLosses *self,
                gint64    *at)
{
  *at = self->at;

  return self->remedies;
}
