/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-speaker-view.h"

#include "app/view/ear-light-ring.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define HOLD_MS      350        /* pressed longer than this is held */
#define MIN_BUTTON   24         /* the least size of what can be pressed */

struct _EarSpeakerView {
  GtkWidget  parent_instance;

  GtkWidget *ring;
  GtkWidget *buttons[EAR_N_BUTTONS];
  guint      hold_id;
  gboolean   is_held;
  gboolean   was_held;          /* the click that ends a hold is none */
  double     drag_x, drag_y;
};

G_DEFINE_FINAL_TYPE (EarSpeakerView, ear_speaker_view, GTK_TYPE_WIDGET)

enum {
  SIGNAL_PRESSED,
  SIGNAL_HELD,
  SIGNAL_RELEASED,
  SIGNAL_DIRECTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  const char *label;
  const char *tooltip;
} texts[EAR_N_BUTTONS] = {
  [EAR_BUTTON_ACTION] = { N_("Action"), N_("Action: press to talk, hold to talk as long as you hold") },
  [EAR_BUTTON_MUTE] = { N_("Microphone off/on"), N_("Microphone off/on") },
  [EAR_BUTTON_VOLUME_UP] = { N_("Volume up"), N_("Volume up") },
  [EAR_BUTTON_VOLUME_DOWN] = { N_("Volume down"), N_("Volume down") },
};

/* The body shows the buttons; these only show that they can be pressed. */
static const char css[] =
  "button.on-speaker { min-width: 0; min-height: 0; padding: 0; margin: 0; border: none; border-radius: 50%;"
  " background: none; box-shadow: none; }"
  "button.on-speaker:hover { background: alpha(white, 0.10); }"
  "button.on-speaker:active { background: alpha(black, 0.28); }"
  "button.on-speaker:focus:focus-visible { outline: 2px solid @accent_color; outline-offset: 1px; }";

static void
ensure_css (GtkWidget *widget)
{
  static gsize ready;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (!g_once_init_enter (&ready))
    return;

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&ready, 1);
}

static EarButton
find_button (EarSpeakerView *self,
             GtkWidget      *button)
{
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    if (self->buttons[i] == button)
      return i;

  g_assert_not_reached ();
}

static void
on_clicked (EarSpeakerView *self,
            GtkWidget      *button)
{
  EarButton which = find_button (self, button);

  if (which == EAR_BUTTON_ACTION && self->was_held)
    return;

  g_signal_emit (self, signals[SIGNAL_PRESSED], 0, ear_button_to_name (which));
}

static gboolean
on_held (gpointer data)
{
  EarSpeakerView *self = data;

  self->hold_id = 0;
  self->is_held = self->was_held = TRUE;
  g_signal_emit (self, signals[SIGNAL_HELD], 0);

  return G_SOURCE_REMOVE;
}

static void
release (EarSpeakerView *self)
{
  g_clear_handle_id (&self->hold_id, g_source_remove);
  if (self->is_held) {
    self->is_held = FALSE;
    g_signal_emit (self, signals[SIGNAL_RELEASED], 0);
  }
}

/* A widget is active from press to release, wherever the pointer goes meanwhile. */
static void
on_state_flags_changed (EarSpeakerView *self,
                        GtkStateFlags   before)
{
  gboolean was_down = (before & GTK_STATE_FLAG_ACTIVE) != 0;
  gboolean is_down = (gtk_widget_get_state_flags (self->buttons[EAR_BUTTON_ACTION]) & GTK_STATE_FLAG_ACTIVE) != 0;

  if (is_down && !was_down) {
    self->was_held = FALSE;
    g_clear_handle_id (&self->hold_id, g_source_remove);
    self->hold_id = g_timeout_add (HOLD_MS, on_held, self);
  } else if (was_down && !is_down) {
    release (self);
  }
}

static void
point (EarSpeakerView *self,
       double          x,
       double          y)
{
  EarBodyPlace place = ear_light_ring_get_place (EAR_LIGHT_RING (self->ring));

  g_signal_emit (self, signals[SIGNAL_DIRECTION], 0, ear_body_get_direction (&place, x, y));
}

