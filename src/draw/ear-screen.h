/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-household.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * EAR_SCREEN_WIDTH:
 *
 * The space the faces are designed in.
 */
#define EAR_SCREEN_WIDTH  500.0
#define EAR_SCREEN_HEIGHT 300.0

#define EAR_SCREEN_MAX_ROWS 6

/**
 * EarScreenFace:
 * @EAR_SCREEN_CLOCK: time and date; the device is idle
 * @EAR_SCREEN_PLAYING: what is played
 * @EAR_SCREEN_WEATHER: a place, today and the next days
 * @EAR_SCREEN_CARD: title, text and a picture
 * @EAR_SCREEN_LIST: what is on a list
 * @EAR_SCREEN_RINGING: an alert that rings
 * @EAR_SCREEN_CAPTION: what was heard or is said
 * @EAR_SCREEN_ERROR: what went wrong
 *
 * What a display shows.
 */
typedef enum {
  EAR_SCREEN_CLOCK,
  EAR_SCREEN_PLAYING,
  EAR_SCREEN_WEATHER,
  EAR_SCREEN_CARD,
  EAR_SCREEN_LIST,
  EAR_SCREEN_RINGING,
  EAR_SCREEN_CAPTION,
  EAR_SCREEN_ERROR,
  EAR_N_SCREENS
} EarScreenFace;

/**
 * EarScreenStyle:
 * @EAR_SCREEN_PLAIN: colors and shades
 * @EAR_SCREEN_CONTRAST: white, black and one signal color, for who needs it
 *
 * How a face is colored. In both all words have a contrast of at least 4.5 : 1.
 */
typedef enum {
  EAR_SCREEN_PLAIN,
  EAR_SCREEN_CONTRAST,
  EAR_N_SCREEN_STYLES
} EarScreenStyle;

/**
 * EarScreenRow:
 * @text: (nullable): a thing on a list, a day
 * @detail: (nullable): what is said of it
 * @glyph: (nullable): a weather condition
 *
 * One of several.
 */
typedef struct {
  const char *text;
  const char *detail;
  const char *glyph;
} EarScreenRow;

/**
 * EarScreen:
 * @face: which one
 * @title: (nullable): the time, a title, a place
 * @subtitle: (nullable): the date, an artist, a condition in words
 * @text: (nullable): the words of a card or caption; the temperature; a hint
 * @detail: (nullable): below or beside it: the length of a piece, lows and highs
 * @glyph: (nullable): a weather condition
 * @image: (nullable): what a picture is made from
 * @start: (nullable): left of the bar of progress
 * @clock: (nullable): the time, in a corner
 * @alarm: (nullable): when the next alarm rings
 * @timer: (nullable): what is left of a timer
 * @progress: 0 to 1, negative for none
 * @paused: whether what is played waits
 * @mic_off: whether the microphone is cut off
 * @n_notices: what waits to be read
 * @n_more: what is on the list beyond the rows
 * @n_rows: how many rows there are
 * @rows: the rows
 * @next_change: when it will look different without an event, µs since 1970, or %G_MAXINT64
 *
 * What the display of a device shows at one moment, in the device's language. A plain value: the texts of one from
 * ear_screen_from_tape() belong to it, those of one written down belong to who wrote it.
 */
typedef struct {
  EarScreenFace face;
  const char   *title;
  const char   *subtitle;
  const char   *text;
  const char   *detail;
  const char   *glyph;
  const char   *image;
  const char   *start;
  const char   *clock;
  const char   *alarm;
  const char   *timer;
  double        progress;
  gboolean      paused;
  gboolean      mic_off;
  guint         n_notices;
  guint         n_more;
  guint         n_rows;
  EarScreenRow  rows[EAR_SCREEN_MAX_ROWS];
  gint64        next_change;
} EarScreen;

const char      *ear_screen_face_to_name   (EarScreenFace            face);
gboolean         ear_screen_face_from_name (const char              *name,
                                            EarScreenFace           *face);
const EarScreen *ear_screen_get_sample     (EarScreenFace            face,
                                            const char              *locale);
EarScreen       *ear_screen_from_tape      (EarTape                 *tape,
                                            EarHousehold            *household,
                                            const EarState          *state,
                                            gint64                   now,
                                            GTimeZone               *zone,
                                            const char              *locale) G_GNUC_WARN_UNUSED_RESULT;
void             ear_screen_free           (EarScreen               *self);
gboolean         ear_screen_equal          (const EarScreen         *self,
                                            const EarScreen         *other);
char            *ear_screen_describe       (const EarScreen         *self) G_GNUC_WARN_UNUSED_RESULT;
void             ear_screen_draw           (const EarScreen         *self,
                                            cairo_t                 *cr,
                                            const cairo_rectangle_t *area,
                                            EarScreenStyle           style);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarScreen, ear_screen_free)

G_END_DECLS
