/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-answer.h"
#include "model/ear-event.h"
#include "model/ear-household.h"

G_BEGIN_DECLS

/**
 * EarWishType:
 * @EAR_WISH_NOTE: put an event on the tape
 * @EAR_WISH_ASK: ask a service
 * @EAR_WISH_SAY: speak
 * @EAR_WISH_LISTEN: open the microphone
 * @EAR_WISH_PLAY: play what was queued last
 * @EAR_WISH_PAUSE: pause the music
 * @EAR_WISH_RESUME: go on with it
 * @EAR_WISH_STOP: stop it
 * @EAR_WISH_HUSH_VOICE: stop speaking
 * @EAR_WISH_FADE: let the music die away, then stop it
 * @EAR_WISH_RING: ring
 * @EAR_WISH_HUSH: stop ringing
 * @EAR_WISH_CHIME: sound a chime
 * @EAR_WISH_WAIT: say so when some time has passed
 *
 * What pure code wants done. A wish is data; the speaker grants it.
 */
typedef enum {
  EAR_WISH_NOTE,
  EAR_WISH_ASK,
  EAR_WISH_SAY,
  EAR_WISH_LISTEN,
  EAR_WISH_PLAY,
  EAR_WISH_PAUSE,
  EAR_WISH_RESUME,
  EAR_WISH_STOP,
  EAR_WISH_HUSH_VOICE,
  EAR_WISH_FADE,
  EAR_WISH_RING,
  EAR_WISH_HUSH,
  EAR_WISH_CHIME,
  EAR_WISH_WAIT,
} EarWishType;

/**
 * EarWish:
 * @type: what to do
 * @event: NOTE and SAY: the event to post; `at`, `turn` and stamps are the speaker's. SAY: type SAID
 * @kind: ASK: which service
 * @question: ASK: what
 * @skill: ASK: who gets the answer; an interned string
 * @name: RING: alarm, timer, reminder or call; CHIME: its name; WAIT: the reason of the tick to come; an interned string
 * @url: (nullable): RING: a recording to ring with instead, as far as it can be played
 * @span: WAIT: how long, µs
 */
typedef struct {
  EarWishType     type;
  EarEvent       *event;
  EarServiceKind  kind;
  EarQuestion    *question;
  const char     *skill;
  const char     *name;
  char           *url;
  gint64          span;
} EarWish;

/**
 * EarWishes:
 *
 * (element-type EarWish): wishes in the order in which they are to be granted.
 */
typedef GPtrArray EarWishes;

void       ear_wish_free     (EarWish           *self);

EarWishes *ear_wishes_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void       ear_wishes_add    (EarWishes         *self,
                              EarWishType        type);
void       ear_wishes_note   (EarWishes         *self,
                              const EarEvent    *values);
void       ear_wishes_ask    (EarWishes         *self,
                              EarServiceKind     kind,
                              const EarQuestion *question);
guint      ear_wishes_restore (EarWishes       *self,
                               EarHousehold    *household,
                               gint64           now);
void       ear_wishes_charge (EarWishes         *self,
                              const char        *item,
                              gint64             quantity,
                              gint64             gross_micros,
                              const char        *memo);
void       ear_wishes_ring   (EarWishes         *self,
                              const char        *kind);
void       ear_wishes_ring_with (EarWishes      *self,
                                 const char     *kind,
                                 const char     *url);
void       ear_wishes_chime  (EarWishes         *self,
                              const char        *name);
void       ear_wishes_wait   (EarWishes         *self,
                              const char        *reason,
                              gint64             span);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarWishes, g_ptr_array_unref)

G_END_DECLS
