/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-clock.h"

G_BEGIN_DECLS

/* What three clocks of the machine show at one moment, µs. */
typedef struct {
  gint64 real;
  gint64 mono;
  gint64 boot;
} EarClockReading;

void ear_clock_compare (const EarClockReading *before,
                        const EarClockReading *now,
                        gint64                *slept,
                        gint64                *shifted);

G_END_DECLS
