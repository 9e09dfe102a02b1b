/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_ROUNDS 20

static EarEvent *
make_numbered (guint round,
               guint number)
{
  g_autofree char *text = g_strdup_printf ("%u-%u", round, number);

  if (number == 1)
    return test_open (text, MORNING);
  if (number % 3 == 0)
    return test_charge (text, -450, number, MORNING);

  return test_hear (text, number, MORNING);
}

/* Appends for ever, and says the number of each event after it was appended. */
static void
be_child (const char *path,
          guint       round,
          int         pipe)
{
  g_autoptr (EarArchive) archive = ear_archive_open (path, NULL);

  for (guint number = 1; archive != NULL; number++) {
    g_autoptr (EarEvent) event = make_numbered (round, number);

    if (!ear_archive_append (archive, event, NULL) || write (pipe, &number, sizeof number) != sizeof number)
      break;
  }
  _exit (1);
}

static guint
run_and_kill (const char *path,
              guint       round)
{
  guint number = 0, said = 0, enough = g_test_rand_int_range (1, 120);
  int ends[2], status;
  pid_t child;

  g_assert_cmpint (pipe (ends), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0) {
    close (ends[0]);
    be_child (path, round, ends[1]);
  }

  close (ends[1]);
  while (read (ends[0], &number, sizeof number) == sizeof number) {
    said = number;
    if (said == enough)
      kill (child, SIGKILL);
  }
  close (ends[0]);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);

  return said;
}

static void
test_kill (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive.db", NULL);
  guint said[N_ROUNDS], position = 1;
  g_autoptr (EarArchive) archive = NULL;
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (GListModel) list = NULL;
  g_autoptr (GError) error = NULL;

  for (guint round = 0; round < N_ROUNDS; round++)
    said[round] = run_and_kill (path, round);

  archive = ear_archive_open (path, &error);
  g_assert_no_error (error);
  g_assert_null (ear_archive_dup_notice (archive));
  ear_archive_load_tape (archive, NULL, tape, &error);
  g_assert_no_error (error);

  /* All that was said, in order; at most one more a round, which was written but not yet said. */
  for (guint round = 0; round < N_ROUNDS; round++) {
    guint number;

    for (number = 1; position <= ear_tape_get_length (tape); number++, position++) {
      g_autoptr (EarEvent) expected = make_numbered (round, number);

      if (!ear_event_equal (ear_tape_peek (tape, position), expected))
        break;
    }
    g_assert_cmpuint (number - 1, >=, said[round]);
    g_assert_cmpuint (number - 1, <=, said[round] + 1);
  }
  g_assert_cmpuint (position, ==, ear_tape_get_length (tape) + 1);

  list = ear_archive_list_sessions (archive, &error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, N_ROUNDS);
  g_clear_object (&list);
  g_clear_object (&archive);
  test_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/archive/kill", test_kill);

  return g_test_run ();
}
