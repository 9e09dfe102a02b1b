/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "nlu/ear-tokens.h"

G_BEGIN_DECLS

/**
 * EarWords:
 * @language: whose words these are
 * @words: the words still to be read
 * @n: how many of them
 *
 * What the readers of spoken values look at. Each reader returns how many words it took, 0 for not one of its kind.
 */
typedef struct {
  EarLanguage  language;
  char *const *words;
  guint        n;
} EarWords;

/**
 * EarWordRow:
 * @phrase: one word or more, as EarTokens writes them
 * @value: what it stands for
 */
typedef struct {
  const char *phrase;
  int         value;
} EarWordRow;

EarWords  ear_words_skip       (const EarWords    *self,
                                guint              n);
guint     ear_words_match      (const EarWords    *self,
                                const char        *phrase);
guint     ear_words_match_any  (const EarWords    *self,
                                const char *const *phrases);
guint     ear_words_look_up    (const EarWords    *self,
                                const EarWordRow  *rows,
                                int               *value);

guint     ear_read_number      (const EarWords    *self,
                                double            *value);
guint     ear_read_small       (const EarWords    *self,
                                guint              max,
                                guint             *value);
guint     ear_read_ordinal     (const EarWords    *self,
                                guint             *value);

/**
 * EarLength:
 * @years: calendar years
 * @months: calendar months
 * @weeks: weeks
 * @days: days
 * @hours: hours
 * @minutes: minutes
 * @seconds: seconds
 *
 * A length of time as it was said.
 */
typedef struct {
  gint64 years;
  gint64 months;
  gint64 weeks;
  gint64 days;
  gint64 hours;
  gint64 minutes;
  gint64 seconds;
} EarLength;

guint      ear_read_length     (const EarWords    *self,
                                EarLength         *length);
char      *ear_length_to_iso   (const EarLength   *length) G_GNUC_WARN_UNUSED_RESULT;
GDateTime *ear_length_add      (const EarLength   *length,
                                GDateTime         *to,
                                int                sign) G_GNUC_WARN_UNUSED_RESULT;

/**
 * EarDayPart:
 *
 * Parts of a day in the order of the day.
 */
typedef enum {
  EAR_DAY_PART_NONE,
  EAR_DAY_PART_MORNING,
  EAR_DAY_PART_AFTERNOON,
  EAR_DAY_PART_EVENING,
  EAR_DAY_PART_NIGHT,
} EarDayPart;

guint      ear_read_day_part   (const EarWords    *self,
                                EarDayPart        *part);
guint      ear_read_time       (const EarWords    *self,
                                GDateTime         *now,
                                int               *minutes,
                                gboolean          *ambiguous);
int        ear_time_resolve    (int                minutes,
                                gboolean           ambiguous,
                                GDateTime         *now);
int        ear_time_in_part    (int                minutes,
                                EarDayPart         part);
guint      ear_read_from_now   (const EarWords    *self,
                                GDateTime         *now,
                                GDateTime        **then);
guint      ear_read_day        (const EarWords    *self,
                                GDateTime         *now,
                                GDateTime        **day);
guint      ear_read_date       (const EarWords    *self,
                                GDateTime         *now,
                                char             **value);

G_END_DECLS
