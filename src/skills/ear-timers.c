/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include <string.h>

#define MAX_SPAN G_TIME_SPAN_DAY

void
ear_timers_set (const EarScene *scene,
                EarWishes      *wishes)
{
  g_autofree char *text = ear_tools_dup_value (scene, "duration");
  g_autofree char *name = ear_tools_dup_value (scene, "name");
  gint64 span = ear_alerts_read_span (text);
  g_autofree char *duration = ear_phrase_duration (scene->locale, span);
  g_autofree char *limit = ear_phrase_duration (scene->locale, MAX_SPAN);
  g_autofree char *ssml = NULL;

  if (span <= 0) {
    ear_tools_elicit (scene, wishes, text ? "timer.zero" : "timer.how-long", "duration");
    return;
  }
  if (span > MAX_SPAN) {
    ssml = ear_scene_render (scene, "timer.too-long", "limit", limit, NULL);
    ear_tools_say (scene, wishes, ssml);
    return;
  }

  ear_alerts_schedule (scene, wishes, (EarScheduled) { .kind = "timer", .label = name, .due = scene->now + span, .span_us = span });
  if (name != NULL)
    ssml = ear_scene_render (scene, "timer.set-named", "duration", duration, "name", name, NULL);
  else
    ssml = ear_scene_render (scene, "timer.set", "duration", duration, NULL);
  ear_tools_say (scene, wishes, ssml);
}

/* "A timer for minus five minutes." */
void
ear_timers_refuse_backward (const EarScene *scene,
                            EarWishes      *wishes)
{
  g_autofree char *duration = ear_phrase_duration (scene->locale, ear_alerts_read_span (ear_scene_get_value (scene, "duration")));
  g_autofree char *ssml = ear_scene_render (scene, "timer.backward", "duration", duration, NULL);

  ear_tools_say (scene, wishes, ssml);
}

/* What is left is said in full seconds; nobody wants to hear of the rest. */
static char *
dup_left (const EarScene *scene,
          const EarAlert *timer)
{
  gint64 left = MAX (timer->due - scene->now, 0);

  return ear_phrase_duration (scene->locale, (left + G_TIME_SPAN_SECOND / 2) / G_TIME_SPAN_SECOND * G_TIME_SPAN_SECOND);
}

/* `prompt` has a sister "-named" for timers that have a name. */
static char *
render (const EarScene *scene,
        const char     *prompt,
        const EarAlert *timer)
{
  g_autofree char *named = g_strconcat (prompt, "-named", NULL);
  g_autofree char *left = dup_left (scene, timer);
  g_autofree char *duration = ear_phrase_duration (scene->locale, timer->span);

  if (timer->label != NULL)
    return ear_scene_render (scene, named, "name", timer->label, "left", left, "duration", duration, NULL);

  return ear_scene_render (scene, prompt, "left", left, "duration", duration, NULL);
}

static char *
dup_phrase_list (const EarScene *scene,
                 GPtrArray      *timers)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (timers->len, EAR_ALERTS_MAX_LISTED); i++) {
    g_autofree char *ssml = render (scene, "timer.item", g_ptr_array_index (timers, i));

    g_ptr_array_add (phrases, ear_phrase_plain (ssml));
  }

  return ear_phrase_list (scene->locale, phrases);
}

static gboolean
is_called (const EarScene *scene,
           const EarAlert *timer,
           const char     *name)
{
  g_autofree char *span = ear_phrase_duration (scene->locale, timer->span);
  g_autofree char *called = g_utf8_casefold (timer->label ? timer->label : span, -1);
  g_autofree char *wanted = g_utf8_casefold (name, -1);

  return timer->label ? strcmp (called, wanted) == 0 : strstr (called, wanted) != NULL || strstr (wanted, called) != NULL;
}

static void
keep_wanted (const EarScene *scene,
             GPtrArray      *timers,
             const char     *name,
             gint64          span)
{
  for (guint i = timers->len; i > 0; i--) {
    const EarAlert *timer = g_ptr_array_index (timers, i - 1);

    if ((name != NULL && !is_called (scene, timer, name)) || (span > 0 && timer->span != span))
      g_ptr_array_remove_index (timers, i - 1);
  }
}

