/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Beyond this a forecast is a guess. */
#define MAX_DAYS_AHEAD 14
#define MAX_DAYS_READ_OUT 3
#define MAX_CARD_DAYS 7
#define RAIN_WORTH_SAYING 20
#define RAIN_MAYBE 30
#define RAIN_LIKELY 50

EAR_DEFINE_SKILL (EarWeatherSkill, ear_weather_skill)

/* Which days are wanted. `prompt` says why none can be given; `date` is empty for today. */
typedef struct {
  char        date[16];
  guint       days;
  const char *prompt;
} Span;

static int
count_days (GDateTime *from,
            GDateTime *to)
{
  GDate a, b;

  g_date_clear (&a, 1);
  g_date_clear (&b, 1);
  g_date_set_dmy (&a, g_date_time_get_day_of_month (from), g_date_time_get_month (from), g_date_time_get_year (from));
  g_date_set_dmy (&b, g_date_time_get_day_of_month (to), g_date_time_get_month (to), g_date_time_get_year (to));

  return g_date_days_between (&a, &b);
}

static GDateTime *
make_day (const EarScene *scene,
          int             year,
          int             month,
          int             day)
{
  return g_date_time_new (scene->timezone, year, month, day, 12, 0, 0);
}

/* The Monday of an ISO week: the fourth of January is always in week 1. */
static GDateTime *
make_monday (const EarScene *scene,
             int             year,
             int             week)
{
  g_autoptr (GDateTime) fourth = week >= 1 && week <= 53 ? make_day (scene, year, 1, 4) : NULL;

  return fourth ? g_date_time_add_days (fourth, (week - 1) * 7 + 1 - g_date_time_get_day_of_week (fourth)) : NULL;
}

/* Reads a date in the Alexa Skills Kit's form: a day, a week, a weekend, a month. */
static GDateTime *
read_date (const EarScene *scene,
           const char     *text,
           guint          *days)
{
  int year, month, day, week, end = 0;

  *days = 1;
  if (sscanf (text, "%4d-%2d-%2d", &year, &month, &day) == 3)
    return make_day (scene, year, month, day);

  if (sscanf (text, "%4d-W%2d%n", &year, &week, &end) == 2 && end > 0) {
    g_autoptr (GDateTime) monday = make_monday (scene, year, week);
    gboolean weekend = strcmp (text + end, "-WE") == 0;

    *days = weekend ? 2 : 7;
    return monday ? g_date_time_add_days (monday, weekend ? 5 : 0) : NULL;
  }

  if (sscanf (text, "%4d-%2d%n", &year, &month, &end) == 2 && text[end] == '\0') {
    *days = month >= 1 && month <= 12 ? g_date_get_days_in_month (month, CLAMP (year, 1, 9999)) : 1;
    return make_day (scene, year, month, 1);
  }

  return NULL;
}

static Span
get_span (const EarScene *scene)
{
  const char *text = ear_scene_get_value (scene, "date");
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) start = NULL;
  Span span = { .days = 1 };
  int ahead;

  if (text == NULL || strcmp (text, "PRESENT_REF") == 0)
    return span;
  if (!(first = read_date (scene, text, &span.days))) {
    span.prompt = "weather.too-far";
    return span;
  }

  ahead = count_days (now, first);
  if (ahead < 0 && ahead + (int) span.days > 0) {
    span.days += ahead;
    ahead = 0;
  }
  span.days = MIN (span.days, 7);
  start = g_date_time_add_days (now, ahead);
  span.prompt = ahead < 0 ? "weather.past" : ahead > MAX_DAYS_AHEAD ? "weather.too-far" : NULL;
  if (ahead > 0)
    g_snprintf (span.date, sizeof span.date, "%04d-%02d-%02d", g_date_time_get_year (start), g_date_time_get_month (start),
                g_date_time_get_day_of_month (start));

  return span;
}

