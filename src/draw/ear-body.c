/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

#include <string.h>

/* Where a pixel's color is gathered before it is written: the linear sum of @n_shaded rays, of @n_met that met. */
typedef struct {
  EarRgb sum;
  float  n_shaded;
  float  n_met;
} Pixel;

#define N_ENCODED 16384         /* fine enough for one step of the darkest colors */

static guint8 encoded[N_ENCODED];

static const EarForm *const forms[EAR_N_BODIES] = {
  [EAR_BODY_PUCK] = &ear_puck_form,
  [EAR_BODY_EASEL] = &ear_easel_form,
};

static void
ensure_encoded (void)
{
  static gsize ready;

  if (!g_once_init_enter (&ready))
    return;

  for (guint i = 0; i < N_ENCODED; i++) {
    double x = (double) i / (N_ENCODED - 1);

    x = x <= 0.0031308 ? 12.92 * x : 1.055 * pow (x, 1.0 / 2.4) - 0.055;
    encoded[i] = (guint8) (x * 255.0 + 0.5);
  }
  g_once_init_leave (&ready, 1);
}

static guint8
to_srgb (float linear)
{
  return encoded[(guint) (CLAMP (linear, 0.0f, 1.0f) * (N_ENCODED - 1) + 0.5f)];
}

/* How far before the edge of the picture a shadow begins to fade, in units of the design. */
#define EDGE 32.0f

/* How dark the floor is: close to the foot and sharp, far from it and soft, away from the key light. */
static float
cast_shadow (const EarShape *shape,
             float           x,
             float           y)
{
  float dx = x - EAR_BODY_X, dz = (y - shape->floor_y) / EAR_BODY_TILT;
  float near, far, wide, contact, soft, haze, inside;

  near = ear_round_box (dx, dz, shape->foot_x, shape->foot_z, shape->foot_corner - 3.0f);
  if (near > 105.0f)
    return 0.0f;

  far = ear_round_box (dx - 16.0f, dz - 10.0f, shape->foot_x, shape->foot_z, shape->foot_corner - 6.0f);
  wide = ear_round_box (dx - 8.0f, dz - 4.0f, shape->foot_x, shape->foot_z, shape->foot_corner);
  contact = near < 0.0f ? 1.0f : expf (-near / 6.0f);
  soft = far < 0.0f ? 1.0f : expf (-far * far / (2.0f * 21.0f * 21.0f));
  haze = wide < 0.0f ? 1.0f : 1.0f - ear_step (0.0f, 72.0f, wide);

  /* The picture ends where the design space does: by then nothing may be left. */
  inside = ear_step (0.0f, EDGE, x) * ear_step (0.0f, EDGE, (float) EAR_BODY_WIDTH - x) *
           ear_step (0.0f, EDGE, (float) EAR_BODY_HEIGHT - y);

  return inside * (1.0f - (1.0f - 0.62f * contact) * (1.0f - 0.46f * soft) * (1.0f - 0.24f * haze));
}

/* Clamped ray by ray, or a highlight would eat the smooth edge around it. */
static void
add_ray (Pixel  *pixel,
         EarRgb  color)
{
  pixel->sum.r += MIN (color.r, 1.0f);
  pixel->sum.g += MIN (color.g, 1.0f);
  pixel->sum.b += MIN (color.b, 1.0f);
  pixel->n_shaded += 1.0f;
}

/* One column of pixels, @n × @n rays a pixel. All of them count for its edges, every other one for its color. */
static void
gather_column (const EarForm       *form,
               gconstpointer        built,
               const EarFinishLook *look,
               const EarBodyPlace  *place,
               int                  column,
               int                  height,
               guint                n,
               EarHit              *hits,
               Pixel               *pixels)
{
  float unit = (float) place->unit;

  memset (pixels, 0, height * sizeof *pixels);
  for (guint i = 0; i < n; i++) {
    float x = ((float) column + ((float) i + 0.5f) / (float) n - (float) place->x) / unit - EAR_BODY_X;
    float first_row = (0.5f / (float) n - (float) place->y) / unit;

    form->trace (built, x, first_row, 1.0f / ((float) n * unit), height * n, hits);
    for (guint row = 0; row < height * n; row++)
      if (hits[row].material != EAR_MATERIAL_NONE) {
        Pixel *pixel = &pixels[row / n];

        if (((row % n + i) & 1) == 0 || pixel->n_shaded == 0.0f)
          add_ray (pixel, form->shade (look, &hits[row], unit));
        pixel->n_met += 1.0f;
      }
  }
}

