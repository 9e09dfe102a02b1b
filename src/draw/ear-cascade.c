/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade-private.h"

#include "draw/ear-chart-private.h"

#include <math.h>

#define GAP        10.0
#define LEAST_PLOT 4.0                  /* in letters */

static void
clear_label (gpointer data)
{
  EarCascadeLabel *label = data;

  g_free (label->text);
}

const EarBar *
ear_cascade_peek_bar (const EarCascade *self,
                      guint             n)
{
  return &g_array_index (self->bars, EarBar, n);
}

/* One line, cut at @max_width. */
PangoLayout *
ear_cascade_write (cairo_t          *cr,
                   const EarPalette *palette,
                   const char       *text,
                   gboolean          bold,
                   double            max_width,
                   double           *width,
                   double           *height)
{
  PangoLayout *layout = ear_chart_write (cr, palette, text, -1.0, width, height);
  PangoRectangle logical;

  if (bold) {
    g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
    pango_layout_set_attributes (layout, attributes);
  }
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (max_width >= 0.0) {
    pango_layout_set_width (layout, (int) (ceil (max_width) * PANGO_SCALE));
    pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  }
  pango_layout_get_extents (layout, NULL, &logical);
  *width = ceil ((double) logical.width / PANGO_SCALE);
  *height = ceil ((double) logical.height / PANGO_SCALE);

  return layout;
}

static double
get_line_height (cairo_t          *cr,
                 const EarPalette *palette)
{
  double width, height;
  G_GNUC_UNUSED g_autoptr (PangoLayout) layout = ear_cascade_write (cr, palette, "Ág", TRUE, -1.0, &width, &height);

  return height;
}

static double
get_least_row (const EarPalette *palette,
               double            line)
{
  return MAX (ceil (palette->size * 1.8), line + 2.0);
}

/* What is not rows: an axis above each depth, and air around them. */
static double
get_overhead (const EarPalette *palette,
              double            line,
              guint             n_sections)
{
  return 2.0 * EAR_CASCADE_PAD + n_sections * (line + 2.0) + MAX ((int) n_sections - 1, 0) * ceil (palette->size * 0.9);
}

static void
find_sections (EarCascade *self)
{
  for (guint i = 0; i < self->bars->len; i++) {
    if (i == 0 || ear_cascade_peek_bar (self, i)->depth != ear_cascade_peek_bar (self, i - 1)->depth)
      self->sections[self->n_sections++].first = i;
    self->sections[self->n_sections - 1].last = i;
  }
}

static void
place_rows (EarCascade *self,
            double      height)
{
  double gap = ceil (self->palette.size * 0.9), y = EAR_CASCADE_PAD;
  double room = height - get_overhead (&self->palette, self->line, self->n_sections);

  self->row = get_least_row (&self->palette, self->line);
  if (self->bars->len > 0)
    self->row = floor (CLAMP (room / self->bars->len, self->row, self->row * 1.5));

  for (guint i = 0; i < self->n_sections; i++) {
    EarCascadeSection *section = &self->sections[i];

    y += self->line + 2.0;
    section->top = y;
    for (guint n = section->first; n <= section->last; n++, y += self->row) {
      EarBar *bar = &g_array_index (self->bars, EarBar, n);

      bar->y = y;
      bar->height = self->row;
    }
    section->bottom = y;
    y += gap;
  }
}

static EarCascadeLabel
make_label (EarCascade *self,
            cairo_t    *cr,
            const char *text,
            gboolean    bold,
            double      max_width,
            double      y,
            double      height)
{
  EarCascadeLabel label = { .text = g_strdup (text) };
  G_GNUC_UNUSED g_autoptr (PangoLayout) layout = ear_cascade_write (cr, &self->palette, text, bold, max_width, &label.box.width, &label.box.height);

  if (max_width >= 0.0)
    label.box.width = MIN (label.box.width, ceil (max_width));
  label.box.y = floor (y + (height - label.box.height) / 2.0);

  return label;
}

/* Amounts stand at the right, names at the left; what is between them belongs to the bars. */
static void
place_labels (EarCascade *self,
              cairo_t    *cr)
{
  double size = self->palette.size, names = 0.0, amounts = 0.0, room;

  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = ear_cascade_peek_bar (self, i);
    g_autofree char *amount = ear_cascade_dup_amount (self, i);

    self->amounts[i] = make_label (self, cr, amount, bar->is_sum, -1.0, bar->y, bar->height);
    amounts = MAX (amounts, self->amounts[i].box.width);
  }
  room = self->width - 2.0 * EAR_CASCADE_PAD - amounts - GAP - size * LEAST_PLOT - GAP;
  if (room < size) {
    for (guint i = 0; i < self->bars->len; i++)
      g_clear_pointer (&self->amounts[i].text, g_free);
    amounts = 0.0;
    room = MAX (self->width / 2.0 - EAR_CASCADE_PAD, 1.0);
  }
  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = ear_cascade_peek_bar (self, i);

    self->amounts[i].box.x = self->width - EAR_CASCADE_PAD - self->amounts[i].box.width;
    self->names[i] = make_label (self, cr, bar->label ? bar->label : "", bar->is_sum, room, bar->y, bar->height);
    self->names[i].box.x = EAR_CASCADE_PAD;
    names = MAX (names, self->names[i].box.width);
  }
  self->plot_x = floor (EAR_CASCADE_PAD + names + GAP);
  self->plot_width = MAX (floor (self->width - EAR_CASCADE_PAD - amounts - GAP - self->plot_x), 1.0);
}

double
ear_cascade_get_x (const EarCascade           *self,
                   const EarCascadeSection    *section,
                   gint64                      micros)
{
  return self->plot_x + self->plot_width * ear_scale_get_share (&section->scale, micros);
}

