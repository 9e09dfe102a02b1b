/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-screen.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_DISPLAY (ear_display_get_type ())

/**
 * EarDisplay:
 *
 * The display of the speaker: a look at its tape. A frame is drawn only when what it shows changes.
 */
G_DECLARE_FINAL_TYPE (EarDisplay, ear_display, EAR, DISPLAY, GtkWidget)

GtkWidget       *ear_display_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void             ear_display_set_tape   (EarDisplay              *self,
                                         EarTape                 *tape,
                                         EarHousehold            *household,
                                         GTimeZone               *zone,
                                         const char              *locale);
void             ear_display_set_state  (EarDisplay              *self,
                                         const EarState          *state,
                                         gint64                   now);
const EarScreen *ear_display_get_screen (EarDisplay              *self);
void             ear_display_set_area   (EarDisplay              *self,
                                         const cairo_rectangle_t *area);

G_END_DECLS
