/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast-track.h"

/* Who plays with the volume all the time need not be watched all the time. */
#define MAX_REPEATED EAR_VAST_MAX_PINGS

static gboolean
is_told (const EarVastTrack *self,
         guint               ping)
{
  return (self->told[ping / 8] & 1 << ping % 8) != 0;
}

static void
tell_once (EarVastTrack    *self,
           const EarVastAd *ad,
           EarVastEvent     event,
           GPtrArray       *due)
{
  for (guint i = 0; i < ad->pings->len; i++) {
    EarVastPing *ping = g_ptr_array_index (ad->pings, i);

    if (ping->event == event && !is_told (self, i)) {
      self->told[i / 8] |= 1 << i % 8;
      g_ptr_array_add (due, ping);
    }
  }
}

static void
tell_again (EarVastTrack    *self,
            const EarVastAd *ad,
            EarVastEvent     event,
            GPtrArray       *due)
{
  for (guint i = 0; i < ad->pings->len; i++) {
    EarVastPing *ping = g_ptr_array_index (ad->pings, i);

    if (ping->event == event && self->n_repeated < MAX_REPEATED) {
      self->n_repeated++;
      g_ptr_array_add (due, ping);
    }
  }
}

/* How long it must have been played without a gap for @ping; -1 for what does not come with time. */
static gint64
get_threshold (const EarVastPing *ping,
               gint64             duration_us)
{
  if (ping->event == EAR_VAST_PROGRESS)
    return ear_vast_offset_resolve (ping->offset, duration_us);
  if (ping->event < EAR_VAST_FIRST_QUARTILE || ping->event > EAR_VAST_THIRD_QUARTILE || duration_us <= 0)
    return -1;

  return duration_us / 4 * (gint64) (ping->event - EAR_VAST_FIRST_QUARTILE + 1);
}

static void
tell_progress (EarVastTrack    *self,
               const EarVastAd *ad,
               gint64           duration_us,
               GPtrArray       *due)
{
  gint64 heard = self->position_us - self->from_us;

  for (guint i = 0; i < ad->pings->len; i++) {
    EarVastPing *ping = g_ptr_array_index (ad->pings, i);
    gint64 threshold = get_threshold (ping, duration_us);

    if (threshold >= 0 && heard >= threshold && !is_told (self, i)) {
      self->told[i / 8] |= 1 << i % 8;
      g_ptr_array_add (due, ping);
    }
  }
}

/* Nobody pays for what nobody could hear. */
static void
tell_impression (EarVastTrack    *self,
                 const EarVastAd *ad,
                 GPtrArray       *due)
{
  if (self->begun && !self->muted)
    tell_once (self, ad, EAR_VAST_IMPRESSION, due);
}

static void
begin (EarVastTrack    *self,
       const EarVastAd *ad,
       GPtrArray       *due)
{
  self->begun = self->playing = TRUE;
  tell_impression (self, ad, due);
  tell_once (self, ad, EAR_VAST_START, due);
}

static void
set_muted (EarVastTrack    *self,
           const EarVastAd *ad,
           gboolean         muted,
           GPtrArray       *due)
{
  if (self->muted == muted)
    return;

  self->muted = muted;
  if (self->begun)
    tell_again (self, ad, muted ? EAR_VAST_MUTE : EAR_VAST_UNMUTE, due);
  tell_impression (self, ad, due);
}

static void
set_playing (EarVastTrack    *self,
             const EarVastAd *ad,
             gboolean         playing,
             GPtrArray       *due)
{
  if (!self->begun || self->playing == playing)
    return;

  self->playing = playing;
  tell_again (self, ad, playing ? EAR_VAST_RESUME : EAR_VAST_PAUSE, due);
}

/* Where it may be skipped, whoever stops it skips it. */
static void
stop (EarVastTrack    *self,
      const EarVastAd *ad,
      GPtrArray       *due)
{
  gint64 skip = ear_vast_offset_resolve (ad->skip, ad->duration_us);

  if (!self->begun)
    tell_once (self, ad, EAR_VAST_NOT_USED, due);
  else if (skip >= 0 && self->position_us >= skip)
    tell_once (self, ad, EAR_VAST_SKIP, due);
}

/* The end is where it ended, whatever length was promised. */
static void
finish (EarVastTrack    *self,
        const EarVastAd *ad,
        GPtrArray       *due)
{
  if (self->from_us != 0 || !self->begun)
    return;

  tell_progress (self, ad, self->position_us, due);
  tell_once (self, ad, EAR_VAST_COMPLETE, due);
}

/**
 * ear_vast_track:
 * @step: what happened next
 * @due: (element-type EarVastPing): gets whom to tell now, in the order of the document; borrowed from @ad
 *
 * Takes one step. What can happen once is told once, whatever the steps are. A quarter counts when as much was played at a stretch;
 * a pause is no gap, a jump is one.
 */
void
ear_vast_track (EarVastTrack      *self,
                const EarVastAd   *ad,
                const EarVastStep *step,
                GPtrArray         *due)
{
  if (self->over)
    return;

  if (self->playing) {
    self->position_us = MAX (step->position_us, self->position_us);
    tell_progress (self, ad, ad->duration_us, due);
  }
  switch (step->deed) {
  case EAR_VAST_DEED_LOADED:
    tell_once (self, ad, EAR_VAST_LOADED, due);
    break;
  case EAR_VAST_DEED_STARTED:
    if (!self->begun)
      begin (self, ad, due);
    break;
  case EAR_VAST_DEED_PAUSED:
  case EAR_VAST_DEED_RESUMED:
    set_playing (self, ad, step->deed == EAR_VAST_DEED_RESUMED, due);
    break;
  case EAR_VAST_DEED_MUTED:
  case EAR_VAST_DEED_UNMUTED:
    set_muted (self, ad, step->deed == EAR_VAST_DEED_MUTED, due);
    break;
  case EAR_VAST_DEED_SOUGHT:
    self->from_us = self->position_us = step->to_us;
    break;
  case EAR_VAST_DEED_STOPPED:
    stop (self, ad, due);
    break;
  case EAR_VAST_DEED_FINISHED:
    finish (self, ad, due);
    break;
  case EAR_VAST_DEED_FAILED:
    tell_once (self, ad, EAR_VAST_ERRED, due);
    break;
  case EAR_VAST_DEED_WENT_ON:
  default:
    break;
  }
  self->over = step->deed >= EAR_VAST_DEED_STOPPED;
}

/**
 * ear_vast_track_get_next:
 *
 * Returns: µs of playing until somebody wants to be told that it came so far; -1 where nobody does
 */
gint64
ear_vast_track_get_next (const EarVastTrack *self,
                         const EarVastAd    *ad)
{
  gint64 heard = self->position_us - self->from_us, next = -1;

  for (guint i = 0; self->playing && !self->over && i < ad->pings->len; i++) {
    gint64 left = get_threshold (g_ptr_array_index (ad->pings, i), ad->duration_us) - heard;

    if (left > 0 && !is_told (self, i) && (next < 0 || left < next))
      next = left;
  }

  return next;
}
