/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

/* A stage plays one device for a skill: what is heard, answered and played is put on a tape, the skill is asked what it
 * wishes, and its notes go on the tape too, as the speaker would have it. It begins on Monday, 2026-03-02, 07:30 UTC.
 */
typedef struct _Stage Stage;

Stage           *stage_new       (const char      *locale);
void             stage_free      (Stage           *self);

void             stage_wait      (Stage           *self,
                                  gint64           span);
void             stage_post      (Stage           *self,
                                  const EarEvent  *values);

/* @slots: "place=Hamburg; genre=classical|classic; time=19:00~seven": "classic" is a word for "classical", "seven" was said. */
void             stage_hear      (Stage           *self,
                                  const char      *skill,
                                  const char      *intent,
                                  const char      *slots,
                                  const char      *words);
void             stage_meet      (Stage           *self,
                                  const char      *skill,
                                  const char      *intent);
void             stage_sense     (Stage           *self,
                                  const char      *skill,
                                  const char      *what,
                                  const char      *value,
                                  const char      *detail);
void             stage_close     (Stage           *self);
void             stage_answer    (Stage           *self,
                                  const char      *skill,
                                  EarAnswer       *answer);
void             stage_fail      (Stage           *self,
                                  const char      *skill,
                                  const char      *code);
void             stage_follow    (Stage           *self);
void             stage_follow_with (Stage         *self,
                                    const char    *skill);

/* What the last call brought. */
const char      *stage_get_words (Stage           *self);
const char      *stage_get_again (Stage           *self);
const char      *stage_get_card  (Stage           *self);
EarHousehold    *stage_get_household (Stage       *self);

/* What was wished, one wish a line: all of it, or whether some part is in it. */
void             stage_assert    (Stage           *self,
                                  const char      *deeds);
gboolean         stage_did       (Stage           *self,
                                  const char      *part);
void             stage_assert_words (Stage        *self,
                                     const char   *part,
                                     ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

G_END_DECLS
