/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/ear-cli.h"

#include "draw/ear-sheet.h"
#include "model/ear-light.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define MIN_SIDE 16
#define MAX_SIDE 8192
#define MAX_PIXELS (100 * 1000 * 1000)
#define PAGE_SCALE 2.0          /* pixels of a body per unit of a page */

/* What is drawn, and where to. */
typedef struct {
  const char *what;
  char       *out;
  char       *body;
  char       *finish;
  char       *state;
  char       *size;
  char       *tape;
  char       *press;
  gboolean    dark;
  gboolean    bright;
  gboolean    contrast;

  int         width, height;    /* 0 where --size is not given */
  EarPose     pose;
  EarScreen  *screen;
  int         light;
} Drawing;

static void
drawing_clear (Drawing *self)
{
  g_free (self->out);
  g_free (self->body);
  g_free (self->finish);
  g_free (self->state);
  g_free (self->size);
  g_free (self->tape);
  g_free (self->press);
  g_clear_pointer (&self->screen, ear_screen_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Drawing, drawing_clear)

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, format, args));
  va_end (args);

  return FALSE;
}

static gboolean
parse_size (Drawing  *self,
            GError  **error)
{
  int end = 0;

  if (self->size == NULL)
    return TRUE;
  if (sscanf (self->size, "%5dx%5d%n", &self->width, &self->height, &end) == 2 && self->size[end] == '\0' &&
      self->width >= MIN_SIDE && self->width <= MAX_SIDE && self->height >= MIN_SIDE && self->height <= MAX_SIDE)
    return TRUE;

  return refuse (error, _("--size %s: write WIDTHxHEIGHT, each from %d to %d."), self->size, MIN_SIDE, MAX_SIDE);
}

static gboolean
find_light (const char *key,
            int        *light)
{
  EarLight found;

  if (!ear_light_from_key (key, &found))
    return FALSE;
  *light = found;

  return TRUE;
}

static gboolean
find_button (const char *name,
             EarButton  *button)
{
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    if (strcmp (ear_button_to_name (i), name) == 0) {
      *button = i;
      return TRUE;
    }

  return FALSE;
}

/* The names of all faces, or of all lights. */
static char *
join_names (gboolean faces)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < (faces ? (guint) EAR_N_SCREENS : (guint) EAR_N_LIGHTS); i++)
    g_ptr_array_add (names, (gpointer) (faces ? ear_screen_face_to_name (i) : ear_light_to_key (i)));
  g_ptr_array_add (names, NULL);

  return g_strjoinv (", ", (char **) names->pdata);
}

static gboolean
parse_look (Drawing  *self,
            GError  **error)
{
  EarButton pressed;

  if (self->dark && self->bright)
    return refuse (error, _("--dark and --bright contradict each other."));
  if (self->body != NULL && !ear_body_from_name (self->body, &self->pose.body))
    return refuse (error, _("--body %s: there are puck and easel."), self->body);
  if (self->finish != NULL && !ear_finish_from_name (self->finish, &self->pose.finish))
    return refuse (error, _("--finish %s: there are charcoal and sand."), self->finish);
  if (self->press != NULL && !find_button (self->press, &pressed))
    return refuse (error, _("--press %s: there are action, mute, volume-up and volume-down."), self->press);
  if (self->press != NULL)
    self->pose.buttons[pressed] = EAR_BUTTON_DOWN;

  return TRUE;
}

