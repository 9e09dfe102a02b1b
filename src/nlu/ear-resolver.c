/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-resolver.h"
#include "nlu/ear-aligner.h"
#include "nlu/ear-jsgf.h"
#include "nlu/ear-spoken-words.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* Up to here an exact match leaves nothing to wish for; above it free text was needed, and a tolerant one may be nearer. */
#define COST_CERTAIN 0.25f
#define COST_CLOSE 0.8f
#define COST_MOST 2.2f
#define SHARE_OPEN 0.59f
#define SHARE_ANSWER 0.35f

struct _EarResolver {
  GObject     parent_instance;

  GPtrArray  *models;
  EarGrammar *grammar;
  EarAligner *aligner;
  GMutex      lock;
};

G_DEFINE_FINAL_TYPE (EarResolver, ear_resolver, G_TYPE_OBJECT)

/* The best reading so far, with the utterance it belongs to. */
typedef struct {
  EarResolver      *resolver;
  const EarContext *context;
  EarUtterance      utterance;
  EarUtterance      turned;
  EarTokens         turned_tokens;
  gboolean          is_turned;
  gboolean          found;
  EarAlignment      best;
  EarAlignment      next;
} Search;

static void
ear_resolver_finalize (GObject *object)
{
  EarResolver *self = EAR_RESOLVER (object);

  g_clear_pointer (&self->grammar, ear_grammar_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  ear_aligner_free (self->aligner);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (ear_resolver_parent_class)->finalize (object);
}

static void
ear_resolver_class_init (EarResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_resolver_finalize;
}

static void
ear_resolver_init (EarResolver *self)
{
  self->aligner = ear_aligner_new ();
  g_mutex_init (&self->lock);
}

/**
 * ear_resolver_new:
 * @locale: the device's
 * @models: (element-type EarInteractionModel): the models in force; of equals the first one wins
 *
 * Returns: (transfer full): a resolver
 */
EarResolver *
ear_resolver_new (const char *locale,
                  GPtrArray  *models)
{
  EarResolver *self;

  g_return_val_if_fail (locale != NULL && models != NULL, NULL);

  self = g_object_new (EAR_TYPE_RESOLVER, NULL);
  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < models->len; i++)
    g_ptr_array_add (self->models, g_object_ref (g_ptr_array_index (models, i)));
  self->grammar = ear_grammar_new (locale, self->models);

  return self;
}

static gboolean
is_acceptable (const EarAlignment *alignment,
               gboolean            answer)
{
  float share = alignment->matched / MAX (alignment->matched + alignment->cost, 0.001f);

  if (alignment->n_edits == 0 && alignment->n_open == 0)
    return TRUE;
  if (answer && (alignment->n_edits == 0 || alignment->cost <= COST_CLOSE))
    return TRUE;
  if (answer)
    return share >= (alignment->anchored ? SHARE_ANSWER : EAR_SHARE_TOLERANT);
  if (alignment->n_edits == 0)
    return share >= EAR_SHARE_EXACT && alignment->anchored;

  return share >= (alignment->n_open > 0 ? SHARE_OPEN : EAR_SHARE_TOLERANT) && alignment->anchored;
}

static gboolean
try_on (Search       *search,
        EarUtterance *utterance,
        guint32       root,
        gboolean      tolerant,
        float         most)
{
  gboolean answer = root != search->resolver->grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT];

  if (!ear_aligner_run (search->resolver->aligner, utterance, root, tolerant, most, search->context->skill, &search->next))
    return FALSE;
  if (tolerant)
    ear_aligner_gather (utterance, &search->next);
  if (!is_acceptable (&search->next, answer) || (search->found && search->next.cost >= search->best.cost))
    return FALSE;
  search->best = search->next;
  search->found = TRUE;

  return TRUE;
}

static void
loosen (Search       *search,
        EarUtterance *utterance)
{
  ear_utterance_loosen (utterance);
  ear_aligner_foresee (search->resolver->aligner, utterance);
}

static gboolean
try (Search   *search,
     guint32   root,
     gboolean  tolerant,
     float     most)
{
  return try_on (search, &search->utterance, root, tolerant, most);
}

static void
search_tolerantly (Search  *search,
                   guint32  root)
{
  float most = search->found ? search->best.cost : COST_CLOSE;

  if (try (search, root, TRUE, MIN (most, COST_CLOSE)) || (search->found && search->best.cost <= COST_CLOSE))
    return;
  try (search, root, TRUE, search->found ? search->best.cost : COST_MOST);
}

