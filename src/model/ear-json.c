/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (ear-json-error-quark, ear_json_error)

static const EarJsonLimits default_limits = { 4 * 1024 * 1024, 64 };

/* json-glib 1.6 overflows the stack on deep nesting, reads 010 as octal and wraps integers around silently. So whatever
 * comes from outside passes this check first: strict RFC 8259, bounded, one document, no member twice.
 */
typedef struct {
  const char          *start;
  const char          *at;
  const char          *end;
  const EarJsonLimits *limits;
  GError             **error;
} Scanner;

static gboolean
refuse (Scanner      *self,
        EarJsonError  code,
        const char   *what)
{
  guint line = 1, column = 1;

  for (const char *p = self->start; p < self->at && p < self->end; p++) {
    if (*p == '\n') {
      line++;
      column = 1;
    } else {
      column++;
    }
  }

  g_set_error (self->error, EAR_JSON_ERROR, code, _("line %u, column %u: %s"), line, column, what);

  return FALSE;
}

static void
skip_space (Scanner *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) && *self->at)
    self->at++;
}

static gboolean
scan_word (Scanner    *self,
           const char *word)
{
  gsize n = strlen (word);

  if ((gsize) (self->end - self->at) < n || memcmp (self->at, word, n) != 0)
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected a value"));
  self->at += n;

  return TRUE;
}

static gboolean
scan_digits (Scanner *self)
{
  const char *from = self->at;

  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;

  return self->at > from || refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected a digit"));
}

static gboolean
scan_number (Scanner *self)
{
  const char *from = self->at;
  gboolean whole = TRUE;
  char copy[64] = "";

  if (*self->at == '-')
    self->at++;
  if (self->at < self->end && *self->at == '0')
    self->at++;
  else if (!scan_digits (self))
    return FALSE;
  if (self->at < self->end && g_ascii_isdigit (*self->at))
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("a number may not start with 0"));
  if (self->at < self->end && *self->at == '.') {
    whole = FALSE;
    self->at++;
    if (!scan_digits (self))
      return FALSE;
  }
  if (self->at < self->end && (*self->at == 'e' || *self->at == 'E')) {
    whole = FALSE;
    self->at++;
    if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
      self->at++;
    if (!scan_digits (self))
      return FALSE;
  }

  if ((gsize) (self->at - from) >= sizeof copy)
    return refuse (self, EAR_JSON_ERROR_LIMIT, _("a number with too many digits"));
  memcpy (copy, from, self->at - from);

  if (whole ? !g_ascii_string_to_signed (copy, 10, G_MININT64, G_MAXINT64, NULL, NULL) && strcmp (copy, "-0") != 0
            : !isfinite (g_ascii_strtod (copy, NULL)))
    return refuse (self, EAR_JSON_ERROR_LIMIT, _("a number out of range"));

  return TRUE;
}

static guint
read_hex (const char *digits)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit * 16 + g_ascii_xdigit_value (digits[i]);

  return unit;
}

static gboolean
scan_hex (Scanner *self,
          guint   *unit)
{
  for (guint i = 0; i < 4; i++, self->at++)
    if (self->at >= self->end || !g_ascii_isxdigit (*self->at))
      return refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected four hexadecimal digits"));

  *unit = read_hex (self->at - 4);

  return TRUE;
}

static gboolean
scan_unicode_escape (Scanner *self)
{
  guint unit, low;

  if (!scan_hex (self, &unit))
    return FALSE;
  if (unit == 0)
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("\\u0000 is not accepted"));
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("half of a surrogate pair"));
  if (unit >= 0xd800 && unit <= 0xdbff) {
    if (self->end - self->at < 2 || self->at[0] != '\\' || self->at[1] != 'u')
      return refuse (self, EAR_JSON_ERROR_SYNTAX, _("half of a surrogate pair"));
    self->at += 2;
    if (!scan_hex (self, &low))
      return FALSE;
    if (low < 0xdc00 || low > 0xdfff)
      return refuse (self, EAR_JSON_ERROR_SYNTAX, _("half of a surrogate pair"));
  }

  return TRUE;
}

static gboolean
scan_string (Scanner *self)
{
  if (self->at >= self->end || *self->at != '"')
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected a string"));
  self->at++;

  while (self->at < self->end && *self->at != '"') {
    if ((guchar) *self->at < 0x20)
      return refuse (self, EAR_JSON_ERROR_SYNTAX, _("a control character in a string"));
    if (*self->at++ != '\\')
      continue;
    if (self->at >= self->end || !strchr ("\"\\/bfnrtu", *self->at))
      return refuse (self, EAR_JSON_ERROR_SYNTAX, _("an unknown escape"));
    if (*self->at++ == 'u' && !scan_unicode_escape (self))
      return FALSE;
  }

  if (self->at >= self->end)
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("the string does not end"));
  self->at++;

  return TRUE;
}

