/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

#include "model/ear-answer.h"

#include <math.h>
#include <string.h>

#define SECOND (G_GINT64_CONSTANT (1) * G_USEC_PER_SEC)
#define START  (G_GINT64_CONSTANT (1772436610) * SECOND) /* Monday, 2026-03-02, 07:30:10 UTC */

static const char *const locales[] = { "en-US", "de-DE" };

typedef struct {
  EarTape      *tape;
  EarHousehold *household;
  GTimeZone    *zone;
  gint64        now;
} Device;

static void
set_up (Device        *self,
        gconstpointer  data)
{
  *self = (Device) {
    .tape = ear_tape_new (), .household = ear_household_new (), .zone = g_time_zone_new_utc (), .now = START,
  };
}

static void
tear_down (Device        *self,
           gconstpointer  data)
{
  g_object_unref (self->tape);
  g_object_unref (self->household);
  g_time_zone_unref (self->zone);
}

static void
post (Device   *self,
      EarEvent  event)
{
  EarEvent *made;

  event.at = self->now;
  made = ear_event_new (&event);
  ear_household_apply (self->household, made);
  ear_tape_append (self->tape, made);
}

static EarScreen *
look (Device     *self,
      const char *locale)
{
  EarState state = ear_tape_get_state (self->tape, ear_tape_get_length (self->tape));

  return ear_screen_from_tape (self->tape, self->household, &state, self->now, self->zone, locale);
}

static void
open_turn (Device     *self,
           const char *text)
{
  post (self, (EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "wake-word" } });
  post (self, (EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "wake-word" } });
  post (self, (EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = text } });
}

static void
say (Device     *self,
     const char *text,
     const char *card)
{
  post (self, (EarEvent) { .type = EAR_EVENT_SAID, .said = { .skill = "x", .ssml = text, .text = text, .card = card } });
}

static void
test_clock (Device        *self,
            gconstpointer  data)
{
  g_autoptr (EarScreen) english = look (self, "en-US");
  g_autoptr (EarScreen) german = look (self, "de-DE");

  g_assert_cmpint (english->face, ==, EAR_SCREEN_CLOCK);
  g_assert_cmpstr (english->title, ==, "7:30");
  g_assert_cmpstr (english->subtitle, ==, "Monday, March 2");
  g_assert_cmpstr (german->title, ==, "07:30");
  g_assert_cmpstr (german->subtitle, ==, "Montag, 2. März");
  /* Nothing to draw before the minute is over. */
  g_assert_cmpint (english->next_change - START, ==, 50 * SECOND);
  g_assert_false (ear_screen_equal (english, german));
}

static void
test_alarm_and_timer (Device        *self,
                      gconstpointer  data)
{
  g_autoptr (EarScreen) screen = NULL;

  post (self, (EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = {
                             .id = "1", .kind = "alarm", .due = START + 24 * 3600 * SECOND - 10 * SECOND,
                           } });
  post (self, (EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = {
                             .id = "2", .kind = "timer", .label = "Pasta", .due = START + 600 * SECOND,
                             .span_us = 600 * SECOND,
                           } });
  screen = look (self, "en-US");
  g_assert_cmpstr (screen->alarm, ==, "Tue 7:30 AM");
  g_assert_cmpstr (screen->timer, ==, "10:00");
  g_assert_cmpint (screen->next_change - START, ==, SECOND);
  g_clear_pointer (&screen, ear_screen_free);

  self->now += 1;
  screen = look (self, "en-US");
  g_assert_cmpstr (screen->timer, ==, "10:00");
  g_assert_cmpint (screen->next_change, ==, START + SECOND);
  g_clear_pointer (&screen, ear_screen_free);

  self->now = START + 600 * SECOND;
  post (self, (EarEvent) { .type = EAR_EVENT_RANG, .alerted = { .id = "2" } });
  screen = look (self, "de-DE");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_RINGING);
  g_assert_cmpstr (screen->title, ==, "Pasta");
  g_assert_cmpstr (screen->subtitle, ==, "Timer · 07:40");
  g_assert_nonnull (strstr (screen->text, "stopp"));
}

