/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

G_BEGIN_DECLS

#define EAR_TYPE_MORNING (ear_morning_get_type ())

/**
 * EarMorning:
 *
 * A story of 45 seconds, played by a real speaker with a clock and a memory of its own: alarm, snooze, weather, an
 * advert, a groaned "stop", music, milk, a subscription offer. Nothing of it is kept.
 *
 * Signals:
 * - `caption (const char *text)`: what to tell the audience now
 * - `ended ()`: the story is over
 */
G_DECLARE_FINAL_TYPE (EarMorning, ear_morning, EAR, MORNING, GObject)

EarMorning *ear_morning_new         (EarDevice   *device,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
EarSpeaker *ear_morning_get_speaker (EarMorning  *self);
void        ear_morning_start       (EarMorning  *self);

G_END_DECLS
