/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_EDITOR (ear_light_editor_get_type ())

/**
 * EarLightEditor:
 *
 * One light of a theme: how it looks on the speaker, when it shows, and what can be changed of it. It changes nothing by
 * itself but asks.
 *
 * Signals:
 * - `edited (const EarLightLook *look)`: the light shall look like this
 * - `play (const char *chime)`: the chime shall be heard
 * - `try ()`: the light shall be seen on the speaker
 */
G_DECLARE_FINAL_TYPE (EarLightEditor, ear_light_editor, EAR, LIGHT_EDITOR, GtkWidget)

void     ear_light_editor_show      (EarLightEditor      *self,
                                     const EarLightTheme *theme,
                                     EarLight             light);
EarLight ear_light_editor_get_light (EarLightEditor      *self);

G_END_DECLS
