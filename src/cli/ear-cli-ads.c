/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"
#include "services/ear-ad-server.h"
#include "services/ear-vast.h"

#if EAR_HAVE_AUDIO
#include "audio/ear-synth.h"
#endif

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define CAMPAIGNS "adverts/adverts.json"

typedef struct {
  EarCli  cli;
  char   *campaigns;
  char   *context;
  char   *device;
  int     port;
} Options;

static void
options_clear (Options *self)
{
  ear_cli_clear (&self->cli);
  g_free (self->campaigns);
  g_free (self->context);
  g_free (self->device);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static EarAdServer *
open_server (Options  *options,
             GError  **error)
{
  g_autofree char *path = options->campaigns ? g_strdup (options->campaigns) : ear_paths_find_data (CAMPAIGNS, error);
  g_autoptr (EarClock) clock = path ? ear_cli_make_clock (&options->cli, error) : NULL;
  guint64 seed = 1;

  if (clock == NULL || !ear_cli_check_locale (&options->cli, error) || !ear_cli_parse_seed (&options->cli, &seed, error))
    return NULL;

  return ear_ad_server_new (path, clock, seed, error);
}

/* --- serve */

#if EAR_HAVE_AUDIO
static GBytes *
on_voice (const char  *locale,
          const char  *ssml,
          gpointer     synth,
          GError     **error)
{
  return ear_synth_make_wave (synth, locale, EAR_SYNTH_ADVERT, ssml, error);
}
#endif

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static void
print_served (Options     *options,
              EarAdServer *server)
{
  g_autofree char *tag = ear_ad_server_dup_tag (server);
  g_autoptr (JsonNode) node = NULL;

  if (options->cli.json) {
    node = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (node, json_object_new ());
    json_object_set_string_member (json_node_get_object (node), "url", ear_ad_server_get_url (server));
    json_object_set_string_member (json_node_get_object (node), "tag", tag);
    ear_cli_print_json (node);
  } else {
    puts (tag);
    fflush (stdout);
    g_printerr (_("A speaker plays its adverts with --backend \"ads=vast,url=%s\". What comes of them: %s/report. Ctrl+C ends it.\n"), tag,
                ear_ad_server_get_url (server));
  }
}

static int
serve (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAdServer) server = open_server (options, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (JsonNode) report = NULL;
#if EAR_HAVE_AUDIO
  g_autoptr (EarSynth) synth = ear_synth_new ();
#endif

  if (server == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  if (options->port < 0 || options->port > 65535) {
    g_printerr ("earshot-cli: %s\n", _("A port is a number from 1 to 65535, or 0 for any that is free."));
    return EAR_EXIT_USAGE;
  }
#if EAR_HAVE_AUDIO
  ear_ad_server_set_voice (server, on_voice, synth);
#endif
  if (!ear_ad_server_listen (server, options->port, &error))
    return ear_cli_fail (error, EAR_EXIT_UNREACHABLE);

  print_served (options, server);
  g_unix_signal_add (SIGINT, on_signal, loop);
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_main_loop_run (loop);
  report = ear_ad_server_report (server);
  if (options->cli.json)
    ear_cli_print_json (report);

  return EAR_EXIT_WELL;
}

/* --- request */

static int
request (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAdServer) server = open_server (options, &error);
  g_autofree char *vast = NULL;

  if (server == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  vast = ear_ad_server_answer (server, options->context ? options->context : "weather", options->cli.locale, options->device);
  fputs (vast, stdout);

  return EAR_EXIT_WELL;
}

/* --- check */

static JsonArray *
list_pings (const EarVastAd *ad)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < ad->pings->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (ad->pings, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "event", ear_vast_event_to_name (ping->event));
    json_object_set_string_member (object, "url", ping->url);
    if (ear_vast_offset_resolve (ping->offset, ad->duration_us) >= 0)
      json_object_set_int_member (object, "offset_us", ear_vast_offset_resolve (ping->offset, ad->duration_us));
    json_array_add_object_element (list, object);
  }

  return list;
}

static JsonArray *
list_media (const EarVastAd *ad)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < ad->media->len; i++) {
    const EarVastMedia *media = g_ptr_array_index (ad->media, i);
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "url", media->url);
    json_object_set_string_member (object, "type", media->type);
    json_object_set_int_member (object, "bitrate", media->bitrate);
    json_array_add_object_element (list, object);
  }

  return list;
}

