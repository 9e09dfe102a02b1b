/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-waterfall.h"

#include "app/view/ear-chart-style.h"
#include "draw/ear-cascade.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#define MIN_WIDTH     220
#define NATURAL_WIDTH 470
#define MIN_HEIGHT    130

struct _EarWaterfall {
  GtkWidget   parent_instance;

  GArray     *shares;           /* of EarShare, with strings of our own */
  char       *currency;

  EarCascade *cascade;          /* for the present size and style, or NULL */
  int         highlighted;
};

G_DEFINE_FINAL_TYPE (EarWaterfall, ear_waterfall, GTK_TYPE_WIDGET)

static void
clear_share (gpointer data)
{
  EarShare *share = data;

  g_free ((char *) share->item);
  g_free ((char *) share->label);
}

static EarCascadeNames
get_names (void)
{
  return (EarCascadeNames) {
           .sums = {
             [EAR_DEPTH_CONTRIBUTION] = _("Answer"),
             [EAR_DEPTH_DEVICE] = _("With device"),
             [EAR_DEPTH_LOADED] = /* Translators: under a narrow bar. A soft hyphen says where the word may break. */
                                  C_("bar", "Fully loaded"),
           },
           .other = _("Other"),
  };
}

static EarCascade *
lay_out (EarWaterfall *self,
         int           width,
         int           height)
{
  EarCascadeNames names = get_names ();
  EarPalette palette;

  ear_chart_style_get (GTK_WIDGET (self), &palette);

  return ear_cascade_new ((const EarShare *) (gpointer) self->shares->data, self->shares->len, self->currency, &names,
                          &palette, width, height);
}

static EarCascade *
ensure_cascade (EarWaterfall *self)
{
  if (self->cascade == NULL)
    self->cascade = lay_out (self, gtk_widget_get_width (GTK_WIDGET (self)),
                             gtk_widget_get_height (GTK_WIDGET (self)));

  return self->cascade;
}

static void
forget_cascade (EarWaterfall *self)
{
  g_clear_pointer (&self->cascade, ear_cascade_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Every bar as words; nothing is put together here, however narrow the widget. */
static void
describe (EarWaterfall *self)
{
  g_autoptr (EarCascade) all = lay_out (self, NATURAL_WIDTH, 100000);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_bars;
  const EarBar *bars = ear_cascade_get_bars (all, &n_bars);

  for (guint i = 0; i < n_bars; i++) {
    g_autofree char *amount = ear_cascade_dup_amount (all, i);

    g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", bars[i].label, amount);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  n_bars > 0 ? text->str : _("Nothing earned or spent yet"), -1);
}

static void
highlight (EarWaterfall *self,
           int           bar)
{
  if (self->highlighted == bar)
    return;

  self->highlighted = bar;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_motion (EarWaterfall *self,
           double        x,
           double        y)
{
  highlight (self, ear_cascade_find_bar (ensure_cascade (self), y));
}

static void
on_leave (EarWaterfall *self)
{
  highlight (self, -1);
}

static gboolean
on_key_pressed (EarWaterfall    *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  guint n_bars;

  ear_cascade_get_bars (ensure_cascade (self), &n_bars);
  if (n_bars == 0)
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Down)
    highlight (self, MIN (self->highlighted + 1, (int) n_bars - 1));
  else if (key == GDK_KEY_Up)
    highlight (self, MAX (self->highlighted - 1, 0));
  else if (key == GDK_KEY_Home)
    highlight (self, 0);
  else if (key == GDK_KEY_End)
    highlight (self, (int) n_bars - 1);
  else if (key == GDK_KEY_Escape && self->highlighted >= 0)
    highlight (self, -1);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
ear_waterfall_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  EarWaterfall *self = EAR_WATERFALL (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  guint n_bars;

  ear_cascade_get_bars (ensure_cascade (self), &n_bars);
  if (self->highlighted >= (int) n_bars)
    self->highlighted = -1;
  ear_cascade_draw (self->cascade, cr, self->highlighted);
  cairo_destroy (cr);
}

static void
ear_waterfall_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  forget_cascade (EAR_WATERFALL (widget));
}

static void
ear_waterfall_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (ear_waterfall_parent_class)->css_changed (widget, change);

  gtk_widget_queue_resize (widget);
  forget_cascade (EAR_WATERFALL (widget));
}

static void
ear_waterfall_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  EarWaterfall *self = EAR_WATERFALL (widget);
  EarPalette palette;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MIN_WIDTH;
    *natural = NATURAL_WIDTH;
    return;
  }

  ear_chart_style_get (widget, &palette);
  *natural = (int) ceil (ear_cascade_measure ((const EarShare *) (gpointer) self->shares->data, self->shares->len, &palette));
  *minimum = *natural = MAX (*natural, MIN_HEIGHT);
}

static void
ear_waterfall_finalize (GObject *object)
{
  EarWaterfall *self = EAR_WATERFALL (object);

  g_clear_pointer (&self->cascade, ear_cascade_free);
  g_array_unref (self->shares);
  g_free (self->currency);

  G_OBJECT_CLASS (ear_waterfall_parent_class)->finalize (object);
}

static void
ear_waterfall_class_init (EarWaterfallClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ear_waterfall_finalize;
  widget_class->css_changed = ear_waterfall_css_changed;
  widget_class->measure = ear_waterfall_measure;
  widget_class->size_allocate = ear_waterfall_size_allocate;
  widget_class->snapshot = ear_waterfall_snapshot;

  gtk_widget_class_set_css_name (widget_class, "waterfall");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_waterfall_init (EarWaterfall *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->shares = g_array_new (FALSE, FALSE, sizeof (EarShare));
  g_array_set_clear_func (self->shares, clear_share);
  self->currency = g_strdup ("USD");
  self->highlighted = -1;

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect_object (adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))),
                           "notify::high-contrast", G_CALLBACK (forget_cascade), self, G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Where the money came from and went"), -1);
  describe (self);
}

GtkWidget *
ear_waterfall_new (void)
{
  return g_object_new (EAR_TYPE_WATERFALL, NULL);
}

/**
 * ear_waterfall_set_shares:
 * @self: the chart
 * @shares: (element-type EarShare): what to show
 * @currency: ISO 4217 code of all of them
 *
 * Shows shares, as ear_ledger_list_shares() gives them. They are copied.
 */
void
ear_waterfall_set_shares (EarWaterfall *self,
                          GPtrArray    *shares,
                          const char   *currency)
{
  g_return_if_fail (EAR_IS_WATERFALL (self));
  g_return_if_fail (shares != NULL);
  g_return_if_fail (currency != NULL);

  g_array_set_size (self->shares, 0);
  for (guint i = 0; i < shares->len; i++) {
    EarShare share = *(const EarShare *) g_ptr_array_index (shares, i);

    share.item = g_strdup (share.item);
    share.label = g_strdup (share.label);
    g_array_append_val (self->shares, share);
  }
  g_free (self->currency);
  self->currency = g_strdup (currency);
  describe (self);
  forget_cascade (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
