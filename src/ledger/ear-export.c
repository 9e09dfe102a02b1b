/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-archive-private.h"
#include "ledger/ear-export-private.h"
#include "ledger/ear-session-private.h"

#include <string.h>

#define FLUSH_BYTES (64 * 1024)

static const struct {
  const char *name;
  const char *suffix;
  const char *begin;
  const char *between;
  const char *end;
  void      (*add) (GString          *text,
                    const EarChapter *chapter);
} formats[EAR_N_EXPORT_FORMATS] = {
  [EAR_EXPORT_JSON] = { "json", "json", "[\n", ",\n", "\n]\n", ear_export_add_json },
  [EAR_EXPORT_CSV] = { "csv", "csv", "session,opened,turn,at,item,depth,account,amount,currency\r\n", "", "", ear_export_add_csv },
  [EAR_EXPORT_LEDGER] = { "ledger", "ledger", "; Exported by Earshot " EAR_VERSION "\n", "", "", ear_export_add_ledger },
  [EAR_EXPORT_XLSX] = { "xlsx", "xlsx" },
  [EAR_EXPORT_TAPE] = { "tape", "jsonl" },
};

typedef struct {
  EarArchive    *archive;
  EarTariff     *tariff;
  GOutputStream *stream;
  GCancellable  *cancellable;
  GString       *text;
  EarChapter    *chapter;
} Export;

const char *
ear_export_format_to_name (EarExportFormat format)
{
  g_return_val_if_fail (format < EAR_N_EXPORT_FORMATS, NULL);

  return formats[format].name;
}

gboolean
ear_export_format_from_name (const char      *name,
                             EarExportFormat *format)
{
  for (*format = 0; *format < EAR_N_EXPORT_FORMATS; (*format)++)
    if (g_strcmp0 (formats[*format].name, name) == 0)
      return TRUE;

  return FALSE;
}

/**
 * ear_export_format_get_suffix:
 *
 * Returns: what such a file's name ends with, without the dot
 */
const char *
ear_export_format_get_suffix (EarExportFormat format)
{
  g_return_val_if_fail (format < EAR_N_EXPORT_FORMATS, NULL);

  return formats[format].suffix;
}

/* ear_export_dup_time:
 *
 * Returns: ISO 8601 in UTC, or an empty text for what no calendar knows
 */
char *
ear_export_dup_time (gint64 at)
{
  g_autoptr (GDateTime) whole = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC - (at % G_USEC_PER_SEC < 0));
  g_autoptr (GDateTime) exact = whole ? g_date_time_add (whole, (at % G_USEC_PER_SEC + G_USEC_PER_SEC) % G_USEC_PER_SEC) : NULL;

  return exact ? g_date_time_format_iso8601 (exact) : g_strdup ("");
}

static void
chapter_free (EarChapter *chapter)
{
  g_object_unref (chapter->session);
  g_object_unref (chapter->ledger);
  g_ptr_array_unref (chapter->events);
  g_ptr_array_unref (chapter->lines);
  g_free (chapter);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarChapter, chapter_free)

static gboolean
read_into_chapter (const char  *json,
                   gpointer     user_data,
                   GError     **error)
{
  Export *self = user_data;
  EarEvent *event = ear_archive_read_event (self->archive, json);

  if (event != NULL) {
    g_ptr_array_add (self->chapter->events, event);
    g_ptr_array_add (self->chapter->lines, g_strdup (json));
    ear_ledger_apply (self->chapter->ledger, event);
  }

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static EarChapter *
read_chapter (Export  *self,
              gint64   number,
              GError **error)
{
  g_autoptr (EarChapter) chapter = g_new0 (EarChapter, 1);
  EarTariff *tariff;

  chapter->session = number == EAR_ARCHIVE_OUTSIDE ? ear_session_new (0, "") : ear_archive_dup_session (self->archive, number);
  tariff = ear_archive_get_tariff (self->archive, chapter->session->tariff);
  chapter->ledger = ear_ledger_new (tariff ? tariff : self->tariff);
  chapter->events = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_event_unref);
  chapter->lines = g_ptr_array_new_with_free_func (g_free);

  self->chapter = chapter;

  return ear_archive_each_event (self->archive, number, read_into_chapter, self, error) ? g_steal_pointer (&chapter) : NULL;
}

