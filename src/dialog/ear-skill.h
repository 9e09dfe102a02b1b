/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-notebook.h"
#include "dialog/ear-wish.h"
#include "model/ear-dice.h"
#include "model/ear-household.h"
#include "nlu/ear-phrase.h"
#include "nlu/ear-resolver.h"

G_BEGIN_DECLS

/**
 * EarScene:
 * @tape: everything so far
 * @state: the device now
 * @household: what outlives a session
 * @notebook: (nullable): what it wrote down by itself
 * @model: the skill's own interaction model in the device's locale; its prompts
 * @locale: "en-US" or "de-DE"
 * @skill: the skill's id
 * @dice: the session's dice
 * @now: µs since 1970
 * @timezone: the device's
 * @turn: the current turn
 * @intent: what was meant in this turn
 * @slots: (element-type EarFilledSlot): what was filled in
 * @expected: (nullable): what the customer was asked when this turn began
 *
 * All that a skill may look at when it decides. There is no clock, no network and no device in it.
 */
typedef struct {
  EarTape             *tape;
  const EarState      *state;
  EarHousehold        *household;
  EarNotebook         *notebook;
  EarInteractionModel *model;
  const char          *locale;
  const char          *skill;
  EarDice              dice;
  gint64               now;
  GTimeZone           *timezone;
  guint                turn;
  const char          *intent;
  GPtrArray           *slots;
  const EarExpected   *expected;
} EarScene;

const char *ear_scene_get_value  (const EarScene *self,
                                  const char     *slot);
const char *ear_scene_get_heard  (const EarScene *self,
                                  const char     *slot);
GDateTime  *ear_scene_dup_now    (const EarScene *self) G_GNUC_WARN_UNUSED_RESULT;

/* Both render a prompt of the skill's model with pairs of name and value, ended by NULL, the variation chosen by the dice. */
char       *ear_scene_render     (const EarScene *self,
                                  const char     *prompt,
                                  ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
void        ear_scene_say        (const EarScene *self,
                                  EarWishes      *wishes,
                                  const char     *prompt,
                                  ...) G_GNUC_NULL_TERMINATED;
void        ear_scene_say_ssml   (const EarScene *self,
                                  EarWishes      *wishes,
                                  const char     *ssml,
                                  const char     *reprompt,
                                  const char     *card);
void        ear_scene_expect     (const EarScene *self,
                                  EarWishes      *wishes,
                                  const char     *kind,
                                  const char     *intent,
                                  const char     *slot,
                                  const char     *proposal);

#define EAR_TYPE_SKILL (ear_skill_get_type ())

/**
 * EarSkill:
 *
 * Something that the device can do. It decides and never acts: it reads a scene and adds wishes.
 */
G_DECLARE_INTERFACE (EarSkill, ear_skill, EAR, SKILL, GObject)

/**
 * EarSkillInterface:
 * @get_id: the folder of its models, e.g. "weather"
 * @meet: an intent of the skill, or yes, no or cancel in reply to what the skill asked (then @scene->expected is set)
 * @answer: the service that the skill asked answered; @answer is %NULL where it failed, and @failure says why
 * @follow: (optional): a turn of any skill was answered in words and nothing waits: a chance to add something, an advert
 */
struct _EarSkillInterface {
  GTypeInterface parent_iface;

  const char *(*get_id) (EarSkill        *self);
  void        (*meet)   (EarSkill        *self,
                         const EarScene  *scene,
                         EarWishes       *wishes);
  void        (*answer) (EarSkill        *self,
                         const EarScene  *scene,
                         const EarAnswer *answer,
                         const EarFailed *failure,
                         EarWishes       *wishes);
  void        (*follow) (EarSkill        *self,
                         const EarScene  *scene,
                         EarWishes       *wishes);
};

const char *ear_skill_get_id (EarSkill        *self);
void        ear_skill_meet   (EarSkill        *self,
                              const EarScene  *scene,
                              EarWishes       *wishes);
void        ear_skill_answer (EarSkill        *self,
                              const EarScene  *scene,
                              const EarAnswer *answer,
                              const EarFailed *failure,
                              EarWishes       *wishes);
void        ear_skill_follow (EarSkill        *self,
                              const EarScene  *scene,
                              EarWishes       *wishes);

G_END_DECLS
