/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-resolver.h"

#include "model/ear-json.h"

#include <string.h>

void
ear_filled_slot_free (EarFilledSlot *filled)
{
  g_free (filled->name);
  g_free (filled->value);
  g_free (filled->heard);
  g_strfreev (filled->resolved);
  g_free (filled);
}

void
ear_resolution_free (EarResolution *self)
{
  g_free (self->intent);
  g_free (self->skill);
  g_free (self->matched);
  g_ptr_array_unref (self->slots);
  g_free (self);
}

/**
 * ear_resolution_find:
 *
 * Returns: (transfer none) (nullable): what was said for the slot
 */
const EarFilledSlot *
ear_resolution_find (const EarResolution *self,
                     const char          *slot)
{
  for (guint i = 0; i < self->slots->len; i++) {
    const EarFilledSlot *filled = g_ptr_array_index (self->slots, i);

    if (strcmp (filled->name, slot) == 0)
      return filled;
  }

  return NULL;
}

/**
 * ear_resolution_slots_to_json:
 *
 * Returns: (transfer full): an object of the slots by name with value, heard, resolved, start and end
 */
char *
ear_resolution_slots_to_json (const EarResolution *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < self->slots->len; i++) {
    const EarFilledSlot *filled = g_ptr_array_index (self->slots, i);

    json_builder_set_member_name (builder, filled->name);
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "value");
    json_builder_add_string_value (builder, filled->value);
    json_builder_set_member_name (builder, "heard");
    json_builder_add_string_value (builder, filled->heard);
    json_builder_set_member_name (builder, "resolved");
    json_builder_begin_array (builder);
    for (guint j = 0; filled->resolved[j]; j++)
      json_builder_add_string_value (builder, filled->resolved[j]);
    json_builder_end_array (builder);
    json_builder_set_member_name (builder, "start");
    json_builder_add_int_value (builder, filled->start);
    json_builder_set_member_name (builder, "end");
    json_builder_add_int_value (builder, filled->end);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return ear_json_to_string (root);
}

static EarFilledSlot *
filled_slot_from_json (const char *name,
                       JsonObject *object)
{
  JsonArray *names = ear_json_get_array (object, "resolved", NULL);
  g_autoptr (GStrvBuilder) resolved = g_strv_builder_new ();
  EarFilledSlot *self = g_new0 (EarFilledSlot, 1);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    g_strv_builder_add (resolved, json_array_get_string_element (names, i));

  self->name = g_strdup (name);
  self->value = g_strdup (json_object_get_string_member_with_default (object, "value", ""));
  self->heard = g_strdup (json_object_get_string_member_with_default (object, "heard", ""));
  self->resolved = g_strv_builder_end (resolved);
  self->start = json_object_get_int_member_with_default (object, "start", 0);
  self->end = json_object_get_int_member_with_default (object, "end", 0);

  return self;
}

/**
 * ear_filled_slots_from_json:
 * @node: (nullable): what ear_resolution_slots_to_json() wrote
 *
 * Returns: (transfer full) (element-type EarFilledSlot): the slots, none where it makes no sense
 */
GPtrArray *
ear_filled_slots_from_json (JsonNode *node)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_filled_slot_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *slot;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return slots;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &slot))
    if (JSON_NODE_HOLDS_OBJECT (slot))
      g_ptr_array_add (slots, filled_slot_from_json (name, json_node_get_object (slot)));

  return slots;
}
