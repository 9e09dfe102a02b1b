/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-private.h"

#include "model/ear-file.h"

#include <glib/gi18n.h>
#include <string.h>

void
ear_error_mapping_free (EarErrorMapping *self)
{
  g_clear_object (&self->path);
  g_clear_object (&self->message);
  g_free (self->equals);
  g_free (self);
}

void
ear_mapping_free (EarMapping *self)
{
  g_free (self->member);
  g_clear_object (&self->path);
  g_clear_object (&self->root);
  g_free (self->constant);
  g_free (self->ask);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_free (self->fallback);
  g_free (self);
}

void
ear_operation_free (EarOperation *self)
{
  g_free (self->name);
  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  g_free (self->secret_header);
  g_free (self->secret);
  g_free (self->secret_param);
  g_clear_pointer (&self->body, json_node_unref);
  g_clear_object (&self->rows);
  g_ptr_array_unref (self->mappings);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

void
ear_sample_free (EarSample *self)
{
  g_free (self->name);
  g_free (self->operation);
  g_clear_pointer (&self->question, ear_question_free);
  g_clear_pointer (&self->place, ear_place_free);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  g_free (self->url);
  g_clear_pointer (&self->answer, json_node_unref);
  g_clear_pointer (&self->expect, json_array_unref);
  g_free (self->code);
  g_free (self);
}

static void
connector_clear (EarConnector *self)
{
  g_free (self->path);
  g_free (self->id);
  g_free (self->title);
  g_free (self->attribution);
  g_array_unref (self->settings);
  g_ptr_array_unref (self->operations);
  g_ptr_array_unref (self->samples);
}

EarConnector *
ear_connector_ref (EarConnector *self)
{
  return g_rc_box_acquire (self);
}

void
ear_connector_unref (EarConnector *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) connector_clear);
}

EarServiceKind
ear_connector_get_kind (EarConnector *self)
{
  return self->kind;
}

/**
 * ear_connector_get_id:
 *
 * Returns: what it is chosen by
 */
const char *
ear_connector_get_id (EarConnector *self)
{
  return self->id;
}

/**
 * ear_connector_get_title:
 *
 * Returns: what people call it
 */
const char *
ear_connector_get_title (EarConnector *self)
{
  return self->title;
}

const EarOperation *
ear_connector_find_operation (EarConnector *self,
                              const char   *name)
{
  for (guint i = 0; i < self->operations->len; i++) {
    const EarOperation *operation = g_ptr_array_index (self->operations, i);

    if (strcmp (operation->name, name) == 0)
      return operation;
  }

  return NULL;
}

const EarSetting *
ear_connector_find_setting (EarConnector *self,
                            const char   *name,
                            gsize         length)
{
  for (guint i = 0; i < self->settings->len; i++) {
    const EarSetting *setting = &g_array_index (self->settings, EarSetting, i);

    if (strncmp (setting->key, name, length) == 0 && setting->key[length] == '\0')
      return setting;
  }

  return NULL;
}

EarAnswerKind
ear_connector_get_answer_kind (EarServiceKind  kind,
                               const char     *operation)
{
  if (kind == EAR_SERVICE_WEATHER)
    return EAR_ANSWER_FORECASTS;
  if (kind == EAR_SERVICE_MUSIC)
    return EAR_ANSWER_TRACKS;

  return strcmp (operation, "order") == 0 || strcmp (operation, "cancel") == 0 ? EAR_ANSWER_RECEIPT : EAR_ANSWER_PRODUCTS;
}

/* Whether {name} can be filled. */
gboolean
ear_connector_is_placeholder (EarConnector *self,
                              const char   *name,
                              gsize         length)
{
  static const char *const names[] = { "text", "query", "language", "locale", "date", "first", "last", "days", "artist", "title", "album",
                                       "genre", "sku", "quantity", "latitude", "longitude", "timezone", "place", "country" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strncmp (names[i], name, length) == 0 && names[i][length] == '\0')
      return TRUE;

  return ear_connector_find_setting (self, name, length) != NULL;
}

/* --- the samples */

static const char *
get_sample_setting (const char *key,
                    gpointer    user_data)
{
  const EarSample *sample = user_data;

  return sample->settings ? g_hash_table_lookup (sample->settings, key) : NULL;
}

static char *
compare_row (JsonObject *expected,
             JsonObject *row,
             guint       index)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, expected);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    JsonNode *got = json_object_get_member (row, name);
    g_autofree char *wanted = NULL, *found = NULL;

    if (got != NULL && json_node_equal (got, value))
      continue;
    /* 7 and 7.0 are the same to whoever writes samples. */
    if (got != NULL && JSON_NODE_HOLDS_VALUE (got) && JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) != G_TYPE_STRING &&
        json_node_get_value_type (got) != G_TYPE_STRING && ABS (json_node_get_double (got) - json_node_get_double (value)) < 1e-9)
      continue;
    wanted = json_to_string (value, FALSE);
    found = got ? json_to_string (got, FALSE) : g_strdup (_("nothing"));
    return g_strdup_printf (_("row %u: %s: expected %s, got %s"), index, name, wanted, found);
  }

  return NULL;
}

static char *
compare_answer (const EarSample *sample,
                const EarAnswer *answer)
{
  guint n = json_array_get_length (sample->expect);

  if (answer->rows->len != n)
    return g_strdup_printf (_("expected %u rows, got %u"), n, answer->rows->len);

  for (guint i = 0; i < n; i++) {
    g_autofree char *json = ear_answer_row_to_json (answer->kind, ear_answer_peek (answer, i));
    g_autoptr (JsonNode) row = json_from_string (json, NULL);
    char *failure = compare_row (json_array_get_object_element (sample->expect, i), json_node_get_object (row), i);

    if (failure != NULL)
      return failure;
  }

  return NULL;
}

