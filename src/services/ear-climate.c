/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-climate.h"

#include <math.h>
#include <string.h>

#define DAYS_PER_MONTH 30.44

/* A day remembers this many days before it. */
#define MEMORY 7

/* The weather of a day comes from three slow, independent waves of random numbers: how warm for the season, how wet, how
 * windy. Each is a sum over the days before with fading weights, so that any day can be looked up at once, and yet
 * tomorrow resembles today.
 */
static double
draw_bell (EarDice     dice,
           guint64     day,
           const char *purpose)
{
  guint64 bits = ear_dice_draw (dice, day, purpose);
  double sum = 0;

  for (guint i = 0; i < 4; i++)
    sum += (double) ((bits >> (16 * i)) & 0xffff) / 65536.0;

  /* Four even draws have variance 1/3. */
  return (sum - 2.0) * sqrt (3.0);
}

static double
draw_wave (EarDice      dice,
           const GDate *day,
           const char  *place,
           const char  *what,
           double       memory)
{
  guint32 today = g_date_get_julian (day);
  double sum = 0, weight = 1, total = 0;
  char purpose[96];

  g_snprintf (purpose, sizeof purpose, "weather/%s/%s", what, place);

  for (guint k = 0; k < MEMORY; k++) {
    sum += weight * draw_bell (dice, today - k, purpose);
    total += weight * weight;
    weight *= memory;
  }

  return sum / sqrt (total);
}

/* Normals are those of the middle of their month. */
static double
interpolate (const double *normals,
             const GDate  *day)
{
  guint month = g_date_get_month (day) - 1;
  guint n_days = g_date_get_days_in_month (g_date_get_month (day), g_date_get_year (day));
  double x = (g_date_get_day (day) - 0.5) / n_days - 0.5;
  guint other = (x < 0 ? month + 11 : month + 1) % 12;

  return normals[month] * (1 - fabs (x)) + normals[other] * fabs (x);
}

static double
get_rank (double wave)
{
  return 0.5 * erfc (-wave / sqrt (2.0));
}

/* `intensity`: how heavy among wet days, 0–1. */
static const char *
name_wet (double intensity,
          double low,
          double high)
{
  double mean = (low + high) / 2;

  if (mean < 0.5)
    return "snow";
  if (mean < 2.5)
    return "sleet";
  if (high > 23 && intensity > 0.6)
    return "thunder";
  if (intensity > 0.85)
    return "heavy-rain";

  return intensity < 0.25 ? "drizzle" : "rain";
}

/* `gray`: how close to rain among dry days, 0–1. */
static const char *
name_dry (double gray,
          double wind,
          double high)
{
  if (high < 13 && wind < 10 && gray > 0.7)
    return "fog";
  if (gray < 0.35)
    return "clear";

  return gray < 0.72 ? "partly-cloudy" : "cloudy";
}

static double
round_to (double value,
          double step)
{
  return round (value / step) * step;
}

static double
round_tenth (double value)
{
  return round (value * 10) / 10;
}

/**
 * ear_climate_forecast:
 * @place: whose dice they are
 * @forecast: (inout): gets condition, low, high, rain chance and wind
 *
 * The weather of a day: like the place in that season, always the same for the same dice, akin to the day before.
 */
void
ear_climate_forecast (const EarClimate *self,
                      EarDice           dice,
                      const char       *place,
                      const GDate      *day,
                      EarForecast      *forecast)
{
  double warm = draw_wave (dice, day, place, "warm", 0.7);
  double wet = draw_wave (dice, day, place, "wet", 0.5);
  double windy = draw_wave (dice, day, place, "wind", 0.4);
  double high = interpolate (self->high, day), low = interpolate (self->low, day);
  double chance = CLAMP (interpolate (self->rain_days, day) / DAYS_PER_MONTH, 0.0, 0.97);
  double spread = CLAMP (0.9 + 0.11 * (self->high[6] > self->high[0] ? self->high[6] - self->high[0]
                                                                     : self->high[0] - self->high[6]), 1.0, 4.0);
  double rank = get_rank (wet);
  gboolean rains = rank > 1 - chance;
  double grade = rains ? (rank - (1 - chance)) / chance : rank / (1 - chance);

  /* Clouds keep the sun off by day and the warmth in by night. */
  high = round_tenth (high + spread * warm - 0.8 * wet);
  low = round_tenth (low + 0.8 * spread * warm + 0.4 * wet);
  low = MIN (low, high - 1);

  forecast->high = high;
  forecast->low = round_tenth (low);
  forecast->wind = round (CLAMP (14 + 5 * windy + (rains ? 3 + 6 * grade : 0), 2, 80));
  forecast->rain_chance = round_to (rains ? 55 + 40 * grade : 35 * grade * grade, 5);
  forecast->condition = rains ? name_wet (grade, low, high) : name_dry (grade, forecast->wind, high);
}

/**
 * ear_climate_get_now:
 * @hour: local time of day, 0–24
 *
 * Returns: the temperature at that hour of a day that is coldest at 5 and warmest at 15
 */
double
ear_climate_get_now (double low,
                     double high,
                     double hour)
{
  double share;

  if (hour >= 5 && hour < 15)
    share = (1 - cos (G_PI * (hour - 5) / 10)) / 2;
  else
    share = (1 + cos (G_PI * (hour < 5 ? hour + 9 : hour - 15) / 14)) / 2;

  return round_tenth (low + (high - low) * share);
}
