/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-sparkline.h"

#include "app/view/ear-chart-style.h"
#include "model/ear-money.h"

#include <glib/gi18n.h>

typedef struct {
  char   *label;
  char   *color;                /* a named color of the style */
  GArray *values;               /* of gint64 */
} Line;

struct _EarSparkline {
  GtkWidget  parent_instance;

  gboolean   with_axis;
  char      *currency;
  GPtrArray *lines;
};

G_DEFINE_FINAL_TYPE (EarSparkline, ear_sparkline, GTK_TYPE_WIDGET)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->label);
  g_free (line->color);
  g_array_unref (line->values);
  g_free (line);
}

static gint64
get_value (const Line *line,
           guint       n)
{
  return g_array_index (line->values, gint64, n);
}

/* From where to where each line goes. */
static void
describe (EarSparkline *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->lines->len; i++) {
    const Line *line = g_ptr_array_index (self->lines, i);
    guint n = line->values->len;
    g_autofree char *first = NULL, *last = NULL;

    if (n == 0)
      continue;

    first = ear_money_to_text (get_value (line, 0), self->currency);
    last = ear_money_to_text (get_value (line, n - 1), self->currency);
    if (text->len > 0)
      g_string_append (text, "; ");
    if (line->label != NULL)
      g_string_append_printf (text, "%s: ", line->label);
    /* Translators: two amounts of money, the first and the last of a line in a chart. */
    g_string_append_printf (text, _("from %s to %s"), first, last);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text->len > 0 ? text->str : _("Nothing earned or spent yet"), -1);
}

static EarSeries
get_series (EarSparkline *self,
            const Line   *line,
            EarColor      fallback)
{
  EarSeries series = {
    .label = line->label, .values = (const gint64 *) (gpointer) line->values->data, .n_values = line->values->len,
    .color = fallback,
  };
  GdkRGBA color;

  if (line->color != NULL
      && gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), line->color, &color))
    series.color = (EarColor) { color.red, color.green, color.blue, color.alpha };

  return series;
}

static void
ear_sparkline_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  EarSparkline *self = EAR_SPARKLINE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  g_autofree EarSeries *series = g_new (EarSeries, self->lines->len + 1);
  EarPalette palette;

  ear_chart_style_get (widget, &palette);
  for (guint i = 0; i < self->lines->len; i++)
    series[i] = get_series (self, g_ptr_array_index (self->lines, i), palette.accent);
  if (self->with_axis)
    ear_chart_draw_lines (cr, series, self->lines->len, self->currency, &palette, width, height);
  else if (self->lines->len > 0)
    ear_chart_draw_sparkline (cr, &series[0], &palette, width, height);
  cairo_destroy (cr);
}

static void
ear_sparkline_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gboolean across = orientation == GTK_ORIENTATION_HORIZONTAL;

  if (EAR_SPARKLINE (widget)->with_axis) {
    *minimum = across ? 220 : 110;
    *natural = across ? 470 : 170;
  } else {
    *minimum = across ? 40 : 18;
    *natural = across ? 96 : 28;
  }
}

static void
ear_sparkline_finalize (GObject *object)
{
  EarSparkline *self = EAR_SPARKLINE (object);

  g_ptr_array_unref (self->lines);
  g_free (self->currency);

  G_OBJECT_CLASS (ear_sparkline_parent_class)->finalize (object);
}

static void
ear_sparkline_class_init (EarSparklineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = ear_sparkline_finalize;
  widget_class->measure = ear_sparkline_measure;
  widget_class->snapshot = ear_sparkline_snapshot;

  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
ear_sparkline_init (EarSparkline *self)
{
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->currency = g_strdup ("USD");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("How the amount grew"), -1);
  describe (self);
}

/**
 * ear_sparkline_new:
 * @with_axis: whether to show amounts, ticks and names
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
ear_sparkline_new (gboolean with_axis)
{
  EarSparkline *self = g_object_new (EAR_TYPE_SPARKLINE, NULL);

  self->with_axis = with_axis;

  return GTK_WIDGET (self);
}

/**
 * ear_sparkline_clear:
 * @self: the chart
 * @currency: ISO 4217 code of what will be added
 *
 * Removes all lines.
 */
void
ear_sparkline_clear (EarSparkline *self,
                     const char   *currency)
{
  g_return_if_fail (EAR_IS_SPARKLINE (self));
  g_return_if_fail (currency != NULL);

  g_ptr_array_set_size (self->lines, 0);
  g_free (self->currency);
  self->currency = g_strdup (currency);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * ear_sparkline_add_series:
 * @self: the chart
 * @label: (nullable): what the line is called
 * @values: (array length=n_values): micros, evenly spaced; copied
 * @n_values: how many
 * @color: (nullable): a named color of the style, e.g. "error_color"; the accent color if %NULL
 *
 * Adds a line.
 */
void
ear_sparkline_add_series (EarSparkline *self,
                          const char   *label,
                          const gint64 *values,
                          guint         n_values,
                          const char   *color)
{
  Line *line;

  g_return_if_fail (EAR_IS_SPARKLINE (self));
  g_return_if_fail (values != NULL || n_values == 0);

  line = g_new (Line, 1);
  line->label = g_strdup (label);
  line->color = g_strdup (color);
  line->values = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_values);
  g_array_append_vals (line->values, values, n_values);
  g_ptr_array_add (self->lines, line);
  describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
