/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light.h"

#include "model/ear-light-pattern-private.h"
#include "model/ear-light-theme.h"

#include <math.h>
#include <string.h>

#define MS            G_GINT64_CONSTANT (1000)
#define STARTING_SPAN (3 * G_USEC_PER_SEC)
#define ERROR_SPAN    (3 * G_USEC_PER_SEC)
#define EDGE_SPAN     (200 * MS) /* how long listening starts and ends */
#define VOLUME_SPAN   G_USEC_PER_SEC
#define VOLUME_FADE   (200 * MS)
#define FLASH_SPAN    (600 * MS)

/* A timer takes no more steps than these, and none sooner than a second after the last. */
#define TIMER_STEPS   (8 * EAR_N_LEDS)
#define TIMER_STEP    G_USEC_PER_SEC

/* How fast the shown level may move, per second: up at once, down slowly. Where a whole swing changes the light by half of
 * the greatest luminance or less (themes are held to it), no voice makes it flash more than three times a second.
 */
#define LEVEL_ATTACK 5.0
#define LEVEL_DECAY  0.8

static const EarRgb black = { 0.0f, 0.0f, 0.0f };

/* The name is what scripts know: what rings is “ringing” whatever it is, and a device that has just heard is “thinking”. */
static const struct {
  const char *name;
  const char *key;
  guint       priority;
  gint64      span;
} lights[] = {
  [EAR_LIGHT_OFF] = { "off", "off", 13 },
  [EAR_LIGHT_STARTING] = { "starting", "starting", 2, STARTING_SPAN },
  [EAR_LIGHT_LISTENING] = { "listening", "listening", 3 },
  [EAR_LIGHT_THINKING] = { "thinking", "thinking", 3 },
  [EAR_LIGHT_SPEAKING] = { "speaking", "speaking", 3 },
  [EAR_LIGHT_EXPECTING] = { "expecting", "expecting", 3 },
  [EAR_LIGHT_RINGING] = { "ringing", "ringing", 5 },
  [EAR_LIGHT_VOLUME] = { "volume", "volume", 1, VOLUME_SPAN },
  [EAR_LIGHT_MIC_OFF] = { "mic-off", "mic-off", 11 },
  [EAR_LIGHT_ERROR] = { "error", "error", 3, ERROR_SPAN },
  [EAR_LIGHT_LISTENING_START] = { "listening", "listening-start", 3, EDGE_SPAN },
  [EAR_LIGHT_LISTENING_END] = { "thinking", "listening-end", 3, EDGE_SPAN },
  [EAR_LIGHT_RINGING_TIMER] = { "ringing", "ringing-timer", 5 },
  [EAR_LIGHT_RINGING_REMINDER] = { "ringing", "ringing-reminder", 5 },
  [EAR_LIGHT_HELD] = { "held", "held", 4 },
  [EAR_LIGHT_CALL_INCOMING] = { "call-incoming", "call-incoming", 6 },
  [EAR_LIGHT_CALL] = { "call", "call", 6 },
  [EAR_LIGHT_DO_NOT_DISTURB] = { "do-not-disturb", "do-not-disturb", 7, FLASH_SPAN },
  [EAR_LIGHT_SETUP] = { "setup", "setup", 8 },
  [EAR_LIGHT_PAIRING] = { "pairing", "pairing", 8 },
  [EAR_LIGHT_OFFLINE] = { "offline", "offline", 8 },
  [EAR_LIGHT_NOTIFICATION] = { "notification", "notification", 9 },
  [EAR_LIGHT_TIMER] = { "timer", "timer", 10 },
  [EAR_LIGHT_VOLUME_0] = { "volume-0", "volume-0", 12 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (lights) == EAR_N_LIGHTS);

/* Times of a hostile tape may be any: sums and differences stop at the ends. */
static gint64
elapsed_since (gint64 then,
               gint64 now)
{
  if (now <= then)
    return 0;

  return then < 0 && now > G_MAXINT64 + then ? G_MAXINT64 : now - then;
}

static gint64
after (gint64 then,
       gint64 span)
{
  return then > G_MAXINT64 - span ? G_MAXINT64 : then + span;
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

/* The timer that is due next; one whose time has come no longer runs. */
static const EarRunningTimer *
find_timer (const EarState *state,
            gint64          now)
{
  for (guint i = 0; i < MIN (state->n_timers, EAR_MAX_RUNNING_TIMERS); i++)
    if (state->timers[i].due > now)
      return &state->timers[i];

  return NULL;
}

static EarLight
ringing_light (const EarState *state)
{
  return state->rings == EAR_ALERT_KIND_TIMER ? EAR_LIGHT_RINGING_TIMER :
         state->rings == EAR_ALERT_KIND_REMINDER ? EAR_LIGHT_RINGING_REMINDER : EAR_LIGHT_RINGING;
}

/* What is told when nobody talks. */
static EarLight
rest_light (const EarState *state,
            gint64          now)
{
  if (state->conditions & EAR_CONDITION_HELD)
    return EAR_LIGHT_HELD;
  if (state->n_ringing > 0 || state->phase == EAR_PHASE_RINGING)
    return ringing_light (state);
  if (state->conditions & EAR_CONDITION_CALLED)
    return EAR_LIGHT_CALL_INCOMING;
  if (state->conditions & EAR_CONDITION_IN_CALL)
    return EAR_LIGHT_CALL;
  if ((state->conditions & EAR_CONDITION_QUIET) && state->phase == EAR_PHASE_IDLE && state->since > 0 &&
      elapsed_since (state->since, now) < FLASH_SPAN)
    return EAR_LIGHT_DO_NOT_DISTURB;
  if (state->conditions & EAR_CONDITION_SETUP)
    return EAR_LIGHT_SETUP;
  if (state->conditions & EAR_CONDITION_PAIRING)
    return EAR_LIGHT_PAIRING;
  if (state->conditions & EAR_CONDITION_OFFLINE)
    return EAR_LIGHT_OFFLINE;
  if (state->n_notified > 0)
    return EAR_LIGHT_NOTIFICATION;
  if (find_timer (state, now) != NULL)
    return EAR_LIGHT_TIMER;
  if (state->mic_off)
    return EAR_LIGHT_MIC_OFF;

  return state->volume <= 0 ? EAR_LIGHT_VOLUME_0 : EAR_LIGHT_OFF;
}

/* What shows beneath the volume. */
static EarLight
phase_light (const EarState *state,
             gint64          now)
{
  gint64 elapsed = elapsed_since (state->since, now);

  if (state->n_events == 0 && state->since > 0 && elapsed < STARTING_SPAN)
    return EAR_LIGHT_STARTING;

  switch (state->phase) {
  case EAR_PHASE_LISTENING:
    return elapsed < EDGE_SPAN ? EAR_LIGHT_LISTENING_START : EAR_LIGHT_LISTENING;
  case EAR_PHASE_THINKING:
    return elapsed < EDGE_SPAN ? EAR_LIGHT_LISTENING_END : EAR_LIGHT_THINKING;
  case EAR_PHASE_SPEAKING:
    return EAR_LIGHT_SPEAKING;
  case EAR_PHASE_EXPECTING:
    return EAR_LIGHT_EXPECTING;
  case EAR_PHASE_ERROR:
    return elapsed < ERROR_SPAN ? EAR_LIGHT_ERROR : rest_light (state, now);
  case EAR_PHASE_RINGING:
  case EAR_PHASE_IDLE:
  default:
    return rest_light (state, now);
  }
}

/* When what shows will end by itself. */
static gint64
end_of (EarLight        light,
        const EarState *state,
        gint64          now)
{
  if (light == EAR_LIGHT_VOLUME)
    return after (state->adjusted_at, VOLUME_SPAN);
  if (light == EAR_LIGHT_TIMER)
    return find_timer (state, now)->due;

  return lights[light].span > 0 ? after (state->since, lights[light].span) : G_MAXINT64;
}

static gint64
step_of (const EarRunningTimer *timer,
         gboolean               still)
{
  return MAX (timer->span / (still ? EAR_N_LEDS : TIMER_STEPS), TIMER_STEP);
}

/* A timer is shown by whole steps, the one that has begun included. */
static gint64
count_steps (const EarRunningTimer *timer,
             gint64                 now,
             gint64                 step)
{
  gint64 left = elapsed_since (now, timer->due);

  return left / step + (left % step > 0);
}

static double
share_of (EarLight        light,
          const EarState *state,
          gint64          now,
          gboolean        still)
{
  const EarRunningTimer *timer;
  gint64 step;

  if (light == EAR_LIGHT_VOLUME || light == EAR_LIGHT_VOLUME_0)
    return CLAMP (state->volume, 0, 10) / 10.0;
  if (light != EAR_LIGHT_TIMER)
    return 1.0;

  timer = find_timer (state, now);
  step = step_of (timer, still);

  return timer->span > 0 ? (double) count_steps (timer, now, step) * (double) step / (double) timer->span : 1.0;
}

static gboolean
points_to_talker (EarLight light)
{
  return light == EAR_LIGHT_LISTENING_START || light == EAR_LIGHT_LISTENING || light == EAR_LIGHT_LISTENING_END ||
         light == EAR_LIGHT_THINKING || light == EAR_LIGHT_SPEAKING || light == EAR_LIGHT_EXPECTING;
}

static EarLightMoment
moment_of (const EarLightTheme *theme,
           EarLight             light,
           const EarState      *state,
           gint64               now,
           double               level)
{
  gboolean is_second = light == EAR_LIGHT_LISTENING || light == EAR_LIGHT_THINKING;
  gint64 since = light == EAR_LIGHT_VOLUME ? state->adjusted_at : state->since;
  gboolean still = ear_light_theme_is_still (theme);

  return (EarLightMoment) {
           .elapsed = elapsed_since (since, now),
           .age = elapsed_since (is_second ? after (since, EDGE_SPAN) : since, now),
           .level = level > 0.0 ? MIN (level, 1.0) : 0.0,
           .place = points_to_talker (light) ? place_of (state->direction) : 0.0,
           .share = share_of (light, state, now, still),
           .still = still,
  };
}

static void
paint (const EarLightTheme *theme,
       EarLight             light,
       const EarState      *state,
       gint64               now,
       double               level,
       EarRgb               leds[EAR_N_LEDS])
{
  EarLightMoment moment = moment_of (theme, light, state, now, level);

  ear_light_pattern_paint (ear_light_theme_get_look (theme, light), &moment, leds);
}

/* Whoever cut the microphone off must see that it is, whatever else the ring tells: left and right stay red. */
static void
mark_mic_off (const EarLightTheme *theme,
              EarRgb               leds[EAR_N_LEDS])
{
  static const guint marks[] = { EAR_N_LEDS / 4, 3 * EAR_N_LEDS / 4 };
  EarRgb red = ear_light_theme_get_look (theme, EAR_LIGHT_MIC_OFF)->color;

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    leds[marks[i] - 2] = leds[marks[i] + 2] = black;
    leds[marks[i] - 1] = leds[marks[i]] = leds[marks[i] + 1] = red;
  }
}

static gboolean
is_volume_going (const EarLightTheme *theme,
                 const EarState      *state,
                 gint64               now)
{
  return just_adjusted (state, now) && now - state->adjusted_at >= VOLUME_SPAN - VOLUME_FADE && !ear_light_theme_is_still (theme);
}

/* The volume goes by uncovering what is beneath. */
static double
volume_cover (const EarState *state,
              gint64          now)
{
  return (double) (VOLUME_SPAN - (now - state->adjusted_at)) / VOLUME_FADE;
}

/**
 * ear_light_from_state:
 * @state: the device
 * @now: µs since 1970
 *
 * Returns: what the ring tells, by the order at the top of ear-light.h
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
 * Returns: its name in what scripts read, e.g. "mic-off"
 */
const char *
ear_light_to_name (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return lights[light].name;
}

/**
 * ear_light_to_key:
 * @light: a state of the ring
 *
 * Returns: its name in a theme, which no other has, e.g. "ringing-timer"
 */
const char *
ear_light_to_key (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return lights[light].key;
}

/**
 * ear_light_from_key:
 * @key: a name
 * @light: (out): the state of the ring that it is the key of
 *
 * Returns: whether there is one
 */
gboolean
ear_light_from_key (const char *key,
                    EarLight   *light)
{
  g_return_val_if_fail (key != NULL, FALSE);

  for (guint i = 0; i < EAR_N_LIGHTS; i++)
    if (strcmp (lights[i].key, key) == 0) {
      *light = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_light_get_priority:
 * @light: a state of the ring
 *
 * Returns: its place in the order, 1 for the highest
 */
guint
ear_light_get_priority (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, 0);

  return lights[light].priority;
}

/**
 * ear_light_list_by_priority:
 *
 * Returns: (transfer none) (array fixed-size=24): all lights, the highest first; those of a conversation as they follow
 *   each other
 */
const EarLight *
ear_light_list_by_priority (void)
{
  static const EarLight order[] = {
    EAR_LIGHT_VOLUME, EAR_LIGHT_STARTING, EAR_LIGHT_LISTENING_START, EAR_LIGHT_LISTENING, EAR_LIGHT_LISTENING_END, EAR_LIGHT_THINKING,
    EAR_LIGHT_SPEAKING, EAR_LIGHT_EXPECTING, EAR_LIGHT_ERROR, EAR_LIGHT_HELD, EAR_LIGHT_RINGING, EAR_LIGHT_RINGING_TIMER,
    EAR_LIGHT_RINGING_REMINDER, EAR_LIGHT_CALL_INCOMING, EAR_LIGHT_CALL, EAR_LIGHT_DO_NOT_DISTURB, EAR_LIGHT_SETUP, EAR_LIGHT_PAIRING,
    EAR_LIGHT_OFFLINE, EAR_LIGHT_NOTIFICATION, EAR_LIGHT_TIMER, EAR_LIGHT_MIC_OFF, EAR_LIGHT_VOLUME_0, EAR_LIGHT_OFF,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (order) == EAR_N_LIGHTS);

  return order;
}

/**
 * ear_light_get_span:
 * @light: a state of the ring
 *
 * Returns: how long it lasts, µs, or 0 where an event ends it
 */
gint64
ear_light_get_span (EarLight light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, 0);

  return lights[light].span;
}

/**
 * ear_light_make_example:
 * @light: a state of the ring
 * @now: µs since 1970
 *
 * Returns: a device that shows this light from @now on, as long as it lasts
 */
EarState
ear_light_make_example (EarLight light,
                        gint64   now)
{
  static const struct { EarPhase phase; guint32 conditions; EarAlertKind rings; } examples[EAR_N_LIGHTS] = {
    [EAR_LIGHT_LISTENING] = { EAR_PHASE_LISTENING },
    [EAR_LIGHT_LISTENING_START] = { EAR_PHASE_LISTENING },
    [EAR_LIGHT_LISTENING_END] = { EAR_PHASE_THINKING },
    [EAR_LIGHT_THINKING] = { EAR_PHASE_THINKING },
    [EAR_LIGHT_SPEAKING] = { EAR_PHASE_SPEAKING },
    [EAR_LIGHT_EXPECTING] = { EAR_PHASE_EXPECTING },
    [EAR_LIGHT_ERROR] = { EAR_PHASE_ERROR },
    [EAR_LIGHT_RINGING] = { EAR_PHASE_RINGING, 0, EAR_ALERT_KIND_ALARM },
    [EAR_LIGHT_RINGING_TIMER] = { EAR_PHASE_RINGING, 0, EAR_ALERT_KIND_TIMER },
    [EAR_LIGHT_RINGING_REMINDER] = { EAR_PHASE_RINGING, 0, EAR_ALERT_KIND_REMINDER },
    [EAR_LIGHT_HELD] = { 0, EAR_CONDITION_HELD },
    [EAR_LIGHT_CALL_INCOMING] = { 0, EAR_CONDITION_CALLED },
    [EAR_LIGHT_CALL] = { 0, EAR_CONDITION_IN_CALL },
    [EAR_LIGHT_DO_NOT_DISTURB] = { 0, EAR_CONDITION_QUIET },
    [EAR_LIGHT_SETUP] = { 0, EAR_CONDITION_SETUP },
    [EAR_LIGHT_PAIRING] = { 0, EAR_CONDITION_PAIRING },
    [EAR_LIGHT_OFFLINE] = { 0, EAR_CONDITION_OFFLINE },
  };
  EarState state = EAR_STATE_INIT;

  g_return_val_if_fail (light < EAR_N_LIGHTS, state);

  state.n_events = light != EAR_LIGHT_STARTING;
  state.phase = examples[light].phase;
  state.conditions = examples[light].conditions;
  state.rings = examples[light].rings;
  state.n_ringing = state.rings != EAR_ALERT_KIND_NONE;
  state.since = now - (light == EAR_LIGHT_LISTENING || light == EAR_LIGHT_THINKING ? EDGE_SPAN : 0);
  state.direction = 90.0;
  state.adjusted_at = light == EAR_LIGHT_VOLUME ? now : 0;
  state.mic_off = light == EAR_LIGHT_MIC_OFF;
  state.n_notified = light == EAR_LIGHT_NOTIFICATION;
  state.volume = light == EAR_LIGHT_VOLUME_0 ? 0 : 5;
  if (light == EAR_LIGHT_TIMER) {
    state.n_timers = 1;
    state.timers[0] = (EarRunningTimer) { .due = now + 40 * G_USEC_PER_SEC, .span = 60 * G_USEC_PER_SEC, .key = 1 };
  }

  return state;
}

/**
 * ear_light_moves:
 * @theme: (nullable): how it looks
 * @state: the device
 * @now: µs since 1970
 *
 * Returns: whether it looks different in the next frame; if not, none needs to be drawn until ear_light_next_change()
 */
gboolean
ear_light_moves (const EarLightTheme *theme,
                 const EarState      *state,
                 gint64               now)
{
  EarLight light = ear_light_from_state (state, now);
  EarLightMoment moment;

  if (is_volume_going (theme, state, now))
    return TRUE;
  moment = moment_of (theme, light, state, now, 0.0);

  return ear_light_pattern_find_change (ear_light_theme_get_look (theme, light), &moment) == 0;
}

/**
 * ear_light_render:
 * @theme: (nullable): how it looks
 * @state: the device
 * @now: µs since 1970
 * @level: how loud the device, or while it listens the customer, speaks, 0 to 1; see ear_light_follow()
 * @leds: (out caller-allocates): the colors
 *
 * The ring at one moment. A pure function: the same arguments give the same colors.
 */
void
ear_light_render (const EarLightTheme *theme,
                  const EarState      *state,
                  gint64               now,
                  double               level,
                  EarRgb               leds[EAR_N_LEDS])
{
  EarLight light;

  g_return_if_fail (state != NULL);
  g_return_if_fail (leds != NULL);

  light = ear_light_from_state (state, now);
  paint (theme, light, state, now, level, leds);

  if (is_volume_going (theme, state, now)) {
    EarRgb beneath[EAR_N_LEDS];

    paint (theme, phase_light (state, now), state, now, level, beneath);
    for (guint i = 0; i < EAR_N_LEDS; i++)
      leds[i] = ear_rgb_mix (beneath[i], leds[i], volume_cover (state, now));
  }
  if (state->mic_off && light != EAR_LIGHT_MIC_OFF)
    mark_mic_off (theme, leds);
}

/**
 * ear_light_next_change:
 * @theme: (nullable): how it looks
 * @state: the device
 * @now: µs since 1970
 *
 * Some lights end, or take a step, without an event. Where ear_light_moves(), only the end counts.
 *
 * Returns: when to look again: neither does ear_light_from_state() answer something else for this @state before, nor does
 *   a picture that does not move change; %G_MAXINT64 for never
 */
gint64
ear_light_next_change (const EarLightTheme *theme,
                       const EarState      *state,
                       gint64               now)
{
  EarLight light = ear_light_from_state (state, now);
  EarLightMoment moment = moment_of (theme, light, state, now, 0.0);
  gint64 wait = ear_light_pattern_find_change (ear_light_theme_get_look (theme, light), &moment);
  gint64 change = end_of (light, state, now);

  if (wait > 0)
    change = MIN (change, wait == G_MAXINT64 ? wait : after (now, wait));
  if (state->adjusted_at > now)
    change = MIN (change, state->adjusted_at);

  if (light == EAR_LIGHT_VOLUME && !moment.still && !is_volume_going (theme, state, now)) {
    change = MIN (change, after (state->adjusted_at, VOLUME_SPAN - VOLUME_FADE));
  } else if (light == EAR_LIGHT_TIMER) {
    const EarRunningTimer *timer = find_timer (state, now);
    gint64 step = step_of (timer, moment.still);

    change = MIN (change, timer->due - (count_steps (timer, now, step) - 1) * step);
  }

  return change;
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
