/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-mix-private.h"

#include <math.h>
#include <string.h>

#define DUCKED_DB -20.0
#define RELEASE_S 1.0

/* A gain that jumps clicks; it moves for 5 ms. */
#define SLIDE_S 0.005

/* Speech counts as over when it has left the sound card too. */
#define TAIL_FRAMES (EAR_MIX_RATE * 12 / 100)

/* What was cut off dies away this fast. */
#define FADE_FRAMES (EAR_MIX_RATE / 100)

#define LEVEL_FRAMES (EAR_MIX_RATE / 20)
#define VOLUME_STEP_DB 2.5
#define MAX_VOLUME 10

typedef struct {
  guint     id;
  GArray   *samples;
  gsize     at;
  gboolean  complete;
  gsize     tail;
} Speech;

/* A sound that is played from its start, once or over and over. */
typedef struct {
  GArray *samples;
  gsize   at;
} Loop;

struct _EarMix {
  GQueue          speeches;     /* of Speech, the first is being spoken */
  Loop            chime;
  Loop            ring;
  guint           content;      /* its id, 0 for none */
  EarMixPullFunc  pull;
  gpointer        pull_data;
  gboolean        paused;
  gboolean        started;
  gint64          position;     /* frames of content */
  gboolean        listening;
  double          volume;       /* gain */
  double          volume_now;
  double          duck_db;      /* of content */
  double          ring_db;
  float           cut;          /* the last sample of something that was cut off, dying away */
  gsize           cut_left;
  float           last;         /* sample of voice */
  double          power;        /* of the voice */
  gsize           in_level;
  gboolean        was_loud;
  GQueue          events;       /* of EarMixEvent */
  GArray         *scratch;      /* of float */
};

static void
speech_free (gpointer data)
{
  Speech *speech = data;

  g_array_unref (speech->samples);
  g_free (speech);
}

static void
tell (EarMix            *self,
      const EarMixEvent *event)
{
  g_queue_push_tail (&self->events, g_memdup2 (event, sizeof *event));
}

EarMix *
ear_mix_new (void)
{
  EarMix *self = g_new0 (EarMix, 1);

  g_queue_init (&self->speeches);
  g_queue_init (&self->events);
  self->scratch = g_array_new (FALSE, TRUE, sizeof (float));
  ear_mix_set_volume (self, 6);
  self->volume_now = self->volume;

  return self;
}

void
ear_mix_free (EarMix *self)
{
  g_queue_clear_full (&self->speeches, speech_free);
  g_queue_clear_full (&self->events, g_free);
  g_clear_pointer (&self->chime.samples, g_array_unref);
  g_clear_pointer (&self->ring.samples, g_array_unref);
  g_array_unref (self->scratch);
  g_free (self);
}

static Speech *
find_speech (EarMix *self,
             guint   id)
{
  for (GList *i = self->speeches.head; i != NULL; i = i->next)
    if (((Speech *) i->data)->id == id)
      return i->data;

  return NULL;
}

void
ear_mix_begin_speech (EarMix *self,
                      guint   id)
{
  Speech *speech = g_new0 (Speech, 1);

  speech->id = id;
  speech->samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_queue_push_tail (&self->speeches, speech);
}

/* What comes for a speech that was hushed is dropped. */
void
ear_mix_add_speech (EarMix       *self,
                    guint         id,
                    const gint16 *samples,
                    gsize         n_samples)
{
  Speech *speech = find_speech (self, id);

  if (speech != NULL)
    g_array_append_vals (speech->samples, samples, n_samples);
}

void
ear_mix_end_speech (EarMix *self,
                    guint   id)
{
  Speech *speech = find_speech (self, id);

  if (speech != NULL)
    speech->complete = TRUE;
}

static void
finish_speech (EarMix   *self,
               gboolean  interrupted)
{
  Speech *speech = g_queue_pop_head (&self->speeches);
  EarMixEvent event = { EAR_MIX_SPOKEN, speech->id, (gint64) speech->at * G_USEC_PER_SEC / EAR_MIX_RATE, interrupted };

  tell (self, &event);
  speech_free (speech);
}

void
ear_mix_hush_speech (EarMix *self)
{
  if (!g_queue_is_empty (&self->speeches)) {
    self->cut = self->last;
    self->cut_left = FADE_FRAMES;
  }
  while (!g_queue_is_empty (&self->speeches))
    finish_speech (self, TRUE);
  self->last = 0;
}

