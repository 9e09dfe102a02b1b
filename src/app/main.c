/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr (EarApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, EAR_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname (EAR_APPLICATION_ID);

  application = ear_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
