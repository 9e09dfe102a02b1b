/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-value.h"
#include "nlu/ear-spoken-words.h"

#include <math.h>
#include <string.h>

static char *
format_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (number == floor (number) && fabs (number) < 1e15)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number);

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.10g", number));
}

static guint
match_number (const EarWords  *words,
              GDateTime       *now,
              char           **value)
{
  double number;
  guint n = ear_read_number (words, &number);

  if (n > 0)
    *value = format_number (number);

  return n;
}

static guint
match_ordinal (const EarWords  *words,
               GDateTime       *now,
               char           **value)
{
  guint number, n = ear_read_ordinal (words, &number);

  if (n > 0)
    *value = g_strdup_printf ("%u", number);

  return n;
}

static guint
match_duration (const EarWords  *words,
                GDateTime       *now,
                char           **value)
{
  EarLength length;
  guint n = ear_read_length (words, &length);

  if (n > 0)
    *value = ear_length_to_iso (&length);

  return n;
}

static guint
match_time (const EarWords  *words,
            GDateTime       *now,
            char           **value)
{
  static const char *const codes[] = { NULL, "MO", "AF", "EV", "NI" };
  g_autoptr (GDateTime) then = NULL;
  EarDayPart part;
  gboolean ambiguous;
  int minutes;
  guint n = ear_read_time (words, now, &minutes, &ambiguous), m;

  if ((m = ear_read_from_now (words, now, &then)) > n) {
    *value = g_date_time_format (then, "%H:%M");
    return m;
  }
  if (n > 0) {
    minutes = ear_time_resolve (minutes, ambiguous, now);
    *value = g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
    return n;
  }
  if (words->n > 0 && strlen (words->words[0]) > 1 && (n = ear_read_day_part (words, &part)) > 0) {
    if (strcmp (words->words[0], "am") == 0 && n == 1)
      return 0;
    if (strcmp (words->words[0], "pm") == 0)
      return 0;
    *value = g_strdup (codes[part]);
  }

  return n;
}

static guint
match_date (const EarWords  *words,
            GDateTime       *now,
            char           **value)
{
  return ear_read_date (words, now, value);
}

/* Of a time of an unknown half of the day on another day, the one within waking hours is meant. */
static GDateTime *
get_waking (GDateTime *day,
            GDateTime *now)
{
  gboolean today = g_date_time_get_day_of_year (day) == g_date_time_get_day_of_year (now)
                   && g_date_time_get_year (day) == g_date_time_get_year (now);

  return today ? g_date_time_ref (now)
               : g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day),
                                  g_date_time_get_day_of_month (day), 5, 59, 0);
}

static EarWords
skip_link (const EarWords *words)
{
  return ear_words_skip (words, ear_words_match_any (words, (const char *[]) { "and", "und", "then", NULL }));
}

static guint
read_day_and_time (const EarWords  *words,
                   GDateTime       *now,
                   char           **value)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) waking = NULL;
  EarWords rest;
  EarDayPart part;
  gboolean ambiguous;
  int minutes;
  guint n = ear_read_day (words, now, &day), m;

  if (n > 0) {
    rest = ear_words_skip (words, n);
    rest = skip_link (&rest);
    if ((m = ear_read_time (&rest, now, &minutes, &ambiguous)) == 0)
      return 0;
    n = words->n - rest.n + m;
  } else {
    if ((n = ear_read_time (words, now, &minutes, &ambiguous)) == 0)
      return 0;
    rest = ear_words_skip (words, n);
    if ((m = ear_read_day (&rest, now, &day)) == 0) {
      minutes = ear_time_resolve (minutes, ambiguous, now);
      ambiguous = FALSE;
      day = g_date_time_add_days (now, minutes > g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now) ? 0 : 1);
    }
    n += m;
    rest = ear_words_skip (words, n);
    if (m > 0 && ambiguous && (m = ear_read_day_part (&rest, &part)) > 0) {
      minutes = ear_time_in_part (minutes, part);
      ambiguous = FALSE;
      n += m;
    }
  }
  if (day == NULL || !(waking = get_waking (day, now)))
    return 0;
  minutes = ear_time_resolve (minutes, ambiguous, waking);
  *value = g_strdup_printf ("%04d-%02d-%02dT%02d:%02d", g_date_time_get_year (day), g_date_time_get_month (day),
                            g_date_time_get_day_of_month (day), minutes / 60, minutes % 60);

  return n;
}

