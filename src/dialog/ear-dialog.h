/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

/**
 * EarMoment:
 * @tape: everything so far; its last event is what has to be decided about
 * @state: the device after that event
 * @household: the household after that event
 * @dice: the session's dice
 * @now: µs since 1970
 * @timezone: the device's
 *
 * All that a decision may depend on.
 */
typedef struct {
  EarTape        *tape;
  const EarState *state;
  EarHousehold   *household;
  EarDice         dice;
  gint64          now;
  GTimeZone      *timezone;
} EarMoment;

#define EAR_TYPE_DIALOG (ear_dialog_get_type ())

/**
 * EarDialog:
 *
 * Decides what should happen next: it understands, routes to skills, asks back, repeats, gives up politely. It keeps the
 * skills and their models and nothing else; what was said before is on the tape.
 */
G_DECLARE_FINAL_TYPE (EarDialog, ear_dialog, EAR, DIALOG, GObject)

EarDialog   *ear_dialog_new          (GPtrArray        *skills,
                                      EarNotebook      *notebook,
                                      const char       *locale,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
const char  *ear_dialog_get_locale   (EarDialog        *self);
EarResolver *ear_dialog_get_resolver (EarDialog        *self);
void         ear_dialog_decide       (EarDialog        *self,
                                      const EarMoment  *moment,
                                      EarWishes        *wishes);

G_END_DECLS
