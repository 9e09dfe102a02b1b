/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-export-private.h"
#include "ledger/ear-session-private.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define MAX_ROWS 1048576
#define MAX_CELL 32000

typedef enum {
  SHEET_SESSIONS,
  SHEET_POSTINGS,
  SHEET_EVENTS,
  N_SHEETS
} Sheet;

typedef struct {
  const char *title;
  double      width;
} Column;

static const char *const titles[N_SHEETS] = { "Sessions", "Postings", "Events" };

static const Column columns[N_SHEETS][14] = {
  [SHEET_SESSIONS] = {
    { "Session", 24 }, { "Opened (UTC)", 20 }, { "Closed (UTC)", 20 }, { "Locale", 8 }, { "Tariff", 10 }, { "Turns", 8 }, { "Summary", 48 },
    { "Currency", 9 }, { "Revenue", 12 }, { "Contribution", 13 }, { "With device", 13 }, { "Fully loaded", 13 }
  },
  [SHEET_POSTINGS] = {
    { "Session", 24 }, { "Turn", 8 }, { "At (UTC)", 20 }, { "Item", 24 }, { "Depth", 13 }, { "Account", 32 }, { "Amount", 13 },
    { "Currency", 9 }
  },
  [SHEET_EVENTS] = { { "Session", 24 }, { "Turn", 8 }, { "At (UTC)", 20 }, { "Event", 14 }, { "Details", 100 } },
};

struct _EarSheets {
  char          *path;
  lxw_workbook  *book;
  lxw_worksheet *sheets[N_SHEETS];
  lxw_format    *time;
  lxw_format    *money;
  guint          rows[N_SHEETS];
};

/* The library writes files only, so there is one for the time being. */
EarSheets *
ear_sheets_new (GError **error)
{
  g_autoptr (EarSheets) self = g_new0 (EarSheets, 1);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };
  lxw_format *head;
  int file = g_file_open_tmp ("earshot-XXXXXX.xlsx", &self->path, error);

  if (file < 0)
    return NULL;
  close (file);

  self->book = workbook_new_opt (self->path, &options);
  self->time = workbook_add_format (self->book);
  format_set_num_format (self->time, "yyyy-mm-dd hh:mm:ss");
  self->money = workbook_add_format (self->book);
  format_set_num_format (self->money, "0.000000");
  head = workbook_add_format (self->book);
  format_set_bold (head);

  for (Sheet s = 0; s < N_SHEETS; s++) {
    self->sheets[s] = workbook_add_worksheet (self->book, titles[s]);
    self->rows[s] = 1;
    worksheet_freeze_panes (self->sheets[s], 1, 0);

    for (lxw_col_t c = 0; columns[s][c].title != NULL; c++) {
      worksheet_set_column (self->sheets[s], c, c, columns[s][c].width, NULL);
      worksheet_write_string (self->sheets[s], 0, c, columns[s][c].title, head);
    }
  }

  return g_steal_pointer (&self);
}

static void
write_text (EarSheets  *self,
            Sheet       sheet,
            lxw_col_t   column,
            const char *text)
{
  g_autofree char *cut = NULL;

  if (text == NULL)
    return;
  if (g_utf8_strlen (text, -1) > MAX_CELL) {
    g_autofree char *begin = g_utf8_substring (text, 0, MAX_CELL);

    cut = g_strconcat (begin, " … (cut)", NULL);
  }
  worksheet_write_string (self->sheets[sheet], self->rows[sheet], column, cut ? cut : text, NULL);
}

static void
write_number (EarSheets *self,
              Sheet      sheet,
              lxw_col_t  column,
              gint64     number)
{
  worksheet_write_number (self->sheets[sheet], self->rows[sheet], column, number, NULL);
}

static void
write_money (EarSheets *self,
             Sheet      sheet,
             lxw_col_t  column,
             gint64     micros)
{
  worksheet_write_number (self->sheets[sheet], self->rows[sheet], column, micros / (double) EAR_MICROS_PER_UNIT, self->money);
}

/* Spreadsheets have no times before 1900; those stay empty. */
static void
write_time (EarSheets *self,
            Sheet      sheet,
            lxw_col_t  column,
            gint64     at)
{
  if (at != 0)
    worksheet_write_unixtime (self->sheets[sheet], self->rows[sheet], column, at / G_USEC_PER_SEC, self->time);
}

