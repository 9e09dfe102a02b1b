/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "model/ear-json.h"
#include "services/ear-cassette.h"
#include "speaker/ear-service-settings.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* How long the command line waits for the keyring. */
#define SECRETS_S 5
/* How long it waits for who is only told something. */
#define FAREWELL_S 3

G_DEFINE_QUARK (ear-cli-error-quark, ear_cli_error)

void
ear_cli_clear (EarCli *self)
{
  g_free (self->locale);
  g_free (self->clock);
  g_free (self->seed);
  g_free (self->profile);
  g_free (self->tariff);
  g_strfreev (self->backends);
  g_strfreev (self->faults);
  g_free (self->cassette);
  g_free (self->new_cassette);
  g_free (self->archive);
  g_clear_object (&self->traffic);
  g_clear_object (&self->http);
}

/* “/press” and “-” are words to the commands, not options; GOption sees only what it knows. */
gboolean
ear_cli_parse (EarCli         *self,
               const char     *usage,
               const char     *summary,
               GOptionEntry   *entries,
               int            *argc,
               char         ***argv)
{
  const GOptionEntry common[] = {
    { "locale", 0, 0, G_OPTION_ARG_STRING, &self->locale, N_("Language of the device: en-US or de-DE"), "LOCALE" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &self->clock, N_("A virtual clock that starts then and moves only by waiting"), "ISO-8601" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &self->seed, N_("Seed of all dice"), "N" },
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->profile, N_("Folder of settings and archive"), "DIR" },
    { "tariff", 0, 0, G_OPTION_ARG_STRING, &self->tariff, N_("Price book: a name or a file"), "TARIFF" },
    { "offline", 0, 0, G_OPTION_ARG_NONE, &self->offline, N_("Use the embedded services only"), NULL },
    { "backend", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->backends, N_("Use this provider, e.g. weather=open-meteo or weather=open-meteo,url=http://127.0.0.1:8080"), "KIND=PROVIDER" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->faults, N_("Break a service, e.g. weather=hang or shop=status=503"), "KIND=SPEC" },
    { "cassette", 0, 0, G_OPTION_ARG_FILENAME, &self->cassette, N_("Play this recording instead of asking the network"), "FILE" },
    { "record-cassette", 0, 0, G_OPTION_ARG_FILENAME, &self->new_cassette, N_("Record what comes over the network"), "FILE" },
    { "traffic", 0, 0, G_OPTION_ARG_FILENAME, &self->archive, N_("Save what went over the network as an HTTP archive"), "FILE.har" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print one JSON object a line"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  g_printerr ("earshot-cli: %s\n%s\n", error->message, _("Try “earshot-cli --help”."));

  return FALSE;
}

int
ear_cli_fail (const GError *error,
              EarExit       status)
{
  g_printerr ("earshot-cli: %s\n", error->message);

  return status;
}

gboolean
ear_cli_check_locale (EarCli  *self,
                      GError **error)
{
  static const char *const known[] = { "en-US", "de-DE", NULL };

  if (self->locale == NULL || g_strv_contains (known, self->locale))
    return TRUE;

  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("“%s” is not a language of the device. Use en-US or de-DE."), self->locale);

  return FALSE;
}

EarProfile *
ear_cli_open_profile (EarCli  *self,
                      GError **error)
{
  EarProfile *profile = ear_profile_open (self->profile, error);

  if (profile != NULL && ear_profile_get_notice (profile))
    g_printerr ("earshot-cli: %s\n", ear_profile_get_notice (profile));

  return profile;
}

/* A name is looked up among the product's price books; what looks like a path is one. */
EarTariff *
ear_cli_load_tariff (EarCli      *self,
                     const char  *id,
                     GError     **error)
{
  const char *name = self->tariff ? self->tariff : id;

  if (strchr (name, G_DIR_SEPARATOR) != NULL || g_str_has_suffix (name, ".json"))
    return ear_tariff_load (name, error);

  return ear_tariff_load_by_id (name, error);
}

static gboolean
split_pair (const char      *pair,
            const char      *option,
            EarServiceKind  *kind,
            const char     **value,
            GError         **error)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *name = equals ? g_strndup (pair, equals - pair) : NULL;

  if (name != NULL && ear_service_kind_from_name (name, kind)) {
    *value = equals + 1;
    return TRUE;
  }

  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
               _("--%s %s: write KIND=…, where KIND is weather, music, shop, ads, assistant or books."), option, pair);

  return FALSE;
}

