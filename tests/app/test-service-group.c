/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-service-group.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char               *folder;
  EarProfile         *profile;
  EarRegistry        *registry;
  EarServiceSettings *settings;
  GtkWidget          *group;            /* of the weather */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  fixture->profile = ear_profile_open (fixture->folder, NULL);
  fixture->registry = ear_registry_new (NULL);
  fixture->settings = ear_service_settings_new (fixture->registry, fixture->profile);
  /* What the command line broke. */
  if (data != NULL)
    g_assert_true (ear_registry_set_fault (fixture->registry, EAR_SERVICE_WEATHER, data, NULL));
  fixture->group = g_object_ref_sink (ear_service_group_new (fixture->settings, fixture->registry, EAR_SERVICE_WEATHER));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const files[] = { "settings.ini", "secrets.ini" };

  g_object_unref (fixture->group);
  g_object_unref (fixture->settings);
  g_object_unref (fixture->registry);
  g_object_unref (fixture->profile);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);

    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_BUTTON (widget) && (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 ||
                                 g_strcmp0 (gtk_widget_get_tooltip_text (widget), label) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static const char *
get_choice (GtkWidget *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (ADW_COMBO_ROW (row)));
}

static void
choose (Fixture    *fixture,
        const char *row_title,
        const char *label)
{
  GtkWidget *row = find_row (fixture->group, row_title);
  guint n = g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (row)));

  for (guint i = 0; i < n && g_strcmp0 (get_choice (row), label) != 0; i++)
    adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
  g_assert_cmpstr (get_choice (row), ==, label);
}

static const char *
press_test (Fixture *fixture)
{
  GtkWidget *row = find_row (fixture->group, "Ask it something");

  g_signal_emit_by_name (find_button (row, "Test"), "clicked");
  while (find_button (row, "Cancel") != NULL)
    g_main_context_iteration (NULL, TRUE);

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (row));
}

static EarConfig *
get_config (EarRegistry *registry)
{
  return ear_provider_get_config (ear_registry_get (registry, EAR_SERVICE_WEATHER));
}

/* The form is that of the provider, and comes and goes with it; what was chosen is there at the next start. */
static void
test_provider (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *kept = NULL;

  g_assert_cmpstr (get_choice (find_row (fixture->group, "Answers come from")), ==, "Embedded");
  g_assert_null (find_row (fixture->group, "Address"));
  choose (fixture, "Answers come from", "Open-Meteo");
  g_assert_nonnull (find_row (fixture->group, "Address"));
  g_assert_nonnull (find_row (fixture->group, "Key, for customers"));
  g_assert_cmpstr (ear_provider_get_name (ear_registry_get (fixture->registry, EAR_SERVICE_WEATHER)), ==, "open-meteo");
  kept = ear_profile_dup_string (fixture->profile, "weather", NULL);
  g_assert_cmpstr (kept, ==, "open-meteo");
  choose (fixture, "Answers come from", "MET Norway");
  g_assert_null (find_row (fixture->group, "Key, for customers"));
  choose (fixture, "Answers come from", "Embedded");
  g_assert_null (find_row (fixture->group, "Address"));
}

static void
test_setting (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (EarRegistry) later = ear_registry_new (NULL);
  g_autoptr (EarServiceSettings) settings = ear_service_settings_new (later, fixture->profile);
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *row;

  choose (fixture, "Answers come from", "Open-Meteo");
  row = find_row (fixture->group, "Address");
  gtk_editable_set_text (GTK_EDITABLE (row), "http://127.0.0.1:1/");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "http://127.0.0.1:1");
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  gtk_editable_set_text (GTK_EDITABLE (row), "file:///etc/passwd");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (gtk_widget_has_css_class (row, "error"));

  ear_service_settings_load (settings, notices);
  g_assert_cmpuint (notices->len, ==, 0);
  g_assert_cmpstr (ear_config_get (get_config (later), "url"), ==, "http://127.0.0.1:1");
}

static void
on_notice (EarServiceSettings *settings,
           const char         *text,
           char              **last)
{
  g_free (*last);
  *last = g_strdup (text);
}

/* A key is in the form, in the settings and in messages at no time. */
static void
test_secret (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "settings.ini", NULL), *contents = NULL, *notice = NULL;
  GtkWidget *row;

  choose (fixture, "Answers come from", "Open-Meteo");
  g_signal_connect (fixture->settings, "notice", G_CALLBACK (on_notice), &notice);
  row = find_row (fixture->group, "Key, for customers");
  gtk_editable_set_text (GTK_EDITABLE (row), "canary");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_cmpstr (ear_config_get (get_config (fixture->registry), "key"), ==, "canary");
  while (notice == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (strstr (notice, "canary"));
  g_assert_nonnull (strstr (notice, "secrets.ini"));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_null (strstr (contents, "canary"));

  row = find_row (fixture->group, "Key, for customers (is set)");
  g_assert_nonnull (row);
  g_signal_emit_by_name (find_button (row, "Forget It"), "clicked");
  g_assert_null (ear_config_get (get_config (fixture->registry), "key"));
  g_assert_nonnull (find_row (fixture->group, "Key, for customers"));
}

/* Each way to break a service is in force at once, the test tells it, and the first choice mends it. */
static void
test_faults (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct { const char *label, *told; } cases[] = {
    { "Works", "answers" }, { "Offline", "offline" }, { "Down", "status=503" }, { "Asked too often", "status=429" },
    { "Answers garbage", "bad-response" }, { "Key has expired", "auth" }, { "Works", "answers" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    choose (fixture, "Break on purpose", cases[i].label);
    g_assert_nonnull (strstr (press_test (fixture), cases[i].told));
  }
  g_assert_null (ear_registry_get_fault (fixture->registry, EAR_SERVICE_WEATHER));
}

/* What the command line broke is shown as it was said. */
static void
test_said (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpstr (get_choice (find_row (fixture->group, "Break on purpose")), ==, data);
}

/* One who never answers is not waited for any longer than somebody wants. */
static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *row = find_row (fixture->group, "Ask it something");

  choose (fixture, "Break on purpose", "Never answers");
  g_signal_emit_by_name (find_button (row, "Test"), "clicked");
  g_signal_emit_by_name (find_button (row, "Cancel"), "clicked");
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (find_button (row, "Test"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "");
}

int
main (int   argc,
      char *argv[])
{
  /* No keyring: keys go to a file in the profile. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/service-group/provider", Fixture, NULL, set_up, test_provider, tear_down);
  g_test_add ("/service-group/setting", Fixture, NULL, set_up, test_setting, tear_down);
  g_test_add ("/service-group/secret", Fixture, NULL, set_up, test_secret, tear_down);
  g_test_add ("/service-group/faults", Fixture, NULL, set_up, test_faults, tear_down);
  g_test_add ("/service-group/said", Fixture, "status=503,p=0.5", set_up, test_said, tear_down);
  g_test_add ("/service-group/cancel", Fixture, NULL, set_up, test_cancel, tear_down);

  return g_test_run ();
}