static void
test_conversation (Device        *self,
                   gconstpointer  data)
{
  g_autoptr (EarScreen) screen = NULL;

  post (self, (EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "wake-word", .locale = "de-DE" } });
  post (self, (EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "wake-word" } });
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
  g_assert_cmpstr (screen->subtitle, ==, "Ich höre zu");
  g_assert_null (screen->text);
  g_clear_pointer (&screen, ear_screen_free);

  post (self, (EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = "wie geht es dir" } });
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
  g_assert_cmpstr (screen->text, ==, "wie geht es dir");
  g_clear_pointer (&screen, ear_screen_free);

  say (self, "Danke, gut.", NULL);
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
  g_assert_cmpstr (screen->text, ==, "Danke, gut.");
  g_clear_pointer (&screen, ear_screen_free);

  /* The words stay for a while, then there is the clock again; the screen says itself when. */
  post (self, (EarEvent) { .type = EAR_EVENT_SPOKEN });
  post (self, (EarEvent) { .type = EAR_EVENT_CLOSED, .closed = { .reason = "done" } });
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
  self->now = screen->next_change;
  g_clear_pointer (&screen, ear_screen_free);
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CLOCK);
}

static void
test_weather (Device        *self,
              gconstpointer  data)
{
  g_autoptr (EarAnswer) answer = ear_answer_new (EAR_ANSWER_FORECASTS);
  g_autofree char *json = NULL;
  g_autoptr (EarScreen) screen = NULL;

  ear_answer_add (answer, &(EarForecast) {
    .place = "Hamburg", .country = "Germany", .date = "2026-03-02", .condition = "rain", .low = -3.4, .high = 8.6, .now = 4.4,
  });
  ear_answer_add (answer, &(EarForecast) {
    .place = "Hamburg", .country = "Germany", .date = "2026-03-03", .condition = "snow", .low = NAN, .high = 1e300,
  });
  json = ear_answer_to_json (answer);
  open_turn (self, "weather in hamburg");
  post (self, (EarEvent) { .type = EAR_EVENT_ANSWERED, .answered = { .kind = "weather", .answer = json } });
  say (self, "Rain.", NULL);
  screen = look (self, "de-DE");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_WEATHER);
  g_assert_cmpstr (screen->title, ==, "Hamburg");
  g_assert_cmpstr (screen->text, ==, "4°");
  g_assert_cmpstr (screen->subtitle, ==, "Regen");
  g_assert_cmpstr (screen->detail, ==, "Max. 9° · min. −3°");
  g_assert_cmpuint (screen->n_rows, ==, 1);
  g_assert_cmpstr (screen->rows[0].text, ==, "Di");
  g_assert_cmpstr (screen->rows[0].glyph, ==, "snow");
  g_clear_pointer (&screen, ear_screen_free);

  /* The next turn is about something else. */
  open_turn (self, "thank you");
  say (self, "You are welcome.", NULL);
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
}

