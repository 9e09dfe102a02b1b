/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-calendar.h"

static const EarWordRow english_weekdays[] = {
  { "monday", 1 }, { "tuesday", 2 }, { "wednesday", 3 }, { "thursday", 4 }, { "friday", 5 }, { "saturday", 6 }, { "sunday", 7 },
  { "mondays", 1 }, { "tuesdays", 2 }, { "wednesdays", 3 }, { "thursdays", 4 }, { "fridays", 5 }, { "saturdays", 6 },
  { "sundays", 7 }, { "mon", 1 }, { "tue", 2 }, { "tues", 2 }, { "wed", 3 }, { "thu", 4 }, { "thur", 4 }, { "thurs", 4 },
  { "fri", 5 }, { "sat", 6 }, { "sun", 7 }, { NULL },
};
static const EarWordRow german_weekdays[] = {
  { "montag", 1 }, { "dienstag", 2 }, { "mittwoch", 3 }, { "donnerstag", 4 }, { "freitag", 5 }, { "samstag", 6 },
  { "sonnabend", 6 }, { "sonntag", 7 }, { "montags", 1 }, { "dienstags", 2 }, { "mittwochs", 3 }, { "donnerstags", 4 },
  { "freitags", 5 }, { "samstags", 6 }, { "sonntags", 7 }, { "mo", 1 }, { "di", 2 }, { "mi", 3 }, { "do", 4 }, { "fr", 5 },
  { "sa", 6 }, { "so", 7 }, { NULL },
};
static const EarWordRow english_months[] = {
  { "january", 1 }, { "february", 2 }, { "march", 3 }, { "april", 4 }, { "may", 5 }, { "june", 6 }, { "july", 7 },
  { "august", 8 }, { "september", 9 }, { "october", 10 }, { "november", 11 }, { "december", 12 }, { "jan", 1 }, { "feb", 2 },
  { "mar", 3 }, { "apr", 4 }, { "jun", 6 }, { "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "sept", 9 }, { "oct", 10 },
  { "nov", 11 }, { "dec", 12 }, { NULL },
};
static const EarWordRow german_months[] = {
  { "januar", 1 }, { "jaenner", 1 }, { "februar", 2 }, { "feber", 2 }, { "maerz", 3 }, { "april", 4 }, { "mai", 5 }, { "juni", 6 },
  { "juno", 6 }, { "juli", 7 }, { "august", 8 }, { "september", 9 }, { "oktober", 10 }, { "november", 11 }, { "dezember", 12 },
  { "jan", 1 }, { "feb", 2 }, { "mrz", 3 }, { "apr", 4 }, { "jun", 6 }, { "jul", 7 }, { "aug", 8 }, { "sep", 9 }, { "sept", 9 },
  { "okt", 10 }, { "nov", 11 }, { "dez", 12 }, { NULL },
};
static const EarWordRow english_which[] = {
  { "this", EAR_WHICH_THIS }, { "this coming", EAR_WHICH_NEXT }, { "next", EAR_WHICH_NEXT }, { "the next", EAR_WHICH_NEXT },
  { "the coming", EAR_WHICH_NEXT }, { "coming", EAR_WHICH_NEXT }, { "upcoming", EAR_WHICH_NEXT }, { "the following", EAR_WHICH_NEXT },
  { "following", EAR_WHICH_NEXT }, { "last", EAR_WHICH_LAST }, { "the last", EAR_WHICH_LAST }, { "past", EAR_WHICH_LAST },
  { "previous", EAR_WHICH_LAST }, { "the", EAR_WHICH_THIS }, { "current", EAR_WHICH_THIS }, { NULL },
};
/* Inflected by ending_of_which(). */
static const struct { const char *stem; EarWhich which; } german_which[] = {
  { "uebernaechst", EAR_WHICH_AFTER_NEXT }, { "naechst", EAR_WHICH_NEXT }, { "kommend", EAR_WHICH_NEXT }, { "folgend", EAR_WHICH_NEXT },
  { "letzt", EAR_WHICH_LAST }, { "vorig", EAR_WHICH_LAST }, { "vergangen", EAR_WHICH_LAST }, { "dies", EAR_WHICH_THIS },
  { "aktuell", EAR_WHICH_THIS },
};

static gboolean
is_german (const EarWords *self)
{
  return self->language == EAR_LANGUAGE_GERMAN;
}

/**
 * ear_read_lead:
 *
 * Returns: how many words lead to a date: "on", "for the", "am"; 0 where nothing would follow them
 */
guint
ear_read_lead (const EarWords *self)
{
  static const char *const english[] = { "on", "for", "on the", "for the", "during", "in", "by", "around", "the", "of", NULL };
  static const char *const german[] = {
    "am", "fuer", "im", "in", "an", "den", "der", "die", "das", "zum", "in der", "in den", "an den", "fuer den", "fuer die",
    "fuer das", "ab", "bis", "dem", "an dem", "zu", "vom", "bis zum", "ab dem", NULL
  };
  guint n = ear_words_match_any (self, is_german (self) ? german : english);

  return n < self->n ? n : 0;
}

/**
 * ear_read_which:
 * @which: (out): "next", "nächsten"
 */
guint
ear_read_which (const EarWords *self,
                EarWhich       *which)
{
  static const char *const endings[] = { "e", "en", "er", "es", "em", "", NULL };
  int value = EAR_WHICH_THIS;
  guint n;

  if (!is_german (self)) {
    n = ear_words_look_up (self, english_which, &value);
    *which = value;
    return n;
  }

  for (guint i = 0; self->n > 0 && i < G_N_ELEMENTS (german_which); i++)
    if (g_str_has_prefix (self->words[0], german_which[i].stem)
        && g_strv_contains (endings, self->words[0] + strlen (german_which[i].stem))) {
      *which = german_which[i].which;
      return 1;
    }

  return 0;
}

/**
 * ear_read_weekday:
 * @weekday: (out): 1 for Monday
 */
guint
ear_read_weekday (const EarWords *self,
                  int            *weekday)
{
  return ear_words_look_up (self, is_german (self) ? german_weekdays : english_weekdays, weekday);
}

/**
 * ear_read_month:
 * @month: (out): 1 for January
 */
guint
ear_read_month (const EarWords *self,
                int            *month)
{
  return ear_words_look_up (self, is_german (self) ? german_months : english_months, month);
}

/**
 * ear_read_year:
 * @year: (out): a year of our times, spoken or in figures
 */
guint
ear_read_year (const EarWords *self,
               int            *year)
{
  double number;
  guint n = ear_read_number (self, &number);

  if (n == 0 || number < 1900 || number > 2100 || number != (int) number)
    return 0;
  *year = number;

  return n;
}
