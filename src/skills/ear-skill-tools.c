/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-skill-tools.h"

#include "model/ear-json.h"

#include <string.h>

/* How far back a skill looks on the tape. */
#define MAX_LOOK_BACK 20000

/**
 * ear_tools_meet:
 * @meetings: the skill's table
 *
 * Does what the table says about the scene's intent; nothing where it does not know it.
 */
void
ear_tools_meet (const EarMeeting *meetings,
                const EarScene   *scene,
                EarWishes        *wishes)
{
  for (const EarMeeting *m = meetings; m->intent; m++)
    if (g_strcmp0 (m->intent, scene->intent) == 0) {
      m->meet (scene, wishes);
      return;
    }
}

/* Returns: whether the full stop at @p ends a sentence and not an abbreviation such as "a.m." */
static gboolean
ends_sentence (const char *start,
               const char *p)
{
  return (p[1] == ' ' || p[1] == '\0') && !(p - start >= 2 && p[-2] == '.');
}

/* Values are put into prompts as they come: "twelve degrees" may have come to stand at the beginning of a sentence, and
 * "seven a.m." at its end.
 */
static char *
polish (const char *ssml)
{
  GString *text = g_string_sized_new (strlen (ssml));
  gboolean at_start = TRUE, in_tag = FALSE;

  for (const char *p = ssml; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == '.' && p > ssml && strchr (".!?", p[-1]) != NULL)
      continue;
    in_tag = in_tag || c == '<';
    g_string_append_unichar (text, at_start && !in_tag ? g_unichar_totitle (c) : c);
    if (in_tag)
      in_tag = c != '>';
    else if (c == '.' || c == '?' || c == '!')
      at_start = c != '.' || ends_sentence (ssml, p);
    else if (!g_unichar_isspace (c))
      at_start = FALSE;
  }

  return g_string_free (text, FALSE);
}

/**
 * ear_tools_say:
 * @ssml: rendered prompts; their sentences will begin with capitals and end in one full stop
 */
void
ear_tools_say (const EarScene *scene,
               EarWishes      *wishes,
               const char     *ssml)
{
  g_autofree char *text = polish (ssml);

  ear_scene_say_ssml (scene, wishes, text, NULL, NULL);
}

/**
 * ear_tools_show:
 * @ssml: as for ear_tools_say()
 * @card: what to show meanwhile, see ear_tools_make_card()
 */
void
ear_tools_show (const EarScene *scene,
                EarWishes      *wishes,
                const char     *ssml,
                const char     *card)
{
  g_autofree char *text = polish (ssml);

  ear_scene_say_ssml (scene, wishes, text, NULL, card);
}

/**
 * ear_tools_make_card:
 * @title: (nullable): a name
 * @text: what matters, in a few lines
 * @image: (nullable): a picture among the product's data, e.g. "shop/coffee.svg", or an address
 *
 * Returns: (transfer full): a card for speakers with a screen, as JSON
 */
char *
ear_tools_make_card (const char *title,
                     const char *text,
                     const char *image)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "title");
  json_builder_add_string_value (builder, title ? title : "");
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  if (image != NULL) {
    json_builder_set_member_name (builder, "image");
    json_builder_add_string_value (builder, image);
  }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return json_to_string (node, FALSE);
}

/**
 * ear_tools_ask_back:
 * @ssml: rendered prompts that end in a question
 * @reprompt: (nullable): the prompt for the case that nobody replies
 * @card: (nullable): what to show meanwhile
 */
void
ear_tools_ask_back (const EarScene *scene,
                    EarWishes      *wishes,
                    const char     *ssml,
                    const char     *reprompt,
                    const char     *card)
{
  g_autofree char *text = polish (ssml);
  g_autofree char *again = reprompt ? ear_scene_render (scene, reprompt, NULL) : NULL;
  g_autofree char *whole = again ? g_strconcat ("<speak>", again, "</speak>", NULL) : NULL;

  ear_scene_say_ssml (scene, wishes, text, whole, card);
}

/* Whatever else was filled goes on its way with the question, so that it comes back with the reply. */
static char *
slots_to_proposal (const EarScene *scene)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) earlier = ear_tools_dup_proposal (scene);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GList) members = earlier ? json_object_get_members (json_node_get_object (earlier)) : NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; scene->slots != NULL && i < scene->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (scene->slots, i);

    json_builder_set_member_name (builder, slot->name);
    json_builder_add_string_value (builder, ear_scene_get_value (scene, slot->name));
  }
  for (GList *l = members; l; l = l->next)
    if (ear_scene_get_value (scene, l->data) == NULL) {
      json_builder_set_member_name (builder, l->data);
      json_builder_add_value (builder, json_node_copy (json_object_get_member (json_node_get_object (earlier), l->data)));
    }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return json_to_string (node, FALSE);
}