static void
test_card_and_list (Device        *self,
                    gconstpointer  data)
{
  static const char *const broken[] = { "", "{", "[]", "{}", "{\"title\":[1],\"text\":{}}", "\"x\"" };
  g_autoptr (EarScreen) screen = NULL;

  open_turn (self, "order coffee");
  say (self, "Twelve dollars?", "{\"title\":\"Coffee\",\"text\":\"500 g\",\"image\":\"shop/coffee.svg\"}");
  post (self, (EarEvent) { .type = EAR_EVENT_EXPECTED, .expected = { .skill = "shopping", .kind = "confirm" } });
  post (self, (EarEvent) { .type = EAR_EVENT_SPOKEN });
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_CARD);
  g_assert_cmpstr (screen->title, ==, "Coffee");
  g_assert_cmpstr (screen->image, ==, "shop/coffee.svg");
  g_clear_pointer (&screen, ear_screen_free);

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++) {
    say (self, "Words", broken[i]);
    screen = look (self, "en-US");
    g_assert_cmpint (screen->face, ==, EAR_SCREEN_CAPTION);
    g_clear_pointer (&screen, ear_screen_free);
  }

  open_turn (self, "add milk");
  for (guint i = 0; i < 9; i++) {
    g_autofree char *item = g_strdup_printf ("thing %u", i);

    post (self, (EarEvent) { .type = EAR_EVENT_LISTED, .listed = { .list = "shopping", .item = item, .change = "added" } });
  }
  say (self, "Added.", NULL);
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_LIST);
  g_assert_cmpstr (screen->rows[0].text, ==, "thing 8");
  g_assert_cmpuint (screen->n_rows + screen->n_more, ==, 9);
  g_assert_cmpstr (screen->subtitle, ==, "and 4 more");
}

static void
test_playing (Device        *self,
              gconstpointer  data)
{
  g_autoptr (EarScreen) screen = NULL;

  post (self, (EarEvent) { .type = EAR_EVENT_PLAYED, .played = {
                             .kind = "music", .token = "t", .title = "Largo", .artist = "Xerxes", .length_us = 100 * SECOND,
                             .item = "{\"album\":\"Airs\"}",
                           } });
  post (self, (EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = { .state = "started", .token = "t", .audible = TRUE } });
  self->now += 25 * SECOND + 300000;
  screen = look (self, "en-US");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_PLAYING);
  g_assert_cmpstr (screen->text, ==, "Airs");
  g_assert_cmpfloat_with_epsilon (screen->progress, 0.25, 1e-9);
  g_assert_cmpstr (screen->start, ==, "0:25");
  g_assert_cmpint (screen->next_change - self->now, ==, 700000);
  g_assert_false (screen->paused);
  g_clear_pointer (&screen, ear_screen_free);

  post (self, (EarEvent) { .type = EAR_EVENT_PLAYBACK, .playback = {
                             .state = "paused", .token = "t", .position_us = 25 * SECOND,
                           } });
  self->now += 3600 * SECOND;
  screen = look (self, "en-US");
  g_assert_true (screen->paused);
  g_assert_cmpstr (screen->start, ==, "0:25");
  g_assert_cmpint (screen->next_change - self->now, >, SECOND);
}

static void
test_error_and_badges (Device        *self,
                       gconstpointer  data)
{
  g_autoptr (EarScreen) screen = NULL;

  open_turn (self, "weather");
  post (self, (EarEvent) { .type = EAR_EVENT_FAILED, .failed = { .kind = "weather", .message = "It did not answer." } });
  post (self, (EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { .setting = "mic", .value = "off" } });
  screen = look (self, "de-DE");
  g_assert_cmpint (screen->face, ==, EAR_SCREEN_ERROR);
  g_assert_cmpstr (screen->text, ==, "It did not answer.");
  g_assert_true (screen->mic_off);
  g_clear_pointer (&screen, ear_screen_free);

  /* A parcel that came since is worth a badge, until somebody speaks with the device. */
  post (self, (EarEvent) { .type = EAR_EVENT_ORDERED, .ordered = {
                             .order = "o", .sku = "s", .title = "Tea", .state = "placed", .due = START + 60 * SECOND,
                           } });
  post (self, (EarEvent) { .type = EAR_EVENT_CLOSED });
  screen = look (self, "en-US");
  g_assert_cmpuint (screen->n_notices, ==, 0);
  g_clear_pointer (&screen, ear_screen_free);
  self->now += 61 * SECOND;
  screen = look (self, "en-US");
  g_assert_cmpuint (screen->n_notices, ==, 1);
  g_clear_pointer (&screen, ear_screen_free);
  open_turn (self, "hello");
  screen = look (self, "en-US");
  g_assert_cmpuint (screen->n_notices, ==, 0);
}

