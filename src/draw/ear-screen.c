/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

static const char *const face_names[EAR_N_SCREENS] = {
  [EAR_SCREEN_CLOCK] = "clock",
  [EAR_SCREEN_PLAYING] = "playing",
  [EAR_SCREEN_WEATHER] = "weather",
  [EAR_SCREEN_CARD] = "card",
  [EAR_SCREEN_LIST] = "list",
  [EAR_SCREEN_RINGING] = "ringing",
  [EAR_SCREEN_CAPTION] = "caption",
  [EAR_SCREEN_ERROR] = "error",
};

/* The texts of a screen, in the order in which one would read them. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (EarScreen, title), G_STRUCT_OFFSET (EarScreen, subtitle), G_STRUCT_OFFSET (EarScreen, text),
  G_STRUCT_OFFSET (EarScreen, detail), G_STRUCT_OFFSET (EarScreen, start), G_STRUCT_OFFSET (EarScreen, clock),
  G_STRUCT_OFFSET (EarScreen, alarm), G_STRUCT_OFFSET (EarScreen, timer), G_STRUCT_OFFSET (EarScreen, glyph),
  G_STRUCT_OFFSET (EarScreen, image),
};

#define N_SPOKEN (G_N_ELEMENTS (texts) - 2)

#define STILL .progress = -1.0, .next_change = G_MAXINT64

/* *INDENT-OFF* */
static const EarScreen samples[][EAR_N_SCREENS] = {
  {
    [EAR_SCREEN_CLOCK] = { STILL, .face = EAR_SCREEN_CLOCK, .title = "7:30", .subtitle = "Monday, March 2",
      .alarm = "Tue 6:45 AM", .timer = "4:12", .n_notices = 1 },
    [EAR_SCREEN_PLAYING] = { .next_change = G_MAXINT64, .face = EAR_SCREEN_PLAYING, .title = "Gymnopédie No. 1",
      .subtitle = "Erik Satie", .text = "Trois Gymnopédies",
      .image = "Trois Gymnopédies", .start = "1:07", .detail = "3:05",
      .clock = "7:30", .progress = 0.36 },
    [EAR_SCREEN_WEATHER] = { STILL, .face = EAR_SCREEN_WEATHER, .title = "Hamburg", .subtitle = "Partly cloudy",
      .text = "11°", .detail = "High 13° · Low 6°", .glyph = "partly-cloudy",
      .clock = "7:30", .n_rows = 5,
      .rows = { { "Tue", "12° 5°", "rain" }, { "Wed", "9° 4°", "heavy-rain" },
                { "Thu", "10° 3°", "cloudy" }, { "Fri", "14° 6°", "clear" },
                { "Sat", "15° 7°", "clear" } } },
    [EAR_SCREEN_CARD] = { STILL, .face = EAR_SCREEN_CARD, .title = "House blend ground coffee",
      .text = "500 g · $11.99", .image = "shop/coffee.svg", .clock = "7:30" },
    [EAR_SCREEN_LIST] = { STILL, .face = EAR_SCREEN_LIST, .title = "Shopping list", .clock = "7:30", .n_rows = 5,
      .rows = { { "milk" }, { "bread" }, { "twelve free-range eggs" }, { "coffee" },
                { "washing-up liquid" } }, .subtitle = "and 2 more", .n_more = 2 },
    [EAR_SCREEN_RINGING] = { STILL, .face = EAR_SCREEN_RINGING, .title = "Pasta", .subtitle = "Timer · 7:30 AM",
      .text = "Say “stop”, or press the dot", .image = "timer" },
    [EAR_SCREEN_CAPTION] = { STILL, .face = EAR_SCREEN_CAPTION, .subtitle = "One moment",
      .text = "What’s the weather in Hamburg tomorrow?", .clock = "7:30" },
    [EAR_SCREEN_ERROR] = { STILL, .face = EAR_SCREEN_ERROR, .title = "That did not work", .clock = "7:30",
      .text = "The weather service did not answer in time." },
  },
  {
    [EAR_SCREEN_CLOCK] = { STILL, .face = EAR_SCREEN_CLOCK, .title = "07:30", .subtitle = "Montag, 2. März",
      .alarm = "Di 06:45", .timer = "4:12", .n_notices = 1 },
    [EAR_SCREEN_PLAYING] = { .next_change = G_MAXINT64, .face = EAR_SCREEN_PLAYING, .title = "Eine kleine Nachtmusik: Allegro",
      .subtitle = "Wolfgang Amadeus Mozart", .text = "Serenade Nr. 13 G-Dur",
      .image = "Serenade Nr. 13 G-Dur", .start = "1:07", .detail = "5:48",
      .clock = "07:30", .progress = 0.19 },
    [EAR_SCREEN_WEATHER] = { STILL, .face = EAR_SCREEN_WEATHER, .title = "Garmisch-Partenkirchen",
      .subtitle = "Schneeregen", .text = "−2°",
      .detail = "Max. 1° · min. −5°", .glyph = "sleet", .clock = "07:30",
      .n_rows = 5,
      .rows = { { "Di", "2° −3°", "snow" }, { "Mi", "4° −1°", "fog" },
                { "Do", "6° 0°", "drizzle" }, { "Fr", "9° 2°", "thunder" },
                { "Sa", "11° 3°", "partly-cloudy" } } },
    [EAR_SCREEN_CARD] = { STILL, .face = EAR_SCREEN_CARD, .title = "Hausmischung gemahlener Kaffee",
      .text = "500 g · 8,99 €", .image = "shop/coffee.svg", .clock = "07:30" },
    [EAR_SCREEN_LIST] = { STILL, .face = EAR_SCREEN_LIST, .title = "Einkaufsliste", .clock = "07:30", .n_rows = 5,
      .rows = { { "Milch" }, { "Vollkornbrot" }, { "zwölf Eier aus Freilandhaltung" },
                { "Kaffee" }, { "Geschirrspülmittel" } },
      .subtitle = "und 2 weitere", .n_more = 2 },
    [EAR_SCREEN_RINGING] = { STILL, .face = EAR_SCREEN_RINGING, .title = "Guten Morgen", .subtitle = "Wecker · 07:30",
      .text = "Sagen Sie „stopp“ oder „schlummern“, oder drücken Sie den Punkt",
      .image = "alarm" },
    [EAR_SCREEN_CAPTION] = { STILL, .face = EAR_SCREEN_CAPTION, .subtitle = "Einen Moment", .clock = "07:30",
      .text = "Wie wird das Wetter morgen in Garmisch-Partenkirchen?" },
    [EAR_SCREEN_ERROR] = { STILL, .face = EAR_SCREEN_ERROR, .title = "Das hat nicht geklappt", .clock = "07:30",
      .text = "Der Wetterdienst hat nicht rechtzeitig geantwortet." },
  },
};
/* *INDENT-ON* */

