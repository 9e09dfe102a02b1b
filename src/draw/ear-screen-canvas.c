/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

#include <math.h>

/* Words, tiles and colors, which all faces share. */

#define FONT "Cantarell, Sans"

static EarRgb
from_hex (guint hex)
{
  return (EarRgb) { (hex >> 16 & 0xff) / 255.0f, (hex >> 8 & 0xff) / 255.0f, (hex & 0xff) / 255.0f };
}

/* The sky that a condition has. */
static void
set_sky (EarScreenPalette *palette,
         const char       *glyph)
{
  static const struct { const char *glyph; guint top, bottom; } skies[] = {
    { "clear", 0x175590, 0x0b2b57 }, { "partly-cloudy", 0x205282, 0x0f2b49 }, { "cloudy", 0x3b4d60, 0x182430 },
    { "fog", 0x414c56, 0x1f272e }, { "drizzle", 0x33506a, 0x142332 }, { "rain", 0x2a4864, 0x0f1d2c },
    { "heavy-rain", 0x203b57, 0x0a1522 }, { "thunder", 0x37345f, 0x121128 }, { "sleet", 0x394c62, 0x1b2836 },
    { "snow", 0x3a4f6b, 0x22314a },
  };

  for (guint i = 0; i < G_N_ELEMENTS (skies); i++)
    if (g_strcmp0 (skies[i].glyph, glyph) == 0) {
      palette->top = from_hex (skies[i].top);
      palette->bottom = from_hex (skies[i].bottom);
    }
}

/* A number that stays the same for a name. */
static guint32
hash (const char *name)
{
  guint32 h = g_str_hash (name ? name : "");

  h ^= h >> 16;
  h *= 0x7feb352du;
  h ^= h >> 15;
  h *= 0x846ca68bu;

  return h ^ h >> 16;
}

/* The @nth color of a name. Hues of one name are neighbors, so that they go together. */
EarRgb
ear_tile_get_color (const char *name,
                    double      saturation,
                    double      value,
                    guint       nth)
{
  double hue = fmod (hash (name) % 360 / 60.0 + nth * 0.75, 6.0);
  double chroma = value * saturation, x = chroma * (1.0 - fabs (fmod (hue, 2.0) - 1.0)), least = value - chroma;
  double parts[6][3] = { { chroma, x, 0 }, { x, chroma, 0 }, { 0, chroma, x }, { 0, x, chroma }, { x, 0, chroma },
                         { chroma, 0, x } };
  const double *part = parts[(guint) hue % 6];

  return (EarRgb) { (float) (part[0] + least), (float) (part[1] + least), (float) (part[2] + least) };
}

/* Backgrounds are so dark that white on them has a contrast of 6 : 1 and the quiet color one of 4.5 : 1. */
EarScreenPalette
ear_screen_get_palette (const EarScreen *screen,
                        EarScreenStyle   style)
{
  EarScreenPalette palette = {
    .top = from_hex (0x1b2230), .bottom = from_hex (0x0a0d13),
    .text = from_hex (0xffffff), .quiet = from_hex (0xd3dbe6), .accent = from_hex (0x9fe2f9),
  };

  if (style == EAR_SCREEN_CONTRAST) {
    palette.top = palette.bottom = from_hex (0x000000);
    palette.quiet = palette.text;
    palette.accent = from_hex (0xffe14d);
    return palette;
  }

  switch (screen->face) {
  case EAR_SCREEN_CLOCK:
    palette.top = from_hex (0x15203a);
    palette.bottom = from_hex (0x070a14);
    break;
  case EAR_SCREEN_WEATHER:
    set_sky (&palette, screen->glyph);
    break;
  case EAR_SCREEN_PLAYING:
    palette.top = ear_tile_get_color (screen->image, 0.58, 0.30, 0);
    palette.bottom = ear_tile_get_color (screen->image, 0.60, 0.11, 1);
    palette.accent = palette.text;
    break;
  case EAR_SCREEN_RINGING:
    palette.top = from_hex (0x6b3d06);
    palette.bottom = from_hex (0x241402);
    palette.quiet = from_hex (0xf3dcc0);
    palette.accent = from_hex (0xffc46b);
    break;
  case EAR_SCREEN_ERROR:
    palette.top = from_hex (0x4d2018);
    palette.bottom = from_hex (0x1c0b08);
    palette.quiet = from_hex (0xf0d6d0);
    palette.accent = from_hex (0xff9f7a);
    break;
  case EAR_SCREEN_CARD:
  case EAR_SCREEN_LIST:
  case EAR_SCREEN_CAPTION:
  case EAR_N_SCREENS:
  default:
    break;
  }

  return palette;
}

