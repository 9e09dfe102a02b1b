/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include "model/ear-paths.h"
#include "skills/ear-skills.h"

#include <string.h>

#define BEGINNING (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

struct _Stage {
  char         *locale;
  GPtrArray    *skills;
  GHashTable   *models;
  EarTape      *tape;
  EarHousehold *household;
  EarNotebook  *notebook;
  EarState      state;
  GTimeZone    *timezone;
  GPtrArray    *wishes;
  char         *slots;
  gint64        now;
  guint         turn;
};

/* The models do not change; reading them again for every stage would be most of the work. */
static GHashTable *
get_models (GPtrArray  *skills,
            const char *locale)
{
  static GHashTable *models[2];
  GHashTable **found = &models[strcmp (locale, "de-DE") == 0];

  if (*found != NULL)
    return *found;

  *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < skills->len; i++) {
    const char *id = ear_skill_get_id (g_ptr_array_index (skills, i));
    g_autofree char *name = g_strdup_printf ("skills/%s/%s.json", id, locale);
    g_autoptr (GError) error = NULL;
    g_autofree char *path = ear_paths_find_data (name, &error);
    EarInteractionModel *model = path ? ear_interaction_model_load (path, id, locale, &error) : NULL;

    g_assert_no_error (error);
    g_hash_table_insert (*found, g_strdup (id), model);
  }

  return *found;
}

Stage *
stage_new (const char *locale)
{
  Stage *self = g_new0 (Stage, 1);

  self->locale = g_strdup (locale);
  self->skills = ear_skills_new ();
  self->models = g_hash_table_ref (get_models (self->skills, locale));
  self->tape = ear_tape_new ();
  self->household = ear_household_new ();
  self->notebook = ear_notebook_new (NULL);
  self->state = (EarState) EAR_STATE_INIT;
  self->timezone = g_time_zone_new_utc ();
  self->wishes = ear_wishes_new ();
  self->now = BEGINNING;
  stage_post (self, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .session = "s", .locale = locale } });

  return self;
}

void
stage_free (Stage *self)
{
  g_free (self->locale);
  g_free (self->slots);
  g_ptr_array_unref (self->skills);
  g_hash_table_unref (self->models);
  g_object_unref (self->tape);
  g_object_unref (self->household);
  g_object_unref (self->notebook);
  g_time_zone_unref (self->timezone);
  g_ptr_array_unref (self->wishes);
  g_free (self);
}

void
stage_wait (Stage  *self,
            gint64  span)
{
  self->now += span;
}

void
stage_post (Stage          *self,
            const EarEvent *values)
{
  EarEvent event = *values;
  EarEvent *made;

  event.at = self->now;
  event.turn = self->turn;
  made = ear_event_new (&event);
  ear_tape_append (self->tape, made);
  ear_state_apply (&self->state, made);
  ear_household_apply (self->household, made);
}

static EarSkill *
find_skill (Stage      *self,
            const char *id)
{
  for (guint i = 0; i < self->skills->len; i++)
    if (strcmp (ear_skill_get_id (g_ptr_array_index (self->skills, i)), id) == 0)
      return g_ptr_array_index (self->skills, i);

  g_assert_not_reached ();
}

static GPtrArray *
read_slots (const char *text)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_filled_slot_free);
  g_auto (GStrv) pairs = g_strsplit (text ? text : "", ";", -1);

  for (guint i = 0; pairs[i]; i++) {
    g_auto (GStrv) pair = g_strsplit (g_strstrip (pairs[i]), "=", 2);
    char *heard = pair[0] && pair[1] ? strpbrk (pair[1], "|~") : NULL;
    gboolean resolved = heard && *heard == '|';
    EarFilledSlot *slot;

    if (pair[0] == NULL || pair[1] == NULL)
      continue;
    if (heard)
      *heard++ = '\0';
    slot = g_new0 (EarFilledSlot, 1);
    slot->name = g_strdup (pair[0]);
    slot->value = g_strdup (resolved ? heard : pair[1]);
    slot->heard = g_strdup (heard ? heard : pair[1]);
    slot->resolved = resolved ? g_strsplit (pair[1], "/", -1) : g_new0 (char *, 1);
    g_ptr_array_add (slots, slot);
  }

  return slots;
}

