/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-state.h"

G_BEGIN_DECLS

#define EAR_TYPE_TAPE (ear_tape_get_type ())

/**
 * EarTape:
 *
 * All that happened to one device, in order; append only. A #GListModel of #EarTapeItem, made when somebody looks.
 *
 * Positions are counted from 1, as in #EarState: position n is the nth event, and the state at n is the state after it.
 */
G_DECLARE_FINAL_TYPE (EarTape, ear_tape, EAR, TAPE, GObject)

#define EAR_TYPE_TAPE_ITEM (ear_tape_item_get_type ())

/**
 * EarTapeItem:
 *
 * One event as an object, for list views.
 */
G_DECLARE_FINAL_TYPE (EarTapeItem, ear_tape_item, EAR, TAPE_ITEM, GObject)

EarTape        *ear_tape_new           (void) G_GNUC_WARN_UNUSED_RESULT;
EarTape        *ear_tape_load          (const char     *path,
                                        GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        ear_tape_save          (EarTape        *self,
                                        const char     *path,
                                        gboolean        comparing,
                                        GError        **error);
void            ear_tape_append        (EarTape        *self,
                                        EarEvent       *event);
guint           ear_tape_get_length    (EarTape        *self);
const EarEvent *ear_tape_peek          (EarTape        *self,
                                        guint           position);
const EarEvent *ear_tape_peek_last     (EarTape        *self,
                                        guint           before,
                                        EarEventType    type);
EarState        ear_tape_get_state     (EarTape        *self,
                                        guint           position);

EarEvent       *ear_tape_item_get_event    (EarTapeItem *self);
guint           ear_tape_item_get_position (EarTapeItem *self);

G_END_DECLS
