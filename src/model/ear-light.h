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
 * EarLightTheme:
 *
 * How the lights look and sound: see ear-light-theme.h. Where a theme is asked for, %NULL is the classic one.
 */
typedef struct _EarLightTheme EarLightTheme;

/*
 * What the ring tells, the highest first; one moment has one answer. Timings that belong to the device stand here; colors,
 * patterns and periods belong to the theme (ear-light-theme.h).
 *
 *     light                  shows when                                             until
 *   1 volume                 the volume was changed                                 1 s later
 *   2 starting               nothing has happened yet                               3 s after the start
 *   3 listening-start        the microphone opened                                  0.2 s later
 *     listening              … and is open                                          an event
 *     listening-end          the customer has spoken                                0.2 s later
 *     thinking               … and is being understood and answered                 an event
 *     speaking, expecting    the device answers; waits for a reply                  an event
 *     error                  it could not answer                                    3 s later
 *   4 held                   a finger rests on the action button                    an event
 *   5 ringing, ringing-timer, ringing-reminder                                      an event
 *   6 call-incoming, call    somebody calls; is on the line                         an event
 *   7 do-not-disturb         it is on and a conversation has ended                  0.6 s later
 *   8 setup, pairing, offline                                                       an event
 *   9 notification           something waits to be read                             an event
 *  10 timer                  a timer runs: the share that is left, as an arc        it is due
 *  11 mic-off                the microphone is cut off                              an event
 *  12 volume-0               nothing could be heard                                 an event
 *  13 off                    none of these
 *
 * Why so: the hand that turns the volume sees what it does. An open microphone is never hidden, so the conversation is
 * above all that the device tells by itself, also above what rings (who talks over an alarm must see that he is heard). A
 * lost connection is below what rings, and above what only waits: this device answers without one. Who rings or calls is
 * above who waits; what waits is above what merely goes on.
 *
 * A microphone that is cut off is not a light among others: whatever is shown, the LEDs left and right are red.
 *
 * How often a frame is drawn: ear_light_moves() says whether the next frame differs, ear_light_next_change() when the
 * picture of a light that does not move will. A running timer takes a step once a second, or where it runs longer than
 * 192 s once for every eighth of an LED. A pulse that has no end (a notification, a lost connection) rests for some seconds
 * between two, so that nothing that waits draws for ever.
 */

/**
 * EarLight:
 * @EAR_LIGHT_OFF: idle
 * @EAR_LIGHT_STARTING: the device starts
 * @EAR_LIGHT_LISTENING: the microphone is open
 * @EAR_LIGHT_THINKING: works on an answer
 * @EAR_LIGHT_SPEAKING: answers
 * @EAR_LIGHT_EXPECTING: wants a reply
 * @EAR_LIGHT_RINGING: an alarm rings
 * @EAR_LIGHT_VOLUME: the volume just changed
 * @EAR_LIGHT_MIC_OFF: the microphone is cut off
 * @EAR_LIGHT_ERROR: something failed
 * @EAR_LIGHT_LISTENING_START: the microphone has just opened
 * @EAR_LIGHT_LISTENING_END: it has just closed, what was said is taken
 * @EAR_LIGHT_RINGING_TIMER: a timer rings
 * @EAR_LIGHT_RINGING_REMINDER: a reminder rings
 * @EAR_LIGHT_HELD: a finger rests on the action button
 * @EAR_LIGHT_CALL_INCOMING: a call comes in
 * @EAR_LIGHT_CALL: a call goes on
 * @EAR_LIGHT_DO_NOT_DISTURB: a conversation has ended and nothing will disturb
 * @EAR_LIGHT_SETUP: is being set up
 * @EAR_LIGHT_PAIRING: can be found by Bluetooth
 * @EAR_LIGHT_OFFLINE: the connection is lost
 * @EAR_LIGHT_NOTIFICATION: a notification waits
 * @EAR_LIGHT_TIMER: a timer runs
 * @EAR_LIGHT_VOLUME_0: the volume is 0
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
  EAR_LIGHT_LISTENING_START,
  EAR_LIGHT_LISTENING_END,
  EAR_LIGHT_RINGING_TIMER,
  EAR_LIGHT_RINGING_REMINDER,
  EAR_LIGHT_HELD,
  EAR_LIGHT_CALL_INCOMING,
  EAR_LIGHT_CALL,
  EAR_LIGHT_DO_NOT_DISTURB,
  EAR_LIGHT_SETUP,
  EAR_LIGHT_PAIRING,
  EAR_LIGHT_OFFLINE,
  EAR_LIGHT_NOTIFICATION,
  EAR_LIGHT_TIMER,
  EAR_LIGHT_VOLUME_0,
  EAR_N_LIGHTS
} EarLight;

EarLight    ear_light_from_state   (const EarState      *state,
                                    gint64               now);
const char *ear_light_to_name      (EarLight             light);
const char *ear_light_to_key       (EarLight             light);
gboolean    ear_light_from_key     (const char          *key,
                                    EarLight            *light);
guint       ear_light_get_priority (EarLight             light);
const EarLight *ear_light_list_by_priority (void);
gint64      ear_light_get_span     (EarLight             light);
EarState    ear_light_make_example (EarLight             light,
                                    gint64               now);
gboolean    ear_light_moves        (const EarLightTheme *theme,
                                    const EarState      *state,
                                    gint64               now);
void        ear_light_render       (const EarLightTheme *theme,
                                    const EarState      *state,
                                    gint64               now,
                                    double               level,
                                    EarRgb               leds[EAR_N_LEDS]);
gint64      ear_light_next_change  (const EarLightTheme *theme,
                                    const EarState      *state,
                                    gint64               now);
double      ear_light_follow       (double               shown,
                                    double               level,
                                    gint64               elapsed);

G_END_DECLS