static void
test_foreign_words (Device        *self,
                    gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (100000, 'w');
  g_autoptr (EarScreen) screen = NULL;

  open_turn (self, long_text);
  screen = look (self, NULL);
  g_assert_cmpint (g_utf8_strlen (screen->text, -1), ==, 400);
  g_clear_pointer (&screen, ear_screen_free);
  say (self, "broken \xff words", NULL);
  self->now = G_MAXINT64;
  screen = look (self, "xx");
  g_assert_true (g_utf8_validate (screen->text, -1, NULL));
}

static gboolean
touch (const cairo_rectangle_t *a,
       const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static void
assert_laid_out (const EarScreen *screen)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 500, 300);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GArray) boxes = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));

  ear_screen_compose (screen, cr, EAR_SCREEN_PLAIN, boxes);
  for (guint i = 0; i < boxes->len; i++) {
    const cairo_rectangle_t *box = &g_array_index (boxes, cairo_rectangle_t, i);

    g_assert_cmpfloat (box->x, >=, 12.0);
    g_assert_cmpfloat (box->y, >=, 10.0);
    g_assert_cmpfloat (box->x + box->width, <=, EAR_SCREEN_WIDTH - 12.0);
    g_assert_cmpfloat (box->y + box->height, <=, EAR_SCREEN_HEIGHT - 8.0);
    for (guint k = 0; k < i; k++)
      if (touch (box, &g_array_index (boxes, cairo_rectangle_t, k)))
        g_error ("words %u and %u of “%s” touch", k, i, ear_screen_face_to_name (screen->face));
  }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Words never run into each other, however long they are. */
static void
test_layout (void)
{
  static const char *const words[] = {
    "x", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen und noch viel, viel mehr davon, bis nichts mehr geht",
    "مرحبا بالعالم في هذا اليوم الجميل جدا الذي لا ينتهي أبدا ولا نريد له أن ينتهي", "שלום עולם",
    "今日は世界、とても良い天気ですね。今日は世界、とても良い天気ですね。今日は世界、とても良い天気ですね。",
  };

  for (guint locale = 0; locale < G_N_ELEMENTS (locales); locale++)
    for (guint face = 0; face < EAR_N_SCREENS; face++) {
      EarScreen screen = *ear_screen_get_sample (face, locales[locale]);

      assert_laid_out (&screen);
      screen.mic_off = TRUE;
      screen.n_notices = 12;
      screen.timer = "10:00:00";
      screen.alarm = "Wed 12:45 AM";
      assert_laid_out (&screen);
      for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
        if (face != EAR_SCREEN_CLOCK)
          screen.title = words[i];
        screen.subtitle = words[i];
        if (face != EAR_SCREEN_WEATHER)
          screen.text = words[i];
        screen.detail = face == EAR_SCREEN_WEATHER ? words[i] : "10:00:00";
        for (guint row = 0; row < screen.n_rows; row++)
          screen.rows[row].text = screen.rows[row].detail = words[i];
        assert_laid_out (&screen);
      }
      screen.title = screen.subtitle = screen.text = screen.detail = screen.clock = screen.timer = NULL;
      screen.n_rows = 0;
      assert_laid_out (&screen);
    }
}

static double
get_luminance (EarRgb color)
{
  const float parts[] = { color.r, color.g, color.b };
  static const double weights[] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0.0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.04045f ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));

  return sum;
}

static double
get_contrast (EarRgb a,
              EarRgb b)
{
  double x = get_luminance (a) + 0.05, y = get_luminance (b) + 0.05;

  return MAX (x, y) / MIN (x, y);
}

