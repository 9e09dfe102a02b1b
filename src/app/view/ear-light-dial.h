/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_DIAL (ear_light_dial_get_type ())

/**
 * EarLightDial:
 *
 * The ring alone, seen from above: small in a gallery, large where two themes are compared. It shows one light over and
 * over, or one moment of a device.
 */
G_DECLARE_FINAL_TYPE (EarLightDial, ear_light_dial, EAR, LIGHT_DIAL, GtkWidget)

GtkWidget *ear_light_dial_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void       ear_light_dial_set_size     (EarLightDial        *self,
                                        int                  size);
void       ear_light_dial_set_theme    (EarLightDial        *self,
                                        const EarLightTheme *theme);
void       ear_light_dial_set_example  (EarLightDial        *self,
                                        EarLight             light);
void       ear_light_dial_set_moment   (EarLightDial        *self,
                                        const EarState      *state,
                                        gint64               now,
                                        double               level);
void       ear_light_dial_set_lively   (EarLightDial        *self,
                                        gboolean             lively);
gboolean   ear_light_dial_is_ticking   (EarLightDial        *self);

G_END_DECLS