static guint32
pack (const EarFinishLook *look,
      const Pixel         *pixel,
      float                covered,
      float                shadow)
{
  float under = (1.0f - covered) * shadow * look->shadow_strength;
  EarRgb color = ear_rgb_scale (pixel->sum, 1.0f / MAX (pixel->n_shaded, 1.0f));
  guint a = (guint) ((covered + under) * 255.0f + 0.5f);
  guint r = (guint) (to_srgb (color.r) * covered + to_srgb (look->shadow.r) * under + 0.5f);
  guint g = (guint) (to_srgb (color.g) * covered + to_srgb (look->shadow.g) * under + 0.5f);
  guint b = (guint) (to_srgb (color.b) * covered + to_srgb (look->shadow.b) * under + 0.5f);

  return a << 24 | MIN (r, a) << 16 | MIN (g, a) << 8 | MIN (b, a);
}

static void
draw_icons (cairo_surface_t     *surface,
            const EarFinishLook *look,
            const EarBodyPlace  *place)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgba (cr, to_srgb (look->icon.r) / 255.0, to_srgb (look->icon.g) / 255.0,
                         to_srgb (look->icon.b) / 255.0, 0.9);
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    ear_body_draw_icon (cr, place, i);
  cairo_destroy (cr);
}

/**
 * ear_body_render:
 * @finish: what it is made of
 * @place: where it stands, in pixels of the picture
 * @width: of the picture
 * @height: of it
 * @cancellable: (nullable): a cancellable
 *
 * Draws the speaker with its light off and its shadow on a transparent floor. It takes a while (about 0.5 µs a pixel),
 * may be called in any thread, and returns early with half a picture when it is cancelled.
 *
 * Returns: (transfer full): an image surface
 */
cairo_surface_t *
ear_body_render (EarFinish           finish,
                 const EarBodyPlace *place,
                 int                 width,
                 int                 height,
                 GCancellable       *cancellable)
{
  const EarFinishLook *look = ear_finish_get_look (finish);
  guint n = place->unit < 0.4 || place->unit >= 1.6 ? 2 : 3;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, MAX (width, 1), MAX (height, 1));
  const EarForm *form = forms[place->body];
  const EarShape *shape = ear_body_get_shape (place->body);
  g_autofree gpointer built = form->build ();
  g_autofree EarHit *hits = g_new (EarHit, MAX (height, 1) * n);
  g_autofree Pixel *pixels = g_new (Pixel, MAX (height, 1));
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (data == NULL)
    return surface;

  ensure_encoded ();
  cairo_surface_flush (surface);
  for (int x = 0; x < width && !g_cancellable_is_cancelled (cancellable); x++) {
    gather_column (form, built, look, place, x, height, n, hits, pixels);
    for (int y = 0; y < height; y++) {
      float covered = pixels[y].n_met / (float) (n * n);
      float shadow = covered >= 1.0f ? 0.0f
                     : cast_shadow (shape, (float) ((x + 0.5 - place->x) / place->unit),
                                    (float) ((y + 0.5 - place->y) / place->unit));
      guint32 pixel = pack (look, &pixels[y], covered, shadow);

      memcpy (data + (gsize) y * stride + (gsize) x * 4, &pixel, sizeof pixel);
    }
  }
  cairo_surface_mark_dirty (surface);
  draw_icons (surface, look, place);

  return surface;
}

/**
 * ear_body_get_floor_area:
 * @place: where the body stands
 *
 * Returns: the part of the picture that ear_body_render_floor() is for
 */
cairo_rectangle_t
ear_body_get_floor_area (const EarBodyPlace *place)
{
  double top = ear_body_get_shape (place->body)->floor_y - 20.0;

  return (cairo_rectangle_t) {
           place->x, place->y + top * place->unit,
           EAR_BODY_WIDTH *place->unit, (EAR_BODY_HEIGHT - top) * place->unit,
  };
}

/**
 * ear_body_render_floor:
 * @place: where the body stands, in pixels of the picture
 *
 * The light of the ring that comes back from the floor around the foot, as a mask for the mean color of the ring.
 *
 * Returns: (transfer full): an A8 image surface of the size of ear_body_get_floor_area(), rounded up
 */
cairo_surface_t *
ear_body_render_floor (const EarBodyPlace *place)
{
  cairo_rectangle_t area = ear_body_get_floor_area (place);
  int width = (int) ceil (area.width), height = (int) ceil (area.height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, MAX (width, 1), MAX (height, 1));
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const EarShape *shape = ear_body_get_shape (place->body);

  if (data == NULL)
    return surface;

  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      float dx = (float) ((area.x + x + 0.5 - place->x) / place->unit) - EAR_BODY_X;
      float dz = ((float) ((area.y + y + 0.5 - place->y) / place->unit) - shape->floor_y) / EAR_BODY_TILT;
      float away = ear_round_box (dx, dz, shape->foot_x, shape->foot_z, shape->foot_corner);
      float body = ear_step (-1.0f, 14.0f, away);
      float fade = 1.0f - ear_step (0.0f, 78.0f, away);
      float front = ear_step (30.0f, 190.0f, dz + EAR_FOOT_RADIUS - shape->foot_z - shape->foot_corner);

      data[y * stride + x] = (guint8) (255.0f * body * fade * front + 0.5f);
    }
  cairo_surface_mark_dirty (surface);

  return surface;
}