/* The name without its quotes and escapes, since "a" and "\u0061" are the same member. What is escaped is valid here. */
static char *
dup_name (const char *at,
          const char *end)
{
  static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
  g_autoptr (GString) name = g_string_sized_new (end - at);

  for (at++, end--; at < end; at++) {
    const char *letter;

    if (*at != '\\') {
      g_string_append_c (name, *at);
    } else if (*++at != 'u') {
      letter = strchr (letters, *at);
      g_string_append_c (name, letter ? meanings[letter - letters] : *at);
    } else {
      gunichar unit = read_hex (at + 1);

      at += 4;
      if (unit >= 0xd800 && unit <= 0xdbff) {
        unit = 0x10000 + ((unit - 0xd800) << 10) + (read_hex (at + 3) - 0xdc00);
        at += 6;
      }
      g_string_append_unichar (name, unit);
    }
  }

  return g_string_free (g_steal_pointer (&name), FALSE);
}

static gboolean scan_value (Scanner *self,
                            guint    depth);

static gboolean
scan_member (Scanner    *self,
             GHashTable *seen,
             guint       depth)
{
  const char *name = self->at;

  if (!scan_string (self))
    return FALSE;
  if (!g_hash_table_add (seen, dup_name (name, self->at)))
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("the same member twice"));
  skip_space (self);
  if (self->at >= self->end || *self->at != ':')
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected “:”"));
  self->at++;

  return scan_value (self, depth);
}

static gboolean
scan_container (Scanner *self,
                guint    depth)
{
  gboolean object = *self->at++ == '{';
  char closing = object ? '}' : ']';
  g_autoptr (GHashTable) seen = object ? g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) : NULL;

  if (depth >= self->limits->max_depth)
    return refuse (self, EAR_JSON_ERROR_LIMIT, _("nested too deeply"));

  skip_space (self);
  if (self->at < self->end && *self->at == closing) {
    self->at++;
    return TRUE;
  }

  for (;;) {
    skip_space (self);
    if (object ? !scan_member (self, seen, depth + 1) : !scan_value (self, depth + 1))
      return FALSE;
    skip_space (self);
    if (self->at >= self->end || (*self->at != ',' && *self->at != closing))
      return refuse (self, EAR_JSON_ERROR_SYNTAX, object ? _("expected “,” or “}”") : _("expected “,” or “]”"));
    if (*self->at++ == closing)
      return TRUE;
  }
}

static gboolean
scan_value (Scanner *self,
            guint    depth)
{
  skip_space (self);
  if (self->at >= self->end)
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("it ends too early"));

  switch (*self->at) {
  case '{':
  case '[':
    return scan_container (self, depth);
  case '"':
    return scan_string (self);
  case 't':
    return scan_word (self, "true");
  case 'f':
    return scan_word (self, "false");
  case 'n':
    return scan_word (self, "null");
  default:
    if (*self->at == '-' || g_ascii_isdigit (*self->at))
      return scan_number (self);
    return refuse (self, EAR_JSON_ERROR_SYNTAX, _("expected a value"));
  }
}

/**
 * ear_json_check:
 * @data: the document
 * @length: its length in bytes
 * @limits: (nullable): bounds; %NULL for 4 MiB and 64 levels
 * @error: says line, column and what is wrong
 *
 * Returns: whether this is one strict RFC 8259 document within the bounds, valid UTF-8, without duplicate members
 */
gboolean
ear_json_check (const char           *data,
                gsize                 length,
                const EarJsonLimits  *limits,
                GError              **error)
{
  Scanner self = { data, data, data + length, limits ? limits : &default_limits, error };
  const char *bad;

  if (length > self.limits->max_bytes) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("larger than the limit of %zu bytes"),
                 self.limits->max_bytes);
    return FALSE;
  }
  if (!g_utf8_validate_len (data, length, &bad)) {
    self.at = bad;
    return refuse (&self, EAR_JSON_ERROR_SYNTAX, _("not valid UTF-8"));
  }
  if (!scan_value (&self, 0))
    return FALSE;
  skip_space (&self);

  return self.at == self.end || refuse (&self, EAR_JSON_ERROR_SYNTAX, _("something follows the document"));
}

