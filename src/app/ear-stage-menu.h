/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

#define EAR_TYPE_STAGE_MENU (ear_stage_menu_get_type ())

/**
 * EarStageMenu:
 *
 * Makes things happen to a speaker: a menu of all stage actions, and the actions "stage.…" that it activates. Where an action
 * needs words, a small dialog asks for them. Give the menu to a menu button, and the actions to a widget around it under
 * the name "stage".
 */
G_DECLARE_FINAL_TYPE (EarStageMenu, ear_stage_menu, EAR, STAGE_MENU, GObject)

EarStageMenu *ear_stage_menu_new         (GtkWidget     *widget) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel   *ear_stage_menu_get_model   (EarStageMenu  *self);
GActionGroup *ear_stage_menu_get_actions (EarStageMenu  *self);
void          ear_stage_menu_set_speaker (EarStageMenu  *self,
                                          EarSpeaker    *speaker);

G_END_DECLS
