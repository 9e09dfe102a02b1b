/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-archive-private.h"
#include "ledger/ear-session-private.h"

#include <glib/gi18n.h>

static const char *const sql[EAR_N_SQL] = {
  [EAR_SQL_BEGIN] = "BEGIN IMMEDIATE",
  [EAR_SQL_COMMIT] = "COMMIT",
  [EAR_SQL_ROLLBACK] = "ROLLBACK",
  [EAR_SQL_ADD_EVENT] = "INSERT INTO events (session, at, turn, type, json) VALUES (?, ?, ?, ?, ?)",
  [EAR_SQL_ADD_SESSION] = "INSERT INTO sessions (id, opened, locale, tariff) VALUES (?, ?, ?, ?)",
  [EAR_SQL_UPDATE_SESSION] = "UPDATE sessions SET closed = ?2, n_turns = ?3, summary = ?4, currency = ?5, revenue = ?6, "
                             "cost_contribution = ?7, cost_device = ?8, cost_loaded = ?9 WHERE number = ?1",
  [EAR_SQL_FIND_SESSION] = "SELECT number FROM sessions WHERE id = ?",
  [EAR_SQL_READ_SESSION] = "SELECT id, opened, closed, locale, tariff, n_turns, summary, currency, revenue, "
                           "cost_contribution, cost_device, cost_loaded FROM sessions WHERE number = ?",
};

G_DEFINE_FINAL_TYPE (EarArchive, ear_archive, G_TYPE_OBJECT)

G_DEFINE_QUARK (ear-archive-error-quark, ear_archive_error)

static void
ear_archive_finalize (GObject *object)
{
  EarArchive *self = EAR_ARCHIVE (object);

  ear_archive_store_pending (self, NULL);
  g_queue_clear_full (&self->pending, (GDestroyNotify) ear_event_unref);
  for (guint i = 0; i < EAR_N_SQL; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->database);
  g_string_free (self->notice, TRUE);
  g_hash_table_unref (self->tariffs);
  g_hash_table_unref (self->aside);
  g_clear_object (&self->session);
  g_clear_object (&self->ledger);
  g_clear_weak_pointer (&self->list);

  G_OBJECT_CLASS (ear_archive_parent_class)->finalize (object);
}

static void
ear_archive_class_init (EarArchiveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_archive_finalize;
}

static void
release (gpointer object)
{
  if (object != NULL)
    g_object_unref (object);
}

static void
ear_archive_init (EarArchive *self)
{
  self->notice = g_string_new (NULL);
  self->tariffs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release);
  self->aside = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->pending);
}

static const char *
get_text (sqlite3_stmt *statement,
          int           column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* ear_archive_get_tariff:
 *
 * Returns: (transfer none) (nullable): the tariff of that id: one that was added, or one among the product's data
 */
EarTariff *
ear_archive_get_tariff (EarArchive *self,
                        const char *id)
{
  gpointer tariff = NULL;

  if (id != NULL && !g_hash_table_lookup_extended (self->tariffs, id, NULL, &tariff)) {
    tariff = ear_tariff_load_by_id (id, NULL);
    g_hash_table_insert (self->tariffs, g_strdup (id), tariff);
  }

  return tariff;
}

/* ear_archive_find_session:
 * @number: (out): of the session, 0 where there is none of that id
 */
gboolean
ear_archive_find_session (EarArchive  *self,
                          const char  *id,
                          gint64      *number,
                          GError     **error)
{
  sqlite3_stmt *statement = self->statements[EAR_SQL_FIND_SESSION];
  gboolean row;

  *number = 0;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_TRANSIENT);
  if (!ear_database_step (statement, &row, error))
    return FALSE;
  if (row)
    *number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return TRUE;
}

/* ear_archive_require_session:
 *
 * As ear_archive_find_session(), but it is an error if there is none.
 */
