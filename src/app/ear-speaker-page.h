/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_SPEAKER_PAGE (ear_speaker_page_get_type ())

/**
 * EarSpeakerPage:
 *
 * The speaker itself, the conversation below it, and money and events beside it.
 */
G_DECLARE_FINAL_TYPE (EarSpeakerPage, ear_speaker_page, EAR, SPEAKER_PAGE, GtkWidget)

void     ear_speaker_page_set_speaker   (EarSpeakerPage        *self,
                                         EarSpeaker            *speaker);
void     ear_speaker_page_set_look      (EarSpeakerPage        *self,
                                         const char            *body,
                                         const char            *finish);
void     ear_speaker_page_set_caption   (EarSpeakerPage        *self,
                                         const char            *caption);
void     ear_speaker_page_set_hearing   (EarSpeakerPage        *self,
                                         gboolean               hearing);
void     ear_speaker_page_set_size      (EarSpeakerPage        *self,
                                         int                    width,
                                         int                    height);
void     ear_speaker_page_hold          (EarSpeakerPage        *self,
                                         const char            *by);
void     ear_speaker_page_release       (EarSpeakerPage        *self);
void     ear_speaker_page_focus_speaker (EarSpeakerPage        *self);
gboolean ear_speaker_page_type          (EarSpeakerPage        *self,
                                         GtkEventControllerKey *controller);

gboolean ear_speaker_page_is_folded (EarSpeakerPage *self);
gboolean ear_speaker_page_stop      (EarSpeakerPage *self);

G_END_DECLS
