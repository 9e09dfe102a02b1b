/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-attention"
#include "config.h"

#include "audio/ear-attention.h"

#include "audio/ear-endpointer.h"
#include "audio/ear-recognizer.h"
#include "audio/ear-spotter.h"

#define RATE 16000
#define CHUNK 512

/* Who asks for an utterance this soon after the wake word gets what followed the word at once. */
#define MEMORY_SAMPLES (2 * RATE)

/* The wake word is spotted a moment before it is over. */
#define WAKE_TAIL_S 0.08

/* The recognizer gets this much before speech. */
#define LEAD_S 0.3

#define LAPSE_S 8
#define LONGEST_S 15

/* A noise this short that makes no words was no speech. */
#define NOISE_S 0.6

struct _EarAttention {
  GObject        parent_instance;

  char          *folder;
  EarSpotter    *spotter;
  EarRecognizer *recognizer;
  EarEndpointer *endpointer;
  GArray        *memory;        /* of gint16: the last of what was fed */
  guint64        n_samples;     /* fed in all */
  gboolean       armed;
  guint64        woken;         /* end of the last wake word that nobody took up, or 0 */
  guint64        spotting;      /* the sample at which the spotter started */
  gboolean       listening;
  gboolean       held;
  gboolean       taking_down;   /* the recognizer is in an utterance */
  guint          turn;
  guint64        began;         /* to listen */
  guint64        tried;         /* began, or began again after a noise */
  GQueue         events;        /* of EarAttentionEvent */
};

G_DEFINE_FINAL_TYPE (EarAttention, ear_attention, G_TYPE_OBJECT)

void
ear_attention_event_free (EarAttentionEvent *self)
{
  g_free (self->word);
  g_free (self->text);
  g_free (self);
}

static double
seconds (guint64 samples)
{
  return (double) samples / RATE;
}

static void
tell (EarAttention            *self,
      const EarAttentionEvent *values)
{
  g_queue_push_tail (&self->events, g_memdup2 (values, sizeof *values));
}

static void
clear_events (EarAttention *self)
{
  g_queue_clear_full (&self->events, (GDestroyNotify) ear_attention_event_free);
}

static void
ear_attention_finalize (GObject *object)
{
  EarAttention *self = EAR_ATTENTION (object);

  clear_events (self);
  g_clear_object (&self->spotter);
  g_clear_object (&self->recognizer);
  g_object_unref (self->endpointer);
  g_array_unref (self->memory);
  g_free (self->folder);

  G_OBJECT_CLASS (ear_attention_parent_class)->finalize (object);
}

static void
ear_attention_class_init (EarAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_attention_finalize;
}

static void
ear_attention_init (EarAttention *self)
{
  self->endpointer = ear_endpointer_new ();
  self->memory = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_queue_init (&self->events);
}

/**
 * ear_attention_new:
 * @folder: (nullable): of the speech model, the installed one for %NULL
 */
EarAttention *
ear_attention_new (const char *folder)
{
  EarAttention *self = g_object_new (EAR_TYPE_ATTENTION, NULL);

  self->folder = g_strdup (folder);

  return self;
}

/**
 * ear_attention_set_grammar:
 * @jsgf: (nullable): what can be said; without it speech is found and has no words
 *
 * An utterance that is under way is taken down again with the new grammar.
 */
gboolean
ear_attention_set_grammar (EarAttention  *self,
                           const char    *jsgf,
                           GError       **error)
{
  EarRecognizer *recognizer = NULL;

  if (jsgf != NULL) {
    recognizer = ear_recognizer_new (self->folder, jsgf, error);
    if (recognizer == NULL)
      return FALSE;
  }
  g_clear_object (&self->recognizer);
  self->recognizer = recognizer;
  self->taking_down = FALSE;

  return TRUE;
}

static void
restart_spotter (EarAttention *self)
{
  if (self->spotter)
    ear_spotter_reset (self->spotter);
  self->spotting = self->n_samples;
}

/**
 * ear_attention_arm:
 * @word: the wake word
 * @sensitivity: 0–1
 *
 * Waits for the wake word whenever it does not listen.
 */
gboolean
ear_attention_arm (EarAttention  *self,
                   const char    *word,
                   double         sensitivity,
                   GError       **error)
{
  if (self->spotter == NULL || !g_str_equal (ear_spotter_get_word (self->spotter), word)) {
    EarSpotter *spotter = ear_spotter_new (self->folder, word, error);

    if (spotter == NULL)
      return FALSE;
    g_clear_object (&self->spotter);
    self->spotter = spotter;
  }
  ear_spotter_set_sensitivity (self->spotter, sensitivity);
  if (!self->armed)
    restart_spotter (self);
  self->armed = TRUE;

  return TRUE;
}

