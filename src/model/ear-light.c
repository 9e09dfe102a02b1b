/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light.h"

#include <math.h>

/* Timings in µs. No LED and no mean of them may flash more than three times a second, so nothing that repeats is
 * faster than 0.67 s.
 */
#define STARTING_SPAN     (3 * G_USEC_PER_SEC)
#define STARTING_TURN     (1500 * G_GINT64_CONSTANT (1000))
#define WAKE_SPAN         (200 * G_GINT64_CONSTANT (1000))
#define LISTENING_BREATH  (2400 * G_GINT64_CONSTANT (1000))
#define EXPECTING_BREATH  (1600 * G_GINT64_CONSTANT (1000))
#define THINKING_TURN     (1600 * G_GINT64_CONSTANT (1000))
#define SPEAKING_FADE     (2800 * G_GINT64_CONSTANT (1000))
#define RINGING_PULSE     (1000 * G_GINT64_CONSTANT (1000))
#define ERROR_PULSE       (1000 * G_GINT64_CONSTANT (1000))
#define ERROR_SPAN        (3 * ERROR_PULSE)
#define VOLUME_SPAN       (G_USEC_PER_SEC)
#define VOLUME_FADE       (200 * G_GINT64_CONSTANT (1000))

/* How fast the shown level may move, per second: up at once, down slowly. Together they keep full swings under 3 Hz. */
#define LEVEL_ATTACK 6.0
#define LEVEL_DECAY  2.0

#define WEDGE_WIDTH 1.7         /* in LEDs, the standard deviation */

static const EarRgb black = { 0.0f, 0.0f, 0.0f };
static const EarRgb blue = { 0.0f, 0.035f, 0.60f };
static const EarRgb azure = { 0.0f, 0.19f, 0.82f };
static const EarRgb cyan = { 0.03f, 0.72f, 0.90f };
static const EarRgb white = { 0.82f, 0.84f, 0.88f };
static const EarRgb amber = { 1.00f, 0.42f, 0.07f };
static const EarRgb orange = { 1.00f, 0.16f, 0.01f };
static const EarRgb red = { 0.85f, 0.012f, 0.010f };

static const struct {
  const char *name;
  gboolean    moves;
} lights[] = {
  [EAR_LIGHT_OFF] = { "off", FALSE },
  [EAR_LIGHT_STARTING] = { "starting", TRUE },
  [EAR_LIGHT_LISTENING] = { "listening", TRUE },
  [EAR_LIGHT_THINKING] = { "thinking", TRUE },
  [EAR_LIGHT_SPEAKING] = { "speaking", TRUE },
  [EAR_LIGHT_EXPECTING] = { "expecting", TRUE },
  [EAR_LIGHT_RINGING] = { "ringing", TRUE },
  [EAR_LIGHT_VOLUME] = { "volume", TRUE },
  [EAR_LIGHT_MIC_OFF] = { "mic-off", FALSE },
  [EAR_LIGHT_ERROR] = { "error", TRUE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lights) == EAR_N_LIGHTS);

