/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"
#include "ledger/ear-archive-private.h"
#include "ledger/ear-session-private.h"
#include "model/ear-household.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

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

static void
make_archive (Fixture *fixture)
{
  EarArchive *archive = open_well (fixture);

  g_object_unref (archive);
}

static void
open_badly (const char      *path,
            EarArchiveError  code,
            const char      *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_archive_open (path, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, (int) code);
  if (strstr (error->message, says) == NULL || !g_str_has_suffix (error->message, "."))
    g_error ("“%s” should say “%s” and what to do", error->message, says);
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

static void
run_sql (const char *path,
         const char *text)
{
  g_autoptr (sqlite3) database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, text, NULL, NULL, NULL), ==, SQLITE_OK);
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
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (GPtrArray) events = test_weather (tariff, "s1", 1, MORNING);
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) session = NULL;
  EarResult result;

  test_append_all (archive, events);
  g_clear_object (&archive);

  archive = open_well (fixture);
  g_assert_null (ear_archive_dup_notice (archive));
  tape = load (archive, "s1");
  g_assert_cmpuint (ear_tape_get_length (tape), ==, events->len);
  for (guint i = 0; i < events->len; i++) {
    g_assert_true (ear_event_equal (ear_tape_peek (tape, i + 1), g_ptr_array_index (events, i)));
    g_assert_cmpint (ear_tape_peek (tape, i + 1)->mono_us, ==, ((EarEvent *) g_ptr_array_index (events, i))->mono_us);
  }

  list = ear_archive_list_sessions (archive, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  session = get_session (list, 0);
  result = ear_session_get_result (session);
  g_assert_cmpstr (ear_session_get_id (session), ==, "s1");
  g_assert_cmpstr (ear_session_get_summary (session), ==, "what's the weather in Hamburg");
  g_assert_cmpstr (ear_session_get_locale (session), ==, "en-US");
  g_assert_cmpstr (ear_session_get_tariff (session), ==, EAR_TARIFF_DEFAULT);
  g_assert_cmpstr (ear_session_get_currency (session), ==, "USD");
  g_assert_cmpuint (ear_session_get_n_turns (session), ==, 1);
  g_assert_cmpint (ear_session_get_opened (session), ==, MORNING);
  g_assert_cmpint (ear_session_get_closed (session), ==, MORNING + G_USEC_PER_SEC);
  g_assert_cmpint (result.cost[EAR_DEPTH_CONTRIBUTION], ==, 1000);
  g_assert_cmpint (result.cost[EAR_DEPTH_DEVICE], ==, 6254);
  g_assert_cmpint (result.cost[EAR_DEPTH_LOADED], ==, 79274);
}

/* What is set today must ring tomorrow, in whatever session it was said or in none. */
static void
test_outside (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (EarHousehold) household = NULL;
  g_autoptr (EarTape) tape = NULL;

  test_append (archive, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SCHEDULED, .at = MORNING, .scheduled = { .id = "alarm-1", .kind = "alarm", .due = MORNING + 5 },
  }));
  test_append (archive, test_open ("s1", MORNING));
  test_append (archive, test_close (MORNING));
  test_append (archive, test_charge ("voice.asr", -450, 0, MORNING));
  test_append (archive, test_hear ("nobody listens", 0, MORNING));
  g_clear_object (&archive);

  archive = open_well (fixture);
  tape = load (archive, NULL);
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 5);
  household = ear_household_new_at (tape, 5);
  g_assert_nonnull (ear_household_find_alert (household, "alarm-1"));
  g_clear_object (&tape);
  tape = load (archive, "s1");
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 2);
}

static void
count_change (GListModel *list,
              guint       position,
              guint       removed,
              guint       added,
              guint      *n)
{
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (added, ==, 1);
  ++*n;
}

static void
count_notify (EarSession *session,
              GParamSpec *pspec,
              guint      *n)
{
  ++*n;
}

