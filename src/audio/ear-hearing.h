/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarHeardDetection:
 *
 * One time the wake word was spotted, surely or not.
 */
typedef struct {
  const char *word;
  double      at_s;
  double      score;
} EarHeardDetection;

/**
 * EarHeardFile:
 * @woken: whether the wake word was found
 * @wake: and how
 * @text: what was said, or after the wake word; %NULL where nobody spoke
 * @confidence: 0–1
 * @start_s: where speech starts
 * @end_s: where it ends
 * @decided_s: when that was decided
 * @audio_s: length of the recording
 * @cpu_s: what it took
 * @detections: (element-type EarHeardDetection): with ear_hearing_detect_file(), all of them
 */
typedef struct {
  gboolean           woken;
  EarHeardDetection  wake;
  char              *text;
  double             confidence;
  double             start_s;
  double             end_s;
  double             decided_s;
  double             audio_s;
  double             cpu_s;
  GArray            *detections;
} EarHeardFile;

void ear_heard_file_clear (EarHeardFile *self);
void ear_heard_file_free  (EarHeardFile *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarHeardFile, ear_heard_file_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarHeardFile, ear_heard_file_free)

#define EAR_TYPE_HEARING (ear_hearing_get_type ())

/**
 * EarHearing:
 *
 * Hears recordings just as the microphone is heard. Each recording is heard as if it were the first.
 */
G_DECLARE_FINAL_TYPE (EarHearing, ear_hearing, EAR, HEARING, GObject)

EarHearing   *ear_hearing_new              (const char           *jsgf,
                                            const char           *wake_word,
                                            double                sensitivity,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ear_hearing_set_reference    (EarHearing           *self,
                                            const char           *path,
                                            GError              **error);
gboolean      ear_hearing_hear_file        (EarHearing           *self,
                                            const char           *path,
                                            EarHeardFile         *result,
                                            GError              **error);
void          ear_hearing_hear_file_async  (EarHearing           *self,
                                            const char           *path,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
EarHeardFile *ear_hearing_hear_file_finish (EarHearing           *self,
                                            GAsyncResult         *result,
                                            GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ear_hearing_detect_file      (EarHearing           *self,
                                            const char           *path,
                                            EarHeardFile         *result,
                                            GError              **error);

G_END_DECLS
