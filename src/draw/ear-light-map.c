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
#define MARGIN    30.0          /* how far the halo reaches, in design units */
#define FLARE     0.16f         /* how much of a hot core goes to the other colors */

/* What one pixel takes of the ring's color at its place, in 1/1024. `cover`: how much of what is below it hides. */
typedef struct {
  guint32 offset;
  guint16 bin;
  guint16 weight;
  guint16 cover;
} Lit;

struct _EarLightMap {
  cairo_rectangle_int_t area;
  guint32               n_lit;
  Lit                  *lit;
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

/* How much a point of the picture takes: from the diffuser itself, from the cap, rim and cloth beside it, and from
 * the haze in the lens.
 */
static gboolean
weigh (const EarFinishLook *look,
       float                x,
       float                y,
       float                soft,
       Lit                 *lit)
{
  float dx = x - EAR_BODY_X, dz = (y - EAR_BODY_Y) / EAR_BODY_TILT;
  float r = hypotf (dx, dz), across = r - EAR_RING_RADIUS;
  float core = 1.0f - ear_step (EAR_RING_WIDTH - soft, EAR_RING_WIDTH + soft, fabsf (across));
  float bright = look->plate.g > 0.3f ? 1.0f : 0.0f;
  /* On screen distances shrink by the tilt in front and behind, but not at the sides. */
  float stretch = hypotf (dx, dz * EAR_BODY_TILT) / MAX (r, 1.0f);
  float beyond = MAX (fabsf (across) - EAR_RING_WIDTH, 0.0f);
  float spill = across < 0.0f ? 0.060f * expf (-beyond / 3.5f) + 0.022f * expf (-beyond / 17.0f)
                              : 0.085f * expf (-beyond / 4.5f) + 0.016f * expf (-beyond / 14.0f);
  float halo = (0.020f - 0.010f * bright) * expf (-beyond * stretch / 8.0f);
  float fade = 1.0f - ear_step (0.45f, 1.0f, MAX (beyond * stretch / (float) MARGIN, beyond / 58.0f));
  float light = core * (0.75f + 1.45f * expf (-across * across / 9.0f)) + (1.0f - core) * (spill + halo) * fade;
  float turn = atan2f (-dx, dz) / (2.0f * (float) G_PI);

  if (light < 0.0015f)
    return FALSE;

  lit->bin = (guint16) ((guint) ((turn + 1.0f) * N_BINS + 0.5f) % N_BINS);
  lit->weight = (guint16) (light * 1024.0f + 0.5f);
  lit->cover = (guint16) (256.0f * (core + (1.0f - core) * (0.55f + 0.35f * bright)));

  return TRUE;
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
  double half_width = EAR_PLATE_RADIUS + MARGIN, half_height = EAR_PLATE_RADIUS * EAR_BODY_TILT + MARGIN;
  float soft = (float) MIN (0.9 / place->unit, 3.0);
  double right, bottom;

  ensure_exposed ();
  self->area.x = (int) floor (place->x + (EAR_BODY_X - half_width) * place->unit);
  self->area.y = (int) floor (place->y + (EAR_BODY_Y - half_height) * place->unit);
  right = ceil (place->x + (EAR_BODY_X + half_width) * place->unit);
  bottom = ceil (place->y + (EAR_BODY_Y + half_height) * place->unit);
  self->area.width = (int) right - self->area.x;
  self->area.height = (int) bottom - self->area.y;
  self->lit = g_new (Lit, (gsize) self->area.width * self->area.height);

  for (int y = 0; y < self->area.height; y++)
    for (int x = 0; x < self->area.width; x++) {
      Lit *lit = &self->lit[self->n_lit];

      if (weigh (look, (float) ((self->area.x + x + 0.5 - place->x) / place->unit),
                 (float) ((self->area.y + y + 0.5 - place->y) / place->unit), soft, lit)) {
        lit->offset = (guint32) (y * self->area.width + x);
        self->n_lit++;
      }
    }
  self->lit = g_renew (Lit, self->lit, MAX (self->n_lit, 1));

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
  g_free (self->lit);
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
  guint32 width = (guint32) self->area.width;
  Bin bins[N_BINS];

  g_return_if_fail (stride >= (gsize) width * 4);

  spread (leds, bins);
  for (guint32 i = 0; i < self->n_lit; i++) {
    const Lit *lit = &self->lit[i];
    const Bin *bin = &bins[lit->bin];
    guint32 r = expose (bin->r, lit->weight), g = expose (bin->g, lit->weight), b = expose (bin->b, lit->weight);
    guint32 a = (MAX (r, MAX (g, b)) * lit->cover) >> 8;
    guint32 pixel = a << 24 | r << 16 | g << 8 | b;
    guint32 row = lit->offset / width;

    memcpy (pixels + row * stride + (gsize) (lit->offset - row * width) * 4, &pixel, sizeof pixel);
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
