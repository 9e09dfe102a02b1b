/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-interaction-model.h"
#include "nlu/ear-model-reader.h"
#include "model/ear-json.h"

struct _EarInteractionModel {
  GObject       parent_instance;

  char         *skill;
  char         *locale;
  EarModelParts parts;
};

G_DEFINE_QUARK (ear-nlu-error-                                                      quark,
                ear_nlu_error) G_DEFINE_FINAL_TYPE (EarInteractionModel,
                                                    ear_interaction_model,
                                                    G_TYPE_OBJECT) static void
ear_interaction_model_finalize (GObject *object)
{
  EarInteractionModel *self = EAR_INTERACTION_MODEL (object);

  g_free (self->skill);
  g_free (self->locale);
  ear_model_parts_clear (&self->parts);

  G_OBJECT_CLASS (ear_interaction_model_parent_class)->finalize (object);
}

static void
ear_interaction_model_class_init (EarInteractionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_interaction_model_finalize;
}

static void
ear_interaction_model_init (EarInteractionModel *self)
{
  ear_model_parts_init (&self->parts);
}

/**
 * ear_interaction_model_load:
 * @path: a file in the format of the Alexa Skills Kit
 * @skill: the id of the skill
 * @locale: the language of the model
 * @error: names file, place, what is wrong and what to do
 *
 * Returns: (transfer full) (nullable): the model
 */
EarInteractionModel *
ear_interaction_model_load (const char  *path,
                            const char  *skill,
                            const char  *locale,
                            GError     **error)
{
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (path != NULL && skill != NULL && locale != NULL, NULL);

  if (!(root = ear_json_load (path, NULL, error)))
    return NULL;

  return ear_interaction_model_new (root, path, skill, locale, error);
}

/**
 * ear_interaction_model_new:
 * @root: a document in the format of the Alexa Skills Kit
 * @path: where it is from, for the message
 * @skill: the id of the skill
 * @locale: the language of the model
 * @error: names file, place, what is wrong and what to do
 *
 * Returns: (transfer full) (nullable): the model
 */
EarInteractionModel *
ear_interaction_model_new (JsonNode    *root,
                           const char  *path,
                           const char  *skill,
                           const char  *locale,
                           GError     **error)
{
  g_autoptr (EarInteractionModel) self = g_object_new (EAR_TYPE_INTERACTION_MODEL, NULL);

  self->skill = g_strdup (skill);
  self->locale = g_strdup (locale);

  return ear_model_parts_read (&self->parts, root, path, error) ? g_steal_pointer (&self) : NULL;
}

const char *
ear_interaction_model_get_skill (EarInteractionModel *self)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return self->skill;
}

const char *
ear_interaction_model_get_locale (EarInteractionModel *self)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return self->locale;
}

/**
 * ear_interaction_model_get_invocation:
 *
 * Returns: (nullable): the words that start the skill
 */
const char *
ear_interaction_model_get_invocation (EarInteractionModel *self)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return self->parts.invocation;
}

/**
 * ear_interaction_model_get_intents:
 *
 * Returns: (transfer none) (element-type EarIntent): in the order of the file
 */
GPtrArray *
ear_interaction_model_get_intents (EarInteractionModel *self)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return self->parts.intents;
}

/**
 * ear_interaction_model_get_types:
 *
 * Returns: (transfer none) (element-type EarSlotType): those of the file, then the built-in ones that its slots use
 */
GPtrArray *
ear_interaction_model_get_types (EarInteractionModel *self)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return self->parts.types;
}

/**
 * ear_interaction_model_find_type:
 *
 * Returns: (transfer none) (nullable): the type of that name
 */
const EarSlotType *
ear_interaction_model_find_type (EarInteractionModel *self,
                                 const char          *name)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return g_hash_table_lookup (self->parts.types_by_name, name);
}

/**
 * ear_interaction_model_get_prompt:
 * @id: e.g. "weather.now"
 *
 * Returns: (transfer none) (nullable) (element-type utf8): the texts of its variations
 */
GPtrArray *
ear_interaction_model_get_prompt (EarInteractionModel *self,
                                  const char          *id)
{
  g_return_val_if_fail (EAR_IS_INTERACTION_MODEL (self), NULL);

  return g_hash_table_lookup (self->parts.prompts, id);
}
