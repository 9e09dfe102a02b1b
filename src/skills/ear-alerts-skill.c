/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"
#include "skills/ear-builtin-skills.h"

#include <string.h>

EAR_DEFINE_SKILL (EarAlertsSkill, ear_alerts_skill)

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const EarAlert *first = *(const EarAlert *const *) a;
  const EarAlert *second = *(const EarAlert *const *) b;

  return (first->due > second->due) - (first->due < second->due);
}

/**
 * ear_alerts_list:
 * @kind: alarm, timer, reminder or sleep
 *
 * Returns: (transfer container) (element-type EarAlert): those of the household, the next one first
 */
GPtrArray *
ear_alerts_list (const EarScene *scene,
                 const char     *kind)
{
  GPtrArray *all = ear_household_get_alerts (scene->household);
  GPtrArray *alerts = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const EarAlert *alert = g_ptr_array_index (all, i);

    if (g_strcmp0 (alert->kind, kind) == 0)
      g_ptr_array_add (alerts, (gpointer) alert);
  }
  g_ptr_array_sort (alerts, compare_due);

  return alerts;
}

/**
 * ear_alerts_schedule:
 * @scheduled: all but its id
 */
void
ear_alerts_schedule (const EarScene *scene,
                     EarWishes      *wishes,
                     EarScheduled    scheduled)
{
  g_autofree char *id = g_strdup_printf ("alert-%u", ear_household_get_n_scheduled (scene->household) + 1);

  scheduled.id = id;
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = scheduled });
}

/**
 * ear_alerts_unschedule:
 * @alerts: (element-type EarAlert): what to cancel; what rings already is hushed
 */
void
ear_alerts_unschedule (const EarScene *scene,
                       EarWishes      *wishes,
                       GPtrArray      *alerts)
{
  gboolean hushed = FALSE;

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    gboolean rings = alert->state == EAR_ALERT_RINGING;

    ear_wishes_note (wishes, &(EarEvent) {
      .type = rings ? EAR_EVENT_HUSHED : EAR_EVENT_UNSCHEDULED,
      .alerted = { .id = alert->id },
    });
    hushed = hushed || rings;
  }

  if (hushed)
    ear_wishes_add (wishes, EAR_WISH_HUSH);
}

static gint64
get_unit (char     unit,
          gboolean in_time)
{
  switch (unit) {
  case 'S':
    return in_time ? G_TIME_SPAN_SECOND : 0;
  case 'M':
    return in_time ? G_TIME_SPAN_MINUTE : 30 * G_TIME_SPAN_DAY;
  case 'H':
    return in_time ? G_TIME_SPAN_HOUR : 0;
  case 'D':
    return in_time ? 0 : G_TIME_SPAN_DAY;
  case 'W':
    return in_time ? 0 : 7 * G_TIME_SPAN_DAY;
  case 'Y':
    return in_time ? 0 : 365 * G_TIME_SPAN_DAY;
  default:
    return 0;
  }
}

/**
 * ear_alerts_read_span:
 * @text: (nullable): a duration of ISO 8601, "PT1H30M"
 *
 * Returns: µs, at most a century; 0 where it is no duration
 */
gint64
ear_alerts_read_span (const char *text)
{
  const gint64 limit = 36500 * G_TIME_SPAN_DAY;
  gboolean in_time = FALSE;
  gint64 span = 0;

  if (text == NULL || *text != 'P')
    return 0;

  for (const char *p = text + 1; *p; p++) {
    gint64 number, unit;
    char *end;

    if (*p == 'T' && !in_time) {
      in_time = TRUE;
      continue;
    }
    number = g_ascii_isdigit (*p) ? g_ascii_strtoll (p, &end, 10) : -1;
    if (number < 0 || (unit = get_unit (*end, in_time)) == 0)
      return 0;
    span = number > limit / unit ? limit : MIN (span + number * unit, limit);
    p = end;
  }

  return span;
}

static void
keep (const EarScene *scene,
      EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "alerts.kept", NULL);
}

static const char *
ear_alerts_skill_get_id (EarSkill *skill)
{
  return "alerts";
}

static void
ear_alerts_skill_meet (EarSkill       *skill,
                       const EarScene *scene,
                       EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "alarm.set", ear_alarms_set },
    { "alarm.list", ear_alarms_list },
    { "alarm.cancel", ear_alarms_cancel },
    { "alarm.snooze", ear_alarms_snooze },
    { "alarm.volume", ear_alarms_set_volume },
    { "timer.set", ear_timers_set },
    { "timer.backward", ear_timers_refuse_backward },
    { "timer.list", ear_timers_list },
    { "timer.cancel", ear_timers_cancel },
    { "timer.extend", ear_timers_extend },
    { "sleep.set", ear_timers_set_sleep },
    { "sleep.cancel", ear_timers_cancel_sleep },
    { "reminder.set", ear_reminders_set },
    { "reminder.list", ear_reminders_list },
    { "reminder.cancel", ear_reminders_cancel },
    { "alerts.announce", ear_alerts_announce },
    { "alerts.missed", ear_alerts_miss },
    { "alerts.unheard", ear_alerts_give_up },
    { "AMAZON.NoIntent", keep },
    { "AMAZON.CancelIntent", keep },
    { "AMAZON.StopIntent", keep },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

/* The sound that somebody wished to be woken with has come. Without it the chime goes on. */
static void
ear_alerts_skill_answer (EarSkill        *skill,
                         const EarScene  *scene,
                         const EarAnswer *answer,
                         const EarFailed *failure,
                         EarWishes       *wishes)
{
  const EarAlert *ringing = ear_household_peek_ringing (scene->household);
  const EarTrack *track = answer != NULL && answer->kind == EAR_ANSWER_TRACKS ? ear_answer_peek (answer, 0) : NULL;
  gboolean paid = ear_household_has_plan (scene->household, "music");

  if (ringing == NULL || track == NULL || track->url == NULL)
    return;

  ear_wishes_ring_with (wishes, ringing->kind, track->url);
  ear_wishes_charge (wishes, paid ? "music.track-paid" : "music.track-free", 1, 0, track->title);
}

static void
ear_alerts_skill_follow (EarSkill       *skill,
                         const EarScene *scene,
                         EarWishes      *wishes)
{
  ear_alerts_confess (scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_alerts_skill_get_id;
  iface->meet = ear_alerts_skill_meet;
  iface->answer = ear_alerts_skill_answer;
  iface->follow = ear_alerts_skill_follow;
}
