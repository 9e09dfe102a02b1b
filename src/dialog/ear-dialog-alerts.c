/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

#include "dialog/ear-calendar.h"

#include <string.h>

/* The time for something has come, or has been set, or has moved elsewhere. */

/* Who has the words for it. */
#define SKILL "alerts"

static gboolean
is_quiet (const EarAlert *alert)
{
  return strcmp (alert->kind, "sleep") == 0 || strcmp (alert->kind, "quiet") == 0;
}

static gboolean
is_due (const EarMoment *moment,
        const EarAlert  *alert)
{
  return alert->state != EAR_ALERT_RINGING && alert->due <= moment->now;
}

static void
note_alert (EarWishes      *wishes,
            EarEventType    type,
            const EarAlert *alert,
            gint64          due)
{
  const char *kind = type == EAR_EVENT_RANG ? alert->kind : NULL;

  ear_wishes_note (wishes, &(EarEvent) { .type = type, .alerted = { .id = alert->id, .due = due, .kind = kind } });
}

static void
meet_alerts (EarDialog       *self,
             const EarMoment *moment,
             const char      *intent,
             EarWishes       *wishes)
{
  if (ear_dialog_find_skill (self, SKILL) != NULL)
    ear_dialog_meet (self, moment, SKILL, intent, wishes);
}

/* Its next time by the calendar, or it is over for good. */
static void
move_on (const EarMoment *moment,
         const EarAlert  *alert,
         EarWishes       *wishes)
{
  gint64 next = alert->recurrence ? ear_calendar_next (alert->wall, alert->recurrence, moment->timezone, moment->now) : EAR_CALENDAR_NEVER;

  note_alert (wishes, next == EAR_CALENDAR_NEVER ? EAR_EVENT_UNSCHEDULED : EAR_EVENT_RESCHEDULED, alert,
              next == EAR_CALENDAR_NEVER ? 0 : next);
}

/* What recurs was hushed or missed: the household keeps it without a time. */
void
ear_dialog_decide_over (const EarMoment *moment,
                        EarWishes       *wishes)
{
  const EarAlert *alert = ear_household_find_alert (moment->household, ear_dialog_peek_latest (moment)->alerted.id);

  if (alert != NULL && alert->recurrence != NULL && alert->due == G_MAXINT64)
    move_on (moment, alert, wishes);
}

/* Nobody came for a quarter of an hour. */
static void
hush_alerts (EarDialog       *self,
             const EarMoment *moment,
             EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);

  meet_alerts (self, moment, "alerts.unheard", wishes);
  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      note_alert (wishes, EAR_EVENT_HUSHED, alert, 0);
  }

  ear_wishes_add (wishes, EAR_WISH_HUSH);
  if (moment->state->session_open)
    ear_dialog_close_session (wishes, "lapsed");
}

/* What does not ring is done, however late: who wanted quiet at ten wants it at midnight too. The music of yesterday is over. */
static void
do_quietly (const EarMoment *moment,
            const EarAlert  *alert,
            EarWishes       *wishes)
{
  const char *value = g_strcmp0 (alert->label, "off") == 0 ? "off" : "on";

  if (strcmp (alert->kind, "quiet") == 0)
    ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", value } });
  else if (moment->state->playing != EAR_PLAYING_NOTHING && !ear_alert_is_stale (alert, moment->now))
    ear_wishes_add (wishes, EAR_WISH_FADE);

  move_on (moment, alert, wishes);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const EarAlert *first = *(const EarAlert *const *) a, *second = *(const EarAlert *const *) b;

  return (first->due > second->due) - (first->due < second->due);
}

static GPtrArray *
list_due (const EarMoment *moment)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);
  GPtrArray *due = g_ptr_array_new ();

  for (guint i = 0; i < alerts->len; i++)
    if (is_due (moment, g_ptr_array_index (alerts, i)))
      g_ptr_array_add (due, g_ptr_array_index (alerts, i));
  g_ptr_array_sort (due, compare_due);

  return due;
}

/* The chime begins at once and works without any service; what the customer wished for takes over when it has come. */
static void
ask_for_sound (EarDialog       *self,
               const EarMoment *moment,
               const EarAlert  *alert,
               EarWishes       *wishes)
{
  guint from = wishes->len;

  ear_wishes_ask (wishes, EAR_SERVICE_MUSIC, &(EarQuestion) {
    .operation = "search",
    .locale = self->locale,
    .text = alert->sound,
    .now = moment->now,
    .seed = ear_dice_draw (moment->dice, moment->state->turn, "alert-sound") >> 1,
  });
  ear_dialog_sign_questions (wishes, from, SKILL);
}

static gboolean
is_talking (EarPhase phase)
{
  return phase != EAR_PHASE_IDLE && phase != EAR_PHASE_RINGING;
}

/* All that is due now rings as one: one session, one sound, one "stop" for all of it. */
static void
ring (EarDialog       *self,
      const EarMoment *moment,
      GPtrArray       *loud,
      EarWishes       *wishes)
{
  const EarAlert *with_sound = NULL;

  if (!moment->state->session_open)
    ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "alert" } });

  ear_wishes_ring (wishes, ((const EarAlert *) g_ptr_array_index (loud, 0))->kind);
  for (guint i = 0; i < loud->len; i++) {
    const EarAlert *alert = g_ptr_array_index (loud, i);

    note_alert (wishes, EAR_EVENT_RANG, alert, 0);
    if (with_sound == NULL && alert->sound != NULL)
      with_sound = alert;
  }

  if (with_sound != NULL)
    ask_for_sound (self, moment, with_sound, wishes);
  if (!is_talking (moment->state->phase))
    meet_alerts (self, moment, "alerts.announce", wishes);
}

