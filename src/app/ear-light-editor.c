/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-light-editor.h"

#include "app/ear-labels.h"
#include "app/view/ear-light-ring.h"
#include "app/view/ear-light-words.h"
#include "draw/ear-light-export.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MS        G_GINT64_CONSTANT (1000)
#define REPEAT_MS 200           /* how often it is asked whether a light that ended shall begin anew, and how loud the voice is */
#define DARK      (1200 * MS)

struct _EarLightEditor {
  GtkWidget        parent_instance;

  EarLightRing    *ring;
  GtkLabel        *title_label;
  GtkLabel        *cause_label;
  GtkLabel        *facts_label;
  GtkColorChooser *color_button;
  GtkColorChooser *base_button;
  AdwComboRow     *pattern_row;
  GtkWidget       *period_row;
  GtkAdjustment   *period;
  AdwComboRow     *chime_row;
  GtkWidget       *play_button;

  EarLightTheme   *theme;
  EarLight         light;
  EarLightPattern  patterns[EAR_N_LIGHT_PATTERNS]; /* of the rows */
  gint64           began;
  guint            repeat_id;
  gboolean         is_filling;
};

G_DEFINE_FINAL_TYPE (EarLightEditor, ear_light_editor, GTK_TYPE_WIDGET)

enum {
  SIGNAL_EDITED,
  SIGNAL_PLAY,
  SIGNAL_TRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ask_for (EarLightEditor     *self,
         const EarLightLook *look)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, look);
}

static const EarLightLook *
get_look (EarLightEditor *self)
{
  return ear_light_theme_get_look (self->theme, self->light);
}

static EarRgb
get_color (GtkColorChooser *button)
{
  GdkRGBA rgba;

  gtk_color_chooser_get_rgba (button, &rgba);

  return ear_rgb_from_screen (rgba.red, rgba.green, rgba.blue);
}

static void
set_color (GtkColorChooser *button,
           EarRgb           color)
{
  double screen[3];

  ear_rgb_to_screen (color, screen);
  gtk_color_chooser_set_rgba (button, &(GdkRGBA) { (float) screen[0], (float) screen[1], (float) screen[2], 1.0f });
}

static void
on_color_set (EarLightEditor *self)
{
  EarLightLook look = *get_look (self);

  look.color = get_color (self->color_button);
  ask_for (self, &look);
}

/* A base that does not breathe goes on not to. */
static void
on_base_set (EarLightEditor *self)
{
  EarLightLook look = *get_look (self);
  gboolean rests = memcmp (&look.base, &look.base_to, sizeof look.base) == 0;

  look.base = get_color (self->base_button);
  if (rests)
    look.base_to = look.base;
  ask_for (self, &look);
}

static void
on_pattern_selected (EarLightEditor *self)
{
  EarLightLook look = *get_look (self);
  guint selected = adw_combo_row_get_selected (self->pattern_row);

  if (selected == GTK_INVALID_LIST_POSITION || self->patterns[selected] == look.pattern)
    return;

  look.pattern = self->patterns[selected];
  look.period = MAX (look.period, EAR_LIGHT_MIN_PERIOD * look.lobes);
  ask_for (self, &look);
}

static void
on_period_changed (EarLightEditor *self)
{
  EarLightLook look = *get_look (self);

  look.period = lround (gtk_adjustment_get_value (self->period) * 1000) * MS;
  ask_for (self, &look);
}

/* The first row is silence. */
static void
on_chime_selected (EarLightEditor *self)
{
  EarLightLook look = *get_look (self);
  guint selected = adw_combo_row_get_selected (self->chime_row);
  const char *chime;

  if (self->is_filling || selected == GTK_INVALID_LIST_POSITION)
    return;

  chime = selected == 0 ? "" : ear_light_theme_get_tune (self->theme, selected - 1)->name;
  if (strcmp (chime, look.chime) == 0)
    return;

  g_strlcpy (look.chime, chime, sizeof look.chime);
  ask_for (self, &look);
}

static void
on_play_clicked (EarLightEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_PLAY], 0, get_look (self)->chime);
}

static void
on_try_clicked (EarLightEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_TRY], 0);
}

/* Only what the theme could be written with is offered. */
static void
fill_patterns (EarLightEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0, n = 0;

  for (EarLightPattern pattern = 0; pattern < EAR_N_LIGHT_PATTERNS; pattern++) {
    EarLightLook look = *get_look (self);
    g_autoptr (EarLightTheme) changed = NULL;

    look.pattern = pattern;
    look.period = MAX (look.period, EAR_LIGHT_MIN_PERIOD * look.lobes);
    changed = ear_light_theme_new_with (self->theme, self->light, &look, NULL);
    if (changed == NULL)
      continue;
    if (pattern == get_look (self)->pattern)
      selected = n;
    self->patterns[n++] = pattern;
    gtk_string_list_append (names, ear_light_pattern_get_title (pattern));
  }
  adw_combo_row_set_model (self->pattern_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->pattern_row, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pattern_row), n > 1);
}

static void
fill_chimes (EarLightEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("None"));
  for (guint i = 0; i < ear_light_theme_get_n_tunes (self->theme); i++) {
    const EarTune *tune = ear_light_theme_get_tune (self->theme, i);

    gtk_string_list_append (names, tune->name);
    if (strcmp (tune->name, get_look (self)->chime) == 0)
      selected = i + 1;
  }
  adw_combo_row_set_model (self->chime_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->chime_row, selected);
  gtk_widget_set_sensitive (self->play_button, selected > 0);
}

