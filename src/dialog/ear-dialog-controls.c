/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

#include <string.h>

/* Buttons, knobs, and what the device feels. */

static void
adjust (EarWishes  *wishes,
        const char *setting,
        const char *value)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { setting, value } });
}

static void
press_action (EarDialog       *self,
              const EarMoment *moment,
              EarWishes       *wishes)
{
  /* A finger that rests on it does nothing yet. */
  if (ear_dialog_peek_latest (moment)->pressed.value != NULL)
    return;

  ear_dialog_meet (self, moment, "device", "AMAZON.StopIntent", wishes);
  if (moment->state->session_open && moment->state->phase == EAR_PHASE_RINGING)
    ear_dialog_close_session (wishes, "done");
}

static void
press_mute (const EarMoment *moment,
            EarWishes       *wishes)
{
  adjust (wishes, "mic", moment->state->mic_off ? "on" : "off");
  ear_wishes_chime (wishes, moment->state->mic_off ? "mic-on" : "mic-off");
}

static void
press_volume (const EarMoment *moment,
              int              step,
              EarWishes       *wishes)
{
  char value[8];

  g_snprintf (value, sizeof value, "%d", CLAMP (moment->state->volume + step, 0, 10));
  adjust (wishes, "volume", value);
  ear_wishes_chime (wishes, "volume");
}

/* An advert is not to be skipped by a button; somebody paid for it. */
static void
press_transport (EarDialog       *self,
                 const EarMoment *moment,
                 const char      *intent,
                 EarWishes       *wishes)
{
  const char *skill = ear_dialog_redirect (moment, NULL, &intent);

  if (moment->state->playing != EAR_PLAYING_ADVERT)
    ear_dialog_meet (self, moment, skill ? skill : "music", intent, wishes);
}

/* The words that this leads to end the session that the alert opened. */
static void
press_snooze (EarDialog       *self,
              const EarMoment *moment,
              EarWishes       *wishes)
{
  if (moment->state->n_ringing > 0)
    ear_dialog_meet (self, moment, "alerts", "alarm.snooze", wishes);
}

static gboolean
is_knob (const char *button)
{
  static const char *const knobs[] = {
    "volume", "volume-alerts", "locale", "units", "do-not-disturb", "child-mode", "brief-mode", "alarm-ramp", "bluetooth",
    "connection", "setup", "wake-word", "child-code", "adverts", "advert-place", NULL
  };

  return g_strv_contains (knobs, button);
}

void
ear_dialog_decide_pressed (EarDialog       *self,
                           const EarMoment *moment,
                           EarWishes       *wishes)
{
  static const struct { const char *button, *intent; } transport[] = {
    { "pause", "AMAZON.PauseIntent" }, { "resume", "AMAZON.ResumeIntent" },
    { "next", "AMAZON.NextIntent" }, { "previous", "AMAZON.PreviousIntent" },
  };
  const EarPressed *pressed = &ear_dialog_peek_latest (moment)->pressed;
  const char *button = pressed->button ? pressed->button : "";

  if (strcmp (button, "action") == 0)
    press_action (self, moment, wishes);
  else if (strcmp (button, "mute") == 0)
    press_mute (moment, wishes);
  else if (strcmp (button, "volume-up") == 0)
    press_volume (moment, 1, wishes);
  else if (strcmp (button, "volume-down") == 0)
    press_volume (moment, -1, wishes);
  else if (strcmp (button, "snooze") == 0)
    press_snooze (self, moment, wishes);
  else if (strcmp (button, "power") == 0 && moment->state->session_open)
    ear_dialog_close_session (wishes, "quit");
  else if (strcmp (button, "stop") == 0 && moment->state->playing != EAR_PLAYING_NOTHING && moment->state->playing != EAR_PLAYING_ADVERT)
    ear_wishes_add (wishes, EAR_WISH_STOP);
  else if (strcmp (button, "undo") == 0)
    ear_wishes_restore (wishes, moment->household, moment->now);
  else if (strcmp (button, "quiet-hours") == 0)
    ear_dialog_meet (self, moment, "settings", "quiet.set", wishes);
  else if (is_knob (button))
    adjust (wishes, button, pressed->value);

  for (guint i = 0; i < G_N_ELEMENTS (transport); i++)
    if (strcmp (button, transport[i].button) == 0)
      press_transport (self, moment, transport[i].intent, wishes);
}

/* What needs no skill is taken as it is. */
void
ear_dialog_decide_sensed (EarDialog       *self,
                          const EarMoment *moment,
                          EarWishes       *wishes)
{
  static const char *const plain[] = { "bluetooth", "connection", "setup", NULL };
  const EarSensed *sensed = &ear_dialog_peek_latest (moment)->sensed;

  if (sensed->what != NULL && g_strv_contains (plain, sensed->what))
    adjust (wishes, sensed->what, sensed->value);
  ear_dialog_meet_sense (self, moment, wishes);
}
