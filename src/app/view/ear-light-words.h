/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

G_BEGIN_DECLS

/* What people call the states of the light ring and the patterns of a theme, in their language. */
const char *ear_light_get_title         (EarLight        light);
const char *ear_light_get_description   (EarLight        light);
const char *ear_light_get_cause         (EarLight        light);
const char *ear_light_pattern_get_title (EarLightPattern pattern);

G_END_DECLS
