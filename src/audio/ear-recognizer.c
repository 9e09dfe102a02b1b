/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-recognizer"
#include "config.h"

#include "audio/ear-recognizer.h"

#include <math.h>
#include <sphinxbase/fsg_model.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-word-graph.h"
#include "audio/ear-word-joiner-private.h"
#include "audio/ear-sphinx-private.h"

#include <glib/gi18n.h>

/* With so many states looking at them costs as much as listening does. Words that are one leave less room for noise, so that what is
 * smaller stays as it is.
 */
#define MAX_STATES 1000

#define SEARCH_WORDS "words"
#define SEARCH_PHONES "phones"

/* Nobody talks longer to a speaker; what comes after is not listened to. */
#define MAX_SAMPLES (30 * EAR_SPHINX_RATE)

#define FRAME_SAMPLES (EAR_SPHINX_RATE / 100)

/* The distance to free phones, in decades a frame, at which right and wrong are equally likely, and how sharply they part. */
#define CONFIDENCE_EVEN -0.95
#define CONFIDENCE_SLOPE 5.0

struct _EarRecognizer {
  GObject       parent_instance;

  ps_decoder_t *decoder;
  GArray       *samples;        /* of gint16: the utterance */
  gboolean      rated;          /* at least one */
};

G_DEFINE_FINAL_TYPE (EarRecognizer, ear_recognizer, G_TYPE_OBJECT)

void
ear_recognition_clear (EarRecognition *self)
{
  g_clear_pointer (&self->text, g_free);
}

/* The library has functions for this; but they look for each word among all others, and for each second way to say it among all arcs. */
static void
set_words (fsg_model_t        *graph,
           const EarWordGraph *grammar,
           GArray             *n_ways)
{
  guint n = 0;

  for (guint i = 0; i < n_ways->len; i++)
    n += g_array_index (n_ways, guint, i);
  ckd_free (graph->vocab);
  graph->vocab = ckd_calloc (n, sizeof *graph->vocab);
  graph->n_word_alloc = n;

  for (guint i = 0; i < n_ways->len; i++)
    for (guint way = 0; way < g_array_index (n_ways, guint, i); way++) {
      g_autofree char *name = ear_sphinx_name_way (g_ptr_array_index (grammar->words, i), way);

      graph->vocab[graph->n_word++] = ckd_salloc (name);
    }
}

static fsg_model_t *
make_graph (ps_decoder_t       *decoder,
            const EarWordGraph *grammar,
            GArray             *n_ways)
{
  fsg_model_t *graph = fsg_model_init (SEARCH_WORDS, ps_get_logmath (decoder), cmd_ln_float32_r (ps_get_config (decoder), "-lw"),
                                       grammar->n_states);
  g_autofree guint *firsts = g_new (guint, n_ways->len);

  graph->start_state = 0;
  graph->final_state = 1;
  set_words (graph, grammar, n_ways);
  for (guint i = 0, n = 0; i < n_ways->len; n += g_array_index (n_ways, guint, i++))
    firsts[i] = n;
  for (guint i = 0; i < grammar->arcs->len; i++) {
    EarWordGraphArc *arc = &g_array_index (grammar->arcs, EarWordGraphArc, i);

    for (guint way = 0; way < g_array_index (n_ways, guint, arc->word); way++)
      fsg_model_trans_add (graph, arc->from, arc->to, 0, firsts[arc->word] + way);
  }

  return graph;
}

static gboolean
set_grammar (EarRecognizer  *self,
             const char     *folder,
             const char     *jsgf,
             GError        **error)
{
  g_autoptr (EarWordGraph) grammar = ear_word_graph_compile (jsgf, error);
  g_autoptr (GArray) n_ways = g_array_new (FALSE, FALSE, sizeof (guint));
  fsg_model_t *graph;
  int status;

  if (grammar == NULL)
    return FALSE;
  ear_word_graph_join (grammar, MAX_STATES);
  g_ptr_array_add (grammar->words, NULL);
  if (!ear_sphinx_learn (self->decoder, folder, (const char *const *) grammar->words->pdata, n_ways, error))
    return FALSE;
  g_ptr_array_remove_index (grammar->words, grammar->words->len - 1);

  graph = make_graph (self->decoder, grammar, n_ways);
  status = ps_set_fsg (self->decoder, SEARCH_WORDS, graph);
  fsg_model_free (graph);
  if (status < 0)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("The grammar cannot be used: %s"), ear_sphinx_get_complaint ());

  return status >= 0;
}

static void
ear_recognizer_finalize (GObject *object)
{
  EarRecognizer *self = EAR_RECOGNIZER (object);

  if (self->rated) {
    /* Pocketsphinx frees what a phone loop found only when it is asked about the next utterance. */
    ps_set_search (self->decoder, SEARCH_PHONES);
    ps_start_utt (self->decoder);
    ps_get_hyp (self->decoder, NULL);
  }
  g_clear_pointer (&self->decoder, ps_free);
  g_array_unref (self->samples);

  G_OBJECT_CLASS (ear_recognizer_parent_class)->finalize (object);
}