static void
test_live_list (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (GListModel) list = ear_archive_list_sessions (archive, NULL);
  g_autoptr (GListModel) same = ear_archive_list_sessions (archive, NULL);
  g_autoptr (EarSession) session = NULL;
  guint n_changes = 0, n_notifies = 0;
  gint64 contribution;

  g_assert_true (list == same);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_change), &n_changes);
  test_append (archive, test_open ("a", MORNING));
  test_append (archive, test_close (MORNING + 1));
  test_append (archive, test_open ("b", MORNING + 2));
  g_assert_cmpuint (n_changes, ==, 2);

  session = get_session (list, 0);
  g_assert_cmpstr (ear_session_get_id (session), ==, "b");
  g_signal_connect (session, "notify::contribution", G_CALLBACK (count_notify), &n_notifies);
  test_append (archive, test_charge ("voice.asr", -450, 1, MORNING));
  g_object_get (session, "contribution", &contribution, NULL);
  g_assert_cmpuint (n_notifies, ==, 1);
  g_assert_cmpint (contribution, ==, -450);
  test_append (archive, test_close (MORNING + 3));
  g_assert_cmpint (ear_session_get_closed (session), ==, MORNING + 3);

  /* By a virtual clock a session may be older than those before it. */
  g_signal_handlers_disconnect_by_func (list, count_change, &n_changes);
  test_append (archive, test_open ("c", MORNING - 1));
  g_clear_object (&session);
  session = get_session (list, 2);
  g_assert_cmpstr (ear_session_get_id (session), ==, "c");
  g_assert_null (g_list_model_get_item (list, 3));
}

static void
test_same_id (Fixture       *fixture,
              gconstpointer  data)
{
  static const char *const ids[] = { "s", "s-2", "s-3", "session", "session-2" };
  g_autoptr (EarArchive) archive = open_well (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    test_append (archive, test_open (i < 3 ? "s" : i == 3 ? "" : NULL, MORNING + i));

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (EarTape) tape = load (archive, ids[i]);

    g_assert_cmpint (ear_tape_peek (tape, 1)->at, ==, MORNING + i);
  }
}

static void
test_no_such_session (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_archive_load_tape (archive, "'; DROP TABLE events; --", tape, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_NOT_FOUND);
}

static void
test_resume (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) session = NULL;

  test_append (archive, test_open ("a", MORNING));
  test_append (archive, test_hear ("one", 1, MORNING + 1));
  test_append (archive, test_charge ("voice.asr", -450, 1, MORNING + 2));
  g_clear_object (&archive);

  archive = open_well (fixture);
  test_append (archive, test_hear ("two", 2, MORNING + 3));
  test_append (archive, test_charge ("voice.asr", -450, 2, MORNING + 4));
  g_clear_object (&archive);

  /* Then something else begins: the first ended with the last that is known of it. */
  archive = open_well (fixture);
  test_append (archive, test_open ("b", MORNING + 9));
  list = ear_archive_list_sessions (archive, NULL);
  session = get_session (list, 1);
  g_assert_cmpstr (ear_session_get_summary (session), ==, "one");
  g_assert_cmpuint (ear_session_get_n_turns (session), ==, 2);
  g_assert_cmpint (ear_session_get_result (session).cost[EAR_DEPTH_CONTRIBUTION], ==, 900);
  g_assert_cmpint (ear_session_get_closed (session), ==, MORNING + 4);
}

static void
test_version_1 (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autoptr (EarArchive) archive = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) old = NULL;
  g_autoptr (EarSession) killed = NULL;
  g_autoptr (EarTape) tape = NULL;

  g_assert_true (g_file_get_contents (g_test_get_filename (G_TEST_DIST, "ledger", "version-1.sql", NULL), &text, NULL, NULL));
  run_sql (fixture->path, text);

  for (guint i = 0; i < 2; i++) {
    g_clear_object (&list);
    g_clear_object (&archive);
    archive = open_well (fixture);
    list = ear_archive_list_sessions (archive, NULL);
  }

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  killed = get_session (list, 0);
  old = get_session (list, 1);
  g_assert_cmpint (ear_session_get_result (old).revenue, ==, 12000);
  g_assert_cmpint (ear_session_get_result (old).cost[EAR_DEPTH_CONTRIBUTION], ==, 0);
  g_assert_cmpint (ear_session_get_result (old).cost[EAR_DEPTH_DEVICE], ==, 5254);
  g_assert_cmpuint (ear_session_get_n_turns (old), ==, 1);
  g_assert_cmpint (ear_session_get_closed (old), ==, 9000);
  g_assert_cmpint (ear_session_get_result (killed).cost[EAR_DEPTH_LOADED], ==, 450);
  g_assert_cmpint (ear_session_get_closed (killed), ==, 0);
  tape = load (archive, NULL);
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 9);
}

