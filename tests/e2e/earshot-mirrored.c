/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window as it is where people write from right to left. GTK takes that from the language, and no system that tests run
 * on has one that does so; nothing of this is in the program itself.
 */
#include "app/ear-application.h"
#include "model/ear-paths.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (EarApplication) application = NULL;

  ear_paths_speak_desktop ();
  gtk_init ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  application = ear_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
