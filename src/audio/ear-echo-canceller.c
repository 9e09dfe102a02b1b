/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-echo-canceller.h"

#include <gst/fft/gstfftf32.h>
#include <math.h>
#include <string.h>

#define BLOCK 256
#define FRAME (2 * BLOCK)
#define BINS (BLOCK + 1)
#define PARTITIONS 48

/* So many filters are cut back to one block of echo each time; all of them would cost more than all the rest. */
#define CONSTRAINED 8

/* How unsure of the room we are at first, as the power of one partition's gain. */
#define UNSURE 0.2f

/* A room changes: this much of a filter is still believed after another block. */
#define KEPT 0.999f

/* How fast the power of what is not echo is followed, and how much of what was not foreseen is taken for it: the rest is
 * what we do not know of the room yet.
 */
#define NEAR_SHARE 0.5f
#define NEAR_SMOOTHING 0.8f

/* How fast it is seen that the filter does more harm than good. */
#define HARM_SMOOTHING 0.8f

/* After so many blocks of gross harm the room is another one. Less may be an echo that stopped before the music did. */
#define HARMFUL_BLOCKS 20

/* A microphone that is overdriven tells nothing about the room. */
#define CLIPPED 32700

#define TINY 1e-9f

typedef GstFFTF32Complex Bin;

struct _EarEchoCanceller {
  GstFFTF32 *forward;
  GstFFTF32 *backward;
  Bin        heard[PARTITIONS][BINS];   /* the reference, block by block: a ring */
  guint      newest;                    /* in it */
  guint      n_silent;                  /* blocks of reference without sound, to here */
  Bin        room[PARTITIONS][BINS];
  float      doubt[PARTITIONS][BINS];   /* expected square of the error of each */
  float      near_power[BINS];          /* of what is not echo */
  guint      constrained;               /* the next to be cut back */
  guint      n_harmful;                 /* blocks, to here */
  float      with_power;                /* smoothed: of the result */
  float      without_power;             /* and of the microphone */
  float      gain;                      /* of the filter's word: 1, or 0 where it does harm */

  float      past[BLOCK];               /* the last block of reference */
  float      microphone[BLOCK];         /* the block that is being filled */
  float      reference[BLOCK];
  gsize      n_filled;
};

/**
 * ear_echo_canceller_new:
 *
 * For sound at 16 kHz.
 *
 * Returns: (transfer full): a canceller that knows no room
 */
EarEchoCanceller *
ear_echo_canceller_new (void)
{
  EarEchoCanceller *self = g_new0 (EarEchoCanceller, 1);

  self->forward = gst_fft_f32_new (FRAME, FALSE);
  self->backward = gst_fft_f32_new (FRAME, TRUE);
  self->n_silent = PARTITIONS;
  ear_echo_canceller_unsettle (self);

  return self;
}

void
ear_echo_canceller_free (EarEchoCanceller *self)
{
  gst_fft_f32_free (self->forward);
  gst_fft_f32_free (self->backward);
  g_free (self);
}

/**
 * ear_echo_canceller_unsettle:
 *
 * The echo may come another way than before: keeps what is known, and doubts it.
 */
void
ear_echo_canceller_unsettle (EarEchoCanceller *self)
{
  for (guint i = 0; i < PARTITIONS; i++)
    for (guint k = 0; k < BINS; k++)
      self->doubt[i][k] = UNSURE;
}

static Bin *
get_heard (EarEchoCanceller *self,
           guint             partition)
{
  return self->heard[(self->newest + PARTITIONS - partition) % PARTITIONS];
}

static void
hear_reference (EarEchoCanceller *self)
{
  float frame[FRAME];
  gboolean is_silent = TRUE;

  memcpy (frame, self->past, sizeof self->past);
  memcpy (frame + BLOCK, self->reference, sizeof self->reference);
  memcpy (self->past, self->reference, sizeof self->past);
  for (guint i = 0; i < FRAME && is_silent; i++)
    is_silent = frame[i] == 0;
  self->n_silent = is_silent ? self->n_silent + 1 : 0;

  self->newest = (self->newest + 1) % PARTITIONS;
  gst_fft_f32_fft (self->forward, frame, self->heard[self->newest]);
}

/* What comes back of the reference if the room is as we believe. */
static void
predict (EarEchoCanceller *self,
         float            *echo)
{
  Bin sum[BINS] = { { 0 } };
  float frame[FRAME];

  for (guint i = 0; i < PARTITIONS; i++) {
    const Bin *x = get_heard (self, i), *w = self->room[i];

    for (guint k = 0; k < BINS; k++) {
      sum[k].r += x[k].r * w[k].r - x[k].i * w[k].i;
      sum[k].i += x[k].r * w[k].i + x[k].i * w[k].r;
    }
  }
  gst_fft_f32_inverse_fft (self->backward, sum, frame);
  for (guint i = 0; i < BLOCK; i++)
    echo[i] = frame[BLOCK + i] / FRAME;
}

/* A filter may answer for its own block of echo only; what wraps around is cut off. */
static void
constrain (EarEchoCanceller *self,
           Bin              *filter)
{
  float frame[FRAME];

  gst_fft_f32_inverse_fft (self->backward, filter, frame);
  for (guint i = 0; i < BLOCK; i++) {
    frame[i] /= FRAME;
    frame[BLOCK + i] = 0;
  }
  gst_fft_f32_fft (self->forward, frame, filter);
}

