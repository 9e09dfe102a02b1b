/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-units.h"

#include <string.h>

static const EarUnit units[] = {
  { 'l', 0.001, 0, "mm millimeter millimeters millimetern", "millimeter", "millimeters", "Millimeter", "Millimeter" },
  { 'l', 0.01, 0, "cm centimeter centimeters zentimeter zentimetern", "centimeter", "centimeters", "Zentimeter", "Zentimeter" },
  { 'l', 1, 0, "m meter meters metern metre metres", "meter", "meters", "Meter", "Meter" },
  { 'l', 1000, 0, "km kilometer kilometers kilometern kilometre kilometres", "kilometer", "kilometers", "Kilometer", "Kilometer" },
  { 'l', 0.0254, 0, "inch inches zoll", "inch", "inches", "Zoll", "Zoll" },
  { 'l', 0.3048, 0, "ft foot feet fuss", "foot", "feet", "Fuß", "Fuß" },
  { 'l', 0.9144, 0, "yard yards", "yard", "yards", "Yard", "Yards" },
  { 'l', 1609.344, 0, "mile miles meile meilen", "mile", "miles", "Meile", "Meilen" },
  { 'w', 1, 0, "g gram grams gramm", "gram", "grams", "Gramm", "Gramm" },
  { 'w', 1000, 0, "kg kilo kilos kilogram kilograms kilogramm", "kilogram", "kilograms", "Kilogramm", "Kilogramm" },
  { 'w', 28.349523125, 0, "oz ounce ounces unze unzen", "ounce", "ounces", "Unze", "Unzen" },
  { 'w', 453.59237, 0, "lb lbs pound pounds pfund", "pound", "pounds", "Pound", "Pound" },
  { 'v', 0.001, 0, "ml milliliter milliliters millilitern", "milliliter", "milliliters", "Milliliter", "Milliliter" },
  { 'v', 1, 0, "l liter liters litern litre litres", "liter", "liters", "Liter", "Liter" },
  { 'v', 0.00492892159375, 0, "teaspoon teaspoons teeloffel", "teaspoon", "teaspoons", "Teelöffel", "Teelöffel" },
  { 'v', 0.01478676478125, 0, "tablespoon tablespoons essloffel", "tablespoon", "tablespoons", "Esslöffel", "Esslöffel" },
  { 'v', 0.2365882365, 0, "cup cups tasse tassen", "cup", "cups", "Tasse", "Tassen" },
  { 'v', 0.473176473, 0, "pint pints", "pint", "pints", "Pint", "Pints" },
  { 'v', 3.785411784, 0, "gallon gallons gallone gallonen", "gallon", "gallons", "Gallone", "Gallonen" },
  { 't', 1, 0, "second seconds sekunde sekunden", "second", "seconds", "Sekunde", "Sekunden" },
  { 't', 60, 0, "minute minutes minuten", "minute", "minutes", "Minute", "Minuten" },
  { 't', 3600, 0, "hour hours stunde stunden", "hour", "hours", "Stunde", "Stunden" },
  { 't', 86400, 0, "day days tag tage tagen", "day", "days", "Tag", "Tage" },
  { 't', 604800, 0, "week weeks woche wochen", "week", "weeks", "Woche", "Wochen" },
  { 'h', 1, 0, "c celsius", "degree Celsius", "degrees Celsius", "Grad Celsius", "Grad Celsius" },
  { 'h', 5.0 / 9, -160.0 / 9, "f fahrenheit", "degree Fahrenheit", "degrees Fahrenheit", "Grad Fahrenheit", "Grad Fahrenheit" },
};

/**
 * ear_unit_find:
 * @word: folded
 *
 * Returns: (nullable): the unit of that name
 */
const EarUnit *
ear_unit_find (const char *word)
{
  gsize n = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (units) && n > 0; i++)
    for (const char *p = strstr (units[i].words, word); p != NULL; p = strstr (p + 1, word))
      if ((p == units[i].words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
        return &units[i];

  return NULL;
}

double
ear_unit_convert (const EarUnit *from,
                  const EarUnit *to,
                  double         value)
{
  return (value * from->factor + from->zero - to->zero) / to->factor;
}

const char *
ear_unit_get_name (const EarUnit *self,
                   double         value,
                   gboolean       german)
{
  if (german)
    return value == 1 ? self->one_de : self->many_de;

  return value == 1 ? self->one_en : self->many_en;
}
