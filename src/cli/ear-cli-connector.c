/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "services/ear-connector.h"

#include <glib/gi18n.h>
#include <string.h>

static void
print_result (const char               *path,
              const EarConnectorResult *result,
              gboolean                  json)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object;

  if (!json) {
    if (result->failure == NULL)
      g_print (_("%s: %s: well\n"), path, result->name);
    else
      g_print (_("%s: %s: %s\n"), path, result->name, result->failure);
    return;
  }

  object = json_object_new ();
  json_object_set_string_member (object, "file", path);
  json_object_set_string_member (object, "sample", result->name);
  json_object_set_boolean_member (object, "ok", result->failure == NULL);
  json_object_set_string_member (object, "failure", result->failure);
  json_node_take_object (node, object);
  ear_cli_print_json (node);
}

static EarExit
test_file (const char *path,
           gboolean    json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarConnector) connector = ear_connector_load (path, &error);
  g_autoptr (GPtrArray) results = NULL;
  EarExit status = EAR_EXIT_WELL;

  if (connector == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  results = ear_connector_test (connector);
  for (guint i = 0; i < results->len; i++) {
    const EarConnectorResult *result = g_ptr_array_index (results, i);

    print_result (path, result, json);
    if (result->failure != NULL)
      status = EAR_EXIT_CHECK_FAILED;
  }
  if (results->len == 0) {
    g_printerr ("earshot-cli: %s: %s\n", path, _("it has no samples, so nothing was tried; add some under “samples”."));
    status = EAR_EXIT_CHECK_FAILED;
  }

  return status;
}

/**
 * ear_cli_connector:
 *
 * `earshot-cli connector test FILE…`: whether connectors make of their samples what they should.
 */
int
ear_cli_connector (int    argc,
                   char **argv)
{
  g_auto (EarCli) cli = { 0 };
  EarExit status = EAR_EXIT_WELL;

  if (!ear_cli_parse (&cli, _("test FILE…"), _("Tries connectors with the samples that are in them."), NULL, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc < 3 || strcmp (argv[1], "test") != 0) {
    g_printerr ("earshot-cli: %s\n", _("Say “test” and files, e.g. test my.connector.json."));
    return EAR_EXIT_USAGE;
  }

  for (int i = 2; i < argc; i++) {
    EarExit one = test_file (argv[i], cli.json);

    status = MAX (status, one);
  }

  return status;
}
