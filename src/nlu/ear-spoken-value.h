/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarValueType:
 *
 * Spoken values that are understood by rules, in the formats of the Alexa Skills Kit.
 */
typedef enum {
  EAR_VALUE_NUMBER,
  EAR_VALUE_ORDINAL,
  EAR_VALUE_DATE,
  EAR_VALUE_TIME,
  EAR_VALUE_DURATION,
  EAR_VALUE_DATETIME,
  EAR_N_VALUE_TYPES
} EarValueType;

gboolean  ear_value_type_from_name (const char    *name,
                                    EarValueType  *type);
char     *ear_spoken_value_parse   (EarValueType   type,
                                    const char    *locale,
                                    const char    *text,
                                    GDateTime     *now) G_GNUC_WARN_UNUSED_RESULT;
guint     ear_spoken_value_match   (EarValueType   type,
                                    const char    *locale,
                                    char         **tokens,
                                    guint          n_tokens,
                                    GDateTime     *now,
                                    char         **value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
