/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-sessions-page.h"

#include "app/ear-deletion.h"
#include "app/ear-depth-card.h"
#include "app/ear-error-dialog.h"
#include "app/ear-export-dialog.h"
#include "app/ear-money-panel.h"
#include "app/ear-pane-switch.h"
#include "app/ear-template.h"
#include "app/ear-timeline.h"
#include "app/view/ear-speaker-view.h"

#include <glib/gi18n.h>

#define SIDE_WIDTH 300          /* of the list, as the template has it */
#define MIN_BESIDE 720          /* for events and money side by side */
#define LOW 720                 /* a window lower than this has a smaller speaker */
#define VIEW_HEIGHT 210
#define LOW_VIEW_HEIGHT 120

struct _EarSessionsPage {
  GtkWidget           parent_instance;

  GtkStack           *stack;
  AdwLeaflet         *leaflet;
  GtkListView        *list;
  GtkWidget          *detail;
  GtkWidget          *back_button;
  GtkLabel           *title_label;
  GtkMenuButton      *export_button;
  GtkWidget          *delete_button;
  GtkWidget          *close_button;
  GtkWidget          *tape_label;
  GtkGrid            *grid;
  EarSpeakerView     *view;
  GtkAdjustment      *position;
  GtkLabel           *position_label;
  EarPaneSwitch      *pane_switch;
  EarTimeline        *timeline;
  EarMoneyPanel      *money;

  EarDevice          *device;
  GtkSingleSelection *selection;
  EarTape            *tape;
  char               *session;          /* NULL while a tape from elsewhere is shown */
  GCancellable       *opening;
};

G_DEFINE_FINAL_TYPE (EarSessionsPage, ear_sessions_page, GTK_TYPE_WIDGET)

static void
show_error (EarSessionsPage *self,
            const char      *message)
{
  ear_error_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), message);
}

static char *
format_opened (EarSession *session)
{
  g_autoptr (GDateTime) opened = g_date_time_new_from_unix_local (ear_session_get_opened (session) / G_USEC_PER_SEC);

  return g_date_time_format (opened, "%x %R");
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *summary = gtk_label_new (NULL), *moment = gtk_label_new (NULL), *result = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (summary), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (moment), 0);
  gtk_widget_set_hexpand (moment, TRUE);
  gtk_widget_add_css_class (moment, "caption");
  gtk_widget_add_css_class (moment, "dim-label");
  gtk_widget_add_css_class (result, "caption");
  gtk_widget_add_css_class (result, "numeric");
  gtk_box_append (GTK_BOX (line), moment);
  gtk_box_append (GTK_BOX (line), result);
  gtk_box_append (GTK_BOX (box), summary);
  gtk_box_append (GTK_BOX (box), line);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  EarSession *session = gtk_list_item_get_item (item);
  GtkWidget *summary = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *moment = gtk_widget_get_first_child (gtk_widget_get_next_sibling (summary));
  GtkWidget *margin = gtk_widget_get_next_sibling (moment);
  const char *words = ear_session_get_summary (session);
  EarResult result = ear_session_get_result (session);
  gint64 net = result.revenue - result.cost[EAR_DEPTH_LOADED];
  g_autofree char *opened = format_opened (session);
  g_autofree char *amount = ear_format_money (net, ear_session_get_currency (session), TRUE);

  gtk_label_set_label (GTK_LABEL (summary), words && *words ? words : _("(nobody spoke)"));
  gtk_label_set_label (GTK_LABEL (moment), opened);
  gtk_label_set_label (GTK_LABEL (margin), amount);
  gtk_widget_remove_css_class (margin, "gain");
  gtk_widget_remove_css_class (margin, "loss");
  gtk_widget_add_css_class (margin, net >= 0 ? "gain" : "loss");
}

/* Shows the session as it was after one event. */
static void
on_position_changed (EarSessionsPage *self)
{
  guint length = self->tape ? ear_tape_get_length (self->tape) : 0;
  guint position = MIN ((guint) gtk_adjustment_get_value (self->position), length);
  EarTariff *tariff = ear_speaker_get_tariff (ear_device_get_speaker (self->device));
  g_autoptr (EarLedger) ledger = NULL;
  g_autofree char *label = NULL;
  EarState state;

  if (position == 0)
    return;

  state = ear_tape_get_state (self->tape, position);
  ledger = ear_ledger_new_at (tariff, self->tape, position);
  label = g_strdup_printf (_("%u of %u"), position, length);
  ear_speaker_view_set_state (self->view, &state, ear_tape_peek (self->tape, position)->at);
  ear_money_panel_show_ledger (self->money, ledger, tariff, ear_speaker_get_locale (ear_device_get_speaker (self->device)));
  gtk_label_set_label (self->position_label, label);
  ear_timeline_choose (self->timeline, position);
}

static void
on_event_chosen (EarSessionsPage *self,
                 guint            position)
{
  gtk_adjustment_set_value (self->position, position);
}

