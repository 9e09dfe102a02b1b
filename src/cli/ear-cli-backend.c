/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  EarAnswer *answer;
  GError    *error;
  gboolean   done;
} Test;

static void
on_tested (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Test *test = user_data;

  test->answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &test->error);
  test->done = TRUE;
}

static gboolean
test_provider (EarServiceKind  kind,
               EarProvider    *provider,
               gboolean        json)
{
  EarQuestion question = *ear_provider_get_sample (kind);
  gint64 before = g_get_monotonic_time ();
  Test test = { 0 };
  gboolean well;
  double ms;

  question.now = g_get_real_time ();
  ear_provider_ask_async (provider, &question, NULL, on_tested, &test);
  while (!test.done)
    g_main_context_iteration (NULL, TRUE);
  ms = (g_get_monotonic_time () - before) / 1000.0;
  well = test.answer != NULL;

  if (json)
    g_print ("{\"kind\":\"%s\",\"provider\":\"%s\",\"ok\":%s,\"code\":%s%s%s,\"ms\":%.1f}\n", ear_service_kind_to_name (kind),
             ear_provider_get_name (provider), well ? "true" : "false", well ? "" : "\"",
             well ? "null" : ear_service_error_to_code (test.error), well ? "" : "\"", ms);
  else
    g_print ("%-10s %-12s %s (%.1f ms)\n", ear_service_kind_to_name (kind), ear_provider_get_name (provider),
             well ? _("answers") : test.error->message, ms);

  g_clear_pointer (&test.answer, ear_answer_free);
  g_clear_error (&test.error);

  return well;
}

/* Nobody is told a secret, only whether there is one. */
static const char *
show_value (EarConfig        *config,
            const EarSetting *field)
{
  const char *value = ear_config_get (config, field->key);

  return value == NULL ? "" : field->type == EAR_SETTING_SECRET ? "***" : value;
}

static JsonArray *
list_settings (EarConfig *config)
{
  static const char *const types[] = { "text", "url", "secret", "folder", "file", "choice" };
  JsonArray *list = json_array_new ();

  for (guint i = 0; config != NULL && i < ear_config_get_n_settings (config); i++) {
    const EarSetting *field = ear_config_peek_setting (config, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "key", field->key);
    json_object_set_string_member (object, "type", types[field->type]);
    json_object_set_boolean_member (object, "required", field->required);
    json_object_set_string_member (object, "value", ear_config_get (config, field->key) ? show_value (config, field) : NULL);
    json_array_add_object_element (list, object);
  }

  return list;
}

static void
list_provider (EarServiceKind  kind,
               EarProvider    *provider,
               gboolean        chosen,
               gboolean        json)
{
  EarConfig *config = ear_provider_get_config (provider);

  if (json) {
    g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json_object_new ());
    JsonObject *object = json_node_get_object (node);

    json_object_set_string_member (object, "kind", ear_service_kind_to_name (kind));
    json_object_set_string_member (object, "provider", ear_provider_get_name (provider));
    json_object_set_boolean_member (object, "chosen", chosen);
    json_object_set_array_member (object, "settings", list_settings (config));
    ear_cli_print_json (node);
    return;
  }

  g_print ("%-10s %-14s %s\n", ear_service_kind_to_name (kind), ear_provider_get_name (provider), chosen ? _("in use") : "");
  for (guint i = 0; config != NULL && i < ear_config_get_n_settings (config); i++) {
    const EarSetting *field = ear_config_peek_setting (config, i);

    g_print ("%-10s   %-14s %s%s%s\n", "", field->key, show_value (config, field), *show_value (config, field) ? "   " : "",
             _(field->label));
  }
}

/**
 * ear_cli_backend:
 *
 * `earshot-cli backend list|test`: the services that there are, and whether those in use answer.
 */
int
ear_cli_backend (int    argc,
                 char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autoptr (EarRegistry) registry = NULL;
  g_autoptr (EarProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  gboolean testing, well = TRUE;

  if (!ear_cli_parse (&cli, "list|test", _("Lists the services, or asks each one in use a question."), NULL, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc != 2 || (strcmp (argv[1], "list") != 0 && strcmp (argv[1], "test") != 0)) {
    g_printerr ("earshot-cli: %s\n", _("Say “list” or “test”."));
    return EAR_EXIT_USAGE;
  }
  /* Without a folder for settings there are none, unless one was asked for. */
  profile = ear_cli_open_profile (&cli, &error);
  if (profile == NULL && cli.profile != NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  g_clear_error (&error);
  if (!(registry = ear_registry_new (&error)) || !ear_cli_set_up_registry (&cli, registry, profile, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  testing = strcmp (argv[1], "test") == 0;
  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    EarProvider *chosen = ear_registry_get (registry, kind);
    g_autoptr (GPtrArray) providers = testing ? NULL : ear_registry_list (registry, kind);

    if (testing)
      well = test_provider (kind, chosen, cli.json) && well;
    for (guint i = 0; providers != NULL && i < providers->len; i++) {
      EarProvider *provider = g_ptr_array_index (providers, i);

      list_provider (kind, provider, g_strcmp0 (ear_provider_get_name (provider), ear_provider_get_name (chosen)) == 0, cli.json);
    }
  }

  return ear_cli_finish (&cli, well ? EAR_EXIT_WELL : EAR_EXIT_UNREACHABLE);
}
