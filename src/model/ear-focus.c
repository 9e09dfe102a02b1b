/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-focus.h"

/* What the channel of a row does for the one of a column, by whether either can be mixed: the interruption model of the
 * AVS Device SDK. A channel does nothing for those below it.
 */
typedef struct {
  EarChannel channel;
  gboolean   mixable;
  EarYield   to_mixable[EAR_N_CHANNELS];
  EarYield   to_alone[EAR_N_CHANNELS];
} Row;

static const Row rows[] = {
  { EAR_CHANNEL_COMMUNICATIONS, TRUE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK } },
  { EAR_CHANNEL_COMMUNICATIONS, FALSE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_PAUSE },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_PAUSE } },
  { EAR_CHANNEL_URGENT, TRUE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_DUCK },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_PAUSE } },
  { EAR_CHANNEL_ALERTS, TRUE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_DUCK, [EAR_CHANNEL_URGENT] = EAR_YIELD_DUCK },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_DUCK, [EAR_CHANNEL_URGENT] = EAR_YIELD_DUCK } },
  { EAR_CHANNEL_CONTENT, TRUE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_DUCK, [EAR_CHANNEL_URGENT] = EAR_YIELD_DUCK,
      [EAR_CHANNEL_ALERTS] = EAR_YIELD_DUCK, [EAR_CHANNEL_CHIME] = EAR_YIELD_DUCK },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_DUCK, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_PAUSE, [EAR_CHANNEL_URGENT] = EAR_YIELD_DUCK,
      [EAR_CHANNEL_ALERTS] = EAR_YIELD_DUCK, [EAR_CHANNEL_CHIME] = EAR_YIELD_PAUSE } },
  { EAR_CHANNEL_CONTENT, FALSE,
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_PAUSE, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_PAUSE, [EAR_CHANNEL_URGENT] = EAR_YIELD_PAUSE,
      [EAR_CHANNEL_ALERTS] = EAR_YIELD_PAUSE, [EAR_CHANNEL_CHIME] = EAR_YIELD_PAUSE },
    { [EAR_CHANNEL_DIALOG] = EAR_YIELD_PAUSE, [EAR_CHANNEL_COMMUNICATIONS] = EAR_YIELD_PAUSE, [EAR_CHANNEL_URGENT] = EAR_YIELD_PAUSE,
      [EAR_CHANNEL_ALERTS] = EAR_YIELD_PAUSE, [EAR_CHANNEL_CHIME] = EAR_YIELD_PAUSE } },
};

static const char *const names[EAR_N_CHANNELS] = {
  [EAR_CHANNEL_DIALOG] = "dialog",
  [EAR_CHANNEL_COMMUNICATIONS] = "communications",
  [EAR_CHANNEL_URGENT] = "urgent",
  [EAR_CHANNEL_ALERTS] = "alerts",
  [EAR_CHANNEL_CHIME] = "chime",
  [EAR_CHANNEL_CONTENT] = "content",
};

const char *
ear_channel_to_name (EarChannel channel)
{
  g_return_val_if_fail (channel < EAR_N_CHANNELS, NULL);

  return names[channel];
}

static gboolean
has (guint      bits,
     EarChannel channel)
{
  return (bits >> channel & 1) != 0;
}

/**
 * ear_focus_add:
 * @mixable: whether it still makes sense when it is soft below something else
 *
 * The channel wants to be heard.
 */
void
ear_focus_add (EarFocus   *self,
               EarChannel  channel,
               gboolean    mixable)
{
  ear_focus_remove (self, channel);
  self->active |= 1u << channel;
  if (!mixable)
    self->alone |= 1u << channel;
}

void
ear_focus_remove (EarFocus   *self,
                  EarChannel  channel)
{
  self->active &= ~(1u << channel);
  self->alone &= ~(1u << channel);
}

/**
 * ear_focus_is_mixable:
 * @kind: (nullable): as in QUEUED
 *
 * Returns: whether such content ducks; what has to be followed pauses
 */
gboolean
ear_focus_is_mixable (const char *kind)
{
  static const char *const alone[] = { "book", "audiobook", "podcast", NULL };

  return kind == NULL || !g_strv_contains (alone, kind);
}

static gboolean
is_talking (EarPhase phase)
{
  return phase == EAR_PHASE_LISTENING || phase == EAR_PHASE_THINKING || phase == EAR_PHASE_SPEAKING || phase == EAR_PHASE_EXPECTING;
}

/**
 * ear_focus_at:
 * @position: the last event that counts
 *
 * Returns: who wants to be heard after it, as far as a tape knows: chimes are not on it. A call that only comes in rings
 */
EarFocus
ear_focus_at (EarTape *tape,
              guint    position)
{
  EarState state = ear_tape_get_state (tape, position);
  const EarEvent *played = ear_tape_peek (tape, state.last.played);
  EarFocus self = { 0 };

  if (is_talking (state.phase))
    ear_focus_add (&self, EAR_CHANNEL_DIALOG, FALSE);
  if (state.conditions & (EAR_CONDITION_CALLED | EAR_CONDITION_IN_CALL))
    ear_focus_add (&self, EAR_CHANNEL_COMMUNICATIONS, FALSE);
  if (state.n_ringing > 0)
    ear_focus_add (&self, EAR_CHANNEL_ALERTS, TRUE);
  if (state.playing == EAR_PLAYING_MUSIC || state.playing == EAR_PLAYING_ADVERT)
    ear_focus_add (&self, EAR_CHANNEL_CONTENT, ear_focus_is_mixable (played ? played->played.kind : NULL));

  return self;
}

/**
 * ear_focus_get_foreground:
 *
 * Returns: who is in front; %EAR_N_CHANNELS where nobody is
 */
EarChannel
ear_focus_get_foreground (EarFocus self)
{
  EarChannel channel = EAR_CHANNEL_DIALOG;

  while (channel < EAR_N_CHANNELS && !has (self.active, channel))
    channel++;

  return channel;
}

EarFocusState
ear_focus_get_state (EarFocus   self,
                     EarChannel channel)
{
  if (!has (self.active, channel))
    return EAR_FOCUS_NONE;

  return ear_focus_get_foreground (self) == channel ? EAR_FOCUS_FOREGROUND : EAR_FOCUS_BACKGROUND;
}

static const Row *
find_row (EarChannel channel,
          gboolean   mixable)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].channel == channel && (rows[i].mixable == mixable || channel == EAR_CHANNEL_URGENT || channel == EAR_CHANNEL_ALERTS))
      return &rows[i];

  return NULL;
}

/**
 * ear_focus_get_yield:
 *
 * Returns: what the channel does for those above it that want to be heard: the most that any of them asks for
 */
EarYield
ear_focus_get_yield (EarFocus   self,
                     EarChannel channel)
{
  const Row *row = find_row (channel, !has (self.alone, channel));
  EarYield yield = EAR_YIELD_NOT;

  for (EarChannel above = EAR_CHANNEL_DIALOG; row != NULL && above < channel; above++)
    if (has (self.active, above))
      yield = MAX (yield, has (self.alone, above) ? row->to_alone[above] : row->to_mixable[above]);

  return yield;
}
