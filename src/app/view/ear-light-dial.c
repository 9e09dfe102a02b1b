/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-light-dial.h"

#include "draw/ear-light-export.h"

#include <math.h>
#include <string.h>

#define START     (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)
#define LAZY_MS   100           /* between two pictures of a dial that nobody looks at */
#define DARK_TAIL (300 * G_GINT64_CONSTANT (1000))
#define TIMER_RUN (30 * G_USEC_PER_SEC)
#define RADIUS    0.37          /* of the ring, in widths of the dial */
#define MIN_SIZE  84
#define NATURAL_SIZE 112
#define SPOT      0.115         /* how far the light of an LED reaches */

struct _EarLightDial {
  GtkWidget        parent_instance;

  int              size;
  EarLightTheme   *theme;       /* or NULL for the classic one */
  EarLightTheme   *still;
  EarLight         light;
  gboolean         is_example;
  gboolean         is_lively;

  EarState         state;
  gint64           now;         /* of a moment */
  gint64           began;       /* an example, by the monotonic clock */
  gint64           last;        /* when the level was last followed */
  double           level;

  guint            tick_id;
  guint            lazy_id;
  EarRgb           leds[EAR_N_LEDS];
  cairo_surface_t *plate;
  cairo_surface_t *spot;
  int              plate_size;
  int              plate_scale;
  int              spot_radius;
};

G_DEFINE_FINAL_TYPE (EarLightDial, ear_light_dial, GTK_TYPE_WIDGET)

static gboolean
are_animations_on (EarLightDial *self)
{
  gboolean on = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &on, NULL);

  return on;
}

/* The edges of listening are so short that their last picture is held, rather than what follows be shown. */
static gint64
hold_at (EarLight light)
{
  return light == EAR_LIGHT_LISTENING_START || light == EAR_LIGHT_LISTENING_END ? ear_light_get_span (light) - 1 : G_MAXINT64;
}

/* What ends by itself begins again after a while. */
static gint64
round_of (EarLight light)
{
  gint64 span = ear_light_get_span (light);

  return span > 0 ? span + DARK_TAIL : light == EAR_LIGHT_TIMER ? TIMER_RUN : G_MAXINT64;
}

static void
find_moment (EarLightDial *self,
             EarState     *state,
             gint64       *now)
{
  gint64 elapsed = g_get_monotonic_time () - self->began;

  if (!self->is_example) {
    *state = self->state;
    *now = self->now;
    return;
  }

  *state = ear_light_make_example (self->light, START);
  *now = START + (are_animations_on (self) ? MIN (elapsed % round_of (self->light), hold_at (self->light)) : 0);
  self->level = ear_light_follow (self->level, ear_light_sample_voice ((double) elapsed / G_USEC_PER_SEC), elapsed - self->last);
  self->last = elapsed;
}

static void
render (EarLightDial *self)
{
  EarRgb leds[EAR_N_LEDS];
  EarState state;
  gint64 now;

  find_moment (self, &state, &now);
  ear_light_render (are_animations_on (self) ? self->theme : self->still, &state, now, self->level, leds);
  if (memcmp (leds, self->leds, sizeof leds) == 0)
    return;

  memcpy (self->leds, leds, sizeof leds);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  render (EAR_LIGHT_DIAL (widget));

  return G_SOURCE_CONTINUE;
}

/* What was scrolled away is not drawn. */
static gboolean
is_in_view (EarLightDial *self)
{
  GtkWidget *port = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  if (port == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (self), port, &bounds))
    return TRUE;

  return bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (port);
}

static gboolean
on_lazy (gpointer user_data)
{
  if (is_in_view (user_data))
    render (user_data);

  return G_SOURCE_CONTINUE;
}

