/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-jsgf.h"
#include "nlu/ear-resolver.h"

#include <string.h>

static char *
write_grammar (const char *name,
               const char *locale)
{
  g_autofree char *path = g_path_is_absolute (name) ? g_strdup (name) : g_build_filename (EAR_TEST_MODELS, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "test", locale, &error);
  g_autoptr (GPtrArray) models = g_ptr_array_new ();
  g_autoptr (EarResolver) resolver = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (models, model);
  resolver = ear_resolver_new (locale, models);

  return ear_resolver_dup_jsgf (resolver);
}

static void
assert_balanced (const char *grammar)
{
  int round = 0, square = 0, angle = 0;

  for (const char *p = grammar; *p; p++) {
    round += (*p == '(') - (*p == ')');
    square += (*p == '[') - (*p == ']');
    angle += (*p == '<') - (*p == '>');
    g_assert_cmpint (round, >=, 0);
    g_assert_cmpint (square, >=, 0);
    g_assert_cmpint (angle, >=, 0);
  }
  g_assert_cmpint (round, ==, 0);
  g_assert_cmpint (square, ==, 0);
  g_assert_cmpint (angle, ==, 0);
  g_assert_null (strstr (grammar, "()"));
  g_assert_null (strstr (grammar, "[]"));
  g_assert_null (strstr (grammar, "| |"));
}

/* Every rule that is used is written, once, and only the first one is public. */
static void
assert_complete (const char *grammar)
{
  g_autoptr (GHashTable) rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (grammar, "\n", -1);
  guint n_public = 0;

  for (guint i = 0; lines[i]; i++) {
    char *end = strstr (lines[i], "> = ");

    if (end != NULL)
      g_assert_true (g_hash_table_add (rules, g_strndup (strchr (lines[i], '<'), end + 1 - strchr (lines[i], '<'))));
    n_public += g_str_has_prefix (lines[i], "public <utterance> = ");
  }
  g_assert_cmpuint (n_public, ==, 1);

  for (const char *open = grammar; (open = strchr (open, '<')); open++) {
    g_autofree char *rule = g_strndup (open, strchr (open, '>') + 1 - open);

    if (!g_hash_table_contains (rules, rule))
      g_error ("%s is used but not written", rule);
  }
}

static void
test_english (void)
{
  g_autofree char *grammar = write_grammar ("home.en-US.json", "en-US");
  g_autofree char *again = write_grammar ("home.en-US.json", "en-US");
  const char *body = strstr (grammar, "public");

  g_assert_cmpstr (grammar, ==, again);
  assert_balanced (grammar);
  assert_complete (grammar);
  g_assert_true (g_str_has_prefix (grammar, "#JSGF V1.0 UTF-8;\n"));
  g_assert_null (strstr (grammar, "remind"));
  g_assert_nonnull (strstr (grammar, "bourree"));
  for (const char *p = body; *p; p++)
    if (!g_ascii_islower (*p) && !g_ascii_isdigit (*p) && !strchr (" '<>()[]|=;_\n", *p))
      g_error ("“%c” in the grammar", *p);
}

static void
test_german (void)
{
  g_autofree char *grammar = write_grammar ("home.de-DE.json", "de-DE");

  assert_balanced (grammar);
  assert_complete (grammar);
  g_assert_nonnull (strstr (grammar, "fünfundzwanzig"));
  g_assert_nonnull (strstr (grammar, "saarbrücken"));
  g_assert_nonnull (strstr (grammar, "lösch"));
}

static void
test_kin (void)
{
  g_autofree char *grammar = write_grammar ("pizza.en-US.json", "en-US");

  assert_complete (grammar);
  g_assert_nonnull (strstr (grammar, "pepperoni"));
  g_assert_null (strstr (grammar, "where is"));
}

static void
test_spell (void)
{
  static const struct { const char *locale, *text, *words; } rows[] = {
    { "en-US", "Top 40 Café-Mix!", "top forty cafe mix" }, { "en-US", "Rock & Roll", "rock and roll" },
    { "en-US", "What's up, 'Doc'?", "what's up doc" }, { "en-US", "Für Elise", "fur elise" }, { "de-DE", "Für Elise 2", "für elise zwei" },
    { "de-DE", "50 %", "fünfzig prozent" }, { "en-US", "\u266b", "" }, { "en-US", "日本", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *words = ear_jsgf_spell (rows[i].locale, rows[i].text);

    g_assert_cmpstr (words, ==, rows[i].words);
  }
}

static void
test_large (void)
{
  const char *shared = g_getenv ("EARSHOT_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "data", "speech", "orders", "en-US.json", NULL) : NULL;
  g_autofree char *grammar = NULL;

  if (path == NULL) {
    g_test_skip ("EARSHOT_SHARED is not set");
    return;
  }
  grammar = write_grammar (path, "en-US");
  assert_balanced (grammar);
  assert_complete (grammar);
  g_assert_cmpuint (strlen (grammar), <, 10000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nlu/jsgf/english", test_english);
  g_test_add_func ("/nlu/jsgf/german", test_german);
  g_test_add_func ("/nlu/jsgf/kin", test_kin);
  g_test_add_func ("/nlu/jsgf/spell", test_spell);
  g_test_add_func ("/nlu/jsgf/large", test_large);

  return g_test_run ();
}
