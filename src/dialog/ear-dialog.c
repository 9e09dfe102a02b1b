/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"

G_DEFINE_FINAL_TYPE (EarDialog, ear_dialog, G_TYPE_OBJECT)

EarSkill *
ear_dialog_find_skill (EarDialog  *self,
                       const char *id)
{
  for (guint i = 0; i < self->skills->len; i++) {
    EarSkill *skill = g_ptr_array_index (self->skills, i);

    if (g_strcmp0 (ear_skill_get_id (skill), id) == 0)
      return skill;
  }

  return NULL;
}

const EarEvent *
ear_dialog_peek_latest (const EarMoment *moment)
{
  return ear_tape_peek (moment->tape, ear_tape_get_length (moment->tape));
}

static GPtrArray *
read_slots (const char *json)
{
  g_autoptr (JsonNode) node = json ? ear_json_parse (json, -1, NULL, NULL) : NULL;

  return ear_filled_slots_from_json (node);
}

/* Returns: (nullable): what the customer had been asked when the event at @position came */
const EarExpected *
ear_dialog_peek_expected (const EarMoment *moment,
                          guint            position)
{
  EarState before = ear_tape_get_state (moment->tape, position - 1);
  const EarEvent *expected = ear_tape_peek (moment->tape, before.last.expected);

  return expected ? &expected->expected : NULL;
}

/* The scene of the turn that is under way: what was understood, and what the customer had been asked before. */
EarScene
ear_dialog_make_scene (EarDialog       *self,
                       const EarMoment *moment,
                       const char      *skill)
{
  const EarEvent *understood = ear_tape_peek (moment->tape, moment->state->last.understood);
  EarScene scene = {
    .tape = moment->tape,
    .state = moment->state,
    .household = moment->household,
    .notebook = self->notebook,
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
    scene.intent = understood->understood.intent;
    scene.expected = ear_dialog_peek_expected (moment, moment->state->last.understood);
  }

  return scene;
}

void
ear_dialog_clear_scene (EarScene *scene)
{
  g_clear_pointer (&scene->slots, g_ptr_array_unref);
}

void
ear_dialog_sign_questions (EarWishes  *wishes,
                           guint       from,
                           const char *skill)
{
  for (guint i = from; i < wishes->len; i++) {
    EarWish *wish = g_ptr_array_index (wishes, i);

    if (wish->type == EAR_WISH_ASK)
      wish->skill = g_intern_string (skill);
  }
}

void
ear_dialog_close_session (EarWishes  *wishes,
                          const char *reason)
{
  ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_CLOSED, .closed = { .reason = reason } });
}

void
ear_dialog_meet (EarDialog       *self,
                 const EarMoment *moment,
                 const char      *skill,
                 const char      *intent,
                 EarWishes       *wishes)
{
  g_auto (EarScene) scene = ear_dialog_make_scene (self, moment, skill);
  guint from = wishes->len;

  scene.intent = intent;
  ear_skill_meet (ear_dialog_find_skill (self, skill), &scene, wishes);
  ear_dialog_sign_questions (wishes, from, skill);
}

/* All else has to do with alerts. */
static gboolean
is_wait (const char *reason)
{
  static const char *const reasons[] = { "household", "step", "call", "pairing", NULL };

  return reason != NULL && g_strv_contains (reasons, reason);
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
  const EarEvent *event = ear_dialog_peek_latest (moment);

  g_return_if_fail (event != NULL);

  switch ((int) event->type) {
  case EAR_EVENT_WOKEN:
    ear_dialog_decide_woken (moment, wishes);
    break;
  case EAR_EVENT_HEARD:
    ear_dialog_decide_heard (self, moment, wishes);
    break;
  case EAR_EVENT_LAPSED:
    ear_dialog_decide_lapsed (moment, wishes);
    break;
  case EAR_EVENT_UNDERSTOOD:
    ear_dialog_decide_understood (self, moment, wishes);
    break;
  case EAR_EVENT_ANSWERED:
  case EAR_EVENT_FAILED:
    ear_dialog_decide_answered (self, moment, wishes);
    break;
  case EAR_EVENT_SAID:
    ear_wishes_charge (wishes, "voice.tts", g_utf8_strlen (event->said.text ? event->said.text : "", -1), 0, NULL);
    break;
  case EAR_EVENT_SPOKEN:
    ear_dialog_decide_spoken (self, moment, wishes);
    break;
  case EAR_EVENT_QUEUED:
    ear_dialog_decide_queued (moment, wishes);
    break;
  case EAR_EVENT_CLOSED:
    ear_dialog_decide_closed (self, moment, wishes);
    ear_dialog_announce_later (self, moment, wishes);
    break;
  case EAR_EVENT_PLAYED:
    ear_wishes_add (wishes, EAR_WISH_PLAY);
    break;
  case EAR_EVENT_PLAYBACK:
    ear_dialog_decide_playback (self, moment, wishes);
    break;
  case EAR_EVENT_PRESSED:
    ear_dialog_decide_pressed (self, moment, wishes);
    break;
  case EAR_EVENT_SENSED:
    ear_dialog_decide_sensed (self, moment, wishes);
    ear_dialog_follow_clock (moment, wishes);
    break;
  case EAR_EVENT_TICKED:
    if (is_wait (event->ticked.reason))
      ear_dialog_decide_due (self, moment, wishes);
    else
      ear_dialog_decide_ticked (self, moment, wishes);
    break;
  case EAR_EVENT_MISSED:
  case EAR_EVENT_HUSHED:
    ear_dialog_decide_over (moment, wishes);
    break;
  case EAR_EVENT_PLANNED:
    ear_dialog_decide_planned (moment, wishes);
    break;
  case EAR_EVENT_STEPPED:
    ear_dialog_decide_stepped (self, moment, wishes);
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
  g_clear_object (&self->notebook);
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
  g_autoptr (JsonNode) root = path ? ear_json_load (path, NULL, error) : NULL;
  g_autoptr (JsonNode) amended = root && self->notebook ? ear_notebook_amend_model (self->notebook, root, skill, self->locale) : NULL;
  EarInteractionModel *model = root ? ear_interaction_model_new (amended ? amended : root, path, skill, self->locale, error) : NULL;

  if (model == NULL)
    return FALSE;

  g_hash_table_insert (self->models, g_strdup (skill), model);
  g_ptr_array_add (models, g_object_ref (model));

  return TRUE;
}

/**
 * ear_dialog_new:
 * @skills: (element-type EarSkill): what the device can do; one must be "device"
 * @notebook: (nullable): what the household wrote down
 * @locale: "en-US" or "de-DE"
 *
 * Returns: (transfer full) (nullable): a dialog with the models of all skills in that language
 */
EarDialog *
ear_dialog_new (GPtrArray    *skills,
                EarNotebook  *notebook,
                const char   *locale,
                GError      **error)
{
  g_autoptr (EarDialog) self = g_object_new (EAR_TYPE_DIALOG, NULL);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  self->locale = g_strdup (locale);
  g_set_object (&self->notebook, notebook);
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
