/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-light-nodes.h"

#include <math.h>
#include <string.h>

#define FLOOR_SHARE 0.10        /* of the mean color, on the floor */
#define FLOOR_STEP  0.12f       /* three steps of 255 when it is there */

struct _EarLightNodes {
  EarBodyPlace     place;       /* where the body stands now, in the widget */

  /* Made for a size that had settled, in pixels of the screen; shown scaled until the next one has. */
  EarFinish        finish;
  EarBodyPlace     map_place;
  EarLightMap     *map;
  cairo_surface_t *floor;

  GskRenderNode   *parts[EAR_LIGHT_MAX_PARTS]; /* of the ring; a frame of the light leaves the display alone */
  guint            n_parts;
  GskRenderNode   *floor_node;
  GskRenderNode   *button_nodes[EAR_N_BUTTONS];
  EarButtonLook    button_looks[EAR_N_BUTTONS];
  EarRgb           drawn_leds[EAR_N_LEDS];
  EarRgb           drawn_mean;
};

static void
forget_nodes (EarLightNodes *self)
{
  for (guint i = 0; i < EAR_LIGHT_MAX_PARTS; i++)
    g_clear_pointer (&self->parts[i], gsk_render_node_unref);
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    g_clear_pointer (&self->button_nodes[i], gsk_render_node_unref);
  g_clear_pointer (&self->floor_node, gsk_render_node_unref);
}

EarLightNodes *
ear_light_nodes_new (void)
{
  return g_new0 (EarLightNodes, 1);
}

void
ear_light_nodes_free (EarLightNodes *self)
{
  forget_nodes (self);
  g_clear_pointer (&self->map, ear_light_map_free);
  g_clear_pointer (&self->floor, cairo_surface_destroy);
  g_free (self);
}

/**
 * ear_light_nodes_set_place:
 * @self: the nodes
 * @finish: what the body is made of
 * @place: where it stands in its widget
 * @scale: pixels of the screen per pixel of the widget
 * @settled: whether the place will stay
 *
 * Makes a new map of the light where that is worth it.
 */
void
ear_light_nodes_set_place (EarLightNodes      *self,
                           EarFinish           finish,
                           const EarBodyPlace *place,
                           int                 scale,
                           gboolean            settled)
{
  EarBodyPlace map_place = ear_body_place_scale (place, scale);

  if (!ear_body_place_equal (&self->place, place))
    forget_nodes (self);
  self->place = *place;
  if (self->map != NULL && self->finish == finish && self->map_place.body == place->body
      && (!settled || ear_body_place_equal (&map_place, &self->map_place)))
    return;

  g_clear_pointer (&self->map, ear_light_map_free);
  g_clear_pointer (&self->floor, cairo_surface_destroy);
  forget_nodes (self);
  self->finish = finish;
  self->map_place = map_place;
  self->map = ear_light_map_new (finish, &map_place);
  self->floor = ear_body_render_floor (&map_place);
}

/* Sets @cr up so that the pixels of the map's place fall where the body stands now. */
static void
scale_to_place (EarLightNodes *self,
                cairo_t       *cr)
{
  double shrink = self->place.unit / self->map_place.unit;

  cairo_translate (cr, self->place.x, self->place.y);
  cairo_scale (cr, shrink, shrink);
  cairo_translate (cr, -self->map_place.x, -self->map_place.y);
}

static GskRenderNode *
new_node (EarLightNodes           *self,
          const cairo_rectangle_t *area,
          cairo_t                **cr)
{
  double shrink = self->place.unit / self->map_place.unit;
  double x = self->place.x + (area->x - self->map_place.x) * shrink;
  double y = self->place.y + (area->y - self->map_place.y) * shrink;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) floor (x), (float) floor (y),
                                               (float) ceil (area->width * shrink + 1.0),
                                               (float) ceil (area->height * shrink + 1.0));
  GskRenderNode *node = gsk_cairo_node_new (&bounds);

  *cr = gsk_cairo_node_get_draw_context (node);
  scale_to_place (self, *cr);

  return node;
}

