/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-display.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

struct _EarDisplay {
  GtkWidget          parent_instance;

  EarTape           *tape;
  EarHousehold      *household; /* NULL for a recording, whose time stands still */
  GTimeZone         *zone;
  char              *locale;
  EarState           state;
  gint64             now;       /* by the device's clock … */
  gint64             now_mono;  /* … when the monotonic one said this */
  guint              change_id;

  EarScreen         *screen;
  cairo_rectangle_t  area;      /* inside of the widget, which is on whole pixels */
  GskRenderNode     *node;
};

G_DEFINE_FINAL_TYPE (EarDisplay, ear_display, GTK_TYPE_WIDGET)

static void
redraw (EarDisplay *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The node holds an image: a kept node of drawing commands would set all words again with every frame of the light. */
static GskRenderNode *
draw (EarDisplay *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, scale, scale);
  ear_screen_draw (self->screen, cr, &self->area,
                   adw_style_manager_get_high_contrast (style) ? EAR_SCREEN_CONTRAST : EAR_SCREEN_PLAIN);
  cairo_destroy (cr);
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_scale (cr, 1.0 / scale, 1.0 / scale);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return node;
}

static void
ear_display_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  EarDisplay *self = EAR_DISPLAY (widget);

  if (self->screen == NULL || gtk_widget_get_width (widget) <= 0 || gtk_widget_get_height (widget) <= 0)
    return;

  if (self->node == NULL)
    self->node = draw (self);
  gtk_snapshot_append_node (snapshot, self->node);
}

/* What looks the same is not drawn again. */
static void
take_screen (EarDisplay *self,
             EarScreen  *screen)
{
  g_autoptr (EarScreen) before = g_steal_pointer (&self->screen);
  g_autofree char *words = NULL;

  self->screen = screen;
  if (before != NULL && ear_screen_equal (before, screen))
    return;

  words = ear_screen_describe (screen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  redraw (self);
}

/* The only clock here is the device's, carried on from when it was last told. */
static gint64
get_now (EarDisplay *self)
{
  return self->household ? self->now + MAX (g_get_monotonic_time () - self->now_mono, 0) : self->now;
}

static void update (EarDisplay *self);

static gboolean
on_change (gpointer data)
{
  EarDisplay *self = data;

  self->change_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A clock asks to be woken once a minute, a timer once a second. */
static void
await_change (EarDisplay *self,
              gint64      now)
{
  if (self->household != NULL && self->screen->next_change != G_MAXINT64)
    self->change_id = g_timeout_add ((guint) CLAMP ((self->screen->next_change - now) / 1000 + 1, 1, 60000), on_change,
                                     self);
}

/* The one place where what is shown changes. */
static void
update (EarDisplay *self)
{
  g_autoptr (EarHousehold) household = NULL;
  gint64 now = get_now (self);

  g_clear_handle_id (&self->change_id, g_source_remove);
  if (self->tape == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  household = self->household ? g_object_ref (self->household)
                              : ear_household_new_at (self->tape, MIN (self->state.n_events, ear_tape_get_length (self->tape)));
  take_screen (self, ear_screen_from_tape (self->tape, household, &self->state, now, self->zone, self->locale));
  await_change (self, now);
}

static void
ear_display_map (GtkWidget *widget)
{
  EarDisplay *self = EAR_DISPLAY (widget);

  GTK_WIDGET_CLASS (ear_display_parent_class)->map (widget);

  /* The first frame of a window is not kept waiting for fonts. */
  if (self->change_id == 0)
    self->change_id = g_idle_add_full (G_PRIORITY_LOW, on_change, self, NULL);
}

static void
ear_display_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&EAR_DISPLAY (widget)->change_id, g_source_remove);

  GTK_WIDGET_CLASS (ear_display_parent_class)->unmap (widget);
}

static void
ear_display_dispose (GObject *object)
{
  EarDisplay *self = EAR_DISPLAY (object);

  g_clear_handle_id (&self->change_id, g_source_remove);
  g_clear_object (&self->tape);
  g_clear_object (&self->household);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->locale, g_free);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->screen, ear_screen_free);

  G_OBJECT_CLASS (ear_display_parent_class)->dispose (object);
}

static void
ear_display_class_init (EarDisplayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_display_dispose;
  widget_class->map = ear_display_map;
  widget_class->snapshot = ear_display_snapshot;
  widget_class->unmap = ear_display_unmap;

  gtk_widget_class_set_css_name (widget_class, "display");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_display_init (EarDisplay *self)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->state = (EarState) EAR_STATE_INIT;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Display"), -1);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (redraw), NULL);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (redraw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
ear_display_new (void)
{
  return g_object_new (EAR_TYPE_DISPLAY, NULL);
}

/**
 * ear_display_set_tape:
 * @self: the display
 * @tape: (nullable): what happened to the device
 * @household: (nullable): the household that goes with it; %NULL for a recording, whose time stands still
 * @zone: (nullable): where the device stands; %NULL for here
 * @locale: (nullable): its language, where the tape does not say
 *
 * Tells what there is to show.
 */
void
ear_display_set_tape (EarDisplay   *self,
                      EarTape      *tape,
                      EarHousehold *household,
                      GTimeZone    *zone,
                      const char   *locale)
{
  g_return_if_fail (EAR_IS_DISPLAY (self));

  g_set_object (&self->tape, tape);
  g_set_object (&self->household, household);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = zone ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  g_free (self->locale);
  self->locale = g_strdup (locale);
  update (self);
}

/**
 * ear_display_set_state:
 * @self: the display
 * @state: the device
 * @now: µs since 1970 by the device's clock
 *
 * Shows the device at this moment. From here on the display follows its clock by itself.
 */
void
ear_display_set_state (EarDisplay     *self,
                       const EarState *state,
                       gint64          now)
{
  g_return_if_fail (EAR_IS_DISPLAY (self));

  self->state = *state;
  self->now = now;
  self->now_mono = g_get_monotonic_time ();
  update (self);
}

/**
 * ear_display_get_screen:
 * @self: the display
 *
 * Returns: (nullable): what it shows
 */
const EarScreen *
ear_display_get_screen (EarDisplay *self)
{
  g_return_val_if_fail (EAR_IS_DISPLAY (self), NULL);

  return self->screen;
}

/**
 * ear_display_set_area:
 * @self: the display
 * @area: where its glass is, seen from the widget's corner
 *
 * Places what it shows between whole pixels.
 */
void
ear_display_set_area (EarDisplay              *self,
                      const cairo_rectangle_t *area)
{
  g_return_if_fail (EAR_IS_DISPLAY (self));

  if (self->area.x == area->x && self->area.y == area->y && self->area.width == area->width
      && self->area.height == area->height)
    return;

  self->area = *area;
  redraw (self);
}
