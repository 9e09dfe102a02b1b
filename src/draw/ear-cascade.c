/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade.h"

#include "draw/ear-chart-private.h"

#include <math.h>

#define MAX_SHARES 128
#define MAX_MICROS (G_MAXINT64 / 65536) /* so that no sum of them overflows */

typedef struct {
  char              *text;      /* %NULL where there is no room */
  cairo_rectangle_t  box;
} Label;

struct _EarCascade {
  EarPalette  palette;
  char       *font;
  char       *currency;
  GArray     *bars;
  Label      *names;
  Label      *amounts;
  EarScale    scale;
  EarPlot     plot;
};

static void
clear_bar (gpointer data)
{
  EarBar *bar = data;

  g_free (bar->label);
}

static gint64
get_micros (const EarBar *bar)
{
  return bar->to - bar->from;
}

/* Until they are laid out bars hold their amount in @to. */
static void
take_shares (EarCascade     *self,
             const EarShare *shares,
             guint           n_shares)
{
  for (guint depth = 0; depth < EAR_N_DEPTHS; depth++)
    for (guint i = 0; i < n_shares; i++)
      if (shares[i].depth == depth && shares[i].micros != 0) {
        EarBar bar = {
          .label = g_strdup (shares[i].label ? shares[i].label : shares[i].item),
          .to = CLAMP (shares[i].micros, -MAX_MICROS, MAX_MICROS),
          .depth = depth,
        };

        g_array_append_val (self->bars, bar);
      }
}

static guint
count_depths (EarCascade *self)
{
  guint n = 0;

  for (guint i = 0; i < self->bars->len; i++)
    n += i == 0 || g_array_index (self->bars, EarBar, i).depth != g_array_index (self->bars, EarBar, i - 1).depth;

  return n;
}

static gboolean
belong_together (const EarBar *a,
                 const EarBar *b)
{
  return a->depth == b->depth && (a->to < 0) == (b->to < 0);
}

/* The two bars that are least missed when they are put together: same depth, same sign, smallest sum. */
static gboolean
find_pair (EarCascade *self,
           guint      *first,
           guint      *second)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < self->bars->len; i++)
    for (guint k = i + 1; k < self->bars->len; k++) {
      const EarBar *a = &g_array_index (self->bars, EarBar, i), *b = &g_array_index (self->bars, EarBar, k);

      if (belong_together (a, b) && ABS (a->to + b->to) < least) {
        least = ABS (a->to + b->to);
        *first = i;
        *second = k;
      }
    }

  return least != G_MAXINT64;
}

/* Puts two bars together: what came in stands before what went out. */
static void
merge (EarCascade *self,
       guint       first,
       guint       second,
       const char *other)
{
  EarBar merged = g_array_index (self->bars, EarBar, first);
  guint at = 0;

  merged.label = g_strdup (other);
  merged.to += g_array_index (self->bars, EarBar, second).to;
  g_array_remove_index (self->bars, second);
  g_array_remove_index (self->bars, first);
  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = &g_array_index (self->bars, EarBar, i);

    if (bar->depth < merged.depth || (bar->depth == merged.depth && (merged.to < 0 || bar->to >= 0)))
      at = i + 1;
  }
  g_array_insert_val (self->bars, at, merged);
}

static void
pile_up (EarCascade            *self,
         const EarCascadeNames *names)
{
  gint64 run = 0;

  for (guint i = 0; i < self->bars->len; i++) {
    EarBar *bar = &g_array_index (self->bars, EarBar, i);
    EarDepth depth = bar->depth;

    bar->from = run;
    run = bar->to += run;
    if (i + 1 == self->bars->len || bar[1].depth != depth) {
      EarBar sum = { .label = g_strdup (names->sums[depth]), .to = run, .depth = depth, .is_sum = TRUE };

      g_array_insert_val (self->bars, ++i, sum);
    }
  }
}

static void
find_scale (EarCascade *self)
{
  gint64 low = 0, high = 0;

  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = &g_array_index (self->bars, EarBar, i);

    low = MIN (low, bar->to);
    high = MAX (high, bar->to);
  }
  self->scale = ear_scale_new (low, high, (guint) CLAMP (self->plot.height / (self->palette.size * 2.4), 2.0, 8.0));
}

