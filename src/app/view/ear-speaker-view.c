/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-speaker-view.h"

#include "app/view/ear-display.h"
#include "app/view/ear-light-ring.h"
#include "app/view/ear-speaker-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define HOLD_MS      350        /* pressed longer than this is held */
#define MIN_BUTTON   24         /* the least size of what can be pressed */

struct _EarSpeakerView {
  GtkWidget  parent_instance;

  EarBody    body;
  char      *finish;            /* its name, or NULL to follow the style */

  GtkWidget *ring;
  GtkWidget *display;
  GtkWidget *buttons[EAR_N_BUTTONS];
  guint      hold_id;
  gboolean   is_held;
  gboolean   was_held;          /* the click that ends a hold is none */
  double     drag_x, drag_y;
};

G_DEFINE_FINAL_TYPE (EarSpeakerView, ear_speaker_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_BODY,
  PROP_FINISH,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum {
  SIGNAL_PRESSED,
  SIGNAL_HELD,
  SIGNAL_RELEASED,
  SIGNAL_DIRECTION,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

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

static void
on_look_changed (GtkWidget      *button,
                 gpointer        what,
                 EarSpeakerView *self)
{
  ear_light_ring_set_button_look (EAR_LIGHT_RING (self->ring), find_button (self, button), ear_speaker_button_get_look (button));
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
show_body (EarSpeakerView *self)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));
  EarFinish finish = adw_style_manager_get_dark (style) ? EAR_FINISH_CHARCOAL : EAR_FINISH_SAND;
  EarBodyPlace place = { .body = self->body, .unit = 1.0 };
  cairo_rectangle_t area;

  ear_finish_from_name (self->finish, &finish);
  ear_light_ring_set_body (EAR_LIGHT_RING (self->ring), self->body, finish);
  gtk_widget_set_visible (self->display, ear_body_get_screen_area (&place, &area));
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
allocate_display (EarSpeakerView     *self,
                  const EarBodyPlace *place)
{
  cairo_rectangle_t area;
  double x, y;

  if (!ear_body_get_screen_area (place, &area))
    return;

  x = floor (area.x);
  y = floor (area.y);
  gtk_widget_measure (self->display, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->display, &(GtkAllocation) {
    (int) x, (int) y, (int) ceil (area.x + area.width - x), (int) ceil (area.y + area.height - y),
  }, -1);
  area.x -= x;
  area.y -= y;
  ear_display_set_area (EAR_DISPLAY (self->display), &area);
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
  allocate_display (self, &place);
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
ear_speaker_view_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  EarSpeakerView *self = EAR_SPEAKER_VIEW (object);

  if (id == PROP_BODY)
    g_value_set_string (value, ear_body_to_name (self->body));
  else if (id == PROP_FINISH)
    g_value_set_string (value, self->finish ? self->finish : "auto");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ear_speaker_view_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  EarSpeakerView *self = EAR_SPEAKER_VIEW (object);

  if (id == PROP_BODY)
    ear_speaker_view_set_body (self, g_value_get_string (value));
  else if (id == PROP_FINISH)
    ear_speaker_view_set_finish (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ear_speaker_view_dispose (GObject *object)
{
  EarSpeakerView *self = EAR_SPEAKER_VIEW (object);

  g_clear_handle_id (&self->hold_id, g_source_remove);
  g_clear_pointer (&self->finish, g_free);
  g_clear_pointer (&self->display, gtk_widget_unparent);
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
  object_class->get_property = ear_speaker_view_get_property;
  object_class->set_property = ear_speaker_view_set_property;
  widget_class->measure = ear_speaker_view_measure;
  widget_class->size_allocate = ear_speaker_view_size_allocate;
  widget_class->unmap = ear_speaker_view_unmap;

  /**
   * EarSpeakerView:body:
   *
   * The shape of the speaker by its name: puck or easel. A name that is none is the puck.
   */
  props[PROP_BODY] = g_param_spec_string ("body", NULL, NULL, "puck",
                                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * EarSpeakerView:finish:
   *
   * What it is made of by its name: charcoal or sand. Any other follows the style: charcoal in the dark, else sand.
   */
  props[PROP_FINISH] = g_param_spec_string ("finish", NULL, NULL, "auto",
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

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
    GtkWidget *button = ear_speaker_button_new (order[i]);

    g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
    gtk_widget_set_parent (button, GTK_WIDGET (self));
    self->buttons[order[i]] = button;
    g_signal_connect_object (button, "state-flags-changed", G_CALLBACK (on_look_changed), self, 0);
    g_signal_connect_object (button, "notify::css-classes", G_CALLBACK (on_look_changed), self, 0);
  }
  g_signal_connect_object (self->buttons[EAR_BUTTON_ACTION], "state-flags-changed",
                           G_CALLBACK (on_state_flags_changed), self, G_CONNECT_SWAPPED);
}

static void
ear_speaker_view_init (EarSpeakerView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->ring = ear_light_ring_new ();
  gtk_widget_set_parent (self->ring, GTK_WIDGET (self));
  self->display = ear_display_new ();
  gtk_widget_set_visible (self->display, FALSE);
  gtk_widget_set_parent (self->display, GTK_WIDGET (self));
  add_buttons (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Speaker"), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (show_body), self, G_CONNECT_SWAPPED);
  show_body (self);
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

  ear_display_set_state (EAR_DISPLAY (self->display), state, now);
  ear_light_ring_set_state (EAR_LIGHT_RING (self->ring), state, now);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->buttons[EAR_BUTTON_MUTE]), GTK_ACCESSIBLE_STATE_PRESSED,
                               state->mic_off ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/**
 * ear_speaker_view_set_tape:
 * @self: the view
 * @tape: (nullable): what happened to the device, of which its display tells
 * @household: (nullable): the household that goes with it; %NULL for a recording, whose time stands still
 * @zone: (nullable): where the device stands; %NULL for here
 * @locale: (nullable): its language, where the tape does not say
 *
 * Gives a body with a display something to show. It follows with ear_speaker_view_set_state().
 */
void
ear_speaker_view_set_tape (EarSpeakerView *self,
                           EarTape        *tape,
                           EarHousehold   *household,
                           GTimeZone      *zone,
                           const char     *locale)
{
  g_return_if_fail (EAR_IS_SPEAKER_VIEW (self));

  ear_display_set_tape (EAR_DISPLAY (self->display), tape, household, zone, locale);
}

/**
 * ear_speaker_view_set_body:
 * @self: the view
 * @body: (nullable): the name of a shape: puck or easel
 *
 * Changes the body, at once.
 */
void
ear_speaker_view_set_body (EarSpeakerView *self,
                           const char     *body)
{
  EarBody found = EAR_BODY_PUCK;

  g_return_if_fail (EAR_IS_SPEAKER_VIEW (self));

  ear_body_from_name (body, &found);
  if (self->body == found)
    return;

  self->body = found;
  show_body (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BODY]);
}

/**
 * ear_speaker_view_set_finish:
 * @self: the view
 * @finish: (nullable): the name of a finish: charcoal or sand; anything else follows the style
 *
 * Changes what the body is made of, at once.
 */
void
ear_speaker_view_set_finish (EarSpeakerView *self,
                             const char     *finish)
{
  EarFinish known;

  g_return_if_fail (EAR_IS_SPEAKER_VIEW (self));

  if (!ear_finish_from_name (finish, &known))
    finish = NULL;
  if (g_strcmp0 (self->finish, finish) == 0)
    return;

  g_free (self->finish);
  self->finish = g_strdup (finish);
  show_body (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FINISH]);
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
 * ear_speaker_view_get_screen:
 * @self: the view
 *
 * Returns: (nullable): what the display shows, if the body has one
 */
const EarScreen *
ear_speaker_view_get_screen (EarSpeakerView *self)
{
  g_return_val_if_fail (EAR_IS_SPEAKER_VIEW (self), NULL);

  return gtk_widget_get_visible (self->display) ? ear_display_get_screen (EAR_DISPLAY (self->display)) : NULL;
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
