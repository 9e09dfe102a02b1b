/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hears recordings and prints what came of it, a tab-separated line each: for judging settings against labels. Not a test.
 *
 *   measure-hearing [--grammar FILE] [--wake WORD] [--sensitivity 0–1] [--detect] FILE…
 */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "audio/ear-hearing.h"

static char *grammar_path, *wake_word;
static double sensitivity = 0.5;
static gboolean detecting;
static char **files;

static const GOptionEntry entries[] = {
  { "grammar", 'g', 0, G_OPTION_ARG_FILENAME, &grammar_path, "What can be said, as JSGF", "FILE" },
  { "wake", 'w', 0, G_OPTION_ARG_STRING, &wake_word, "What comes before it", "WORD" },
  { "sensitivity", 's', 0, G_OPTION_ARG_DOUBLE, &sensitivity, "Of the wake word", "0–1" },
  { "detect", 'd', 0, G_OPTION_ARG_NONE, &detecting, "Print the best score of the wake word only", NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE…" },
  { NULL }
};

static void
print_result (const char         *path,
              const EarHeardFile *result)
{
  if (detecting) {
    for (guint i = 0; i < result->detections->len; i++) {
      EarHeardDetection *detection = &g_array_index (result->detections, EarHeardDetection, i);

      g_print ("%s\t%s\t%.2f\t%.3f\n", path, detection->word, detection->at_s, detection->score);
    }
    return;
  }
  g_print ("%s\t%s\t%.3f\t%.2f\t%.2f\t%.2f\t%.2f\t%.2f\t%s\n", path, result->text ? result->text : "", result->confidence,
           result->start_s, result->end_s, result->decided_s, result->audio_s, result->woken ? result->wake.at_s : -1,
           result->woken ? result->wake.word : "");
}

static void
print_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL) && (line = strstr (status, "VmHWM:")))
    g_printerr ("%.*s\n", (int) strcspn (line, "\n"), line);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarHearing) hearing = NULL;
  g_autofree char *jsgf = NULL;
  double audio_s = 0, cpu_s = 0;
  gint64 before;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      (grammar_path && !g_file_get_contents (grammar_path, &jsgf, NULL, &error))) {
    g_printerr ("%s\n", error->message);
    return 2;
  }

  before = g_get_monotonic_time ();
  hearing = ear_hearing_new (jsgf, wake_word, sensitivity, &error);
  if (hearing == NULL) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  g_printerr ("Ready after %.0f ms\n", (g_get_monotonic_time () - before) / 1000.0);

  for (guint i = 0; files && files[i]; i++) {
    g_auto (EarHeardFile) result = { 0 };

    g_clear_error (&error);
    if (!(detecting ? ear_hearing_detect_file : ear_hearing_hear_file)(hearing, files[i], &result, &error)) {
      g_printerr ("%s\n", error->message);
      continue;
    }
    print_result (files[i], &result);
    audio_s += result.audio_s;
    cpu_s += result.cpu_s;
  }
  g_printerr ("%.1f s of sound, %.1f s of CPU, real-time factor %.4f\n", audio_s, cpu_s, audio_s > 0 ? cpu_s / audio_s : 0);
  print_memory ();

  return 0;
}
