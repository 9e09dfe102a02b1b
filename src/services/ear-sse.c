/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-sse.h"

#include "services/ear-provider.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of an event, its names and blanks included. */
#define MAX_EVENT (256 * 1024)

struct _EarSse {
  EarSseFunc func;
  gpointer   user_data;
  GString   *line;
  GString   *data;
  gboolean   has_data;
  gboolean   after_cr;          /* a line feed that comes now belongs to the line before */
};

EarSse *
ear_sse_new (EarSseFunc func,
             gpointer   user_data)
{
  EarSse *self = g_new0 (EarSse, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  self->data = g_string_new (NULL);

  return self;
}

void
ear_sse_free (EarSse *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->data, TRUE);
  g_free (self);
}

static gboolean
dispatch (EarSse  *self,
          GError **error)
{
  gboolean goes_on = !self->has_data || self->func (self->data->str, self->user_data, error);

  g_string_truncate (self->data, 0);
  self->has_data = FALSE;

  return goes_on;
}

/* "data: text" and "data:text" are the same; a line that begins with a colon is a comment; other names mean nothing to us. */
static gboolean
take_line (EarSse  *self,
           GError **error)
{
  const char *line = self->line->str, *value;
  gboolean goes_on = TRUE;

  if (*line == '\0') {
    goes_on = dispatch (self, error);
  } else if (g_str_has_prefix (line, "data") && (line[4] == ':' || line[4] == '\0')) {
    value = line[4] == ':' ? line + 5 : "";
    if (self->has_data)
      g_string_append_c (self->data, '\n');
    g_string_append (self->data, *value == ' ' ? value + 1 : value);
    self->has_data = TRUE;
  }
  g_string_truncate (self->line, 0);

  return goes_on;
}

/**
 * ear_sse_feed:
 * @bytes: what came next, of any length, split anywhere
 * @error: %EAR_SERVICE_ERROR_LIMIT for an event without end, or what the function says
 *
 * Returns: whether to go on
 */
gboolean
ear_sse_feed (EarSse      *self,
              const char  *bytes,
              gsize        length,
              GError     **error)
{
  for (gsize i = 0; i < length; i++) {
    gboolean is_second = bytes[i] == '\n' && self->after_cr;

    self->after_cr = bytes[i] == '\r';
    if (bytes[i] == '\r' || bytes[i] == '\n') {
      if (!is_second && !take_line (self, error))
        return FALSE;
    } else if (self->line->len + self->data->len >= MAX_EVENT) {
      g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_LIMIT, _("an event of the stream is larger than %d bytes"), MAX_EVENT);
      return FALSE;
    } else if (bytes[i] != '\0') {
      g_string_append_c (self->line, bytes[i]);
    }
  }

  return TRUE;
}

/**
 * ear_sse_end:
 *
 * The stream is over. The standard drops an event that no empty line ends; there are servers that end their last one so.
 */
gboolean
ear_sse_end (EarSse  *self,
             GError **error)
{
  return take_line (self, error) && dispatch (self, error);
}
