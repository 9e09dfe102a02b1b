/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-light-words.h"

#include <glib/gi18n.h>

/* The description is what a screen reader says of the ring. It names no color: that is the theme's. */
static const struct {
  const char *title;
  const char *description;
  const char *cause;
} words[EAR_N_LIGHTS] = {
  [EAR_LIGHT_OFF] = { N_("Idle"), N_("off"), N_("None of the others.") },
  [EAR_LIGHT_STARTING] = { N_("Starting"), N_("starting"), N_("The device was just switched on.") },
  [EAR_LIGHT_LISTENING] = { N_("Listening"), N_("listening, pointing to the talker"), N_("The microphone is open.") },
  [EAR_LIGHT_THINKING] = { N_("Thinking"), N_("thinking, turning"), N_("What was said is being understood and answered.") },
  [EAR_LIGHT_SPEAKING] = { N_("Speaking"), N_("speaking, following the voice"), N_("The device answers; the light follows how loud it is.") },
  [EAR_LIGHT_EXPECTING] = { N_("Expecting a reply"), N_("expecting a reply, pointing to the talker"), N_("The device asked something and listens.") },
  [EAR_LIGHT_RINGING] = { N_("Alarm rings"), N_("ringing, an alarm"), N_("The time of an alarm has come.") },
  [EAR_LIGHT_VOLUME] = { N_("Volume"), N_("volume, as an arc"), N_("Somebody changed the volume.") },
  [EAR_LIGHT_MIC_OFF] = { N_("Microphone off"), N_("microphone off, red"), N_("Its button cut the microphone off. Whatever else is shown, the sides stay red.") },
  [EAR_LIGHT_ERROR] = { N_("Error"), N_("error"), N_("The device could not answer.") },
  [EAR_LIGHT_LISTENING_START] = { N_("Listening starts"), N_("listening, pointing to the talker"), N_("The wake word or the action button opened the microphone.") },
  [EAR_LIGHT_LISTENING_END] = { N_("Listening ends"), N_("thinking, has heard"), N_("The customer has finished; the microphone closed.") },
  [EAR_LIGHT_RINGING_TIMER] = { N_("Timer rings"), N_("ringing, a timer"), N_("A timer is over.") },
  [EAR_LIGHT_RINGING_REMINDER] = { N_("Reminder rings"), N_("ringing, a reminder"), N_("The time of a reminder has come.") },
  [EAR_LIGHT_HELD] = { N_("Action button held"), N_("action button held"), N_("A finger rests on the action button.") },
  [EAR_LIGHT_CALL_INCOMING] = { N_("Call comes in"), N_("a call comes in"), N_("Somebody calls.") },
  [EAR_LIGHT_CALL] = { N_("Call goes on"), N_("a call goes on"), N_("Somebody is on the line.") },
  [EAR_LIGHT_DO_NOT_DISTURB] = { N_("Do not disturb"), N_("do not disturb"), N_("A conversation has ended while do not disturb is on.") },
  [EAR_LIGHT_SETUP] = { N_("Setup"), N_("being set up"), N_("The device is being set up.") },
  [EAR_LIGHT_PAIRING] = { N_("Bluetooth pairing"), N_("pairing by Bluetooth"), N_("The device can be found by Bluetooth.") },
  [EAR_LIGHT_OFFLINE] = { N_("Connection lost"), N_("connection lost"), N_("The network is gone. Pulses and rests, so that it may last.") },
  [EAR_LIGHT_NOTIFICATION] = { N_("Notification waits"), N_("a notification waits"), N_("Something waits to be read. Pulses and rests, until it is.") },
  [EAR_LIGHT_TIMER] = { N_("Timer runs"), N_("timer, its rest as an arc"), N_("A timer runs: the arc is what is left of it.") },
  [EAR_LIGHT_VOLUME_0] = { N_("Volume 0"), N_("volume 0, one light at the front"), N_("Nothing could be heard.") },
};

static const char *const patterns[EAR_N_LIGHT_PATTERNS] = {
  [EAR_LIGHT_PATTERN_FILL] = N_("Fill"),
  [EAR_LIGHT_PATTERN_BREATHE] = N_("Breathe"),
  [EAR_LIGHT_PATTERN_PULSE] = N_("Pulse"),
  [EAR_LIGHT_PATTERN_TWINKLE] = N_("Twinkle"),
  [EAR_LIGHT_PATTERN_WEDGE] = N_("Wedge to the talker"),
  [EAR_LIGHT_PATTERN_SPIN] = N_("Spin"),
  [EAR_LIGHT_PATTERN_RIPPLE] = N_("Ripple"),
  [EAR_LIGHT_PATTERN_ARC] = N_("Arc"),
  [EAR_LIGHT_PATTERN_LEVEL] = N_("Follow the voice"),
};

/**
 * ear_light_get_title:
 *
 * Returns: what people call this state of the ring
 */
const char *
ear_light_get_title (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return _(words[light].title);
}

/**
 * ear_light_get_description:
 *
 * Returns: what a screen reader says of the ring in this state
 */
const char *
ear_light_get_description (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return _(words[light].description);
}

/**
 * ear_light_get_cause:
 *
 * Returns: a sentence that says when this state shows
 */
const char *
ear_light_get_cause (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return _(words[light].cause);
}

const char *
ear_light_pattern_get_title (EarLightPattern pattern)
{
  g_return_val_if_fail (pattern < EAR_N_LIGHT_PATTERNS, NULL);

  return _(patterns[pattern]);
}
