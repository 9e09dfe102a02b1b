/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "audio/ear-film.h"
#include "audio/ear-soundtrack.h"
#include "draw/ear-caption.h"
#include "draw/ear-pose.h"
#include "draw/ear-reel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_SIDE 3840
#define MAX_FPS 60
#define MAX_LENGTH (30 * G_TIME_SPAN_MINUTE)

/* What is filmed, and how. */
typedef struct {
  char          *out;
  char          *body;
  char          *finish;
  char          *size;
  int            fps;
  gboolean       bright;

  int            width, height;
  EarTape       *tape;
  EarReel       *reel;
  EarSoundtrack *soundtrack;
  EarHousehold  *household;     /* after the event at `folded` */
  guint          folded;
  GTimeZone     *zone;
  EarPose        pose;
  EarPoseModel  *model;
} Filming;

static volatile sig_atomic_t interrupted;

static void
filming_clear (Filming *self)
{
  g_free (self->out);
  g_free (self->body);
  g_free (self->finish);
  g_free (self->size);
  g_clear_pointer (&self->reel, ear_reel_free);
  g_clear_object (&self->soundtrack);
  g_clear_object (&self->household);
  g_clear_object (&self->tape);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->model, ear_pose_model_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Filming, filming_clear)

static gboolean
refuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, message);

  return FALSE;
}

/* An encoder halves colors, so sides are even. */
static gboolean
parse_options (Filming  *self,
               GError  **error)
{
  int end = 0;

  if (self->out == NULL || !g_str_has_suffix (self->out, ".webm"))
    return refuse (error, _("Say where to with --out FILE, where FILE ends in .webm."));
  if (sscanf (self->size ? self->size : "960x720", "%5dx%5d%n", &self->width, &self->height, &end) != 2 ||
      (self->size && self->size[end] != '\0') || self->width < 64 || self->width > MAX_SIDE || self->height < 64 ||
      self->height > MAX_SIDE || self->width % 2 || self->height % 2)
    return refuse (error, _("--size: write WIDTHxHEIGHT, each an even number from 64 to 3840."));
  if (self->fps < 1 || self->fps > MAX_FPS)
    return refuse (error, _("--fps: from 1 to 60 pictures a second."));
  if (self->body != NULL && !ear_body_from_name (self->body, &self->pose.body))
    return refuse (error, _("--body: there are puck and easel."));

  self->pose.dark = !self->bright;
  self->pose.finish = self->bright ? EAR_FINISH_SAND : EAR_FINISH_CHARCOAL;
  if (self->finish != NULL && !ear_finish_from_name (self->finish, &self->pose.finish))
    return refuse (error, _("--finish: there are charcoal and sand."));

  return TRUE;
}

/* The captions stand below the speaker. */
static int
get_room_height (Filming *self)
{
  return (int) (self->height * (1.0 - EAR_CAPTION_HEIGHT));
}

static gint64
measure_speech (guint    position,
                gpointer user_data)
{
  return ear_soundtrack_get_speech (((Filming *) user_data)->soundtrack, position);
}

static gboolean
prepare (Filming     *self,
         const char  *path,
         GError     **error)
{
  if (!(self->tape = ear_tape_load (path, error)) || !(self->soundtrack = ear_soundtrack_new (self->tape, error)))
    return FALSE;

  self->reel = ear_reel_new (self->tape, measure_speech, self);
  if (ear_reel_get_length (self->reel) > MAX_LENGTH)
    return refuse (error, _("The film would be longer than half an hour. Film a shorter session."));

  self->household = ear_household_new ();
  self->zone = g_time_zone_new_local ();
  self->model = ear_pose_model_new (self->pose.body, self->pose.finish, self->width, get_room_height (self), 1.0);

  return TRUE;
}

/* The device's words are in the language that its session was in. */
static const char *
find_locale (Filming        *self,
             const EarState *state)
{
  const EarEvent *opened = ear_tape_peek (self->tape, state->last.opened);

  return opened && opened->opened.locale ? opened->opened.locale : "en-US";
}

/* The floor goes on below the speaker as it looks at the edge of its picture. */
static void
stretch_floor (Filming *self,
               cairo_t *cr)
{
  int height = get_room_height (self);
  cairo_surface_t *edge = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, 1);
  cairo_t *copy = cairo_create (edge);

  cairo_set_source_surface (copy, cairo_get_target (cr), 0, 1 - height);
  cairo_paint (copy);
  cairo_destroy (copy);
  cairo_set_source_surface (cr, edge, 0, height);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_rectangle (cr, 0, height, self->width, self->height - height);
  cairo_fill (cr);
  cairo_surface_destroy (edge);
}

