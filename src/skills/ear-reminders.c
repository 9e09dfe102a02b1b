/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-alerts.h"

#include <string.h>

/* "Remind me at five to call mom": an alert with something to say. */

/* What I say of myself you say to me. */
static const char *const english[][2] = {
  { "my", "your" }, { "me", "you" }, { "i", "you" }, { "i'm", "you're" }, { "i've", "you've" }, { "i'll", "you'll" }, { "am", "are" },
  { "mine", "yours" }, { "myself", "yourself" },
};
static const char *const german[][2] = {
  { "mein", "dein" }, { "meine", "deine" }, { "meinen", "deinen" }, { "meinem", "deinem" }, { "meiner", "deiner" }, { "meines", "deines" },
  { "mich", "dich" }, { "mir", "dir" }, { "ich", "du" },
};

static const char *
turn_word (const char       *word,
           const char *const table[][2],
           guint             n)
{
  g_autofree char *folded = g_utf8_strdown (word, -1);

  for (guint i = 0; i < n; i++)
    if (strcmp (table[i][0], folded) == 0)
      return table[i][1];

  return word;
}

/**
 * ear_reminders_turn:
 * @task: "take my pills"
 *
 * Returns: (transfer full): "take your pills"
 */
char *
ear_reminders_turn (const EarScene *scene,
                    const char     *task)
{
  gboolean is_german = g_str_has_prefix (scene->locale, "de");
  g_auto (GStrv) words = g_strsplit (task, " ", -1);
  GString *turned = g_string_new (NULL);

  for (guint i = 0; words[i]; i++) {
    const char *word = is_german ? turn_word (words[i], german, G_N_ELEMENTS (german)) : turn_word (words[i], english, G_N_ELEMENTS (english));

    g_string_append_printf (turned, "%s%s", i > 0 ? " " : "", word);
  }

  return g_string_free (turned, FALSE);
}

/* `prompt` has a sister "-repeat" for reminders that come again. */
static char *
render (const EarScene *scene,
        const char     *prompt,
        const char     *label,
        gint64          due,
        const char     *rule)
{
  g_autofree char *task = ear_reminders_turn (scene, label ? label : "");
  g_autofree char *day = ear_tools_dup_day (scene, due);
  g_autofree char *time = ear_tools_dup_time (scene, due);
  g_autofree char *repeat = rule ? ear_occasion_dup_repeat (scene, rule) : NULL;
  g_autofree char *repeating = g_strconcat (prompt, "-repeat", NULL);

  if (rule != NULL && ear_tools_has_prompt (scene, repeating))
    return ear_scene_render (scene, repeating, "task", task, "day", day, "time", time, "repeat", repeat, NULL);

  return ear_scene_render (scene, prompt, "task", task, "day", day, "time", time, NULL);
}

static void
say_reminder (const EarScene *scene,
              EarWishes      *wishes,
              const char     *prompt,
              const EarAlert *reminder)
{
  g_autofree char *ssml = render (scene, prompt, reminder->label, reminder->due, reminder->recurrence);

  ear_tools_say (scene, wishes, ssml);
}

/* "In twenty minutes" follows the hourglass. */
static void
set_in (const EarScene *scene,
        EarWishes      *wishes,
        const char     *task,
        gint64          span)
{
  g_autofree char *turned = ear_reminders_turn (scene, task);
  g_autofree char *duration = ear_phrase_duration (scene->locale, span);
  g_autofree char *ssml = ear_scene_render (scene, "reminder.set-in", "task", turned, "duration", duration, NULL);

  ear_alerts_schedule (scene, wishes, (EarScheduled) { .kind = "reminder", .label = task, .due = scene->now + span, .span_us = span });
  ear_tools_say (scene, wishes, ssml);
}

static void
set_at (const EarScene    *scene,
        EarWishes         *wishes,
        const char        *task,
        const EarOccasion *occasion)
{
  g_autofree char *ssml = render (scene, "reminder.set", task, occasion->due, occasion->rule);

  ear_alerts_schedule (scene, wishes, (EarScheduled) {
    .kind = "reminder", .label = task, .due = occasion->due, .wall = occasion->wall, .recurrence = occasion->rule,
  });
  ear_tools_say (scene, wishes, ssml);
}

void
ear_reminders_set (const EarScene *scene,
                   EarWishes      *wishes)
{
  g_autofree char *task = ear_tools_dup_value (scene, "task");
  g_autofree char *text = ear_tools_dup_value (scene, "duration");
  gint64 span = ear_alerts_read_span (text);
  g_auto (EarOccasion) occasion = { 0 };

  if (task == NULL || *task == '\0') {
    ear_tools_elicit (scene, wishes, "reminder.what", "task");
    return;
  }
  if (span > 0) {
    set_in (scene, wishes, task, span);
    return;
  }

  switch (ear_occasion_read (scene, FALSE, &occasion)) {
  case EAR_OCCASION_UNSAID:
    ear_tools_elicit (scene, wishes, "reminder.when", "time");
    break;
  case EAR_OCCASION_PAST:
    ear_tools_elicit (scene, wishes, "reminder.past", "time");
    break;
  case EAR_OCCASION_GOOD:
  default:
    set_at (scene, wishes, task, &occasion);
    break;
  }
}