static void
set_loop (Loop   *loop,
          GArray *samples)
{
  g_clear_pointer (&loop->samples, g_array_unref);
  loop->samples = samples;
  loop->at = 0;
}

/* (transfer full) for samples */
void
ear_mix_chime (EarMix *self,
               GArray *samples)
{
  set_loop (&self->chime, samples);
}

/* (transfer full) for samples */
void
ear_mix_ring (EarMix *self,
              GArray *samples)
{
  set_loop (&self->ring, samples);
}

void
ear_mix_hush_ring (EarMix *self)
{
  set_loop (&self->ring, NULL);
}

/* An id of 0 takes the content away. */
void
ear_mix_set_content (EarMix         *self,
                     guint           id,
                     EarMixPullFunc  pull,
                     gpointer        user_data)
{
  self->content = id;
  self->pull = pull;
  self->pull_data = user_data;
  self->paused = self->started = FALSE;
  self->position = 0;
}

void
ear_mix_set_paused (EarMix   *self,
                    gboolean  paused)
{
  self->paused = paused;
}

/* µs of content that were heard */
gint64
ear_mix_get_position (EarMix *self)
{
  return self->position * G_USEC_PER_SEC / EAR_MIX_RATE;
}

void
ear_mix_set_listening (EarMix   *self,
                       gboolean  listening)
{
  self->listening = listening;
}

/* Ears count in ratios, so each step is as many dB. */
void
ear_mix_set_volume (EarMix *self,
                    int     volume)
{
  volume = CLAMP (volume, 0, MAX_VOLUME);
  self->volume = volume == 0 ? 0 : pow (10, (volume - MAX_VOLUME) * VOLUME_STEP_DB / 20);
}

static gboolean
plays_content (EarMix *self)
{
  return self->content != 0 && !self->paused;
}

/* Whether there is anything to be heard now or soon. */
gboolean
ear_mix_is_active (EarMix *self)
{
  return plays_content (self) || !g_queue_is_empty (&self->speeches) || self->chime.samples != NULL || self->ring.samples != NULL ||
         self->cut_left > 0;
}

static double
gain_of (double db)
{
  return pow (10, db / 20);
}

/* Down within a moment, up over a second. */
static double
slide (double   db,
       gboolean ducked,
       gsize    n_frames)
{
  double seconds = (double) n_frames / EAR_MIX_RATE;

  if (ducked)
    return MAX (DUCKED_DB, db + DUCKED_DB * seconds / SLIDE_S);

  return MIN (0, db - DUCKED_DB * seconds / RELEASE_S);
}

/* Adds one channel's worth to both, with a gain that goes evenly from one value to another. */
static void
add_mono (float        *frames,
          const gint16 *samples,
          gsize         n_samples,
          double        from,
          double        step)
{
  for (gsize i = 0; i < n_samples; i++) {
    float sample = (float) (samples[i] / 32768.0 * (from + step * i));

    frames[2 * i] += sample;
    frames[2 * i + 1] += sample;
  }
}

static void
render_content (EarMix *self,
                float  *frames,
                gsize   n_frames,
                double  from,
                double  to)
{
  gboolean is_over = FALSE;
  float *scratch;
  gsize n;

  if (!plays_content (self))
    return;

  g_array_set_size (self->scratch, 2 * n_frames);
  scratch = (float *) (gpointer) self->scratch->data;
  n = self->pull (scratch, n_frames, &is_over, self->pull_data);
  for (gsize i = 0; i < 2 * n; i++)
    frames[i] += scratch[i] * (float) (from + (to - from) * i / (2 * n_frames));
  self->position += n;

  if (n > 0 && !self->started) {
    EarMixEvent event = { EAR_MIX_CONTENT_STARTED, self->content };

    self->started = TRUE;
    tell (self, &event);
  }
  if (is_over) {
    EarMixEvent event = { EAR_MIX_CONTENT_OVER, self->content, ear_mix_get_position (self) };

    tell (self, &event);
    self->content = 0;
  }
}

static void
render_ring (EarMix *self,
             float  *frames,
             gsize   n_frames,
             double  from,
             double  to)
{
  double step = (to - from) / n_frames;

  for (gsize done = 0; self->ring.samples != NULL && done < n_frames;) {
    gsize n = MIN (n_frames - done, self->ring.samples->len - self->ring.at);

    add_mono (frames + 2 * done, &g_array_index (self->ring.samples, gint16, self->ring.at), n, from + step * done, step);
    self->ring.at = (self->ring.at + n) % self->ring.samples->len;
    done += n;
  }
}