static void
find_scale (EarCascade           *self,
            EarCascadeSection    *section)
{
  gint64 low = 0, high = 0;

  for (guint i = section->first; i <= section->last; i++) {
    const EarBar *bar = ear_cascade_peek_bar (self, i);

    low = MIN (low, MIN (bar->from, bar->to));
    high = MAX (high, MAX (bar->from, bar->to));
  }
  section->scale = ear_scale_new (low, high, (guint) CLAMP (self->plot_width / (self->palette.size * 6.0), 2.0, 6.0));
}

static gboolean
is_tick_free (const EarCascade        *self,
              const cairo_rectangle_t *box)
{
  for (guint i = 0; i < self->ticks->len; i++) {
    const cairo_rectangle_t *other = &g_array_index (self->ticks, EarCascadeLabel, i).box;

    if (other->y == box->y && other->x < box->x + box->width + 6.0 && box->x < other->x + other->width + 6.0)
      return FALSE;
  }

  return TRUE;
}

static void
place_tick (EarCascade              *self,
            cairo_t                 *cr,
            const EarCascadeSection *section,
            gint64                   tick)
{
  g_autofree char *text = ear_money_to_string (tick, self->currency, section->scale.digits);
  EarCascadeLabel label = make_label (self, cr, text, FALSE, -1.0, section->top - self->line - 2.0, self->line);
  double x = ear_cascade_get_x (self, section, tick) - label.box.width / 2.0;

  label.box.x = floor (CLAMP (x, EAR_CASCADE_PAD, MAX (self->width - EAR_CASCADE_PAD - label.box.width, EAR_CASCADE_PAD)));
  if (label.box.width <= self->width - 2.0 * EAR_CASCADE_PAD && is_tick_free (self, &label.box))
    g_array_append_val (self->ticks, label);
  else
    clear_label (&label);
}

/* Zero and the ends come first, what fits between them after that. */
static void
place_ticks (EarCascade              *self,
             cairo_t                 *cr,
             const EarCascadeSection *section)
{
  const EarScale *scale = &section->scale;

  place_tick (self, cr, section, 0);
  if (scale->low != 0)
    place_tick (self, cr, section, scale->low);
  if (scale->high != 0)
    place_tick (self, cr, section, scale->high);
  for (gint64 tick = scale->low + scale->step; tick < scale->high; tick += scale->step)
    if (tick != 0)
      place_tick (self, cr, section, tick);
}

static void
lay_out (EarCascade            *self,
         const EarCascadeNames *names,
         double                 height)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  guint max_rows;

  self->line = get_line_height (cr, &self->palette);
  max_rows = (guint) CLAMP ((height - get_overhead (&self->palette, self->line, ear_cascade_count_depths (self)))
                            / get_least_row (&self->palette, self->line), 0.0, 1000.0);
  ear_cascade_pile_up (self, names, max_rows);
  find_sections (self);
  self->names = g_new0 (EarCascadeLabel, self->bars->len + 1);
  self->amounts = g_new0 (EarCascadeLabel, self->bars->len + 1);
  place_rows (self, height);
  place_labels (self, cr);
  for (guint i = 0; i < self->n_sections; i++) {
    find_scale (self, &self->sections[i]);
    place_ticks (self, cr, &self->sections[i]);
  }

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/**
 * ear_cascade_measure:
 * @shares: (array length=n_shares): what would be shown
 * @n_shares: how many
 * @palette: colors and font
 *
 * Returns: the height in which each of them has a row of its own
 */
double
ear_cascade_measure (const EarShare   *shares,
                     guint             n_shares,
                     const EarPalette *palette)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double line = get_line_height (cr, palette);
  gboolean seen[EAR_N_DEPTHS] = { FALSE };
  guint n_sections = 0, n_rows = 0;

  for (guint i = 0; i < MIN (n_shares, EAR_CASCADE_MAX_SHARES); i++)
    if (shares[i].micros != 0 && shares[i].depth < EAR_N_DEPTHS) {
      n_rows++;
      n_sections += !seen[shares[i].depth];
      seen[shares[i].depth] = TRUE;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);

  return get_overhead (palette, line, n_sections) + (n_rows + n_sections) * get_least_row (palette, line);
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
 * Lays the chart out, a row for each share. Each depth has an axis of its own and ends with a bar for what is left; when
 * there is no room for all rows the smallest of a depth are put together.
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
  g_array_set_clear_func (self->bars, ear_bar_clear);
  self->ticks = g_array_new (FALSE, FALSE, sizeof (EarCascadeLabel));
  g_array_set_clear_func (self->ticks, clear_label);
  self->width = width;
  ear_cascade_take_shares (self, shares, MIN (n_shares, EAR_CASCADE_MAX_SHARES));
  lay_out (self, names, height);

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
  g_array_unref (self->ticks);
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
 * Returns: (array length=n_bars): its bars from top to bottom
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
 * @y: a place
 *
 * Returns: the index of the bar whose row is there, or −1
 */
int
ear_cascade_find_bar (const EarCascade *self,
                      double            y)
{
  for (guint i = 0; i < self->bars->len; i++)
    if (y >= ear_cascade_peek_bar (self, i)->y && y < ear_cascade_peek_bar (self, i)->y + ear_cascade_peek_bar (self, i)->height)
      return (int) i;

  return -1;
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

  micros = ear_bar_get_micros (&g_array_index (self->bars, EarBar, bar));
  text = ear_money_to_text (micros, self->currency);

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
  for (guint i = 0; i < self->ticks->len && n < max_labels; i++)
    labels[n++] = g_array_index (self->ticks, EarCascadeLabel, i).box;

  return n;
}