static void
ear_recognizer_class_init (EarRecognizerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_recognizer_finalize;
}

static void
ear_recognizer_init (EarRecognizer *self)
{
  self->samples = g_array_new (FALSE, FALSE, sizeof (gint16));
}

/**
 * ear_recognizer_new:
 * @folder: (nullable): of the speech model, the installed one for %NULL
 * @jsgf: the grammar
 *
 * Returns: (transfer full): a recognizer
 */
EarRecognizer *
ear_recognizer_new (const char  *folder,
                    const char  *jsgf,
                    GError     **error)
{
  g_autoptr (EarRecognizer) self = g_object_new (EAR_TYPE_RECOGNIZER, NULL);

  g_return_val_if_fail (jsgf != NULL, NULL);

  self->decoder = ear_sphinx_open (folder, error);
  if (self->decoder == NULL || !set_grammar (self, folder, jsgf, error))
    return NULL;

  if (ps_set_allphone_file (self->decoder, SEARCH_PHONES, NULL) < 0) {
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL, _("The speech model cannot be used: %s"), ear_sphinx_get_complaint ());
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * ear_recognizer_forget:
 *
 * Forgets room and speaker, to which it adapts from utterance to utterance.
 */
void
ear_recognizer_forget (EarRecognizer *self)
{
  ear_sphinx_forget (self->decoder);
}

/**
 * ear_recognizer_start:
 *
 * Starts an utterance.
 */
void
ear_recognizer_start (EarRecognizer *self)
{
  g_array_set_size (self->samples, 0);
  ps_set_search (self->decoder, SEARCH_WORDS);
  ps_start_utt (self->decoder);
}

/**
 * ear_recognizer_feed:
 * @samples: (array length=n_samples): 16 kHz, mono
 */
void
ear_recognizer_feed (EarRecognizer *self,
                     const gint16  *samples,
                     gsize          n_samples)
{
  n_samples = MIN (n_samples, MAX_SAMPLES - self->samples->len);
  g_array_append_vals (self->samples, samples, n_samples);
  ear_sphinx_feed (self->decoder, samples, n_samples);
}

static gboolean
is_word (const char *segment)
{
  return *segment != '<' && *segment != '[' && *segment != '(' && *segment != '+';
}

/* The acoustic score of all segments, or of the words and where they are. */
static double
sum_scores (ps_decoder_t *decoder,
            gboolean      words_only,
            int          *from,
            int          *to)
{
  double sum = 0;

  *from = -1;
  *to = 0;
  for (ps_seg_t *i = ps_seg_iter (decoder); i != NULL; i = ps_seg_next (i)) {
    int32 score, language, back;
    int first, last;

    ps_seg_frames (i, &first, &last);
    ps_seg_prob (i, &score, &language, &back);
    if (words_only && !is_word (ps_seg_word (i)))
      continue;
    *from = *from < 0 ? first : *from;
    *to = last + 1;
    sum += score;
  }

  return sum;
}

/* What an unbound sequence of phones makes of the same frames is the best there is; words that were really said come close
 * to it. The curve was fitted to 200 recorded orders, heard with their own grammar and with that of another trade.
 */
static double
rate (EarRecognizer *self,
      double         words,
      int            from,
      int            to)
{
  gsize start = (gsize) from * FRAME_SAMPLES, end = MIN ((gsize) to * FRAME_SAMPLES, self->samples->len);
  double phones, distance;
  int ignored;

  if (start >= end)
    return 0;

  self->rated = TRUE;
  ps_set_search (self->decoder, SEARCH_PHONES);
  ps_start_utt (self->decoder);
  ear_sphinx_feed (self->decoder, &g_array_index (self->samples, gint16, start), end - start);
  ps_end_utt (self->decoder);
  phones = sum_scores (self->decoder, FALSE, &ignored, &ignored);
  distance = EAR_SPHINX_DECADES (words - phones) / (to - from);

  return 1 / (1 + exp (-CONFIDENCE_SLOPE * (distance - CONFIDENCE_EVEN)));
}

/**
 * ear_recognizer_finish:
 * @recognition: (out caller-allocates): cleared by the caller
 *
 * Ends the utterance.
 */
void
ear_recognizer_finish (EarRecognizer  *self,
                       EarRecognition *recognition)
{
  const char *text;
  double words;
  int from, to;

  ps_end_utt (self->decoder);
  text = ps_get_hyp (self->decoder, NULL);
  *recognition = (EarRecognition) { .text = g_strdelimit (g_strdup (text ? text : ""), EAR_WORD_JOINT, ' ') };
  if (*recognition->text == '\0')
    return;

  words = sum_scores (self->decoder, TRUE, &from, &to);
  recognition->start_s = from * EAR_SPHINX_FRAME_S;
  recognition->end_s = to * EAR_SPHINX_FRAME_S;
  recognition->confidence = rate (self, words, from, to);
}
