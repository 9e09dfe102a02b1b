/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-skill-unasked.h"

static gboolean
is_on (const EarScene *scene,
       const char     *setting)
{
  return g_strcmp0 (ear_household_get_setting (scene->household, setting, "off"), "on") == 0;
}

/**
 * ear_unasked_peek_sensed:
 *
 * Returns: (nullable): what the device just sensed
 */
const EarSensed *
ear_unasked_peek_sensed (const EarScene *scene)
{
  const EarEvent *event = ear_tape_peek (scene->tape, ear_tape_get_length (scene->tape));

  return event != NULL && event->type == EAR_EVENT_SENSED ? &event->sensed : NULL;
}

/**
 * ear_unasked_may_speak:
 *
 * Returns: whether nobody talks, on the phone or with the device
 */
gboolean
ear_unasked_may_speak (const EarScene *scene)
{
  return !scene->state->session_open && (scene->state->conditions & (EAR_CONDITION_CALLED | EAR_CONDITION_IN_CALL)) == 0;
}

/**
 * ear_unasked_is_quiet:
 *
 * Returns: whether the household does not want to be disturbed
 */
gboolean
ear_unasked_is_quiet (const EarScene *scene)
{
  return (scene->state->conditions & EAR_CONDITION_QUIET) != 0;
}

gboolean
ear_unasked_is_child (const EarScene *scene)
{
  return is_on (scene, "child-mode");
}

/**
 * ear_unasked_in_routine:
 *
 * Returns: whether this turn goes through a routine
 */
gboolean
ear_unasked_in_routine (const EarScene *scene)
{
  for (guint i = ear_tape_get_length (scene->tape); i > 0; i--) {
    EarEventType type = ear_tape_peek (scene->tape, i)->type;

    if (type == EAR_EVENT_PLANNED)
      return TRUE;
    if (type == EAR_EVENT_OPENED || type == EAR_EVENT_WOKEN)
      break;
  }

  return FALSE;
}

/**
 * ear_unasked_speak:
 * @cause: of the session that is opened for it
 * @chime: (nullable): sounds before
 * @ssml: rendered prompts
 * @reprompt: (nullable): prompt for the case that it is a question and nobody replies
 */
void
ear_unasked_speak (const EarScene *scene,
                   EarWishes      *wishes,
                   const char     *cause,
                   const char     *chime,
                   const char     *ssml,
                   const char     *reprompt)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = cause } });
  if (chime != NULL)
    ear_wishes_chime (wishes, chime);
  ear_tools_ask_back (scene, wishes, ssml, reprompt, NULL);
}

static guint
count_noted (EarWishes    *wishes,
             EarEventType  type)
{
  guint n = 0;

  for (guint i = 0; i < wishes->len; i++) {
    const EarWish *wish = g_ptr_array_index (wishes, i);

    n += wish->type == EAR_WISH_NOTE && wish->event->type == type;
  }

  return n;
}

/**
 * ear_unasked_notify:
 * @kind: as in NOTIFIED
 * @source: (nullable): who sent it
 *
 * Lets it wait to be read. It makes itself heard once, unless it must not.
 */
void
ear_unasked_notify (const EarScene *scene,
                    EarWishes      *wishes,
                    const char     *kind,
                    const char     *source,
                    const char     *text)
{
  guint before = count_noted (wishes, EAR_EVENT_NOTIFIED);
  g_autofree char *id = g_strdup_printf ("n%u", ear_household_get_n_notified (scene->household) + before + 1);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_NOTIFIED,
    .notified = { .id = id, .kind = kind, .source = source, .text = text },
  });
  ear_wishes_charge (wishes, "notification.push", 1, 0, kind);
  if (before == 0 && !ear_unasked_is_quiet (scene))
    ear_wishes_chime (wishes, "notification");
}

/**
 * ear_tools_confirm:
 * @ssml: rendered prompts that say no more than that it was done
 *
 * Says so, or sounds a chime in brief mode.
 */
void
ear_tools_confirm (const EarScene *scene,
                   EarWishes      *wishes,
                   const char     *ssml)
{
  if (is_on (scene, "brief-mode"))
    ear_wishes_chime (wishes, "ok");
  else
    ear_tools_say (scene, wishes, ssml);
}
