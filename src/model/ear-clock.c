/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-clock-private.h"

#include <glib/gi18n.h>
#include <string.h>
#include <time.h>

/* A wall clock looks again this often, so that alarms survive suspend and a changed system time. */
#define GLANCE_SECONDS 10

/* Clocks that are read one after the other, and slewed, differ a little. */
#define TOLERANCE (2 * G_TIME_SPAN_SECOND)

#define MAX_ZONE_NAME 64

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

  gboolean   is_watched;        /* of a wall clock: the machine's sleep, its time and its zone */
  char      *system_zone;       /* its name, as it was seen last */
  EarClockReading seen;
};

enum {
  SLEPT,
  SHIFTED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

static EarClockReading
read_clocks (void)
{
  EarClockReading reading = { g_get_real_time (), g_get_monotonic_time (), g_get_monotonic_time () };
#ifdef CLOCK_BOOTTIME
  struct timespec boot;

  if (clock_gettime (CLOCK_BOOTTIME, &boot) == 0)
    reading.boot = boot.tv_sec * G_USEC_PER_SEC + boot.tv_nsec / 1000;
#endif

  return reading;
}

/*
 * ear_clock_compare:
 * @slept: (out): µs that the machine was asleep between both
 * @shifted: (out): µs by which somebody set the clock meanwhile
 *
 * The monotonic clock stands still while the machine sleeps, the boot clock does not, and the real one may be set.
 */
void
ear_clock_compare (const EarClockReading *before,
                   const EarClockReading *now,
                   gint64                *slept,
                   gint64                *shifted)
{
  gint64 gone = now->boot - before->boot;

  *slept = gone - (now->mono - before->mono);
  *shifted = now->real - before->real - gone;
  if (*slept < TOLERANCE)
    *slept = 0;
  if (ABS (*shifted) < TOLERANCE)
    *shifted = 0;
}

/* The zone of the system, whose name changes when somebody travels. */
static void
look_at_zone (EarClock *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (zone);

  if (g_strcmp0 (name, self->system_zone) == 0)
    return;

  g_free (self->system_zone);
  self->system_zone = g_strdup (name);
  g_time_zone_unref (self->timezone);
  self->timezone = g_steal_pointer (&zone);
  g_signal_emit (self, signals[MOVED], 0, self->system_zone);
}

static void
look_around (EarClock *self)
{
  EarClockReading now = read_clocks ();
  gint64 slept, shifted;

  ear_clock_compare (&self->seen, &now, &slept, &shifted);
  self->seen = now;
  look_at_zone (self);
  if (shifted != 0)
    g_signal_emit (self, signals[SHIFTED], 0, shifted);
  if (slept != 0)
    g_signal_emit (self, signals[SLEPT], 0, slept);
}

static gboolean on_glance (gpointer user_data);

static void
schedule_glance (EarClock *self)
{
  Alarm *soonest = peek_soonest (self);
  gint64 now, wait;

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->is_virtual || (soonest == NULL && !self->is_watched))
    return;

  now = ear_clock_get_now (self);
  wait = soonest == NULL ? G_MAXINT64 : soonest->at > now ? (soonest->at - now) / 1000 + 1 : 0;
  self->source = g_timeout_add (MIN (wait, GLANCE_SECONDS * 1000), on_glance, self);
}

static gboolean
on_glance (gpointer user_data)
{
  g_autoptr (EarClock) self = g_object_ref (user_data);

  self->source = 0;
  if (self->is_watched)
    look_around (self);
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
  g_free (self->system_zone);

  G_OBJECT_CLASS (ear_clock_parent_class)->finalize (object);
}

static void
ear_clock_class_init (EarClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_clock_finalize;

  signals[SLEPT] = g_signal_new ("slept", EAR_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SHIFTED] = g_signal_new ("shifted", EAR_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[MOVED] = g_signal_new ("moved", EAR_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
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

/* Names only, no paths: "Europe/Berlin", "Etc/GMT+3", "UTC". */
static GTimeZone *
find_zone (const char *name)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";

  if (name == NULL || !g_ascii_isalpha (*name) || strlen (name) > MAX_ZONE_NAME || name[strspn (name, letters)] != '\0')
    return NULL;

  return g_time_zone_new_identifier (name);
}

/* "2026-03-02T07:30:00[Europe/Berlin]": the zone's name in brackets, as RFC 9557 has it. */
static GDateTime *
read_moment (const char *text)
{
  const char *open = strchr (text, '['), *close = open ? strchr (open, ']') : NULL;
  g_autofree char *name = close && close[1] == '\0' ? g_strndup (open + 1, close - open - 1) : NULL;
  g_autofree char *bare = name ? g_strndup (text, open - text) : g_strdup (text);
  g_autoptr (GTimeZone) zone = name ? find_zone (name) : g_time_zone_new_local ();
  g_autoptr (GDateTime) moment = zone ? g_date_time_new_from_iso8601 (bare, zone) : NULL;

  return moment && name ? g_date_time_to_timezone (moment, zone) : g_steal_pointer (&moment);
}

/**
 * ear_clock_new_iso8601:
 * @text: "2026-03-02T07:30:00", local time where it names no zone; "2026-03-02T07:30:00[Europe/Berlin]" follows that zone's
 *   daylight saving time
 *
 * Returns: (transfer full) (nullable): a virtual clock that starts then, in that zone
 */
EarClock *
ear_clock_new_iso8601 (const char  *text,
                       GError     **error)
{
  g_autoptr (GDateTime) start = read_moment (text);
  EarClock *self;

  if (start == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is not a moment. Write it like 2026-03-02T07:30:00, 2026-03-02T07:30:00+01:00 or "
                   "2026-03-02T07:30:00[Europe/Berlin]."), text);
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

/**
 * ear_clock_set_timezone:
 * @name: "Europe/Berlin"
 *
 * Returns: whether there is such a zone; otherwise nothing changes
 */
gboolean
ear_clock_set_timezone (EarClock   *self,
                        const char *name)
{
  GTimeZone *zone = find_zone (name);

  if (zone == NULL)
    return FALSE;

  g_time_zone_unref (self->timezone);
  self->timezone = zone;

  return TRUE;
}

/**
 * ear_clock_watch:
 *
 * From here on a wall clock says when the machine was asleep, when somebody set its time and when its zone changed.
 */
void
ear_clock_watch (EarClock *self)
{
  if (self->is_virtual || self->is_watched)
    return;

  self->is_watched = TRUE;
  self->system_zone = g_strdup (g_time_zone_get_identifier (self->timezone));
  self->seen = read_clocks ();
  schedule_glance (self);
}

/**
 * ear_clock_jump:
 * @self: a virtual clock
 * @span: µs, negative for backwards
 * @slept: whether the machine was asleep, rather than somebody set the clock
 *
 * Moves the clock as no time passes by: what was due meanwhile fires late, when it has arrived.
 */
void
ear_clock_jump (EarClock *self,
                gint64    span,
                gboolean  slept)
{
  g_autoptr (EarClock) alive = NULL;

  g_return_if_fail (self->is_virtual);

  alive = g_object_ref (self);
  self->now += span;
  g_signal_emit (self, signals[slept ? SLEPT : SHIFTED], 0, span);
  fire_until (self, self->now);
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
