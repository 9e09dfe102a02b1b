/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <stdio.h>
#include <string.h>

#define QUIET "quiet"
#define DAILY "FREQ=DAILY"
#define CODE_LENGTH 4

/* What is longer than this was not meant. */
#define MAX_QUIET (14 * G_TIME_SPAN_HOUR)

EAR_DEFINE_SKILL (EarSettingsSkill, ear_settings_skill)

static const char *
get_setting (const EarScene *scene,
             const char     *setting,
             const char     *otherwise)
{
  return ear_household_get_setting (scene->household, setting, otherwise);
}

static gboolean
is_on (const EarScene *scene,
       const char     *setting)
{
  return strcmp (get_setting (scene, setting, "off"), "on") == 0;
}

static void
adjust (EarWishes  *wishes,
        const char *setting,
        const char *value)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { setting, value } });
}

/* Says what has to be said, or only chimes in brief mode. */
static void
confirm (const EarScene *scene,
         const char     *prompt,
         EarWishes      *wishes)
{
  g_autofree char *ssml = ear_scene_render (scene, prompt, NULL);

  ear_tools_confirm (scene, wishes, ssml);
}

/* The next time that the clock on the wall shows it. */
static GDateTime *
find_next (const EarScene *scene,
           const char     *time)
{
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);
  g_autoptr (GDateTime) today = NULL;
  int hour, minute;

  if (time == NULL || sscanf (time, "%2d:%2d", &hour, &minute) != 2)
    return NULL;

  today = g_date_time_new (scene->timezone, g_date_time_get_year (now), g_date_time_get_month (now),
                           g_date_time_get_day_of_month (now), hour, minute, 0);
  if (today == NULL)
    return NULL;

  return g_date_time_compare (today, now) > 0 ? g_date_time_ref (today) : g_date_time_add_days (today, 1);
}

static void
schedule (const EarScene *scene,
          GDateTime      *at,
          const char     *value,
          const char     *recurrence,
          guint           n,
          EarWishes      *wishes)
{
  g_autofree char *wall = g_date_time_format (at, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *id = g_strdup_printf ("alert-%u", ear_household_get_n_scheduled (scene->household) + n);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = {
      .id = id,
      .kind = QUIET,
      .label = value,
      .due = g_date_time_to_unix (at) * G_USEC_PER_SEC,
      .wall = wall,
      .recurrence = recurrence,
    },
  });
}

/* Returns: whether there was anything to cancel */
static gboolean
unschedule (const EarScene *scene,
            EarWishes      *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (scene->household);
  gboolean any = FALSE;

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (strcmp (alert->kind, QUIET) != 0)
      continue;
    ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_UNSCHEDULED, .alerted = { .id = alert->id } });
    any = TRUE;
  }

  return any;
}

static void
meet_quiet_on (const EarScene *scene,
               EarWishes      *wishes)
{
  g_autoptr (GDateTime) until = find_next (scene, ear_scene_get_value (scene, "to"));
  g_autofree char *words = until ? ear_phrase_time (scene->locale, until) : NULL;
  g_autofree char *ssml = until ? ear_scene_render (scene, "quiet.on-until", "to", words, NULL) : ear_scene_render (scene, "quiet.on", NULL);

  adjust (wishes, "do-not-disturb", "on");
  if (until != NULL)
    schedule (scene, until, "off", NULL, 1, wishes);
  ear_tools_confirm (scene, wishes, ssml);
}

static void
meet_quiet_off (const EarScene *scene,
                EarWishes      *wishes)
{
  adjust (wishes, "do-not-disturb", "off");
  confirm (scene, "quiet.off", wishes);
}

/* "From ten p.m. to seven" is meant until the morning, whatever seven comes next. Nobody sleeps from ten to seven p.m. */
static GDateTime *
find_end (const EarScene *scene,
          GDateTime      *from,
          const char     *time)
{
  g_autoptr (GDateTime) to = find_next (scene, time), earlier = NULL;
  GTimeSpan span;

  if (from == NULL || to == NULL)
    return g_steal_pointer (&to);

  span = g_date_time_difference (to, from);
  if (span < 0)
    span += G_TIME_SPAN_DAY;
  if (span <= MAX_QUIET)
    return g_steal_pointer (&to);

  earlier = g_date_time_add_hours (to, -12);

  return g_date_time_compare (earlier, from) > 0 ? g_steal_pointer (&earlier) : g_date_time_add_hours (to, 12);
}

/* One schedule takes the place of the one before. When it is on already at this hour, it begins now. */
static void
begin_schedule (const EarScene *scene,
                GDateTime      *from,
                GDateTime      *to,
                EarWishes      *wishes)
{
  unschedule (scene, wishes);
  schedule (scene, from, "on", DAILY, 1, wishes);
  schedule (scene, to, "off", DAILY, 2, wishes);
  if (g_date_time_compare (to, from) < 0)
    adjust (wishes, "do-not-disturb", "on");
}

