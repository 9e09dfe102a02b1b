/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

/* A turn of the conversation: from the wake word to the end of the answer. */

/* What was recognized with less than this is noise, whatever words it resembles. */
#define LEAST_CONFIDENCE 0.02

/* And a yes that is understood with a smaller score is none. */
#define LEAST_YES 0.5

static gboolean
goes_on (const EarWish *wish)
{
  return wish->type == EAR_WISH_SAY || wish->type == EAR_WISH_ASK || wish->type == EAR_WISH_PLAY ||
         (wish->type == EAR_WISH_NOTE && wish->event->type == EAR_EVENT_PLANNED);
}

/* A skill that wished for nothing to wait for has finished the session with its silence. */
static void
close_unless_going_on (const EarMoment *moment,
                       EarWishes       *wishes,
                       guint            from)
{
  for (guint i = from; i < wishes->len; i++)
    if (goes_on (g_ptr_array_index (wishes, i)))
      return;

  ear_dialog_end_turn (moment, "done", wishes);
}

void
ear_dialog_decide_woken (const EarMoment *moment,
                         EarWishes       *wishes)
{
  const char *by = ear_dialog_peek_latest (moment)->woken.by;
  EarState before = ear_tape_get_state (moment->tape, ear_tape_get_length (moment->tape) - 1);

  if (before.phase == EAR_PHASE_SPEAKING)
    ear_wishes_add (wishes, EAR_WISH_HUSH_VOICE);
  ear_dialog_leave_routine (moment, wishes);
  if (g_strcmp0 (by, "text") == 0 || g_strcmp0 (by, "file") == 0)
    return;

  ear_wishes_chime (wishes, "wake");
  ear_wishes_add (wishes, EAR_WISH_LISTEN);
}

static void
charge_turn (const EarHeard *heard,
             EarWishes      *wishes)
{
  if (g_strcmp0 (heard->source, "text") != 0)
    ear_wishes_charge (wishes, "voice.asr", 1, 0, NULL);
  ear_wishes_charge (wishes, "voice.nlu", 1, 0, NULL);
  ear_wishes_charge (wishes, "device.subsidy", 1, 0, NULL);
  ear_wishes_charge (wishes, "people.development", 1, 0, NULL);
}

static gboolean
is_noise (const EarHeard *heard)
{
  gboolean recognized = g_strcmp0 (heard->source, "voice") == 0 || g_strcmp0 (heard->source, "file") == 0;

  return heard->text == NULL || (recognized && heard->confidence < LEAST_CONFIDENCE);
}

/* Nothing is bought on a "maybe": who was asked to confirm must have said something that is a yes without much good will. */
static const char *
find_intent (const EarResolution *resolution,
             gboolean             confirm)
{
  gboolean yes = g_strcmp0 (resolution->intent, "AMAZON.YesIntent") == 0;

  return confirm && yes && resolution->score < LEAST_YES ? NULL : resolution->intent;
}

/**
 * ear_dialog_understand:
 * @text: what the customer said, or a step of a routine says instead
 * @expected: (nullable): what they had been asked
 */
void
ear_dialog_understand (EarDialog         *self,
                       const EarMoment   *moment,
                       const char        *text,
                       const EarExpected *expected,
                       EarWishes         *wishes)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, moment->timezone);
  g_autoptr (EarResolution) resolution = NULL;
  g_autofree char *slots = NULL;
  EarContext context = { 0 };

  if (expected != NULL)
    context = (EarContext) {
      .skill = expected->skill,
      .intent = expected->intent,
      .slot = expected->slot,
      .confirm = g_strcmp0 (expected->kind, "confirm") == 0,
    };

  resolution = ear_resolver_resolve (self->resolver, text, expected ? &context : NULL, now);
  slots = ear_resolution_slots_to_json (resolution);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_UNDERSTOOD,
    .understood = {
      .intent = find_intent (resolution, context.confirm),
      .skill = resolution->skill,
      .score = resolution->score,
      .slots = slots,
      .heard_as = resolution->heard_as,
    },
  });
}