static void
render_chime (EarMix *self,
              float  *frames,
              gsize   n_frames)
{
  gsize n;

  if (self->chime.samples == NULL)
    return;

  n = MIN (n_frames, self->chime.samples->len - self->chime.at);
  add_mono (frames, &g_array_index (self->chime.samples, gint16, self->chime.at), n, 1, 0);
  self->chime.at += n;
  if (self->chime.at == self->chime.samples->len)
    set_loop (&self->chime, NULL);
}

static void
measure (EarMix       *self,
         const gint16 *samples,
         gsize         n_samples,
         gsize         n_frames)
{
  EarMixEvent event = { EAR_MIX_LEVEL };

  for (gsize i = 0; i < n_samples; i++)
    self->power += samples[i] / 32768.0 * (samples[i] / 32768.0);
  self->in_level += n_frames;
  if (self->in_level < LEVEL_FRAMES)
    return;

  event.level = MIN (1, 3 * sqrt (self->power / self->in_level));
  if (event.level > 0 || self->was_loud)
    tell (self, &event);
  self->was_loud = event.level > 0;
  self->power = 0;
  self->in_level = 0;
}

/* One speech after the other; a speech that is not yet made waits in silence. */
static void
render_speech (EarMix *self,
               float  *frames,
               gsize   n_frames)
{
  Speech *speech = g_queue_peek_head (&self->speeches);
  const gint16 *samples;
  gsize n;

  if (speech == NULL) {
    measure (self, NULL, 0, n_frames);
    return;
  }

  n = MIN (n_frames, speech->samples->len - speech->at);
  samples = (const gint16 *) (gpointer) speech->samples->data + speech->at;
  if (n > 0) {
    add_mono (frames, samples, n, 1, 0);
    self->last = samples[n - 1] / 32768.0f;
  }
  measure (self, samples, n, n_frames);
  speech->at += n;
  if (speech->complete && speech->at == speech->samples->len) {
    self->last = 0;
    speech->tail += n_frames - n;
    if (speech->tail >= TAIL_FRAMES)
      finish_speech (self, FALSE);
  }
}

static void
render_cut (EarMix *self,
            float  *frames,
            gsize   n_frames)
{
  for (gsize i = 0; i < n_frames && self->cut_left > 0; i++, self->cut_left--) {
    float sample = self->cut * self->cut_left / FADE_FRAMES;

    frames[2 * i] += sample;
    frames[2 * i + 1] += sample;
  }
}

/* Bends what is too loud instead of breaking it. */
static float
limit (double sample)
{
  double size = fabs (sample);

  if (size <= 0.8)
    return (float) sample;

  return (float) copysign (0.8 + 0.2 * tanh ((size - 0.8) / 0.2), sample);
}

/*
 * ear_mix_render:
 * @frames: (array length=n_frames): two floats each
 *
 * What is heard next.
 */
void
ear_mix_render (EarMix *self,
                float  *frames,
                gsize   n_frames)
{
  gboolean dialog = self->listening || !g_queue_is_empty (&self->speeches);
  double duck_db = slide (self->duck_db, dialog || self->ring.samples != NULL, n_frames);
  double ring_db = slide (self->ring_db, dialog, n_frames);
  double volume = self->volume_now, step = (self->volume - self->volume_now) / n_frames;

  memset (frames, 0, sizeof (float) * 2 * n_frames);
  render_content (self, frames, n_frames, gain_of (self->duck_db), gain_of (duck_db));
  render_ring (self, frames, n_frames, gain_of (self->ring_db), gain_of (ring_db));
  render_speech (self, frames, n_frames);
  render_chime (self, frames, n_frames);
  render_cut (self, frames, n_frames);
  self->duck_db = duck_db;
  self->ring_db = ring_db;

  for (gsize i = 0; i < 2 * n_frames; i++)
    frames[i] = limit (frames[i] * (volume + step * (i / 2)));
  self->volume_now = self->volume;
}

/*
 * ear_mix_pop:
 *
 * Returns: whether something happened
 */
gboolean
ear_mix_pop (EarMix      *self,
             EarMixEvent *event)
{
  g_autofree EarMixEvent *next = g_queue_pop_head (&self->events);

  if (next == NULL)
    return FALSE;
  *event = *next;

  return TRUE;
}