/* A session of the archive, or where @session is %NULL a tape from elsewhere, which is looked at and not kept. */
static void
show_tape (EarSessionsPage *self,
           EarTape         *tape,
           const char      *title,
           const char      *locale,
           const char      *session)
{
  EarSpeaker *speaker = ear_device_get_speaker (self->device);

  g_set_object (&self->tape, tape);
  g_free (self->session);
  self->session = g_strdup (session);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_visible (GTK_WIDGET (self->export_button), session != NULL);
  gtk_widget_set_visible (self->delete_button, session != NULL);
  gtk_widget_set_visible (self->close_button, session == NULL);
  gtk_widget_set_visible (self->tape_label, session == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sessions.delete", session != NULL);
  ear_timeline_set_tariff (self->timeline, ear_speaker_get_tariff (speaker), ear_speaker_get_locale (speaker));
  ear_timeline_set_tape (self->timeline, tape, FALSE);
  ear_speaker_view_set_tape (self->view, tape, NULL, ear_clock_get_timezone (ear_speaker_get_clock (speaker)), locale);
  gtk_adjustment_set_upper (self->position, MAX (ear_tape_get_length (tape), 1));
  gtk_adjustment_set_value (self->position, ear_tape_get_length (tape));
  on_position_changed (self);
}

static void
open_session (EarSessionsPage *self,
              EarSession      *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autofree char *opened = format_opened (session);

  if (ear_archive_load_tape (ear_device_get_archive (self->device), ear_session_get_id (session), tape, &error))
    show_tape (self, tape, opened, ear_session_get_locale (session), ear_session_get_id (session));
  else
    show_error (self, error->message);
}

static gboolean
is_guest_shown (EarSessionsPage *self)
{
  return self->tape != NULL && self->session == NULL;
}

static void
on_selected (EarSessionsPage *self)
{
  EarSession *session = gtk_single_selection_get_selected_item (self->selection);

  if (session != NULL && g_strcmp0 (ear_session_get_id (session), self->session) != 0) {
    open_session (self, session);
    adw_leaflet_set_visible_child (self->leaflet, self->detail);
  }
}

static void
on_activated (EarSessionsPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->detail);
}

static void
on_back_clicked (EarSessionsPage *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
update_stack (EarSessionsPage *self)
{
  gboolean any = self->selection != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_stack_set_visible_child_name (self->stack, any || is_guest_shown (self) ? "sessions" : "empty");
}

/* The list is read anew each time the page is looked at. */
static void
refresh (EarSessionsPage *self)
{
  EarArchive *archive = self->device ? ear_device_get_archive (self->device) : NULL;
  g_autoptr (GError) error = NULL;
  GListModel *sessions = archive ? ear_archive_list_sessions (archive, &error) : NULL;
  gboolean guest = is_guest_shown (self);

  if (error != NULL)
    show_error (self, error->message);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  if (sessions != NULL) {
    self->selection = gtk_single_selection_new (NULL);
    gtk_single_selection_set_autoselect (self->selection, !guest);
    gtk_single_selection_set_can_unselect (self->selection, TRUE);
    gtk_single_selection_set_model (self->selection, sessions);
    g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self);
    g_signal_connect_swapped (self->selection, "items-changed", G_CALLBACK (update_stack), self);
    g_object_unref (sessions);
  }
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  if (!guest) {
    g_clear_pointer (&self->session, g_free);
    g_clear_object (&self->tape);
    if (self->selection != NULL && gtk_single_selection_get_selected_item (self->selection) != NULL)
      open_session (self, gtk_single_selection_get_selected_item (self->selection));
  }
  update_stack (self);
}

static void
close_tape_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  EarSessionsPage *self = EAR_SESSIONS_PAGE (widget);

  if (is_guest_shown (self)) {
    g_clear_object (&self->tape);
    refresh (self);
  }
}

static void
delete_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  EarSessionsPage *self = EAR_SESSIONS_PAGE (widget);
  GtkWidget *toasts = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (self->session == NULL)
    return;

  toast = ear_deletion_begin (ear_device_get_archive (self->device), self->session, &error);
  if (toast != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
  else
    show_error (self, error->message);
}

static void
load_tape (GTask        *task,
           gpointer      source,
           gpointer      path,
           GCancellable *cancellable)
{
  GError *error = NULL;
  EarTape *tape = ear_tape_load (path, &error);

  if (tape != NULL)
    g_task_return_pointer (task, tape, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* What was spoken on the tape, if it says so. */
static const char *
find_locale (EarTape *tape)
{
  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_OPENED && event->opened.locale != NULL)
      return event->opened.locale;
  }

  return "en-US";
}

static void
on_tape_loaded (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  EarSessionsPage *self = EAR_SESSIONS_PAGE (source);
  g_autofree char *name = g_path_get_basename (g_task_get_task_data (G_TASK (result)));
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (tape == NULL || ear_tape_get_length (tape) == 0) {
    show_error (self, error ? error->message : _("There is nothing on this tape."));
    return;
  }

  if (self->selection != NULL) {
    gtk_single_selection_set_autoselect (self->selection, FALSE);
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  }
  show_tape (self, tape, name, find_locale (tape), NULL);
  update_stack (self);
  adw_leaflet_set_visible_child (self->leaflet, self->detail);
}

