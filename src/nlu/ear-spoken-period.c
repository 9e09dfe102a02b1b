/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-calendar.h"

#include <string.h>

static const EarWordRow english_seasons[] = {
  { "spring", 0 }, { "springtime", 0 }, { "summer", 1 }, { "fall", 2 }, { "autumn", 2 }, { "winter", 3 }, { NULL },
};
static const EarWordRow german_seasons[] = {
  { "fruehling", 0 }, { "fruehjahr", 0 }, { "sommer", 1 }, { "herbst", 2 }, { "winter", 3 }, { NULL },
};

static gboolean
is_german (const EarWords *self)
{
  return self->language == EAR_LANGUAGE_GERMAN;
}

static char *
format_week (GDateTime  *day,
             const char *ending)
{
  return g_strdup_printf ("%04d-W%02d%s", g_date_time_get_week_numbering_year (day), g_date_time_get_week_of_year (day), ending);
}

static int
which_offset (EarWhich which)
{
  return which == EAR_WHICH_NEXT ? 1 : which == EAR_WHICH_LAST ? -1 : which == EAR_WHICH_AFTER_NEXT ? 2 : 0;
}

static char *
make_week (GDateTime  *now,
           EarWhich    which,
           const char *ending)
{
  g_autoptr (GDateTime) day = g_date_time_add_weeks (now, which_offset (which));

  return day ? format_week (day, ending) : NULL;
}

static char *
make_month (GDateTime *now,
            EarWhich   which)
{
  g_autoptr (GDateTime) day = g_date_time_add_months (now, which_offset (which));

  return day ? g_date_time_format (day, "%Y-%m") : NULL;
}

static char *
make_named_month (GDateTime *now,
                  EarWhich   which,
                  int        month,
                  int        year)
{
  int ahead = month >= g_date_time_get_month (now) ? 0 : 1;

  if (year == 0) {
    year = g_date_time_get_year (now) + ahead;
    if (which == EAR_WHICH_LAST)
      year--;
    else if (which == EAR_WHICH_NEXT && month == g_date_time_get_month (now))
      year++;
  }

  return g_strdup_printf ("%04d-%02d", year, month);
}

static char *
make_season (GDateTime *now,
             EarWhich   which,
             int        season,
             int        year)
{
  static const char *const codes[] = { "SP", "SU", "FA", "WI" };
  static const int last_months[] = { 5, 8, 11, 12 };

  if (year == 0) {
    year = g_date_time_get_year (now) + (g_date_time_get_month (now) > last_months[season] ? 1 : 0);
    if (which == EAR_WHICH_LAST)
      year--;
  }

  return g_strdup_printf ("%04d-%s", year, codes[season]);
}

static guint
read_decade (const EarWords  *self,
             char           **value)
{
  static const EarWordRow rows[] = {
    { "twenties", 202 }, { "thirties", 193 }, { "forties", 194 }, { "fifties", 195 }, { "sixties", 196 }, { "seventies", 197 },
    { "eighties", 198 }, { "nineties", 199 }, { "this decade", 202 }, { "zwanzigern", 202 }, { "dreissiger", 193 },
    { "vierziger", 194 }, { "fuenfziger", 195 }, { "sechziger", 196 }, { "siebziger", 197 }, { "achtziger", 198 },
    { "neunziger", 199 }, { "achtzigern", 198 }, { "neunzigern", 199 }, { "siebzigern", 197 }, { "sechzigern", 196 }, { NULL },
  };
  EarWords rest;
  int decade;
  guint n = ear_words_look_up (self, rows, &decade);

  if (n == 0)
    return 0;
  rest = ear_words_skip (self, n);
  *value = g_strdup_printf ("%dX", decade);

  return n + ear_words_match_any (&rest, (const char *[]) { "jahre", "jahren", NULL });
}

/* Stretches of days: "next week", "this weekend", "March", "2026", "summer". */
static guint
read_period (const EarWords  *self,
             GDateTime       *now,
             char           **value)
{
  static const char *const weekends[] = { "weekend", "week end", "wochenende", NULL };
  EarWhich which = EAR_WHICH_THIS;
  guint n = ear_read_which (self, &which), m;
  EarWords rest = ear_words_skip (self, n), after;
  int number, year = 0;

  if ((m = ear_words_match_any (&rest, weekends)) > 0) {
    *value = make_week (now, which, "-WE");
  } else if (n > 0 && (m = ear_words_match_any (&rest, (const char *[]) { "week", "woche", NULL })) > 0) {
    if (strcmp (self->words[0], "the") == 0 && n == 1)
      return 0;
    *value = make_week (now, which, "");
  } else if (n > 0 && (m = ear_words_match_any (&rest, (const char *[]) { "month", "monat", NULL })) > 0) {
    *value = make_month (now, which);
  } else if (n > 0 && (m = ear_words_match_any (&rest, (const char *[]) { "year", "jahr", NULL })) > 0) {
    *value = g_strdup_printf ("%04d", g_date_time_get_year (now) + which_offset (which));
  } else if ((m = ear_read_month (&rest, &number)) > 0) {
    after = ear_words_skip (&rest, m);
    m += ear_words_match (&after, "of");
    after = ear_words_skip (&rest, m);
    m += ear_read_year (&after, &year);
    *value = make_named_month (now, which, number, year);
  } else if ((m = ear_words_look_up (&rest, is_german (self) ? german_seasons : english_seasons, &number)) > 0) {
    after = ear_words_skip (&rest, m);
    m += ear_read_year (&after, &year);
    *value = make_season (now, which, number, year);
  } else if ((m = read_decade (&rest, value)) == 0 && n == 0) {
    after = ear_words_skip (self, ear_words_match_any (self, (const char *[]) { "year", "jahr", NULL }));
    n = self->n - after.n;
    if ((m = ear_read_year (&after, &year)) == 0)
      return 0;
    *value = g_strdup_printf ("%04d", year);
  }

  return m > 0 ? n + m : 0;
}

/**
 * ear_read_period:
 * @value: (out) (transfer full): a week, weekend, month, season, year or decade
 */
guint
ear_read_period (const EarWords  *self,
                 GDateTime       *now,
                 char           **value)
{
  g_autofree char *plain = NULL;
  guint lead = ear_read_lead (self), n = read_period (self, now, &plain), m = 0;
  EarWords rest = ear_words_skip (self, lead);

  if (lead > 0 && (m = read_period (&rest, now, value)) > 0 && *value && lead + m > n)
    return lead + m;
  if (m > 0)
    g_clear_pointer (value, g_free);
  *value = g_steal_pointer (&plain);

  return *value ? n : 0;
}
