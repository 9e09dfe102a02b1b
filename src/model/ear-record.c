/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-record.h"
#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static gboolean
holds_text (const EarField *field)
{
  return field->kind == EAR_FIELD_TEXT || field->kind == EAR_FIELD_JSON;
}

/* What JSON can not hold becomes zero, and so does -0, so that a copy is the same after a trip through a file. */
static double
settle_real (double real)
{
  return isfinite (real) && real != 0 ? real : 0;
}

/**
 * ear_record_copy:
 * @fields: the table of the struct
 * @record: the struct to copy
 * @size: its size in bytes
 *
 * Copies a struct and its strings into one reference-counted block. Infinities and NaN become 0.
 *
 * Returns: (transfer full): the copy; share it with g_atomic_rc_box_acquire()
 */
gpointer
ear_record_copy (const EarField *fields,
                 gconstpointer   record,
                 gsize           size)
{
  gsize total = size;
  char *copy, *tail;

  for (const EarField *f = fields; f->name; f++) {
    if (holds_text (f)) {
      const char *text = G_STRUCT_MEMBER (const char *, record, f->offset);

      total += text ? strlen (text) + 1 : 0;
    }
  }

  copy = g_atomic_rc_box_alloc (total);
  memcpy (copy, record, size);
  tail = copy + size;

  for (const EarField *f = fields; f->name; f++) {
    if (holds_text (f)) {
      const char **text = &G_STRUCT_MEMBER (const char *, copy, f->offset);

      if (*text) {
        gsize n = strlen (*text) + 1;

        *text = memcpy (tail, *text, n);
        tail += n;
      }
    } else if (f->kind == EAR_FIELD_REAL) {
      G_STRUCT_MEMBER (double, copy, f->offset) = settle_real (G_STRUCT_MEMBER (double, copy, f->offset));
    }
  }

  return copy;
}

gboolean
ear_record_equal (const EarField *fields,
                  gconstpointer   record,
                  gconstpointer   other)
{
  for (const EarField *f = fields; f->name; f++) {
    switch (f->kind) {
    case EAR_FIELD_TEXT:
    case EAR_FIELD_JSON:
      if (g_strcmp0 (G_STRUCT_MEMBER (const char *, record, f->offset),
                     G_STRUCT_MEMBER (const char *, other, f->offset)) != 0)
        return FALSE;
      break;
    case EAR_FIELD_FLAG:
      if (!G_STRUCT_MEMBER (gboolean, record, f->offset) != !G_STRUCT_MEMBER (gboolean, other, f->offset))
        return FALSE;
      break;
    case EAR_FIELD_REAL:
    case EAR_FIELD_COUNT:
    default:
      if (memcmp (G_STRUCT_MEMBER_P (record, f->offset), G_STRUCT_MEMBER_P (other, f->offset), 8) != 0)
        return FALSE;
    }
  }

  return TRUE;
}

/**
 * ear_record_write:
 * @fields: the table of the struct
 * @record: the struct
 * @builder: where an object is open
 *
 * Adds the members that say something: no %NULL text, no zero, no false.
 */
void
ear_record_write (const EarField *fields,
                  gconstpointer   record,
                  JsonBuilder    *builder)
{
  for (const EarField *f = fields; f->name; f++) {
    const char *text = holds_text (f) ? G_STRUCT_MEMBER (const char *, record, f->offset) : NULL;

    switch (f->kind) {
    case EAR_FIELD_TEXT:
      if (text) {
        json_builder_set_member_name (builder, f->name);
        json_builder_add_string_value (builder, text);
      }
      break;
    case EAR_FIELD_JSON:
      if (text) {
        JsonNode *node = ear_json_parse (text, -1, NULL, NULL);

        json_builder_set_member_name (builder, f->name);
        json_builder_add_value (builder, node ? node : json_node_new (JSON_NODE_NULL));
      }
      break;
    case EAR_FIELD_REAL:
      if (settle_real (G_STRUCT_MEMBER (double, record, f->offset)) != 0) {
        json_builder_set_member_name (builder, f->name);
        json_builder_add_double_value (builder, G_STRUCT_MEMBER (double, record, f->offset));
      }
      break;
    case EAR_FIELD_COUNT:
      if (G_STRUCT_MEMBER (gint64, record, f->offset) != 0) {
        json_builder_set_member_name (builder, f->name);
        json_builder_add_int_value (builder, G_STRUCT_MEMBER (gint64, record, f->offset));
      }
      break;
    case EAR_FIELD_FLAG:
    default:
      if (G_STRUCT_MEMBER (gboolean, record, f->offset)) {
        json_builder_set_member_name (builder, f->name);
        json_builder_add_boolean_value (builder, TRUE);
      }
    }
  }
}

static gboolean
read_text (const EarField *field,
           JsonNode       *node,
           gpointer        record,
           GStringChunk   *strings,
           GError        **error)
{
  g_autofree char *json = NULL;
  const char *text;

  if (field->kind == EAR_FIELD_JSON) {
    text = json = ear_json_to_string (node);
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    text = json_node_get_string (node);
  } else {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s: expected a string"), field->name);
    return FALSE;
  }

  G_STRUCT_MEMBER (const char *, record, field->offset) = g_string_chunk_insert (strings, text);

  return TRUE;
}

static gboolean
read_number (const EarField *field,
             JsonNode       *node,
             gpointer        record,
             GError        **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (field->kind == EAR_FIELD_REAL && (type == G_TYPE_DOUBLE || type == G_TYPE_INT64)) {
    G_STRUCT_MEMBER (double, record, field->offset) = json_node_get_double (node);
  } else if (field->kind == EAR_FIELD_COUNT && type == G_TYPE_INT64) {
    G_STRUCT_MEMBER (gint64, record, field->offset) = json_node_get_int (node);
  } else if (field->kind == EAR_FIELD_FLAG && type == G_TYPE_BOOLEAN) {
    G_STRUCT_MEMBER (gboolean, record, field->offset) = json_node_get_boolean (node);
  } else {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s: expected %s"), field->name,
                 field->kind == EAR_FIELD_REAL ? _("a number") : field->kind == EAR_FIELD_COUNT ? _("a whole number") : _("true or false"));
    return FALSE;
  }

  return TRUE;
}

/**
 * ear_record_read:
 * @fields: the table of the struct
 * @object: what was written by ear_record_write()
 * @record: the struct to fill; zeroed by the caller
 * @strings: keeps the strings that @record then points to
 * @error: names the member at fault
 *
 * Members that are missing keep their zero; members of a wrong type are an error; unknown ones are passed over.
 */
gboolean
ear_record_read (const EarField *fields,
                 JsonObject     *object,
                 gpointer        record,
                 GStringChunk   *strings,
                 GError        **error)
{
  for (const EarField *f = fields; f->name; f++) {
    JsonNode *node = json_object_get_member (object, f->name);

    if (node == NULL || JSON_NODE_HOLDS_NULL (node))
      continue;
    if (holds_text (f) ? !read_text (f, node, record, strings, error) : !read_number (f, node, record, error))
      return FALSE;
  }

  return TRUE;
}
