/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-echo-guard-private.h"

#include "audio/ear-echo-canceller.h"

struct _EarEchoGuard {
  EarReference      *reference; /* (nullable): what is played */
  EarEchoCanceller  *canceller;
  EarReferenceCount  count;     /* of what was heard */
  guint              era;       /* of the reference */
};

/*
 * ear_echo_guard_new:
 * @reference: (nullable): what is played; without it all is heard as it comes
 */
EarEchoGuard *
ear_echo_guard_new (EarReference *reference)
{
  EarEchoGuard *self = g_new0 (EarEchoGuard, 1);

  self->reference = reference ? ear_reference_ref (reference) : NULL;
  self->canceller = ear_echo_canceller_new ();

  return self;
}

void
ear_echo_guard_free (EarEchoGuard *self)
{
  g_clear_pointer (&self->reference, ear_reference_unref);
  ear_echo_canceller_free (self->canceller);
  g_free (self);
}

/* The microphone was opened: this time its sound takes another way through the machine. */
void
ear_echo_guard_reopen (EarEchoGuard *self)
{
  g_autoptr (GArray) ignored = g_array_new (FALSE, FALSE, sizeof (gint16));

  ear_echo_canceller_flush (self->canceller, ignored);
  ear_echo_canceller_unsettle (self->canceller);
  self->count.is_running = FALSE;
}

/*
 * ear_echo_guard_feed:
 * @now_us: monotonic: when this piece was had
 * @result: (element-type gint16): what remains of it is appended, at most 16 ms later
 */
void
ear_echo_guard_feed (EarEchoGuard *self,
                     gint64        now_us,
                     const gint16 *samples,
                     gsize         n_samples,
                     GArray       *result)
{
  g_autofree gint16 *played = NULL;
  gboolean goes_on;
  gint64 from;
  guint era;

  if (self->reference == NULL) {
    g_array_append_vals (result, samples, n_samples);
    return;
  }

  played = g_new (gint16, n_samples + 1);
  goes_on = ear_reference_count (&self->count, now_us, n_samples, &from);
  era = ear_reference_peek (self->reference, from, played, n_samples);
  if (!goes_on || era != self->era)
    ear_echo_canceller_unsettle (self->canceller);
  self->era = era;
  ear_echo_canceller_feed (self->canceller, samples, played, n_samples, result);
}

void
ear_echo_guard_flush (EarEchoGuard *self,
                      GArray       *result)
{
  ear_echo_canceller_flush (self->canceller, result);
}
