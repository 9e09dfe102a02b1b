/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "dialog/ear-dialog.h"
#include "model/ear-json.h"
#include "nlu/ear-spoken-value.h"
#include "skills/ear-skills.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

typedef struct {
  EarResolver *resolver;
  GDateTime   *now;
  JsonNode    *context_root;
  EarContext   context;
  gboolean     explain;
  gboolean     time;
} Understanding;

static void
understanding_clear (Understanding *self)
{
  g_clear_object (&self->resolver);
  g_clear_pointer (&self->now, g_date_time_unref);
  g_clear_pointer (&self->context_root, json_node_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Understanding, understanding_clear)

/**
 * ear_cli_make_resolver:
 * @model_path: (nullable): an interaction model; %NULL for those of the device's own skills
 */
EarResolver *
ear_cli_make_resolver (const char  *model_path,
                       const char  *locale,
                       GError     **error)
{
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  EarInteractionModel *model;

  if (model_path == NULL) {
    g_autoptr (GPtrArray) skills = ear_skills_new ();
    g_autoptr (EarDialog) dialog = ear_dialog_new (skills, NULL, locale, error);

    return dialog ? g_object_ref (ear_dialog_get_resolver (dialog)) : NULL;
  }

  if (!(model = ear_interaction_model_load (model_path, "custom", locale, error)))
    return NULL;
  g_ptr_array_add (models, model);

  return ear_resolver_new (locale, models);
}

static gboolean
is_value (JsonNode *node,
          GType     type)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node) || (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type);
}

static gboolean
is_filled (JsonNode *node)
{
  g_autoptr (GList) values = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  values = json_object_get_values (json_node_get_object (node));
  for (GList *l = values; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_NULL (l->data) || !is_value (l->data, G_TYPE_STRING))
      return FALSE;

  return TRUE;
}

/* {"intent":…, "elicit":slot, "filled":{slot:value}, "confirm":true|false}; what is filled already does not change what
 * words mean, so it is only looked at.
 */
static gboolean
load_context (Understanding  *self,
              const char     *path,
              GError        **error)
{
  JsonObject *object;

  if (path == NULL)
    return TRUE;
  if (!(self->context_root = ear_json_load (path, NULL, error)))
    return FALSE;
  object = JSON_NODE_HOLDS_OBJECT (self->context_root) ? json_node_get_object (self->context_root) : NULL;
  if (object == NULL || !is_value (json_object_get_member (object, "intent"), G_TYPE_STRING) ||
      !is_value (json_object_get_member (object, "elicit"), G_TYPE_STRING) ||
      !is_value (json_object_get_member (object, "confirm"), G_TYPE_BOOLEAN) || !is_filled (json_object_get_member (object, "filled"))) {
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                 _("%s: expected {\"intent\": \"…\", \"elicit\": \"…\", \"filled\": {\"…\": \"…\"}, \"confirm\": false}."), path);
    return FALSE;
  }

  self->context.intent = json_object_get_string_member_with_default (object, "intent", NULL);
  self->context.slot = json_object_get_string_member_with_default (object, "elicit", NULL);
  self->context.confirm = json_object_get_boolean_member_with_default (object, "confirm", FALSE);

  return TRUE;
}

static void
add_slots (JsonBuilder         *builder,
           const EarResolution *resolution)
{
  json_builder_set_member_name (builder, "slots");
  json_builder_begin_object (builder);
  for (guint i = 0; i < resolution->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (resolution->slots, i);

    json_builder_set_member_name (builder, slot->name);
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "value");
    json_builder_add_string_value (builder, slot->value);
    json_builder_set_member_name (builder, "resolved");
    json_builder_begin_array (builder);
    for (char **name = slot->resolved; name && *name; name++)
      json_builder_add_string_value (builder, *name);
    json_builder_end_array (builder);
    json_builder_set_member_name (builder, "start");
    json_builder_add_int_value (builder, slot->start);
    json_builder_set_member_name (builder, "end");
    json_builder_add_int_value (builder, slot->end);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}

static void
print_resolution (const Understanding *self,
                  const char          *text,
                  const EarResolution *resolution,
                  gint64               nanoseconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  json_builder_add_string_value (builder, text);
  json_builder_set_member_name (builder, "intent");
  if (resolution->intent != NULL)
    json_builder_add_string_value (builder, resolution->intent);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, resolution->score);
  add_slots (builder, resolution);
  if (self->time) {
    json_builder_set_member_name (builder, "us");
    json_builder_add_double_value (builder, nanoseconds / 1000.0);
  }
  if (self->explain) {
    json_builder_set_member_name (builder, "heard_as");
    json_builder_add_string_value (builder, resolution->heard_as ? resolution->heard_as : "");
    json_builder_set_member_name (builder, "sample");
    json_builder_add_string_value (builder, resolution->matched ? resolution->matched : "");
  }
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  ear_cli_print_json (node);
}

