/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

G_BEGIN_DECLS

/*
 * EarLightMoment:
 * @elapsed: since what is shown began, µs; periods are counted from here
 * @age: since this light of it began; fades are counted from here
 * @level: of the voice, 0 to 1
 * @place: where the talker stands, in LEDs from the front
 * @share: how much of an arc is lit
 * @still: one picture that tells the same, for who wants no motion
 */
typedef struct {
  gint64   elapsed;
  gint64   age;
  double   level;
  double   place;
  double   share;
  gboolean still;
} EarLightMoment;

EarRgb   ear_rgb_mix                   (EarRgb                from,
                                        EarRgb                to,
                                        double                share);
void     ear_light_pattern_paint       (const EarLightLook   *look,
                                        const EarLightMoment *moment,
                                        EarRgb                leds[EAR_N_LEDS]);
gint64   ear_light_pattern_find_change (const EarLightLook   *look,
                                        const EarLightMoment *moment);

G_END_DECLS
