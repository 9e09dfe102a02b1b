/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-window.h"

#include "app/ear-connector-editor.h"
#include "app/ear-lazy-bin.h"
#include "app/ear-morning.h"
#include "app/ear-preferences.h"
#include "app/ear-sessions-page.h"
#include "app/ear-settings.h"
#include "app/ear-speaker-page.h"
#include "app/ear-stage-menu.h"
#include "app/ear-states-page.h"
#include "app/ear-traffic-page.h"
#include "app/ear-undo-toast.h"
#include "app/ear-welcome.h"

#include <glib/gi18n.h>
#include <string.h>

#define NARROW 500

struct _EarWindow {
  AdwApplicationWindow  parent_instance;

  AdwToastOverlay      *toasts;
  GtkInfoBar           *notice;
  GtkLabel             *notice_label;
  GtkStack             *doors;
  GtkWindow            *connectors;     /* NULL unless it is open */
  AdwViewStack         *pages;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar   *switcher_bar;
  GtkToggleButton      *money_button;
  GtkButton            *morning_button;
  GtkMenuButton        *menu_button;
  GtkButton            *open_button;
  EarSpeakerPage       *speaker_page;
  EarLazyBin           *sessions;
  EarLazyBin           *welcome;

  EarDevice            *device;
  EarMorning           *morning;
  EarStageMenu         *stage;
  EarUndoToast         *undo;
  GCancellable         *hearing;
  guint                 layout_source;
  guint                 space_held : 1;
};

G_DEFINE_FINAL_TYPE (EarWindow, ear_window, ADW_TYPE_APPLICATION_WINDOW)

static void
show_toast (EarWindow  *self,
            const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 6);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_notice (EarWindow  *self,
             const char *text)
{
  gtk_label_set_label (self->notice_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
}

static void
on_notice_response (EarWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->notice), FALSE);
}

static gboolean
update_layout (gpointer user_data)
{
  EarWindow *self = user_data;
  GtkWidget *sessions = ear_lazy_bin_peek (self->sessions);
  int width, height;

  self->layout_source = 0;
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  ear_speaker_page_set_size (self->speaker_page, width, height);
  if (sessions != NULL)
    ear_sessions_page_set_size (EAR_SESSIONS_PAGE (sessions), width, height);
  if (width < NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  /* The menu has it as well; on a telephone there is room for the title instead. */
  gtk_widget_set_visible (GTK_WIDGET (self->open_button), width >= NARROW);
  adw_view_switcher_bar_set_reveal (self->switcher_bar, adw_view_switcher_title_get_title_visible (self->switcher));

  return G_SOURCE_REMOVE;
}

/* GTK tells sizes while it gives them out, and forgets what asks for another one just then. */
static void
on_size_changed (EarWindow *self)
{
  if (self->layout_source == 0)
    self->layout_source = g_idle_add (update_layout, self);
}

static void
end_morning (EarWindow *self)
{
  if (self->morning == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->morning, self);
  ear_speaker_page_set_speaker (self->speaker_page, ear_device_get_speaker (self->device));
  ear_speaker_page_set_caption (self->speaker_page, NULL);
  g_clear_object (&self->morning);
  gtk_button_set_icon_name (self->morning_button, "media-playback-start-symbolic");
}

static void
on_morning_caption (EarWindow  *self,
                    const char *caption)
{
  ear_speaker_page_set_caption (self->speaker_page, caption);
}

static void
end_morning_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  end_morning (EAR_WINDOW (widget));
}

/* The last caption and the bill stay in view until the user goes on. */
static void
on_morning_ended (EarWindow *self)
{
  AdwToast *toast = adw_toast_new (_("That was the morning"));

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, _("Try it yourself"));
  adw_toast_set_action_name (toast, "win.end-morning");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
