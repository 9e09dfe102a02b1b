/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-states-page.h"

#include "app/ear-labels.h"
#include "app/ear-light-compare.h"
#include "app/ear-light-editor.h"
#include "app/ear-light-themes.h"
#include "app/view/ear-light-dial.h"
#include "app/view/ear-light-style.h"
#include "app/view/ear-light-words.h"
#include "draw/ear-light-export.h"
#include "model/ear-file.h"

#include <glib/gi18n.h>
#include <string.h>

#define FOLDER  "lights"
#define SETTING "light-theme"
#define FPS     30
#define GIF_FPS 25

struct _EarStatesPage {
  GtkWidget        parent_instance;

  GtkInfoBar      *notice;
  GtkLabel        *notice_label;
  GtkDropDown     *theme_choice;
  GtkButton       *use_button;
  GtkStack        *views;
  AdwLeaflet      *leaflet;
  GtkFlowBox      *gallery;
  GtkWidget       *detail;
  GtkWidget       *back_button;
  EarLightEditor  *editor;
  EarLightCompare *compare;

  EarDevice       *device;
  EarLightThemes  *themes;
  GtkWidget       *dials[EAR_N_LIGHTS];
  char            *chosen;      /* id of the theme that is looked at */
  char            *in_force;    /* id of the theme of the speaker */
  EarLight         light;
  gboolean         is_filling;
};

G_DEFINE_FINAL_TYPE (EarStatesPage, ear_states_page, GTK_TYPE_WIDGET)

enum {
  SIGNAL_TRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_toast (EarStatesPage *self,
            const char    *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}

static void
show_notice (EarStatesPage *self,
             const char    *text)
{
  gtk_label_set_label (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

static void
on_notice_response (EarStatesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

/* Who is elsewhere in the window hears of it there. */
static void
on_broken (EarStatesPage *self,
           const char    *message)
{
  show_notice (self, message);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    show_toast (self, message);
}

static const char *
get_locale (EarStatesPage *self)
{
  return ear_speaker_get_locale (ear_device_get_speaker (self->device));
}

static EarLightTheme *
get_chosen (EarStatesPage *self)
{
  EarLightTheme *theme = ear_light_themes_find (self->themes, self->chosen);

  return theme ? theme : ear_light_themes_get (self->themes, 0);
}

static void
update_actions (EarStatesPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const char *id = ear_light_theme_get_id (get_chosen (self));
  gboolean is_used = strcmp (id, self->in_force) == 0;

  gtk_widget_action_set_enabled (widget, "lights.use", !is_used);
  gtk_widget_action_set_enabled (widget, "lights.undo", ear_light_themes_can_undo (self->themes, id));
  gtk_widget_action_set_enabled (widget, "lights.redo", ear_light_themes_can_redo (self->themes, id));
  gtk_widget_action_set_enabled (widget, "lights.revert", ear_light_themes_can_revert (self->themes, id));
  gtk_button_set_label (self->use_button, is_used ? _("In Use") : _("Use"));
}

/* A theme whose file was taken away is replaced by the classic one until it comes back. */
static void
put_in_force (EarStatesPage *self)
{
  EarLightTheme *theme = ear_light_themes_find (self->themes, self->in_force);

  ear_light_style_set_theme (ear_light_style_get_default (), theme);
  ear_device_set_light_theme (self->device, theme);
}

static void
use (EarStatesPage *self,
     const char    *id)
{
  g_autoptr (GError) error = NULL;

  if (strcmp (self->in_force, id) != 0) {
    g_free (self->in_force);
    self->in_force = g_strdup (id);
    if (!ear_profile_set_string (ear_device_get_profile (self->device), SETTING, id, &error))
      show_notice (self, error->message);
  }
  put_in_force (self);
  update_actions (self);
}

static void
describe_card (EarStatesPage       *self,
               const EarLightTheme *theme,
               EarLight             light)
{
  const EarLightLook *look = ear_light_theme_get_look (theme, light);
  GtkWidget *child = gtk_widget_get_ancestor (self->dials[light], GTK_TYPE_FLOW_BOX_CHILD);

  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, ear_light_get_title (light),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, ear_light_pattern_get_title (look->pattern), -1);
}

static void
fill_choice (EarStatesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < ear_light_themes_get_n (self->themes); i++) {
    EarLightTheme *theme = ear_light_themes_get (self->themes, i);

    gtk_string_list_append (names, ear_light_theme_get_title (theme, get_locale (self)));
    if (theme == get_chosen (self))
      selected = i;
  }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->theme_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->theme_choice, selected);
  self->is_filling = FALSE;
}

static void
show_theme (EarStatesPage *self)
{
  EarLightTheme *theme = get_chosen (self);

  for (guint light = 0; light < EAR_N_LIGHTS; light++) {
    ear_light_dial_set_theme (EAR_LIGHT_DIAL (self->dials[light]), theme);
    describe_card (self, theme, light);
  }
  ear_light_editor_show (self->editor, theme, self->light);
  update_actions (self);
}

static void
on_themes_changed (EarStatesPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
  fill_choice (self);
  show_theme (self);
  put_in_force (self);
}

static void
on_theme_selected (EarStatesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->theme_choice);

