/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

#include <string.h>

/* A routine is a turn of several steps: the session stays open from one to the next. What the customer says meanwhile is
 * the answer to a step that asked, or the end of the routine.
 */

#define END "end"

/* Returns: (nullable): the last event of that kind in this session, and its position */
static const EarEvent *
find_in_session (const EarMoment *moment,
                 EarEventType     type,
                 guint           *position)
{
  for (guint i = ear_tape_get_length (moment->tape); i > moment->state->last.opened; i--)
    if (ear_tape_peek (moment->tape, i)->type == type) {
      *position = i;
      return ear_tape_peek (moment->tape, i);
    }

  return NULL;
}

static void
note_step (const EarMoment *moment,
           gint64           left,
           const char      *steps,
           EarWishes       *wishes)
{
  guint position;
  const EarEvent *planned = find_in_session (moment, EAR_EVENT_PLANNED, &position);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_STEPPED,
    .planned = { .routine = planned ? planned->planned.routine : NULL, .steps = steps, .count = left },
  });
}

/* Somebody called the device while it went through a routine: that is the end of it, whatever comes. */
void
ear_dialog_leave_routine (const EarMoment *moment,
                          EarWishes       *wishes)
{
  if (moment->state->n_steps > 0)
    note_step (moment, 0, END, wishes);
}

/* "Stop" as the reply to what a step asked. A step that says "stop" itself means the music. */
static gboolean
was_told_to_stop (const EarMoment *moment)
{
  const EarEvent *understood = ear_tape_peek (moment->tape, moment->state->last.understood);
  guint position;

  return understood != NULL && (g_strcmp0 (understood->understood.intent, "AMAZON.StopIntent") == 0 ||
                                g_strcmp0 (understood->understood.intent, "AMAZON.CancelIntent") == 0) &&
         find_in_session (moment, EAR_EVENT_STEPPED, &position) != NULL && moment->state->last.heard > position;
}

/**
 * ear_dialog_end_turn:
 * @reason: of the session that ends, unless a routine goes on
 */
void
ear_dialog_end_turn (const EarMoment *moment,
                     const char      *reason,
                     EarWishes       *wishes)
{
  if (!moment->state->session_open)
    return;

  if (moment->state->n_steps > 0 && !was_told_to_stop (moment)) {
    note_step (moment, moment->state->n_steps - 1, NULL, wishes);
    return;
  }

  ear_dialog_leave_routine (moment, wishes);
  ear_dialog_close_session (wishes, reason);
}

void
ear_dialog_decide_planned (const EarMoment *moment,
                           EarWishes       *wishes)
{
  ear_dialog_end_turn (moment, "done", wishes);
}

static void
say_step (const char *text,
          EarWishes  *wishes)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *ssml = g_strconcat ("<speak>", escaped, "</speak>", NULL);

  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_SAID, .said = { .skill = "routines", .ssml = ssml, .text = text } });
}

/* The step that the last STEPPED began. */
static gboolean
read_step (const EarMoment *moment,
           EarStep         *step,
           guint           *position)
{
  const EarEvent *stepped = find_in_session (moment, EAR_EVENT_STEPPED, position);
  guint at;
  const EarEvent *planned = stepped ? find_in_session (moment, EAR_EVENT_PLANNED, &at) : NULL;
  gint64 index = planned ? planned->planned.count - 1 - stepped->planned.count : -1;

  *step = (EarStep) { 0 };

  return planned != NULL && at < *position && g_strcmp0 (stepped->planned.steps, END) != 0 && index >= 0 && index <= G_MAXINT32 &&
         ear_step_read (step, planned->planned.steps, index);
}

/* Begins the next step. What the step before queued without a word is played first. */
void
ear_dialog_decide_stepped (EarDialog       *self,
                           const EarMoment *moment,
                           EarWishes       *wishes)
{
  g_auto (EarStep) step = { 0 };
  guint position;

  if (g_strcmp0 (ear_dialog_peek_latest (moment)->planned.steps, END) == 0 || !moment->state->session_open)
    return;

  ear_dialog_play_queued (moment, wishes);
  if (!read_step (moment, &step, &position)) {
    ear_dialog_close_session (wishes, "done");
  } else if (step.kind == EAR_STEP_PAUSE) {
    ear_wishes_wait (wishes, "step", step.seconds * G_TIME_SPAN_SECOND);
  } else if (step.kind == EAR_STEP_SAY) {
    say_step (step.text, wishes);
  } else {
    ear_dialog_understand (self, moment, step.text, NULL, wishes);
    ear_wishes_charge (wishes, "voice.nlu", 1, 0, NULL);
  }
}

/* The pause is over, unless the customer ended it before. */
void
ear_dialog_decide_waited (const EarMoment *moment,
                          EarWishes       *wishes)
{
  g_auto (EarStep) step = { 0 };
  guint position = 0;

  if (moment->state->session_open && read_step (moment, &step, &position) && step.kind == EAR_STEP_PAUSE &&
      moment->state->last.understood < position)
    ear_dialog_end_turn (moment, "done", wishes);
}
