/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-jukebox.h"
#include "audio/ear-mixer-private.h"
#include "model/ear-light-theme.h"

G_BEGIN_DECLS

EarJukebox *ear_jukebox_new       (EarMixer            *mixer) G_GNUC_WARN_UNUSED_RESULT;
void        ear_jukebox_set_theme (EarJukebox          *self,
                                   const EarLightTheme *theme);
void        ear_jukebox_try_tune  (EarJukebox          *self,
                                   const EarTune       *tune);

G_END_DECLS
