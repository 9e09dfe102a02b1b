/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What everything is mixed at: 48 kHz, two channels, floats. What is queued has one channel. */
#define EAR_MIX_RATE 48000

/* A moment of content: fills up to n_frames, less where there is nothing yet; sets *is_over where nothing more comes. */
typedef gsize (*EarMixPullFunc) (float    *frames,
                                 gsize     n_frames,
                                 gboolean *is_over,
                                 gpointer  user_data);

typedef enum {
  EAR_MIX_SPOKEN,               /* id, us, interrupted */
  EAR_MIX_LEVEL,                /* level of the voice, 0–1 */
  EAR_MIX_CONTENT_STARTED,      /* id */
  EAR_MIX_CONTENT_OVER,         /* id, us */
  EAR_MIX_CONTENT_FADED,        /* id, us */
  EAR_MIX_RING_OVER,            /* id */
} EarMixEventType;

typedef struct {
  EarMixEventType type;
  guint           id;
  gint64          us;
  gboolean        interrupted;
  double          level;
} EarMixEvent;

/* The mixing desk: pure arithmetic, not thread-safe. EarFocus says who gives way to whom: music by 20 dB at once, and it comes
 * back over a second; a book pauses; an alert makes a short sound every ten seconds. Alerts have a volume of their own.
 */
typedef struct _EarMix EarMix;

EarMix   *ear_mix_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void      ear_mix_free          (EarMix         *self);
void      ear_mix_begin_speech  (EarMix         *self,
                                 guint           id);
void      ear_mix_add_speech    (EarMix         *self,
                                 guint           id,
                                 const gint16   *samples,
                                 gsize           n_samples);
void      ear_mix_end_speech    (EarMix         *self,
                                 guint           id);
void      ear_mix_hush_speech   (EarMix         *self);
void      ear_mix_chime         (EarMix         *self,
                                 GArray         *samples);
void      ear_mix_ring          (EarMix         *self,
                                 GArray         *samples);
void      ear_mix_set_short_ring (EarMix        *self,
                                  GArray        *samples);
void      ear_mix_set_ring_content (EarMix        *self,
                                    guint          id,
                                    EarMixPullFunc pull,
                                    gpointer       user_data);
void      ear_mix_ramp_ring     (EarMix         *self);
void      ear_mix_hush_ring     (EarMix         *self);
gboolean  ear_mix_is_ringing    (EarMix         *self);
void      ear_mix_set_content   (EarMix         *self,
                                 guint           id,
                                 EarMixPullFunc  pull,
                                 gpointer        user_data);
void      ear_mix_set_mixable   (EarMix         *self,
                                 gboolean        mixable);
void      ear_mix_fade_content  (EarMix         *self);
void      ear_mix_set_paused    (EarMix         *self,
                                 gboolean        paused);
gint64    ear_mix_get_position  (EarMix         *self);
void      ear_mix_set_listening (EarMix         *self,
                                 gboolean        listening);
void      ear_mix_set_in_call   (EarMix         *self,
                                 gboolean        in_call);
void      ear_mix_set_volume    (EarMix         *self,
                                 int             volume);
void      ear_mix_set_alert_volume (EarMix      *self,
                                    int          volume);
gboolean  ear_mix_is_active     (EarMix         *self);
void      ear_mix_render        (EarMix         *self,
                                 float          *frames,
                                 gsize           n_frames);
gboolean  ear_mix_pop           (EarMix         *self,
                                 EarMixEvent    *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarMix, ear_mix_free)

G_END_DECLS