/**
 * ear_sessions_page_open_tape:
 * @file: a tape, of this device or another one
 *
 * Shows a tape; it does not become a session of this device.
 */
void
ear_sessions_page_open_tape (EarSessionsPage *self,
                             GFile           *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GTask) task = NULL;

  if (path == NULL) {
    show_error (self, _("Copy the tape to this computer first, then open it."));
    return;
  }

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  task = g_task_new (self, self->opening, on_tape_loaded, NULL);
  g_task_set_task_data (task, g_steal_pointer (&path), g_free);
  g_task_run_in_thread (task, load_tape);
}

/**
 * ear_sessions_page_choose_export:
 *
 * Opens the menu of formats.
 */
void
ear_sessions_page_choose_export (EarSessionsPage *self)
{
  if (self->session != NULL)
    gtk_menu_button_popup (self->export_button);
}

static void
export_sessions (EarSessionsPage *self,
                 const char      *format,
                 const char      *session)
{
  ear_export_dialog_show (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), ear_device_get_archive (self->device),
                          ear_speaker_get_tariff (ear_device_get_speaker (self->device)), format, session);
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  EarSessionsPage *self = EAR_SESSIONS_PAGE (widget);

  if (self->session != NULL)
    export_sessions (self, g_variant_get_string (parameter, NULL), self->session);
}

static void
export_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  export_sessions (EAR_SESSIONS_PAGE (widget), g_variant_get_string (parameter, NULL), NULL);
}

/**
 * ear_sessions_page_set_look:
 * @body: "puck" or "easel"
 * @finish: "charcoal", "sand", or "auto" for what suits the style
 */
void
ear_sessions_page_set_look (EarSessionsPage *self,
                            const char      *body,
                            const char      *finish)
{
  ear_speaker_view_set_body (self->view, body);
  ear_speaker_view_set_finish (self->view, finish);
}

void
ear_sessions_page_set_device (EarSessionsPage *self,
                              EarDevice       *device)
{
  g_return_if_fail (EAR_IS_SESSIONS_PAGE (self));

  g_set_object (&self->device, device);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

/**
 * ear_sessions_page_set_size:
 * @width: of the window
 * @height: of it
 *
 * Puts money beside speaker and events where there is room for it; elsewhere money and events are seen by turns.
 */
void
ear_sessions_page_set_size (EarSessionsPage *self,
                            int              width,
                            int              height)
{
  gboolean beside = width - SIDE_WIDTH >= MIN_BESIDE;
  GtkLayoutManager *layout;
  GtkGridLayoutChild *place;

  g_return_if_fail (EAR_IS_SESSIONS_PAGE (self));

  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->grid));
  place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, GTK_WIDGET (self->money)));
  gtk_grid_layout_child_set_column (place, beside ? 1 : 0);
  gtk_grid_layout_child_set_row (place, beside ? 0 : 3);
  gtk_grid_layout_child_set_row_span (place, beside ? 4 : 1);
  gtk_grid_set_column_homogeneous (self->grid, beside);
  ear_pane_switch_set_switching (self->pane_switch, !beside);
  gtk_widget_set_size_request (GTK_WIDGET (self->view), -1, height < LOW ? LOW_VIEW_HEIGHT : VIEW_HEIGHT);
}

static void
ear_sessions_page_dispose (GObject *object)
{
  EarSessionsPage *self = EAR_SESSIONS_PAGE (object);

  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_SESSIONS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->tape);
  g_clear_object (&self->device);
  g_clear_pointer (&self->session, g_free);

  G_OBJECT_CLASS (ear_sessions_page_parent_class)->dispose (object);
}

static void
ear_sessions_page_class_init (EarSessionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_sessions_page_dispose;

  g_type_ensure (EAR_TYPE_SPEAKER_VIEW);
  g_type_ensure (EAR_TYPE_PANE_SWITCH);
  g_type_ensure (EAR_TYPE_TIMELINE);
  g_type_ensure (EAR_TYPE_MONEY_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-sessions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, detail);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, back_button);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, tape_label);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, close_button);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, delete_button);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, view);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, position);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, position_label);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, grid);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, pane_switch);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, timeline);
  gtk_widget_class_bind_template_child (widget_class, EarSessionsPage, money);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_position_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_event_chosen);

  gtk_widget_class_install_action (widget_class, "sessions.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "sessions.close-tape", NULL, close_tape_action);
  gtk_widget_class_install_action (widget_class, "sessions.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "sessions.export-all", "s", export_all_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sessions.delete", NULL);
}

static void
ear_sessions_page_init (EarSessionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  ear_pane_switch_set_panes (self->pane_switch, GTK_WIDGET (self->money), GTK_WIDGET (self->timeline));
  g_signal_connect (self, "map", G_CALLBACK (refresh), NULL);
  g_object_bind_property (self->leaflet, "folded", self->back_button, "visible", G_BINDING_SYNC_CREATE);
}
