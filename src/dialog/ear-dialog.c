/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog.h"
#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <string.h>

/* An alert that is this late when the device starts is dropped, not rung (AVS does the same). */
#define STALE_ALERT (30 * G_TIME_SPAN_MINUTE)

/* What was recognized with less than this is noise, whatever words it resembles. */
#define LEAST_CONFIDENCE 0.02

struct _EarDialog {
  GObject      parent_instance;

  char        *locale;
  GPtrArray   *skills;
  GHashTable  *models;          /* skill id → EarInteractionModel */
  EarResolver *resolver;
};

G_DEFINE_FINAL_TYPE (EarDialog, ear_dialog, G_TYPE_OBJECT)

static EarSkill *
find_skill (EarDialog  *self,
            const char *id)
{
  for (guint i = 0; i < self->skills->len; i++) {
    EarSkill *skill = g_ptr_array_index (self->skills, i);

    if (g_strcmp0 (ear_skill_get_id (skill), id) == 0)
      return skill;
  }

  return NULL;
}

static const EarEvent *
peek_latest (const EarMoment *moment)
{
  return ear_tape_peek (moment->tape, ear_tape_get_length (moment->tape));
}

static GPtrArray *
read_slots (const char *json)
{
  g_autoptr (JsonNode) node = json ? ear_json_parse (json, -1, NULL, NULL) : NULL;

  return ear_filled_slots_from_json (node);
}

/* The scene of the turn that is under way: what was understood, and what the customer had been asked before. */
static EarScene
make_scene (EarDialog       *self,
            const EarMoment *moment,
            const char      *skill)
{
  const EarEvent *understood = ear_tape_peek (moment->tape, moment->state->last.understood);
  EarScene scene = {
    .tape = moment->tape,
    .state = moment->state,
    .household = moment->household,
    .model = g_hash_table_lookup (self->models, skill),
    .locale = self->locale,
    .skill = skill,
    .dice = moment->dice,
    .now = moment->now,
    .timezone = moment->timezone,
    .turn = moment->state->turn,
    .slots = read_slots (understood ? understood->understood.slots : NULL),
  };

  if (understood != NULL) {
    EarState before = ear_tape_get_state (moment->tape, moment->state->last.understood - 1);
    const EarEvent *expected = ear_tape_peek (moment->tape, before.last.expected);

    scene.intent = understood->understood.intent;
    scene.expected = expected ? &expected->expected : NULL;
  }

  return scene;
}

static void
scene_clear (EarScene *scene)
{
  g_clear_pointer (&scene->slots, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarScene, scene_clear)

static void
sign_questions (EarWishes  *wishes,
                guint       from,
                const char *skill)
{
  for (guint i = from; i < wishes->len; i++) {
    EarWish *wish = g_ptr_array_index (wishes, i);

    if (wish->type == EAR_WISH_ASK)
      wish->skill = g_intern_string (skill);
  }
}

static void
close_session (EarWishes  *wishes,
               const char *reason)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_CLOSED, .closed = { .reason = reason } });
}

static gboolean
goes_on (const EarWish *wish)
{
  return wish->type == EAR_WISH_SAY || wish->type == EAR_WISH_ASK || wish->type == EAR_WISH_PLAY;
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

  if (moment->state->session_open)
    close_session (wishes, "done");
}

static void
meet (EarDialog       *self,
      const EarMoment *moment,
      const char      *skill,
      const char      *intent,
      EarWishes       *wishes)
{
  g_auto (EarScene) scene = make_scene (self, moment, skill);
  guint from = wishes->len;

  scene.intent = intent;
  ear_skill_meet (find_skill (self, skill), &scene, wishes);
  sign_questions (wishes, from, skill);
}

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

