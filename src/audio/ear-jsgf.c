/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-jsgf-private.h"

#include <string.h>

#include "audio/ear-audio-error.h"

#include <glib/gi18n.h>

#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_DEPTH 64

typedef struct {
  const char  *at;
  guint        line;
  guint        depth;
  GError     **error;
} Parser;

static EarJsgfNode *parse_choice (Parser *self);

static void
node_free (EarJsgfNode *node)
{
  g_free (node->text);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarJsgfNode, node_free)

static EarJsgfNode *
leaf_new (EarJsgfType  type,
          char        *text)
{
  EarJsgfNode *node = g_new0 (EarJsgfNode, 1);

  node->type = type;
  node->text = text;

  return node;
}

static EarJsgfNode *
branch_new (EarJsgfType  type,
            EarJsgfNode *child)
{
  EarJsgfNode *node = g_new0 (EarJsgfNode, 1);

  node->type = type;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  if (child)
    g_ptr_array_add (node->children, child);

  return node;
}

static gpointer
complain (Parser     *self,
          const char *what)
{
  if (self->error == NULL || *self->error == NULL)
    g_set_error (self->error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("Grammar, line %u: %s."), self->line, what);

  return NULL;
}

static void
skip_to (Parser     *self,
         const char *end)
{
  for (; self->at < end && *self->at != '\0'; self->at++)
    self->line += *self->at == '\n';
}

static void
skip_space (Parser *self)
{
  for (;;) {
    const char *end = NULL;

    if (g_ascii_isspace (*self->at)) {
      end = self->at + 1;
    } else if (g_str_has_prefix (self->at, "//")) {
      end = self->at + strcspn (self->at, "\n");
    } else if (g_str_has_prefix (self->at, "/*")) {
      end = strstr (self->at + 2, "*/");
      end = end ? end + 2 : self->at + strlen (self->at);
    }
    if (end == NULL)
      return;
    skip_to (self, end);
  }
}

static gboolean
take (Parser *self,
      char    c)
{
  skip_space (self);
  if (*self->at != c)
    return FALSE;
  self->at++;

  return TRUE;
}

static gboolean
expect (Parser *self,
        char    c)
{
  g_autofree char *what = NULL;

  if (take (self, c))
    return TRUE;
  what = g_strdup_printf (_("“%c” is missing"), c);
  complain (self, what);

  return FALSE;
}

static gboolean
skip_line_until_semicolon (Parser *self)
{
  skip_to (self, self->at + strcspn (self->at, ";"));

  return expect (self, ';');
}

/* What an opening sign encloses, up to the closing one. */
static char *
dup_enclosed (Parser     *self,
              const char *closing)
{
  gsize length = strcspn (self->at, closing);
  char *text;

  if (self->at[length] == '\0')
    return complain (self, _("the file ends in the middle of a name, tag or weight"));
  text = g_strndup (self->at, length);
  skip_to (self, self->at + length + 1);

  return text;
}

static EarJsgfNode *
parse_group (Parser      *self,
             EarJsgfType  type,
             char         closing)
{
  g_autoptr (EarJsgfNode) inside = NULL;

  if (++self->depth > MAX_DEPTH)
    return complain (self, _("brackets are nested too deeply"));
  inside = parse_choice (self);
  self->depth--;
  if (inside == NULL || !expect (self, closing))
    return NULL;

  return type == EAR_JSGF_OPTION ? branch_new (EAR_JSGF_OPTION, g_steal_pointer (&inside)) : g_steal_pointer (&inside);
}

static EarJsgfNode *
parse_word (Parser *self)
{
  gsize length = strcspn (self->at, " \t\r\n;=|*+<>()[]{}/\"\\");
  g_autofree char *text = NULL;

  if (length == 0)
    return complain (self, *self->at == '\0' ? _("the file ends too early") : _("a word or rule is missing"));
  text = g_strndup (self->at, length);
  self->at += length;

  return leaf_new (EAR_JSGF_WORD, g_utf8_strdown (text, -1));
}

static EarJsgfNode *
parse_quoted (Parser *self)
{
  g_autofree char *text = dup_enclosed (self, "\"");
  g_autofree char *low = NULL;
  g_auto (GStrv) words = NULL;
  EarJsgfNode *sequence;

  if (text == NULL)
    return NULL;

  low = g_utf8_strdown (text, -1);
  words = g_strsplit_set (low, " \t\r\n", -1);
  sequence = branch_new (EAR_JSGF_SEQUENCE, NULL);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (sequence->children, leaf_new (EAR_JSGF_WORD, g_strdup (words[i])));

  return sequence;
}

static EarJsgfNode *
parse_reference (Parser *self)
{
  char *name = dup_enclosed (self, ">");

  if (name == NULL)
    return NULL;
  if (g_str_equal (name, "NULL")) {
    g_free (name);
    return branch_new (EAR_JSGF_SEQUENCE, NULL);
  }

  return leaf_new (EAR_JSGF_RULE, name);
}

