/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_NLU_ERROR (ear_nlu_error_quark ())

/**
 * EarNluError:
 * @EAR_NLU_ERROR_MODEL: an interaction model says something that can not be
 */
typedef enum {
  EAR_NLU_ERROR_MODEL,
} EarNluError;

GQuark ear_nlu_error_quark (void);

/**
 * EarSlotValue:
 * @id: (nullable): the value's id
 * @name: its canonical name
 * @synonyms: (array zero-terminated=1): other words for it
 */
typedef struct {
  char  *id;
  char  *name;
  char **synonyms;
} EarSlotValue;

/**
 * EarSlotType:
 * @name: e.g. "Genre" or "AMAZON.NUMBER"
 * @values: (element-type EarSlotValue): empty for built-in types
 */
typedef struct {
  char      *name;
  GPtrArray *values;
} EarSlotType;

typedef struct {
  char  *name;
  char  *type;
  char **samples;
} EarSlot;

/**
 * EarIntent:
 * @name: e.g. "weather.forecast" or "AMAZON.StopIntent"
 * @slots: (element-type EarSlot)
 * @samples: (array zero-terminated=1): as written, slots in braces
 */
typedef struct {
  char       *name;
  GPtrArray  *slots;
  char      **samples;
} EarIntent;

#define EAR_TYPE_INTERACTION_MODEL (ear_interaction_model_get_type ())

/**
 * EarInteractionModel:
 *
 * What can be said to one skill in one language, and what it can say: the JSON format of the Alexa Skills Kit. Immutable.
 * The device's own skills use the same format, with their answers under `interactionModel.prompts`.
 */
G_DECLARE_FINAL_TYPE (EarInteractionModel, ear_interaction_model, EAR, INTERACTION_MODEL, GObject)

EarInteractionModel *ear_interaction_model_load           (const char           *path,
                                                           const char           *skill,
                                                           const char           *locale,
                                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
EarInteractionModel *ear_interaction_model_new            (JsonNode             *root,
                                                           const char           *path,
                                                           const char           *skill,
                                                           const char           *locale,
                                                           GError              **error) G_GNUC_WARN_UNUSED_RESULT;
const char          *ear_interaction_model_get_skill      (EarInteractionModel  *self);
const char          *ear_interaction_model_get_locale     (EarInteractionModel  *self);
const char          *ear_interaction_model_get_invocation (EarInteractionModel  *self);
GPtrArray           *ear_interaction_model_get_intents    (EarInteractionModel  *self);
GPtrArray           *ear_interaction_model_get_types      (EarInteractionModel  *self);
const EarSlotType   *ear_interaction_model_find_type      (EarInteractionModel  *self,
                                                           const char           *name);
GPtrArray           *ear_interaction_model_get_prompt     (EarInteractionModel  *self,
                                                           const char           *id);

G_END_DECLS