play_morning (EarWindow *self)
{
  g_autoptr (GError) error = NULL;

  gtk_stack_set_visible_child_name (self->doors, "pages");
  adw_view_stack_set_visible_child_name (self->pages, "speaker");
  self->morning = ear_morning_new (self->device, &error);
  if (self->morning == NULL) {
    show_toast (self, error->message);
    return;
  }

  g_signal_connect_swapped (self->morning, "caption", G_CALLBACK (on_morning_caption), self);
  g_signal_connect_swapped (self->morning, "ended", G_CALLBACK (on_morning_ended), self);
  ear_speaker_page_set_speaker (self->speaker_page, ear_morning_get_speaker (self->morning));
  gtk_button_set_icon_name (self->morning_button, "media-playback-stop-symbolic");
  ear_morning_start (self->morning);
}

static void
morning_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);

  if (self->morning != NULL)
    end_morning (self);
  else
    play_morning (self);
}

static void
on_welcome_chosen (EarWindow  *self,
                   const char *door)
{
  ear_profile_set_string (ear_device_get_profile (self->device), "welcomed", "true", NULL);
  gtk_stack_set_visible_child_name (self->doors, "pages");
  if (strcmp (door, "morning") == 0) {
    play_morning (self);
    return;
  }

  adw_view_stack_set_visible_child_name (self->pages, strcmp (door, "teach") == 0 ? "sessions" : "speaker");
  if (strcmp (door, "test") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->speaker_page));
  else
    ear_speaker_page_focus_speaker (self->speaker_page);
}

static void
on_welcome_made (EarWindow  *self,
                 EarWelcome *welcome)
{
  g_signal_connect_object (welcome, "chosen", G_CALLBACK (on_welcome_chosen), self, G_CONNECT_SWAPPED);
}

static void
show_welcome (EarWindow *self)
{
  gtk_stack_set_visible_child_name (self->doors, "welcome");
  gtk_widget_grab_focus (ear_lazy_bin_make (self->welcome));
}

/* A light that is tried is looked at where the speaker is. */
static void
on_light_tried (EarWindow *self)
{
  adw_view_stack_set_visible_child_name (self->pages, "speaker");
}

static void
on_states_made (EarWindow     *self,
                EarStatesPage *page)
{
  ear_states_page_set_device (page, self->device);
  g_signal_connect_object (page, "try", G_CALLBACK (on_light_tried), self, G_CONNECT_SWAPPED);
}

static void
on_traffic_made (EarWindow      *self,
                 EarTrafficPage *page)
{
  ear_traffic_page_set_device (page, self->device);
}

/* What the speaker looks like is a setting of the device. */
static void
show_look (EarWindow *self)
{
  EarProfile *profile = ear_device_get_profile (self->device);
  g_autofree char *body = ear_profile_dup_string (profile, "body", "puck");
  g_autofree char *finish = ear_profile_dup_string (profile, "finish", "auto");
  GtkWidget *page = ear_lazy_bin_peek (self->sessions);

  ear_speaker_page_set_look (self->speaker_page, body, finish);
  if (page != NULL)
    ear_sessions_page_set_look (EAR_SESSIONS_PAGE (page), body, finish);
}

static void
on_sessions_made (EarWindow       *self,
                  EarSessionsPage *page)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  ear_sessions_page_set_size (page, width, height);
  ear_sessions_page_set_device (page, self->device);
  show_look (self);
}

static EarSessionsPage *
get_sessions_page (EarWindow *self)
{
  return EAR_SESSIONS_PAGE (ear_lazy_bin_make (self->sessions));
}

static void
welcome_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);

  end_morning (self);
  show_welcome (self);
}

static void
preferences_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  EarPreferences *preferences = ear_preferences_new (EAR_WINDOW (widget)->device);

  gtk_window_set_transient_for (GTK_WINDOW (preferences), GTK_WINDOW (widget));
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
connectors_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);

  /* Two of them would write over each other. */
  if (self->connectors == NULL)
    g_set_weak_pointer (&self->connectors, GTK_WINDOW (ear_connector_editor_new (GTK_WINDOW (self), self->device)));
  gtk_window_present (self->connectors);
}

static void
page_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->pages);
  g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), g_variant_get_int32 (parameter) - 1);

  if (page == NULL)
    return;

  gtk_stack_set_visible_child_name (self->doors, "pages");
  adw_view_stack_set_visible_child (self->pages, adw_view_stack_page_get_child (page));
}

