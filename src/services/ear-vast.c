/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast.h"

#include <string.h>

/* What a voice is recorded with; more bits cost time and are not heard. */
#define WANTED_BITRATE 128

G_DEFINE_QUARK (ear-vast-error-quark, ear_vast_error)

static const char *const event_names[EAR_N_VAST_EVENTS] = {
  [EAR_VAST_IMPRESSION] = "impression",
  [EAR_VAST_ERRED] = "error",
  [EAR_VAST_LOADED] = "loaded",
  [EAR_VAST_NOT_USED] = "notUsed",
  [EAR_VAST_START] = "start",
  [EAR_VAST_FIRST_QUARTILE] = "firstQuartile",
  [EAR_VAST_MIDPOINT] = "midpoint",
  [EAR_VAST_THIRD_QUARTILE] = "thirdQuartile",
  [EAR_VAST_COMPLETE] = "complete",
  [EAR_VAST_PROGRESS] = "progress",
  [EAR_VAST_MUTE] = "mute",
  [EAR_VAST_UNMUTE] = "unmute",
  [EAR_VAST_PAUSE] = "pause",
  [EAR_VAST_RESUME] = "resume",
  [EAR_VAST_SKIP] = "skip",
  [EAR_VAST_CLICK] = "click",
};

const char *
ear_vast_event_to_name (EarVastEvent event)
{
  g_return_val_if_fail (event < EAR_N_VAST_EVENTS, NULL);

  return event_names[event];
}

void
ear_vast_ping_free (EarVastPing *self)
{
  g_free (self->url);
  g_free (self);
}

void
ear_vast_media_free (EarVastMedia *self)
{
  g_free (self->url);
  g_free (self->type);
  g_free (self);
}

void
ear_vast_companion_free (EarVastCompanion *self)
{
  g_free (self->image);
  g_free (self->type);
  g_free (self->text);
  g_free (self->click);
  g_free (self);
}

EarVastAd *
ear_vast_ad_new (void)
{
  EarVastAd *self = g_new0 (EarVastAd, 1);

  self->follow = TRUE;
  self->skip = EAR_VAST_NO_OFFSET;
  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_media_free);
  self->pings = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_ping_free);
  self->companions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_companion_free);

  return self;
}

void
ear_vast_ad_free (EarVastAd *self)
{
  g_free (self->id);
  g_free (self->tag);
  g_free (self->system);
  g_free (self->title);
  g_free (self->advertiser);
  g_free (self->serving_id);
  g_free (self->universal_id);
  g_free (self->click);
  g_free (self->model);
  g_free (self->currency);
  g_free (self->jingle);
  g_free (self->plan);
  g_ptr_array_unref (self->media);
  g_ptr_array_unref (self->pings);
  g_ptr_array_unref (self->companions);
  g_free (self);
}

void
ear_vast_free (EarVast *self)
{
  g_free (self->version);
  g_ptr_array_unref (self->ads);
  g_ptr_array_unref (self->errors);
  g_free (self);
}

/**
 * ear_vast_ad_add_ping:
 *
 * Adds somebody to be told, unless there are enough already.
 */
void
ear_vast_ad_add_ping (EarVastAd     *self,
                      EarVastEvent   event,
                      const char    *url,
                      EarVastOffset  offset)
{
  EarVastPing *ping;

  if (self->pings->len >= EAR_VAST_MAX_PINGS)
    return;

  ping = g_new0 (EarVastPing, 1);
  ping->event = event;
  ping->url = g_strdup (url);
  ping->offset = offset;
  g_ptr_array_add (self->pings, ping);
}

/* Alone before those of a pod, of which a speaker plays the first; one that leads nowhere is no advert. */
static gboolean
is_better (const EarVastAd *ad,
           const EarVastAd *best)
{
  gboolean useful = ad->wrapper || ad->linear;

  if (best == NULL)
    return TRUE;
  if (useful != (best->wrapper || best->linear))
    return useful;

  return ad->sequence < best->sequence;
}

/**
 * ear_vast_steal_ad:
 *
 * Returns: (transfer full) (nullable): the one to play of those that came; %NULL where none came
 */
EarVastAd *
ear_vast_steal_ad (EarVast *self)
{
  const EarVastAd *best = NULL;
  guint index = 0;

  for (guint i = 0; i < self->ads->len; i++) {
    const EarVastAd *ad = g_ptr_array_index (self->ads, i);

    if (is_better (ad, best)) {
      best = ad;
      index = i;
    }
  }

  return best != NULL ? g_ptr_array_steal_index (self->ads, index) : NULL;
}

static void
take_missing (char **mine,
              char **theirs)
{
  if (*mine == NULL)
    *mine = g_steal_pointer (theirs);
}

/**
 * ear_vast_ad_wrap:
 * @wrapper: what @self came in; it loses what @self takes over
 *
 * Adds to @self what its wrapper wants to be told. Of what there can be only one, companions and the price too, that which is
 * nearest to the advert counts.
 */
void
ear_vast_ad_wrap (EarVastAd *self,
                  EarVastAd *wrapper)
{
  for (guint i = 0; i < wrapper->pings->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (wrapper->pings, i);

    ear_vast_ad_add_ping (self, ping->event, ping->url, ping->offset);
  }
  if (self->companions->len == 0) {
    GPtrArray *empty = self->companions;

    self->companions = wrapper->companions;
    wrapper->companions = empty;
  }
  if (self->model == NULL) {
    take_missing (&self->model, &wrapper->model);
    take_missing (&self->currency, &wrapper->currency);
    self->price_micros = wrapper->price_micros;
  }
  take_missing (&self->click, &wrapper->click);
}

/* Words for our own voice, then what GStreamer's usual plugins decode; the larger the better. 0: not for a speaker. */
static guint
rate_type (const char *type)
{
  static const char *const types[] = {
    "audio/x-wav", "audio/wav", "audio/flac", "audio/webm", "audio/ogg", "audio/vorbis", "audio/aac", "audio/mp4", "audio/mp3",
    "audio/mpeg", "application/ssml+xml",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (type, types[i]) == 0)
      return i + 1;

  return 0;
}

/**
 * ear_vast_ad_choose_media:
 *
 * Returns: (transfer none) (nullable): the recording that suits a speaker best; %NULL where all are for something else
 */
const EarVastMedia *
ear_vast_ad_choose_media (const EarVastAd *self)
{
  const EarVastMedia *best = NULL;

  for (guint i = 0; i < self->media->len; i++) {
    const EarVastMedia *media = g_ptr_array_index (self->media, i);
    guint mine = media->streaming ? 0 : rate_type (media->type), its = best ? rate_type (best->type) : 0;

    if (mine > its || (mine > 0 && mine == its && ABS ((int) media->bitrate - WANTED_BITRATE) < ABS ((int) best->bitrate - WANTED_BITRATE)))
      best = media;
  }

  return best;
}

/**
 * ear_vast_offset_resolve:
 * @duration_us: of the advert; 0 where nobody knows
 *
 * Returns: µs from the start; -1 where that is nowhere in the advert
 */
gint64
ear_vast_offset_resolve (EarVastOffset self,
                         gint64        duration_us)
{
  gint64 us = self.us;

  if (us < 0 && self.basis_points >= 0 && duration_us > 0)
    us = duration_us / 10000 * self.basis_points + duration_us % 10000 * self.basis_points / 10000;

  return us < 0 || (duration_us > 0 && us > duration_us) ? -1 : us;
}
