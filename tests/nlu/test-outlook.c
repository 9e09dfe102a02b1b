/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-aligner.h"
#include "nlu/ear-outlook.h"

#include <string.h>

#define MOST 2.2f
#define NEARLY 1e-3f
#define MAX_SPANS 2000

/* What the search may leave out depends on the outlook, so it has to promise too much rather than too little. */
typedef struct {
  GPtrArray  *models;
  EarGrammar *grammar;
  GDateTime  *now;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, "home.en-US.json", NULL);
  g_autoptr (GError) error = NULL;

  self->models = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->models, ear_interaction_model_load (path, "home", "en-US", &error));
  g_assert_no_error (error);
  self->grammar = ear_grammar_new ("en-US", self->models);
  self->now = g_date_time_new_utc (2026, 3, 2, 10, 0, 0);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  ear_grammar_free (self->grammar);
  g_ptr_array_unref (self->models);
  g_date_time_unref (self->now);
}

static void
test_promises_enough (Fixture       *self,
                      gconstpointer  data)
{
  static const char *const lines[] = {
    "what's the weather in Hamburg", "tomorrow what's the weather in berlin", "please wake me up at seven", "play some jazz please",
    "set a pasta timer for an hour and a half", "plaese cancel my alrams", "add olive oil and bread to my shopping list", "stop",
  };
  EarAligner *aligner = ear_aligner_new ();
  g_autoptr (EarOutlook) outlook = ear_outlook_new ();
  guint32 root = self->grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT];
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_auto (EarTokens) tokens = { 0 };
    EarUtterance utterance;
    EarAlignment alignment;
    const EarProspect *prospects;

    ear_tokens_init (&tokens, lines[i], self->grammar->language);
    ear_utterance_init (&utterance, self->grammar, lines[i], &tokens, self->now);
    ear_utterance_loosen (&utterance);
    prospects = ear_outlook_look (outlook, &utterance);
    ear_aligner_foresee (aligner, &utterance);
    if (ear_aligner_run (aligner, &utterance, root, TRUE, MOST, NULL, &alignment)) {
      n_found++;
      g_assert_cmpfloat (prospects[root].least, <=, alignment.cost + NEARLY);
      g_assert_cmpfloat (prospects[root].gain + utterance.spare[0], >=, alignment.matched - alignment.cost - NEARLY);
    }
    ear_utterance_clear (&utterance);
  }
  g_assert_cmpuint (n_found, >=, 6);
  ear_aligner_free (aligner);
}

/* A way without a single word of its own said costs as much as all of its words. */
static void
test_sees_nothing (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (EarOutlook) outlook = ear_outlook_new ();
  g_auto (EarTokens) tokens = { 0 };
  guint32 root = self->grammar->samples->roots[EAR_GRAMMAR_MAIN_ROOT];
  EarUtterance utterance;
  const EarProspect *prospects;

  ear_tokens_init (&tokens, "zyxwvut", self->grammar->language);
  ear_utterance_init (&utterance, self->grammar, "zyxwvut", &tokens, self->now);
  ear_utterance_loosen (&utterance);
  prospects = ear_outlook_look (outlook, &utterance);
  g_assert_cmpfloat (prospects[root].least, >, 0.2);
  g_assert_cmpfloat (prospects[root].gain, <, 0);
  ear_utterance_clear (&utterance);
}

static void
test_bounded (Fixture       *self,
              gconstpointer  data)
{
  static const char *const words[] = { "milk and ", "tomorrow at seven ", "twenty ", "one and a half ", "berlin " };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_auto (EarTokens) tokens = { 0 };
    EarUtterance utterance;

    while (text->len < 10000)
      g_string_append (text, words[i]);
    ear_tokens_init (&tokens, text->str, self->grammar->language);
    g_assert_true (tokens.cut);
    g_assert_cmpuint (tokens.n_words, <=, EAR_TOKENS_MAX);
    ear_utterance_init (&utterance, self->grammar, text->str, &tokens, self->now);
    ear_utterance_loosen (&utterance);
    g_assert_cmpuint (utterance.spans->len, <=, MAX_SPANS);
    ear_utterance_clear (&utterance);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/outlook/promises-enough", Fixture, NULL, set_up, test_promises_enough, tear_down);
  g_test_add ("/outlook/sees-nothing", Fixture, NULL, set_up, test_sees_nothing, tear_down);
  g_test_add ("/outlook/bounded", Fixture, NULL, set_up, test_bounded, tear_down);

  return g_test_run ();
}
