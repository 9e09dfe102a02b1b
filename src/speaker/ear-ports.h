/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-resolver.h"

G_BEGIN_DECLS

/* What the speaker needs of a body: ears, a voice, a player. The module audio has the real ones; without sound the
 * speaker uses its own silent ones. All signals come in the main context in which the port was made.
 */

#define EAR_TYPE_LISTENER (ear_listener_get_type ())

/**
 * EarListener:
 *
 * Hears. It waits for the wake word while armed, and takes down one utterance when told to listen.
 *
 * Signals:
 * - `woken (const char *word, double score)`
 * - `nearly-woken (const char *word, double score)`
 * - `heard (guint turn, const char *text, double confidence, gint64 spoke_us, gint64 decided_us)`: text "" where speech
 *   was found and no words; @decided_us from the end of speech to now
 * - `lapsed (guint turn)`: nobody said anything for 8 s
 * - `level (double level)`: 0–1, about 20 times a second while the microphone is open
 * - `failed (const char *code, const char *message, const char *remedy)`: the microphone or the recognizer is not there
 */
G_DECLARE_INTERFACE (EarListener, ear_listener, EAR, LISTENER, GObject)

struct _EarListenerInterface {
  GTypeInterface parent_iface;

  void (*set_grammar) (EarListener *self,
                       const char  *locale,
                       const char  *jsgf);
  void (*set_armed)   (EarListener *self,
                       gboolean     armed,
                       const char  *word,
                       double       sensitivity);
  void (*set_muted)   (EarListener *self,
                       gboolean     muted);
  void (*listen)      (EarListener *self,
                       guint        turn,
                       gboolean     held);
  void (*release)     (EarListener *self);
  void (*cancel)      (EarListener *self);
};

void ear_listener_set_grammar (EarListener *self,
                               const char  *locale,
                               const char  *jsgf);
void ear_listener_set_armed   (EarListener *self,
                               gboolean     armed,
                               const char  *word,
                               double       sensitivity);
void ear_listener_set_muted   (EarListener *self,
                               gboolean     muted);
void ear_listener_listen      (EarListener *self,
                               guint        turn,
                               gboolean     held);
void ear_listener_release     (EarListener *self);
void ear_listener_cancel      (EarListener *self);

#define EAR_TYPE_VOICE (ear_voice_get_type ())

/**
 * EarVoice:
 *
 * Speaks.
 *
 * Signals:
 * - `spoken (guint id, gint64 spoke_us, gboolean interrupted)`: the speech with this id is over
 * - `level (double level)`: 0–1, while it speaks
 * - `failed (const char *code, const char *message, const char *remedy)`
 */
G_DECLARE_INTERFACE (EarVoice, ear_voice, EAR, VOICE, GObject)

struct _EarVoiceInterface {
  GTypeInterface parent_iface;

  void (*say)  (EarVoice   *self,
                guint       id,
                const char *locale,
                const char *ssml);
  void (*hush) (EarVoice   *self);
};

void ear_voice_say  (EarVoice   *self,
                     guint       id,
                     const char *locale,
                     const char *ssml);
void ear_voice_hush (EarVoice   *self);

#define EAR_TYPE_PLAYER (ear_player_get_type ())

/**
 * EarPlayer:
 *
 * Plays music and adverts, rings alerts and sounds chimes. Who is heard above whom is settled by #EarFocus: the music ducks by
 * itself while the voice speaks or the microphone is open, a book pauses.
 *
 * Signals:
 * - `playback (const char *state, const char *token, gint64 position_us, gboolean audible, const char *message)`:
 *   state is started, paused, resumed, finished, stopped or failed
 * - `failed (const char *code, const char *message, const char *remedy)`
 */
G_DECLARE_INTERFACE (EarPlayer, ear_player, EAR, PLAYER, GObject)

struct _EarPlayerInterface {
  GTypeInterface parent_iface;

  void (*play)       (EarPlayer  *self,
                      const char *kind,
                      const char *token,
                      const char *url,
                      const char *locale,
                      const char *ssml);
  void (*pause)      (EarPlayer  *self);
  void (*resume)     (EarPlayer  *self);
  void (*stop)       (EarPlayer  *self);
  void (*ring)       (EarPlayer  *self,
                      const char *kind);
  void (*hush)       (EarPlayer  *self);
  void (*chime)      (EarPlayer  *self,
                      const char *name);
  void (*set_volume) (EarPlayer  *self,
                      int         volume);
  /* All that follows is optional. */
  void (*fade)       (EarPlayer  *self);
  void (*ring_with)  (EarPlayer  *self,
                      const char *kind,
                      const char *url);
  void (*set_alert_volume) (EarPlayer *self,
                            int        volume);
  void (*set_ramp)   (EarPlayer  *self,
                      gboolean    ramp);
  void (*set_in_call) (EarPlayer *self,
                       gboolean   in_call);
};

void ear_player_play       (EarPlayer  *self,
                            const char *kind,
                            const char *token,
                            const char *url,
                            const char *locale,
                            const char *ssml);
void ear_player_pause      (EarPlayer  *self);
void ear_player_resume     (EarPlayer  *self);
void ear_player_stop       (EarPlayer  *self);
void ear_player_ring       (EarPlayer  *self,
                            const char *kind);
void ear_player_hush       (EarPlayer  *self);
void ear_player_chime      (EarPlayer  *self,
                            const char *name);
void ear_player_set_volume (EarPlayer  *self,
                            int         volume);
void ear_player_fade       (EarPlayer  *self);
void ear_player_ring_with  (EarPlayer  *self,
                            const char *kind,
                            const char *url);
void ear_player_set_alert_volume (EarPlayer *self,
                                  int        volume);
void ear_player_set_ramp   (EarPlayer  *self,
                            gboolean    ramp);
void ear_player_set_in_call (EarPlayer *self,
                             gboolean   in_call);

G_END_DECLS
