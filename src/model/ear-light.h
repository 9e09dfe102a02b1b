/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-state.h"

G_BEGIN_DECLS

/**
 * EAR_N_LEDS:
 *
 * The LEDs of the ring. LED 0 is at the front, the others follow clockwise as seen from above, 15° apart.
 */
#define EAR_N_LEDS 24

/**
 * EarRgb:
 *
 * A color; each part from 0 to 1, linear in light.
 */
typedef struct {
  float r, g, b;
} EarRgb;

/**
 * EarLight:
 * @EAR_LIGHT_OFF: idle
 * @EAR_LIGHT_STARTING: the device starts
 * @EAR_LIGHT_LISTENING: the microphone is open, nobody speaks yet
 * @EAR_LIGHT_THINKING: works on an answer
 * @EAR_LIGHT_SPEAKING: answers
 * @EAR_LIGHT_EXPECTING: wants a reply
 * @EAR_LIGHT_RINGING: an alert rings
 * @EAR_LIGHT_VOLUME: the volume just changed
 * @EAR_LIGHT_MIC_OFF: the microphone is cut off
 * @EAR_LIGHT_ERROR: something failed
 *
 * The states of the light ring.
 */
typedef enum {
  EAR_LIGHT_OFF,
  EAR_LIGHT_STARTING,
  EAR_LIGHT_LISTENING,
  EAR_LIGHT_THINKING,
  EAR_LIGHT_SPEAKING,
  EAR_LIGHT_EXPECTING,
  EAR_LIGHT_RINGING,
  EAR_LIGHT_VOLUME,
  EAR_LIGHT_MIC_OFF,
  EAR_LIGHT_ERROR,
  EAR_N_LIGHTS
} EarLight;

EarLight    ear_light_from_state  (const EarState *state,
                                   gint64          now);
const char *ear_light_to_name     (EarLight        light);
gboolean    ear_light_moves       (EarLight        light);
void        ear_light_render      (const EarState *state,
                                   gint64          now,
                                   double          level,
                                   EarRgb          leds[EAR_N_LEDS]);
gint64      ear_light_next_change (const EarState *state,
                                   gint64          now);
double      ear_light_follow      (double          shown,
                                   double          level,
                                   gint64          elapsed);

G_END_DECLS
