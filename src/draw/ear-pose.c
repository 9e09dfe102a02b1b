/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-pose.h"

#include "draw/ear-screen-private.h"

#include <math.h>

#define FLOOR_SHARE 0.10        /* of the mean color, on the floor */

/* How long a light has been on in a picture, µs. */
#define MOMENT (1080 * G_GINT64_CONSTANT (1000))

struct _EarPoseModel {
  EarBodyPlace     place;
  double           width, height, scale;
  cairo_surface_t *picture;
  cairo_surface_t *floor;
  EarLightMap     *map;
};

/**
 * ear_pose_model_new:
 * @body: its shape
 * @finish: what it is made of
 * @width: of the picture
 * @height: of it
 * @scale: pixels of the body per unit of the picture
 *
 * Draws what is the same in all poses. It takes a while; each pose then takes little.
 *
 * Returns: (transfer full): the model
 */
EarPoseModel *
ear_pose_model_new (EarBody   body,
                    EarFinish finish,
                    double    width,
                    double    height,
                    double    scale)
{
  EarPoseModel *self = g_new0 (EarPoseModel, 1);

  self->place = ear_body_place (body, width * scale, height * scale);
  self->width = width;
  self->height = height;
  self->scale = scale;
  self->picture = ear_body_render (finish, &self->place, (int) ceil (width * scale), (int) ceil (height * scale), NULL);
  self->floor = ear_body_render_floor (&self->place);
  self->map = ear_light_map_new (finish, &self->place);

  return self;
}

void
ear_pose_model_free (EarPoseModel *self)
{
  cairo_surface_destroy (self->picture);
  cairo_surface_destroy (self->floor);
  ear_light_map_free (self->map);
  g_free (self);
}

/* What a display would show meanwhile. */
static EarScreenFace
get_face (EarLight light)
{
  switch ((int) light) {
  case EAR_LIGHT_LISTENING_START:
  case EAR_LIGHT_LISTENING:
  case EAR_LIGHT_LISTENING_END:
  case EAR_LIGHT_THINKING:
    return EAR_SCREEN_CAPTION;
  case EAR_LIGHT_SPEAKING:
    return EAR_SCREEN_WEATHER;
  case EAR_LIGHT_EXPECTING:
    return EAR_SCREEN_CARD;
  case EAR_LIGHT_RINGING:
  case EAR_LIGHT_RINGING_TIMER:
  case EAR_LIGHT_RINGING_REMINDER:
    return EAR_SCREEN_RINGING;
  case EAR_LIGHT_VOLUME:
  case EAR_LIGHT_VOLUME_0:
    return EAR_SCREEN_PLAYING;
  case EAR_LIGHT_ERROR:
    return EAR_SCREEN_ERROR;
  default:
    return EAR_SCREEN_CLOCK;
  }
}

/**
 * ear_pose_set_light:
 * @self: a pose
 * @light: what the ring is to show
 * @locale: (nullable): language of the display
 *
 * Puts the device into a state whose light this is, in the middle of its motion, with a sample of what its display
 * would show.
 */
void
ear_pose_set_light (EarPose    *self,
                    EarLight    light,
                    const char *locale)
{
  gint64 span = ear_light_get_span (light);

  g_return_if_fail (light < EAR_N_LIGHTS);

  /* In the middle of its motion, but not when it is over. */
  self->state = ear_light_make_example (light, self->now - (span > 0 ? MIN (MOMENT, span / 3) : MOMENT));
  self->state.direction = 320.0;
  self->level = 0.7;

  self->screen = *ear_screen_get_sample (get_face (light), locale);
  self->screen.mic_off = self->state.mic_off;
  if (light == EAR_LIGHT_LISTENING || light == EAR_LIGHT_LISTENING_START) {
    self->screen.subtitle = ear_screen_get_words (locale)->listening;
    self->screen.text = NULL;
  }
}

/* A room: lightest behind the device. */
static void
draw_room (const EarPose *self,
           cairo_t       *cr,
           double         width,
           double         height)
{
  double x = width / 2, y = height * 0.4;
  cairo_pattern_t *room = cairo_pattern_create_radial (x, y, 0, x, y, hypot (width, height) * 0.55);

  if (self->dark) {
    cairo_pattern_add_color_stop_rgb (room, 0, 0.185, 0.185, 0.195);
    cairo_pattern_add_color_stop_rgb (room, 1, 0.105, 0.105, 0.11);
  } else {
    cairo_pattern_add_color_stop_rgb (room, 0, 0.995, 0.992, 0.988);
    cairo_pattern_add_color_stop_rgb (room, 1, 0.90, 0.89, 0.88);
  }
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_set_source (cr, room);
  cairo_fill (cr);
  cairo_pattern_destroy (room);
}

/* The mean of the light falls on the floor, the light itself on the body. */
static void
draw_light (const EarPose      *self,
            cairo_t            *cr,
            const EarPoseModel *model)
{
  cairo_rectangle_int_t area = ear_light_map_get_area (model->map);
  cairo_rectangle_t floor_area = ear_body_get_floor_area (&model->place);
  EarRgb leds[EAR_N_LEDS], mean;
  cairo_surface_t *surface;

  ear_light_render (self->theme, &self->state, self->now, self->level, leds);
  mean = ear_light_map_mean (leds);
  cairo_set_source_rgba (cr, mean.r, mean.g, mean.b, FLOOR_SHARE);
  cairo_mask_surface (cr, model->floor, floor_area.x, floor_area.y);
  surface = ear_light_map_paint (model->map, leds);
  cairo_set_source_surface (cr, surface, area.x, area.y);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

static void
draw_buttons (const EarPose      *self,
              cairo_t            *cr,
              const EarBodyPlace *place)
{
  for (guint i = 0; i < EAR_N_BUTTONS; i++) {
    EarButtonLook look = self->buttons[i];

    if (i == EAR_BUTTON_MUTE && self->state.mic_off)
      look |= EAR_BUTTON_MARKED;
    ear_body_draw_button (cr, self->finish, place, i, look);
  }
}

/**
 * ear_pose_draw:
 * @self: a pose
 * @model: of the same body and finish
 * @cr: where to draw, from 0, 0, in the size of the model
 *
 * Draws the device in its room.
 */
void
ear_pose_draw (const EarPose      *self,
               const EarPoseModel *model,
               cairo_t            *cr)
{
  cairo_rectangle_t screen;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, model->width, model->height);
  cairo_clip (cr);
  draw_room (self, cr, model->width, model->height);
  cairo_scale (cr, 1.0 / model->scale, 1.0 / model->scale);
  cairo_set_source_surface (cr, model->picture, 0, 0);
  cairo_paint (cr);
  if (ear_body_get_screen_area (&model->place, &screen))
    ear_screen_draw (&self->screen, cr, &screen, self->style);
  draw_light (self, cr, model);
  draw_buttons (self, cr, &model->place);
  cairo_restore (cr);
}