static void
fill_facts (EarLightEditor *self)
{
  gint64 span = ear_light_get_span (self->light);
  g_autofree char *lasts = span > 0 ? g_strdup_printf (_("lasts %.1f s"), (double) span / G_USEC_PER_SEC) : g_strdup (_("until something else happens"));
  /* Translators: place and number of places, how long the light lasts, and its name in files */
  g_autofree char *facts = g_strdup_printf (_("Priority %u of %u · %s · “%s”"), ear_light_get_priority (self->light),
                                            ear_light_get_priority (EAR_LIGHT_OFF), lasts, ear_light_to_key (self->light));

  gtk_label_set_label (self->title_label, ear_light_get_title (self->light));
  gtk_label_set_label (self->cause_label, ear_light_get_cause (self->light));
  gtk_label_set_label (self->facts_label, facts);
}

static void
begin_anew (EarLightEditor *self)
{
  EarState state;

  self->began = g_get_monotonic_time ();
  state = ear_light_make_example (self->light, self->began);
  ear_light_ring_set_state (self->ring, &state, self->began);
}

static gboolean
on_repeat (gpointer user_data)
{
  EarLightEditor *self = user_data;
  gint64 elapsed = g_get_monotonic_time () - self->began, span = ear_light_get_span (self->light);

  ear_light_ring_set_level (self->ring, ear_light_sample_voice ((double) elapsed / G_USEC_PER_SEC));
  if (span > 0 && elapsed > span + DARK)
    begin_anew (self);

  return G_SOURCE_CONTINUE;
}

/**
 * ear_light_editor_show:
 * @theme: (nullable): a theme
 * @light: which light of it
 */
void
ear_light_editor_show (EarLightEditor      *self,
                       const EarLightTheme *theme,
                       EarLight             light)
{
  const EarLightLook *look;
  gboolean is_other = light != self->light || self->theme == NULL;
  EarLightTheme *old = self->theme;

  g_return_if_fail (EAR_IS_LIGHT_EDITOR (self));

  self->theme = ear_light_theme_ref (theme ? theme : ear_light_theme_get_classic ());
  g_clear_pointer (&old, ear_light_theme_unref);
  self->light = light;
  self->is_filling = TRUE;
  look = get_look (self);
  ear_light_ring_set_theme (self->ring, self->theme);
  set_color (self->color_button, look->color);
  set_color (self->base_button, look->base);
  fill_patterns (self);
  fill_chimes (self);
  fill_facts (self);
  gtk_adjustment_set_lower (self->period, (double) EAR_LIGHT_MIN_PERIOD * look->lobes / G_USEC_PER_SEC);
  gtk_adjustment_set_value (self->period, (double) look->period / G_USEC_PER_SEC);
  gtk_widget_set_visible (self->period_row, (ear_light_pattern_get_parts (look->pattern) & EAR_LIGHT_PART_PERIOD) != 0);
  self->is_filling = FALSE;
  if (is_other)
    begin_anew (self);
}

EarLight
ear_light_editor_get_light (EarLightEditor *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_EDITOR (self), EAR_LIGHT_OFF);

  return self->light;
}

static void
ear_light_editor_map (GtkWidget *widget)
{
  EarLightEditor *self = EAR_LIGHT_EDITOR (widget);

  GTK_WIDGET_CLASS (ear_light_editor_parent_class)->map (widget);

  if (self->repeat_id == 0)
    self->repeat_id = g_timeout_add (REPEAT_MS, on_repeat, self);
}

static void
ear_light_editor_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&EAR_LIGHT_EDITOR (widget)->repeat_id, g_source_remove);

  GTK_WIDGET_CLASS (ear_light_editor_parent_class)->unmap (widget);
}

static void
on_dark_changed (EarLightEditor  *self,
                 GParamSpec      *pspec,
                 AdwStyleManager *style)
{
  ear_light_ring_set_body (self->ring, EAR_BODY_PUCK, adw_style_manager_get_dark (style) ? EAR_FINISH_CHARCOAL : EAR_FINISH_SAND);
}

static void
ear_light_editor_dispose (GObject *object)
{
  EarLightEditor *self = EAR_LIGHT_EDITOR (object);

  g_clear_handle_id (&self->repeat_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_LIGHT_EDITOR);
  g_clear_pointer (&self->theme, ear_light_theme_unref);

  G_OBJECT_CLASS (ear_light_editor_parent_class)->dispose (object);
}

static void
ear_light_editor_class_init (EarLightEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_light_editor_dispose;
  widget_class->map = ear_light_editor_map;
  widget_class->unmap = ear_light_editor_unmap;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", EAR_TYPE_LIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_PLAY] = g_signal_new ("play", EAR_TYPE_LIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TRY] = g_signal_new ("try", EAR_TYPE_LIGHT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EAR_TYPE_LIGHT_RING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-light-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, ring);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, cause_label);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, facts_label);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, color_button);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, base_button);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, pattern_row);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, period_row);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, period);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, chime_row);
  gtk_widget_class_bind_template_child (widget_class, EarLightEditor, play_button);
  gtk_widget_class_bind_template_callback (widget_class, on_color_set);
  gtk_widget_class_bind_template_callback (widget_class, on_base_set);
  gtk_widget_class_bind_template_callback (widget_class, on_pattern_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_period_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_chime_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_play_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_try_clicked);
}

static void
ear_light_editor_init (EarLightEditor *self)
{
  AdwStyleManager *style = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
  ear_label_inner_button (GTK_WIDGET (self->color_button), _("Color"));
  ear_label_inner_button (GTK_WIDGET (self->base_button), _("Base"));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (on_dark_changed), self, G_CONNECT_SWAPPED);
  on_dark_changed (self, NULL, style);
}
