/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-body.h"

G_BEGIN_DECLS

/**
 * EAR_LIGHT_MAX_PARTS:
 *
 * The light goes around a display in four parts.
 */
#define EAR_LIGHT_MAX_PARTS 4

/**
 * EarLightMap:
 *
 * How 24 LEDs look on a body at one place: which pixels they light, and how much. Made once for a size, rendered for
 * every frame.
 */
typedef struct _EarLightMap EarLightMap;

EarLightMap           *ear_light_map_new         (EarFinish              finish,
                                                  const EarBodyPlace    *place) G_GNUC_WARN_UNUSED_RESULT;
void                   ear_light_map_free        (EarLightMap           *self);
cairo_rectangle_int_t  ear_light_map_get_area    (const EarLightMap     *self);
guint                  ear_light_map_get_parts   (const EarLightMap     *self,
                                                  cairo_rectangle_int_t  areas[EAR_LIGHT_MAX_PARTS]);
void                   ear_light_map_render      (const EarLightMap     *self,
                                                  const EarRgb           leds[EAR_N_LEDS],
                                                  guint8                *pixels,
                                                  gsize                  stride);
cairo_surface_t       *ear_light_map_paint       (const EarLightMap     *self,
                                                  const EarRgb           leds[EAR_N_LEDS]) G_GNUC_WARN_UNUSED_RESULT;
void                   ear_light_map_paint_parts (const EarLightMap     *self,
                                                  const EarRgb           leds[EAR_N_LEDS],
                                                  cairo_surface_t       *surfaces[EAR_LIGHT_MAX_PARTS]);
EarRgb                 ear_light_map_mean        (const EarRgb           leds[EAR_N_LEDS]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLightMap, ear_light_map_free)

G_END_DECLS