static void
money_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);

  gtk_toggle_button_set_active (self->money_button, !gtk_toggle_button_get_active (self->money_button));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  EarWindow *self = EAR_WINDOW (widget);

  gtk_stack_set_visible_child_name (self->doors, "pages");
  adw_view_stack_set_visible_child_name (self->pages, "sessions");
  ear_sessions_page_choose_export (get_sessions_page (self));
}

static void
on_help_shown (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (EarWindow) self = user_data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    show_toast (self, _("No program that shows help is installed. Yelp is one: install the package yelp."));
}

static void
help_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  gtk_show_uri_full (GTK_WINDOW (widget), "help:earshot", GDK_CURRENT_TIME, NULL, on_help_shown, g_object_ref (widget));
}

/* Says what failed, and offers the way on. */
static void
show_offer (EarWindow  *self,
            const char *text,
            const char *label,
            const char *action)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 10);
  adw_toast_set_button_label (toast, label);
  adw_toast_set_action_name (toast, action);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
end_hearing (EarWindow *self)
{
  if (self->hearing != NULL)
    g_cancellable_cancel (self->hearing);
  g_clear_object (&self->hearing);
  ear_speaker_page_set_hearing (self->speaker_page, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-hearing", FALSE);
}

static void
cancel_hearing_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  end_hearing (EAR_WINDOW (widget));
}

typedef struct {
  EarWindow    *window;
  GCancellable *hearing;
} Hearing;

/* Whoever drops another file meanwhile wants to hear that one. */
static void
on_file_heard (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Hearing *hearing = user_data;
  EarWindow *self = hearing->window;
  g_autoptr (GError) error = NULL;
  gboolean heard = ear_device_hear_file_finish (EAR_DEVICE (source), result, &error);

  if (self->hearing == hearing->hearing) {
    end_hearing (self);
    if (!heard && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      show_offer (self, error->message, _("Another file"), "win.open-recording");
  }
  g_object_unref (hearing->hearing);
  g_object_unref (hearing->window);
  g_free (hearing);
}

/**
 * ear_window_hear_file:
 * @file: a recording
 *
 * Lets the speaker hear a recording, and shows how it goes.
 */
void
ear_window_hear_file (EarWindow *self,
                      GFile     *file)
{
  Hearing *hearing = g_new (Hearing, 1);

  end_morning (self);
  end_hearing (self);
  gtk_stack_set_visible_child_name (self->doors, "pages");
  adw_view_stack_set_visible_child_name (self->pages, "speaker");
  self->hearing = g_cancellable_new ();
  *hearing = (Hearing) { g_object_ref (self), g_object_ref (self->hearing) };
  ear_speaker_page_set_hearing (self->speaker_page, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-hearing", TRUE);
  ear_device_hear_file_async (self->device, file, self->hearing, on_file_heard, hearing);
}

static void
on_recording_chosen (GtkNativeDialog *dialog,
                     int              response,
                     EarWindow       *self)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

    ear_window_open_file (self, file);
  }
  g_object_unref (dialog);
}

static void
open_recording_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Hear a Recording"), GTK_WINDOW (widget),
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Hear"), NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_add_mime_type (filter, "audio/*");
  gtk_file_filter_add_pattern (filter, "*.jsonl");
  gtk_file_filter_set_name (filter, _("Sound and tapes"));
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_recording_chosen), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * ear_window_open_file:
 * @file: a recording, or a tape
 *
 * Lets the speaker hear a recording; shows a tape.
 */
void
ear_window_open_file (EarWindow *self,
                      GFile     *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (name == NULL || !g_str_has_suffix (name, ".jsonl")) {
    ear_window_hear_file (self, file);
    return;
  }

  end_morning (self);
  gtk_stack_set_visible_child_name (self->doors, "pages");
  adw_view_stack_set_visible_child_name (self->pages, "sessions");
  ear_sessions_page_open_tape (get_sessions_page (self), file);
}

static gboolean
on_drop (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         EarWindow     *self)
{
  ear_window_open_file (self, g_value_get_object (value));

  return TRUE;
}

