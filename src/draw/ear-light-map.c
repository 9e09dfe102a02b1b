/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-map.h"

#include "draw/ear-body-private.h"

#include <string.h>

/* The light is computed as it would be: LEDs blend in the diffuser, the sum of core, spill and halo is exposed by
 * 1 − exp (−x), so that bright places go white-ish instead of flat, and is then encoded for the screen.
 */

#define N_BINS    768           /* places around the ring with a color of their own */
#define EXPOSURE  1024          /* steps of the table of exposure for a brightness of 1 */
#define N_EXPOSED 6144
#define MARGIN    30.0f         /* how far the halo reaches, in design units */
#define GLASS_MARGIN 8.0f       /* and over glass: it ends where the display begins */
#define FLARE     0.16f         /* how much of a hot core goes to the other colors */

/* What one pixel takes of the ring's color at its place, in 1/1024. `cover`: how much of what is below it hides. */
typedef struct {
  guint16 x, y;                 /* in its part */
  guint16 bin;
  guint16 weight;
  guint16 cover;
} Lit;

/* A display in the middle is left out: above, below, left and right of it are parts of their own. */
typedef struct {
  cairo_rectangle_int_t area;
  guint32               n_lit;
  Lit                  *lit;
} Part;

struct _EarLightMap {
  cairo_rectangle_int_t area;
  guint                 n_parts;
  Part                  parts[EAR_LIGHT_MAX_PARTS];
};

typedef struct {
  guint32 r, g, b;
} Bin;

static guint8 exposed[N_EXPOSED];

static void
ensure_exposed (void)
{
  static gsize ready;

  if (!g_once_init_enter (&ready))
    return;

  for (guint i = 0; i < N_EXPOSED; i++) {
    double x = 1.0 - exp (-(double) i / EXPOSURE);

    x = x <= 0.0031308 ? 12.92 * x : 1.055 * pow (x, 1.0 / 2.4) - 0.055;
    exposed[i] = (guint8) (x * 255.0 + 0.5);
  }
  g_once_init_leave (&ready, 1);
}

/* How much a point of the picture takes: from the diffuser itself, from what is beside it, and from the haze in the
 * lens.
 */
static gboolean
weigh (const EarFinishLook *look,
       const EarShape      *shape,
       float                x,
       float                y,
       float                soft,
       Lit                 *lit)
{
  const EarRing *ring = &shape->ring;
  EarRingSpot spot = ear_ring_find (ring, x, y);
  float core = 1.0f - ear_step (ring->half_width - soft, ring->half_width + soft, fabsf (spot.across));
  float bright = look->plate.g > 0.3f ? 1.0f : 0.0f;
  /* On screen distances shrink by the tilt in front and behind, but not at the sides. */
  float beyond = MAX (fabsf (spot.across) - ring->half_width, 0.0f);
  gboolean on_glass = spot.across < 0.0f && shape->screen_x > 0.0f;
  float spill = on_glass ? 0.030f * expf (-beyond / 3.0f)
                : spot.across < 0.0f ? 0.060f * expf (-beyond / 3.5f) + 0.022f * expf (-beyond / 17.0f)
                : 0.085f * expf (-beyond / 4.5f) + 0.016f * expf (-beyond / 14.0f);
  float halo = (0.020f - 0.010f * bright) * expf (-beyond * spot.stretch / 8.0f);
  float reach = on_glass ? GLASS_MARGIN : MARGIN;
  float fade = 1.0f - ear_step (0.45f, 1.0f, MAX (beyond * spot.stretch / reach, beyond / 58.0f));
  float peak = ring->half_width * ring->half_width * 0.213f;
  float light = core * (0.75f + 1.45f * expf (-spot.across * spot.across / peak))
                + (1.0f - core) * (spill + halo) * fade;

  if (light < 0.0015f)
    return FALSE;

  lit->bin = (guint16) ((guint) ((spot.turn + 1.0f) * N_BINS + 0.5f) % N_BINS);
  lit->weight = (guint16) (light * 1024.0f + 0.5f);
  lit->cover = (guint16) (256.0f * (core + (1.0f - core) * (0.55f + 0.35f * bright)));

  return TRUE;
}

/* Whole pixels inside of the display, which the light leaves out. */
static cairo_rectangle_int_t
find_hole (const EarBodyPlace *place)
{
  cairo_rectangle_t screen;
  int x, y;

  if (!ear_body_get_screen_area (place, &screen))
    return (cairo_rectangle_int_t) { 0, 0, 0, 0 };

  x = (int) ceil (screen.x);
  y = (int) ceil (screen.y);

  return (cairo_rectangle_int_t) {
           x, y, MAX ((int) floor (screen.x + screen.width) - x, 0), MAX ((int) floor (screen.y + screen.height) - y, 0),
  };
}

