/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"
#include "nlu/ear-resolver.h"
#include "skills/ear-skills.h"

#include <string.h>

/* What people say instead of the samples. Rows marked “held” were written first and are not looked at while the models are tuned:
 * they say how well people are understood who have never seen a sample. */
typedef struct {
  guint n;
  guint n_right;
} Tally;

typedef enum { DEV, HELD, DEV_OUT, HELD_OUT, N_PARTS } Part;

static EarResolver *
make_resolver (const char *locale)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < skills->len; i++) {
    const char *id = ear_skill_get_id (g_ptr_array_index (skills, i));
    g_autofree char *name = g_strdup_printf ("skills/%s/%s.json", id, locale);
    g_autoptr (GError) error = NULL;
    g_autofree char *path = ear_paths_find_data (name, &error);

    g_assert_no_error (error);
    g_ptr_array_add (models, ear_interaction_model_load (path, id, locale, &error));
    g_assert_no_error (error);
  }

  return ear_resolver_new (locale, models);
}

static gboolean
has_slots (const EarResolution *resolution,
           const char          *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ear_json_parse (wanted, -1, NULL, &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  if (json_object_get_size (object) != resolution->slots->len)
    return FALSE;

  for (guint i = 0; i < resolution->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (resolution->slots, i);
    const char *value = slot->resolved[0] ? slot->resolved[0] : slot->value;

    if (g_strcmp0 (value, json_object_get_string_member_with_default (object, slot->name, NULL)) != 0)
      return FALSE;
  }

  return TRUE;
}

static void
count (EarResolver *resolver,
       const char  *row,
       Tally       *tallies)
{
  g_auto (GStrv) columns = g_strsplit (row, "\t", 4);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 4, 0, 0);
  g_autoptr (EarResolution) resolution = NULL;
  gboolean held, out, right;
  Tally *tally;

  g_assert_cmpuint (g_strv_length (columns), ==, 4);
  held = strcmp (columns[0], "held") == 0;
  out = strcmp (columns[2], "nothing") == 0;
  resolution = ear_resolver_resolve (resolver, columns[1], NULL, now);
  right = out ? resolution->intent == NULL
              : g_strcmp0 (resolution->intent, columns[2]) == 0 && has_slots (resolution, columns[3]);
  tally = &tallies[out ? (held ? HELD_OUT : DEV_OUT) : (held ? HELD : DEV)];
  tally->n++;
  tally->n_right += right;
  if (!right && !held)
    g_test_message ("“%s” is %s %s, understood as %s", columns[1], columns[2], columns[3], resolution->intent);
}

static void
check (const char *file,
       const char *locale)
{
  static const struct { const char *name; guint n, percent; } bars[N_PARTS] = {
    [DEV] = { "in other words", 282, 95 }, [HELD] = { "in other words, never looked at", 282, 85 },
    [DEV_OUT] = { "out of scope", 30, 70 }, [HELD_OUT] = { "out of scope, never looked at", 30, 70 },
  };
  g_autoptr (EarResolver) resolver = make_resolver (locale);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "nlu", file, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  Tally tallies[N_PARTS] = { 0 };

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i] != '\0' && *lines[i] != '#')
      count (resolver, lines[i], tallies);

  for (Part part = 0; part < N_PARTS; part++) {
    g_test_message ("%s, %s: %u of %u right", locale, bars[part].name, tallies[part].n_right, tallies[part].n);
    g_assert_cmpuint (tallies[part].n, >=, bars[part].n);
    g_assert_cmpuint (tallies[part].n_right * 100, >=, tallies[part].n * bars[part].percent);
  }
}

static void
test_english (void)
{
  check ("paraphrases.en.tsv", "en-US");
}

static void
test_german (void)
{
  check ("paraphrases.de.tsv", "de-DE");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paraphrases/english", test_english);
  g_test_add_func ("/paraphrases/german", test_german);

  return g_test_run ();
}