/* When the words are over: a reply, an advert, the music, or the end of the session. */
static void
proceed (EarDialog       *self,
         const EarMoment *moment,
         EarWishes       *wishes)
{
  const EarEvent *queued = find_queued (moment);

  if (moment->state->last.expected != 0) {
    ear_wishes_add (wishes, EAR_WISH_LISTEN);
    return;
  }

  if (queued != NULL) {
    EarEvent played = *queued;

    played.type = EAR_EVENT_PLAYED;
    ear_wishes_note (wishes, &played);
    if (g_strcmp0 (queued->queued.kind, "advert") == 0)
      return;
  }

  if (moment->state->session_open)
    close_session (wishes, "done");
}

static const EarExpected *
peek_expected (const EarMoment *moment)
{
  EarState before = ear_tape_get_state (moment->tape, ear_tape_get_length (moment->tape) - 1);
  const EarEvent *expected = ear_tape_peek (moment->tape, before.last.expected);

  return expected ? &expected->expected : NULL;
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

static void
decide_heard (EarDialog       *self,
              const EarMoment *moment,
              EarWishes       *wishes)
{
  const EarHeard *heard = &peek_latest (moment)->heard;
  const EarExpected *expected = peek_expected (moment);
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

  resolution = ear_resolver_resolve (self->resolver, is_noise (heard) ? "" : heard->text, expected ? &context : NULL, now);
  slots = ear_resolution_slots_to_json (resolution);

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_UNDERSTOOD,
    .understood = {
      .intent = resolution->intent,
      .skill = resolution->skill,
      .score = resolution->score,
      .slots = slots,
      .heard_as = resolution->heard_as,
    },
  });
  charge_turn (heard, wishes);
}

/* Yes, no and "cancel" answer whoever asked; all else goes to whom it belongs. */
static const char *
route (const EarUnderstood *understood,
       const EarExpected   *expected,
       const char         **intent)
{
  static const char *const replies[] = {
    "AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.CancelIntent", "AMAZON.StopIntent", NULL
  };

  *intent = understood->intent ? understood->intent : "AMAZON.FallbackIntent";
  if (expected != NULL && expected->skill != NULL && g_strv_contains (replies, *intent))
    return expected->skill;
  if (understood->intent == NULL || understood->skill == NULL || g_strcmp0 (*intent, "AMAZON.YesIntent") == 0 ||
      g_strcmp0 (*intent, "AMAZON.NoIntent") == 0)
    return "device";

  return understood->skill;
}

