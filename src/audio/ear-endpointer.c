/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-endpointer.h"

#include <math.h>
#include <string.h>

#define FRAME 160
#define FRAME_S 0.01

/* Speech starts where this many of the last frames are loud, and some of them voiced: dishes clatter, they do not hum. */
#define START_FRAMES 8
#define START_WINDOW 20
#define VOICED_FRAMES 4
#define VOICED 0.55

/* Voices have a pitch between 80 and 400 Hz, in samples. */
#define SHORTEST_PERIOD 40
#define LONGEST_PERIOD 200
#define HISTORY (3 * FRAME)

/* Speech ends after this many frames without any. People who order make pauses of up to 0.4 s. */
#define END_FRAMES 48

/* A lone click shorter than this does not keep an utterance open. */
#define CLICK_FRAMES 3

/* Over the noise of the room, in dB. */
#define START_MARGIN 9.0
#define STAY_MARGIN 6.0

/* What is this much below the loudest of an utterance is not part of it, in dB. */
#define DEPTH 30.0

/* Nothing below is speech, and no room is quieter, in dB of full scale after the high-pass. */
#define QUIETEST_SPEECH -62.0
#define QUIETEST_ROOM -72.0

/* The noise is the least of the smoothed level over this many blocks of frames. */
#define BLOCK_FRAMES 25
#define N_BLOCKS 8

struct _EarEndpointer {
  GObject            parent_instance;

  EarEndpointerState state;
  gint16             rest[FRAME];
  gsize              n_rest;
  gint16             history[HISTORY];  /* the last frames */
  double             last;              /* sample */
  double             smooth;            /* level in dB */
  double             blocks[N_BLOCKS];
  guint              n_blocks;
  guint              in_block;
  double             noise;
  guint              recent;            /* one bit a frame: loud */
  guint              voiced;            /* the same: loud and with a pitch */
  guint              run;               /* of loud frames */
  guint              frame;             /* since the start */
  guint              first;             /* frame of speech */
  guint              end;               /* one past the last frame of it */
  double             peak;
};

G_DEFINE_FINAL_TYPE (EarEndpointer, ear_endpointer, G_TYPE_OBJECT)

static void
ear_endpointer_class_init (EarEndpointerClass *klass)
{
}

static void
ear_endpointer_init (EarEndpointer *self)
{
  ear_endpointer_forget (self);
}

EarEndpointer *
ear_endpointer_new (void)
{
  return g_object_new (EAR_TYPE_ENDPOINTER, NULL);
}

/**
 * ear_endpointer_forget:
 *
 * Forgets the room, and starts.
 */
void
ear_endpointer_forget (EarEndpointer *self)
{
  self->n_rest = 0;
  self->last = 0;
  self->smooth = NAN;
  self->n_blocks = self->in_block = 0;
  self->noise = NAN;
  ear_endpointer_start (self);
}

/**
 * ear_endpointer_start:
 *
 * Waits for the next utterance; times are counted from here.
 */
void
ear_endpointer_start (EarEndpointer *self)
{
  self->state = EAR_ENDPOINTER_WAITING;
  self->recent = self->voiced = self->run = self->frame = self->first = self->end = 0;
  self->peak = -100;
}

/* A difference is a high-pass: hum and rumble carry no speech. */
static double
measure (EarEndpointer *self,
         const gint16  *frame)
{
  double sum = 0;

  for (guint i = 0; i < FRAME; i++) {
    double difference = frame[i] - 0.9 * self->last;

    sum += difference * difference;
    self->last = frame[i];
  }

  return 10 * log10 (sum / FRAME / (32768.0 * 32768.0) + 1e-12);
}

