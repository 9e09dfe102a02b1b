/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GHashTable *ear_pronunciation_find  (const char          *path,
                                     const char *const   *words,
                                     GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_pronunciation_guess (const char          *word) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
