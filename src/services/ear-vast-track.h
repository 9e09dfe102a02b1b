/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-vast.h"

G_BEGIN_DECLS

/**
 * EarVastDeed:
 * @EAR_VAST_DEED_LOADED: the recording is here
 * @EAR_VAST_DEED_STARTED: it is heard
 * @EAR_VAST_DEED_WENT_ON: nothing happened but that it came further
 * @EAR_VAST_DEED_PAUSED: it was paused
 * @EAR_VAST_DEED_RESUMED: it goes on
 * @EAR_VAST_DEED_MUTED: nobody can hear it any more
 * @EAR_VAST_DEED_UNMUTED: it can be heard again
 * @EAR_VAST_DEED_SOUGHT: it goes on elsewhere
 * @EAR_VAST_DEED_STOPPED: somebody stopped it
 * @EAR_VAST_DEED_FINISHED: it came to its end
 * @EAR_VAST_DEED_FAILED: it broke
 *
 * What becomes of an advert.
 */
typedef enum {
  EAR_VAST_DEED_LOADED,
  EAR_VAST_DEED_STARTED,
  EAR_VAST_DEED_WENT_ON,
  EAR_VAST_DEED_PAUSED,
  EAR_VAST_DEED_RESUMED,
  EAR_VAST_DEED_MUTED,
  EAR_VAST_DEED_UNMUTED,
  EAR_VAST_DEED_SOUGHT,
  EAR_VAST_DEED_STOPPED,
  EAR_VAST_DEED_FINISHED,
  EAR_VAST_DEED_FAILED,
} EarVastDeed;

/**
 * EarVastStep:
 * @deed: what happened
 * @position_us: how far the advert had come
 * @to_us: SOUGHT: where it goes on
 */
typedef struct {
  EarVastDeed deed;
  gint64      position_us;
  gint64      to_us;
} EarVastStep;

/**
 * EarVastTrack:
 * @begun: it was heard, or at least played
 * @playing: it is being played
 * @muted: nobody can hear it
 * @over: nothing more comes
 * @from_us: since where it has been played without a gap
 * @position_us: up to where
 * @n_repeated: how often somebody was told what can happen many times
 * @told: one bit for each ping of the advert that can happen once
 *
 * What has become of an advert so far. All zero before it begins.
 */
typedef struct {
  gboolean begun;
  gboolean playing;
  gboolean muted;
  gboolean over;
  gint64   from_us;
  gint64   position_us;
  guint    n_repeated;
  guint8   told[(EAR_VAST_MAX_PINGS + 7) / 8];
} EarVastTrack;

void   ear_vast_track           (EarVastTrack       *self,
                                 const EarVastAd    *ad,
                                 const EarVastStep  *step,
                                 GPtrArray          *due);
gint64 ear_vast_track_get_next  (const EarVastTrack *self,
                                 const EarVastAd    *ad);

G_END_DECLS