static char *
compare_outcome (const EarSample *sample,
                 const EarAnswer *answer,
                 const GError    *error)
{
  const char *code = error ? ear_service_error_to_code (error) : NULL;

  if (sample->code != NULL && code == NULL)
    return g_strdup_printf (_("expected the error “%s”, got an answer"), sample->code);
  if (sample->code != NULL)
    return strcmp (sample->code, code) == 0 ? NULL
                                            : g_strdup_printf (_("expected the error “%s”, got “%s”: %s"), sample->code, code, error->message);
  if (error != NULL)
    return g_strdup_printf ("%s: %s", code, error->message);

  return compare_answer (sample, answer);
}

static char *
describe_request (const EarFilling   *filling,
                  const EarOperation *operation)
{
  const char *params[] = { operation->secret_param, NULL };
  g_autofree char *url = ear_filling_fill (filling, operation->url, TRUE), *shown = ear_http_redact_url (url, params);
  g_autofree char *body = operation->body ? ear_filling_fill_body (filling, operation->body) : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s\n", operation->method ? operation->method : operation->body ? "POST" : "GET", shown);
  for (guint i = 0; i + 1 < operation->headers->len; i += 2) {
    g_autofree char *value = ear_filling_fill (filling, g_ptr_array_index (operation->headers, i + 1), FALSE);

    g_string_append_printf (text, "%s: %s\n", (char *) g_ptr_array_index (operation->headers, i), value);
  }
  if (operation->secret_header != NULL)
    g_string_append_printf (text, "%s: ***\n", operation->secret_header);
  if (body != NULL)
    g_string_append_printf (text, "\n%s\n", body);

  return g_string_free (text, FALSE);
}

static char *
describe_answer (const EarAnswer *answer)
{
  g_autofree char *json = ear_answer_to_json (answer);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  return json_to_string (json_object_get_member (json_node_get_object (node), "rows"), TRUE);
}

/* Fills in @result, but for its name. */
static void
try_filled (const EarFilling   *filling,
            const EarSample    *sample,
            EarConnectorResult *result)
{
  const EarOperation *operation = ear_connector_find_operation (filling->connector, sample->operation);
  g_autofree char *url = ear_filling_fill (filling, operation->url, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ear_connector_map (filling, operation, sample->answer, &error);

  result->request = describe_request (filling, operation);
  result->answer = json_to_string (sample->answer, TRUE);
  result->mapped = answer ? describe_answer (answer) : g_strdup_printf ("%s: %s", ear_service_error_to_code (error), error->message);
  if (sample->url != NULL && strcmp (sample->url, url) != 0)
    result->failure = g_strdup_printf (_("expected to ask %s, would ask %s"), sample->url, url);
  else
    result->failure = compare_outcome (sample, answer, error);
}

static void
try_sample (EarConnector       *self,
            const EarSample    *sample,
            EarConnectorResult *result)
{
  g_autoptr (GTimeZone) zone = sample->place && sample->place->timezone ? g_time_zone_new_identifier (sample->place->timezone) : NULL;
  g_autoptr (GError) error = NULL;
  EarDays days = { 0 };
  EarFilling filling = { .connector = self, .question = sample->question, .place = sample->place, .get_setting = get_sample_setting,
                         .settings = (gpointer) sample };

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  filling.zone = zone;
  if (self->kind == EAR_SERVICE_WEATHER) {
    if (!ear_days_init (&days, sample->question, zone, &error)) {
      result->request = g_strdup ("");
      result->answer = json_to_string (sample->answer, TRUE);
      result->mapped = g_strdup ("");
      result->failure = g_strdup (error->message);
      return;
    }
    filling.days = &days;
  }
  try_filled (&filling, sample, result);
}

static void
result_free (EarConnectorResult *result)
{
  g_free (result->name);
  g_free (result->request);
  g_free (result->answer);
  g_free (result->mapped);
  g_free (result->failure);
  g_free (result);
}

/**
 * ear_connector_test:
 *
 * Makes of each sample what it would make of such an answer.
 *
 * Returns: (transfer full) (element-type EarConnectorResult): what became of them
 */
GPtrArray *
ear_connector_test (EarConnector *self)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) result_free);

  for (guint i = 0; i < self->samples->len; i++) {
    const EarSample *sample = g_ptr_array_index (self->samples, i);
    EarConnectorResult *result = g_new0 (EarConnectorResult, 1);

    result->name = g_strdup (sample->name);
    try_sample (self, sample, result);
    g_ptr_array_add (results, result);
  }

  return results;
}

/**
 * ear_connector_load_all:
 * @folder: with NAME.connector.json; it need not be there
 * @complaints: (element-type utf8): gets what is wrong with those that are left out
 *
 * Returns: (transfer full) (element-type EarConnector): the connectors, in the order of their names
 */
GPtrArray *
ear_connector_load_all (const char *folder,
                        GPtrArray  *complaints)
{
  GPtrArray *connectors = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_connector_unref);
  g_autoptr (GPtrArray) paths = ear_file_list (folder, EAR_CONNECTOR_SUFFIX, EAR_CONNECTOR_MAX_FILES);

  for (guint i = 0; i < paths->len; i++) {
    g_autoptr (GError) error = NULL;
    EarConnector *connector = ear_connector_load (g_ptr_array_index (paths, i), &error);

    if (connector != NULL)
      g_ptr_array_add (connectors, connector);
    else
      g_ptr_array_add (complaints, g_strdup (error->message));
  }

  return connectors;
}
