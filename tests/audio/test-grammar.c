/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-word-graph.h"
#include "audio/ear-word-joiner-private.h"
#include "audio/ear-pronunciation.h"

#define HEAD "#JSGF V1.0 UTF-8 en; grammar g; "

static EarWordGraph *
compile (const char *rules)
{
  g_autofree char *jsgf = g_strconcat (HEAD, rules, NULL);
  g_autoptr (GError) error = NULL;
  EarWordGraph *grammar = ear_word_graph_compile (jsgf, &error);

  g_assert_no_error (error);

  return grammar;
}

static void
test_sentences (void)
{
  g_autoptr (EarWordGraph) grammar =
    compile ("/* all there is */ public <u> = Order {a tag} [a /0.5/ (large | small)] <drink>+ [with <drink>] // and so on\n"
             " | \"stop it\" | <again>* enough; <drink> = mocha | iced mocha | <NULL> tea; <again> = again;");
  static const char *const good[] = {
    "order mocha", "order a large iced mocha", "order mocha mocha tea", "order a small tea with iced mocha", "stop it", "enough",
    "again again again enough", "order tea with tea",
  };
  static const char *const bad[] = {
    "", "order", "order a mocha", "order a large", "order iced", "order mocha with", "stop", "again", "again order mocha", "iced mocha",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (ear_word_graph_accepts (grammar, good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (ear_word_graph_accepts (grammar, bad[i]));
}

/* A rule that may be empty, and one that is used in several places. */
static void
test_shared_rules (void)
{
  g_autoptr (EarWordGraph) grammar = compile ("public <u> = a <x> b <x> c | <x>; <x> = [y] | z+;");

  g_assert_true (ear_word_graph_accepts (grammar, "a b c"));
  g_assert_true (ear_word_graph_accepts (grammar, "a y b z z c"));
  g_assert_true (ear_word_graph_accepts (grammar, "z z z"));
  g_assert_true (ear_word_graph_accepts (grammar, "y"));
  g_assert_false (ear_word_graph_accepts (grammar, "y y"));
  g_assert_false (ear_word_graph_accepts (grammar, "a y z b c"));
}

/* A thousand samples that share their structure make a small graph, and every one of them is in it. */
static void
test_stays_small (void)
{
  static const char *const verbs[] = { "brew a", "get me a", "i want a", "make me a" };
  static const char *const slots[] = { "<size>", "<roast>", "<milk>", "<shots>" };
  g_autoptr (GString) rules = g_string_new ("public <u> = ");
  g_autoptr (GString) values = g_string_new (NULL);
  g_autoptr (EarWordGraph) grammar = NULL;

  for (guint verb = 0; verb < G_N_ELEMENTS (verbs); verb++)
    for (guint mask = 0; mask < 256; mask++) {
      g_string_append (rules, rules->str[rules->len - 2] == '=' ? "" : " | ");
      g_string_append (rules, verbs[verb]);
      for (guint bit = 0; bit < 8; bit++)
        if (mask & (1u << bit))
          g_string_append_printf (rules, " %s", slots[bit % 4]);
      g_string_append (rules, " coffee");
    }
  for (guint slot = 0; slot < G_N_ELEMENTS (slots); slot++) {
    g_string_append_printf (values, "; %s = ", slots[slot]);
    for (guint value = 0; value < 50; value++)
      g_string_append_printf (values, "%sword%u part%u", value > 0 ? " | " : "", slot * 100 + value, slot);
  }
  g_string_append_printf (rules, "%s;", values->str);

  grammar = compile (rules->str);
  g_assert_cmpuint (grammar->arcs->len, <, 5000);
  g_assert_true (ear_word_graph_accepts (grammar, "brew a word3 part0 word149 part1 coffee"));
  g_assert_true (ear_word_graph_accepts (grammar, "make me a coffee"));
  g_assert_false (ear_word_graph_accepts (grammar, "make me a word149 part1 word3 part0 word4 part0 word5 part0 coffee"));
}

/* A sentence of the graph by chance, or none where it gets too long. */
static char *
wander (const EarWordGraph *graph)
{
  g_autoptr (GString) sentence = g_string_new (NULL);
  guint state = 0;

  for (guint n = 0; state != 1; n++) {
    guint n_ways = 0, way = 0;

    for (guint i = 0; i < graph->arcs->len; i++)
      if (g_array_index (graph->arcs, EarWordGraphArc, i).from == state && g_test_rand_int_range (0, ++n_ways) == 0)
        way = i;
    if (n_ways == 0 || n > 40)
      return NULL;
    if (sentence->len > 0)
      g_string_append_c (sentence, ' ');
    g_string_append (sentence, g_ptr_array_index (graph->words, g_array_index (graph->arcs, EarWordGraphArc, way).word));
    state = g_array_index (graph->arcs, EarWordGraphArc, way).to;
  }

  return g_strdelimit (g_string_free (g_steal_pointer (&sentence), FALSE), EAR_WORD_JOINT, ' ');
}

/* Words that are made one leave fewer states and the same sentences. */
static void
test_joined (void)
{
  static const char rules[] =
    "public <u> = set (a | an) [<name>] (timer | alarm) for <n> (minutes | hours) [and <n> seconds] | what is the (weather | news) [in <town>] | "
    "(play | pause) <what> [by <who>]+ | stop | tell me (a joke | the time | what <what> is); <name> = pizza | noodle | soft egg; "
    "<n> = one | two | twenty [one | two] | a hundred and one; <town> = new york | new delhi | saint petersburg | berlin; "
    "<what> = some jazz | the maple leaf rag | songs; <who> = scott joplin | bach | erik satie;";
  g_autoptr (EarWordGraph) plain = compile (rules), joined = compile (rules);

  ear_word_graph_join (joined, joined->n_states);
  g_assert_cmpuint (joined->n_states, ==, plain->n_states);
  ear_word_graph_join (joined, 2);
  g_test_message ("%u states, %u joined", plain->n_states, joined->n_states);
  g_assert_cmpuint (joined->n_states * 2, <, plain->n_states);

  for (guint i = 0; i < 2000; i++) {
    g_autofree char *one = wander (plain), *other = wander (joined);
    g_auto (GStrv) words = g_strsplit (one ? one : "stop", " ", -1);
    guint odd = g_test_rand_int_range (0, g_strv_length (words));
    g_autofree char *wrong = NULL;

    g_assert_true (one == NULL || ear_word_graph_accepts (joined, one));
    g_assert_true (other == NULL || ear_word_graph_accepts (plain, other));

    g_free (words[odd]);
    words[odd] = g_strdup (g_test_rand_bit () ? "stop" : "the");
    wrong = g_strjoinv (" ", words);
    g_assert_cmpint (ear_word_graph_accepts (joined, wrong), ==, ear_word_graph_accepts (plain, wrong));
  }
}

static void
test_refused (void)
{
  static const char *const bad[] = {
    "", "hello", "#JSGF", HEAD, HEAD "<a> = b;", HEAD "public <a> = b", HEAD "public <a> = ;", HEAD "public <a> = b | ;",
    HEAD "public <a> = (b;", HEAD "public <a> = b);", HEAD "public <a> = <missing>;", HEAD "public <a> = x <a>;",
    HEAD "public <a> = x <b>; <b> = y <a>;", HEAD "public <a> = b; <a> = c;", HEAD "public <a = b;", HEAD "public <a> = b {tag;",
    HEAD "public <a> = \"b;", HEAD "public <a> = /1 b;", HEAD "public <a> = <NULL>;", HEAD "public <a> = \xff;", HEAD "import <x>;",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_word_graph_compile (bad[i], &error));
    g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR);
    g_assert_cmpuint (strlen (error->message), >, 10);
  }
}

/* Small texts that stand for endless work. */
static void
test_bombs (void)
{
  g_autoptr (GString) deep = g_string_new (HEAD "public <a> = "), doubling = g_string_new (HEAD "public <r0> = x <r1> <r1>");
  g_autoptr (GString) subsets = g_string_new (HEAD "public <a> = (x | y)* x");
  GString *bombs[] = { deep, doubling, subsets };

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '(');
  for (guint i = 1; i < 40; i++)
    g_string_append_printf (doubling, "; <r%u> = a <r%u> b <r%u>", i, i + 1, i + 1);
  g_string_append (doubling, "; <r40> = end;");
  for (guint i = 0; i < 20; i++)
    g_string_append (subsets, " (x | y)");
  g_string_append_c (subsets, ';');

  for (guint i = 0; i < G_N_ELEMENTS (bombs); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_word_graph_compile (bombs[i]->str, &error));
    g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR);
  }
}