/**
 * ear_json_parse:
 * @data: the document
 * @length: its length in bytes, or -1 where it ends with a NUL
 * @limits: (nullable): bounds, see ear_json_check()
 *
 * Returns: (transfer full) (nullable): its root
 */
JsonNode *
ear_json_parse (const char           *data,
                gssize                length,
                const EarJsonLimits  *limits,
                GError              **error)
{
  g_autoptr (JsonParser) parser = NULL;

  if (length < 0)
    length = strlen (data);
  if (!ear_json_check (data, length, limits, error))
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, length, error))
    return NULL;

  return json_parser_steal_root (parser);
}

/**
 * ear_json_load:
 * @path: a file
 * @limits: (nullable): bounds, see ear_json_check()
 * @error: names the file, the place and what is wrong
 *
 * Returns: (transfer full) (nullable): the root of the document in the file
 */
JsonNode *
ear_json_load (const char           *path,
               const EarJsonLimits  *limits,
               GError              **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  gsize most = (limits ? limits : &default_limits)->max_bytes;
  g_autofree char *data = NULL;
  JsonNode *node;
  gsize length;

  if (stream == NULL)
    return NULL;

  /* One byte over the limit is enough to know; an endless file (a device, a pipe) ends here too. */
  data = g_malloc (most + 2);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, most + 1, &length, NULL, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }
  if (!(node = ear_json_parse (data, length, limits, error)))
    g_prefix_error (error, "%s: ", path);

  return node;
}

static JsonNode *
find_member (JsonObject  *object,
             const char  *member,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL)
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("$.%s is missing"), member);

  return node;
}

static gboolean
refuse_type (const char  *member,
             const char  *expected,
             JsonNode    *node,
             GError     **error)
{
  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s: expected %s, got %s"), member, expected, json_node_type_name (node));

  return FALSE;
}

/**
 * ear_json_get_object:
 *
 * Returns: (transfer none) (nullable): the object in @member
 */
JsonObject *
ear_json_get_object (JsonObject  *object,
                     const char  *member,
                     GError     **error)
{
  JsonNode *node = find_member (object, member, error);

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node)) {
    refuse_type (member, _("an object"), node, error);
    return NULL;
  }

  return node ? json_node_get_object (node) : NULL;
}

/**
 * ear_json_get_array:
 *
 * Returns: (transfer none) (nullable): the array in @member
 */
JsonArray *
ear_json_get_array (JsonObject  *object,
                    const char  *member,
                    GError     **error)
{
  JsonNode *node = find_member (object, member, error);

  if (node != NULL && !JSON_NODE_HOLDS_ARRAY (node)) {
    refuse_type (member, _("an array"), node, error);
    return NULL;
  }

  return node ? json_node_get_array (node) : NULL;
}

/**
 * ear_json_get_string:
 *
 * Returns: (transfer none) (nullable): the string in @member
 */
const char *
ear_json_get_string (JsonObject  *object,
                     const char  *member,
                     GError     **error)
{
  JsonNode *node = find_member (object, member, error);

  if (node != NULL && !(JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)) {
    refuse_type (member, _("a string"), node, error);
    return NULL;
  }

  return node ? json_node_get_string (node) : NULL;
}

/**
 * ear_json_get_int:
 * @min: smallest value accepted
 * @max: largest value accepted
 * @value: (out): the whole number in @member
 */
gboolean
ear_json_get_int (JsonObject  *object,
                  const char  *member,
                  gint64       min,
                  gint64       max,
                  gint64      *value,
                  GError     **error)
{
  JsonNode *node = find_member (object, member, error);

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return refuse_type (member, _("a whole number"), node, error);

  *value = json_node_get_int (node);
  if (*value < min || *value > max) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.%s: %" PRId64 " is not between %" PRId64
                                                                " and %" PRId64), member, *value, min, max);
    return FALSE;
  }

  return TRUE;
}

/**
 * ear_json_get_double:
 * @min: smallest value accepted
 * @max: largest value accepted
 * @value: (out): the number in @member
 */
gboolean
ear_json_get_double (JsonObject  *object,
                     const char  *member,
                     double       min,
                     double       max,
                     double      *value,
                     GError     **error)
{
  JsonNode *node = find_member (object, member, error);
  GType type;

  if (node == NULL)
    return FALSE;
  type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return refuse_type (member, _("a number"), node, error);

  *value = json_node_get_double (node);
  if (*value < min || *value > max) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.%s: %g is not between %g and %g"), member, *value, min, max);
    return FALSE;
  }

  return TRUE;
}
