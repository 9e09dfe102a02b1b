/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* Where things are on the bodies, for who draws on them, presses them or points at them. */

#define BUTTONS_AT 91.0f
#define FINGER_IN  12.0f        /* how far beside the light a finger still means it */
#define FINGER_OUT 19.5f

static const EarShape shapes[EAR_N_BODIES] = {
  [EAR_BODY_PUCK] = {
    .floor_y = EAR_BODY_Y - EAR_FLOOR * EAR_BODY_RISE,
    .foot_corner = EAR_FOOT_RADIUS,
    .ring = {
      .x = EAR_BODY_X, .y = EAR_BODY_Y, .tilt = EAR_BODY_TILT,
      .corner = EAR_RING_RADIUS, .half_width = EAR_RING_WIDTH,
    },
    .panel = {
      .x = EAR_BODY_X, .y = EAR_BODY_Y, .tilt = EAR_BODY_TILT, .upright = 1.5f, .mark = 1.15f,
      .radius = 31.0f, .rim = 1.1f,
      .centers = {
        [EAR_BUTTON_ACTION] = { -BUTTONS_AT, 0.0f },
        [EAR_BUTTON_MUTE] = { BUTTONS_AT, 0.0f },
        [EAR_BUTTON_VOLUME_UP] = { 0.0f, -BUTTONS_AT },
        [EAR_BUTTON_VOLUME_DOWN] = { 0.0f, BUTTONS_AT },
      },
    },
  },
  [EAR_BODY_EASEL] = {
    .floor_y = EAR_EASEL_Y + EAR_EASEL_FOOT_Z * EAR_BODY_TILT,
    .foot_x = 152.0f, .foot_z = 34.0f, .foot_corner = 26.0f,
    .ring = {
      .x = EAR_BODY_X, .y = EAR_EASEL_Y - EAR_EASEL_FACE_Y * EAR_EASEL_FACE_TILT, .tilt = 1.0f,
      .straight_x = EAR_EASEL_RING_X - EAR_EASEL_RING_CORNER, .straight_y = EAR_EASEL_RING_Y - EAR_EASEL_RING_CORNER,
      .corner = EAR_EASEL_RING_CORNER, .half_width = EAR_EASEL_RING_WIDTH,
    },
    .panel = {
      .x = EAR_BODY_X, .y = EAR_EASEL_Y + EAR_EASEL_PANEL_Z * EAR_BODY_TILT - EAR_EASEL_PANEL_Y * EAR_BODY_RISE,
      .tilt = EAR_EASEL_PANEL_TILT, .upright = 1.0f, .mark = 0.66f, .radius = 16.0f, .rim = 0.9f,
      .centers = {
        [EAR_BUTTON_ACTION] = { -108.0f, 0.0f },
        [EAR_BUTTON_MUTE] = { 108.0f, 0.0f },
        [EAR_BUTTON_VOLUME_UP] = { 36.0f, 0.0f },
        [EAR_BUTTON_VOLUME_DOWN] = { -36.0f, 0.0f },
      },
    },
    .screen_x = 156.0f, .screen_y = 93.6f,
  },
};

static const char *const body_names[EAR_N_BODIES] = {
  [EAR_BODY_PUCK] = "puck",
  [EAR_BODY_EASEL] = "easel",
};

static const char *const finish_names[EAR_N_FINISHES] = {
  [EAR_FINISH_CHARCOAL] = "charcoal",
  [EAR_FINISH_SAND] = "sand",
};

static const char *const button_names[EAR_N_BUTTONS] = {
  [EAR_BUTTON_ACTION] = "action",
  [EAR_BUTTON_MUTE] = "mute",
  [EAR_BUTTON_VOLUME_UP] = "volume-up",
  [EAR_BUTTON_VOLUME_DOWN] = "volume-down",
};

const EarShape *
ear_body_get_shape (EarBody body)
{
  g_assert (body < EAR_N_BODIES);

  return &shapes[body];
}

