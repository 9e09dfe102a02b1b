/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-export-private.h"

#include "draw/ear-light-map.h"

#include <gif_lib.h>
#include <glib/gi18n.h>
#include <string.h>

#define WIDTH    360
#define HEIGHT   327
#define N_COLORS 256

/* One palette serves all frames: the whole picture first, then the part that is lit, once for every frame. */
typedef struct {
  cairo_surface_t       *body;
  EarLightMap           *map;
  cairo_rectangle_int_t  area;  /* what changes from frame to frame */
  guint                  n_frames;
  gsize                  n_pixels;
  GifByteType           *planes[3];
  GifByteType           *indices;
  ColorMapObject        *palette;
} Film;

static void
film_clear (Film *self)
{
  g_clear_pointer (&self->body, cairo_surface_destroy);
  g_clear_pointer (&self->map, ear_light_map_free);
  for (guint i = 0; i < 3; i++)
    g_clear_pointer (&self->planes[i], g_free);
  g_clear_pointer (&self->indices, g_free);
  g_clear_pointer (&self->palette, GifFreeMapObject);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Film, film_clear)

static cairo_surface_t *
paint_frame (Film                *self,
             const EarLightClip  *clip,
             guint                frame)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (picture);
  cairo_surface_t *light;
  EarRgb leds[EAR_N_LEDS];

  cairo_set_source_rgb (cr, 0.12, 0.12, 0.13);
  cairo_paint (cr);
  cairo_set_source_surface (cr, self->body, 0, 0);
  cairo_paint (cr);
  ear_light_clip_render_frame (clip, frame, leds);
  light = ear_light_map_paint (self->map, leds);
  cairo_set_source_surface (cr, light, self->area.x, self->area.y);
  cairo_paint (cr);
  cairo_surface_destroy (light);
  cairo_destroy (cr);
  cairo_surface_flush (picture);

  return picture;
}

/* A pattern of 4 × 4 hides the steps between few colors. */
static GifByteType
dithered (guint value,
          guint x,
          guint y)
{
  static const gint8 steps[4][4] = { { -4, 0, -3, 1 }, { 2, -2, 3, -1 }, { -3, 1, -4, 0 }, { 3, -1, 2, -2 } };

  return (GifByteType) CLAMP ((int) value + steps[y % 4][x % 4], 0, 255);
}

static void
take_pixels (Film                        *self,
             cairo_surface_t             *picture,
             const cairo_rectangle_int_t *area,
             gsize                        at)
{
  const guint8 *data = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++) {
      guint32 pixel;

      memcpy (&pixel, data + y * stride + 4 * x, sizeof pixel);
      for (guint i = 0; i < 3; i++)
        self->planes[i][at] = dithered (pixel >> (16 - 8 * i) & 0xff, x, y);
      at++;
    }
}

static void
shoot (Film               *self,
       const EarLightClip *clip,
       GCancellable       *cancellable)
{
  EarBodyPlace place = ear_body_place (EAR_BODY_PUCK, WIDTH, HEIGHT);
  const cairo_rectangle_int_t whole = { 0, 0, WIDTH, HEIGHT };
  gsize at = WIDTH * HEIGHT;

  self->body = ear_body_render (EAR_FINISH_CHARCOAL, &place, WIDTH, HEIGHT, cancellable);
  if (self->body == NULL)
    return;

  self->map = ear_light_map_new (EAR_FINISH_CHARCOAL, &place);
  self->area = ear_light_map_get_area (self->map);
  self->n_frames = ear_light_clip_count_frames (clip);
  self->n_pixels = at + (gsize) self->area.width * self->area.height * (self->n_frames - 1);
  for (guint i = 0; i < 3; i++)
    self->planes[i] = g_malloc (self->n_pixels);

  for (guint frame = 0; frame < self->n_frames && !g_cancellable_is_cancelled (cancellable); frame++) {
    cairo_surface_t *picture = paint_frame (self, clip, frame);

    take_pixels (self, picture, frame == 0 ? &whole : &self->area, frame == 0 ? 0 : at);
    at += frame == 0 ? 0 : (gsize) self->area.width * self->area.height;
    cairo_surface_destroy (picture);
  }
}

