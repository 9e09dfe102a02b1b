/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-turn-report.h"

#include "ledger/ear-ledger.h"
#include "model/ear-json.h"
#include "model/ear-light.h"

#include <string.h>

/* What is gathered in one walk over the tape. Everything borrowed from its events. */
typedef struct {
  const EarEvent *heard;
  const EarEvent *understood;
  const EarEvent *said;
  const EarEvent *failed;
  const EarEvent *erred;
  const EarEvent *asked_back;   /* what the customer had been asked before this line */
  GString        *speech;
  GString        *ssml;
  GPtrArray      *phases;
  GPtrArray      *directives;
  GPtrArray      *played;
  GPtrArray      *warnings;
  EarLedger      *ledger;       /* of these events alone */
  gint64          woken_us, heard_us, understood_us, said_us;
} Gathered;

static void
gathered_clear (Gathered *self)
{
  g_string_free (self->speech, TRUE);
  g_string_free (self->ssml, TRUE);
  g_ptr_array_unref (self->phases);
  g_ptr_array_unref (self->directives);
  g_ptr_array_unref (self->played);
  g_ptr_array_unref (self->warnings);
  g_object_unref (self->ledger);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathered, gathered_clear)

static void
append_words (GString    *text,
              const char *words)
{
  if (text->len > 0 && words != NULL)
    g_string_append_c (text, ' ');
  g_string_append (text, words ? words : "");
}

static void
gather_event (Gathered       *self,
              const EarEvent *event)
{
  switch ((int) event->type) {
  case EAR_EVENT_WOKEN:
    self->woken_us = event->mono_us;
    break;
  case EAR_EVENT_HEARD:
    self->heard = event;
    self->heard_us = event->mono_us;
    break;
  case EAR_EVENT_UNDERSTOOD:
    self->understood = event;
    self->understood_us = event->mono_us;
    break;
  case EAR_EVENT_SAID:
    if (self->said == NULL)
      self->said_us = event->mono_us;
    self->said = event;
    append_words (self->speech, event->said.text);
    append_words (self->ssml, event->said.ssml);
    break;
  case EAR_EVENT_PLAYED:
    g_ptr_array_add (self->played, (gpointer) event);
    g_ptr_array_add (self->directives, (gpointer) "AudioPlayer.Play");
    break;
  case EAR_EVENT_PLAYBACK:
    if (g_strcmp0 (event->playback.state, "stopped") == 0)
      g_ptr_array_add (self->directives, (gpointer) "AudioPlayer.Stop");
    break;
  case EAR_EVENT_FAILED:
    self->failed = event;
    break;
  case EAR_EVENT_ERRED:
    self->erred = event;
    g_ptr_array_add (self->warnings, (gpointer) event->erred.message);
    break;
  default:
    break;
  }
}

