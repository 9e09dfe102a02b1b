/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

G_BEGIN_DECLS

/* Sounds that are computed: mono, at EAR_MIX_RATE. */
GArray *ear_tones_play  (const EarTune       *tune) G_GNUC_WARN_UNUSED_RESULT;
GArray *ear_tones_chime (const EarLightTheme *theme,
                         const char          *name) G_GNUC_WARN_UNUSED_RESULT;
GArray *ear_tones_ring  (const EarLightTheme *theme,
                         const char          *kind) G_GNUC_WARN_UNUSED_RESULT;
GArray *ear_tones_short_ring (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
