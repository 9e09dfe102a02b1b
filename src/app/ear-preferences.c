/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-preferences.h"

#include "speaker/ear-stage.h"

#include <glib/gi18n.h>

struct _EarPreferences {
  AdwPreferencesWindow  parent_instance;

  AdwComboRow          *locale_row;
  AdwComboRow          *word_row;
  GtkStringList        *words;
  GtkAdjustment        *sensitivity;
  AdwPreferencesGroup  *services_group;

  EarDevice            *device;
};

G_DEFINE_FINAL_TYPE (EarPreferences, ear_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static const char *const locales[] = { "en-US", "de-DE" };
static const char *const wake_words[] = { "computer", "alexa", "jarvis", "smart mirror", "snowboy", "view glass" };

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
on_service_selected (AdwComboRow    *row,
                     GParamSpec     *pspec,
                     EarPreferences *self)
{
  EarServiceKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "kind"));
  GtkStringObject *name = adw_combo_row_get_selected_item (row);
  EarRegistry *registry = ear_speaker_get_registry (ear_device_get_speaker (self->device));
  g_autoptr (GError) error = NULL;

  if (name != NULL && ear_registry_choose (registry, kind, gtk_string_object_get_string (name), &error))
    keep (self, ear_service_kind_to_name (kind), gtk_string_object_get_string (name));
}

static void
add_service (EarPreferences *self,
             EarServiceKind  kind,
             const char     *title)
{
  EarRegistry *registry = ear_speaker_get_registry (ear_device_get_speaker (self->device));
  g_autoptr (GPtrArray) providers = ear_registry_list (registry, kind);
  const char *chosen = ear_provider_get_name (ear_registry_get (registry, kind));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  for (guint i = 0; i < providers->len; i++) {
    EarProvider *provider = g_ptr_array_index (providers, i);

    gtk_string_list_append (names, ear_provider_get_name (provider));
    if (g_strcmp0 (ear_provider_get_name (provider), chosen) == 0)
      selected = i;
    if (ear_provider_get_attribution (provider) != NULL)
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), ear_provider_get_attribution (provider));
  }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data (G_OBJECT (row), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_service_selected), self);
  adw_preferences_group_add (self->services_group, row);
}

static void
show_settings (EarPreferences *self)
{
  EarProfile *profile = ear_device_get_profile (self->device);
  EarSpeaker *speaker = ear_device_get_speaker (self->device);
  g_autofree char *kept = ear_profile_dup_string (profile, "wake-word", wake_words[0]);
  const char *word = ear_household_get_setting (ear_speaker_get_household (speaker), "wake-word", kept);
  const char *locale = ear_speaker_get_locale (speaker);

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (g_str_equal (locales[i], locale))
      adw_combo_row_set_selected (self->locale_row, i);

  for (guint i = 0; i < G_N_ELEMENTS (wake_words); i++) {
    gtk_string_list_append (self->words, wake_words[i]);
    if (g_str_equal (wake_words[i], word))
      adw_combo_row_set_selected (self->word_row, i);
  }

  gtk_adjustment_set_value (self->sensitivity, ear_profile_get_double (profile, "sensitivity", 0.5));
  add_service (self, EAR_SERVICE_WEATHER, _("Weather"));
  add_service (self, EAR_SERVICE_MUSIC, _("Music"));
  add_service (self, EAR_SERVICE_SHOP, _("Shop"));
  add_service (self, EAR_SERVICE_ADS, _("Advertisements"));
  add_service (self, EAR_SERVICE_ASSISTANT, _("Assistant"));
}

static void
ear_preferences_dispose (GObject *object)
{
  EarPreferences *self = EAR_PREFERENCES (object);

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
  gtk_widget_class_bind_template_child (widget_class, EarPreferences, services_group);
}

static void
ear_preferences_init (EarPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EarPreferences *
ear_preferences_new (EarDevice *device)
{
  EarPreferences *self = g_object_new (EAR_TYPE_PREFERENCES, NULL);

  self->device = g_object_ref (device);
  show_settings (self);
  g_signal_connect_swapped (self->locale_row, "notify::selected", G_CALLBACK (on_locale_selected), self);
  g_signal_connect_swapped (self->word_row, "notify::selected", G_CALLBACK (on_waking_changed), self);
  g_signal_connect_swapped (self->sensitivity, "value-changed", G_CALLBACK (on_waking_changed), self);

  return self;
}
