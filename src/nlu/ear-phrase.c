/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-phrase.h"
#include "nlu/ear-tokens.h"
#include "model/ear-money.h"

#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#define MAX_WORDS 512

typedef enum {
  RULES_CARDINAL,
  RULES_ORDINAL,
  RULES_YEAR,
  N_RULES
} Rules;

/* Opening one costs milliseconds, so each is opened once and kept; formatting only reads it. */
static UNumberFormat *
get_format (EarLanguage language,
            Rules       rules)
{
  static const char *const locales[] = { "en_US", "de_DE" };
  static const char *const names[EAR_N_LANGUAGES][N_RULES] = {
    { NULL, "%spellout-ordinal", "%spellout-numbering-year" }, { NULL, "%spellout-ordinal-n", "%spellout-numbering-year" },
  };
  static UNumberFormat *formats[EAR_N_LANGUAGES][N_RULES];
  static GMutex lock;
  UErrorCode status = U_ZERO_ERROR;
  UChar name[64];

  g_mutex_lock (&lock);
  if (formats[language][rules] == NULL) {
    formats[language][rules] = unum_open (UNUM_SPELLOUT, NULL, 0, locales[language], NULL, &status);
    if (formats[language][rules] != NULL && names[language][rules] != NULL)
      unum_setTextAttribute (formats[language][rules], UNUM_DEFAULT_RULESET,
                             u_uastrcpy (name, names[language][rules]), -1, &status);
  }
  g_mutex_unlock (&lock);

  return formats[language][rules];
}

/* Without soft hyphens, which are for printing, and without hyphens, which some voices read. */
static char *
spell (EarLanguage language,
       Rules       rules,
       gint64      number)
{
  UNumberFormat *format = get_format (language, rules);
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[MAX_WORDS];
  char text[MAX_WORDS * 3 + 1];
  int32_t n = 0;
  g_autoptr (GString) words = g_string_new (NULL);

  if (format != NULL)
    unum_formatInt64 (format, number, wide, MAX_WORDS, NULL, &status);
  if (format == NULL || U_FAILURE (status))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  u_strToUTF8 (text, sizeof text, &n, wide, -1, &status);
  if (U_FAILURE (status))
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '-' || c == 0x2212)
      g_string_append (words, p == text ? "minus " : " ");
    else if (c != 0xad)
      g_string_append_unichar (words, c);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * ear_phrase_number:
 *
 * Returns: (transfer full): "twenty five"
 */
char *
ear_phrase_number (const char *locale,
                   gint64      number)
{
  return spell (ear_language_from_locale (locale), RULES_CARDINAL, number);
}

/* German counts one thing by its gender: "ein Dollar", "eine Stunde". */
static char *
count (EarLanguage  language,
       gint64       number,
       const char  *german_one)
{
  return language == EAR_LANGUAGE_GERMAN && number == 1 ? g_strdup (german_one) : spell (language, RULES_CARDINAL, number);
}

typedef struct {
  const char *code;
  const char *one[EAR_N_LANGUAGES];
  const char *many[EAR_N_LANGUAGES];
  const char *cent[EAR_N_LANGUAGES];
  const char *cents[EAR_N_LANGUAGES];
} Currency;

static const Currency currencies[] = {
  { "USD", { "dollar", "Dollar" }, { "dollars", "Dollar" }, { "cent", "Cent" }, { "cents", "Cent" } },
  { "EUR", { "euro", "Euro" }, { "euros", "Euro" }, { "cent", "Cent" }, { "cents", "Cent" } },
  { "GBP", { "pound", "Pfund" }, { "pounds", "Pfund" }, { "penny", "Penny" }, { "pence", "Pence" } },
  { "CHF", { "Swiss franc", "Franken" }, { "Swiss francs", "Franken" }, { "rappen", "Rappen" }, { "rappen", "Rappen" } },
  { "JPY", { "yen", "Yen" }, { "yen", "Yen" }, { "", "" }, { "", "" } },
};

