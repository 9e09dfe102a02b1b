/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "nlu/ear-interaction-model.h"

G_BEGIN_DECLS

/**
 * EarModelParts:
 * @invocation: (nullable): the words that start the skill
 * @intents: (element-type EarIntent): in the order of the file
 * @types: (element-type EarSlotType): those of the file, then the built-in ones that are used
 * @types_by_name: the same by name
 * @prompts: (element-type utf8 GPtrArray): texts by id, as SSML
 */
typedef struct {
  char       *invocation;
  GPtrArray  *intents;
  GPtrArray  *types;
  GHashTable *types_by_name;
  GHashTable *prompts;
} EarModelParts;

void     ear_model_parts_init  (EarModelParts  *self);
void     ear_model_parts_clear (EarModelParts  *self);
gboolean ear_model_parts_read  (EarModelParts  *self,
                                JsonNode       *root,
                                const char     *path,
                                GError        **error);

G_END_DECLS
