/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-mix-private.h"

#include "audio/ear-bell-private.h"

#include "model/ear-focus.h"

#include <math.h>
#include <string.h>

#define DUCKED_DB -20.0
#define RELEASE_S 1.0

/* What has waited comes back without a click. */
#define RESUME_S 0.05

/* Music that somebody falls asleep to does not stop, it goes away. */
#define FADE_S 10.0

/* A gain that jumps clicks; it moves for 5 ms. */
#define SLIDE_S 0.005

/* Speech counts as over when it has left the sound card too. */
#define TAIL_FRAMES (EAR_MIX_RATE * 12 / 100)

/* What was cut off dies away this fast. */
#define FADE_FRAMES (EAR_MIX_RATE / 100)

#define LEVEL_FRAMES (EAR_MIX_RATE / 20)

typedef struct {
  guint     id;
  GArray   *samples;
  gsize     at;
  gboolean  complete;
  gsize     tail;
} Speech;

struct _EarMix {
  GQueue          speeches;     /* of Speech, the first is being spoken */
  EarLoop         chime;
  EarBell         bell;
  guint           content;      /* its id, 0 for none */
  EarMixPullFunc  pull;
  gpointer        pull_data;
  gboolean        mixable;
  gboolean        paused;
  gboolean        started;
  gboolean        fading;
  double          fade_db;
  gint64          position;     /* frames of content */
  gboolean        listening;
  gboolean        in_call;
  double          volume;       /* gain */
  double          volume_now;
  double          duck_db;      /* of content */
  double          hold;         /* gain of content: 0 while it waits */
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
  self->mixable = TRUE;
  self->hold = 1;
  ear_mix_set_volume (self, 6);
  self->volume_now = self->volume;
  ear_mix_set_alert_volume (self, 7);
  self->bell.volume_now = self->bell.volume;

  return self;
}

