/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

/* What was said to the assistant and by it, read from the tape, as the JSON messages that `context` of a question holds. */

char  *ear_assistant_talk_dup_past   (const EarScene *scene) G_GNUC_WARN_UNUSED_RESULT;
char  *ear_assistant_talk_dup_result (const EarScene *scene,
                                      const EarReply *call,
                                      const char     *result) G_GNUC_WARN_UNUSED_RESULT;
guint  ear_assistant_talk_get_rounds (const EarScene *scene);

G_END_DECLS
