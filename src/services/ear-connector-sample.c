/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-reader-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SAMPLES 100

static gboolean
take_question (EarReader     *self,
               JsonObject    *object,
               const char    *place,
               EarSample     *sample)
{
  JsonNode *node = json_object_get_member (object, "question");
  g_autofree char *json = node ? ear_json_to_string (node) : g_strdup ("{}");
  g_autoptr (GError) cause = NULL;

  sample->question = ear_question_from_json (json, &cause);

  return sample->question != NULL || ear_reader_refuse (self, place, "“question”: %s", cause->message);
}

static gboolean
take_place (EarReader     *self,
            JsonObject    *object,
            const char    *place,
            EarSample     *sample)
{
  JsonObject *where;

  if (!json_object_has_member (object, "place"))
    return TRUE;
  sample->place = g_new0 (EarPlace, 1);
  if (!(where = ear_json_get_object (object, "place", NULL)) ||
      !ear_json_get_double (where, "latitude", -90, 90, &sample->place->latitude, NULL) ||
      !ear_json_get_double (where, "longitude", -180, 180, &sample->place->longitude, NULL))
    return ear_reader_refuse (self, place, _("“place”: expected an object with latitude and longitude"));

  return ear_reader_take_text (self, where, place, "name", &sample->place->name) && ear_reader_take_text (self, where, place, "country", &sample->place->country) &&
         ear_reader_take_text (self, where, place, "timezone", &sample->place->timezone);
}

static gboolean
take_values (EarReader     *self,
             JsonObject    *object,
             const char    *place,
             EarSample     *sample)
{
  JsonObject *settings = ear_json_get_object (object, "settings", NULL);
  g_autoptr (GList) keys = settings ? json_object_get_members (settings) : NULL;

  sample->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->connector->settings->len; i++) {
    const EarSetting *setting = &g_array_index (self->connector->settings, EarSetting, i);

    if (setting->initial != NULL)
      g_hash_table_replace (sample->settings, g_strdup (setting->key), g_strdup (setting->initial));
  }
  for (GList *l = keys; l != NULL; l = l->next) {
    char *value = g_strdup (ear_reader_get_text (settings, l->data));

    if (value == NULL || ear_connector_find_setting (self->connector, l->data, strlen (l->data)) == NULL) {
      g_free (value);
      return ear_reader_refuse (self, place, _("“settings”: there is no setting “%s” with text"), (const char *) l->data);
    }
    g_hash_table_replace (sample->settings, g_strdup (l->data), value);
  }

  return TRUE;
}

static gboolean
take_expectation (EarReader     *self,
                  JsonObject    *object,
                  const char    *place,
                  EarSample     *sample)
{
  JsonArray *expect = ear_json_get_array (object, "expect", NULL);
  EarServiceError code;

  if (!ear_reader_take_text (self, object, place, "expect_error", &sample->code))
    return FALSE;
  if ((expect == NULL) == (sample->code == NULL))
    return ear_reader_refuse (self, place, _("expected an array “expect” or a text “expect_error”"));
  if (sample->code != NULL)
    return ear_service_error_from_code (sample->code, &code) || ear_reader_refuse (self, place, _("there is no error “%s”"), sample->code);

  for (guint i = 0; i < json_array_get_length (expect); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (expect, i)))
      return ear_reader_refuse (self, place, _("“expect”: expected an array of objects"));
  sample->expect = json_array_ref (expect);

  return TRUE;
}

static gboolean
take_sample (EarReader     *self,
             JsonObject    *object,
             const char    *place)
{
  static const char *const members[] = { "name", "operation", "question", "place", "settings", "url", "answer", "expect", "expect_error", NULL };
  EarSample *sample = g_new0 (EarSample, 1);

  g_ptr_array_add (self->connector->samples, sample);
  if (!ear_reader_has_only (self, object, place, members) || !ear_reader_need_text (self, object, place, "name", &sample->name) ||
      !ear_reader_need_text (self, object, place, "operation", &sample->operation) || !ear_reader_take_text (self, object, place, "url", &sample->url) ||
      !take_question (self, object, place, sample) || !take_place (self, object, place, sample) || !take_values (self, object, place, sample))
    return FALSE;
  if (ear_connector_find_operation (self->connector, sample->operation) == NULL)
    return ear_reader_refuse (self, place, _("there is no operation “%s”"), sample->operation);
  if (!json_object_has_member (object, "answer"))
    return ear_reader_refuse (self, place, _("“%s” is missing"), "answer");
  sample->answer = json_object_dup_member (object, "answer");

  return take_expectation (self, object, place, sample);
}

/* Reads what the connector is tried with. */
gboolean
ear_reader_take_samples (EarReader     *self,
                         JsonObject    *root)
{
  JsonArray *list;

  if (!json_object_has_member (root, "samples"))
    return TRUE;
  if (!(list = ear_json_get_array (root, "samples", NULL)) || json_array_get_length (list) > MAX_SAMPLES)
    return ear_reader_refuse (self, "$.samples", _("expected an array of up to %d objects"), MAX_SAMPLES);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *node = json_array_get_element (list, i);
    g_autofree char *place = g_strdup_printf ("$.samples[%u]", i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return ear_reader_refuse (self, place, _("expected an object"));
    if (!take_sample (self, json_node_get_object (node), place))
      return FALSE;
  }

  return TRUE;
}
