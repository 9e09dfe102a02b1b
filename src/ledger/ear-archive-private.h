/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"
#include "ledger/ear-database.h"
#include "ledger/ear-session-list.h"

G_BEGIN_DECLS

/* Ranges of events that are no session's number. */
#define EAR_ARCHIVE_HOUSEHOLD (-2)
#define EAR_ARCHIVE_EVERYTHING (-1)
#define EAR_ARCHIVE_OUTSIDE 0

typedef enum {
  EAR_SQL_BEGIN,
  EAR_SQL_COMMIT,
  EAR_SQL_ROLLBACK,
  EAR_SQL_ADD_EVENT,
  EAR_SQL_ADD_SESSION,
  EAR_SQL_UPDATE_SESSION,
  EAR_SQL_FIND_SESSION,
  EAR_SQL_READ_SESSION,
  EAR_N_SQL
} EarSql;

struct _EarArchive {
  GObject         parent_instance;

  sqlite3        *database;
  sqlite3_stmt   *statements[EAR_N_SQL];
  GString        *notice;
  guint           n_unreadable;
  guint           n_untidy;     /* events since the journal was last moved into the file */
  GHashTable     *tariffs;      /* id → EarTariff, or NULL where there is none */
  EarSessionList *list;         /* weak */
  GHashTable     *aside;        /* numbers of sessions that are to be deleted */

  EarSession     *session;      /* the open one */
  EarLedger      *ledger;       /* of the open session */
  gint64          last_at;

  GQueue          pending;      /* of EarEvent, not yet written */
  gboolean        folded;       /* whether the session knows the first pending one already */
};

typedef gboolean (*EarArchiveFunc) (const char  *json,
                                    gpointer     user_data,
                                    GError     **error);

EarTariff  *ear_archive_get_tariff     (EarArchive         *self,
                                        const char         *id);
gboolean    ear_archive_find_session   (EarArchive         *self,
                                        const char         *id,
                                        gint64             *number,
                                        GError            **error);
gboolean    ear_archive_require_session (EarArchive        *self,
                                         const char        *id,
                                         gint64            *number,
                                         GError           **error);
EarSession *ear_archive_dup_session    (EarArchive         *self,
                                        gint64              number);
GArray     *ear_archive_list_numbers   (EarArchive         *self,
                                        const char         *sql,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_archive_each_event     (EarArchive         *self,
                                        gint64              number,
                                        EarArchiveFunc      func,
                                        gpointer            user_data,
                                        GError            **error);
EarEvent   *ear_archive_read_event     (EarArchive         *self,
                                        const char         *json);
gboolean    ear_archive_fill_list      (EarArchive         *self,
                                        EarSessionList     *list,
                                        GError            **error);

void        ear_archive_fold           (EarSession         *session,
                                        EarLedger          *ledger,
                                        const EarEvent     *event);
gboolean    ear_archive_update_session (EarArchive         *self,
                                        EarSession         *session,
                                        GError            **error);
gboolean    ear_archive_end            (EarArchive         *self,
                                        gboolean            done,
                                        GError            **error);
gboolean    ear_archive_store_pending  (EarArchive         *self,
                                        GError            **error);

G_END_DECLS
