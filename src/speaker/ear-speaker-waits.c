/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-speaker-private.h"

/* What the clock will tell the speaker: that a wait is over, that a parcel is due. Alerts have alarms of their own. */

typedef struct {
  EarSpeaker *speaker;
  const char *reason;
  guint       alarm;
} Wait;

static void
wait_free (gpointer data)
{
  Wait *wait = data;

  if (wait->alarm != 0)
    ear_clock_remove_alarm (wait->speaker->clock, wait->alarm);
  g_free (wait);
}

static void
on_wait_alarm (gpointer user_data)
{
  Wait *wait = user_data;
  EarSpeaker *self = wait->speaker;
  const char *reason = wait->reason;

  wait->alarm = 0;
  g_hash_table_remove (self->waits, reason);
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { .reason = reason } });
}

/**
 * ear_speaker_wait:
 * @reason: an interned string; a wait for the same reason that is under way is forgotten
 * @span: µs
 */
void
ear_speaker_wait (EarSpeaker *self,
                  const char *reason,
                  gint64      span)
{
  Wait *wait;

  if (self->rerunning)
    return;
  if (self->waits == NULL)
    self->waits = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, wait_free);

  wait = g_new (Wait, 1);
  *wait = (Wait) { .speaker = self, .reason = reason };
  g_hash_table_replace (self->waits, (gpointer) reason, wait);
  wait->alarm = ear_clock_add_alarm (self->clock, ear_clock_get_now (self->clock) + MAX (span, 0), on_wait_alarm, wait);
}

static void
on_due_alarm (gpointer user_data)
{
  EarSpeaker *self = user_data;

  self->due_alarm = 0;
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { .reason = "household" } });
}

/**
 * ear_speaker_update_due:
 *
 * Sets the alarm for what the household expects next. What was told of once and is still due is not told of again.
 */
void
ear_speaker_update_due (EarSpeaker *self)
{
  gint64 due = ear_household_get_next_due (self->household);

  if (due == self->due || self->rerunning)
    return;

  if (self->due_alarm != 0)
    ear_clock_remove_alarm (self->clock, self->due_alarm);
  self->due = due;
  self->due_alarm = due < G_MAXINT64 ? ear_clock_add_alarm (self->clock, due, on_due_alarm, self) : 0;
}

void
ear_speaker_forget_waits (EarSpeaker *self)
{
  g_clear_pointer (&self->waits, g_hash_table_unref);
  if (self->due_alarm != 0)
    ear_clock_remove_alarm (self->clock, self->due_alarm);
  self->due_alarm = 0;
}
