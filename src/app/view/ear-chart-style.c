/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-chart-style.h"

#include <adwaita.h>

static EarColor
look_up (GtkStyleContext *style,
         const char      *name,
         EarColor         fallback)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (style, name, &color))
    return fallback;

  return (EarColor) { color.red, color.green, color.blue, color.alpha };
}

static EarColor
put_over (EarColor top,
          EarColor bottom)
{
  return (EarColor) {
           top.r *top.a + bottom.r *(1.0 - top.a), top.g * top.a + bottom.g * (1.0 - top.a),
           top.b * top.a + bottom.b * (1.0 - top.a), 1.0,
  };
}

/* For areas: between the color for words, which is pale on dark, and the one for backgrounds. In high contrast the one
 * for words.
 */
static EarColor
look_up_area (GtkStyleContext *style,
              const char      *name,
              const char      *background,
              gboolean         contrast)
{
  EarColor black = { 0, 0, 0, 1 };
  EarColor color = look_up (style, name, black), area = look_up (style, background, color);

  if (contrast)
    return color;

  return (EarColor) { (color.r + area.r) / 2.0, (color.g + area.g) / 2.0, (color.b + area.b) / 2.0, 1.0 };
}

static EarColor
fade (EarColor color,
      double   alpha)
{
  color.a *= alpha;

  return color;
}

static double
get_font_pixels (PangoContext               *context,
                 const PangoFontDescription *font)
{
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  double resolution = pango_cairo_context_get_resolution (context);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0.0 ? resolution : 96.0) / 72.0;

  return size > 0.0 ? size : 14.0;
}

/**
 * ear_chart_style_get:
 * @widget: a widget with a chart
 * @palette: (out): its colors, from the named colors of the style
 *
 * Looks up how charts are drawn in this widget.
 */
void
ear_chart_style_get (GtkWidget  *widget,
                     EarPalette *palette)
{
  GtkStyleContext *style = gtk_widget_get_style_context (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean contrast = adw_style_manager_get_high_contrast (manager);
  EarColor white = { 1, 1, 1, 1 };
  EarColor window = look_up (style, "window_bg_color", white);
  GdkRGBA text;

  gtk_style_context_get_color (style, &text);
  *palette = (EarPalette) {
    .text = { text.red, text.green, text.blue, text.alpha },
    .positive = look_up_area (style, "success_color", "success_bg_color", contrast),
    .negative = look_up_area (style, "error_color", "error_bg_color", contrast),
    .accent = look_up_area (style, "accent_color", "accent_bg_color", contrast),
    .surface = put_over (look_up (style, "card_bg_color", white), window),
    .outlined = contrast,
    .font = g_intern_string (pango_font_description_get_family (font)),
    .size = get_font_pixels (context, font) * 0.71,
  };
  palette->dim = fade (palette->text, contrast ? 1.0 : 0.62);
  palette->grid = fade (palette->text, contrast ? 0.40 : 0.11);
}