static void
decide_due (EarDialog       *self,
            const EarMoment *moment,
            EarWishes       *wishes)
{
  g_autoptr (GPtrArray) due = list_due (moment);
  g_autoptr (GPtrArray) loud = g_ptr_array_new ();
  gboolean missed = FALSE;

  for (guint i = 0; i < due->len; i++) {
    const EarAlert *alert = g_ptr_array_index (due, i);

    if (is_quiet (alert))
      do_quietly (moment, alert, wishes);
    else if (!ear_alert_is_stale (alert, moment->now))
      g_ptr_array_add (loud, (gpointer) alert);
    else
      missed = TRUE;
  }

  /* Before they are noted, for then those that do not come again are forgotten. */
  if (missed)
    meet_alerts (self, moment, "alerts.missed", wishes);
  for (guint i = 0; i < due->len; i++) {
    const EarAlert *alert = g_ptr_array_index (due, i);

    if (!is_quiet (alert) && ear_alert_is_stale (alert, moment->now))
      note_alert (wishes, EAR_EVENT_MISSED, alert, 0);
  }
  if (loud->len > 0)
    ring (self, moment, loud, wishes);
}

/* Another zone has another seven o'clock. What was snoozed sleeps on, and timers have no wall. What recurs and is where it should
 * be by the calendar stays, even if it is overdue.
 */
static void
follow_zone (const EarMoment *moment,
             EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    gint64 due;

    if (alert->wall == NULL || alert->state != EAR_ALERT_SET)
      continue;

    due = alert->recurrence && alert->due > G_MININT64
            ? ear_calendar_next (alert->wall, alert->recurrence, moment->timezone, alert->due - 1)
            : ear_calendar_resolve (alert->wall, moment->timezone);
    if (due == alert->due)
      continue;
    if (alert->recurrence)
      due = ear_calendar_next (alert->wall, alert->recurrence, moment->timezone, moment->now);
    if (due != EAR_CALENDAR_NEVER)
      note_alert (wishes, EAR_EVENT_RESCHEDULED, alert, due);
  }
}

/* Somebody set the clock: what follows the hourglass goes along. */
static void
follow_shift (const EarMoment *moment,
              gint64           shift,
              EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    gboolean counts = alert->state == EAR_ALERT_SNOOZED || (alert->state == EAR_ALERT_SET && alert->wall == NULL && alert->span > 0);

    if (counts)
      note_alert (wishes, EAR_EVENT_RESCHEDULED, alert, (gint64) ((guint64) alert->due + (guint64) shift));
  }
}

/* The longest shift that makes sense; a hostile tape may hold any. */
#define MAX_SHIFT (36500 * G_TIME_SPAN_DAY)

void
ear_dialog_follow_clock (const EarMoment *moment,
                         EarWishes       *wishes)
{
  const EarSensed *sensed = &ear_dialog_peek_latest (moment)->sensed;
  gint64 shift = 0;

  if (g_strcmp0 (sensed->what, "timezone") == 0)
    follow_zone (moment, wishes);
  else if (g_strcmp0 (sensed->what, "clock") == 0 && sensed->value != NULL &&
           g_ascii_string_to_signed (sensed->value, 10, -MAX_SHIFT, MAX_SHIFT, &shift, NULL))
    follow_shift (moment, shift, wishes);
}

void
ear_dialog_decide_ticked (EarDialog       *self,
                          const EarMoment *moment,
                          EarWishes       *wishes)
{
  const char *reason = ear_dialog_peek_latest (moment)->ticked.reason;

  if (g_strcmp0 (reason, "enough") == 0) {
    hush_alerts (self, moment, wishes);
    return;
  }

  /* The device may have travelled while it was off; what is still due then ticks again. */
  if (g_strcmp0 (reason, "start") == 0)
    follow_zone (moment, wishes);
  if (wishes->len == 0)
    decide_due (self, moment, wishes);
}

/* An announcement is what the skill said in a session in which nobody had asked for anything. */
static gboolean
was_announced (const EarMoment *moment)
{
  for (guint i = ear_tape_get_length (moment->tape); i >= moment->state->last.rang && i > 0; i--) {
    const EarEvent *event = ear_tape_peek (moment->tape, i);

    if (event->type == EAR_EVENT_SAID && g_strcmp0 (event->said.skill, SKILL) == 0 &&
        ear_tape_get_state (moment->tape, i).last.understood == 0)
      return TRUE;
  }

  return FALSE;
}

/* What began to ring while somebody talked has its say when they are done. */
void
ear_dialog_announce_later (EarDialog       *self,
                           const EarMoment *moment,
                           EarWishes       *wishes)
{
  gboolean quits = g_strcmp0 (ear_dialog_peek_latest (moment)->closed.reason, "quit") == 0;
  g_autoptr (EarWishes) words = ear_wishes_new ();

  if (quits || moment->state->n_ringing == 0 || moment->state->last.rang == 0 || was_announced (moment))
    return;

  meet_alerts (self, moment, "alerts.announce", words);
  if (words->len == 0)
    return;

  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "alert" } });
  g_ptr_array_extend_and_steal (wishes, g_steal_pointer (&words));
}
