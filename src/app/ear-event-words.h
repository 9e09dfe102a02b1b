/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "model/ear-tariff.h"

G_BEGIN_DECLS

/* An event as a person would tell it. Pure: from the tape to words. */
const char *ear_event_words_get_icon    (const EarEvent *event);
const char *ear_event_words_get_name    (const EarEvent *event);
gboolean    ear_event_words_is_failure  (const EarEvent *event);
char       *ear_event_words_dup_detail  (const EarEvent *event,
                                         EarTariff      *tariff,
                                         const char     *locale) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_event_words_dup_span    (gint64          span_us) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_event_words_dup_latency (EarTape        *tape,
                                         guint           position) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_event_words_dup_turn    (EarTape        *tape) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
