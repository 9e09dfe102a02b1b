/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-connector-editor.h"

#include "app/ear-error-dialog.h"
#include "app/ear-labels.h"
#include "model/ear-file.h"
#include "model/ear-paths.h"
#include "services/ear-connector.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "connectors"
#define TYPING_MS 250
#define MAX_BYTES (4 * 1024 * 1024)

/* A file, and what was typed into it. */
typedef struct {
  char *path;
  char *draft;          /* NULL where it is as it was read */
} Page;

struct _EarConnectorEditor {
  AdwWindow      parent_instance;

  GtkDropDown   *file_choice;
  GtkStringList *files;
  GtkTextBuffer *text;
  GtkLabel      *status_label;
  GtkDropDown   *sample_choice;
  GtkStringList *samples;
  GtkTextBuffer *request;
  GtkTextBuffer *answer;
  GtkTextBuffer *mapped;

  EarDevice     *device;
  GPtrArray     *pages;
  Page          *page;
  EarConnector  *connector;     /* what stands in the text; NULL where that is none */
  GPtrArray     *results;
  guint          check_source;
  gboolean       loading;
};

G_DEFINE_FINAL_TYPE (EarConnectorEditor, ear_connector_editor, ADW_TYPE_WINDOW)

static void
page_free (Page *page)
{
  g_free (page->path);
  g_free (page->draft);
  g_free (page);
}

static char *
dup_text (EarConnectorEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);

  return gtk_text_buffer_get_text (self->text, &start, &end, TRUE);
}

/* --- what is made of it */

static void
show_sample (EarConnectorEditor *self)
{
  guint index = gtk_drop_down_get_selected (self->sample_choice);
  const EarConnectorResult *result = self->results && index < self->results->len ? g_ptr_array_index (self->results, index) : NULL;

  gtk_text_buffer_set_text (self->request, result ? result->request : "", -1);
  gtk_text_buffer_set_text (self->answer, result ? result->answer : "", -1);
  gtk_text_buffer_set_text (self->mapped, result ? result->mapped : "", -1);
}

static void
list_samples (EarConnectorEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->sample_choice), n = self->results ? self->results->len : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++) {
    const EarConnectorResult *result = g_ptr_array_index (self->results, i);

    g_ptr_array_add (names, g_strdup_printf ("%s %s", result->failure ? "✗" : "✓", result->name));
  }
  g_ptr_array_add (names, NULL);
  gtk_string_list_splice (self->samples, 0, g_list_model_get_n_items (G_LIST_MODEL (self->samples)), (const char *const *) names->pdata);
  gtk_widget_set_sensitive (GTK_WIDGET (self->sample_choice), n > 0);
  if (n > 0)
    gtk_drop_down_set_selected (self->sample_choice, selected < n ? selected : 0);
}

/* The first thing that is wrong, or that all is well. */
static char *
dup_status (EarConnectorEditor *self,
            const GError       *error)
{
  if (error != NULL)
    return g_strdup (error->message);
  if (self->results->len == 0)
    return g_strdup (_("It can be read. Add samples to see what it makes of an answer."));

  for (guint i = 0; i < self->results->len; i++) {
    const EarConnectorResult *result = g_ptr_array_index (self->results, i);

    if (result->failure != NULL)
      return g_strdup_printf ("%s: %s", result->name, result->failure);
  }

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u sample is as expected", "All %u samples are as expected", self->results->len),
                          self->results->len);
}

static void
check (EarConnectorEditor *self)
{
  g_autofree char *text = dup_text (self), *name = self->page ? g_path_get_basename (self->page->path) : g_strdup (""), *status = NULL;
  g_autoptr (GError) error = NULL;
  gboolean well;

  g_clear_pointer (&self->connector, ear_connector_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  self->connector = ear_connector_parse (name, text, strlen (text), &error);
  if (self->connector != NULL)
    self->results = ear_connector_test (self->connector);

  status = dup_status (self, error);
  well = self->connector != NULL;
  gtk_label_set_label (self->status_label, status);
  if (well)
    gtk_widget_remove_css_class (GTK_WIDGET (self->status_label), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->status_label), "error");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connector.save", well);
  list_samples (self);
  show_sample (self);
}

