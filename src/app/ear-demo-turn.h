/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

G_BEGIN_DECLS

EarTape *ear_demo_turn_make_tape (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
