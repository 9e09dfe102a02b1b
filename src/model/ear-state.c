/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-state.h"

#include <string.h>

static const char *const phase_names[] = {
  [EAR_PHASE_IDLE] = "idle",
  [EAR_PHASE_LISTENING] = "listening",
  [EAR_PHASE_THINKING] = "thinking",
  [EAR_PHASE_SPEAKING] = "speaking",
  [EAR_PHASE_EXPECTING] = "expecting",
  [EAR_PHASE_RINGING] = "ringing",
  [EAR_PHASE_ERROR] = "error",
};

const char *
ear_phase_to_name (EarPhase phase)
{
  g_return_val_if_fail (phase < G_N_ELEMENTS (phase_names), NULL);

  return phase_names[phase];
}

static void
enter (EarState       *self,
       EarPhase        phase,
       const EarEvent *event)
{
  self->phase = phase;
  self->since = event->at;
}

/* Where the device falls back to when nobody talks. */
static void
rest (EarState       *self,
      const EarEvent *event)
{
  enter (self, self->n_ringing > 0 ? EAR_PHASE_RINGING : EAR_PHASE_IDLE, event);
}

static void
apply_playback (EarState       *self,
                const EarEvent *event)
{
  const char *state = event->playback.state ? event->playback.state : "";

  if (strcmp (state, "paused") == 0) {
    if (self->playing == EAR_PLAYING_MUSIC)
      self->playing = EAR_PLAYING_PAUSED;
  } else if (strcmp (state, "resumed") == 0) {
    if (self->playing == EAR_PLAYING_PAUSED)
      self->playing = EAR_PLAYING_MUSIC;
  } else if (strcmp (state, "finished") == 0 || strcmp (state, "stopped") == 0 || strcmp (state, "failed") == 0) {
    self->playing = EAR_PLAYING_NOTHING;
  }
}

static void
set_condition (EarState      *self,
               EarConditions  condition,
               gboolean       holds)
{
  self->conditions = holds ? self->conditions | condition : self->conditions & ~condition;
}

static void
apply_adjusted (EarState       *self,
                const EarEvent *event)
{
  static const struct { const char *setting, *value; EarConditions condition; } conditions[] = {
    { "do-not-disturb", "on", EAR_CONDITION_QUIET },
    { "bluetooth", "pairing", EAR_CONDITION_PAIRING },
    { "connection", "lost", EAR_CONDITION_OFFLINE },
    { "setup", "begun", EAR_CONDITION_SETUP },
  };
  const char *value = event->adjusted.value ? event->adjusted.value : "";

  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (g_strcmp0 (event->adjusted.setting, conditions[i].setting) == 0)
      set_condition (self, conditions[i].condition, strcmp (value, conditions[i].value) == 0);

  if (g_strcmp0 (event->adjusted.setting, "volume") == 0) {
    self->volume = CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 10);
    self->adjusted_at = event->at;
  } else if (g_strcmp0 (event->adjusted.setting, "mic") == 0) {
    self->mic_off = strcmp (value, "off") == 0;
  }
}

static void
apply_pressed (EarState         *self,
               const EarPressed *pressed)
{
  if (g_strcmp0 (pressed->button, "action") == 0)
    set_condition (self, EAR_CONDITION_HELD, g_strcmp0 (pressed->value, "held") == 0);
}

static void
apply_called (EarState        *self,
              const EarCalled *called)
{
  set_condition (self, EAR_CONDITION_CALLED, g_strcmp0 (called->state, "incoming") == 0);
  set_condition (self, EAR_CONDITION_IN_CALL, g_strcmp0 (called->state, "active") == 0);
}

/* Ids are words, which a state does not hold. */
static gint64
key_of (const char *id)
{
  return id ? g_str_hash (id) : 0;
}

static void
drop_timer (EarState   *self,
            const char *id)
{
  for (guint i = 0; i < self->n_timers; i++)
    if (self->timers[i].key == key_of (id)) {
      self->n_timers--;
      memmove (&self->timers[i], &self->timers[i + 1], (self->n_timers - i) * sizeof *self->timers);
      self->timers[self->n_timers] = (EarRunningTimer) { 0 };
      return;
    }
}

static void
insert_timer (EarState        *self,
              EarRunningTimer  timer)
{
  guint at = 0;

  while (at < self->n_timers && self->timers[at].due <= timer.due)
    at++;
  if (at == EAR_MAX_RUNNING_TIMERS)
    return;

  self->n_timers = MIN (self->n_timers + 1, EAR_MAX_RUNNING_TIMERS);
  memmove (&self->timers[at + 1], &self->timers[at], (self->n_timers - 1 - at) * sizeof *self->timers);
  self->timers[at] = timer;
}

/* A timer that is moved runs for as much longer. Sums wrap: a hostile tape may hold any time. */
static void
apply_rescheduled (EarState         *self,
                   const EarAlerted *alerted)
{
  for (guint i = 0; i < self->n_timers; i++)
    if (self->timers[i].key == key_of (alerted->id)) {
      EarRunningTimer timer = self->timers[i];

      drop_timer (self, alerted->id);
      timer.span = MAX ((gint64) ((guint64) timer.span + (guint64) alerted->due - (guint64) timer.due), 0);
      timer.due = alerted->due;
      insert_timer (self, timer);
      return;
    }
}

static EarAlertKind
kind_of (const char *kind)
{
  return g_strcmp0 (kind, "timer") == 0 ? EAR_ALERT_KIND_TIMER :
         g_strcmp0 (kind, "reminder") == 0 ? EAR_ALERT_KIND_REMINDER : EAR_ALERT_KIND_ALARM;
}

