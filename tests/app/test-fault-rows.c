/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-fault-rows.h"

static AdwComboRow *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_COMBO_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return ADW_COMBO_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    AdwComboRow *found = find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &error);

  *(const char **) user_data = answer != NULL ? "well" : ear_service_error_to_code (error);
}

static const char *
ask (EarRegistry *registry)
{
  const char *outcome = NULL;

  ear_provider_ask_async (ear_registry_get (registry, EAR_SERVICE_WEATHER),
                          &(EarQuestion) { .operation = "forecast", .locale = "en-US", .text = "Hamburg", .now = 1772436600000000 }, NULL, on_answered,
                          &outcome);
  while (outcome == NULL)
    g_main_context_iteration (NULL, TRUE);

  return outcome;
}

static const char *
get_label (AdwComboRow *row)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (row));
}

/* Each choice is in force at once, and the first one mends the service. */
static void
test_choose (void)
{
  static const struct {
    const char *label;
    const char *outcome;
  } cases[] = { { "Works", "well" }, { "Offline", "offline" }, { "Down", "offline" }, { "Asked too often", "rate-limited" },
                { "Answers garbage", "bad-response" }, { "Key has expired", "auth" }, { "Works", "well" } };
  g_autoptr (EarRegistry) registry = ear_registry_new (NULL);
  g_autoptr (GtkWidget) group = g_object_ref_sink (adw_preferences_group_new ());
  AdwComboRow *row;

  ear_fault_rows_add (ADW_PREFERENCES_GROUP (group), registry);
  row = find_row (group, ear_service_kind_get_label (EAR_SERVICE_WEATHER));
  g_assert_nonnull (row);
  g_assert_nonnull (find_row (group, ear_service_kind_get_label (EAR_SERVICE_BOOKS)));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    GListModel *model = adw_combo_row_get_model (row);

    for (guint j = 0; j < g_list_model_get_n_items (model) && g_strcmp0 (get_label (row), cases[i].label) != 0; j++)
      adw_combo_row_set_selected (row, j);
    g_assert_cmpstr (get_label (row), ==, cases[i].label);
    g_assert_cmpstr (ask (registry), ==, cases[i].outcome);
  }
  g_assert_null (ear_registry_get_fault (registry, EAR_SERVICE_WEATHER));
}

/* What the command line broke is shown as it was said. */
static void
test_show (void)
{
  g_autoptr (EarRegistry) registry = ear_registry_new (NULL);
  g_autoptr (GtkWidget) group = g_object_ref_sink (adw_preferences_group_new ());

  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_WEATHER, "status=503,p=0.5", NULL));
  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_SHOP, "flaky", NULL));
  ear_fault_rows_add (ADW_PREFERENCES_GROUP (group), registry);
  g_assert_cmpstr (get_label (find_row (group, ear_service_kind_get_label (EAR_SERVICE_WEATHER))), ==, "status=503,p=0.5");
  g_assert_cmpstr (get_label (find_row (group, ear_service_kind_get_label (EAR_SERVICE_SHOP))), ==, "Flaky");
  g_assert_cmpstr (get_label (find_row (group, ear_service_kind_get_label (EAR_SERVICE_MUSIC))), ==, "Works");
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/fault-rows/choose", test_choose);
  g_test_add_func ("/fault-rows/show", test_show);

  return g_test_run ();
}
