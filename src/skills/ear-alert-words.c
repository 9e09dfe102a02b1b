/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include <string.h>

/* What happened to alerts while nobody asked, in words. What cannot be said at once waits as a notification. */

/* So many are named when they begin to ring. */
#define MAX_ANNOUNCED 3

/* The notifications of this skill; it tells them by itself. */
#define PREFIX "missed-"

#define RINGING_SPAN (15 * G_TIME_SPAN_MINUTE)

static gboolean
is_loud (const EarAlert *alert)
{
  return strcmp (alert->kind, "sleep") != 0 && strcmp (alert->kind, "quiet") != 0;
}

static gboolean
rings (const EarScene *scene,
       const EarAlert *alert)
{
  return alert->state == EAR_ALERT_RINGING ||
         (is_loud (alert) && alert->due <= scene->now && !ear_alert_is_stale (alert, scene->now));
}

static gboolean
is_ringing (const EarScene *scene,
            const EarAlert *alert)
{
  return alert->state == EAR_ALERT_RINGING;
}

static gboolean
is_missed (const EarScene *scene,
           const EarAlert *alert)
{
  return is_loud (alert) && alert->state != EAR_ALERT_RINGING && ear_alert_is_stale (alert, scene->now);
}

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const EarAlert *first = *(const EarAlert *const *) a, *second = *(const EarAlert *const *) b;

  return (first->due > second->due) - (first->due < second->due);
}

static GPtrArray *
list_those (const EarScene *scene,
            gboolean      (*wanted)(const EarScene *scene,
                                    const EarAlert *alert))
{
  GPtrArray *all = ear_household_get_alerts (scene->household);
  GPtrArray *alerts = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (wanted (scene, g_ptr_array_index (all, i)))
      g_ptr_array_add (alerts, g_ptr_array_index (all, i));
  g_ptr_array_sort (alerts, compare_due);

  return alerts;
}

static char *
dup_label (const EarScene *scene,
           const EarAlert *alert)
{
  return strcmp (alert->kind, "reminder") == 0 ? ear_reminders_turn (scene, alert->label) : g_strdup (alert->label);
}

/* "Your pasta timer is done." */
static void
announce (const EarScene *scene,
          const EarAlert *alert,
          GString        *ssml)
{
  g_autofree char *prompt = g_strconcat ("ringing.", alert->kind, NULL);
  g_autofree char *label = alert->label ? dup_label (scene, alert) : NULL;
  g_autofree char *words = NULL;

  if (label == NULL || *label == '\0' || !ear_tools_has_prompt (scene, prompt))
    return;

  words = ear_scene_render (scene, prompt, "label", label, NULL);
  g_string_append_printf (ssml, "%s%s", ssml->len > 0 ? " " : "", words);
}

/**
 * ear_alerts_announce:
 *
 * Names what begins to ring, as far as it has a name.
 */
void
ear_alerts_announce (const EarScene *scene,
                     EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alerts = list_those (scene, rings);
  g_autoptr (GString) ssml = g_string_new (NULL);

  for (guint i = 0; i < MIN (alerts->len, MAX_ANNOUNCED); i++)
    announce (scene, g_ptr_array_index (alerts, i), ssml);
  if (ssml->len > 0)
    ear_tools_say (scene, wishes, ssml->str);
}

/* "your alarm at seven a.m." */
static char *
describe (const EarScene *scene,
          const EarAlert *alert)
{
  g_autofree char *label = alert->label && *alert->label ? dup_label (scene, alert) : NULL;
  g_autofree char *plain = g_strconcat ("what.", alert->kind, NULL);
  g_autofree char *named = g_strconcat (plain, "-named", NULL);
  const char *prompt = label ? named : ear_tools_has_prompt (scene, plain) ? plain : "what.alarm";
  g_autofree char *day = ear_tools_dup_day (scene, alert->due);
  g_autofree char *time = ear_tools_dup_time (scene, alert->due);
  g_autofree char *ssml = ear_scene_render (scene, prompt, "label", label ? label : "", "day", day, "time", time, NULL);

  return ear_phrase_plain (ssml);
}

/* Says so later, when somebody is there to hear it. */
static void
leave_word (const EarScene *scene,
            EarWishes      *wishes,
            const char     *prompt,
            GPtrArray      *alerts)
{
  g_autofree char *id = g_strdup_printf (PREFIX "%u", ear_household_get_n_notified (scene->household) + 1);
  g_autofree char *span = ear_phrase_duration (scene->locale, RINGING_SPAN);
  g_autofree char *count = ear_tools_dup_number (scene, alerts->len);
  g_autofree char *many = g_strconcat (prompt, "-many", NULL);
  g_autofree char *what = NULL, *ssml = NULL, *text = NULL;

  if (alerts->len == 0)
    return;

  what = describe (scene, g_ptr_array_index (alerts, 0));
  ssml = ear_scene_render (scene, alerts->len > 1 ? many : prompt, "what", what, "count", count, "span", span, NULL);
  text = ear_phrase_plain (ssml);
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_NOTIFIED,
    .notified = { .id = id, .kind = "message", .text = text },
  });
}

/**
 * ear_alerts_miss:
 *
 * What was due while the device was off or asleep is about to be dropped.
 */
void
ear_alerts_miss (const EarScene *scene,
                 EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alerts = list_those (scene, is_missed);

  leave_word (scene, wishes, "missed", alerts);
}

/**
 * ear_alerts_give_up:
 *
 * What rings is about to be hushed, because nobody came.
 */
void
ear_alerts_give_up (const EarScene *scene,
                    EarWishes      *wishes)
{
  g_autoptr (GPtrArray) alerts = list_those (scene, is_ringing);

  leave_word (scene, wishes, "unheard", alerts);
}

/**
 * ear_alerts_confess:
 *
 * Somebody is there: tells them what they missed.
 */
void
ear_alerts_confess (const EarScene *scene,
                    EarWishes      *wishes)
{
  GPtrArray *notifications = ear_household_get_notifications (scene->household);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < notifications->len; i++) {
    const EarNotification *notification = g_ptr_array_index (notifications, i);

    if (!g_str_has_prefix (notification->id, PREFIX))
      continue;
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", notification->text);
    ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_READ, .notified = { .id = notification->id } });
  }

  if (text->len > 0) {
    g_autofree char *ssml = ear_scene_render (scene, "alerts.told", "text", text->str, NULL);

    ear_tools_say (scene, wishes, ssml);
  }
}
