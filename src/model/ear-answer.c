/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-answer.h"
#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_ROWS 1000

#define TEXT(type, field) { #field, EAR_FIELD_TEXT, G_STRUCT_OFFSET (type, field) }
#define REAL(type, field) { #field, EAR_FIELD_REAL, G_STRUCT_OFFSET (type, field) }
#define COUNT(type, field) { #field, EAR_FIELD_COUNT, G_STRUCT_OFFSET (type, field) }

static const char *const service_names[EAR_N_SERVICE_KINDS] = {
  [EAR_SERVICE_WEATHER] = "weather",
  [EAR_SERVICE_MUSIC] = "music",
  [EAR_SERVICE_SHOP] = "shop",
  [EAR_SERVICE_ADS] = "ads",
  [EAR_SERVICE_ASSISTANT] = "assistant",
  [EAR_SERVICE_BOOKS] = "books",
};

static const EarField question_fields[] = {
  TEXT (EarQuestion, operation), TEXT (EarQuestion, locale), TEXT (EarQuestion, text), TEXT (EarQuestion, date),
  TEXT (EarQuestion, artist), TEXT (EarQuestion, title), TEXT (EarQuestion, album), TEXT (EarQuestion, genre),
  TEXT (EarQuestion, sku), TEXT (EarQuestion, context), COUNT (EarQuestion, days), COUNT (EarQuestion, quantity),
  COUNT (EarQuestion, position), COUNT (EarQuestion, now), COUNT (EarQuestion, seed), { NULL }
};

typedef struct {
  const char *name;
  gsize       size;
  EarField    fields[EAR_MAX_FIELDS];
} Shape;

/* *INDENT-OFF* */
static const Shape shapes[EAR_N_ANSWER_KINDS] = {
  [EAR_ANSWER_FORECASTS] = { "forecasts", sizeof (EarForecast), {
    TEXT (EarForecast, place), TEXT (EarForecast, country), TEXT (EarForecast, timezone), TEXT (EarForecast, date),
    TEXT (EarForecast, condition), TEXT (EarForecast, attribution), REAL (EarForecast, low), REAL (EarForecast, high),
    REAL (EarForecast, now), REAL (EarForecast, rain_chance), REAL (EarForecast, wind) } },
  [EAR_ANSWER_TRACKS] = { "tracks", sizeof (EarTrack), {
    TEXT (EarTrack, id), TEXT (EarTrack, url), TEXT (EarTrack, title), TEXT (EarTrack, artist), TEXT (EarTrack, album),
    TEXT (EarTrack, genre), TEXT (EarTrack, composer), TEXT (EarTrack, credit), COUNT (EarTrack, length_us) } },
  [EAR_ANSWER_PRODUCTS] = { "products", sizeof (EarProduct), {
    TEXT (EarProduct, sku), TEXT (EarProduct, title), TEXT (EarProduct, brand), TEXT (EarProduct, category),
    TEXT (EarProduct, unit), TEXT (EarProduct, image), TEXT (EarProduct, currency), TEXT (EarProduct, description),
    COUNT (EarProduct, micros), COUNT (EarProduct, stock), REAL (EarProduct, match) } },
  [EAR_ANSWER_RECEIPT] = { "receipt", sizeof (EarReceipt), {
    TEXT (EarReceipt, order), TEXT (EarReceipt, sku), TEXT (EarReceipt, title), TEXT (EarReceipt, currency),
    TEXT (EarReceipt, state), COUNT (EarReceipt, quantity), COUNT (EarReceipt, micros), COUNT (EarReceipt, due) } },
  [EAR_ANSWER_ADVERT] = { "advert", sizeof (EarAdvert), {
    TEXT (EarAdvert, id), TEXT (EarAdvert, advertiser), TEXT (EarAdvert, title), TEXT (EarAdvert, ssml),
    TEXT (EarAdvert, jingle), TEXT (EarAdvert, plan), TEXT (EarAdvert, currency), TEXT (EarAdvert, billing),
    COUNT (EarAdvert, length_us), COUNT (EarAdvert, cpm_micros) } },
  [EAR_ANSWER_REPLY] = { "reply", sizeof (EarReply), {
    TEXT (EarReply, text), TEXT (EarReply, model), TEXT (EarReply, tool), TEXT (EarReply, call),
    TEXT (EarReply, arguments), COUNT (EarReply, tokens_in), COUNT (EarReply, tokens_out) } },
  [EAR_ANSWER_BOOKS] = { "books", sizeof (EarBook), {
    TEXT (EarBook, id), TEXT (EarBook, sku), TEXT (EarBook, title), TEXT (EarBook, author), TEXT (EarBook, credit),
    REAL (EarBook, match) } },
  [EAR_ANSWER_PASSAGES] = { "passages", sizeof (EarPassage), {
    TEXT (EarPassage, book), TEXT (EarPassage, sku), TEXT (EarPassage, title), TEXT (EarPassage, author),
    TEXT (EarPassage, chapter), TEXT (EarPassage, text), TEXT (EarPassage, ssml), COUNT (EarPassage, position),
    COUNT (EarPassage, next), COUNT (EarPassage, length), COUNT (EarPassage, sample) } },
};
/* *INDENT-ON* */

const char *
ear_service_kind_to_name (EarServiceKind kind)
{
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  return service_names[kind];
}

/**
 * ear_service_kind_get_label:
 *
 * Returns: what people call it, in the language of the desktop
 */
const char *
ear_service_kind_get_label (EarServiceKind kind)
{
  static const char *const labels[EAR_N_SERVICE_KINDS] = {
    N_("Weather"), N_("Music"), N_("Shop"), N_("Advertisements"), N_("Assistant"), N_("Books")
  };

  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  return _(labels[kind]);
}

