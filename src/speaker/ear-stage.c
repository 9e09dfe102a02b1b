/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-stage.h"

#include "services/ear-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* What somebody on a stage may make up: as much as is heard in one breath. */
#define MAX_VALUE 300
#define MAX_DETAIL 60

#define SENSED(what, value, detail) { .type = EAR_EVENT_SENSED, .sensed = { what, value, detail } }
#define PRESSED(button, value) { .type = EAR_EVENT_PRESSED, .pressed = { button, value } }

/* *INDENT-OFF* */
static const EarStageAction actions[] = {
  { "notification", EAR_STAGE_ARRIVES, N_("A Notification Arrives…"),
    SENSED ("notification", N_("Your parcel will come tomorrow"), N_("Parcels")), N_("Text"), N_("From") },
  { "announcement", EAR_STAGE_ARRIVES, N_("Somebody Announces Something…"),
    SENSED ("announcement", N_("Dinner is ready"), N_("Kitchen")), N_("Text"), N_("From") },
  { "doorbell", EAR_STAGE_DOOR, N_("Ring the Doorbell"), SENSED ("doorbell", N_("front door"), NULL), NULL, NULL },
  { "motion", EAR_STAGE_DOOR, N_("Move in Front of the Camera"), SENSED ("motion", N_("garden"), NULL), NULL, NULL },
  { "call", EAR_STAGE_CALL, N_("Somebody Calls…"), SENSED ("call", "incoming", N_("Anna")), NULL, N_("Who calls") },
  { "hang-up", EAR_STAGE_CALL, N_("The Caller Hangs Up"), SENSED ("call", "ended", NULL), NULL, NULL },
  { "connection-lost", EAR_STAGE_CONNECTION, N_("Lose the Internet Connection"), SENSED ("connection", "lost", NULL), NULL, NULL },
  { "connection-restored", EAR_STAGE_CONNECTION, N_("Restore the Internet Connection"), SENSED ("connection", "restored", NULL), NULL, NULL },
  { "bluetooth-paired", EAR_STAGE_CONNECTION, N_("A Phone Connects by Bluetooth"),
    SENSED ("bluetooth", "paired", N_("a phone")), NULL, NULL },
  { "bluetooth-off", EAR_STAGE_CONNECTION, N_("The Phone Disconnects"), SENSED ("bluetooth", "off", N_("a phone")), NULL, NULL },
  { "setup-begun", EAR_STAGE_CONNECTION, N_("Begin the Setup"), SENSED ("setup", "begun", NULL), NULL, NULL },
  { "setup-done", EAR_STAGE_CONNECTION, N_("Finish the Setup"), SENSED ("setup", "done", NULL), NULL, NULL },
  { "do-not-disturb-on", EAR_STAGE_SETTING, N_("Turn On Do Not Disturb"), PRESSED ("do-not-disturb", "on"), NULL, NULL },
  { "do-not-disturb-off", EAR_STAGE_SETTING, N_("Turn Off Do Not Disturb"), PRESSED ("do-not-disturb", "off"), NULL, NULL },
  { "child-code", EAR_STAGE_SETTING, N_("Set the Code of Child Mode…"), PRESSED ("child-code", "1234"), N_("Four digits"), NULL },
  { "child-mode-on", EAR_STAGE_SETTING, N_("Turn On Child Mode"), PRESSED ("child-mode", "on"), NULL, NULL },
  { "child-mode-off", EAR_STAGE_SETTING, N_("Turn Off Child Mode"), PRESSED ("child-mode", "off"), NULL, NULL },
  { "brief-mode-on", EAR_STAGE_SETTING, N_("Turn On Brief Mode"), PRESSED ("brief-mode", "on"), NULL, NULL },
  { "brief-mode-off", EAR_STAGE_SETTING, N_("Turn Off Brief Mode"), PRESSED ("brief-mode", "off"), NULL, NULL },
  { "metric", EAR_STAGE_SETTING, N_("Use Celsius"), PRESSED ("units", "metric"), NULL, NULL },
  { "imperial", EAR_STAGE_SETTING, N_("Use Fahrenheit"), PRESSED ("units", "imperial"), NULL, NULL },
};
/* *INDENT-ON* */