static void
learn_noise (EarEndpointer *self,
             double         level)
{
  double *block;

  self->smooth = isnan (self->smooth) ? level : self->smooth + 0.4 * (level - self->smooth);
  if (self->in_block == 0) {
    self->blocks[self->n_blocks % N_BLOCKS] = self->smooth;
    self->n_blocks++;
  }
  block = &self->blocks[(self->n_blocks - 1) % N_BLOCKS];
  *block = MIN (*block, self->smooth);
  self->in_block = (self->in_block + 1) % BLOCK_FRAMES;

  self->noise = *block;
  for (guint i = 0; i < MIN (self->n_blocks, N_BLOCKS); i++)
    self->noise = MIN (self->noise, self->blocks[i]);
  self->noise = MAX (self->noise, QUIETEST_ROOM);
}

static gboolean
is_loud (EarEndpointer *self,
         double         level)
{
  double margin = self->state == EAR_ENDPOINTER_SPEAKING ? STAY_MARGIN : START_MARGIN;

  return level > QUIETEST_SPEECH && level > self->noise + margin && level > self->peak - DEPTH;
}

static guint
count_bits (guint bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

/* Whether the last frames repeat themselves in the rhythm of a voice. */
static gboolean
has_pitch (EarEndpointer *self)
{
  for (guint period = SHORTEST_PERIOD; period <= LONGEST_PERIOD; period += 2) {
    double product = 1, one = 1, other = 1;

    for (guint i = LONGEST_PERIOD; i < HISTORY; i += 2) {
      double now = self->history[i], then = self->history[i - period];

      product += now * then;
      one += now * now;
      other += then * then;
    }
    if (product > VOICED * sqrt (one * other))
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_started (EarEndpointer *self)
{
  return count_bits (self->recent) >= START_FRAMES && count_bits (self->voiced) >= VOICED_FRAMES;
}

static void
take_frame (EarEndpointer *self,
            const gint16  *frame)
{
  double level = measure (self, frame);
  gboolean loud;

  memmove (self->history, self->history + FRAME, sizeof (gint16) * (HISTORY - FRAME));
  memcpy (self->history + HISTORY - FRAME, frame, sizeof (gint16) * FRAME);
  learn_noise (self, level);
  loud = is_loud (self, level);
  self->frame++;
  self->run = loud ? self->run + 1 : 0;
  self->recent = (self->recent << 1 | loud) & ((1u << START_WINDOW) - 1);
  if (self->state == EAR_ENDPOINTER_WAITING)
    self->voiced = (self->voiced << 1 | (loud && has_pitch (self))) & ((1u << START_WINDOW) - 1);

  if (self->state == EAR_ENDPOINTER_WAITING && has_started (self)) {
    self->state = EAR_ENDPOINTER_SPEAKING;
    self->first = self->frame - MIN (START_WINDOW, self->frame);
    self->end = self->frame;
    self->peak = level;
  } else if (self->state == EAR_ENDPOINTER_SPEAKING) {
    self->peak = MAX (self->peak - 0.02, self->smooth);
    if (self->run >= CLICK_FRAMES)
      self->end = self->frame;
    else if (self->frame - self->end >= END_FRAMES)
      self->state = EAR_ENDPOINTER_ENDED;
  }
}

/**
 * ear_endpointer_feed:
 * @samples: (array length=n_samples): 16 kHz, mono
 *
 * Returns: the state after the last of them
 */
EarEndpointerState
ear_endpointer_feed (EarEndpointer *self,
                     const gint16  *samples,
                     gsize          n_samples)
{
  for (gsize i = 0; i < n_samples; i++) {
    self->rest[self->n_rest++] = samples[i];
    if (self->n_rest == FRAME) {
      take_frame (self, self->rest);
      self->n_rest = 0;
    }
  }

  return self->state;
}

EarEndpointerState
ear_endpointer_get_state (EarEndpointer *self)
{
  return self->state;
}

/**
 * ear_endpointer_get_start_s:
 *
 * Returns: where speech starts, in seconds since ear_endpointer_start(); 0 while waiting
 */
double
ear_endpointer_get_start_s (EarEndpointer *self)
{
  return self->first * FRAME_S;
}

/**
 * ear_endpointer_get_end_s:
 *
 * Returns: where speech ends as far as is known
 */
double
ear_endpointer_get_end_s (EarEndpointer *self)
{
  return self->end * FRAME_S;
}
