/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-spotter"
#include "config.h"

#include "audio/ear-spotter.h"

#include <math.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-sphinx-private.h"

#include <glib/gi18n.h>

#define SEARCH_WAKE "wake"

/* A detection that has not grown for this many frames is over. Pocketsphinx itself holds detections back for 10. */
#define SETTLED_FRAMES 30

/* Pocketsphinx keeps all detections of an utterance, so an utterance must end now and then. */
#define MAX_FRAMES 6000
/* Longer ones nobody says to wake a speaker. */
#define MAX_WORD 40

/* Pocketsphinx adds this to the distance between a keyphrase and the phone loop. */
#define DISTANCE_OFFSET 1500

/* Decades by which a phrase may be less likely than any other sound: for nearly nobody (0), by default (0.5), for
 * anything like it (1). Measured on recordings of people, see tests/audio/measure-hearing.c.
 */
typedef struct {
  const char *word;
  double      strict;
  double      usual;
  double      lax;
} Scale;

static const Scale scales[] = {
  { "computer", 0, -28, -56 },
  { "alexa", 10, -10, -35 },
  { "jarvis", 10, -12, -35 },
  { "smart mirror", 0, -36, -64 },
  { "snowboy", 10, -14, -35 },
  { "view glass", 0, -30, -56 },
};
static const Scale other_scale = { NULL, 0, -20, -50 };

struct _EarSpotter {
  GObject       parent_instance;

  char         *word;
  const Scale  *scale;
  ps_decoder_t *decoder;
  double        sensitivity;
  gboolean      patient;
  gsize         n_samples;      /* fed in all */
  gsize         start;          /* of the present utterance, in samples */
  int           told;           /* the last frame of it that was reported on */
  GQueue        detections;     /* of EarDetection */
};

G_DEFINE_FINAL_TYPE (EarSpotter, ear_spotter, G_TYPE_OBJECT)

static const Scale *
find_scale (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (g_str_equal (scales[i].word, word))
      return &scales[i];

  return &other_scale;
}

static double
get_score (EarSpotter *self,
           double      decades)
{
  const Scale *scale = self->scale;

  if (decades >= scale->usual)
    return MIN (1, 0.5 + 0.5 * (decades - scale->usual) / (scale->strict - scale->usual));

  return MAX (0, 0.5 * (decades - scale->lax) / (scale->usual - scale->lax));
}

static void
ear_spotter_finalize (GObject *object)
{
  EarSpotter *self = EAR_SPOTTER (object);

  g_queue_clear_full (&self->detections, g_free);
  g_clear_pointer (&self->decoder, ps_free);
  g_free (self->word);

  G_OBJECT_CLASS (ear_spotter_parent_class)->finalize (object);
}

static void
ear_spotter_class_init (EarSpotterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_spotter_finalize;
}

static void
ear_spotter_init (EarSpotter *self)
{
  self->sensitivity = EAR_SPOTTER_DEFAULT_SENSITIVITY;
  g_queue_init (&self->detections);
}

/**
 * ear_spotter_list_words:
 *
 * Returns: (array zero-terminated=1): the phrases that were measured and are offered as wake words
 */
const char *const *
ear_spotter_list_words (void)
{
  static const char *words[G_N_ELEMENTS (scales) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    words[i] = scales[i].word;

  return words;
}

static void
start_utterance (EarSpotter *self)
{
  self->start = self->n_samples;
  self->told = -1;
  ps_start_utt (self->decoder);
}

static gboolean
prepare (EarSpotter  *self,
         const char  *folder,
         GError     **error)
{
  g_auto (GStrv) words = g_strsplit (self->word, " ", -1);

  self->decoder = ear_sphinx_open (folder, error);
  if (self->decoder == NULL || !ear_sphinx_learn (self->decoder, folder, (const char *const *) words, NULL, error))
    return FALSE;

  cmd_ln_set_float_r (ps_get_config (self->decoder), "-kws_threshold", exp10 (self->scale->lax));
  if (ps_set_keyphrase (self->decoder, SEARCH_WAKE, self->word) < 0 || ps_set_search (self->decoder, SEARCH_WAKE) < 0) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL, _("The wake word “%s” cannot be used: %s"),
                 self->word, ear_sphinx_get_complaint ());
    return FALSE;
  }
  start_utterance (self);

  return TRUE;
}

/**
 * ear_spotter_new:
 * @folder: (nullable): of the speech model, the installed one for %NULL
 * @word: what to listen for
 *
 * Returns: (transfer full): a spotter
 */
