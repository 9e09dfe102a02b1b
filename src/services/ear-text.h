/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *ear_text_fold     (const char  *text) G_GNUC_WARN_UNUSED_RESULT;
char     *ear_text_clean    (const char  *text,
                             guint        max_chars) G_GNUC_WARN_UNUSED_RESULT;
guint     ear_text_distance (const char  *a,
                             const char  *b,
                             guint        max);
gboolean  ear_text_is_german (const char *locale);

G_END_DECLS