static void
gather (Gathered            *self,
        const EarTurnReport *report,
        EarTape             *tape,
        EarTariff           *tariff)
{
  EarState state = ear_tape_get_state (tape, report->from);
  EarPhase phase = state.phase;

  self->speech = g_string_new (NULL);
  self->ssml = g_string_new (NULL);
  self->phases = g_ptr_array_new ();
  self->directives = g_ptr_array_new ();
  self->played = g_ptr_array_new ();
  self->warnings = g_ptr_array_new ();
  self->ledger = ear_ledger_new (tariff);
  self->asked_back = ear_tape_peek (tape, state.last.expected);

  for (guint i = report->from + 1; i <= report->to; i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    ear_state_apply (&state, event);
    if (state.phase != phase && state.phase != EAR_PHASE_IDLE)
      g_ptr_array_add (self->phases, (gpointer) ear_phase_to_name (state.phase));
    phase = state.phase;
    ear_ledger_apply (self->ledger, event);
    gather_event (self, event);
  }
  g_ptr_array_extend (self->warnings, ear_ledger_get_warnings (self->ledger), NULL, NULL);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GPtrArray   *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (values, i));
  json_builder_end_array (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *name,
         gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

/* "slots" are the values alone, "resolved" the names that they stand for. */
static void
add_slots (JsonBuilder         *builder,
           const EarUnderstood *understood)
{
  g_autoptr (JsonNode) node = understood && understood->slots ? ear_json_parse (understood->slots, -1, NULL, NULL) : NULL;
  g_autoptr (JsonObject) none = json_object_new ();
  JsonObject *slots = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : none;

  for (guint pass = 0; pass < 2; pass++) {
    JsonObjectIter iter;
    const char *name;
    JsonNode *slot;

    json_builder_set_member_name (builder, pass == 0 ? "slots" : "resolved");
    json_builder_begin_object (builder);
    json_object_iter_init (&iter, slots);
    while (json_object_iter_next (&iter, &name, &slot)) {
      JsonNode *member = json_object_get_member (json_node_get_object (slot), pass == 0 ? "value" : "resolved");

      if (member != NULL) {
        json_builder_set_member_name (builder, name);
        json_builder_add_value (builder, json_node_copy (member));
      }
    }
    json_builder_end_object (builder);
  }
}

static gboolean
wants (const EarEvent *expected)
{
  return expected != NULL && g_strcmp0 (expected->expected.kind, "follow-up") != 0;
}

static void
add_dialog (JsonBuilder    *builder,
            const Gathered *gathered,
            const EarEvent *expected)
{
  const char *intent = gathered->understood ? gathered->understood->understood.intent : NULL;
  gboolean confirming = gathered->asked_back && g_strcmp0 (gathered->asked_back->expected.kind, "confirm") == 0;
  gboolean before = gathered->understood && wants (gathered->asked_back), after = wants (expected);

  add_string (builder, "confirmation",
              confirming && g_strcmp0 (intent, "AMAZON.YesIntent") == 0 ? "CONFIRMED" :
              confirming && g_strcmp0 (intent, "AMAZON.NoIntent") == 0 ? "DENIED" : "NONE");
  add_string (builder, "dialog", before ? after ? "IN_PROGRESS" : "COMPLETED" : after && gathered->understood ? "STARTED" : NULL);
}

static void
add_audio (JsonBuilder    *builder,
           const Gathered *gathered)
{
  json_builder_set_member_name (builder, "audio");
  json_builder_begin_array (builder);
  for (guint i = 0; i < gathered->played->len; i++) {
    const EarEvent *event = g_ptr_array_index (gathered->played, i);

    json_builder_begin_object (builder);
    add_string (builder, "url", event->played.url);
    add_string (builder, "title", event->played.title);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

/* What rings. The music's sleep and the hours of quiet are no alerts to anybody. */
static gboolean
is_shown (const EarAlert *alert)
{
  return strcmp (alert->kind, "sleep") != 0 && strcmp (alert->kind, "quiet") != 0;
}

static char *
dup_due (const EarAlert *alert,
         GTimeZone      *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (alert->due / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return local ? g_date_time_format_iso8601 (local) : NULL;
}

static void
add_alerts (JsonBuilder  *builder,
            EarHousehold *household,
            EarClock     *clock)
{
  static const char *const states[] = {
    [EAR_ALERT_SET] = "set", [EAR_ALERT_RINGING] = "ringing", [EAR_ALERT_SNOOZED] = "snoozed"
  };
  GPtrArray *alerts = ear_household_get_alerts (household);

  json_builder_set_member_name (builder, "alerts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    g_autofree char *due = dup_due (alert, ear_clock_get_timezone (clock));

    if (!is_shown (alert))
      continue;
    json_builder_begin_object (builder);
    add_string (builder, "kind", alert->kind);
    add_string (builder, "label", alert->label);
    add_string (builder, "due", due);
    add_string (builder, "state", states[alert->state]);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_latency (JsonBuilder    *builder,
             const Gathered *gathered)
{
  const struct { const char *name; gint64 from, to; } stages[] = {
    { "understand", gathered->heard_us, gathered->understood_us },
    { "answer", gathered->understood_us, gathered->said_us },
    { "total", gathered->heard_us, gathered->said_us },
  };

  json_builder_set_member_name (builder, "latency_ms");
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++) {
    json_builder_set_member_name (builder, stages[i].name);
    if (stages[i].from != 0 && stages[i].to >= stages[i].from)
      json_builder_add_double_value (builder, (stages[i].to - stages[i].from) / 1000.0);
    else
      json_builder_add_null_value (builder);
  }
  json_builder_end_object (builder);
}

static void
add_error (JsonBuilder    *builder,
           const Gathered *gathered)
{
  json_builder_set_member_name (builder, "error");
  if (gathered->failed == NULL && gathered->erred == NULL) {
    json_builder_add_null_value (builder);
    return;
  }

  json_builder_begin_object (builder);
  add_string (builder, "domain", gathered->failed ? gathered->failed->failed.kind : gathered->erred->erred.domain);
  add_string (builder, "code", gathered->failed ? gathered->failed->failed.code : gathered->erred->erred.code);
  add_string (builder, "message", gathered->failed ? gathered->failed->failed.message : gathered->erred->erred.message);
  json_builder_end_object (builder);
}

static void
add_card (JsonBuilder    *builder,
          const EarEvent *said)
{
  JsonNode *card = said && said->said.card ? ear_json_parse (said->said.card, -1, NULL, NULL) : NULL;

  json_builder_set_member_name (builder, "card");
  json_builder_add_value (builder, card ? card : json_node_new (JSON_NODE_NULL));
}

static void
add_speech (JsonBuilder         *builder,
            const Gathered      *gathered,
            const EarUnderstood *understood)
{
  gboolean known = understood != NULL && understood->intent != NULL;

  add_string (builder, "say", gathered->heard ? gathered->heard->heard.text : NULL);
  add_string (builder, "skill", known ? understood->skill : gathered->said ? gathered->said->said.skill : NULL);
  add_string (builder, "intent", known ? understood->intent : NULL);
  add_slots (builder, understood);
}

/**
 * ear_turn_report_to_json:
 * @self: which part of the tape
 * @household: as it is after that part
 * @tariff: says which costs are the answer's own
 *
 * Folds the events of one line into the object that `earshot-cli say --json` prints. `cost_micros` is what the answer
 * itself cost, `loaded_micros` with the device's subsidy, people and development, all in the tariff's currency; what can
 * not be converted is left out, and "warnings" says so.
 *
 * Returns: (transfer full): the object
 */
JsonNode *
ear_turn_report_to_json (const EarTurnReport *self,
                         EarTape             *tape,
                         EarHousehold        *household,
                         EarTariff           *tariff,
                         EarClock            *clock,
                         const char          *locale)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  EarState state = ear_tape_get_state (tape, self->to);
  const EarEvent *expected = ear_tape_peek (tape, state.last.expected);
  g_auto (Gathered) gathered = { 0 };
  const EarUnderstood *understood;
  EarResult result;

  gather (&gathered, self, tape, tariff);
  understood = gathered.understood ? &gathered.understood->understood : NULL;

  json_builder_begin_object (builder);
  add_int (builder, "turn", self->n);
  add_string (builder, "input", self->input);
  add_string (builder, "locale", locale);
  add_speech (builder, &gathered, understood);
  add_dialog (builder, &gathered, expected);
  add_string (builder, "speech", gathered.speech->str);
  add_string (builder, "ssml", gathered.ssml->str);
  add_string (builder, "reprompt", gathered.said ? gathered.said->said.reprompt : NULL);
  add_card (builder, gathered.said);
  add_strings (builder, "directives", gathered.directives);
  add_audio (builder, &gathered);
  json_builder_set_member_name (builder, "session_open");
  json_builder_add_boolean_value (builder, expected != NULL);
  add_strings (builder, "phases", gathered.phases);
  add_string (builder, "light", ear_light_to_name (ear_light_from_state (&state, ear_clock_get_now (clock))));
  add_int (builder, "volume", state.volume);
  add_alerts (builder, household, clock);
  add_latency (builder, &gathered);
  result = ear_ledger_get_total (gathered.ledger);
  add_int (builder, "revenue_micros", result.revenue);
  add_int (builder, "cost_micros", result.cost[EAR_DEPTH_CONTRIBUTION]);
  add_int (builder, "loaded_micros", result.cost[EAR_DEPTH_LOADED]);
  add_string (builder, "currency", ear_tariff_get_currency (tariff));
  add_strings (builder, "warnings", gathered.warnings);
  add_error (builder, &gathered);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
