/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "draw/ear-light-export.h"
#include "model/ear-file.h"

#include <glib/gi18n.h>
#include <gio/gunixoutputstream.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER "lights"
#define MS     G_GINT64_CONSTANT (1000)
#define START  (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)

typedef struct {
  EarCli  cli;
  char   *theme;
  char   *state;
  char   *format;
  char   *out;
  int     fps;
  int     at;
  double  seconds;
} Options;

static void
options_clear (Options *self)
{
  ear_cli_clear (&self->cli);
  g_free (self->theme);
  g_free (self->state);
  g_free (self->format);
  g_free (self->out);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static char *
dup_folder (Options  *options,
            GError  **error)
{
  g_autoptr (EarProfile) profile = ear_cli_open_profile (&options->cli, error);

  return profile ? g_build_filename (ear_profile_get_folder (profile), FOLDER, NULL) : NULL;
}

/* A name is one of the product's themes, or one of the profile's; what looks like a path is one. */
static EarLightTheme *
load_theme (Options  *options,
            GError  **error)
{
  const char *name = options->theme ? options->theme : ear_light_theme_list_ids ()[0];
  g_autofree char *folder = NULL, *file = NULL, *path = NULL;

  if (strchr (name, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name, ".json"))
    return ear_light_theme_load (name, error);
  if (g_strv_contains (ear_light_theme_list_ids (), name))
    return ear_light_theme_new_by_id (name, error);

  if (!(folder = dup_folder (options, error)))
    return NULL;
  file = g_strconcat (name, ".json", NULL);
  path = g_build_filename (folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? ear_light_theme_load (path, error) : ear_light_theme_new_by_id (name, error);
}

static gboolean
read_state (Options   *options,
            EarLight  *light,
            GError   **error)
{
  if (options->state != NULL && ear_light_from_key (options->state, light))
    return TRUE;

  if (options->state == NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("Say which light with --state; “earshot-cli light list” lists them."));
  else
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("There is no light “%s”; “earshot-cli light list” lists them."), options->state);

  return FALSE;
}

static JsonNode *
light_to_json (const EarLightTheme *theme,
               EarLight             light)
{
  const EarLightLook *look = ear_light_theme_get_look (theme, light);
  gboolean has_period = (ear_light_pattern_get_parts (look->pattern) & EAR_LIGHT_PART_PERIOD) != 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "state");
  json_builder_add_string_value (builder, ear_light_to_key (light));
  json_builder_set_member_name (builder, "light");
  json_builder_add_string_value (builder, ear_light_to_name (light));
  json_builder_set_member_name (builder, "priority");
  json_builder_add_int_value (builder, ear_light_get_priority (light));
  json_builder_set_member_name (builder, "lasts_ms");
  if (ear_light_get_span (light) > 0)
    json_builder_add_int_value (builder, ear_light_get_span (light) / MS);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "pattern");
  json_builder_add_string_value (builder, ear_light_pattern_to_name (look->pattern));
  json_builder_set_member_name (builder, "period_ms");
  if (has_period)
    json_builder_add_int_value (builder, look->period / MS);
  else
    json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "chime");
  json_builder_add_string_value (builder, look->chime);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static void
print_theme (Options             *options,
             const EarLightTheme *theme,
             const char          *place)
{
  const char *locale = options->cli.locale ? options->cli.locale : "en-US";

  if (options->cli.json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();
    g_autoptr (JsonNode) node = NULL;

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "theme");
    json_builder_add_string_value (builder, ear_light_theme_get_id (theme));
    json_builder_set_member_name (builder, "title");
    json_builder_add_string_value (builder, ear_light_theme_get_title (theme, locale));
    json_builder_set_member_name (builder, "file");
    if (place != NULL)
      json_builder_add_string_value (builder, place);
    else
      json_builder_add_null_value (builder);
    json_builder_end_object (builder);
    node = json_builder_get_root (builder);
    ear_cli_print_json (node);
  } else {
    g_print ("  %-20s %-24s %s\n", ear_light_theme_get_id (theme), ear_light_theme_get_title (theme, locale), place ? place : _("built in"));
  }
}

/* A broken theme is told of, and passed over. */
static void
print_own_themes (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = dup_folder (options, &error);
  g_autoptr (GDir) dir = folder ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (GError) broken = NULL;
    g_autoptr (EarLightTheme) theme = g_str_has_suffix (name, ".json") ? ear_light_theme_load (path, &broken) : NULL;

    if (theme != NULL)
      print_theme (options, theme, path);
    else if (broken != NULL)
      ear_cli_fail (broken, EAR_EXIT_USAGE);
  }
}

static void
print_light (const EarLightTheme *theme,
             EarLight             light)
{
  const EarLightLook *look = ear_light_theme_get_look (theme, light);
  g_autofree char *period = NULL, *span = NULL;

  if (ear_light_pattern_get_parts (look->pattern) & EAR_LIGHT_PART_PERIOD)
    period = g_strdup_printf ("%.2f s", (double) look->period / G_USEC_PER_SEC);
  if (ear_light_get_span (light) > 0)
    span = g_strdup_printf ("%.1f s", (double) ear_light_get_span (light) / G_USEC_PER_SEC);
  g_print ("  %2u  %-17s %-8s %8s  %7s  %s\n", ear_light_get_priority (light), ear_light_to_key (light),
           ear_light_pattern_to_name (look->pattern), period ? period : "–", span ? span : "–", *look->chime ? look->chime : "–");
}

