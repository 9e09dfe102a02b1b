/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-grammar.h"
#include "nlu/ear-builtin-intents.h"

#include <string.h>

typedef struct {
  EarGrammar          *grammar;
  EarAutomatonBuilder *samples;
  EarAutomatonBuilder *values;
  GHashTable          *blanks;
  GHashTable          *types;
} Compiler;

typedef struct {
  Compiler            *compiler;
  EarInteractionModel *model;
  const EarIntent     *intent;
  guint                meaning;
  guint32              labels[EAR_TOKENS_MAX];
  guint                n;
  gboolean             cut;
} Row;

/**
 * ear_sample_foreach_part:
 * @sample: a sample that ear_interaction_model_load() has accepted
 * @func: called with each stretch of text and each slot's name, in order
 */
void
ear_sample_foreach_part (const char    *sample,
                         EarSampleFunc  func,
                         gpointer       user_data)
{
  const char *open, *close, *name;
  gsize length;

  while ((open = strchr (sample, '{')) && (close = strchr (open, '}'))) {
    if (open > sample)
      func (sample, open - sample, FALSE, user_data);
    name = open + 1 + strspn (open + 1, " ");
    length = close - name;
    while (length > 0 && name[length - 1] == ' ')
      length--;
    func (name, length, TRUE, user_data);
    sample = close + 1;
  }
  if (*sample)
    func (sample, strlen (sample), FALSE, user_data);
}

static guint
add_type (Compiler            *self,
          EarInteractionModel *model,
          const char          *name)
{
  const EarSlotType *type = ear_interaction_model_find_type (model, name);
  gpointer known = g_hash_table_lookup (self->types, type);
  EarBlankType added = { type, EAR_BLANK_LIST, EAR_VALUE_NUMBER, 1 };

  if (known != NULL)
    return GPOINTER_TO_UINT (known) - 1;

  if (ear_value_type_from_name (name, &added.rule) && g_str_has_prefix (name, "AMAZON."))
    added.kind = EAR_BLANK_RULE;
  else if (strcmp (name, "AMAZON.SearchQuery") == 0)
    added.kind = EAR_BLANK_QUERY;
  else if (g_str_has_prefix (name, "AMAZON."))
    added.kind = EAR_BLANK_FREE;
  if (added.kind == EAR_BLANK_RULE)
    self->grammar->rules |= 1u << added.rule;
  g_array_append_val (self->grammar->types, added);
  g_hash_table_insert (self->types, (gpointer) type, GUINT_TO_POINTER (self->grammar->types->len));

  return self->grammar->types->len - 1;
}

static guint32
add_blank (Compiler            *self,
           EarInteractionModel *model,
           const EarSlot       *slot)
{
  EarBlank blank = { slot->name, add_type (self, model, slot->type) };
  g_autofree char *key = g_strdup_printf ("%u %s", blank.type, slot->name);
  gpointer known = g_hash_table_lookup (self->blanks, key);

  if (known == NULL) {
    g_array_append_val (self->grammar->blanks, blank);
    known = GUINT_TO_POINTER (self->grammar->blanks->len);
    g_hash_table_insert (self->blanks, g_steal_pointer (&key), known);
  }

  return (GPOINTER_TO_UINT (known) - 1) | EAR_BLANK_BIT;
}

static const EarSlot *
find_slot (const EarIntent *intent,
           const char      *name,
           gsize            length)
{
  for (guint i = 0; intent && i < intent->slots->len; i++) {
    const EarSlot *slot = g_ptr_array_index (intent->slots, i);

    if (strlen (slot->name) == length && g_ascii_strncasecmp (slot->name, name, length) == 0)
      return slot;
  }

  return NULL;
}

static void
add_label (Row     *row,
           guint32  label)
{
  if (row->n == EAR_TOKENS_MAX)
    row->cut = TRUE;
  else
    row->labels[row->n++] = label;
}

static void
on_part (const char *text,
         gsize       length,
         gboolean    is_slot,
         gpointer    user_data)
{
  Row *row = user_data;
  EarGrammar *grammar = row->compiler->grammar;
  g_autofree char *part = g_strndup (text, length);
  g_auto (EarTokens) tokens = { 0 };

  if (is_slot) {
    const EarSlot *slot = find_slot (row->intent, text, length);

    if (slot != NULL)
      add_label (row, add_blank (row->compiler, row->model, slot));
    return;
  }

  ear_tokens_init (&tokens, part, grammar->language);
  for (guint i = 0; i < tokens.n_words; i++)
    add_label (row, ear_lexicon_add_carrier (grammar->lexicon, tokens.words[i], row->meaning));
}

