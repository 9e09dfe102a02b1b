/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

#define ADDED(item) "{\"listed\",\"list\":\"shopping\",\"item\":\"" item "\",\"change\":\"added\"}"
#define REMOVED(item) "{\"listed\",\"list\":\"shopping\",\"item\":\"" item "\",\"change\":\"removed\"}"

static void
test_add (void)
{
  static const struct { const char *locale, *slots, *deeds; } rows[] = {
    { "en-US", "item=milk", ADDED ("milk") "\nsay" },
    { "en-US", "item=milk; other=eggs", ADDED ("milk") "\n" ADDED ("eggs") "\nsay" },
    { "en-US", "item=milk and eggs", ADDED ("milk") "\n" ADDED ("eggs") "\nsay" },
    { "en-US", "item=milk, eggs, and bread", ADDED ("milk") "\n" ADDED ("eggs") "\n" ADDED ("bread") "\nsay" },
    { "en-US", "item=milk|milk and eggs", ADDED ("milk") "\n" ADDED ("eggs") "\nsay" },
    { "en-US", "item=some MILK", ADDED ("milk") "\nsay" },
    { "en-US", "item=sandpaper", ADDED ("sandpaper") "\nsay" },
    { "en-US", "item=milk and milk", ADDED ("milk") "\nsay" },
    { "en-US", "item=a", ADDED ("a") "\nsay" },
    { "de-DE", "item=milch und eier", ADDED ("Milch") "\n" ADDED ("Eier") "\nsay" },
    { "de-DE", "item=ein paar kekse", ADDED ("Kekse") "\nsay" },
    { "de-DE", "item=klopapier", ADDED ("Toilettenpapier") "\nsay" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (Stage) stage = stage_new (rows[i].locale);

    stage_hear (stage, "lists", "list.add", rows[i].slots, "…");
    stage_assert (stage, rows[i].deeds);
  }
}

static void
test_add_twice (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "lists", "list.add", "item=eggs", "add eggs");
  stage_hear (stage, "lists", "list.add", "item=egg", "add egg");
  stage_assert (stage, "say");
  stage_assert_words (stage, "already", NULL);
  stage_hear (stage, "lists", "list.add", "item=eggs and tea", "add eggs and tea");
  stage_assert (stage, ADDED ("tea") "\nsay");
}

static void
test_elicit (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "lists", "list.add", NULL, "add something to my list");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"lists\",\"kind\":\"elicit\",\"intent\":\"list.add\",\"slot\":\"item\",\"proposal\":{}}");
  stage_hear (stage, "lists", "list.add", "item=milk", "milk");
  stage_assert (stage, ADDED ("milk") "\nsay");
  stage_hear (stage, "lists", "list.remove", NULL, "remove something");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"lists\",\"kind\":\"elicit\",\"intent\":\"list.remove\",\"slot\":\"item\",\"proposal\":{}}");
}

static void
test_read (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "lists", "list.read", NULL, "what's on my list");
  stage_assert (stage, "say");
  stage_hear (stage, "lists", "list.add", "item=milk", "add milk");
  stage_hear (stage, "lists", "list.read", NULL, "what's on my list");
  stage_assert_words (stage, "milk", NULL);
  stage_hear (stage, "lists", "list.add", "item=eggs and tea", "add eggs and tea");
  stage_hear (stage, "lists", "list.read", NULL, "what's on my list");
  stage_assert_words (stage, "three", "milk, eggs and tea", NULL);
}

static void
test_remove (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "lists", "list.add", "item=milk, eggs, tea and sandpaper", "add …");
  stage_hear (stage, "lists", "list.remove", "item=egg", "remove egg");
  stage_assert (stage, REMOVED ("eggs") "\nsay");
  stage_hear (stage, "lists", "list.remove", "item=beer", "remove beer");
  stage_assert (stage, "say");
  stage_assert_words (stage, "eer", NULL);
  stage_hear (stage, "lists", "list.remove", "item=milk and Sandpaper", "remove milk and sandpaper");
  stage_assert (stage, REMOVED ("milk") "\n" REMOVED ("sandpaper") "\nsay");
  stage_hear (stage, "lists", "list.remove", "item=tea and tea", "remove tea and tea");
  stage_assert (stage, REMOVED ("tea") "\nsay");
}

static void
test_clear (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "lists", "list.clear", NULL, "clear my list");
  stage_assert (stage, "say");
  stage_hear (stage, "lists", "list.add", "item=milk", "add milk");
  stage_hear (stage, "lists", "list.clear", NULL, "clear my list");
  stage_assert (stage, "say\n{\"expected\",\"skill\":\"lists\",\"kind\":\"confirm\",\"intent\":\"list.clear\"}");
  stage_hear (stage, "lists", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");
  stage_hear (stage, "lists", "list.add", "item=eggs", "add eggs");
  stage_hear (stage, "lists", "list.clear", NULL, "clear my list");
  stage_assert_words (stage, "two", NULL);
  stage_hear (stage, "lists", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "{\"listed\",\"list\":\"shopping\",\"change\":\"cleared\"}\nsay");
  g_assert_cmpuint (ear_household_get_list (stage_get_household (stage), "shopping")->len, ==, 0);
}

static void
test_hostile_items (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autofree char *long_word = g_strnfill (50000, 'x');
  g_autofree char *long_item = g_strconcat ("item=", long_word, NULL);
  g_autoptr (GString) many = g_string_new ("item=x0");
  GPtrArray *list = ear_household_get_list (stage_get_household (stage), "shopping");

  stage_hear (stage, "lists", "list.add", long_item, "…");
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpuint (strlen (g_ptr_array_index (list, 0)), ==, 60);

  for (guint i = 1; i < 5000; i++)
    g_string_append_printf (many, " and thing%u", i * 1000);
  stage_hear (stage, "lists", "list.add", many->str, "…");
  g_assert_cmpuint (list->len, ==, 21);

  stage_hear (stage, "lists", "list.add", "item= , and , ", "…");
  stage_hear (stage, "lists", "list.add", "item=<b>&\"\xc3\xa4", "…");
  stage_assert_words (stage, "<b>&\"ä", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lists/add", test_add);
  g_test_add_func ("/lists/add-twice", test_add_twice);
  g_test_add_func ("/lists/elicit", test_elicit);
  g_test_add_func ("/lists/read", test_read);
  g_test_add_func ("/lists/remove", test_remove);
  g_test_add_func ("/lists/clear", test_clear);
  g_test_add_func ("/lists/hostile-items", test_hostile_items);

  return g_test_run ();
}
