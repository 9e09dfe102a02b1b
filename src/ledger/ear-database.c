/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-archive.h"
#include "ledger/ear-database.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <glib/gstdio.h>
#include <string.h>

#define APPLICATION_ID 0x45415253 /* "EARS" */
#define BUSY_MS 250

/* A full look at a file of this size costs about as much as the rest of the start. */
#define MAX_CHECKED_BYTES (16 * 1024 * 1024)

/* Step n leads from version n to n + 1. A step is never changed once it was released: a new one is added. */
static const char *const steps[] = {
  "CREATE TABLE sessions ("
  "  number INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  opened INTEGER NOT NULL,"
  "  closed INTEGER NOT NULL DEFAULT 0,"
  "  locale TEXT,"
  "  tariff TEXT,"
  "  n_turns INTEGER NOT NULL DEFAULT 0,"
  "  summary TEXT"
  ") STRICT;"
  "CREATE TABLE events ("
  "  n INTEGER PRIMARY KEY,"
  "  session INTEGER REFERENCES sessions (number),"
  "  at INTEGER NOT NULL,"
  "  turn INTEGER NOT NULL,"
  "  type TEXT NOT NULL,"
  "  json TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX events_by_session ON events (session);",

  /* Results; NULL until the session was folded. */
  "ALTER TABLE sessions ADD COLUMN currency TEXT;"
  "ALTER TABLE sessions ADD COLUMN revenue INTEGER;"
  "ALTER TABLE sessions ADD COLUMN cost_contribution INTEGER;"
  "ALTER TABLE sessions ADD COLUMN cost_device INTEGER;"
  "ALTER TABLE sessions ADD COLUMN cost_loaded INTEGER;"
  "CREATE INDEX sessions_by_opened ON sessions (opened);"
  "CREATE INDEX sessions_unfolded ON sessions (number) WHERE revenue IS NULL;",

  /* What a device remembers from one start to the next. */
  "CREATE INDEX events_of_household ON events (n) WHERE type IN "
  "('scheduled', 'unscheduled', 'snoozed', 'hushed', 'listed', 'ordered', 'subscribed', 'adjusted');",

  /* It remembers more now. */
  "DROP INDEX events_of_household;"
  "CREATE INDEX events_of_household ON events (n) WHERE type IN " EAR_DATABASE_HOUSEHOLD ";",
};

static gboolean
refuse (const char  *path,
        int          code,
        const char  *detail,
        GError     **error)
{
  EarArchiveError reason = EAR_ARCHIVE_ERROR_FAILED;
  g_autofree char *other = NULL;
  const char *what;

  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    reason = EAR_ARCHIVE_ERROR_BUSY;
    what = _("another program is using it. Close the other program and try again.");
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    reason = EAR_ARCHIVE_ERROR_CORRUPT;
    what = _("it is damaged. Start Earshot again: it will be moved aside and a new one begun.");
    break;
  case SQLITE_FULL:
    what = _("the disk is full. Free some space; nothing recorded so far is lost.");
    break;
  case SQLITE_CANTOPEN:
    if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
      what = _("it is a folder. Move it away, or choose another folder with --profile.");
      break;
    }
    G_GNUC_FALLTHROUGH;
  case SQLITE_PERM:
  case SQLITE_READONLY:
    what = _("it may not be written. Change the permissions of the file and its folder, or choose another folder with --profile.");
    break;
  case SQLITE_IOERR:
    what = other = g_strdup_printf (_("it could not be read or written (%s). Check the disk and its free space."), detail);
    break;
  default:
    what = other = g_strdup_printf (_("%s. Check the file, or choose another folder with --profile."), detail);
  }

  g_set_error (error, EAR_ARCHIVE_ERROR, reason, "%s: %s", path, what);

  return FALSE;
}

/* ear_database_refuse:
 *
 * Says in @error what SQLite meant by @code. Returns: %FALSE
 */
gboolean
ear_database_refuse (sqlite3  *database,
                     int       code,
                     GError  **error)
{
  return refuse (sqlite3_db_filename (database, "main"), code, sqlite3_errmsg (database), error);
}

gboolean
ear_database_run (sqlite3     *database,
                  const char  *sql,
                  GError     **error)
{
  int code = sqlite3_exec (database, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || ear_database_refuse (database, code, error);
}

sqlite3_stmt *
ear_database_prepare (sqlite3     *database,
                      const char  *sql,
                      GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (code != SQLITE_OK)
    ear_database_refuse (database, code, error);

  return statement;
}

/* ear_database_step:
 *
 * Takes one step; @row says whether there is a row to look at. Without one the statement is ready for the next time.
 */
gboolean
ear_database_step (sqlite3_stmt  *statement,
                   gboolean      *row,
                   GError       **error)
{
  int code = sqlite3_step (statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    ear_database_refuse (sqlite3_db_handle (statement), code, error);
  sqlite3_reset (statement);

  return code == SQLITE_DONE;
}

/* ear_database_finish:
 *
 * Runs a statement that yields no rows, or none that matter.
 */
gboolean
ear_database_finish (sqlite3_stmt  *statement,
                     GError       **error)
{
  gboolean row;

  if (!ear_database_step (statement, &row, error))
    return FALSE;
  sqlite3_reset (statement);

  return TRUE;
}

static int
read_number (sqlite3    *database,
             const char *sql,
             gint64     *number)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL);

  if (code == SQLITE_OK && (code = sqlite3_step (statement)) == SQLITE_ROW) {
    *number = sqlite3_column_int64 (statement, 0);
    return SQLITE_OK;
  }

  return code == SQLITE_DONE ? SQLITE_CORRUPT : code;
}

