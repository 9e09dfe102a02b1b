/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "audio/ear-hearing.h"
#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define USUAL_SENSITIVITY 0.5

typedef struct {
  EarCli      *cli;
  EarHearing  *hearing;
  EarResolver *resolver;
  GDateTime   *now;
  const char  *word;            /* NULL where none is waited for */
  gboolean     detect;
} Listening;

static void
listening_clear (Listening *self)
{
  g_clear_object (&self->hearing);
  g_clear_object (&self->resolver);
  g_clear_pointer (&self->now, g_date_time_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listening, listening_clear)

static void
add_double (JsonBuilder *builder,
            const char  *name,
            double       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_double_value (builder, value);
}

static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_detection (JsonBuilder             *builder,
               const EarHeardDetection *detection)
{
  add_text (builder, "word", detection->word);
  add_double (builder, "at_s", detection->at_s);
  add_double (builder, "score", detection->score);
}

static void
add_meaning (const Listening *self,
             JsonBuilder     *builder,
             const char      *text)
{
  g_autoptr (EarResolution) resolution = ear_resolver_resolve (self->resolver, text ? text : "", NULL, self->now);

  add_text (builder, "intent", resolution->intent);
  json_builder_set_member_name (builder, "slots");
  json_builder_begin_object (builder);
  for (guint i = 0; i < resolution->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (resolution->slots, i);

    add_text (builder, slot->name, slot->value);
  }
  json_builder_end_object (builder);
}

static void
print_for_people (const Listening    *self,
                  const char         *path,
                  const EarHeardFile *heard)
{
  if (self->word != NULL && !heard->woken) {
    g_print ("%s: ", path);
    g_print (_("(the wake word “%s” was not heard; --wake none does without)"), self->word);
    g_print ("\n");
    return;
  }

  g_print ("%s: %s%s\n", path, heard->woken ? _("(woken) ") : "", heard->text && *heard->text ? heard->text : _("(nothing)"));
}

static void
print_heard (const Listening    *self,
             const char         *path,
             const EarHeardFile *heard)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) node = NULL;

  if (!self->cli->json) {
    print_for_people (self, path, heard);
    return;
  }

  json_builder_begin_object (builder);
  add_text (builder, "file", path);
  json_builder_set_member_name (builder, "wake");
  if (heard->woken) {
    json_builder_begin_object (builder);
    add_detection (builder, &heard->wake);
    json_builder_end_object (builder);
  } else {
    json_builder_add_null_value (builder);
  }
  add_text (builder, "text", heard->text);
  add_double (builder, "confidence", heard->confidence);
  add_meaning (self, builder, heard->text);
  json_builder_set_member_name (builder, "endpoint");
  json_builder_begin_object (builder);
  add_double (builder, "start_s", heard->start_s);
  add_double (builder, "end_s", heard->end_s);
  add_double (builder, "decided_s", heard->decided_s);
  json_builder_end_object (builder);
  add_double (builder, "audio_s", heard->audio_s);
  add_double (builder, "cpu_s", heard->cpu_s);
  json_builder_end_object (builder);
  node = json_builder_get_root (builder);
  ear_cli_print_json (node);
}

static void
print_detections (const Listening    *self,
                  const char         *path,
                  const EarHeardFile *heard)
{
  for (guint i = 0; i < heard->detections->len; i++) {
    const EarHeardDetection *detection = &g_array_index (heard->detections, EarHeardDetection, i);
    g_autoptr (JsonBuilder) builder = json_builder_new ();
    g_autoptr (JsonNode) node = NULL;

    if (!self->cli->json) {
      g_print ("%s: %s %.2f s, %.3f\n", path, detection->word, detection->at_s, detection->score);
      continue;
    }

    json_builder_begin_object (builder);
    add_text (builder, "file", path);
    add_detection (builder, detection);
    json_builder_end_object (builder);
    node = json_builder_get_root (builder);
    ear_cli_print_json (node);
  }
}

static gboolean
hear (const Listening  *self,
      const char       *path,
      GError          **error)
{
  g_auto (EarHeardFile) heard = { 0 };

  if (self->detect) {
    if (!ear_hearing_detect_file (self->hearing, path, &heard, error))
      return FALSE;
    print_detections (self, path, &heard);
  } else {
    if (!ear_hearing_hear_file (self->hearing, path, &heard, error))
      return FALSE;
    print_heard (self, path, &heard);
  }

  return TRUE;
}

static gboolean
set_up (Listening   *self,
        const char  *model,
        const char  *wake,
        double       sensitivity,
        GError     **error)
{
  const char *word = g_strcmp0 (wake, "none") == 0 ? NULL : wake ? wake : "computer";
  const char *locale = self->cli->locale ? self->cli->locale : "en-US";
  g_autoptr (EarClock) clock = NULL;
  g_autofree char *jsgf = NULL;

  self->word = word;
  if (sensitivity < 0 || sensitivity > 1) {
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--sensitivity must be between 0 and 1."));
    return FALSE;
  }
  if (self->detect && word == NULL) {
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--detect needs a wake word."));
    return FALSE;
  }
  if (!ear_cli_check_locale (self->cli, error))
    return FALSE;

  clock = ear_cli_make_clock (self->cli, error);
  if (clock == NULL || !(self->resolver = ear_cli_make_resolver (model, locale, error)))
    return FALSE;

  self->now = ear_clock_dup_local (clock);
  jsgf = ear_resolver_dup_jsgf (self->resolver);
  self->hearing = ear_hearing_new (jsgf, word, sensitivity, error);

  return self->hearing != NULL;
}

/**
 * ear_cli_listen:
 *
 * `earshot-cli listen`: the real way of sound, on recordings.
 */
int
ear_cli_listen (int    argc,
                char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_auto (Listening) self = { .cli = &cli };
  g_autofree char *wake = NULL, *model = NULL, *reference = NULL;
  double sensitivity = USUAL_SENSITIVITY;
  GOptionEntry entries[] = {
    { "wake", 0, 0, G_OPTION_ARG_STRING, &wake, N_("Wake word to wait for, or “none”"), "WORD" },
    { "sensitivity", 0, 0, G_OPTION_ARG_DOUBLE, &sensitivity, N_("Of the wake word"), "0–1" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &model, N_("Interaction model instead of the device's own skills"), "FILE" },
    { "reference", 0, 0, G_OPTION_ARG_FILENAME, &reference, N_("Recording of what the speaker was playing meanwhile"), "FILE" },
    { "detect", 0, 0, G_OPTION_ARG_NONE, &self.detect, N_("Print every detection of the wake word instead"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int status = EAR_EXIT_WELL;

  if (!ear_cli_parse (&cli, _("FILE…"), _("Lets the speaker hear recordings, in any format that GStreamer decodes."), entries, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc < 2) {
    g_printerr ("earshot-cli: %s\n", _("Name at least one recording."));
    return EAR_EXIT_USAGE;
  }
  if (!set_up (&self, model, wake, sensitivity, &error) || (reference && !ear_hearing_set_reference (self.hearing, reference, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  /* One bad recording does not keep the others from being heard. */
  for (int i = 1; i < argc; i++) {
    g_autoptr (GError) local_error = NULL;

    if (!hear (&self, argv[i], &local_error))
      status = ear_cli_fail (local_error, EAR_EXIT_USAGE);
  }

  return status;
}
