/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-connector-private.h"

#include "services/ear-feed.h"
#include "services/ear-foreign.h"
#include "services/ear-html.h"
#include "services/ear-text.h"

#include "model/ear-json.h"
#include "model/ear-money.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A catalog may be long; nobody is told more than a few rows of anything else. */
#define MAX_ROWS 50000
#define MAX_CHARS 400
#define MAX_LOGGED 5
/* What is in stock where nobody says how much. */
#define ENOUGH 99

/* One answer that is being mapped. */
typedef struct {
  const EarFilling   *filling;
  const EarOperation *operation;
  JsonNode           *document;
} Mapper;

/* Returns: (nullable) (transfer full): the first that matches; what is null is not there */
static JsonNode *
find_first (JsonPath *path,
            JsonNode *node)
{
  g_autoptr (JsonNode) matches = json_path_match (path, node);
  JsonArray *array = matches ? json_node_get_array (matches) : NULL;
  JsonNode *first = array && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return first && !JSON_NODE_HOLDS_NULL (first) ? json_node_copy (first) : NULL;
}

static char *
dup_as_text (JsonNode *node)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;

  switch (json_node_get_value_type (node)) {
  case G_TYPE_STRING:
    return json_node_dup_string (node);
  case G_TYPE_BOOLEAN:
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  case G_TYPE_INT64:
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  default:
    return g_strdup (g_ascii_dtostr (text, sizeof text, json_node_get_double (node)));
  }
}

/* Returns: (nullable): what stands there before anything is done to it */
static char *
dup_source (const Mapper     *self,
            const EarMapping *mapping,
            JsonNode         *row)
{
  g_autoptr (JsonNode) found = NULL;

  if (mapping->constant != NULL)
    return g_strdup (mapping->constant);
  if (mapping->ask != NULL)
    return ear_filling_dup_value (self->filling, mapping->ask);

  found = mapping->root ? find_first (mapping->root, self->document) : find_first (mapping->path, row);

  return found ? dup_as_text (found) : NULL;
}

/* Returns: (nullable): the words of the connector for those of the service */
static char *
translate (const EarMapping *mapping,
           char             *source)
{
  const char *word = mapping->words && source ? g_hash_table_lookup (mapping->words, source) : NULL;
  char *translated = source;

  if (mapping->words != NULL) {
    translated = g_strdup (word);
    g_free (source);
  }

  return translated ? translated : g_strdup (mapping->fallback);
}

static gboolean
parse_number (const char *text,
              double     *number)
{
  char *rest;

  *number = g_ascii_strtod (text, &rest);

  return rest != text && *rest == '\0' && isfinite (*number);
}

/* A day where the weather is, or a moment. */
static gboolean
read_time (const Mapper *self,
           EarTimeForm   form,
           const char   *text,
           GDateTime   **time)
{
  double seconds;

  if (form == EAR_TIME_UNIX)
    *time = parse_number (text, &seconds) && fabs (seconds) < 1e11 ? g_date_time_new_from_unix_utc ((gint64) seconds) : NULL;
  else
    *time = g_date_time_new_from_iso8601 (text, self->filling->zone);
  if (*time != NULL && self->filling->zone != NULL) {
    GDateTime *utc = *time;

    *time = g_date_time_to_timezone (utc, self->filling->zone);
    g_date_time_unref (utc);
  }

  return *time != NULL;
}

static gboolean
set_text (const Mapper     *self,
          const EarMapping *mapping,
          const char       *text,
          JsonObject       *object)
{
  g_autofree char *plain = mapping->html ? ear_html_dup_text (text) : g_strdup (text), *clean = NULL;
  g_autoptr (GDateTime) time = NULL;

  /* An address may be longer than any words, and has no spaces to lose. */
  if (mapping->time == EAR_TIME_NONE) {
    clean = strcmp (mapping->member, "url") == 0 || strcmp (mapping->member, "image") == 0 ? g_steal_pointer (&plain) : ear_text_clean (plain, MAX_CHARS);
  } else {
    if (!read_time (self, mapping->time, text, &time))
      return FALSE;
    clean = g_date_time_format (time, "%Y-%m-%d");
  }
  json_object_set_string_member (object, mapping->member, clean);

  return TRUE;
}