static gboolean
on_typed_enough (gpointer user_data)
{
  EarConnectorEditor *self = user_data;

  self->check_source = 0;
  check (self);

  return G_SOURCE_REMOVE;
}

static void
on_text_changed (EarConnectorEditor *self)
{
  if (self->loading || self->page == NULL)
    return;

  g_free (self->page->draft);
  self->page->draft = dup_text (self);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (TYPING_MS, on_typed_enough, self);
}

/* --- files */

/* Returns: (nullable): what stands in the file, if it is text that a connector may be */
static char *
read_file (const char *path)
{
  g_autofree char *contents = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_BYTES)
    return NULL;
  if (!g_file_get_contents (path, &contents, NULL, NULL) || !g_utf8_validate (contents, -1, NULL))
    return NULL;

  return g_steal_pointer (&contents);
}

static void
on_file_chosen (EarConnectorEditor *self)
{
  guint index = gtk_drop_down_get_selected (self->file_choice);
  Page *page = index < self->pages->len ? g_ptr_array_index (self->pages, index) : NULL;
  g_autofree char *contents = NULL;

  if (page == NULL || page == self->page)
    return;

  self->page = page;
  contents = page->draft ? NULL : read_file (page->path);
  self->loading = TRUE;
  gtk_text_buffer_begin_irreversible_action (self->text);
  gtk_text_buffer_set_text (self->text, page->draft ? page->draft : contents ? contents : "", -1);
  gtk_text_buffer_end_irreversible_action (self->text);
  self->loading = FALSE;
  g_clear_handle_id (&self->check_source, g_source_remove);
  check (self);
}

static void
add_page (EarConnectorEditor *self,
          const char         *path,
          const char         *draft)
{
  g_autofree char *name = g_path_get_basename (path);
  Page *page = g_new (Page, 1);

  if (g_str_has_suffix (name, EAR_CONNECTOR_SUFFIX))
    name[strlen (name) - strlen (EAR_CONNECTOR_SUFFIX)] = '\0';
  *page = (Page) { g_strdup (path), g_strdup (draft) };
  g_ptr_array_add (self->pages, page);
  gtk_string_list_append (self->files, name);
}

static void
add_folder (EarConnectorEditor *self,
            const char         *folder)
{
  g_autoptr (GPtrArray) paths = ear_file_list (folder, EAR_CONNECTOR_SUFFIX, EAR_CONNECTOR_MAX_FILES);

  for (guint i = 0; i < paths->len; i++)
    add_page (self, g_ptr_array_index (paths, i), NULL);
}

static char *
dup_own_folder (EarConnectorEditor *self)
{
  return g_build_filename (ear_profile_get_folder (ear_device_get_profile (self->device)), FOLDER, NULL);
}

static const char *
get_beginning (void)
{
  return "{\n \"earshot-connector\": 1,\n \"kind\": \"shop\",\n \"id\": \"my-shop\",\n \"name\": \"My shop\",\n \"settings\": [\n"
         "  {\"key\": \"url\", \"type\": \"url\", \"label\": \"Address\", \"required\": true}\n ],\n \"operations\": {\n  \"search\": {\n"
         "   \"url\": \"{url}/search?q={text}\",\n   \"rows\": \"$.items[*]\",\n   \"map\": {\n    \"sku\": \"$.id\",\n    \"title\": \"$.name\",\n"
         "    \"micros\": {\"path\": \"$.price\", \"money\": \"decimal\"},\n    \"currency\": {\"const\": \"USD\"}\n   }\n  }\n },\n \"samples\": [\n"
         "  {\n   \"name\": \"one thing\",\n   \"operation\": \"search\",\n   \"question\": {\"text\": \"green tea\"},\n"
         "   \"settings\": {\"url\": \"http://127.0.0.1:8080\"},\n"
         "   \"answer\": {\"items\": [{\"id\": \"T-1\", \"name\": \"Green Tea\", \"price\": \"4.50\"}]},\n"
         "   \"expect\": [{\"title\": \"Green Tea\", \"micros\": 4500000}]\n  }\n ]\n}\n";
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  EarConnectorEditor *self = EAR_CONNECTOR_EDITOR (widget);
  g_autofree char *folder = dup_own_folder (self), *path = g_build_filename (folder, "my-shop" EAR_CONNECTOR_SUFFIX, NULL);

  add_page (self, path, get_beginning ());
  gtk_drop_down_set_selected (self->file_choice, self->pages->len - 1);
}

