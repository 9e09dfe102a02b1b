/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-tokens.h"

G_BEGIN_DECLS

const char *const *ear_builtin_intent_get_samples (const char  *intent,
                                                   EarLanguage  language);

G_END_DECLS