static EarRgb
mix (EarRgb from,
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

/* Subtracts without overflow: a hostile tape may hold any time. */
static gint64
elapsed_since (gint64 then,
               gint64 now)
{
  if (now <= then)
    return 0;

  return then < 0 && now > G_MAXINT64 + then ? G_MAXINT64 : now - then;
}

/* Where in a repeating span: 0 to 1. */
static double
turn_of (gint64 elapsed,
         gint64 period)
{
  return (double) (elapsed % period) / (double) period;
}

/* A soft up and down that starts at 0. */
static double
breath_of (gint64 elapsed,
           gint64 period)
{
  return 0.5 - 0.5 * cos (2.0 * G_PI * turn_of (elapsed, period));
}

/* How far apart two places on the ring are, in LEDs: 0 to 12. */
static double
distance (double a,
          double b)
{
  double apart = fabs (remainder (a - b, EAR_N_LEDS));

  return apart;
}

static double
bell (double apart,
      double width)
{
  return exp (-apart * apart / (2.0 * width * width));
}

static double
place_of (double direction)
{
  return isfinite (direction) ? fmod (direction, 360.0) * EAR_N_LEDS / 360.0 : 0.0;
}

static gboolean
just_adjusted (const EarState *state,
               gint64          now)
{
  return state->adjusted_at > 0 && now >= state->adjusted_at && now - state->adjusted_at < VOLUME_SPAN;
}

static EarLight
rest_light (const EarState *state)
{
  return state->mic_off ? EAR_LIGHT_MIC_OFF : EAR_LIGHT_OFF;
}

/* What shows beneath the volume. */
static EarLight
phase_light (const EarState *state,
             gint64          now)
{
  if (state->n_events == 0 && state->since > 0 && elapsed_since (state->since, now) < STARTING_SPAN)
    return EAR_LIGHT_STARTING;

  switch (state->phase) {
  case EAR_PHASE_RINGING:
    return EAR_LIGHT_RINGING;
  case EAR_PHASE_LISTENING:
    return EAR_LIGHT_LISTENING;
  case EAR_PHASE_THINKING:
    return EAR_LIGHT_THINKING;
  case EAR_PHASE_SPEAKING:
    return EAR_LIGHT_SPEAKING;
  case EAR_PHASE_EXPECTING:
    return EAR_LIGHT_EXPECTING;
  case EAR_PHASE_ERROR:
    return elapsed_since (state->since, now) < ERROR_SPAN ? EAR_LIGHT_ERROR : rest_light (state);
  case EAR_PHASE_IDLE:
    return state->n_ringing > 0 ? EAR_LIGHT_RINGING : rest_light (state);
  default:
    return rest_light (state);
  }
}

static void
fill (EarRgb leds[EAR_N_LEDS],
      EarRgb color)
{
  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = color;
}

/* Lobes of cyan that travel clockwise over blue. */
static void
paint_turning (EarRgb leds[EAR_N_LEDS],
               double turn,
               guint  n_lobes,
               double strength)
{
  double pitch = (double) EAR_N_LEDS / n_lobes;

  for (guint i = 0; i < EAR_N_LEDS; i++) {
    double behind = fmod (turn * EAR_N_LEDS - i + 2.0 * EAR_N_LEDS, pitch);
    double tail = exp (-behind / (0.30 * pitch));
    double head = bell (pitch - behind, 0.8);

    leds[i] = mix (blue, cyan, strength * MIN (tail + head, 1.0));
  }
}

static void
paint_wedge (EarRgb leds[EAR_N_LEDS],
             EarRgb base,
             double place,
             double strength)
{
  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = mix (base, cyan, strength * bell (distance (i, place), WEDGE_WIDTH));
}

static void
paint_listening (EarRgb          leds[EAR_N_LEDS],
                 const EarState *state,
                 gint64          elapsed)
{
  double woken = MIN (1.0, (double) elapsed / WAKE_SPAN);

  paint_wedge (leds, mix (black, blue, 0.3 + 0.7 * woken), place_of (state->direction),
               woken * (1.0 - 0.22 * breath_of (elapsed, LISTENING_BREATH)));
}

static void
paint_expecting (EarRgb          leds[EAR_N_LEDS],
                 const EarState *state,
                 gint64          elapsed)
{
  paint_wedge (leds, mix (blue, azure, breath_of (elapsed, EXPECTING_BREATH)), place_of (state->direction), 1.0);
}

static void
paint_speaking (EarRgb leds[EAR_N_LEDS],
                gint64 elapsed,
                double level)
{
  double fade = breath_of (elapsed, SPEAKING_FADE);
  EarRgb color = mix (blue, cyan, 0.15 + 0.30 * fade + 0.55 * level);

  fill (leds, mix (black, color, 0.72 + 0.28 * level));
}

/* The arc grows clockwise from the front; silence is one red LED there. */
static void
paint_volume (EarRgb leds[EAR_N_LEDS],
              int    volume)
{
  double n_lit = CLAMP (volume, 0, 10) * EAR_N_LEDS / 10.0;

  for (guint i = 0; i < EAR_N_LEDS; i++)
    leds[i] = mix (black, white, MAX (0.025, CLAMP (n_lit - i, 0.0, 1.0)));

  if (volume <= 0)
    leds[0] = red;
}

/* Whoever cut the microphone off must see that it is, whatever else the ring tells: left and right stay red. */
static void
mark_mic_off (EarRgb leds[EAR_N_LEDS])
{
  static const guint marks[] = { EAR_N_LEDS / 4, 3 * EAR_N_LEDS / 4 };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    leds[marks[i] - 2] = leds[marks[i] + 2] = black;
    leds[marks[i] - 1] = leds[marks[i]] = leds[marks[i] + 1] = red;
  }
}

static void
paint (EarRgb          leds[EAR_N_LEDS],
       EarLight        light,
       const EarState *state,
       gint64          now,
       double          level)
{
  gint64 elapsed = elapsed_since (state->since, now);

  switch (light) {
  case EAR_LIGHT_STARTING:
    paint_turning (leds, turn_of (elapsed, STARTING_TURN), 1, 1.0);
    break;
  case EAR_LIGHT_LISTENING:
    paint_listening (leds, state, elapsed);
    break;
  case EAR_LIGHT_THINKING:
    paint_turning (leds, turn_of (elapsed, THINKING_TURN), 2, MIN (1.0, 0.3 + (double) elapsed / WAKE_SPAN));
    break;
  case EAR_LIGHT_SPEAKING:
    paint_speaking (leds, elapsed, level);
    break;
  case EAR_LIGHT_EXPECTING:
    paint_expecting (leds, state, elapsed);
    break;
  case EAR_LIGHT_RINGING:
    fill (leds, mix (black, amber, 1.0 - 0.75 * breath_of (elapsed, RINGING_PULSE)));
    break;
  case EAR_LIGHT_VOLUME:
    paint_volume (leds, state->volume);
    break;
  case EAR_LIGHT_MIC_OFF:
    fill (leds, red);
    break;
  case EAR_LIGHT_ERROR:
    fill (leds, mix (black, orange, 1.0 - 0.85 * breath_of (elapsed, ERROR_PULSE)));
    break;
  case EAR_LIGHT_OFF:
  case EAR_N_LIGHTS:
  default:
    fill (leds, black);
    break;
  }
}