static GBytes *
make_key (guint32        meaning,
          const guint32 *labels,
          guint          n_labels)
{
  guint32 words[EAR_TOKENS_MAX + 1];

  words[0] = meaning;
  memcpy (words + 1, labels, n_labels * sizeof *labels);

  return g_bytes_new (words, (n_labels + 1) * sizeof *words);
}

static void
add_sample (Compiler            *self,
            guint32              root,
            EarInteractionModel *model,
            const EarIntent     *intent,
            guint                meaning,
            const char          *sample)
{
  Row row = { self, model, intent, meaning };
  GBytes *key;

  ear_sample_foreach_part (sample, on_part, &row);
  if (row.n == 0 || row.cut)
    return;

  ear_automaton_builder_add (self->samples, root, row.labels, row.n, meaning);
  key = make_key (meaning, row.labels, row.n);
  if (g_hash_table_contains (self->grammar->written, key))
    g_bytes_unref (key);
  else
    g_hash_table_insert (self->grammar->written, key, g_strdup (sample));
}

/* How a question for a value is answered, whatever the value. */
static const char *const answers[EAR_N_LANGUAGES][12] = {
  { "{}", "how about {}", "what about {}", "make it {}", "let's say {}", "I would like {}", "I want {}", "it is {}", "I think {}",
    "I said {}", NULL },
  { "{}", "wie wäre es mit {}", "wie wär's mit {}", "sagen wir {}", "ich möchte {}", "ich nehme {}", "ich will {}", "es ist {}",
    "ich glaube {}", "ich sagte {}", NULL },
};

static char *
fill_frame (const char *frame,
            const char *slot)
{
  const char *brace = strchr (frame, '{');

  return g_strdup_printf ("%.*s{%s}", (int) (brace - frame), frame, slot);
}

static void
add_answers (Compiler            *self,
             EarInteractionModel *model,
             const EarIntent     *intent,
             guint                meaning)
{
  const EarMeaning *row = ear_grammar_get_meaning (self->grammar, meaning);

  for (guint i = 0; i < intent->slots->len; i++) {
    const EarSlot *slot = g_ptr_array_index (intent->slots, i);
    guint32 root = ear_automaton_builder_add_root (self->samples);
    guint32 label = add_blank (self, model, slot);

    g_array_append_val (row->roots, root);
    g_array_append_val (row->blanks, label);
    for (const char *const *frame = answers[self->grammar->language]; *frame; frame++) {
      g_autofree char *sample = fill_frame (*frame, slot->name);

      add_sample (self, root, model, intent, meaning, sample);
    }
    for (guint j = 0; slot->samples[j]; j++)
      add_sample (self, root, model, intent, meaning, slot->samples[j]);
  }
}

static guint
add_meaning (Compiler            *self,
             EarInteractionModel *model,
             const char          *name,
             const EarIntent     *intent)
{
  EarMeaning meaning = { model, name, NULL, NULL, intent };

  meaning.roots = g_array_new (FALSE, FALSE, sizeof (guint32));
  meaning.blanks = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->grammar->meanings, meaning);

  return self->grammar->meanings->len - 1;
}

static void
add_intent (Compiler            *self,
            EarInteractionModel *model,
            const EarIntent     *intent)
{
  guint meaning = add_meaning (self, model, intent->name, intent);
  const char *const *own = ear_builtin_intent_get_samples (intent->name, self->grammar->language);

  for (guint i = 0; intent->samples[i]; i++)
    add_sample (self, EAR_GRAMMAR_MAIN_ROOT, model, intent, meaning, intent->samples[i]);
  for (guint i = 0; own[i]; i++)
    add_sample (self, EAR_GRAMMAR_MAIN_ROOT, model, intent, meaning, own[i]);
  add_answers (self, model, intent, meaning);
}

static void
add_confirmation (Compiler   *self,
                  const char *intent)
{
  const char *const *samples = ear_builtin_intent_get_samples (intent, self->grammar->language);
  guint meaning = add_meaning (self, NULL, intent, NULL);

  for (guint i = 0; samples[i]; i++)
    add_sample (self, self->grammar->confirm_root, NULL, NULL, meaning, samples[i]);
}

