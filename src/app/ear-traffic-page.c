/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-traffic-page.h"

#include "app/ear-error-dialog.h"
#include "app/ear-exchange-detail.h"
#include "app/ear-exchange-words.h"
#include "app/ear-template.h"
#include "services/ear-cassette.h"

#include <glib/gi18n.h>

struct _EarTrafficPage {
  GtkWidget           parent_instance;

  GtkStack           *stack;
  AdwLeaflet         *leaflet;
  GtkListView        *list;
  GtkWidget          *side;
  GtkWidget          *back_button;
  EarExchangeDetail  *detail;
  GtkWidget          *cassette_row;
  GtkLabel           *cassette_label;

  EarDevice          *device;
  GtkSingleSelection *selection;
  EarExchange        *shown;
};

G_DEFINE_FINAL_TYPE (EarTrafficPage, ear_traffic_page, GTK_TYPE_WIDGET)

static GtkWindow *
get_window (EarTrafficPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
add_line (GtkBox     *box,
          const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (style != NULL) {
    gtk_widget_add_css_class (label, style);
    gtk_widget_add_css_class (label, "numeric");
  }
  gtk_box_append (box, label);
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  add_line (GTK_BOX (box), NULL);
  add_line (GTK_BOX (box), "caption");
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const EarHttpTrace *trace = ear_exchange_peek (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item), *title = gtk_widget_get_first_child (box), *result = gtk_widget_get_next_sibling (title);
  g_autofree char *address = ear_exchange_words_dup_title (trace), *came = ear_exchange_words_dup_result (trace);

  gtk_label_set_label (GTK_LABEL (title), address);
  gtk_widget_set_tooltip_text (box, address);
  gtk_label_set_label (GTK_LABEL (result), came);
  gtk_widget_remove_css_class (result, "loss");
  if (trace->error != NULL)
    gtk_widget_add_css_class (result, "loss");
}

/* What was selected stays shown while the list moves below it. */
static void
on_selected (EarTrafficPage *self)
{
  EarExchange *exchange = gtk_single_selection_get_selected_item (self->selection);

  if (exchange == NULL || exchange == self->shown)
    return;

  g_set_object (&self->shown, exchange);
  ear_exchange_detail_set_exchange (self->detail, exchange, ear_speaker_get_tape (ear_device_get_speaker (self->device)));
}

/* The answer may have come since. */
static void
on_activated (EarTrafficPage *self)
{
  if (self->shown != NULL)
    ear_exchange_detail_set_exchange (self->detail, self->shown, ear_speaker_get_tape (ear_device_get_speaker (self->device)));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->detail));
}

static void
update_back (EarTrafficPage *self)
{
  gboolean away = adw_leaflet_get_folded (self->leaflet) && adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->detail);

  gtk_widget_set_visible (self->back_button, away);
}

static void
on_back_clicked (EarTrafficPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->side);
}

static void
update (EarTrafficPage *self)
{
  EarTraffic *traffic = ear_device_get_traffic (self->device);
  EarCassette *cassette = ear_http_get_cassette (ear_device_get_http (self->device));
  g_autofree char *name = cassette ? g_path_get_basename (ear_cassette_get_path (cassette)) : NULL;
  g_autofree char *words = NULL;
  guint n = cassette ? ear_cassette_get_n_takes (cassette) : 0;
  const GError *error = cassette ? ear_cassette_get_error (cassette) : NULL;
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (traffic)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "calls" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "traffic.save", any);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "traffic.stop", cassette != NULL);
  gtk_widget_set_visible (self->cassette_row, cassette != NULL);
  if (cassette == NULL)
    return;

  if (error != NULL)
    words = g_strdup_printf (_("%s is not recorded any more: %s"), name, error->message);
  else if (ear_cassette_is_recording (cassette))
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Recording %s: %u call so far", "Recording %s: %u calls so far", n), name, n);
  else
    words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Playing %s, %u call: nothing goes over the network",
                                          "Playing %s, %u calls: nothing goes over the network", n), name, n);
  gtk_label_set_label (self->cassette_label, words);
}

