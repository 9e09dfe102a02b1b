/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

G_BEGIN_DECLS

/**
 * EarChannel:
 * @EAR_CHANNEL_DIALOG: somebody talks with the device
 * @EAR_CHANNEL_COMMUNICATIONS: a call
 * @EAR_CHANNEL_URGENT: what has to be heard above alerts but is no talk: an announcement
 * @EAR_CHANNEL_ALERTS: an alarm, a timer or a reminder rings
 * @EAR_CHANNEL_CHIME: a short sound of the device itself
 * @EAR_CHANNEL_CONTENT: music, a book, an advert
 *
 * Who may be heard; the first has the most to say.
 */
typedef enum {
  EAR_CHANNEL_DIALOG,
  EAR_CHANNEL_COMMUNICATIONS,
  EAR_CHANNEL_URGENT,
  EAR_CHANNEL_ALERTS,
  EAR_CHANNEL_CHIME,
  EAR_CHANNEL_CONTENT,
  EAR_N_CHANNELS
} EarChannel;

/**
 * EarFocusState:
 * @EAR_FOCUS_NONE: is silent
 * @EAR_FOCUS_FOREGROUND: is in front
 * @EAR_FOCUS_BACKGROUND: somebody else is
 */
typedef enum {
  EAR_FOCUS_NONE,
  EAR_FOCUS_FOREGROUND,
  EAR_FOCUS_BACKGROUND,
} EarFocusState;

/**
 * EarYield:
 * @EAR_YIELD_NOT: goes on as it is
 * @EAR_YIELD_DUCK: becomes soft
 * @EAR_YIELD_PAUSE: waits
 *
 * What one channel does for another.
 */
typedef enum {
  EAR_YIELD_NOT,
  EAR_YIELD_DUCK,
  EAR_YIELD_PAUSE,
} EarYield;

/**
 * EarFocus:
 * @active: a bit for each channel that wants to be heard
 * @alone: a bit for each that can not be mixed with others: a book is lost when it is only soft
 *
 * Who wants to be heard. A plain value; all zero is silence.
 */
typedef struct {
  guint active;
  guint alone;
} EarFocus;

const char    *ear_channel_to_name      (EarChannel      channel);
EarFocus       ear_focus_at             (EarTape        *tape,
                                         guint           position) G_GNUC_WARN_UNUSED_RESULT;
void           ear_focus_add            (EarFocus       *self,
                                         EarChannel      channel,
                                         gboolean        mixable);
void           ear_focus_remove         (EarFocus       *self,
                                         EarChannel      channel);
EarChannel     ear_focus_get_foreground (EarFocus        self);
EarFocusState  ear_focus_get_state      (EarFocus        self,
                                         EarChannel      channel);
EarYield       ear_focus_get_yield      (EarFocus        self,
                                         EarChannel      channel);
gboolean       ear_focus_is_mixable     (const char     *kind);

G_END_DECLS