static char *
dup_phrase_list (const EarScene *scene,
                 GPtrArray      *reminders)
{
  g_autoptr (GPtrArray) phrases = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (reminders->len, EAR_ALERTS_MAX_LISTED); i++) {
    const EarAlert *reminder = g_ptr_array_index (reminders, i);
    g_autofree char *ssml = render (scene, "reminder.item", reminder->label, reminder->due, reminder->recurrence);

    g_ptr_array_add (phrases, ear_phrase_plain (ssml));
  }

  return ear_phrase_list (scene->locale, phrases);
}

static void
say_many (const EarScene *scene,
          EarWishes      *wishes,
          GPtrArray      *reminders)
{
  const EarAlert *first = g_ptr_array_index (reminders, 0);
  g_autofree char *item = render (scene, "reminder.item", first->label, first->due, first->recurrence);
  g_autofree char *words = ear_phrase_plain (item);
  g_autofree char *phrases = dup_phrase_list (scene, reminders);
  g_autofree char *count = ear_tools_dup_number (scene, reminders->len);
  g_autofree char *ssml = ear_scene_render (scene, reminders->len > EAR_ALERTS_MAX_LISTED ? "reminder.crowd" : "reminder.many",
                                            "count", count, "reminders", phrases, "first", words, NULL);

  ear_tools_say (scene, wishes, ssml);
}

void
ear_reminders_list (const EarScene *scene,
                    EarWishes      *wishes)
{
  g_autoptr (GPtrArray) reminders = ear_alerts_list (scene, "reminder");
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, ear_scene_get_value (scene, "date"));

  if (day != NULL)
    ear_occasion_keep_on_day (scene, reminders, day);

  if (reminders->len == 0)
    ear_scene_say (scene, wishes, "reminder.none", NULL);
  else if (reminders->len == 1)
    say_reminder (scene, wishes, "reminder.one", g_ptr_array_index (reminders, 0));
  else
    say_many (scene, wishes, reminders);
}

static gboolean
is_about (const EarAlert *reminder,
          const char     *task)
{
  g_autofree char *label = g_utf8_casefold (reminder->label ? reminder->label : "", -1);
  g_autofree char *wanted = g_utf8_casefold (task, -1);

  return *wanted != '\0' && (strstr (label, wanted) != NULL || (*label != '\0' && strstr (wanted, label) != NULL));
}

static void
keep_about (GPtrArray  *reminders,
            const char *task)
{
  for (guint i = reminders->len; i > 0; i--)
    if (!is_about (g_ptr_array_index (reminders, i - 1), task))
      g_ptr_array_remove_index (reminders, i - 1);
}

static void
ask_which (const EarScene *scene,
           EarWishes      *wishes,
           GPtrArray      *reminders)
{
  g_autofree char *phrases = dup_phrase_list (scene, reminders);
  g_autofree char *question = ear_scene_render (scene, "reminder.which", "reminders", phrases, NULL);

  ear_tools_ask_back (scene, wishes, question, "reminder.which.again", NULL);
  ear_scene_expect (scene, wishes, "elicit", "reminder.cancel", "task", NULL);
}

void
ear_reminders_cancel (const EarScene *scene,
                      EarWishes      *wishes)
{
  g_autoptr (GPtrArray) reminders = ear_alerts_list (scene, "reminder");
  g_autoptr (GDateTime) day = ear_occasion_read_day (scene, ear_scene_get_value (scene, "date"));
  const char *task = ear_scene_get_value (scene, "task");
  gboolean all = ear_scene_get_value (scene, "all") != NULL;

  if (!all && task == NULL && day == NULL && ear_household_peek_ringing (scene->household) != NULL) {
    ear_tools_hush (scene, wishes);
    return;
  }
  if (reminders->len == 0) {
    ear_scene_say (scene, wishes, "reminder.none", NULL);
    return;
  }

  if (day != NULL)
    ear_occasion_keep_on_day (scene, reminders, day);
  if (task != NULL && !all)
    keep_about (reminders, task);

  if (reminders->len == 0) {
    ear_scene_say (scene, wishes, "reminder.no-such", NULL);
  } else if (reminders->len > 1 && !all) {
    ask_which (scene, wishes, reminders);
  } else {
    ear_alerts_unschedule (scene, wishes, reminders);
    if (reminders->len > 1)
      ear_scene_say (scene, wishes, "reminder.canceled-all", NULL);
    else
      say_reminder (scene, wishes, "reminder.canceled", g_ptr_array_index (reminders, 0));
  }
}
