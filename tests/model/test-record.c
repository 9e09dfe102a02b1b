/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-json.h"
#include "model/ear-record.h"

#include <string.h>

typedef struct {
  const char *words;
  const char *document;
  double      real;
  gint64      count;
  gboolean    flag;
} Everything;

static const EarField fields[] = {
  { "words", EAR_FIELD_TEXT, G_STRUCT_OFFSET (Everything, words) },
  { "document", EAR_FIELD_JSON, G_STRUCT_OFFSET (Everything, document) },
  { "real", EAR_FIELD_REAL, G_STRUCT_OFFSET (Everything, real) },
  { "count", EAR_FIELD_COUNT, G_STRUCT_OFFSET (Everything, count) },
  { "flag", EAR_FIELD_FLAG, G_STRUCT_OFFSET (Everything, flag) },
  { NULL }
};

static char *
write_record (gconstpointer record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  ear_record_write (fields, record, builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return ear_json_to_string (node);
}

static gboolean
read_record (const char    *json,
             Everything    *record,
             GStringChunk  *strings,
             GError       **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (json, -1, NULL, error);

  *record = (Everything) { NULL };

  return node && ear_record_read (fields, json_node_get_object (node), record, strings, error);
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 2000; i++) {
    g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
    g_autoptr (GError) error = NULL;
    Everything values = { NULL }, back;
    Everything *record;
    g_autofree char *json = NULL;

    arbitrary_record (fields, &values, strings);
    record = ear_record_copy (fields, &values, sizeof values);
    json = write_record (record);
    g_assert_true (read_record (json, &back, strings, &error));
    g_assert_no_error (error);
    g_assert_true (ear_record_equal (fields, record, &back));
    g_atomic_rc_box_release (record);
  }
}

static void
test_written (void)
{
  static const struct { Everything record; const char *json; } rows[] = {
    { { NULL }, "{}" },
    { { .words = "" }, "{\"words\":\"\"}" },
    { { .document = "{\"a\": [1, 2]}" }, "{\"document\":{\"a\":[1,2]}}" },
    { { .document = "oops" }, "{\"document\":null}" },
    { { .flag = 2 }, "{\"flag\":true}" },
    { { .count = -1 }, "{\"count\":-1}" },
    { { .real = 0.1 }, "{\"real\":0.1}" },
    { { .real = -0.0 }, "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *json = write_record (&rows[i].record);

    g_assert_cmpstr (json, ==, rows[i].json);
  }
}

static void
test_equality (void)
{
  const Everything record = { "a", "{}", 0.5, 3, TRUE };
  Everything other = record;
  char same[] = "a";

  other.words = same;
  other.flag = 7;
  g_assert_true (ear_record_equal (fields, &record, &other));
  other.words = NULL;
  g_assert_false (ear_record_equal (fields, &record, &other));
  g_assert_false (ear_record_equal (fields, &other, &record));
  other.words = "";
  g_assert_false (ear_record_equal (fields, &record, &other));
}

static void
test_copy (void)
{
  Everything *copy = ear_record_copy (fields, &(Everything) { .words = "one", .document = "[2]", .real = -0.0 }, sizeof (Everything));
  gpointer shared = g_atomic_rc_box_acquire (copy);

  g_atomic_rc_box_release (copy);
  copy = shared;
  g_assert_cmpstr (copy->words, ==, "one");
  g_assert_cmpstr (copy->document, ==, "[2]");
  g_assert_cmpmem (&copy->real, sizeof copy->real, &(double) { 0 }, sizeof (double));
  g_atomic_rc_box_release (copy);
}

static void
test_refusals (void)
{
  static const struct { const char *json, *words; } bad[] = {
    { "{\"words\":1}", "$.words: expected a string" },
    { "{\"words\":{}}", "$.words: expected a string" },
    { "{\"real\":\"1\"}", "$.real: expected a number" },
    { "{\"real\":true}", "$.real: expected a number" },
    { "{\"count\":1.0}", "$.count: expected a whole number" },
    { "{\"count\":[]}", "$.count: expected a whole number" },
    { "{\"flag\":1}", "$.flag: expected true or false" },
    { "{\"flag\":\"true\"}", "$.flag: expected true or false" },
  };
  g_autoptr (GStringChunk) strings = g_string_chunk_new (64);
  Everything record;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (read_record (bad[i].json, &record, strings, &error));
    g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE);
    g_assert_cmpstr (error->message, ==, bad[i].words);
  }

  g_assert_true (read_record ("{\"words\":null,\"document\":\"text\",\"real\":3,\"more\":1}", &record, strings, NULL));
  g_assert_null (record.words);
  g_assert_cmpstr (record.document, ==, "\"text\"");
  g_assert_cmpfloat (record.real, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/written", test_written);
  g_test_add_func ("/record/equality", test_equality);
  g_test_add_func ("/record/copy", test_copy);
  g_test_add_func ("/record/refusals", test_refusals);

  return g_test_run ();
}
