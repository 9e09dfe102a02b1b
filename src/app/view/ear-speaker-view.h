/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-screen.h"
#include "model/ear-light.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_SPEAKER_VIEW (ear_speaker_view_get_type ())

/**
 * EarSpeakerView:
 *
 * The speaker to look at and to press: its body, its light ring, its display if it has one, and its four buttons. It shows the state it is given
 * and says what was pressed; it decides nothing.
 */
G_DECLARE_FINAL_TYPE (EarSpeakerView, ear_speaker_view, EAR, SPEAKER_VIEW, GtkWidget)

GtkWidget  *ear_speaker_view_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void        ear_speaker_view_set_state  (EarSpeakerView *self,
                                         const EarState *state,
                                         gint64          now);
void        ear_speaker_view_set_tape   (EarSpeakerView *self,
                                         EarTape        *tape,
                                         EarHousehold   *household,
                                         GTimeZone      *zone,
                                         const char     *locale);
void        ear_speaker_view_set_body   (EarSpeakerView *self,
                                         const char     *body);
void        ear_speaker_view_set_finish (EarSpeakerView *self,
                                         const char     *finish);
void        ear_speaker_view_set_level  (EarSpeakerView *self,
                                         double          level);
const char *ear_speaker_view_get_light  (EarSpeakerView *self);
gboolean    ear_speaker_view_is_moving  (EarSpeakerView *self);
gboolean    ear_speaker_view_is_ready   (EarSpeakerView *self);
const EarScreen *ear_speaker_view_get_screen (EarSpeakerView *self);
GtkWidget  *ear_speaker_view_get_button (EarSpeakerView *self,
                                         const char     *name);

G_END_DECLS
