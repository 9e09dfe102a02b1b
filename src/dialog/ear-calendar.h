/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* When something happens that follows the clock on the wall. Pure: what the wall shows, in which zone, by which rule.
 * A "wall" is written "2026-03-02T07:30:00". A rule is an RRULE of RFC 5545: "FREQ=WEEKLY;BYDAY=MO,FR".
 */

/**
 * EAR_CALENDAR_NEVER:
 *
 * The moment of what does not happen.
 */
#define EAR_CALENDAR_NEVER G_MAXINT64

gint64    ear_calendar_resolve   (const char *wall,
                                  GTimeZone  *timezone);
char     *ear_calendar_dup_wall  (gint64      at,
                                  GTimeZone  *timezone) G_GNUC_WARN_UNUSED_RESULT;
gboolean  ear_calendar_has_rule  (const char *rule);
gint64    ear_calendar_next      (const char *wall,
                                  const char *rule,
                                  GTimeZone  *timezone,
                                  gint64      after);

G_END_DECLS
