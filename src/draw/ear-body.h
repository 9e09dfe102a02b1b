/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light.h"

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EAR_BODY_WIDTH:
 *
 * The space the body is designed in, with its shadow and glow. A place scales it.
 */
#define EAR_BODY_WIDTH  480.0
#define EAR_BODY_HEIGHT 436.0

/**
 * EarFinish:
 * @EAR_FINISH_CHARCOAL: for the dark style
 * @EAR_FINISH_SAND: for the light style
 *
 * What the speaker is made of.
 */
typedef enum {
  EAR_FINISH_CHARCOAL,
  EAR_FINISH_SAND,
  EAR_N_FINISHES
} EarFinish;

/**
 * EarButton:
 * @EAR_BUTTON_ACTION: the dot
 * @EAR_BUTTON_MUTE: the microphone with a slash
 * @EAR_BUTTON_VOLUME_UP: plus
 * @EAR_BUTTON_VOLUME_DOWN: minus
 *
 * The buttons on the speaker.
 */
typedef enum {
  EAR_BUTTON_ACTION,
  EAR_BUTTON_MUTE,
  EAR_BUTTON_VOLUME_UP,
  EAR_BUTTON_VOLUME_DOWN,
  EAR_N_BUTTONS
} EarButton;

/**
 * EarBodyPlace:
 * @x: left of the design space
 * @y: top of it
 * @unit: how long one of its units is
 *
 * Where a body stands. Areas come out in the same pixels that it is given in.
 */
typedef struct {
  double x, y;
  double unit;
} EarBodyPlace;

EarBodyPlace       ear_body_place            (double              width,
                                              double              height);
EarBodyPlace       ear_body_place_scale      (const EarBodyPlace *place,
                                              double              factor);
cairo_rectangle_t  ear_body_get_button_area  (const EarBodyPlace *place,
                                              EarButton           button);
const char        *ear_button_to_name        (EarButton           button);
gboolean           ear_body_find_button      (const EarBodyPlace *place,
                                              double              x,
                                              double              y,
                                              EarButton          *button);
gboolean           ear_body_is_on_ring       (const EarBodyPlace *place,
                                              double              x,
                                              double              y);
double             ear_body_get_direction    (const EarBodyPlace *place,
                                              double              x,
                                              double              y);
cairo_rectangle_t  ear_body_get_floor_area   (const EarBodyPlace *place);
cairo_surface_t   *ear_body_render           (EarFinish           finish,
                                              const EarBodyPlace *place,
                                              int                 width,
                                              int                 height,
                                              GCancellable       *cancellable) G_GNUC_WARN_UNUSED_RESULT;
cairo_surface_t   *ear_body_render_floor     (const EarBodyPlace *place) G_GNUC_WARN_UNUSED_RESULT;
void               ear_body_draw_icon        (cairo_t            *cr,
                                              const EarBodyPlace *place,
                                              EarButton           button);

G_END_DECLS
