/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-pattern-private.h"

#include <math.h>
#include <string.h>

#define DIM       0.3           /* what shows at once of a light that fades in */
#define ARC_REST  0.025         /* of the color where the arc is not, so that its whole can be guessed */
#define RIPPLE_AT 0.5           /* how far a ripple has come in a still picture */
#define VOICE_AT  0.5           /* how loud a voice is in one */
#define GOLDEN    0.618034      /* neighbors that twinkle are as far apart in time as they can be */

static const EarRgb black = { 0.0f, 0.0f, 0.0f };

static const struct {
  const char *name;
  guint       parts;
} patterns[] = {
  [EAR_LIGHT_PATTERN_FILL] = { "fill", EAR_LIGHT_PART_SPOTS },
  [EAR_LIGHT_PATTERN_BREATHE] = { "breathe", EAR_LIGHT_PART_SPOTS | EAR_LIGHT_PART_DEPTH | EAR_LIGHT_PART_PERIOD | EAR_LIGHT_PART_PAUSE },
  [EAR_LIGHT_PATTERN_PULSE] = { "pulse", EAR_LIGHT_PART_SPOTS | EAR_LIGHT_PART_DEPTH | EAR_LIGHT_PART_PERIOD | EAR_LIGHT_PART_PAUSE },
  [EAR_LIGHT_PATTERN_TWINKLE] = { "twinkle", EAR_LIGHT_PART_DEPTH | EAR_LIGHT_PART_PERIOD },
  [EAR_LIGHT_PATTERN_WEDGE] = {
    "wedge", EAR_LIGHT_PART_DEPTH | EAR_LIGHT_PART_PERIOD | EAR_LIGHT_PART_WIDTH | EAR_LIGHT_PART_BASE_TO | EAR_LIGHT_PART_VOICE |
    EAR_LIGHT_PART_FADE_IN | EAR_LIGHT_PART_FADE_OUT,
  },
  [EAR_LIGHT_PATTERN_SPIN] = { "spin", EAR_LIGHT_PART_PERIOD | EAR_LIGHT_PART_LOBES | EAR_LIGHT_PART_WAY | EAR_LIGHT_PART_FADE_IN },
  [EAR_LIGHT_PATTERN_RIPPLE] = { "ripple", EAR_LIGHT_PART_PERIOD | EAR_LIGHT_PART_PAUSE | EAR_LIGHT_PART_WIDTH },
  [EAR_LIGHT_PATTERN_ARC] = { "arc", EAR_LIGHT_PART_WAY },
  [EAR_LIGHT_PATTERN_LEVEL] = { "level", EAR_LIGHT_PART_PERIOD },
};

G_STATIC_ASSERT (G_N_ELEMENTS (patterns) == EAR_N_LIGHT_PATTERNS);

/**
 * ear_light_pattern_to_name:
 * @pattern: a pattern
 *
 * Returns: its name in a theme
 */
const char *
ear_light_pattern_to_name (EarLightPattern pattern)
{
  g_return_val_if_fail (pattern < EAR_N_LIGHT_PATTERNS, NULL);

  return patterns[pattern].name;
}

/**
 * ear_light_pattern_get_parts:
 * @pattern: a pattern
 *
 * Returns: the #EarLightParts that it heeds
 */
guint
ear_light_pattern_get_parts (EarLightPattern pattern)
{
  g_return_val_if_fail (pattern < EAR_N_LIGHT_PATTERNS, 0);

  return patterns[pattern].parts;
}

EarRgb
ear_rgb_mix (EarRgb from,
             EarRgb to,
             double share)
{
  float k = (float) share;

  return (EarRgb) {
           from.r + (to.r - from.r) * k,
           from.g + (to.g - from.g) * k,
           from.b + (to.b - from.b) * k,
  };
}

static double
to_linear (double encoded)
{
  return encoded <= 0.04045 ? encoded / 12.92 : pow ((encoded + 0.055) / 1.055, 2.4);
}

static double
to_encoded (double linear)
{
  return linear <= 0.0031308 ? linear * 12.92 : 1.055 * pow (linear, 1.0 / 2.4) - 0.055;
}

/**
 * ear_rgb_from_screen:
 *
 * Returns: the light of a color of the screen (sRGB)
 */
EarRgb
ear_rgb_from_screen (double red,
                     double green,
                     double blue)
{
  return (EarRgb) { (float) to_linear (red), (float) to_linear (green), (float) to_linear (blue) };
}

