/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_LIGHT_THEME_FORMAT    1
#define EAR_LIGHT_THEME_MAX_TUNES 32

typedef struct {
  char *locale;
  char *text;
} EarLightTitle;

struct _EarLightTheme {
  char         *id;
  char         *based_on;       /* or NULL */
  GArray       *titles;         /* EarLightTitle; the first is in English */
  EarLightLook  looks[EAR_N_LIGHTS];
  guint         n_tunes;
  EarTune       tunes[EAR_LIGHT_THEME_MAX_TUNES];
  gboolean      still;
};

EarLightTheme *ear_light_theme_alloc       (void) G_GNUC_WARN_UNUSED_RESULT;
void           ear_light_theme_add_title   (EarLightTheme        *self,
                                            const char           *locale,
                                            const char           *text);
gboolean       ear_light_theme_check       (const EarLightTheme  *self,
                                            GError              **error);

G_END_DECLS
