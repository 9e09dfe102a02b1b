/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "model/ear-paths.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static const struct {
  const char  *name;
  int        (*run) (int    argc,
                     char **argv);
  const char  *what;
} commands[] = {
  { "say", ear_cli_say, N_("Talk to a speaker by text") },
#if EAR_HAVE_AUDIO
  { "listen", ear_cli_listen, N_("Let it hear recordings") },
#endif
  { "understand", ear_cli_understand, N_("Find out what utterances mean") },
  { "parse-value", ear_cli_parse_value, N_("Read spoken numbers, dates, times and durations") },
  { "sessions", ear_cli_sessions, N_("List, show and export past sessions") },
  { "replay", ear_cli_replay, N_("Fold a tape and print every event with the state after it") },
  { "rerun", ear_cli_rerun, N_("Feed a device with what came from outside and compare") },
  { "backend", ear_cli_backend, N_("List and test the services") },
  { "connector", ear_cli_connector, N_("Test descriptions of services") },
  { "ads", ear_cli_ads, N_("Serve adverts, and check those of others") },
  { "draw", ear_cli_draw, N_("Draw the speaker, its display or a contact sheet") },
#if EAR_HAVE_AUDIO
  { "film", ear_cli_film, N_("Make a film of a tape") },
#endif
  { "light", ear_cli_light, N_("List, show, export and check what the light ring tells") },
};

static void
print_help (void)
{
  g_print ("%s\n  earshot-cli %s\n\n%s\n\n", _("Usage:"), _("COMMAND [OPTION…] [ARGUMENT…]"),
           _("A smart speaker without hardware, and without a window."));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s  %s\n", commands[i].name, _(commands[i].what));
  g_print ("\n%s\n", _("“earshot-cli COMMAND --help” says more.\nExit status: 0 all well, 1 a check failed, 2 usage or bad input, 3 something could not be reached."));
}

/* What could not be written was not said. */
static int
check_output (int status)
{
  gboolean well = fflush (stdout) == 0;

  if (well && !ferror (stdout))
    return status;

  g_printerr ("earshot-cli: %s\n", _("Standard output can not be written. Is the disk full?"));

  return status == EAR_EXIT_WELL ? EAR_EXIT_USAGE : status;
}

int
main (int    argc,
      char **argv)
{
  ear_paths_speak_desktop ();

  if (argc < 2) {
    print_help ();
    return EAR_EXIT_USAGE;
  }
  if (strcmp (argv[1], "help") == 0 && argc > 2) {
    /* “help say” is “say --help”. */
    argv[1] = argv[2];
    argv[2] = (char *) "--help";
  }
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0) {
    print_help ();
    return EAR_EXIT_WELL;
  }
  if (strcmp (argv[1], "--version") == 0) {
    g_print ("earshot-cli %s\n", EAR_VERSION);
    return EAR_EXIT_WELL;
  }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0) {
      g_set_prgname ("earshot-cli");
      return check_output (commands[i].run (argc - 1, argv + 1));
    }

  g_printerr ("earshot-cli: ");
  g_printerr (_("“%s” is not a command. Try “earshot-cli --help”."), argv[1]);
  g_printerr ("\n");

  return EAR_EXIT_USAGE;
}
