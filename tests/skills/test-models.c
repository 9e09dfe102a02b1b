/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"
#include "nlu/ear-phrase.h"
#include "nlu/ear-resolver.h"
#include "skills/ear-skills.h"

#include <string.h>

static const char *const locales[] = { "en-US", "de-DE" };

static char *
find_model (const char *skill,
            const char *locale)
{
  g_autofree char *name = g_strdup_printf ("skills/%s/%s.json", skill, locale);
  g_autoptr (GError) error = NULL;
  char *path = ear_paths_find_data (name, &error);

  g_assert_no_error (error);

  return path;
}

static EarInteractionModel *
load_model (const char *skill,
            const char *locale)
{
  g_autofree char *path = find_model (skill, locale);
  g_autoptr (GError) error = NULL;
  EarInteractionModel *model = ear_interaction_model_load (path, skill, locale, &error);

  g_assert_no_error (error);

  return model;
}

static GPtrArray *
load_all (const char *locale)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();
  GPtrArray *models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < skills->len; i++)
    g_ptr_array_add (models, load_model (ear_skill_get_id (g_ptr_array_index (skills, i)), locale));

  return models;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: prompt id → sorted names of its values, over all variations */
static GHashTable *
load_prompts (const char *skill,
              const char *locale)
{
  GHashTable *prompts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *path = find_model (skill, locale);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ear_json_load (path, NULL, &error);
  g_autoptr (GRegex) blank = g_regex_new ("\\{(\\w+)\\}", 0, 0, NULL);
  JsonObject *root;
  JsonArray *array;

  g_assert_no_error (error);
  root = ear_json_get_object (json_node_get_object (node), "interactionModel", &error);
  g_assert_no_error (error);
  array = ear_json_get_array (root, "prompts", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *prompt = json_array_get_object_element (array, i);
    JsonArray *variations = ear_json_get_array (prompt, "variations", NULL);
    g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

    g_assert_cmpuint (json_array_get_length (variations), >, 0);
    for (guint j = 0; j < json_array_get_length (variations); j++) {
      const char *text = ear_json_get_string (json_array_get_object_element (variations, j), "value", NULL);
      g_autoptr (GMatchInfo) match = NULL;

      g_assert_nonnull (text);
      for (g_regex_match (blank, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
        g_autofree char *name = g_match_info_fetch (match, 1);

        if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
          g_ptr_array_add (names, g_steal_pointer (&name));
      }
    }
    g_ptr_array_sort (names, compare_names);
    g_ptr_array_add (names, NULL);
    g_assert_true (g_hash_table_insert (prompts, g_strdup (ear_json_get_string (prompt, "id", NULL)),
                                        g_strjoinv (" ", (char **) names->pdata)));
  }

  return prompts;
}

/* Both languages can say the same things about the same values. */
static void
test_prompts (void)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();

  for (guint i = 0; i < skills->len; i++) {
    const char *skill = ear_skill_get_id (g_ptr_array_index (skills, i));
    g_autoptr (GHashTable) english = load_prompts (skill, "en-US");
    g_autoptr (GHashTable) german = load_prompts (skill, "de-DE");
    GHashTableIter iter;
    gpointer id, names;

    g_assert_cmpuint (g_hash_table_size (english), ==, g_hash_table_size (german));
    g_hash_table_iter_init (&iter, english);
    while (g_hash_table_iter_next (&iter, &id, &names)) {
      g_test_message ("%s %s", skill, (char *) id);
      g_assert_cmpstr (names, ==, g_hash_table_lookup (german, id));
    }
  }
}

/* Both languages understand the same intents and slots. */
static void
test_intents (void)
{
  g_autoptr (GPtrArray) english = load_all ("en-US");
  g_autoptr (GPtrArray) german = load_all ("de-DE");

  for (guint i = 0; i < english->len; i++) {
    GPtrArray *ours = ear_interaction_model_get_intents (g_ptr_array_index (english, i));
    GPtrArray *theirs = ear_interaction_model_get_intents (g_ptr_array_index (german, i));

    g_assert_cmpuint (ours->len, ==, theirs->len);
    for (guint j = 0; j < ours->len; j++) {
      const EarIntent *one = g_ptr_array_index (ours, j);
      const EarIntent *other = g_ptr_array_index (theirs, j);

      g_assert_cmpstr (one->name, ==, other->name);
      g_assert_cmpuint (one->slots->len, ==, other->slots->len);
      for (guint k = 0; k < one->slots->len; k++) {
        g_assert_cmpstr (((EarSlot *) g_ptr_array_index (one->slots, k))->name, ==,
                         ((EarSlot *) g_ptr_array_index (other->slots, k))->name);
        g_assert_cmpstr (((EarSlot *) g_ptr_array_index (one->slots, k))->type, ==,
                         ((EarSlot *) g_ptr_array_index (other->slots, k))->type);
      }
    }
  }
}

