/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-light-ring.h"

#include "app/view/ear-body-picture.h"
#include "app/view/ear-light-nodes.h"
#include "app/view/ear-light-style.h"
#include "app/view/ear-light-words.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define BLEND_SPAN  (160 * G_GINT64_CONSTANT (1000)) /* from one light to the next */
#define PREVIEW_MS  4000
#define MIN_WIDTH   180
#define MIN_HEIGHT  164

struct _EarLightRing {
  GtkWidget        parent_instance;

  EarState         state;
  gint64           now;         /* by the device's clock … */
  gint64           now_frame;   /* … when the frame clock said this */
  double           level;       /* what the voice measures */
  double           shown_level; /* what the ring shows of it */
  gint64           level_frame;

  EarLightTheme   *own;         /* or NULL for the one in force */
  EarLightTheme   *previewed;   /* while a preview is shown */
  EarLightTheme   *theme;
  EarLightTheme   *still;       /* the same for who wants no motion */
  guint            preview_id;
  EarState         hidden;      /* what the device told meanwhile … */
  gint64           hidden_now;  /* … and when */
  EarLight         light;
  EarRgb           leds[EAR_N_LEDS];
  EarRgb           blend_from[EAR_N_LEDS];
  gint64           blend_frame; /* when it began, or 0 */
  guint            tick_id;
  guint            change_id;

  EarBody          body;
  EarFinish        finish;
  EarBodyPlace     place;
  EarButtonLook    looks[EAR_N_BUTTONS];
  EarBodyPicture  *picture;
  EarLightNodes   *nodes;
  EarRgb           drawn_leds[EAR_N_LEDS];
};

G_DEFINE_FINAL_TYPE (EarLightRing, ear_light_ring, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LIGHT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static gboolean
are_animations_on (EarLightRing *self)
{
  gboolean on = TRUE;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &on, NULL);

  return on;
}

static gint64
get_frame_time (EarLightRing *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));

  return clock ? gdk_frame_clock_get_frame_time (clock) : g_get_monotonic_time ();
}

/* The device's time in this frame. */
static gint64
get_now (EarLightRing *self)
{
  return self->now + MAX (get_frame_time (self) - self->now_frame, 0);
}

