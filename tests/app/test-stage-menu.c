/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-stage-menu.h"
#include "fixture.h"
#include "speaker/ear-stage.h"

typedef struct {
  Bench         bench;
  GtkWidget    *window;
  EarStageMenu *menu;
} Stage;

static void
set_up (Stage         *self,
        gconstpointer  data)
{
  bench_set_up (&self->bench, NULL);
  self->window = g_object_ref_sink (gtk_window_new ());
  gtk_window_present (GTK_WINDOW (self->window));
  self->menu = ear_stage_menu_new (self->window);
  gtk_widget_insert_action_group (self->window, "stage", ear_stage_menu_get_actions (self->menu));
  ear_stage_menu_set_speaker (self->menu, self->bench.speaker);
}

static void
tear_down (Stage         *self,
           gconstpointer  data)
{
  gtk_widget_insert_action_group (self->window, "stage", NULL);
  g_assert_finalize_object (self->menu);
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  bench_tear_down (&self->bench, NULL);
}

static GtkWidget *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (ADW_IS_MESSAGE_DIALOG (window))
      return window;
  }

  return NULL;
}

/* What was answered goes away. */
static void
respond (GtkWidget  *dialog,
         const char *response)
{
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_null (find_dialog ());
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_ENTRY_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

/* Every action is in the menu, once, under its section. */
static void
test_menu (Stage         *self,
           gconstpointer  data)
{
  GMenuModel *model = ear_stage_menu_get_model (self->menu);
  guint n, n_found = 0;

  ear_stage_get_actions (&n);
  g_assert_cmpint (g_menu_model_get_n_items (model), ==, EAR_N_STAGE_SECTIONS);
  for (int i = 0; i < g_menu_model_get_n_items (model); i++) {
    g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SUBMENU);

    for (int j = 0; j < g_menu_model_get_n_items (section); j++) {
      g_autofree char *action = NULL;

      g_assert_true (g_menu_model_get_item_attribute (section, j, G_MENU_ATTRIBUTE_ACTION, "s", &action));
      g_assert_true (g_action_group_has_action (ear_stage_menu_get_actions (self->menu), action + strlen ("stage.")));
      n_found++;
    }
  }
  g_assert_cmpuint (n_found, ==, n);
}

static void
test_at_once (Stage         *self,
              gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action (self->window, "stage.doorbell", NULL));
  g_assert_cmpstr (bench_peek_last (&self->bench, EAR_EVENT_SENSED)->sensed.what, ==, "doorbell");
  g_assert_null (find_dialog ());

  ear_stage_menu_set_speaker (self->menu, NULL);
  g_assert_false (g_action_group_get_action_enabled (ear_stage_menu_get_actions (self->menu), "doorbell"));
  g_action_group_activate_action (ear_stage_menu_get_actions (self->menu), "doorbell", NULL);
  g_assert_cmpuint (bench_count (&self->bench, EAR_EVENT_SENSED), ==, 1);
}

static void
test_asks (Stage         *self,
           gconstpointer  data)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (self->window, "stage.notification", NULL));
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  g_assert_cmpuint (bench_count (&self->bench, EAR_EVENT_SENSED), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "Text")), "Hello <b>");
  gtk_editable_set_text (GTK_EDITABLE (find_row (dialog, "From")), "");
  respond (dialog, "do");
  g_assert_cmpstr (bench_peek_last (&self->bench, EAR_EVENT_SENSED)->sensed.value, ==, "Hello <b>");
  g_assert_null (bench_peek_last (&self->bench, EAR_EVENT_SENSED)->sensed.detail);
}

static void
test_canceled (Stage         *self,
               gconstpointer  data)
{
  g_assert_true (gtk_widget_activate_action (self->window, "stage.call", NULL));
  respond (find_dialog (), "cancel");
  g_assert_cmpuint (bench_count (&self->bench, EAR_EVENT_SENSED), ==, 0);

  /* A code that is none changes nothing. */
  g_assert_true (gtk_widget_activate_action (self->window, "stage.child-code", NULL));
  gtk_editable_set_text (GTK_EDITABLE (find_row (find_dialog (), "Four digits")), "12");
  respond (find_dialog (), "do");
  g_assert_cmpuint (bench_count (&self->bench, EAR_EVENT_PRESSED), ==, 0);
}

#define add(path, func) g_test_add (path, Stage, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  add ("/stage-menu/menu", test_menu);
  add ("/stage-menu/at-once", test_at_once);
  add ("/stage-menu/asks", test_asks);
  add ("/stage-menu/canceled", test_canceled);

  return g_test_run ();
}