void
ear_attention_disarm (EarAttention *self)
{
  self->armed = FALSE;
}

static void
take_down (EarAttention *self,
           const gint16 *samples,
           gsize         n_samples)
{
  if (self->recognizer != NULL)
    ear_recognizer_feed (self->recognizer, samples, n_samples);
}

/* Starts the recognizer a little before a sample that was fed before. */
static void
start_taking_down (EarAttention *self,
                   guint64       from)
{
  guint64 first = self->n_samples - self->memory->len;
  guint64 at = MAX (from, first);

  self->taking_down = TRUE;
  if (self->recognizer != NULL)
    ear_recognizer_start (self->recognizer);
  if (at < self->n_samples)
    take_down (self, &g_array_index (self->memory, gint16, at - first), self->n_samples - at);
}

static void
stop_listening (EarAttention *self)
{
  EarRecognition ignored = { 0 };

  if (self->taking_down && self->recognizer != NULL)
    ear_recognizer_finish (self->recognizer, &ignored);
  ear_recognition_clear (&ignored);
  self->taking_down = self->listening = FALSE;
  restart_spotter (self);
}

static void
lapse (EarAttention *self)
{
  EarAttentionEvent event = { EAR_ATTENTION_LAPSED, .turn = self->turn };

  stop_listening (self);
  tell (self, &event);
}

/* The utterance is over: tells what was said, or goes on where it was a mere noise. */
static void
conclude (EarAttention *self,
          gboolean      final)
{
  g_auto (EarRecognition) recognition = { 0 };
  EarAttentionEvent event = { EAR_ATTENTION_HEARD, .turn = self->turn };
  double start = ear_endpointer_get_start_s (self->endpointer), end = ear_endpointer_get_end_s (self->endpointer);
  gboolean has_words;

  if (self->taking_down && self->recognizer != NULL)
    ear_recognizer_finish (self->recognizer, &recognition);
  self->taking_down = FALSE;
  has_words = recognition.text != NULL && *recognition.text != '\0';

  if (!has_words && end - start < NOISE_S && !final) {
    ear_endpointer_start (self->endpointer);
    self->tried = self->n_samples;
    return;
  }
  event.text = recognition.text ? g_steal_pointer (&recognition.text) : g_strdup ("");
  event.confidence = recognition.confidence;
  event.start_s = seconds (self->tried) + start;
  event.end_s = seconds (self->tried) + end;
  event.decided_s = seconds (self->n_samples);
  self->listening = FALSE;
  restart_spotter (self);
  tell (self, &event);
}

static void
listen_on (EarAttention *self,
           const gint16 *samples,
           gsize         n_samples)
{
  EarEndpointerState state = ear_endpointer_feed (self->endpointer, samples, n_samples);

  if (self->taking_down) {
    take_down (self, samples, n_samples);
  } else if (state != EAR_ENDPOINTER_WAITING) {
    double lead = MAX (0, ear_endpointer_get_start_s (self->endpointer) - LEAD_S);

    start_taking_down (self, self->tried + (guint64) (lead * RATE));
  }

  if (self->held)
    return;
  if (state == EAR_ENDPOINTER_ENDED || (state == EAR_ENDPOINTER_SPEAKING && seconds (self->n_samples - self->tried) > LONGEST_S))
    conclude (self, FALSE);
  if (self->listening && !self->taking_down && seconds (self->n_samples - self->began) >= LAPSE_S)
    lapse (self);
}

/**
 * ear_attention_listen:
 * @turn: comes back with what was heard
 * @held: whether to listen until ear_attention_release() instead of to the end of speech
 *
 * Takes down one utterance. Where the wake word has just been said it starts right behind the word.
 */
void
ear_attention_listen (EarAttention *self,
                      guint         turn,
                      gboolean      held)
{
  guint64 now = self->n_samples, first = now - self->memory->len;
  guint64 from = self->woken >= first && self->woken > 0 ? MIN (self->woken, now) : now;
  g_autofree gint16 *missed = NULL;

  if (self->listening)
    stop_listening (self);
  self->turn = turn;
  self->held = held;
  self->listening = TRUE;
  self->woken = 0;
  self->began = self->tried = from;
  ear_endpointer_start (self->endpointer);

  /* What was said meanwhile is heard as if it came now. */
  if (from < now)
    missed = g_memdup2 (&g_array_index (self->memory, gint16, from - first), (now - from) * sizeof (gint16));
  g_array_set_size (self->memory, from - first);
  self->n_samples = from;
  if (held)
    start_taking_down (self, from);
  ear_attention_feed (self, missed, now - from);
}

