/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-service-group.h"

#include "app/ear-fault-row.h"

#include <glib/gi18n.h>

struct _EarServiceGroup {
  AdwPreferencesGroup  parent_instance;

  EarServiceSettings  *settings;
  EarRegistry         *registry;
  EarServiceKind       kind;
  GPtrArray           *names;           /* as the rows of the provider row */
  GtkWidget           *provider_row;
  GPtrArray           *setting_rows;    /* of the provider in force */
  GtkWidget           *fault_row;
  GtkWidget           *test_row;
  GtkWidget           *test_button;
  GtkWidget           *spinner;
  GCancellable        *test;            /* one that runs */
  gint64               test_began;
};

G_DEFINE_FINAL_TYPE (EarServiceGroup, ear_service_group, ADW_TYPE_PREFERENCES_GROUP)

/* Which setting a row is for; the key is the config's. */
#define KEY "ear-setting"

static void
complain (EarServiceGroup *self,
          const GError    *error)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), adw_toast_new (text));
}

static EarProvider *
get_provider (EarServiceGroup *self)
{
  return ear_registry_get (self->registry, self->kind);
}

/* Says whether it was set; complains where it was not. */
static gboolean
set (EarServiceGroup *self,
     GtkWidget       *row,
     const char      *value)
{
  g_autoptr (GError) error = NULL;
  gboolean done = ear_service_settings_set (self->settings, get_provider (self), g_object_get_data (G_OBJECT (row), KEY), value, &error);

  if (done) {
    gtk_widget_remove_css_class (row, "error");
  } else {
    gtk_widget_add_css_class (row, "error");
    complain (self, error);
  }

  return done;
}

static void
on_text_applied (GtkWidget       *row,
                 EarServiceGroup *self)
{
  EarConfig *config = ear_provider_get_config (get_provider (self));
  const char *value;

  if (!set (self, row, gtk_editable_get_text (GTK_EDITABLE (row))))
    return;
  value = ear_config_get (config, g_object_get_data (G_OBJECT (row), KEY));
  gtk_editable_set_text (GTK_EDITABLE (row), value ? value : "");
}

static void
show_whether_set (GtkWidget        *row,
                  EarConfig        *config,
                  const EarSetting *field)
{
  gboolean is_set = ear_config_get (config, field->key) != NULL;
  /* Translators: a key or a password, of which only this is shown. */
  g_autofree char *title = is_set ? g_strdup_printf (_("%s (is set)"), _(field->label)) : g_strdup (_(field->label));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (row), "forget"), is_set);
}

static void
on_secret_applied (GtkWidget       *row,
                   EarServiceGroup *self)
{
  set (self, row, gtk_editable_get_text (GTK_EDITABLE (row)));
  gtk_editable_set_text (GTK_EDITABLE (row), "");
}

static void
on_forget (GtkWidget       *button,
           EarServiceGroup *self)
{
  set (self, g_object_get_data (G_OBJECT (button), "row"), NULL);
}

static void
on_secret_changed (EarConfig  *config,
                   const char *key,
                   GtkWidget  *row)
{
  show_whether_set (row, config, ear_config_find_setting (config, key));
}

static void
on_choice_selected (GtkWidget       *row,
                    GParamSpec      *pspec,
                    EarServiceGroup *self)
{
  GtkStringObject *choice = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

  if (choice != NULL)
    set (self, row, gtk_string_object_get_string (choice));
}

static GtkWidget *
make_button (const char *icon,
             const char *label)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);

  return button;
}

static GtkWidget *
make_secret_row (EarServiceGroup   *self,
                 EarConfig         *config,
                 const EarSetting  *field)
{
  GtkWidget *row = adw_password_entry_row_new (), *forget = make_button ("edit-clear-symbolic", _("Forget It"));
  g_autofree char *signal = g_strconcat ("changed::", field->key, NULL);

  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), forget);
  g_object_set_data (G_OBJECT (row), "forget", forget);
  g_object_set_data (G_OBJECT (forget), "row", row);
  show_whether_set (row, config, field);
  g_signal_connect_object (row, "apply", G_CALLBACK (on_secret_applied), self, 0);
  g_signal_connect_object (forget, "clicked", G_CALLBACK (on_forget), self, 0);
  g_signal_connect_object (config, signal, G_CALLBACK (on_secret_changed), row, 0);

  return row;
}

