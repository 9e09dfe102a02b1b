/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-export-private.h"
#include "ledger/ear-session-private.h"

#include "model/ear-json.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
add_amount (GString *text,
            gint64   micros)
{
  guint64 size = micros < 0 ? -(guint64) micros : (guint64) micros;

  g_string_append_printf (text, "%s%" G_GUINT64_FORMAT ".%06u", micros < 0 ? "-" : "", size / EAR_MICROS_PER_UNIT,
                          (guint) (size % EAR_MICROS_PER_UNIT));
}

/* A text that a spreadsheet would take for a formula gets an apostrophe, which makes it text again. */
static void
add_cell (GString    *text,
          const char *cell)
{
  if (cell == NULL)
    return;
  g_string_append_c (text, '"');
  if (*cell != '\0' && strchr ("=+-@\t\r", *cell))
    g_string_append_c (text, '\'');
  for (; *cell; cell++) {
    if (*cell == '"')
      g_string_append_c (text, '"');
    g_string_append_c (text, *cell);
  }
  g_string_append_c (text, '"');
}

void
ear_export_add_csv (GString          *text,
                    const EarChapter *chapter)
{
  GArray *postings = ear_ledger_get_postings (chapter->ledger);
  g_autofree char *opened = chapter->session->number ? ear_export_dup_time (chapter->session->opened) : g_strdup ("");

  for (guint i = 0; i < postings->len; i++) {
    const EarPosting *posting = &g_array_index (postings, EarPosting, i);
    g_autofree char *at = ear_export_dup_time (posting->at);

    add_cell (text, chapter->session->id);
    g_string_append_printf (text, ",%s,%u,%s,", opened, posting->turn, at);
    add_cell (text, posting->item);
    g_string_append_printf (text, ",%s,%s,", ear_depth_to_name (posting->depth), posting->account);
    add_amount (text, posting->micros);
    g_string_append_printf (text, ",%s\r\n", posting->currency);
  }
}

/* What ledger would read as syntax becomes a space: brackets are dates, a semicolon begins a note, two spaces end a name. */
static void
add_plain (GString    *text,
           const char *plain)
{
  gboolean space = TRUE;

  for (; plain && *plain; plain++) {
    if (strchr (" ()[]{};:|=@\"\\", *plain) || g_ascii_iscntrl (*plain)) {
      if (!space)
        g_string_append_c (text, ' ');
      space = TRUE;
    } else {
      g_string_append_c (text, *plain);
      space = FALSE;
    }
  }
}

static void
add_heading (GString          *text,
             const EarChapter *chapter,
             const EarPosting *posting)
{
  g_autofree char *at = ear_export_dup_time (posting->at);

  /* Ledger knows the years 1400 to 9999. */
  g_string_append_printf (text, "\n%.10s * (", strlen (at) >= 10 && at[4] == '-' && strcmp (at, "1400") >= 0 ? at : "1970-01-01");
  add_plain (text, *chapter->session->id ? chapter->session->id : "outside");
  g_string_append_printf (text, ") Turn %u ", posting->turn);
  add_plain (text, chapter->session->summary);
  g_string_append_c (text, '\n');
}

void
ear_export_add_ledger (GString          *text,
                       const EarChapter *chapter)
{
  GArray *postings = ear_ledger_get_postings (chapter->ledger);

  for (guint i = 0; i < postings->len; i++) {
    const EarPosting *posting = &g_array_index (postings, EarPosting, i);

    if (i == 0 || posting->turn != posting[-1].turn)
      add_heading (text, chapter, posting);
    g_string_append_printf (text, "    %-32s  ", posting->account);
    add_amount (text, posting->micros);
    g_string_append_printf (text, " %s  ; ", posting->currency);
    add_plain (text, posting->item);
    g_string_append_c (text, '\n');
  }
}

