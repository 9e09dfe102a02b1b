/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-model-reader.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the largest published skills need, several times over. Behind these bounds a model can cost time but not the day. */
#define MAX_INTENTS 1000
#define MAX_SAMPLES 20000
#define MAX_VALUES 20000
#define MAX_PROMPTS 5000
#define MAX_SLOTS 100
#define MAX_TEXT 2000

typedef struct {
  EarModelParts *parts;
  const char    *path;
  guint          n_samples;
  guint          n_values;
} Reader;

static void
slot_value_free (EarSlotValue *value)
{
  g_free (value->id);
  g_free (value->name);
  g_strfreev (value->synonyms);
  g_free (value);
}

static void
slot_type_free (EarSlotType *type)
{
  g_free (type->name);
  g_ptr_array_unref (type->values);
  g_free (type);
}

static void
slot_free (EarSlot *slot)
{
  g_free (slot->name);
  g_free (slot->type);
  g_strfreev (slot->samples);
  g_free (slot);
}

static void
intent_free (EarIntent *intent)
{
  g_free (intent->name);
  g_ptr_array_unref (intent->slots);
  g_strfreev (intent->samples);
  g_free (intent);
}

static gboolean
G_GNUC_PRINTF (4, 5)
refuse (Reader      *self,
        const char  *place,
        GError     **error,
        const char  *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list args;

  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, EAR_NLU_ERROR, EAR_NLU_ERROR_MODEL, "%s: %s: %s", self->path, place, what);

  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

static gboolean
read_text (Reader      *self,
           JsonNode    *node,
           const char  *place,
           char       **text,
           GError     **error)
{
  const char *string;

  if (node == NULL)
    return refuse (self, place, error, _("is missing; add it"));
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return refuse (self, place, error, _("expected a string, got %s; write it in quotation marks"), json_node_type_name (node));

  string = json_node_get_string (node);
  if (strlen (string) > MAX_TEXT)
    return refuse (self, place, error, _("is longer than %d bytes; shorten it"), MAX_TEXT);
  *text = g_strdup (string);

  return TRUE;
}

static gboolean
read_name (Reader      *self,
           JsonObject  *object,
           const char  *member,
           const char  *place,
           char       **name,
           GError     **error)
{
  g_autofree char *path = g_strconcat (place, ".", member, NULL);

  if (!read_text (self, json_object_get_member (object, member), path, name, error))
    return FALSE;
  if (is_blank (*name))
    return refuse (self, path, error, _("is empty; give it a name"));

  return TRUE;
}

/* Absent and null are an empty array, as the tools of the Alexa Skills Kit write both. */
static gboolean
find_array (Reader      *self,
            JsonObject  *object,
            const char  *member,
            const char  *place,
            guint        most,
            JsonArray  **array,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *path = g_strconcat (place, ".", member, NULL);

  *array = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse (self, path, error, _("expected an array, got %s; write [ … ]"), json_node_type_name (node));
  if (json_array_get_length (json_node_get_array (node)) > most)
    return refuse (self, path, error, _("has more than %u entries; split the skill"), most);
  *array = json_node_get_array (node);

  return TRUE;
}

static JsonObject *
get_entry (Reader      *self,
           JsonArray   *array,
           guint        i,
           const char  *place,
           GError     **error)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (self, place, error, _("expected an object, got %s; write { … }"), json_node_type_name (node));

  return NULL;
}

static gboolean
read_strings (Reader       *self,
              JsonObject   *object,
              const char   *member,
              const char   *place,
              char       ***strings,
              GError      **error)
{
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;
  char *text;

  if (!find_array (self, object, member, place, MAX_SAMPLES, &array, error))
    return FALSE;

  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    g_autofree char *path = g_strdup_printf ("%s.%s[%u]", place, member, i);

    if (!read_text (self, json_array_get_element (array, i), path, &text, error))
      return FALSE;
    g_ptr_array_add (read, text);
  }
  g_ptr_array_add (read, NULL);
  *strings = (char **) g_ptr_array_steal (read, NULL);

  return TRUE;
}

static EarSlot *
find_slot (EarIntent  *intent,
           const char *name,
           gsize       length)
{
  for (guint i = 0; i < intent->slots->len; i++) {
    EarSlot *slot = g_ptr_array_index (intent->slots, i);

    if (strlen (slot->name) == length && g_ascii_strncasecmp (slot->name, name, length) == 0)
      return slot;
  }

  return NULL;
}

