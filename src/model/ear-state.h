/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

G_BEGIN_DECLS

/**
 * EarPhase:
 * @EAR_PHASE_IDLE: waits for the wake word; music may play
 * @EAR_PHASE_LISTENING: the microphone is open
 * @EAR_PHASE_THINKING: understanding, or waiting for a service
 * @EAR_PHASE_SPEAKING: answers
 * @EAR_PHASE_EXPECTING: the microphone is open without a wake word, for a reply
 * @EAR_PHASE_RINGING: an alarm or a timer rings
 * @EAR_PHASE_ERROR: could not answer
 *
 * Where in a conversation the device is.
 */
typedef enum {
  EAR_PHASE_IDLE,
  EAR_PHASE_LISTENING,
  EAR_PHASE_THINKING,
  EAR_PHASE_SPEAKING,
  EAR_PHASE_EXPECTING,
  EAR_PHASE_RINGING,
  EAR_PHASE_ERROR,
} EarPhase;

/**
 * EarPlaying:
 *
 * What the player does.
 */
typedef enum {
  EAR_PLAYING_NOTHING,
  EAR_PLAYING_MUSIC,
  EAR_PLAYING_ADVERT,
  EAR_PLAYING_PAUSED,
} EarPlaying;

/**
 * EarConditions:
 * @EAR_CONDITION_QUIET: do not disturb: notifications and announcements wait, alerts and answers do not
 * @EAR_CONDITION_PAIRING: can be found by Bluetooth
 * @EAR_CONDITION_OFFLINE: the connection is lost
 * @EAR_CONDITION_SETUP: is being set up
 * @EAR_CONDITION_HELD: a finger rests on the action button
 * @EAR_CONDITION_CALLED: a call comes in
 * @EAR_CONDITION_IN_CALL: a call is going on
 *
 * What is true of the device beside the conversation.
 */
typedef enum {
  EAR_CONDITION_QUIET = 1 << 0,
  EAR_CONDITION_PAIRING = 1 << 1,
  EAR_CONDITION_OFFLINE = 1 << 2,
  EAR_CONDITION_SETUP = 1 << 3,
  EAR_CONDITION_HELD = 1 << 4,
  EAR_CONDITION_CALLED = 1 << 5,
  EAR_CONDITION_IN_CALL = 1 << 6,
} EarConditions;

/**
 * EarAlertKind:
 *
 * What rings.
 */
typedef enum {
  EAR_ALERT_KIND_NONE,
  EAR_ALERT_KIND_ALARM,
  EAR_ALERT_KIND_TIMER,
  EAR_ALERT_KIND_REMINDER,
} EarAlertKind;

/**
 * EAR_MAX_RUNNING_TIMERS:
 *
 * How many running timers a state holds; the ring shows the one that is due first. More may run: the household has all.
 */
#define EAR_MAX_RUNNING_TIMERS 8

/* The timer that is due first comes first; what is not used is zero. */
typedef struct {
  gint64 due;                   /* µs since 1970 */
  gint64 span;                  /* µs */
  gint64 key;                   /* hash of its id */
} EarRunningTimer;

/* Positions are counted from 1; 0 is none. */
typedef struct {
  guint32 opened;
  guint32 woken;
  guint32 heard;
  guint32 understood;
  guint32 said;
  guint32 expected;             /* while a reply is wanted */
  guint32 played;
  guint32 rang;                 /* the first alert that rings */
} EarPositions;

/**
 * EarState:
 * @n_events: events folded so far
 * @turn: the current turn
 * @session_open: whether a session is open
 * @volume: 0–10
 * @mic_off: whether the microphone is cut off
 * @n_ringing: alerts that ring
 * @n_lapses: times nobody answered since the last reply
 * @n_queued: what waits to be played
 * @n_notified: notifications that wait to be read
 * @n_steps: steps of a routine that are left
 * @conditions: what else is true, #EarConditions
 * @rings: what the first alert that rings is
 * @n_timers: timers that run, at most %EAR_MAX_RUNNING_TIMERS
 * @timers: these, the next first
 * @last: positions of the last events of some kinds
 * @since: when the phase began, µs since 1970
 * @adjusted_at: when the volume last changed
 * @direction: where the talker is, degrees clockwise from the front
 *
 * The device at one moment. A plain value: copy it with `=`, compare it with memcmp(). It holds positions on the tape,
 * never words.
 */
typedef struct {
  EarPhase     phase;
  EarPlaying   playing;
  guint32      n_events;
  guint32      turn;
  gint32       session_open;
  gint32       volume;
  gint32       mic_off;
  gint32       n_ringing;
  gint32       n_lapses;
  gint32       n_queued;
  gint32       n_notified;
  gint32       n_steps;
  guint32      conditions;
  EarAlertKind rings;
  guint32      n_timers;
  gint32       unused;
  EarPositions last;
  EarRunningTimer timers[EAR_MAX_RUNNING_TIMERS];
  gint64       since;
  gint64       adjusted_at;
  double       direction;
} EarState;

/* A gap between members would make memcmp() compare what was never written. */
G_STATIC_ASSERT (sizeof (EarState) == 16 * sizeof (gint32) + sizeof (EarPositions) +
                 EAR_MAX_RUNNING_TIMERS * sizeof (EarRunningTimer) + 3 * sizeof (gint64));

#define EAR_STATE_INIT { .volume = 5 }

void        ear_state_apply         (EarState       *self,
                                     const EarEvent *event);
const char *ear_phase_to_name       (EarPhase        phase);

G_END_DECLS
