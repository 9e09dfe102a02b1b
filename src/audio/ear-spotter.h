/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EarDetection:
 * @word: what was spotted
 * @start_s: where it starts, in all that was fed
 * @at_s: where it ends
 * @score: 0–1; a word counts as said where its score is at least 1 − sensitivity
 * @accepted: whether it does
 */
typedef struct {
  const char *word;
  double      start_s;
  double      at_s;
  double      score;
  gboolean    accepted;
} EarDetection;

#define EAR_TYPE_SPOTTER (ear_spotter_get_type ())

/**
 * EarSpotter:
 *
 * Listens for one word or phrase in whatever it is fed.
 */
G_DECLARE_FINAL_TYPE (EarSpotter, ear_spotter, EAR, SPOTTER, GObject)

#define EAR_SPOTTER_DEFAULT_SENSITIVITY 0.5

const char *const *
ear_spotter_list_words      (void);
EarSpotter *ear_spotter_new             (const char    *folder,
                                         const char    *word,
                                         GError       **error) G_GNUC_WARN_UNUSED_RESULT;
const char *ear_spotter_get_word        (EarSpotter    *self);
void        ear_spotter_set_sensitivity (EarSpotter    *self,
                                         double         sensitivity);
void        ear_spotter_set_patient     (EarSpotter    *self,
                                         gboolean       patient);
void        ear_spotter_reset           (EarSpotter    *self);
void        ear_spotter_feed            (EarSpotter    *self,
                                         const gint16  *samples,
                                         gsize          n_samples);
void        ear_spotter_flush           (EarSpotter    *self);
gboolean    ear_spotter_pop             (EarSpotter    *self,
                                         EarDetection  *detection);

G_END_DECLS
