/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Draws words as each part of the window does, and measures how well they stand out: 4.5 to 1 is what the guidelines for
 * accessible content ask for (WCAG 2.1, 1.4.3). Light, dark and high contrast come from libadwaita's own variables.
 */
#include <adwaita.h>
#include <math.h>
#include <string.h>

#define LEAST 4.5
#define INSET 10                /* where a corner is rounded there is another ground */
#define SCALE 4.0               /* so that a stroke is wider than a pixel and shows its full color */

/* Widgets from the outside in, each a CSS name with its classes; the last is the label. */
static const struct { const char *name, *path; } cases[] = {
  { "plain", "label" },
  { "dim", "label.dim-label" },
  { "hint", "box.stage label.caption.dim-label" },
  { "story", "box.stage label.caption.story" },
  { "phase", "box.stage label.pill.phase" },
  { "customer", "box.stage label.bubble.customer" },
  { "device", "box.stage label.bubble.device" },
  { "aside", "box.stage label.bubble.aside" },
  { "answer card", "box.stage box.card.answer-card label.heading" },
  { "depth title", "box.side box.card.depth-card label.caption.dim-label" },
  { "depth gain", "box.side box.card.depth-card label.amount.numeric.gain" },
  { "depth loss", "box.side box.card.depth-card label.amount.numeric.loss" },
  { "subsidy", "box.side label.caption.dim-label" },
  { "empty bill", "box.side box.card label.caption.dim-label" },
  { "turn", "box.side box.card list.timeline row event box.turn label" },
  { "event", "box.side box.card list.timeline row event box label" },
  { "event name", "box.side box.card list.timeline row event box label.event-name" },
  { "event failed", "box.side box.card list.timeline row event.failed box label.event-name" },
  { "latency", "box.side box.card list.timeline row event box label.latency.numeric" },
  { "session gain", "list.navigation-sidebar.sessions row label.caption.numeric.gain" },
  { "session loss", "list.navigation-sidebar.sessions row label.caption.numeric.loss" },
  { "session moment", "list.navigation-sidebar.sessions row label.caption.dim-label" },
  { "suggested", "button.suggested-action label" },
  { "destructive", "button.destructive-action label" },
  { "preference", "list.boxed-list row.activatable box.header box.title label.title" },
  { "preference told", "list.boxed-list row.activatable box.header box.title label.subtitle" },
  { "warning", "infobar.warning revealer box label" },
};

typedef struct {
  GtkWidget *window;
  GtkWidget *labels[G_N_ELEMENTS (cases)];
  guint8    *pixels;
  gsize      stride;
  int        width, height;
} Sheet;

static GtkWidget *
make_widget (const char *description)
{
  g_auto (GStrv) parts = g_strsplit (description, ".", -1);
  GType type = g_str_equal (parts[0], "label") ? GTK_TYPE_LABEL : GTK_TYPE_BOX;
  GtkWidget *widget = g_object_new (type, "css-name", parts[0], NULL);

  for (guint i = 1; parts[i] != NULL; i++)
    gtk_widget_add_css_class (widget, parts[i]);

  return widget;
}

static void
fill_label (GtkLabel *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (SCALE));
  gtk_label_set_label (label, "I I I");
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static GtkWidget *
add_case (GtkWidget  *box,
          const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, " ", -1);
  GtkWidget *parent = box, *widget = NULL;

  for (guint i = 0; parts[i] != NULL; i++) {
    widget = make_widget (parts[i]);
    gtk_box_append (GTK_BOX (parent), widget);
    parent = widget;
  }
  fill_label (GTK_LABEL (widget));

  return widget;
}

