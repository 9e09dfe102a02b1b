/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "speaker/ear-stage.h"
#include "speaker/ear-turn-report.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

/* One line of a conversation is a sentence; nobody says more. */
#define MAX_LINE 4096

typedef struct {
  EarCli     *cli;
  EarSpeaker *speaker;
  guint       n;
  gboolean    unreachable;
} Conversation;

typedef gboolean (*DirectionFunc) (Conversation  *self,
                                   const char    *argument,
                                   GError       **error);

static gboolean
refuse (GError     **error,
        const char  *line,
        const char  *what)
{
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, "%s: %s", line, what);

  return FALSE;
}

static gboolean
direct_press (Conversation  *self,
              const char    *argument,
              GError       **error)
{
  static const char *const buttons[] = { "action", "mute", "volume-up", "volume-down", NULL };
  static const char *const finger[] = { "action held", "action released", NULL };

  if (g_strv_contains (finger, argument)) {
    if (self != NULL)
      ear_speaker_post (self->speaker, &(EarEvent) {
        .type = EAR_EVENT_PRESSED, .pressed = { .button = "action", .value = argument + strlen ("action ") },
      });
    return TRUE;
  }

  if (!g_strv_contains (buttons, argument))
    return refuse (error, "/press", _("press action, mute, volume-up or volume-down; “action held” and “action released” keep a finger on it."));
  if (self != NULL)
    ear_speaker_press (self->speaker, argument);

  return TRUE;
}

/* Words in quotation marks are one argument. */
static gboolean
direct_sense (Conversation  *self,
              const char    *argument,
              GError       **error)
{
  g_auto (GStrv) words = NULL;
  int n = 0;

  if (!g_shell_parse_argv (argument, &n, &words, NULL) || n > 3)
    return refuse (error, "/sense", _("say what, and perhaps two texts in quotation marks: /sense doorbell \"front door\"."));

  return ear_stage_sense (self ? self->speaker : NULL, words[0], n > 1 ? words[1] : NULL, n > 2 ? words[2] : NULL, error);
}

static gboolean
direct_set (Conversation  *self,
            const char    *argument,
            GError       **error)
{
  g_auto (GStrv) words = NULL;
  int n = 0;

  if (!g_shell_parse_argv (argument, &n, &words, NULL) || n != 2)
    return refuse (error, "/set", _("say a setting and its value: /set do-not-disturb on."));

  return ear_stage_set (self ? self->speaker : NULL, words[0], words[1], error);
}

static gboolean
parse_span (const char *text,
            gint64     *span)
{
  static const struct { const char *unit; gint64 factor; } units[] = {
    { "ms", G_TIME_SPAN_MILLISECOND }, { "s", G_TIME_SPAN_SECOND }, { "m", G_TIME_SPAN_MINUTE },
    { "min", G_TIME_SPAN_MINUTE }, { "h", G_TIME_SPAN_HOUR }, { "d", G_TIME_SPAN_DAY }, { "", G_TIME_SPAN_SECOND },
  };
  char *rest;
  double number = g_ascii_strtod (text, &rest);

  for (guint i = 0; rest > text && i < G_N_ELEMENTS (units); i++)
    if (strcmp (rest, units[i].unit) == 0 && number >= 0 && number * units[i].factor <= 400.0 * G_TIME_SPAN_DAY) {
      *span = number * units[i].factor;
      return TRUE;
    }

  return FALSE;
}

