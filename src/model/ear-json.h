/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_JSON_ERROR (ear_json_error_quark ())

/**
 * EarJsonError:
 * @EAR_JSON_ERROR_SYNTAX: not RFC 8259 JSON, or more than one document
 * @EAR_JSON_ERROR_LIMIT: too large, too deep, or a number that fits nowhere
 * @EAR_JSON_ERROR_TYPE: a value of another type than expected
 * @EAR_JSON_ERROR_MISSING: a member that must be there is not
 */
typedef enum {
  EAR_JSON_ERROR_SYNTAX,
  EAR_JSON_ERROR_LIMIT,
  EAR_JSON_ERROR_TYPE,
  EAR_JSON_ERROR_MISSING,
} EarJsonError;

/**
 * EarJsonLimits:
 * @max_bytes: the largest document accepted
 * @max_depth: the deepest nesting accepted
 */
typedef struct {
  gsize max_bytes;
  guint max_depth;
} EarJsonLimits;

GQuark      ear_json_error_quark  (void);

gboolean    ear_json_check        (const char           *data,
                                   gsize                 length,
                                   const EarJsonLimits  *limits,
                                   GError              **error);
JsonNode   *ear_json_parse        (const char           *data,
                                   gssize                length,
                                   const EarJsonLimits  *limits,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode   *ear_json_load         (const char           *path,
                                   const EarJsonLimits  *limits,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;

char       *ear_json_to_string    (JsonNode             *node) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *ear_json_get_object   (JsonObject           *object,
                                   const char           *member,
                                   GError              **error);
JsonArray  *ear_json_get_array    (JsonObject           *object,
                                   const char           *member,
                                   GError              **error);
const char *ear_json_get_string   (JsonObject           *object,
                                   const char           *member,
                                   GError              **error);
gboolean    ear_json_get_int      (JsonObject           *object,
                                   const char           *member,
                                   gint64                min,
                                   gint64                max,
                                   gint64               *value,
                                   GError              **error);
gboolean    ear_json_get_double   (JsonObject           *object,
                                   const char           *member,
                                   double                min,
                                   double                max,
                                   double               *value,
                                   GError              **error);

G_END_DECLS