/* New surfaces for every frame: cairo nodes keep a reference to what they paint. */
static void
draw_ring (EarLightNodes *self,
           const EarRgb   leds[EAR_N_LEDS])
{
  cairo_rectangle_int_t areas[EAR_LIGHT_MAX_PARTS];
  cairo_surface_t *surfaces[EAR_LIGHT_MAX_PARTS];

  self->n_parts = ear_light_map_get_parts (self->map, areas);
  ear_light_map_paint_parts (self->map, leds, surfaces);
  for (guint i = 0; i < self->n_parts; i++) {
    cairo_rectangle_t bounds = { areas[i].x, areas[i].y, areas[i].width, areas[i].height };
    cairo_t *cr;

    g_clear_pointer (&self->parts[i], gsk_render_node_unref);
    self->parts[i] = new_node (self, &bounds, &cr);
    cairo_set_source_surface (cr, surfaces[i], areas[i].x, areas[i].y);
    cairo_paint (cr);
    cairo_destroy (cr);
    cairo_surface_destroy (surfaces[i]);
  }
  memcpy (self->drawn_leds, leds, sizeof self->drawn_leds);
}

/* The floor is redrawn only when a difference could be seen. */
static void
draw_floor (EarLightNodes *self,
            const EarRgb   leds[EAR_N_LEDS])
{
  EarBodyPlace place = self->map_place;
  cairo_rectangle_t area = ear_body_get_floor_area (&place);
  EarRgb mean = ear_light_map_mean (leds);
  cairo_t *cr;

  if (self->floor_node != NULL && fabsf (mean.r - self->drawn_mean.r) < FLOOR_STEP
      && fabsf (mean.g - self->drawn_mean.g) < FLOOR_STEP && fabsf (mean.b - self->drawn_mean.b) < FLOOR_STEP)
    return;

  g_clear_pointer (&self->floor_node, gsk_render_node_unref);
  self->floor_node = new_node (self, &area, &cr);
  cairo_set_source_rgba (cr, mean.r, mean.g, mean.b, FLOOR_SHARE);
  cairo_mask_surface (cr, self->floor, area.x, area.y);
  cairo_destroy (cr);
  self->drawn_mean = mean;
}

/* A little more than the button, for what a pressed mark moves down. */
static void
draw_button (EarLightNodes *self,
             EarButton      button,
             EarButtonLook  look)
{
  cairo_rectangle_t area = ear_body_get_button_area (&self->map_place, button);
  double more = 3.0 * self->map_place.unit;
  cairo_t *cr;

  if (self->button_nodes[button] != NULL && self->button_looks[button] == look)
    return;

  area = (cairo_rectangle_t) { area.x - more, area.y - more, area.width + 2.0 * more, area.height + 2.0 * more };
  g_clear_pointer (&self->button_nodes[button], gsk_render_node_unref);
  self->button_nodes[button] = new_node (self, &area, &cr);
  ear_body_draw_button (cr, self->finish, &self->map_place, button, look);
  cairo_destroy (cr);
  self->button_looks[button] = look;
}

/**
 * ear_light_nodes_snapshot:
 * @self: the nodes
 * @snapshot: where to draw, above the body
 * @leds: (nullable): the colors of the ring, or %NULL when it is dark
 * @looks: what is to be seen of the buttons
 *
 * Draws one frame of what changes on the body. What did not change stays the same node, so that only what did is drawn
 * to the screen.
 */
void
ear_light_nodes_snapshot (EarLightNodes       *self,
                          GtkSnapshot         *snapshot,
                          const EarRgb         leds[EAR_N_LEDS],
                          const EarButtonLook  looks[EAR_N_BUTTONS])
{
  g_return_if_fail (self->map != NULL);

  if (leds != NULL) {
    draw_floor (self, leds);
    if (self->parts[0] == NULL || memcmp (leds, self->drawn_leds, sizeof self->drawn_leds) != 0)
      draw_ring (self, leds);
    gtk_snapshot_append_node (snapshot, self->floor_node);
    for (guint i = 0; i < self->n_parts; i++)
      gtk_snapshot_append_node (snapshot, self->parts[i]);
  }

  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    if (looks[i] != EAR_BUTTON_RESTS) {
      draw_button (self, i, looks[i]);
      gtk_snapshot_append_node (snapshot, self->button_nodes[i]);
    }
}