/**
 * ear_screen_face_to_name:
 * @face: a face
 *
 * Returns: its name, e.g. "weather"
 */
const char *
ear_screen_face_to_name (EarScreenFace face)
{
  g_return_val_if_fail (face < EAR_N_SCREENS, NULL);

  return face_names[face];
}

/**
 * ear_screen_face_from_name:
 * @name: (nullable): e.g. "weather"
 * @face: (out): the face of that name
 *
 * Returns: whether there is one
 */
gboolean
ear_screen_face_from_name (const char    *name,
                           EarScreenFace *face)
{
  for (guint i = 0; i < EAR_N_SCREENS; i++)
    if (g_strcmp0 (face_names[i], name) == 0) {
      *face = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_screen_get_sample:
 * @face: a face
 * @locale: (nullable): its language
 *
 * Returns: (transfer none): what it may look like, for pictures that show no certain device
 */
const EarScreen *
ear_screen_get_sample (EarScreenFace  face,
                       const char    *locale)
{
  g_return_val_if_fail (face < EAR_N_SCREENS, NULL);

  return &samples[locale != NULL && g_str_has_prefix (locale, "de")][face];
}

/**
 * ear_screen_equal:
 * @self: a screen
 * @other: another
 *
 * Returns: whether they look the same
 */
gboolean
ear_screen_equal (const EarScreen *self,
                  const EarScreen *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (G_STRUCT_MEMBER (const char *, self, texts[i]), G_STRUCT_MEMBER (const char *, other, texts[i])) != 0)
      return FALSE;
  for (guint i = 0; i < MIN (self->n_rows, other->n_rows); i++)
    if (g_strcmp0 (self->rows[i].text, other->rows[i].text) != 0 ||
        g_strcmp0 (self->rows[i].detail, other->rows[i].detail) != 0 ||
        g_strcmp0 (self->rows[i].glyph, other->rows[i].glyph) != 0)
      return FALSE;

  return self->face == other->face && self->n_rows == other->n_rows && self->progress == other->progress &&
         self->paused == other->paused && self->mic_off == other->mic_off && self->n_notices == other->n_notices;
}

/**
 * ear_screen_describe:
 * @self: a screen
 *
 * Returns: (transfer full): its words in the order in which they are read
 */
char *
ear_screen_describe (const EarScreen *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < N_SPOKEN; i++) {
    const char *text = G_STRUCT_MEMBER (const char *, self, texts[i]);

    if (text != NULL)
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", text);
  }
  for (guint i = 0; i < self->n_rows; i++)
    g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? "; " : "", self->rows[i].text ? self->rows[i].text : "",
                            self->rows[i].detail ? " " : "", self->rows[i].detail ? self->rows[i].detail : "");

  return g_string_free (words, FALSE);
}
