/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-light-export.h"

G_BEGIN_DECLS

GBytes *ear_light_clip_to_gif (const EarLightClip  *clip,
                               GCancellable        *cancellable,
                               GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
