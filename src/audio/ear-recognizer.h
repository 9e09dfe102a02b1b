/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EarRecognition:
 * @text: the words, "" where none fit the grammar
 * @confidence: 0–1: how likely the words are right, from their distance to an unbound sequence of phones
 * @start_s: where the first word starts, in what was fed
 * @end_s: where the last word ends
 */
typedef struct {
  char   *text;
  double  confidence;
  double  start_s;
  double  end_s;
} EarRecognition;

void ear_recognition_clear (EarRecognition *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarRecognition, ear_recognition_clear)

#define EAR_TYPE_RECOGNIZER (ear_recognizer_get_type ())

/**
 * EarRecognizer:
 *
 * Takes down one utterance after the other, bound to a grammar. It knows the words of the grammar and no others, and is
 * to be used from one thread at a time.
 */
G_DECLARE_FINAL_TYPE (EarRecognizer, ear_recognizer, EAR, RECOGNIZER, GObject)

EarRecognizer *ear_recognizer_new    (const char     *folder,
                                      const char     *jsgf,
                                      GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           ear_recognizer_forget (EarRecognizer  *self);
void           ear_recognizer_start  (EarRecognizer  *self);
void           ear_recognizer_feed   (EarRecognizer  *self,
                                      const gint16   *samples,
                                      gsize           n_samples);
void           ear_recognizer_finish (EarRecognizer  *self,
                                      EarRecognition *recognition);

G_END_DECLS
