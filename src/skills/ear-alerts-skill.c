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
 * @kind: alarm or timer
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
 * @label: (nullable): what the customer calls it
 * @span: µs, of a timer
 */
void
ear_alerts_schedule (const EarScene *scene,
                     EarWishes      *wishes,
                     const char     *kind,
                     const char     *label,
                     gint64          due,
                     gint64          span)
{
  g_autofree char *id = g_strdup_printf ("alert-%u", ear_household_get_n_scheduled (scene->household) + 1);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = { .id = id, .kind = kind, .label = label, .due = due, .span_us = span },
  });
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
    { "timer.set", ear_timers_set },
    { "timer.list", ear_timers_list },
    { "timer.cancel", ear_timers_cancel },
    { "AMAZON.NoIntent", keep },
    { "AMAZON.CancelIntent", keep },
    { "AMAZON.StopIntent", keep },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_alerts_skill_get_id;
  iface->meet = ear_alerts_skill_meet;
}
