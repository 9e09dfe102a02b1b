/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-ports.h"

G_DEFINE_INTERFACE (EarListener, ear_listener, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (EarVoice, ear_voice, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (EarPlayer, ear_player, G_TYPE_OBJECT)

static void
add_signal (gpointer    iface,
            const char *name,
            guint       n_parameters,
            ...)
{
  va_list types;

  va_start (types, n_parameters);
  g_signal_new_valist (name, G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL, G_TYPE_NONE,
                       n_parameters, types);
  va_end (types);
}

static void
add_failed (gpointer iface)
{
  add_signal (iface, "failed", 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
ear_listener_default_init (EarListenerInterface *iface)
{
  add_signal (iface, "woken", 2, G_TYPE_STRING, G_TYPE_DOUBLE);
  add_signal (iface, "nearly-woken", 2, G_TYPE_STRING, G_TYPE_DOUBLE);
  add_signal (iface, "heard", 5, G_TYPE_UINT, G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_INT64, G_TYPE_INT64);
  add_signal (iface, "lapsed", 1, G_TYPE_UINT);
  add_signal (iface, "level", 1, G_TYPE_DOUBLE);
  add_failed (iface);
}

static void
ear_voice_default_init (EarVoiceInterface *iface)
{
  add_signal (iface, "spoken", 3, G_TYPE_UINT, G_TYPE_INT64, G_TYPE_BOOLEAN);
  add_signal (iface, "level", 1, G_TYPE_DOUBLE);
  add_failed (iface);
}

static void
ear_player_default_init (EarPlayerInterface *iface)
{
  add_signal (iface, "playback", 5, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_BOOLEAN, G_TYPE_STRING);
  add_failed (iface);
}

/**
 * ear_listener_set_grammar:
 * @locale: of the customer
 * @jsgf: (nullable): what can be said; %NULL where nothing can be recognized
 */
void
ear_listener_set_grammar (EarListener *self,
                          const char  *locale,
                          const char  *jsgf)
{
  g_return_if_fail (EAR_IS_LISTENER (self) && locale != NULL);

  EAR_LISTENER_GET_IFACE (self)->set_grammar (self, locale, jsgf);
}

/**
 * ear_listener_set_armed:
 * @armed: whether to wait for the wake word
 * @word: (nullable): which; may be %NULL to disarm
 * @sensitivity: 0–1
 */
void
ear_listener_set_armed (EarListener *self,
                        gboolean     armed,
                        const char  *word,
                        double       sensitivity)
{
  g_return_if_fail (EAR_IS_LISTENER (self) && (!armed || word != NULL));

  EAR_LISTENER_GET_IFACE (self)->set_armed (self, armed, word, sensitivity);
}

/**
 * ear_listener_set_muted:
 * @muted: whether the microphone is off; nothing is captured then
 */
void
ear_listener_set_muted (EarListener *self,
                        gboolean     muted)
{
  g_return_if_fail (EAR_IS_LISTENER (self));

  EAR_LISTENER_GET_IFACE (self)->set_muted (self, muted);
}

/**
 * ear_listener_listen:
 * @turn: comes back with `heard` or `lapsed`
 * @held: whether to listen until ear_listener_release()
 */
void
ear_listener_listen (EarListener *self,
                     guint        turn,
                     gboolean     held)
{
  g_return_if_fail (EAR_IS_LISTENER (self));

  EAR_LISTENER_GET_IFACE (self)->listen (self, turn, held);
}

/**
 * ear_listener_release:
 *
 * Ends an utterance that was held.
 */
void
ear_listener_release (EarListener *self)
{
  g_return_if_fail (EAR_IS_LISTENER (self));

  EAR_LISTENER_GET_IFACE (self)->release (self);
}

/**
 * ear_listener_cancel:
 *
 * Stops listening; neither `heard` nor `lapsed` comes.
 */
void
ear_listener_cancel (EarListener *self)
{
  g_return_if_fail (EAR_IS_LISTENER (self));

  EAR_LISTENER_GET_IFACE (self)->cancel (self);
}

/**
 * ear_voice_say:
 * @id: comes back with `spoken`
 * @locale: of the voice
 * @ssml: what to say; after what is being said
 */
void
ear_voice_say (EarVoice   *self,
               guint       id,
               const char *locale,
               const char *ssml)
{
  g_return_if_fail (EAR_IS_VOICE (self) && locale != NULL && ssml != NULL);

  EAR_VOICE_GET_IFACE (self)->say (self, id, locale, ssml);
}

/**
 * ear_voice_hush:
 *
 * Stops speaking, and forgets what was to be said next.
 */
void
ear_voice_hush (EarVoice *self)
{
  g_return_if_fail (EAR_IS_VOICE (self));

  EAR_VOICE_GET_IFACE (self)->hush (self);
}

/**
 * ear_player_play:
 * @kind: music or advert
 * @token: comes back with `playback`
 * @url: (nullable): earshot:music/ID, file:, http: or https:; the jingle of an advert
 * @locale: (nullable): of the words
 * @ssml: (nullable): the words of an advert
 *
 * Plays in place of what is playing.
 */
void
ear_player_play (EarPlayer  *self,
                 const char *kind,
                 const char *token,
                 const char *url,
                 const char *locale,
                 const char *ssml)
{
  g_return_if_fail (EAR_IS_PLAYER (self) && kind != NULL && token != NULL);

  EAR_PLAYER_GET_IFACE (self)->play (self, kind, token, url, locale, ssml);
}

void
ear_player_pause (EarPlayer *self)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  EAR_PLAYER_GET_IFACE (self)->pause (self);
}

void
ear_player_resume (EarPlayer *self)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  EAR_PLAYER_GET_IFACE (self)->resume (self);
}

void
ear_player_stop (EarPlayer *self)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  EAR_PLAYER_GET_IFACE (self)->stop (self);
}

/**
 * ear_player_ring:
 * @kind: alarm, timer or reminder
 *
 * Rings until ear_player_hush().
 */
void
ear_player_ring (EarPlayer  *self,
                 const char *kind)
{
  g_return_if_fail (EAR_IS_PLAYER (self) && kind != NULL);

  EAR_PLAYER_GET_IFACE (self)->ring (self, kind);
}

void
ear_player_hush (EarPlayer *self)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  EAR_PLAYER_GET_IFACE (self)->hush (self);
}