gboolean
ear_archive_require_session (EarArchive  *self,
                             const char  *id,
                             gint64      *number,
                             GError     **error)
{
  if (!ear_archive_find_session (self, id, number, error))
    return FALSE;
  if (*number == 0)
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_NOT_FOUND,
                 _("There is no session “%.80s”. “earshot-cli sessions list” shows them all."), id);

  return *number != 0;
}

/* ear_archive_dup_session:
 *
 * Returns: (transfer full): the session of that number, empty if it can not be read; the open one is shared
 */
EarSession *
ear_archive_dup_session (EarArchive *self,
                         gint64      number)
{
  sqlite3_stmt *statement = self->statements[EAR_SQL_READ_SESSION];
  EarSession *session;
  gboolean row;

  if (self->session != NULL && self->session->number == number)
    return g_object_ref (self->session);

  sqlite3_bind_int64 (statement, 1, number);
  if (!ear_database_step (statement, &row, NULL) || !row)
    return ear_session_new (number, "");

  session = ear_session_new (number, get_text (statement, 0));
  session->opened = sqlite3_column_int64 (statement, 1);
  session->closed = sqlite3_column_int64 (statement, 2);
  session->locale = g_strdup (get_text (statement, 3));
  session->tariff = g_strdup (get_text (statement, 4));
  session->n_turns = sqlite3_column_int64 (statement, 5);
  session->summary = g_strdup (get_text (statement, 6));
  session->currency = g_strdup (get_text (statement, 7));
  session->result.revenue = sqlite3_column_int64 (statement, 8);
  for (EarDepth d = 0; d < EAR_N_DEPTHS; d++)
    session->result.cost[d] = sqlite3_column_int64 (statement, 9 + d);
  sqlite3_reset (statement);

  return session;
}

/* ear_archive_list_numbers:
 * @query: a query for numbers of sessions
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the numbers
 */