/* Those that come with the program are not written over: a copy in the profile takes their place. */
static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  EarConnectorEditor *self = EAR_CONNECTOR_EDITOR (widget);
  g_autofree char *folder = dup_own_folder (self), *file = NULL, *path = NULL, *text = dup_text (self), *words = NULL;
  g_autoptr (GError) error = NULL;

  check (self);
  if (self->connector == NULL)
    return;

  file = g_strconcat (ear_connector_get_id (self->connector), EAR_CONNECTOR_SUFFIX, NULL);
  path = g_build_filename (folder, file, NULL);
  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_file_set_contents (path, text, -1, &error)) {
    ear_error_dialog_show (GTK_WINDOW (self), error ? error->message : g_strerror (errno));
    return;
  }

  ear_service_settings_add_connector (ear_device_get_service_settings (self->device), self->connector);
  g_free (self->page->path);
  self->page->path = g_steal_pointer (&path);
  g_clear_pointer (&self->page->draft, g_free);
  words = g_strdup_printf (_("Saved. “%s” stands among the services in the preferences."), ear_connector_get_title (self->connector));
  gtk_label_set_label (self->status_label, words);
}

static gboolean
has_drafts (EarConnectorEditor *self)
{
  for (guint i = 0; i < self->pages->len; i++) {
    const Page *page = g_ptr_array_index (self->pages, i);

    if (page->draft != NULL && strcmp (page->draft, get_beginning ()) != 0)
      return TRUE;
  }

  return FALSE;
}

static void
on_discard_response (EarConnectorEditor *self,
                     const char         *response)
{
  if (strcmp (response, "discard") == 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed and not saved is not thrown away unasked. */
static gboolean
ear_connector_editor_close_request (GtkWindow *window)
{
  EarConnectorEditor *self = EAR_CONNECTOR_EDITOR (window);
  GtkWidget *dialog;

  if (!has_drafts (self))
    return GTK_WINDOW_CLASS (ear_connector_editor_parent_class)->close_request (window);

  dialog = adw_message_dialog_new (window, _("Discard What Was Not Saved?"), _("A connector was changed and not saved."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "discard", _("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_discard_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));

  return TRUE;
}

static void
ear_connector_editor_dispose (GObject *object)
{
  EarConnectorEditor *self = EAR_CONNECTOR_EDITOR (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_CONNECTOR_EDITOR);
  g_clear_pointer (&self->connector, ear_connector_unref);
  g_clear_pointer (&self->results, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ear_connector_editor_parent_class)->dispose (object);
}

static void
ear_connector_editor_class_init (EarConnectorEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_connector_editor_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ear_connector_editor_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-connector-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, file_choice);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, files);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, text);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, status_label);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, sample_choice);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, samples);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, request);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, answer);
  gtk_widget_class_bind_template_child (widget_class, EarConnectorEditor, mapped);
  gtk_widget_class_bind_template_callback (widget_class, on_text_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_file_chosen);
  gtk_widget_class_bind_template_callback (widget_class, show_sample);

  gtk_widget_class_install_action (widget_class, "connector.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "connector.save", NULL, save_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "connector.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "connector.new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
ear_connector_editor_init (EarConnectorEditor *self)
{
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  ear_label_drop_down (self->file_choice, _("Connector"));
  ear_label_drop_down (self->sample_choice, _("Sample"));
}

/**
 * ear_connector_editor_new:
 * @device: whose profile keeps what is written
 */
EarConnectorEditor *
ear_connector_editor_new (GtkWindow *parent,
                          EarDevice *device)
{
  EarConnectorEditor *self = g_object_new (EAR_TYPE_CONNECTOR_EDITOR, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  g_autofree char *ours = ear_paths_find_data (FOLDER, NULL), *own = NULL;

  self->device = g_object_ref (device);
  own = dup_own_folder (self);
  add_folder (self, own);
  add_folder (self, ours);
  if (self->pages->len == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "connector.new", NULL);
  on_file_chosen (self);

  return self;
}
