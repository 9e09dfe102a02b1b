/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light.h"

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EAR_BODY_WIDTH:
 *
 * The space the bodies are designed in, with their shadow and glow. A place scales it.
 */
#define EAR_BODY_WIDTH  480.0
#define EAR_BODY_HEIGHT 436.0

/**
 * EarBody:
 * @EAR_BODY_PUCK: round, its buttons on the top plate and the light around them
 * @EAR_BODY_EASEL: a soft wedge with a display, the light around the glass and the buttons on its upper edge
 *
 * The shape of the speaker.
 */
typedef enum {
  EAR_BODY_PUCK,
  EAR_BODY_EASEL,
  EAR_N_BODIES
} EarBody;

/**
 * EarFinish:
 * @EAR_FINISH_CHARCOAL: at home in the dark style
 * @EAR_FINISH_SAND: at home in the light style
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
 * EarButtonLook:
 * @EAR_BUTTON_RESTS: as it is in the picture of the body
 * @EAR_BUTTON_HOVERED: the pointer is over it
 * @EAR_BUTTON_DOWN: it is pressed in
 * @EAR_BUTTON_MARKED: what it switches is in force, e.g. the microphone is off
 *
 * What can be seen of a button.
 */
typedef enum {
  EAR_BUTTON_RESTS = 0,
  EAR_BUTTON_HOVERED = 1 << 0,
  EAR_BUTTON_DOWN = 1 << 1,
  EAR_BUTTON_MARKED = 1 << 2,
} EarButtonLook;

/**
 * EarBodyPlace:
 * @body: which one
 * @x: left of the design space
 * @y: top of it
 * @unit: how long one of its units is
 *
 * Where a body stands. Areas come out in the same pixels that it is given in.
 */
typedef struct {
  EarBody body;
  double  x, y;
  double  unit;
} EarBodyPlace;

const char        *ear_body_to_name          (EarBody             body);
gboolean           ear_body_from_name        (const char         *name,
                                              EarBody            *body);
const char        *ear_finish_to_name        (EarFinish           finish);
gboolean           ear_finish_from_name      (const char         *name,
                                              EarFinish          *finish);
const char        *ear_button_to_name        (EarButton           button);

EarBodyPlace       ear_body_place            (EarBody             body,
                                              double              width,
                                              double              height);
EarBodyPlace       ear_body_place_scale      (const EarBodyPlace *place,
                                              double              factor);
gboolean           ear_body_place_equal      (const EarBodyPlace *place,
                                              const EarBodyPlace *other);
cairo_rectangle_t  ear_body_get_button_area  (const EarBodyPlace *place,
                                              EarButton           button);
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
void               ear_body_get_led          (const EarBodyPlace *place,
                                              guint               led,
                                              double             *x,
                                              double             *y);
gboolean           ear_body_get_screen_area  (const EarBodyPlace *place,
                                              cairo_rectangle_t  *area);
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
void               ear_body_draw_button      (cairo_t            *cr,
                                              EarFinish           finish,
                                              const EarBodyPlace *place,
                                              EarButton           button,
                                              EarButtonLook       look);

G_END_DECLS
