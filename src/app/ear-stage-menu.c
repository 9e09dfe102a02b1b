/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-stage-menu.h"

#include "speaker/ear-stage.h"

#include <glib/gi18n.h>

/* A sentence fits into an entry. */
#define MIN_WIDTH 320

struct _EarStageMenu {
  GObject             parent_instance;

  GtkWidget          *widget;   /* not owned: what the dialogs belong to */
  GMenu              *model;
  GSimpleActionGroup *actions;
  EarSpeaker         *speaker;
};

G_DEFINE_FINAL_TYPE (EarStageMenu, ear_stage_menu, G_TYPE_OBJECT)

/* A dialog that asks for the words of an action. */
typedef struct {
  EarSpeaker           *speaker;
  const EarStageAction *action;
  GtkEditable          *value;
  GtkEditable          *detail;
} Asking;

static void
asking_free (gpointer  data,
             GClosure *closure)
{
  Asking *asking = data;

  g_object_unref (asking->speaker);
  g_free (asking);
}

static GtkEditable *
add_row (GtkListBox *list,
         const char *title,
         const char *example)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(title));
  gtk_editable_set_text (GTK_EDITABLE (row), example && *example ? _(example) : "");
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_list_box_append (list, row);

  return GTK_EDITABLE (row);
}

static void
on_response (AdwMessageDialog *dialog,
             const char       *response,
             Asking           *asking)
{
  if (g_strcmp0 (response, "do") == 0)
    ear_stage_perform (asking->speaker, asking->action, asking->value ? gtk_editable_get_text (asking->value) : NULL,
                       asking->detail ? gtk_editable_get_text (asking->detail) : NULL);
}

/* The title of the action without the dots that promised a dialog. */
static char *
dup_heading (const EarStageAction *action)
{
  g_autoptr (GString) heading = g_string_new (_(action->title));

  g_string_replace (heading, "…", "", 0);

  return g_string_free (g_steal_pointer (&heading), FALSE);
}

/* What the value and the detail are examples of stands in the same place, whatever kind of event it is. */
static void
ask (EarStageMenu         *self,
     const EarStageAction *action)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);
  g_autofree char *heading = dup_heading (action);
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading, NULL);
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  Asking *asking = g_new0 (Asking, 1);
  gboolean sensed = action->event.type == EAR_EVENT_SENSED;

  *asking = (Asking) { .speaker = g_object_ref (self->speaker), .action = action };
  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  gtk_widget_set_size_request (GTK_WIDGET (list), MIN_WIDTH, -1);
  if (action->value_title != NULL)
    asking->value = add_row (list, action->value_title, sensed ? action->event.sensed.value : NULL);
  if (action->detail_title != NULL)
    asking->detail = add_row (list, action->detail_title, action->event.sensed.detail);

  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (list));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "do", _("_Make It Happen"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "do");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), asking, asking_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_activated (GSimpleAction *simple,
              GVariant      *parameter,
              EarStageMenu  *self)
{
  const EarStageAction *action = ear_stage_find (g_action_get_name (G_ACTION (simple)));

  if (action == NULL || self->speaker == NULL)
    return;

  if (action->value_title != NULL || action->detail_title != NULL)
    ask (self, action);
  else
    ear_stage_perform (self->speaker, action, NULL, NULL);
}

static void
ear_stage_menu_dispose (GObject *object)
{
  EarStageMenu *self = EAR_STAGE_MENU (object);

  g_clear_weak_pointer (&self->widget);
  g_clear_object (&self->speaker);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (ear_stage_menu_parent_class)->dispose (object);
}

static void
ear_stage_menu_class_init (EarStageMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_stage_menu_dispose;
}

static void
ear_stage_menu_init (EarStageMenu *self)
{
  GMenu *sections[EAR_N_STAGE_SECTIONS];
  guint n;
  const EarStageAction *actions = ear_stage_get_actions (&n);

  self->model = g_menu_new ();
  self->actions = g_simple_action_group_new ();
  for (EarStageSection section = 0; section < EAR_N_STAGE_SECTIONS; section++) {
    sections[section] = g_menu_new ();
    g_menu_append_submenu (self->model, ear_stage_get_section_title (section), G_MENU_MODEL (sections[section]));
  }

  for (guint i = 0; i < n; i++) {
    g_autoptr (GSimpleAction) simple = g_simple_action_new (actions[i].id, NULL);
    g_autofree char *name = g_strconcat ("stage.", actions[i].id, NULL);

    g_simple_action_set_enabled (simple, FALSE);
    g_signal_connect_object (simple, "activate", G_CALLBACK (on_activated), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (simple));
    g_menu_append (sections[actions[i].section], _(actions[i].title), name);
  }

  for (EarStageSection section = 0; section < EAR_N_STAGE_SECTIONS; section++)
    g_object_unref (sections[section]);
}

/**
 * ear_stage_menu_new:
 * @widget: dialogs open over its window
 */
EarStageMenu *
ear_stage_menu_new (GtkWidget *widget)
{
  EarStageMenu *self = g_object_new (EAR_TYPE_STAGE_MENU, NULL);

  g_set_weak_pointer (&self->widget, widget);

  return self;
}

/**
 * ear_stage_menu_get_model:
 *
 * Returns: (transfer none): a submenu for each section
 */
GMenuModel *
ear_stage_menu_get_model (EarStageMenu *self)
{
  return G_MENU_MODEL (self->model);
}

/**
 * ear_stage_menu_get_actions:
 *
 * Returns: (transfer none): what the menu activates, to be inserted as "stage"
 */
GActionGroup *
ear_stage_menu_get_actions (EarStageMenu *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * ear_stage_menu_set_speaker:
 * @speaker: (nullable): to whom it happens; %NULL to nobody
 */
void
ear_stage_menu_set_speaker (EarStageMenu *self,
                            EarSpeaker   *speaker)
{
  g_auto (GStrv) names = g_action_group_list_actions (G_ACTION_GROUP (self->actions));

  g_set_object (&self->speaker, speaker);
  for (guint i = 0; names[i] != NULL; i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[i])), speaker != NULL);
}