/* The space bar talks, except where it writes or presses a button. */
static gboolean
is_space_free (EarWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *page = gtk_stack_get_visible_child (self->doors);

  if (page != GTK_WIDGET (self->pages) || adw_view_stack_get_visible_child (self->pages) != GTK_WIDGET (self->speaker_page))
    return FALSE;

  return focus == NULL || !(GTK_IS_EDITABLE (focus) || GTK_IS_BUTTON (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
}

/* What opened last is closed first: a menu or a popover takes the key itself. */
static gboolean
stop (EarWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    return GDK_EVENT_PROPAGATE;
  if (self->hearing != NULL) {
    end_hearing (self);
    return GDK_EVENT_STOP;
  }
  if (self->morning != NULL) {
    end_morning (self);
    return GDK_EVENT_STOP;
  }

  return ear_speaker_page_stop (self->speaker_page);
}

static gboolean
is_welcoming (EarWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->doors), "welcome") == 0;
}

static gboolean
on_key_pressed (EarWindow             *self,
                guint                  key,
                guint                  code,
                GdkModifierType        modifiers,
                GtkEventControllerKey *controller)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) || (key == GDK_KEY_space && self->space_held))
    return key == GDK_KEY_space && self->space_held;
  if (key == GDK_KEY_Escape)
    return stop (self);
  if (is_welcoming (self) && g_unichar_isgraph (gdk_keyval_to_unicode (key))) {
    on_welcome_chosen (self, "test");
    return ear_speaker_page_type (self->speaker_page, controller);
  }
  if (!is_space_free (self))
    return GDK_EVENT_PROPAGATE;

  /* Whoever just begins to type means the entry, and the speaker itself rather than the one of the morning. */
  if (key != GDK_KEY_space) {
    if (!g_unichar_isgraph (gdk_keyval_to_unicode (key)))
      return GDK_EVENT_PROPAGATE;
    end_morning (self);
    return ear_speaker_page_type (self->speaker_page, controller);
  }

  end_morning (self);
  self->space_held = TRUE;
  ear_speaker_page_hold (self->speaker_page, "space-bar");

  return GDK_EVENT_STOP;
}

static void
on_key_released (EarWindow *self,
                 guint      key)
{
  if (key != GDK_KEY_space || !self->space_held)
    return;

  self->space_held = FALSE;
  ear_speaker_page_release (self->speaker_page);
}

/* Nobody holds a key of a window that is not looked at. */
static void
on_active_changed (EarWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)))
    on_key_released (self, GDK_KEY_space);
}

static void
add_controllers (EarWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (on_key_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);

  g_signal_connect (drop, "drop", G_CALLBACK (on_drop), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

/* What the device could not do is shown once as a toast; the tape keeps it. */
static void
on_tape_changed (EarWindow *self,
                 guint      position,
                 guint      removed,
                 guint      added)
{
  EarTape *tape = ear_speaker_get_tape (ear_device_get_speaker (self->device));

  for (guint i = position + 1; i <= position + added; i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_ERRED) {
      g_autofree char *text = g_strdup_printf ("%s %s", event->erred.message, event->erred.remedy ? event->erred.remedy : "");

      if (g_strcmp0 (event->erred.domain, "file") == 0)
        show_toast (self, text);
      else
        show_notice (self, text);
    }
  }
}

static gboolean
ear_window_close_request (GtkWindow *window)
{
  EarWindow *self = EAR_WINDOW (window);

  ear_settings_keep_window (window, self->pages, self->speaker_page);

  return GTK_WINDOW_CLASS (ear_window_parent_class)->close_request (window);
}

static void
ear_window_dispose (GObject *object)
{
  EarWindow *self = EAR_WINDOW (object);

  self->space_held = FALSE;
  g_clear_handle_id (&self->layout_source, g_source_remove);
  if (self->hearing != NULL)
    g_cancellable_cancel (self->hearing);
  g_clear_object (&self->hearing);
  g_clear_object (&self->morning);
  g_clear_object (&self->stage);
  g_clear_object (&self->undo);
  g_clear_weak_pointer (&self->connectors);
  g_clear_object (&self->device);
  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_WINDOW);

  G_OBJECT_CLASS (ear_window_parent_class)->dispose (object);
}

