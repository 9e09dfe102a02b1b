/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "model/ear-household.h"

#include <string.h>

/* Folds whatever lines can be read, and writes and reads each again. */
static void
feed (EarTape      *tape,
      EarHousehold *household,
      const char   *line,
      gsize         length)
{
  g_autoptr (EarEvent) event = ear_event_from_json (line, length, NULL);
  g_autoptr (EarEvent) back = NULL;
  g_autofree char *text = NULL;

  if (event == NULL)
    return;

  text = ear_event_to_json (event, FALSE);
  back = ear_event_from_json (text, -1, NULL);
  g_assert_nonnull (back);
  g_assert_true (ear_event_equal (event, back));
  ear_household_apply (household, event);
  ear_tape_append (tape, g_steal_pointer (&event));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) household = ear_household_new ();
  const char *line = (const char *) data, *end = line + size;
  EarState scrubbed, folded = EAR_STATE_INIT;

  while (line < end) {
    const char *stop = memchr (line, '\n', end - line);

    if (stop == NULL)
      stop = end;
    feed (tape, household, line, stop - line);
    line = stop + 1;
  }

  for (guint i = 1; i <= ear_tape_get_length (tape); i++)
    ear_state_apply (&folded, ear_tape_peek (tape, i));
  scrubbed = ear_tape_get_state (tape, ear_tape_get_length (tape));
  g_assert_cmpmem (&scrubbed, sizeof scrubbed, &folded, sizeof folded);

  return 0;
}
