/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-pose.h"

#include "draw/ear-screen-private.h"

#include <math.h>

#define FLOOR_SHARE 0.10        /* of the mean color, on the floor */

/* What a display would show meanwhile. */
static EarScreenFace
get_face (EarLight light)
{
  switch ((int) light) {
  case EAR_LIGHT_LISTENING:
  case EAR_LIGHT_THINKING:
    return EAR_SCREEN_CAPTION;
  case EAR_LIGHT_SPEAKING:
    return EAR_SCREEN_WEATHER;
  case EAR_LIGHT_EXPECTING:
    return EAR_SCREEN_CARD;
  case EAR_LIGHT_RINGING:
    return EAR_SCREEN_RINGING;
  case EAR_LIGHT_VOLUME:
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
  static const EarPhase phases[EAR_N_LIGHTS] = {
    [EAR_LIGHT_LISTENING] = EAR_PHASE_LISTENING,
    [EAR_LIGHT_THINKING] = EAR_PHASE_THINKING,
    [EAR_LIGHT_SPEAKING] = EAR_PHASE_SPEAKING,
    [EAR_LIGHT_EXPECTING] = EAR_PHASE_EXPECTING,
    [EAR_LIGHT_RINGING] = EAR_PHASE_RINGING,
    [EAR_LIGHT_ERROR] = EAR_PHASE_ERROR,
  };

  g_return_if_fail (light < EAR_N_LIGHTS);

  self->state = (EarState) EAR_STATE_INIT;
  self->state.n_events = light != EAR_LIGHT_STARTING;
  self->state.phase = phases[light];
  self->state.since = self->now - 1080 * G_GINT64_CONSTANT (1000);
  self->state.direction = 320.0;
  self->state.volume = 7;
  self->state.mic_off = light == EAR_LIGHT_MIC_OFF;
  if (light == EAR_LIGHT_VOLUME)
    self->state.adjusted_at = self->now;
  self->level = 0.7;

  self->screen = *ear_screen_get_sample (get_face (light), locale);
  self->screen.mic_off = self->state.mic_off;
  if (light == EAR_LIGHT_LISTENING) {
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

static void
draw_light (const EarPose      *self,
            cairo_t            *cr,
            const EarBodyPlace *place)
{
  g_autoptr (EarLightMap) map = ear_light_map_new (self->finish, place);
  cairo_rectangle_int_t area = ear_light_map_get_area (map);
  cairo_rectangle_t floor_area = ear_body_get_floor_area (place);
  EarRgb leds[EAR_N_LEDS], mean;
  cairo_surface_t *surface;

  ear_light_render (&self->state, self->now, self->level, leds);
  mean = ear_light_map_mean (leds);
  surface = ear_body_render_floor (place);
  cairo_set_source_rgba (cr, mean.r, mean.g, mean.b, FLOOR_SHARE);
  cairo_mask_surface (cr, surface, floor_area.x, floor_area.y);
  cairo_surface_destroy (surface);
  surface = ear_light_map_paint (map, leds);
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
 * @cr: where to draw, from 0, 0
 * @width: of the picture
 * @height: of it
 * @scale: pixels of the body per unit of @cr
 * @picture: (nullable): what ear_body_render() made for this size, where it is drawn more than once
 *
 * Draws the device in its room.
 */
void
ear_pose_draw (const EarPose   *self,
               cairo_t         *cr,
               double           width,
               double           height,
               double           scale,
               cairo_surface_t *picture)
{
  EarBodyPlace place = ear_body_place (self->body, width * scale, height * scale);
  cairo_surface_t *surface = picture ? cairo_surface_reference (picture)
                                     : ear_body_render (self->finish, &place, (int) ceil (width * scale),
                                                        (int) ceil (height * scale), NULL);
  cairo_rectangle_t screen;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  draw_room (self, cr, width, height);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  if (ear_body_get_screen_area (&place, &screen))
    ear_screen_draw (&self->screen, cr, &screen, self->style);
  draw_light (self, cr, &place);
  draw_buttons (self, cr, &place);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
