/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-theme-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <math.h>

#define MS         G_GINT64_CONSTANT (1000)
#define MIN_LIGHT  0.02         /* of what tells that the microphone is open */
#define MAX_SWING  0.5          /* how much a voice may change the light of one LED, see ear_light_follow() */

/* What the microphone does must be seen. */
static const EarLight seen[] = {
  EAR_LIGHT_LISTENING_START, EAR_LIGHT_LISTENING, EAR_LIGHT_LISTENING_END, EAR_LIGHT_THINKING, EAR_LIGHT_SPEAKING, EAR_LIGHT_EXPECTING,
};

/* These may last for days and must not draw meanwhile. */
static const EarLight resting[] = { EAR_LIGHT_OFF, EAR_LIGHT_MIC_OFF, EAR_LIGHT_VOLUME_0, EAR_LIGHT_TIMER };
static const EarLight waiting[] = { EAR_LIGHT_NOTIFICATION, EAR_LIGHT_OFFLINE };

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError     **error,
        EarLight     light,
        const char  *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, "$.lights.%s%s", ear_light_to_key (light), what);

  return FALSE;
}

static double
luminance (EarRgb color)
{
  return 0.2126 * color.r + 0.7152 * color.g + 0.0722 * color.b;
}

/* One LED lights up once a period for each lobe. */
static gboolean
check_flash (const EarLightLook  *look,
             EarLight             light,
             GError             **error)
{
  guint parts = ear_light_pattern_get_parts (look->pattern);
  guint n = parts & EAR_LIGHT_PART_LOBES ? look->lobes : 1;

  if (!(parts & EAR_LIGHT_PART_PERIOD) || look->period / n >= EAR_LIGHT_MIN_PERIOD)
    return TRUE;

  return refuse (error, light, _(".period_ms: %d with %u lobe(s) flashes too often for people with epilepsy. Use %d or more."),
                 (int) (look->period / MS), n, (int) (EAR_LIGHT_MIN_PERIOD * n / MS));
}

/* The steepest that the light of one LED follows the level, by the formulas of paint_level() and paint_wedge(). */
static double
swing_of (const EarLightLook *look)
{
  double color = luminance (look->color), base = MIN (luminance (look->base), luminance (look->base_to));
  double apart = fabs (color - base);

  if (look->pattern == EAR_LIGHT_PATTERN_LEVEL)
    return 0.55 * apart + 0.28 * MAX (color, base);

  return look->pattern == EAR_LIGHT_PATTERN_WEDGE ? look->voice * apart * 2.0 / G_E : 0.0;
}

static gboolean
check_voice (const EarLightLook  *look,
             EarLight             light,
             GError             **error)
{
  if (swing_of (look) <= MAX_SWING)
    return TRUE;
  if (look->pattern == EAR_LIGHT_PATTERN_WEDGE)
    return refuse (error, light, _(".voice: %g makes the light flicker with the voice. Use a smaller number."), look->voice);

  return refuse (error, light, _(".color: so far from the base it flickers with the voice. Use a darker color or a brighter base."));
}

static gboolean
check_look (const EarLightTheme  *self,
            EarLight              light,
            GError              **error)
{
  const EarLightLook *look = &self->looks[light];

  if (!check_flash (look, light, error) || !check_voice (look, light, error))
    return FALSE;

  return *look->chime == '\0' || ear_light_theme_find_tune (self, look->chime) != NULL ||
         refuse (error, light, _(".chime: “%s” is not among the chimes of this theme"), look->chime);
}

static gboolean
check_privacy (const EarLightTheme  *self,
               GError              **error)
{
  const EarLightLook *look = &self->looks[EAR_LIGHT_MIC_OFF];

  if (look->color.r < 0.5f || look->color.g > 0.05f || look->color.b > 0.05f)
    return refuse (error, EAR_LIGHT_MIC_OFF, _(".color: the microphone that is off must be red, e.g. [0.85, 0.012, 0.01]"));

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    if (MAX (luminance (self->looks[seen[i]].color), luminance (self->looks[seen[i]].base)) < MIN_LIGHT)
      return refuse (error, seen[i], _(".color: too dark. Who talks to the device must see what it does."));

  return TRUE;
}

static gboolean
check_ringing (const EarLightTheme  *self,
               GError              **error)
{
  static const EarLight ringing[] = { EAR_LIGHT_RINGING, EAR_LIGHT_RINGING_TIMER, EAR_LIGHT_RINGING_REMINDER };

  for (guint i = 0; i < G_N_ELEMENTS (ringing); i++)
    if (*self->looks[ringing[i]].chime == '\0')
      return refuse (error, ringing[i], _(".chime: what rings must be heard. Name a chime."));

  return TRUE;
}

static gboolean
check_rest (const EarLightTheme  *self,
            GError              **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (resting); i++) {
    EarLightPattern pattern = self->looks[resting[i]].pattern;

    if (pattern != EAR_LIGHT_PATTERN_FILL && pattern != EAR_LIGHT_PATTERN_ARC)
      return refuse (error, resting[i], _(".pattern: this may last for days and must not move. Use \"fill\" or \"arc\"."));
  }

  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++) {
    const EarLightLook *look = &self->looks[waiting[i]];
    guint parts = ear_light_pattern_get_parts (look->pattern);

    if ((parts & EAR_LIGHT_PART_PERIOD) && (!(parts & EAR_LIGHT_PART_PAUSE) || look->pause < look->period))
      return refuse (error, waiting[i], _(".pause_ms: this may last for days. Use a pattern that pauses for as long as it moves, at least."));
  }

  return TRUE;
}

/*
 * ear_light_theme_check:
 *
 * Returns: whether the theme does nothing that none may do
 */
gboolean
ear_light_theme_check (const EarLightTheme  *self,
                       GError              **error)
{
  for (guint i = 0; i < EAR_N_LIGHTS; i++)
    if (!check_look (self, i, error))
      return FALSE;

  return check_privacy (self, error) && check_ringing (self, error) && check_rest (self, error);
}
