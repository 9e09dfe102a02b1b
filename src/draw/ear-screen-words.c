/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-private.h"

/* The device's own words. They are not for gettext, which speaks the language of the program: a German device in an
 * English window shows German, as it talks German.
 */
static const EarScreenWords all[] = {
  {
    .locale = "en",
    .days = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" },
    .short_days = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
    .months = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December" },
    .date = "%1$s, %2$s %3$d",
    .half_days = TRUE,
    .listening = "Listening",
    .your_turn = "Your turn",
    .thinking = "One moment",
    .alarm = "Alarm",
    .timer = "Timer",
    .reminder = "Reminder",
    .stop_or_snooze = "Say “stop” or “snooze”, or press the dot",
    .stop = "Say “stop”, or press the dot",
    .error = "That did not work",
    .advert = "Advert",
    .list = "Shopping list",
    .nothing = "Nothing on it yet",
    .more = "and %u more",
    .high_low = "High %s · Low %s",
  },
  {
    .locale = "de",
    .days = { "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag" },
    .short_days = { "Mo", "Di", "Mi", "Do", "Fr", "Sa", "So" },
    .months = { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
                "November", "Dezember" },
    .date = "%1$s, %3$d. %2$s",
    .listening = "Ich höre zu",
    .your_turn = "Sie sind dran",
    .thinking = "Einen Moment",
    .alarm = "Wecker",
    .timer = "Timer",
    .reminder = "Erinnerung",
    .stop_or_snooze = "Sagen Sie „stopp“ oder „schlummern“, oder drücken Sie den Punkt",
    .stop = "Sagen Sie „stopp“, oder drücken Sie den Punkt",
    .error = "Das hat nicht geklappt",
    .advert = "Werbung",
    .list = "Einkaufsliste",
    .nothing = "Noch nichts darauf",
    .more = "und %u weitere",
    .high_low = "Max. %s · min. %s",
  },
};

static const struct {
  const char *condition;
  const char *words[G_N_ELEMENTS (all)];
} conditions[] = {
  { "clear", { "Clear", "Klar" } },
  { "partly-cloudy", { "Partly cloudy", "Leicht bewölkt" } },
  { "cloudy", { "Cloudy", "Bewölkt" } },
  { "fog", { "Fog", "Nebel" } },
  { "drizzle", { "Drizzle", "Nieselregen" } },
  { "rain", { "Rain", "Regen" } },
  { "heavy-rain", { "Heavy rain", "Starker Regen" } },
  { "thunder", { "Thunderstorms", "Gewitter" } },
  { "sleet", { "Sleet", "Schneeregen" } },
  { "snow", { "Snow", "Schnee" } },
};

/* The words for a locale, English for what is not known. */
const EarScreenWords *
ear_screen_get_words (const char *locale)
{
  for (guint i = 1; locale != NULL && i < G_N_ELEMENTS (all); i++)
    if (g_str_has_prefix (locale, all[i].locale))
      return &all[i];

  return &all[0];
}

/* What a condition is called, or NULL for one that nobody knows. */
const char *
ear_screen_get_condition (const EarScreenWords *words,
                          const char           *condition)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_strcmp0 (conditions[i].condition, condition) == 0)
      return conditions[i].words[words - all];

  return NULL;
}
