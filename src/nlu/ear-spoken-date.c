/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-calendar.h"

#include <string.h>

static const EarWordRow english_days[] = {
  { "today", 0 }, { "tomorrow", 1 }, { "yesterday", -1 }, { "the day after tomorrow", 2 }, { "day after tomorrow", 2 },
  { "the day before yesterday", -2 }, { "day before yesterday", -2 }, { "tmrw", 1 }, { NULL },
};
static const EarWordRow german_days[] = {
  { "heute", 0 }, { "morgen", 1 }, { "gestern", -1 }, { "uebermorgen", 2 }, { "vorgestern", -2 }, { "am heutigen tag", 0 },
  { "am morgigen tag", 1 }, { "den heutigen tag", 0 }, { NULL },
};
/* Holidays that move have numbers of their own: days from Easter Sunday, and the fourth Thursday of November. */
#define EASTER(days) (20000 + (days))
#define THANKSGIVING 30000

/* Month * 100 + day. */
static const EarWordRow english_holidays[] = {
  { "christmas eve", 1224 }, { "christmas", 1225 }, { "christmas day", 1225 }, { "xmas", 1225 }, { "boxing day", 1226 },
  { "new years eve", 1231 }, { "new year s eve", 1231 }, { "new years day", 101 }, { "new year s day", 101 }, { "halloween", 1031 },
  { "valentines day", 214 }, { "valentine s day", 214 }, { "independence day", 704 }, { "fourth of july", 704 }, { "new year", 101 },
  { "valentines", 214 }, { "easter", EASTER (0) }, { "easter sunday", EASTER (0) }, { "easter monday", EASTER (1) },
  { "good friday", EASTER (-2) }, { "pentecost", EASTER (49) }, { "thanksgiving", THANKSGIVING }, { "thanksgiving day", THANKSGIVING },
  { NULL },
};
static const EarWordRow german_holidays[] = {
  { "heiligabend", 1224 }, { "weihnachten", 1225 }, { "silvester", 1231 }, { "neujahr", 101 }, { "nikolaus", 1206 },
  { "halloween", 1031 }, { "valentinstag", 214 }, { "tag der deutschen einheit", 1003 },
  { "ostern", EASTER (0) }, { "ostersonntag", EASTER (0) }, { "ostermontag", EASTER (1) }, { "karfreitag", EASTER (-2) },
  { "pfingsten", EASTER (49) }, { "himmelfahrt", EASTER (39) }, { "christi himmelfahrt", EASTER (39) }, { NULL },
};

static gboolean
is_german (const EarWords *self)
{
  return self->language == EAR_LANGUAGE_GERMAN;
}

static GDateTime *
make_day (GDateTime *now,
          int        year,
          int        month,
          int        day)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > g_date_get_days_in_month (month, year))
    return NULL;

  return g_date_time_new (g_date_time_get_timezone (now), year, month, day, 0, 0, 0);
}

static gboolean
is_past (GDateTime *day,
         GDateTime *now)
{
  int a[3], b[3];

  g_date_time_get_ymd (day, &a[0], &a[1], &a[2]);
  g_date_time_get_ymd (now, &b[0], &b[1], &b[2]);

  return a[0] * 10000 + a[1] * 100 + a[2] < b[0] * 10000 + b[1] * 100 + b[2];
}

/* Without a year the next such day is meant; the leap day may be up to eight years off. */
static GDateTime *
make_next_day (GDateTime *now,
               int        month,
               int        day)
{
  int year = g_date_time_get_year (now);
  GDateTime *found;

  for (int i = 0; i <= 8; i++) {
    found = make_day (now, year + i, month, day);
    if (found != NULL && !is_past (found, now))
      return found;
    g_clear_pointer (&found, g_date_time_unref);
  }

  return NULL;
}

static guint
read_day_number (const EarWords *self,
                 guint          *day)
{
  guint n = ear_read_ordinal (self, day);

  if (n > 0)
    return *day >= 1 && *day <= 31 ? n : 0;
  n = ear_read_small (self, 31, day);

  return n > 0 && *day >= 1 ? n : 0;
}