static const char *const section_titles[EAR_N_STAGE_SECTIONS] = {
  [EAR_STAGE_ARRIVES] = N_("Messages"),
  [EAR_STAGE_DOOR] = N_("At the Door"),
  [EAR_STAGE_CALL] = N_("On the Phone"),
  [EAR_STAGE_CONNECTION] = N_("Connection"),
  [EAR_STAGE_SETTING] = N_("Settings"),
};

/* A thing and what it may be; without a list it may be any words. */
typedef struct {
  const char *name;
  const char *values[5];
} Choice;

static const Choice senses[] = {
  { "notification" }, { "announcement" }, { "doorbell" }, { "motion" }, { "call", { "incoming", "ended" } },
  { "bluetooth", { "pairing", "paired", "off" } }, { "connection", { "lost", "restored" } }, { "setup", { "begun", "done" } },
};

static const Choice settings[] = {
  { "do-not-disturb", { "on", "off" } }, { "child-mode", { "on", "off" } }, { "child-code" }, { "brief-mode", { "on", "off" } },
  { "quiet-hours" }, { "alarm-ramp", { "on", "off" } }, { "units", { "auto", "metric", "imperial" } }, { "locale", { "en-US", "de-DE" } }, { "wake-word" },
  { "adverts", { "off", "few", "usual", "many" } }, { "advert-place", { "anywhere", "answers", "music" } },
};

/**
 * ear_stage_get_actions:
 * @n_actions: (out): how many there are
 *
 * Returns: (array length=n_actions): all that can be made to happen, section by section
 */
const EarStageAction *
ear_stage_get_actions (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);

  return actions;
}

/**
 * ear_stage_find:
 *
 * Returns: (nullable): the action
 */
const EarStageAction *
ear_stage_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i].id, id) == 0)
      return &actions[i];

  return NULL;
}

/**
 * ear_stage_get_section_title:
 *
 * Returns: its name, translated
 */
const char *
ear_stage_get_section_title (EarStageSection section)
{
  g_return_val_if_fail (section < EAR_N_STAGE_SECTIONS, NULL);

  return _(section_titles[section]);
}

static char *
clean (const char *text,
       guint       most)
{
  return text && *text ? ear_text_clean (text, most) : NULL;
}

static void
post_sensed (EarSpeaker *speaker,
             const char *what,
             const char *value,
             const char *detail)
{
  g_autofree char *clean_value = clean (value, MAX_VALUE), *clean_detail = clean (detail, MAX_DETAIL);

  ear_speaker_post (speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { what, clean_value, clean_detail } });
}

/* Only what is an example is translated; "lost" is a word of the tape. */
static const char *
translate (const EarStageAction *action,
           const char           *text)
{
  return text == NULL || *text == '\0' || action->event.type != EAR_EVENT_SENSED ? text : _(text);
}

static gboolean
takes_words (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (senses); i++)
    if (strcmp (senses[i].name, what) == 0)
      return senses[i].values[0] == NULL;

  return FALSE;
}

/**
 * ear_stage_perform:
 * @value: (nullable): instead of the example
 * @detail: (nullable): instead of the example
 *
 * Makes it happen.
 */
void
ear_stage_perform (EarSpeaker           *speaker,
                   const EarStageAction *action,
                   const char           *value,
                   const char           *detail)
{
  const EarSensed *sensed = &action->event.sensed;

  g_return_if_fail (EAR_IS_SPEAKER (speaker));
  g_return_if_fail (action != NULL);

  if (action->event.type == EAR_EVENT_PRESSED)
    ear_stage_set (speaker, action->event.pressed.button, value ? value : action->event.pressed.value, NULL);
  else
    post_sensed (speaker, sensed->what, value ? value : takes_words (sensed->what) ? translate (action, sensed->value) : sensed->value,
                 detail ? detail : translate (action, sensed->detail));
}

