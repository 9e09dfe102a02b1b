/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-ledger.h"
#include "model/ear-tape.h"

G_BEGIN_DECLS

#define EAR_ARCHIVE_ERROR (ear_archive_error_quark ())

/**
 * EarArchiveError:
 * @EAR_ARCHIVE_ERROR_BUSY: another program holds the database
 * @EAR_ARCHIVE_ERROR_CORRUPT: it can not be read; it was moved aside
 * @EAR_ARCHIVE_ERROR_NEWER: a newer Earshot wrote it
 * @EAR_ARCHIVE_ERROR_NOT_FOUND: there is no such session
 * @EAR_ARCHIVE_ERROR_FAILED: the disk is full, or something else
 */
typedef enum {
  EAR_ARCHIVE_ERROR_BUSY,
  EAR_ARCHIVE_ERROR_CORRUPT,
  EAR_ARCHIVE_ERROR_NEWER,
  EAR_ARCHIVE_ERROR_NOT_FOUND,
  EAR_ARCHIVE_ERROR_FAILED,
} EarArchiveError;

GQuark ear_archive_error_quark (void);

#define EAR_TYPE_SESSION (ear_session_get_type ())

/**
 * EarSession:
 *
 * One session in the archive: its id, span, locale and result. For lists.
 *
 * Properties, read only, for bindings: id, opened, closed, locale, tariff, summary, n-turns, currency, revenue, and the
 * margins contribution, with-device and loaded. Those of the open session change and are notified.
 */
G_DECLARE_FINAL_TYPE (EarSession, ear_session, EAR, SESSION, GObject)

const char *ear_session_get_id       (EarSession *self);
gint64      ear_session_get_opened   (EarSession *self);
gint64      ear_session_get_closed   (EarSession *self);
guint       ear_session_get_n_turns  (EarSession *self);
const char *ear_session_get_locale   (EarSession *self);
const char *ear_session_get_tariff   (EarSession *self);
const char *ear_session_get_summary  (EarSession *self);
const char *ear_session_get_currency (EarSession *self);
EarResult   ear_session_get_result   (EarSession *self);

#define EAR_TYPE_ARCHIVE (ear_archive_get_type ())

/**
 * EarArchive:
 *
 * Every event of a device in SQLite. An event that was appended survives the end of the program, however it ends.
 *
 * An event that could not be written, as on a full disk, is kept and written before the next one.
 */
G_DECLARE_FINAL_TYPE (EarArchive, ear_archive, EAR, ARCHIVE, GObject)

EarArchive *ear_archive_open          (const char      *path,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void        ear_archive_add_tariff    (EarArchive      *self,
                                       EarTariff       *tariff);
char       *ear_archive_dup_notice    (EarArchive      *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_archive_append        (EarArchive      *self,
                                       const EarEvent  *event,
                                       GError         **error);
gboolean    ear_archive_load_tape     (EarArchive      *self,
                                       const char      *session,
                                       EarTape         *tape,
                                       GError         **error);
gboolean    ear_archive_load_household (EarArchive     *self,
                                        EarTape        *tape,
                                        guint          *n_sessions,
                                        GError        **error);
GListModel *ear_archive_list_sessions (EarArchive      *self,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_archive_set_aside     (EarArchive      *self,
                                       const char      *session,
                                       GError         **error);
void        ear_archive_put_back      (EarArchive      *self);
gboolean    ear_archive_delete_aside  (EarArchive      *self,
                                       GError         **error);

G_END_DECLS
