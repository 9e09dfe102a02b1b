/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-weather.h"

#include "services/ear-text.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#define MAX_DAYS 7
#define FIRST_YEAR 1900
#define LAST_YEAR 2199

/* “0000-00” where 0 stands for a digit. */
static gboolean
has_form (const char *text,
          const char *form)
{
  for (; *form; text++, form++)
    if (*form == '0' ? !g_ascii_isdigit (*text) : *text != *form)
      return FALSE;

  return *text == '\0';
}

static gboolean
parse_week (const char *text,
            GDate      *monday)
{
  guint year = strtoul (text, NULL, 10), week = strtoul (text + 6, NULL, 10);

  if (year < FIRST_YEAR || year > LAST_YEAR || week < 1 || week > 53)
    return FALSE;

  /* The fourth of January is always in the first week. */
  g_date_set_dmy (monday, 4, G_DATE_JANUARY, year);
  g_date_subtract_days (monday, g_date_get_weekday (monday) - G_DATE_MONDAY);
  g_date_add_days (monday, (week - 1) * 7);

  return g_date_get_iso8601_week_of_year (monday) == week;
}

/**
 * ear_day_parse:
 * @text: "2026-03-02"
 * @day: (out caller-allocates): the day
 */
gboolean
ear_day_parse (const char *text,
               GDate      *day)
{
  guint year, month, mday;

  g_date_clear (day, 1);
  if (!has_form (text, "0000-00-00"))
    return FALSE;

  year = strtoul (text, NULL, 10);
  month = strtoul (text + 5, NULL, 10);
  mday = strtoul (text + 8, NULL, 10);
  if (year < FIRST_YEAR || year > LAST_YEAR || !g_date_valid_dmy (mday, month, year))
    return FALSE;
  g_date_set_dmy (day, mday, month, year);

  return TRUE;
}

/**
 * ear_day_to_text:
 *
 * Returns: (transfer full): "2026-03-02"
 */
char *
ear_day_to_text (const GDate *day)
{
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (day), g_date_get_month (day), g_date_get_day (day));
}

static gboolean
refuse (const char  *what,
        GError     **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED,
               _("No forecast for “%s”: ask for a day (2026-03-02), a week (2026-W10) or a weekend (2026-W10-WE)."), what);

  return FALSE;
}

/**
 * ear_days_init:
 * @self: (out caller-allocates): the days
 * @zone: of the place
 *
 * Reads the date of a question: a day, a week or a weekend; none is today by the question's clock. A week or weekend
 * that has begun starts today.
 */
gboolean
ear_days_init (EarDays            *self,
               const EarQuestion  *question,
               GTimeZone          *zone,
               GError            **error)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (question->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  const char *date = question->date;
  int year, month, mday, gone;
  guint span = 0;                /* of a week or weekend */

  if (now == NULL)
    return refuse (_("a time beyond all calendars"), error);

  g_date_time_get_ymd (now, &year, &month, &mday);
  g_date_clear (&self->today, 1);
  g_date_set_dmy (&self->today, mday, month, year);
  g_date_clear (&self->first, 1);

  if (date == NULL || *date == '\0') {
    self->first = self->today;
  } else if (has_form (date, "0000-W00") && parse_week (date, &self->first)) {
    span = 7;
  } else if (has_form (date, "0000-W00-WE") && parse_week (date, &self->first)) {
    g_date_add_days (&self->first, 5);
    span = 2;
  } else if (!ear_day_parse (date, &self->first)) {
    return refuse (date, error);
  }

  /* Of a week or weekend that has begun only the rest is news. */
  gone = g_date_days_between (&self->first, &self->today);
  if (gone > 0 && gone < (int) span) {
    self->first = self->today;
    span -= gone;
  }
  self->count = CLAMP (question->days > 0 ? question->days : span > 1 ? span : 1, 1, span ? span : MAX_DAYS);

  return TRUE;
}

/**
 * ear_weather_get_home:
 *
 * Returns: where a device of @locale stands unless it is told otherwise
 */
const char *
ear_weather_get_home (const char *locale)
{
  return ear_text_is_german (locale) ? "Hamburg" : "Seattle";
}