static char *
join_names (const Choice *choices,
            gsize         n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", choices[i].name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
check (const Choice  *choices,
       gsize          n,
       const char    *name,
       const char    *value,
       GError       **error)
{
  g_autofree char *shown = ear_text_clean (value ? value : "", MAX_DETAIL), *named = ear_text_clean (name, MAX_DETAIL), *names = NULL;

  for (gsize i = 0; i < n; i++) {
    g_autofree char *values = NULL;

    if (strcmp (choices[i].name, name) != 0)
      continue;
    if (choices[i].values[0] == NULL || (value != NULL && g_strv_contains (choices[i].values, value)))
      return TRUE;
    values = g_strjoinv (", ", (char **) choices[i].values);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not for %s. Use one of: %s."), shown, name, values);
    return FALSE;
  }

  names = join_names (choices, n);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("There is no “%s”. Use one of: %s."), named, names);

  return FALSE;
}

/**
 * ear_stage_sense:
 * @speaker: (nullable): %NULL to look only whether it can be done
 * @what: as in SENSED
 * @value: (nullable): what it is
 * @detail: (nullable): more of it
 * @error: lists what there is
 *
 * Lets something reach the speaker from outside. Words may be any: they are cut and made fit to be spoken.
 */
gboolean
ear_stage_sense (EarSpeaker  *speaker,
                 const char  *what,
                 const char  *value,
                 const char  *detail,
                 GError     **error)
{
  if (!check (senses, G_N_ELEMENTS (senses), what, value, error))
    return FALSE;
  if (speaker != NULL)
    post_sensed (speaker, what, value, detail);

  return TRUE;
}

static gboolean
is_code (const char *value)
{
  return value != NULL && strlen (value) == 4 && strspn (value, "0123456789") == 4;
}

/* "22:00-07:00" */
static gboolean
is_hours (const char *value)
{
  static const char pattern[] = "NN:NN-NN:NN";
  guint n = 0;

  for (; value != NULL && value[n] != '\0' && pattern[n] != '\0'; n++)
    if (pattern[n] == 'N' ? !g_ascii_isdigit (value[n]) : value[n] != pattern[n])
      return FALSE;

  return n == strlen (pattern) && value[n] == '\0' && strncmp (value, "24", 2) < 0 && strncmp (value + 6, "24", 2) < 0 &&
         value[3] < '6' && value[9] < '6';
}

/* What some setting must look like, beyond being words. */
static const char *
find_fault (const char *setting,
            const char *value)
{
  if (strcmp (setting, "child-code") == 0 && !is_code (value))
    return _("The code of child mode has four digits.");
  if (strcmp (setting, "quiet-hours") == 0 && g_strcmp0 (value, "off") != 0 && !is_hours (value))
    return _("Write quiet hours as 22:00-07:00, or “off”.");

  return value == NULL ? _("Say what it is to be.") : NULL;
}

/**
 * ear_stage_set:
 * @speaker: (nullable): %NULL to look only whether it can be done
 * @setting: as in ADJUSTED
 * @value: what it is to be
 * @error: lists what there is
 *
 * Turns a knob of the speaker.
 */
gboolean
ear_stage_set (EarSpeaker  *speaker,
               const char  *setting,
               const char  *value,
               GError     **error)
{
  g_autofree char *clean_value = clean (value, MAX_DETAIL);
  const char *fault;

  if (!check (settings, G_N_ELEMENTS (settings), setting, value, error))
    return FALSE;
  if ((fault = find_fault (setting, clean_value))) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, fault);
    return FALSE;
  }
  if (speaker != NULL)
    ear_speaker_post (speaker, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { setting, clean_value } });

  return TRUE;
}
