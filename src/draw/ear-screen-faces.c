/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

#define EDGE   26.0             /* free on all sides */
#define STATUS 58.0             /* below this begins what a face is about */
#define INNER  (EAR_SCREEN_WIDTH - 2.0 * EDGE)

/* A glyph and words in a pill. Returns how wide it is. */
static double
draw_chip (const EarCanvas *canvas,
           const char      *glyph,
           const char      *text,
           double           x,
           double           y)
{
  EarTextBox box = { .x = x + 36.0, .y = y + 6.0, .width = 126.0, .size = 19.0, .color = canvas->palette.text };
  double width = 172.0;

  ear_canvas_draw_pill (canvas, ear_canvas_get_x (canvas, x, width), y, width, 36.0, 18.0);
  ear_canvas_set_color (canvas, canvas->palette.text, 0.10);
  cairo_fill (canvas->cr);
  ear_canvas_draw_glyph (canvas, glyph, ear_canvas_get_x (canvas, x + 11.0, 18.0), y + 9.0, 18.0);
  box.side = EAR_TEXT_CENTER;
  ear_canvas_write (canvas, &box, text);

  return width;
}

static void
draw_badge (const EarCanvas *canvas,
            double           x,
            double           y)
{
  g_autofree char *number = canvas->screen->n_notices > 9 ? g_strdup ("9+")
                                                          : g_strdup_printf ("%u", canvas->screen->n_notices);
  EarTextBox box = {
    .x = x, .y = y + 2.0, .width = 26.0, .size = 17.0, .weight = PANGO_WEIGHT_BOLD, .side = EAR_TEXT_CENTER,
    .color = { 0.10f, 0.07f, 0.0f },
  };

  cairo_new_path (canvas->cr);
  cairo_arc (canvas->cr, ear_canvas_get_x (canvas, x, 26.0) + 13.0, y + 13.0, 13.0, 0, 2 * G_PI);
  cairo_set_source_rgb (canvas->cr, 1.0, 0.80, 0.26);
  cairo_fill (canvas->cr);
  ear_canvas_write (canvas, &box, number);
}

/* The time at the end of the top row, before it what must be known. Returns where the row is free up to. */
static double
draw_status (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double x = EAR_SCREEN_WIDTH - EDGE;

  if (screen->clock != NULL) {
    EarTextBox box = {
      .x = x - 66.0, .y = 24.0, .width = 66.0, .size = 20.0, .side = EAR_TEXT_END, .color = canvas->palette.quiet,
    };

    ear_canvas_write (canvas, &box, screen->clock);
    x -= 74.0;
  }
  if (screen->clock != NULL && screen->timer != NULL) {
    EarTextBox box = {
      .x = x - 66.0, .y = 24.0, .width = 62.0, .size = 20.0, .side = EAR_TEXT_END, .color = canvas->palette.accent,
    };

    ear_canvas_write (canvas, &box, screen->timer);
    ear_canvas_draw_glyph (canvas, "timer", ear_canvas_get_x (canvas, x - 88.0, 18.0), 27.0, 18.0);
    x -= 98.0;
  }
  if (screen->mic_off) {
    ear_canvas_draw_glyph (canvas, "mic-off", ear_canvas_get_x (canvas, x - 26.0, 26.0), 23.0, 26.0);
    x -= 36.0;
  }
  if (screen->n_notices > 0) {
    draw_badge (canvas, x - 26.0, 23.0);
    x -= 36.0;
  }

  return x;
}

static void
draw_clock (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  EarTextBox time = {
    .x = EDGE, .y = 42.0, .width = INNER, .size = 122.0, .weight = PANGO_WEIGHT_LIGHT, .side = EAR_TEXT_CENTER,
    .color = canvas->palette.text,
  };
  EarTextBox date = {
    .x = EDGE, .y = 188.0, .width = INNER, .size = 25.0, .side = EAR_TEXT_CENTER, .color = canvas->palette.quiet,
  };
  guint n = (screen->alarm != NULL) + (screen->timer != NULL);
  double x = (EAR_SCREEN_WIDTH - n * 172.0 - (n > 1 ? 16.0 : 0.0)) / 2.0;

  if (n == 0)
    time.y += 12.0, date.y += 16.0;
  draw_status (canvas);
  ear_canvas_write (canvas, &time, screen->title);
  ear_canvas_write (canvas, &date, screen->subtitle);
  if (screen->alarm != NULL)
    x += draw_chip (canvas, "alarm", screen->alarm, x, 240.0) + 16.0;
  if (screen->timer != NULL)
    draw_chip (canvas, "timer", screen->timer, x, 240.0);
}