/* The pixels of a bar: never less than two, so that the smallest amount can be seen. */
static cairo_rectangle_t
get_box (const EarCascade *self,
         const EarBar     *bar)
{
  double a = ear_plot_get_y (&self->plot, &self->scale, bar->from);
  double b = ear_plot_get_y (&self->plot, &self->scale, bar->to);
  double top = MIN (a, b), height = fabs (a - b);

  if (height < 2.0) {
    top = (a + b) / 2.0 - 1.0;
    height = 2.0;
  }

  return (cairo_rectangle_t) { bar->x, top, bar->width, height };
}

static gboolean
overlap (const cairo_rectangle_t *a,
         const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height && b->y < a->y + a->height;
}

static gboolean
is_free (const EarCascade        *self,
         const cairo_rectangle_t *box,
         guint                    but)
{
  if (box->y < 0.0 || box->y + box->height > self->plot.y + self->plot.height + self->palette.size)
    return FALSE;

  for (guint i = 0; i < self->bars->len; i++) {
    cairo_rectangle_t bar = get_box (self, &g_array_index (self->bars, EarBar, i));

    if ((i != but && overlap (box, &bar)) || overlap (box, &self->names[i].box))
      return FALSE;
    if (i < but && self->amounts[i].text != NULL && overlap (box, &self->amounts[i].box))
      return FALSE;
  }

  return TRUE;
}

static void
place_names (EarCascade *self,
             cairo_t    *cr)
{
  double pitch = self->plot.width / MAX (self->bars->len, 1);

  for (guint i = 0; i < self->bars->len; i++) {
    EarBar *bar = &g_array_index (self->bars, EarBar, i);
    g_autoptr (PangoLayout) layout = NULL;
    double width, height;

    bar->width = floor (MIN (pitch * 0.66, 46.0));
    bar->x = floor (self->plot.x + pitch * (i + 0.5) - bar->width / 2.0);
    layout = ear_chart_write (cr, &self->palette, bar->label ? bar->label : "", pitch - 2.0, &width, &height);
    self->names[i].text = g_strdup (bar->label);
    self->names[i].box = (cairo_rectangle_t) {
      self->plot.x + pitch * (i + 0.5) - (pitch - 2.0) / 2.0,
      self->plot.y + self->plot.height + self->palette.size,
      pitch - 2.0, height,
    };
  }
}

/* What comes in is written above its bar, what goes out below, or where there is room. */
static void
place_amounts (EarCascade *self,
               cairo_t    *cr)
{
  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = &g_array_index (self->bars, EarBar, i);
    cairo_rectangle_t box = get_box (self, bar);
    g_autofree char *text = ear_cascade_dup_amount (self, i);
    g_autoptr (PangoLayout) layout = NULL;
    double width, height;

    layout = ear_chart_write (cr, &self->palette, text, -1.0, &width, &height);
    for (int way = 0; way < 2 && self->amounts[i].text == NULL; way++) {
      gboolean above = (get_micros (bar) >= 0) == (way == 0);
      cairo_rectangle_t at = {
        box.x + (box.width - width) / 2.0, above ? box.y - height - 1.0 : box.y + box.height + 1.0, width, height,
      };

      if (is_free (self, &at, i)) {
        self->amounts[i].box = at;
        self->amounts[i].text = g_steal_pointer (&text);
      }
    }
  }
}