/* A moment of a recording: its last. */
static gboolean
take_tape (Drawing     *self,
           const char  *locale,
           GError     **error)
{
  g_autoptr (EarTape) tape = ear_tape_load (self->tape, error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (EarHousehold) household = NULL;
  guint length;

  if (tape == NULL)
    return FALSE;

  length = ear_tape_get_length (tape);
  household = ear_household_new_at (tape, length);
  self->pose.state = ear_tape_get_state (tape, length);
  self->pose.now = length > 0 ? ear_tape_peek (tape, length)->at : EAR_POSE_NOW;
  self->screen = ear_screen_from_tape (tape, household, &self->pose.state, self->pose.now, zone, locale);
  self->pose.screen = *self->screen;

  return TRUE;
}

static gboolean
parse_state (Drawing     *self,
             const char  *locale,
             GError     **error)
{
  gboolean is_face = strcmp (self->what, "screen") == 0;
  g_autofree char *names = join_names (is_face);
  EarScreenFace face = EAR_SCREEN_CLOCK;

  if (self->tape != NULL && (self->state != NULL || strcmp (self->what, "sheet") == 0))
    return refuse (error, _("--tape goes with “body” and “screen”, without --state."));
  if (self->state != NULL && !(is_face ? ear_screen_face_from_name (self->state, &face) : find_light (self->state, &self->light)))
    return refuse (error, _("--state %s: there are %s."), self->state, names);
  if (self->tape != NULL)
    return take_tape (self, locale, error);

  ear_pose_set_light (&self->pose, MAX (self->light, 0), locale);
  if (is_face)
    self->pose.screen = *ear_screen_get_sample (face, locale);

  return TRUE;
}

static void
find_extent (Drawing  *self,
             EarSheet *sheet,
             double   *width,
             double   *height)
{
  if (strcmp (self->what, "sheet") == 0) {
    ear_sheet_get_size (sheet, width, height);
  } else if (strcmp (self->what, "body") == 0) {
    *width = self->width > 0 ? self->width : 2 * EAR_BODY_WIDTH;
    *height = self->height > 0 ? self->height : 2 * EAR_BODY_HEIGHT;
  } else {
    *width = self->width > 0 ? self->width : 2 * EAR_SCREEN_WIDTH;
    *height = self->height > 0 ? self->height : 2 * EAR_SCREEN_HEIGHT;
  }
}

static cairo_surface_t *
create_surface (const char *path,
                double      width,
                double      height)
{
  if (g_str_has_suffix (path, ".svg"))
    return cairo_svg_surface_create (path, width, height);
  if (g_str_has_suffix (path, ".pdf"))
    return cairo_pdf_surface_create (path, width, height);

  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width), (int) ceil (height));
}

static void
draw_body (Drawing *self,
           cairo_t *cr,
           double   width,
           double   height,
           double   scale)
{
  g_autoptr (EarPoseModel) model = ear_pose_model_new (self->pose.body, self->pose.finish, width, height, scale);

  ear_pose_draw (&self->pose, model, cr);
}

/* As large as it fits, in its own proportions. */
static void
draw_screen (Drawing *self,
             cairo_t *cr,
             double   width,
             double   height)
{
  double k = MIN (width / EAR_SCREEN_WIDTH, height / EAR_SCREEN_HEIGHT);
  cairo_rectangle_t area = {
    (width - EAR_SCREEN_WIDTH * k) / 2.0, (height - EAR_SCREEN_HEIGHT * k) / 2.0, EAR_SCREEN_WIDTH *k, EAR_SCREEN_HEIGHT *k,
  };

  ear_screen_draw (&self->pose.screen, cr, &area, self->pose.style);
}

static gboolean
draw (Drawing   *self,
      EarSheet  *sheet,
      GError   **error)
{
  gboolean is_png = g_str_has_suffix (self->out, ".png");
  double width, height, scale = is_png ? 1.0 : PAGE_SCALE;
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  find_extent (self, sheet, &width, &height);
  if (width * scale * height * scale > MAX_PIXELS)
    return refuse (error, _("--size: that would be a picture of more than %d million pixels."), MAX_PIXELS / 1000000);

  surface = create_surface (self->out, width, height);
  cr = cairo_create (surface);
  if (strcmp (self->what, "sheet") == 0)
    ear_sheet_draw (sheet, cr, scale);
  else if (strcmp (self->what, "body") == 0)
    draw_body (self, cr, width, height, scale);
  else
    draw_screen (self, cr, width, height);
  cairo_destroy (cr);
  if (is_png) {
    status = cairo_surface_write_to_png (surface, self->out);
  } else {
    cairo_surface_finish (surface);
    status = cairo_surface_status (surface);
  }
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, _("%s: the picture can not be written (%s). Choose another place with --out."),
                 self->out, cairo_status_to_string (status));
    return FALSE;
  }

  return TRUE;
}

