/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-silent-player.h"

/* A recording that does not say how long it is. */
#define USUAL_LENGTH (3 * G_TIME_SPAN_MINUTE)

struct _EarSilentPlayer {
  GObject   parent_instance;

  EarClock *clock;
  char     *token;
  gint64    length;             /* of the recording */
  gint64    begun;              /* when it would have begun if it had never been paused */
  gint64    position;           /* while paused */
  guint     alarm;
  int       volume;
};

static void player_iface_init (EarPlayerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarSilentPlayer, ear_silent_player, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PLAYER, player_iface_init))

static void
report (EarSilentPlayer *self,
        const char      *state,
        const char      *token,
        gint64           position)
{
  g_signal_emit_by_name (self, "playback", state, token, position, self->volume > 0, NULL);
}

static void
clear_alarm (EarSilentPlayer *self)
{
  if (self->alarm != 0)
    ear_clock_remove_alarm (self->clock, self->alarm);
  self->alarm = 0;
}

static void
on_end (gpointer user_data)
{
  EarSilentPlayer *self = user_data;
  g_autofree char *token = g_steal_pointer (&self->token);

  self->alarm = 0;
  report (self, "finished", token, self->length);
}

static void
run (EarSilentPlayer *self,
     gint64           position)
{
  self->begun = ear_clock_get_now (self->clock) - position;
  self->alarm = ear_clock_add_alarm (self->clock, self->begun + self->length, on_end, self);
}

static void
ear_silent_player_stop (EarPlayer *player)
{
  EarSilentPlayer *self = EAR_SILENT_PLAYER (player);
  g_autofree char *token = g_steal_pointer (&self->token);

  if (token == NULL)
    return;

  report (self, "stopped", token, self->alarm ? ear_clock_get_now (self->clock) - self->begun : self->position);
  clear_alarm (self);
}

static void
ear_silent_player_play (EarPlayer  *player,
                        const char *kind,
                        const char *token,
                        const char *url,
                        const char *locale,
                        const char *ssml)
{
  EarSilentPlayer *self = EAR_SILENT_PLAYER (player);

  ear_silent_player_stop (player);
  self->token = g_strdup (token);
  report (self, "started", token, 0);
  run (self, 0);
}

static void
ear_silent_player_pause (EarPlayer *player)
{
  EarSilentPlayer *self = EAR_SILENT_PLAYER (player);

  if (self->alarm == 0)
    return;

  self->position = ear_clock_get_now (self->clock) - self->begun;
  clear_alarm (self);
  report (self, "paused", self->token, self->position);
}

static void
ear_silent_player_resume (EarPlayer *player)
{
  EarSilentPlayer *self = EAR_SILENT_PLAYER (player);

  if (self->alarm != 0 || self->token == NULL)
    return;

  report (self, "resumed", self->token, self->position);
  run (self, self->position);
}

static void
ear_silent_player_ring (EarPlayer  *player,
                        const char *kind)
{
}

static void
ear_silent_player_hush (EarPlayer *player)
{
}

static void
ear_silent_player_chime (EarPlayer  *player,
                         const char *name)
{
}

static void
ear_silent_player_set_volume (EarPlayer *player,
                              int        volume)
{
  EAR_SILENT_PLAYER (player)->volume = volume;
}

static void
player_iface_init (EarPlayerInterface *iface)
{
  iface->play = ear_silent_player_play;
  iface->pause = ear_silent_player_pause;
  iface->resume = ear_silent_player_resume;
  iface->stop = ear_silent_player_stop;
  iface->ring = ear_silent_player_ring;
  iface->hush = ear_silent_player_hush;
  iface->chime = ear_silent_player_chime;
  iface->set_volume = ear_silent_player_set_volume;
}

static void
ear_silent_player_dispose (GObject *object)
{
  EarSilentPlayer *self = EAR_SILENT_PLAYER (object);

  if (self->clock != NULL)
    clear_alarm (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (ear_silent_player_parent_class)->dispose (object);
}

static void
ear_silent_player_class_init (EarSilentPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_silent_player_dispose;
}

static void
ear_silent_player_init (EarSilentPlayer *self)
{
  self->volume = 5;
  self->length = USUAL_LENGTH;
}

EarPlayer *
ear_silent_player_new (EarClock *clock)
{
  EarSilentPlayer *self = g_object_new (EAR_TYPE_SILENT_PLAYER, NULL);

  self->clock = g_object_ref (clock);

  return EAR_PLAYER (self);
}

/**
 * ear_silent_player_set_length:
 * @length_us: how long the next recording is; 0 where nobody knows
 */
void
ear_silent_player_set_length (EarSilentPlayer *self,
                              gint64           length_us)
{
  self->length = length_us > 0 ? length_us : USUAL_LENGTH;
}