static void
decide_understood (EarDialog       *self,
                   const EarMoment *moment,
                   EarWishes       *wishes)
{
  const EarEvent *event = peek_latest (moment);
  guint from = wishes->len;
  const char *intent;
  const char *skill = route (&event->understood, peek_expected (moment), &intent);

  if (find_skill (self, skill) == NULL)
    skill = "device";

  meet (self, moment, skill, intent, wishes);
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

static void
decide_answered (EarDialog       *self,
                 const EarMoment *moment,
                 EarWishes       *wishes)
{
  const EarEvent *event = peek_latest (moment);
  gboolean answered = event->type == EAR_EVENT_ANSWERED;
  const char *kind = answered ? event->answered.kind : event->failed.kind;
  const char *asker = find_asker (moment, kind);
  g_autoptr (EarAnswer) answer = answered && event->answered.answer ? ear_answer_from_json (event->answered.answer, NULL) : NULL;
  EarFailed senseless = { .kind = kind, .code = "bad-response", .message = "The answer makes no sense." };
  g_auto (EarScene) scene = { 0 };
  guint from = wishes->len;

  if (asker == NULL || find_skill (self, asker) == NULL)
    return;

  scene = make_scene (self, moment, asker);
  ear_skill_answer (find_skill (self, asker), &scene, answer, answer ? NULL : answered ? &senseless : &event->failed, wishes);
  sign_questions (wishes, from, asker);
  if (g_strcmp0 (kind, "ads") != 0)
    close_unless_going_on (moment, wishes, from);
  else if (wishes->len == from)
    proceed (self, moment, wishes);
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

static void
decide_spoken (EarDialog       *self,
               const EarMoment *moment,
               EarWishes       *wishes)
{
  EarState before = ear_tape_get_state (moment->tape, ear_tape_get_length (moment->tape) - 1);
  guint from = wishes->len;

  /* A speech that ended just when somebody cut in has nothing to say any more. */
  if (before.phase != EAR_PHASE_SPEAKING || peek_latest (moment)->spoken.interrupted || !moment->state->session_open)
    return;

  if (moment->state->last.expected == 0 && moment->state->last.understood != 0 && !was_followed (moment)) {
    for (guint i = 0; i < self->skills->len; i++) {
      EarSkill *skill = g_ptr_array_index (self->skills, i);
      guint asked = wishes->len;
      g_auto (EarScene) scene = make_scene (self, moment, ear_skill_get_id (skill));

      ear_skill_follow (skill, &scene, wishes);
      sign_questions (wishes, asked, ear_skill_get_id (skill));
    }
  }

  if (wishes->len == from)
    proceed (self, moment, wishes);
}

static void
decide_lapsed (EarDialog       *self,
               const EarMoment *moment,
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
  if (moment->state->session_open)
    close_session (wishes, "lapsed");
}

static void
decide_playback (EarDialog       *self,
                 const EarMoment *moment,
                 EarWishes       *wishes)
{
  const EarPlayback *playback = &peek_latest (moment)->playback;
  gboolean advert = playback->token && g_str_has_prefix (playback->token, "advert:");
  const char *skill = advert ? "adverts" : "music";
  g_autofree char *intent = g_strconcat (advert ? "advert." : "music.", playback->state, NULL);

  if (g_strcmp0 (playback->state, "finished") != 0 && g_strcmp0 (playback->state, "failed") != 0)
    return;

  if (find_skill (self, skill) != NULL)
    meet (self, moment, skill, intent, wishes);

  /* While somebody talks, the turn that is under way goes on instead. */
  if (advert && (moment->state->phase == EAR_PHASE_IDLE || moment->state->phase == EAR_PHASE_RINGING))
    proceed (self, moment, wishes);
}

/* What a skill queued while nobody talks is played at once: the next track. */
static void
decide_queued (EarDialog       *self,
               const EarMoment *moment,
               EarWishes       *wishes)
{
  const EarEvent *event = peek_latest (moment);
  gboolean advert = g_strcmp0 (event->queued.kind, "advert") == 0;

  if (advert ? moment->state->session_open : moment->state->phase == EAR_PHASE_IDLE && !moment->state->session_open) {
    proceed (self, moment, wishes);
  } else if (!advert && moment->state->playing == EAR_PLAYING_NOTHING &&
             (moment->state->phase == EAR_PHASE_LISTENING || moment->state->phase == EAR_PHASE_EXPECTING)) {
    EarEvent played = *event;

    /* The music goes on under the customer's words; the player ducks it. */
    played.type = EAR_EVENT_PLAYED;
    ear_wishes_note (wishes, &played);
  }
}

/* A skill that queued music without a word about it. */
static void
decide_closed (EarDialog       *self,
               const EarMoment *moment,
               EarWishes       *wishes)
{
  if (moment->state->n_queued > 0 && g_strcmp0 (peek_latest (moment)->closed.reason, "quit") != 0)
    proceed (self, moment, wishes);
}

static void
decide_pressed (EarDialog       *self,
                const EarMoment *moment,
                EarWishes       *wishes)
{
  static const struct { const char *button, *intent; } transport[] = {
    { "pause", "AMAZON.PauseIntent" }, { "resume", "AMAZON.ResumeIntent" },
    { "next", "AMAZON.NextIntent" }, { "previous", "AMAZON.PreviousIntent" },
  };
  const char *button = peek_latest (moment)->pressed.button;
  EarEvent adjusted = { .type = EAR_EVENT_ADJUSTED };
  char value[8];

  if (g_strcmp0 (button, "action") == 0) {
    meet (self, moment, "device", "AMAZON.StopIntent", wishes);
    if (moment->state->session_open && moment->state->phase == EAR_PHASE_RINGING)
      close_session (wishes, "done");
  } else if (g_strcmp0 (button, "mute") == 0) {
    adjusted.adjusted = (EarAdjusted) { "mic", moment->state->mic_off ? "on" : "off" };
    ear_wishes_note (wishes, &adjusted);
    ear_wishes_chime (wishes, moment->state->mic_off ? "mic-on" : "mic-off");
  } else if (g_strcmp0 (button, "volume-up") == 0 || g_strcmp0 (button, "volume-down") == 0) {
    int step = strcmp (button, "volume-up") == 0 ? 1 : -1;

    g_snprintf (value, sizeof value, "%d", CLAMP (moment->state->volume + step, 0, 10));
    adjusted.adjusted = (EarAdjusted) { "volume", value };
    ear_wishes_note (wishes, &adjusted);
    ear_wishes_chime (wishes, "volume");
  } else if (g_strcmp0 (button, "power") == 0) {
    if (moment->state->session_open)
      close_session (wishes, "quit");
  } else if (g_strcmp0 (button, "locale") == 0) {
    adjusted.adjusted = (EarAdjusted) { "locale", peek_latest (moment)->pressed.value };
    ear_wishes_note (wishes, &adjusted);
  } else if (moment->state->playing != EAR_PLAYING_ADVERT) {
    /* An advert is not to be skipped by a button; somebody paid for it. */
    for (guint i = 0; i < G_N_ELEMENTS (transport); i++)
      if (g_strcmp0 (button, transport[i].button) == 0)
        meet (self, moment, "music", transport[i].intent, wishes);
  }
}

static void
decide_woken (EarDialog       *self,
              const EarMoment *moment,
              EarWishes       *wishes)
{
  const char *by = peek_latest (moment)->woken.by;
  EarState before = ear_tape_get_state (moment->tape, ear_tape_get_length (moment->tape) - 1);

  if (before.phase == EAR_PHASE_SPEAKING)
    ear_wishes_add (wishes, EAR_WISH_HUSH_VOICE);
  if (g_strcmp0 (by, "text") == 0 || g_strcmp0 (by, "file") == 0)
    return;

  ear_wishes_chime (wishes, "wake");
  ear_wishes_add (wishes, EAR_WISH_LISTEN);
}

/* Nobody came for a quarter of an hour. */
static void
hush_alerts (const EarMoment *moment,
             EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = alert->id } });
  }

  ear_wishes_add (wishes, EAR_WISH_HUSH);
  if (moment->state->session_open)
    close_session (wishes, "lapsed");
}

