/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-preferences.h"

#include "app/ear-deletion.h"
#include "app/ear-settings.h"
#include "app/ear-quiet-row.h"
#include "app/ear-service-group.h"
#include "speaker/ear-stage.h"

#include <glib/gi18n.h>

struct _EarPreferences {
  AdwPreferencesWindow  parent_instance;

  AdwComboRow          *locale_row;
  AdwComboRow          *word_row;
  GtkStringList        *words;
  GtkAdjustment        *sensitivity;
  AdwPreferencesPage   *services_page;
  AdwComboRow          *units_row;
  AdwComboRow          *adverts_row;
  AdwComboRow          *place_row;
  AdwPreferencesGroup  *knobs_group;
  AdwComboRow          *body_row;
  AdwComboRow          *finish_row;
  AdwComboRow          *style_row;
  AdwActionRow         *folder_row;
  GtkWidget            *delete_button;

  EarDevice            *device;
  GPtrArray            *switches;       /* of GtkSwitch, as in knobs[] */
  gboolean              showing;        /* what is set, not what somebody sets */
};

G_DEFINE_FINAL_TYPE (EarPreferences, ear_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const locales[] = { "en-US", "de-DE" };
static const char *const wake_words[] = { "computer", "alexa", "jarvis", "smart mirror", "snowboy", "view glass" };

static const char *const units[] = { "auto", "metric", "imperial", NULL };
static const char *const loads[] = { "off", "few", "usual", "many" };
static const char *const places[] = { "anywhere", "answers", "music" };
static const char *const bodies[] = { "puck", "easel" };
static const char *const finishes[] = { "auto", "charcoal", "sand" };
static const char *const styles[] = { "default", "light", "dark" };

/* Settings that are kept on the tape, because they may be spoken as well. */
static const struct { const char *knob, *title, *subtitle; } knobs[] = {
  { "do-not-disturb", N_("Do not disturb"), N_("Notifications wait; alarms and answers do not") },
  { "brief-mode", N_("Brief mode"), N_("Short answers, and a chime instead of “okay”") },
  { "child-mode", N_("Child mode"), N_("Nothing is sold or advertised") },
  { "alarm-ramp", N_("Gentle alarms"), N_("Alarms begin softly and grow louder") },
};

static void
keep (EarPreferences *self,
      const char     *key,
      const char     *value)
{
  g_autoptr (GError) error = NULL;

  if (!ear_profile_set_string (ear_device_get_profile (self->device), key, value, &error)) {
    g_autofree char *text = g_markup_escape_text (error->message, -1);

    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
  }
}

static void
on_locale_selected (EarPreferences *self)
{
  const char *locale = locales[adw_combo_row_get_selected (self->locale_row)];

  keep (self, "locale", locale);
  ear_speaker_set_locale (ear_device_get_speaker (self->device), locale);
}

static void
on_waking_changed (EarPreferences *self)
{
  const char *word = wake_words[adw_combo_row_get_selected (self->word_row)];
  double sensitivity = gtk_adjustment_get_value (self->sensitivity);
  EarSpeaker *speaker = ear_device_get_speaker (self->device);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  keep (self, "wake-word", word);
  keep (self, "sensitivity", g_ascii_formatd (text, sizeof text, "%.2f", sensitivity));
  ear_speaker_set_wake_word (speaker, word, sensitivity);

  /* What was asked for by voice is remembered too; the last one to choose is right. */
  if (g_strcmp0 (ear_household_get_setting (ear_speaker_get_household (speaker), "wake-word", NULL), word) != 0)
    ear_stage_set (speaker, "wake-word", word, NULL);
}

static void
turn (EarPreferences *self,
      const char     *knob,
      const char     *value)
{
  EarSpeaker *speaker = ear_device_get_speaker (self->device);

  if (!self->showing && g_strcmp0 (ear_household_get_setting (ear_speaker_get_household (speaker), knob, NULL), value) != 0)
    ear_stage_set (speaker, knob, value, NULL);
}

static void
on_units_selected (EarPreferences *self)
{
  turn (self, "units", units[MIN (adw_combo_row_get_selected (self->units_row), g_strv_length ((char **) units) - 1)]);
}

static void
on_adverts_selected (EarPreferences *self)
{
  turn (self, "adverts", loads[MIN (adw_combo_row_get_selected (self->adverts_row), G_N_ELEMENTS (loads) - 1)]);
}

static void
on_place_selected (EarPreferences *self)
{
  turn (self, "advert-place", places[MIN (adw_combo_row_get_selected (self->place_row), G_N_ELEMENTS (places) - 1)]);
}

static void
on_switched (GtkSwitch      *widget,
             GParamSpec     *pspec,
             EarPreferences *self)
{
  turn (self, g_object_get_data (G_OBJECT (widget), "knob"), gtk_switch_get_active (widget) ? "on" : "off");
}

static void
add_knob (EarPreferences *self,
          guint           i)
{
  GtkWidget *row = adw_action_row_new (), *widget = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(knobs[i].title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(knobs[i].subtitle));
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _(knobs[i].title), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
  g_object_set_data (G_OBJECT (widget), "knob", (gpointer) knobs[i].knob);
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (on_switched), self, 0);
  adw_preferences_group_add (self->knobs_group, row);
  g_ptr_array_add (self->switches, widget);
}

