/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-screen.h"

#include "model/ear-light.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* What the device itself says on its display, in its language, which need not be that of the program around it. */
typedef struct {
  const char *locale;
  const char *days[7];          /* from Monday */
  const char *short_days[7];
  const char *months[12];
  const char *date;             /* day of the week, month, day as %1$s, %2$s, %3$d */
  gboolean    half_days;        /* AM and PM */
  const char *listening;
  const char *your_turn;
  const char *thinking;
  const char *alarm;
  const char *timer;
  const char *reminder;
  const char *stop_or_snooze;
  const char *stop;
  const char *error;
  const char *advert;
  const char *list;
  const char *nothing;
  const char *more;             /* %u */
  const char *high_low;         /* both degrees */
} EarScreenWords;

const EarScreenWords *ear_screen_get_words     (const char           *locale);
const char           *ear_screen_get_condition (const EarScreenWords *words,
                                                const char           *condition);

/* Colors as they are on the screen, 0 to 1. */
typedef struct {
  EarRgb top, bottom;           /* of the background */
  EarRgb text;
  EarRgb quiet;
  EarRgb accent;
} EarScreenPalette;

/* Where a face is drawn, and with what. */
typedef struct {
  cairo_t                *cr;
  const EarScreen        *screen;
  EarScreenStyle          style;
  EarScreenPalette        palette;
  gboolean                mirrored;     /* for who reads from right to left */
  GArray                 *boxes;        /* (nullable): where words were put, as cairo_rectangle_t, for tests */
} EarCanvas;

typedef enum {
  EAR_TEXT_START,
  EAR_TEXT_CENTER,
  EAR_TEXT_END,
} EarTextSide;

typedef struct {
  double      x, y;             /* of its box, as in a face that reads from left to right */
  double      width;
  double      size;
  guint       lines;            /* no more than this; 0 for one */
  PangoWeight weight;           /* 0 for normal */
  EarTextSide side;
  EarRgb      color;
} EarTextBox;

EarScreenPalette ear_screen_get_palette (const EarScreen  *screen,
                                         EarScreenStyle    style);
double           ear_canvas_get_x       (const EarCanvas  *canvas,
                                         double            x,
                                         double            width);
void             ear_canvas_set_color   (const EarCanvas  *canvas,
                                         EarRgb            color,
                                         double            alpha);
double           ear_canvas_measure     (const EarCanvas  *canvas,
                                         const EarTextBox *box,
                                         const char       *text);
gboolean         ear_canvas_fits        (const EarCanvas  *canvas,
                                         const EarTextBox *box,
                                         const char       *text);
double           ear_canvas_write       (const EarCanvas  *canvas,
                                         const EarTextBox *box,
                                         const char       *text);
void             ear_canvas_draw_glyph  (const EarCanvas  *canvas,
                                         const char       *glyph,
                                         double            x,
                                         double            y,
                                         double            size);
void             ear_canvas_draw_tile   (const EarCanvas  *canvas,
                                         const char       *name,
                                         double            x,
                                         double            y,
                                         double            size);
void             ear_canvas_draw_pill   (const EarCanvas  *canvas,
                                         double            x,
                                         double            y,
                                         double            width,
                                         double            height,
                                         double            radius);
void             ear_canvas_draw_face   (const EarCanvas  *canvas);
void             ear_screen_compose     (const EarScreen  *screen,
                                         cairo_t          *cr,
                                         EarScreenStyle    style,
                                         GArray           *boxes);
gboolean         ear_text_is_rtl        (const char       *text,
                                         gboolean         *decided);
EarRgb           ear_tile_get_color     (const char       *name,
                                         double            saturation,
                                         double            value,
                                         guint             nth);

G_END_DECLS
