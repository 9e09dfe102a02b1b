/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-csv.h"

#include "services/ear-provider.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_FIELDS 100
#define MAX_FIELD (64 * 1024)
#define BOM "\xef\xbb\xbf"

typedef struct {
  const char *at, *end;
  char        separator;
  guint       line;
} Reader;

/* Spreadsheets of countries that write 1,99 separate with semicolons; some separate with tabs. The first row tells. */
static char
find_separator (const char *at,
                const char *end)
{
  static const char separators[] = ",;\t";
  guint counts[3] = { 0 }, best = 0;
  gboolean is_quoted = FALSE;

  for (; at < end && (is_quoted || (*at != '\n' && *at != '\r')); at++) {
    const char *found = *at != '\0' ? strchr (separators, *at) : NULL;

    if (*at == '"')
      is_quoted = !is_quoted;
    else if (!is_quoted && found != NULL)
      counts[found - separators]++;
  }
  for (guint i = 1; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > counts[best])
      best = i;

  return separators[best];
}

static gboolean
refuse (Reader      *reader,
        const char  *why,
        GError     **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("line %u: %s"), reader->line, why);

  return FALSE;
}

/* One field, up to what ends it; "" within quotes is a quote. */
static gboolean
read_field (Reader   *reader,
            GString  *field,
            GError  **error)
{
  gboolean is_quoted = reader->at < reader->end && *reader->at == '"';

  g_string_truncate (field, 0);
  reader->at += is_quoted;
  for (; reader->at < reader->end; reader->at++) {
    char c = *reader->at;

    if (is_quoted && c == '"') {
      if (reader->at + 1 < reader->end && reader->at[1] == '"')
        reader->at++;
      else {
        reader->at++;
        is_quoted = FALSE;
        break;
      }
    } else if (!is_quoted && (c == reader->separator || c == '\n' || c == '\r')) {
      break;
    }
    if (field->len >= MAX_FIELD)
      return refuse (reader, _("a field is larger than 64 KiB"), error);
    reader->line += c == '\n';
    g_string_append_c (field, c);
  }
  if (is_quoted)
    return refuse (reader, _("the quotes of a field are not closed"), error);
  if (reader->at < reader->end && *reader->at != reader->separator && *reader->at != '\n' && *reader->at != '\r')
    return refuse (reader, _("something follows the closing quotes of a field"), error);

  return TRUE;
}

static gboolean
read_row (Reader     *reader,
          GPtrArray  *fields,
          GError    **error)
{
  g_autoptr (GString) field = g_string_new (NULL);

  for (;;) {
    if (fields->len >= MAX_FIELDS)
      return refuse (reader, _("a row has more than 100 fields"), error);
    if (!read_field (reader, field, error))
      return FALSE;
    g_ptr_array_add (fields, g_utf8_make_valid (field->str, field->len));
    if (reader->at >= reader->end || *reader->at != reader->separator)
      break;
    reader->at++;
  }
  if (reader->at < reader->end && *reader->at == '\r')
    reader->at++;
  if (reader->at < reader->end && *reader->at == '\n')
    reader->at++;
  reader->line++;

  return TRUE;
}

/**
 * ear_csv_read:
 * @data: a table (RFC 4180), separated by commas, semicolons or tabs
 * @func: gets each row that is not empty
 * @error: says which line is wrong
 */
gboolean
ear_csv_read (const char  *data,
              gsize        length,
              EarCsvFunc   func,
              gpointer     user_data,
              GError     **error)
{
  Reader reader = { data, data + length, ',', 1 };

  if (length >= strlen (BOM) && memcmp (data, BOM, strlen (BOM)) == 0)
    reader.at += strlen (BOM);
  reader.separator = find_separator (reader.at, reader.end);

  while (reader.at < reader.end) {
    g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
    guint line = reader.line;

    if (!read_row (&reader, fields, error))
      return FALSE;
    if (fields->len == 1 && *(char *) g_ptr_array_index (fields, 0) == '\0')
      continue;
    g_ptr_array_add (fields, NULL);
    if (!func ((GStrv) fields->pdata, line, user_data))
      break;
  }

  return TRUE;
}
