/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-json.h"

#include <string.h>

#define ROUNDS 8000

/* Jansson allows 2048 levels, numbers of any length and a NUL at the end; everything else must be judged alike. */
static const EarJsonLimits limits = { 1024 * 1024, 2048 };

static gboolean
has_long_number (const char *data,
                 gsize       length)
{
  gsize run = 0;

  for (gsize i = 0; i < length; i++) {
    run = g_ascii_isdigit (data[i]) || (data[i] && strchr ("+-.eE", data[i])) ? run + 1 : 0;
    if (run >= 60)
      return TRUE;
  }

  return FALSE;
}

/* An empty name is JSON, but json-glib 1.6 does not read it. */
static gboolean
is_empty_name (const GError *error)
{
  return g_error_matches (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_EMPTY_MEMBER_NAME);
}

typedef struct {
  GPtrArray *documents;         /* of GBytes */
} Hearing;

static void
open_hearing (Hearing       *self,
              gconstpointer  data)
{
  self->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

static void
close_hearing (Hearing       *self,
               gconstpointer  data)
{
  g_ptr_array_unref (self->documents);
}

static void
submit (Hearing    *self,
        const char *data,
        gsize       length)
{
  if (!has_long_number (data, length))
    g_ptr_array_add (self->documents, g_bytes_new (data, length));
}

/* One line a document: how Jansson would write it, or "-". */
static GStrv
ask_oracle (Hearing *self)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "model", "json-oracle", NULL);
  g_autoptr (GByteArray) input = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL, output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->documents->len; i++) {
    gsize length;
    const guint8 *data = g_bytes_get_data (g_ptr_array_index (self->documents, i), &length);
    g_autofree char *header = g_strdup_printf ("%" G_GSIZE_FORMAT "\n", length);

    g_byte_array_append (input, (const guint8 *) header, strlen (header));
    g_byte_array_append (input, data, length);
  }
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&input));

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (process, bytes, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));

  return g_strsplit (text, "\n", -1);
}

static void
compare (GBytes     *document,
         const char *verdict)
{
  gsize length;
  const char *data = g_bytes_get_data (document, &length);
  g_autofree char *text = g_strndup (data ? data : "", length);
  g_autofree char *quoted = g_strescape (text, NULL);
  gboolean theirs = strcmp (verdict, "-") != 0;
  g_autoptr (GError) error = NULL;
  gboolean ours = ear_json_check (data ? data : "", length, &limits, &error);
  g_autoptr (JsonNode) node = NULL, expected = NULL;

  if (ours != theirs)
    g_error ("%s: we say %s, Jansson says %s", quoted, ours ? "yes" : error->message, verdict);
  if (!ours)
    return;

  node = ear_json_parse (data, length, &limits, &error);
  if (is_empty_name (error))
    return;
  g_assert_no_error (error);
  expected = json_from_string (verdict, &error);
  g_assert_no_error (error);
  if (!(node && expected ? json_node_equal (node, expected) : node == expected))
    g_error ("%s: read otherwise than by Jansson, which has %s", quoted, verdict);
}

static void
close_case (Hearing *self)
{
  g_auto (GStrv) verdicts = ask_oracle (self);
  guint n_accepted = 0;

  g_assert_cmpuint (g_strv_length (verdicts), ==, self->documents->len + 1);
  for (guint i = 0; i < self->documents->len; i++) {
    compare (g_ptr_array_index (self->documents, i), verdicts[i]);
    n_accepted += strcmp (verdicts[i], "-") != 0;
  }
  g_test_message ("%u documents, %u of them valid", self->documents->len, n_accepted);
  g_assert_cmpuint (n_accepted, >, 0);
  g_assert_cmpuint (n_accepted, <, self->documents->len);
}