static void
say_no_such (const EarScene *scene,
             EarWishes      *wishes,
             const char     *name,
             gint64          span)
{
  g_autofree char *duration = ear_phrase_duration (scene->locale, span);
  g_autofree char *ssml = ear_scene_render (scene, "timer.no-such", "name", name ? name : duration, NULL);

  ear_tools_say (scene, wishes, ssml);
}

static void
say_timer (const EarScene *scene,
           EarWishes      *wishes,
           const char     *prompt,
           const EarAlert *timer)
{
  g_autofree char *ssml = timer->state == EAR_ALERT_RINGING && strcmp (prompt, "timer.one") == 0
                            ? ear_scene_render (scene, "timer.ringing", NULL) : render (scene, prompt, timer);

  ear_tools_say (scene, wishes, ssml);
}

static void
say_many (const EarScene *scene,
          EarWishes      *wishes,
          GPtrArray      *timers)
{
  g_autofree char *item = render (scene, "timer.item", g_ptr_array_index (timers, 0));
  g_autofree char *first = ear_phrase_plain (item);
  g_autofree char *phrases = dup_phrase_list (scene, timers);
  g_autofree char *count = ear_tools_dup_number (scene, timers->len);
  g_autofree char *many = ear_scene_render (scene, timers->len > EAR_ALERTS_MAX_LISTED ? "timer.crowd" : "timer.many",
                                            "count", count, "timers", phrases, "first", first, NULL);

  ear_tools_say (scene, wishes, many);
}

void
ear_timers_list (const EarScene *scene,
                 EarWishes      *wishes)
{
  const char *name = ear_scene_get_value (scene, "name");
  g_autoptr (GPtrArray) timers = ear_alerts_list (scene, "timer");

  if (timers->len == 0) {
    ear_scene_say (scene, wishes, "timer.none", NULL);
    return;
  }

  keep_wanted (scene, timers, name, 0);
  if (timers->len == 0) {
    say_no_such (scene, wishes, name, 0);
  } else if (timers->len == 1) {
    say_timer (scene, wishes, "timer.one", g_ptr_array_index (timers, 0));
  } else {
    say_many (scene, wishes, timers);
  }
}

/* `intent`: what it is asked for: "timer.cancel" or "timer.extend". */
static void
ask_which (const EarScene *scene,
           EarWishes      *wishes,
           GPtrArray      *timers,
           const char     *intent,
           const char     *proposal)
{
  gboolean cancels = strcmp (intent, "timer.cancel") == 0;
  g_autofree char *phrases = dup_phrase_list (scene, timers);
  g_autofree char *count = ear_tools_dup_number (scene, timers->len);
  g_autofree char *question = ear_scene_render (scene, cancels ? "timer.which" : "timer.which-more", "count", count, "timers", phrases, NULL);

  ear_tools_ask_back (scene, wishes, question, cancels ? "timer.which.again" : "timer.which-more.again", NULL);
  ear_scene_expect (scene, wishes, "elicit", intent, "name", proposal);
}

void
ear_timers_cancel (const EarScene *scene,
                   EarWishes      *wishes)
{
  const char *name = ear_scene_get_value (scene, "name");
  gint64 span = ear_alerts_read_span (ear_scene_get_value (scene, "duration"));
  gboolean all = ear_scene_get_value (scene, "all") != NULL;
  g_autoptr (GPtrArray) timers = ear_alerts_list (scene, "timer");

  if (!all && name == NULL && span == 0 && ear_household_peek_ringing (scene->household) != NULL) {
    ear_tools_hush (scene, wishes);
    return;
  }
  if (timers->len == 0) {
    ear_scene_say (scene, wishes, "timer.none", NULL);
    return;
  }

  if (!all)
    keep_wanted (scene, timers, name, span);

  if (timers->len == 0) {
    say_no_such (scene, wishes, name, span);
  } else if (timers->len > 1 && !all) {
    ask_which (scene, wishes, timers, "timer.cancel", NULL);
  } else {
    ear_alerts_unschedule (scene, wishes, timers);
    if (timers->len > 1)
      ear_scene_say (scene, wishes, "timer.canceled-all", NULL);
    else
      say_timer (scene, wishes, "timer.canceled", g_ptr_array_index (timers, 0));
  }
}

