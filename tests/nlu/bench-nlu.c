/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-paths.h"
#include "nlu/ear-resolver.h"
#include "skills/ear-skills.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Prints a JSON line a measurement. Processor time, so that a busy machine says the same as an idle one.
 * Without arguments the fixtures are measured; with MODEL FILE the lines of a file are understood with that model. */
#define ROUNDS 200

static const char *const home[] = {
  "what's the weather in Hamburg", "tomorrow what's the weather in berlin", "please tell me the weather for hamburg",
  "play some jazz please", "play bohemian rhapsody", "can you play something by bach", "wake me up tomorrow at seven",
  "set an alarm for 7:30 am", "set a ten minute timer", "set a pasta timer for an hour and a half", "cancel my alarms",
  "remind me to call my mom at five", "add olive oil and bread to my shopping list", "order more coffee", "volume 50%",
  "turn up the volume", "stop", "what can you do", "tell me a joke", "what is the capital of france", NULL
};

static const char *const orders[] = {
  "can I get a large iced coffee with milk and brown sugar", "brew a single shot mocha with soy milk",
  "please could you make me a small light roast latte", "I want a latte", "with milk i want a coffee",
  "can i have a cappucino with some milks", "what's the weather in Hamburg", "stop", NULL
};

static const char *const words[] = {
  "play", "the", "red", "house", "tomorrow", "seven", "and", "milk", "show", "plays", "some", "in", "hours", "house", "bread", "monday",
  "reds", "what", "is", "half", "twenty", "me", "order",
};

static double
get_cpu_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static void
measure (const char        *name,
         const char        *path,
         const char *const *lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "bench", "en-US", &error);
  g_autoptr (GPtrArray) models = g_ptr_array_new ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 10, 0, 0);
  g_autoptr (EarResolver) resolver = NULL;
  double before, built, after;
  guint n = 0;

  if (model == NULL) {
    g_printerr ("%s\n", error->message);
    return;
  }
  g_ptr_array_add (models, model);
  before = get_cpu_us ();
  resolver = ear_resolver_new ("en-US", models);
  built = get_cpu_us ();
  for (guint i = 0; i < ROUNDS; i++)
    for (guint j = 0; lines[j]; j++, n++) {
      EarResolution *resolution = ear_resolver_resolve (resolver, lines[j], NULL, now);

      ear_resolution_free (resolution);
    }
  after = get_cpu_us ();

  printf ("{\"bench\":\"%s\",\"us_per_utterance\":%.2f,\"compile_ms\":%.2f}\n", name, (after - built) / n, (built - before) / 1e3);
}

static EarResolver *
make_builtin (const char *locale)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < skills->len; i++) {
    const char *id = ear_skill_get_id (g_ptr_array_index (skills, i));
    g_autofree char *name = g_strdup_printf ("skills/%s/%s.json", id, locale);
    g_autofree char *path = ear_paths_find_data (name, NULL);
    g_autoptr (GError) error = NULL;
    EarInteractionModel *model = path ? ear_interaction_model_load (path, id, locale, &error) : NULL;

    if (model == NULL)
      g_error ("%s: %s", name, error ? error->message : "not found");
    g_ptr_array_add (models, model);
  }

  return ear_resolver_new (locale, models);
}

/* All that the device's own skills understand, on what people really say: samples, with courtesy, misheard, in other words, and
 * what no skill is for. */
static void
measure_mixed (const char *name,
               const char *file,
               const char *locale)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "nlu", file, NULL);
  g_autofree char *text = NULL, *grammar = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 4, 0, 0);
  double before = get_cpu_us (), after, build_ms;
  g_autoptr (EarResolver) resolver = make_builtin (locale);
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  build_ms = (get_cpu_us () - before) / 1e3;
  grammar = ear_resolver_dup_jsgf (resolver);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s: can not be read", path);
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  before = get_cpu_us ();
  for (guint i = 0; i < ROUNDS / 4; i++)
    for (guint j = 0; lines[j]; j++)
      if (*lines[j] != '#') {
        ear_resolution_free (ear_resolver_resolve (resolver, lines[j], NULL, now));
        n++;
      }
  after = get_cpu_us ();

  printf ("{\"bench\":\"%s\",\"value\":%.2f,\"unit\":\"µs\",\"compile_ms\":%.2f,\"grammar_kb\":%.1f}\n", name, (after - before) / n,
          build_ms, strlen (grammar) / 1e3);
}