static void
add_text (JsonBuilder *builder,
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
add_number (JsonBuilder *builder,
            const char  *name,
            gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_result (JsonBuilder     *builder,
            const EarResult *result,
            const char      *currency)
{
  add_number (builder, "revenue_micros", result->revenue);
  add_number (builder, "cost_micros", result->cost[EAR_DEPTH_CONTRIBUTION]);
  add_number (builder, "device_micros", result->cost[EAR_DEPTH_DEVICE]);
  add_number (builder, "loaded_micros", result->cost[EAR_DEPTH_LOADED]);
  add_text (builder, "currency", currency);
}

static void
end_object (JsonBuilder *builder,
            GString     *text)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  json = ear_json_to_string (node);
  g_string_append (text, json);
  json_builder_reset (builder);
}

typedef struct {
  guint32     number;
  const char *heard;
  const char *intent;
  GString    *said;
} Turn;

static void
end_turn (Turn             *turn,
          GString          *text,
          JsonBuilder      *builder,
          const EarChapter *chapter)
{
  EarResult result = ear_ledger_get_turn (chapter->ledger, turn->number);

  json_builder_begin_object (builder);
  add_number (builder, "turn", turn->number);
  add_text (builder, "heard", turn->heard);
  add_text (builder, "intent", turn->intent);
  add_text (builder, "said", turn->said->len ? turn->said->str : NULL);
  add_result (builder, &result, ear_ledger_get_currency (chapter->ledger));
  end_object (builder, text);

  turn->heard = turn->intent = NULL;
  g_string_truncate (turn->said, 0);
}

static void
add_turns (GString          *text,
           JsonBuilder      *builder,
           const EarChapter *chapter)
{
  g_autoptr (GString) said = g_string_new (NULL);
  Turn turn = { .said = said };

  for (guint i = 0; i < chapter->events->len; i++) {
    const EarEvent *event = g_ptr_array_index (chapter->events, i);

    if (i > 0 && event->turn != turn.number) {
      end_turn (&turn, text, builder, chapter);
      g_string_append_c (text, ',');
    }
    turn.number = event->turn;

    if (event->type == EAR_EVENT_HEARD) {
      turn.heard = event->heard.text;
    } else if (event->type == EAR_EVENT_UNDERSTOOD) {
      turn.intent = event->understood.intent;
    } else if (event->type == EAR_EVENT_SAID && event->said.text != NULL) {
      g_string_append_printf (said, "%s%s", said->len ? " " : "", event->said.text);
    }
  }
  end_turn (&turn, text, builder, chapter);
}

static void
add_postings (GString          *text,
              JsonBuilder      *builder,
              const EarChapter *chapter)
{
  GArray *postings = ear_ledger_get_postings (chapter->ledger);

  for (guint i = 0; i < postings->len; i++) {
    const EarPosting *posting = &g_array_index (postings, EarPosting, i);

    if (i > 0)
      g_string_append_c (text, ',');
    json_builder_begin_object (builder);
    add_number (builder, "at", posting->at);
    add_number (builder, "turn", posting->turn);
    add_text (builder, "item", posting->item);
    add_text (builder, "depth", ear_depth_to_name (posting->depth));
    add_text (builder, "account", posting->account);
    add_number (builder, "micros", posting->micros);
    add_text (builder, "currency", posting->currency);
    end_object (builder, text);
  }
}

/* Why a result is not the sum of its postings: a charge without a rate, an item without an account. */
static void
add_warnings (GString     *text,
              JsonBuilder *builder,
              GPtrArray   *warnings)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_array (builder);
  for (guint i = 0; i < warnings->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (warnings, i));
  json_builder_end_array (builder);
  node = json_builder_get_root (builder);
  json = ear_json_to_string (node);
  g_string_append (text, json);
  json_builder_reset (builder);
}

void
ear_export_add_json (GString          *text,
                     const EarChapter *chapter)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const EarSession *session = chapter->session;

  json_builder_begin_object (builder);
  add_text (builder, "session", session->number ? session->id : NULL);
  add_number (builder, "opened", session->opened);
  add_number (builder, "closed", session->closed);
  add_text (builder, "locale", session->locale);
  add_text (builder, "tariff", session->tariff);
  add_text (builder, "summary", session->summary);
  add_number (builder, "turns_heard", session->n_turns);
  add_result (builder, &session->result, session->currency);
  end_object (builder, text);

  /* The events are JSON already: they are put in as they are, before the brace. */
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"events\":[");
  for (guint i = 0; i < chapter->lines->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    g_string_append (text, g_ptr_array_index (chapter->lines, i));
  }
  g_string_append (text, "],\"turns\":[");
  add_turns (text, builder, chapter);
  g_string_append (text, "],\"postings\":[");
  add_postings (text, builder, chapter);
  g_string_append (text, "],\"warnings\":");
  add_warnings (text, builder, ear_ledger_get_warnings (chapter->ledger));
  g_string_append_c (text, '}');
}