static void
meet_quiet_schedule (const EarScene *scene,
                     EarWishes      *wishes)
{
  g_autofree char *first = ear_tools_dup_value (scene, "from"), *last = ear_tools_dup_value (scene, "to");
  g_autoptr (GDateTime) from = find_next (scene, first), to = find_end (scene, from, last);
  g_autofree char *begins = from ? ear_phrase_time (scene->locale, from) : NULL;
  g_autofree char *ends = to ? ear_phrase_time (scene->locale, to) : NULL;
  g_autofree char *ssml = NULL;

  if (from == NULL || to == NULL) {
    ear_tools_elicit (scene, wishes, from == NULL ? "quiet.from" : "quiet.to", from == NULL ? "from" : "to");
    return;
  }

  begin_schedule (scene, from, to, wishes);
  ssml = ear_scene_render (scene, "quiet.scheduled", "from", begins, "to", ends, NULL);
  ear_tools_say (scene, wishes, ssml);
}

/* By hand, "22:00-07:00": meant as it is written, and nothing is said. */
static void
meet_quiet_set (const EarScene *scene,
                EarWishes      *wishes)
{
  const EarEvent *pressed = ear_tools_peek_last (scene, EAR_EVENT_PRESSED, NULL);
  g_auto (GStrv) hours = g_strsplit (pressed && pressed->pressed.value ? pressed->pressed.value : "", "-", 2);
  g_autoptr (GDateTime) from = hours[0] ? find_next (scene, hours[0]) : NULL;
  g_autoptr (GDateTime) to = hours[0] && hours[1] ? find_next (scene, hours[1]) : NULL;

  if (from != NULL && to != NULL)
    begin_schedule (scene, from, to, wishes);
  else
    unschedule (scene, wishes);
}

static void
meet_quiet_unschedule (const EarScene *scene,
                       EarWishes      *wishes)
{
  if (unschedule (scene, wishes))
    confirm (scene, "quiet.unscheduled", wishes);
  else
    ear_scene_say (scene, wishes, "quiet.no-schedule", NULL);
}

static char *
dup_scheduled_time (const EarScene *scene,
                    const char     *value)
{
  GPtrArray *alerts = ear_household_get_alerts (scene->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (strcmp (alert->kind, QUIET) == 0 && alert->recurrence != NULL && g_strcmp0 (alert->label, value) == 0)
      return ear_tools_dup_time (scene, alert->due);
  }

  return NULL;
}

static void
meet_quiet_status (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autofree char *now = ear_scene_render (scene, ear_unasked_is_quiet (scene) ? "quiet.is-on" : "quiet.is-off", NULL);
  g_autofree char *from = dup_scheduled_time (scene, "on"), *to = dup_scheduled_time (scene, "off");
  g_autofree char *when = from && to ? ear_scene_render (scene, "quiet.is-scheduled", "from", from, "to", to, NULL) : NULL;
  g_autofree char *ssml = g_strjoin (" ", now, when, NULL);

  ear_tools_say (scene, wishes, ssml);
}

static gboolean
was_asked_again (const EarScene *scene)
{
  return scene->expected != NULL && g_strcmp0 (scene->expected->slot, "code") == 0 && scene->expected->proposal != NULL &&
         strstr (scene->expected->proposal, "\"again\"") != NULL;
}

/* Digits alone count: "four seven one one" and "4711" are the same code. */
static gboolean
is_code (const char *said,
         const char *code)
{
  guint n = 0;

  for (; *said; said++)
    if (g_ascii_isdigit (*said)) {
      if (*said != code[n])
        return FALSE;
      n++;
    }

  return n > 0 && code[n] == '\0';
}

static void
ask_for_code (const EarScene *scene,
              const char     *prompt,
              const char     *proposal,
              EarWishes      *wishes)
{
  g_autofree char *question = ear_scene_render (scene, prompt, NULL);

  ear_tools_ask_back (scene, wishes, question, "child.code.again", NULL);
  ear_scene_expect (scene, wishes, "elicit", scene->intent, "code", proposal);
}

static void
switch_child_mode (const EarScene *scene,
                   const char     *value,
                   EarWishes      *wishes)
{
  const char *code = get_setting (scene, "child-code", NULL);
  g_autofree char *said = ear_tools_dup_value (scene, "code");
  g_autofree char *already = g_strconcat ("child.already-", value, NULL), *prompt = g_strconcat ("child.", value, NULL);

  if (strcmp (get_setting (scene, "child-mode", "off"), value) == 0) {
    ear_scene_say (scene, wishes, already, NULL);
  } else if (code == NULL || strlen (code) != CODE_LENGTH) {
    ear_scene_say (scene, wishes, "child.no-code", NULL);
  } else if (said == NULL) {
    ask_for_code (scene, "child.code", NULL, wishes);
  } else if (is_code (said, code)) {
    adjust (wishes, "child-mode", value);
    confirm (scene, prompt, wishes);
  } else if (was_asked_again (scene)) {
    ear_scene_say (scene, wishes, "child.wrong-again", NULL);
  } else {
    ask_for_code (scene, "child.wrong", "{\"again\":true}", wishes);
  }
}

