/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"
#include "app/ear-light-themes.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_COMPARE (ear_light_compare_get_type ())

/**
 * EarLightCompare:
 *
 * Two light themes side by side while the same turn is played or scrubbed: the last session, or one that comes along.
 */
G_DECLARE_FINAL_TYPE (EarLightCompare, ear_light_compare, EAR, LIGHT_COMPARE, GtkWidget)

void ear_light_compare_set_up (EarLightCompare *self,
                               EarDevice       *device,
                               EarLightThemes  *themes);

G_END_DECLS
