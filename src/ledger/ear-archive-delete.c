/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-archive-private.h"
#include "ledger/ear-session-private.h"

#include <glib/gi18n.h>

/* What a conversation left behind outlives it: an alarm rings, and a list keeps its items, without the words that made them. */
static const char *const deletions[] = {
  "UPDATE events SET session = NULL WHERE session = ? AND type IN " EAR_DATABASE_HOUSEHOLD,
  "DELETE FROM events WHERE session = ?",
  "DELETE FROM sessions WHERE number = ?",
};

static void
set_aside (EarArchive *self,
           gint64      number)
{
  g_hash_table_add (self->aside, g_memdup2 (&number, sizeof number));
}

/**
 * ear_archive_set_aside:
 * @session: (nullable): its id; %NULL for all but the one that is still under way
 *
 * Takes sessions out of the list, and no further: until ear_archive_delete_aside() they are in the archive, and a program
 * that is opened on it meanwhile, or next time, shows them. What was set aside before stays so.
 *
 * Returns: whether any was set aside
 */
gboolean
ear_archive_set_aside (EarArchive  *self,
                       const char  *session,
                       GError     **error)
{
  gint64 number, open = self->session ? self->session->number : 0;
  g_autoptr (GArray) numbers = NULL;
  gboolean any = FALSE;

  g_return_val_if_fail (EAR_IS_ARCHIVE (self), FALSE);

  if (session != NULL) {
    if (!ear_archive_require_session (self, session, &number, error))
      return FALSE;
    if (number == open) {
      g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_BUSY,
                   _("This conversation is still under way. Delete it when the speaker is ready again."));
      return FALSE;
    }
    set_aside (self, number);
    if (self->list != NULL)
      ear_session_list_remove (self->list, number);
    return TRUE;
  }

  if (!(numbers = ear_archive_list_numbers (self, "SELECT number FROM sessions", error)))
    return FALSE;
  for (guint i = 0; i < numbers->len; i++)
    if ((number = g_array_index (numbers, gint64, i)) != open) {
      set_aside (self, number);
      any = TRUE;
    }

  return (self->list == NULL || ear_archive_fill_list (self, self->list, error)) && any;
}

/**
 * ear_archive_put_back:
 *
 * Puts all that was set aside into the list again.
 */
void
ear_archive_put_back (EarArchive *self)
{
  g_return_if_fail (EAR_IS_ARCHIVE (self));

  g_hash_table_remove_all (self->aside);
  if (self->list != NULL)
    ear_archive_fill_list (self, self->list, NULL);
}

static gboolean
delete_each (EarArchive    *self,
             sqlite3_stmt  *statement,
             GError       **error)
{
  GHashTableIter iter;
  gpointer number;

  g_hash_table_iter_init (&iter, self->aside);
  while (g_hash_table_iter_next (&iter, &number, NULL)) {
    sqlite3_bind_int64 (statement, 1, *(gint64 *) number);
    if (!ear_database_finish (statement, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
delete_all (EarArchive  *self,
            GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++) {
    g_autoptr (sqlite3_stmt) statement = ear_database_prepare (self->database, deletions[i], error);

    if (statement == NULL || !delete_each (self, statement, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * ear_archive_delete_aside:
 *
 * Deletes all that was set aside, in one piece, and so that the words are nowhere in the file any more. What outlives a
 * session stays: alerts, lists, orders, plans and settings.
 *
 * If it can not, everything is still there, and in the list again.
 */
gboolean
ear_archive_delete_aside (EarArchive  *self,
                          GError     **error)
{
  g_return_val_if_fail (EAR_IS_ARCHIVE (self), FALSE);

  if (g_hash_table_size (self->aside) == 0)
    return TRUE;
  if (!ear_database_run (self->database, "PRAGMA secure_delete = ON", error) ||
      !ear_database_finish (self->statements[EAR_SQL_BEGIN], error) ||
      !ear_archive_end (self, delete_all (self, error), error)) {
    ear_archive_put_back (self);
    return FALSE;
  }

  g_hash_table_remove_all (self->aside);
  /* The journal has the words, too, until it is moved into the file. Who else reads just now delays that, and no more. */
  sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  self->n_untidy = 0;

  return TRUE;
}