static EarScene
make_scene (Stage      *self,
            const char *skill)
{
  const EarEvent *understood = ear_tape_peek (self->tape, self->state.last.understood);
  EarScene scene = {
    .tape = self->tape,
    .state = &self->state,
    .household = self->household,
    .notebook = self->notebook,
    .model = g_hash_table_lookup (self->models, skill),
    .locale = self->locale,
    .skill = skill,
    .dice = { 1 },
    .now = self->now,
    .timezone = self->timezone,
    .turn = self->turn,
    .slots = read_slots (self->slots),
  };

  if (understood != NULL) {
    EarState before = ear_tape_get_state (self->tape, self->state.last.understood - 1);
    const EarEvent *expected = ear_tape_peek (self->tape, before.last.expected);

    scene.intent = understood->understood.intent;
    scene.expected = expected ? &expected->expected : NULL;
  }

  return scene;
}

static void
begin (Stage *self)
{
  g_ptr_array_set_size (self->wishes, 0);
}

/* Puts on the tape what the speaker would. */
static void
grant (Stage      *self,
       const char *skill)
{
  for (guint i = 0; i < self->wishes->len; i++) {
    const EarWish *wish = g_ptr_array_index (self->wishes, i);
    g_autofree char *question = wish->question ? ear_question_to_json (wish->question) : NULL;

    if (wish->event)
      stage_post (self, wish->event);
    else if (wish->type == EAR_WISH_ASK)
      stage_post (self, &(EarEvent) {
        .type = EAR_EVENT_ASKED,
        .asked = { .kind = ear_service_kind_to_name (wish->kind), .skill = skill, .question = question },
      });
  }
}

void
stage_meet (Stage      *self,
            const char *skill,
            const char *intent)
{
  EarScene scene = make_scene (self, skill);

  begin (self);
  scene.intent = intent;
  ear_skill_meet (find_skill (self, skill), &scene, self->wishes);
  g_ptr_array_unref (scene.slots);
  grant (self, skill);
}

void
stage_hear (Stage      *self,
            const char *skill,
            const char *intent,
            const char *slots,
            const char *words)
{
  self->turn++;
  g_free (self->slots);
  self->slots = g_strdup (slots);
  stage_post (self, &(EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = words, .source = "text" } });
  stage_post (self, &(EarEvent) {
    .type = EAR_EVENT_UNDERSTOOD,
    .understood = { .intent = intent, .skill = skill },
  });
  stage_meet (self, skill, intent ? intent : "AMAZON.FallbackIntent");
}

void
stage_sense (Stage      *self,
             const char *skill,
             const char *what,
             const char *value,
             const char *detail)
{
  g_autofree char *intent = g_strconcat ("sensed.", what, NULL);

  stage_post (self, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { what, value, detail } });
  stage_meet (self, skill, intent);
}

void
stage_close (Stage *self)
{
  stage_post (self, &(EarEvent) { .type = EAR_EVENT_CLOSED, .closed = { "done" } });
}

static const char *
get_asked_kind (Stage *self)
{
  for (guint i = ear_tape_get_length (self->tape); i > 0; i--)
    if (ear_tape_peek (self->tape, i)->type == EAR_EVENT_ASKED)
      return ear_tape_peek (self->tape, i)->asked.kind;

  g_assert_not_reached ();
}

/* Takes the answer. */
void
stage_answer (Stage      *self,
              const char *skill,
              EarAnswer  *answer)
{
  g_autofree char *json = ear_answer_to_json (answer);
  EarScene scene;

  stage_post (self, &(EarEvent) { .type = EAR_EVENT_ANSWERED, .answered = { .kind = get_asked_kind (self), .answer = json } });
  scene = make_scene (self, skill);
  begin (self);
  ear_skill_answer (find_skill (self, skill), &scene, answer, NULL, self->wishes);
  g_ptr_array_unref (scene.slots);
  ear_answer_free (answer);
  grant (self, skill);
}