static gint64
get_cpu_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec;
}

/* Each line has a result, so that results can be put beside the lines; what is no text means nothing. */
static gboolean
understand_line (const Understanding *self,
                 const GString       *line)
{
  gboolean is_text = ear_cli_is_text (line);
  g_autofree char *shown = is_text ? NULL : g_utf8_make_valid (line->str, line->len);
  gint64 before = get_cpu_ns ();
  g_autoptr (EarResolution) resolution =
    ear_resolver_resolve (self->resolver, is_text ? line->str : "", self->context_root ? &self->context : NULL, self->now);

  print_resolution (self, is_text ? line->str : shown, resolution, get_cpu_ns () - before);
  if (!is_text)
    g_printerr ("earshot-cli: %s\n", _("A line is not UTF-8 text; nothing was understood."));

  return is_text;
}

/**
 * ear_cli_understand:
 *
 * `earshot-cli understand`: what utterances mean.
 */
int
ear_cli_understand (int    argc,
                    char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_auto (Understanding) self = { 0 };
  g_autofree char *model = NULL, *context = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  int status = EAR_EXIT_WELL;
  gboolean builtin = FALSE;
  GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &model, N_("An interaction model"), "FILE" },
    { "builtin", 0, 0, G_OPTION_ARG_NONE, &builtin, N_("The models of the device's own skills"), NULL },
    { "context", 0, 0, G_OPTION_ARG_FILENAME, &context, N_("What the customer was asked"), "FILE" },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &self.explain, N_("Say which sample decided"), NULL },
    { "time", 0, 0, G_OPTION_ARG_NONE, &self.time, N_("Say how long it took"), NULL },
    { NULL }
  };
  g_autoptr (EarClock) clock = NULL;
  g_autoptr (GError) error = NULL;

  if (!ear_cli_parse (&cli, NULL, _("Reads utterances from standard input and prints what they mean."), entries, &argc, &argv))
    return EAR_EXIT_USAGE;
  if ((model != NULL) == builtin || argc > 1) {
    g_printerr ("earshot-cli: %s\n", _("Give either --model FILE or --builtin; utterances come from standard input."));
    return EAR_EXIT_USAGE;
  }

  if (!ear_cli_check_locale (&cli, &error) || !(clock = ear_cli_make_clock (&cli, &error)) || !load_context (&self, context, &error) ||
      !(self.resolver = ear_cli_make_resolver (model, cli.locale ? cli.locale : "en-US", &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  self.now = ear_clock_dup_local (clock);
  while (ear_cli_read_line (line, &error))
    status = understand_line (&self, line) ? status : EAR_EXIT_USAGE;

  return error ? ear_cli_fail (error, EAR_EXIT_USAGE) : status;
}

/**
 * ear_cli_parse_value:
 *
 * `earshot-cli parse-value TYPE`: spoken values in the format of the Alexa Skills Kit.
 */
int
ear_cli_parse_value (int    argc,
                     char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autoptr (EarClock) clock = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  EarValueType type;

  if (!ear_cli_parse (&cli, _("TYPE"), _("Reads one spoken value a line and prints Alexa's format of it, or an empty line."), NULL, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc != 2 || !ear_value_type_from_name (argv[1], &type)) {
    g_printerr ("earshot-cli: %s\n", _("Name one type: NUMBER, FOUR_DIGIT_NUMBER, ORDINAL, DATE, TIME, DURATION or DATETIME."));
    return EAR_EXIT_USAGE;
  }
  if (!ear_cli_check_locale (&cli, &error) || !(clock = ear_cli_make_clock (&cli, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  now = ear_clock_dup_local (clock);
  while (ear_cli_read_line (line, &error)) {
    g_autofree char *value = NULL;

    if (ear_cli_is_text (line))
      value = ear_spoken_value_parse (type, cli.locale ? cli.locale : "en-US", line->str, now);
    puts (value ? value : "");
  }

  return error ? ear_cli_fail (error, EAR_EXIT_USAGE) : EAR_EXIT_WELL;
}