static gboolean
check_sample (Reader      *self,
              EarIntent   *intent,
              const char  *sample,
              const char  *place,
              GError     **error)
{
  const char *open, *close, *name;
  gsize length;

  if (is_blank (sample))
    return refuse (self, place, error, _("is empty; write what people say, or remove it"));
  if (g_utf8_strchr (sample, -1, '\n'))
    return refuse (self, place, error, _("has more than one line; write one sample an entry"));

  for (open = sample; (open = strpbrk (open, "{}")); open = close + 1) {
    close = strpbrk (open + 1, "{}");
    if (*open == '}' || close == NULL || *close != '}')
      return refuse (self, place, error, _("“%s” has unbalanced braces; write each slot as {name}"), sample);
    name = open + 1 + strspn (open + 1, " ");
    length = close - name;
    while (length > 0 && name[length - 1] == ' ')
      length--;
    if (length == 0)
      return refuse (self, place, error, _("“%s” has empty braces; name the slot"), sample);
    if (!find_slot (intent, name, length))
      return refuse (self, place, error,
                     _("“%s” uses the slot {%.*s}, which intent “%s” does not have; add it to the intent's slots"), sample, (int) length, name, intent->name);
  }

  return TRUE;
}

static gboolean
check_samples (Reader      *self,
               EarIntent   *intent,
               char       **samples,
               const char  *place,
               GError     **error)
{
  for (guint i = 0; samples[i]; i++) {
    g_autofree char *path = g_strdup_printf ("%s.samples[%u]", place, i);

    if (++self->n_samples > MAX_SAMPLES)
      return refuse (self, path, error, _("the model has more than %d samples; split the skill"), MAX_SAMPLES);
    if (!check_sample (self, intent, samples[i], path, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_slots (Reader      *self,
            EarIntent   *intent,
            JsonObject  *object,
            const char  *place,
            GError     **error)
{
  JsonArray *array;
  JsonObject *entry;
  EarSlot *slot;

  if (!find_array (self, object, "slots", place, MAX_SLOTS, &array, error))
    return FALSE;

  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    g_autofree char *path = g_strdup_printf ("%s.slots[%u]", place, i);
    g_autofree char *name = NULL;

    if (!(entry = get_entry (self, array, i, path, error)) || !read_name (self, entry, "name", path, &name, error))
      return FALSE;
    if (find_slot (intent, name, strlen (name)))
      return refuse (self, path, error, _("intent “%s” has the slot “%s” twice; rename one"), intent->name, name);

    slot = g_new0 (EarSlot, 1);
    slot->name = g_steal_pointer (&name);
    g_ptr_array_add (intent->slots, slot);
    if (!read_name (self, entry, "type", path, &slot->type, error)
        || !read_strings (self, entry, "samples", path, &slot->samples, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_intent (Reader      *self,
             JsonObject  *object,
             const char  *place,
             GHashTable  *seen,
             GError     **error)
{
  EarIntent *intent = g_new0 (EarIntent, 1);

  intent->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
  g_ptr_array_add (self->parts->intents, intent);

  if (!read_name (self, object, "name", place, &intent->name, error))
    return FALSE;
  if (!g_hash_table_add (seen, intent->name))
    return refuse (self, place, error, _("there are two intents “%s”; merge them"), intent->name);
  if (!read_slots (self, intent, object, place, error) || !read_strings (self, object, "samples", place, &intent->samples, error)
      || !check_samples (self, intent, intent->samples, place, error))
    return FALSE;

  for (guint i = 0; i < intent->slots->len; i++) {
    g_autofree char *path = g_strdup_printf ("%s.slots[%u]", place, i);

    if (!check_samples (self, intent, ((EarSlot *) g_ptr_array_index (intent->slots, i))->samples, path, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_intents (Reader      *self,
              JsonObject  *language,
              const char  *root,
              GError     **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;
  JsonObject *entry;

  if (!find_array (self, language, "intents", root, MAX_INTENTS, &array, error))
    return FALSE;
  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (self, root, error, _("has no intents; add at least one under \"intents\""));

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *place = g_strdup_printf ("%s.intents[%u]", root, i);

    if (!(entry = get_entry (self, array, i, place, error)) || !read_intent (self, entry, place, seen, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_value (Reader       *self,
            EarSlotType  *type,
            JsonObject   *object,
            const char   *place,
            GError      **error)
{
  EarSlotValue *value = g_new0 (EarSlotValue, 1);
  JsonNode *name = json_object_get_member (object, "name"), *id = json_object_get_member (object, "id");
  g_autofree char *name_place = g_strconcat (place, ".name", NULL);
  g_autofree char *id_place = g_strconcat (place, ".id", NULL);

  g_ptr_array_add (type->values, value);
  if (++self->n_values > MAX_VALUES)
    return refuse (self, place, error, _("the model has more than %d values; split the skill"), MAX_VALUES);
  if (id != NULL && !JSON_NODE_HOLDS_NULL (id) && !read_text (self, id, id_place, &value->id, error))
    return FALSE;
  if (name == NULL || !JSON_NODE_HOLDS_OBJECT (name))
    return refuse (self, name_place, error, _("expected an object; write {\"value\": \"…\", \"synonyms\": []}"));

  return read_name (self, json_node_get_object (name), "value", name_place, &value->name, error)
         && read_strings (self, json_node_get_object (name), "synonyms", name_place, &value->synonyms, error);
}

static gboolean
read_type (Reader      *self,
           JsonObject  *object,
           const char  *place,
           GError     **error)
{
  EarSlotType *type = g_new0 (EarSlotType, 1);
  JsonArray *array;
  JsonObject *entry;

  type->values = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_value_free);
  g_ptr_array_add (self->parts->types, type);
  if (!read_name (self, object, "name", place, &type->name, error))
    return FALSE;
  if (!g_hash_table_insert (self->parts->types_by_name, type->name, type))
    return refuse (self, place, error, _("there are two types “%s”; merge them"), type->name);
  if (!find_array (self, object, "values", place, MAX_VALUES, &array, error))
    return FALSE;

  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    g_autofree char *path = g_strdup_printf ("%s.values[%u]", place, i);

    if (!(entry = get_entry (self, array, i, path, error)) || !read_value (self, type, entry, path, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_types (Reader      *self,
            JsonObject  *language,
            const char  *root,
            GError     **error)
{
  JsonArray *array;
  JsonObject *entry;

  if (!find_array (self, language, "types", root, MAX_INTENTS, &array, error))
    return FALSE;

  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    g_autofree char *place = g_strdup_printf ("%s.types[%u]", root, i);

    if (!(entry = get_entry (self, array, i, place, error)) || !read_type (self, entry, place, error))
      return FALSE;
  }

  return TRUE;
}

/* A built-in type that nobody declares is known all the same. */
static gboolean
check_slot_types (Reader      *self,
                  const char  *root,
                  GError     **error)
{
  for (guint i = 0; i < self->parts->intents->len; i++) {
    EarIntent *intent = g_ptr_array_index (self->parts->intents, i);

    for (guint j = 0; j < intent->slots->len; j++) {
      EarSlot *slot = g_ptr_array_index (intent->slots, j);
      g_autofree char *place = g_strdup_printf ("%s.intents[%u].slots[%u].type", root, i, j);
      EarSlotType *type;

      if (g_hash_table_contains (self->parts->types_by_name, slot->type))
        continue;
      if (!g_str_has_prefix (slot->type, "AMAZON."))
        return refuse (self, place, error, _("there is no type “%s”; add it under \"types\", or use a type of AMAZON"),
                       slot->type);
      type = g_new0 (EarSlotType, 1);
      type->name = g_strdup (slot->type);
      type->values = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_value_free);
      g_ptr_array_add (self->parts->types, type);
      g_hash_table_insert (self->parts->types_by_name, type->name, type);
    }
  }

  return TRUE;
}

/* All prompts are SSML from here on. An apostrophe stays one: voices may read &apos; aloud. */
static char *
escape (char *text)
{
  g_autofree char *owned = text;
  GString *escaped = g_string_new (owned);

  g_string_replace (escaped, "&", "&amp;", 0);
  g_string_replace (escaped, "<", "&lt;", 0);
  g_string_replace (escaped, ">", "&gt;", 0);

  return g_string_free (escaped, FALSE);
}

static gboolean
read_prompt (Reader      *self,
             JsonObject  *object,
             const char  *place,
             GError     **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = NULL;
  JsonArray *array;
  JsonObject *entry;

  if (!read_name (self, object, "id", place, &id, error)
      || !find_array (self, object, "variations", place, MAX_SLOTS, &array, error))
    return FALSE;
  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (self, place, error, _("has no variations; add at least one"));
  if (g_hash_table_contains (self->parts->prompts, id))
    return refuse (self, place, error, _("there are two prompts “%s”; merge their variations"), id);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    g_autofree char *path = g_strdup_printf ("%s.variations[%u]", place, i);
    g_autofree char *type = NULL;
    char *value = NULL;

    if (!(entry = get_entry (self, array, i, path, error)) || !read_name (self, entry, "type", path, &type, error))
      return FALSE;
    if (strcmp (type, "PlainText") != 0 && strcmp (type, "SSML") != 0)
      return refuse (self, path, error, _("the type “%s” is unknown; use PlainText or SSML"), type);
    if (!read_name (self, entry, "value", path, &value, error))
      return FALSE;
    g_ptr_array_add (texts, strcmp (type, "PlainText") == 0 ? escape (value) : value);
  }
  g_hash_table_insert (self->parts->prompts, g_steal_pointer (&id), g_steal_pointer (&texts));

  return TRUE;
}

static gboolean
read_prompts (Reader      *self,
              JsonObject  *root,
              GError     **error)
{
  JsonArray *array;
  JsonObject *entry;

  if (!find_array (self, root, "prompts", "$.interactionModel", MAX_PROMPTS, &array, error))
    return FALSE;

  for (guint i = 0; array && i < json_array_get_length (array); i++) {
    g_autofree char *place = g_strdup_printf ("$.interactionModel.prompts[%u]", i);

    if (!(entry = get_entry (self, array, i, place, error)) || !read_prompt (self, entry, place, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_root (Reader    *self,
           JsonNode  *node,
           GError   **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *wrapped = object ? json_object_get_member (object, "interactionModel") : NULL;
  JsonObject *outer = wrapped && JSON_NODE_HOLDS_OBJECT (wrapped) ? json_node_get_object (wrapped) : object;
  JsonNode *inner = outer ? json_object_get_member (outer, "languageModel") : NULL;
  const char *root = outer != object ? "$.interactionModel.languageModel" : "$.languageModel";
  JsonObject *language;
  JsonNode *invocation;

  if (object == NULL)
    return refuse (self, "$", error, _("expected an object with \"interactionModel\"; is this an interaction model?"));
  if (inner == NULL || !JSON_NODE_HOLDS_OBJECT (inner))
    return refuse (self, root, error, _("is missing; an interaction model has the object \"languageModel\""));

  language = json_node_get_object (inner);
  invocation = json_object_get_member (language, "invocationName");
  if (invocation != NULL) {
    g_autofree char *place = g_strconcat (root, ".invocationName", NULL);

    if (!read_text (self, invocation, place, &self->parts->invocation, error))
      return FALSE;
  }

  return read_intents (self, language, root, error) && read_types (self, language, root, error)
         && check_slot_types (self, root, error) && read_prompts (self, outer, error);
}

/**
 * ear_model_parts_init:
 * @self: (out caller-allocates): nothing yet
 */
void
ear_model_parts_init (EarModelParts *self)
{
  self->invocation = NULL;
  self->intents = g_ptr_array_new_with_free_func ((GDestroyNotify) intent_free);
  self->types = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_type_free);
  self->types_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->prompts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

void
ear_model_parts_clear (EarModelParts *self)
{
  g_free (self->invocation);
  g_ptr_array_unref (self->intents);
  g_ptr_array_unref (self->types);
  g_hash_table_unref (self->types_by_name);
  g_hash_table_unref (self->prompts);
}

/**
 * ear_model_parts_read:
 * @root: a document in the format of the Alexa Skills Kit
 * @path: where it is from, for the message
 * @error: names file, place, what is wrong and what to do
 *
 * Returns: whether it is a model that makes sense
 */
gboolean
ear_model_parts_read (EarModelParts  *self,
                      JsonNode       *root,
                      const char     *path,
                      GError        **error)
{
  Reader reader = { self, path };

  return read_root (&reader, root, error);
}