/* Around the hole; all of the area where there is none. */
static void
divide (EarLightMap                 *self,
        const cairo_rectangle_int_t *hole)
{
  cairo_rectangle_int_t area = self->area;
  int below = hole->y + hole->height, right = hole->x + hole->width;

  self->n_parts = 1;
  self->parts[0].area = area;
  if (hole->width == 0 || hole->height == 0)
    return;

  self->n_parts = EAR_LIGHT_MAX_PARTS;
  self->parts[0].area.height = hole->y - area.y;
  self->parts[1].area = (cairo_rectangle_int_t) { area.x, below, area.width, area.y + area.height - below };
  self->parts[2].area = (cairo_rectangle_int_t) { area.x, hole->y, hole->x - area.x, hole->height };
  self->parts[3].area = (cairo_rectangle_int_t) { right, hole->y, area.x + area.width - right, hole->height };
}

static void
fill_part (Part                *part,
           const EarFinishLook *look,
           const EarBodyPlace  *place)
{
  const EarShape *shape = ear_body_get_shape (place->body);
  float soft = (float) MIN (0.9 / place->unit, 3.0);

  part->lit = g_new (Lit, (gsize) part->area.width * part->area.height);
  for (int y = 0; y < part->area.height; y++)
    for (int x = 0; x < part->area.width; x++) {
      Lit *lit = &part->lit[part->n_lit];

      if (weigh (look, shape, (float) ((part->area.x + x + 0.5 - place->x) / place->unit),
                 (float) ((part->area.y + y + 0.5 - place->y) / place->unit), soft, lit)) {
        lit->x = (guint16) x;
        lit->y = (guint16) y;
        part->n_lit++;
      }
    }
  part->lit = g_renew (Lit, part->lit, MAX (part->n_lit, 1));
}

/**
 * ear_light_map_new:
 * @finish: what the body is made of
 * @place: where it stands, in pixels of the picture
 *
 * Returns: (transfer full): the light of its ring
 */
EarLightMap *
ear_light_map_new (EarFinish           finish,
                   const EarBodyPlace *place)
{
  const EarFinishLook *look = ear_finish_get_look (finish);
  EarLightMap *self = g_new0 (EarLightMap, 1);
  const EarShape *shape = ear_body_get_shape (place->body);
  const EarRing *ring = &shape->ring;
  float edge = ring->corner + 2.0f * ring->half_width;
  double half_width = ring->straight_x + edge + MARGIN, half_height = (ring->straight_y + edge) * ring->tilt + MARGIN;
  cairo_rectangle_int_t hole;
  double right, bottom;

  ensure_exposed ();
  self->area.x = (int) floor (place->x + (ring->x - half_width) * place->unit);
  self->area.y = (int) floor (place->y + (ring->y - half_height) * place->unit);
  right = ceil (place->x + (ring->x + half_width) * place->unit);
  bottom = ceil (place->y + (ring->y + half_height) * place->unit);
  self->area.width = (int) right - self->area.x;
  self->area.height = (int) bottom - self->area.y;
  hole = find_hole (place);
  divide (self, &hole);
  for (guint i = 0; i < self->n_parts; i++)
    fill_part (&self->parts[i], look, place);

  return self;
}

/**
 * ear_light_map_free:
 * @self: a light map
 *
 * Frees it.
 */
void
ear_light_map_free (EarLightMap *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    g_free (self->parts[i].lit);
  g_free (self);
}

/**
 * ear_light_map_get_area:
 * @self: a light map
 *
 * Returns: where its pixels lie in the picture
 */
cairo_rectangle_int_t
ear_light_map_get_area (const EarLightMap *self)
{
  return self->area;
}

/**
 * ear_light_map_get_parts:
 * @self: a light map
 * @areas: (out caller-allocates): the parts of the area that are ever lit; they do not overlap
 *
 * Returns: how many they are
 */
guint
ear_light_map_get_parts (const EarLightMap     *self,
                         cairo_rectangle_int_t  areas[EAR_LIGHT_MAX_PARTS])
{
  for (guint i = 0; i < self->n_parts; i++)
    areas[i] = self->parts[i].area;

  return self->n_parts;
}

/* The diffuser blends neighbors; each color leaks a little into the others, as in a camera. */
static void
spread (const EarRgb leds[EAR_N_LEDS],
        Bin          bins[N_BINS])
{
  for (guint i = 0; i < N_BINS; i++) {
    guint led = i * EAR_N_LEDS / N_BINS;
    float k = (float) (i * EAR_N_LEDS % N_BINS) / N_BINS;
    EarRgb color = ear_rgb_mix (leds[led], leds[(led + 1) % EAR_N_LEDS], k * k * (3.0f - 2.0f * k));
    float brightest = MAX (color.r, MAX (color.g, color.b));
    float flare = FLARE * brightest * brightest;

    bins[i].r = (guint32) ((color.r + flare * 0.25f) * 1024.0f);
    bins[i].g = (guint32) ((color.g + flare * 0.25f) * 1024.0f);
    bins[i].b = (guint32) ((color.b + flare * 0.25f) * 1024.0f);
  }
}