static void
on_code_applied (GtkEditable    *row,
                 EarPreferences *self)
{
  g_autoptr (GError) error = NULL;

  if (!ear_stage_set (ear_device_get_speaker (self->device), "child-code", gtk_editable_get_text (row), &error)) {
    g_autofree char *text = g_markup_escape_text (error->message, -1);

    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (text));
  }
  gtk_editable_set_text (row, "");
}

static void
add_code (EarPreferences *self)
{
  GtkWidget *row = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("New code of child mode, four digits"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_PIN);
  g_signal_connect_object (row, "apply", G_CALLBACK (on_code_applied), self, 0);
  adw_preferences_group_add (self->knobs_group, row);
}

static void
show_chosen (AdwComboRow       *row,
             const char *const *values,
             guint              n_values,
             const char        *chosen)
{
  for (guint i = 0; i < n_values; i++)
    if (g_strcmp0 (values[i], chosen) == 0)
      adw_combo_row_set_selected (row, i);
}

/* As it is now; whoever talks meanwhile sees it change. */
static void
show_knobs (EarPreferences *self)
{
  EarHousehold *household = ear_speaker_get_household (ear_device_get_speaker (self->device));
  const char *chosen = ear_household_get_setting (household, "units", units[0]);

  self->showing = TRUE;
  for (guint i = 0; units[i] != NULL; i++)
    if (g_str_equal (chosen, units[i]))
      adw_combo_row_set_selected (self->units_row, i);
  show_chosen (self->adverts_row, loads, G_N_ELEMENTS (loads), ear_household_get_setting (household, "adverts", "usual"));
  show_chosen (self->place_row, places, G_N_ELEMENTS (places), ear_household_get_setting (household, "advert-place", "anywhere"));
  for (guint i = 0; i < self->switches->len; i++)
    gtk_switch_set_active (g_ptr_array_index (self->switches, i),
                           g_str_equal (ear_household_get_setting (household, knobs[i].knob, "off"), "on"));
  self->showing = FALSE;
}

static void
on_look_selected (EarPreferences *self)
{
  keep (self, "body", bodies[MIN (adw_combo_row_get_selected (self->body_row), G_N_ELEMENTS (bodies) - 1)]);
  keep (self, "finish", finishes[MIN (adw_combo_row_get_selected (self->finish_row), G_N_ELEMENTS (finishes) - 1)]);
}

static void
show_look (EarPreferences *self)
{
  EarProfile *profile = ear_device_get_profile (self->device);
  g_autofree char *body = ear_profile_dup_string (profile, "body", bodies[0]);
  g_autofree char *finish = ear_profile_dup_string (profile, "finish", finishes[0]);

  show_chosen (self->body_row, bodies, G_N_ELEMENTS (bodies), body);
  show_chosen (self->finish_row, finishes, G_N_ELEMENTS (finishes), finish);
}

/* Where the schema is not installed there is nothing to choose. */
static void
show_style (EarPreferences *self)
{
  GSettings *settings = ear_settings_get ();
  g_autofree char *style = settings ? g_settings_get_string (settings, "style") : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->style_row), settings != NULL);
  show_chosen (self->style_row, styles, G_N_ELEMENTS (styles), style);
}

static void
on_style_selected (EarPreferences *self)
{
  GSettings *settings = ear_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, "style", styles[MIN (adw_combo_row_get_selected (self->style_row), G_N_ELEMENTS (styles) - 1)]);
}

static void
on_folder_shown (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (EarPreferences) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (_("No program that shows folders is installed")));
}

static void
on_open_folder (EarPreferences *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (ear_profile_get_folder (ear_device_get_profile (self->device)));
  g_autofree char *uri = g_file_get_uri (folder);

  gtk_show_uri_full (GTK_WINDOW (self), uri, GDK_CURRENT_TIME, NULL, on_folder_shown, g_object_ref (self));
}

static void
on_delete_sessions (EarPreferences *self)
{
  g_autoptr (GError) error = NULL;
  AdwToast *toast = ear_deletion_begin (ear_device_get_archive (self->device), NULL, &error);

  if (toast == NULL) {
    g_autofree char *text = g_markup_escape_text (error ? error->message : _("There are no sessions to delete"), -1);

    toast = adw_toast_new (text);
  }
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), toast);
}

