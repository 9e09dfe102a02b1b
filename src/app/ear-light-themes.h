/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_THEMES (ear_light_themes_get_type ())

/**
 * EarLightThemes:
 *
 * The light themes that a profile can choose from: those that Earshot comes with, which never change, and the user's own,
 * a file each in a folder that is watched. What is changed here is written at once and can be taken back.
 *
 * Signals:
 * - `changed ()`: there is another theme, one less, or one looks different
 * - `broken (const char *message)`: a file is no theme; what it was before stays in use
 */
G_DECLARE_FINAL_TYPE (EarLightThemes, ear_light_themes, EAR, LIGHT_THEMES, GObject)

EarLightThemes *ear_light_themes_new       (const char           *folder) G_GNUC_WARN_UNUSED_RESULT;
void            ear_light_themes_load      (EarLightThemes       *self);
guint           ear_light_themes_get_n     (EarLightThemes       *self);
EarLightTheme  *ear_light_themes_get       (EarLightThemes       *self,
                                            guint                 index);
EarLightTheme  *ear_light_themes_find      (EarLightThemes       *self,
                                            const char           *id);
gboolean        ear_light_themes_is_own    (EarLightThemes       *self,
                                            const char           *id);
EarLightTheme  *ear_light_themes_make_own  (EarLightThemes       *self,
                                            const EarLightTheme  *theme,
                                            const char           *locale) G_GNUC_WARN_UNUSED_RESULT;
gboolean        ear_light_themes_put       (EarLightThemes       *self,
                                            EarLightTheme        *theme,
                                            GError              **error);
gboolean        ear_light_themes_can_undo  (EarLightThemes       *self,
                                            const char           *id);
gboolean        ear_light_themes_can_redo  (EarLightThemes       *self,
                                            const char           *id);
gboolean        ear_light_themes_undo      (EarLightThemes       *self,
                                            const char           *id,
                                            GError              **error);
gboolean        ear_light_themes_redo      (EarLightThemes       *self,
                                            const char           *id,
                                            GError              **error);
gboolean        ear_light_themes_can_revert (EarLightThemes      *self,
                                             const char          *id);
gboolean        ear_light_themes_revert    (EarLightThemes       *self,
                                            const char           *id,
                                            GError              **error);

G_END_DECLS