void
stage_fail (Stage      *self,
            const char *skill,
            const char *code)
{
  EarFailed failed = { .kind = get_asked_kind (self), .code = code, .message = "It did not work." };
  EarScene scene;

  stage_post (self, &(EarEvent) { .type = EAR_EVENT_FAILED, .failed = failed });
  scene = make_scene (self, skill);
  begin (self);
  ear_skill_answer (find_skill (self, skill), &scene, NULL, &failed, self->wishes);
  g_ptr_array_unref (scene.slots);
  grant (self, skill);
}

void
stage_follow_with (Stage      *self,
                   const char *skill)
{
  EarScene scene = make_scene (self, skill);

  begin (self);
  ear_skill_follow (find_skill (self, skill), &scene, self->wishes);
  g_ptr_array_unref (scene.slots);
  grant (self, skill);
}

void
stage_follow (Stage *self)
{
  stage_follow_with (self, "adverts");
}

static const EarEvent *
find_said (Stage *self)
{
  for (guint i = 0; i < self->wishes->len; i++) {
    const EarWish *wish = g_ptr_array_index (self->wishes, i);

    if (wish->type == EAR_WISH_SAY)
      return wish->event;
  }

  return NULL;
}

const char *
stage_get_words (Stage *self)
{
  const EarEvent *said = find_said (self);

  return said ? said->said.text : NULL;
}

const char *
stage_get_again (Stage *self)
{
  const EarEvent *said = find_said (self);

  return said ? said->said.reprompt : NULL;
}

const char *
stage_get_card (Stage *self)
{
  const EarEvent *said = find_said (self);

  return said ? said->said.card : NULL;
}

EarHousehold *
stage_get_household (Stage *self)
{
  return self->household;
}

static char *
describe (const EarWish *wish)
{
  static const char *const names[] = {
    [EAR_WISH_NOTE] = "note", [EAR_WISH_ASK] = "ask", [EAR_WISH_SAY] = "say", [EAR_WISH_LISTEN] = "listen",
    [EAR_WISH_PLAY] = "play", [EAR_WISH_PAUSE] = "pause", [EAR_WISH_RESUME] = "resume", [EAR_WISH_STOP] = "stop",
    [EAR_WISH_HUSH_VOICE] = "hush-voice", [EAR_WISH_RING] = "ring", [EAR_WISH_HUSH] = "hush", [EAR_WISH_CHIME] = "chime",
    [EAR_WISH_FADE] = "fade",
    [EAR_WISH_WAIT] = "wait",
  };
  g_autofree char *json = NULL;
  const char *rest;

  if (wish->type == EAR_WISH_NOTE) {
    json = ear_event_to_json (wish->event, TRUE);
    rest = strstr (json, "\"event\":\"");
    g_assert_nonnull (rest);
    return g_strdup_printf ("{%s", rest + strlen ("\"event\":"));
  }
  if (wish->type == EAR_WISH_ASK) {
    EarQuestion question = *wish->question;

    g_assert_cmpint (question.seed, >=, 0);
    question.now = question.seed = 0;
    json = ear_question_to_json (&question);
    return g_strdup_printf ("ask %s %s", ear_service_kind_to_name (wish->kind), json);
  }

  return g_strjoin (" ", names[wish->type], wish->name, NULL);
}

static char *
dup_deeds (Stage *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->wishes->len; i++)
    g_ptr_array_add (lines, describe (g_ptr_array_index (self->wishes, i)));
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

void
stage_assert (Stage      *self,
              const char *deeds)
{
  g_autofree char *got = dup_deeds (self);

  g_assert_cmpstr (got, ==, deeds);
}

void
stage_assert_words (Stage      *self,
                    const char *part,
                    ...)
{
  const char *words = stage_get_words (self);
  va_list parts;

  g_assert_nonnull (words);
  g_assert_null (strpbrk (words, "{}[]"));
  va_start (parts, part);
  for (; part; part = va_arg (parts, const char *))
    if (strstr (words, part) == NULL)
      g_error ("“%s” does not say “%s”", words, part);
  va_end (parts);
}

gboolean
stage_did (Stage      *self,
           const char *part)
{
  g_autofree char *got = dup_deeds (self);

  return strstr (got, part) != NULL;
}
