/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"
#include "ledger/ear-export.h"
#include "model/ear-json.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char       *folder;
  EarTariff  *tariff;
  EarArchive *archive;
  guint       n_events;
} Fixture;

/* Three sessions: plain, hostile in every text, and in two currencies; and a charge outside of all. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = test_make_folder ();
  fixture->tariff = test_load_tariff ();
  path = g_build_filename (fixture->folder, "archive.db", NULL);
  fixture->archive = ear_archive_open (path, &error);
  g_assert_no_error (error);

  events = test_weather (fixture->tariff, "plain", 1, MORNING);
  test_append_all (fixture->archive, events);
  test_append (fixture->archive, test_open ("=cmd|'/c calc'!A0 (x) ; [2020-01-01]", MORNING + 10));
  test_append (fixture->archive, test_hear ("say \"hello\",\r\n2020-01-01 * Payee  ; :tag:\n    Assets:Fake   7 USD\n\x01", 2, MORNING + 11));
  test_append (fixture->archive, test_charge ("voice.asr", -450, 2, MORNING + 12));
  test_append (fixture->archive, test_charge ("odd\"item\n[=2020/01/01]", -1, 2, MORNING + 12));
  test_append (fixture->archive, test_close (MORNING + 13));
  test_append (fixture->archive, test_charge ("music.track-free", -2100, 2, G_MAXINT64));
  test_append (fixture->archive, test_open ("two", MORNING + 20));
  test_append (fixture->archive, test_charge_gross ("shop.margin", 999200, 12490000, "EUR", 3));
  test_append (fixture->archive, test_charge_gross ("skill.margin", 597002, 1990005, "USD", 3));
  test_append (fixture->archive, test_close (MORNING + 23));
  fixture->n_events = events->len + 10;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->archive);
  g_object_unref (fixture->tariff);
  test_remove (fixture->folder);
  g_free (fixture->folder);
}

static GBytes *
export (Fixture            *fixture,
        const char *const  *ids,
        EarExportFormat     format)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  ear_export_write (fixture->archive, fixture->tariff, ids, format, stream, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (stream, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
export_text (Fixture         *fixture,
             EarExportFormat  format)
{
  g_autoptr (GBytes) bytes = export (fixture, NULL, format);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
export_file (Fixture            *fixture,
             const char *const  *ids,
             EarExportFormat     format)
{
  g_autoptr (GBytes) bytes = export (fixture, ids, format);
  g_autofree char *name = g_strconcat ("export.", ear_export_format_get_suffix (format), NULL);
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));

  return path;
}

static void
test_tape (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = export_file (fixture, NULL, EAR_EXPORT_TAPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = ear_tape_load (path, &error);
  g_autoptr (EarTape) direct = ear_tape_new ();
  g_autofree char *again = g_build_filename (fixture->folder, "again.jsonl", NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_true (ear_archive_load_tape (fixture->archive, NULL, direct, NULL));
  g_assert_cmpuint (ear_tape_get_length (tape), ==, fixture->n_events);
  for (guint i = 1; i <= fixture->n_events; i++)
    g_assert_true (ear_event_equal (ear_tape_peek (tape, i), ear_tape_peek (direct, i)));

  /* To the byte what a tape writes of itself. */
  g_assert_true (ear_tape_save (direct, again, FALSE, &error));
  g_assert_true (g_file_get_contents (path, &first, NULL, NULL));
  g_assert_true (g_file_get_contents (again, &second, NULL, NULL));
  g_assert_cmpstr (first, ==, second);
}

static void
test_some (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const ids[] = { "two", "plain", NULL };
  static const char *const missing[] = { "plain", "none", NULL };
  g_autofree char *path = export_file (fixture, ids, EAR_EXPORT_TAPE);
  g_autoptr (EarTape) tape = ear_tape_load (path, NULL);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (ear_tape_get_length (tape), ==, fixture->n_events - 6);
  g_assert_cmpstr (ear_tape_peek (tape, 1)->opened.session, ==, "two");
  g_assert_false (ear_export_write (fixture->archive, NULL, missing, EAR_EXPORT_CSV, stream, NULL, &error));
  g_assert_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "“none”"));
}

static gint64
sum_postings (JsonObject *session,
              const char *currency)
{
  JsonArray *postings = json_object_get_array_member (session, "postings");
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (postings); i++) {
    JsonObject *posting = json_array_get_object_element (postings, i);

    if (strcmp (json_object_get_string_member (posting, "currency"), currency) == 0)
      sum += json_object_get_int_member (posting, "micros");
  }

  return sum;
}