static void
on_drag_begin (EarSpeakerView *self,
               double          x,
               double          y,
               GtkGesture     *drag)
{
  EarBodyPlace place = ear_light_ring_get_place (EAR_LIGHT_RING (self->ring));

  if (!ear_body_is_on_ring (&place, x, y)) {
    gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag_x = x;
  self->drag_y = y;
  point (self, x, y);
}

static void
on_drag_update (EarSpeakerView *self,
                double          dx,
                double          dy,
                GtkGesture     *drag)
{
  point (self, self->drag_x + dx, self->drag_y + dy);
}

static void
on_dark_changed (EarSpeakerView  *self,
                 GParamSpec      *pspec,
                 AdwStyleManager *style)
{
  ear_light_ring_set_finish (EAR_LIGHT_RING (self->ring),
                             adw_style_manager_get_dark (style) ? EAR_FINISH_CHARCOAL : EAR_FINISH_SAND);
}

static void
ear_speaker_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  gtk_widget_measure (EAR_SPEAKER_VIEW (widget)->ring, orientation, -1, minimum, natural, NULL, NULL);
}

static void
allocate_button (GtkWidget         *button,
                 cairo_rectangle_t  area)
{
  int min_width, min_height;
  double width, height;

  gtk_widget_measure (button, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (button, GTK_ORIENTATION_VERTICAL, -1, &min_height, NULL, NULL, NULL);
  width = MAX (round (area.width), MAX (min_width, MIN_BUTTON));
  height = MAX (round (area.height), MAX (min_height, MIN_BUTTON));
  gtk_widget_size_allocate (button, &(GtkAllocation) {
    (int) round (area.x + (area.width - width) / 2.0), (int) round (area.y + (area.height - height) / 2.0),
    (int) width, (int) height,
  }, -1);
}

static void
ear_speaker_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  EarSpeakerView *self = EAR_SPEAKER_VIEW (widget);
  EarBodyPlace place;

  gtk_widget_size_allocate (self->ring, &(GtkAllocation) { 0, 0, width, height }, -1);
  place = ear_light_ring_get_place (EAR_LIGHT_RING (self->ring));
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    allocate_button (self->buttons[i], ear_body_get_button_area (&place, i));
}

static void
ear_speaker_view_unmap (GtkWidget *widget)
{
  release (EAR_SPEAKER_VIEW (widget));

  GTK_WIDGET_CLASS (ear_speaker_view_parent_class)->unmap (widget);
}

static void
ear_speaker_view_dispose (GObject *object)
{
  EarSpeakerView *self = EAR_SPEAKER_VIEW (object);

  g_clear_handle_id (&self->hold_id, g_source_remove);
  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  g_clear_pointer (&self->ring, gtk_widget_unparent);

  G_OBJECT_CLASS (ear_speaker_view_parent_class)->dispose (object);
}

