/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-archive-private.h"
#include "ledger/ear-session-private.h"

#define MAX_SUMMARY 200
#define TIDY_EVENTS 500

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static gboolean
add_event (EarArchive      *self,
           const EarEvent  *event,
           gint64           session,
           GError         **error)
{
  sqlite3_stmt *statement = self->statements[EAR_SQL_ADD_EVENT];
  g_autofree char *json = ear_event_to_json (event, FALSE);
  gboolean done;

  if (session != 0)
    sqlite3_bind_int64 (statement, 1, session);
  else
    sqlite3_bind_null (statement, 1);
  sqlite3_bind_int64 (statement, 2, event->at);
  sqlite3_bind_int64 (statement, 3, event->turn);
  bind_text (statement, 4, ear_event_type_to_name (event->type));
  bind_text (statement, 5, json);
  done = ear_database_finish (statement, error);
  sqlite3_clear_bindings (statement);

  return done;
}

gboolean
ear_archive_update_session (EarArchive  *self,
                            EarSession  *session,
                            GError     **error)
{
  sqlite3_stmt *statement = self->statements[EAR_SQL_UPDATE_SESSION];
  gboolean done;

  sqlite3_bind_int64 (statement, 1, session->number);
  sqlite3_bind_int64 (statement, 2, session->closed);
  sqlite3_bind_int64 (statement, 3, session->n_turns);
  bind_text (statement, 4, session->summary);
  bind_text (statement, 5, session->currency);
  sqlite3_bind_int64 (statement, 6, session->result.revenue);
  for (EarDepth d = 0; d < EAR_N_DEPTHS; d++)
    sqlite3_bind_int64 (statement, 7 + d, session->result.cost[d]);
  done = ear_database_finish (statement, error);
  sqlite3_clear_bindings (statement);

  return done;
}

/* The same seed gives the same id again: the second of that name gets a number, so that none hides another. */
static char *
choose_id (EarArchive  *self,
           const char  *wanted,
           GError     **error)
{
  g_autofree char *id = g_strdup (wanted && *wanted ? wanted : "session");
  gint64 found;

  for (guint i = 2; ear_archive_find_session (self, id, &found, error); i++) {
    if (found == 0)
      return g_steal_pointer (&id);
    g_free (id);
    id = g_strdup_printf ("%s-%u", wanted && *wanted ? wanted : "session", i);
  }

  return NULL;
}

/* A session that was never closed, because the program was killed, ends with the last that is known of it. */
static gboolean
end_session (EarArchive  *self,
             GError     **error)
{
  if (self->session == NULL)
    return TRUE;
  self->session->closed = self->last_at;

  return ear_archive_update_session (self, self->session, error);
}

static EarSession *
add_session (EarArchive      *self,
             const EarEvent  *event,
             GError         **error)
{
  sqlite3_stmt *statement = self->statements[EAR_SQL_ADD_SESSION];
  g_autofree char *id = choose_id (self, event->opened.session, error);
  g_autoptr (EarSession) session = NULL;
  gboolean done;

  if (id == NULL)
    return NULL;

  bind_text (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, event->at);
  bind_text (statement, 3, event->opened.locale);
  bind_text (statement, 4, event->opened.tariff);
  done = ear_database_finish (statement, error);
  sqlite3_clear_bindings (statement);
  if (!done)
    return NULL;

  session = ear_session_new (sqlite3_last_insert_rowid (self->database), id);
  session->opened = event->at;
  session->locale = g_strdup (event->opened.locale);
  session->tariff = g_strdup (event->opened.tariff);

  return ear_archive_update_session (self, session, error) && add_event (self, event, session->number, error) ? g_steal_pointer (&session) : NULL;
}

/* ear_archive_end:
 * @done: whether all went well since EAR_SQL_BEGIN
 *
 * Returns: whether it is written
 */
gboolean
ear_archive_end (EarArchive  *self,
                 gboolean     done,
                 GError     **error)
{
  if (done && ear_database_finish (self->statements[EAR_SQL_COMMIT], error))
    return TRUE;

  /* A full disk has rolled back already. */
  if (!sqlite3_get_autocommit (self->database))
    ear_database_finish (self->statements[EAR_SQL_ROLLBACK], NULL);

  return FALSE;
}