static gboolean
on_waited (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

/* A virtual clock stops at each alarm, so that what it starts is done before time goes on. */
static void
wait_for (Conversation *self,
          gint64        span)
{
  EarClock *clock = ear_speaker_get_clock (self->speaker);
  gint64 until = ear_clock_get_now (clock) + span;
  gboolean waited = FALSE;

  if (!ear_clock_is_virtual (clock)) {
    g_timeout_add (span / 1000, on_waited, &waited);
    while (!waited)
      g_main_context_iteration (NULL, TRUE);
    return;
  }

  while (ear_clock_get_now (clock) < until) {
    gint64 next = MIN (ear_clock_get_next (clock), until);

    ear_clock_advance (clock, MAX (next - ear_clock_get_now (clock), 0));
    ear_cli_run_until_settled (self->speaker);
  }
}

static gboolean
direct_wait (Conversation  *self,
             const char    *argument,
             GError       **error)
{
  gint64 span;

  if (!parse_span (argument, &span))
    return refuse (error, "/wait", _("say how long, up to 400 days: 8s, 250ms, 10m, 1h, 2d."));
  if (self != NULL)
    wait_for (self, span);

  return TRUE;
}

static gboolean
direct_silence (Conversation  *self,
                const char    *argument,
                GError       **error)
{
  EarState state;

  if (*argument != '\0')
    return refuse (error, "/silence", _("it takes no argument."));

  while (self != NULL) {
    state = ear_speaker_get_state (self->speaker);
    if (state.phase != EAR_PHASE_LISTENING && state.phase != EAR_PHASE_EXPECTING)
      break;
    if (ear_clock_is_virtual (ear_speaker_get_clock (self->speaker)))
      wait_for (self, 8 * G_TIME_SPAN_SECOND);
    else
      ear_speaker_lapse (self->speaker);
    ear_cli_run_until_settled (self->speaker);
  }

  return TRUE;
}

static gboolean
direct_locale (Conversation  *self,
               const char    *argument,
               GError       **error)
{
  EarCli wanted = { .locale = (char *) argument };

  if (!ear_cli_check_locale (&wanted, error))
    return FALSE;
  if (self != NULL)
    ear_speaker_set_locale (self->speaker, argument);

  return TRUE;
}

static gboolean
direct_end (Conversation  *self,
            const char    *argument,
            GError       **error)
{
  if (*argument != '\0')
    return refuse (error, "/end", _("it takes no argument."));
  if (self != NULL)
    ear_speaker_close (self->speaker);

  return TRUE;
}

static const struct {
  const char    *name;
  DirectionFunc  direct;
} directions[] = {
  { "/press", direct_press },
  { "/sense", direct_sense },
  { "/set", direct_set },
  { "/wait", direct_wait },
  { "/silence", direct_silence },
  { "/locale", direct_locale },
  { "/end", direct_end },
};

/* The buttons of the player are named like their directions. */
static gboolean
is_transport (const char *name)
{
  static const char *const buttons[] = { "/next", "/previous", "/pause", "/resume", NULL };

  return g_strv_contains (buttons, name);
}

/* These speak to a skill of the customer's own, which this device can not load. */
static gboolean
needs_skill (const char *name)
{
  static const char *const names[] = { "/playback", "/purchase", "/permission", NULL };

  return g_strv_contains (names, name);
}

/* With self NULL only looks whether the line can be carried out. */
static gboolean
direct (Conversation  *self,
        const char    *line,
        GError       **error)
{
  gsize n = strcspn (line, " \t");
  const char *argument = line + n + strspn (line + n, " \t");
  g_autofree char *name = g_strndup (line, n);

  if (is_transport (name)) {
    if (*argument != '\0')
      return refuse (error, name, _("it takes no argument."));
    if (self != NULL)
      ear_speaker_press (self->speaker, name + 1);
    return TRUE;
  }
  if (needs_skill (name))
    return refuse (error, name, _("this direction is for a skill under test, and none can be loaded yet."));

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    if (strcmp (name, directions[i].name) == 0)
      return directions[i].direct (self, argument, error);

  return refuse (error, line, _("no such stage direction. There are /press, /sense, /set, /wait, /silence, /next, /previous, /pause, /resume, /locale and /end."));
}

static gboolean
check_line (const char  *line,
            GError     **error)
{
  if (!g_utf8_validate (line, -1, NULL))
    return refuse (error, _("A line"), _("it is not UTF-8 text."));
  if (strlen (line) > MAX_LINE)
    return refuse (error, _("A line"), _("it is longer than 4096 bytes; nobody says that much in one breath."));

  return *line != '/' || direct (NULL, line, error);
}

static void
print_for_people (const EarTurnReport *report,
                  JsonObject          *turn)
{
  gint64 margin = json_object_get_int_member (turn, "revenue_micros") - json_object_get_int_member (turn, "cost_micros");
  g_autofree char *amount = ear_money_to_text (margin, json_object_get_string_member (turn, "currency"));
  const char *speech = json_object_get_string_member (turn, "speech");
  JsonArray *warnings = json_object_get_array_member (turn, "warnings");

  g_print ("› %s\n", report->input);
  if (*speech != '\0')
    g_print ("  %s\n", speech);
  g_print ("  [%s · %s · %s]\n", json_object_get_string_member (turn, "light"), amount,
           json_object_get_null_member (turn, "intent") ? "–" : json_object_get_string_member (turn, "intent"));
  for (guint i = 0; i < json_array_get_length (warnings); i++)
    g_printerr ("earshot-cli: %s\n", json_array_get_string_element (warnings, i));
}

static gboolean
is_unreachable (const EarEvent *event)
{
  static const char *const codes[] = { "offline", "timeout", "disconnected", "setup", NULL };

  return event->type == EAR_EVENT_FAILED && event->failed.code != NULL && g_strv_contains (codes, event->failed.code);
}

static void
report_line (Conversation *self,
             const char   *line,
             guint         from)
{
  EarTape *tape = ear_speaker_get_tape (self->speaker);
  EarTurnReport report = { self->n, line, from, ear_tape_get_length (tape) };
  g_autoptr (JsonNode) node = ear_turn_report_to_json (&report, tape, ear_speaker_get_household (self->speaker),
                                                       ear_speaker_get_tariff (self->speaker),
                                                       ear_speaker_get_clock (self->speaker),
                                                       ear_speaker_get_locale (self->speaker));

  for (guint i = from + 1; i <= report.to; i++)
    self->unreachable = self->unreachable || is_unreachable (ear_tape_peek (tape, i));

  if (self->cli->json)
    ear_cli_print_json (node);
  else
    print_for_people (&report, json_node_get_object (node));
}

static gboolean
take_line (Conversation  *self,
           const char    *line,
           GError       **error)
{
  guint from = ear_tape_get_length (ear_speaker_get_tape (self->speaker));

  if (!check_line (line, error))
    return FALSE;

  self->n++;
  if (*line == '/')
    direct (self, line, NULL);
  else
    ear_speaker_hear_text (self->speaker, line);
  ear_cli_run_until_settled (self->speaker);
  report_line (self, line, from);

  return TRUE;
}

static gboolean
take_stdin (Conversation  *self,
            GError       **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  GError *unreadable = NULL;

  while (ear_cli_read_line (line, &unreadable)) {
    if (!ear_cli_is_text (line))
      return refuse (error, _("A line"), _("it is not UTF-8 text."));
    if (line->len > 0 && !take_line (self, line->str, error))
      return FALSE;
  }
  if (unreadable != NULL)
    g_propagate_error (error, unreadable);

  return unreadable == NULL;
}

static gboolean
converse (Conversation  *self,
          char         **lines,
          GError       **error)
{
  /* Lines that are known beforehand are looked at before the first one is said. */
  for (guint i = 0; lines[i] != NULL; i++)
    if (strcmp (lines[i], "-") != 0 && !check_line (lines[i], error))
      return FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    if (strcmp (lines[i], "-") == 0 ? !take_stdin (self, error) : !take_line (self, lines[i], error))
      return FALSE;

  return TRUE;
}

static const char summary[] = N_(
  "Says each line to a speaker and prints what it does.\n"
  "\n"
  "A line that begins with / is a stage direction:\n"
  "  /press action|mute|volume-up|volume-down    press a button\n"
  "  /press action held|released                 keep a finger on it\n"
  "  /sense notification|announcement TEXT [WHO] something arrives\n"
  "  /sense doorbell|motion [WHERE]              somebody is at the door\n"
  "  /sense call incoming|ended [WHO]            the telephone\n"
  "  /sense bluetooth pairing|paired|off [WHO]   a phone by Bluetooth\n"
  "  /sense connection lost|restored             the internet\n"
  "  /sense setup begun|done                     the app\n"
  "  /set SETTING VALUE                          do-not-disturb, child-mode, child-code,\n"
  "                                              brief-mode, alarm-ramp, units, locale, wake-word,\n"
  "                                              adverts off|few|usual|many,\n"
  "                                              advert-place anywhere|answers|music\n"
  "  /wait 8s                                    time passes\n"
  "  /silence                                    nobody answers\n"
  "  /next /previous /pause /resume              buttons of the player\n"
  "  /locale en-US|de-DE                         another language\n"
  "  /end                                        switch it off\n"
  "Texts of several words stand in quotation marks.");

/**
 * ear_cli_say:
 *
 * `earshot-cli say`: a conversation by text.
 */
int
ear_cli_say (int    argc,
             char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_autofree char *tape = NULL;
  GOptionEntry entries[] = {
    { "tape", 0, 0, G_OPTION_ARG_FILENAME, &tape, N_("Save all that happened as a tape"), "FILE" },
    { NULL }
  };
  g_autoptr (EarProfile) profile = NULL;
  g_autoptr (EarSpeaker) speaker = NULL;
  g_autoptr (GError) error = NULL;
  Conversation conversation = { .cli = &cli };
  gboolean well;

  if (!ear_cli_parse (&cli, _("[LINE…|-]"), _(summary), entries, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc < 2) {
    g_printerr ("earshot-cli: %s\n", _("Nothing to say. Give lines, or “-” to read them from standard input."));
    return EAR_EXIT_USAGE;
  }

  if (!(profile = ear_cli_open_profile (&cli, &error)) || !(speaker = ear_cli_make_speaker (&cli, profile, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  conversation.speaker = speaker;
  well = converse (&conversation, argv + 1, &error);
  ear_speaker_close (speaker);
  ear_cli_see_off (speaker);

  if (tape != NULL && !ear_tape_save (ear_speaker_get_tape (speaker), tape, FALSE, well ? &error : NULL))
    well = FALSE;
  if (!well)
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  return ear_cli_finish (&cli, conversation.unreachable ? EAR_EXIT_UNREACHABLE : EAR_EXIT_WELL);
}