static void
print_ad_as_json (const char      *path,
                  const EarVast   *vast,
                  const EarVastAd *ad)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "file", path);
  json_object_set_string_member (object, "version", vast->version);
  json_object_set_string_member (object, "id", ad->id);
  json_object_set_string_member (object, "title", ad->title);
  json_object_set_string_member (object, "wrapper", ad->wrapper ? ad->tag : NULL);
  json_object_set_int_member (object, "duration_us", ad->duration_us);
  json_object_set_string_member (object, "click", ad->click);
  json_object_set_string_member (object, "model", ad->model);
  json_object_set_string_member (object, "currency", ad->currency);
  json_object_set_int_member (object, "price_micros", ad->price_micros);
  json_object_set_int_member (object, "companions", ad->companions->len);
  json_object_set_array_member (object, "media", list_media (ad));
  json_object_set_array_member (object, "pings", list_pings (ad));
  ear_cli_print_json (node);
}

static void
print_ad (Options         *options,
          const char      *path,
          const EarVast   *vast,
          const EarVastAd *ad)
{
  const EarVastMedia *media = ear_vast_ad_choose_media (ad);

  if (options->cli.json) {
    print_ad_as_json (path, vast, ad);
    return;
  }

  g_print ("%s: VAST %s, %s, %.3f s, %s, ", path, vast->version, ad->title ? ad->title : ad->id ? ad->id : "",
           (double) ad->duration_us / G_USEC_PER_SEC, ad->wrapper ? ad->tag : media ? media->url : _("nothing for a speaker"));
  g_print (ngettext ("%u address to tell\n", "%u addresses to tell\n", ad->pings->len), ad->pings->len);
}

/* No more of it than it takes to see that it is too much. */
static char *
read_file (const char  *path,
           gsize       *length,
           GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree char *text = g_malloc (EAR_VAST_MAX_BYTES + 1);

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, EAR_VAST_MAX_BYTES + 1, length, NULL, error))
    return NULL;

  return g_steal_pointer (&text);
}

static int
check_file (Options    *options,
            const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarVast) vast = NULL;
  gsize length;
  g_autofree char *text = read_file (path, &length, &error);

  if (text == NULL)
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  if (!(vast = ear_vast_parse (text, length, &error))) {
    g_prefix_error (&error, "%s: ", path);
    return ear_cli_fail (error, EAR_EXIT_CHECK_FAILED);
  }

  for (guint i = 0; i < vast->ads->len; i++)
    print_ad (options, path, vast, g_ptr_array_index (vast->ads, i));
  if (vast->ads->len == 0 && !options->cli.json)
    g_print (_("%s: VAST %s without an advert\n"), path, vast->version);

  return EAR_EXIT_WELL;
}

static int
check (Options  *options,
       int       n_paths,
       char    **paths)
{
  int status = EAR_EXIT_WELL;

  if (n_paths == 0) {
    g_printerr ("earshot-cli: %s\n", _("Say which file to check."));
    return EAR_EXIT_USAGE;
  }
  for (int i = 0; i < n_paths; i++) {
    int its = check_file (options, paths[i]);

    status = MAX (status, its);
  }

  return status;
}

/**
 * ear_cli_ads:
 *
 * `earshot-cli ads serve|request|check FILE…`: our own advert server, and a look at what others send.
 */
int
ear_cli_ads (int    argc,
             char **argv)
{
  g_auto (Options) options = { 0 };
  GOptionEntry entries[] = {
    { "campaigns", 0, 0, G_OPTION_ARG_FILENAME, &options.campaigns, N_("Campaigns to serve; those that come with Earshot unless you say so"), "FILE" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, N_("Where “serve” listens on this machine; any port that is free unless you say so"), "N" },
    { "context", 0, 0, G_OPTION_ARG_STRING, &options.context, N_("What the customer just did, e.g. weather or music"), "CONTEXT" },
    { "device", 0, 0, G_OPTION_ARG_STRING, &options.device, N_("Which device asks, for campaigns with a cap"), "NAME" },
    { NULL }
  };
  const char *command;

  if (!ear_cli_parse (&options.cli, "serve|request|check FILE…",
                      _("An advert server that answers in VAST 4.2: “serve” serves it to this machine, “request” prints one answer, “check” says what is in the answers of others."),
                      entries, &argc, &argv))
    return EAR_EXIT_USAGE;

  command = argc > 1 ? argv[1] : "";
  if (strcmp (command, "check") == 0)
    return check (&options, argc - 2, argv + 2);
  if (argc == 2 && strcmp (command, "serve") == 0)
    return serve (&options);
  if (argc == 2 && strcmp (command, "request") == 0)
    return request (&options);

  g_printerr ("earshot-cli: %s\n", _("Say one of serve, request and check."));

  return EAR_EXIT_USAGE;
}