GArray *
ear_archive_list_numbers (EarArchive  *self,
                          const char  *query,
                          GError     **error)
{
  g_autoptr (sqlite3_stmt) statement = ear_database_prepare (self->database, query, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (statement == NULL)
    return NULL;

  while (ear_database_step (statement, &row, error)) {
    gint64 number;

    if (!row)
      return g_steal_pointer (&numbers);
    number = sqlite3_column_int64 (statement, 0);
    g_array_append_val (numbers, number);
  }

  return NULL;
}

/* ear_archive_each_event:
 * @number: a session's, %EAR_ARCHIVE_OUTSIDE for what belongs to none, %EAR_ARCHIVE_HOUSEHOLD or %EAR_ARCHIVE_EVERYTHING
 *
 * Calls @func with each event in order, as it was written, until it returns %FALSE.
 */
gboolean
ear_archive_each_event (EarArchive      *self,
                        gint64           number,
                        EarArchiveFunc   func,
                        gpointer         user_data,
                        GError         **error)
{
  const char *query = number == EAR_ARCHIVE_EVERYTHING ? "SELECT json FROM events ORDER BY n" :
                      number == EAR_ARCHIVE_HOUSEHOLD ? "SELECT json FROM events WHERE type IN " EAR_DATABASE_HOUSEHOLD " ORDER BY n" :
                      "SELECT json FROM events WHERE session IS ? ORDER BY n";
  g_autoptr (sqlite3_stmt) statement = ear_database_prepare (self->database, query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;
  if (number > EAR_ARCHIVE_OUTSIDE)
    sqlite3_bind_int64 (statement, 1, number);

  while (ear_database_step (statement, &row, error)) {
    if (!row)
      return TRUE;
    if (!func (get_text (statement, 0), user_data, error))
      return FALSE;
  }

  return FALSE;
}

/* ear_archive_read_event:
 *
 * Returns: (transfer full) (nullable): the event; one that can not be read is passed over with a notice, so that one
 *   bad row does not hide all others
 */
EarEvent *
ear_archive_read_event (EarArchive *self,
                        const char *json)
{
  EarEvent *event = ear_event_from_json (json, -1, NULL);

  self->n_unreadable += event == NULL;

  return event;
}

typedef struct {
  EarArchive *archive;
  EarTape    *tape;
  EarSession *session;
  EarLedger  *ledger;
} Reading;

static gboolean
fold_row (const char  *json,
          gpointer     user_data,
          GError     **error)
{
  Reading *reading = user_data;
  g_autoptr (EarEvent) event = ear_archive_read_event (reading->archive, json);

  if (event != NULL) {
    ear_archive_fold (reading->session, reading->ledger, event);
    reading->archive->last_at = event->at;
  }

  return TRUE;
}

/* Makes the session's row from its events. */
static EarLedger *
fold_session (EarArchive  *self,
              EarSession  *session,
              GError     **error)
{
  g_autoptr (EarLedger) ledger = ear_ledger_new (ear_archive_get_tariff (self, session->tariff));
  Reading reading = { self, NULL, session, ledger };

  session->n_turns = 0;

  return ear_archive_each_event (self, session->number, fold_row, &reading, error) ? g_steal_pointer (&ledger) : NULL;
}

static gboolean
fold_sessions (EarArchive  *self,
               GArray      *numbers,
               GError     **error)
{
  for (guint i = 0; i < numbers->len; i++) {
    g_autoptr (EarSession) session = ear_archive_dup_session (self, g_array_index (numbers, gint64, i));
    g_autoptr (EarLedger) ledger = fold_session (self, session, error);

    if (ledger == NULL || !ear_archive_update_session (self, session, error))
      return FALSE;
  }

  return TRUE;
}

/* An archive of version 1 knows no results yet. */
static gboolean
add_results (EarArchive  *self,
             GError     **error)
{
  g_autoptr (GArray) numbers = ear_archive_list_numbers (self, "SELECT number FROM sessions WHERE revenue IS NULL", error);

  if (numbers == NULL)
    return FALSE;
  if (numbers->len == 0)
    return TRUE;
  if (!ear_database_finish (self->statements[EAR_SQL_BEGIN], error))
    return FALSE;

  return ear_archive_end (self, fold_sessions (self, numbers, error), error);
}

/* A session that was open when the program was killed goes on until something else is heard of it. */
static gboolean
resume (EarArchive  *self,
        GError     **error)
{
  g_autoptr (GArray) numbers =
    ear_archive_list_numbers (self, "SELECT number FROM sessions WHERE number = (SELECT max (number) FROM sessions) AND closed = 0", error);
  g_autoptr (EarSession) session = NULL;

  if (numbers == NULL)
    return FALSE;
  if (numbers->len == 0)
    return TRUE;

  session = ear_archive_dup_session (self, g_array_index (numbers, gint64, 0));
  if (!(self->ledger = fold_session (self, session, error)))
    return FALSE;
  self->session = g_steal_pointer (&session);

  return TRUE;
}

/**
 * ear_archive_open:
 * @path: a file; made where there is none, with its folder
 * @error: names the file and says what to do
 *
 * Opens an archive. A damaged one is moved aside and a new one begun: see ear_archive_dup_notice().
 *
 * Returns: (transfer full) (nullable): the archive
 */
EarArchive *
ear_archive_open (const char  *path,
                  GError     **error)
{
  g_autoptr (EarArchive) self = g_object_new (EAR_TYPE_ARCHIVE, NULL);
  g_autofree char *notice = NULL;

  if (!(self->database = ear_database_open (path, &notice, error)))
    return NULL;
  if (notice != NULL)
    g_string_append (self->notice, notice);

  for (guint i = 0; i < EAR_N_SQL; i++)
    if (!(self->statements[i] = ear_database_prepare (self->database, sql[i], error)))
      return NULL;

  return add_results (self, error) && resume (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * ear_archive_add_tariff:
 * @tariff: one that is not among the product's data
 *
 * Sessions opened with this tariff's id are booked by it from now on.
 */
void
ear_archive_add_tariff (EarArchive *self,
                        EarTariff  *tariff)
{
  g_hash_table_insert (self->tariffs, g_strdup (ear_tariff_get_id (tariff)), g_object_ref (tariff));
}

/**
 * ear_archive_dup_notice:
 *
 * Returns: (transfer full) (nullable): what a person should know although everything works
 */
char *
ear_archive_dup_notice (EarArchive *self)
{
  g_autoptr (GString) notice = g_string_new (self->notice->str);
  g_autofree char *unread = NULL;

  if (self->n_unreadable > 0)
    unread = g_strdup_printf (ngettext ("%u event of the archive could not be read and was passed over.",
                                        "%u events of the archive could not be read and were passed over.", self->n_unreadable),
                              self->n_unreadable);
  if (unread != NULL)
    g_string_append_printf (notice, "%s%s", notice->len ? " " : "", unread);

  return notice->len ? g_string_free (g_steal_pointer (&notice), FALSE) : NULL;
}

static gboolean
read_onto_tape (const char  *json,
                gpointer     user_data,
                GError     **error)
{
  Reading *reading = user_data;
  EarEvent *event = ear_archive_read_event (reading->archive, json);

  if (event != NULL)
    ear_tape_append (reading->tape, event);

  return TRUE;
}

/**
 * ear_archive_load_tape:
 * @session: (nullable): its id; %NULL for everything that ever happened
 * @tape: where the events are appended
 */
gboolean
ear_archive_load_tape (EarArchive  *self,
                       const char  *session,
                       EarTape     *tape,
                       GError     **error)
{
  Reading reading = { self, tape };
  gint64 number = EAR_ARCHIVE_EVERYTHING;

  if (session != NULL && !ear_archive_require_session (self, session, &number, error))
    return FALSE;

  return ear_archive_each_event (self, number, read_onto_tape, &reading, error);
}

/**
 * ear_archive_load_household:
 * @tape: where the events that outlive a session are appended: alerts, lists, orders, plans, settings
 * @n_sessions: (out): how many sessions there are
 */
gboolean
ear_archive_load_household (EarArchive  *self,
                            EarTape     *tape,
                            guint       *n_sessions,
                            GError     **error)
{
  Reading reading = { self, tape };
  g_autoptr (sqlite3_stmt) statement = ear_database_prepare (self->database, "SELECT coalesce (max (number), 0) FROM sessions", error);
  gboolean row;

  if (statement == NULL || !ear_database_step (statement, &row, error))
    return FALSE;
  *n_sessions = row ? sqlite3_column_int64 (statement, 0) : 0;

  return ear_archive_each_event (self, EAR_ARCHIVE_HOUSEHOLD, read_onto_tape, &reading, error);
}

/* ear_archive_fill_list:
 *
 * Puts all sessions into the list that are not set aside, instead of those that are in it.
 */
gboolean
ear_archive_fill_list (EarArchive      *self,
                       EarSessionList  *list,
                       GError         **error)
{
  g_autoptr (sqlite3_stmt) statement =
    ear_database_prepare (self->database, "SELECT number, opened FROM sessions ORDER BY opened, number", error);
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (EarSessionEntry));
  gboolean row;

  if (statement == NULL)
    return FALSE;

  while (ear_database_step (statement, &row, error)) {
    EarSessionEntry entry;

    if (!row) {
      ear_session_list_set_entries (list, entries);
      return TRUE;
    }
    entry = (EarSessionEntry) { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1) };
    if (!g_hash_table_contains (self->aside, &entry.number))
      g_array_append_val (entries, entry);
  }

  return FALSE;
}

/**
 * ear_archive_list_sessions:
 *
 * Returns: (transfer full) (nullable): a model of #EarSession, newest first, that grows with the archive
 */
GListModel *
ear_archive_list_sessions (EarArchive  *self,
                           GError     **error)
{
  g_autoptr (EarSessionList) list = NULL;

  if (self->list != NULL)
    return G_LIST_MODEL (g_object_ref (self->list));

  list = ear_session_list_new (self);
  if (!ear_archive_fill_list (self, list, error))
    return NULL;
  g_set_weak_pointer (&self->list, list);

  return G_LIST_MODEL (g_steal_pointer (&list));
}