gboolean
ear_service_kind_from_name (const char     *name,
                            EarServiceKind *kind)
{
  for (EarServiceKind k = 0; k < EAR_N_SERVICE_KINDS; k++)
    if (g_strcmp0 (service_names[k], name) == 0) {
      *kind = k;
      return TRUE;
    }

  return FALSE;
}

static JsonObject *
get_root_object (JsonNode  *node,
                 GError   **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("expected an object"));

  return NULL;
}

static char *
record_to_json (const EarField *fields,
                gconstpointer   record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  ear_record_write (fields, record, builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return ear_json_to_string (node);
}

EarQuestion *
ear_question_copy (const EarQuestion *self)
{
  return ear_record_copy (question_fields, self, sizeof *self);
}

void
ear_question_free (EarQuestion *self)
{
  g_atomic_rc_box_release (self);
}

char *
ear_question_to_json (const EarQuestion *self)
{
  return record_to_json (question_fields, self);
}

EarQuestion *
ear_question_from_json (const char  *json,
                        GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (json, -1, NULL, error);
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  JsonObject *object = node ? get_root_object (node, error) : NULL;
  EarQuestion values = { 0 };

  if (object == NULL || !ear_record_read (question_fields, object, &values, strings, error))
    return NULL;

  return ear_question_copy (&values);
}

EarAnswer *
ear_answer_new (EarAnswerKind kind)
{
  EarAnswer *self = g_new (EarAnswer, 1);

  g_return_val_if_fail (kind < EAR_N_ANSWER_KINDS, NULL);

  *self = (EarAnswer) { kind, g_ptr_array_new_with_free_func ((GDestroyNotify) g_atomic_rc_box_release) };

  return self;
}

void
ear_answer_free (EarAnswer *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * ear_answer_add:
 * @row: a struct of the answer's kind; copied with its strings
 */
void
ear_answer_add (EarAnswer     *self,
                gconstpointer  row)
{
  g_ptr_array_add (self->rows, ear_record_copy (shapes[self->kind].fields, row, shapes[self->kind].size));
}

/**
 * ear_answer_peek:
 *
 * Returns: (nullable): the row at @index, or %NULL where there are fewer
 */
gconstpointer
ear_answer_peek (const EarAnswer *self,
                 guint            index)
{
  return index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
}

char *
ear_answer_row_to_json (EarAnswerKind kind,
                        gconstpointer row)
{
  g_return_val_if_fail (kind < EAR_N_ANSWER_KINDS, NULL);

  return record_to_json (shapes[kind].fields, row);
}

/**
 * ear_answer_to_json:
 *
 * Returns: (transfer full): {"kind": "forecasts", "rows": [{…}, …]}
 */
char *
ear_answer_to_json (const EarAnswer *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "kind");
  json_builder_add_string_value (builder, shapes[self->kind].name);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->rows->len; i++) {
    json_builder_begin_object (builder);
    ear_record_write (shapes[self->kind].fields, g_ptr_array_index (self->rows, i), builder);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return ear_json_to_string (node);
}

/**
 * ear_answer_add_object:
 * @object: a row as JSON; members that are not there are zero
 * @error: a member of another type
 *
 * Returns: (transfer none) (nullable): the row that was added
 */
gconstpointer
ear_answer_add_object (EarAnswer   *self,
                       JsonObject  *object,
                       GError     **error)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autofree gpointer row = g_malloc0 (shapes[self->kind].size);

  if (!ear_record_read (shapes[self->kind].fields, object, row, strings, error))
    return NULL;
  ear_answer_add (self, row);

  return ear_answer_peek (self, self->rows->len - 1);
}

/**
 * ear_answer_kind_get_fields:
 *
 * Returns: (transfer none): the members of a row, ended by one without a name
 */
const EarField *
ear_answer_kind_get_fields (EarAnswerKind kind)
{
  g_return_val_if_fail (kind < EAR_N_ANSWER_KINDS, NULL);

  return shapes[kind].fields;
}

static gboolean
read_rows (EarAnswer  *self,
           JsonArray  *rows,
           GError    **error)
{
  if (json_array_get_length (rows) > MAX_ROWS) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.rows: more than %d rows"), MAX_ROWS);
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonNode *node = json_array_get_element (rows, i);
    JsonObject *object = get_root_object (node, error);

    if (object == NULL || ear_answer_add_object (self, object, error) == NULL) {
      g_prefix_error (error, "$.rows[%u]: ", i);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * ear_answer_from_json:
 * @json: what ear_answer_to_json() wrote
 *
 * Returns: (transfer full) (nullable): the answer
 */
EarAnswer *
ear_answer_from_json (const char  *json,
                      GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (json, -1, NULL, error);
  JsonObject *object = node ? get_root_object (node, error) : NULL;
  const char *name = object ? ear_json_get_string (object, "kind", error) : NULL;
  JsonArray *rows = name ? ear_json_get_array (object, "rows", error) : NULL;
  g_autoptr (EarAnswer) self = NULL;
  EarAnswerKind kind = 0;

  if (rows == NULL)
    return NULL;

  while (kind < EAR_N_ANSWER_KINDS && strcmp (shapes[kind].name, name) != 0)
    kind++;
  if (kind == EAR_N_ANSWER_KINDS) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.kind: unknown kind of answer “%s”"), name);
    return NULL;
  }

  self = ear_answer_new (kind);

  return read_rows (self, rows, error) ? g_steal_pointer (&self) : NULL;
}