static void
lay_out (EarCascade            *self,
         const EarCascadeNames *names,
         double                 width,
         double                 height)
{
  double size = self->palette.size, least_pitch = size * 4.3;
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  guint max_bars, first, second;

  self->plot = (EarPlot) { 0.0, size * 1.7, 1.0, MAX (height - size * 6.2, 1.0) };
  max_bars = (guint) MAX ((width - size * 5.0) / least_pitch, 2.0);
  while (self->bars->len + count_depths (self) > max_bars && find_pair (self, &first, &second))
    merge (self, first, second, names->other);
  pile_up (self, names);
  find_scale (self);
  self->plot.x = ear_chart_get_gutter (cr, &self->palette, &self->scale, self->currency) + 18.0;
  self->plot.width = MAX (width - self->plot.x - 8.0, 1.0);
  self->names = g_new0 (Label, self->bars->len + 1);
  self->amounts = g_new0 (Label, self->bars->len + 1);
  place_names (self, cr);
  place_amounts (self, cr);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/**
 * ear_cascade_new:
 * @shares: (array length=n_shares): what came in and went out, in this order within each depth
 * @n_shares: how many
 * @currency: ISO 4217 code of all of them
 * @names: words
 * @palette: colors and font
 * @width: of the chart
 * @height: of it
 *
 * Lays the chart out. Each depth ends with a bar for what is left; when there is no room for all bars the smallest of a
 * depth are put together.
 *
 * Returns: (transfer full): the chart
 */
EarCascade *
ear_cascade_new (const EarShare        *shares,
                 guint                  n_shares,
                 const char            *currency,
                 const EarCascadeNames *names,
                 const EarPalette      *palette,
                 double                 width,
                 double                 height)
{
  EarCascade *self;

  g_return_val_if_fail (currency != NULL, NULL);
  g_return_val_if_fail (names != NULL, NULL);
  g_return_val_if_fail (palette != NULL, NULL);

  self = g_new0 (EarCascade, 1);
  self->palette = *palette;
  self->palette.font = self->font = g_strdup (palette->font);
  self->currency = g_strdup (currency);
  self->bars = g_array_new (FALSE, FALSE, sizeof (EarBar));
  g_array_set_clear_func (self->bars, clear_bar);
  take_shares (self, shares, MIN (n_shares, MAX_SHARES));
  lay_out (self, names, width, height);

  return self;
}

/**
 * ear_cascade_free:
 * @self: a chart
 *
 * Frees it.
 */
void
ear_cascade_free (EarCascade *self)
{
  for (guint i = 0; i < self->bars->len; i++) {
    g_free (self->names[i].text);
    g_free (self->amounts[i].text);
  }
  g_free (self->names);
  g_free (self->amounts);
  g_array_unref (self->bars);
  g_free (self->currency);
  g_free (self->font);
  g_free (self);
}

/**
 * ear_cascade_get_bars:
 * @self: a chart
 * @n_bars: (out): how many
 *
 * Returns: (array length=n_bars): its bars from left to right
 */
const EarBar *
ear_cascade_get_bars (const EarCascade *self,
                      guint            *n_bars)
{
  *n_bars = self->bars->len;

  return (const EarBar *) (gpointer) self->bars->data;
}

/**
 * ear_cascade_find_bar:
 * @self: a chart
 * @x: a place
 *
 * Returns: the index of the bar whose column is there, or −1
 */
int
ear_cascade_find_bar (const EarCascade *self,
                      double            x)
{
  double place = (x - self->plot.x) / self->plot.width * self->bars->len;

  return place >= 0.0 && place < self->bars->len ? (int) place : -1;
}

/**
 * ear_cascade_dup_amount:
 * @self: a chart
 * @bar: the index of a bar
 *
 * Returns: (transfer full): its amount with its sign, e.g. "+$0.04"
 */
char *
ear_cascade_dup_amount (const EarCascade *self,
                        guint             bar)
{
  gint64 micros;
  g_autofree char *text = NULL;

  g_return_val_if_fail (bar < self->bars->len, NULL);

  micros = get_micros (&g_array_index (self->bars, EarBar, bar));
  text = ear_money_to_string (micros, self->currency, ear_scale_find_digits (micros, self->currency));

  return micros > 0 ? g_strconcat ("+", text, NULL) : g_steal_pointer (&text);
}

/**
 * ear_cascade_list_labels:
 * @self: a chart
 * @labels: (out caller-allocates): where words stand
 * @max_labels: how many fit in
 *
 * Returns: how many there are
 */
guint
ear_cascade_list_labels (const EarCascade  *self,
                         cairo_rectangle_t *labels,
                         guint              max_labels)
{
  guint n = 0;

  for (guint i = 0; i < self->bars->len; i++) {
    if (n < max_labels)
      labels[n++] = self->names[i].box;
    if (n < max_labels && self->amounts[i].text != NULL)
      labels[n++] = self->amounts[i].box;
  }

  return n;
}

static void
trace_box (cairo_t                 *cr,
           const cairo_rectangle_t *box)
{
  double radius = MIN (3.5, box->height / 2.0);

  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x + box->width - radius, box->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, box->x + box->width - radius, box->y + box->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, box->x + radius, box->y + box->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* In high contrast what goes out is also striped, so that the chart reads without its colors. */
static void
draw_stripes (const EarCascade        *self,
              cairo_t                 *cr,
              const cairo_rectangle_t *box)
{
  cairo_save (cr);
  trace_box (cr, box);
  cairo_clip (cr);
  cairo_set_line_width (cr, 1.5);
  ear_chart_set_color (cr, &self->palette.surface, 0.8);
  for (double x = box->x - box->height; x < box->x + box->width; x += 6.0) {
    cairo_move_to (cr, x, box->y + box->height);
    cairo_line_to (cr, x + box->height, box->y);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_bar (const EarCascade *self,
          cairo_t          *cr,
          const EarBar     *bar)
{
  const EarPalette *palette = &self->palette;
  cairo_rectangle_t box = get_box (self, bar);
  gboolean out = get_micros (bar) < 0;
  const EarColor *color = out ? &palette->negative : bar->is_sum ? &palette->accent : &palette->positive;

  trace_box (cr, &box);
  ear_chart_set_color (cr, color, 1.0);
  cairo_fill (cr);
  if (palette->outlined && out)
    draw_stripes (self, cr, &box);
  if (palette->outlined) {
    trace_box (cr, &box);
    cairo_set_line_width (cr, 1.0);
    ear_chart_set_color (cr, &palette->text, 1.0);
    cairo_stroke (cr);
  }
}

/* From the end of one bar to the beginning of the next; after a sum a line down the chart, for there begins another
 * depth.
 */
static void
draw_joint (const EarCascade *self,
            cairo_t          *cr,
            const EarBar     *bar)
{
  static const double dashes[] = { 2.0, 2.0 };
  double pitch = self->plot.width / self->bars->len;
  double end = bar->x + bar->width;
  double y = floor (ear_plot_get_y (&self->plot, &self->scale, bar->to)) + 0.5;

  cairo_set_line_width (cr, 1.0);
  ear_chart_set_color (cr, &self->palette.text, 0.45);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, end, y);
  cairo_line_to (cr, bar[1].x, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  if (bar->is_sum) {
    double x = floor (end + (pitch - bar->width) / 2.0) + 0.5;

    ear_chart_set_color (cr, &self->palette.text, 0.22);
    cairo_move_to (cr, x, 2.0);
    cairo_line_to (cr, x, self->names[0].box.y + self->palette.size * 2.6);
    cairo_stroke (cr);
  }
}

static void
draw_label (const EarCascade *self,
            cairo_t          *cr,
            const Label      *label,
            const EarColor   *color,
            gboolean          bold,
            double            max_width)
{
  g_autoptr (PangoLayout) layout = NULL;
  double width, height;

  if (label->text == NULL)
    return;

  layout = ear_chart_write (cr, &self->palette, label->text, max_width, &width, &height);
  if (bold) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    pango_layout_set_attributes (layout, attributes);
  }
  if (max_width < 0.0) {
    cairo_rectangle (cr, label->box.x - 1.0, label->box.y + 1.0, label->box.width + 2.0, label->box.height - 2.0);
    ear_chart_set_color (cr, &self->palette.surface, 0.75);
    cairo_fill (cr);
  }
  ear_chart_set_color (cr, color, 1.0);
  cairo_move_to (cr, floor (label->box.x), floor (label->box.y));
  pango_cairo_show_layout (cr, layout);
}

static void
draw_highlight (const EarCascade *self,
                cairo_t          *cr,
                int               highlighted)
{
  double pitch = self->plot.width / self->bars->len;
  cairo_rectangle_t box = {
    self->plot.x + pitch * highlighted, 1.0, pitch,
    self->names[highlighted].box.y + self->names[highlighted].box.height + 2.0,
  };

  trace_box (cr, &box);
  ear_chart_set_color (cr, &self->palette.text, self->palette.outlined ? 0.25 : 0.08);
  cairo_fill (cr);
}

/**
 * ear_cascade_draw:
 * @self: a chart
 * @cr: where to draw
 * @highlighted: the index of a bar to point out, or −1
 *
 * Draws the chart on any cairo surface: a window, a PNG, an SVG or PDF page.
 */
void
ear_cascade_draw (const EarCascade *self,
                  cairo_t          *cr,
                  int               highlighted)
{
  guint n_bars = self->bars->len;

  if (highlighted >= 0 && highlighted < (int) n_bars)
    draw_highlight (self, cr, highlighted);
  ear_chart_draw_grid (cr, &self->palette, &self->scale, self->currency, &self->plot);
  for (guint i = 0; i < n_bars; i++) {
    draw_bar (self, cr, &g_array_index (self->bars, EarBar, i));
    if (i + 1 < n_bars)
      draw_joint (self, cr, &g_array_index (self->bars, EarBar, i));
  }
  for (guint i = 0; i < n_bars; i++) {
    gboolean is_sum = g_array_index (self->bars, EarBar, i).is_sum;

    draw_label (self, cr, &self->amounts[i], &self->palette.text, is_sum, -1.0);
    draw_label (self, cr, &self->names[i], is_sum ? &self->palette.text : &self->palette.dim, FALSE,
                self->names[i].box.width);
  }
}
