/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-spoken-words.h"

G_BEGIN_DECLS

/**
 * EarWhich:
 *
 * Which Friday, week or month of several.
 */
typedef enum {
  EAR_WHICH_THIS,
  EAR_WHICH_NEXT,
  EAR_WHICH_LAST,
  EAR_WHICH_AFTER_NEXT,
} EarWhich;

guint  ear_read_lead     (const EarWords  *self);
guint  ear_read_which    (const EarWords  *self,
                          EarWhich        *which);
guint  ear_read_weekday  (const EarWords  *self,
                          int             *weekday);
guint  ear_read_month    (const EarWords  *self,
                          int             *month);
guint  ear_read_year     (const EarWords  *self,
                          int             *year);
guint  ear_read_period   (const EarWords  *self,
                          GDateTime       *now,
                          char           **value);

G_END_DECLS
