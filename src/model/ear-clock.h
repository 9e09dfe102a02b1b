/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_CLOCK (ear_clock_get_type ())

/**
 * EarClock:
 *
 * The only clock of the product. A wall clock follows the system's; a virtual one stands still until it is told to
 * move, and then fires every alarm on its way in order, so that a day takes a millisecond.
 *
 * Signals:
 * - `slept (gint64 span)`: the machine was asleep for so long
 * - `shifted (gint64 span)`: somebody set the clock, forwards or backwards
 * - `moved (const char *zone)`: the machine is in another time zone now
 */
G_DECLARE_FINAL_TYPE (EarClock, ear_clock, EAR, CLOCK, GObject)

typedef void (*EarClockFunc) (gpointer user_data);

EarClock  *ear_clock_new_wall     (void) G_GNUC_WARN_UNUSED_RESULT;
EarClock  *ear_clock_new_virtual  (gint64        start) G_GNUC_WARN_UNUSED_RESULT;
EarClock  *ear_clock_new_iso8601  (const char   *text,
                                   GError      **error) G_GNUC_WARN_UNUSED_RESULT;
gint64     ear_clock_get_now      (EarClock     *self);
GDateTime *ear_clock_dup_local    (EarClock     *self) G_GNUC_WARN_UNUSED_RESULT;
GTimeZone *ear_clock_get_timezone (EarClock     *self);
gboolean   ear_clock_set_timezone (EarClock     *self,
                                   const char   *name);
void       ear_clock_watch        (EarClock     *self);
void       ear_clock_jump         (EarClock     *self,
                                   gint64        span,
                                   gboolean      slept);
gboolean   ear_clock_is_virtual   (EarClock     *self);
void       ear_clock_advance      (EarClock     *self,
                                   gint64        span);
gint64     ear_clock_get_next     (EarClock     *self);
guint      ear_clock_add_alarm    (EarClock     *self,
                                   gint64        at,
                                   EarClockFunc  func,
                                   gpointer      user_data);
void       ear_clock_remove_alarm (EarClock     *self,
                                   guint         id);

G_END_DECLS
