/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-speaker-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define PREFIX "advert:"

/* An advert that is longer than it said is cut off; some grace is for a slow voice, and none for a recording of hours. */
#define GRACE (10 * G_TIME_SPAN_SECOND)
#define MAX_LENGTH (3 * G_TIME_SPAN_MINUTE)

/* Who sent an advert is told what becomes of it. The player reports only when something changes, so between its reports the clock says how
 * far it has come.
 */

static gint64
get_position (EarSpeaker *self)
{
  return self->advert_position + (self->advert_playing ? ear_clock_get_now (self->clock) - self->advert_at : 0);
}

static void
clear_alarms (EarSpeaker *self)
{
  if (self->advert_alarm != 0)
    ear_clock_remove_alarm (self->clock, self->advert_alarm);
  if (self->advert_end != 0)
    ear_clock_remove_alarm (self->clock, self->advert_end);
  self->advert_alarm = self->advert_end = 0;
}

static void tell (EarSpeaker *self,
                  const char *state,
                  gboolean    audible);

static void
on_advert_alarm (gpointer user_data)
{
  EarSpeaker *self = user_data;
  EarState state = ear_speaker_get_state (self);

  self->advert_alarm = 0;
  tell (self, "going-on", state.volume > 0);
}

/* What waits for its end goes on, as after one that broke. */
static void
on_advert_end (gpointer user_data)
{
  EarSpeaker *self = user_data;
  g_autofree char *token = g_strconcat (PREFIX, self->advert, NULL);

  self->advert_end = 0;
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_PLAYBACK,
    .playback = {
      .state = "failed", .token = token, .position_us = get_position (self), .audible = ear_speaker_get_state (self).volume > 0,
      .message = _("The advert is longer than it said, and was cut off."),
    },
  });
  if (ear_speaker_get_state (self).playing == EAR_PLAYING_NOTHING)
    ear_player_stop (self->player);
}

static void
tell (EarSpeaker *self,
      const char *state,
      gboolean    audible)
{
  gint64 now = ear_clock_get_now (self->clock), position = get_position (self);
  gint64 next = ear_registry_take_note (self->registry, EAR_SERVICE_ADS, &(EarPlaybackNote) {
    .id = self->advert, .state = state, .position_us = position, .audible = audible, .now = now,
  });

  clear_alarms (self);
  if (!self->advert_playing)
    return;
  if (next >= 0)
    self->advert_alarm = ear_clock_add_alarm (self->clock, now + next, on_advert_alarm, self);
  self->advert_end = ear_clock_add_alarm (self->clock, now + MAX (self->advert_limit - position, 0), on_advert_end, self);
}

void
ear_speaker_forget_advert (EarSpeaker *self)
{
  clear_alarms (self);
  g_clear_pointer (&self->advert, g_free);
  self->advert_playing = FALSE;
}

/**
 * ear_speaker_follow_playback:
 *
 * Tells the service that an advert came from what the player did with it.
 */
void
ear_speaker_follow_playback (EarSpeaker        *self,
                             const EarPlayback *playback)
{
  gboolean begins = g_strcmp0 (playback->state, "started") == 0;

  if (self->rerunning || playback->token == NULL || !g_str_has_prefix (playback->token, PREFIX))
    return;

  if (begins) {
    EarState state = ear_speaker_get_state (self);
    const EarEvent *played = ear_tape_peek (self->tape, state.last.played);
    gint64 length = played ? CLAMP (played->played.length_us, 0, MAX_LENGTH) : 0;

    ear_speaker_forget_advert (self);
    self->advert = g_strdup (playback->token + strlen (PREFIX));
    self->advert_limit = MIN (2 * length + GRACE, MAX_LENGTH);
  } else if (g_strcmp0 (self->advert, playback->token + strlen (PREFIX)) != 0) {
    /* One that broke before it began. */
    if (g_strcmp0 (playback->state, "failed") != 0)
      return;
    ear_speaker_forget_advert (self);
    self->advert = g_strdup (playback->token + strlen (PREFIX));
  }

  self->advert_position = playback->position_us;
  self->advert_at = ear_clock_get_now (self->clock);
  self->advert_playing = begins || g_strcmp0 (playback->state, "resumed") == 0;
  tell (self, playback->state, playback->audible);
  if (!self->advert_playing && g_strcmp0 (playback->state, "paused") != 0)
    ear_speaker_forget_advert (self);
}

/**
 * ear_speaker_follow_volume:
 *
 * Tells the same of the volume: whether anybody can hear it.
 */
void
ear_speaker_follow_volume (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);

  if (self->advert != NULL)
    tell (self, state.volume > 0 ? "unmuted" : "muted", state.volume > 0);
}

/**
 * ear_speaker_follow_played:
 *
 * Something else takes the place of an advert.
 */
void
ear_speaker_follow_played (EarSpeaker      *self,
                           const EarQueued *played)
{
  if (self->advert == NULL)
    return;

  tell (self, "stopped", TRUE);
  ear_speaker_forget_advert (self);
}
