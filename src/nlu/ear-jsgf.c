/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-jsgf.h"
#include "nlu/ear-builtin-intents.h"
#include "nlu/ear-grammar.h"
#include "nlu/ear-phrase.h"

#include <string.h>

#define SINK G_MAXUINT32
/* Beyond this the grammar is written node by node, which is never longer than the samples. */
#define MAX_NESTED (512 * 1024)
#define MAX_ROW 128

/* The samples once more, but by how they sound and not by what they mean, so that more of them share their ends. */
typedef struct {
  const char          *locale;
  EarLanguage          language;
  GPtrArray           *models;
  EarAutomatonBuilder *builder;
  EarAutomaton        *automaton;
  GHashTable          *numbers;
  GPtrArray           *labels;
  GHashTable          *rules_by_type;
  GString             *rules;
  guint                needed;
  guint32             *next_join;
  GString             *out;
} Writer;

typedef struct {
  Writer              *writer;
  EarInteractionModel *model;
  const EarIntent     *intent;
  guint32              labels[MAX_ROW];
  guint                n;
  gboolean             unsayable;
} Row;

static void
append_spelled (GString    *out,
                const char *locale,
                const char *digits,
                gsize       length)
{
  g_autofree char *copy = g_strndup (digits, MIN (length, 15));
  g_autofree char *words = ear_phrase_number (locale, g_ascii_strtoll (copy, NULL, 10));

  g_string_append_printf (out, " %s ", words);
}

static void
append_letter (GString     *out,
               gunichar     c,
               EarLanguage  language)
{
  gunichar parts[4];

  c = g_unichar_tolower (c);
  if (language == EAR_LANGUAGE_GERMAN && (c == 0xe4 || c == 0xf6 || c == 0xfc || c == 0xdf)) {
    g_string_append_unichar (out, c);
    return;
  }
  if (c == 0xdf) {
    g_string_append (out, "ss");
    return;
  }
  g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts));
  if (parts[0] >= 'a' && parts[0] <= 'z')
    g_string_append_c (out, parts[0]);
  else if (g_unichar_isspace (c) || g_unichar_ispunct (c))
    g_string_append_c (out, ' ');
}

/**
 * ear_jsgf_spell:
 * @text: as its author wrote it
 *
 * Returns: (transfer full): the words as a recognizer's dictionary has them: lower case letters, blanks, apostrophes
 */