static void
learn (EarEchoCanceller *self,
       const float      *error)
{
  float frame[FRAME] = { 0 }, unsure[BINS] = { 0 };
  Bin spectrum[BINS];

  memcpy (frame + BLOCK, error, sizeof (float) * BLOCK);
  gst_fft_f32_fft (self->forward, frame, spectrum);

  for (guint i = 0; i < PARTITIONS; i++) {
    const Bin *x = get_heard (self, i);

    for (guint k = 0; k < BINS; k++)
      unsure[k] += self->doubt[i][k] * (x[k].r * x[k].r + x[k].i * x[k].i);
  }
  for (guint k = 0; k < BINS; k++) {
    float power = spectrum[k].r * spectrum[k].r + spectrum[k].i * spectrum[k].i;

    self->near_power[k] = NEAR_SMOOTHING * self->near_power[k] + (1 - NEAR_SMOOTHING) * power;
    unsure[k] = 1 / (unsure[k] + NEAR_SHARE * self->near_power[k] + TINY);
  }

  for (guint i = 0; i < PARTITIONS; i++) {
    const Bin *x = get_heard (self, i);
    Bin *w = self->room[i];
    float *doubt = self->doubt[i];

    for (guint k = 0; k < BINS; k++) {
      float step = doubt[k] * unsure[k], power = x[k].r * x[k].r + x[k].i * x[k].i;
      float size = w[k].r * w[k].r + w[k].i * w[k].i;

      doubt[k] = KEPT * KEPT * (1 - 0.5f * step * power) * doubt[k] + (1 - KEPT * KEPT) * size;
      w[k].r += step * (x[k].r * spectrum[k].r + x[k].i * spectrum[k].i);
      w[k].i += step * (x[k].r * spectrum[k].i - x[k].i * spectrum[k].r);
    }
  }
  for (guint i = 0; i < CONSTRAINED; i++) {
    constrain (self, self->room[self->constrained]);
    self->constrained = (self->constrained + 1) % PARTITIONS;
  }
}

static float
get_power (const float *samples)
{
  float sum = 0;

  for (guint i = 0; i < BLOCK; i++)
    sum += samples[i] * samples[i];

  return sum;
}

/* Who adds instead of taking away is not listened to; who does so grossly knows nothing and starts anew. */
static float
judge (EarEchoCanceller *self,
       const float      *error)
{
  self->with_power = HARM_SMOOTHING * self->with_power + (1 - HARM_SMOOTHING) * get_power (error);
  self->without_power = HARM_SMOOTHING * self->without_power + (1 - HARM_SMOOTHING) * get_power (self->microphone);

  self->n_harmful = self->with_power > 4 * self->without_power + TINY ? self->n_harmful + 1 : 0;

  if (self->n_harmful > HARMFUL_BLOCKS || !isfinite (self->with_power)) {
    memset (self->room, 0, sizeof self->room);
    memset (self->near_power, 0, sizeof self->near_power);
    ear_echo_canceller_unsettle (self);
    self->with_power = self->without_power;
    self->n_harmful = 0;
    return 0;
  }

  return self->with_power <= 1.05f * self->without_power + TINY ? 1 : 0;
}

static gboolean
is_clipped (EarEchoCanceller *self)
{
  for (guint i = 0; i < BLOCK; i++)
    if (fabsf (self->microphone[i]) >= CLIPPED / 32768.0f)
      return TRUE;

  return FALSE;
}

/* Leaves in place of the microphone's block what remains of it. */
static void
cancel (EarEchoCanceller *self)
{
  float error[BLOCK], before = self->gain;

  hear_reference (self);
  if (self->n_silent >= PARTITIONS) {
    self->gain = 1;
    return;
  }

  predict (self, error);
  for (guint i = 0; i < BLOCK; i++)
    error[i] = self->microphone[i] - error[i];
  self->gain = judge (self, error);
  if (isfinite (get_power (error))) {
    if (!is_clipped (self))
      learn (self, error);
    for (guint i = 0; i < BLOCK; i++)
      self->microphone[i] += (before + (self->gain - before) * i / BLOCK) * (error[i] - self->microphone[i]);
  }
}

static void
put (EarEchoCanceller *self,
     gsize             n_samples,
     GArray           *result)
{
  for (gsize i = 0; i < n_samples; i++) {
    gint16 sample = (gint16) CLAMP (lrintf (self->microphone[i] * 32768), G_MININT16, G_MAXINT16);

    g_array_append_val (result, sample);
  }
  self->n_filled = 0;
}

/**
 * ear_echo_canceller_feed:
 * @microphone: (array length=n_samples): what was heard
 * @reference: (array length=n_samples) (nullable): what was played then or up to half a second before; %NULL for nothing
 * @result: (element-type gint16): what remains is appended, in whole blocks of 16 ms
 */
void
ear_echo_canceller_feed (EarEchoCanceller *self,
                         const gint16     *microphone,
                         const gint16     *reference,
                         gsize             n_samples,
                         GArray           *result)
{
  for (gsize i = 0; i < n_samples; i++) {
    self->microphone[self->n_filled] = microphone[i] / 32768.0f;
    self->reference[self->n_filled] = reference ? reference[i] / 32768.0f : 0;
    if (++self->n_filled == BLOCK) {
      cancel (self);
      put (self, BLOCK, result);
    }
  }
}

/**
 * ear_echo_canceller_flush:
 *
 * There is no more sound: gives out what is left.
 */
void
ear_echo_canceller_flush (EarEchoCanceller *self,
                          GArray           *result)
{
  gsize left = self->n_filled;

  memset (self->microphone + left, 0, sizeof (float) * (BLOCK - left));
  memset (self->reference + left, 0, sizeof (float) * (BLOCK - left));
  if (left > 0)
    cancel (self);
  put (self, left, result);
}