static void
on_service_notice (EarPreferences *self,
                   const char     *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
}

static void
show_services (EarPreferences *self)
{
  EarServiceSettings *settings = ear_device_get_service_settings (self->device);
  EarRegistry *registry = ear_speaker_get_registry (ear_device_get_speaker (self->device));

  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++)
    adw_preferences_page_add (self->services_page, ADW_PREFERENCES_GROUP (ear_service_group_new (settings, registry, kind)));
  g_signal_connect_object (settings, "notice", G_CALLBACK (on_service_notice), self, G_CONNECT_SWAPPED);
}

static void
show_settings (EarPreferences *self)
{
  EarProfile *profile = ear_device_get_profile (self->device);
  EarSpeaker *speaker = ear_device_get_speaker (self->device);
  g_autofree char *kept = ear_profile_dup_string (profile, "wake-word", wake_words[0]);
  const char *word = ear_household_get_setting (ear_speaker_get_household (speaker), "wake-word", kept);
  const char *locale = ear_speaker_get_locale (speaker);

  show_chosen (self->locale_row, locales, G_N_ELEMENTS (locales), locale);
  for (guint i = 0; i < G_N_ELEMENTS (wake_words); i++) {
    gtk_string_list_append (self->words, wake_words[i]);
    if (g_str_equal (wake_words[i], word))
      adw_combo_row_set_selected (self->word_row, i);
  }

  gtk_adjustment_set_value (self->sensitivity, ear_profile_get_double (profile, "sensitivity", 0.5));
  adw_action_row_set_subtitle (self->folder_row, ear_profile_get_folder (profile));
  gtk_widget_set_sensitive (self->delete_button, ear_device_get_archive (self->device) != NULL);
  show_look (self);
  show_style (self);
  for (guint i = 0; i < G_N_ELEMENTS (knobs); i++)
    add_knob (self, i);
  add_code (self);
  adw_preferences_group_add (self->knobs_group, ear_quiet_row_new (speaker));
  show_knobs (self);
  show_services (self);
}

static void
ear_preferences_dispose (GObject *object)
{
  EarPreferences *self = EAR_PREFERENCES (object);

  g_clear_pointer (&self->switches, g_ptr_array_unref);
  g_clear_object (&self->device);
  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_PREFERENCES);

  G_OBJECT_CLASS (ear_preferences_parent_class)->dispose (object);
}

static void
ear_preferences_class_init (EarPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_preferences_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, locale_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, word_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, words);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, sensitivity);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, services_page);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, delete_button);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, folder_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, style_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, body_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, finish_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, knobs_group);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, units_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, adverts_row);
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, place_row);
  gtk_widget_class_bind_template_callback (widget_class, on_open_folder);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_sessions);
}

/* Some of libadwaita's own buttons have a tooltip at most, which a screen reader does not take for a name. */
static void
name_buttons (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL) {
    const char *name = gtk_widget_get_tooltip_text (widget);

    if (name == NULL && g_str_equal (gtk_button_get_icon_name (GTK_BUTTON (widget)), "edit-find-symbolic"))
      gtk_widget_set_tooltip_text (widget, name = _("Search"));
    if (name != NULL)
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

static void
ear_preferences_init (EarPreferences *self)
{
  self->switches = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EarPreferences *
ear_preferences_new (EarDevice *device)
{
  EarPreferences *self = g_object_new (EAR_TYPE_PREFERENCES, NULL);

  self->device = g_object_ref (device);
  show_settings (self);
  name_buttons (GTK_WIDGET (self));
  g_signal_connect_swapped (self->locale_row, "notify::selected", G_CALLBACK (on_locale_selected), self);
  g_signal_connect_swapped (self->units_row, "notify::selected", G_CALLBACK (on_units_selected), self);
  g_signal_connect_swapped (self->adverts_row, "notify::selected", G_CALLBACK (on_adverts_selected), self);
  g_signal_connect_swapped (self->place_row, "notify::selected", G_CALLBACK (on_place_selected), self);
  g_signal_connect_swapped (self->body_row, "notify::selected", G_CALLBACK (on_look_selected), self);
  g_signal_connect_swapped (self->finish_row, "notify::selected", G_CALLBACK (on_look_selected), self);
  g_signal_connect_swapped (self->style_row, "notify::selected", G_CALLBACK (on_style_selected), self);
  g_signal_connect_object (ear_speaker_get_tape (ear_device_get_speaker (device)), "items-changed", G_CALLBACK (show_knobs), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (self->word_row, "notify::selected", G_CALLBACK (on_waking_changed), self);
  g_signal_connect_swapped (self->sensitivity, "value-changed", G_CALLBACK (on_waking_changed), self);

  return self;
}