/**
 * ear_tools_elicit:
 * @prompt: the question; the one with ".again" after it is the reprompt
 * @slot: what is missing
 *
 * Asks for a slot of the scene's intent. What was filled already is kept for ear_tools_dup_value().
 */
void
ear_tools_elicit (const EarScene *scene,
                  EarWishes      *wishes,
                  const char     *prompt,
                  const char     *slot)
{
  g_autofree char *question = ear_scene_render (scene, prompt, NULL);
  g_autofree char *again = g_strconcat (prompt, ".again", NULL);
  g_autofree char *proposal = slots_to_proposal (scene);

  ear_tools_ask_back (scene, wishes, question, again, NULL);
  ear_scene_expect (scene, wishes, "elicit", scene->intent, slot, proposal);
}

/**
 * ear_tools_say_failure:
 * @failure: why the service did not answer
 *
 * Says the prompt "failed." and the code, or "failed.other".
 */
void
ear_tools_say_failure (const EarScene  *scene,
                       EarWishes       *wishes,
                       const EarFailed *failure)
{
  g_autofree char *prompt = g_strconcat ("failed.", failure->code ? failure->code : "other", NULL);

  ear_scene_say (scene, wishes, ear_tools_has_prompt (scene, prompt) ? prompt : "failed.other", NULL);
}

gboolean
ear_tools_has_prompt (const EarScene *scene,
                      const char     *prompt)
{
  GPtrArray *variations = ear_interaction_model_get_prompt (scene->model, prompt);

  return variations != NULL && variations->len > 0;
}

/**
 * ear_tools_dup_words:
 * @prompt: one without values
 *
 * Returns: (transfer full): its words, to be the value in another prompt
 */
char *
ear_tools_dup_words (const EarScene *scene,
                     const char     *prompt)
{
  g_autofree char *ssml = ear_scene_render (scene, prompt, NULL);

  return ear_phrase_plain (ssml);
}

GDateTime *
ear_tools_dup_local (const EarScene *scene,
                     gint64          at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return utc ? g_date_time_to_timezone (utc, scene->timezone) : ear_scene_dup_now (scene);
}

char *
ear_tools_dup_day (const EarScene *scene,
                   gint64          at)
{
  g_autoptr (GDateTime) day = ear_tools_dup_local (scene, at);
  g_autoptr (GDateTime) now = ear_scene_dup_now (scene);

  return ear_phrase_day (scene->locale, day, now);
}

char *
ear_tools_dup_time (const EarScene *scene,
                    gint64          at)
{
  g_autoptr (GDateTime) time = ear_tools_dup_local (scene, at);

  return ear_phrase_time (scene->locale, time);
}

char *
ear_tools_dup_number (const EarScene *scene,
                      gint64          number)
{
  return ear_phrase_number (scene->locale, number);
}

/**
 * ear_tools_is_reply_to:
 * @intent: for which the skill asked something
 *
 * Returns: whether this turn replies to it
 */
gboolean
ear_tools_is_reply_to (const EarScene *scene,
                       const char     *intent)
{
  return scene->expected != NULL && g_strcmp0 (scene->expected->skill, scene->skill) == 0 &&
         g_strcmp0 (scene->expected->intent, intent) == 0;
}

/**
 * ear_tools_dup_proposal:
 *
 * Returns: (transfer full) (nullable): the object that the skill wanted back with the reply
 */
