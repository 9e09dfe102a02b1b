/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-speaker-private.h"

#include <string.h>

static gboolean
is_memory (const EarEvent *event)
{
  return event->turn == 0 && event->type != EAR_EVENT_OPENED && !ear_event_type_is_outside (event->type);
}

/* A session is named by its moment and its number. */
static guint
count_earlier_sessions (EarTape *recorded)
{
  for (guint i = 1; i <= ear_tape_get_length (recorded); i++) {
    const EarEvent *event = ear_tape_peek (recorded, i);
    const char *dash = event->type == EAR_EVENT_OPENED && event->opened.session ? strrchr (event->opened.session, '-') : NULL;

    if (dash != NULL)
      return MAX (g_ascii_strtoull (dash + 1, NULL, 10), 1) - 1;
  }

  return 0;
}

/**
 * ear_speaker_rerun:
 * @config: as it was when the tape was recorded
 * @recorded: a tape
 *
 * Feeds a new device only with what came from outside.
 *
 * Returns: (transfer full) (nullable): its tape, which should equal @recorded
 */
EarTape *
ear_speaker_rerun (const EarSpeakerConfig  *config,
                   EarTape                 *recorded,
                   GError                 **error)
{
  g_autoptr (EarSpeaker) self = ear_speaker_make (config, error);
  guint length = ear_tape_get_length (recorded);
  guint i = 1;

  if (self == NULL)
    return NULL;

  self->rerunning = TRUE;
  self->n_sessions = count_earlier_sessions (recorded);

  /* What earlier sessions had left behind. */
  for (; i <= length && is_memory (ear_tape_peek (recorded, i)); i++) {
    const EarEvent *event = ear_tape_peek (recorded, i);

    ear_household_apply (self->household, event);
    ear_tape_append (self->tape, ear_event_new (event));
  }

  for (; i <= length; i++)
    if (ear_event_type_is_outside (ear_tape_peek (recorded, i)->type))
      ear_speaker_take_in (self, ear_tape_peek (recorded, i));

  return g_object_ref (self->tape);
}
