/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-hearing.h"

#include <string.h>
#include <time.h>

#include "audio/ear-attention.h"
#include "audio/ear-audio-error.h"
#include "audio/ear-echo-canceller.h"
#include "audio/ear-recording.h"
#include "audio/ear-spotter.h"

#define RATE 16000
#define CHUNK 512

/* Two recordings of one moment need not start at the very same sample. */
#define LEAD (RATE / 125)

struct _EarHearing {
  GObject       parent_instance;

  GMutex        mutex;          /* one recording at a time, whoever asks */
  EarAttention *attention;
  EarSpotter   *spotter;        /* patient; with a wake word */
  char         *wake_word;
  GArray       *reference;      /* (nullable): of gint16: what the speaker played meanwhile */
};

G_DEFINE_FINAL_TYPE (EarHearing, ear_hearing, G_TYPE_OBJECT)

void
ear_heard_file_clear (EarHeardFile *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->detections, g_array_unref);
}

void
ear_heard_file_free (EarHeardFile *self)
{
  ear_heard_file_clear (self);
  g_free (self);
}

static double
get_cpu_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec + now.tv_nsec * 1e-9;
}

static void
ear_hearing_finalize (GObject *object)
{
  EarHearing *self = EAR_HEARING (object);

  g_clear_object (&self->attention);
  g_clear_object (&self->spotter);
  g_clear_pointer (&self->reference, g_array_unref);
  g_free (self->wake_word);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ear_hearing_parent_class)->finalize (object);
}

static void
ear_hearing_class_init (EarHearingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_hearing_finalize;
}

static void
ear_hearing_init (EarHearing *self)
{
  g_mutex_init (&self->mutex);
  self->attention = ear_attention_new (NULL);
}

/**
 * ear_hearing_new:
 * @jsgf: (nullable): what can be said; without it speech has no words
 * @wake_word: (nullable): what comes before it; %NULL for nothing
 * @sensitivity: 0–1
 *
 * Returns: (transfer full): ears for recordings
 */
EarHearing *
ear_hearing_new (const char  *jsgf,
                 const char  *wake_word,
                 double       sensitivity,
                 GError     **error)
{
  g_autoptr (EarHearing) self = g_object_new (EAR_TYPE_HEARING, NULL);

  self->wake_word = g_strdup (wake_word);
  if (!ear_attention_set_grammar (self->attention, jsgf, error))
    return NULL;
  if (wake_word != NULL) {
    self->spotter = ear_spotter_new (NULL, wake_word, error);
    if (self->spotter == NULL || !ear_attention_arm (self->attention, wake_word, sensitivity, error))
      return NULL;
    ear_spotter_set_patient (self->spotter, TRUE);
  }

  return g_steal_pointer (&self);
}

/**
 * ear_hearing_set_reference:
 * @path: (nullable): a recording of what the speaker played while the recordings were made, from their start on; %NULL for
 *   nothing
 *
 * Its echo, up to half a second late, is taken out of what is heard from now on. Blocks.
 */
gboolean
ear_hearing_set_reference (EarHearing  *self,
                           const char  *path,
                           GError     **error)
{
  GArray *reference = NULL;

  if (path != NULL) {
    reference = ear_recording_load (path, NULL, error);
    if (reference == NULL)
      return FALSE;
  }
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->reference, g_array_unref);
  self->reference = reference;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static void
cancel_echo (EarHearing       *self,
             EarEchoCanceller *canceller,
             GArray           *samples,
             GArray           *result)
{
  gsize known = self->reference->len > LEAD ? MIN (self->reference->len - LEAD, samples->len) : 0;
  const gint16 *heard = (const gint16 *) (gpointer) samples->data;

  if (known > 0)
    ear_echo_canceller_feed (canceller, heard, &g_array_index (self->reference, gint16, LEAD), known, result);
  ear_echo_canceller_feed (canceller, heard + known, NULL, samples->len - known, result);
  ear_echo_canceller_flush (canceller, result);
}

/* A speaker has long known its room when somebody talks to it, and a recording is short: so the room is learned from it
 * first, and then it is heard.
 */
static void
take_echo_away (EarHearing *self,
                GArray     *samples)
{
  g_autoptr (EarEchoCanceller) canceller = ear_echo_canceller_new ();
  g_autoptr (GArray) result = g_array_new (FALSE, FALSE, sizeof (gint16));

  cancel_echo (self, canceller, samples, result);
  g_array_set_size (result, 0);
  cancel_echo (self, canceller, samples, result);
  memcpy (samples->data, result->data, (gsize) samples->len * sizeof (gint16));
}