typedef void (*FileFunc) (EarTrafficPage *self,
                          GFile          *file);

static void
on_chosen (GtkNativeDialog *dialog,
           int              response,
           EarTrafficPage  *self)
{
  FileFunc func = g_object_get_data (G_OBJECT (dialog), "func");
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;

  if (file != NULL)
    func (self, file);
  g_object_unref (dialog);
}

static void
choose_file (EarTrafficPage       *self,
             GtkFileChooserAction  action,
             const char           *title,
             const char           *accept,
             const char           *name,
             FileFunc              func)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, get_window (self), action, accept, NULL);

  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_object_set_data (G_OBJECT (dialog), "func", func);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
put_in (EarTrafficPage *self,
        EarCassette    *cassette,
        GError         *error)
{
  if (cassette == NULL) {
    ear_error_dialog_show (get_window (self), error->message);
    return;
  }

  ear_http_set_cassette (ear_device_get_http (self->device), cassette);
  update (self);
}

static void
record_to (EarTrafficPage *self,
           GFile          *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCassette) cassette = NULL;
  g_autofree char *path = g_file_get_path (file);

  /* The dialog has asked whether the old one may go. */
  g_file_trash (file, NULL, NULL);
  cassette = ear_cassette_record (path ? path : "", &error);
  put_in (self, cassette, error);
}

static void
play_from (EarTrafficPage *self,
           GFile          *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarCassette) cassette = NULL;
  g_autofree char *path = g_file_get_path (file);

  cassette = ear_cassette_load (path ? path : "", &error);
  put_in (self, cassette, error);
}

static void
save_to (EarTrafficPage *self,
         GFile          *file)
{
  g_autoptr (GError) error = NULL;

  if (!ear_traffic_save (ear_device_get_traffic (self->device), file, &error))
    ear_error_dialog_show (get_window (self), error->message);
}

static void
record_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  choose_file (EAR_TRAFFIC_PAGE (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _("Record a Cassette"), _("_Record"), "cassette.jsonl", record_to);
}

static void
play_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  choose_file (EAR_TRAFFIC_PAGE (widget), GTK_FILE_CHOOSER_ACTION_OPEN, _("Play a Cassette"), _("_Play"), NULL, play_from);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  choose_file (EAR_TRAFFIC_PAGE (widget), GTK_FILE_CHOOSER_ACTION_SAVE, _("Save the Traffic"), _("_Save"), "traffic.har", save_to);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  EarTrafficPage *self = EAR_TRAFFIC_PAGE (widget);

  ear_http_set_cassette (ear_device_get_http (self->device), NULL);
  update (self);
}

/**
 * ear_traffic_page_set_device:
 * @device: whose traffic to show
 */
void
ear_traffic_page_set_device (EarTrafficPage *self,
                             EarDevice      *device)
{
  g_return_if_fail (EAR_IS_TRAFFIC_PAGE (self));
  g_return_if_fail (self->device == NULL);

  self->device = g_object_ref (device);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (ear_device_get_traffic (device))));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  on_selected (self);
  update (self);
}

static void
ear_traffic_page_dispose (GObject *object)
{
  EarTrafficPage *self = EAR_TRAFFIC_PAGE (object);

  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_TRAFFIC_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ear_traffic_page_parent_class)->dispose (object);
}

static void
ear_traffic_page_class_init (EarTrafficPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_traffic_page_dispose;

  g_type_ensure (EAR_TYPE_EXCHANGE_DETAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-traffic-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, side);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, detail);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, cassette_row);
  gtk_widget_class_bind_template_child (widget_class, EarTrafficPage, cassette_label);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);

  gtk_widget_class_install_action (widget_class, "traffic.record", NULL, record_action);
  gtk_widget_class_install_action (widget_class, "traffic.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "traffic.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "traffic.save", NULL, save_action);
}

static void
ear_traffic_page_init (EarTrafficPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (update_back), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (update_back), self);
  update_back (self);
}
