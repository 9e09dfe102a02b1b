/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-words.h"

#include <math.h>

/* Nobody sets a timer for longer; it keeps the sums within 64 bits. */
#define MAX_COUNT 1e6

typedef enum {
  UNIT_SECOND,
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_MONTH,
  UNIT_YEAR,
  UNIT_FORTNIGHT,
  UNIT_DECADE,
  UNIT_QUARTER_HOUR,
  UNIT_THREE_QUARTER_HOUR,
  UNIT_HALF_HOUR,
  UNIT_HALF_YEAR,
} Unit;

static const EarWordRow english_units[] = {
  { "second", UNIT_SECOND }, { "seconds", UNIT_SECOND }, { "sec", UNIT_SECOND }, { "secs", UNIT_SECOND }, { "s", UNIT_SECOND },
  { "minute", UNIT_MINUTE }, { "minutes", UNIT_MINUTE }, { "min", UNIT_MINUTE }, { "mins", UNIT_MINUTE }, { "m", UNIT_MINUTE },
  { "hour", UNIT_HOUR }, { "hours", UNIT_HOUR }, { "hr", UNIT_HOUR }, { "hrs", UNIT_HOUR }, { "h", UNIT_HOUR },
  { "day", UNIT_DAY }, { "days", UNIT_DAY }, { "week", UNIT_WEEK }, { "weeks", UNIT_WEEK },
  { "month", UNIT_MONTH }, { "months", UNIT_MONTH }, { "year", UNIT_YEAR }, { "years", UNIT_YEAR },
  { "fortnight", UNIT_FORTNIGHT }, { "fortnights", UNIT_FORTNIGHT }, { "decade", UNIT_DECADE }, { "decades", UNIT_DECADE },
  { "quarter hour", UNIT_QUARTER_HOUR }, { "quarter of an hour", UNIT_QUARTER_HOUR },
  { "quarters of an hour", UNIT_QUARTER_HOUR }, { NULL },
};

static const EarWordRow german_units[] = {
  { "sekunde", UNIT_SECOND }, { "sekunden", UNIT_SECOND }, { "sek", UNIT_SECOND }, { "s", UNIT_SECOND },
  { "minute", UNIT_MINUTE }, { "minuten", UNIT_MINUTE }, { "min", UNIT_MINUTE }, { "m", UNIT_MINUTE },
  { "stunde", UNIT_HOUR }, { "stunden", UNIT_HOUR }, { "std", UNIT_HOUR }, { "h", UNIT_HOUR },
  { "tag", UNIT_DAY }, { "tage", UNIT_DAY }, { "tagen", UNIT_DAY }, { "tages", UNIT_DAY },
  { "woche", UNIT_WEEK }, { "wochen", UNIT_WEEK }, { "monat", UNIT_MONTH }, { "monate", UNIT_MONTH }, { "monaten", UNIT_MONTH },
  { "jahr", UNIT_YEAR }, { "jahre", UNIT_YEAR }, { "jahren", UNIT_YEAR }, { "jahrzehnt", UNIT_DECADE },
  { "jahrzehnte", UNIT_DECADE }, { "viertelstunde", UNIT_QUARTER_HOUR }, { "viertelstunden", UNIT_QUARTER_HOUR },
  { "viertel stunde", UNIT_QUARTER_HOUR }, { "viertel stunden", UNIT_QUARTER_HOUR },
  { "dreiviertelstunde", UNIT_THREE_QUARTER_HOUR }, { "dreiviertel stunde", UNIT_THREE_QUARTER_HOUR },
  { "drei viertel stunde", UNIT_THREE_QUARTER_HOUR }, { "halbstunde", UNIT_HALF_HOUR }, { "halben stunde", UNIT_HALF_HOUR },
  { "halbe stunde", UNIT_HALF_HOUR }, { "halbes jahr", UNIT_HALF_YEAR }, { "halben jahr", UNIT_HALF_YEAR }, { NULL },
};

/* In halves, so that "half an hour" needs no fraction in the table. */
static const EarWordRow english_counts[] = {
  { "a couple of", 4 }, { "a couple", 4 }, { "a few", 6 }, { "half a", 1 }, { "half an", 1 }, { "half", 1 }, { "a half", 1 },
  { "one half", 1 }, { "a", 2 }, { "an", 2 }, { "the", 2 }, { "another", 2 }, { "one and a half", 3 }, { "a full", 2 }, { NULL },
};