static guint
match_datetime (const EarWords  *words,
                GDateTime       *now,
                char           **value)
{
  g_autoptr (GDateTime) then = NULL;
  g_autofree char *clock = NULL;
  guint n = read_day_and_time (words, now, &clock), m;

  if ((m = ear_read_from_now (words, now, &then)) > n) {
    *value = g_date_time_format (then, "%Y-%m-%dT%H:%M");
    return m;
  }
  *value = g_steal_pointer (&clock);

  return n;
}

static guint (*const matchers[EAR_N_VALUE_TYPES]) (const EarWords *, GDateTime *, char **) = {
  [EAR_VALUE_NUMBER] = match_number,
  [EAR_VALUE_ORDINAL] = match_ordinal,
  [EAR_VALUE_DATE] = match_date,
  [EAR_VALUE_TIME] = match_time,
  [EAR_VALUE_DURATION] = match_duration,
  [EAR_VALUE_DATETIME] = match_datetime,
};

/**
 * ear_value_type_from_name:
 * @name: a slot type, "AMAZON.DATE" or just "DATE"
 * @type: (out): which one it is
 *
 * Returns: whether values of the type are understood by rules
 */
gboolean
ear_value_type_from_name (const char   *name,
                          EarValueType *type)
{
  static const struct { const char *name; EarValueType type; } rows[] = {
    { "NUMBER", EAR_VALUE_NUMBER }, { "FOUR_DIGIT_NUMBER", EAR_VALUE_NUMBER }, { "ORDINAL", EAR_VALUE_ORDINAL },
    { "DATE", EAR_VALUE_DATE }, { "TIME", EAR_VALUE_TIME }, { "DURATION", EAR_VALUE_DURATION },
    { "DATETIME", EAR_VALUE_DATETIME },
  };

  if (g_ascii_strncasecmp (name, "AMAZON.", 7) == 0)
    name += 7;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_ascii_strcasecmp (rows[i].name, name) == 0) {
      *type = rows[i].type;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_spoken_value_match:
 * @tokens: words as EarTokens writes them
 * @n_tokens: how many
 * @now: the moment from which "tomorrow" is counted
 * @value: (out) (transfer full): the value in the form of the Alexa Skills Kit
 *
 * Returns: how many of the first words make such a value; 0 for none, and then @value is %NULL
 */
guint
ear_spoken_value_match (EarValueType   type,
                        const char    *locale,
                        char         **tokens,
                        guint          n_tokens,
                        GDateTime     *now,
                        char         **value)
{
  EarWords words = { ear_language_from_locale (locale), tokens, n_tokens };
  guint n;

  g_return_val_if_fail (type < EAR_N_VALUE_TYPES, 0);

  *value = NULL;
  if (n_tokens == 0)
    return 0;
  n = matchers[type] (&words, now, value);
  if (*value == NULL)
    return 0;
  if (n == 0)
    g_clear_pointer (value, g_free);

  return n;
}

/**
 * ear_spoken_value_parse:
 * @text: what was said: "half past seven", "at half past seven please"
 *
 * Returns: (transfer full) (nullable): the value, where the text is one and nothing else
 */
char *
ear_spoken_value_parse (EarValueType  type,
                        const char   *locale,
                        const char   *text,
                        GDateTime    *now)
{
  static const char *const leads[] = { "for", "at", "the", "a", "about", "exactly", "um", "fuer", "der", "die", "das", "den",
                                       "am", "im", "etwa", "genau", "circa", "ungefaehr", "zirka", "in", NULL };
  static const char *const ends[] = { "please", "bitte", "time", "long", "lang", "grad", "degrees", NULL };
  g_auto (EarTokens) tokens = { 0 };
  EarWords rest;
  char *value;
  guint n, skip;

  ear_tokens_init (&tokens, text, ear_language_from_locale (locale));
  if (tokens.cut)
    return NULL;

  for (skip = 0; skip <= 2 && skip < tokens.n_words; skip++) {
    if (skip > 0 && !g_strv_contains (leads, tokens.words[skip - 1]))
      break;
    n = skip + ear_spoken_value_match (type, locale, tokens.words + skip, tokens.n_words - skip, now, &value);
    rest = (EarWords) { ear_language_from_locale (locale), tokens.words + n, tokens.n_words - n };
    if (value != NULL && (rest.n == 0 || (rest.n == 1 && ear_words_match_any (&rest, ends))))
      return value;
    g_free (value);
  }

  return NULL;
}