static int
check_health (sqlite3    *database,
              const char *path)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  GStatBuf info;
  int code;

  if (g_stat (path, &info) != 0 || info.st_size > MAX_CHECKED_BYTES)
    return SQLITE_OK;
  if ((code = sqlite3_prepare_v2 (database, "PRAGMA quick_check (1)", -1, &statement, NULL)) != SQLITE_OK)
    return code;
  if ((code = sqlite3_step (statement)) != SQLITE_ROW)
    return code;

  return g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
}

static gboolean
migrate (sqlite3  *database,
         GError  **error)
{
  gint64 version = 0;
  gboolean done;
  int code;

  if (!ear_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;

  /* Read it again inside: another program may have been faster. */
  code = read_number (database, "PRAGMA user_version", &version);
  done = code == SQLITE_OK || ear_database_refuse (database, code, error);

  for (; done && version < (gint64) G_N_ELEMENTS (steps); version++) {
    g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT "; PRAGMA application_id = %d",
                                             version + 1, APPLICATION_ID);

    done = ear_database_run (database, steps[version], error) && ear_database_run (database, mark, error);
  }

  if (done && ear_database_run (database, "COMMIT", error))
    return TRUE;
  sqlite3_exec (database, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

static gboolean
check_identity (sqlite3     *database,
                const char  *path,
                gint64      *version,
                GError     **error)
{
  gint64 application = 0, n_tables = 0;
  int code;

  if ((code = read_number (database, "SELECT count (*) FROM sqlite_schema", &n_tables)) != SQLITE_OK ||
      (code = read_number (database, "PRAGMA application_id", &application)) != SQLITE_OK ||
      (code = read_number (database, "PRAGMA user_version", version)) != SQLITE_OK)
    return ear_database_refuse (database, code, error);

  if (n_tables > 0 && application != APPLICATION_ID) {
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_FAILED,
                 _("%s: this database belongs to another program. Choose another folder with --profile."), path);
    return FALSE;
  }
  if (*version > (gint64) G_N_ELEMENTS (steps)) {
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_NEWER,
                 _("%s: a newer Earshot wrote it (format %" PRId64 ", this one knows %u). Update Earshot, or choose another folder "
                   "with --profile."), path, *version, (guint) G_N_ELEMENTS (steps));
    return FALSE;
  }

  return TRUE;
}

static sqlite3 *
try_open (const char  *path,
          GError     **error)
{
  g_autoptr (sqlite3) database = NULL;
  gint64 version = 0;
  int code;

  code = sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  if (code != SQLITE_OK) {
    refuse (path, code, database ? sqlite3_errmsg (database) : sqlite3_errstr (code), error);
    return NULL;
  }

  sqlite3_extended_result_codes (database, TRUE);
  sqlite3_busy_timeout (database, BUSY_MS);
  if (!check_identity (database, path, &version, error))
    return NULL;
  if (sqlite3_db_readonly (database, "main") == 1) {
    refuse (path, SQLITE_READONLY, "", error);
    return NULL;
  }
  if ((code = check_health (database, path)) != SQLITE_OK) {
    ear_database_refuse (database, code, error);
    return NULL;
  }
  if (!ear_database_run (database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
                         "PRAGMA wal_autocheckpoint = 10000; PRAGMA cache_size = -512", error))
    return NULL;
  if (version < (gint64) G_N_ELEMENTS (steps) && !migrate (database, error))
    return NULL;

  return g_steal_pointer (&database);
}

/* Named by the day of its last change: a tool that repairs it needs its journal beside it under the same name. */
static char *
move_aside (const char  *path,
            GError     **error)
{
  static const char *const parts[] = { "-wal", "-shm", "" };
  g_autoptr (GDateTime) changed = NULL;
  g_autofree char *date = NULL;
  g_autofree char *aside = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && (changed = g_date_time_new_from_unix_utc (info.st_mtime)))
    date = g_date_time_format (changed, "%Y-%m-%d");
  aside = g_strdup_printf ("%s.corrupt-%s", path, date ? date : "unknown");
  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++) {
    g_free (aside);
    aside = g_strdup_printf ("%s.corrupt-%s-%u", path, date ? date : "unknown", i);
  }

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *from = g_strconcat (path, parts[i], NULL);
    g_autofree char *to = g_strconcat (aside, parts[i], NULL);

    if (g_rename (from, to) != 0 && errno != ENOENT) {
      g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_CORRUPT,
                   _("%s: it is damaged and could not be moved aside (%s). Move it yourself, or choose another folder with --profile."),
                   from, g_strerror (errno));
      return NULL;
    }
  }

  return g_steal_pointer (&aside);
}

/* ear_database_open:
 * @notice: (out): what a person should know although it worked, or %NULL
 *
 * Opens, checks and updates an archive; makes one where there is none. One that is damaged is moved aside.
 */
sqlite3 *
ear_database_open (const char  *path,
                   char       **notice,
                   GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *aside = NULL;
  sqlite3 *database;

  *notice = NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_FAILED,
                 _("%s: the folder could not be made (%s). Choose another folder with --profile."), folder, g_strerror (errno));
    return NULL;
  }

  if ((database = try_open (path, &local_error)))
    return database;
  if (!g_error_matches (local_error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }
  if (!(aside = move_aside (path, error)) || !(database = try_open (path, error)))
    return NULL;
  *notice = g_strdup_printf (_("The archive was damaged. It was moved to %s, and a new one was begun."), aside);

  return database;
}
