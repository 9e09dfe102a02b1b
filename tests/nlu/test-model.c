/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-interaction-model.h"
#include "model/ear-json.h"

#include <glib/gstdio.h>
#include <string.h>

static char *directory;

static EarInteractionModel *
load_text (const char  *text,
           GError     **error)
{
  g_autofree char *path = g_build_filename (directory, "model.json", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return ear_interaction_model_load (path, "skill", "en-US", error);
}

static void
test_load (void)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, "pizza.en-US.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "pizza", "en-US", &error);
  const EarIntent *intent;
  const EarSlotType *type;

  g_assert_no_error (error);
  g_assert_cmpstr (ear_interaction_model_get_skill (model), ==, "pizza");
  g_assert_cmpstr (ear_interaction_model_get_locale (model), ==, "en-US");
  g_assert_cmpstr (ear_interaction_model_get_invocation (model), ==, "pizza palace");
  intent = g_ptr_array_index (ear_interaction_model_get_intents (model), 0);
  g_assert_cmpstr (intent->name, ==, "OrderPizza");
  g_assert_cmpuint (intent->slots->len, ==, 3);
  g_assert_cmpstr (((EarSlot *) g_ptr_array_index (intent->slots, 0))->samples[1], ==, "make it {size}");
  type = ear_interaction_model_find_type (model, "Size");
  g_assert_cmpstr (((EarSlotValue *) g_ptr_array_index (type->values, 2))->synonyms[1], ==, "family size");
  g_assert_nonnull (ear_interaction_model_find_type (model, "AMAZON.City"));
  g_assert_null (ear_interaction_model_find_type (model, "AMAZON.Color"));
  g_assert_null (ear_interaction_model_get_prompt (model, "any"));
  g_assert_finalize_object (g_steal_pointer (&model));
}

static void
test_prompts (void)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, "home.en-US.json", NULL);
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "home", "en-US", NULL);
  GPtrArray *texts = ear_interaction_model_get_prompt (model, "weather.now");

  g_assert_cmpuint (texts->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, "<speak>It is {temperature} degrees in {place}.</speak>");
  g_assert_cmpstr (g_ptr_array_index (texts, 1), ==, "In {place} it's {temperature} degrees &amp; {sky}.");
}

/* What is wrong, and words that the message must have: the place and the remedy. */
static const struct { const char *text, *place, *says; } bad[] = {
  { "[]", "$", "expected an object" },
  { "{}", "$.languageModel", "is missing" },
  { "{\"interactionModel\":{}}", "$.interactionModel.languageModel", "is missing" },
  { "{\"languageModel\":{}}", "$.languageModel", "no intents" },
  { "{\"languageModel\":{\"intents\":{}}}", "$.languageModel.intents", "expected an array" },
  { "{\"languageModel\":{\"intents\":[1]}}", "intents[0]", "expected an object" },
  { "{\"languageModel\":{\"intents\":[{}]}}", "intents[0].name", "is missing" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"\"}]}}", "intents[0].name", "is empty" },
  { "{\"languageModel\":{\"intents\":[{\"name\":7}]}}", "intents[0].name", "expected a string" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\"},{\"name\":\"A\"}]}}", "intents[1]", "two intents “A”" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"\"]}]}}", "samples[0]", "is empty" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[null]}]}}", "samples[0]", "expected a string" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"say {x}\"]}]}}", "samples[0]", "{x}" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"say {x\"]}]}}", "samples[0]", "unbalanced" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"say x}\"]}]}}", "samples[0]", "unbalanced" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"say {{x}}\"]}]}}", "samples[0]", "unbalanced" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"say { }\"]}]}}", "samples[0]", "empty braces" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"slots\":[{\"name\":\"x\",\"type\":\"T\"}]}]}}", "slots[0].type", "no type “T”" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"slots\":[{\"name\":\"x\"}]}]}}", "slots[0].type", "is missing" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"slots\":[{\"name\":\"x\",\"type\":\"AMAZON.DATE\"},"
    "{\"name\":\"X\",\"type\":\"AMAZON.DATE\"}]}]}}", "slots[1]", "twice" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\"}],\"types\":[{\"name\":\"T\"},{\"name\":\"T\"}]}}", "types[1]", "two types" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\"}],\"types\":[{\"name\":\"T\",\"values\":[{\"name\":\"x\"}]}]}}",
    "types[0].values[0].name", "expected an object" },
  { "{\"languageModel\":{\"intents\":[{\"name\":\"A\"}],\"types\":[{\"name\":\"T\",\"values\":[{\"name\":{\"value\":\"x\",\"synonyms\":7}}]}]}}",
    "values[0].name.synonyms", "expected an array" },
  { "{\"interactionModel\":{\"languageModel\":{\"intents\":[{\"name\":\"A\"}]},\"prompts\":[{\"id\":\"p\"}]}}", "prompts[0]", "no variations" },
  { "{\"interactionModel\":{\"languageModel\":{\"intents\":[{\"name\":\"A\"}]},\"prompts\":[{\"id\":\"p\",\"variations\":"
    "[{\"type\":\"Text\",\"value\":\"x\"}]}]}}", "prompts[0].variations[0]", "PlainText or SSML" },
};

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarInteractionModel) model = load_text (bad[i].text, &error);

    g_assert_null (model);
    g_assert_error (error, EAR_NLU_ERROR, EAR_NLU_ERROR_MODEL);
    if (!strstr (error->message, bad[i].place) || !strstr (error->message, bad[i].says) || !strstr (error->message, "model.json"))
      g_error ("%s: unclear message: %s", bad[i].text, error->message);
  }
}

static void
test_not_json (void)
{
  static const char *const texts[] = { "", "{", "hello", "{\"languageModel\":{\"intents\":[]}", "\xff" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarInteractionModel) model = load_text (texts[i], &error);

    g_assert_null (model);
    g_assert_cmpuint (error->domain, ==, EAR_JSON_ERROR);
  }
}

static void
test_missing_file (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load ("/no/such/model.json", "skill", "en-US", &error);

  g_assert_null (model);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_absurd (void)
{
  g_autoptr (GString) text = g_string_new ("{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = NULL;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "%s\"say %u\"", i ? "," : "", i);
  g_string_append (text, "]}]}}");
  model = load_text (text->str, &error);
  g_assert_null (model);
  g_assert_error (error, EAR_NLU_ERROR, EAR_NLU_ERROR_MODEL);

  g_clear_error (&error);
  g_string_assign (text, "{\"languageModel\":{\"intents\":[{\"name\":\"A\",\"samples\":[\"");
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "a ");
  g_string_append (text, "\"]}]}}");
  model = load_text (text->str, &error);
  g_assert_null (model);
  g_assert_nonnull (strstr (error->message, "shorten"));
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *path = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  directory = g_dir_make_tmp ("ear-model-XXXXXX", NULL);
  path = g_build_filename (directory, "model.json", NULL);

  g_test_add_func ("/nlu/model/load", test_load);
  g_test_add_func ("/nlu/model/prompts", test_prompts);
  g_test_add_func ("/nlu/model/bad", test_bad);
  g_test_add_func ("/nlu/model/not-json", test_not_json);
  g_test_add_func ("/nlu/model/missing-file", test_missing_file);
  g_test_add_func ("/nlu/model/absurd", test_absurd);

  status = g_test_run ();
  g_unlink (path);
  g_rmdir (directory);
  g_free (directory);

  return status;
}