/* Takes up what came of the sound; returns whether the recording has been heard. */
static gboolean
take_events (EarHearing   *self,
             EarHeardFile *result)
{
  g_autoptr (EarAttentionEvent) event = NULL;

  while ((event = ear_attention_pop (self->attention)) != NULL) {
    gboolean is_heard = event->type == EAR_ATTENTION_HEARD;

    if (event->type == EAR_ATTENTION_WOKEN && !result->woken) {
      result->woken = TRUE;
      result->wake = (EarHeardDetection) { self->wake_word, event->at_s, event->score };
      ear_attention_listen (self->attention, 0, FALSE);
    } else if (is_heard) {
      result->text = g_steal_pointer (&event->text);
      result->confidence = event->confidence;
      result->start_s = event->start_s;
      result->end_s = event->end_s;
      result->decided_s = event->decided_s;
    }
    g_clear_pointer (&event, ear_attention_event_free);
    if (is_heard)
      return TRUE;
  }

  return FALSE;
}

/* Nobody lapses in a recording: after a long silence we go on listening. */
static void
hear (EarHearing   *self,
      GArray       *samples,
      EarHeardFile *result)
{
  gboolean done = FALSE;

  ear_attention_reset (self->attention);
  if (self->wake_word == NULL)
    ear_attention_listen (self->attention, 0, FALSE);

  for (gsize at = 0; at < samples->len && !done; at += CHUNK) {
    ear_attention_feed (self->attention, &g_array_index (samples, gint16, at), MIN (CHUNK, samples->len - at));
    done = take_events (self, result);
    if (!done && !ear_attention_is_listening (self->attention) && (self->wake_word == NULL || result->woken))
      ear_attention_listen (self->attention, 0, FALSE);
  }
  if (!done) {
    ear_attention_flush (self->attention);
    take_events (self, result);
    if (ear_attention_is_listening (self->attention)) {
      ear_attention_flush (self->attention);
      take_events (self, result);
    }
  }
}

static void
detect (EarHearing   *self,
        GArray       *samples,
        EarHeardFile *result)
{
  EarDetection detection;

  result->detections = g_array_new (FALSE, FALSE, sizeof (EarHeardDetection));
  ear_spotter_reset (self->spotter);
  ear_spotter_feed (self->spotter, (const gint16 *) (gpointer) samples->data, samples->len);
  ear_spotter_flush (self->spotter);
  while (ear_spotter_pop (self->spotter, &detection)) {
    EarHeardDetection heard = { self->wake_word, detection.at_s, detection.score };

    g_array_append_val (result->detections, heard);
  }
}

static gboolean
load_and (EarHearing    *self,
          const char    *path,
          GCancellable  *cancellable,
          void          (*hear_func)(EarHearing *, GArray *, EarHeardFile *),
          EarHeardFile  *result,
          GError       **error)
{
  g_autoptr (GArray) samples = NULL;
  double before;

  *result = (EarHeardFile) { 0 };
  samples = ear_recording_load (path, cancellable, error);
  if (samples == NULL)
    return FALSE;

  g_mutex_lock (&self->mutex);
  before = get_cpu_s ();
  if (self->reference != NULL)
    take_echo_away (self, samples);
  hear_func (self, samples, result);
  result->audio_s = (double) samples->len / RATE;
  result->cpu_s = get_cpu_s () - before;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/**
 * ear_hearing_hear_file:
 * @path: a recording of any kind that GStreamer decodes, up to 10 minutes
 * @result: (out caller-allocates): cleared by the caller
 *
 * Finds the wake word where there is one to be found, and then what was said. Blocks.
 */
gboolean
ear_hearing_hear_file (EarHearing    *self,
                       const char    *path,
                       EarHeardFile  *result,
                       GError       **error)
{
  return load_and (self, path, NULL, hear, result, error);
}

/**
 * ear_hearing_detect_file:
 * @self: with a wake word
 * @result: (out caller-allocates): cleared by the caller; its detections down to the lowest sensitivity
 *
 * Finds everything that is in the least like the wake word. Blocks.
 */
gboolean
ear_hearing_detect_file (EarHearing    *self,
                         const char    *path,
                         EarHeardFile  *result,
                         GError       **error)
{
  g_return_val_if_fail (self->spotter != NULL, FALSE);

  return load_and (self, path, NULL, detect, result, error);
}

static void
hear_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_autoptr (EarHeardFile) result = g_new0 (EarHeardFile, 1);
  GError *error = NULL;

  if (load_and (source_object, task_data, cancellable, hear, result, &error))
    g_task_return_pointer (task, g_steal_pointer (&result), (GDestroyNotify) ear_heard_file_free);
  else
    g_task_return_error (task, error);
}

/**
 * ear_hearing_hear_file_async:
 *
 * As ear_hearing_hear_file(), in another thread.
 */
void
ear_hearing_hear_file_async (EarHearing          *self,
                             const char          *path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, ear_hearing_hear_file_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, hear_in_thread);
}

/**
 * ear_hearing_hear_file_finish:
 *
 * Returns: (transfer full): what was heard
 */
EarHeardFile *
ear_hearing_hear_file_finish (EarHearing    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