static void
add_phrase (Compiler   *self,
            const char *phrase,
            guint       type,
            guint32     listed)
{
  EarGrammar *grammar = self->grammar;
  EarBlankType *row = &g_array_index (grammar->types, EarBlankType, type);
  g_auto (EarTokens) tokens = { 0 };
  guint32 labels[EAR_TOKENS_MAX];

  ear_tokens_init (&tokens, phrase, grammar->language);
  if (tokens.n_words == 0 || tokens.cut)
    return;
  for (guint i = 0; i < tokens.n_words; i++)
    labels[i] = ear_lexicon_add (grammar->lexicon, tokens.words[i]);
  ear_automaton_builder_add (self->values, 0, labels, tokens.n_words, listed);
  row->longest = MAX (row->longest, tokens.n_words);
}

static void
add_values (Compiler *self)
{
  EarGrammar *grammar = self->grammar;

  for (guint i = 0; i < grammar->types->len; i++) {
    const EarSlotType *type = g_array_index (grammar->types, EarBlankType, i).type;

    for (guint j = 0; j < type->values->len; j++) {
      EarListed listed = { i, g_ptr_array_index (type->values, j) };

      g_array_append_val (grammar->listed, listed);
      add_phrase (self, listed.value->name, i, grammar->listed->len - 1);
      for (guint k = 0; listed.value->synonyms[k]; k++)
        add_phrase (self, listed.value->synonyms[k], i, grammar->listed->len - 1);
    }
  }
}

static void
compile_models (Compiler  *self,
                GPtrArray *models)
{
  for (guint i = 0; i < models->len; i++) {
    EarInteractionModel *model = g_ptr_array_index (models, i);
    GPtrArray *intents = ear_interaction_model_get_intents (model);

    for (guint j = 0; j < intents->len; j++)
      add_intent (self, model, g_ptr_array_index (intents, j));
  }
}

static void
set_prices (EarGrammar *self)
{
  self->prices = g_new (float, MAX (self->samples->n_edges, 1));
  for (guint32 i = 0; i < self->samples->n_edges; i++) {
    guint32 label = self->samples->edges[i].label;

    self->prices[i] = label & EAR_BLANK_BIT ? EAR_BLANK_PRICE : ear_lexicon_get_weight (self->lexicon, label);
  }
}

static float
get_blank_fee (EarBlankKind kind)
{
  switch (kind) {
  case EAR_BLANK_LIST:
    return EAR_OPEN_LIST_PRICE;
  case EAR_BLANK_QUERY:
  case EAR_BLANK_FREE:
    return EAR_OPEN_QUERY_PRICE;
  case EAR_BLANK_RULE:
  default:
    return EAR_BLANK_PRICE;
  }
}

static void
set_fees (EarGrammar *self)
{
  self->first_blank = ear_lexicon_get_size (self->lexicon);
  self->n_labels = self->first_blank + self->blanks->len;
  self->fees = g_new (float, self->n_labels);
  for (guint32 i = 0; i < self->first_blank; i++)
    self->fees[i] = ear_lexicon_get_weight (self->lexicon, i);
  for (guint i = 0; i < self->blanks->len; i++) {
    guint type = g_array_index (self->blanks, EarBlank, i).type;

    self->fees[self->first_blank + i] = get_blank_fee (g_array_index (self->types, EarBlankType, type).kind);
  }

  self->places = g_new (guint32, MAX (self->samples->n_edges, 1));
  for (guint32 i = 0; i < self->samples->n_edges; i++) {
    guint32 label = self->samples->edges[i].label;

    self->places[i] = label & EAR_BLANK_BIT ? self->first_blank + (label & ~EAR_BLANK_BIT) : label;
  }
}

static void
clear_meaning (EarMeaning *meaning)
{
  g_array_unref (meaning->roots);
  g_array_unref (meaning->blanks);
}

/**
 * ear_grammar_new:
 * @models: (element-type EarInteractionModel): must outlive the grammar
 *
 * Returns: (transfer full): the grammar of all of them
 */