static void
add_style (const char *name)
{
  g_autofree char *path = g_strconcat ("/io/github/earshot/Earshot/", name, NULL);
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  if (!g_resources_get_info (path, 0, NULL, NULL, NULL))
    return;
  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* As AdwApplication does. */
static void
add_styles (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  add_style ("style.css");
  if (adw_style_manager_get_dark (manager))
    add_style ("style-dark.css");
  if (adw_style_manager_get_high_contrast (manager))
    add_style ("style-hc.css");
  if (adw_style_manager_get_dark (manager) && adw_style_manager_get_high_contrast (manager))
    add_style ("style-hc-dark.css");
}

static void
draw (Sheet *sheet)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (sheet->window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  sheet->width = gdk_paintable_get_intrinsic_width (paintable);
  sheet->height = gdk_paintable_get_intrinsic_height (paintable);
  gdk_paintable_snapshot (paintable, snapshot, sheet->width, sheet->height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (sheet->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, sheet->width, sheet->height));
  sheet->stride = 4 * (gsize) sheet->width;
  sheet->pixels = g_malloc (sheet->stride * sheet->height);
  gdk_texture_download (texture, sheet->pixels, sheet->stride);
}

static double
luminance (guint32 pixel)
{
  static const double weights[] = { 0.0722, 0.7152, 0.2126 };   /* of blue, green and red */
  double sum = 0;

  for (guint i = 0; i < 3; i++) {
    double value = ((pixel >> (8 * i)) & 0xff) / 255.0;

    sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
  }

  return sum;
}

static double
contrast (guint32 one,
          guint32 two)
{
  double a = luminance (one), b = luminance (two);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static GHashTable *
count_colors (const Sheet           *sheet,
              const graphene_rect_t *area)
{
  GHashTable *counts = g_hash_table_new (NULL, NULL);

  for (int y = MAX (0, (int) area->origin.y); y < MIN (sheet->height, (int) (area->origin.y + area->size.height)); y++)
    for (int x = MAX (0, (int) area->origin.x); x < MIN (sheet->width, (int) (area->origin.x + area->size.width)); x++) {
      guint32 pixel;

      memcpy (&pixel, sheet->pixels + y * sheet->stride + 4 * (gsize) x, sizeof pixel);
      pixel &= 0xffffff;
      g_hash_table_insert (counts, GUINT_TO_POINTER (pixel),
                           GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, GUINT_TO_POINTER (pixel))) + 1));
    }

  return counts;
}

/* The ground is the most frequent color; the words are what stands out most from it among those that are no mere edge. */
static double
measure (const Sheet *sheet,
         GtkWidget   *label,
         guint32     *ground,
         guint32     *words)
{
  g_autoptr (GHashTable) counts = NULL;
  graphene_rect_t area;
  GHashTableIter iter;
  gpointer color, count;
  guint most = 0;
  double best = 0;

  g_assert_true (gtk_widget_compute_bounds (label, sheet->window, &area));
  graphene_rect_inset (&area, INSET, INSET);
  counts = count_colors (sheet, &area);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) > most) {
      most = GPOINTER_TO_UINT (count);
      *ground = GPOINTER_TO_UINT (color);
    }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &color, &count))
    if (GPOINTER_TO_UINT (count) >= 12 && contrast (*ground, GPOINTER_TO_UINT (color)) > best) {
      best = contrast (*ground, GPOINTER_TO_UINT (color));
      *words = GPOINTER_TO_UINT (color);
    }

  return best;
}

static void
test_scale (void)
{
  g_assert_cmpfloat_with_epsilon (contrast (0x000000, 0xffffff), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (contrast (0x777777, 0xffffff), 4.48, 0.01);
  g_assert_cmpfloat_with_epsilon (contrast (0x0000ff, 0xffffff), 8.59, 0.01);
}

static void
test_contrast (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Sheet sheet = { .window = gtk_window_new () };

  add_styles ();
  gtk_window_set_child (GTK_WINDOW (sheet.window), box);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    sheet.labels[i] = add_case (box, cases[i].path);
  gtk_window_present (GTK_WINDOW (sheet.window));
  gtk_test_widget_wait_for_draw (sheet.window);
  draw (&sheet);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    guint32 ground = 0, words = 0;
    double ratio = measure (&sheet, sheet.labels[i], &ground, &words);

    g_test_message ("%s: %.2f (#%06x on #%06x)", cases[i].name, ratio, words, ground);
    if (ratio < LEAST)
      g_test_fail_printf ("%s: %.2f, not %.1f (#%06x on #%06x)", cases[i].name, ratio, LEAST, words, ground);
  }

  g_free (sheet.pixels);
  gtk_window_destroy (GTK_WINDOW (sheet.window));
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/contrast/scale", test_scale);
  g_test_add_func ("/contrast/words", test_contrast);

  return g_test_run ();
}