static void
add_session (EarSheets        *self,
             const EarSession *session)
{
  lxw_col_t c = 0;

  write_text (self, SHEET_SESSIONS, c++, session->id);
  write_time (self, SHEET_SESSIONS, c++, session->opened);
  write_time (self, SHEET_SESSIONS, c++, session->closed);
  write_text (self, SHEET_SESSIONS, c++, session->locale);
  write_text (self, SHEET_SESSIONS, c++, session->tariff);
  write_number (self, SHEET_SESSIONS, c++, session->n_turns);
  write_text (self, SHEET_SESSIONS, c++, session->summary);
  write_text (self, SHEET_SESSIONS, c++, session->currency);
  write_money (self, SHEET_SESSIONS, c++, session->result.revenue);
  for (EarDepth d = 0; d < EAR_N_DEPTHS; d++)
    write_money (self, SHEET_SESSIONS, c++, session->result.revenue - session->result.cost[d]);
  self->rows[SHEET_SESSIONS]++;
}

static void
add_posting (EarSheets        *self,
             const char       *session,
             const EarPosting *posting)
{
  lxw_col_t c = 0;

  write_text (self, SHEET_POSTINGS, c++, session);
  write_number (self, SHEET_POSTINGS, c++, posting->turn);
  write_time (self, SHEET_POSTINGS, c++, posting->at);
  write_text (self, SHEET_POSTINGS, c++, posting->item);
  write_text (self, SHEET_POSTINGS, c++, ear_depth_to_name (posting->depth));
  write_text (self, SHEET_POSTINGS, c++, posting->account);
  write_money (self, SHEET_POSTINGS, c++, posting->micros);
  write_text (self, SHEET_POSTINGS, c++, posting->currency);
  self->rows[SHEET_POSTINGS]++;
}

static void
add_event (EarSheets      *self,
           const char     *session,
           const EarEvent *event,
           const char     *line)
{
  lxw_col_t c = 0;

  write_text (self, SHEET_EVENTS, c++, session);
  write_number (self, SHEET_EVENTS, c++, event->turn);
  write_time (self, SHEET_EVENTS, c++, event->at);
  write_text (self, SHEET_EVENTS, c++, ear_event_type_to_name (event->type));
  write_text (self, SHEET_EVENTS, c++, line);
  self->rows[SHEET_EVENTS]++;
}

gboolean
ear_sheets_add (EarSheets         *self,
                const EarChapter  *chapter,
                GError           **error)
{
  GArray *postings = ear_ledger_get_postings (chapter->ledger);
  const char *session = chapter->session->id;

  if (self->rows[SHEET_EVENTS] + chapter->events->len > MAX_ROWS || self->rows[SHEET_POSTINGS] + postings->len > MAX_ROWS) {
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_FAILED,
                 _("More than %d events or postings do not fit into a spreadsheet. Export fewer sessions, or as csv."), MAX_ROWS - 1);
    return FALSE;
  }

  if (chapter->session->number != 0)
    add_session (self, chapter->session);
  for (guint i = 0; i < postings->len; i++)
    add_posting (self, session, &g_array_index (postings, EarPosting, i));
  for (guint i = 0; i < chapter->events->len; i++)
    add_event (self, session, g_ptr_array_index (chapter->events, i), g_ptr_array_index (chapter->lines, i));

  return TRUE;
}

/* ear_sheets_finish:
 *
 * Copies the finished book to the stream.
 */
gboolean
ear_sheets_finish (EarSheets      *self,
                   GOutputStream  *stream,
                   GCancellable   *cancellable,
                   GError        **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autoptr (GFileInputStream) input = NULL;
  lxw_error code;

  for (Sheet s = 0; s < N_SHEETS; s++) {
    lxw_col_t last = 0;

    while (columns[s][last + 1].title != NULL)
      last++;
    worksheet_autofilter (self->sheets[s], 0, 0, MAX (self->rows[s] - 1, 1), last);
  }

  code = workbook_close (g_steal_pointer (&self->book));
  if (code != LXW_NO_ERROR) {
    g_set_error (error, EAR_ARCHIVE_ERROR, EAR_ARCHIVE_ERROR_FAILED, _("%s: the spreadsheet could not be written (%s). Free some space."),
                 self->path, lxw_strerror (code));
    return FALSE;
  }

  input = g_file_read (file, cancellable, error);

  return input && g_output_stream_splice (stream, G_INPUT_STREAM (input), G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE, cancellable, error) >= 0;
}

void
ear_sheets_free (EarSheets *self)
{
  if (self->book != NULL)
    workbook_close (self->book);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}
