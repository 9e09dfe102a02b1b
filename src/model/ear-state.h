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
  EarPositions last;
  gint64       since;
  gint64       adjusted_at;
  double       direction;
} EarState;

/* A gap between members would make memcmp() compare what was never written. */
G_STATIC_ASSERT (sizeof (EarState) == 10 * sizeof (gint32) + sizeof (EarPositions) + 3 * sizeof (gint64));

#define EAR_STATE_INIT { .volume = 5 }

void        ear_state_apply         (EarState       *self,
                                     const EarEvent *event);
const char *ear_phase_to_name       (EarPhase        phase);

G_END_DECLS