void
ear_mix_free (EarMix *self)
{
  g_queue_clear_full (&self->speeches, speech_free);
  g_queue_clear_full (&self->events, g_free);
  g_clear_pointer (&self->chime.samples, g_array_unref);
  ear_bell_clear (&self->bell);
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

/* (transfer full) for samples */
void
ear_mix_chime (EarMix *self,
               GArray *samples)
{
  ear_loop_set (&self->chime, samples);
}

/* (transfer full) for samples */
void
ear_mix_ring (EarMix *self,
              GArray *samples)
{
  ear_bell_ring (&self->bell, samples);
}

/* (transfer full) for samples: how it sounds while somebody talks */
void
ear_mix_set_short_ring (EarMix *self,
                        GArray *samples)
{
  ear_loop_set (&self->bell.short_ring, samples);
}

/* Rings with something else, as long as there is something of it. An id of 0 takes it away. */
void
ear_mix_set_ring_content (EarMix         *self,
                          guint           id,
                          EarMixPullFunc  pull,
                          gpointer        user_data)
{
  ear_bell_set_content (&self->bell, id, pull, user_data);
}

/* What rings begins softly and grows. */
void
ear_mix_ramp_ring (EarMix *self)
{
  self->bell.ramps = TRUE;
}

void
ear_mix_hush_ring (EarMix *self)
{
  ear_bell_hush (&self->bell);
}

gboolean
ear_mix_is_ringing (EarMix *self)
{
  return self->bell.ring.samples != NULL;
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
  self->paused = self->started = self->fading = FALSE;
  self->mixable = TRUE;
  self->fade_db = 0;
  self->position = 0;
}

/* Whether the content still makes sense when it is soft; else it waits. */
void
ear_mix_set_mixable (EarMix   *self,
                     gboolean  mixable)
{
  self->mixable = mixable;
}

/* Lets it go away over some seconds. */
void
ear_mix_fade_content (EarMix *self)
{
  self->fading = self->content != 0;
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

void
ear_mix_set_in_call (EarMix   *self,
                     gboolean  in_call)
{
  self->in_call = in_call;
}

/* Of all but alerts. */
void
ear_mix_set_volume (EarMix *self,
                    int     volume)
{
  self->volume = ear_gain_of_step (volume);
}

/* Who sleeps wants to be woken, so it is never 0. */
void
ear_mix_set_alert_volume (EarMix *self,
                          int     volume)
{
  self->bell.volume = ear_gain_of_step (MAX (volume, 1));
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
  return plays_content (self) || !g_queue_is_empty (&self->speeches) || self->chime.samples != NULL || ear_mix_is_ringing (self) ||
         self->cut_left > 0;
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

/* Waiting begins and ends within a moment, too. */
static double
hold (double   gain,
      gboolean waits,
      gsize    n_frames)
{
  double seconds = (double) n_frames / EAR_MIX_RATE;

  return waits ? MAX (0, gain - seconds / SLIDE_S) : MIN (1, gain + seconds / RESUME_S);
}

static void
tell_content (EarMix         *self,
              EarMixEventType type)
{
  EarMixEvent event = { type, self->content, ear_mix_get_position (self) };

  tell (self, &event);
}

static void
fade (EarMix *self,
      gsize   n_frames)
{
  self->fade_db -= 60.0 * n_frames / EAR_MIX_RATE / FADE_S;
  if (self->fade_db > -60)
    return;

  tell_content (self, EAR_MIX_CONTENT_FADED);
  self->content = 0;
}

static void
render_content (EarMix *self,
                float  *frames,
                gsize   n_frames,
                double  from,
                double  to)
{
  gboolean is_over = FALSE;
  gsize n;

  if (!plays_content (self) || (from <= 0 && to <= 0))
    return;

  n = ear_mix_add_pulled (self->scratch, self->pull, self->pull_data, frames, n_frames, from, to, &is_over);
  self->position += n;
  if (n > 0 && !self->started) {
    EarMixEvent event = { EAR_MIX_CONTENT_STARTED, self->content };

    self->started = TRUE;
    tell (self, &event);
  }
  if (is_over) {
    tell_content (self, EAR_MIX_CONTENT_OVER);
    self->content = 0;
  } else if (self->fading) {
    fade (self, n_frames);
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
  ear_mix_add_mono (frames, &g_array_index (self->chime.samples, gint16, self->chime.at), n, 1, 0);
  self->chime.at += n;
  if (self->chime.at == self->chime.samples->len)
    ear_loop_set (&self->chime, NULL);
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
    ear_mix_add_mono (frames, samples, n, 1, 0);
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

/* Who wants to be heard now. */
static EarFocus
get_focus (EarMix *self)
{
  EarFocus focus = { 0 };

  if (self->listening || !g_queue_is_empty (&self->speeches))
    ear_focus_add (&focus, EAR_CHANNEL_DIALOG, FALSE);
  if (self->in_call)
    ear_focus_add (&focus, EAR_CHANNEL_COMMUNICATIONS, FALSE);
  if (self->bell.ring.samples != NULL)
    ear_focus_add (&focus, EAR_CHANNEL_ALERTS, TRUE);
  if (self->chime.samples != NULL)
    ear_focus_add (&focus, EAR_CHANNEL_CHIME, TRUE);
  if (plays_content (self))
    ear_focus_add (&focus, EAR_CHANNEL_CONTENT, self->mixable);

  return focus;
}

static void
render_below_voice (EarMix  *self,
                    EarYield yield,
                    float   *frames,
                    gsize    n_frames)
{
  double from = ear_gain_of_db (self->duck_db + self->fade_db) * self->hold, to;

  self->duck_db = slide (self->duck_db, yield == EAR_YIELD_DUCK, n_frames);
  self->hold = hold (self->hold, yield == EAR_YIELD_PAUSE, n_frames);
  to = ear_gain_of_db (self->duck_db + self->fade_db) * self->hold;
  render_content (self, frames, n_frames, from, to);
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
  EarFocus focus = get_focus (self);
  guint over;
  double volume = self->volume_now, step = (self->volume - self->volume_now) / n_frames;

  memset (frames, 0, sizeof (float) * 2 * n_frames);
  render_below_voice (self, ear_focus_get_yield (focus, EAR_CHANNEL_CONTENT), frames, n_frames);
  render_speech (self, frames, n_frames);
  render_chime (self, frames, n_frames);
  render_cut (self, frames, n_frames);
  for (gsize i = 0; i < 2 * n_frames; i++)
    frames[i] *= (float) (volume + step * (i / 2));

  over = ear_bell_render (&self->bell, ear_focus_get_yield (focus, EAR_CHANNEL_ALERTS) != EAR_YIELD_NOT, self->scratch, frames, n_frames);
  if (over != 0)
    tell (self, &(EarMixEvent) { EAR_MIX_RING_OVER, over });
  for (gsize i = 0; i < 2 * n_frames; i++)
    frames[i] = limit (frames[i]);
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
