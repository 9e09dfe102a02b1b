/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_STYLE (ear_light_style_get_type ())

/**
 * EarLightStyle:
 *
 * The light theme that is in force for every ring of this program, as #AdwStyleManager is for dark and light.
 *
 * Signals:
 * - `changed ()`: another theme is in force
 * - `preview (EarLight light, EarLightTheme *theme)`: the speaker shall show a light for a few seconds
 */
G_DECLARE_FINAL_TYPE (EarLightStyle, ear_light_style, EAR, LIGHT_STYLE, GObject)

EarLightStyle       *ear_light_style_get_default (void);
const EarLightTheme *ear_light_style_get_theme   (EarLightStyle       *self);
void                 ear_light_style_set_theme   (EarLightStyle       *self,
                                                  const EarLightTheme *theme);
void                 ear_light_style_preview     (EarLightStyle       *self,
                                                  EarLight             light,
                                                  const EarLightTheme *theme);

G_END_DECLS