/* Asked for the time, one may as well name the day. */
static gboolean
try_other_slots (Search *search)
{
  const EarGrammar *grammar = search->resolver->grammar;
  const EarMeaning *meaning = ear_grammar_find_meaning (grammar, search->context->skill, search->context->intent);

  for (guint i = 0; meaning && i < meaning->roots->len; i++)
    if (try (search, grammar->samples->roots[g_array_index (meaning->roots, guint32, i)], FALSE, COST_CERTAIN))
      return TRUE;

  return FALSE;
}

/* What was asked for comes first, as far as it is certain; then what can be said at any time; then both tolerantly. */
static void
search_all (Search *search)
{
  const EarGrammar *grammar = search->resolver->grammar;
  const EarContext *context = search->context;
  guint32 main = grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT], confirm = grammar->samples->roots[grammar->confirm_root];
  guint32 answer = main;
  gboolean plain;

  if (context->intent && context->slot)
    answer = ear_grammar_find_root (grammar, context->skill, context->intent, context->slot);
  if (context->confirm && try (search, confirm, FALSE, COST_CERTAIN))
    return;
  if (answer != main && try (search, answer, FALSE, COST_CERTAIN))
    return;
  if (try (search, main, FALSE, G_MAXFLOAT) && search->best.cost <= COST_CERTAIN)
    return;
  if (answer != main && !search->found && try_other_slots (search))
    return;

  loosen (search, &search->utterance);
  plain = search->found;
  if (context->confirm && try (search, confirm, TRUE, COST_CLOSE) && !plain)
    return;
  if (answer != main) {
    EarAlignment before = search->best;

    /* An answer in other words beats a command that only resembles. */
    search->found = FALSE;
    search_tolerantly (search, answer);
    if (search->found && (!plain || search->best.cost <= before.cost + COST_CLOSE))
      return;
    search->found = plain;
    search->best = before;
  }
  search_tolerantly (search, main);
}

static gboolean
turn_verb (Search    *search,
           EarTokens *tokens)
{
  EarTokens *turned = &search->turned_tokens;
  guint last = tokens->n_words - 1, front = 0;

  while (front < last && search->utterance.words[front].filler != EAR_FILLER_NONE)
    front++;
  if (front == 0 || front == last || search->utterance.words[last].filler != EAR_FILLER_NONE)
    return FALSE;

  turned->n_words = tokens->n_words;
  for (guint i = 0; i <= last; i++) {
    guint from = i < front ? i : i == front ? last : i - 1;

    turned->words[i] = tokens->words[from];
    turned->starts[i] = tokens->starts[from];
    turned->ends[i] = tokens->ends[from];
  }

  return TRUE;
}

/* German puts the verb last after "kannst du": "kannst du bitte den Timer stoppen" is read as "stoppen den Timer". */
static void
search_with_verb_first (Search    *search,
                        EarTokens *tokens)
{
  const EarGrammar *grammar = search->resolver->grammar;

  if (grammar->language != EAR_LANGUAGE_GERMAN || (search->found && search->best.cost <= COST_CLOSE) || !turn_verb (search, tokens))
    return;

  ear_utterance_init (&search->turned, grammar, search->utterance.text, &search->turned_tokens, search->utterance.now);
  loosen (search, &search->turned);
  if (try_on (search, &search->turned, grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT], TRUE, COST_MOST)) {
    search->is_turned = TRUE;
    search->best.n_edits++;
  } else {
    ear_utterance_clear (&search->turned);
  }
}

static char *
slice (const EarUtterance *utterance,
       guint               from,
       guint               to,
       guint              *start,
       guint              *end)
{
  *start = G_MAXUINT;
  *end = 0;
  for (guint i = from; i < to; i++) {
    *start = MIN (*start, utterance->words[i].start);
    *end = MAX (*end, utterance->words[i].end);
  }

  return g_strndup (utterance->text + *start, *end - *start);
}

static const char *
get_listed_name (const EarUtterance *utterance,
                 const EarSpan      *span)
{
  return g_array_index (utterance->grammar->listed, EarListed, span->listed).value->name;
}