/* "woocommerce,url=https://shop.example": a provider and how it is set up. */
static gboolean
choose (EarRegistry     *registry,
        EarServiceKind   kind,
        const char      *value,
        GError         **error)
{
  const char *comma = strchr (value, ',');
  g_autofree char *name = comma ? g_strndup (value, comma - value) : g_strdup (value);
  EarConfig *config;

  if (!ear_registry_choose (registry, kind, name, error))
    return FALSE;
  if (comma == NULL)
    return TRUE;

  config = ear_provider_get_config (ear_registry_get (registry, kind));
  if (config == NULL) {
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--backend %s=%s: “%s” has no settings."), ear_service_kind_to_name (kind),
                 value, name);
    return FALSE;
  }

  return ear_config_set_all (config, comma + 1, error);
}

static gboolean
on_patience_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* A keyring that is locked asks its owner, who may not be there. */
static void
wait_for_secrets (EarServiceSettings *settings)
{
  gboolean is_over = FALSE;
  guint timeout = g_timeout_add_seconds (SECRETS_S, on_patience_over, &is_over);

  ear_service_settings_look_up_secrets (settings);
  while (!is_over && !ear_service_settings_is_loaded (settings))
    g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (timeout);
}

/* What goes over the network is recorded, played or kept as the command line asks. */
static gboolean
set_up_http (EarCli   *self,
             EarHttp  *http,
             GError  **error)
{
  g_autoptr (EarCassette) cassette = NULL;

  if (self->cassette != NULL && self->new_cassette != NULL) {
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--cassette and --record-cassette contradict each other."));
    return FALSE;
  }

  self->http = g_object_ref (http);
  if (self->archive != NULL)
    self->traffic = ear_traffic_new (http);
  if (self->cassette == NULL && self->new_cassette == NULL)
    return TRUE;

  cassette = self->cassette ? ear_cassette_load (self->cassette, error) : ear_cassette_record (self->new_cassette, error);
  if (cassette != NULL)
    ear_http_set_cassette (http, cassette);

  return cassette != NULL;
}

/**
 * ear_cli_finish:
 * @status: of the command so far
 *
 * Saves the traffic, and says what could not be recorded.
 *
 * Returns: the exit status
 */