/* One that rings already begins again with what was added. */
static void
extend (const EarScene *scene,
        EarWishes      *wishes,
        const EarAlert *timer,
        gint64          more)
{
  gboolean rings = timer->state == EAR_ALERT_RINGING;
  gint64 due = MAX (timer->due, scene->now) + more;
  g_autofree char *left = NULL, *ssml = NULL;

  if (due - scene->now > MAX_SPAN) {
    g_autofree char *limit = ear_phrase_duration (scene->locale, MAX_SPAN);

    ssml = ear_scene_render (scene, "timer.too-long", "limit", limit, NULL);
  } else {
    left = ear_phrase_duration (scene->locale, due - scene->now);
    ssml = ear_scene_render (scene, timer->label ? "timer.extended-named" : "timer.extended", "left", left,
                             "name", timer->label ? timer->label : "", NULL);
    ear_wishes_note (wishes, &(EarEvent) {
      .type = rings ? EAR_EVENT_SNOOZED : EAR_EVENT_RESCHEDULED,
      .alerted = { .id = timer->id, .due = due },
    });
    if (rings)
      ear_wishes_add (wishes, EAR_WISH_HUSH);
  }
  ear_tools_say (scene, wishes, ssml);
}

void
ear_timers_extend (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autofree char *text = ear_tools_dup_value (scene, "duration");
  const char *name = ear_scene_get_value (scene, "name");
  gint64 more = ear_alerts_read_span (text);
  g_autoptr (GPtrArray) timers = ear_alerts_list (scene, "timer");
  g_autofree char *proposal = text ? g_strdup_printf ("{\"duration\":\"%s\"}", text) : NULL;

  if (timers->len == 0) {
    ear_scene_say (scene, wishes, "timer.none", NULL);
    return;
  }
  if (more <= 0) {
    ear_tools_elicit (scene, wishes, "timer.how-long", "duration");
    return;
  }

  keep_wanted (scene, timers, name, 0);
  if (timers->len == 0)
    say_no_such (scene, wishes, name, 0);
  else if (timers->len > 1)
    ask_which (scene, wishes, timers, "timer.extend", proposal);
  else
    extend (scene, wishes, g_ptr_array_index (timers, 0), more);
}

static gboolean
cancel_sleep (const EarScene *scene,
              EarWishes      *wishes)
{
  g_autoptr (GPtrArray) sleeps = ear_alerts_list (scene, "sleep");

  ear_alerts_unschedule (scene, wishes, sleeps);

  return sleeps->len > 0;
}

/* "Stop the music in twenty minutes." There is one such time; a new one replaces the old. */
void
ear_timers_set_sleep (const EarScene *scene,
                      EarWishes      *wishes)
{
  g_autofree char *text = ear_tools_dup_value (scene, "duration");
  gint64 span = ear_alerts_read_span (text);
  g_autofree char *duration = ear_phrase_duration (scene->locale, span);
  g_autofree char *limit = ear_phrase_duration (scene->locale, MAX_SPAN);
  g_autofree char *ssml = NULL;

  if (scene->state->playing == EAR_PLAYING_NOTHING) {
    ear_scene_say (scene, wishes, "sleep.nothing", NULL);
    return;
  }
  if (span <= 0) {
    ear_tools_elicit (scene, wishes, "sleep.how-long", "duration");
    return;
  }

  if (span <= MAX_SPAN) {
    cancel_sleep (scene, wishes);
    ear_alerts_schedule (scene, wishes, (EarScheduled) { .kind = "sleep", .due = scene->now + span, .span_us = span });
    ssml = ear_scene_render (scene, "sleep.set", "duration", duration, NULL);
  } else {
    ssml = ear_scene_render (scene, "timer.too-long", "limit", limit, NULL);
  }
  ear_tools_say (scene, wishes, ssml);
}

void
ear_timers_cancel_sleep (const EarScene *scene,
                         EarWishes      *wishes)
{
  gboolean canceled = cancel_sleep (scene, wishes);

  ear_scene_say (scene, wishes, canceled ? "sleep.canceled" : "sleep.none", NULL);
}