static gboolean
choose_colors (Film *self)
{
  int n_colors = N_COLORS;

  self->indices = g_malloc (self->n_pixels);
  self->palette = GifMakeMapObject (N_COLORS, NULL);

  return self->palette != NULL &&
         GifQuantizeBuffer ((guint) self->n_pixels, 1, &n_colors, self->planes[0], self->planes[1], self->planes[2], self->indices,
                            self->palette->Colors) == GIF_OK;
}

static int
on_write (GifFileType       *gif,
          const GifByteType *data,
          int                length)
{
  g_byte_array_append (gif->UserData, data, (guint) length);

  return length;
}

static gboolean
put_loop (GifFileType *gif)
{
  static const GifByteType for_ever[] = { 1, 0, 0 };

  return EGifPutExtensionLeader (gif, APPLICATION_EXT_FUNC_CODE) == GIF_OK && EGifPutExtensionBlock (gif, 11, "NETSCAPE2.0") == GIF_OK &&
         EGifPutExtensionBlock (gif, sizeof for_ever, for_ever) == GIF_OK && EGifPutExtensionTrailer (gif) == GIF_OK;
}

/* Times are counted from the start, so that hundredths do not add up to seconds. */
static gboolean
put_frame (Film        *self,
           GifFileType *gif,
           guint        fps,
           guint        frame)
{
  GraphicsControlBlock control = { DISPOSE_DO_NOT, false, (int) ((frame + 1) * 100 / fps - frame * 100 / fps), NO_TRANSPARENT_COLOR };
  cairo_rectangle_int_t area = frame == 0 ? (cairo_rectangle_int_t) { 0, 0, WIDTH, HEIGHT } : self->area;
  gsize size = (gsize) self->area.width * self->area.height;
  GifByteType *pixels = self->indices + (frame == 0 ? 0 : WIDTH * HEIGHT + size * (frame - 1));
  GifByteType extension[4];

  EGifGCBToExtension (&control, extension);
  if (EGifPutExtension (gif, GRAPHICS_EXT_FUNC_CODE, sizeof extension, extension) != GIF_OK ||
      EGifPutImageDesc (gif, area.x, area.y, area.width, area.height, false, NULL) != GIF_OK)
    return FALSE;

  for (int y = 0; y < area.height; y++)
    if (EGifPutLine (gif, pixels + (gsize) y * area.width, area.width) != GIF_OK)
      return FALSE;

  return TRUE;
}

static gboolean
write_film (Film       *self,
            guint       fps,
            GByteArray *out,
            int        *code)
{
  GifFileType *gif = EGifOpen (out, on_write, code);
  gboolean written;

  if (gif == NULL)
    return FALSE;

  EGifSetGifVersion (gif, true);
  written = EGifPutScreenDesc (gif, WIDTH, HEIGHT, 8, 0, self->palette) == GIF_OK && put_loop (gif);
  for (guint frame = 0; written && frame < self->n_frames; frame++)
    written = put_frame (self, gif, fps, frame);
  *code = gif->Error;

  return EGifCloseFile (gif, written ? code : NULL) == GIF_OK && written;
}

/*
 * ear_light_clip_to_gif:
 *
 * Returns: (transfer full) (nullable): the speaker with its light as a GIF that repeats
 */
GBytes *
ear_light_clip_to_gif (const EarLightClip  *clip,
                       GCancellable        *cancellable,
                       GError             **error)
{
  g_auto (Film) film = { 0 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  int code = 0;

  shoot (&film, clip, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (choose_colors (&film) && write_film (&film, clip->fps, out, &code))
    return g_byte_array_free_to_bytes (g_steal_pointer (&out));

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The GIF could not be made: %s"), code ? GifErrorString (code) : _("not enough memory"));

  return NULL;
}