static void
test_guesses (void)
{
  static const char *const guesses[][2] = {
    { "satie", "S AE T IY" }, { "wittenburg", "W IH T EH N B ER G" }, { "bbc", "B IY B IY S IY" }, { "knight", "N AY T" },
    { "42", "F AO R T UW" }, { "snowboy", "S N OW B OY" }, { "make", "M EY K" }, { "", "AH" }, { "---", "AH" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++) {
    g_autofree char *phones = ear_pronunciation_guess (guesses[i][0]);

    g_assert_cmpstr (phones, ==, guesses[i][1]);
  }
}

static void
test_dictionary (void)
{
  static const char *const words[] = { "read", "zzyzx", "caf\303\251", NULL };
  g_autofree char *path = NULL;
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp (NULL, &path, NULL);

  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, "\n;;; x\nread R EH D\nread(2) R IY D\r\nreadily R EH\nlast", -1, NULL));
  found = ear_pronunciation_find (path, words, &error);
  g_unlink (path);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (found), ==, 3);
  g_assert_cmpuint (((GPtrArray *) g_hash_table_lookup (found, "read"))->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index ((GPtrArray *) g_hash_table_lookup (found, "read"), 1), ==, "R IY D");
  g_assert_cmpuint (((GPtrArray *) g_hash_table_lookup (found, "caf\303\251"))->len, ==, 1);

  g_assert_null (ear_pronunciation_find ("/no/such/dictionary", words, &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/grammar/sentences", test_sentences);
  g_test_add_func ("/grammar/shared-rules", test_shared_rules);
  g_test_add_func ("/grammar/stays-small", test_stays_small);
  g_test_add_func ("/grammar/joined", test_joined);
  g_test_add_func ("/grammar/refused", test_refused);
  g_test_add_func ("/grammar/bombs", test_bombs);
  g_test_add_func ("/lexicon/guesses", test_guesses);
  g_test_add_func ("/lexicon/dictionary", test_dictionary);

  return g_test_run ();
}