static int
list (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = load_theme (options, &error);

  if (theme == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (!options->cli.json)
    g_print ("%s\n", _("Themes:"));
  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    g_autoptr (EarLightTheme) built_in = ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], NULL);

    print_theme (options, built_in, NULL);
  }
  print_own_themes (options);

  if (!options->cli.json)
    g_print ("\n%s\n", _("Lights, the highest first: priority, state, pattern, period, how long it lasts, chime:"));
  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    EarLight light = ear_light_list_by_priority ()[i];
    g_autoptr (JsonNode) node = options->cli.json ? light_to_json (theme, light) : NULL;

    if (node != NULL)
      ear_cli_print_json (node);
    else
      print_light (theme, light);
  }

  return EAR_EXIT_WELL;
}

/* On a terminal the ring is seen, else it is read. */
static void
print_leds (const EarRgb leds[EAR_N_LEDS])
{
  for (guint i = 0; i < EAR_N_LEDS; i++) {
    double screen[3];
    int red, green, blue;

    ear_rgb_to_screen (leds[i], screen);
    red = (int) lround (screen[0] * 255);
    green = (int) lround (screen[1] * 255);
    blue = (int) lround (screen[2] * 255);
    if (isatty (STDOUT_FILENO))
      g_print ("\033[48;2;%d;%d;%dm  \033[0m", red, green, blue);
    else
      g_print ("%s#%02x%02x%02x", i > 0 ? " " : "", red, green, blue);
  }
  g_print ("\n");
}

static int
show (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = load_theme (options, &error);
  EarRgb leds[EAR_N_LEDS];
  EarLight light;
  EarState state;

  if (theme == NULL || !read_state (options, &light, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (options->cli.json) {
    g_autoptr (JsonNode) node = light_to_json (theme, light);

    ear_cli_print_json (node);
    return EAR_EXIT_WELL;
  }

  state = ear_light_make_example (light, START);
  ear_light_render (theme, &state, START + CLAMP (options->at, 0, 60000) * MS, 0.5, leds);
  print_light (theme, light);
  print_leds (leds);

  return EAR_EXIT_WELL;
}

typedef struct {
  const EarLightClip *clip;
  EarLightFormat      format;
} Export;

static gboolean
write_stream (GOutputStream  *stream,
              gpointer        user_data,
              GCancellable   *cancellable,
              GError        **error)
{
  const Export *export = user_data;

  return ear_light_clip_write (export->clip, export->format, stream, cancellable, error);
}

static gboolean
write_clip (const EarLightClip  *clip,
            EarLightFormat       format,
            const char          *path,
            GError             **error)
{
  Export export = { clip, format };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GOutputStream) stream = NULL;

  if (strcmp (path, "-") == 0) {
    stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
    return write_stream (stream, &export, NULL, error);
  }

  file = g_file_new_for_commandline_arg (path);
  if (ear_file_replace (file, write_stream, &export, NULL, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);

  return FALSE;
}

static int
export (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = load_theme (options, &error);
  EarLightClip clip = { .theme = theme, .seconds = options->seconds };
  EarLightFormat format;

  if (theme == NULL || !read_state (options, &clip.light, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  if (!ear_light_format_from_name (options->format, &format) || options->out == NULL) {
    g_printerr ("earshot-cli: %s\n", _("Say --format csv, c or gif, and the file to write with --out FILE (“-” is standard output)."));
    return EAR_EXIT_USAGE;
  }

  clip.fps = options->fps >= 0 ? (guint) options->fps : G_MAXUINT;
  if (options->fps == 0)
    clip.fps = format == EAR_LIGHT_FORMAT_GIF ? 25 : EAR_LIGHT_CLIP_MAX_FPS;

  return write_clip (&clip, format, options->out, &error) ? EAR_EXIT_WELL : ear_cli_fail (error, EAR_EXIT_USAGE);
}

static int
check (Options     *options,
       int          n_paths,
       char       **paths)
{
  int status = EAR_EXIT_WELL;

  if (n_paths == 0) {
    g_printerr ("earshot-cli: %s\n", _("Say which file to check."));
    return EAR_EXIT_USAGE;
  }

  for (int i = 0; i < n_paths; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarLightTheme) theme = ear_light_theme_load (paths[i], &error);

    if (theme == NULL)
      status = ear_cli_fail (error, EAR_EXIT_USAGE);
    else
      print_theme (options, theme, paths[i]);
  }

  return status;
}

int
ear_cli_light (int    argc,
               char **argv)
{
  g_auto (Options) options = { .at = 500 };
  GOptionEntry entries[] = {
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme, N_("Light theme: a name or a file"), "THEME" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state, N_("Which light, e.g. thinking"), "STATE" },
    { "at", 0, 0, G_OPTION_ARG_INT, &options.at, N_("Show it so long after it began"), "MS" },
    { "fps", 0, 0, G_OPTION_ARG_INT, &options.fps, N_("Frames a second to export"), "N" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds, N_("How long to export; one round unless you say so"), "N" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, N_("csv, c (an array for firmware) or gif"), "FORMAT" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &options.out, N_("File to write"), "FILE" },
    { NULL }
  };
  const char *command;

  if (!ear_cli_parse (&options.cli, _("list|show|export|check FILE…"),
                      _("What the light ring tells, and how a theme makes it look. “check” is for makers of themes, “export” for makers of firmware."),
                      entries, &argc, &argv))
    return EAR_EXIT_USAGE;

  command = argc > 1 ? argv[1] : "list";
  if (strcmp (command, "check") == 0)
    return check (&options, argc - 2, argv + 2);
  if (argc > 2) {
    g_printerr ("earshot-cli: %s\n", _("Say one of list, show, export and check."));
    return EAR_EXIT_USAGE;
  }
  if (strcmp (command, "list") == 0)
    return list (&options);
  if (strcmp (command, "show") == 0)
    return show (&options);
  if (strcmp (command, "export") == 0)
    return export (&options);

  g_printerr ("earshot-cli: %s\n", _("Say one of list, show, export and check."));

  return EAR_EXIT_USAGE;
}
