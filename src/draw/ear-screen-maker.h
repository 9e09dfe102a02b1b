/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-screen-private.h"

G_BEGIN_DECLS

/* A screen while it is made from a tape. */
typedef struct {
  EarScreen             screen; /* first, so that it can be freed by it */
  GStringChunk         *strings;
  EarTape              *tape;
  EarHousehold         *household;
  const EarState       *state;
  const EarScreenWords *words;
  GTimeZone            *zone;
  gint64                now;
} EarScreenMaker;

const char     *ear_maker_keep         (EarScreenMaker *self,
                                        const char     *text);
const char     *ear_maker_print        (EarScreenMaker *self,
                                        const char     *format,
                                        ...) G_GNUC_PRINTF (2, 3);
GDateTime      *ear_maker_new_local    (EarScreenMaker *self,
                                        gint64          at) G_GNUC_WARN_UNUSED_RESULT;
const EarEvent *ear_maker_peek         (EarScreenMaker *self,
                                        guint           position);
const EarEvent *ear_maker_find_in_turn (EarScreenMaker *self,
                                        EarEventType    type);
const char     *ear_maker_get_member   (JsonObject     *object,
                                        const char     *name);
gboolean        ear_maker_show_answer  (EarScreenMaker *self);

G_END_DECLS