/**
 * ear_rgb_to_screen:
 * @screen: (out caller-allocates): red, green, blue
 *
 * The color of the screen (sRGB) for a light.
 */
void
ear_rgb_to_screen (EarRgb color,
                   double screen[3])
{
  screen[0] = to_encoded (color.r);
  screen[1] = to_encoded (color.g);
  screen[2] = to_encoded (color.b);
}

/* Where in a repeating span: 0 to 1. In the pause it stays at 0. */
static double
turn_of (const EarLightLook   *look,
         const EarLightMoment *moment)
{
  gint64 at = moment->elapsed % (look->period + look->pause);

  return at < look->period ? (double) at / (double) look->period : 0.0;
}

/* A soft up and down that starts at 0. */
static double
breath_of (double turn)
{
  return 0.5 - 0.5 * cos (2.0 * G_PI * turn);
}

/* How far apart two places on the ring are, in LEDs: 0 to 12. */
static double
distance (double a,
          double b)
{
  return fabs (remainder (a - b, EAR_N_LEDS));
}

static double
bell (double apart,
      double width)
{
  return exp (-apart * apart / (2.0 * width * width));
}

static double
fade_in_of (const EarLightLook   *look,
            const EarLightMoment *moment)
{
  return moment->still || moment->age >= look->fade_in ? 1.0 : (double) moment->age / (double) look->fade_in;
}

/* The light goes and stays gone. */
static double
fade_out_of (const EarLightLook   *look,
             const EarLightMoment *moment)
{
  if (look->fade_out == 0 || moment->still)
    return 1.0;

  return moment->age >= look->fade_out ? 0.0 : 1.0 - (double) moment->age / (double) look->fade_out;
}

static guint
place_along (const EarLightLook *look,
             guint               led)
{
  return look->way < 0 ? (EAR_N_LEDS - led) % EAR_N_LEDS : led;
}

static void
paint_spots (const EarLightLook *look,
             double              strength,
             EarRgb              leds[EAR_N_LEDS])
{
  guint pitch = look->spots > 0 ? EAR_N_LEDS / look->spots : 1;
  EarRgb lit = ear_rgb_mix (look->base, look->color, strength);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = i % pitch == 0 ? lit : look->base;
}

static void
paint_twinkle (const EarLightLook   *look,
               const EarLightMoment *moment,
               EarRgb                leds[EAR_N_LEDS])
{
  double turn = moment->still ? 0.0 : turn_of (look, moment);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = ear_rgb_mix (look->base, look->color, 1.0 - look->depth * breath_of (fmod (turn + i * GOLDEN, 1.0)));
}

static void
paint_wedge (const EarLightLook   *look,
             const EarLightMoment *moment,
             EarRgb                leds[EAR_N_LEDS])
{
  double in = fade_in_of (look, moment), out = fade_out_of (look, moment);
  double breath = moment->still ? 0.0 : breath_of (turn_of (look, moment));
  double strength = in * out * (1.0 - look->depth * breath);
  double width = look->width * (DIM + (1.0 - DIM) * out) * (1.0 + look->voice * (moment->still ? 0.0 : moment->level));
  EarRgb base = ear_rgb_mix (black, ear_rgb_mix (look->base, look->base_to, breath), DIM + (1.0 - DIM) * in);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = ear_rgb_mix (base, look->color, strength * bell (distance (i, moment->place), width));
}

static void
paint_spin (const EarLightLook   *look,
            const EarLightMoment *moment,
            EarRgb                leds[EAR_N_LEDS])
{
  double pitch = (double) EAR_N_LEDS / look->lobes;
  double turn = moment->still ? 0.0 : turn_of (look, moment);
  double strength = look->fade_in > 0 && !moment->still ? MIN (1.0, DIM + (double) moment->age / (double) look->fade_in) : 1.0;

  for (guint i = 0; i < EAR_N_LEDS; i++) {
    double behind = fmod (turn * EAR_N_LEDS - i + 2.0 * EAR_N_LEDS, pitch);
    double tail = exp (-behind / (0.30 * pitch));
    double head = bell (pitch - behind, 0.8);

    leds[place_along (look, i)] = ear_rgb_mix (look->base, look->color, strength * MIN (tail + head, 1.0));
  }
}