/**
 * ear_light_from_state:
 * @state: the device
 * @now: µs since 1970
 *
 * What the ring tells. The highest of: the volume for one second after it changed; starting for three seconds (a state
 * of no events whose `since` is set); what the conversation does, or the alert that rings when nobody talks; an error
 * for three seconds; the microphone that is off; nothing.
 *
 * Returns: the state of the ring
 */
EarLight
ear_light_from_state (const EarState *state,
                      gint64          now)
{
  g_return_val_if_fail (state != NULL, EAR_LIGHT_OFF);

  return just_adjusted (state, now) ? EAR_LIGHT_VOLUME : phase_light (state, now);
}

/**
 * ear_light_to_name:
 * @light: a state of the ring
 *
 * Returns: its name, e.g. "mic-off"
 */
const char *
ear_light_to_name (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return lights[light].name;
}

/**
 * ear_light_moves:
 * @light: a state of the ring
 *
 * Returns: whether it looks different in the next frame; if not, no frame needs to be drawn
 */
gboolean
ear_light_moves (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, FALSE);

  return lights[light].moves;
}

/**
 * ear_light_render:
 * @state: the device
 * @now: µs since 1970
 * @level: how loud the device speaks, 0 to 1; see ear_light_follow()
 * @leds: (out caller-allocates): the colors
 *
 * The ring at one moment. A pure function: the same arguments give the same colors.
 */
void
ear_light_render (const EarState *state,
                  gint64          now,
                  double          level,
                  EarRgb          leds[EAR_N_LEDS])
{
  EarLight light;

  g_return_if_fail (state != NULL);
  g_return_if_fail (leds != NULL);

  level = level > 0.0 ? MIN (level, 1.0) : 0.0;
  light = ear_light_from_state (state, now);
  paint (leds, light, state, now, level);

  if (light == EAR_LIGHT_VOLUME) {
    gint64 left = VOLUME_SPAN - (now - state->adjusted_at);
    EarRgb beneath[EAR_N_LEDS];

    light = phase_light (state, now);
    if (left < VOLUME_FADE) {
      paint (beneath, light, state, now, level);
      for (guint i = 0; i < EAR_N_LEDS; i++)
        leds[i] = mix (beneath[i], leds[i], (double) left / VOLUME_FADE);
    }
    if (state->mic_off)
      mark_mic_off (leds);
  } else if (state->mic_off && light != EAR_LIGHT_MIC_OFF) {
    mark_mic_off (leds);
  }
}

/**
 * ear_light_next_change:
 * @state: the device
 * @now: µs since 1970
 *
 * Some lights end without an event.
 *
 * Returns: when ear_light_from_state() will answer something else for this @state, or %G_MAXINT64
 */
gint64
ear_light_next_change (const EarState *state,
                       gint64          now)
{
  EarLight light = ear_light_from_state (state, now);

  if (light == EAR_LIGHT_VOLUME)
    return state->adjusted_at + VOLUME_SPAN;
  if (light == EAR_LIGHT_STARTING)
    return state->since + STARTING_SPAN;
  if (light == EAR_LIGHT_ERROR && state->since < G_MAXINT64 - ERROR_SPAN)
    return state->since + ERROR_SPAN;

  return G_MAXINT64;
}

/**
 * ear_light_follow:
 * @shown: the level shown in the last frame
 * @level: the level measured now, 0 to 1
 * @elapsed: µs between the two
 *
 * Follows a voice like the needle of a meter: up fast, down slowly, and never so fast that the ring would flash more
 * than three times a second, however the level jumps.
 *
 * Returns: the level to show
 */
double
ear_light_follow (double shown,
                  double level,
                  gint64 elapsed)
{
  double seconds = CLAMP (elapsed, 0, G_USEC_PER_SEC) / (double) G_USEC_PER_SEC;

  shown = shown > 0.0 ? MIN (shown, 1.0) : 0.0;
  level = level > 0.0 ? MIN (level, 1.0) : 0.0;

  return CLAMP (level, shown - LEVEL_DECAY * seconds, shown + LEVEL_ATTACK * seconds);
}