static char **
list_canonical (const EarUtterance *utterance,
                const EarFill      *fill)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  const EarSpan *chosen = fill->span >= 0 ? ear_utterance_get_span (utterance, fill->span) : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  if (chosen == NULL || chosen->listed == EAR_SPAN_RULE)
    return g_new0 (char *, 1);

  for (int i = utterance->first_span[fill->start]; i >= 0; i = ear_utterance_get_span (utterance, i)->next) {
    const EarSpan *span = ear_utterance_get_span (utterance, i);

    if (span->end == chosen->end && span->type == chosen->type && span->listed != EAR_SPAN_RULE && span->cost <= chosen->cost)
      g_ptr_array_add (found, (gpointer) get_listed_name (utterance, span));
  }
  /* The chain runs backwards, the values of the model forwards. */
  for (guint i = found->len; i-- > 0;)
    g_strv_builder_add (names, g_ptr_array_index (found, i));
  for (int i = chosen->rest; i >= 0; i = ear_utterance_get_span (utterance, i)->rest)
    g_strv_builder_add (names, get_listed_name (utterance, ear_utterance_get_span (utterance, i)));

  return g_strv_builder_end (names);
}

static EarFilledSlot *
make_filled (const EarUtterance *utterance,
             const EarFill      *fill)
{
  EarFilledSlot *filled = g_new0 (EarFilledSlot, 1);
  const EarSpan *span = fill->span >= 0 ? ear_utterance_get_span (utterance, fill->span) : NULL;

  filled->name = g_strdup (ear_grammar_get_blank (utterance->grammar, fill->label)->name);
  filled->heard = slice (utterance, fill->start, fill->end, &filled->start, &filled->end);
  filled->value = g_strdup (span && span->value ? span->value : filled->heard);
  filled->resolved = list_canonical (utterance, fill);

  return filled;
}

/* Whoever is to be woken at five on another day does not mean the afternoon. */
static gboolean
speaks_of_waking (const EarUtterance *utterance)
{
  static const char *const words[] = {
    "wake", "woken", "waking", "awake", "alarm", "bed", "weck", "wecke", "wecken", "wecker", "geweckt", "aufstehen", "aufstehe",
    "wach", "bett", NULL
  };

  for (guint i = 0; i < utterance->n; i++)
    if (g_strv_contains (words, utterance->texts[i]))
      return TRUE;

  return FALSE;
}

/* The moment before which a time on that day can not be meant: "tomorrow at seven" is in the morning, "tonight at seven" is not. */
static GDateTime *
find_earliest (const EarUtterance *utterance,
               const EarFill      *fill,
               const char         *date)
{
  EarWords words = { utterance->grammar->language, utterance->texts + fill->start, fill->end - fill->start }, rest;
  EarDayPart part = EAR_DAY_PART_NONE;
  int year, month, day, hour = speaks_of_waking (utterance) ? 2 : 5, minute = 59;

  if (sscanf (date, "%4d-%2d-%2d", &year, &month, &day) != 3)
    return NULL;
  for (guint i = 0; i < words.n && part == EAR_DAY_PART_NONE; i++) {
    rest = ear_words_skip (&words, i);
    if (!ear_read_day_part (&rest, &part) || strlen (rest.words[0]) < 3)
      part = EAR_DAY_PART_NONE;
  }
  if (part == EAR_DAY_PART_MORNING)
    hour = 0;
  else if (part != EAR_DAY_PART_NONE)
    hour = 12;
  else if (g_date_time_get_year (utterance->now) == year && g_date_time_get_month (utterance->now) == month
           && g_date_time_get_day_of_month (utterance->now) == day)
    return NULL;
  if (part != EAR_DAY_PART_NONE)
    minute = 0;

  return g_date_time_new (g_date_time_get_timezone (utterance->now), year, month, day, hour, minute, 0);
}

static gboolean
is_rule (const EarUtterance *utterance,
         const EarFill      *fill,
         EarValueType        rule)
{
  const EarSpan *span = fill->span >= 0 ? ear_utterance_get_span (utterance, fill->span) : NULL;

  return span != NULL && span->listed == EAR_SPAN_RULE && span->rule == rule;
}