static void
ear_window_class_init (EarWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ear_window_close_request;

  g_type_ensure (EAR_TYPE_LAZY_BIN);
  g_type_ensure (EAR_TYPE_SPEAKER_PAGE);
  g_type_ensure (EAR_TYPE_SESSIONS_PAGE);
  g_type_ensure (EAR_TYPE_STATES_PAGE);
  g_type_ensure (EAR_TYPE_TRAFFIC_PAGE);
  g_type_ensure (EAR_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-window.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, doors);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, switcher_bar);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, money_button);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, morning_button);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, speaker_page);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, sessions);
  gtk_widget_class_bind_template_child (widget_class, EarWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_response);
  gtk_widget_class_bind_template_callback (widget_class, on_size_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_sessions_made);
  gtk_widget_class_bind_template_callback (widget_class, on_states_made);
  gtk_widget_class_bind_template_callback (widget_class, on_traffic_made);
  gtk_widget_class_bind_template_callback (widget_class, on_welcome_made);

  gtk_widget_class_install_action (widget_class, "win.morning", NULL, morning_action);
  gtk_widget_class_install_action (widget_class, "win.end-morning", NULL, end_morning_action);
  gtk_widget_class_install_action (widget_class, "win.welcome", NULL, welcome_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.connectors", NULL, connectors_action);
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
  gtk_widget_class_install_action (widget_class, "win.money", NULL, money_action);
  gtk_widget_class_install_action (widget_class, "win.page", "i", page_action);
  gtk_widget_class_install_action (widget_class, "win.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-hearing", NULL, cancel_hearing_action);
  gtk_widget_class_install_action (widget_class, "win.open-recording", NULL, open_recording_action);
}

static void
ear_window_init (EarWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.cancel-hearing", FALSE);
  update_layout (self);
  g_object_bind_property (self->money_button, "active", self->speaker_page, "money-shown",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  ear_settings_restore_window (GTK_WINDOW (self), self->pages, self->speaker_page);
  add_controllers (self);
}

/* What the world around a device does to it: a doorbell, a call, a lost connection. */
static void
set_stage (EarWindow  *self,
           EarSpeaker *speaker)
{
  self->stage = ear_stage_menu_new (GTK_WIDGET (self));
  ear_stage_menu_set_speaker (self->stage, speaker);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "stage", ear_stage_menu_get_actions (self->stage));
  g_menu_insert_submenu (G_MENU (gtk_menu_button_get_menu_model (self->menu_button)), 1, _("Make _Something Happen"),
                         ear_stage_menu_get_model (self->stage));
}

EarWindow *
ear_window_new (AdwApplication *application,
                EarDevice      *device)
{
  EarWindow *self = g_object_new (EAR_TYPE_WINDOW, "application", application, NULL);
  EarSpeaker *speaker = ear_device_get_speaker (device);
  GPtrArray *notices = ear_device_get_notices (device);

  self->device = g_object_ref (device);
  ear_speaker_page_set_speaker (self->speaker_page, speaker);
  set_stage (self, speaker);
  self->undo = ear_undo_toast_new (self->toasts, speaker);
  show_look (self);
  g_signal_connect_object (ear_device_get_profile (device), "changed::body", G_CALLBACK (show_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ear_device_get_profile (device), "changed::finish", G_CALLBACK (show_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (on_tape_changed), self, G_CONNECT_SWAPPED);

  if (notices->len > 0) {
    g_autofree char *text = NULL;

    g_ptr_array_add (notices, NULL);
    text = g_strjoinv ("\n", (char **) notices->pdata);
    g_ptr_array_remove_index (notices, notices->len - 1);
    show_notice (self, text);
  }

  if (!ear_profile_get_boolean (ear_device_get_profile (device), "welcomed", FALSE)) {
    show_welcome (self);
  } else {
    ear_speaker_page_focus_speaker (self->speaker_page);
  }

  return self;
}