EarGrammar *
ear_grammar_new (const char *locale,
                 GPtrArray  *models)
{
  EarGrammar *self = g_new0 (EarGrammar, 1);
  Compiler compiler = { self, ear_automaton_builder_new (), ear_automaton_builder_new () };

  compiler.blanks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  compiler.types = g_hash_table_new (NULL, NULL);
  self->language = ear_language_from_locale (locale);
  self->locale = g_strdup (locale);
  self->lexicon = ear_lexicon_new (self->language);
  self->types = g_array_new (FALSE, FALSE, sizeof (EarBlankType));
  self->blanks = g_array_new (FALSE, FALSE, sizeof (EarBlank));
  self->listed = g_array_new (FALSE, FALSE, sizeof (EarListed));
  self->meanings = g_array_new (FALSE, FALSE, sizeof (EarMeaning));
  g_array_set_clear_func (self->meanings, (GDestroyNotify) clear_meaning);
  self->written = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);

  ear_automaton_builder_add_root (compiler.samples);
  self->confirm_root = ear_automaton_builder_add_root (compiler.samples);
  ear_automaton_builder_add_root (compiler.values);
  compile_models (&compiler, models);
  add_confirmation (&compiler, "AMAZON.YesIntent");
  add_confirmation (&compiler, "AMAZON.NoIntent");
  add_values (&compiler);
  ear_lexicon_finish (self->lexicon, self->meanings->len);

  self->samples = ear_automaton_builder_finish (compiler.samples);
  self->values = ear_automaton_builder_finish (compiler.values);
  set_prices (self);
  set_fees (self);
  g_hash_table_unref (compiler.blanks);
  g_hash_table_unref (compiler.types);

  return self;
}

void
ear_grammar_free (EarGrammar *self)
{
  g_free (self->locale);
  ear_lexicon_free (self->lexicon);
  ear_automaton_free (self->samples);
  ear_automaton_free (self->values);
  g_free (self->prices);
  g_free (self->fees);
  g_free (self->places);
  g_array_unref (self->types);
  g_array_unref (self->blanks);
  g_array_unref (self->listed);
  g_array_unref (self->meanings);
  g_hash_table_unref (self->written);
  g_free (self);
}

const EarMeaning *
ear_grammar_get_meaning (const EarGrammar *self,
                         guint32           index)
{
  return &g_array_index (self->meanings, EarMeaning, index);
}

const EarBlank *
ear_grammar_get_blank (const EarGrammar *self,
                       guint32           label)
{
  return &g_array_index (self->blanks, EarBlank, label & ~EAR_BLANK_BIT);
}

/**
 * ear_grammar_find_written:
 *
 * Returns: (nullable): the sample with these labels as its author wrote it
 */
const char *
ear_grammar_find_written (const EarGrammar *self,
                          guint32           meaning,
                          const guint32    *labels,
                          guint             n_labels)
{
  g_autoptr (GBytes) key = make_key (meaning, labels, MIN (n_labels, EAR_TOKENS_MAX));

  return g_hash_table_lookup (self->written, key);
}

/**
 * ear_grammar_find_meaning:
 * @skill: (nullable): whose intent; %NULL for the first one of that name
 *
 * Returns: (nullable): the intent
 */
const EarMeaning *
ear_grammar_find_meaning (const EarGrammar *self,
                          const char       *skill,
                          const char       *intent)
{
  for (guint i = 0; i < self->meanings->len; i++) {
    const EarMeaning *meaning = ear_grammar_get_meaning (self, i);

    if (meaning->model != NULL && strcmp (meaning->intent, intent) == 0
        && (skill == NULL || strcmp (ear_interaction_model_get_skill (meaning->model), skill) == 0))
      return meaning;
  }

  return NULL;
}

/**
 * ear_grammar_find_root:
 *
 * Returns: the node where answers to that slot begin; the main root where there is no such slot
 */
guint32
ear_grammar_find_root (const EarGrammar *self,
                       const char       *skill,
                       const char       *intent,
                       const char       *slot)
{
  const EarMeaning *meaning = ear_grammar_find_meaning (self, skill, intent);

  for (guint i = 0; meaning && i < meaning->source->slots->len; i++)
    if (strcmp (((EarSlot *) g_ptr_array_index (meaning->source->slots, i))->name, slot) == 0)
      return self->samples->roots[g_array_index (meaning->roots, guint32, i)];

  return self->samples->roots[EAR_GRAMMAR_MAIN_ROOT];
}
