/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the skills share: what they do with an intent, questions and the replies to them, and a look at the tape. */

/* A skill has no state; its type is its interface. The file defines skill_iface_init(). */
#define EAR_DEFINE_SKILL(TypeName, type_name) \
  struct _##TypeName { \
    GObject parent_instance; \
  }; \
  static void skill_iface_init (EarSkillInterface *iface); \
  G_DEFINE_FINAL_TYPE_WITH_CODE (TypeName, type_name, G_TYPE_OBJECT, \
                                 G_IMPLEMENT_INTERFACE (EAR_TYPE_SKILL, skill_iface_init)) \
  static void type_name##_class_init (TypeName##Class *klass) {} \
  static void type_name##_init (TypeName *self) {}

/**
 * EarMeeting:
 * @intent: an intent's name
 * @meet: what the skill does about it
 *
 * One row of a skill's table; the last has no intent.
 */
typedef struct {
  const char  *intent;
  void       (*meet)(const EarScene *scene,
                     EarWishes      *wishes);
} EarMeeting;

void        ear_tools_meet           (const EarMeeting  *meetings,
                                      const EarScene    *scene,
                                      EarWishes         *wishes);

void        ear_tools_say            (const EarScene    *scene,
                                      EarWishes         *wishes,
                                      const char        *ssml);
void        ear_tools_ask_back       (const EarScene    *scene,
                                      EarWishes         *wishes,
                                      const char        *ssml,
                                      const char        *reprompt,
                                      const char        *card);
void        ear_tools_show           (const EarScene    *scene,
                                      EarWishes         *wishes,
                                      const char        *ssml,
                                      const char        *card);
char       *ear_tools_make_card      (const char        *title,
                                      const char        *text,
                                      const char        *image) G_GNUC_WARN_UNUSED_RESULT;
void        ear_tools_elicit         (const EarScene    *scene,
                                      EarWishes         *wishes,
                                      const char        *prompt,
                                      const char        *slot);
void        ear_tools_say_failure    (const EarScene    *scene,
                                      EarWishes         *wishes,
                                      const EarFailed   *failure);

gboolean    ear_tools_has_prompt     (const EarScene    *scene,
                                      const char        *prompt);
char       *ear_tools_dup_words      (const EarScene    *scene,
                                      const char        *prompt) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_tools_dup_day        (const EarScene    *scene,
                                      gint64             at) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_tools_dup_time       (const EarScene    *scene,
                                      gint64             at) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_tools_dup_number     (const EarScene    *scene,
                                      gint64             number) G_GNUC_WARN_UNUSED_RESULT;
GDateTime  *ear_tools_dup_local      (const EarScene    *scene,
                                      gint64             at) G_GNUC_WARN_UNUSED_RESULT;

gboolean    ear_tools_is_reply_to    (const EarScene    *scene,
                                      const char        *intent);
JsonNode   *ear_tools_dup_proposal   (const EarScene    *scene) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_tools_dup_value      (const EarScene    *scene,
                                      const char        *slot) G_GNUC_WARN_UNUSED_RESULT;
gint64      ear_tools_get_number     (const EarScene    *scene,
                                      const char        *slot,
                                      gint64             fallback);
const EarSlotValue *ear_tools_find_value     (const EarScene    *scene,
                                              const char        *type,
                                              const char        *words);

const EarEvent *ear_tools_peek_last      (const EarScene    *scene,
                                          EarEventType       type,
                                          const char        *kind);
EarAnswer  *ear_tools_dup_answer     (const EarScene    *scene,
                                      EarAnswerKind      kind) G_GNUC_WARN_UNUSED_RESULT;
EarAnswer  *ear_tools_dup_item       (const EarEvent    *playable,
                                      EarAnswerKind      kind) G_GNUC_WARN_UNUSED_RESULT;

void        ear_tools_hush           (const EarScene    *scene,
                                      EarWishes         *wishes);

G_END_DECLS
