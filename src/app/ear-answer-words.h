/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

G_BEGIN_DECLS

/* What services were asked and answered, as a person would tell it. Pure. */
const char *ear_answer_words_get_service  (const char        *kind);
char       *ear_answer_words_dup_question (const EarAsked    *asked) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_answer_words_dup_answer   (const EarAnswered *answered) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