static void
assert_aside (Fixture *fixture)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autofree char *notice = ear_archive_dup_notice (archive);
  g_autofree char *aside = NULL;
  const char *name;

  g_assert_nonnull (notice);
  name = strstr (notice, fixture->path);
  g_assert_nonnull (name);
  aside = g_strndup (name, strcspn (name, ","));
  g_assert_nonnull (strstr (aside, "archive.db.corrupt-20"));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  test_append (archive, test_open ("fresh", MORNING));
}

static void
test_corrupt (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarArchive) archive = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_set_contents (fixture->path, "This is no database at all, but long enough to be one.\n", -1, NULL));
  assert_aside (fixture);

  /* Cut off in the middle, the second on the same day. */
  archive = open_well (fixture);
  for (guint i = 0; i < 300; i++)
    test_append (archive, test_hear ("some words to fill the pages with", i, MORNING));
  g_clear_object (&archive);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  g_assert_cmpuint (length, >, 16384);
  g_assert_true (g_file_set_contents (fixture->path, bytes, length / 2, NULL));
  assert_aside (fixture);

  /* Overwritten in the middle. */
  memset (bytes + 4096, 0xa5, 8192);
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  assert_aside (fixture);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (EarArchive) archive = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  archive = open_well (fixture);
  g_assert_null (ear_archive_dup_notice (archive));
  test_append (archive, test_open ("a", MORNING));
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  make_archive (fixture);
  run_sql (fixture->path, "PRAGMA user_version = 99");
  open_badly (fixture->path, EAR_ARCHIVE_ERROR_NEWER, "Update Earshot");
}

static void
test_foreign (Fixture       *fixture,
              gconstpointer  data)
{
  run_sql (fixture->path, "CREATE TABLE bookmarks (url TEXT)");
  open_badly (fixture->path, EAR_ARCHIVE_ERROR_FAILED, "another program");
}

static void
test_locked (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (EarEvent) heard = test_hear ("while it was locked", 1, MORNING + 1);
  g_autoptr (EarEvent) charged = test_charge ("voice.asr", -450, 1, MORNING + 1);
  g_autoptr (sqlite3) other = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) session = NULL;

  test_append (archive, test_open ("a", MORNING));
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (ear_archive_append (archive, heard, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "archive.db: another program is using it. Close"));
  g_clear_error (&error);
  g_assert_false (ear_archive_append (archive, charged, NULL));
  g_assert_cmpint (sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);

  /* Nothing was lost, and nothing is counted twice. */
  test_append (archive, test_close (MORNING + 2));
  tape = load (archive, "a");
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 4);
  list = ear_archive_list_sessions (archive, NULL);
  session = get_session (list, 0);
  g_assert_cmpuint (ear_session_get_n_turns (session), ==, 1);
  g_assert_cmpint (ear_session_get_result (session).cost[EAR_DEPTH_LOADED], ==, 450);
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (sqlite3) other = NULL;

  make_archive (fixture);
  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE", NULL, NULL, NULL), ==, SQLITE_OK);
  open_badly (fixture->path, EAR_ARCHIVE_ERROR_BUSY, "another program is using it");
}