static gboolean
store_opened (EarArchive      *self,
              const EarEvent  *event,
              GError         **error)
{
  g_autoptr (EarSession) session = NULL;

  if (!ear_database_finish (self->statements[EAR_SQL_BEGIN], error))
    return FALSE;
  if (!ear_archive_end (self, end_session (self, error) && (session = add_session (self, event, error)), error))
    return FALSE;

  if (self->session != NULL)
    ear_session_changed (self->session);
  g_clear_object (&self->ledger);
  self->ledger = ear_ledger_new (ear_archive_get_tariff (self, session->tariff));
  ear_ledger_apply (self->ledger, event);
  g_set_object (&self->session, session);
  if (self->list != NULL)
    ear_session_list_add (self->list, session->number, session->opened);

  return TRUE;
}

/* ear_archive_fold:
 *
 * Makes the session's row, without touching the database.
 */
void
ear_archive_fold (EarSession     *session,
                  EarLedger      *ledger,
                  const EarEvent *event)
{
  const char *text = event->type == EAR_EVENT_HEARD ? event->heard.text : NULL;

  ear_ledger_apply (ledger, event);

  if (event->type == EAR_EVENT_HEARD)
    session->n_turns++;
  if (session->summary == NULL && text != NULL && *text != '\0')
    session->summary = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), MAX_SUMMARY));
  if (event->type == EAR_EVENT_CLOSED)
    session->closed = event->at;
  if (event->type == EAR_EVENT_CHARGED) {
    session->result = ear_ledger_get_session (ledger);
    g_free (session->currency);
    session->currency = g_strdup (ear_ledger_get_currency (ledger));
  }
}

/* Moving the journal into the file waits for the disk. That is done when a conversation is over, not in the middle of it. */
static void
tidy (EarArchive *self)
{
  if (self->n_untidy < TIDY_EVENTS)
    return;

  sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->n_untidy = 0;
}

static gboolean
store_changing (EarArchive      *self,
                const EarEvent  *event,
                GError         **error)
{
  if (!self->folded)
    ear_archive_fold (self->session, self->ledger, event);
  self->folded = TRUE;

  if (!ear_database_finish (self->statements[EAR_SQL_BEGIN], error))
    return FALSE;
  if (!ear_archive_end (self, add_event (self, event, self->session->number, error) && ear_archive_update_session (self, self->session, error), error))
    return FALSE;

  ear_session_changed (self->session);
  if (event->type == EAR_EVENT_CLOSED) {
    g_clear_object (&self->session);
    g_clear_object (&self->ledger);
    tidy (self);
  }

  return TRUE;
}

static gboolean
store (EarArchive      *self,
       const EarEvent  *event,
       GError         **error)
{
  gboolean changing = event->type == EAR_EVENT_HEARD || event->type == EAR_EVENT_CHARGED || event->type == EAR_EVENT_CLOSED;

  if (event->type == EAR_EVENT_OPENED)
    return store_opened (self, event, error);
  if (changing && self->session != NULL)
    return store_changing (self, event, error);

  return add_event (self, event, self->session ? self->session->number : EAR_ARCHIVE_OUTSIDE, error);
}

gboolean
ear_archive_store_pending (EarArchive  *self,
                           GError     **error)
{
  while (!g_queue_is_empty (&self->pending)) {
    g_autoptr (EarEvent) event = NULL;

    if (!store (self, g_queue_peek_head (&self->pending), error))
      return FALSE;
    event = g_queue_pop_head (&self->pending);
    self->folded = FALSE;
    self->n_untidy++;
    self->last_at = event->at;
  }

  return TRUE;
}

/**
 * ear_archive_append:
 * @event: what happened
 *
 * Writes the event before it returns. If it can not, the event is kept and written before the next one.
 *
 * Returns: whether this event and all before it are written
 */
gboolean
ear_archive_append (EarArchive      *self,
                    const EarEvent  *event,
                    GError         **error)
{
  g_return_val_if_fail (EAR_IS_ARCHIVE (self) && event != NULL, FALSE);

  g_queue_push_tail (&self->pending, ear_event_ref ((EarEvent *) event));

  return ear_archive_store_pending (self, error);
}