/* "2026-03-03", "3/15", "15.3." */
static guint
read_figures (const EarWords  *self,
              GDateTime       *now,
              GDateTime      **day)
{
  g_auto (GStrv) parts = NULL;
  const char *word = self->words[0];
  int numbers[3] = { 0 }, n, year;

  if (!g_ascii_isdigit (*word) || !strpbrk (word, "-./") || strlen (word) > 10 || word[strspn (word, "0123456789-./")])
    return 0;
  parts = g_strsplit_set (word, "-./", 4);
  n = g_strv_length (parts);
  if (n < 2 || n > 3)
    return 0;
  for (int i = 0; i < n; i++)
    numbers[i] = g_ascii_strtoull (parts[i], NULL, 10);

  if (n == 3 && strlen (parts[0]) == 4) {
    *day = make_day (now, numbers[0], numbers[1], numbers[2]);
  } else {
    gboolean month_first = !is_german (self) && strchr (word, '/');
    int month = month_first ? numbers[0] : numbers[1], number = month_first ? numbers[1] : numbers[0];

    if (!month_first && !strchr (word, '.') && n == 2)
      return 0;
    year = numbers[2] + (numbers[2] >= 100 ? 0 : numbers[2] < 70 ? 2000 : 1900);
    *day = n == 3 ? make_day (now, year, month, number) : make_next_day (now, month, number);
  }

  return *day ? 1 : 0;
}

/* "march third", "the third of march 2027", "3. März". */
static guint
read_calendar_day (const EarWords  *self,
                   GDateTime       *now,
                   GDateTime      **day)
{
  static const char *const links[] = { "of", "the", "am", "den", "der", NULL };
  EarWords rest = *self;
  guint number = 0, n, m;
  int month = 0, year = 0;

  if ((n = ear_read_month (&rest, &month)) > 0) {
    rest = ear_words_skip (self, n);
    n += ear_words_match_any (&rest, links);
    rest = ear_words_skip (self, n);
    if ((m = read_day_number (&rest, &number)) == 0)
      return 0;
    n += m;
  } else {
    if ((n = read_day_number (&rest, &number)) == 0)
      return 0;
    rest = ear_words_skip (self, n);
    n += is_german (self) ? 0 : ear_words_match (&rest, "day of");
    rest = ear_words_skip (self, n);
    n += is_german (self) ? 0 : ear_words_match (&rest, "of");
    rest = ear_words_skip (self, n);
    if ((m = ear_read_month (&rest, &month)) > 0)
      n += m;
    else if (!is_german (self) || (m = ear_read_ordinal (&rest, &(guint) { 0 })) == 0 || !ear_read_ordinal (self, &number)
             || ear_read_ordinal (&rest, (guint *) &month) == 0 || month > 12)
      return 0;
    else
      n += m;
  }

  rest = ear_words_skip (self, n);
  if ((m = ear_read_year (&rest, &year)) > 0)
    n += m;
  *day = year ? make_day (now, year, month, number) : make_next_day (now, month, number);

  return *day ? n : 0;
}

/* "the twenty first", "am Dritten": of this month or the next that has one. */
static guint
read_day_of_month (const EarWords  *self,
                   GDateTime       *now,
                   GDateTime      **day)
{
  static const char *const leads[] = { "the", "on the", "am", "den", "der", "dem", NULL };
  int year = g_date_time_get_year (now), month = g_date_time_get_month (now);
  guint lead = ear_words_match_any (self, leads), number, n;
  EarWords rest = ear_words_skip (self, lead);

  if (lead == 0 || (n = ear_read_ordinal (&rest, &number)) == 0 || number > 31)
    return 0;
  for (int i = 0; i < 3; i++, month++) {
    *day = make_day (now, year + (month - 1) / 12, (month - 1) % 12 + 1, number);
    if (*day != NULL && !is_past (*day, now))
      return lead + n;
    g_clear_pointer (day, g_date_time_unref);
  }

  return 0;
}

