/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "ledger/ear-export.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

static char *
format_moment (gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);

  return g_date_time_format_iso8601 (utc);
}

/* Columns as people see them: in letters, not in bytes. */
static void
print_row (const char *id,
           const char *opened,
           const char *turns,
           const char *margin,
           const char *loaded,
           const char *summary)
{
  const struct { const char *text; int width; gboolean right; } cells[] = {
    { id, 22, FALSE }, { opened, 20, FALSE }, { turns, 8, TRUE }, { margin, 14, TRUE }, { loaded, 14, TRUE },
  };
  g_autoptr (GString) row = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cells); i++) {
    int space = MAX (cells[i].width - (int) g_utf8_strlen (cells[i].text, -1), 0);

    g_string_append_printf (row, "%*s%s%*s ", cells[i].right ? space : 0, "", cells[i].text, cells[i].right ? 0 : space, "");
  }
  g_print ("%s %s\n", row->str, summary);
}

static void
print_session (EarSession *session,
               gboolean    json)
{
  EarResult result = ear_session_get_result (session);
  g_autofree char *opened = format_moment (ear_session_get_opened (session));
  const char *currency = ear_session_get_currency (session);

  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();
    g_autoptr (JsonNode) node = NULL;

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "id");
    json_builder_add_string_value (builder, ear_session_get_id (session));
    json_builder_set_member_name (builder, "opened");
    json_builder_add_string_value (builder, opened);
    json_builder_set_member_name (builder, "locale");
    json_builder_add_string_value (builder, ear_session_get_locale (session));
    json_builder_set_member_name (builder, "tariff");
    json_builder_add_string_value (builder, ear_session_get_tariff (session));
    json_builder_set_member_name (builder, "turns");
    json_builder_add_int_value (builder, ear_session_get_n_turns (session));
    json_builder_set_member_name (builder, "summary");
    json_builder_add_string_value (builder, ear_session_get_summary (session) ? ear_session_get_summary (session) : "");
    json_builder_set_member_name (builder, "revenue_micros");
    json_builder_add_int_value (builder, result.revenue);
    json_builder_set_member_name (builder, "cost_micros");
    json_builder_add_int_value (builder, result.cost[EAR_DEPTH_CONTRIBUTION]);
    json_builder_set_member_name (builder, "device_micros");
    json_builder_add_int_value (builder, result.cost[EAR_DEPTH_DEVICE]);
    json_builder_set_member_name (builder, "loaded_micros");
    json_builder_add_int_value (builder, result.cost[EAR_DEPTH_LOADED]);
    json_builder_set_member_name (builder, "currency");
    json_builder_add_string_value (builder, currency);
    json_builder_end_object (builder);
    node = json_builder_get_root (builder);
    ear_cli_print_json (node);
  } else {
    g_autofree char *margin = ear_money_to_text (result.revenue - result.cost[EAR_DEPTH_CONTRIBUTION], currency);
    g_autofree char *loaded = ear_money_to_text (result.revenue - result.cost[EAR_DEPTH_LOADED], currency);

    g_autofree char *turns = g_strdup_printf ("%u", ear_session_get_n_turns (session));

    print_row (ear_session_get_id (session), opened, turns, margin, loaded,
               ear_session_get_summary (session) ? ear_session_get_summary (session) : "");
  }
}

static int
list_sessions (EarCli     *cli,
               EarArchive *archive)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) sessions = ear_archive_list_sessions (archive, &error);

  if (sessions == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (!cli->json)
    print_row (_("Session"), _("Began"), _("Turns"), _("Answers alone"), _("Fully loaded"), _("First said"));
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (EarSession) session = g_list_model_get_item (sessions, i);

    print_session (session, cli->json);
  }

  return EAR_EXIT_WELL;
}

static int
show_session (EarCli     *cli,
              EarArchive *archive,
              const char *id)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (GError) error = NULL;

  if (!ear_archive_load_tape (archive, id, tape, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    EarState state = ear_tape_get_state (tape, i);
    g_autofree char *line = ear_event_to_json (ear_tape_peek (tape, i), FALSE);

    if (cli->json)
      g_print ("%s\n", line);
    else
      g_print ("%5u  %-10s %s\n", i, ear_phase_to_name (state.phase), line);
  }

  return EAR_EXIT_WELL;
}

static int
export_sessions (EarArchive  *archive,
                 EarTariff   *tariff,
                 const char  *format_name,
                 char       **ids)
{
  g_autoptr (GOutputStream) stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) error = NULL;
  EarExportFormat format;

  if (!ear_export_format_from_name (format_name, &format)) {
    g_printerr ("earshot-cli: %s\n", _("--format must be json, csv, ledger, xlsx or tape."));
    return EAR_EXIT_USAGE;
  }
  if (format == EAR_EXPORT_XLSX && isatty (STDOUT_FILENO)) {
    g_printerr ("earshot-cli: %s\n", _("A spreadsheet is not for the terminal. Add “> sessions.xlsx”."));
    return EAR_EXIT_USAGE;
  }
  if (!ear_export_write (archive, tariff, (const char *const *) (ids[0] ? ids : NULL), format, stream, NULL, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  return EAR_EXIT_WELL;
}

/**
 * ear_cli_sessions:
 *
 * `earshot-cli sessions list|show|export`: past sessions.
 */
int
ear_cli_sessions (int    argc,
                  char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autofree char *format = NULL, *path = NULL;
  GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_("Of the export: json, csv, ledger, xlsx or tape"), "FORMAT" },
    { NULL }
  };
  g_autoptr (EarProfile) profile = NULL;
  g_autoptr (EarArchive) archive = NULL;
  g_autoptr (EarTariff) tariff = NULL;
  g_autoptr (GError) error = NULL;

  if (!ear_cli_parse (&cli, "list | show ID | export [ID…]", _("Lists, shows and exports past sessions."), entries, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (!(profile = ear_cli_open_profile (&cli, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  path = ear_profile_dup_archive_path (profile);
  if (!(archive = ear_archive_open (path, &error)) || !(tariff = ear_cli_load_tariff (&cli, EAR_TARIFF_DEFAULT, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (argc == 2 && strcmp (argv[1], "list") == 0)
    return list_sessions (&cli, archive);
  if (argc == 3 && strcmp (argv[1], "show") == 0)
    return show_session (&cli, archive, argv[2]);
  if (argc >= 2 && strcmp (argv[1], "export") == 0)
    return export_sessions (archive, tariff, format ? format : "json", argv + 2);

  g_printerr ("earshot-cli: %s\n", _("Say “list”, “show ID” or “export [ID…] --format json|csv|ledger|xlsx|tape”."));

  return EAR_EXIT_USAGE;
}