static char *
read_asked_place (const EarEvent *event)
{
  g_autoptr (EarQuestion) question = event->asked.question ? ear_question_from_json (event->asked.question, NULL) : NULL;

  return question ? g_strdup (question->text) : NULL;
}

/* The city of the device's time zone is where the device most likely is; else it is a large one where its language is spoken. */
static char *
guess_home (const EarScene *scene)
{
  const char *zone = g_time_zone_get_identifier (scene->timezone);
  const char *slash = zone ? strrchr (zone, '/') : NULL;
  g_autofree char *city = slash ? g_strdelimit (g_strdup (slash + 1), "_", ' ') : NULL;
  const EarSlotValue *known = city ? ear_tools_find_value (scene, "Place", city) : NULL;

  if (known != NULL)
    return g_strdup (known->name);

  return g_strdup (g_str_has_prefix (scene->locale, "de") ? "Berlin" : "New York");
}

/* A place that was not named is the one talked about, or else home. */
static char *
dup_place (const EarScene *scene)
{
  g_autofree char *place = g_strdup (ear_scene_get_value (scene, "place"));

  for (guint i = ear_tape_get_length (scene->tape); place == NULL && i > 0; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);

    if (event->type == EAR_EVENT_OPENED)
      break;
    if (event->type == EAR_EVENT_ASKED && g_strcmp0 (event->asked.kind, "weather") == 0)
      place = read_asked_place (event);
  }

  return place ? g_steal_pointer (&place) : guess_home (scene);
}

static void
meet_any (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autofree char *place = dup_place (scene);
  Span span = get_span (scene);

  if (span.prompt != NULL) {
    ear_scene_say (scene, wishes, span.prompt, NULL);
    return;
  }

  ear_wishes_ask (wishes, EAR_SERVICE_WEATHER, &(EarQuestion) {
    .operation = "forecast",
    .locale = scene->locale,
    .text = place,
    .date = *span.date ? span.date : NULL,
    .days = span.days,
    .now = scene->now,
    .seed = ear_dice_draw (scene->dice, 0, "weather") >> 1,
  });
  ear_wishes_charge (wishes, "weather.query", 1, 0, place);
}

static gboolean
wants_fahrenheit (const EarScene    *scene,
                  const EarForecast *row)
{
  static const char *const names[] = { "US", "USA", "United States", "United States of America", NULL };
  const char *units = ear_household_get_setting (scene->household, "units", "auto");

  if (strcmp (units, "auto") != 0)
    return strcmp (units, "imperial") == 0;

  return g_str_has_prefix (scene->locale, "en") && row->country && g_strv_contains (names, row->country);
}

static long
round_degrees (const EarScene    *scene,
               const EarForecast *row,
               double             celsius)
{
  double shown = wants_fahrenheit (scene, row) ? celsius * 9 / 5 + 32 : celsius;

  return isfinite (shown) ? lround (CLAMP (shown, -200, 200)) : 0;
}

static char *
dup_degrees (const EarScene    *scene,
             const EarForecast *row,
             double             celsius)
{
  long degrees = round_degrees (scene, row, celsius);
  g_autofree char *number = ear_phrase_number (scene->locale, degrees);
  g_autofree char *ssml = NULL;

  if (degrees == 1 || degrees == -1)
    return ear_tools_dup_words (scene, degrees == 1 ? "weather.degrees.one" : "weather.degrees.minus-one");

  ssml = ear_scene_render (scene, "weather.degrees", "number", number, NULL);

  return ear_phrase_plain (ssml);
}

static char *
dup_sky (const EarScene    *scene,
         const EarForecast *row)
{
  g_autofree char *prompt = g_strconcat ("weather.condition.", row->condition ? row->condition : "other", NULL);

  return ear_tools_dup_words (scene, ear_tools_has_prompt (scene, prompt) ? prompt : "weather.condition.other");
}

