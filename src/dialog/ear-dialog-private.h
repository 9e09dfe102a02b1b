/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-dialog.h"

G_BEGIN_DECLS

struct _EarDialog {
  GObject      parent_instance;

  char        *locale;
  EarNotebook *notebook;
  GPtrArray   *skills;
  GHashTable  *models;          /* skill id → EarInteractionModel */
  EarResolver *resolver;
};

/* What the rooms of a decision share. */

EarSkill          *ear_dialog_find_skill        (EarDialog       *self,
                                                 const char      *id);
const EarEvent    *ear_dialog_peek_latest       (const EarMoment *moment);
const EarExpected *ear_dialog_peek_expected     (const EarMoment *moment,
                                                 guint            position);
EarScene           ear_dialog_make_scene        (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 const char      *skill) G_GNUC_WARN_UNUSED_RESULT;
void               ear_dialog_clear_scene       (EarScene        *scene);
void               ear_dialog_meet              (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 const char      *skill,
                                                 const char      *intent,
                                                 EarWishes       *wishes);
void               ear_dialog_sign_questions    (EarWishes       *wishes,
                                                 guint            from,
                                                 const char      *skill);
void               ear_dialog_close_session     (EarWishes       *wishes,
                                                 const char      *reason);
void               ear_dialog_proceed           (const EarMoment *moment,
                                                 EarWishes       *wishes);
const EarEvent    *ear_dialog_play_queued       (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_understand        (EarDialog         *self,
                                                 const EarMoment   *moment,
                                                 const char        *text,
                                                 const EarExpected *expected,
                                                 EarWishes         *wishes);
void               ear_dialog_end_turn          (const EarMoment *moment,
                                                 const char      *reason,
                                                 EarWishes       *wishes);
void               ear_dialog_leave_routine     (const EarMoment *moment,
                                                 EarWishes       *wishes);
const char        *ear_dialog_redirect          (const EarMoment   *moment,
                                                 const EarExpected *expected,
                                                 const char       **intent);
void               ear_dialog_meet_sense        (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
gboolean           ear_dialog_catch_up          (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarScene, ear_dialog_clear_scene)

/* One for each kind of event that something follows from. */

void               ear_dialog_decide_woken      (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_heard      (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_understood (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_answered   (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_spoken     (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_lapsed     (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_queued     (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_playback   (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_closed     (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_planned    (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_stepped    (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_waited     (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_due        (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_pressed    (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_sensed     (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_ticked     (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_decide_over       (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_follow_clock      (const EarMoment *moment,
                                                 EarWishes       *wishes);
void               ear_dialog_announce_later    (EarDialog       *self,
                                                 const EarMoment *moment,
                                                 EarWishes       *wishes);

G_END_DECLS
