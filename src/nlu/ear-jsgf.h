/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char       *ear_jsgf_write     (const char *locale,
                                GPtrArray  *models) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_jsgf_spell     (const char *locale,
                                const char *text) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_jsgf_get_rules (const char *locale,
                                guint       needed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
