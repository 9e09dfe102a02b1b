/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-speaker-view.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Prints one JSON object a line: what the ring costs in a window. Needs a display; run it with GSK_RENDERER=cairo and
 * GDK_DEBUG=gl-disable, as the budgets say. bench-view [WIDTH HEIGHT [BODY [FINISH]]].
 */

#define NOW  (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)
#define SPAN 3000               /* ms of each measurement */

static GMainLoop *loop;
static const char *prefix = "view";
static guint n_frames;
static gboolean first_seen;

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double
get_rss_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "VmRSS:")) == NULL)
    return 0.0;

  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024.0;
}

static void
on_after_paint (void)
{
  if (!first_seen)
    g_print ("{\"bench\":\"%s.first-frame\",\"cpu_ms\":%.1f}\n", prefix, get_cpu_ms ());
  first_seen = TRUE;
  n_frames++;
}

static gboolean
on_over (gpointer data)
{
  g_main_loop_quit (loop);

  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint ms)
{
  g_timeout_add (ms, on_over, NULL);
  g_main_loop_run (loop);
}

static gboolean
on_level (gpointer data)
{
  ear_speaker_view_set_level (data, g_random_double ());

  return G_SOURCE_CONTINUE;
}

static void
measure (EarSpeakerView *view,
         const char     *name,
         EarPhase        phase,
         gboolean        mic_off)
{
  EarState state = EAR_STATE_INIT;
  guint level_id = 0;
  double cpu;
  guint frames;

  state.n_events = 1;
  state.phase = phase;
  state.since = NOW;
  state.mic_off = mic_off;
  ear_speaker_view_set_state (view, &state, NOW);
  if (phase == EAR_PHASE_SPEAKING)
    level_id = g_timeout_add (50, on_level, view);
  wait_ms (500);
  cpu = get_cpu_ms ();
  frames = n_frames;
  wait_ms (SPAN);
  cpu = get_cpu_ms () - cpu;
  frames = n_frames - frames;
  g_print ("{\"bench\":\"%s.%s\",\"frames\":%u,\"fps\":%.1f,\"cpu_ms\":%.1f,\"cpu_ms_per_frame\":%.2f}\n",
           prefix, name, frames, frames * 1000.0 / SPAN, cpu, frames > 0 ? cpu / frames : 0.0);
  g_clear_handle_id (&level_id, g_source_remove);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) household = ear_household_new ();
  GtkWidget *window, *view;

  if (!gtk_init_check ()) {
    g_printerr ("bench-view: no display\n");
    return 1;
  }
  adw_init ();
  if (argc > 3 && strcmp (argv[3], "puck") != 0)
    prefix = argv[3];
  loop = g_main_loop_new (NULL, FALSE);
  window = gtk_window_new ();
  view = ear_speaker_view_new ();
  ear_speaker_view_set_tape (EAR_SPEAKER_VIEW (view), tape, household, NULL, "de-DE");
  ear_speaker_view_set_body (EAR_SPEAKER_VIEW (view), argc > 3 ? argv[3] : NULL);
  ear_speaker_view_set_finish (EAR_SPEAKER_VIEW (view), argc > 4 ? argv[4] : NULL);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), argc > 2 ? atoi (argv[1]) : 480, argc > 2 ? atoi (argv[2]) : 520);
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), NULL);
  gtk_window_present (GTK_WINDOW (window));
  while (!ear_speaker_view_is_ready (EAR_SPEAKER_VIEW (view)))
    wait_ms (20);
  g_print ("{\"bench\":\"%s.sharp\",\"cpu_ms\":%.1f}\n", prefix, get_cpu_ms ());
  wait_ms (500);

  measure (EAR_SPEAKER_VIEW (view), "idle", EAR_PHASE_IDLE, FALSE);
  measure (EAR_SPEAKER_VIEW (view), "mic-off", EAR_PHASE_IDLE, TRUE);
  measure (EAR_SPEAKER_VIEW (view), "listening", EAR_PHASE_LISTENING, FALSE);
  measure (EAR_SPEAKER_VIEW (view), "thinking", EAR_PHASE_THINKING, FALSE);
  measure (EAR_SPEAKER_VIEW (view), "speaking", EAR_PHASE_SPEAKING, FALSE);
  measure (EAR_SPEAKER_VIEW (view), "idle-again", EAR_PHASE_IDLE, FALSE);
  g_print ("{\"bench\":\"%s.rss\",\"mb\":%.1f}\n", prefix, get_rss_mb ());

  gtk_window_destroy (GTK_WINDOW (window));
  g_main_loop_unref (loop);

  return 0;
}
