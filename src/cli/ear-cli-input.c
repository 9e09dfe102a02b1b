/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>

/* Standard input may be endless. */
#define MAX_LINE (1 << 20)

/**
 * ear_cli_read_line:
 * @line: (out caller-allocates): the next line of standard input, without the space at its end; may have any bytes in it
 * @error: is set where standard input can not be read, or a line is too long to be one
 *
 * Returns: whether there was one more
 */
gboolean
ear_cli_read_line (GString  *line,
                   GError  **error)
{
  int c;

  g_string_truncate (line, 0);
  errno = 0;
  while ((c = getc_unlocked (stdin)) != EOF && c != '\n') {
    if (line->len == MAX_LINE) {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("A line of standard input is longer than %d bytes."), MAX_LINE);
      return FALSE;
    }
    g_string_append_c (line, c);
  }

  if (ferror (stdin)) {
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("Standard input can not be read: %s."), g_strerror (errno));
    return FALSE;
  }
  if (c == EOF && line->len == 0)
    return FALSE;

  while (line->len > 0 && g_ascii_isspace (line->str[line->len - 1]))
    g_string_truncate (line, line->len - 1);

  return TRUE;
}

/**
 * ear_cli_is_text:
 *
 * Returns: whether the line is UTF-8 without a NUL in it
 */
gboolean
ear_cli_is_text (const GString *line)
{
  return g_utf8_validate (line->str, line->len, NULL);
}
