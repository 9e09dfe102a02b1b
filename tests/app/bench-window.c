/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-application.h"
#include "app/ear-window.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>

/* The whole window, silent: CPU to its first frame, frames while nothing happens, CPU of a turn, memory after many. */

#define N_TURNS 1000
#define IDLE_MS 3000

static guint n_frames;
static double first_frame_ms;

static double
get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

/* A line of /proc/self/status, e.g. VmRSS: all that is resident, RssAnon: what nobody else can share. */
static double
get_mb (const char *name)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, name)) == NULL)
    return 0;

  return g_ascii_strtod (line + strlen (name) + 1, NULL) / 1024;
}

static void
on_after_paint (void)
{
  if (n_frames++ == 0)
    first_frame_ms = get_cpu_ms ();
}

static gboolean
on_time (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_time, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static guint32
get_last_answered_turn (EarTape *tape)
{
  const EarEvent *said = ear_tape_peek_last (tape, ear_tape_get_length (tape), EAR_EVENT_SAID);

  return said ? said->turn : 0;
}

static void
take_turns (EarSpeaker *speaker)
{
  static const char *const words[] = { "what's the weather in Hamburg", "add milk to my shopping list", "what time is it",
                                       "what's on my shopping list" };
  EarTape *tape = ear_speaker_get_tape (speaker);

  for (guint i = 0; i < N_TURNS; i++) {
    guint32 before = get_last_answered_turn (tape);

    ear_speaker_hear_text (speaker, words[i % G_N_ELEMENTS (words)]);
    while (get_last_answered_turn (tape) == before)
      g_main_context_iteration (NULL, TRUE);
  }
}

static void
measure (EarDevice *device)
{
  double cpu;
  guint frames;

  while (n_frames == 0)
    g_main_context_iteration (NULL, TRUE);
  g_print ("{\"bench\":\"window.first-frame\",\"value\":%.1f,\"unit\":\"ms\"}\n", first_frame_ms);

  wait_ms (3000);
  frames = n_frames;
  wait_ms (IDLE_MS);
  g_print ("{\"bench\":\"window.idle-frames\",\"value\":%u,\"unit\":\"\"}\n", n_frames - frames);

  cpu = get_cpu_ms ();
  take_turns (ear_device_get_speaker (device));
  g_print ("{\"bench\":\"window.turn\",\"value\":%.2f,\"unit\":\"ms\"}\n", (get_cpu_ms () - cpu) / N_TURNS);
  wait_ms (1000);
  g_print ("{\"bench\":\"window.rss\",\"value\":%.1f,\"unit\":\"MB\"}\n", get_mb ("VmRSS"));
  g_print ("{\"bench\":\"window.own-memory\",\"value\":%.1f,\"unit\":\"MB\"}\n", get_mb ("RssAnon"));
}

static void
on_activate (AdwApplication *application,
             EarDevice      *device)
{
  GtkWidget *window = GTK_WIDGET (ear_window_new (application, device));

  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), NULL);
  gtk_window_present (GTK_WINDOW (window));
  measure (device);
  gtk_window_destroy (GTK_WINDOW (window));
}

static EarDevice *
make_device (const char  *profile,
             GError     **error)
{
  g_autofree char *settings = g_build_filename (profile, "settings.ini", NULL);
  EarDeviceOptions options = { .profile = (char *) profile, .seed = 1, .silent = TRUE };

  return g_file_set_contents (settings, "[device]\nwelcomed=true\n", -1, error) ? ear_device_new (&options, error) : NULL;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);

    g_unlink (file);
  }
  g_rmdir (path);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *profile = NULL;
  g_autoptr (EarDevice) device = NULL;
  g_autoptr (AdwApplication) application = NULL;
  int status = 1;

  ear_application_return_memory ();
  profile = g_dir_make_tmp ("earshot-bench-XXXXXX", &error);
  device = profile ? make_device (profile, &error) : NULL;
  if (device == NULL) {
    g_printerr ("bench-window: %s\n", error->message);
  } else {
    application = g_object_new (ADW_TYPE_APPLICATION, "application-id", "io.github.earshot.Bench", "flags", G_APPLICATION_NON_UNIQUE,
                                "resource-base-path", "/io/github/earshot/Earshot", NULL);
    g_signal_connect (application, "activate", G_CALLBACK (on_activate), device);
    status = g_application_run (G_APPLICATION (application), argc, argv);
  }
  g_clear_object (&device);
  remove_folder (profile);

  return status;
}
