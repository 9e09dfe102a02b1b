/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarSettingType:
 * @EAR_SETTING_TEXT: a line of text
 * @EAR_SETTING_URL: an http or https address, without user and password
 * @EAR_SETTING_SECRET: a key or a password: never shown, never written to the settings
 * @EAR_SETTING_FOLDER: an absolute path
 * @EAR_SETTING_FILE: an absolute path
 * @EAR_SETTING_CHOICE: one of the choices
 */
typedef enum {
  EAR_SETTING_TEXT,
  EAR_SETTING_URL,
  EAR_SETTING_SECRET,
  EAR_SETTING_FOLDER,
  EAR_SETTING_FILE,
  EAR_SETTING_CHOICE,
} EarSettingType;

/**
 * EarSetting:
 * @key: lower case and dashes, e.g. "url"
 * @label: for people, marked for translation
 * @initial: (nullable): in force where nothing was set
 * @choices: (nullable): %NULL-terminated
 * @required: nothing can be asked before it is set
 *
 * One setting of a provider. Forms, files and the command line are made from these.
 */
typedef struct {
  const char        *key;
  EarSettingType       type;
  const char        *label;
  const char        *initial;
  const char *const *choices;
  gboolean           required;
} EarSetting;

#define EAR_TYPE_CONFIG (ear_config_get_type ())

/**
 * EarConfig:
 *
 * The settings of one provider: which there are, and what they are set to. Whatever was set is of the field's type.
 *
 * Signals:
 * - `changed::key (const char *key)`: a setting has another value
 */
G_DECLARE_FINAL_TYPE (EarConfig, ear_config, EAR, CONFIG, GObject)

EarConfig      *ear_config_new            (const char       *title,
                                           const EarSetting   *fields,
                                           guint             n_fields) G_GNUC_WARN_UNUSED_RESULT;
guint           ear_config_get_n_settings   (EarConfig        *self);
const EarSetting *ear_config_peek_setting     (EarConfig        *self,
                                               guint             index);
const EarSetting *ear_config_find_setting     (EarConfig        *self,
                                               const char       *key);
const char     *ear_config_get            (EarConfig        *self,
                                           const char       *key);
gboolean        ear_config_set            (EarConfig        *self,
                                           const char       *key,
                                           const char       *value,
                                           GError          **error);
gboolean        ear_config_set_all        (EarConfig        *self,
                                           const char       *settings,
                                           GError          **error);
gboolean        ear_config_check_complete (EarConfig        *self,
                                           GError          **error);
char           *ear_config_to_text        (EarConfig        *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
