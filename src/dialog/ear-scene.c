/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-skill.h"

static const EarFilledSlot *
find_slot (const EarScene *self,
           const char     *name)
{
  for (guint i = 0; self->slots != NULL && i < self->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (self->slots, i);

    if (g_strcmp0 (slot->name, name) == 0)
      return slot;
  }

  return NULL;
}

/**
 * ear_scene_get_value:
 * @slot: a slot of the intent
 *
 * Returns: (nullable): its canonical name where it has one, else its value; %NULL where it was not filled
 */
const char *
ear_scene_get_value (const EarScene *self,
                     const char     *slot)
{
  const EarFilledSlot *filled = find_slot (self, slot);

  if (filled == NULL)
    return NULL;

  return filled->resolved != NULL && filled->resolved[0] != NULL ? filled->resolved[0] : filled->value;
}

/**
 * ear_scene_get_heard:
 * @slot: a slot of the intent
 *
 * Returns: (nullable): the customer's own words for it
 */
const char *
ear_scene_get_heard (const EarScene *self,
                     const char     *slot)
{
  const EarFilledSlot *filled = find_slot (self, slot);

  return filled ? filled->heard : NULL;
}

/**
 * ear_scene_dup_now:
 *
 * Returns: (transfer full): now, in the device's time zone
 */
GDateTime *
ear_scene_dup_now (const EarScene *self)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->now / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, self->timezone);
}

static char *
render (const EarScene *self,
        const char     *prompt,
        va_list         values)
{
  g_autofree char *purpose = g_strconcat ("prompt/", prompt, NULL);

  return ear_phrase_render_valist (self->model, prompt, ear_dice_draw (self->dice, self->turn, purpose) >> 40, values);
}

char *
ear_scene_render (const EarScene *self,
                  const char     *prompt,
                  ...)
{
  va_list values;
  char *text;

  va_start (values, prompt);
  text = render (self, prompt, values);
  va_end (values);

  return text;
}

/**
 * ear_scene_say_ssml:
 * @ssml: what to say, without the <speak> root
 * @reprompt: (nullable): what to say when nobody replies
 * @card: (nullable): {"title", "text", "image"} as JSON
 */
void
ear_scene_say_ssml (const EarScene *self,
                    EarWishes      *wishes,
                    const char     *ssml,
                    const char     *reprompt,
                    const char     *card)
{
  g_autofree char *whole = g_strconcat ("<speak>", ssml, "</speak>", NULL);
  g_autofree char *text = ear_phrase_plain (whole);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_SAID,
    .said = { .skill = self->skill, .ssml = whole, .text = text, .reprompt = reprompt, .card = card },
  });
}

void
ear_scene_say (const EarScene *self,
               EarWishes      *wishes,
               const char     *prompt,
               ...)
{
  g_autofree char *ssml = NULL;
  va_list values;

  va_start (values, prompt);
  ssml = render (self, prompt, values);
  va_end (values);

  ear_scene_say_ssml (self, wishes, ssml, NULL, NULL);
}

/**
 * ear_scene_expect:
 * @kind: confirm, elicit or follow-up
 * @intent: (nullable): what the reply is for
 * @slot: (nullable): the slot that is wanted
 * @proposal: (nullable): JSON that the skill wants back with the reply
 *
 * Notes that a reply is wanted when the speech is over.
 */
void
ear_scene_expect (const EarScene *self,
                  EarWishes      *wishes,
                  const char     *kind,
                  const char     *intent,
                  const char     *slot,
                  const char     *proposal)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_EXPECTED,
    .expected = { .skill = self->skill, .kind = kind, .intent = intent, .slot = slot, .proposal = proposal },
  });
}
