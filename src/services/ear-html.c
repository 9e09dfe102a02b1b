/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-html.h"

#include <string.h>

/* Those that shops' software writes into names. */
static const struct {
  const char *name, *text;
} entities[] = {
  { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" }, { "nbsp", " " }, { "ndash", "–" }, { "mdash", "—" },
  { "lsquo", "‘" }, { "rsquo", "’" }, { "ldquo", "“" }, { "rdquo", "”" }, { "hellip", "…" }, { "times", "×" }, { "euro", "€" },
  { "auml", "ä" }, { "ouml", "ö" }, { "uuml", "ü" }, { "Auml", "Ä" }, { "Ouml", "Ö" }, { "Uuml", "Ü" }, { "szlig", "ß" }, { "eacute", "é" },
};

static gboolean
append_number (GString    *text,
               const char *digits)
{
  gboolean hex = *digits == 'x' || *digits == 'X';
  char *rest;
  guint64 code = g_ascii_strtoull (digits + hex, &rest, hex ? 16 : 10);

  if (rest == digits + hex || *rest != '\0' || code < ' ' || code > 0x10ffff || !g_unichar_validate ((gunichar) code))
    return FALSE;
  g_string_append_unichar (text, (gunichar) code);

  return TRUE;
}

/* Returns: (nullable): behind the entity; %NULL where it is none */
static const char *
append_entity (GString    *text,
               const char *at)
{
  const char *end = memchr (at, ';', strnlen (at, 12));
  g_autofree char *name = end ? g_strndup (at + 1, end - at - 1) : NULL;

  if (name == NULL)
    return NULL;
  if (*name == '#')
    return append_number (text, name + 1) ? end + 1 : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (strcmp (entities[i].name, name) == 0) {
      g_string_append (text, entities[i].text);
      return end + 1;
    }

  return NULL;
}

/**
 * ear_html_dup_text:
 * @html: a name or a description with tags and entities
 *
 * Returns: (transfer full): what a reader sees of it
 */
char *
ear_html_dup_text (const char *html)
{
  GString *text = g_string_new (NULL);
  const char *next;

  for (const char *at = html; *at; at = next) {
    const char *close = *at == '<' && (g_ascii_isalpha (at[1]) || at[1] == '/' || at[1] == '!') ? strchr (at, '>') : NULL;

    next = close ? close + 1 : *at == '&' ? append_entity (text, at) : NULL;
    if (close != NULL) {
      g_string_append_c (text, ' ');
    } else if (next == NULL) {
      g_string_append_c (text, *at);
      next = at + 1;
    }
  }

  return g_string_free (text, FALSE);
}
