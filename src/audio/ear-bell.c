/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-bell-private.h"

/* An alarm begins this softly, to be heard all the same, and grows for so long. */
#define RAMP_DB -15.0
#define RAMP_S 30.0

/* An alert behind a talk reminds of itself this often. */
#define SHORT_RING_FRAMES (10 * EAR_MIX_RATE)

void
ear_bell_clear (EarBell *self)
{
  ear_loop_set (&self->ring, NULL);
  ear_loop_set (&self->short_ring, NULL);
}

/* (transfer full) for samples */
void
ear_bell_ring (EarBell *self,
               GArray  *samples)
{
  ear_loop_set (&self->ring, samples);
  self->ringing = 0;
  self->since_short = SHORT_RING_FRAMES;
  self->ramps = FALSE;
}

void
ear_bell_hush (EarBell *self)
{
  ear_loop_set (&self->ring, NULL);
  ear_bell_set_content (self, 0, NULL, NULL);
}

void
ear_bell_set_content (EarBell        *self,
                      guint           id,
                      EarMixPullFunc  pull,
                      gpointer        user_data)
{
  self->content = id;
  self->pull = pull;
  self->pull_data = user_data;
}

static void
render_short (EarBell *self,
              float   *frames,
              gsize    n_frames,
              double   from,
              double   to)
{
  gsize n;

  if (self->since_short >= SHORT_RING_FRAMES)
    self->since_short = self->short_ring.at = 0;
  self->since_short += n_frames;
  self->ring.at = 0;
  if (self->short_ring.samples == NULL || self->short_ring.at == self->short_ring.samples->len)
    return;

  n = MIN (n_frames, self->short_ring.samples->len - self->short_ring.at);
  ear_mix_add_mono (frames, &g_array_index (self->short_ring.samples, gint16, self->short_ring.at), n, from, (to - from) / n_frames);
  self->short_ring.at += n;
}

static double
get_ramp (EarBell *self,
          gsize    ringing)
{
  double seconds = (double) ringing / EAR_MIX_RATE;

  return self->ramps && seconds < RAMP_S ? ear_gain_of_db (RAMP_DB * (1 - seconds / RAMP_S)) : 1;
}

/* Returns: id of the recording that came to its end, or 0 */
static guint
render_loud (EarBell *self,
             GArray  *scratch,
             float   *frames,
             gsize    n_frames,
             double   from,
             double   to)
{
  guint content = self->content;
  gboolean is_over = FALSE;
  gsize n = 0;

  self->since_short = SHORT_RING_FRAMES;
  if (content != 0)
    n = ear_mix_add_pulled (scratch, self->pull, self->pull_data, frames, n_frames, from, to, &is_over);
  if (n == 0)
    ear_loop_render (&self->ring, frames, n_frames, from, to);
  if (is_over)
    self->content = 0;

  return is_over ? content : 0;
}

/*
 * ear_bell_render:
 * @behind: whether somebody talks
 * @scratch: (element-type float): for what is pulled
 *
 * Adds what rings.
 *
 * Returns: id of the recording that came to its end, or 0
 */
guint
ear_bell_render (EarBell  *self,
                 gboolean  behind,
                 GArray   *scratch,
                 float    *frames,
                 gsize     n_frames)
{
  double from = self->volume_now * get_ramp (self, self->ringing);
  double to = self->volume * get_ramp (self, self->ringing + n_frames);

  self->volume_now = self->volume;
  if (self->ring.samples == NULL)
    return 0;

  self->ringing += n_frames;
  if (!behind)
    return render_loud (self, scratch, frames, n_frames, from, to);

  render_short (self, frames, n_frames, from, to);

  return 0;
}