static void
apply_rang (EarState       *self,
            const EarEvent *event)
{
  self->n_ringing++;
  drop_timer (self, event->alerted.id);
  if (self->last.rang == 0) {
    self->last.rang = self->n_events;
    self->rings = kind_of (event->alerted.kind);
  }
  if (self->phase == EAR_PHASE_IDLE)
    enter (self, EAR_PHASE_RINGING, event);
}

static void
apply_hushed (EarState       *self,
              const EarEvent *event)
{
  self->n_ringing = MAX (self->n_ringing - 1, 0);
  if (self->n_ringing == 0) {
    self->last.rang = 0;
    self->rings = EAR_ALERT_KIND_NONE;
  }
  if (self->phase == EAR_PHASE_RINGING)
    rest (self, event);
}

/**
 * ear_state_apply:
 * @self: the state before
 * @event: what happened
 *
 * The fold. Pure: it reads no clock, rolls no dice and touches nothing but @self.
 */
void
ear_state_apply (EarState       *self,
                 const EarEvent *event)
{
  guint position = ++self->n_events;

  self->turn = MAX (self->turn, event->turn);

  switch (event->type) {
  case EAR_EVENT_OPENED:
    self->session_open = TRUE;
    self->last.opened = position;
    self->last.expected = self->last.said = self->last.understood = self->last.heard = 0;
    self->n_lapses = self->n_queued = self->n_steps = 0;
    break;
  case EAR_EVENT_CLOSED:
    self->session_open = FALSE;
    self->last.expected = 0;
    self->n_steps = 0;
    rest (self, event);
    break;
  case EAR_EVENT_WOKEN:
    self->last.woken = position;
    self->direction = event->woken.direction;
    enter (self, EAR_PHASE_LISTENING, event);
    break;
  case EAR_EVENT_HEARD:
    self->last.heard = position;
    self->n_lapses = 0;
    enter (self, EAR_PHASE_THINKING, event);
    break;
  case EAR_EVENT_LAPSED:
    self->n_lapses++;
    enter (self, EAR_PHASE_THINKING, event);
    break;
  case EAR_EVENT_UNDERSTOOD:
    self->last.understood = position;
    self->last.expected = 0;
    self->n_queued = 0;
    /* A step of a routine, which nobody said. */
    if (self->phase == EAR_PHASE_IDLE && self->session_open)
      enter (self, EAR_PHASE_THINKING, event);
    break;
  case EAR_EVENT_SAID:
    self->last.said = position;
    enter (self, EAR_PHASE_SPEAKING, event);
    break;
  case EAR_EVENT_SPOKEN:
    if (self->phase == EAR_PHASE_SPEAKING) {
      if (self->last.expected != 0 && !event->spoken.interrupted)
        enter (self, EAR_PHASE_EXPECTING, event);
      else
        rest (self, event);
    }
    break;
  case EAR_EVENT_EXPECTED:
    self->last.expected = position;
    break;
  case EAR_EVENT_FAILED:
    if (self->phase == EAR_PHASE_THINKING)
      enter (self, EAR_PHASE_ERROR, event);
    break;
  case EAR_EVENT_QUEUED:
    self->n_queued++;
    break;
  case EAR_EVENT_PLAYED:
    self->last.played = position;
    self->n_queued = MAX (self->n_queued - 1, 0);
    self->playing = g_strcmp0 (event->played.kind, "advert") == 0 ? EAR_PLAYING_ADVERT : EAR_PLAYING_MUSIC;
    break;
  case EAR_EVENT_PLAYBACK:
    apply_playback (self, event);
    break;
  case EAR_EVENT_ADJUSTED:
    apply_adjusted (self, event);
    break;
  case EAR_EVENT_PRESSED:
    apply_pressed (self, &event->pressed);
    break;
  case EAR_EVENT_SCHEDULED:
    if (g_strcmp0 (event->scheduled.kind, "timer") == 0)
      insert_timer (self, (EarRunningTimer) { event->scheduled.due, event->scheduled.span_us, key_of (event->scheduled.id) });
    break;
  case EAR_EVENT_RESCHEDULED:
    apply_rescheduled (self, &event->alerted);
    break;
  case EAR_EVENT_UNSCHEDULED:
  case EAR_EVENT_MISSED:
    drop_timer (self, event->alerted.id);
    break;
  case EAR_EVENT_RANG:
    apply_rang (self, event);
    break;
  case EAR_EVENT_SNOOZED:
  case EAR_EVENT_HUSHED:
    apply_hushed (self, event);
    break;
  case EAR_EVENT_NOTIFIED:
    self->n_notified++;
    break;
  case EAR_EVENT_READ:
    self->n_notified = MAX (self->n_notified - 1, 0);
    break;
  case EAR_EVENT_CALLED:
    apply_called (self, &event->called);
    break;
  case EAR_EVENT_PLANNED:
    self->n_steps = CLAMP (event->planned.count, 0, G_MAXINT32);
    break;
  case EAR_EVENT_STEPPED:
    self->n_steps = CLAMP (event->planned.count, 0, G_MAXINT32);
    if (self->phase != EAR_PHASE_LISTENING)
      rest (self, event);
    break;
  case EAR_EVENT_NEARLY_WOKEN:
  case EAR_EVENT_ASKED:
  case EAR_EVENT_ANSWERED:
  case EAR_EVENT_SENSED:
  case EAR_EVENT_TICKED:
  case EAR_EVENT_BOOKMARKED:
  case EAR_EVENT_LISTED:
  case EAR_EVENT_ORDERED:
  case EAR_EVENT_SUBSCRIBED:
  case EAR_EVENT_CHARGED:
  case EAR_EVENT_ERRED:
    break;
  case EAR_N_EVENTS:
  default:
    g_assert_not_reached ();
  }
}
