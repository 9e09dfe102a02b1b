/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"
#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include "model/ear-focus.h"

#include <string.h>

#define MAX_VOLUME 10

EAR_DEFINE_SKILL (EarDeviceSkill, ear_device_skill)

static void
hang_up (const EarScene *scene,
         EarWishes      *wishes)
{
  const EarEvent *called = ear_tools_peek_last (scene, EAR_EVENT_CALLED, NULL);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_CALLED, .called = { .state = "ended", .who = called ? called->called.who : NULL },
  });
}

/* Stops what is in front, but for the talk itself. There is nothing to say to somebody who wants silence. */
static void
meet_stop (const EarScene *scene,
           EarWishes      *wishes)
{
  EarFocus focus = ear_focus_at (scene->tape, ear_tape_get_length (scene->tape));
  EarChannel front;

  ear_focus_remove (&focus, EAR_CHANNEL_DIALOG);
  front = ear_focus_get_foreground (focus);
  if (front == EAR_CHANNEL_COMMUNICATIONS)
    hang_up (scene, wishes);
  else if (front == EAR_CHANNEL_ALERTS)
    ear_tools_hush (scene, wishes);
  else if (scene->state->playing != EAR_PLAYING_NOTHING)
    ear_wishes_add (wishes, EAR_WISH_STOP);
  else
    ear_wishes_chime (wishes, "end");
}

static void
meet_cancel (const EarScene *scene,
             EarWishes      *wishes)
{
  ear_wishes_chime (wishes, "end");
}

static gboolean
is_question_open (const EarScene *scene)
{
  return scene->expected != NULL && g_strcmp0 (scene->expected->kind, "follow-up") != 0;
}

/* The question that is open stays open, whatever is said about it meanwhile. */
static void
expect_again (const EarScene *scene,
              EarWishes      *wishes)
{
  if (scene->expected != NULL)
    ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_EXPECTED, .expected = *scene->expected });
}

static const char *
choose_help (const EarScene *scene)
{
  const char *kind = scene->expected ? scene->expected->kind : NULL;

  if (g_strcmp0 (kind, "confirm") == 0)
    return "device.help-confirm";
  if (g_strcmp0 (kind, "elicit") == 0)
    return "device.help-elicit";
  if (scene->state->n_ringing > 0)
    return "device.help-ringing";

  return scene->state->playing == EAR_PLAYING_NOTHING ? "device.help" : "device.help-playing";
}

static void
meet_help (const EarScene *scene,
           EarWishes      *wishes)
{
  g_autofree char *ssml = ear_scene_render (scene, choose_help (scene), NULL);

  ear_tools_ask_back (scene, wishes, ssml, "device.help.again", NULL);
  if (is_question_open (scene))
    expect_again (scene, wishes);
  else
    ear_scene_expect (scene, wishes, "follow-up", NULL, NULL, NULL);
}

static void
meet_repeat (const EarScene *scene,
             EarWishes      *wishes)
{
  const EarEvent *event = ear_tools_peek_last (scene, EAR_EVENT_SAID, NULL);

  if (event == NULL) {
    ear_scene_say (scene, wishes, "device.nothing-to-repeat", NULL);
    return;
  }

  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_SAID, .said = event->said });
  expect_again (scene, wishes);
}

/* Brings back what was canceled, cleared or removed last. */
static void
meet_undo (const EarScene *scene,
           EarWishes      *wishes)
{
  guint n = ear_wishes_restore (wishes, scene->household, scene->now);

  ear_scene_say (scene, wishes, n > 1 ? "device.undone-all" : n == 1 ? "device.undone" : "device.nothing-to-undo", NULL);
}

static gboolean
was_lost_before (const EarScene *scene)
{
  guint current = scene->state->last.understood;
  const EarEvent *event = current > 1 ? ear_tape_peek_last (scene->tape, current - 1, EAR_EVENT_UNDERSTOOD) : NULL;

  return event != NULL && (event->understood.intent == NULL || strcmp (event->understood.intent, "AMAZON.FallbackIntent") == 0);
}

/* Asks once for other words, or once more about what is open; after that it would only be tiresome. */
static void
meet_fallback (const EarScene *scene,
               EarWishes      *wishes)
{
  gboolean open = is_question_open (scene);
  g_autofree char *ssml = NULL;

  if (was_lost_before (scene)) {
    ear_scene_say (scene, wishes, "device.fallback-again", NULL);
    return;
  }

  ssml = ear_scene_render (scene, open ? choose_help (scene) : "device.fallback", NULL);
  ear_tools_ask_back (scene, wishes, ssml, open ? "device.help.again" : "device.fallback.again", NULL);
  if (open)
    expect_again (scene, wishes);
  else
    ear_scene_expect (scene, wishes, "follow-up", NULL, NULL, NULL);
}

static void
meet_reply (const EarScene *scene,
            EarWishes      *wishes)
{
  if (scene->expected != NULL) {
    meet_cancel (scene, wishes);
    return;
  }

  ear_scene_say (scene, wishes, "device.nothing-asked", NULL);
  ear_scene_expect (scene, wishes, "follow-up", NULL, NULL, NULL);
}

