/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <string.h>
#include <sys/resource.h>

/* The least that any window of this toolkit costs here: a header bar and a word, of the size of ours. What ours costs is told as a
 * multiple of it.
 */

static void
on_after_paint (GdkFrameClock *clock,
                GApplication  *application)
{
  g_autofree char *status = NULL;
  const char *rss;
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"bench\":\"floor.first-frame\",\"value\":%.1f,\"unit\":\"ms\"}\n",
           (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0);
  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL) && (rss = strstr (status, "VmRSS:")) != NULL)
    g_print ("{\"bench\":\"floor.rss\",\"value\":%.1f,\"unit\":\"MB\"}\n", g_ascii_strtod (rss + strlen ("VmRSS:"), NULL) / 1024);
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, application);
  g_application_quit (application);
}

static void
on_activate (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application)), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), gtk_label_new ("Earshot"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 780);
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint), application);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.earshot.Floor", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
