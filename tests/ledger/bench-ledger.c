/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"
#include "ledger/ear-export.h"
#include "model/ear-household.h"

#define N_SESSIONS 20000
#define N_STORED 500
#define N_ROUNDS 5

static int
compare (gconstpointer a,
         gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static int
compare_reals (gconstpointer a,
               gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static void
print (const char *name,
       guint       n,
       const char *unit,
       double      median,
       double      worst)
{
  g_print ("{\"bench\":\"ledger/%s\",\"n\":%u,\"unit\":\"%s\",\"median\":%.3f,\"worst\":%.3f}\n", name, n, unit, median, worst);
}

/* New event, tape with its state, household and ledger: what every post costs. */
static void
bench_fold (EarTariff *tariff)
{
  g_autoptr (GPtrArray) pattern = test_weather (tariff, "s", 1, MORNING);
  guint n = pattern->len * N_SESSIONS;
  double all[N_ROUNDS], books[N_ROUNDS];

  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (EarTape) tape = ear_tape_new ();
    g_autoptr (EarHousehold) household = ear_household_new ();
    g_autoptr (EarLedger) ledger = ear_ledger_new (tariff);
    g_autoptr (EarLedger) again = NULL;
    gint64 start = g_get_monotonic_time ();

    for (guint i = 0; i < n; i++) {
      EarEvent values = *(const EarEvent *) g_ptr_array_index (pattern, i % pattern->len);
      EarEvent *event;

      values.turn = i / pattern->len;
      event = ear_event_new (&values);
      ear_household_apply (household, event);
      ear_ledger_apply (ledger, event);
      ear_tape_append (tape, event);
    }
    all[round] = (g_get_monotonic_time () - start) * 1000.0 / n;

    start = g_get_monotonic_time ();
    again = ear_ledger_new_at (tariff, tape, n);
    books[round] = (g_get_monotonic_time () - start) * 1000.0 / n;
    g_assert_cmpint (ear_ledger_get_total (again).cost[EAR_DEPTH_LOADED], ==, ear_ledger_get_total (ledger).cost[EAR_DEPTH_LOADED]);
  }

  qsort (all, N_ROUNDS, sizeof *all, compare_reals);
  qsort (books, N_ROUNDS, sizeof *books, compare_reals);
  print ("append-fold", n, "ns/event", all[N_ROUNDS / 2], all[N_ROUNDS - 1]);
  print ("fold", n, "ns/event", books[N_ROUNDS / 2], books[N_ROUNDS - 1]);
}

static void
bench_append (EarTariff  *tariff,
              EarArchive *archive)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint s = 0; s < N_STORED; s++) {
    g_autofree char *id = g_strdup_printf ("s%u", s);
    g_autoptr (GPtrArray) events = test_weather (tariff, id, s, MORNING + s);

    for (guint i = 0; i < events->len; i++) {
      gint64 start = g_get_monotonic_time ();

      ear_archive_append (archive, g_ptr_array_index (events, i), NULL);
      start = g_get_monotonic_time () - start;
      g_array_append_val (times, start);
    }
  }

  g_array_sort (times, compare);
  print ("archive-append", times->len, "us/event", g_array_index (times, gint64, times->len / 2), g_array_index (times, gint64, times->len - 1));
  print ("archive-append-p99", times->len, "us/event", g_array_index (times, gint64, times->len * 99 / 100),
         g_array_index (times, gint64, times->len * 999 / 1000));
}

static void
bench_read (EarArchive *archive,
            const char *path)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (GListModel) list = NULL;
  g_autoptr (EarArchive) again = NULL;
  gint64 start = g_get_monotonic_time ();

  ear_archive_load_tape (archive, NULL, tape, NULL);
  print ("archive-load", ear_tape_get_length (tape), "us/event",
         (double) (g_get_monotonic_time () - start) / ear_tape_get_length (tape), 0);

  start = g_get_monotonic_time ();
  list = ear_archive_list_sessions (archive, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    g_object_unref (g_list_model_get_item (list, i));
  print ("archive-list", g_list_model_get_n_items (list), "us/session",
         (double) (g_get_monotonic_time () - start) / g_list_model_get_n_items (list), 0);

  start = g_get_monotonic_time ();
  again = ear_archive_open (path, NULL);
  print ("archive-open", ear_tape_get_length (tape), "us", g_get_monotonic_time () - start, 0);
}

static void
bench_export (EarArchive *archive)
{
  for (EarExportFormat format = 0; format < EAR_N_EXPORT_FORMATS; format++) {
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autofree char *name = g_strconcat ("export-", ear_export_format_to_name (format), NULL);
    gint64 start = g_get_monotonic_time ();

    ear_export_write (archive, NULL, NULL, format, stream, NULL, NULL);
    print (name, N_STORED, "us/session", (double) (g_get_monotonic_time () - start) / N_STORED, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (EarTariff) tariff = test_load_tariff ();
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive.db", NULL);
  g_autoptr (EarArchive) archive = ear_archive_open (path, NULL);

  bench_fold (tariff);
  bench_append (tariff, archive);
  bench_read (archive, path);
  bench_export (archive);

  g_clear_object (&archive);
  test_remove (folder);

  return 0;
}