int
ear_cli_finish (EarCli  *self,
                EarExit  status)
{
  EarCassette *cassette = self->http ? ear_http_get_cassette (self->http) : NULL;
  const GError *unrecorded = cassette ? ear_cassette_get_error (cassette) : NULL;
  g_autoptr (GFile) file = self->archive ? g_file_new_for_commandline_arg (self->archive) : NULL;
  g_autoptr (GError) error = NULL;

  if (unrecorded != NULL) {
    g_printerr ("earshot-cli: %s: %s\n", ear_cassette_get_path (cassette), unrecorded->message);
    status = EAR_EXIT_USAGE;
  }
  if (self->traffic != NULL && !ear_traffic_save (self->traffic, file, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  return status;
}

/**
 * ear_cli_set_up_registry:
 * @profile: (nullable): whose choices are in force where the command line says nothing
 *
 * Chooses and breaks services as the command line says.
 */
gboolean
ear_cli_set_up_registry (EarCli       *self,
                         EarRegistry  *registry,
                         EarProfile   *profile,
                         GError      **error)
{
  g_autoptr (EarServiceSettings) settings = profile && !self->offline ? ear_service_settings_new (registry, profile) : NULL;
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  EarServiceKind kind;
  const char *value;

  if (!set_up_http (self, ear_registry_get_http (registry), error))
    return FALSE;
  if (settings != NULL)
    ear_service_settings_load (settings, notices);
  for (guint i = 0; i < notices->len; i++)
    g_printerr ("earshot-cli: %s\n", (char *) g_ptr_array_index (notices, i));

  for (guint i = 0; self->backends && self->backends[i]; i++) {
    if (!split_pair (self->backends[i], "backend", &kind, &value, error))
      return FALSE;
    if (self->offline && strcmp (value, "offline") != 0) {
      g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--offline and --backend %s contradict each other."), self->backends[i]);
      return FALSE;
    }
    if (!choose (registry, kind, value, error))
      return FALSE;
  }
  if (settings != NULL)
    wait_for_secrets (settings);

  for (guint i = 0; self->faults && self->faults[i]; i++)
    if (!split_pair (self->faults[i], "fault", &kind, &value, error) ||
        !ear_registry_set_fault (registry, kind, value, error))
      return FALSE;

  return TRUE;
}

/**
 * ear_cli_make_clock:
 *
 * Returns: (transfer full) (nullable): the clock that the command line asks for
 */
EarClock *
ear_cli_make_clock (EarCli  *self,
                    GError **error)
{
  return self->clock ? ear_clock_new_iso8601 (self->clock, error) : ear_clock_new_wall ();
}

gboolean
ear_cli_parse_seed (EarCli   *self,
                    guint64  *seed,
                    GError  **error)
{
  *seed = 1;
  if (self->seed == NULL || g_ascii_string_to_unsigned (self->seed, 10, 0, G_MAXINT64, seed, NULL))
    return TRUE;

  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _("--seed %s: write a whole number that is not negative."), self->seed);

  return FALSE;
}

/**
 * ear_cli_fill_config:
 * @config: (out): to be cleared by ear_cli_clear_config()
 *
 * Makes what a device is made of, without archive, sound and profile.
 */
gboolean
ear_cli_fill_config (EarCli            *self,
                     EarSpeakerConfig  *config,
                     GError           **error)
{
  *config = (EarSpeakerConfig) { .locale = self->locale ? self->locale : "en-US", .folder = self->profile };

  if (!ear_cli_check_locale (self, error) || !ear_cli_parse_seed (self, &config->seed, error))
    return FALSE;

  config->clock = ear_cli_make_clock (self, error);
  if (config->clock == NULL)
    return FALSE;
  config->tariff = ear_cli_load_tariff (self, EAR_TARIFF_DEFAULT, error);
  if (config->tariff == NULL)
    return FALSE;
  config->registry = ear_registry_new (error);

  return config->registry != NULL;
}

void
ear_cli_clear_config (EarSpeakerConfig *config)
{
  g_clear_object (&config->clock);
  g_clear_object (&config->tariff);
  g_clear_object (&config->registry);
  g_clear_object (&config->archive);
}

/* What it could not read when it started. */
static void
print_complaints (EarSpeaker *speaker)
{
  EarTape *tape = ear_speaker_get_tape (speaker);

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_ERRED)
      g_printerr ("earshot-cli: %s\n", event->erred.message);
  }
}

/**
 * ear_cli_make_speaker:
 *
 * Returns: (transfer full) (nullable): a silent device of this profile
 */
EarSpeaker *
ear_cli_make_speaker (EarCli      *self,
                      EarProfile  *profile,
                      GError     **error)
{
  g_autofree char *locale = ear_profile_dup_string (profile, "locale", "en-US");
  g_autofree char *path = ear_profile_dup_archive_path (profile);
  g_autofree char *notice = NULL;
  EarSpeakerConfig config = { 0 };
  EarSpeaker *speaker = NULL;

  if (ear_cli_fill_config (self, &config, error) && ear_cli_set_up_registry (self, config.registry, profile, error)) {
    if (self->locale == NULL)
      config.locale = locale;
    config.folder = ear_profile_get_folder (profile);
    config.archive = ear_archive_open (path, error);
    if (config.archive != NULL) {
      if ((notice = ear_archive_dup_notice (config.archive)))
        g_printerr ("earshot-cli: %s\n", notice);
      speaker = ear_speaker_new (&config, error);
    }
  }
  if (speaker != NULL)
    print_complaints (speaker);
  ear_cli_clear_config (&config);

  return speaker;
}

void
ear_cli_run_until_settled (EarSpeaker *speaker)
{
  while (!ear_speaker_is_settled (speaker))
    g_main_context_iteration (NULL, TRUE);
}

/**
 * ear_cli_see_off:
 *
 * Gives what is still under way a moment: an advert server that wants to know what became of its advert.
 */
void
ear_cli_see_off (EarSpeaker *speaker)
{
  EarRegistry *registry = ear_speaker_get_registry (speaker);
  gboolean is_over = FALSE;
  guint timeout = g_timeout_add_seconds (FAREWELL_S, on_patience_over, &is_over);

  while (!is_over && ear_registry_is_busy (registry))
    g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (timeout);
}

void
ear_cli_print_json (JsonNode *node)
{
  g_autofree char *line = ear_json_to_string (node);

  puts (line);
  fflush (stdout);
}