char *
ear_jsgf_spell (const char *locale,
                const char *text)
{
  EarLanguage language = ear_language_from_locale (locale);
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (GStrv) words = NULL;
  gboolean german = language == EAR_LANGUAGE_GERMAN;

  for (const char *p = text; *p;) {
    gunichar c = g_utf8_get_char (p);
    gsize digits = strspn (p, "0123456789");

    if (digits > 0) {
      append_spelled (out, locale, p, digits);
      p += digits;
      continue;
    }
    if (c == '\'' || c == 0x2019) {
      gunichar after = g_utf8_get_char (g_utf8_next_char (p));

      if (out->len > 0 && g_ascii_isalpha (out->str[out->len - 1]) && g_unichar_isalpha (after))
        g_string_append_c (out, '\'');
    } else if (c == '%' || c == '&') {
      g_string_append (out, c == '%' ? (german ? " prozent " : " percent ") : german ? " und " : " and ");
    } else {
      append_letter (out, c, language);
    }
    p = g_utf8_next_char (p);
  }

  words = g_strsplit (out->str, " ", -1);
  g_string_truncate (out, 0);
  for (guint i = 0; words[i]; i++)
    if (*words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", words[i]);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static guint32
get_label (Writer     *self,
           const char *text)
{
  gpointer known = g_hash_table_lookup (self->numbers, text);

  if (known == NULL) {
    char *kept = g_strdup (text);

    g_ptr_array_add (self->labels, kept);
    known = GUINT_TO_POINTER (self->labels->len);
    g_hash_table_insert (self->numbers, kept, known);
  }

  return GPOINTER_TO_UINT (known) - 1;
}

static void
add_label (Row        *row,
           const char *text)
{
  if (row->n == MAX_ROW)
    row->unsayable = TRUE;
  else
    row->labels[row->n++] = get_label (row->writer, text);
}

static void
append_phrase (Writer     *self,
               GString    *rule,
               GHashTable *seen,
               const char *text)
{
  char *words = ear_jsgf_spell (self->locale, text);

  if (*words == '\0' || !g_hash_table_add (seen, words)) {
    if (*words == '\0')
      g_free (words);
    return;
  }
  g_string_append_printf (rule, "%s%s", rule->len > 0 ? " | " : "", words);
}

static char *
make_list_rule (Writer            *self,
                const EarSlotType *type)
{
  g_autoptr (GString) phrases = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *name = g_string_new (NULL);

  for (guint i = 0; i < type->values->len; i++) {
    const EarSlotValue *value = g_ptr_array_index (type->values, i);

    append_phrase (self, phrases, seen, value->name);
    for (guint j = 0; value->synonyms[j]; j++)
      append_phrase (self, phrases, seen, value->synonyms[j]);
  }

  g_string_append_printf (name, "<v%u_", g_hash_table_size (self->rules_by_type));
  for (const char *p = type->name; *p; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (name, g_ascii_tolower (*p));
  g_string_append_c (name, '>');
  if (phrases->len == 0)
    g_string_truncate (name, 0);
  else
    g_string_append_printf (self->rules, "%s = %s;\n", name->str, phrases->str);

  return g_string_free (name, FALSE);
}

/* Free text has no words of its own, but a slot {title} may take those of a type "Title". */
static const EarSlotType *
find_kin (Writer        *self,
          const EarSlot *slot)
{
  const char *bare = g_str_has_prefix (slot->type, "AMAZON.") ? slot->type + strlen ("AMAZON.") : slot->type;

  for (guint i = 0; i < self->models->len; i++) {
    GPtrArray *types = ear_interaction_model_get_types (g_ptr_array_index (self->models, i));

    for (guint j = 0; j < types->len; j++) {
      const EarSlotType *type = g_ptr_array_index (types, j);

      if (type->values->len > 0 && (g_ascii_strcasecmp (type->name, slot->name) == 0 || g_ascii_strcasecmp (type->name, bare) == 0))
        return type;
    }
  }

  return NULL;
}

static const char *
get_slot_rule (Row           *row,
               const EarSlot *slot)
{
  static const char *const rules[EAR_N_VALUE_TYPES] = { "<number>", "<ordinal>", "<date>", "<time>", "<duration>", "<datetime>" };
  Writer *self = row->writer;
  const EarSlotType *type = ear_interaction_model_find_type (row->model, slot->type);
  EarValueType rule;
  char *name;

  if (type->values->len == 0 && g_str_has_prefix (slot->type, "AMAZON.") && ear_value_type_from_name (slot->type, &rule)) {
    self->needed |= 1u << rule;
    return rules[rule];
  }
  if (type->values->len == 0 && !(type = find_kin (self, slot)))
    return "";
  if (!(name = g_hash_table_lookup (self->rules_by_type, type))) {
    name = make_list_rule (self, type);
    g_hash_table_insert (self->rules_by_type, (gpointer) type, name);
  }

  return name;
}

static void
on_part (const char *text,
         gsize       length,
         gboolean    is_slot,
         gpointer    user_data)
{
  Row *row = user_data;
  g_autofree char *part = g_strndup (text, length);
  g_autofree char *spelled = NULL;
  g_auto (GStrv) words = NULL;
  const char *rule = "";

  if (is_slot) {
    for (guint i = 0; row->intent && i < row->intent->slots->len; i++)
      if (g_ascii_strcasecmp (((EarSlot *) g_ptr_array_index (row->intent->slots, i))->name, part) == 0)
        rule = get_slot_rule (row, g_ptr_array_index (row->intent->slots, i));
    if (*rule == '\0')
      row->unsayable = TRUE;
    else
      add_label (row, rule);
    return;
  }

  spelled = ear_jsgf_spell (row->writer->locale, part);
  words = g_strsplit (spelled, " ", -1);
  for (guint i = 0; words[i]; i++)
    if (*words[i])
      add_label (row, words[i]);
}

static void
add_samples (Writer              *self,
             EarInteractionModel *model,
             const EarIntent     *intent,
             const char *const   *samples)
{
  for (guint i = 0; samples[i]; i++) {
    Row row = { self, model, intent };

    ear_sample_foreach_part (samples[i], on_part, &row);
    if (!row.unsayable && row.n > 0)
      ear_automaton_builder_add (self->builder, 0, row.labels, row.n, 0);
  }
}

static void
add_model (Writer              *self,
           EarInteractionModel *model)
{
  GPtrArray *intents = ear_interaction_model_get_intents (model);

  for (guint i = 0; i < intents->len; i++) {
    const EarIntent *intent = g_ptr_array_index (intents, i);

    add_samples (self, model, intent, (const char *const *) intent->samples);
    add_samples (self, model, intent, ear_builtin_intent_get_samples (intent->name, self->language));
    for (guint j = 0; j < intent->slots->len; j++)
      add_samples (self, model, intent, (const char *const *) ((EarSlot *) g_ptr_array_index (intent->slots, j))->samples);
  }
}

static guint32
meet (const guint32 *next_join,
      guint32        a,
      guint32        b)
{
  while (a != b) {
    if (a < b)
      a = next_join[a];
    else
      b = next_join[b];
  }

  return a;
}

/* For each node the first one that every way from it comes through: there brackets close. */
static void
find_joins (Writer *self)
{
  const EarAutomaton *automaton = self->automaton;

  self->next_join = g_new (guint32, MAX (automaton->n_nodes, 1));
  for (guint32 i = automaton->n_nodes; i-- > 0;) {
    const EarNode *node = &automaton->nodes[i];
    guint32 join = SINK;

    for (guint32 j = 0; j < node->n_edges; j++) {
      guint32 child = automaton->edges[node->first_edge + j].child;

      join = j == 0 ? child : meet (self->next_join, join, child);
    }
    self->next_join[i] = node->n_terminals > 0 ? SINK : join;
  }
}

/* Samples are written in one way, but people say both. */
static const char *
get_ways_to_say (const char *label)
{
  static const struct { const char *label, *ways; } rows[] = {
    { "what's", "(what's | what is)" }, { "where's", "(where's | where is)" }, { "how's", "(how's | how is)" },
    { "when's", "(when's | when is)" }, { "who's", "(who's | who is)" }, { "it's", "(it's | it is)" },
    { "i'd", "(i'd | i would)" }, { "i'm", "(i'm | i am)" }, { "i'll", "(i'll | i will)" }, { "don't", "(don't | do not)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].label, label) == 0)
      return rows[i].ways;

  return label;
}

static void write_way (Writer  *self,
                       guint32  from,
                       guint32  to);

/* One alternative for each child; several labels that lead to the same child are one alternative. */
static void
write_branches (Writer        *self,
                const EarNode *node,
                guint32        join)
{
  const EarEdge *edges = self->automaton->edges + node->first_edge;
  gboolean first = TRUE;

  for (guint32 i = 0; i < node->n_edges && self->out->len <= MAX_NESTED; i++) {
    guint same = 0, before = 0;
    gboolean bracket;

    for (guint32 j = 0; j < node->n_edges; j++) {
      same += edges[j].child == edges[i].child;
      before += j < i && edges[j].child == edges[i].child;
    }
    if (before > 0)
      continue;

    g_string_append (self->out, first ? "" : " | ");
    first = FALSE;
    bracket = same > 1 && edges[i].child != join && self->automaton->nodes[edges[i].child].n_edges > 0;
    g_string_append (self->out, bracket ? "(" : "");
    for (guint32 j = i, n = 0; j < node->n_edges; j++)
      if (edges[j].child == edges[i].child)
        g_string_append_printf (self->out, "%s%s", n++ > 0 ? " | " : "", get_ways_to_say (g_ptr_array_index (self->labels, edges[j].label)));
    g_string_append (self->out, bracket ? ")" : "");
    if (edges[i].child != join && self->automaton->nodes[edges[i].child].n_edges > 0) {
      g_string_append (self->out, " ");
      write_way (self, edges[i].child, join);
    }
  }
}

static void
write_way (Writer  *self,
           guint32  from,
           guint32  to)
{
  gboolean first = TRUE;

  while (from != to && from != SINK && self->out->len <= MAX_NESTED) {
    const EarNode *node = &self->automaton->nodes[from];
    guint32 join = self->next_join[from];
    gboolean optional = node->n_terminals > 0, several = node->n_edges > 1;

    if (node->n_edges > 0) {
      g_string_append (self->out, first ? "" : " ");
      g_string_append (self->out, optional ? "[" : several ? "(" : "");
      write_branches (self, node, join);
      g_string_append (self->out, optional ? "]" : several ? ")" : "");
    }
    first = FALSE;
    from = join;
  }
}

/* A rule for each node: <n7> = word <n8> | other <n9>; */
static void
write_nodes (Writer *self)
{
  for (guint32 i = 0; i < self->automaton->n_nodes; i++) {
    const EarNode *node = &self->automaton->nodes[i];

    if (node->n_edges == 0)
      continue;
    g_string_append_printf (self->out, "%s<%s%u> = ", i == 0 ? "public " : "", i == 0 ? "utterance" : "n", i);
    for (guint32 j = 0; j < node->n_edges; j++) {
      const EarEdge *edge = &self->automaton->edges[node->first_edge + j];
      const EarNode *child = &self->automaton->nodes[edge->child];

      g_string_append_printf (self->out, "%s%s", j > 0 ? " | " : "", get_ways_to_say (g_ptr_array_index (self->labels, edge->label)));
      if (child->n_edges > 0)
        g_string_append_printf (self->out, child->n_terminals > 0 ? " [<n%u>]" : " <n%u>", edge->child);
    }
    g_string_append (self->out, ";\n");
  }
}

static char *
finish (Writer *self)
{
  g_autofree char *values = ear_jsgf_get_rules (self->locale, self->needed);
  g_autoptr (GString) grammar = g_string_new ("#JSGF V1.0 UTF-8;\ngrammar utterances;\n");

  self->automaton = ear_automaton_builder_finish (self->builder);
  self->out = g_string_new (NULL);
  if (self->automaton->nodes[0].n_edges > 0) {
    find_joins (self);
    g_string_append (self->out, "public <utterance> = ");
    write_way (self, self->automaton->roots[0], SINK);
    g_string_append (self->out, ";\n");
    if (self->out->len > MAX_NESTED) {
      g_string_truncate (self->out, 0);
      write_nodes (self);
    }
  } else {
    g_string_append (self->out, "public <utterance> = <VOID>;\n");
  }
  g_string_append_printf (grammar, "%s%s%s", self->out->str, self->rules->str, values);

  return g_string_free (g_steal_pointer (&grammar), FALSE);
}

/**
 * ear_jsgf_write:
 * @locale: the language
 * @models: (element-type EarInteractionModel): what can be said
 *
 * Returns: (transfer full): a JSGF grammar with one public rule <utterance>, the same for the same models
 */
char *
ear_jsgf_write (const char *locale,
                GPtrArray  *models)
{
  Writer self = { locale, ear_language_from_locale (locale), models };
  char *grammar;

  self.builder = ear_automaton_builder_new ();
  ear_automaton_builder_add_root (self.builder);
  self.labels = g_ptr_array_new_with_free_func (g_free);
  self.numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self.rules_by_type = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.rules = g_string_new (NULL);

  for (guint i = 0; i < models->len; i++)
    add_model (&self, g_ptr_array_index (models, i));
  grammar = finish (&self);

  ear_automaton_free (self.automaton);
  g_ptr_array_unref (self.labels);
  g_hash_table_unref (self.numbers);
  g_hash_table_unref (self.rules_by_type);
  g_string_free (self.rules, TRUE);
  g_string_free (self.out, TRUE);
  g_free (self.next_join);

  return grammar;
}