static GtkWidget *
make_text_row (EarServiceGroup   *self,
               EarConfig         *config,
               const EarSetting  *field)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *value = ear_config_get (config, field->key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  if (field->type == EAR_SETTING_URL)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_URL);
  gtk_editable_set_text (GTK_EDITABLE (row), value ? value : "");
  g_signal_connect_object (row, "apply", G_CALLBACK (on_text_applied), self, 0);

  return row;
}

static GtkWidget *
make_choice_row (EarServiceGroup   *self,
                 EarConfig         *config,
                 const EarSetting  *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (field->choices);
  const char *value = ear_config_get (config, field->key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  for (guint i = 0; field->choices[i] != NULL; i++)
    if (g_strcmp0 (field->choices[i], value) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_choice_selected), self, 0);

  return row;
}

static void
on_path_chosen (GtkNativeDialog *dialog,
                int              response,
                GtkWidget       *row)
{
  EarServiceGroup *self = EAR_SERVICE_GROUP (gtk_widget_get_ancestor (row, EAR_TYPE_SERVICE_GROUP));
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (self != NULL && path != NULL && set (self, row, path))
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), path);
  g_object_unref (dialog);
}

static void
on_choose_path (GtkWidget *row)
{
  gboolean is_folder = g_object_get_data (G_OBJECT (row), "folder") != NULL;
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)),
                                                              GTK_WINDOW (gtk_widget_get_root (row)),
                                                              is_folder ? GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER : GTK_FILE_CHOOSER_ACTION_OPEN,
                                                              NULL, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_path_chosen), row, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static GtkWidget *
make_path_row (EarServiceGroup   *self,
               EarConfig         *config,
               const EarSetting  *field)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = make_button ("document-open-symbolic", field->type == EAR_SETTING_FOLDER ? _("Choose a Folder…") : _("Choose a File…"));
  const char *value = ear_config_get (config, field->key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value ? value : "");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  g_object_set_data (G_OBJECT (row), "folder", GINT_TO_POINTER (field->type == EAR_SETTING_FOLDER));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_choose_path), row, G_CONNECT_SWAPPED);

  return row;
}

static GtkWidget *
make_setting_row (EarServiceGroup   *self,
                  EarConfig         *config,
                  const EarSetting  *field)
{
  GtkWidget *row;

  switch (field->type) {
  case EAR_SETTING_SECRET:
    row = make_secret_row (self, config, field);
    break;
  case EAR_SETTING_CHOICE:
    row = make_choice_row (self, config, field);
    break;
  case EAR_SETTING_FOLDER:
  case EAR_SETTING_FILE:
    row = make_path_row (self, config, field);
    break;
  case EAR_SETTING_TEXT:
  case EAR_SETTING_URL:
  default:
    row = make_text_row (self, config, field);
  }
  g_object_set_data (G_OBJECT (row), KEY, (gpointer) field->key);

  return row;
}

static void
stop_test (EarServiceGroup *self)
{
  g_cancellable_cancel (self->test);
  g_clear_object (&self->test);
  gtk_spinner_stop (GTK_SPINNER (self->spinner));
  gtk_button_set_label (GTK_BUTTON (self->test_button), _("Test"));
}

static void
on_tested (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (EarServiceGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &error);
  double ms = (g_get_monotonic_time () - self->test_began) / 1000.0;
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  stop_test (self);
  text = answer ? g_strdup_printf (_("It answers, in %.3g milliseconds"), ms) : g_markup_escape_text (error->message, -1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), text);
}

static void
on_test (EarServiceGroup *self)
{
  EarQuestion question = *ear_provider_get_sample (self->kind);

  if (self->test != NULL) {
    stop_test (self);
    return;
  }

  question.now = g_get_real_time ();
  self->test = g_cancellable_new ();
  self->test_began = g_get_monotonic_time ();
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  gtk_button_set_label (GTK_BUTTON (self->test_button), _("Cancel"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->test_row), "");
  ear_provider_ask_async (get_provider (self), &question, self->test, on_tested, g_object_ref (self));
}