static void
draw_progress (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  EarTextBox start = { .x = EDGE, .y = 258.0, .width = 120.0, .size = 17.0, .color = canvas->palette.quiet };
  EarTextBox end = start;

  if (screen->progress < 0.0)
    return;

  end.x = EAR_SCREEN_WIDTH - EDGE - end.width;
  end.side = EAR_TEXT_END;
  ear_canvas_draw_pill (canvas, EDGE, 246.0, INNER, 6.0, 3.0);
  ear_canvas_set_color (canvas, canvas->palette.text, 0.28);
  cairo_fill (canvas->cr);
  ear_canvas_draw_pill (canvas, ear_canvas_get_x (canvas, EDGE, MAX (INNER * screen->progress, 6.0)), 246.0,
                        MAX (INNER * MIN (screen->progress, 1.0), 6.0), 6.0, 3.0);
  ear_canvas_set_color (canvas, canvas->palette.accent, 1.0);
  cairo_fill (canvas->cr);
  ear_canvas_write (canvas, &start, screen->start);
  ear_canvas_write (canvas, &end, screen->detail);
}

static void
draw_playing (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double size = 166.0, x = EDGE + size + 24.0, y = 104.0;
  EarTextBox title = {
    .x = x, .width = EAR_SCREEN_WIDTH - EDGE - x, .size = 29.0, .lines = 2, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.text,
  };
  EarTextBox artist = { .x = x, .width = title.width, .size = 21.0, .color = canvas->palette.quiet };
  EarTextBox album = { .x = x, .width = title.width, .size = 18.0, .color = canvas->palette.quiet };

  draw_status (canvas);
  ear_canvas_draw_tile (canvas, screen->image, ear_canvas_get_x (canvas, EDGE, size), STATUS + 2.0, size);
  if (screen->paused) {
    double tile_x = ear_canvas_get_x (canvas, EDGE, size);

    ear_canvas_draw_pill (canvas, tile_x, STATUS + 2.0, size, size, size * 0.07);
    cairo_set_source_rgba (canvas->cr, 0, 0, 0, 0.45);
    cairo_fill (canvas->cr);
    ear_canvas_draw_glyph (canvas, "pause", tile_x + size / 2 - 32.0, STATUS + 2.0 + size / 2 - 32.0, 64.0);
  }
  y = STATUS + 2.0 + (size - ear_canvas_measure (canvas, &title, screen->title)
                      - ear_canvas_measure (canvas, &artist, screen->subtitle) - 6.0
                      - ear_canvas_measure (canvas, &album, screen->text) - 4.0) / 2.0;
  title.y = y;
  artist.y = title.y + ear_canvas_write (canvas, &title, screen->title) + 6.0;
  album.y = artist.y + ear_canvas_write (canvas, &artist, screen->subtitle) + 4.0;
  ear_canvas_write (canvas, &album, screen->text);
  draw_progress (canvas);
}

static void
draw_days (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  guint n = MIN (screen->n_rows, 5);
  double width = INNER / 5.0;

  for (guint i = 0; i < n; i++) {
    const EarScreenRow *row = &screen->rows[i];
    EarTextBox day = {
      .x = EDGE + i * width, .y = 186.0, .width = width, .size = 17.0, .side = EAR_TEXT_CENTER,
      .color = canvas->palette.quiet,
    };
    EarTextBox degrees = day;

    degrees.y = 250.0;
    degrees.size = 18.0;
    degrees.color = canvas->palette.text;
    ear_canvas_write (canvas, &day, row->text);
    ear_canvas_draw_glyph (canvas, row->glyph, ear_canvas_get_x (canvas, day.x, width) + width / 2 - 20.0, 209.0, 40.0);
    ear_canvas_write (canvas, &degrees, row->detail);
  }
}