/* What is to be understood as one intent is not a sample of another. */
static void
test_samples_differ (void)
{
  for (guint l = 0; l < G_N_ELEMENTS (locales); l++) {
    g_autoptr (GPtrArray) models = load_all (locales[l]);
    g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < models->len; i++) {
      GPtrArray *intents = ear_interaction_model_get_intents (g_ptr_array_index (models, i));

      for (guint j = 0; j < intents->len; j++) {
        const EarIntent *intent = g_ptr_array_index (intents, j);

        for (char **s = intent->samples; *s; s++) {
          const char *other = g_hash_table_lookup (seen, *s);

          if (other != NULL)
            g_error ("%s: “%s” is a sample of %s and of %s", locales[l], *s, other, intent->name);
          g_hash_table_insert (seen, g_utf8_casefold (*s, -1), intent->name);
        }
      }
    }
  }
}

static const char *
get_example (EarInteractionModel *model,
             const char          *type,
             gboolean             german)
{
  static const struct { const char *type, *english, *german; } builtin[] = {
    { "AMAZON.DATE", "tomorrow", "morgen" }, { "AMAZON.TIME", "half past six", "halb sieben" },
    { "AMAZON.DURATION", "ten minutes", "zehn Minuten" }, { "AMAZON.NUMBER", "three", "drei" },
    { "AMAZON.SearchQuery", "why the sky is blue", "warum der Himmel blau ist" },
  };
  const EarSlotType *found = ear_interaction_model_find_type (model, type);

  for (guint i = 0; i < G_N_ELEMENTS (builtin); i++)
    if (strcmp (builtin[i].type, type) == 0)
      return german ? builtin[i].german : builtin[i].english;

  g_assert_nonnull (found);
  g_assert_cmpuint (found->values->len, >, 0);

  return ((EarSlotValue *) g_ptr_array_index (found->values, found->values->len - 1))->name;
}

static char *
fill (EarInteractionModel *model,
      const EarIntent     *intent,
      const char          *sample,
      gboolean             german)
{
  GString *text = g_string_new (sample);

  for (guint i = 0; i < intent->slots->len; i++) {
    const EarSlot *slot = g_ptr_array_index (intent->slots, i);
    g_autofree char *blank = g_strconcat ("{", slot->name, "}", NULL);

    g_string_replace (text, blank, get_example (model, slot->type, german), 0);
  }

  return g_string_free (text, FALSE);
}

/* Every sample is understood as what it is a sample of, among all skills. */
static void
test_samples_resolve (void)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new (utc, 2026, 3, 2, 7, 30, 0);

  for (guint l = 0; l < G_N_ELEMENTS (locales); l++) {
    g_autoptr (GPtrArray) models = load_all (locales[l]);
    g_autoptr (EarResolver) resolver = ear_resolver_new (locales[l], models);
    guint n_wrong = 0, n = 0;

    for (guint i = 0; i < models->len; i++) {
      EarInteractionModel *model = g_ptr_array_index (models, i);
      GPtrArray *intents = ear_interaction_model_get_intents (model);

      for (guint j = 0; j < intents->len; j++) {
        const EarIntent *intent = g_ptr_array_index (intents, j);

        for (char **s = intent->samples; *s; s++) {
          g_autofree char *text = fill (model, intent, *s, l == 1);
          g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, text, NULL, now);

          n++;
          if (g_strcmp0 (resolution->intent, intent->name) != 0) {
            n_wrong++;
            g_test_message ("%s: “%s” is %s, understood as %s", locales[l], text, intent->name, resolution->intent);
          }
        }
      }
    }
    g_test_message ("%s: %u of %u samples wrong", locales[l], n_wrong, n);
    g_assert_cmpuint (n_wrong, ==, 0);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/models/prompts", test_prompts);
  g_test_add_func ("/models/intents", test_intents);
  g_test_add_func ("/models/samples-differ", test_samples_differ);
  g_test_add_func ("/models/samples-resolve", test_samples_resolve);

  return g_test_run ();
}