EarSpotter *
ear_spotter_new (const char  *folder,
                 const char  *word,
                 GError     **error)
{
  g_autoptr (EarSpotter) self = g_object_new (EAR_TYPE_SPOTTER, NULL);

  g_return_val_if_fail (word != NULL, NULL);

  self->word = g_strstrip (g_utf8_strdown (word, -1));
  if (*self->word == '\0' || strlen (self->word) > MAX_WORD || strcspn (self->word, "0123456789") < strlen (self->word)) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR,
                 _("“%.40s” can not be a wake word: choose one or two words of letters, 40 at most, such as “computer”."), self->word);
    return NULL;
  }
  self->scale = find_scale (self->word);
  if (!prepare (self, folder, error))
    return NULL;

  return g_steal_pointer (&self);
}

const char *
ear_spotter_get_word (EarSpotter *self)
{
  return self->word;
}

/**
 * ear_spotter_set_sensitivity:
 * @sensitivity: 0 for rare false alarms, 1 for rare misses
 */
void
ear_spotter_set_sensitivity (EarSpotter *self,
                             double      sensitivity)
{
  self->sensitivity = CLAMP (sensitivity, 0, 1);
}

/**
 * ear_spotter_set_patient:
 * @patient: whether to report a word only when it is over, with the best score it had, and go on within it; else it is
 *   reported as soon as it is accepted
 */
void
ear_spotter_set_patient (EarSpotter *self,
                         gboolean    patient)
{
  self->patient = patient;
}

/**
 * ear_spotter_reset:
 *
 * Forgets all that was heard, room and speaker included.
 */
void
ear_spotter_reset (EarSpotter *self)
{
  ps_end_utt (self->decoder);
  ear_sphinx_forget (self->decoder);
  g_queue_clear_full (&self->detections, g_free);
  self->n_samples = 0;
  start_utterance (self);
}

static void
report (EarSpotter *self,
        int         from,
        int         to,
        double      score)
{
  EarDetection *detection = g_new (EarDetection, 1);

  *detection = (EarDetection) {
    .word = self->word,
    .start_s = (double) self->start / EAR_SPHINX_RATE + from * EAR_SPHINX_FRAME_S,
    .at_s = (double) self->start / EAR_SPHINX_RATE + to * EAR_SPHINX_FRAME_S,
    .score = score,
    .accepted = score >= 1 - self->sensitivity,
  };
  g_queue_push_tail (&self->detections, detection);
  self->told = MAX (self->told, to);
}

/* Looks at the newest detections; returns whether one of them may still grow. */
static gboolean
look (EarSpotter *self,
      gboolean    all)
{
  int now = ps_get_n_frames (self->decoder), told = self->told;
  gboolean is_open = FALSE;

  for (ps_seg_t *i = ps_seg_iter (self->decoder); i != NULL; i = ps_seg_next (i)) {
    int from, to;
    int32 prob = ps_seg_prob (i, NULL, NULL, NULL);
    double score = get_score (self, EAR_SPHINX_DECADES (prob + DISTANCE_OFFSET));

    ps_seg_frames (i, &from, &to);
    if (from <= told)
      continue;
    if (all || now - to > SETTLED_FRAMES || (!self->patient && score >= 1 - self->sensitivity))
      report (self, from, to, score);
    else
      is_open = TRUE;
  }

  return is_open;
}

/**
 * ear_spotter_feed:
 * @samples: (array length=n_samples): 16 kHz, mono
 */
void
ear_spotter_feed (EarSpotter   *self,
                  const gint16 *samples,
                  gsize         n_samples)
{
  for (gsize at = 0; at < n_samples; at += EAR_SPHINX_CHUNK) {
    gsize length = MIN (EAR_SPHINX_CHUNK, n_samples - at);

    ear_sphinx_feed (self->decoder, samples + at, length);
    self->n_samples += length;
    if (!look (self, FALSE) && ps_get_n_frames (self->decoder) > MAX_FRAMES) {
      ps_end_utt (self->decoder);
      start_utterance (self);
    }
  }
}

/**
 * ear_spotter_flush:
 *
 * No more is to come for now: reports what is still under way.
 */
void
ear_spotter_flush (EarSpotter *self)
{
  ps_end_utt (self->decoder);
  look (self, TRUE);
  start_utterance (self);
}

/**
 * ear_spotter_pop:
 * @detection: (out caller-allocates): the next one
 *
 * Returns: whether there was one
 */
gboolean
ear_spotter_pop (EarSpotter   *self,
                 EarDetection *detection)
{
  g_autofree EarDetection *next = g_queue_pop_head (&self->detections);

  if (next == NULL)
    return FALSE;
  *detection = *next;

  return TRUE;
}