static void
draw_weather (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double free_to = draw_status (canvas), lift = screen->n_rows > 0 ? 0.0 : 44.0;
  EarTextBox place = {
    .x = EDGE, .y = 20.0, .width = free_to - EDGE - 8.0, .size = 25.0, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.text,
  };
  EarTextBox now = {
    .x = EDGE + 118.0, .y = 52.0 + lift, .width = 138.0, .size = 82.0, .weight = PANGO_WEIGHT_LIGHT,
    .color = canvas->palette.text,
  };
  EarTextBox condition = {
    .x = EDGE + 262.0, .y = 82.0 + lift, .width = INNER - 262.0, .size = 20.0, .color = canvas->palette.text,
  };
  EarTextBox detail = condition;

  ear_canvas_write (canvas, &place, screen->title);
  ear_canvas_draw_glyph (canvas, screen->glyph, ear_canvas_get_x (canvas, EDGE, 106.0), 56.0 + lift, 106.0);
  ear_canvas_write (canvas, &now, screen->text);
  detail.lines = 2;
  detail.size = 18.0;
  detail.color = canvas->palette.quiet;
  detail.y += ear_canvas_write (canvas, &condition, screen->subtitle) + 3.0;
  ear_canvas_write (canvas, &detail, screen->detail);
  if (screen->n_rows > 0) {
    cairo_rectangle (canvas->cr, EDGE, 174.0, INNER, 1.0);
    ear_canvas_set_color (canvas, canvas->palette.text, 0.22);
    cairo_fill (canvas->cr);
    draw_days (canvas);
  }
}

static void
draw_card (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double size = screen->image != NULL ? 168.0 : 0.0, room = INNER - size - (size > 0.0 ? 24.0 : 0.0);
  EarTextBox title = {
    .x = EDGE, .y = STATUS + 14.0, .width = room, .size = 30.0, .lines = 3, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.text,
  };
  EarTextBox text = { .x = EDGE, .width = room, .size = 22.0, .color = canvas->palette.quiet };
  double left;

  draw_status (canvas);
  text.y = title.y + ear_canvas_write (canvas, &title, screen->title) + 10.0;
  left = EAR_SCREEN_HEIGHT - EDGE - text.y;
  text.lines = (guint) MAX (left / 29.0, 1.0);
  ear_canvas_write (canvas, &text, screen->text);
  if (size > 0.0)
    ear_canvas_draw_tile (canvas, screen->image, ear_canvas_get_x (canvas, EAR_SCREEN_WIDTH - EDGE - size, size),
                          STATUS + 18.0, size);
}

static void
draw_list (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double free_to = draw_status (canvas), y = 68.0, step = 34.5;
  EarTextBox title = {
    .x = EDGE, .y = 20.0, .width = free_to - EDGE - 8.0, .size = 25.0, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.text,
  };
  EarTextBox item = { .x = EDGE + 34.0, .width = INNER - 34.0, .size = 22.0, .color = canvas->palette.text };
  EarTextBox more = { .x = EDGE + 34.0, .width = INNER - 34.0, .size = 18.0, .color = canvas->palette.quiet };

  ear_canvas_write (canvas, &title, screen->title);
  for (guint i = 0; i < screen->n_rows; i++, y += step) {
    cairo_new_path (canvas->cr);
    cairo_arc (canvas->cr, ear_canvas_get_x (canvas, EDGE, 20.0) + 10.0, y + 15.0, 8.5, 0, 2 * G_PI);
    ear_canvas_set_color (canvas, canvas->palette.accent, 1.0);
    cairo_set_line_width (canvas->cr, 2.4);
    cairo_stroke (canvas->cr);
    item.y = y;
    ear_canvas_write (canvas, &item, screen->rows[i].text);
  }
  more.y = y + 3.0;
  ear_canvas_write (canvas, &more, screen->n_rows > 0 ? screen->subtitle : screen->text);
}