JsonNode *
ear_tools_dup_proposal (const EarScene *scene)
{
  g_autoptr (JsonNode) node = NULL;

  if (scene->expected != NULL && scene->expected->proposal != NULL && g_strcmp0 (scene->expected->skill, scene->skill) == 0)
    node = ear_json_parse (scene->expected->proposal, -1, NULL, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

/**
 * ear_tools_dup_value:
 * @slot: a slot of the intent
 *
 * Returns: (transfer full) (nullable): what was filled in now, or before the skill asked back for another slot
 */
char *
ear_tools_dup_value (const EarScene *scene,
                     const char     *slot)
{
  const char *value = ear_scene_get_value (scene, slot);
  g_autoptr (JsonNode) proposal = NULL;

  if (value != NULL || !ear_tools_is_reply_to (scene, scene->intent))
    return g_strdup (value);

  proposal = ear_tools_dup_proposal (scene);

  return proposal ? g_strdup (ear_json_get_string (json_node_get_object (proposal), slot, NULL)) : NULL;
}

/**
 * ear_tools_get_number:
 * @fallback: what it is where the slot holds no number
 */
gint64
ear_tools_get_number (const EarScene *scene,
                      const char     *slot,
                      gint64          fallback)
{
  g_autofree char *value = ear_tools_dup_value (scene, slot);
  gint64 number;

  return value && g_ascii_string_to_signed (value, 10, G_MININT32, G_MAXINT32, &number, NULL) ? number : fallback;
}

static gboolean
equals_folded (const char *a,
               const char *folded)
{
  g_autofree char *b = g_utf8_casefold (a, -1);

  return strcmp (b, folded) == 0;
}

/**
 * ear_tools_find_value:
 * @type: a slot type of the skill's model
 * @words: a name or a synonym, in any case
 *
 * Returns: (nullable): the value that the words stand for
 */
const EarSlotValue *
ear_tools_find_value (const EarScene *scene,
                      const char     *type,
                      const char     *words)
{
  const EarSlotType *found = ear_interaction_model_find_type (scene->model, type);
  g_autofree char *folded = g_utf8_casefold (words, -1);

  for (guint i = 0; found != NULL && i < found->values->len; i++) {
    const EarSlotValue *value = g_ptr_array_index (found->values, i);

    if (equals_folded (value->name, folded))
      return value;
    for (char **s = value->synonyms; s && *s; s++)
      if (equals_folded (*s, folded))
        return value;
  }

  return NULL;
}

static const char *
get_kind (const EarEvent *event)
{
  switch ((int) event->type) {
  case EAR_EVENT_ASKED:
    return event->asked.kind;
  case EAR_EVENT_ANSWERED:
    return event->answered.kind;
  case EAR_EVENT_QUEUED:
    return event->queued.kind;
  case EAR_EVENT_PLAYED:
    return event->played.kind;
  default:
    return NULL;
  }
}

/**
 * ear_tools_peek_last:
 * @kind: (nullable): the kind of question, answer or sound; %NULL for any
 *
 * Returns: (nullable) (transfer none): the last such event, from whatever session
 */
const EarEvent *
ear_tools_peek_last (const EarScene *scene,
                     EarEventType    type,
                     const char     *kind)
{
  guint length = ear_tape_get_length (scene->tape);
  guint end = length > MAX_LOOK_BACK ? length - MAX_LOOK_BACK : 0;

  for (guint i = length; i > end; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);

    if (event->type == type && (kind == NULL || g_strcmp0 (get_kind (event), kind) == 0))
      return event;
  }

  return NULL;
}

/* Who asked the service whose answer is at @position. */
static const char *
get_asker (const EarScene *scene,
           guint           position)
{
  const char *kind = ear_tape_peek (scene->tape, position)->answered.kind;

  for (guint i = position; i > 0; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);

    if (event->type == EAR_EVENT_ASKED && g_strcmp0 (event->asked.kind, kind) == 0)
      return event->asked.skill;
  }

  return NULL;
}

/**
 * ear_tools_dup_answer:
 * @kind: of its rows
 *
 * Returns: (transfer full) (nullable): the last answer of that kind of rows that this skill had asked for
 */
EarAnswer *
ear_tools_dup_answer (const EarScene *scene,
                      EarAnswerKind   kind)
{
  guint length = ear_tape_get_length (scene->tape);
  guint end = length > MAX_LOOK_BACK ? length - MAX_LOOK_BACK : 0;

  for (guint i = length; i > end; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);
    g_autoptr (EarAnswer) answer = NULL;

    if (event->type == EAR_EVENT_ANSWERED && event->answered.answer != NULL)
      answer = ear_answer_from_json (event->answered.answer, NULL);
    if (answer != NULL && answer->kind == kind && g_strcmp0 (get_asker (scene, i), scene->skill) == 0)
      return g_steal_pointer (&answer);
  }

  return NULL;
}

/**
 * ear_tools_dup_item:
 * @playable: (nullable): something QUEUED or PLAYED
 * @kind: what its item is a row of
 *
 * Returns: (transfer full) (nullable): the item as an answer of one row
 */
EarAnswer *
ear_tools_dup_item (const EarEvent *playable,
                    EarAnswerKind   kind)
{
  static const char *const names[EAR_N_ANSWER_KINDS] = {
    [EAR_ANSWER_TRACKS] = "tracks",
    [EAR_ANSWER_PRODUCTS] = "products",
    [EAR_ANSWER_ADVERT] = "advert",
    [EAR_ANSWER_PASSAGES] = "passages",
  };
  g_autofree char *json = NULL;
  g_autoptr (EarAnswer) answer = NULL;

  if (playable == NULL || playable->queued.item == NULL || names[kind] == NULL)
    return NULL;

  json = g_strdup_printf ("{\"kind\":\"%s\",\"rows\":[%s]}", names[kind], playable->queued.item);
  answer = ear_answer_from_json (json, NULL);

  return answer != NULL && answer->rows->len == 1 ? g_steal_pointer (&answer) : NULL;
}

/**
 * ear_tools_hush:
 *
 * Ends whatever rings.
 */
void
ear_tools_hush (const EarScene *scene,
                EarWishes      *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (scene->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = alert->id } });
  }

  ear_wishes_add (wishes, EAR_WISH_HUSH);
}