static void
set_volume (const EarScene *scene,
            gint64          level,
            EarWishes      *wishes)
{
  g_autofree char *value = g_strdup_printf ("%d", (int) CLAMP (level, 0, MAX_VOLUME));
  g_autofree char *words = ear_tools_dup_number (scene, CLAMP (level, 0, MAX_VOLUME));
  g_autofree char *ssml = ear_scene_render (scene, level >= MAX_VOLUME ? "device.volume-top"
                                                   : level <= 0 ? "device.volume-bottom" : "device.volume",
                                            "level", words, NULL);

  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { .setting = "volume", .value = value } });
  ear_tools_confirm (scene, wishes, ssml);
}

static void
meet_volume (const EarScene *scene,
             EarWishes      *wishes)
{
  const char *loudness = ear_scene_get_value (scene, "loudness");
  const EarSlotValue *value = loudness ? ear_tools_find_value (scene, "Loudness", loudness) : NULL;
  gint64 level = ear_tools_get_number (scene, "level", -1);

  if (value != NULL && value->id != NULL)
    level = g_ascii_strtoll (value->id, NULL, 10);

  /* Above the scale it is meant as a percentage. */
  if (level > MAX_VOLUME)
    level = level > 2 * MAX_VOLUME - 1 ? (level + 5) / 10 : MAX_VOLUME;

  if (level < 0)
    ear_tools_elicit (scene, wishes, "device.how-loud", "level");
  else
    set_volume (scene, level, wishes);
}

static void
meet_louder (const EarScene *scene,
             EarWishes      *wishes)
{
  set_volume (scene, scene->state->volume + 1, wishes);
}

static void
meet_quieter (const EarScene *scene,
              EarWishes      *wishes)
{
  set_volume (scene, scene->state->volume - 1, wishes);
}

static void
meet_time (const EarScene *scene,
           EarWishes      *wishes)
{
  g_autofree char *time = ear_tools_dup_time (scene, scene->now);
  g_autofree char *ssml = ear_scene_render (scene, "device.time", "time", time, NULL);

  ear_tools_say (scene, wishes, ssml);
}

/* Seen from another year a day is named in full: "on March second, twenty twenty six". */
static void
meet_date (const EarScene *scene,
           EarWishes      *wishes)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) elsewhen = g_date_time_add_years (now, -1);
  g_autofree char *day = ear_phrase_day (scene->locale, now, elsewhen);
  const char *date = strchr (day, ' ');
  g_autofree char *prompt = g_strdup_printf ("device.weekday.%d", g_date_time_get_day_of_week (now));
  g_autofree char *weekday = ear_tools_dup_words (scene, prompt);

  ear_scene_say (scene, wishes, "device.date", "weekday", weekday, "date", date ? date + 1 : day, NULL);
}

/* "What day is Christmas?" */
static void
meet_day (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, ear_scene_get_value (scene, "date"));
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) today = g_date_time_new (scene->timezone, g_date_time_get_year (now), g_date_time_get_month (now),
                                                 g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) elsewhen = day ? g_date_time_add_years (day, -1) : NULL;
  g_autofree char *text = day ? ear_phrase_day (scene->locale, day, elsewhen) : NULL;
  const char *date = text ? strchr (text, ' ') : NULL;
  g_autofree char *prompt = day ? g_strdup_printf ("device.weekday.%d", g_date_time_get_day_of_week (day)) : NULL;
  g_autofree char *weekday = prompt ? ear_tools_dup_words (scene, prompt) : NULL;
  g_autofree char *days = NULL;
  gint64 left = day ? g_date_time_difference (day, today) + G_TIME_SPAN_HOUR * 12 : 0;  /* a day may have 23 hours */

  if (day == NULL) {
    ear_tools_elicit (scene, wishes, "device.which-day", "date");
    return;
  }

  days = ear_phrase_duration (scene->locale, left / G_TIME_SPAN_DAY * G_TIME_SPAN_DAY);
  ear_scene_say (scene, wishes, left >= 2 * G_TIME_SPAN_DAY ? "device.day" : "device.day-near", "weekday", weekday,
                 "date", date ? date + 1 : text, "days", days, NULL);
}

static void
meet_mic (const EarScene *scene,
          EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "device.mic", NULL);
}

static const char *
ear_device_skill_get_id (EarSkill *skill)
{
  return "device";
}

static void
ear_device_skill_meet (EarSkill       *skill,
                       const EarScene *scene,
                       EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "AMAZON.StopIntent", meet_stop },
    { "AMAZON.CancelIntent", meet_cancel },
    { "AMAZON.HelpIntent", meet_help },
    { "AMAZON.RepeatIntent", meet_repeat },
    { "AMAZON.FallbackIntent", meet_fallback },
    { "AMAZON.YesIntent", meet_reply },
    { "AMAZON.NoIntent", meet_reply },
    { "device.volume", meet_volume },
    { "device.louder", meet_louder },
    { "device.quieter", meet_quieter },
    { "device.time", meet_time },
    { "device.date", meet_date },
    { "device.day", meet_day },
    { "device.mic", meet_mic },
    { "device.undo", meet_undo },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_device_skill_get_id;
  iface->meet = ear_device_skill_meet;
}