static void
append_money (GString        *words,
              EarLanguage     language,
              const Currency *currency,
              gint64          whole,
              gint64          cents)
{
  g_autofree char *front = count (language, whole, "ein");
  g_autofree char *back = count (language, cents, "ein");

  if (whole > 0 || cents == 0)
    g_string_append_printf (words, "%s %s", front, whole == 1 ? currency->one[language] : currency->many[language]);
  if (cents == 0)
    return;

  if (whole > 0 && language == EAR_LANGUAGE_GERMAN) {
    g_autofree char *plain = spell (language, RULES_CARDINAL, cents);

    g_string_append_printf (words, " %s", plain);
    return;
  }
  g_string_append_printf (words, "%s%s %s", whole > 0 ? " and " : "", back,
                          cents == 1 ? currency->cent[language] : currency->cents[language]);
}

/**
 * ear_phrase_money:
 * @micros: the amount, rounded to what the currency's prices are written with
 * @currency: ISO 4217 code
 *
 * Returns: (transfer full): "twelve dollars and ninety nine cents"
 */
char *
ear_phrase_money (const char *locale,
                  gint64      micros,
                  const char *currency)
{
  EarLanguage language = ear_language_from_locale (locale);
  g_autoptr (GString) words = g_string_new (micros < 0 ? "minus " : NULL);
  gint64 unit = ear_money_from_minor (1, currency), size = micros < 0 ? -(micros + 1) : micros, minor;
  gint64 per_whole = EAR_MICROS_PER_UNIT / unit;

  if (micros < 0)
    size = MIN (size, G_MAXINT64 - 1) + 1;
  minor = size / unit + (size % unit * 2 >= unit ? 1 : 0);
  if (minor == 0)
    g_string_truncate (words, 0);

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    if (strcmp (currencies[i].code, currency) == 0) {
      append_money (words, language, &currencies[i], minor / per_whole, minor % per_whole);
      return g_string_free (g_steal_pointer (&words), FALSE);
    }

  g_string_append_printf (words, "%" G_GINT64_FORMAT, minor / per_whole);
  if (minor % per_whole)
    g_string_append_printf (words, "%c%0*" G_GINT64_FORMAT, language == EAR_LANGUAGE_GERMAN ? ',' : '.',
                            (int) ear_money_get_digits (currency), minor % per_whole);
  g_string_append_printf (words, " %s", currency);

  return g_string_free (g_steal_pointer (&words), FALSE);
}

/**
 * ear_phrase_time:
 *
 * Returns: (transfer full): the time of day, "seven thirty a.m."
 */
char *
ear_phrase_time (const char *locale,
                 GDateTime  *time)
{
  EarLanguage language = ear_language_from_locale (locale);
  int hour = g_date_time_get_hour (time), minute = g_date_time_get_minute (time);
  g_autofree char *minutes = spell (language, RULES_CARDINAL, minute);
  g_autofree char *hours = NULL;

  if (language == EAR_LANGUAGE_GERMAN) {
    hours = count (language, hour, "ein");
    return minute ? g_strdup_printf ("%s Uhr %s", hours, minutes) : g_strdup_printf ("%s Uhr", hours);
  }
  if (minute == 0 && hour % 12 == 0)
    return g_strdup (hour ? "noon" : "midnight");

  hours = spell (language, RULES_CARDINAL, (hour + 11) % 12 + 1);

  return g_strdup_printf ("%s%s%s %s", hours, minute == 0 ? "" : minute < 10 ? " oh " : " ", minute ? minutes : "",
                          hour < 12 ? "a.m." : "p.m.");
}

static int
get_julian (GDateTime *time)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time), g_date_time_get_year (time));

  return g_date_get_julian (&date);
}

