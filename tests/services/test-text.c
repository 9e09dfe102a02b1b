/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services/ear-keys.h"
#include "services/ear-text.h"

#include <string.h>

static void
assert_fold (const char *text,
             const char *folded)
{
  g_autofree char *result = ear_text_fold (text);

  g_assert_cmpstr (result, ==, folded);
}

static void
test_fold (void)
{
  assert_fold ("", "");
  assert_fold (" ,;- ", "");
  assert_fold ("  Hello,   World!  ", "hello world");
  assert_fold ("München", "munchen");
  assert_fold ("MUENCHEN", "munchen");
  assert_fold ("Mu\314\210nchen", "munchen");
  assert_fold ("Straße", "strasse");
  assert_fold ("São Paulo", "sao paulo");
  assert_fold ("Łódź Ærø", "lodz aro");
  assert_fold ("Joplin's rag", "joplins rag");
  assert_fold ("AA-Batterien", "aa batterien");
  assert_fold ("a\377b", "a b");
  assert_fold ("東京", "東京");
}

static void
test_fold_bounds (void)
{
  g_autofree char *huge = g_strnfill (1000 * 1000, 'x');
  g_autofree char *folded = ear_text_fold (huge);

  g_assert_cmpuint (strlen (folded), ==, 200);
}

/* Folding what is folded changes nothing, but for letters that only then stand behind a, o or u. */
static void
test_fold_twice (void)
{
  static const char *const texts[] = { "Größe 4", "coffee beans", "Düsseldorf", "Rio de Janeiro", "1.5 l", "Kräutertee" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *once = ear_text_fold (texts[i]);

    assert_fold (once, once);
  }
}

static void
test_clean (void)
{
  static const struct { const char *text; guint max; const char *clean; } cases[] = {
    { "plain", 10, "plain" },
    { "too long", 3, "too…" },
    { " a \t\n b ", 10, "a b" },
    { "evil\342\200\256txt", 20, "eviltxt" },
    { "a\001b\177c", 10, "a b c" },
    { "\357\273\277bom", 10, "bom" },
    { "<b>bold</b>", 20, "<b>bold</b>" },
    { "Ö\377", 10, "Ö\357\277\275" },
    { "", 10, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = ear_text_clean (cases[i].text, cases[i].max);

    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
test_distance (void)
{
  static const struct { const char *a, *b; guint max, distance; } cases[] = {
    { "", "", 2, 0 }, { "a", "", 2, 1 }, { "flour", "flower", 3, 2 }, { "hamburg", "hamberg", 2, 1 }, { "hamburg", "hambrug", 2, 1 },
    { "abc", "xyz", 2, 3 }, { "abc", "xyz", 5, 3 }, { "kitten", "sitting", 5, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpuint (ear_text_distance (cases[i].a, cases[i].b, cases[i].max), ==, cases[i].distance);
    g_assert_cmpuint (ear_text_distance (cases[i].b, cases[i].a, cases[i].max), ==, cases[i].distance);
  }
}

static void
test_distance_bounds (void)
{
  g_autofree char *huge = g_strnfill (100000, 'x');

  g_assert_cmpuint (ear_text_distance (huge, huge, 2), ==, 0);
  g_assert_cmpuint (ear_text_distance (huge, "x", 2), ==, 3);
}

static double
match (const char *title,
       const char *text)
{
  g_autoptr (EarKeys) keys = ear_keys_new ();
  g_autoptr (EarKeys) query = ear_keys_new_query (text);

  ear_keys_add (keys, title, 1);

  return ear_keys_match (keys, query);
}

static void
test_keys (void)
{
  g_assert_cmpfloat (match ("House blend coffee", "house blend coffee"), ==, 1);
  g_assert_cmpfloat (match ("Batteries", "battery"), >, 0.95);
  g_assert_cmpfloat (match ("Batterien", "Batterie"), >, 0.95);
  g_assert_cmpfloat (match ("Filterkaffee", "Kaffee"), >, 0.7);
  g_assert_cmpfloat (match ("coffee", "some more of the coffee please"), ==, 1);
  g_assert_cmpfloat (match ("flour", "flower"), <, match ("flower", "flower"));
  g_assert_cmpfloat (match ("coffee", "cofee"), >, 0.6);
  g_assert_cmpfloat (match ("tea", "sea"), ==, 0);
  g_assert_cmpfloat (match ("coffee", "xylophone"), ==, 0);
  g_assert_cmpfloat (match ("coffee", ""), ==, 0);
  g_assert_cmpfloat (match ("", "coffee"), ==, 0);
  /* Where all that was said is filler, it is what was meant. */
  g_assert_cmpfloat (match ("The Box", "the box"), ==, 1);
}

static void
test_keys_bounds (void)
{
  g_autoptr (GString) huge = g_string_new (NULL);

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (huge, "word%u ", i);

  g_assert_cmpfloat (match (huge->str, huge->str), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold/bounds", test_fold_bounds);
  g_test_add_func ("/text/fold/twice", test_fold_twice);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/distance", test_distance);
  g_test_add_func ("/text/distance/bounds", test_distance_bounds);
  g_test_add_func ("/keys/match", test_keys);
  g_test_add_func ("/keys/bounds", test_keys_bounds);

  return g_test_run ();
}