static gboolean
set_up (Drawing     *self,
        EarSheet    *sheet,
        const char  *locale,
        GError     **error)
{
  static const char *const kinds[] = { "sheet", "body", "screen", NULL };

  if (self->what == NULL || !g_strv_contains (kinds, self->what))
    return refuse (error, _("Name one thing to draw: sheet, body or screen."));
  if (self->out == NULL || !(g_str_has_suffix (self->out, ".png") || g_str_has_suffix (self->out, ".svg") ||
                             g_str_has_suffix (self->out, ".pdf")))
    return refuse (error, _("Say where to with --out FILE, where FILE ends in .png, .svg or .pdf."));

  self->light = -1;
  self->pose.now = EAR_POSE_NOW;
  self->pose.dark = self->dark;
  self->pose.finish = self->dark ? EAR_FINISH_CHARCOAL : EAR_FINISH_SAND;
  self->pose.style = self->contrast ? EAR_SCREEN_CONTRAST : EAR_SCREEN_PLAIN;
  if (!parse_size (self, error) || !parse_look (self, error) || !parse_state (self, locale, error))
    return FALSE;

  sheet->body = self->body ? (int) self->pose.body : -1;
  sheet->finish = self->finish ? (int) self->pose.finish : -1;
  sheet->dark = self->dark ? 1 : self->bright ? 0 : -1;
  sheet->light = self->light;
  sheet->locale = locale;
  if (self->width > 0)
    sheet->cell = self->width;

  return TRUE;
}

/**
 * ear_cli_draw:
 *
 * `earshot-cli draw sheet|body|screen --out FILE`: pictures of the device, without a window.
 */
int
ear_cli_draw (int    argc,
              char **argv)
{
  g_auto (EarCli) cli = { 0 };
  g_auto (Drawing) self = { 0 };
  EarSheet sheet = EAR_SHEET_INIT;
  GOptionEntry entries[] = {
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &self.out, N_("Where to: a file that ends in .png, .svg or .pdf"), "FILE" },
    { "body", 0, 0, G_OPTION_ARG_STRING, &self.body, N_("Shape of the speaker: puck or easel"), "BODY" },
    { "finish", 0, 0, G_OPTION_ARG_STRING, &self.finish, N_("What it is made of: charcoal or sand"), "FINISH" },
    { "state", 0, 0, G_OPTION_ARG_STRING, &self.state, N_("What the light shows, or which face the display does"), "STATE" },
    { "tape", 0, 0, G_OPTION_ARG_FILENAME, &self.tape, N_("The device as it is at the end of this tape"), "FILE" },
    { "press", 0, 0, G_OPTION_ARG_STRING, &self.press, N_("With this button down"), "BUTTON" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &self.size, N_("Size of the picture; of a sheet, of one of its pictures"), "WxH" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &self.dark, N_("In the dark"), NULL },
    { "bright", 0, 0, G_OPTION_ARG_NONE, &self.bright, N_("In bright light"), NULL },
    { "contrast", 0, 0, G_OPTION_ARG_NONE, &self.contrast, N_("The display in high contrast"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  const char *locale;

  if (!ear_cli_parse (&cli, _("sheet|body|screen --out FILE"),
                      _("Draws the speaker, its display, or a sheet with every light on every body."), entries, &argc, &argv))
    return EAR_EXIT_USAGE;

  locale = cli.locale ? cli.locale : "en-US";
  self.what = argc == 2 ? argv[1] : NULL;
  if (!ear_cli_check_locale (&cli, &error) || !set_up (&self, &sheet, locale, &error) || !draw (&self, &sheet, &error))
    return ear_cli_fail (error, EAR_EXIT_USAGE);

  return EAR_EXIT_WELL;
}