/* The one place where frames are asked for and stop. A light that never moves needs none. */
static void
update (EarLightDial *self)
{
  gboolean runs = self->is_example && gtk_widget_get_mapped (GTK_WIDGET (self)) && are_animations_on (self);
  EarState example = ear_light_make_example (self->light, START);

  runs = runs && (ear_light_moves (self->theme, &example, START) || ear_light_next_change (self->theme, &example, START) != G_MAXINT64);
  if (runs && self->is_lively && self->tick_id == 0) {
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  } else if (!(runs && self->is_lively) && self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  if (runs && !self->is_lively && self->lazy_id == 0)
    self->lazy_id = g_timeout_add_full (G_PRIORITY_LOW, LAZY_MS, on_lazy, self, NULL);
  else if (!(runs && !self->is_lively))
    g_clear_handle_id (&self->lazy_id, g_source_remove);
  render (self);
}

/* A soft spot, tinted for each LED. */
static cairo_surface_t *
make_spot (int radius)
{
  cairo_surface_t *spot = cairo_image_surface_create (CAIRO_FORMAT_A8, 2 * radius, 2 * radius);
  cairo_pattern_t *glow = cairo_pattern_create_radial (radius, radius, 0, radius, radius, radius);
  cairo_t *cr = cairo_create (spot);

  cairo_pattern_add_color_stop_rgba (glow, 0.0, 0, 0, 0, 1.0);
  cairo_pattern_add_color_stop_rgba (glow, 0.28, 0, 0, 0, 0.92);
  cairo_pattern_add_color_stop_rgba (glow, 0.45, 0, 0, 0, 0.34);
  cairo_pattern_add_color_stop_rgba (glow, 1.0, 0, 0, 0, 0.0);
  cairo_set_source (cr, glow);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_pattern_destroy (glow);

  return spot;
}

static cairo_surface_t *
make_plate (double size,
            int    scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) size * scale, (int) size * scale);
  cairo_pattern_t *plate = cairo_pattern_create_radial (size * 0.42, size * 0.36, size * 0.05, size * 0.5, size * 0.5, size * 0.5);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_pattern_add_color_stop_rgb (plate, 0, 0.20, 0.205, 0.215);
  cairo_pattern_add_color_stop_rgb (plate, 1, 0.105, 0.108, 0.115);
  cairo_arc (cr, size / 2, size / 2, size * 0.485, 0, 2 * G_PI);
  cairo_set_source (cr, plate);
  cairo_fill (cr);
  cairo_arc (cr, size / 2, size / 2, size * RADIUS, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, 0.05, 0.05, 0.055);
  cairo_set_line_width (cr, size * 0.085);
  cairo_stroke (cr);
  cairo_destroy (cr);
  cairo_pattern_destroy (plate);

  return surface;
}

/* What does not change from picture to picture is made once for a size. */
static void
ensure_parts (EarLightDial *self,
              int           size)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->plate != NULL && self->plate_size == size && self->plate_scale == scale)
    return;

  g_clear_pointer (&self->spot, cairo_surface_destroy);
  g_clear_pointer (&self->plate, cairo_surface_destroy);
  self->plate_size = size;
  self->plate_scale = scale;
  self->spot_radius = MAX ((int) ceil (size * SPOT), 1);
  self->spot = make_spot (self->spot_radius);
  self->plate = make_plate (size, scale);
}

/* LED 0 is at the front, which is below; the others follow clockwise. */
static void
draw_led (EarLightDial *self,
          cairo_t      *cr,
          double        size,
          guint         led)
{
  double angle = G_PI / 2 + led * 2 * G_PI / EAR_N_LEDS, at[2] = { size / 2 + size * RADIUS * cos (angle), size / 2 + size * RADIUS * sin (angle) };
  double screen[3];

  ear_rgb_to_screen (self->leds[led], screen);
  if (screen[0] + screen[1] + screen[2] <= 0.0)
    return;

  cairo_set_source_rgb (cr, screen[0], screen[1], screen[2]);
  cairo_mask_surface (cr, self->spot, at[0] - self->spot_radius, at[1] - self->spot_radius);
}

static void
ear_light_dial_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  EarLightDial *self = EAR_LIGHT_DIAL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int size = MIN (width, height), x = (width - size) / 2, y = (height - size) / 2;
  cairo_t *cr;

  if (size < 1)
    return;

  ensure_parts (self, size);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) size, (float) size));
  cairo_translate (cr, x, y);
  cairo_set_source_surface (cr, self->plate, 0, 0);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_ADD);
  for (guint i = 0; i < EAR_N_LEDS; i++)
    draw_led (self, cr, size, i);
  cairo_destroy (cr);
}