static guint
read_weekday_phrase (const EarWords  *self,
                     GDateTime       *now,
                     GDateTime      **day)
{
  static const char *const in_a_week[] = { "week", "in a week", "in einer woche", NULL };
  EarWhich which = EAR_WHICH_THIS, week;
  int weekday, today = g_date_time_get_day_of_week (now), ahead;
  guint n = ear_read_which (self, &which), m, lead;
  EarWords rest = ear_words_skip (self, n);

  if ((m = ear_read_weekday (&rest, &weekday)) == 0 || (n == 0 && strlen (rest.words[0]) < 3 && self->n > 1 && !is_german (self)))
    return 0;
  if (is_german (self) && strlen (rest.words[0]) == 2 && self->n > 1)
    return 0;
  n += m;
  rest = ear_words_skip (self, n);
  ahead = (weekday - today + 6) % 7 + 1;
  if (which == EAR_WHICH_LAST)
    ahead = -((today - weekday + 6) % 7 + 1);
  else if (which == EAR_WHICH_AFTER_NEXT)
    ahead += 7;

  /* "wednesday next week", "Freitag nächster Woche", "friday week", "Freitag in einer Woche" */
  lead = is_german (self) ? ear_words_match_any (&rest, (const char *[]) { "der", "in der", NULL }) : ear_words_match (&rest, "of");
  rest = ear_words_skip (&rest, lead);
  m = ear_read_which (&rest, &week);
  rest = ear_words_skip (&rest, m);
  if (m > 0 && ear_words_match (&rest, is_german (self) ? "woche" : "week")) {
    ahead = weekday - today + (week == EAR_WHICH_NEXT ? 7 : week == EAR_WHICH_LAST ? -7 : week == EAR_WHICH_AFTER_NEXT ? 14 : 0);
    n += lead + m + 1;
  } else if (m == 0 && lead == 0 && (m = ear_words_match_any (&rest, in_a_week)) > 0) {
    ahead += 7;
    n += m;
  }
  *day = g_date_time_add_days (now, ahead);

  return *day ? n : 0;
}

/* Easter Sunday by the Gregorian rule as Meeus, Jones and Butcher have it. */
static GDateTime *
make_easter (GDateTime *now,
             int        year)
{
  int a = year % 19, b = year / 100, c = year % 100, h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7, m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;

  return make_day (now, year, n / 31, n % 31 + 1);
}

static GDateTime *
make_thanksgiving (GDateTime *now,
                   int        year)
{
  g_autoptr (GDateTime) first = make_day (now, year, 11, 1);

  return first ? make_day (now, year, 11, 22 + (G_DATE_THURSDAY - g_date_time_get_day_of_week (first) + 7) % 7) : NULL;
}

static GDateTime *
make_holiday (GDateTime *now,
              int        code,
              int        year)
{
  g_autoptr (GDateTime) easter = NULL;

  if (code == THANKSGIVING)
    return make_thanksgiving (now, year);
  if (code < EASTER (-100))
    return make_day (now, year, code / 100, code % 100);
  easter = make_easter (now, year);

  return easter ? g_date_time_add_days (easter, code - EASTER (0)) : NULL;
}

static GDateTime *
make_next_holiday (GDateTime *now,
                   int        code)
{
  int year = g_date_time_get_year (now);
  GDateTime *day = make_holiday (now, code, year);

  if (day == NULL || !is_past (day, now))
    return day;
  g_date_time_unref (day);

  return make_holiday (now, code, year + 1);
}

static guint
read_holiday (const EarWords  *self,
              GDateTime       *now,
              GDateTime      **day)
{
  EarWords rest;
  int code, year;
  guint n = ear_words_look_up (self, is_german (self) ? german_holidays : english_holidays, &code), m;

  if (n == 0)
    return 0;
  rest = ear_words_skip (self, n);
  if ((m = ear_read_year (&rest, &year)) > 0)
    *day = make_holiday (now, code, year);
  else
    *day = make_next_holiday (now, code);

  return *day ? n + m : 0;
}

static guint
read_relative_day (const EarWords  *self,
                   GDateTime       *now,
                   GDateTime      **day)
{
  int ahead;
  guint n = ear_words_look_up (self, is_german (self) ? german_days : english_days, &ahead);

  if (n > 0)
    *day = g_date_time_add_days (now, ahead);

  return *day ? n : 0;
}

/* "in three days", "two weeks from today"; a length below a day is no date. */
static guint
read_days_from_now (const EarWords  *self,
                    GDateTime       *now,
                    GDateTime      **day)
{
  guint lead = ear_words_match_any (self, (const char *[]) { "in", "vor", NULL }), n;
  EarWords rest = ear_words_skip (self, lead);
  EarLength length;

  n = ear_read_length (&rest, &length);
  if (n == 0 || (length.years == 0 && length.months == 0 && length.weeks == 0 && length.days == 0))
    return 0;

  return ear_read_from_now (self, now, day);
}

