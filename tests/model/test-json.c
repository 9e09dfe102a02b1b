/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_accepts (void)
{
  static const char *const good[] = {
    "{}", "[]", " \t\r\n[ ] \n", "null", "true", "false", "0", "-0", "-0.0", "1e5", "1E+5", "1.5e-5", "\"\"", "\"\\u00e9\\ud83d\\ude00\"",
    "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"A\":1}", "9223372036854775807", "-9223372036854775808", "1e-400", "\"\x7f\"", "{\"a\":1,\"\\u0061b\":2}",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "[1 , 2\n,3]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) node = ear_json_parse (good[i], -1, NULL, &error);

    g_test_message ("%s", good[i]);
    g_assert_no_error (error);
    g_assert_nonnull (node);
  }
}

static void
test_refuses (void)
{
  static const struct { const char *text; EarJsonError code; const char *words; } bad[] = {
    { "", EAR_JSON_ERROR_SYNTAX, "ends too early" },
    { "  ", EAR_JSON_ERROR_SYNTAX, "ends too early" },
    { "\xef\xbb\xbf{}", EAR_JSON_ERROR_SYNTAX, "line 1, column 1: " },
    { "{", EAR_JSON_ERROR_SYNTAX, "expected a string" },
    { "{\"a\"", EAR_JSON_ERROR_SYNTAX, "expected “:”" },
    { "{\"a\":", EAR_JSON_ERROR_SYNTAX, "ends too early" },
    { "{\"a\":1", EAR_JSON_ERROR_SYNTAX, "expected “,” or “}”" },
    { "{\"a\":1,", EAR_JSON_ERROR_SYNTAX, "expected a string" },
    { "{\"a\":1,}", EAR_JSON_ERROR_SYNTAX, "expected a string" },
    { "{a:1}", EAR_JSON_ERROR_SYNTAX, "expected a string" },
    { "{'a':1}", EAR_JSON_ERROR_SYNTAX, "expected a string" },
    { "{\"a\" 1}", EAR_JSON_ERROR_SYNTAX, "expected “:”" },
    { "[1,]", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "[1 2]", EAR_JSON_ERROR_SYNTAX, "expected “,” or “]”" },
    { "[1", EAR_JSON_ERROR_SYNTAX, "expected “,” or “]”" },
    { "{} {}", EAR_JSON_ERROR_SYNTAX, "something follows" },
    { "// no\n1", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "/* no */ 1", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "tru", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "True", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "nullx", EAR_JSON_ERROR_SYNTAX, "something follows" },
    { "NaN", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "Infinity", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "-Infinity", EAR_JSON_ERROR_SYNTAX, "expected a digit" },
    { "010", EAR_JSON_ERROR_SYNTAX, "may not start with 0" },
    { "-012", EAR_JSON_ERROR_SYNTAX, "may not start with 0" },
    { "0x10", EAR_JSON_ERROR_SYNTAX, "something follows" },
    { "+1", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { ".5", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "5.", EAR_JSON_ERROR_SYNTAX, "expected a digit" },
    { "1e", EAR_JSON_ERROR_SYNTAX, "expected a digit" },
    { "-", EAR_JSON_ERROR_SYNTAX, "expected a digit" },
    { "1e400", EAR_JSON_ERROR_LIMIT, "out of range" },
    { "-1e400", EAR_JSON_ERROR_LIMIT, "out of range" },
    { "9223372036854775808", EAR_JSON_ERROR_LIMIT, "out of range" },
    { "-9223372036854775809", EAR_JSON_ERROR_LIMIT, "out of range" },
    { "1000000000000000000000000000000000000000000000000000000000000000", EAR_JSON_ERROR_LIMIT, "too many digits" },
    { "{\"a\":1,\"a\":2}", EAR_JSON_ERROR_SYNTAX, "the same member twice" },
    { "{\"a\":1,\"\\u0061\":2}", EAR_JSON_ERROR_SYNTAX, "the same member twice" },
    { "{\"\\ud83d\\ude00\":1,\"😀\":2}", EAR_JSON_ERROR_SYNTAX, "the same member twice" },
    { "{\"\\n\":1,\"\\u000A\":2}", EAR_JSON_ERROR_SYNTAX, "the same member twice" },
    { "{\"/\":1,\"\\/\":2}", EAR_JSON_ERROR_SYNTAX, "the same member twice" },
    { "\"", EAR_JSON_ERROR_SYNTAX, "does not end" },
    { "\"\\", EAR_JSON_ERROR_SYNTAX, "unknown escape" },
    { "\"\\x\"", EAR_JSON_ERROR_SYNTAX, "unknown escape" },
    { "\"\\u12\"", EAR_JSON_ERROR_SYNTAX, "four hexadecimal digits" },
    { "\"\\u123", EAR_JSON_ERROR_SYNTAX, "four hexadecimal digits" },
    { "\"\\u0000\"", EAR_JSON_ERROR_SYNTAX, "\\u0000" },
    { "\"\\ud83d\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83dx\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83d\\n\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83d\\u0041\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"\\ud83d\\ud83d\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"\\ude00\"", EAR_JSON_ERROR_SYNTAX, "surrogate" },
    { "\"a\nb\"", EAR_JSON_ERROR_SYNTAX, "control character" },
    { "\"a\tb\"", EAR_JSON_ERROR_SYNTAX, "control character" },
    { "\"\xff\"", EAR_JSON_ERROR_SYNTAX, "not valid UTF-8" },
    { "\"\xc0\xaf\"", EAR_JSON_ERROR_SYNTAX, "not valid UTF-8" },
    { "\"\xed\xa0\x80\"", EAR_JSON_ERROR_SYNTAX, "not valid UTF-8" },
    { "[\n 1,\n  oops]", EAR_JSON_ERROR_SYNTAX, "line 3, column 3: " },
    { "\v1", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "]", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "[}", EAR_JSON_ERROR_SYNTAX, "expected a value" },
    { "{]", EAR_JSON_ERROR_SYNTAX, "expected a string" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_json_parse (bad[i].text, -1, NULL, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, EAR_JSON_ERROR, (int) bad[i].code);
    g_assert_nonnull (strstr (error->message, bad[i].words));
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

/* Each beginning of a document that is not the whole is refused. The copy ends where the document does, so that a
 * sanitizer sees a look beyond.
 */
static void
test_truncated (void)
{
  static const char whole[] = "{\"speech\":\"caf\\u00e9 \\ud83d\\ude00 ☂\",\"n\":[-1.5e+3,true,false,null,{\"x\":{}}],\"end\":\"\\\\\"}";

  for (gsize length = 0; length < sizeof whole - 1; length++) {
    g_autofree char *part = g_memdup2 (whole, length);
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_json_check (part ? part : "", length, NULL, &error));
    g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_SYNTAX);
  }
  g_assert_true (ear_json_check (whole, sizeof whole - 1, NULL, NULL));
  g_assert_false (ear_json_check (whole, sizeof whole, NULL, NULL));
  g_assert_false (ear_json_check ("1\0", 2, NULL, NULL));
  g_assert_false (ear_json_check ("\"a\0b\"", 5, NULL, NULL));
}

static char *
nest (guint n)
{
  g_autofree char *opening = g_strnfill (n, '['), *closing = g_strnfill (n, ']');

  return g_strconcat (opening, closing, NULL);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (64), *too_deep = nest (65), *bomb = g_strnfill (200 * 1024, '['), *whole_bomb = nest (100 * 1024);
  g_autofree char *objects = g_strnfill (200 * 1024 / 5, 'x');
  g_auto (GStrv) parts = g_strsplit (objects, "x", -1);
  g_autofree char *object_bomb = g_strjoinv ("{\"a\":", parts);
  const char *bombs[] = { too_deep, bomb, whole_bomb, object_bomb };

  g_assert_true (ear_json_check (deepest, strlen (deepest), NULL, NULL));
  g_assert_true (ear_json_check ("[{\"a\":1}]", 9, &(EarJsonLimits) { 9, 2 }, NULL));
  g_assert_false (ear_json_check ("[{\"a\":[]}]", 10, &(EarJsonLimits) { 10, 2 }, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_json_check (bombs[i], strlen (bombs[i]), NULL, &error));
    g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
  }
}

static void
test_size (void)
{
  g_autofree char *wide = g_strnfill (4 * 1024 * 1024, ' ');
  g_autoptr (GError) error = NULL;

  wide[0] = '1';
  g_assert_true (ear_json_check (wide, strlen (wide), NULL, NULL));
  g_assert_false (ear_json_check (wide, strlen (wide) + 1, NULL, &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
}

static void
test_load (void)
{
  g_autofree char *folder = g_dir_make_tmp ("earshot-json-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "model.json", NULL);
  const char *unreadable[] = { path, folder, "/dev/zero" };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (unreadable); i++) {
    g_assert_null (ear_json_load (unreadable[i], NULL, &error));
    g_assert_nonnull (strstr (error->message, unreadable[i]));
    g_clear_error (&error);
  }

  g_assert_true (g_file_set_contents (path, "{\n  \"a\": oops\n}\n", -1, NULL));
  g_assert_null (ear_json_load (path, NULL, &error));
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, "line 2, column 8"));
  g_clear_error (&error);

  g_assert_null (ear_json_load (path, &(EarJsonLimits) { 3, 3 }, &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);

  g_assert_true (g_file_set_contents (path, "{\"a\": 1}\n", -1, NULL));
  node = ear_json_load (path, NULL, NULL);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_write (void)
{
  static const struct { const char *in, *out; } rows[] = {
    { " { \"b\" : [ ] , \"a\" : { } } ", "{\"b\":[],\"a\":{}}" },
    { "[1,-0,true,false,null,\"\"]", "[1,0,true,false,null,\"\"]" },
    { "[0.1,5.0,-2.5e-3,5e276,1e300,1.7976931348623157e308,4.9e-324,-0.0]",
      "[0.1,5.0,-0.0025,5e+276,1e+300,1.7976931348623157e+308,4.94065645841247e-324,-0.0]" },
    { "0.30000000000000004", "0.30000000000000004" },
    { "\"\\u0001\\u001f\\u007f\\/\\\\\\\"\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"", "\"\\u0001\\u001f\x7f/\\\\\\\"\\b\\f\\n\\r\\té😀\"" },
  };
  g_autoptr (JsonNode) broken = json_node_new (JSON_NODE_VALUE);
  g_autofree char *mended = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (JsonNode) node = ear_json_parse (rows[i].in, -1, NULL, NULL);
    g_autofree char *text = ear_json_to_string (node);
    g_autoptr (JsonNode) back = ear_json_parse (text, -1, NULL, NULL);

    g_assert_cmpstr (text, ==, rows[i].out);
    g_assert_true (json_node_equal (node, back));
  }

  json_node_set_string (broken, "caf\xe9");
  mended = ear_json_to_string (broken);
  g_assert_cmpstr (mended, ==, "\"caf\xef\xbf\xbd\"");
}

static void
test_getters (void)
{
  g_autoptr (JsonNode) node = ear_json_parse (
    "{\"object\":{},\"array\":[],\"string\":\"x\",\"int\":7,\"double\":1.5,\"true\":true,\"null\":null}", -1, NULL, NULL);
  JsonObject *object = json_node_get_object (node);
  static const char *const members[] = { "object", "array", "string", "int", "double", "true", "null", "missing" };
  gint64 whole;
  double real;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *m = members[i];
    GError *errors[5] = { NULL };

    g_assert_cmpint (ear_json_get_object (object, m, &errors[0]) != NULL, ==, strcmp (m, "object") == 0);
    g_assert_cmpint (ear_json_get_array (object, m, &errors[1]) != NULL, ==, strcmp (m, "array") == 0);
    g_assert_cmpint (ear_json_get_string (object, m, &errors[2]) != NULL, ==, strcmp (m, "string") == 0);
    g_assert_cmpint (ear_json_get_int (object, m, 0, 9, &whole, &errors[3]), ==, strcmp (m, "int") == 0);
    g_assert_cmpint (ear_json_get_double (object, m, 0, 9, &real, &errors[4]), ==, strcmp (m, "int") == 0 || strcmp (m, "double") == 0);

    for (guint e = 0; e < G_N_ELEMENTS (errors); e++)
      if (errors[e] != NULL) {
        g_assert_true (g_error_matches (errors[e], EAR_JSON_ERROR,
                                        i < G_N_ELEMENTS (members) - 1 ? EAR_JSON_ERROR_TYPE : EAR_JSON_ERROR_MISSING));
        g_assert_nonnull (strstr (errors[e]->message, m));
        g_clear_error (&errors[e]);
      }
  }
}

static void
test_ranges (void)
{
  g_autoptr (JsonNode) node = ear_json_parse ("{\"n\":10}", -1, NULL, NULL);
  JsonObject *object = json_node_get_object (node);
  gint64 whole = 0;
  double real = 0;

  g_assert_true (ear_json_get_int (object, "n", 10, 10, &whole, NULL));
  g_assert_cmpint (whole, ==, 10);
  g_assert_false (ear_json_get_int (object, "n", 0, 9, &whole, NULL));
  g_assert_false (ear_json_get_int (object, "n", 11, 20, &whole, NULL));
  g_assert_true (ear_json_get_double (object, "n", 10, 10, &real, NULL));
  g_assert_cmpfloat (real, ==, 10);
  g_assert_false (ear_json_get_double (object, "n", 0, 9.99, &real, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/accepts", test_accepts);
  g_test_add_func ("/json/refuses", test_refuses);
  g_test_add_func ("/json/truncated", test_truncated);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/load", test_load);
  g_test_add_func ("/json/write", test_write);
  g_test_add_func ("/json/getters", test_getters);
  g_test_add_func ("/json/ranges", test_ranges);

  return g_test_run ();
}