static void
describe (EarLightRing *self)
{
  g_autofree char *both = NULL;
  const char *text = ear_light_get_description (self->light);

  if (self->state.mic_off && self->light != EAR_LIGHT_MIC_OFF)
    /* Translators: %s is what the light ring shows, e.g. “speaking, following the voice”. */
    text = both = g_strdup_printf (_("%s; microphone off, red at the sides"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* Fades from what was shown when the light changed. */
static void
blend (EarLightRing *self)
{
  gint64 elapsed = get_frame_time (self) - self->blend_frame;
  float k = (float) CLAMP (elapsed, 0, BLEND_SPAN) / (float) BLEND_SPAN;

  if (elapsed >= BLEND_SPAN) {
    self->blend_frame = 0;
    return;
  }
  for (guint i = 0; i < EAR_N_LEDS; i++) {
    self->leds[i].r = self->blend_from[i].r + (self->leds[i].r - self->blend_from[i].r) * k;
    self->leds[i].g = self->blend_from[i].g + (self->leds[i].g - self->blend_from[i].g) * k;
    self->leds[i].b = self->blend_from[i].b + (self->leds[i].b - self->blend_from[i].b) * k;
  }
}

static void
follow_level (EarLightRing *self)
{
  gint64 frame = get_frame_time (self);

  self->shown_level = ear_light_follow (self->shown_level, self->level, frame - self->level_frame);
  self->level_frame = frame;
}

static void
render_leds (EarLightRing *self,
             gboolean      animated)
{
  gint64 now = get_now (self);

  follow_level (self);
  ear_light_render (animated ? self->theme : self->still, &self->state, now, self->shown_level, self->leds);
  if (self->blend_frame != 0)
    blend (self);
}

static void update (EarLightRing *self);

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  update (EAR_LIGHT_RING (widget));

  return EAR_LIGHT_RING (widget)->tick_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
on_change (gpointer data)
{
  EarLightRing *self = data;

  self->change_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* Without frames somebody else has to notice when a light ends by itself. */
static void
await_change (EarLightRing *self,
              gboolean      animated)
{
  gint64 now = get_now (self);
  gint64 change = ear_light_next_change (animated ? self->theme : self->still, &self->state, now);

  if (change != G_MAXINT64)
    self->change_id = g_timeout_add ((guint) CLAMP ((change - now) / 1000 + 1, 1, 10000), on_change, self);
}

static void
set_ticking (EarLightRing *self,
             gboolean      ticking)
{
  if (ticking && self->tick_id == 0) {
    self->level_frame = get_frame_time (self);
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  } else if (!ticking && self->tick_id != 0) {
    guint id = self->tick_id;

    self->tick_id = 0;
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), id);
  }
}

/* The one place where the light changes, frames are asked for and stop. */
static void
update (EarLightRing *self)
{
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));
  gboolean animated = mapped && are_animations_on (self);
  EarLight light = ear_light_from_state (&self->state, get_now (self));
  gboolean moves;

  if (light != self->light) {
    g_debug ("light: %s → %s", ear_light_to_name (self->light), ear_light_to_name (light));
    self->light = light;
    memcpy (self->blend_from, self->leds, sizeof self->leds);
    self->blend_frame = animated ? get_frame_time (self) : 0;
    describe (self);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIGHT]);
  }
  render_leds (self, animated);
  moves = animated && (ear_light_moves (self->theme, &self->state, get_now (self)) || self->blend_frame != 0);
  set_ticking (self, moves);
  g_clear_handle_id (&self->change_id, g_source_remove);
  if (!moves)
    await_change (self, animated);
  if (memcmp (self->leds, self->drawn_leds, sizeof self->leds) != 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
take_theme (EarLightRing *self)
{
  const EarLightTheme *theme = self->own ? self->own : self->previewed;

  theme = theme ? theme : ear_light_style_get_theme (ear_light_style_get_default ());
  if (theme == self->theme)
    return;

  g_clear_pointer (&self->theme, ear_light_theme_unref);
  g_clear_pointer (&self->still, ear_light_theme_unref);
  self->theme = ear_light_theme_ref (theme);
  self->still = ear_light_theme_new_still (theme);
}

static void
on_style_changed (EarLightRing *self)
{
  take_theme (self);
  update (self);
}

static void
take_state (EarLightRing   *self,
            const EarState *state,
            gint64          now)
{
  gboolean mic_off = self->state.mic_off;

  self->state = *state;
  self->now = now;
  self->now_frame = get_frame_time (self);
  if (mic_off != self->state.mic_off) {
    describe (self);
    gtk_widget_queue_draw (GTK_WIDGET (self));
  }
  update (self);
}

static void
end_preview (EarLightRing *self)
{
  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_pointer (&self->previewed, ear_light_theme_unref);
  take_theme (self);
}

static gboolean
on_preview_over (gpointer user_data)
{
  EarLightRing *self = user_data;

  self->preview_id = 0;
  end_preview (self);
  take_state (self, &self->hidden, self->hidden_now + PREVIEW_MS * G_GINT64_CONSTANT (1000));

  return G_SOURCE_REMOVE;
}

/* A microphone that is off shows through a preview, too. */
static void
on_style_preview (EarLightRing  *self,
                  EarLight       light,
                  EarLightTheme *theme)
{
  EarState state;

  if (self->own != NULL || (self->preview_id == 0 && self->state.phase != EAR_PHASE_IDLE))
    return;

  if (self->preview_id == 0) {
    self->hidden = self->state;
    self->hidden_now = get_now (self);
  }
  state = ear_light_make_example (light, self->hidden_now);
  state.mic_off |= self->hidden.mic_off;
  end_preview (self);
  self->previewed = ear_light_theme_ref (theme);
  take_theme (self);
  self->preview_id = g_timeout_add (PREVIEW_MS, on_preview_over, self);
  take_state (self, &state, self->hidden_now);
}

static gboolean
is_dark (const EarRgb leds[EAR_N_LEDS])
{
  static const EarRgb dark[EAR_N_LEDS];

  return memcmp (leds, dark, sizeof dark) == 0;
}

static void
ear_light_ring_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  EarLightRing *self = EAR_LIGHT_RING (widget);
  GskRenderNode *body = ear_body_picture_get_node (self->picture);
  static const EarButtonLook resting[EAR_N_BUTTONS];
  EarButtonLook looks[EAR_N_BUTTONS];
  gboolean dark = is_dark (self->leds);

  if (body != NULL)
    gtk_snapshot_append_node (snapshot, body);

  memcpy (self->drawn_leds, self->leds, sizeof self->leds);
  memcpy (looks, self->looks, sizeof looks);
  if (self->state.mic_off)
    looks[EAR_BUTTON_MUTE] |= EAR_BUTTON_MARKED;
  if (dark && memcmp (looks, resting, sizeof looks) == 0)
    return;

  ear_light_nodes_set_place (self->nodes, self->finish, &self->place, gtk_widget_get_scale_factor (widget),
                             ear_body_picture_is_ready (self->picture));
  ear_light_nodes_snapshot (self->nodes, snapshot, dark ? NULL : self->leds, looks);
}