/* "Friday, March 6", "Freitag, der sechste März", "Tuesday the 19th": the date says which. */
static guint
refine_weekday (const EarWords  *self,
                guint            taken,
                GDateTime       *now,
                GDateTime      **day)
{
  guint front = ear_read_lead (self), lead, n;
  EarWords rest = ear_words_skip (self, front), after;
  GDateTime *found = NULL;
  int weekday;

  if (taken == 0)
    return 0;
  if (ear_read_weekday (&rest, &weekday) + front != taken && ear_read_weekday (self, &weekday) != taken)
    return 0;
  rest = ear_words_skip (self, taken);
  if (rest.n == 0)
    return 0;
  lead = ear_read_lead (&rest);
  after = ear_words_skip (&rest, lead);
  if ((n = read_calendar_day (&after, now, &found)) == 0 && (after.n == 0 || (n = read_figures (&after, now, &found)) == 0)) {
    lead = 0;
    n = read_day_of_month (&rest, now, &found);
  }
  if (found == NULL)
    return 0;
  g_date_time_unref (*day);
  *day = found;

  return lead + n;
}

/**
 * ear_read_day:
 * @day: (out) (transfer full): a single day
 */
guint
ear_read_day (const EarWords  *self,
              GDateTime       *now,
              GDateTime      **day)
{
  static guint (*const readers[]) (const EarWords *, GDateTime *, GDateTime **) = {
    read_relative_day, read_figures, read_calendar_day, read_day_of_month, read_weekday_phrase, read_holiday, read_days_from_now,
  };
  GDateTime *found = NULL;
  EarWords rest;
  guint best = 0, n, lead;

  *day = NULL;
  for (guint skip = 0; self->n > 0 && skip < 2; skip++) {
    lead = skip ? ear_read_lead (self) : 0;
    if (skip && lead == 0)
      break;
    rest = ear_words_skip (self, lead);
    for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
      if ((n = readers[i] (&rest, now, &found)) > 0 && lead + n > best) {
        best = lead + n;
        g_clear_pointer (day, g_date_time_unref);
        *day = g_steal_pointer (&found);
      }
      g_clear_pointer (&found, g_date_time_unref);
    }
  }

  return best + refine_weekday (self, best, now, day);
}

static guint
read_this_very (const EarWords  *self,
                GDateTime       *now,
                char           **value)
{
  static const char *const tonight[] = { "tonight", "heute nacht", NULL };
  static const char *const present[] = { "now", "right now", "currently", "jetzt", "gerade", "im moment", "at the moment", NULL };
  static const char *const this_day[] = { "this morning", "this afternoon", "this evening", NULL };
  guint n = ear_words_match_any (self, tonight);

  if (n == 0 && (n = ear_words_match_any (self, this_day)) > 0) {
    *value = g_date_time_format (now, "%Y-%m-%d");
    return n;
  }
  if (n > 0) {
    *value = g_date_time_format (now, "%Y-%m-%dTNI");
    return n;
  }
  if ((n = ear_words_match_any (self, present)) > 0)
    *value = g_strdup ("PRESENT_REF");

  return n;
}

/**
 * ear_read_date:
 * @value: (out) (transfer full): in the form of the Alexa Skills Kit: a day, week, weekend, month, season, year or decade
 */
guint
ear_read_date (const EarWords  *self,
               GDateTime       *now,
               char           **value)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *period = NULL;
  EarDayPart part;
  EarWords rest;
  guint n, m;

  if ((n = read_this_very (self, now, value)) > 0)
    return n;

  n = ear_read_day (self, now, &day);
  if ((m = ear_read_period (self, now, &period)) > n) {
    *value = g_steal_pointer (&period);
    return m;
  }
  if (n == 0)
    return 0;

  /* "tomorrow morning", "morgen früh": the part of the day belongs to the words, not to the date. */
  *value = g_date_time_format (day, "%Y-%m-%d");
  rest = ear_words_skip (self, n);
  m = ear_read_day_part (&rest, &part);

  return n + (m > 0 && strlen (rest.words[0]) > 2 ? m : 0);
}