static gboolean
set_amount (const EarMapping *mapping,
            const char       *text,
            JsonObject       *object)
{
  const char *currency = json_object_get_string_member_with_default (object, "currency", "");
  gint64 micros, minor;
  double number;
  g_autofree char *plain = NULL;

  if (mapping->amount == EAR_AMOUNT_MINOR) {
    if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, &minor, NULL))
      return FALSE;
    micros = ear_money_from_minor (minor, currency);
  } else if (!ear_feed_parse_price (text, &micros)) {
    /* A number of JSON may have been a 12.990000000000000213. */
    if (!parse_number (text, &number) || number < 0 || number > 1e6)
      return FALSE;
    plain = g_strdup_printf ("%.0f", number * EAR_MICROS_PER_UNIT);
    micros = g_ascii_strtoll (plain, NULL, 10);
  }
  json_object_set_int_member (object, mapping->member, micros);

  return TRUE;
}

static gboolean
set_count (const Mapper     *self,
           const EarMapping *mapping,
           const char       *text,
           JsonObject       *object)
{
  g_autoptr (GDateTime) time = NULL;
  double number;

  if (mapping->amount != EAR_AMOUNT_NONE)
    return set_amount (mapping, text, object);
  if (mapping->time != EAR_TIME_NONE) {
    if (!read_time (self, mapping->time, text, &time))
      return FALSE;
    json_object_set_int_member (object, mapping->member, g_date_time_to_unix (time) * G_USEC_PER_SEC);
    return TRUE;
  }
  if (!parse_number (text, &number))
    return FALSE;
  number = number * mapping->scale + mapping->offset;
  if (fabs (number) > 9e15)
    return FALSE;
  json_object_set_int_member (object, mapping->member, (gint64) round (number));

  return TRUE;
}

static gboolean
set_member (const Mapper     *self,
            const EarMapping *mapping,
            EarFieldKind      kind,
            const char       *text,
            JsonObject       *object)
{
  double number;

  switch (kind) {
  case EAR_FIELD_TEXT:
    return set_text (self, mapping, text, object);
  case EAR_FIELD_COUNT:
    return set_count (self, mapping, text, object);
  case EAR_FIELD_REAL:
    if (!parse_number (text, &number))
      return FALSE;
    json_object_set_double_member (object, mapping->member, number * mapping->scale + mapping->offset);
    return TRUE;
  case EAR_FIELD_FLAG:
  case EAR_FIELD_JSON:
  default:
    return FALSE;
  }
}

static EarFieldKind
find_kind (EarAnswerKind  kind,
           const char    *member)
{
  const EarField *field = ear_answer_kind_get_fields (kind);

  while (strcmp (field->name, member) != 0)
    field++;

  return field->kind;
}

/* A member that is not there, or makes no sense, is left out; whether the row can do without it is asked later. */
static JsonObject *
map_row (const Mapper  *self,
         EarAnswerKind  kind,
         JsonNode      *row)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < self->operation->mappings->len; i++) {
    const EarMapping *mapping = g_ptr_array_index (self->operation->mappings, i);
    g_autofree char *text = translate (mapping, dup_source (self, mapping, row));

    if (text != NULL && !set_member (self, mapping, find_kind (kind, mapping->member), text, object))
      g_debug ("%s: “%s” is no %s", self->filling->connector->id, text, mapping->member);
  }

  return object;
}

/* Columns that stand side by side: one row for each cell of the longest; shorter ones have no more to say. */
static JsonArray *
zip (JsonNode *node)
{
  JsonArray *rows = json_array_new ();
  JsonObject *columns = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *column;

  if (columns == NULL)
    return rows;

  json_object_iter_init_ordered (&iter, columns);
  while (json_object_iter_next_ordered (&iter, &name, &column)) {
    JsonArray *cells = JSON_NODE_HOLDS_ARRAY (column) ? json_node_get_array (column) : NULL;

    for (guint i = 0; cells != NULL && i < MIN (json_array_get_length (cells), MAX_ROWS); i++) {
      if (i == json_array_get_length (rows))
        json_array_add_object_element (rows, json_object_new ());
      json_object_set_member (json_array_get_object_element (rows, i), name, json_node_copy (json_array_get_element (cells, i)));
    }
  }

  return rows;
}

static JsonArray *
find_rows (const Mapper *self)
{
  g_autoptr (JsonNode) matches = json_path_match (self->operation->rows, self->document);
  JsonArray *array = matches ? json_node_get_array (matches) : NULL;

  if (array == NULL)
    return json_array_new ();
  if (!self->operation->columns)
    return json_array_ref (array);

  return json_array_get_length (array) > 0 ? zip (json_array_get_element (array, 0)) : json_array_new ();
}

