/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-speaker-private.h"

static void
on_woken (EarSpeaker *self,
          const char *word,
          double      score)
{
  self->held = FALSE;
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_WOKEN,
    .woken = { .by = "wake-word", .word = word, .score = score },
  });
}

static void
on_nearly_woken (EarSpeaker *self,
                 const char *word,
                 double      score)
{
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_NEARLY_WOKEN,
    .woken = { .by = "wake-word", .word = word, .score = score },
  });
}

static void
on_heard (EarSpeaker *self,
          guint       turn,
          const char *text,
          double      confidence,
          gint64      spoke_us,
          gint64      decided_us)
{
  if (turn == self->turn)
    ear_speaker_post (self, &(EarEvent) {
      .type = EAR_EVENT_HEARD,
      .heard = { .text = text, .confidence = confidence, .source = "voice", .spoke_us = spoke_us, .decided_us = decided_us },
    });
}

static void
on_lapsed (EarSpeaker *self,
           guint       turn)
{
  if (turn == self->turn)
    ear_speaker_lapse (self);
}

static void
on_level (EarSpeaker *self,
          double      level)
{
  g_signal_emit_by_name (self, "level", level);
}

static void
post_erred (EarSpeaker *self,
            const char *domain,
            const char *code,
            const char *message,
            const char *remedy)
{
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_ERRED,
    .erred = { .domain = domain, .code = code, .message = message, .remedy = remedy },
  });
}

static void
on_listener_failed (EarSpeaker *self,
                    const char *code,
                    const char *message,
                    const char *remedy)
{
  EarState state = ear_speaker_get_state (self);

  self->deaf = TRUE;
  post_erred (self, "microphone", code, message, remedy);

  /* Nobody can be heard any more, so whoever was waited for will not answer. */
  if (state.phase == EAR_PHASE_LISTENING || state.phase == EAR_PHASE_EXPECTING)
    ear_speaker_lapse (self);
}

static void
on_sound_failed (EarSpeaker *self,
                 const char *code,
                 const char *message,
                 const char *remedy)
{
  post_erred (self, "sound", code, message, remedy);
}

static void
on_spoken (EarSpeaker *self,
           guint       id,
           gint64      spoke_us,
           gboolean    interrupted)
{
  if (id == self->speech)
    ear_speaker_post (self, &(EarEvent) {
      .type = EAR_EVENT_SPOKEN,
      .spoken = { .spoke_us = spoke_us, .interrupted = interrupted },
    });
}

static void
on_playback (EarSpeaker *self,
             const char *state,
             const char *token,
             gint64      position_us,
             gboolean    audible,
             const char *message)
{
  EarState now = ear_speaker_get_state (self);
  const EarEvent *played = ear_tape_peek (self->tape, now.last.played);

  /* The player may serve more than one device, and reports what it put aside for something newer. */
  if (played == NULL || g_strcmp0 (played->played.token, token) != 0)
    return;

  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_PLAYBACK,
    .playback = { .state = state, .token = token, .position_us = position_us, .audible = audible, .message = message },
  });
}

/**
 * ear_speaker_connect_ports:
 *
 * Turns what ears, voice and player report into events.
 */
void
ear_speaker_connect_ports (EarSpeaker *self)
{
  if (self->listener != NULL) {
    g_signal_connect_object (self->listener, "woken", G_CALLBACK (on_woken), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->listener, "nearly-woken", G_CALLBACK (on_nearly_woken), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->listener, "heard", G_CALLBACK (on_heard), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->listener, "lapsed", G_CALLBACK (on_lapsed), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->listener, "level", G_CALLBACK (on_level), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->listener, "failed", G_CALLBACK (on_listener_failed), self, G_CONNECT_SWAPPED);
  }
  if (self->voice != NULL) {
    g_signal_connect_object (self->voice, "spoken", G_CALLBACK (on_spoken), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->voice, "level", G_CALLBACK (on_level), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->voice, "failed", G_CALLBACK (on_sound_failed), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (self->player, "playback", G_CALLBACK (on_playback), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "failed", G_CALLBACK (on_sound_failed), self, G_CONNECT_SWAPPED);
}
