/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-event.h"
#include "model/ear-json.h"
#include "model/ear-record.h"

#include <glib/gi18n.h>
#include <string.h>

/* Every event type is one row: its name on the tape, whether it comes from outside, and its fields.
 * Reading, writing, comparing, copying and the detail pane all walk this table.
 */
typedef struct {
  const char *name;
  gboolean    outside;
  EarField    fields[EAR_MAX_FIELDS];
} Shape;

/* An event may hold a document of the usual limits, one level deeper. */
static const EarJsonLimits line_limits = { EAR_EVENT_MAX_BYTES, 65 };

#define TEXT(member, field) { #field, EAR_FIELD_TEXT, G_STRUCT_OFFSET (EarEvent, member.field) }
#define JSON(member, field) { #field, EAR_FIELD_JSON, G_STRUCT_OFFSET (EarEvent, member.field) }
#define REAL(member, field) { #field, EAR_FIELD_REAL, G_STRUCT_OFFSET (EarEvent, member.field) }
#define COUNT(member, field) { #field, EAR_FIELD_COUNT, G_STRUCT_OFFSET (EarEvent, member.field) }
#define FLAG(member, field) { #field, EAR_FIELD_FLAG, G_STRUCT_OFFSET (EarEvent, member.field) }
#define PLAYABLE(member) \
  TEXT (member, kind), TEXT (member, token), TEXT (member, url), TEXT (member, title), TEXT (member, artist), \
  JSON (member, item), COUNT (member, length_us)

