/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The types of events that outlive a session; an index and the query that uses it say it in the same words. */
#define EAR_DATABASE_HOUSEHOLD \
  "('scheduled', 'rescheduled', 'unscheduled', 'missed', 'snoozed', 'hushed', 'notified', 'read', 'bookmarked', 'listed', " \
  "'ordered', 'subscribed', 'adjusted')"

sqlite3      *ear_database_open    (const char    *path,
                                    char         **notice,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ear_database_run     (sqlite3       *database,
                                    const char    *sql,
                                    GError       **error);
sqlite3_stmt *ear_database_prepare (sqlite3       *database,
                                    const char    *sql,
                                    GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ear_database_step    (sqlite3_stmt  *statement,
                                    gboolean      *row,
                                    GError       **error);
gboolean      ear_database_finish  (sqlite3_stmt  *statement,
                                    GError       **error);
gboolean      ear_database_refuse  (sqlite3       *database,
                                    int            code,
                                    GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
