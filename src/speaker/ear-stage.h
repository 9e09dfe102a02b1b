/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

/**
 * EarStageSection:
 * @EAR_STAGE_ARRIVES: what others send
 * @EAR_STAGE_DOOR: what the doorbell reports
 * @EAR_STAGE_CALL: what the telephone does
 * @EAR_STAGE_CONNECTION: what the device is connected with
 * @EAR_STAGE_SETTING: what somebody sets on the device
 *
 * How stage actions are grouped.
 */
typedef enum {
  EAR_STAGE_ARRIVES,
  EAR_STAGE_DOOR,
  EAR_STAGE_CALL,
  EAR_STAGE_CONNECTION,
  EAR_STAGE_SETTING,
  EAR_N_STAGE_SECTIONS
} EarStageSection;

/**
 * EarStageAction:
 * @id: its name, e.g. "doorbell"
 * @section: where it belongs
 * @title: to be translated
 * @event: SENSED or PRESSED, what it posts; texts that are asked for stand in it as examples, to be translated
 * @value_title: (nullable): to be translated: what the event's value is, where a person is asked for it
 * @detail_title: (nullable): likewise its detail
 *
 * Something that can be made to happen to a speaker on a stage, by hand or by a script.
 */
typedef struct {
  const char      *id;
  EarStageSection  section;
  const char      *title;
  EarEvent         event;
  const char      *value_title;
  const char      *detail_title;
} EarStageAction;

const EarStageAction *ear_stage_get_actions       (guint                 *n_actions);
const EarStageAction *ear_stage_find              (const char            *id);
const char           *ear_stage_get_section_title (EarStageSection        section);
void                  ear_stage_perform           (EarSpeaker            *speaker,
                                                   const EarStageAction  *action,
                                                   const char            *value,
                                                   const char            *detail);
gboolean              ear_stage_sense             (EarSpeaker            *speaker,
                                                   const char            *what,
                                                   const char            *value,
                                                   const char            *detail,
                                                   GError               **error);
gboolean              ear_stage_set               (EarSpeaker            *speaker,
                                                   const char            *setting,
                                                   const char            *value,
                                                   GError               **error);

G_END_DECLS
