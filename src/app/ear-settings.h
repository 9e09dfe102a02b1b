/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-speaker-page.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the window remembers from one start to the next, in GSettings. The device's settings are in its profile. */

GSettings *ear_settings_get            (void);
void       ear_settings_follow_style   (void);
void       ear_settings_restore_window (GtkWindow      *window,
                                        AdwViewStack   *pages,
                                        EarSpeakerPage *speaker_page);
void       ear_settings_keep_window    (GtkWindow      *window,
                                        AdwViewStack   *pages,
                                        EarSpeakerPage *speaker_page);

G_END_DECLS
