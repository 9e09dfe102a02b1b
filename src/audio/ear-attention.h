/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EarAttentionEventType:
 * @EAR_ATTENTION_WOKEN: the wake word was said
 * @EAR_ATTENTION_NEARLY: something like it was, below the threshold
 * @EAR_ATTENTION_HEARD: an utterance was taken down
 * @EAR_ATTENTION_LAPSED: nobody said anything
 *
 * What comes of listening.
 */
typedef enum {
  EAR_ATTENTION_WOKEN,
  EAR_ATTENTION_NEARLY,
  EAR_ATTENTION_HEARD,
  EAR_ATTENTION_LAPSED,
} EarAttentionEventType;

/**
 * EarAttentionEvent:
 * @word: WOKEN, NEARLY: the wake word
 * @score: and its score, 0–1
 * @at_s: and where it ended
 * @turn: HEARD, LAPSED: as given to ear_attention_listen()
 * @text: HEARD: the words
 * @confidence: 0–1
 * @start_s: where speech starts
 * @end_s: where it ends
 * @decided_s: when that was decided
 *
 * All times in seconds of sound since the last ear_attention_reset().
 */
typedef struct {
  EarAttentionEventType  type;
  char                  *word;
  double                 score;
  double                 at_s;
  guint                  turn;
  char                  *text;
  double                 confidence;
  double                 start_s;
  double                 end_s;
  double                 decided_s;
} EarAttentionEvent;

void ear_attention_event_free (EarAttentionEvent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAttentionEvent, ear_attention_event_free)

#define EAR_TYPE_ATTENTION (ear_attention_get_type ())

/**
 * EarAttention:
 *
 * What the ears attend to: nothing, the wake word, or an utterance. Sound goes in, events come out; its only clock is
 * the sound, so a file and a microphone are heard alike. To be used from one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EarAttention, ear_attention, EAR, ATTENTION, GObject)

EarAttention      *ear_attention_new         (const char    *folder) G_GNUC_WARN_UNUSED_RESULT;
gboolean           ear_attention_set_grammar (EarAttention  *self,
                                              const char    *jsgf,
                                              GError       **error);
gboolean           ear_attention_arm         (EarAttention  *self,
                                              const char    *word,
                                              double         sensitivity,
                                              GError       **error);
void               ear_attention_disarm      (EarAttention  *self);
void               ear_attention_listen      (EarAttention  *self,
                                              guint          turn,
                                              gboolean       held);
void               ear_attention_release     (EarAttention  *self);
void               ear_attention_cancel      (EarAttention  *self);
void               ear_attention_reset       (EarAttention  *self);
void               ear_attention_reopen      (EarAttention  *self);
gboolean           ear_attention_is_listening (EarAttention *self);
void               ear_attention_feed        (EarAttention  *self,
                                              const gint16  *samples,
                                              gsize          n_samples);
void               ear_attention_flush       (EarAttention  *self);
EarAttentionEvent *ear_attention_pop         (EarAttention  *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
