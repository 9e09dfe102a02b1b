/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *ear_paths_find_data    (const char  *name,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
char *ear_paths_dup_profile  (void) G_GNUC_WARN_UNUSED_RESULT;
void  ear_paths_speak_desktop (void);

G_END_DECLS