  if (self->is_filling || self->themes == NULL || selected >= ear_light_themes_get_n (self->themes))
    return;

  g_free (self->chosen);
  self->chosen = g_strdup (ear_light_theme_get_id (ear_light_themes_get (self->themes, selected)));
  show_theme (self);
}

static void
update_liveliness (EarStatesPage *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  for (guint light = 0; light < EAR_N_LIGHTS; light++) {
    GtkWidget *child = gtk_widget_get_ancestor (self->dials[light], GTK_TYPE_FLOW_BOX_CHILD);
    gboolean hovered = (gtk_widget_get_state_flags (child) & GTK_STATE_FLAG_PRELIGHT) != 0;

    ear_light_dial_set_lively (EAR_LIGHT_DIAL (self->dials[light]), hovered || light == self->light);
  }
}

static void
on_selected (EarStatesPage *self)
{
  g_autoptr (GList) children = gtk_flow_box_get_selected_children (self->gallery);

  if (children == NULL || self->themes == NULL)
    return;

  self->light = GPOINTER_TO_UINT (g_object_get_data (children->data, "light"));
  ear_light_editor_show (self->editor, get_chosen (self), self->light);
  update_liveliness (self);
}

static void
on_activated (EarStatesPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->detail);
}

static void
on_back_clicked (EarStatesPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* The themes that come along stay as they are: what is changed of them is a copy, made with the first change. */
static void
on_edited (EarStatesPage      *self,
           const EarLightLook *look)
{
  EarLightTheme *theme = get_chosen (self);
  gboolean is_own = ear_light_themes_is_own (self->themes, ear_light_theme_get_id (theme));
  g_autoptr (EarLightTheme) own = is_own ? ear_light_theme_ref (theme) : ear_light_themes_make_own (self->themes, theme, get_locale (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) changed = ear_light_theme_new_with (own, self->light, look, &error);
  g_autofree char *id = g_strdup (ear_light_theme_get_id (own)), *before = g_strdup (self->chosen);

  if (changed != NULL) {
    g_free (self->chosen);
    self->chosen = g_strdup (id);
    if (ear_light_themes_put (self->themes, changed, &error)) {
      use (self, id);
      if (!is_own)
        show_toast (self, _("Your changes go to a copy of the theme"));
      return;
    }
    g_free (self->chosen);
    self->chosen = g_steal_pointer (&before);
  }

  show_notice (self, error->message);
  ear_light_editor_show (self->editor, theme, self->light);
}

static void
on_play (EarStatesPage *self,
         const char    *chime)
{
  const EarTune *tune = ear_light_theme_find_tune (get_chosen (self), chime);

  if (tune != NULL && !ear_device_try_tune (self->device, tune))
    show_toast (self, _("There is no sound to play it with"));
}

static void
on_try (EarStatesPage *self)
{
  EarLightTheme *theme = get_chosen (self);
  const EarTune *tune = ear_light_theme_find_tune (theme, ear_light_theme_get_look (theme, self->light)->chime);

  g_signal_emit (self, signals[SIGNAL_TRY], 0);
  ear_light_style_preview (ear_light_style_get_default (), self->light, theme);
  if (tune != NULL)
    ear_device_try_tune (self->device, tune);
}

static void
use_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  EarStatesPage *self = EAR_STATES_PAGE (widget);

  use (self, ear_light_theme_get_id (get_chosen (self)));
}

static void
history_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  EarStatesPage *self = EAR_STATES_PAGE (widget);
  g_autofree char *id = g_strdup (ear_light_theme_get_id (get_chosen (self)));
  g_autoptr (GError) error = NULL;
  gboolean done = strcmp (name, "lights.undo") == 0 ? ear_light_themes_undo (self->themes, id, &error) :
                  strcmp (name, "lights.redo") == 0 ? ear_light_themes_redo (self->themes, id, &error) :
                  ear_light_themes_revert (self->themes, id, &error);

  if (!done)
    show_notice (self, error->message);
}

/* --- export */

typedef struct {
  EarLightTheme  *theme;
  EarLightClip    clip;
  EarLightFormat  format;
  GFile          *file;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  ear_light_theme_unref (export->theme);
  g_clear_object (&export->file);
  g_free (export);
}

static gboolean
write_clip (GOutputStream  *stream,
            gpointer        user_data,
            GCancellable   *cancellable,
            GError        **error)
{
  const Export *export = user_data;

  return ear_light_clip_write (&export->clip, export->format, stream, cancellable, error);
}

static void
write_export (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;

  if (ear_file_replace (export->file, write_clip, export, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  EarStatesPage *self = EAR_STATES_PAGE (source);
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file), *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->device == NULL)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    show_notice (self, error->message);
    return;
  }

  text = g_strdup_printf (_("%s is written"), name);
  show_toast (self, text);
}

