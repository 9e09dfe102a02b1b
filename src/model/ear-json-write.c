/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"

#include <math.h>
#include <string.h>

/* json-glib 1.6 writes what it can not read: 5e276 as "5e+276.0", U+001F and broken UTF-8 as they are. And it writes 0.1
 * as 0.10000000000000001. So what leaves the product as JSON is written here.
 */
static void
write_string (GString    *out,
              const char *text)
{
  static const char plain[] = "\"\\\b\f\n\r\t", letters[] = "\"\\bfnrt";
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  for (const char *p = valid ? valid : text; *p; p++) {
    const char *special = strchr (plain, *p);

    if (special)
      g_string_append_printf (out, "\\%c", letters[special - plain]);
    else if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", *p);
    else
      g_string_append_c (out, *p);
  }
  g_string_append_c (out, '"');
}

/* The shortest text that is read as the same number, and as no whole one. */
static void
write_double (GString *out,
              double   real)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (real)) {
    g_string_append (out, "null");
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_ascii_formatd (text, sizeof text, formats[i], real);
    if (g_ascii_strtod (text, NULL) == real)
      break;
  }
  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

static void
write_value (GString  *out,
             JsonNode *node)
{
  switch (json_node_get_value_type (node)) {
  case G_TYPE_INT64:
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
    break;
  case G_TYPE_DOUBLE:
    write_double (out, json_node_get_double (node));
    break;
  case G_TYPE_BOOLEAN:
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
    break;
  case G_TYPE_STRING:
    write_string (out, json_node_get_string (node));
    break;
  default:
    g_assert_not_reached ();
  }
}

static void write_node (GString  *out,
                        JsonNode *node);

static void
write_object (GString    *out,
              JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    if (!first)
      g_string_append_c (out, ',');
    first = FALSE;
    write_string (out, name);
    g_string_append_c (out, ':');
    write_node (out, node);
  }
  g_string_append_c (out, '}');
}

static void
write_array (GString   *out,
             JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (i > 0)
      g_string_append_c (out, ',');
    write_node (out, json_array_get_element (array, i));
  }
  g_string_append_c (out, ']');
}

static void
write_node (GString  *out,
            JsonNode *node)
{
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    write_object (out, json_node_get_object (node));
    break;
  case JSON_NODE_ARRAY:
    write_array (out, json_node_get_array (node));
    break;
  case JSON_NODE_VALUE:
    write_value (out, node);
    break;
  case JSON_NODE_NULL:
  default:
    g_string_append (out, "null");
  }
}

/**
 * ear_json_to_string:
 * @node: a document
 *
 * Use this instead of json_to_string(), which may write what can not be read. Infinities and NaN become null.
 *
 * Returns: (transfer full): the document on one line
 */
char *
ear_json_to_string (JsonNode *node)
{
  GString *out = g_string_new (NULL);

  write_node (out, node);

  return g_string_free (out, FALSE);
}
