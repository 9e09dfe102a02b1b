/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "model/ear-light.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

static EarTape *
load_only_tape (int      argc,
                char   **argv,
                GError **error)
{
  if (argc != 2) {
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("Name one tape."));
    return NULL;
  }

  return ear_tape_load (argv[1], error);
}

static void
print_step (EarTape   *tape,
            guint      position,
            EarLedger *ledger,
            gboolean   json)
{
  const EarEvent *event = ear_tape_peek (tape, position);
  EarState state = ear_tape_get_state (tape, position);
  const char *light = ear_light_to_name (ear_light_from_state (&state, event->at));
  g_autofree char *line = ear_event_to_json (event, FALSE);
  EarResult result = ear_ledger_get_session (ledger);

  if (json)
    g_print ("{\"n\":%u,\"phase\":\"%s\",\"light\":\"%s\",\"volume\":%d,\"revenue_micros\":%" G_GINT64_FORMAT
             ",\"cost_micros\":%" G_GINT64_FORMAT ",\"event\":%s}\n",
             position, ear_phase_to_name (state.phase), light, state.volume, result.revenue,
             result.cost[EAR_DEPTH_CONTRIBUTION], line);
  else
    g_print ("%5u  %-10s %-10s %s\n", position, ear_phase_to_name (state.phase), light, line);
}

/**
 * ear_cli_replay:
 *
 * `earshot-cli replay TAPE`: folds a tape and prints the state after every event.
 */
int
ear_cli_replay (int    argc,
                char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (EarTariff) tariff = NULL;
  g_autoptr (EarLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;

  if (!ear_cli_parse (&cli, _("TAPE"), _("Folds a tape and prints every event with the state after it."), NULL, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (!(tape = load_only_tape (argc, argv, &error)) || !(tariff = ear_cli_load_tariff (&cli, EAR_TARIFF_DEFAULT, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  ledger = ear_ledger_new (tariff);
  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    ear_ledger_apply (ledger, ear_tape_peek (tape, i));
    print_step (tape, i, ledger, cli.json);
  }

  if (!ear_ledger_check (ledger, &error))
    return ear_cli_fail (error, EAR_EXIT_CHECK_FAILED);

  return EAR_EXIT_WELL;
}

/* What a device needs to know of the one that recorded the tape. */
static gboolean
adopt_config (EarCli            *cli,
              EarTape           *tape,
              EarSpeakerConfig  *config,
              GError           **error)
{
  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type != EAR_EVENT_OPENED)
      continue;

    /* A tape names a price book of the product, never a file. */
    if (cli->tariff == NULL && event->opened.tariff != NULL && strchr (event->opened.tariff, G_DIR_SEPARATOR) == NULL &&
        !g_str_has_suffix (event->opened.tariff, ".json"))
      cli->tariff = g_strdup (event->opened.tariff);
    if (cli->locale == NULL)
      cli->locale = g_strdup (event->opened.locale);
    if (cli->seed == NULL)
      cli->seed = g_strdup_printf ("%" G_GINT64_FORMAT, event->opened.seed);
    break;
  }

  return ear_cli_fill_config (cli, config, error);
}

static gboolean
compare (EarTape  *recorded,
         EarTape  *again,
         gboolean  json)
{
  guint n = MAX (ear_tape_get_length (recorded), ear_tape_get_length (again));

  for (guint i = 1; i <= n; i++) {
    const EarEvent *one = i <= ear_tape_get_length (recorded) ? ear_tape_peek (recorded, i) : NULL;
    const EarEvent *other = i <= ear_tape_get_length (again) ? ear_tape_peek (again, i) : NULL;
    g_autofree char *was = one ? ear_event_to_json (one, TRUE) : g_strdup ("null");
    g_autofree char *is = other ? ear_event_to_json (other, TRUE) : g_strdup ("null");

    if (one != NULL && other != NULL && ear_event_equal (one, other))
      continue;

    if (json)
      g_print ("{\"equal\":false,\"n\":%u,\"recorded\":%s,\"rerun\":%s}\n", i, was, is);
    else
      g_print (_("The first difference is at event %u.\nrecorded: %s\nrerun:    %s\n"), i, was, is);
    return FALSE;
  }

  if (json)
    g_print ("{\"equal\":true,\"n\":%u}\n", n);
  else
    g_print (_("All %u events are the same.\n"), n);

  return TRUE;
}

/**
 * ear_cli_rerun:
 *
 * `earshot-cli rerun TAPE`: feeds a new device only with what came from outside; all else must come out the same.
 */
int
ear_cli_rerun (int    argc,
               char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autoptr (EarTape) tape = NULL;
  g_autoptr (EarTape) again = NULL;
  g_autoptr (GError) error = NULL;
  EarSpeakerConfig config = { 0 };

  if (!ear_cli_parse (&cli, _("TAPE"), _("Feeds a device with what came from outside and compares what it does."), NULL, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (!(tape = load_only_tape (argc, argv, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (adopt_config (&cli, tape, &config, &error))
    again = ear_speaker_rerun (&config, tape, &error);
  ear_cli_clear_config (&config);
  if (again == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  return compare (tape, again, cli.json) ? EAR_EXIT_WELL : EAR_EXIT_CHECK_FAILED;
}