static void
ear_speaker_view_class_init (EarSpeakerViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_speaker_view_dispose;
  widget_class->measure = ear_speaker_view_measure;
  widget_class->size_allocate = ear_speaker_view_size_allocate;
  widget_class->unmap = ear_speaker_view_unmap;

  /**
   * EarSpeakerView::pressed:
   * @button: action, mute, volume-up or volume-down
   *
   * A button was pressed and let go at once.
   */
  signals[SIGNAL_PRESSED] = g_signal_new ("pressed", EAR_TYPE_SPEAKER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * EarSpeakerView::held:
   *
   * The action button stays down: the customer holds it to talk.
   */
  signals[SIGNAL_HELD] = g_signal_new ("held", EAR_TYPE_SPEAKER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);

  /**
   * EarSpeakerView::released:
   *
   * The action button was let go after #EarSpeakerView::held.
   */
  signals[SIGNAL_RELEASED] = g_signal_new ("released", EAR_TYPE_SPEAKER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);

  /**
   * EarSpeakerView::direction:
   * @degrees: clockwise from the front
   *
   * Somebody dragged along the ring: the talker stands there.
   */
  signals[SIGNAL_DIRECTION] = g_signal_new ("direction", EAR_TYPE_SPEAKER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "speakerview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_buttons (EarSpeakerView *self)
{
  /* In the order in which they are reached by the keyboard. */
  static const EarButton order[] = {
    EAR_BUTTON_ACTION, EAR_BUTTON_VOLUME_UP, EAR_BUTTON_VOLUME_DOWN, EAR_BUTTON_MUTE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    GtkWidget *button = gtk_button_new ();

    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "on-speaker");
    gtk_widget_set_tooltip_text (button, _(texts[order[i]].tooltip));
    gtk_widget_set_cursor_from_name (button, "pointer");
    gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, _(texts[order[i]].label), -1);
    g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
    self->buttons[order[i]] = button;
  }
  g_signal_connect_object (self->buttons[EAR_BUTTON_ACTION], "state-flags-changed",
                           G_CALLBACK (on_state_flags_changed), self, G_CONNECT_SWAPPED);
}

static void
ear_speaker_view_init (EarSpeakerView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  ensure_css (GTK_WIDGET (self));
  self->ring = ear_light_ring_new ();
  gtk_widget_set_parent (self->ring, GTK_WIDGET (self));
  add_buttons (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Speaker"), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (on_dark_changed), self, G_CONNECT_SWAPPED);
  on_dark_changed (self, NULL, style);
}

GtkWidget *
ear_speaker_view_new (void)
{
  return g_object_new (EAR_TYPE_SPEAKER_VIEW, NULL);
}

/**
 * ear_speaker_view_set_state:
 * @self: the view
 * @state: the device
 * @now: µs since 1970 by the device's clock
 *
 * Shows the device as it is, or as it was when a tape is scrubbed.
 */
void
ear_speaker_view_set_state (EarSpeakerView *self,
                            const EarState *state,
                            gint64          now)
{
  g_return_if_fail (EAR_IS_SPEAKER_VIEW (self));

  ear_light_ring_set_state (EAR_LIGHT_RING (self->ring), state, now);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->buttons[EAR_BUTTON_MUTE]), GTK_ACCESSIBLE_STATE_PRESSED,
                               state->mic_off ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/**
 * ear_speaker_view_set_level:
 * @self: the view
 * @level: how loud the device speaks, 0 to 1
 *
 * Shows a voice on the ring.
 */
void
ear_speaker_view_set_level (EarSpeakerView *self,
                            double          level)
{
  g_return_if_fail (EAR_IS_SPEAKER_VIEW (self));

  ear_light_ring_set_level (EAR_LIGHT_RING (self->ring), level);
}

/**
 * ear_speaker_view_get_light:
 * @self: the view
 *
 * Returns: the name of what the ring shows, e.g. "listening"
 */
const char *
ear_speaker_view_get_light (EarSpeakerView *self)
{
  g_return_val_if_fail (EAR_IS_SPEAKER_VIEW (self), NULL);

  return ear_light_to_name (ear_light_ring_get_light (EAR_LIGHT_RING (self->ring)));
}

/**
 * ear_speaker_view_is_moving:
 * @self: the view
 *
 * Returns: whether it asks for frames
 */
gboolean
ear_speaker_view_is_moving (EarSpeakerView *self)
{
  g_return_val_if_fail (EAR_IS_SPEAKER_VIEW (self), FALSE);

  return ear_light_ring_is_moving (EAR_LIGHT_RING (self->ring));
}

/**
 * ear_speaker_view_is_ready:
 * @self: the view
 *
 * Returns: whether its picture is as sharp as it will be at this size
 */
gboolean
ear_speaker_view_is_ready (EarSpeakerView *self)
{
  g_return_val_if_fail (EAR_IS_SPEAKER_VIEW (self), FALSE);

  return ear_light_ring_is_ready (EAR_LIGHT_RING (self->ring));
}

/**
 * ear_speaker_view_get_button:
 * @self: the view
 * @name: action, mute, volume-up or volume-down
 *
 * Returns: (transfer none) (nullable): the button of that name
 */
GtkWidget *
ear_speaker_view_get_button (EarSpeakerView *self,
                             const char     *name)
{
  g_return_val_if_fail (EAR_IS_SPEAKER_VIEW (self), NULL);

  for (guint i = 0; i < EAR_N_BUTTONS; i++)
    if (g_strcmp0 (ear_button_to_name (i), name) == 0)
      return self->buttons[i];

  return NULL;
}