void
ear_dialog_decide_heard (EarDialog       *self,
                         const EarMoment *moment,
                         EarWishes       *wishes)
{
  const EarHeard *heard = &ear_dialog_peek_latest (moment)->heard;
  const EarExpected *expected = ear_dialog_peek_expected (moment, ear_tape_get_length (moment->tape));

  ear_dialog_understand (self, moment, is_noise (heard) ? "" : heard->text, expected, wishes);
  charge_turn (heard, wishes);
}

/* A step that nobody understands, and a routine within a routine, which might never end. */
static gboolean
is_lost_step (const EarMoment     *moment,
              const EarUnderstood *understood)
{
  const EarEvent *before = ear_tape_peek (moment->tape, ear_tape_get_length (moment->tape) - 1);

  return before != NULL && before->type == EAR_EVENT_STEPPED &&
         (understood->intent == NULL || g_strcmp0 (understood->skill, "routines") == 0);
}

/* Who pays for the assistant gets an answer from it where no skill has one; not where a skill waits for its own, nor to noise. */
static gboolean
goes_to_assistant (const EarMoment   *moment,
                   const EarExpected *expected)
{
  const EarEvent *heard = ear_tape_peek (moment->tape, moment->state->last.heard);

  return heard != NULL && !is_noise (&heard->heard) && *heard->heard.text != '\0' &&
         (expected == NULL || g_strcmp0 (expected->kind, "follow-up") == 0) &&
         ear_household_has_plan (moment->household, "assistant");
}

/* Yes, no and "cancel" answer whoever asked; all else goes to whom it belongs. */
static const char *
route (const EarMoment     *moment,
       const EarUnderstood *understood,
       const EarExpected   *expected,
       const char         **intent)
{
  const char *instead;

  static const char *const replies[] = {
    "AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.CancelIntent", "AMAZON.StopIntent", NULL
  };

  *intent = understood->intent ? understood->intent : "AMAZON.FallbackIntent";
  if (is_lost_step (moment, understood)) {
    *intent = "routines.lost";
    return "routines";
  }
  if ((instead = ear_dialog_redirect (moment, expected, intent)))
    return instead;
  if (expected != NULL && expected->skill != NULL && g_strv_contains (replies, *intent))
    return expected->skill;
  if (understood->intent == NULL && goes_to_assistant (moment, expected)) {
    *intent = "assistant.anything";
    return "assistant";
  }
  if (understood->intent == NULL || understood->skill == NULL || g_strcmp0 (*intent, "AMAZON.YesIntent") == 0 ||
      g_strcmp0 (*intent, "AMAZON.NoIntent") == 0)
    return "device";

  return understood->skill;
}

void
ear_dialog_decide_understood (EarDialog       *self,
                              const EarMoment *moment,
                              EarWishes       *wishes)
{
  const EarEvent *event = ear_dialog_peek_latest (moment);
  guint from = wishes->len;
  const char *intent;
  const EarExpected *expected = ear_dialog_peek_expected (moment, ear_tape_get_length (moment->tape));
  const char *skill = route (moment, &event->understood, expected, &intent);

  if (ear_dialog_find_skill (self, skill) == NULL)
    skill = "device";

  ear_dialog_meet (self, moment, skill, intent, wishes);
  close_unless_going_on (moment, wishes, from);
}

static const char *
find_asker (const EarMoment *moment,
            const char      *kind)
{
  for (guint i = ear_tape_get_length (moment->tape); i > 0; i--) {
    const EarEvent *event = ear_tape_peek (moment->tape, i);

    if (event->type == EAR_EVENT_ASKED && g_strcmp0 (event->asked.kind, kind) == 0)
      return event->asked.skill;
  }

  return NULL;
}

