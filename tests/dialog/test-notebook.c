/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-notebook.h"
#include "model/ear-json.h"
#include "nlu/ear-interaction-model.h"

#include <glib/gstdio.h>
#include <string.h>

#define HEAD "{\"earshot-routine\":1,\"id\":\"x\",\"titles\":{\"en-US\":\"X\"},\"phrases\":{\"en-US\":[\"do it\"]},"
#define GOOD HEAD "\"steps\":{\"en-US\":[{\"do\":\"what time is it?\"},{\"pause\":2},{\"say\":\"Über & <aus>.\"}]}}"

typedef struct {
  char *folder;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir))) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_all (inner);
  }
  g_remove (path);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  remove_all (self->folder);
  g_free (self->folder);
}

static void
put (Fixture    *self,
     const char *name,
     const char *contents)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (path, contents, -1, NULL));
}

static void
test_shipped (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (EarNotebook) notebook = ear_notebook_new (NULL);
  static const char *const locales[] = { "en-US", "de-DE" };

  g_assert_cmpuint (ear_notebook_get_notices (notebook)->len, ==, 0);
  g_assert_nonnull (ear_notebook_find_contact (notebook, "ANNA"));
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    const EarRoutine *routine = ear_notebook_find_routine (notebook, locales[i], "good-morning");

    g_assert_nonnull (routine);
    for (guint j = 0; j < routine->n_steps; j++) {
      g_auto (EarStep) step = { 0 };

      g_assert_true (ear_step_read (&step, routine->steps, j));
    }
  }
}

static void
test_own (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr (EarNotebook) notebook = NULL;
  const EarRoutine *routine;
  g_auto (EarStep) step = { 0 };

  put (self, "routines/x.json", GOOD);
  put (self, "routines/ignored.txt", "no routine");
  put (self, "contacts.json", "{\"contacts\":[{\"name\":\"Zoë O'Hara\"}]}");
  put (self, "books/my_diary.txt", "x");
  put (self, "books/.hidden.txt", "x");
  notebook = ear_notebook_new (self->folder);

  g_assert_cmpuint (ear_notebook_get_notices (notebook)->len, ==, 0);
  routine = ear_notebook_find_routine (notebook, "en-US", "x");
  g_assert_cmpuint (routine->n_steps, ==, 3);
  g_assert_true (ear_step_read (&step, routine->steps, 2));
  g_assert_cmpstr (step.text, ==, "Über & <aus>.");
  g_assert_null (ear_notebook_find_routine (notebook, "de-DE", "x"));
  g_assert_nonnull (ear_notebook_find_routine (notebook, "de-DE", "good-morning"));

  /* One's own stand instead of the invented ones. */
  g_assert_cmpuint (ear_notebook_get_contacts (notebook)->len, ==, 1);
  g_assert_cmpstr (ear_notebook_find_contact (notebook, "zoë o'hara"), ==, "Zoë O'Hara");
  g_assert_cmpuint (ear_notebook_get_books (notebook)->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (ear_notebook_get_books (notebook), 0), ==, "my diary");
}

static void
test_namesake (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (EarNotebook) notebook = NULL;
  g_autoptr (GString) text = g_string_new (GOOD);

  g_string_replace (text, "\"id\":\"x\"", "\"id\":\"good-morning\"", 1);
  put (self, "routines/x.json", text->str);
  notebook = ear_notebook_new (self->folder);
  g_assert_cmpuint (ear_notebook_find_routine (notebook, "en-US", "good-morning")->n_steps, ==, 3);
  g_assert_null (ear_notebook_find_routine (notebook, "de-DE", "good-morning"));
  g_assert_nonnull (ear_notebook_find_routine (notebook, "de-DE", "good-night"));
}

static void
refuses (Fixture    *self,
         const char *from,
         const char *to,
         const char *words)
{
  g_autoptr (GString) text = g_string_new (GOOD);
  g_autoptr (EarNotebook) notebook = NULL;
  GPtrArray *notices;

  g_assert_cmpuint (g_string_replace (text, from, to, 1), ==, 1);
  put (self, "routines/x.json", text->str);
  notebook = ear_notebook_new (self->folder);
  notices = ear_notebook_get_notices (notebook);
  g_assert_cmpuint (notices->len, ==, 1);
  g_assert_null (ear_notebook_find_routine (notebook, "en-US", "x"));
  g_assert_nonnull (ear_notebook_find_routine (notebook, "en-US", "good-morning"));
  if (strstr (g_ptr_array_index (notices, 0), words) == NULL || strstr (g_ptr_array_index (notices, 0), "x.json") == NULL)
    g_error ("“%s” should name the file and say “%s”", (char *) g_ptr_array_index (notices, 0), words);
}