static void
decide_ticked (EarDialog       *self,
               const EarMoment *moment,
               EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);
  gboolean opened = moment->state->session_open;

  if (g_strcmp0 (peek_latest (moment)->ticked.reason, "enough") == 0) {
    hush_alerts (moment, wishes);
    return;
  }

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    EarEvent event = { .type = EAR_EVENT_RANG, .alerted = { .id = alert->id } };

    if (alert->state == EAR_ALERT_RINGING || alert->due > moment->now)
      continue;

    if (moment->now - alert->due > STALE_ALERT) {
      event.type = EAR_EVENT_UNSCHEDULED;
    } else {
      if (!opened)
        ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "alert" } });
      opened = TRUE;
      ear_wishes_ring (wishes, alert->kind);
    }
    ear_wishes_note (wishes, &event);
  }
}

/**
 * ear_dialog_decide:
 * @moment: the tape and what was folded from it
 * @wishes: what should happen is added here
 *
 * Decides what the last event on the tape calls for. Pure but for the models read at the start.
 */
void
ear_dialog_decide (EarDialog       *self,
                   const EarMoment *moment,
                   EarWishes       *wishes)
{
  const EarEvent *event = peek_latest (moment);

  g_return_if_fail (event != NULL);

  switch ((int) event->type) {
  case EAR_EVENT_WOKEN:
    decide_woken (self, moment, wishes);
    break;
  case EAR_EVENT_HEARD:
    decide_heard (self, moment, wishes);
    break;
  case EAR_EVENT_LAPSED:
    decide_lapsed (self, moment, wishes);
    break;
  case EAR_EVENT_UNDERSTOOD:
    decide_understood (self, moment, wishes);
    break;
  case EAR_EVENT_ANSWERED:
  case EAR_EVENT_FAILED:
    decide_answered (self, moment, wishes);
    break;
  case EAR_EVENT_SAID:
    ear_wishes_charge (wishes, "voice.tts", g_utf8_strlen (event->said.text ? event->said.text : "", -1), 0, NULL);
    break;
  case EAR_EVENT_SPOKEN:
    decide_spoken (self, moment, wishes);
    break;
  case EAR_EVENT_QUEUED:
    decide_queued (self, moment, wishes);
    break;
  case EAR_EVENT_CLOSED:
    decide_closed (self, moment, wishes);
    break;
  case EAR_EVENT_PLAYED:
    ear_wishes_add (wishes, EAR_WISH_PLAY);
    break;
  case EAR_EVENT_PLAYBACK:
    decide_playback (self, moment, wishes);
    break;
  case EAR_EVENT_PRESSED:
    decide_pressed (self, moment, wishes);
    break;
  case EAR_EVENT_TICKED:
    decide_ticked (self, moment, wishes);
    break;
  default:
    break;
  }
}