static void
ear_light_dial_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *natural = EAR_LIGHT_DIAL (widget)->size;
  *minimum = MIN (*natural, MIN_SIZE);
}

static void
ear_light_dial_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_light_dial_parent_class)->map (widget);

  update (EAR_LIGHT_DIAL (widget));
}

static void
ear_light_dial_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_light_dial_parent_class)->unmap (widget);

  update (EAR_LIGHT_DIAL (widget));
}

static void
ear_light_dial_dispose (GObject *object)
{
  EarLightDial *self = EAR_LIGHT_DIAL (object);

  g_clear_handle_id (&self->lazy_id, g_source_remove);
  g_clear_pointer (&self->theme, ear_light_theme_unref);
  g_clear_pointer (&self->still, ear_light_theme_unref);
  g_clear_pointer (&self->spot, cairo_surface_destroy);
  g_clear_pointer (&self->plate, cairo_surface_destroy);

  G_OBJECT_CLASS (ear_light_dial_parent_class)->dispose (object);
}

static void
ear_light_dial_class_init (EarLightDialClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_light_dial_dispose;
  widget_class->map = ear_light_dial_map;
  widget_class->measure = ear_light_dial_measure;
  widget_class->snapshot = ear_light_dial_snapshot;
  widget_class->unmap = ear_light_dial_unmap;

  gtk_widget_class_set_css_name (widget_class, "lightdial");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_light_dial_init (EarLightDial *self)
{
  self->size = NATURAL_SIZE;
  self->state = (EarState) EAR_STATE_INIT;
  self->still = ear_light_theme_new_still (NULL);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
ear_light_dial_new (void)
{
  return g_object_new (EAR_TYPE_LIGHT_DIAL, NULL);
}

void
ear_light_dial_set_size (EarLightDial *self,
                         int           size)
{
  g_return_if_fail (EAR_IS_LIGHT_DIAL (self));

  self->size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * ear_light_dial_set_theme:
 * @theme: (nullable): %NULL for the classic one
 */
void
ear_light_dial_set_theme (EarLightDial        *self,
                          const EarLightTheme *theme)
{
  g_return_if_fail (EAR_IS_LIGHT_DIAL (self));

  if (theme == self->theme)
    return;

  g_clear_pointer (&self->theme, ear_light_theme_unref);
  g_clear_pointer (&self->still, ear_light_theme_unref);
  self->theme = theme ? ear_light_theme_ref (theme) : NULL;
  self->still = ear_light_theme_new_still (theme);
  update (self);
}

/**
 * ear_light_dial_set_example:
 *
 * Shows a light over and over.
 */
void
ear_light_dial_set_example (EarLightDial *self,
                            EarLight      light)
{
  g_return_if_fail (EAR_IS_LIGHT_DIAL (self));
  g_return_if_fail (light < EAR_N_LIGHTS);

  self->light = light;
  self->is_example = TRUE;
  self->began = g_get_monotonic_time ();
  self->last = 0;
  update (self);
}

/**
 * ear_light_dial_set_moment:
 * @now: µs since 1970
 * @level: how loud the device speaks
 *
 * Shows one moment, and stays there.
 */
void
ear_light_dial_set_moment (EarLightDial   *self,
                           const EarState *state,
                           gint64          now,
                           double          level)
{
  g_return_if_fail (EAR_IS_LIGHT_DIAL (self));

  self->is_example = FALSE;
  self->state = *state;
  self->now = now;
  self->level = level;
  update (self);
}

/**
 * ear_light_dial_set_lively:
 * @lively: whether somebody looks at this one
 *
 * An example moves at the full rate where somebody looks, and now and then elsewhere.
 */
void
ear_light_dial_set_lively (EarLightDial *self,
                           gboolean      lively)
{
  g_return_if_fail (EAR_IS_LIGHT_DIAL (self));

  self->is_lively = lively;
  update (self);
}

gboolean
ear_light_dial_is_ticking (EarLightDial *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_DIAL (self), FALSE);

  return self->tick_id != 0;
}