/* On whole pixels, or the picture would be blurred. */
static EarBodyPlace
find_place (EarLightRing *self,
            int           width,
            int           height)
{
  EarBodyPlace place = ear_body_place (self->body, width, height);

  place.x = floor (place.x);
  place.y = floor (place.y);

  return place;
}

static void
ask_for_picture (EarLightRing *self)
{
  if (self->place.unit <= 0.0)
    return;

  ear_body_picture_set_size (self->picture, self->finish, &self->place,
                             gtk_widget_get_scale_factor (GTK_WIDGET (self)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ear_light_ring_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  EarLightRing *self = EAR_LIGHT_RING (widget);

  self->place = find_place (self, width, height);
  ask_for_picture (self);
}

static void
ear_light_ring_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = across ? MIN_WIDTH : MIN_HEIGHT;
  *natural = across ? (int) EAR_BODY_WIDTH : (int) EAR_BODY_HEIGHT;
}

static void
ear_light_ring_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_light_ring_parent_class)->map (widget);

  update (EAR_LIGHT_RING (widget));
}

static void
ear_light_ring_unmap (GtkWidget *widget)
{
  set_ticking (EAR_LIGHT_RING (widget), FALSE);

  GTK_WIDGET_CLASS (ear_light_ring_parent_class)->unmap (widget);
}

static void
ear_light_ring_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_LIGHT)
    g_value_set_string (value, ear_light_to_name (EAR_LIGHT_RING (object)->light));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ear_light_ring_dispose (GObject *object)
{
  EarLightRing *self = EAR_LIGHT_RING (object);

  set_ticking (self, FALSE);
  g_clear_handle_id (&self->change_id, g_source_remove);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->own, ear_light_theme_unref);
  g_clear_pointer (&self->previewed, ear_light_theme_unref);
  g_clear_pointer (&self->theme, ear_light_theme_unref);
  g_clear_pointer (&self->still, ear_light_theme_unref);
  g_clear_pointer (&self->nodes, ear_light_nodes_free);

  G_OBJECT_CLASS (ear_light_ring_parent_class)->dispose (object);
}