static void
test_full (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autofree char *text = g_strnfill (200000, 'x');
  g_autoptr (EarEvent) heard = test_hear (text, 1, MORNING);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = NULL;

  test_append (archive, test_open ("a", MORNING));
  g_assert_cmpint (sqlite3_exec (archive->database, "PRAGMA max_page_count = 20", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_false (ear_archive_append (archive, heard, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "the disk is full. Free some space"));
  g_assert_cmpint (sqlite3_exec (archive->database, "PRAGMA max_page_count = 2000", NULL, NULL, NULL), ==, SQLITE_OK);
  test_append (archive, test_close (MORNING));
  tape = load (archive, "a");
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 3);
  g_assert_cmpstr (ear_tape_peek (tape, 2)->heard.text, ==, text);
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *below = g_build_filename (fixture->path, "below", "archive.db", NULL);

  open_badly (fixture->folder, EAR_ARCHIVE_ERROR_FAILED, "it is a folder");
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  open_badly (below, EAR_ARCHIVE_ERROR_FAILED, "the folder could not be made");
  open_badly ("/proc/earshot.db", EAR_ARCHIVE_ERROR_FAILED, "may not be written");
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *fresh = g_build_filename (fixture->folder, "fresh.db", NULL);

  if (geteuid () == 0) {
    g_test_skip ("root may write everywhere");
    return;
  }

  make_archive (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  open_badly (fixture->path, EAR_ARCHIVE_ERROR_FAILED, "may not be written");
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  open_badly (fresh, EAR_ARCHIVE_ERROR_FAILED, "may not be written");
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
}

static void
test_bad_row (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autoptr (GPtrArray) events = test_weather (tariff, "s1", 1, MORNING);
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autoptr (EarTape) tape = NULL;
  g_autofree char *notice = NULL;

  test_append_all (archive, events);
  run_sql (fixture->path, "UPDATE events SET json = '{\"at\":' WHERE n = 2; UPDATE events SET json = '[]' WHERE n = 3");
  tape = load (archive, NULL);
  g_assert_cmpuint (ear_tape_get_length (tape), ==, events->len - 2);
  notice = ear_archive_dup_notice (archive);
  g_assert_cmpstr (notice, ==, "2 events of the archive could not be read and were passed over.");
}

static void
test_huge (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarArchive) archive = open_well (fixture);
  g_autofree char *text = g_strnfill (3 * 1024 * 1024, 'x');
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) session = NULL;

  test_append (archive, test_open ("a", G_MAXINT64));
  test_append (archive, test_hear (text, G_MAXUINT32, G_MININT64));
  tape = load (archive, "a");
  g_assert_cmpstr (ear_tape_peek (tape, 2)->heard.text, ==, text);
  g_assert_cmpuint (ear_tape_peek (tape, 2)->turn, ==, G_MAXUINT32);
  list = ear_archive_list_sessions (archive, NULL);
  session = get_session (list, 0);
  g_assert_cmpuint (strlen (ear_session_get_summary (session)), ==, 200);
}

/* The list knows when each session began and reads the rest when somebody looks. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (EarArchive) archive = NULL;
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarSession) session = NULL;

  make_archive (fixture);
  run_sql (fixture->path,
           "WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < 100000) "
           "INSERT INTO sessions (number, id, opened, closed, revenue) SELECT i, 'session number ' || i, i * 10, i * 10 + 5, i FROM counter");
  archive = open_well (fixture);
  list = ear_archive_list_sessions (archive, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 100000);
  session = get_session (list, 99999);
  g_assert_cmpint (ear_session_get_opened (session), ==, 10);
  g_clear_object (&session);
  session = get_session (list, 0);
  g_assert_cmpint (ear_session_get_result (session).revenue, ==, 100000);
}

#define ADD(name, func) g_test_add ("/archive/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("outside", test_outside);
  ADD ("live-list", test_live_list);
  ADD ("same-id", test_same_id);
  ADD ("no-such-session", test_no_such_session);
  ADD ("resume", test_resume);
  ADD ("version-1", test_version_1);
  ADD ("corrupt", test_corrupt);
  ADD ("empty", test_empty);
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("locked", test_locked);
  ADD ("held", test_held);
  ADD ("full", test_full);
  ADD ("unwritable", test_unwritable);
  ADD ("read-only", test_read_only);
  ADD ("bad-row", test_bad_row);
  ADD ("huge", test_huge);
  ADD ("many", test_many);

  return g_test_run ();
}