static void
draw_frame (Filming *self,
            cairo_t *cr,
            guint    position,
            gint64   now,
            double   level)
{
  g_autoptr (EarScreen) screen = NULL;
  gboolean customer;
  const char *words = ear_caption_find (self->tape, position, &customer);

  while (self->folded < position)
    ear_household_apply (self->household, ear_tape_peek (self->tape, ++self->folded));

  self->pose.state = ear_tape_get_state (self->tape, position);
  self->pose.now = now;
  self->pose.level = ear_light_follow (self->pose.level, level, G_USEC_PER_SEC / self->fps);
  screen = ear_screen_from_tape (self->tape, self->household, &self->pose.state, now, self->zone, find_locale (self, &self->pose.state));
  self->pose.screen = *screen;

  ear_pose_draw (&self->pose, self->model, cr);
  stretch_floor (self, cr);
  ear_caption_draw (cr, self->width, self->height, words, customer, !self->bright);
}

static void
show_progress (Filming *self,
               gint64   time)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%3d %%", (int) (100 * time / MAX (ear_reel_get_length (self->reel), 1)));
}

static gboolean
shoot (Filming  *self,
       EarFilm  *film,
       GError  **error)
{
  g_autofree float *sound = g_new (float, 2 * EAR_FILM_RATE);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width, self->height);
  guint64 n_pictures = ear_reel_get_length (self->reel) * self->fps / G_USEC_PER_SEC;
  gboolean well = TRUE;

  for (guint64 i = 0; well && i < n_pictures && !interrupted; i++) {
    gint64 now, time = i * G_USEC_PER_SEC / self->fps;
    guint position = ear_reel_find (self->reel, time, &now);
    gsize n_frames = (i + 1) * EAR_FILM_RATE / self->fps - i * EAR_FILM_RATE / self->fps;
    double level;
    cairo_t *cr;

    memset (sound, 0, 2 * n_frames * sizeof *sound);
    ear_soundtrack_advance (self->soundtrack, position);
    level = ear_soundtrack_render (self->soundtrack, sound, n_frames);
    cr = cairo_create (surface);
    draw_frame (self, cr, position, now, level);
    cairo_destroy (cr);
    cairo_surface_flush (surface);
    well = ear_film_add (film, cairo_image_surface_get_data (surface), cairo_image_surface_get_stride (surface), sound, n_frames, error);
    if (i % self->fps == 0)
      show_progress (self, time);
  }
  cairo_surface_destroy (surface);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r");

  return well;
}

static void
on_interrupt (int number)
{
  interrupted = TRUE;
}

/**
 * ear_cli_film:
 *
 * `earshot-cli film TAPE --out FILE.webm`: a tape as a film with sound.
 */
int
ear_cli_film (int    argc,
              char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_auto (Filming) self = { .fps = 30 };
  GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &self.out, N_("Where to: a file that ends in .webm"), "FILE" },
    { "body", 0, 0, G_OPTION_ARG_STRING, &self.body, N_("Shape of the speaker: puck or easel"), "BODY" },
    { "finish", 0, 0, G_OPTION_ARG_STRING, &self.finish, N_("What it is made of: charcoal or sand"), "FINISH" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &self.size, N_("Size of the picture: 960x720"), "WxH" },
    { "fps", 0, 0, G_OPTION_ARG_INT, &self.fps, N_("Pictures a second: 30"), "N" },
    { "bright", 0, 0, G_OPTION_ARG_NONE, &self.bright, N_("In bright light"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (EarFilm) film = NULL;

  if (!ear_cli_parse (&cli, _("TAPE --out FILE.webm"), _("Makes a film of a tape: the speaker, its light and its voice, with captions."),
                      entries, &argc, &argv))
    return EAR_EXIT_USAGE;
  if (argc != 2) {
    refuse (&error, _("Name one tape. “earshot-cli say --tape FILE …” records one."));
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  }
  if (!parse_options (&self, &error) || !prepare (&self, argv[1], &error) ||
      !(film = ear_film_new (self.out, self.width, self.height, self.fps, &error)))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  signal (SIGINT, on_interrupt);
  if (!shoot (&self, film, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);
  if (interrupted) {
    g_printerr ("%s\n", _("Stopped; there is no film."));
    return EAR_EXIT_CHECK_FAILED;
  }

  return ear_film_finish (film, &error) ? EAR_EXIT_WELL : ear_cli_fail (error, EAR_EXIT_USAGE);
}