static void
ear_light_ring_class_init (EarLightRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_light_ring_dispose;
  object_class->get_property = ear_light_ring_get_property;
  widget_class->map = ear_light_ring_map;
  widget_class->measure = ear_light_ring_measure;
  widget_class->size_allocate = ear_light_ring_size_allocate;
  widget_class->snapshot = ear_light_ring_snapshot;
  widget_class->unmap = ear_light_ring_unmap;

  /**
   * EarLightRing:light:
   *
   * The name of what the ring shows, e.g. "listening".
   */
  props[PROP_LIGHT] = g_param_spec_string ("light", NULL, NULL, "off",
                                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_css_name (widget_class, "lightring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_light_ring_init (EarLightRing *self)
{
  self->state = (EarState) EAR_STATE_INIT;
  take_theme (self);
  g_signal_connect_object (ear_light_style_get_default (), "changed", G_CALLBACK (on_style_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ear_light_style_get_default (), "preview", G_CALLBACK (on_style_preview), self, G_CONNECT_SWAPPED);
  self->nodes = ear_light_nodes_new ();
  self->picture = ear_body_picture_new ();
  g_signal_connect_object (self->picture, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (ask_for_picture), NULL);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-enable-animations",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Light ring"), -1);
  describe (self);
}

GtkWidget *
ear_light_ring_new (void)
{
  return g_object_new (EAR_TYPE_LIGHT_RING, NULL);
}

/**
 * ear_light_ring_set_state:
 * @self: the ring
 * @state: the device
 * @now: µs since 1970 by the device's clock
 *
 * Shows a state of the device. From here on the light moves by itself.
 */
void
ear_light_ring_set_state (EarLightRing   *self,
                          const EarState *state,
                          gint64          now)
{
  g_return_if_fail (EAR_IS_LIGHT_RING (self));
  g_return_if_fail (state != NULL);

  if (self->preview_id != 0 && state->phase == EAR_PHASE_IDLE) {
    self->hidden = *state;
    self->hidden_now = now;
    return;
  }
  if (self->preview_id != 0)
    end_preview (self);
  take_state (self, state, now);
}

/**
 * ear_light_ring_set_level:
 * @self: the ring
 * @level: how loud the device speaks, 0 to 1
 *
 * Shows a voice. The ring follows it from frame to frame.
 */
void
ear_light_ring_set_level (EarLightRing *self,
                          double        level)
{
  g_return_if_fail (EAR_IS_LIGHT_RING (self));

  self->level = level;
}

/**
 * ear_light_ring_set_theme:
 * @self: the ring
 * @theme: (nullable): how it looks; %NULL for the theme in force
 *
 * Gives the ring a theme of its own.
 */
void
ear_light_ring_set_theme (EarLightRing        *self,
                          const EarLightTheme *theme)
{
  g_return_if_fail (EAR_IS_LIGHT_RING (self));

  if (theme == self->own)
    return;

  g_clear_pointer (&self->own, ear_light_theme_unref);
  self->own = theme ? ear_light_theme_ref (theme) : NULL;
  take_theme (self);
  update (self);
}

/**
 * ear_light_ring_set_body:
 * @self: the ring
 * @body: its shape
 * @finish: what it is made of
 *
 * Changes the body.
 */
void
ear_light_ring_set_body (EarLightRing *self,
                         EarBody       body,
                         EarFinish     finish)
{
  g_return_if_fail (EAR_IS_LIGHT_RING (self));
  g_return_if_fail (body < EAR_N_BODIES);
  g_return_if_fail (finish < EAR_N_FINISHES);

  if (self->body == body && self->finish == finish)
    return;

  self->body = self->place.body = body;
  self->finish = finish;
  ask_for_picture (self);
}

/**
 * ear_light_ring_set_button_look:
 * @self: the ring
 * @button: which button
 * @look: what is to be seen of it
 *
 * Shows a button hovered or pressed. That the microphone is off it knows by itself.
 */
void
ear_light_ring_set_button_look (EarLightRing  *self,
                                EarButton      button,
                                EarButtonLook  look)
{
  g_return_if_fail (EAR_IS_LIGHT_RING (self));
  g_return_if_fail (button < EAR_N_BUTTONS);

  if (self->looks[button] == look)
    return;

  self->looks[button] = look;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ear_light_ring_get_light:
 * @self: the ring
 *
 * Returns: what it shows
 */
EarLight
ear_light_ring_get_light (EarLightRing *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_RING (self), EAR_LIGHT_OFF);

  return self->light;
}

/**
 * ear_light_ring_is_moving:
 * @self: the ring
 *
 * Returns: whether it asks for frames
 */
gboolean
ear_light_ring_is_moving (EarLightRing *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_RING (self), FALSE);

  return self->tick_id != 0;
}

/**
 * ear_light_ring_is_ready:
 * @self: the ring
 *
 * Returns: whether the body is drawn as sharp as it will be
 */
gboolean
ear_light_ring_is_ready (EarLightRing *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_RING (self), FALSE);

  return ear_body_picture_is_ready (self->picture);
}

/**
 * ear_light_ring_get_place:
 * @self: the ring
 *
 * Returns: where the body stands in the widget
 */
EarBodyPlace
ear_light_ring_get_place (EarLightRing *self)
{
  return self->place;
}