/**
 * ear_player_chime:
 * @name: wake, end, error, mic-off, mic-on or volume
 */
void
ear_player_chime (EarPlayer  *self,
                  const char *name)
{
  g_return_if_fail (EAR_IS_PLAYER (self) && name != NULL);

  EAR_PLAYER_GET_IFACE (self)->chime (self, name);
}

/**
 * ear_player_set_volume:
 * @volume: 0–10
 */
void
ear_player_set_volume (EarPlayer *self,
                       int        volume)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  EAR_PLAYER_GET_IFACE (self)->set_volume (self, volume);
}

/**
 * ear_player_fade:
 *
 * Lets what plays die away, then stops it. A player that can not do so stops it at once.
 */
void
ear_player_fade (EarPlayer *self)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  if (EAR_PLAYER_GET_IFACE (self)->fade)
    EAR_PLAYER_GET_IFACE (self)->fade (self);
  else
    EAR_PLAYER_GET_IFACE (self)->stop (self);
}

/**
 * ear_player_ring_with:
 * @kind: alarm, timer or reminder
 * @url: as in #EarTrack
 *
 * Rings with the recording, over and over. As long as it can not be played, it rings as ear_player_ring() does.
 */
void
ear_player_ring_with (EarPlayer  *self,
                      const char *kind,
                      const char *url)
{
  g_return_if_fail (EAR_IS_PLAYER (self) && kind != NULL && url != NULL);

  if (EAR_PLAYER_GET_IFACE (self)->ring_with)
    EAR_PLAYER_GET_IFACE (self)->ring_with (self, kind, url);
  else
    EAR_PLAYER_GET_IFACE (self)->ring (self, kind);
}

/**
 * ear_player_set_alert_volume:
 * @volume: 1–10, whatever the volume of all else is
 */
void
ear_player_set_alert_volume (EarPlayer *self,
                             int        volume)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  if (EAR_PLAYER_GET_IFACE (self)->set_alert_volume)
    EAR_PLAYER_GET_IFACE (self)->set_alert_volume (self, volume);
}

/**
 * ear_player_set_ramp:
 * @ramp: whether alarms begin softly and grow
 */
void
ear_player_set_ramp (EarPlayer *self,
                     gboolean   ramp)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  if (EAR_PLAYER_GET_IFACE (self)->set_ramp)
    EAR_PLAYER_GET_IFACE (self)->set_ramp (self, ramp);
}

/**
 * ear_player_set_in_call:
 * @in_call: whether a call is going on, for which all else gives way
 */
void
ear_player_set_in_call (EarPlayer *self,
                        gboolean   in_call)
{
  g_return_if_fail (EAR_IS_PLAYER (self));

  if (EAR_PLAYER_GET_IFACE (self)->set_in_call)
    EAR_PLAYER_GET_IFACE (self)->set_in_call (self, in_call);
}
