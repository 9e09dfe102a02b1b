/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EarFieldKind:
 * @EAR_FIELD_TEXT: `const char *`, may be %NULL
 * @EAR_FIELD_JSON: `const char *` that holds compact JSON; embedded as it is, not as a string
 * @EAR_FIELD_REAL: `double`
 * @EAR_FIELD_COUNT: `gint64`
 * @EAR_FIELD_FLAG: `gboolean`
 *
 * What a member of a plain struct holds.
 */
typedef enum {
  EAR_FIELD_TEXT,
  EAR_FIELD_JSON,
  EAR_FIELD_REAL,
  EAR_FIELD_COUNT,
  EAR_FIELD_FLAG,
} EarFieldKind;

/**
 * EarField:
 * @name: its name in JSON
 * @kind: what it holds
 * @offset: where it is in its struct
 *
 * One member of a plain struct. A table of these ends with a %NULL name and is all that reading, writing, copying
 * and comparing need to know of the struct.
 */
typedef struct {
  const char   *name;
  EarFieldKind  kind;
  gsize         offset;
} EarField;

#define EAR_MAX_FIELDS 16

gpointer ear_record_copy      (const EarField  *fields,
                               gconstpointer    record,
                               gsize            size) G_GNUC_WARN_UNUSED_RESULT;
gboolean ear_record_equal     (const EarField  *fields,
                               gconstpointer    record,
                               gconstpointer    other);
void     ear_record_write     (const EarField  *fields,
                               gconstpointer    record,
                               JsonBuilder     *builder);
gboolean ear_record_read      (const EarField  *fields,
                               JsonObject      *object,
                               gpointer         record,
                               GStringChunk    *strings,
                               GError         **error);

G_END_DECLS