/* What a service calls an error although it answers. */
static gboolean
check_errors (const Mapper  *self,
              GError       **error)
{
  for (guint i = 0; i < self->operation->errors->len; i++) {
    const EarErrorMapping *mapping = g_ptr_array_index (self->operation->errors, i);
    g_autoptr (JsonNode) found = find_first (mapping->path, self->document), said = NULL;
    g_autofree char *text = found ? dup_as_text (found) : NULL, *message = NULL, *clean = NULL;

    if (found == NULL || (mapping->equals != NULL && g_strcmp0 (text, mapping->equals) != 0))
      continue;
    said = mapping->message ? find_first (mapping->message, self->document) : NULL;
    message = said ? dup_as_text (said) : NULL;
    clean = ear_text_clean (message ? message : text ? text : mapping->equals ? mapping->equals : "", MAX_CHARS);
    g_set_error (error, EAR_SERVICE_ERROR, mapping->code, _("%s says: %s"), self->filling->connector->title, clean);
    return FALSE;
  }

  return TRUE;
}

static void
set_default (JsonObject *object,
             const char *member,
             const char *value)
{
  if (value != NULL && !json_object_has_member (object, member))
    json_object_set_string_member (object, member, value);
}

/* What is known without the service. */
static void
fill_in (const Mapper  *self,
         EarAnswerKind  kind,
         JsonObject    *object)
{
  const EarPlace *place = self->filling->place;

  if (kind == EAR_ANSWER_FORECASTS) {
    set_default (object, "place", place ? place->name : self->filling->question->text);
    set_default (object, "country", place ? place->country : NULL);
    set_default (object, "timezone", place ? place->timezone : NULL);
    set_default (object, "attribution", self->filling->connector->attribution);
  } else if (kind == EAR_ANSWER_PRODUCTS && !json_object_has_member (object, "stock")) {
    json_object_set_int_member (object, "stock", ENOUGH);
  } else if (kind == EAR_ANSWER_TRACKS) {
    set_default (object, "id", json_object_get_string_member_with_default (object, "url", NULL));
    set_default (object, "credit", self->filling->connector->attribution);
  }
}

/* A service may tell more days than were asked for. */
static gboolean
is_wanted (const Mapper  *self,
           EarAnswerKind  kind,
           gconstpointer  row)
{
  const EarDays *days = self->filling->days;
  GDate day;

  if (kind != EAR_ANSWER_FORECASTS || days == NULL || !ear_day_parse (((const EarForecast *) row)->date, &day))
    return TRUE;

  return g_date_days_between (&days->first, &day) >= 0 && g_date_days_between (&days->first, &day) < (int) days->count;
}

static gboolean
add_row (const Mapper  *self,
         EarAnswer     *answer,
         JsonNode      *row,
         GError       **error)
{
  g_autoptr (JsonObject) object = map_row (self, answer->kind, row);
  gconstpointer record;
  gboolean well;

  fill_in (self, answer->kind, object);
  record = ear_answer_add_object (answer, object, error);
  if (record == NULL)
    return FALSE;

  well = ear_connector_check_row (self->filling, answer->kind, record, error);
  if (!well || !is_wanted (self, answer->kind, record))
    g_ptr_array_set_size (answer->rows, answer->rows->len - 1);

  return well;
}

/**
 * ear_connector_map:
 * @document: what the service answered
 * @error: %EAR_SERVICE_ERROR_BAD_RESPONSE where there are rows and none of them makes sense, or what @operation calls an error
 *
 * Returns: (transfer full) (nullable): the answer; rows that make no sense are left out
 */
EarAnswer *
ear_connector_map (const EarFilling    *filling,
                   const EarOperation  *operation,
                   JsonNode            *document,
                   GError             **error)
{
  Mapper mapper = { filling, operation, document };
  g_autoptr (EarAnswer) answer = ear_answer_new (ear_connector_get_answer_kind (filling->connector->kind, operation->name));
  g_autoptr (JsonArray) rows = NULL;
  g_autoptr (GError) first = NULL;
  guint n_bad = 0;

  if (!check_errors (&mapper, error))
    return NULL;

  rows = find_rows (&mapper);
  for (guint i = 0; i < MIN (json_array_get_length (rows), MAX_ROWS); i++) {
    g_autoptr (GError) cause = NULL;

    if (add_row (&mapper, answer, json_array_get_element (rows, i), &cause))
      continue;
    if (n_bad++ < MAX_LOGGED)
      g_debug ("%s: row %u is left out: %s", filling->connector->id, i, cause->message);
    if (first == NULL)
      first = g_steal_pointer (&cause);
  }
  if (answer->rows->len == 0 && first != NULL) {
    ear_foreign_refuse (error, g_steal_pointer (&first), filling->connector->title);
    return NULL;
  }

  return g_steal_pointer (&answer);
}