static void
on_export_chosen (GtkNativeDialog *dialog,
                  int              response,
                  EarStatesPage   *self)
{
  Export *export = g_object_steal_data (G_OBJECT (dialog), "export");

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GTask) task = g_task_new (self, NULL, on_exported, NULL);

    export->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_task_set_source_tag (task, on_export_chosen);
    g_task_set_task_data (task, export, export_free);
    g_task_run_in_thread (task, write_export);
  } else {
    export_free (export);
  }
  g_object_unref (dialog);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  EarStatesPage *self = EAR_STATES_PAGE (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Export"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *file = g_strdup_printf ("%s-%s.%s", ear_light_theme_get_id (get_chosen (self)), ear_light_to_key (self->light),
                                           strcmp (format, "c") == 0 ? "h" : format);
  Export *export = g_new0 (Export, 1);

  export->theme = ear_light_theme_ref (get_chosen (self));
  ear_light_format_from_name (format, &export->format);
  export->clip = (EarLightClip) { export->theme, self->light, export->format == EAR_LIGHT_FORMAT_GIF ? GIF_FPS : FPS };
  g_object_set_data_full (G_OBJECT (dialog), "export", export, export_free);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), file);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* --- life */

static void
add_card (EarStatesPage *self,
          EarLight       light)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *label = gtk_label_new (light == EAR_LIGHT_OFF ? _("Idle: dark") : ear_light_get_title (light));
  GtkWidget *child = gtk_flow_box_child_new ();

  self->dials[light] = ear_light_dial_new ();
  ear_light_dial_set_example (EAR_LIGHT_DIAL (self->dials[light]), light);
  gtk_widget_set_halign (self->dials[light], GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dials[light]), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Light ring"), -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 12);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (child, "light-card");
  gtk_box_append (GTK_BOX (box), self->dials[light]);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  g_object_set_data (G_OBJECT (child), "light", GUINT_TO_POINTER (light));
  g_signal_connect_object (child, "state-flags-changed", G_CALLBACK (update_liveliness), self, G_CONNECT_SWAPPED);
  gtk_flow_box_insert (self->gallery, child, -1);
}

static void
add_cards (EarStatesPage *self)
{
  for (guint i = 0; i < EAR_N_LIGHTS; i++)
    add_card (self, ear_light_list_by_priority ()[i]);
}

static void
select_light (EarStatesPage *self,
              EarLight       light)
{
  GtkWidget *child = gtk_widget_get_ancestor (self->dials[light], GTK_TYPE_FLOW_BOX_CHILD);

  gtk_flow_box_select_child (self->gallery, GTK_FLOW_BOX_CHILD (child));
}

/**
 * ear_states_page_set_device:
 * @device: whose profile has the themes, and whose speaker shows the one in force
 */
void
ear_states_page_set_device (EarStatesPage *self,
                            EarDevice     *device)
{
  EarProfile *profile = ear_device_get_profile (device);
  g_autofree char *folder = g_build_filename (ear_profile_get_folder (profile), FOLDER, NULL);

  g_return_if_fail (EAR_IS_STATES_PAGE (self));
  g_return_if_fail (self->device == NULL);

  self->device = g_object_ref (device);
  self->themes = ear_light_themes_new (folder);
  self->in_force = ear_profile_dup_string (profile, SETTING, ear_light_theme_list_ids ()[0]);
  self->chosen = g_strdup (self->in_force);
  g_signal_connect_object (self->themes, "broken", G_CALLBACK (on_broken), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->themes, "changed", G_CALLBACK (on_themes_changed), self, G_CONNECT_SWAPPED);
  ear_light_themes_load (self->themes);
  ear_light_compare_set_up (self->compare, device, self->themes);
  select_light (self, EAR_LIGHT_LISTENING);
}

static void
ear_states_page_dispose (GObject *object)
{
  EarStatesPage *self = EAR_STATES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_STATES_PAGE);
  g_clear_object (&self->themes);
  g_clear_object (&self->device);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->in_force, g_free);

  G_OBJECT_CLASS (ear_states_page_parent_class)->dispose (object);
}

static void
ear_states_page_class_init (EarStatesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_states_page_dispose;

  signals[SIGNAL_TRY] = g_signal_new ("try", EAR_TYPE_STATES_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EAR_TYPE_LIGHT_EDITOR);
  g_type_ensure (EAR_TYPE_LIGHT_COMPARE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-states-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, notice);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, theme_choice);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, use_button);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, views);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, gallery);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, detail);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, editor);
  gtk_widget_class_bind_template_child (widget_class, EarStatesPage, compare);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_response);
  gtk_widget_class_bind_template_callback (widget_class, on_theme_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_play);
  gtk_widget_class_bind_template_callback (widget_class, on_try);

  gtk_widget_class_install_action (widget_class, "lights.use", NULL, use_action);
  gtk_widget_class_install_action (widget_class, "lights.undo", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "lights.redo", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "lights.revert", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "lights.export", "s", export_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "lights.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "lights.redo", NULL);
}

static void
ear_states_page_init (EarStatesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_cards (self);
  ear_label_drop_down (self->theme_choice, _("Light theme"));
  g_object_bind_property (self->leaflet, "folded", self->back_button, "visible", G_BINDING_SYNC_CREATE);
}