/**
 * ear_attention_release:
 *
 * Ends an utterance that was held.
 */
void
ear_attention_release (EarAttention *self)
{
  if (!self->listening || !self->held)
    return;

  if (ear_endpointer_get_state (self->endpointer) == EAR_ENDPOINTER_WAITING)
    lapse (self);
  else
    conclude (self, TRUE);
}

/**
 * ear_attention_cancel:
 *
 * Stops listening; nothing comes of it.
 */
void
ear_attention_cancel (EarAttention *self)
{
  if (self->listening)
    stop_listening (self);
  self->woken = 0;
}

/**
 * ear_attention_reset:
 *
 * Forgets everything but grammar and wake word: another recording, another room.
 */
void
ear_attention_reset (EarAttention *self)
{
  ear_attention_cancel (self);
  clear_events (self);
  ear_endpointer_forget (self->endpointer);
  if (self->recognizer)
    ear_recognizer_forget (self->recognizer);
  g_array_set_size (self->memory, 0);
  self->n_samples = 0;
  restart_spotter (self);
}

/**
 * ear_attention_reopen:
 *
 * The sound was interrupted: what came before has nothing to do with what comes now.
 */
void
ear_attention_reopen (EarAttention *self)
{
  g_array_set_size (self->memory, 0);
  self->woken = 0;
  ear_endpointer_forget (self->endpointer);
  if (!self->listening)
    restart_spotter (self);
}

gboolean
ear_attention_is_listening (EarAttention *self)
{
  return self->listening;
}

static void
spot (EarAttention *self,
      const gint16 *samples,
      gsize         n_samples)
{
  EarDetection detection;

  ear_endpointer_feed (self->endpointer, samples, n_samples);
  if (!self->armed || self->spotter == NULL)
    return;

  ear_spotter_feed (self->spotter, samples, n_samples);
  while (ear_spotter_pop (self->spotter, &detection)) {
    double at = seconds (self->spotting) + detection.at_s;
    EarAttentionEvent event = {
      detection.accepted ? EAR_ATTENTION_WOKEN : EAR_ATTENTION_NEARLY,
      .word = g_strdup (detection.word),
      .score = detection.score,
      .at_s = at,
    };

    if (detection.accepted)
      self->woken = (guint64) ((at + WAKE_TAIL_S) * RATE);
    tell (self, &event);
  }
}

static void
remember (EarAttention *self,
          const gint16 *samples,
          gsize         n_samples)
{
  g_array_append_vals (self->memory, samples, n_samples);
  if (self->memory->len > 2 * MEMORY_SAMPLES)
    g_array_remove_range (self->memory, 0, self->memory->len - MEMORY_SAMPLES);
  self->n_samples += n_samples;
}

/**
 * ear_attention_feed:
 * @samples: (array length=n_samples): 16 kHz, mono
 *
 * Hears. Look for events afterwards.
 */
void
ear_attention_feed (EarAttention *self,
                    const gint16 *samples,
                    gsize         n_samples)
{
  for (gsize at = 0; at < n_samples; at += CHUNK) {
    gsize length = MIN (CHUNK, n_samples - at);

    remember (self, samples + at, length);
    if (self->listening)
      listen_on (self, samples + at, length);
    else
      spot (self, samples + at, length);
  }
}

/**
 * ear_attention_flush:
 *
 * There is no more sound: concludes what is under way.
 */
void
ear_attention_flush (EarAttention *self)
{
  if (!self->listening) {
    if (self->armed && self->spotter != NULL) {
      ear_spotter_flush (self->spotter);
      spot (self, NULL, 0);
    }
  } else if (ear_endpointer_get_state (self->endpointer) == EAR_ENDPOINTER_WAITING) {
    lapse (self);
  } else {
    conclude (self, TRUE);
  }
}

/**
 * ear_attention_pop:
 *
 * Returns: (transfer full) (nullable): the next event
 */
EarAttentionEvent *
ear_attention_pop (EarAttention *self)
{
  return g_queue_pop_head (&self->events);
}