/* *INDENT-OFF* */
static const Shape shapes[EAR_N_EVENTS] = {
  [EAR_EVENT_OPENED] = { "opened", FALSE, {
    TEXT (opened, session), TEXT (opened, cause), TEXT (opened, locale), TEXT (opened, tariff), COUNT (opened, seed) } },
  [EAR_EVENT_CLOSED] = { "closed", FALSE, { TEXT (closed, reason) } },
  [EAR_EVENT_WOKEN] = { "woken", TRUE, {
    TEXT (woken, by), TEXT (woken, word), REAL (woken, score), REAL (woken, direction) } },
  [EAR_EVENT_NEARLY_WOKEN] = { "nearly-woken", TRUE, { TEXT (woken, by), TEXT (woken, word), REAL (woken, score) } },
  [EAR_EVENT_HEARD] = { "heard", TRUE, {
    TEXT (heard, text), REAL (heard, confidence), TEXT (heard, source), COUNT (heard, spoke_us), COUNT (heard, decided_us) } },
  [EAR_EVENT_LAPSED] = { "lapsed", TRUE, { { NULL } } },
  [EAR_EVENT_UNDERSTOOD] = { "understood", FALSE, {
    TEXT (understood, intent), TEXT (understood, skill), REAL (understood, score), JSON (understood, slots),
    TEXT (understood, heard_as) } },
  [EAR_EVENT_ASKED] = { "asked", FALSE, { TEXT (asked, kind), TEXT (asked, skill), JSON (asked, question) } },
  [EAR_EVENT_ANSWERED] = { "answered", TRUE, { TEXT (answered, kind), TEXT (answered, provider), JSON (answered, answer) } },
  [EAR_EVENT_FAILED] = { "failed", TRUE, {
    TEXT (failed, kind), TEXT (failed, provider), TEXT (failed, code), TEXT (failed, message) } },
  [EAR_EVENT_SAID] = { "said", FALSE, {
    TEXT (said, skill), TEXT (said, ssml), TEXT (said, text), TEXT (said, reprompt), JSON (said, card) } },
  [EAR_EVENT_SPOKEN] = { "spoken", TRUE, { COUNT (spoken, spoke_us), FLAG (spoken, interrupted) } },
  [EAR_EVENT_EXPECTED] = { "expected", FALSE, {
    TEXT (expected, skill), TEXT (expected, kind), TEXT (expected, intent), TEXT (expected, slot), JSON (expected, proposal) } },
  [EAR_EVENT_QUEUED] = { "queued", FALSE, { PLAYABLE (queued) } },
  [EAR_EVENT_PLAYED] = { "played", FALSE, { PLAYABLE (played) } },
  [EAR_EVENT_PLAYBACK] = { "playback", TRUE, {
    TEXT (playback, state), TEXT (playback, token), COUNT (playback, position_us), FLAG (playback, audible),
    TEXT (playback, message) } },
  [EAR_EVENT_PRESSED] = { "pressed", TRUE, { TEXT (pressed, button), TEXT (pressed, value) } },
  [EAR_EVENT_ADJUSTED] = { "adjusted", FALSE, { TEXT (adjusted, setting), TEXT (adjusted, value) } },
  [EAR_EVENT_SENSED] = { "sensed", TRUE, { TEXT (sensed, what), TEXT (sensed, value), TEXT (sensed, detail) } },
  [EAR_EVENT_TICKED] = { "ticked", TRUE, { TEXT (ticked, reason) } },
  [EAR_EVENT_SCHEDULED] = { "scheduled", FALSE, {
    TEXT (scheduled, id), TEXT (scheduled, kind), TEXT (scheduled, label), COUNT (scheduled, due), COUNT (scheduled, span_us),
    TEXT (scheduled, wall), TEXT (scheduled, recurrence), TEXT (scheduled, sound) } },
  [EAR_EVENT_RESCHEDULED] = { "rescheduled", FALSE, { TEXT (alerted, id), COUNT (alerted, due) } },
  [EAR_EVENT_UNSCHEDULED] = { "unscheduled", FALSE, { TEXT (alerted, id) } },
  [EAR_EVENT_MISSED] = { "missed", FALSE, { TEXT (alerted, id) } },
  [EAR_EVENT_RANG] = { "rang", FALSE, { TEXT (alerted, id), TEXT (alerted, kind) } },
  [EAR_EVENT_SNOOZED] = { "snoozed", FALSE, { TEXT (alerted, id), COUNT (alerted, due) } },
  [EAR_EVENT_HUSHED] = { "hushed", FALSE, { TEXT (alerted, id) } },
  [EAR_EVENT_NOTIFIED] = { "notified", FALSE, {
    TEXT (notified, id), TEXT (notified, kind), TEXT (notified, source), TEXT (notified, text) } },
  [EAR_EVENT_READ] = { "read", FALSE, { TEXT (notified, id) } },
  [EAR_EVENT_CALLED] = { "called", FALSE, { TEXT (called, state), TEXT (called, who) } },
  [EAR_EVENT_BOOKMARKED] = { "bookmarked", FALSE, {
    TEXT (bookmarked, book), TEXT (bookmarked, title), COUNT (bookmarked, position) } },
  [EAR_EVENT_PLANNED] = { "planned", FALSE, { TEXT (planned, routine), JSON (planned, steps), COUNT (planned, count) } },
  [EAR_EVENT_STEPPED] = { "stepped", FALSE, { TEXT (planned, routine), COUNT (planned, count) } },
  [EAR_EVENT_LISTED] = { "listed", FALSE, { TEXT (listed, list), TEXT (listed, item), TEXT (listed, change) } },
  [EAR_EVENT_ORDERED] = { "ordered", FALSE, {
    TEXT (ordered, order), TEXT (ordered, sku), TEXT (ordered, title), COUNT (ordered, quantity), COUNT (ordered, micros),
    TEXT (ordered, currency), TEXT (ordered, state), COUNT (ordered, due) } },
  [EAR_EVENT_SUBSCRIBED] = { "subscribed", FALSE, {
    TEXT (subscribed, plan), TEXT (subscribed, state), COUNT (subscribed, micros), TEXT (subscribed, currency),
    COUNT (subscribed, until) } },
  [EAR_EVENT_CHARGED] = { "charged", FALSE, {
    TEXT (charged, item), COUNT (charged, quantity), COUNT (charged, micros), TEXT (charged, currency),
    COUNT (charged, gross_micros), TEXT (charged, memo) } },
  [EAR_EVENT_ERRED] = { "erred", TRUE, {
    TEXT (erred, domain), TEXT (erred, code), TEXT (erred, message), TEXT (erred, where), TEXT (erred, remedy) } },
};
/* *INDENT-ON* */

