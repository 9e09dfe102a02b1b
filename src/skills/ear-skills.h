/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

GPtrArray *ear_skills_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