static void
settle_times (const EarUtterance *utterance,
              const EarAlignment *alignment,
              GPtrArray          *slots)
{
  g_autoptr (GDateTime) earliest = NULL;

  for (guint i = 0; i < alignment->n_fills && !earliest; i++) {
    const EarFill *fill = &alignment->fills[i];

    if (is_rule (utterance, fill, EAR_VALUE_DATE))
      earliest = find_earliest (utterance, fill, ear_utterance_get_span (utterance, fill->span)->value);
  }

  for (guint i = 0; earliest && i < alignment->n_fills; i++) {
    const EarFill *fill = &alignment->fills[i];
    EarFilledSlot *filled = g_ptr_array_index (slots, i);
    char *value;

    if (is_rule (utterance, fill, EAR_VALUE_TIME)
        && ear_spoken_value_match (EAR_VALUE_TIME, utterance->grammar->locale, (char **) utterance->texts + fill->start,
                                   fill->end - fill->start, earliest, &value)) {
      g_free (filled->value);
      filled->value = value;
    }
  }
}

static double
get_score (const EarAlignment *alignment)
{
  if (alignment->n_edits == 0 && alignment->n_open == 0)
    return 1;

  return MIN (alignment->matched / MAX (alignment->matched + alignment->cost, 0.001f), 0.99);
}

static int
compare_fills (gconstpointer a,
               gconstpointer b)
{
  const EarFilledSlot *x = *(EarFilledSlot *const *) a, *y = *(EarFilledSlot *const *) b;

  return x->start < y->start ? -1 : x->start > y->start;
}

static void
describe (Search        *search,
          EarResolution *resolution)
{
  const EarGrammar *grammar = search->resolver->grammar;
  const EarUtterance *utterance = search->is_turned ? &search->turned : &search->utterance;
  const EarMeaning *meaning = ear_grammar_get_meaning (grammar, search->best.meaning);

  resolution->intent = g_strdup (meaning->intent);
  resolution->skill = g_strdup (meaning->model ? ear_interaction_model_get_skill (meaning->model) : search->context->skill);
  resolution->heard_as = search->best.n_edits == 0 ? "exact" : "tolerant";
  resolution->score = get_score (&search->best);
  resolution->matched = g_strdup (ear_grammar_find_written (grammar, search->best.meaning, search->best.labels,
                                                            search->best.n_labels));
  for (guint i = 0; i < search->best.n_fills; i++)
    g_ptr_array_add (resolution->slots, make_filled (utterance, &search->best.fills[i]));
  settle_times (utterance, &search->best, resolution->slots);
  g_ptr_array_sort (resolution->slots, compare_fills);
}

/**
 * ear_resolver_resolve:
 * @text: what was heard
 * @context: (nullable): what the device expects to hear
 * @now: the moment from which "tomorrow" is counted
 *
 * Returns: (transfer full): what was meant; its intent is %NULL where that is not understood
 */
EarResolution *
ear_resolver_resolve (EarResolver      *self,
                      const char       *text,
                      const EarContext *context,
                      GDateTime        *now)
{
  static const EarContext nothing;
  EarResolution *resolution = g_new0 (EarResolution, 1);
  g_auto (EarTokens) tokens = { 0 };
  g_autofree Search *search = NULL;

  g_return_val_if_fail (EAR_IS_RESOLVER (self) && text != NULL && now != NULL, NULL);

  resolution->heard_as = "tolerant";
  resolution->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_filled_slot_free);
  ear_tokens_init (&tokens, text, self->grammar->language);
  if (tokens.n_words == 0 || tokens.cut)
    return resolution;

  search = g_new (Search, 1);
  search->resolver = self;
  search->context = context ? context : &nothing;
  search->found = search->is_turned = FALSE;
  g_mutex_lock (&self->lock);
  ear_utterance_init (&search->utterance, self->grammar, text, &tokens, now);
  search_all (search);
  search_with_verb_first (search, &tokens);
  if (search->found)
    describe (search, resolution);
  if (search->is_turned)
    ear_utterance_clear (&search->turned);
  ear_utterance_clear (&search->utterance);
  g_mutex_unlock (&self->lock);

  return resolution;
}

/**
 * ear_resolver_dup_jsgf:
 *
 * Returns: (transfer full): all that can be said, as a JSGF grammar for a speech recognizer
 */
char *
ear_resolver_dup_jsgf (EarResolver *self)
{
  g_return_val_if_fail (EAR_IS_RESOLVER (self), NULL);

  return ear_jsgf_write (self->grammar->locale, self->models);
}
