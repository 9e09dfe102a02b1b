/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

G_BEGIN_DECLS

#define EAR_TYPE_SOUNDTRACK (ear_soundtrack_get_type ())

/**
 * EarSoundtrack:
 *
 * What a tape sounds like, made again: the device's words in its voice, the customer's in another, music, chimes and ringing,
 * mixed as the device mixes them. It plays nothing; it is asked for one moment after the other.
 */
G_DECLARE_FINAL_TYPE (EarSoundtrack, ear_soundtrack, EAR, SOUNDTRACK, GObject)

EarSoundtrack *ear_soundtrack_new         (EarTape        *tape,
                                           GError        **error) G_GNUC_WARN_UNUSED_RESULT;
gint64         ear_soundtrack_get_speech  (EarSoundtrack  *self,
                                           guint           position);
void           ear_soundtrack_advance     (EarSoundtrack  *self,
                                           guint           position);
double         ear_soundtrack_render      (EarSoundtrack  *self,
                                           float          *frames,
                                           gsize           n_frames);

G_END_DECLS
