/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-phrase.h"

#include <stdarg.h>
#include <string.h>

/* What SSML needs and no more: an apostrophe stays an apostrophe, as voices read &apos; aloud. */
static void
append_escaped (GString    *to,
                const char *text)
{
  for (; *text; text++) {
    if (*text == '&')
      g_string_append (to, "&amp;");
    else if (*text == '<')
      g_string_append (to, "&lt;");
    else if (*text == '>')
      g_string_append (to, "&gt;");
    else if (*text == '"')
      g_string_append (to, "&quot;");
    else
      g_string_append_c (to, *text);
  }
}

static char *
fill_in (const char *text,
         GHashTable *values)
{
  GString *filled = g_string_new (NULL);
  const char *open, *close, *value;

  while ((open = strchr (text, '{')) && (close = strchr (open, '}'))) {
    g_autofree char *name = g_strndup (open + 1, close - open - 1);

    g_string_append_len (filled, text, open - text);
    if ((value = g_hash_table_lookup (values, g_strstrip (name))))
      append_escaped (filled, value);
    else
      g_string_append_len (filled, open, close + 1 - open);
    text = close + 1;
  }
  g_string_append (filled, text);

  return g_string_free (filled, FALSE);
}

static char *
strip_root (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *inside, *end;

  if (!g_str_has_prefix (copy, "<speak") || !g_str_has_suffix (copy, "</speak>") || !(inside = strchr (copy, '>')))
    return g_steal_pointer (&copy);

  end = copy + strlen (copy) - strlen ("</speak>");

  return inside < end ? g_strstrip (g_strndup (inside + 1, end - inside - 1)) : g_strdup ("");
}

/**
 * ear_phrase_render_valist:
 *
 * As ear_phrase_render().
 */
char *
ear_phrase_render_valist (EarInteractionModel *model,
                          const char          *id,
                          guint                choice,
                          va_list              pairs)
{
  GPtrArray *variations = ear_interaction_model_get_prompt (model, id);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  const char *name, *value;

  while ((name = va_arg (pairs, const char *)) && (value = va_arg (pairs, const char *)))
    g_hash_table_insert (values, (gpointer) name, (gpointer) value);

  if (variations == NULL)
    return g_strdup_printf ("[%s]", id);
  text = strip_root (g_ptr_array_index (variations, choice % variations->len));

  return fill_in (text, values);
}

char *
ear_phrase_render (EarInteractionModel *model,
                   const char          *id,
                   guint                choice,
                   ...)
{
  va_list pairs;
  char *text;

  va_start (pairs, choice);
  text = ear_phrase_render_valist (model, id, choice, pairs);
  va_end (pairs);

  return text;
}

typedef struct {
  GString *plain;
  guint    hidden;
} Plainer;

static void
on_start (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Plainer *self = user_data;

  if (strcmp (element, "sub") == 0) {
    for (guint i = 0; names[i]; i++)
      if (strcmp (names[i], "alias") == 0 && self->hidden == 0)
        g_string_append (self->plain, values[i]);
    self->hidden++;
  } else if (strcmp (element, "break") == 0 || strcmp (element, "p") == 0 || strcmp (element, "s") == 0
             || strcmp (element, "audio") == 0) {
    g_string_append_c (self->plain, ' ');
  }
}

static void
on_end (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Plainer *self = user_data;

  if (strcmp (element, "sub") == 0)
    self->hidden--;
  else if (strcmp (element, "p") == 0 || strcmp (element, "s") == 0)
    g_string_append_c (self->plain, ' ');
}

static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Plainer *self = user_data;

  if (self->hidden == 0)
    g_string_append_len (self->plain, text, length);
}

/* Where it is not well-formed, tags go, the five entities are read, and the rest is what was meant. */
static void
strip_tags (const char *ssml,
            GString    *plain)
{
  static const struct { const char *entity, *text; } entities[] = {
    { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&apos;", "'" },
  };
  guint i;

  while (*ssml) {
    if (*ssml == '<' && strchr (ssml, '>')) {
      ssml = strchr (ssml, '>') + 1;
      g_string_append_c (plain, ' ');
      continue;
    }
    for (i = 0; i < G_N_ELEMENTS (entities) && !g_str_has_prefix (ssml, entities[i].entity); i++)
      ;
    if (i < G_N_ELEMENTS (entities)) {
      g_string_append (plain, entities[i].text);
      ssml += strlen (entities[i].entity);
    } else {
      g_string_append_c (plain, *ssml++);
    }
  }
}

static char *
collapse (const char *text)
{
  GString *collapsed = g_string_new (NULL);

  gboolean apart = FALSE;

  for (; *text; text++) {
    if (g_ascii_isspace (*text)) {
      apart = TRUE;
      continue;
    }
    if (apart && collapsed->len > 0 && !strchr (",.!?;:", *text))
      g_string_append_c (collapsed, ' ');
    g_string_append_c (collapsed, *text);
    apart = FALSE;
  }

  return g_string_free (collapsed, FALSE);
}

/**
 * ear_phrase_plain:
 * @ssml: speech with or without a <speak> root, well-formed or not
 *
 * Returns: (transfer full): what is spoken, on one line
 */
char *
ear_phrase_plain (const char *ssml)
{
  static const GMarkupParser parser = { on_start, on_end, on_text };
  g_autofree char *valid = g_utf8_make_valid (ssml, -1);
  g_autofree char *wrapped = g_strconcat ("<speak>", valid, "</speak>", NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  Plainer plainer = { plain, 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &plainer, NULL);

  if (!g_markup_parse_context_parse (context, wrapped, -1, NULL) || !g_markup_parse_context_end_parse (context, NULL)) {
    g_string_truncate (plain, 0);
    strip_tags (valid, plain);
  }

  return collapse (plain->str);
}