void
ear_dialog_decide_answered (EarDialog       *self,
                            const EarMoment *moment,
                            EarWishes       *wishes)
{
  const EarEvent *event = ear_dialog_peek_latest (moment);
  gboolean answered = event->type == EAR_EVENT_ANSWERED;
  const char *kind = answered ? event->answered.kind : event->failed.kind;
  const char *asker = find_asker (moment, kind);
  g_autoptr (EarAnswer) answer = answered && event->answered.answer ? ear_answer_from_json (event->answered.answer, NULL) : NULL;
  EarFailed senseless = { .kind = kind, .code = "bad-response", .message = "The answer makes no sense." };
  g_auto (EarScene) scene = { 0 };
  guint from = wishes->len;

  if (asker == NULL || ear_dialog_find_skill (self, asker) == NULL)
    return;

  /* Without a connection it does not matter what was asked. */
  if (!answered && g_strcmp0 (event->failed.code, "disconnected") == 0 && ear_dialog_find_skill (self, "connections") != NULL &&
      moment->state->session_open && g_strcmp0 (kind, "ads") != 0) {
    ear_dialog_meet (self, moment, "connections", "connection.unreachable", wishes);
    return;
  }

  scene = ear_dialog_make_scene (self, moment, asker);
  ear_skill_answer (ear_dialog_find_skill (self, asker), &scene, answer, answer ? NULL : answered ? &senseless : &event->failed, wishes);
  ear_dialog_sign_questions (wishes, from, asker);
  /* What rings goes on ringing, whatever a service says about the sound. */
  if (g_strcmp0 (asker, "alerts") == 0)
    return;
  if (g_strcmp0 (kind, "ads") != 0)
    close_unless_going_on (moment, wishes, from);
  else if (wishes->len == from)
    ear_dialog_proceed (moment, wishes);
}

/* An advert is looked for once, after the words of a turn; when it has come, or has not, the turn goes on. */
static gboolean
was_followed (const EarMoment *moment)
{
  for (guint i = ear_tape_get_length (moment->tape); i > moment->state->last.understood; i--) {
    const EarEvent *event = ear_tape_peek (moment->tape, i);

    if (event->type == EAR_EVENT_ASKED && g_strcmp0 (event->asked.kind, "ads") == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_words (EarWishes *wishes,
           guint      from)
{
  for (guint i = from; i < wishes->len; i++)
    if (((const EarWish *) g_ptr_array_index (wishes, i))->type == EAR_WISH_SAY)
      return TRUE;

  return FALSE;
}

void
ear_dialog_decide_spoken (EarDialog       *self,
                          const EarMoment *moment,
                          EarWishes       *wishes)
{
  EarState before = ear_tape_get_state (moment->tape, ear_tape_get_length (moment->tape) - 1);
  guint from = wishes->len;

  /* A speech that ended just when somebody cut in has nothing to say any more. */
  if (before.phase != EAR_PHASE_SPEAKING || ear_dialog_peek_latest (moment)->spoken.interrupted || !moment->state->session_open)
    return;

  if (moment->state->last.expected == 0 && moment->state->last.understood != 0 && !was_followed (moment)) {
    /* One word at a time: what speaks is followed in its turn. */
    for (guint i = 0; i < self->skills->len && !has_words (wishes, from); i++) {
      EarSkill *skill = g_ptr_array_index (self->skills, i);
      guint asked = wishes->len;
      g_auto (EarScene) scene = ear_dialog_make_scene (self, moment, ear_skill_get_id (skill));

      ear_skill_follow (skill, &scene, wishes);
      ear_dialog_sign_questions (wishes, asked, ear_skill_get_id (skill));
    }
  }

  if (wishes->len == from)
    ear_dialog_proceed (moment, wishes);
}

void
ear_dialog_decide_lapsed (const EarMoment *moment,
                          EarWishes       *wishes)
{
  const EarEvent *expected = ear_tape_peek (moment->tape, moment->state->last.expected);
  const EarEvent *said = ear_tape_peek (moment->tape, moment->state->last.said);

  if (moment->state->n_lapses == 1 && expected != NULL && said != NULL && said->said.reprompt != NULL) {
    g_autofree char *text = ear_phrase_plain (said->said.reprompt);

    ear_wishes_note (wishes, &(EarEvent) {
      .type = EAR_EVENT_SAID,
      .said = { .skill = said->said.skill, .ssml = said->said.reprompt, .text = text },
    });
    ear_wishes_note (wishes, expected);
    return;
  }

  ear_wishes_chime (wishes, "end");
  ear_dialog_end_turn (moment, "lapsed", wishes);
}
