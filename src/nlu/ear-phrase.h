/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-interaction-model.h"

#include <stdarg.h>

G_BEGIN_DECLS

/* What is said, as people say it: "seven thirty in the morning", "zwölf Dollar neunundneunzig", "milk, eggs and tea".
 * Every function takes the device's locale, "en-US" or "de-DE", and gives words that a voice can read.
 */

char *ear_phrase_number      (const char  *locale,
                              gint64       number) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_money       (const char  *locale,
                              gint64       micros,
                              const char  *currency) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_time        (const char  *locale,
                              GDateTime   *time) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_day         (const char  *locale,
                              GDateTime   *day,
                              GDateTime   *now) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_duration    (const char  *locale,
                              gint64       span_us) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_list        (const char  *locale,
                              GPtrArray   *items) G_GNUC_WARN_UNUSED_RESULT;

/**
 * ear_phrase_render:
 * @model: where the prompt is
 * @id: of the prompt, e.g. "weather.now"
 * @choice: any number; the variation is chosen by it
 * @...: pairs of name and value for the {name}s in the text, ended by %NULL; the values are escaped for SSML
 *
 * Returns: (transfer full): the text of one variation without its <speak> root, SSML inside; the id in brackets where
 *   the model has no such prompt
 */
char *ear_phrase_render      (EarInteractionModel *model,
                              const char          *id,
                              guint                choice,
                              ...) G_GNUC_NULL_TERMINATED G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_render_valist (EarInteractionModel *model,
                                const char          *id,
                                guint                choice,
                                va_list              pairs) G_GNUC_WARN_UNUSED_RESULT;
char *ear_phrase_plain       (const char          *ssml) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