static gboolean
find_name (const char *const *names,
           guint              n_names,
           const char        *name,
           guint             *found)
{
  for (guint i = 0; i < n_names; i++)
    if (g_strcmp0 (names[i], name) == 0) {
      *found = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_body_to_name:
 * @body: a body
 *
 * Returns: its name in settings, e.g. "easel"
 */
const char *
ear_body_to_name (EarBody body)
{
  g_return_val_if_fail (body < EAR_N_BODIES, NULL);

  return body_names[body];
}

/**
 * ear_body_from_name:
 * @name: (nullable): e.g. "easel"
 * @body: (out): the body of that name
 *
 * Returns: whether there is one
 */
gboolean
ear_body_from_name (const char *name,
                    EarBody    *body)
{
  guint found;

  if (!find_name (body_names, EAR_N_BODIES, name, &found))
    return FALSE;
  *body = found;

  return TRUE;
}

/**
 * ear_finish_to_name:
 * @finish: a finish
 *
 * Returns: its name in settings, e.g. "sand"
 */
const char *
ear_finish_to_name (EarFinish finish)
{
  g_return_val_if_fail (finish < EAR_N_FINISHES, NULL);

  return finish_names[finish];
}

/**
 * ear_finish_from_name:
 * @name: (nullable): e.g. "sand"
 * @finish: (out): the finish of that name
 *
 * Returns: whether there is one
 */
gboolean
ear_finish_from_name (const char *name,
                      EarFinish  *finish)
{
  guint found;

  if (!find_name (finish_names, EAR_N_FINISHES, name, &found))
    return FALSE;
  *finish = found;

  return TRUE;
}

/**
 * ear_button_to_name:
 * @button: a button
 *
 * Returns: its name in events, e.g. "volume-up"
 */
const char *
ear_button_to_name (EarButton button)
{
  g_return_val_if_fail (button < EAR_N_BUTTONS, NULL);

  return button_names[button];
}

/* How far a point is from the edge of a rectangle with round corners, negative inside. */
float
ear_round_box (float x,
               float y,
               float straight_x,
               float straight_y,
               float corner)
{
  float qx = fabsf (x) - straight_x, qy = fabsf (y) - straight_y;

  return hypotf (MAX (qx, 0.0f), MAX (qy, 0.0f)) + MIN (MAX (qx, qy), 0.0f) - corner;
}

static float
get_quarter (const EarRing *ring)
{
  return ring->straight_x + ring->straight_y + ring->corner * (float) G_PI_2;
}

/* @x and @y are in the picture, in design units. */
EarRingSpot
ear_ring_find (const EarRing *ring,
               float          x,
               float          y)
{
  float u = x - ring->x, v = (y - ring->y) / ring->tilt;
  float qx = fabsf (u) - ring->straight_x, qy = fabsf (v) - ring->straight_y;
  float quarter = get_quarter (ring), length, normal_x, normal_y;
  EarRingSpot spot = { .across = ear_round_box (u, v, ring->straight_x, ring->straight_y, ring->corner) };

  /* How far along the quarter from the lower or upper middle to the side. */
  if (qx > 0.0f && qy > 0.0f) {
    float r = hypotf (qx, qy);

    length = ring->straight_x + ring->corner * atan2f (qx, qy);
    normal_x = qx / r;
    normal_y = qy / r;
  } else {
    gboolean side = qx > qy;

    length = side ? quarter - CLAMP (fabsf (v), 0.0f, ring->straight_y) : CLAMP (fabsf (u), 0.0f, ring->straight_x);
    normal_x = side ? 1.0f : 0.0f;
    normal_y = side ? 0.0f : 1.0f;
  }
  spot.stretch = hypotf (normal_x, normal_y * ring->tilt);

  if (v < 0.0f)
    length = 2.0f * quarter - length;
  spot.turn = length / (4.0f * quarter);
  if (u > 0.0f)
    spot.turn = 1.0f - spot.turn;

  return spot;
}

/* The opposite of ear_ring_find(), on the middle of the light. */
void
ear_ring_locate (const EarRing *ring,
                 float          turn,
                 float         *x,
                 float         *y)
{
  float quarter = get_quarter (ring), length = 4.0f * quarter * (turn - floorf (turn));
  float side = length > 2.0f * quarter ? 1.0f : -1.0f, front = 1.0f, u, v;

  length = side > 0.0f ? 4.0f * quarter - length : length;
  if (length > quarter) {
    length = 2.0f * quarter - length;
    front = -1.0f;
  }
  if (length <= ring->straight_x) {
    u = length;
    v = ring->straight_y + ring->corner;
  } else if (length >= quarter - ring->straight_y) {
    u = ring->straight_x + ring->corner;
    v = quarter - length;
  } else {
    float angle = (length - ring->straight_x) / ring->corner;

    u = ring->straight_x + ring->corner * sinf (angle);
    v = ring->straight_y + ring->corner * cosf (angle);
  }
  *x = ring->x + side * u;
  *y = ring->y + front * v * ring->tilt;
}

/**
 * ear_body_place:
 * @body: which one
 * @width: of a widget or page
 * @height: of it
 *
 * Returns: where the body stands in it: as large as it fits, in the middle
 */
EarBodyPlace
ear_body_place (EarBody body,
                double  width,
                double  height)
{
  double unit = MAX (MIN (width / EAR_BODY_WIDTH, height / EAR_BODY_HEIGHT), 0.01);

  return (EarBodyPlace) {
           .body = body,
           .x = (width - EAR_BODY_WIDTH * unit) / 2.0,
           .y = (height - EAR_BODY_HEIGHT * unit) / 2.0,
           .unit = unit,
  };
}

/**
 * ear_body_place_scale:
 * @place: a place in widget pixels
 * @factor: the scale of the screen
 *
 * Returns: the same place in the pixels of the screen
 */
EarBodyPlace
ear_body_place_scale (const EarBodyPlace *place,
                      double              factor)
{
  return (EarBodyPlace) { place->body, place->x *factor, place->y *factor, place->unit *factor };
}

/**
 * ear_body_place_equal:
 * @place: a place
 * @other: another
 *
 * Returns: whether the same body stands there in the same size
 */
gboolean
ear_body_place_equal (const EarBodyPlace *place,
                      const EarBodyPlace *other)
{
  return place->body == other->body && place->x == other->x && place->y == other->y && place->unit == other->unit;
}

/* Where a point of the picture lies on the plane of the light or of the buttons. */
static void
to_plane (const EarBodyPlace *place,
          double              x,
          double              y,
          float               middle_x,
          float               middle_y,
          float               tilt,
          float              *u,
          float              *v)
{
  *u = (float) ((x - place->x) / place->unit) - middle_x;
  *v = ((float) ((y - place->y) / place->unit) - middle_y) / tilt;
}

/**
 * ear_body_get_button_area:
 * @place: where the body stands
 * @button: which one
 *
 * Returns: the rectangle around a button
 */
cairo_rectangle_t
ear_body_get_button_area (const EarBodyPlace *place,
                          EarButton           button)
{
  const EarPanel *panel = &ear_body_get_shape (place->body)->panel;
  double radius = panel->radius * place->unit;

  return (cairo_rectangle_t) {
           place->x + (panel->x + panel->centers[button][0]) * place->unit - radius,
           place->y + (panel->y + panel->centers[button][1] * panel->tilt) * place->unit - radius * panel->tilt,
           2.0 * radius,
           2.0 * radius * panel->tilt,
  };
}

/**
 * ear_body_find_button:
 * @place: where the body stands
 * @x: a point
 * @y: of the picture
 * @button: (out): the button there
 *
 * Returns: whether there is one
 */
gboolean
ear_body_find_button (const EarBodyPlace *place,
                      double              x,
                      double              y,
                      EarButton          *button)
{
  const EarPanel *panel = &ear_body_get_shape (place->body)->panel;
  float u, v;

  to_plane (place, x, y, panel->x, panel->y, panel->tilt, &u, &v);
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    if (hypotf (u - panel->centers[i][0], v - panel->centers[i][1]) <= panel->radius) {
      *button = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_body_is_on_ring:
 * @place: where the body stands
 * @x: a point
 * @y: of the picture
 *
 * Returns: whether it is on the light ring, or close enough for a finger
 */
gboolean
ear_body_is_on_ring (const EarBodyPlace *place,
                     double              x,
                     double              y)
{
  const EarRing *ring = &ear_body_get_shape (place->body)->ring;
  EarRingSpot spot = ear_ring_find (ring, (float) ((x - place->x) / place->unit), (float) ((y - place->y) / place->unit));

  return spot.across > -ring->half_width - FINGER_IN && spot.across < ring->half_width + FINGER_OUT;
}

/**
 * ear_body_get_direction:
 * @place: where the body stands
 * @x: a point
 * @y: of the picture
 *
 * Returns: in which direction it lies from the speaker: 0 to 360 degrees clockwise from the front, as the LEDs are
 *   counted
 */
double
ear_body_get_direction (const EarBodyPlace *place,
                        double              x,
                        double              y)
{
  const EarRing *ring = &ear_body_get_shape (place->body)->ring;
  EarRingSpot spot = ear_ring_find (ring, (float) ((x - place->x) / place->unit), (float) ((y - place->y) / place->unit));

  return spot.turn >= 1.0f ? 0.0 : spot.turn * 360.0;
}

/**
 * ear_body_get_led:
 * @place: where the body stands
 * @led: which one, from 0
 * @x: (out): its place
 * @y: (out): in the picture
 *
 * Tells where an LED shines.
 */
void
ear_body_get_led (const EarBodyPlace *place,
                  guint               led,
                  double             *x,
                  double             *y)
{
  float u, v;

  g_return_if_fail (led < EAR_N_LEDS);

  ear_ring_locate (&ear_body_get_shape (place->body)->ring, (float) led / EAR_N_LEDS, &u, &v);
  *x = place->x + u * place->unit;
  *y = place->y + v * place->unit;
}

/**
 * ear_body_get_screen_area:
 * @place: where the body stands
 * @area: (out): its display
 *
 * Returns: whether it has one
 */
gboolean
ear_body_get_screen_area (const EarBodyPlace *place,
                          cairo_rectangle_t  *area)
{
  const EarShape *shape = ear_body_get_shape (place->body);

  *area = (cairo_rectangle_t) {
    place->x + (shape->ring.x - shape->screen_x) * place->unit,
    place->y + (shape->ring.y - shape->screen_y) * place->unit,
    2.0 * shape->screen_x * place->unit,
    2.0 * shape->screen_y * place->unit,
  };

  return shape->screen_x > 0.0f;
}