static void
test_corpus (Hearing       *self,
             gconstpointer  data)
{
  static const char *const corpus[] = {
    "", " ", "{}", "[]", "0", "-0", "-", "01", "1.", ".1", "1e1", "1E+1", "1e", "1e+", "-1.5e-7", "1e400", "-1e400", "1e-400", "1e308", "0e999",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "123456789012345678", "0.1", "5.0", "-0.0",
    "true", "false", "null", "nul", "nulll", "TRUE", "\"a\"", "\"", "\"\\\"", "\"\\u0041\"", "\"\\u00\"", "\"\\u0000\"", "\"\\ud800\"",
    "\"\\ud800\\udc00\"", "\"\\udc00\\ud800\"", "\"\\uD83D\\uDE00\"", "\"\\/\\b\\f\\n\\r\\t\"", "\"\\a\"", "\"\x7f\"", "\"\x1f\"", "\"\xc3\xa9\"",
    "\"\xc3\"", "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xef\xbf\xbf\"", "\xef\xbb\xbf{}", "[1,2,3]", "[1,2,]", "[,]", "[1 2]", "[[[]]]",
    "{\"a\":1}", "{\"a\":1,}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":1}", "{\"\":1}", "{\"a\"}", "{1:2}", "{\"a\":{\"a\":{}}}", "[]]", "{}}", "[}",
    "1 2", "// x\n1", "/**/1", "'a'", "NaN", "Infinity", "\f1", "\"\\n\\u000a\"", "{\"\\n\":1,\"\\u000a\":2}", "{\"é\":1,\"\\u00e9\":2}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    submit (self, corpus[i], strlen (corpus[i]));
  close_case (self);
}

/* Valid documents with a few bytes changed, dropped, doubled or moved: most are broken in one place only. */
static void
test_mutations (Hearing       *self,
                gconstpointer  data)
{
  static const char bytes[] = "{}[]\",:\\/ubfnrt0123456789abcdefABCDEF+-.eE \n\t\x01\x7f\x80\xc3\xa9\xed\xff";

  for (guint round = 0; round < ROUNDS; round++) {
    g_autofree char *document = arbitrary_json ();
    g_autoptr (GString) text = g_string_new (document);

    if (text->len > 400)
      g_string_truncate (text, 400);
    for (int n = g_test_rand_int_range (0, 4); n > 0 && text->len > 0; n--) {
      gsize at = g_test_rand_int_range (0, text->len);
      gsize span = g_test_rand_int_range (1, 5);

      switch (g_test_rand_int_range (0, 4)) {
      case 0:
        text->str[at] = bytes[g_test_rand_int_range (0, sizeof bytes - 1)];
        break;
      case 1:
        g_string_erase (text, at, MIN (span, text->len - at));
        break;
      case 2:
        g_string_insert_c (text, at, bytes[g_test_rand_int_range (0, sizeof bytes - 1)]);
        break;
      default:
        g_string_insert_len (text, at, document, MIN (span, strlen (document)));
      }
    }
    submit (self, text->str, text->len);
  }
  close_case (self);
}

/* Escapes, surrogates and numbers in every combination of a small alphabet. */
static void
test_grammar (Hearing       *self,
              gconstpointer  data)
{
  static const char *const atoms[] = { "\\u", "d83d", "de00", "0041", "0000", "\\", "\"", "n", "/", "-", "0", "1", ".", "e", "+", "9223372036854775807" };

  for (guint round = 0; round < ROUNDS; round++) {
    g_autoptr (GString) text = g_string_new (round % 2 ? "[\"" : "[");

    for (int n = g_test_rand_int_range (1, 7); n > 0; n--)
      g_string_append (text, atoms[g_test_rand_int_range (0, G_N_ELEMENTS (atoms))]);
    g_string_append (text, round % 2 ? "\"]" : "]");
    submit (self, text->str, text->len);
  }
  close_case (self);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/json-oracle/corpus", Hearing, NULL, open_hearing, test_corpus, close_hearing);
  g_test_add ("/json-oracle/mutations", Hearing, NULL, open_hearing, test_mutations, close_hearing);
  g_test_add ("/json-oracle/grammar", Hearing, NULL, open_hearing, test_grammar, close_hearing);

  return g_test_run ();
}