static const EarWordRow german_counts[] = {
  { "ein paar", 6 }, { "einige", 6 }, { "einigen", 6 }, { "eine halbe", 1 }, { "einer halben", 1 }, { "halbe", 1 },
  { "halben", 1 }, { "eine", 2 }, { "einer", 2 }, { "einen", 2 }, { "einem", 2 }, { "ein", 2 }, { "anderthalb", 3 },
  { "eineinhalb", 3 }, { "einundeinhalb", 3 }, { "ein einhalb", 3 }, { "eine weitere", 2 }, { NULL },
};

static guint
read_written_fraction (const EarWords *self,
                       double         *count)
{
  static const struct { const char *text; double count; } rows[] = {
    { "1/2", 0.5 }, { "1/4", 0.25 }, { "3/4", 0.75 }, { "1/3", 1.0 / 3 }, { "2/3", 2.0 / 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (ear_words_match (self, rows[i].text)) {
      *count = rows[i].count;
      return 1;
    }

  return 0;
}

static guint
read_count (const EarWords *self,
            double         *count)
{
  gboolean german = self->language == EAR_LANGUAGE_GERMAN;
  double number;
  int halves;
  guint n = ear_words_look_up (self, german ? german_counts : english_counts, &halves), m;

  if (n > 0)
    *count = halves / 2.0;
  if ((m = ear_read_number (self, &number)) > 0 && m >= n && number >= 0 && number <= MAX_COUNT) {
    *count = number;
    n = m;
  }

  return n > 0 ? n : read_written_fraction (self, count);
}

static void
add_unit (EarLength *length,
          Unit       unit,
          double     count)
{
  gint64 whole = floor (count);
  double rest = count - whole;

  switch (unit) {
  case UNIT_SECOND:
    length->seconds += llround (count);
    break;
  case UNIT_MINUTE:
    length->minutes += whole;
    length->seconds += llround (rest * 60);
    break;
  case UNIT_HOUR:
    length->hours += whole;
    length->minutes += llround (rest * 60);
    break;
  case UNIT_DAY:
    length->days += whole;
    length->hours += llround (rest * 24);
    break;
  case UNIT_WEEK:
    length->weeks += whole;
    length->days += llround (rest * 7);
    break;
  case UNIT_MONTH:
    length->months += whole;
    length->days += llround (rest * 30);
    break;
  case UNIT_YEAR:
    length->years += whole;
    length->months += llround (rest * 12);
    break;
  case UNIT_FORTNIGHT:
    length->weeks += llround (count * 2);
    break;
  case UNIT_DECADE:
    length->years += llround (count * 10);
    break;
  case UNIT_QUARTER_HOUR:
    length->minutes += llround (count * 15);
    break;
  case UNIT_THREE_QUARTER_HOUR:
    length->minutes += llround (count * 45);
    break;
  case UNIT_HALF_HOUR:
    length->minutes += llround (count * 30);
    break;
  case UNIT_HALF_YEAR:
    length->months += llround (count * 6);
    break;
  }
}

/* "and a half" after the unit: "an hour and a half". */
static guint
read_half_after (const EarWords *self,
                 double         *more)
{
  static const EarWordRow rows[] = {
    { "and a half", 2 }, { "and half", 2 }, { "und eine halbe", 2 }, { "and a quarter", 1 }, { "and three quarters", 3 }, { "und eine viertel", 1 },
    { NULL },
  };
  int quarters;
  guint n = ear_words_look_up (self, rows, &quarters);

  if (n > 0)
    *more = quarters / 4.0;

  return n;
}

static guint
read_part (const EarWords *self,
           EarLength      *length)
{
  const EarWordRow *units = self->language == EAR_LANGUAGE_GERMAN ? german_units : english_units;
  gboolean german = self->language == EAR_LANGUAGE_GERMAN;
  EarWords rest;
  double count = 1, more = 0, half;
  int unit;
  guint n = read_count (self, &count), m;

  rest = ear_words_skip (self, n);
  if (n > 0 && (m = read_half_after (&rest, &more)) > 0) {
    rest = ear_words_skip (&rest, m);
    n += m;
  }
  m = ear_words_look_up (&rest, units, &unit);

  /* "eine halbe Stunde" is a count and an hour, "einer Viertelstunde" a count and a unit of its own. */
  if (m == 0 || (n == 0 && !(unit >= UNIT_QUARTER_HOUR && (german || unit == UNIT_QUARTER_HOUR))))
    return 0;

  rest = ear_words_skip (&rest, m);
  n += m;
  if (more == 0 && (m = read_half_after (&rest, &half)) > 0) {
    EarWords after = ear_words_skip (&rest, m);

    if (ear_words_look_up (&after, units, &(int) { 0 }) == 0) {
      more = half;
      n += m;
    }
  }
  add_unit (length, unit, count + more);

  return n;
}

/* "an hour twenty", "an hour and twenty": the number counts what is next below an hour. */
static guint
read_minutes_after_hour (const EarWords *self,
                         EarLength      *length)
{
  static const char *const links[] = { "and", "und", NULL };
  guint link = ear_words_match_any (self, links), minutes, n;
  EarWords rest = ear_words_skip (self, link);

  if (length->hours == 0 || length->minutes > 0 || length->seconds > 0 || (n = ear_read_small (&rest, 59, &minutes)) == 0
      || minutes < 5)
    return 0;
  /* After "and" something else may be counted. */
  if (link > 0 && rest.n > n)
    return 0;
  length->minutes = minutes;

  return link + n;
}

/**
 * ear_read_length:
 * @length: (out): "an hour and thirty minutes"
 */
guint
ear_read_length (const EarWords *self,
                 EarLength      *length)
{
  static const char *const links[] = { "and", "und", "plus", NULL };
  guint taken = 0, link, n;
  EarWords rest = *self;

  *length = (EarLength) { 0 };

  for (guint parts = 0; parts < 6; parts++) {
    link = parts > 0 ? ear_words_match_any (&rest, links) : 0;
    rest = ear_words_skip (&rest, link);
    if ((n = read_part (&rest, length)) == 0)
      break;
    rest = ear_words_skip (&rest, n);
    taken += link + n;
  }
  if (taken > 0) {
    rest = ear_words_skip (self, taken);
    taken += read_minutes_after_hour (&rest, length);
  }

  return taken;
}

static void
append (GString *iso,
        gint64   count,
        char     unit)
{
  if (count != 0)
    g_string_append_printf (iso, "%" G_GINT64_FORMAT "%c", count, unit);
}

/**
 * ear_length_to_iso:
 *
 * Returns: (transfer full): the form of the Alexa Skills Kit, "PT1H30M"
 */
char *
ear_length_to_iso (const EarLength *length)
{
  g_autoptr (GString) iso = g_string_new ("P");

  append (iso, length->years, 'Y');
  append (iso, length->months, 'M');
  append (iso, length->weeks, 'W');
  append (iso, length->days, 'D');
  if (length->hours || length->minutes || length->seconds)
    g_string_append_c (iso, 'T');
  append (iso, length->hours, 'H');
  append (iso, length->minutes, 'M');
  append (iso, length->seconds, 'S');

  return g_strdup (iso->len > 1 ? iso->str : "PT0S");
}

/**
 * ear_length_add:
 * @sign: 1 for later, -1 for earlier
 *
 * Returns: (transfer full) (nullable): the moment that long after or before @to; %NULL outside the calendar
 */
GDateTime *
ear_length_add (const EarLength *length,
                GDateTime       *to,
                int              sign)
{
  g_autoptr (GDateTime) day = NULL;
  gint64 seconds = length->hours * 3600 + length->minutes * 60 + length->seconds;
  gint64 months = length->years * 12 + length->months, days = length->weeks * 7 + length->days;

  if (months > 12 * 5000 || days > 366 * 5000 || seconds > G_GINT64_CONSTANT (5000) * 366 * 86400)
    return NULL;
  if (!(day = g_date_time_add_full (to, 0, sign * (int) months, sign * (int) days, 0, 0, 0)))
    return NULL;

  return g_date_time_add (day, sign * seconds * G_TIME_SPAN_SECOND);
}
