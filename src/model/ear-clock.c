/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-clock.h"

#include <glib/gi18n.h>

/* A wall clock looks again this often, so that alarms survive suspend and a changed system time. */
#define GLANCE_SECONDS 10

typedef struct {
  guint        id;
  gint64       at;
  EarClockFunc func;
  gpointer     user_data;
} Alarm;

struct _EarClock {
  GObject    parent_instance;

  gboolean   is_virtual;
  gint64     now;
  GTimeZone *timezone;
  GSequence *alarms;            /* of Alarm, soonest first */
  guint      last_id;
  guint      source;
};

G_DEFINE_FINAL_TYPE (EarClock, ear_clock, G_TYPE_OBJECT)

static int
compare_alarms (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Alarm *one = a, *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;

  return one->id < other->id ? -1 : one->id > other->id;
}

static Alarm *
peek_soonest (EarClock *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->alarms);

  return g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
}

/* Fires all that is due up to a moment; each alarm sees its own time on a virtual clock. */
static void
fire_until (EarClock *self,
            gint64    until)
{
  Alarm *soonest;

  while ((soonest = peek_soonest (self)) && soonest->at <= until) {
    Alarm alarm = *soonest;

    if (self->is_virtual)
      self->now = MAX (self->now, alarm.at);
    g_sequence_remove (g_sequence_get_begin_iter (self->alarms));
    alarm.func (alarm.user_data);
  }
}

static gboolean on_glance (gpointer user_data);

static void
schedule_glance (EarClock *self)
{
  Alarm *soonest = peek_soonest (self);
  gint64 now, wait;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->is_virtual || soonest == NULL)
    return;

  now = ear_clock_get_now (self);
  wait = soonest->at > now ? (soonest->at - now) / 1000 + 1 : 0;
  self->source = g_timeout_add (MIN (wait, GLANCE_SECONDS * 1000), on_glance, self);
}

static gboolean
on_glance (gpointer user_data)
{
  g_autoptr (EarClock) self = g_object_ref (user_data);

  self->source = 0;
  fire_until (self, ear_clock_get_now (self));
  schedule_glance (self);

  return G_SOURCE_REMOVE;
}

static void
ear_clock_finalize (GObject *object)
{
  EarClock *self = EAR_CLOCK (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_sequence_free (self->alarms);
  g_time_zone_unref (self->timezone);

  G_OBJECT_CLASS (ear_clock_parent_class)->finalize (object);
}

static void
ear_clock_class_init (EarClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_clock_finalize;
}

static void
ear_clock_init (EarClock *self)
{
  self->alarms = g_sequence_new (g_free);
  self->timezone = g_time_zone_new_local ();
}

EarClock *
ear_clock_new_wall (void)
{
  return g_object_new (EAR_TYPE_CLOCK, NULL);
}

/**
 * ear_clock_new_virtual:
 * @start: µs since 1970
 *
 * Returns: (transfer full): a clock that moves only by ear_clock_advance()
 */
EarClock *
ear_clock_new_virtual (gint64 start)
{
  EarClock *self = g_object_new (EAR_TYPE_CLOCK, NULL);

  self->is_virtual = TRUE;
  self->now = start;

  return self;
}

/**
 * ear_clock_new_iso8601:
 * @text: "2026-03-02T07:30:00", local time where it names no zone
 *
 * Returns: (transfer full) (nullable): a virtual clock that starts then, in that zone
 */
EarClock *
ear_clock_new_iso8601 (const char  *text,
                       GError     **error)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (text, local);
  EarClock *self;

  if (start == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is not a moment. Write it like 2026-03-02T07:30:00 or 2026-03-02T07:30:00+01:00."), text);
    return NULL;
  }

  self = ear_clock_new_virtual (g_date_time_to_unix (start) * G_USEC_PER_SEC + g_date_time_get_microsecond (start));
  g_time_zone_unref (self->timezone);
  self->timezone = g_time_zone_ref (g_date_time_get_timezone (start));

  return self;
}

gint64
ear_clock_get_now (EarClock *self)
{
  return self->is_virtual ? self->now : g_get_real_time ();
}

/**
 * ear_clock_dup_local:
 *
 * Returns: (transfer full): now, in the device's time zone
 */
GDateTime *
ear_clock_dup_local (EarClock *self)
{
  gint64 now = ear_clock_get_now (self);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) fine = g_date_time_add (utc, now % G_USEC_PER_SEC);

  return g_date_time_to_timezone (fine, self->timezone);
}

/**
 * ear_clock_get_timezone:
 *
 * Returns: (transfer none): the device's time zone
 */
GTimeZone *
ear_clock_get_timezone (EarClock *self)
{
  return self->timezone;
}

gboolean
ear_clock_is_virtual (EarClock *self)
{
  return self->is_virtual;
}

/**
 * ear_clock_advance:
 * @self: a virtual clock
 * @span: µs, not negative
 *
 * Moves the clock and fires what is due on the way.
 */
void
ear_clock_advance (EarClock *self,
                   gint64    span)
{
  g_autoptr (EarClock) alive = NULL;
  gint64 until;

  g_return_if_fail (self->is_virtual && span >= 0);

  alive = g_object_ref (self);
  until = self->now > 0 ? self->now + MIN (span, G_MAXINT64 - self->now) : self->now + span;
  fire_until (self, until);
  self->now = MAX (self->now, until);
}

/**
 * ear_clock_get_next:
 *
 * Returns: when the next alarm is due, %G_MAXINT64 for never
 */
gint64
ear_clock_get_next (EarClock *self)
{
  Alarm *soonest = peek_soonest (self);

  return soonest ? soonest->at : G_MAXINT64;
}

/**
 * ear_clock_add_alarm:
 * @at: when, µs since 1970; at once on the next occasion where that is past
 * @func: called once, from the owner's main context or from ear_clock_advance()
 *
 * Returns: an id for ear_clock_remove_alarm(), never 0
 */
guint
ear_clock_add_alarm (EarClock     *self,
                     gint64        at,
                     EarClockFunc  func,
                     gpointer      user_data)
{
  Alarm *alarm = g_new (Alarm, 1);

  *alarm = (Alarm) { ++self->last_id, at, func, user_data };
  g_sequence_insert_sorted (self->alarms, alarm, compare_alarms, NULL);
  schedule_glance (self);

  return alarm->id;
}

void
ear_clock_remove_alarm (EarClock *self,
                        guint     id)
{
  for (GSequenceIter *i = g_sequence_get_begin_iter (self->alarms); !g_sequence_iter_is_end (i); i = g_sequence_iter_next (i))
    if (((Alarm *) g_sequence_get (i))->id == id) {
      g_sequence_remove (i);
      break;
    }

  schedule_glance (self);
}
