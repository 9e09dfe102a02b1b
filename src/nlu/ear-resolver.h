/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-interaction-model.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EarContext:
 * @skill: (nullable): who asked the customer something
 * @intent: (nullable): for which intent
 * @slot: (nullable): for which slot; its value alone is then an answer
 * @confirm: whether yes or no is wanted
 *
 * What the device expects to hear.
 */
typedef struct {
  const char *skill;
  const char *intent;
  const char *slot;
  gboolean    confirm;
} EarContext;

/**
 * EarFilledSlot:
 * @name: the slot
 * @value: as the skill gets it: "2026-03-03", "07:30", "PT10M", "5", "coffee"
 * @heard: the customer's words
 * @resolved: (array zero-terminated=1): canonical names that they stand for; empty where nothing matched
 * @start: byte offset of the words in the utterance
 * @end: and the end of them
 */
typedef struct {
  char   *name;
  char   *value;
  char   *heard;
  char  **resolved;
  guint   start;
  guint   end;
} EarFilledSlot;

/**
 * EarResolution:
 * @intent: (nullable): what was meant, %NULL for not understood
 * @skill: (nullable): whose intent it is
 * @heard_as: "exact" or "tolerant"
 * @score: 0–1
 * @slots: (element-type EarFilledSlot)
 * @matched: (nullable): the sample that decided
 */
typedef struct {
  char       *intent;
  char       *skill;
  const char *heard_as;
  double      score;
  GPtrArray  *slots;
  char       *matched;
} EarResolution;

void                 ear_filled_slot_free         (EarFilledSlot        *self);
GPtrArray           *ear_filled_slots_from_json   (JsonNode             *node) G_GNUC_WARN_UNUSED_RESULT;

void                 ear_resolution_free          (EarResolution        *self);
const EarFilledSlot *ear_resolution_find          (const EarResolution  *self,
                                                   const char           *slot);
char                *ear_resolution_slots_to_json (const EarResolution  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarResolution, ear_resolution_free)

#define EAR_TYPE_RESOLVER (ear_resolver_get_type ())

/**
 * EarResolver:
 *
 * From words to intent and slots, over the models in force. Pure: the same words, context and moment give the same
 * answer. First an exact match of a sample, then a tolerant one.
 */
G_DECLARE_FINAL_TYPE (EarResolver, ear_resolver, EAR, RESOLVER, GObject)

EarResolver    *ear_resolver_new         (const char        *locale,
                                          GPtrArray         *models) G_GNUC_WARN_UNUSED_RESULT;
EarResolution  *ear_resolver_resolve     (EarResolver       *self,
                                          const char        *text,
                                          const EarContext  *context,
                                          GDateTime         *now) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_resolver_dup_jsgf    (EarResolver       *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
