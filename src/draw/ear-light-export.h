/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"

G_BEGIN_DECLS

#define EAR_LIGHT_CLIP_MAX_FPS     60
#define EAR_LIGHT_CLIP_MAX_SECONDS 60.0

/**
 * EarLightFormat:
 * @EAR_LIGHT_FORMAT_CSV: a table: time_ms, led, r, g, b
 * @EAR_LIGHT_FORMAT_C: an array for firmware
 * @EAR_LIGHT_FORMAT_GIF: a moving picture of the speaker
 *
 * In table and array 0 to 255 are linear in light, as an LED driver wants them. LED 0 is at the front, the others follow
 * clockwise as seen from above.
 */
typedef enum {
  EAR_LIGHT_FORMAT_CSV,
  EAR_LIGHT_FORMAT_C,
  EAR_LIGHT_FORMAT_GIF,
  EAR_N_LIGHT_FORMATS
} EarLightFormat;

/**
 * EarLightClip:
 * @theme: (nullable): how it looks
 * @light: which light
 * @fps: frames a second, 1 to %EAR_LIGHT_CLIP_MAX_FPS; 50 at most for a GIF, which counts in hundredths
 * @seconds: how long, up to %EAR_LIGHT_CLIP_MAX_SECONDS; 0 for one round
 *
 * A light from its beginning, or one round of it that can be repeated. Where it follows a voice, it follows a made-up one that is the same each time.
 */
typedef struct {
  const EarLightTheme *theme;
  EarLight             light;
  guint                fps;
  double               seconds;
} EarLightClip;

const char *ear_light_format_to_name       (EarLightFormat       format);
gboolean    ear_light_format_from_name     (const char          *name,
                                            EarLightFormat      *format);
double      ear_light_sample_voice         (double               seconds);
double      ear_light_clip_get_seconds     (const EarLightClip  *clip);
guint       ear_light_clip_count_frames    (const EarLightClip  *clip);
void        ear_light_clip_render_frame    (const EarLightClip  *clip,
                                            guint                frame,
                                            EarRgb               leds[EAR_N_LEDS]);
gboolean    ear_light_clip_write           (const EarLightClip  *clip,
                                            EarLightFormat       format,
                                            GOutputStream       *stream,
                                            GCancellable        *cancellable,
                                            GError             **error);

G_END_DECLS
