/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-traffic.h"
#include "speaker/ear-profile.h"
#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

#define EAR_CLI_ERROR (ear_cli_error_quark ())

/**
 * EarCliError:
 * @EAR_CLI_ERROR_USAGE: the command line says something that can not be
 */
typedef enum {
  EAR_CLI_ERROR_USAGE,
} EarCliError;

/**
 * EarExit:
 *
 * Exit statuses that users' scripts rely on.
 */
typedef enum {
  EAR_EXIT_WELL = 0,
  EAR_EXIT_CHECK_FAILED = 1,
  EAR_EXIT_USAGE = 2,
  EAR_EXIT_UNREACHABLE = 3,
} EarExit;

/**
 * EarCli:
 *
 * The options that all commands share, and what is made from them.
 */
typedef struct {
  char      *locale;
  char      *clock;
  char      *seed;
  char      *profile;
  char      *tariff;
  char     **backends;
  char     **faults;
  char      *cassette;
  char      *new_cassette;
  char      *archive;
  EarHttp   *http;
  EarTraffic *traffic;
  gboolean   offline;
  gboolean   json;
} EarCli;

GQuark      ear_cli_error_quark      (void);
void        ear_cli_clear            (EarCli           *self);
gboolean    ear_cli_parse            (EarCli           *self,
                                      const char       *usage,
                                      const char       *summary,
                                      GOptionEntry     *entries,
                                      int              *argc,
                                      char           ***argv);
gboolean    ear_cli_check_locale     (EarCli           *self,
                                      GError          **error);
gboolean    ear_cli_parse_seed       (EarCli           *self,
                                      guint64          *seed,
                                      GError          **error);
EarClock   *ear_cli_make_clock       (EarCli           *self,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
EarProfile *ear_cli_open_profile     (EarCli           *self,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
EarTariff  *ear_cli_load_tariff      (EarCli           *self,
                                      const char       *id,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
EarSpeaker *ear_cli_make_speaker     (EarCli           *self,
                                      EarProfile       *profile,
                                      GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_cli_set_up_registry  (EarCli           *self,
                                      EarRegistry      *registry,
                                      EarProfile       *profile,
                                      GError          **error);
gboolean    ear_cli_fill_config      (EarCli           *self,
                                      EarSpeakerConfig *config,
                                      GError          **error);
void        ear_cli_clear_config     (EarSpeakerConfig *config);
EarResolver *ear_cli_make_resolver    (const char       *model_path,
                                       const char       *locale,
                                       GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_cli_read_line        (GString          *line,
                                      GError          **error);
gboolean    ear_cli_is_text          (const GString    *line);
void        ear_cli_run_until_settled (EarSpeaker      *speaker);
void        ear_cli_see_off          (EarSpeaker       *speaker);
void        ear_cli_print_json       (JsonNode         *node);
int         ear_cli_fail             (const GError     *error,
                                      EarExit           status);
int         ear_cli_finish           (EarCli           *self,
                                      EarExit           status);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarCli, ear_cli_clear)

int         ear_cli_say              (int               argc,
                                      char            **argv);
int         ear_cli_listen           (int               argc,
                                      char            **argv);
int         ear_cli_understand       (int               argc,
                                      char            **argv);
int         ear_cli_parse_value      (int               argc,
                                      char            **argv);
int         ear_cli_sessions         (int               argc,
                                      char            **argv);
int         ear_cli_replay           (int               argc,
                                      char            **argv);
int         ear_cli_rerun            (int               argc,
                                      char            **argv);
int         ear_cli_backend          (int               argc,
                                      char            **argv);
int         ear_cli_connector        (int               argc,
                                      char            **argv);
int         ear_cli_draw             (int               argc,
                                      char            **argv);
int         ear_cli_film             (int               argc,
                                      char            **argv);
int         ear_cli_light            (int               argc,
                                      char            **argv);
int         ear_cli_ads              (int               argc,
                                      char            **argv);

G_END_DECLS
