/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "services/ear-exchange.h"

G_BEGIN_DECLS

char           *ear_exchange_words_dup_title  (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_exchange_words_dup_result (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_exchange_words_dup_facts  (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_exchange_words_dup_sent   (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_exchange_words_dup_raw    (const EarHttpTrace *trace) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_exchange_words_dup_mapped (const EarHttpTrace *trace,
                                               EarTape            *tape) G_GNUC_WARN_UNUSED_RESULT;
gboolean        ear_exchange_words_is_pending (const EarHttpTrace *trace,
                                               EarTape            *tape);
const char     *ear_exchange_words_find_heard (const EarHttpTrace *trace,
                                               EarTape            *tape);

G_END_DECLS
