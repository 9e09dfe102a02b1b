/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-exchange-words.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * ear_exchange_words_dup_title:
 *
 * Returns: (transfer full): e.g. "GET api.open-meteo.com/v1/forecast"
 */
char *
ear_exchange_words_dup_title (const EarHttpTrace *trace)
{
  const char *rest = strstr (trace->url, "://");
  const char *address = rest ? rest + 3 : trace->url;

  return g_strdup_printf ("%s %.*s", trace->method, (int) strcspn (address, "?"), address);
}

static char *
dup_span (gint64 us)
{
  return us < 10 * G_TIME_SPAN_SECOND ? g_strdup_printf (_("%.0f ms"), us / 1000.0) : g_strdup_printf (_("%.1f s"), us / 1e6);
}

/**
 * ear_exchange_words_dup_result:
 *
 * Returns: (transfer full): e.g. "200 · 120 ms · 2.1 kB"
 */
char *
ear_exchange_words_dup_result (const EarHttpTrace *trace)
{
  g_autofree char *status = trace->status ? g_strdup_printf ("%u", trace->status) : g_strdup (_("no answer"));
  g_autofree char *span = dup_span (trace->total_us), *size = g_format_size (trace->received_bytes);

  if (trace->cached)
    return g_strdup_printf ("%s · %s · %s", status, _("kept from before"), span);

  return g_strdup_printf ("%s · %s · %s", status, span, size);
}

static void
add_line (GString    *text,
          const char *name,
          const char *value)
{
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, value);
}

/**
 * ear_exchange_words_dup_facts:
 *
 * Returns: (transfer full): a line for each that is known
 */
char *
ear_exchange_words_dup_facts (const EarHttpTrace *trace)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (trace->started / G_USEC_PER_SEC);
  g_autofree char *clock = moment ? g_date_time_format (moment, "%x %T") : g_strdup ("");
  g_autofree char *result = ear_exchange_words_dup_result (trace), *first = dup_span (trace->first_byte_us);
  g_autofree char *redirects = g_strdup_printf ("%u", trace->redirects);
  GString *text = g_string_new (NULL);

  if (trace->provider != NULL)
    add_line (text, _("Service"), trace->provider);
  add_line (text, _("Began"), clock);
  add_line (text, _("Result"), result);
  if (trace->first_byte_us > 0)
    add_line (text, _("First byte after"), first);
  if (trace->redirects > 0)
    add_line (text, _("Sent on"), redirects);
  if (trace->retried)
    add_line (text, _("Tries"), "2");
  if (trace->error != NULL)
    add_line (text, _("Error"), trace->error->message);

  return g_string_free (text, FALSE);
}

/* JSON is laid out for people; what is no text is only counted. */
static char *
dup_readable (const char *bytes,
              gsize       size)
{
  g_autoptr (JsonNode) node = size > 0 ? ear_json_parse (bytes, size, &(EarJsonLimits) { size, 64 }, NULL) : NULL;
  g_autofree char *bytes_size = NULL;

  if (node != NULL)
    return json_to_string (node, TRUE);
  if (g_utf8_validate_len (bytes, size, NULL))
    return g_strndup (bytes, size);

  bytes_size = g_format_size (size);

  return g_strdup_printf (_("%s that are no text"), bytes_size);
}

static void
append_body (GString *text,
             GBytes  *body)
{
  gsize size = 0;
  const char *bytes = body ? g_bytes_get_data (body, &size) : NULL;
  g_autofree char *readable = size > 0 ? dup_readable (bytes, size) : NULL;

  if (readable != NULL)
    g_string_append_printf (text, "\n%s", readable);
}

/**
 * ear_exchange_words_dup_sent:
 *
 * Returns: (transfer full): the request, its secrets as ***
 */
char *
ear_exchange_words_dup_sent (const EarHttpTrace *trace)
{
  const char *const *headers = trace->request_headers;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s\n", trace->method, trace->url);
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    g_string_append_printf (text, "%s: %s\n", headers[i], headers[i + 1]);
  append_body (text, trace->sent);

  return g_string_free (text, FALSE);
}

/**
 * ear_exchange_words_dup_raw:
 *
 * Returns: (transfer full): what came back, headers first
 */
char *
ear_exchange_words_dup_raw (const EarHttpTrace *trace)
{
  g_autoptr (GList) names = trace->headers ? g_hash_table_get_keys (trace->headers) : NULL;
  GString *text = g_string_new (NULL);

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    g_string_append_printf (text, "%s: %s\n", (const char *) l->data, (const char *) g_hash_table_lookup (trace->headers, l->data));
  append_body (text, trace->received);
  if (text->len == 0)
    g_string_append (text, trace->error ? trace->error->message : _("Nothing came back."));

  return g_string_free (text, FALSE);
}

/* The question on the tape that the call was for. */
static const EarEvent *
find_asked (const EarHttpTrace *trace,
            EarTape            *tape)
{
  const EarEvent *asked = trace->asked > 0 && trace->asked <= ear_tape_get_length (tape) ? ear_tape_peek (tape, trace->asked) : NULL;

  return asked != NULL && asked->type == EAR_EVENT_ASKED ? asked : NULL;
}

/**
 * ear_exchange_words_find_heard:
 *
 * Returns: (nullable) (transfer none): what the customer said in the turn that it was for
 */
const char *
ear_exchange_words_find_heard (const EarHttpTrace *trace,
                               EarTape            *tape)
{
  if (find_asked (trace, tape) == NULL)
    return NULL;

  for (guint i = trace->asked; i > 0; i--) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_HEARD)
      return event->heard.text;
    if (event->type == EAR_EVENT_OPENED)
      break;
  }

  return NULL;
}

/* What became of the question, an ANSWERED or a FAILED. */
static const EarEvent *
find_outcome (const EarHttpTrace *trace,
              EarTape            *tape)
{
  const EarEvent *asked = find_asked (trace, tape);

  for (guint i = trace->asked + 1; asked != NULL && i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if ((event->type == EAR_EVENT_ANSWERED && g_strcmp0 (event->answered.kind, asked->asked.kind) == 0) ||
        (event->type == EAR_EVENT_FAILED && g_strcmp0 (event->failed.kind, asked->asked.kind) == 0))
      return event;
  }

  return NULL;
}

/**
 * ear_exchange_words_is_pending:
 *
 * Returns: whether it was for a question that is not answered yet
 */
gboolean
ear_exchange_words_is_pending (const EarHttpTrace *trace,
                               EarTape            *tape)
{
  return find_asked (trace, tape) != NULL && find_outcome (trace, tape) == NULL;
}

/**
 * ear_exchange_words_dup_mapped:
 *
 * Returns: (transfer full): what the speaker made of it
 */
char *
ear_exchange_words_dup_mapped (const EarHttpTrace *trace,
                               EarTape            *tape)
{
  const EarEvent *outcome = find_outcome (trace, tape);

  if (outcome == NULL)
    return g_strdup (find_asked (trace, tape) ? _("No answer yet.") : _("This call was for no question of the speaker."));
  if (outcome->type == EAR_EVENT_FAILED)
    return g_strdup_printf ("%s: %s", outcome->failed.code, outcome->failed.message);

  return dup_readable (outcome->answered.answer, strlen (outcome->answered.answer));
}