/* Fades where it starts and where it has come around, so that it never jumps. */
static void
paint_ripple (const EarLightLook   *look,
              const EarLightMoment *moment,
              EarRgb                leds[EAR_N_LEDS])
{
  double turn = moment->still ? RIPPLE_AT : turn_of (look, moment);
  double front = turn * EAR_N_LEDS / 2.0;
  double strength = sin (G_PI * turn);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = ear_rgb_mix (look->base, look->color,
                           strength * bell (distance (i, moment->place) - front, look->width));
}

static void
paint_arc (const EarLightLook   *look,
           const EarLightMoment *moment,
           EarRgb                leds[EAR_N_LEDS])
{
  double n_lit = CLAMP (moment->share, 0.0, 1.0) * EAR_N_LEDS;

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[place_along (look, i)] = ear_rgb_mix (black, look->color, MAX (ARC_REST, CLAMP (n_lit - i, 0.0, 1.0)));

  if (n_lit <= 0.0)
    leds[0] = look->base;
}

static void
paint_level (const EarLightLook   *look,
             const EarLightMoment *moment,
             EarRgb                leds[EAR_N_LEDS])
{
  double fade = moment->still ? VOICE_AT : breath_of (turn_of (look, moment));
  double level = moment->still ? VOICE_AT : moment->level;
  EarRgb color = ear_rgb_mix (look->base, look->color, 0.15 + 0.30 * fade + 0.55 * level);

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = ear_rgb_mix (black, color, 0.72 + 0.28 * level);
}

/*
 * ear_light_pattern_paint:
 *
 * One moment of one light. Pure.
 */
void
ear_light_pattern_paint (const EarLightLook   *look,
                         const EarLightMoment *moment,
                         EarRgb                leds[EAR_N_LEDS])
{
  double breath = moment->still ? 0.0 : breath_of (turn_of (look, moment));

  switch (look->pattern) {
  case EAR_LIGHT_PATTERN_BREATHE:
    paint_spots (look, 1.0 - look->depth * breath, leds);
    break;
  case EAR_LIGHT_PATTERN_PULSE:
    paint_spots (look, moment->still ? 1.0 : 1.0 - look->depth + look->depth * breath, leds);
    break;
  case EAR_LIGHT_PATTERN_TWINKLE:
    paint_twinkle (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_WEDGE:
    paint_wedge (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_SPIN:
    paint_spin (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_RIPPLE:
    paint_ripple (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_ARC:
    paint_arc (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_LEVEL:
    paint_level (look, moment, leds);
    break;
  case EAR_LIGHT_PATTERN_FILL:
  case EAR_N_LIGHT_PATTERNS:
  default:
    paint_spots (look, 1.0, leds);
    break;
  }
}

static gboolean
is_fading (const EarLightLook   *look,
           const EarLightMoment *moment)
{
  guint parts = patterns[look->pattern].parts;

  return ((parts & EAR_LIGHT_PART_FADE_IN) && moment->age < look->fade_in) ||
         ((parts & EAR_LIGHT_PART_FADE_OUT) && moment->age < look->fade_out);
}

/* Whether the pattern has a period that is to be seen. */
static gboolean
repeats (const EarLightLook *look)
{
  switch (look->pattern) {
  case EAR_LIGHT_PATTERN_BREATHE:
  case EAR_LIGHT_PATTERN_PULSE:
  case EAR_LIGHT_PATTERN_TWINKLE:
    return look->depth > 0.0;
  case EAR_LIGHT_PATTERN_WEDGE:
    return look->depth > 0.0 || look->voice > 0.0 || memcmp (&look->base, &look->base_to, sizeof look->base) != 0;
  case EAR_LIGHT_PATTERN_SPIN:
  case EAR_LIGHT_PATTERN_RIPPLE:
  case EAR_LIGHT_PATTERN_LEVEL:
    return TRUE;
  case EAR_LIGHT_PATTERN_FILL:
  case EAR_LIGHT_PATTERN_ARC:
  case EAR_N_LIGHT_PATTERNS:
  default:
    return FALSE;
  }
}

/*
 * ear_light_pattern_find_change:
 *
 * Returns: in how many µs the picture changes if nothing but time does: 0 while it moves, %G_MAXINT64 for never
 */
gint64
ear_light_pattern_find_change (const EarLightLook   *look,
                               const EarLightMoment *moment)
{
  gint64 at;

  if (moment->still)
    return G_MAXINT64;
  if (is_fading (look, moment))
    return 0;
  if (!repeats (look))
    return G_MAXINT64;

  at = moment->elapsed % (look->period + look->pause);

  return at < look->period ? 0 : look->period + look->pause - at;
}