static void
test_json (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = export_text (fixture, EAR_EXPORT_JSON);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = ear_json_parse (text, -1, NULL, &error);
  JsonArray *sessions;
  JsonObject *plain, *turn;

  g_assert_no_error (error);
  sessions = json_node_get_array (root);
  g_assert_cmpuint (json_array_get_length (sessions), ==, 4);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpint (sum_postings (json_array_get_object_element (sessions, i), "USD"), ==, 0);
    g_assert_cmpint (sum_postings (json_array_get_object_element (sessions, i), "EUR"), ==, 0);
  }

  plain = json_array_get_object_element (sessions, 0);
  g_assert_cmpstr (json_object_get_string_member (plain, "session"), ==, "plain");
  g_assert_cmpint (json_object_get_int_member (plain, "loaded_micros"), ==, 79274);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (plain, "events")), ==, 11);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (plain, "postings")), ==, 12);
  turn = json_array_get_object_element (json_object_get_array_member (plain, "turns"), 1);
  g_assert_cmpint (json_object_get_int_member (turn, "turn"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (turn, "intent"), ==, "weather.forecast");
  g_assert_cmpint (json_object_get_int_member (turn, "cost_micros"), ==, 1000);
  g_assert_true (json_object_get_null_member (json_array_get_object_element (sessions, 3), "session"));
}

/* Reads RFC 4180 and nothing looser. Returns the number of cells of a record, and the first cell. */
static guint
read_record (const char **at,
             GString     *first)
{
  guint n = 1;

  g_string_truncate (first, 0);
  for (;;) {
    if (**at == '"') {
      for (++*at; !(**at == '"' && (*at)[1] != '"'); ++*at) {
        g_assert_true (**at != '\0');
        if (**at == '"')
          ++*at;
        if (n == 1)
          g_string_append_c (first, **at);
      }
      ++*at;
    } else {
      for (; !strchr (",\r\n", **at); ++*at)
        g_assert_true (**at != '"');
    }
    if (**at == '\r') {
      g_assert_true ((*at)[1] == '\n');
      *at += 2;
      return n;
    }
    g_assert_true (**at == ',');
    ++*at;
    n++;
  }
}

static void
test_csv (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *text = export_text (fixture, EAR_EXPORT_CSV);
  g_autoptr (GString) first = g_string_new (NULL);
  const char *at = text;
  guint n_records = 0;
  gboolean hostile = FALSE;

  g_assert_true (g_str_has_prefix (text, "session,opened,turn,at,item,depth,account,amount,currency\r\n"));
  g_assert_nonnull (strstr (text, "\"plain\",2026-03-02T07:30:00Z,1,2026-03-02T07:30:00.000003Z,\"voice.asr\",contribution,"
                            "Expenses:Voice:ASR,0.000450,USD\r\n"));
  while (*at != '\0') {
    g_assert_cmpuint (read_record (&at, first), ==, 9);
    hostile |= strcmp (first->str, "'=cmd|'/c calc'!A0 (x) ; [2020-01-01]") == 0;
    n_records++;
  }
  g_assert_true (hostile);
  g_assert_cmpuint (n_records, ==, 1 + 12 + 4 + 5 + 2);
}

