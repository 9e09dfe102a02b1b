/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_STATES_PAGE (ear_states_page_get_type ())

/**
 * EarStatesPage:
 *
 * All that the light ring tells, for designers: a gallery that is alive, each light in detail, themes to choose, change,
 * compare and export. It also puts the theme of the profile in force.
 *
 * Signals:
 * - `try ()`: the speaker shows a light now and should be looked at
 */
G_DECLARE_FINAL_TYPE (EarStatesPage, ear_states_page, EAR, STATES_PAGE, GtkWidget)

void ear_states_page_set_device (EarStatesPage *self,
                                 EarDevice     *device);

G_END_DECLS