static void
test_contrast (void)
{
  static const char *const skies[] = {
    "clear", "partly-cloudy", "cloudy", "fog", "drizzle", "rain", "heavy-rain", "thunder", "sleet", "snow", "frogs",
  };

  for (guint style = 0; style < EAR_N_SCREEN_STYLES; style++)
    for (guint face = 0; face < EAR_N_SCREENS; face++)
      for (guint i = 0; i < 200; i++) {
        g_autofree char *name = g_strdup_printf ("Album %u", i);
        EarScreen screen = { .face = face, .glyph = skies[i % G_N_ELEMENTS (skies)], .image = name };
        EarScreenPalette palette = ear_screen_get_palette (&screen, style);
        /* The brightest that a background can be under words: with the reflection of the glass on it. */
        EarRgb top = palette.top;

        if (style == EAR_SCREEN_PLAIN)
          top = (EarRgb) { top.r * 0.96f + 0.04f, top.g * 0.96f + 0.04f, top.b * 0.96f + 0.04f };
        g_assert_cmpfloat (get_contrast (palette.text, top), >=, style == EAR_SCREEN_PLAIN ? 4.5 : 15.0);
        g_assert_cmpfloat (get_contrast (palette.quiet, top), >=, 4.5);
        g_assert_cmpfloat (get_contrast (palette.accent, top), >=, 4.5);
        g_assert_cmpfloat (get_contrast (palette.quiet, palette.bottom), >=, 4.5);
      }
}

/* The same screen gives the same pixels, and stays inside of its glass. */
static void
test_draws_the_same (void)
{
  for (guint face = 0; face < EAR_N_SCREENS; face++) {
    cairo_surface_t *surfaces[2];
    gsize size = 0;

    for (guint i = 0; i < 2; i++) {
      cairo_rectangle_t area = { 20.3, 10.7, 250, 150 };
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 300, 180);
      cr = cairo_create (surfaces[i]);
      ear_screen_draw (ear_screen_get_sample (face, "de-DE"), cr, &area, EAR_SCREEN_PLAIN);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
      size = (gsize) cairo_image_surface_get_stride (surfaces[i]) * 180;
    }
    g_assert_cmpmem (cairo_image_surface_get_data (surfaces[0]), size, cairo_image_surface_get_data (surfaces[1]), size);
    for (int x = 0; x < 300; x++)
      g_assert_cmphex (((guint32 *) (gpointer) cairo_image_surface_get_data (surfaces[0]))[9 * 300 + x], ==, 0);
    cairo_surface_destroy (surfaces[0]);
    cairo_surface_destroy (surfaces[1]);
  }
}

static void
test_names_and_words (void)
{
  g_autofree char *words = ear_screen_describe (ear_screen_get_sample (EAR_SCREEN_LIST, "de-DE"));

  for (guint i = 0; i < EAR_N_SCREENS; i++) {
    EarScreenFace face = EAR_N_SCREENS;

    g_assert_true (ear_screen_face_from_name (ear_screen_face_to_name (i), &face));
    g_assert_cmpuint (face, ==, i);
    g_assert_true (ear_screen_equal (ear_screen_get_sample (i, "en-US"), ear_screen_get_sample (i, NULL)));
    g_assert_false (ear_screen_equal (ear_screen_get_sample (i, "en-US"), ear_screen_get_sample ((i + 1) % EAR_N_SCREENS,
                                                                                                 "en-US")));
  }
  g_assert_nonnull (strstr (words, "Einkaufsliste"));
  g_assert_nonnull (strstr (words, "Vollkornbrot"));
}

#define ADD(path, func) g_test_add (path, Device, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/screen/clock", test_clock);
  ADD ("/screen/alarm-and-timer", test_alarm_and_timer);
  ADD ("/screen/conversation", test_conversation);
  ADD ("/screen/weather", test_weather);
  ADD ("/screen/card-and-list", test_card_and_list);
  ADD ("/screen/playing", test_playing);
  ADD ("/screen/error-and-badges", test_error_and_badges);
  ADD ("/screen/foreign-words", test_foreign_words);
  g_test_add_func ("/screen/layout", test_layout);
  g_test_add_func ("/screen/contrast", test_contrast);
  g_test_add_func ("/screen/draws-the-same", test_draws_the_same);
  g_test_add_func ("/screen/names-and-words", test_names_and_words);

  return g_test_run ();
}