/* Where something of @width stands, turned around for who reads from right to left. */
double
ear_canvas_get_x (const EarCanvas *canvas,
                  double           x,
                  double           width)
{
  return canvas->mirrored ? EAR_SCREEN_WIDTH - x - width : x;
}

void
ear_canvas_set_color (const EarCanvas *canvas,
                      EarRgb           color,
                      double           alpha)
{
  cairo_set_source_rgba (canvas->cr, color.r, color.g, color.b, alpha);
}

/* Whether the first letter of @text belongs to a script from right to left. @decided: whether there is a letter. */
gboolean
ear_text_is_rtl (const char *text,
                 gboolean   *decided)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);
    GUnicodeScript script = g_unichar_get_script (letter);

    if (!g_unichar_isalpha (letter))
      continue;
    *decided = TRUE;

    return script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_SYRIAC ||
           script == G_UNICODE_SCRIPT_THAANA || script == G_UNICODE_SCRIPT_NKO;
  }
  *decided = FALSE;

  return FALSE;
}

static PangoLayout *
new_layout (const EarCanvas  *canvas,
            const EarTextBox *box,
            const char       *text)
{
  PangoLayout *layout = pango_cairo_create_layout (canvas->cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (FONT);
  gboolean decided, rtl = ear_text_is_rtl (text, &decided);
  EarTextSide side = box->side;

  pango_font_description_set_absolute_size (font, box->size * PANGO_SCALE);
  pango_font_description_set_weight (font, box->weight ? box->weight : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (box->width * PANGO_SCALE));
  pango_layout_set_height (layout, -(int) MAX (box->lines, 1));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  /* Pango swaps left and right for a paragraph from right to left; the face knows which side it means. */
  if (side != EAR_TEXT_CENTER && canvas->mirrored != rtl)
    side = side == EAR_TEXT_START ? EAR_TEXT_END : EAR_TEXT_START;
  pango_layout_set_alignment (layout, side == EAR_TEXT_CENTER ? PANGO_ALIGN_CENTER
                                      : side == EAR_TEXT_END ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  return layout;
}

/* How high @text will be. */
double
ear_canvas_measure (const EarCanvas  *canvas,
                    const EarTextBox *box,
                    const char       *text)
{
  g_autoptr (PangoLayout) layout = text ? new_layout (canvas, box, text) : NULL;
  PangoRectangle logical = { 0 };

  if (layout != NULL)
    pango_layout_get_extents (layout, NULL, &logical);

  return (double) logical.height / PANGO_SCALE;
}

/* Whether nothing of @text is cut off. */
gboolean
ear_canvas_fits (const EarCanvas  *canvas,
                 const EarTextBox *box,
                 const char       *text)
{
  g_autoptr (PangoLayout) layout = text ? new_layout (canvas, box, text) : NULL;

  return layout == NULL || !pango_layout_is_ellipsized (layout);
}

/* Returns how high it is. */
double
ear_canvas_write (const EarCanvas  *canvas,
                  const EarTextBox *box,
                  const char       *text)
{
  g_autoptr (PangoLayout) layout = NULL;
  double x = ear_canvas_get_x (canvas, box->x, box->width);
  PangoRectangle ink, logical;

  if (text == NULL || *text == '\0')
    return 0.0;

  layout = new_layout (canvas, box, text);
  pango_layout_get_extents (layout, &ink, &logical);
  ear_canvas_set_color (canvas, box->color, 1.0);
  cairo_move_to (canvas->cr, x, box->y);
  pango_cairo_show_layout (canvas->cr, layout);
  if (canvas->boxes != NULL) {
    cairo_rectangle_t put = {
      x + (double) ink.x / PANGO_SCALE, box->y + (double) ink.y / PANGO_SCALE,
      (double) ink.width / PANGO_SCALE, (double) ink.height / PANGO_SCALE,
    };

    g_array_append_val (canvas->boxes, put);
  }

  return (double) logical.height / PANGO_SCALE;
}

void
ear_canvas_draw_pill (const EarCanvas *canvas,
                      double           x,
                      double           y,
                      double           width,
                      double           height,
                      double           radius)
{
  cairo_t *cr = canvas->cr;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
draw_rings (cairo_t *cr,
            guint32  h)
{
  double x = 0.15 + h % 7 / 10.0, y = 0.15 + h / 7 % 7 / 10.0;

  for (guint i = 0; i < 5; i++) {
    cairo_arc (cr, x, y, 0.14 + 0.17 * i, 0, 2 * G_PI);
    cairo_set_line_width (cr, 0.055);
    cairo_stroke (cr);
  }
}

static void
draw_waves (cairo_t *cr,
            guint32  h)
{
  double phase = h % 10 / 10.0;

  for (guint i = 0; i < 4; i++) {
    double y = 0.30 + 0.20 * i;

    cairo_move_to (cr, -0.1, y);
    for (double x = -0.1; x < 1.1; x += 0.55)
      cairo_curve_to (cr, x + 0.18, y - 0.24 * (1.0 - phase), x + 0.37, y + 0.24 * (0.4 + phase), x + 0.55, y);
    cairo_set_line_width (cr, 0.05);
    cairo_stroke (cr);
  }
}

static void
draw_arches (cairo_t *cr,
             guint32  h)
{
  double x = 0.32 + h % 5 / 12.0;

  for (guint i = 0; i < 3; i++) {
    cairo_arc (cr, x, 1.0, 0.72 - 0.21 * i, G_PI, 2 * G_PI);
    cairo_set_line_width (cr, 0.10);
    cairo_stroke (cr);
  }
}

static void
draw_dots (cairo_t *cr,
           guint32  h)
{
  for (guint i = 0; i < 16; i++) {
    double radius = 0.035 + 0.055 * ((h >> (i % 16)) & 3) / 3.0;

    cairo_arc (cr, 0.17 + 0.22 * (i % 4), 0.17 + 0.22 * (i / 4), radius, 0, 2 * G_PI);
    cairo_fill (cr);
  }
}

/* A picture for what has none: two colors and a pattern, always the same for a name. */
void
ear_canvas_draw_tile (const EarCanvas *canvas,
                      const char      *name,
                      double           x,
                      double           y,
                      double           size)
{
  static void (*const patterns[]) (cairo_t *, guint32) = { draw_rings, draw_waves, draw_arches, draw_dots };
  cairo_t *cr = canvas->cr;
  guint32 h = hash (name);
  EarRgb from = ear_tile_get_color (name, 0.62, 0.86, 0), to = ear_tile_get_color (name, 0.78, 0.48, 1);
  cairo_pattern_t *paint = cairo_pattern_create_linear (0, 0, 1, 1);

  cairo_save (cr);
  ear_canvas_draw_pill (canvas, x, y, size, size, size * 0.07);
  cairo_clip (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, size, size);
  cairo_pattern_add_color_stop_rgb (paint, 0, from.r, from.g, from.b);
  cairo_pattern_add_color_stop_rgb (paint, 1, to.r, to.g, to.b);
  cairo_set_source (cr, paint);
  cairo_paint (cr);
  cairo_pattern_destroy (paint);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_source_rgba (cr, 1, 1, 1, 0.30);
  patterns[(h >> 9) % G_N_ELEMENTS (patterns)](cr, h);
  cairo_restore (cr);
}