/* As large as a model may reasonably be, and an utterance as long as one may be, of words that occur everywhere. */
static char *
write_large_model (void)
{
  GString *json = g_string_new ("{\"interactionModel\":{\"languageModel\":{\"invocationName\":\"large\",\"intents\":[");

  for (guint i = 0; i < 20; i++) {
    g_string_append_printf (json, "%s{\"name\":\"Intent%u\",\"slots\":[{\"name\":\"thing\",\"type\":\"Thing\"},"
                            "{\"name\":\"when\",\"type\":\"AMAZON.DATE\"}],\"samples\":[", i ? "," : "", i);
    for (guint j = 0; j < 70; j++)
      g_string_append_printf (json, "%s\"%s %s {thing} with %s %s %s\"", j ? "," : "", words[(i * 7 + j) % G_N_ELEMENTS (words)],
                              words[(i + j / 3) % G_N_ELEMENTS (words)], words[j % G_N_ELEMENTS (words)],
                              words[(j * 11 + i) % G_N_ELEMENTS (words)], j % 3 ? "{when}" : "now");
    g_string_append (json, "]}");
  }
  g_string_append (json, "],\"types\":[{\"name\":\"Thing\",\"values\":[");
  for (guint i = 0; i < 500; i++)
    g_string_append_printf (json, "%s{\"name\":{\"value\":\"%s %s %u\"}}", i ? "," : "", words[i % G_N_ELEMENTS (words)],
                            words[(i / 10) % G_N_ELEMENTS (words)], i);

  return g_string_free (g_string_append (json, "]}]}}}"), FALSE);
}

static void
measure_large (void)
{
  g_autofree char *json = write_large_model ();
  g_autofree char *folder = g_dir_make_tmp ("earshot-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "en-US.json", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 4, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarResolver) resolver = NULL;
  double before = get_cpu_us (), worst = 0;

  g_file_set_contents (path, json, -1, NULL);
  g_ptr_array_add (models, ear_interaction_model_load (path, "large", "en-US", &error));
  if (error)
    g_error ("%s", error->message);
  resolver = ear_resolver_new ("en-US", models);
  printf ("{\"bench\":\"nlu.large-compile\",\"value\":%.2f,\"unit\":\"ms\"}\n", (get_cpu_us () - before) / 1e3);

  for (guint n = 8; n <= 2048; n *= 2) {
    g_string_truncate (text, 0);
    for (guint i = 0; i < n; i++)
      g_string_append_printf (text, "%s ", words[(i * 5 + i / 7) % G_N_ELEMENTS (words)]);
    before = get_cpu_us ();
    ear_resolution_free (ear_resolver_resolve (resolver, text->str, NULL, now));
    worst = MAX (worst, get_cpu_us () - before);
  }
  printf ("{\"bench\":\"nlu.large-worst\",\"value\":%.2f,\"unit\":\"ms\"}\n", worst / 1e3);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home_path = g_build_filename (EAR_TEST_MODELS, "home.en-US.json", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  const char *shared = g_getenv ("EARSHOT_SHARED");

  g_test_init (&(int) { 1 }, &(char **) { argv }, NULL);
  if (argc == 3 && g_file_get_contents (argv[2], &text, NULL, NULL)) {
    lines = g_strsplit (g_strchomp (text), "\n", -1);
    measure ("nlu.file", argv[1], (const char *const *) lines);
    return 0;
  }
  measure_mixed ("nlu.mixed-en", "mixed.en.txt", "en-US");
  measure_mixed ("nlu.mixed-de", "mixed.de.txt", "de-DE");
  measure_large ();
  measure ("nlu.builtin", argc > 1 ? argv[1] : home_path, home);
  if (shared != NULL) {
    g_autofree char *orders_path = g_build_filename (shared, "data", "speech", "orders", "en-US.json", NULL);

    measure ("nlu.custom", orders_path, orders);
  }

  return 0;
}
