/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"
#include "ledger/ear-archive-private.h"
#include "model/ear-household.h"

#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "archive.db", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static EarArchive *
open_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  EarArchive *archive = ear_archive_open (fixture->path, &error);

  g_assert_no_error (error);

  return archive;
}

static EarTape *
load (EarArchive *archive,
      const char *session)
{
  g_autoptr (GError) error = NULL;
  EarTape *tape = ear_tape_new ();

  ear_archive_load_tape (archive, session, tape, &error);
  g_assert_no_error (error);

  return tape;
}

static EarSession *
get_session (GListModel *list,
             guint       position)
{
  EarSession *session = g_list_model_get_item (list, position);

  g_assert_nonnull (session);

  return session;
}

static void
add_session (EarArchive *archive,
             const char *id,
             const char *said,
             gint64      at)
{
  test_append (archive, test_open (id, at));
  test_append (archive, test_hear (said, 1, at + 1));
  test_append (archive, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SCHEDULED, .at = at + 2, .scheduled = { .id = id, .kind = "alarm", .due = at + 5 },
  }));
  test_append (archive, test_close (at + 3));
}

static gboolean
has_words (Fixture    *fixture,
           const char *words)
{
  static const char *const parts[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autofree char *path = g_strconcat (fixture->path, parts[i], NULL);
    g_autofree char *bytes = NULL;
    gsize length;

    if (g_file_get_contents (path, &bytes, &length, NULL) && memmem (bytes, length, words, strlen (words)) != NULL)
      return TRUE;
  }

  return FALSE;
}

/* A session that was deleted is gone from the list at once, and from the file when nobody can want it back any more. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (GListModel) list = ear_archive_list_sessions (archive, NULL);
  g_autoptr (EarHousehold) household = NULL;
  g_autoptr (EarSession) first = NULL;
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (GError) error = NULL;

  add_session (archive, "a", "a word in confidence", MORNING);
  add_session (archive, "b", "another word", MORNING + 10);
  add_session (archive, "c", "a third", MORNING + 20);

  /* Set aside and put back. */
  g_assert_true (ear_archive_set_aside (archive, "a", &error));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  ear_archive_put_back (archive);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  first = get_session (list, 2);
  g_assert_cmpstr (ear_session_get_id (first), ==, "a");

  /* The program ends before the deletion: nothing is lost. */
  g_assert_true (ear_archive_set_aside (archive, "a", &error));
  g_clear_object (&list);
  list = ear_archive_list_sessions (archive, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  g_clear_object (&first);
  g_clear_object (&list);
  g_clear_object (&archive);
  archive = open_well (fixture);
  list = ear_archive_list_sessions (archive, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  g_assert_true (has_words (fixture, "a word in confidence"));

  /* Deleted: the words are nowhere, what was set still rings, and the others are untouched. */
  g_assert_true (ear_archive_set_aside (archive, "a", &error));
  g_assert_true (ear_archive_delete_aside (archive, &error));
  g_assert_no_error (error);
  g_assert_false (has_words (fixture, "a word in confidence"));
  g_assert_true (has_words (fixture, "another word"));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  tape = load (archive, NULL);
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 9);
  household = ear_household_new_at (tape, 9);
  g_assert_nonnull (ear_household_find_alert (household, "a"));
  g_assert_false (ear_archive_load_tape (archive, "a", tape, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_NOT_FOUND);
}

/* All but the one that is under way, which goes on as if nothing had been. */
static void
test_delete_all (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (GListModel) list = ear_archive_list_sessions (archive, NULL);
  g_autoptr (EarSession) session = NULL;
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_archive_set_aside (archive, NULL, &error));
  g_assert_no_error (error);
  add_session (archive, "a", "one", MORNING);
  add_session (archive, "b", "two", MORNING + 10);
  test_append (archive, test_open ("open", MORNING + 20));
  g_assert_false (ear_archive_set_aside (archive, "open", &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (ear_archive_set_aside (archive, NULL, &error));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  ear_archive_put_back (archive);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  g_assert_true (ear_archive_set_aside (archive, NULL, &error));
  g_assert_true (ear_archive_delete_aside (archive, &error));
  session = get_session (list, 0);
  g_assert_cmpstr (ear_session_get_id (session), ==, "open");
  test_append (archive, test_hear ("three", 1, MORNING + 21));
  test_append (archive, test_close (MORNING + 22));
  tape = load (archive, "open");
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 3);
}

/* Where the archive can not be written, nothing is lost and everything is seen. */
static void
test_delete_locked (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (GListModel) list = ear_archive_list_sessions (archive, NULL);
  g_autoptr (sqlite3) other = NULL;
  g_autoptr (GError) error = NULL;

  add_session (archive, "a", "one", MORNING);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (ear_archive_set_aside (archive, "a", &error));
  g_assert_false (ear_archive_delete_aside (archive, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_BUSY);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
}

#define ADD(name, func) g_test_add ("/delete/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one", test_delete);
  ADD ("all", test_delete_all);
  ADD ("locked", test_delete_locked);

  return g_test_run ();
}
