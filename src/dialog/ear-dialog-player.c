/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

/* What is played: when, and what follows it. */

/* What is queued in this turn and was not played yet; adverts go before music. */
static const EarEvent *
find_queued (const EarMoment *moment)
{
  g_autoptr (GHashTable) played = g_hash_table_new (g_str_hash, g_str_equal);
  const EarEvent *found = NULL;

  for (guint i = ear_tape_get_length (moment->tape); i > 0 && moment->state->n_queued > 0; i--) {
    const EarEvent *event = ear_tape_peek (moment->tape, i);

    if (event->type == EAR_EVENT_UNDERSTOOD || event->type == EAR_EVENT_OPENED)
      break;
    if (event->type == EAR_EVENT_PLAYED && event->played.token)
      g_hash_table_add (played, (gpointer) event->played.token);
    if (event->type == EAR_EVENT_QUEUED && event->queued.token && !g_hash_table_remove (played, event->queued.token) &&
        (found == NULL || g_strcmp0 (event->queued.kind, "advert") == 0))
      found = event;
  }

  return found;
}

/* Returns: (nullable): what is played now */
const EarEvent *
ear_dialog_play_queued (const EarMoment *moment,
                        EarWishes       *wishes)
{
  const EarEvent *queued = find_queued (moment);
  EarEvent played;

  if (queued != NULL) {
    played = *queued;
    played.type = EAR_EVENT_PLAYED;
    ear_wishes_note (wishes, &played);
  }

  return queued;
}

/* When the words are over: a reply, an advert, the music, or the end of the session. */
void
ear_dialog_proceed (const EarMoment *moment,
                    EarWishes       *wishes)
{
  const EarEvent *queued;

  if (moment->state->last.expected != 0) {
    ear_wishes_add (wishes, EAR_WISH_LISTEN);
    return;
  }

  queued = ear_dialog_play_queued (moment, wishes);
  if (queued == NULL || g_strcmp0 (queued->queued.kind, "advert") != 0)
    ear_dialog_end_turn (moment, "done", wishes);
}

/* What a skill queued while nobody talks is played at once: the next track. */
void
ear_dialog_decide_queued (const EarMoment *moment,
                          EarWishes       *wishes)
{
  const EarEvent *event = ear_dialog_peek_latest (moment);
  gboolean advert = g_strcmp0 (event->queued.kind, "advert") == 0;

  if (advert ? moment->state->session_open : moment->state->phase == EAR_PHASE_IDLE && !moment->state->session_open) {
    ear_dialog_proceed (moment, wishes);
  } else if (!advert && moment->state->playing == EAR_PLAYING_NOTHING &&
             (moment->state->phase == EAR_PHASE_LISTENING || moment->state->phase == EAR_PHASE_EXPECTING)) {
    EarEvent played = *event;

    /* The music goes on under the customer's words; the player ducks it. */
    played.type = EAR_EVENT_PLAYED;
    ear_wishes_note (wishes, &played);
  }
}

void
ear_dialog_decide_playback (EarDialog       *self,
                            const EarMoment *moment,
                            EarWishes       *wishes)
{
  const EarPlayback *playback = &ear_dialog_peek_latest (moment)->playback;
  gboolean advert = playback->token && g_str_has_prefix (playback->token, "advert:");
  gboolean book = playback->token && g_str_has_prefix (playback->token, "book:");
  const char *skill = advert ? "adverts" : book ? "books" : "music";
  g_autofree char *intent = g_strconcat (advert ? "advert." : book ? "books." : "music.", playback->state, NULL);
  gboolean over = g_strcmp0 (playback->state, "finished") == 0 || g_strcmp0 (playback->state, "failed") == 0;

  /* A book wants to know all about it, for its bookmark; for some adverts it counts that they began. */
  if (!book && !over && !(advert && g_strcmp0 (playback->state, "started") == 0))
    return;

  if (ear_dialog_find_skill (self, skill) != NULL)
    ear_dialog_meet (self, moment, skill, intent, wishes);

  /* While somebody talks, the turn that is under way goes on instead. */
  if (advert && over && (moment->state->phase == EAR_PHASE_IDLE || moment->state->phase == EAR_PHASE_RINGING))
    ear_dialog_proceed (moment, wishes);
}

/* What waited for the end of the session: words for the household, or music that a skill queued without a word about it. */
void
ear_dialog_decide_closed (EarDialog       *self,
                          const EarMoment *moment,
                          EarWishes       *wishes)
{
  if (g_strcmp0 (ear_dialog_peek_latest (moment)->closed.reason, "quit") == 0)
    return;

  if (moment->state->n_queued > 0)
    ear_dialog_proceed (moment, wishes);
  else
    ear_dialog_catch_up (self, moment, wishes);
}
