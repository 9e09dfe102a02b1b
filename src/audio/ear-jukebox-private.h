/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-jukebox.h"
#include "audio/ear-mixer-private.h"

G_BEGIN_DECLS

EarJukebox *ear_jukebox_new (EarMixer *mixer) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