static inline guint32
expose (guint32 color,
        guint32 weight)
{
  guint32 x = (color * weight) >> 10;

  return exposed[MIN (x, N_EXPOSED - 1)];
}

static void
render_part (const Part *part,
             const Bin   bins[N_BINS],
             guint8     *pixels,
             gsize       stride)
{
  for (guint32 i = 0; i < part->n_lit; i++) {
    const Lit *lit = &part->lit[i];
    const Bin *bin = &bins[lit->bin];
    guint32 r = expose (bin->r, lit->weight), g = expose (bin->g, lit->weight), b = expose (bin->b, lit->weight);
    guint32 a = (MAX (r, MAX (g, b)) * lit->cover) >> 8;
    guint32 pixel = a << 24 | r << 16 | g << 8 | b;

    memcpy (pixels + lit->y * stride + (gsize) lit->x * 4, &pixel, sizeof pixel);
  }
}

/**
 * ear_light_map_render:
 * @self: a light map
 * @leds: the colors of the ring
 * @pixels: (out caller-allocates): the pixels of the area, zeroed before the first call: premultiplied ARGB32
 * @stride: bytes from one row to the next
 *
 * Draws the light of one frame. Always the same pixels are written.
 */
void
ear_light_map_render (const EarLightMap *self,
                      const EarRgb       leds[EAR_N_LEDS],
                      guint8            *pixels,
                      gsize              stride)
{
  Bin bins[N_BINS];

  g_return_if_fail (stride >= (gsize) self->area.width * 4);

  spread (leds, bins);
  for (guint i = 0; i < self->n_parts; i++) {
    const Part *part = &self->parts[i];

    render_part (part, bins, pixels + (gsize) (part->area.y - self->area.y) * stride
                 + (gsize) (part->area.x - self->area.x) * 4, stride);
  }
}

/**
 * ear_light_map_paint:
 * @self: a light map
 * @leds: the colors of the ring
 *
 * Returns: (transfer full): the light as a new image surface, to be painted over the body at the map's area
 */
cairo_surface_t *
ear_light_map_paint (const EarLightMap *self,
                     const EarRgb       leds[EAR_N_LEDS])
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->area.width, self->area.height);
  guint8 *data = cairo_image_surface_get_data (surface);

  if (data == NULL)
    return surface;

  cairo_surface_flush (surface);
  ear_light_map_render (self, leds, data, (gsize) cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);

  return surface;
}

/**
 * ear_light_map_paint_parts:
 * @self: a light map
 * @leds: the colors of the ring
 * @surfaces: (out caller-allocates) (transfer full): new image surfaces, one for each part
 *
 * Paints the light part by part, for who would not touch what is never lit.
 */
void
ear_light_map_paint_parts (const EarLightMap *self,
                           const EarRgb       leds[EAR_N_LEDS],
                           cairo_surface_t   *surfaces[EAR_LIGHT_MAX_PARTS])
{
  Bin bins[N_BINS];

  spread (leds, bins);
  for (guint i = 0; i < self->n_parts; i++) {
    const Part *part = &self->parts[i];
    guint8 *data;

    surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, part->area.width, part->area.height);
    data = cairo_image_surface_get_data (surfaces[i]);
    if (data == NULL)
      continue;

    cairo_surface_flush (surfaces[i]);
    render_part (part, bins, data, (gsize) cairo_image_surface_get_stride (surfaces[i]));
    cairo_surface_mark_dirty (surfaces[i]);
  }
}

/**
 * ear_light_map_mean:
 * @leds: the colors of the ring
 *
 * Returns: the color it gives to a room, exposed and encoded for the screen
 */
EarRgb
ear_light_map_mean (const EarRgb leds[EAR_N_LEDS])
{
  EarRgb sum = { 0.0f, 0.0f, 0.0f };

  ensure_exposed ();
  for (guint i = 0; i < EAR_N_LEDS; i++) {
    sum.r += leds[i].r / EAR_N_LEDS;
    sum.g += leds[i].g / EAR_N_LEDS;
    sum.b += leds[i].b / EAR_N_LEDS;
  }

  return (EarRgb) {
           (float) expose ((guint32) (sum.r * 1024.0f), 1024) / 255.0f,
           (float) expose ((guint32) (sum.g * 1024.0f), 1024) / 255.0f,
           (float) expose ((guint32) (sum.b * 1024.0f), 1024) / 255.0f,
  };
}