G_DEFINE_BOXED_TYPE (EarEvent, ear_event, ear_event_ref, ear_event_unref)

/**
 * ear_event_new:
 * @values: what happened; its strings are copied
 *
 * Returns: (transfer full): the event, in one block of memory with its strings
 */
EarEvent *
ear_event_new (const EarEvent *values)
{
  g_return_val_if_fail (values != NULL && values->type < EAR_N_EVENTS, NULL);

  return ear_record_copy (shapes[values->type].fields, values, sizeof *values);
}

EarEvent *
ear_event_ref (EarEvent *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
ear_event_unref (EarEvent *self)
{
  g_atomic_rc_box_release (self);
}

/**
 * ear_event_equal:
 *
 * Returns: whether both say the same; the monotonic stamp does not count
 */
gboolean
ear_event_equal (const EarEvent *self,
                 const EarEvent *other)
{
  return self->type == other->type && self->turn == other->turn && self->at == other->at &&
         ear_record_equal (shapes[self->type].fields, self, other);
}

const char *
ear_event_type_to_name (EarEventType type)
{
  g_return_val_if_fail (type < EAR_N_EVENTS, NULL);

  return shapes[type].name;
}

/**
 * ear_event_type_is_outside:
 *
 * Returns: whether such events come from the world and so must be fed to a rerun
 */
gboolean
ear_event_type_is_outside (EarEventType type)
{
  g_return_val_if_fail (type < EAR_N_EVENTS, FALSE);

  return shapes[type].outside;
}

/**
 * ear_event_type_get_fields:
 *
 * Returns: (transfer none): the fields of such events, ended by one without a name
 */
const EarField *
ear_event_type_get_fields (EarEventType type)
{
  g_return_val_if_fail (type < EAR_N_EVENTS, NULL);

  return shapes[type].fields;
}

/**
 * ear_event_to_json:
 * @comparing: leave out what differs from run to run
 *
 * Returns: (transfer full): the event as one line of JSON, without the line's end
 */
char *
ear_event_to_json (const EarEvent *self,
                   gboolean        comparing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "at");
  json_builder_add_int_value (builder, self->at);
  if (!comparing) {
    json_builder_set_member_name (builder, "mono_us");
    json_builder_add_int_value (builder, self->mono_us);
  }
  json_builder_set_member_name (builder, "turn");
  json_builder_add_int_value (builder, self->turn);
  json_builder_set_member_name (builder, "event");
  json_builder_add_string_value (builder, shapes[self->type].name);
  ear_record_write (shapes[self->type].fields, self, builder);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);

  return ear_json_to_string (node);
}

static gboolean
find_type (const char   *name,
           EarEventType *type)
{
  for (EarEventType t = 0; t < EAR_N_EVENTS; t++)
    if (strcmp (shapes[t].name, name) == 0) {
      *type = t;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_event_from_json:
 * @line: one event as JSON
 * @length: its length, or -1
 *
 * Returns: (transfer full) (nullable): the event
 */
EarEvent *
ear_event_from_json (const char  *line,
                     gssize       length,
                     GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (line, length, &line_limits, error);
  g_autoptr (GStringChunk) strings = NULL;
  EarEvent values = { 0 };
  JsonObject *object;
  const char *name;
  gint64 turn;

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("expected an object"));
    return NULL;
  }

  object = json_node_get_object (node);
  if (!(name = ear_json_get_string (object, "event", error)) ||
      !ear_json_get_int (object, "at", G_MININT64, G_MAXINT64, &values.at, error) ||
      !ear_json_get_int (object, "turn", 0, G_MAXUINT32, &turn, error))
    return NULL;
  if (!find_type (name, &values.type)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.event: unknown event “%s”"), name);
    return NULL;
  }

  values.turn = turn;
  if (json_object_has_member (object, "mono_us") &&
      !ear_json_get_int (object, "mono_us", G_MININT64, G_MAXINT64, &values.mono_us, error))
    return NULL;

  strings = g_string_chunk_new (256);
  if (!ear_record_read (shapes[values.type].fields, object, &values, strings, error))
    return NULL;

  return ear_event_new (&values);
}
