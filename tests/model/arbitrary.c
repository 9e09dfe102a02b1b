/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-json.h"

#include <float.h>

#define PICK(array) (array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))]

char *
arbitrary_text (void)
{
  static const char *const pieces[] = {
    "", " ", "weather", "Köln", "\"", "\\", "/", "\n", "\t", "\x01", "\x1f", "\x7f", "é", "ß", "日本", "😀", "\u2028", "{}", "null", "0", "%s"
  };
  GString *text = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, 100) == 0 ? 5000 : g_test_rand_int_range (0, 6);

  for (guint i = 0; i < n; i++)
    g_string_append (text, PICK (pieces));

  return g_string_free (text, FALSE);
}

double
arbitrary_real (void)
{
  static const double reals[] = { 0, 1, -1, 0.1, -0.5, 1.0 / 3, DBL_MIN, -DBL_MAX, DBL_MAX, 4.9e-324, 1e300, 9007199254740993.0 };

  return g_test_rand_bit () ? PICK (reals) : g_test_rand_double_range (-1000, 1000);
}

gint64
arbitrary_count (void)
{
  static const gint64 counts[] = { 0, 1, -1, 42, G_MAXINT32, G_MININT32, G_MAXUINT32, G_MAXINT64, G_MININT64, G_MAXINT64 - 1 };

  return g_test_rand_bit () ? PICK (counts) : (gint64) ((guint64) g_test_rand_int () << 32 ^ (guint32) g_test_rand_int ());
}

static void
build_value (JsonBuilder *builder,
             guint        depth)
{
  g_autofree char *text = arbitrary_text ();

  switch (g_test_rand_int_range (0, depth < 4 ? 7 : 5)) {
  case 0:
    json_builder_add_null_value (builder);
    break;
  case 1:
    json_builder_add_boolean_value (builder, g_test_rand_bit ());
    break;
  case 2:
    json_builder_add_int_value (builder, arbitrary_count ());
    break;
  case 3:
    json_builder_add_double_value (builder, g_test_rand_double_range (-1e6, 1e6));
    break;
  case 4:
    json_builder_add_string_value (builder, text);
    break;
  case 5:
    json_builder_begin_array (builder);
    for (int i = g_test_rand_int_range (0, 4); i > 0; i--)
      build_value (builder, depth + 1);
    json_builder_end_array (builder);
    break;
  default:
    json_builder_begin_object (builder);
    for (int i = g_test_rand_int_range (0, 4); i > 0; i--) {
      g_autofree char *name = g_strdup_printf ("%d%s", i, text);

      json_builder_set_member_name (builder, name);
      build_value (builder, depth + 1);
    }
    json_builder_end_object (builder);
  }
}

char *
arbitrary_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "value");
  build_value (builder, 0);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return ear_json_to_string (node);
}

void
arbitrary_record (const EarField *fields,
                  gpointer        record,
                  GStringChunk   *strings)
{
  for (const EarField *f = fields; f->name; f++) {
    g_autofree char *text = NULL;

    if (g_test_rand_int_range (0, 4) == 0)
      continue;

    switch (f->kind) {
    case EAR_FIELD_TEXT:
    case EAR_FIELD_JSON:
      text = f->kind == EAR_FIELD_TEXT ? arbitrary_text () : arbitrary_json ();
      G_STRUCT_MEMBER (const char *, record, f->offset) = g_string_chunk_insert (strings, text);
      break;
    case EAR_FIELD_REAL:
      G_STRUCT_MEMBER (double, record, f->offset) = arbitrary_real ();
      break;
    case EAR_FIELD_COUNT:
      G_STRUCT_MEMBER (gint64, record, f->offset) = arbitrary_count ();
      break;
    case EAR_FIELD_FLAG:
    default:
      G_STRUCT_MEMBER (gboolean, record, f->offset) = g_test_rand_bit ();
    }
  }
}

EarEvent *
arbitrary_event (EarEventType type)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  EarEvent values = { .type = type, .turn = g_test_rand_int (), .at = arbitrary_count (), .mono_us = arbitrary_count () };

  arbitrary_record (ear_event_type_get_fields (type), &values, strings);

  return ear_event_new (&values);
}