static char *
dup_row_day (const EarScene    *scene,
             const EarForecast *row)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  guint days;
  g_autoptr (GDateTime) day = row->date ? read_date (scene, row->date, &days) : NULL;

  return ear_phrase_day (scene->locale, day ? day : now, now);
}

static long
get_chance (const EarForecast *row)
{
  return isfinite (row->rain_chance) ? lround (CLAMP (row->rain_chance, 0, 100)) : 0;
}

static char *
render_row (const EarScene    *scene,
            const char        *prompt,
            const EarForecast *row)
{
  g_autofree char *day = dup_row_day (scene, row);
  g_autofree char *sky = dup_sky (scene, row);
  g_autofree char *temperature = dup_degrees (scene, row, row->now);
  g_autofree char *low = dup_degrees (scene, row, row->low);
  g_autofree char *high = dup_degrees (scene, row, row->high);
  g_autofree char *chance = ear_phrase_number (scene->locale, get_chance (row));

  return ear_scene_render (scene, prompt, "place", row->place ? row->place : "", "day", day, "sky", sky, "temperature",
                           temperature, "low", low, "high", high, "chance", chance, NULL);
}

/* Takes a rendered prompt. */
static void
append_sentence (GString *text,
                 char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
append_rain (const EarScene    *scene,
             const EarForecast *row,
             gboolean           always,
             GString           *text)
{
  gboolean snow = g_strcmp0 (row->condition, "snow") == 0 || g_strcmp0 (row->condition, "sleet") == 0;

  if (get_chance (row) >= RAIN_WORTH_SAYING)
    append_sentence (text, render_row (scene, snow ? "weather.snow-chance" : "weather.rain-chance", row));
  else if (always)
    append_sentence (text, render_row (scene, "weather.rain-none", row));
}

static int
compare_beauty (const EarForecast *a,
                const EarForecast *b)
{
  return get_chance (a) != get_chance (b) ? get_chance (a) - get_chance (b) : (a->high < b->high) - (a->high > b->high);
}

/* A week is not read out day by day: its range, its best day and its wettest. */
static void
append_week (const EarScene  *scene,
             const EarAnswer *answer,
             GString         *text)
{
  const EarForecast *best = ear_answer_peek (answer, 0);
  const EarForecast *worst = best;
  EarForecast week;

  week = *best;
  for (guint i = 1; i < answer->rows->len; i++) {
    const EarForecast *row = ear_answer_peek (answer, i);

    week.low = MIN (week.low, row->low);
    week.high = MAX (week.high, row->high);
    best = compare_beauty (row, best) < 0 ? row : best;
    worst = get_chance (row) > get_chance (worst) ? row : worst;
  }
  week.date = best->date;
  week.condition = best->condition;

  append_sentence (text, render_row (scene, "weather.week", &week));
  if (get_chance (worst) >= RAIN_MAYBE)
    append_sentence (text, render_row (scene, "weather.wettest", worst));
}

static void
append_forecast (const EarScene  *scene,
                 const EarAnswer *answer,
                 gboolean         today,
                 GString         *text)
{
  const EarForecast *first = ear_answer_peek (answer, 0);

  if (answer->rows->len > MAX_DAYS_READ_OUT) {
    append_week (scene, answer, text);
  } else if (answer->rows->len > 1) {
    append_sentence (text, render_row (scene, "weather.days", first));
    for (guint i = 0; i < answer->rows->len; i++)
      append_sentence (text, render_row (scene, "weather.line", ear_answer_peek (answer, i)));
  } else {
    append_sentence (text, render_row (scene, today ? "weather.now" : "weather.day", first));
    append_rain (scene, first, today, text);
  }
}

static char *
render_umbrella (const EarScene  *scene,
                 const EarAnswer *answer)
{
  const EarForecast *wettest = ear_answer_peek (answer, 0);

  for (guint i = 1; i < answer->rows->len; i++) {
    const EarForecast *row = ear_answer_peek (answer, i);

    wettest = get_chance (row) > get_chance (wettest) ? row : wettest;
  }

  return render_row (scene, get_chance (wettest) >= RAIN_LIKELY ? "weather.umbrella"
                            : get_chance (wettest) >= RAIN_MAYBE ? "weather.umbrella-maybe" : "weather.umbrella-no", wettest);
}

/* "3–7", and "−4 … 0" with a true minus, which a dash between numbers must not be taken for. */
static char *
format_range (long low,
              long high)
{
  if (low >= 0 && high >= 0)
    return g_strdup_printf ("%ld–%ld", low, high);

  return g_strdup_printf ("%s%ld … %s%ld", low < 0 ? "−" : "", ABS (low), high < 0 ? "−" : "", ABS (high));
}

static void
append_line (const EarScene    *scene,
             const EarForecast *row,
             const char        *lead,
             GString           *text)
{
  g_autofree char *sky = dup_sky (scene, row);
  g_autofree char *range = format_range (round_degrees (scene, row, row->low), round_degrees (scene, row, row->high));

  g_string_append_printf (text, "%s%s%s%s °%s · %s", text->len > 0 ? "\n" : "", lead ? lead : "", lead ? ": " : "", range,
                          wants_fahrenheit (scene, row) ? "F" : "C", sky);
}

/* The place, and a line for each day. */
static char *
make_card (const EarScene  *scene,
           const EarAnswer *answer)
{
  const EarForecast *first = ear_answer_peek (answer, 0);
  g_autofree char *picture = g_strconcat ("weather/", first->condition, ".svg", NULL);
  g_autofree char *prompt = g_strconcat ("weather.condition.", first->condition, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (answer->rows->len, MAX_CARD_DAYS); i++) {
    const EarForecast *row = ear_answer_peek (answer, i);
    g_autofree char *day = answer->rows->len > 1 ? dup_row_day (scene, row) : NULL;

    append_line (scene, row, day, text);
  }

  return ear_tools_make_card (first->place, text->str, first->condition && ear_tools_has_prompt (scene, prompt) ? picture : NULL);
}

static void
say_unknown_place (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autofree char *place = dup_place (scene);
  g_autofree char *ssml = ear_scene_render (scene, "weather.unknown-place", "place", place ? place : "", NULL);

  ear_tools_say (scene, wishes, ssml);
}

static const char *
ear_weather_skill_get_id (EarSkill *skill)
{
  return "weather";
}

static void
ear_weather_skill_meet (EarSkill       *skill,
                        const EarScene *scene,
                        EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "weather.forecast", meet_any },
    { "weather.rain", meet_any },
    { "weather.temperature", meet_any },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_weather_skill_answer (EarSkill        *skill,
                          const EarScene  *scene,
                          const EarAnswer *answer,
                          const EarFailed *failure,
                          EarWishes       *wishes)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *card = NULL;
  gboolean today = *get_span (scene).date == '\0';

  if (failure != NULL && g_strcmp0 (failure->code, "not-found") != 0) {
    ear_tools_say_failure (scene, wishes, failure);
    return;
  }
  if (failure != NULL || answer->kind != EAR_ANSWER_FORECASTS || answer->rows->len == 0) {
    say_unknown_place (scene, wishes);
    return;
  }

  if (g_strcmp0 (scene->intent, "weather.rain") == 0)
    append_sentence (text, render_umbrella (scene, answer));
  else if (g_strcmp0 (scene->intent, "weather.temperature") == 0)
    append_sentence (text, render_row (scene, today ? "weather.temperature-now" : "weather.temperature-day",
                                       ear_answer_peek (answer, 0)));
  else
    append_forecast (scene, answer, today, text);

  card = make_card (scene, answer);
  ear_tools_show (scene, wishes, text->str, card);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_weather_skill_get_id;
  iface->meet = ear_weather_skill_meet;
  iface->answer = ear_weather_skill_answer;
}