static void
draw_ringing (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  EarTextBox title = {
    .x = EDGE, .y = 118.0, .width = INNER, .size = 44.0, .weight = PANGO_WEIGHT_BOLD, .side = EAR_TEXT_CENTER,
    .color = canvas->palette.text,
  };
  EarTextBox when = {
    .x = EDGE, .width = INNER, .size = 22.0, .side = EAR_TEXT_CENTER, .color = canvas->palette.quiet,
  };
  EarTextBox hint = {
    .x = EDGE + 18.0, .width = INNER - 36.0, .size = 18.0, .lines = 2, .side = EAR_TEXT_CENTER,
    .color = canvas->palette.text,
  };
  double height;

  draw_status (canvas);
  ear_canvas_draw_glyph (canvas, screen->image, EAR_SCREEN_WIDTH / 2 - 38.0, 32.0, 76.0);
  if (!ear_canvas_fits (canvas, &title, screen->title)) {
    title.size = 27.0;
    title.lines = 2;
  }
  when.y = title.y + ear_canvas_write (canvas, &title, screen->title);
  ear_canvas_write (canvas, &when, screen->subtitle);
  height = ear_canvas_measure (canvas, &hint, screen->text);
  hint.y = EAR_SCREEN_HEIGHT - 20.0 - height;
  ear_canvas_write (canvas, &hint, screen->text);
}

static void
draw_caption (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  double free_to = draw_status (canvas);
  EarTextBox what = {
    .x = EDGE, .y = 22.0, .width = free_to - EDGE - 8.0, .size = 22.0, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.accent,
  };
  EarTextBox words = { .x = EDGE, .width = INNER, .size = 33.0, .lines = 5, .color = canvas->palette.text };
  double height;

  if (screen->text == NULL) {
    what.size = 40.0;
    what.width = INNER;
    what.side = EAR_TEXT_CENTER;
    what.y = (EAR_SCREEN_HEIGHT - ear_canvas_measure (canvas, &what, screen->subtitle)) / 2.0;
    ear_canvas_write (canvas, &what, screen->subtitle);
    return;
  }

  ear_canvas_write (canvas, &what, screen->subtitle);
  height = ear_canvas_measure (canvas, &words, screen->text);
  if (height > EAR_SCREEN_HEIGHT - STATUS - EDGE || height > 3.5 * 42.0) {
    words.size = 25.0;
    words.lines = 6;
    height = ear_canvas_measure (canvas, &words, screen->text);
  }
  words.y = STATUS + 4.0 + MAX (EAR_SCREEN_HEIGHT - EDGE - STATUS - 4.0 - height, 0.0) / 2.0;
  ear_canvas_write (canvas, &words, screen->text);
}

static void
draw_error (const EarCanvas *canvas)
{
  const EarScreen *screen = canvas->screen;
  EarTextBox title = {
    .x = EDGE + 96.0, .y = STATUS + 26.0, .width = INNER - 96.0, .size = 30.0, .lines = 2, .weight = PANGO_WEIGHT_BOLD,
    .color = canvas->palette.text,
  };
  EarTextBox text = {
    .x = title.x, .width = title.width, .size = 21.0, .lines = 4, .color = canvas->palette.quiet,
  };

  draw_status (canvas);
  ear_canvas_draw_glyph (canvas, "error", ear_canvas_get_x (canvas, EDGE, 72.0), STATUS + 24.0, 72.0);
  text.y = title.y + ear_canvas_write (canvas, &title, screen->title) + 8.0;
  ear_canvas_write (canvas, &text, screen->text);
}

void
ear_canvas_draw_face (const EarCanvas *canvas)
{
  static void (*const faces[EAR_N_SCREENS]) (const EarCanvas *) = {
    [EAR_SCREEN_CLOCK] = draw_clock, [EAR_SCREEN_PLAYING] = draw_playing, [EAR_SCREEN_WEATHER] = draw_weather,
    [EAR_SCREEN_CARD] = draw_card, [EAR_SCREEN_LIST] = draw_list, [EAR_SCREEN_RINGING] = draw_ringing,
    [EAR_SCREEN_CAPTION] = draw_caption, [EAR_SCREEN_ERROR] = draw_error,
  };

  faces[canvas->screen->face](canvas);
}