static void
make_test_row (EarServiceGroup *self)
{
  self->test_row = g_object_ref_sink (adw_action_row_new ());
  self->spinner = gtk_spinner_new ();
  self->test_button = gtk_button_new_with_label (_("Test"));
  gtk_widget_set_valign (self->test_button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->test_row), _("Ask it something"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->test_row), 4);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->test_row), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->test_row), self->test_button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self->test_row), self->test_button);
  g_signal_connect_object (self->test_button, "clicked", G_CALLBACK (on_test), self, G_CONNECT_SWAPPED);
}

/* The rows of the provider in force, before those that any has. */
static void
show_provider (EarServiceGroup *self)
{
  EarProvider *provider = get_provider (self);
  EarConfig *config = ear_provider_get_config (provider);
  const char *attribution = ear_provider_get_attribution (provider);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), attribution);
  for (guint i = 0; i < self->setting_rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->setting_rows, i));
  g_ptr_array_set_size (self->setting_rows, 0);
  stop_test (self);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->fault_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->test_row);

  for (guint i = 0; config != NULL && i < ear_config_get_n_settings (config); i++) {
    GtkWidget *row = make_setting_row (self, config, ear_config_peek_setting (config, i));

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->setting_rows, row);
  }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->fault_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->test_row);
}

static void
on_provider_selected (EarServiceGroup *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->provider_row));
  g_autoptr (GError) error = NULL;

  if (selected >= self->names->len)
    return;
  if (!ear_service_settings_choose (self->settings, self->kind, g_ptr_array_index (self->names, selected), &error))
    complain (self, error);
  show_provider (self);
}

static void
add_provider_row (EarServiceGroup *self)
{
  g_autoptr (GPtrArray) providers = ear_registry_list (self->registry, self->kind);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  const char *chosen = ear_provider_get_name (get_provider (self));
  guint selected = 0;

  for (guint i = 0; i < providers->len; i++) {
    EarProvider *provider = g_ptr_array_index (providers, i);

    gtk_string_list_append (titles, ear_provider_get_title (provider));
    g_ptr_array_add (self->names, g_strdup (ear_provider_get_name (provider)));
    if (g_strcmp0 (ear_provider_get_name (provider), chosen) == 0)
      selected = i;
  }

  self->provider_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->provider_row), _("Answers come from"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->provider_row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->provider_row), selected);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->provider_row);
  g_signal_connect_object (self->provider_row, "notify::selected", G_CALLBACK (on_provider_selected), self, G_CONNECT_SWAPPED);
}

static void
ear_service_group_dispose (GObject *object)
{
  EarServiceGroup *self = EAR_SERVICE_GROUP (object);

  g_cancellable_cancel (self->test);
  g_clear_object (&self->test);
  g_clear_object (&self->fault_row);
  g_clear_object (&self->test_row);
  g_clear_object (&self->settings);
  g_clear_object (&self->registry);

  G_OBJECT_CLASS (ear_service_group_parent_class)->dispose (object);
}

static void
ear_service_group_finalize (GObject *object)
{
  EarServiceGroup *self = EAR_SERVICE_GROUP (object);

  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->setting_rows);

  G_OBJECT_CLASS (ear_service_group_parent_class)->finalize (object);
}

static void
ear_service_group_class_init (EarServiceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_service_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_service_group_finalize;
}

static void
ear_service_group_init (EarServiceGroup *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->setting_rows = g_ptr_array_new ();
}

/**
 * ear_service_group_new:
 * @settings: keeps what is chosen
 * @registry: whose providers there are
 */
GtkWidget *
ear_service_group_new (EarServiceSettings *settings,
                       EarRegistry        *registry,
                       EarServiceKind      kind)
{
  EarServiceGroup *self = g_object_new (EAR_TYPE_SERVICE_GROUP, "title", ear_service_kind_get_label (kind), NULL);

  self->settings = g_object_ref (settings);
  self->registry = g_object_ref (registry);
  self->kind = kind;
  add_provider_row (self);
  self->fault_row = g_object_ref_sink (ear_fault_row_new (registry, kind));
  make_test_row (self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->fault_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->test_row);
  show_provider (self);

  return GTK_WIDGET (self);
}