static void
meet_child_on (const EarScene *scene,
               EarWishes      *wishes)
{
  switch_child_mode (scene, "on", wishes);
}

static void
meet_child_off (const EarScene *scene,
                EarWishes      *wishes)
{
  switch_child_mode (scene, "off", wishes);
}

static void
meet_grown_ups (const EarScene *scene,
                EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "child.refused", NULL);
}

/* Said in full the first time: who hears a chime should know why. */
static void
meet_brief_on (const EarScene *scene,
               EarWishes      *wishes)
{
  if (!is_on (scene, "brief-mode"))
    ear_scene_say (scene, wishes, "brief.on", NULL);
  else
    ear_wishes_chime (wishes, "ok");
  adjust (wishes, "brief-mode", "on");
}

static void
meet_brief_off (const EarScene *scene,
                EarWishes      *wishes)
{
  adjust (wishes, "brief-mode", "off");
  ear_scene_say (scene, wishes, "brief.off", NULL);
}

/* Returns: (nullable): the id of the value that was named */
static const char *
get_id (const EarScene *scene,
        const char     *slot,
        const char     *type)
{
  const char *name = ear_scene_get_value (scene, slot);
  const EarSlotValue *value = name ? ear_tools_find_value (scene, type, name) : NULL;

  return value ? value->id : NULL;
}

static void
meet_units (const EarScene *scene,
            EarWishes      *wishes)
{
  const char *units = get_id (scene, "units", "Units");
  g_autofree char *prompt = units ? g_strconcat ("units.", units, NULL) : NULL;

  if (units == NULL) {
    ear_tools_elicit (scene, wishes, "units.which", "units");
    return;
  }

  adjust (wishes, "units", units);
  confirm (scene, prompt, wishes);
}

/* The words come first: they are the last ones in the old language. */
static void
meet_language (const EarScene *scene,
               EarWishes      *wishes)
{
  const char *language = get_id (scene, "language", "Language");
  g_autofree char *prompt = language ? g_strconcat ("language.", language, NULL) : NULL;

  if (language == NULL) {
    ear_tools_elicit (scene, wishes, "language.which", "language");
    return;
  }

  ear_scene_say (scene, wishes, prompt, NULL);
  if (strcmp (language, scene->locale) != 0)
    adjust (wishes, "locale", language);
}

static char *
dup_wake_words (const EarScene *scene,
                const char     *but)
{
  const EarSlotType *type = ear_interaction_model_find_type (scene->model, "WakeWord");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; type != NULL && i < type->values->len; i++)
    if (g_strcmp0 (((EarSlotValue *) g_ptr_array_index (type->values, i))->name, but) != 0)
      g_ptr_array_add (words, ((EarSlotValue *) g_ptr_array_index (type->values, i))->name);

  return ear_phrase_list (scene->locale, words);
}

static void
meet_wake_word (const EarScene *scene,
                EarWishes      *wishes)
{
  const char *said = ear_scene_get_value (scene, "word");
  const EarSlotValue *word = said ? ear_tools_find_value (scene, "WakeWord", said) : NULL;
  g_autofree char *words = dup_wake_words (scene, NULL);
  g_autofree char *ssml = NULL;

  if (word == NULL) {
    ssml = ear_scene_render (scene, "wake-word.which", "words", words, NULL);
    ear_tools_ask_back (scene, wishes, ssml, "wake-word.which.again", NULL);
    ear_scene_expect (scene, wishes, "elicit", "wake-word.set", "word", NULL);
    return;
  }

  adjust (wishes, "wake-word", word->name);
  ssml = ear_scene_render (scene, "wake-word.set", "word", word->name, NULL);
  ear_tools_say (scene, wishes, ssml);
}

static void
meet_which_wake_word (const EarScene *scene,
                      EarWishes      *wishes)
{
  const char *word = get_setting (scene, "wake-word", "computer");
  g_autofree char *words = dup_wake_words (scene, word);
  g_autofree char *ssml = ear_scene_render (scene, "wake-word.is", "word", word, "words", words, NULL);

  ear_tools_say (scene, wishes, ssml);
}

static const char *
ear_settings_skill_get_id (EarSkill *skill)
{
  return "settings";
}

static void
ear_settings_skill_meet (EarSkill       *skill,
                         const EarScene *scene,
                         EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "quiet.on", meet_quiet_on },
    { "quiet.off", meet_quiet_off },
    { "quiet.schedule", meet_quiet_schedule },
    { "quiet.unschedule", meet_quiet_unschedule },
    { "quiet.set", meet_quiet_set },
    { "quiet.status", meet_quiet_status },
    { "child.on", meet_child_on },
    { "child.off", meet_child_off },
    { "brief.on", meet_brief_on },
    { "brief.off", meet_brief_off },
    { "units.set", meet_units },
    { "language.set", meet_language },
    { "wake-word.set", meet_wake_word },
    { "wake-word.get", meet_which_wake_word },
    { "settings.grown-ups", meet_grown_ups },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_settings_skill_get_id;
  iface->meet = ear_settings_skill_meet;
}
