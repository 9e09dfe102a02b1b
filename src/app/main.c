/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-application.h"

#include "model/ear-paths.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (EarApplication) application = NULL;

  ear_application_return_memory ();
  ear_paths_speak_desktop ();
  g_set_prgname (EAR_APPLICATION_ID);

  application = ear_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