static char *
run_ledger (const char *path,
            const char *query)
{
  const char *const arguments[] = { "ledger", "--args-only", "-f", path, "balance", "--flat", "--no-total", "--format", "%(amount) %(account)\n",
                                    query, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *problems = NULL;
  char *output = NULL;
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &problems, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (problems, ==, "");
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return output;
}

static void
test_ledger (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *program = g_find_program_in_path ("ledger");
  g_autofree char *path = export_file (fixture, NULL, EAR_EXPORT_LEDGER);
  g_autofree char *voice = NULL;
  g_autofree char *skills = NULL;
  g_autofree char *all = NULL;

  if (program == NULL) {
    g_test_skip ("Debian's package “ledger” is not installed");
    return;
  }

  voice = run_ledger (path, "Voice");
  g_assert_cmpstr (voice, ==, "0.000900 USD Expenses:Voice:ASR\n0.000150 USD Expenses:Voice:NLU\n0.000300 USD Expenses:Voice:TTS\n");
  skills = run_ledger (path, "/Skills|Developers|Shopping/");
  g_assert_cmpstr (skills, ==, "-0.999200 EUR Income:Shopping:Margin\n-0.597002 USD Income:Skills\n"
                   "-1.393003 USD Liabilities:Developers\n");
  all = run_ledger (path, "/./");
  g_assert_null (strstr (all, "Fake"));
  g_assert_nonnull (strstr (all, "0.000001 USD Assets:Suspense"));
}

/* Without ledger at hand: every transaction of the text sums to zero in each currency. */
static void
test_ledger_balance (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *text = export_text (fixture, EAR_EXPORT_LEDGER);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gint64 sums[2] = { 0 };
  guint n_transactions = 0;

  for (char **line = lines; *line != NULL; line++) {
    if (g_ascii_isdigit (**line)) {
      n_transactions++;
      g_assert_cmpint (sums[0], ==, 0);
      g_assert_cmpint (sums[1], ==, 0);
    } else if (g_str_has_prefix (*line, "    ")) {
      const char *amount = *line + 4 + strcspn (*line + 4, " ");
      char *end;
      double value = g_ascii_strtod (amount, &end);

      g_assert_true (*end == ' ');
      sums[g_str_has_prefix (end, " EUR  ; ")] += (gint64) (value * 1e6 + (value < 0 ? -0.5 : 0.5));
    } else {
      g_assert_true (**line == '\0' || **line == ';');
    }
  }
  g_assert_cmpuint (n_transactions, ==, 4);
}

static void
test_xlsx (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GBytes) bytes = export (fixture, NULL, EAR_EXPORT_XLSX);
  const char *start = g_bytes_get_data (bytes, NULL);

  g_assert_cmpuint (g_bytes_get_size (bytes), >, 4000);
  g_assert_cmpmem (start, 4, "PK\x03\x04", 4);
  g_assert_nonnull (memmem (start, g_bytes_get_size (bytes), "xl/worksheets/sheet3.xml", 24));
}

/* What a reader of the format sees: rows, no formula whatever the text begins with, numbers as numbers. */
static void
test_xlsx_cells (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char script[] =
    "import sys, zipfile, xml.etree.ElementTree as tree\n"
    "book = zipfile.ZipFile (sys.argv[1])\n"
    "assert book.testzip () is None\n"
    "space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'\n"
    "for n in 1, 2, 3:\n"
    "  sheet = tree.fromstring (book.read ('xl/worksheets/sheet%d.xml' % n))\n"
    "  rows = sheet.findall ('.//' + space + 'row')\n"
    "  print (len (rows), len (sheet.findall ('.//' + space + 'f')), ''.join (rows[1][0].itertext ()))\n"
    "  if n == 2:\n"
    "    print (rows[1][6].find (space + 'v').text)\n";
  g_autofree char *program = g_find_program_in_path ("python3");
  g_autofree char *path = export_file (fixture, NULL, EAR_EXPORT_XLSX);
  const char *const arguments[] = { "python3", "-c", script, path, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (program == NULL) {
    g_test_skip ("python3 is not installed");
    return;
  }

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  g_assert_cmpstr (output, ==, "4 0 plain\n24 0 plain\n0.00045\n22 0 plain\n");
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (EarExportFormat format = 0; format < EAR_N_EXPORT_FORMATS; format++) {
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_export_write (fixture->archive, NULL, NULL, format, stream, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  }
}

static void
test_nothing (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "archive.db", NULL);
  g_autoptr (EarArchive) archive = ear_archive_open (path, NULL);
  Fixture fixture = { folder, NULL, archive, 0 };
  g_autofree char *json = export_text (&fixture, EAR_EXPORT_JSON);
  g_autofree char *tape = export_text (&fixture, EAR_EXPORT_TAPE);
  g_autoptr (JsonNode) root = ear_json_parse (json, -1, NULL, NULL);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (root)), ==, 0);
  g_assert_cmpstr (tape, ==, "{\"earshot-tape\":2}\n");
  test_remove (folder);
}

static void
test_names (void)
{
  EarExportFormat format;

  for (EarExportFormat f = 0; f < EAR_N_EXPORT_FORMATS; f++) {
    g_assert_true (ear_export_format_from_name (ear_export_format_to_name (f), &format));
    g_assert_cmpint (format, ==, f);
  }
  g_assert_false (ear_export_format_from_name ("pdf", &format));
  g_assert_false (ear_export_format_from_name (NULL, &format));
}

#define ADD(name, func) g_test_add ("/export/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("tape", test_tape);
  ADD ("some", test_some);
  ADD ("json", test_json);
  ADD ("csv", test_csv);
  ADD ("ledger", test_ledger);
  ADD ("ledger-balance", test_ledger_balance);
  ADD ("xlsx", test_xlsx);
  ADD ("xlsx-cells", test_xlsx_cells);
  ADD ("cancel", test_cancel);
  g_test_add_func ("/export/nothing", test_nothing);
  g_test_add_func ("/export/names", test_names);

  return g_test_run ();
}
