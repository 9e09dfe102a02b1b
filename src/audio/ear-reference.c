/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-reference-private.h"

#include <string.h>

#define RATE 16000
#define KEPT (4 * RATE)

/* Pieces come early and late by as much as sound cards have in store; what is further off is another stream. */
#define SLACK (RATE / 4)

struct _EarReference {
  GMutex            mutex;
  gint16            kept[KEPT];         /* a ring: sample n is at n % KEPT */
  gint64            first;              /* what is kept */
  EarReferenceCount count;              /* and its end */
  guint             era;                /* of counting */
};

EarReference *
ear_reference_new (void)
{
  EarReference *self = g_atomic_rc_box_new0 (EarReference);

  g_mutex_init (&self->mutex);

  return self;
}

EarReference *
ear_reference_ref (EarReference *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_mutex_clear (&((EarReference *) data)->mutex);
}

void
ear_reference_unref (EarReference *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/*
 * ear_reference_count:
 * @now_us: monotonic
 * @from: (out): where this piece begins, in samples of the clock
 *
 * Returns: whether it goes on from the last one
 */
gboolean
ear_reference_count (EarReferenceCount *self,
                     gint64             now_us,
                     gsize              n_samples,
                     gint64            *from)
{
  gint64 begin = now_us * RATE / G_USEC_PER_SEC - (gint64) n_samples;
  gboolean goes_on = self->is_running && ABS (begin - self->next) <= SLACK;

  *from = goes_on ? self->next : begin;
  self->next = *from + (gint64) n_samples;
  self->is_running = TRUE;

  return goes_on;
}

void
ear_reference_push (EarReference *self,
                    gint64        now_us,
                    const gint16 *samples,
                    gsize         n_samples)
{
  gint64 from;

  g_mutex_lock (&self->mutex);
  if (!ear_reference_count (&self->count, now_us, n_samples, &from)) {
    self->first = from;
    self->era++;
  }
  for (gsize i = 0; i < n_samples; i++)
    self->kept[(guint64) (from + (gint64) i) % KEPT] = samples[i];
  self->first = MAX (self->first, self->count.next - KEPT);
  g_mutex_unlock (&self->mutex);
}

/*
 * ear_reference_peek:
 * @from: in samples of the clock
 * @samples: (out caller-allocates) (array length=n_samples): what was made then, silence where nothing was
 *
 * Returns: the era; another one means that the delay of the echo may have changed
 */
guint
ear_reference_peek (EarReference *self,
                    gint64        from,
                    gint16       *samples,
                    gsize         n_samples)
{
  guint era;

  g_mutex_lock (&self->mutex);
  for (gsize i = 0; i < n_samples; i++) {
    gint64 at = from + (gint64) i;

    samples[i] = at >= self->first && at < self->count.next ? self->kept[(guint64) at % KEPT] : 0;
  }
  era = self->era;
  g_mutex_unlock (&self->mutex);

  return era;
}