static char *
phrase_calendar_day (EarLanguage  language,
                     GDateTime   *day,
                     gboolean     with_year)
{
  static const char *const months[EAR_N_LANGUAGES][12] = {
    { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December" },
    { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember" },
  };
  const char *month = months[language][g_date_time_get_month (day) - 1];
  g_autofree char *number = spell (language, RULES_ORDINAL, g_date_time_get_day_of_month (day));
  g_autofree char *year = with_year ? spell (language, RULES_YEAR, g_date_time_get_year (day)) : g_strdup ("");

  if (language == EAR_LANGUAGE_GERMAN)
    return g_strdup_printf ("am %s %s%s%s", number, month, with_year ? " " : "", year);

  return g_strdup_printf ("on %s %s%s%s", month, number, with_year ? ", " : "", year);
}

/**
 * ear_phrase_day:
 * @day: the day to name
 * @now: today
 *
 * Returns: (transfer full): "today", "on Friday" within a week, "on March third" beyond
 */
char *
ear_phrase_day (const char *locale,
                GDateTime  *day,
                GDateTime  *now)
{
  static const char *const near[EAR_N_LANGUAGES][3] = { { "yesterday", "today", "tomorrow" }, { "gestern", "heute", "morgen" } };
  static const char *const weekdays[EAR_N_LANGUAGES][7] = {
    { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    { "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag" },
  };
  EarLanguage language = ear_language_from_locale (locale);
  int ahead = get_julian (day) - get_julian (now);

  if (ahead >= -1 && ahead <= 1)
    return g_strdup (near[language][ahead + 1]);
  if (ahead > 0 && ahead < 7)
    return g_strdup_printf ("%s %s", language == EAR_LANGUAGE_GERMAN ? "am" : "on",
                            weekdays[language][g_date_time_get_day_of_week (day) - 1]);

  return phrase_calendar_day (language, day, g_date_time_get_year (day) != g_date_time_get_year (now));
}

/**
 * ear_phrase_duration:
 * @span_us: microseconds, rounded to seconds
 *
 * Returns: (transfer full): "one hour and thirty minutes"
 */
char *
ear_phrase_duration (const char *locale,
                     gint64      span_us)
{
  static const struct {
    gint64      seconds;
    const char *one[EAR_N_LANGUAGES];
    const char *many[EAR_N_LANGUAGES];
    const char *german_one;
  } units[] = {
    { 86400, { "day", "Tag" }, { "days", "Tage" }, "ein" },
    { 3600, { "hour", "Stunde" }, { "hours", "Stunden" }, "eine" },
    { 60, { "minute", "Minute" }, { "minutes", "Minuten" }, "eine" },
    { 1, { "second", "Sekunde" }, { "seconds", "Sekunden" }, "eine" },
  };
  EarLanguage language = ear_language_from_locale (locale);
  gint64 rest = span_us / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  /* The sign says before or after; that is the sentence's business. */
  rest = ABS (rest) + (ABS (span_us % G_USEC_PER_SEC) * 2 >= G_USEC_PER_SEC ? 1 : 0);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++) {
    gint64 n = rest / units[i].seconds;
    g_autofree char *number = count (language, n, units[i].german_one);

    rest %= units[i].seconds;
    if (n > 0 || (parts->len == 0 && units[i].seconds == 1))
      g_ptr_array_add (parts, g_strdup_printf ("%s %s", number, n == 1 ? units[i].one[language] : units[i].many[language]));
  }

  return ear_phrase_list (locale, parts);
}

/**
 * ear_phrase_list:
 * @items: (element-type utf8): what to list
 *
 * Returns: (transfer full): "milk, eggs and tea"
 */
char *
ear_phrase_list (const char *locale,
                 GPtrArray  *items)
{
  const char *last = ear_language_from_locale (locale) == EAR_LANGUAGE_GERMAN ? " und " : " and ";
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : i == items->len - 1 ? last : ", ", (char *) g_ptr_array_index (items, i));

  return g_string_free (list, FALSE);
}
