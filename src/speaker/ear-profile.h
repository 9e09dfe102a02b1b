/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_PROFILE (ear_profile_get_type ())

/**
 * EarProfile:
 *
 * A folder with the settings of one device and its archive. Settings that can not be read are set aside, never
 * overwritten.
 *
 * Signals:
 * - `changed::key (const char *key)`: a setting was changed here
 */
G_DECLARE_FINAL_TYPE (EarProfile, ear_profile, EAR, PROFILE, GObject)

EarProfile *ear_profile_open             (const char  *folder,
                                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ear_profile_get_folder       (EarProfile  *self);
const char *ear_profile_get_notice       (EarProfile  *self);
char       *ear_profile_dup_archive_path (EarProfile  *self) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_profile_dup_string       (EarProfile  *self,
                                          const char  *key,
                                          const char  *otherwise) G_GNUC_WARN_UNUSED_RESULT;
double      ear_profile_get_double       (EarProfile  *self,
                                          const char  *key,
                                          double       otherwise);
gboolean    ear_profile_get_boolean      (EarProfile  *self,
                                          const char  *key,
                                          gboolean     otherwise);
gboolean    ear_profile_set_string       (EarProfile  *self,
                                          const char  *key,
                                          const char  *value,
                                          GError     **error);

G_END_DECLS