static EarJsgfNode *
parse_atom (Parser *self)
{
  if (take (self, '('))
    return parse_group (self, EAR_JSGF_SEQUENCE, ')');
  if (take (self, '['))
    return parse_group (self, EAR_JSGF_OPTION, ']');
  if (take (self, '<'))
    return parse_reference (self);
  if (take (self, '"'))
    return parse_quoted (self);

  return parse_word (self);
}

static EarJsgfNode *
parse_item (Parser *self)
{
  EarJsgfNode *atom = NULL;

  if (take (self, '/')) {
    g_autofree char *weight = dup_enclosed (self, "/");

    if (weight == NULL)
      return NULL;
  }

  atom = parse_atom (self);
  if (atom == NULL)
    return NULL;
  if (take (self, '*'))
    atom = branch_new (EAR_JSGF_OPTION, branch_new (EAR_JSGF_REPEAT, atom));
  else if (take (self, '+'))
    atom = branch_new (EAR_JSGF_REPEAT, atom);

  while (take (self, '{')) {
    g_autofree char *tag = dup_enclosed (self, "}");

    if (tag == NULL) {
      node_free (atom);
      return NULL;
    }
  }

  return atom;
}

static EarJsgfNode *
parse_sequence (Parser *self)
{
  g_autoptr (EarJsgfNode) sequence = branch_new (EAR_JSGF_SEQUENCE, NULL);

  do {
    EarJsgfNode *item = parse_item (self);

    if (item == NULL)
      return NULL;
    g_ptr_array_add (sequence->children, item);
    skip_space (self);
  } while (*self->at != '\0' && strchr ("|)];", *self->at) == NULL);

  return g_steal_pointer (&sequence);
}

static EarJsgfNode *
parse_choice (Parser *self)
{
  g_autoptr (EarJsgfNode) choice = branch_new (EAR_JSGF_CHOICE, NULL);

  do {
    EarJsgfNode *sequence = parse_sequence (self);

    if (sequence == NULL)
      return NULL;
    g_ptr_array_add (choice->children, sequence);
  } while (take (self, '|'));

  return g_steal_pointer (&choice);
}

static gboolean
take_keyword (Parser     *self,
              const char *keyword)
{
  gsize length = strlen (keyword);

  skip_space (self);
  if (strncmp (self->at, keyword, length) != 0 || !(g_ascii_isspace (self->at[length]) || self->at[length] == '<'))
    return FALSE;
  self->at += length;

  return TRUE;
}

static gboolean
parse_rule (Parser  *self,
            EarJsgf *jsgf)
{
  gboolean is_public = take_keyword (self, "public");
  g_autofree char *name = NULL;
  EarJsgfNode *body;

  if (!expect (self, '<') || (name = dup_enclosed (self, ">")) == NULL || !expect (self, '='))
    return FALSE;
  if (g_hash_table_contains (jsgf->rules, name)) {
    complain (self, _("a rule is defined twice"));
    return FALSE;
  }

  body = parse_choice (self);
  if (body == NULL)
    return FALSE;
  g_hash_table_insert (jsgf->rules, g_strdup (name), body);
  if (is_public && jsgf->root == NULL)
    jsgf->root = g_steal_pointer (&name);

  return expect (self, ';');
}

static gboolean
parse_all (Parser  *self,
           EarJsgf *jsgf)
{
  if (!g_str_has_prefix (self->at, "#JSGF")) {
    complain (self, _("it does not start with “#JSGF V1.0;”"));
    return FALSE;
  }
  if (!skip_line_until_semicolon (self))
    return FALSE;
  if (take_keyword (self, "grammar") && !skip_line_until_semicolon (self))
    return FALSE;

  for (;;) {
    skip_space (self);
    if (*self->at == '\0')
      break;
    if (!parse_rule (self, jsgf))
      return FALSE;
  }
  if (jsgf->root == NULL)
    complain (self, _("no rule is public"));

  return jsgf->root != NULL;
}

void
ear_jsgf_free (EarJsgf *self)
{
  g_hash_table_unref (self->rules);
  g_free (self->root);
  g_free (self);
}

/*
 * ear_jsgf_parse:
 * @text: JSGF without imports; weights and tags are read over
 *
 * Returns: (transfer full): the grammar
 */
EarJsgf *
ear_jsgf_parse (const char  *text,
                GError     **error)
{
  g_autoptr (EarJsgf) jsgf = g_new0 (EarJsgf, 1);
  Parser parser = { text, 1, 0, error };

  jsgf->rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) node_free);
  if (strlen (text) > MAX_BYTES)
    return complain (&parser, _("it is over 8 MiB long"));
  if (!g_utf8_validate (text, -1, NULL))
    return complain (&parser, _("it is not UTF-8"));
  if (!parse_all (&parser, jsgf))
    return NULL;

  return g_steal_pointer (&jsgf);
}