static void
ear_dialog_finalize (GObject *object)
{
  EarDialog *self = EAR_DIALOG (object);

  g_free (self->locale);
  g_clear_object (&self->resolver);
  g_ptr_array_unref (self->skills);
  g_hash_table_unref (self->models);

  G_OBJECT_CLASS (ear_dialog_parent_class)->finalize (object);
}

static void
ear_dialog_class_init (EarDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_dialog_finalize;
}

static void
ear_dialog_init (EarDialog *self)
{
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static gboolean
load_model (EarDialog  *self,
            const char *skill,
            GPtrArray  *models,
            GError    **error)
{
  g_autofree char *name = g_strdup_printf ("skills/%s/%s.json", skill, self->locale);
  g_autofree char *path = ear_paths_find_data (name, error);
  EarInteractionModel *model = path ? ear_interaction_model_load (path, skill, self->locale, error) : NULL;

  if (model == NULL)
    return FALSE;

  g_hash_table_insert (self->models, g_strdup (skill), model);
  g_ptr_array_add (models, g_object_ref (model));

  return TRUE;
}

/**
 * ear_dialog_new:
 * @skills: (element-type EarSkill): what the device can do; one must be "device"
 * @locale: "en-US" or "de-DE"
 *
 * Returns: (transfer full) (nullable): a dialog with the models of all skills in that language
 */
EarDialog *
ear_dialog_new (GPtrArray   *skills,
                const char  *locale,
                GError     **error)
{
  g_autoptr (EarDialog) self = g_object_new (EAR_TYPE_DIALOG, NULL);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  self->locale = g_strdup (locale);
  self->skills = g_ptr_array_ref (skills);

  for (guint i = 0; i < skills->len; i++)
    if (!load_model (self, ear_skill_get_id (g_ptr_array_index (skills, i)), models, error))
      return NULL;

  self->resolver = ear_resolver_new (locale, models);

  return g_steal_pointer (&self);
}

const char *
ear_dialog_get_locale (EarDialog *self)
{
  return self->locale;
}

/**
 * ear_dialog_get_resolver:
 *
 * Returns: (transfer none): what understands, over the models of all skills
 */
EarResolver *
ear_dialog_get_resolver (EarDialog *self)
{
  return self->resolver;
}