static gboolean
flush (Export   *self,
       gsize     above,
       GError  **error)
{
  if (self->text->len <= above)
    return TRUE;
  if (!g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL, self->cancellable, error))
    return FALSE;
  g_string_truncate (self->text, 0);

  return TRUE;
}

static gboolean
write_line (const char  *json,
            gpointer     user_data,
            GError     **error)
{
  Export *self = user_data;
  g_autoptr (EarEvent) event = ear_archive_read_event (self->archive, json);

  if (event != NULL) {
    g_string_append (self->text, json);
    g_string_append_c (self->text, '\n');
  }

  return flush (self, FLUSH_BYTES, error) && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
write_tape (Export   *self,
            GArray   *numbers,
            gboolean  all,
            GError  **error)
{
  g_string_printf (self->text, "{\"earshot-tape\":%d}\n", EAR_TAPE_VERSION);

  if (all)
    return ear_archive_each_event (self->archive, EAR_ARCHIVE_EVERYTHING, write_line, self, error);

  for (guint i = 0; i < numbers->len; i++)
    if (!ear_archive_each_event (self->archive, g_array_index (numbers, gint64, i), write_line, self, error))
      return FALSE;

  return TRUE;
}

static gboolean
write_text (Export           *self,
            GArray           *numbers,
            EarExportFormat   format,
            GError          **error)
{
  gboolean first = TRUE;

  g_string_append (self->text, formats[format].begin);

  for (guint i = 0; i < numbers->len; i++) {
    g_autoptr (EarChapter) chapter = read_chapter (self, g_array_index (numbers, gint64, i), error);

    if (chapter == NULL)
      return FALSE;
    if (chapter->events->len == 0)
      continue;
    if (!first)
      g_string_append (self->text, formats[format].between);
    first = FALSE;
    formats[format].add (self->text, chapter);
    if (!flush (self, FLUSH_BYTES, error))
      return FALSE;
  }

  g_string_append (self->text, formats[format].end);

  return TRUE;
}

static gboolean
write_sheets (Export   *self,
              GArray   *numbers,
              GError  **error)
{
  g_autoptr (EarSheets) sheets = ear_sheets_new (error);

  for (guint i = 0; sheets != NULL && i < numbers->len; i++) {
    g_autoptr (EarChapter) chapter = read_chapter (self, g_array_index (numbers, gint64, i), error);

    if (chapter == NULL || !ear_sheets_add (sheets, chapter, error))
      return FALSE;
  }

  return sheets != NULL && ear_sheets_finish (sheets, self->stream, self->cancellable, error);
}

/* All sessions in the order in which they were recorded and then what belongs to none, or those that were asked for. */
static GArray *
list_numbers (EarArchive         *archive,
              const char *const  *ids,
              GError            **error)
{
  g_autoptr (GArray) numbers = NULL;
  gint64 number = EAR_ARCHIVE_OUTSIDE;

  if (ids == NULL) {
    if (!(numbers = ear_archive_list_numbers (archive, "SELECT number FROM sessions ORDER BY number", error)))
      return NULL;
    g_array_append_val (numbers, number);
    return g_steal_pointer (&numbers);
  }

  numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (; *ids != NULL; ids++) {
    if (!ear_archive_require_session (archive, *ids, &number, error))
      return NULL;
    g_array_append_val (numbers, number);
  }

  return g_steal_pointer (&numbers);
}

/**
 * ear_export_write:
 * @tariff: (nullable): for sessions whose own tariff is no longer there
 * @ids: (nullable): sessions; %NULL for everything
 * @stream: where to; left open. Use one of g_file_replace() and close it only when this succeeded, so that a file is
 *   replaced as a whole or not at all
 *
 * Writes sessions for other programs.
 */
gboolean
ear_export_write (EarArchive         *archive,
                  EarTariff          *tariff,
                  const char *const  *ids,
                  EarExportFormat     format,
                  GOutputStream      *stream,
                  GCancellable       *cancellable,
                  GError            **error)
{
  g_autoptr (GArray) numbers = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  Export self = { archive, tariff, stream, cancellable, text };

  g_return_val_if_fail (format < EAR_N_EXPORT_FORMATS, FALSE);

  if (!(numbers = list_numbers (archive, ids, error)))
    return FALSE;
  if (format == EAR_EXPORT_XLSX)
    return write_sheets (&self, numbers, error);

  return (format == EAR_EXPORT_TAPE ? write_tape (&self, numbers, ids == NULL, error) : write_text (&self, numbers, format, error)) &&
         flush (&self, 0, error);
}