/* Nothing is guessed: a file that is not quite right is left out whole, and the message says where to look. */
static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  g_autofree char *long_word = g_strnfill (201, 'a');
  g_autofree char *too_long = g_strdup_printf ("[\"%s\"]", long_word);
  g_autofree char *huge = g_strnfill (70000, ' ');
  g_autoptr (GString) many = g_string_new ("[{\"pause\":1}");

  for (guint i = 0; i < 20; i++)
    g_string_append (many, ",{\"pause\":1}");
  g_string_append (many, "]");

  refuses (self, "{\"earshot", "[{\"earshot", "x.json");
  refuses (self, "\"earshot-routine\":1", "\"earshot-routine\":2", "version");
  refuses (self, "\"id\":\"x\"", "\"id\":\"../x\"", "$.id");
  refuses (self, "\"id\":\"x\"", "\"id\":\"x\",\"extra\":1", "extra");
  refuses (self, "\"titles\":{\"en-US\":\"X\"}", "\"titles\":{}", "$.titles");
  refuses (self, "\"titles\":{\"en-US\":\"X\"}", "\"titles\":[]", "$.titles");
  refuses (self, "[\"do it\"]", "[]", "$.phrases");
  refuses (self, "[\"do it\"]", "[7]", "$.phrases");
  refuses (self, "[\"do it\"]", "[\"do {it}\"]", "$.phrases");
  refuses (self, "[\"do it\"]", "[\"<speak>\"]", "$.phrases");
  refuses (self, "[\"do it\"]", "[\" \"]", "$.phrases");
  refuses (self, "[\"do it\"]", too_long, "$.phrases");
  refuses (self, "{\"pause\":2}", "{\"pause\":0}", "$.steps[1]");
  refuses (self, "{\"pause\":2}", "{\"pause\":601}", "$.steps[1]");
  refuses (self, "{\"pause\":2}", "{\"pause\":2,\"do\":\"x\"}", "$.steps[1]");
  refuses (self, "{\"pause\":2}", "{\"run\":\"rm\"}", "$.steps[1]");
  refuses (self, "{\"pause\":2}", "\"wait\"", "$.steps[1]");
  refuses (self, "what time is it?", "{x}", "$.steps[0]");
  refuses (self, "what time is it?", "a\\u0007b", "$.steps[0]");
  refuses (self, "\"steps\":{\"en-US\":", "\"steps\":{\"fr-FR\":", "no steps");
  refuses (self, "[{\"do\":\"what time is it?\"},{\"pause\":2},{\"say\":\"Über & <aus>.\"}]", many->str, "$.steps");
  refuses (self, "\"id\"", huge, "x.json");
}

static void
test_contacts_refused (Fixture       *self,
                       gconstpointer  data)
{
  static const char *const bad[] = {
    "{", "[]", "{}", "{\"contacts\":{}}", "{\"contacts\":[7]}", "{\"contacts\":[{\"name\":\"\"}]}", "{\"contacts\":[{\"name\":\"<b>\"}]}",
    "{\"contacts\":[{\"name\":\"a{b}\"}]}", "{\"contacts\":[{\"nom\":\"Anna\"}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (EarNotebook) notebook = NULL;

    put (self, "contacts.json", bad[i]);
    notebook = ear_notebook_new (self->folder);
    g_assert_cmpuint (ear_notebook_get_notices (notebook)->len, ==, 1);
    g_assert_nonnull (strstr (g_ptr_array_index (ear_notebook_get_notices (notebook), 0), "contacts.json"));
    g_assert_nonnull (ear_notebook_find_contact (notebook, "Anna"));
  }
}

/* A step may come from any tape. */
static void
test_steps (Fixture       *self,
            gconstpointer  data)
{
  static const char *const bad[] = { NULL, "", "7", "{}", "[]", "[7]", "[{}]", "[{\"do\":7}]", "[{\"say\":null}]" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_auto (EarStep) step = { 0 };

    g_assert_false (ear_step_read (&step, bad[i], 0));
    g_assert_false (ear_step_read (&step, bad[i], G_MAXUINT));
  }
}

static EarInteractionModel *
amend (EarNotebook *notebook,
       const char  *skill,
       const char  *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = ear_json_parse (json, -1, NULL, &error);
  g_autoptr (JsonNode) amended = ear_notebook_amend_model (notebook, root, skill, "en-US");
  EarInteractionModel *model = ear_interaction_model_new (amended, "x", skill, "en-US", &error);

  g_assert_no_error (error);

  return model;
}

static void
test_models (Fixture       *self,
             gconstpointer  data)
{
  static const char json[] = "{\"interactionModel\":{\"languageModel\":{\"invocationName\":\"x\",\"intents\":[{\"name\":\"call.start\","
                             "\"slots\":[{\"name\":\"contact\",\"type\":\"Contact\"}],\"samples\":[\"call {contact}\"]}],"
                             "\"types\":[{\"name\":\"Contact\",\"values\":[{\"name\":{\"value\":\"Ben\"}}]}]}}}";
  g_autoptr (EarNotebook) notebook = NULL;
  g_autoptr (EarInteractionModel) calls = NULL, routines = NULL, other = NULL;
  GPtrArray *intents;

  put (self, "routines/x.json", GOOD);
  put (self, "contacts.json", "{\"contacts\":[{\"name\":\"Zaphod\"},{\"name\":\"Ben\"}]}");
  notebook = ear_notebook_new (self->folder);

  calls = amend (notebook, "calls", json);
  g_assert_cmpuint (ear_interaction_model_find_type (calls, "Contact")->values->len, ==, 2);
  routines = amend (notebook, "routines", json);
  intents = ear_interaction_model_get_intents (routines);
  g_assert_cmpstr (((EarIntent *) g_ptr_array_index (intents, intents->len - 1))->name, ==, "routine.x");
  other = amend (notebook, "weather", json);
  g_assert_cmpuint (ear_interaction_model_get_intents (other)->len, ==, 1);
}

#define add(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/notebook/shipped", test_shipped);
  add ("/notebook/own", test_own);
  add ("/notebook/namesake", test_namesake);
  add ("/notebook/refusals", test_refusals);
  add ("/notebook/contacts-refused", test_contacts_refused);
  add ("/notebook/steps", test_steps);
  add ("/notebook/models", test_models);

  return g_test_run ();
}
