/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-quiet-row.h"
#include "fixture.h"
#include "speaker/ear-stage.h"

typedef struct {
  Bench      bench;
  GtkWidget *row;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  bench_set_up (&self->bench, NULL);
  self->row = g_object_ref_sink (ear_quiet_row_new (self->bench.speaker));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->row);
  bench_tear_down (&self->bench, NULL);
}

static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_COMBO_ROW (widget) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static const char *
get_time (Fixture    *self,
          const char *title)
{
  return gtk_string_object_get_string (adw_combo_row_get_selected_item (ADW_COMBO_ROW (find_row (self->row, title))));
}

/* "22:00 07:00", in the order in which they were set. */
static char *
dup_schedule (Fixture *self)
{
  GPtrArray *alerts = ear_household_get_alerts (ear_speaker_get_household (self->bench.speaker));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    g_string_append_printf (text, "%s %.5s ", alert->label, alert->wall + 11);
  }

  return g_string_free (text, FALSE);
}

static gboolean
is_enabled (Fixture *self)
{
  return adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self->row));
}

static void
test_set (Fixture       *self,
          gconstpointer  data)
{
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  g_assert_false (is_enabled (self));
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->row), TRUE);
  first = dup_schedule (self);
  g_assert_cmpstr (first, ==, "on 22:00 off 07:00 ");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (self->row, "To")), 13);
  second = dup_schedule (self);
  g_assert_cmpstr (second, ==, "on 22:00 off 06:30 ");
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self->row), FALSE);
  third = dup_schedule (self);
  g_assert_cmpstr (third, ==, "");
}

/* What is said meanwhile is shown, a time that is in no list too. */
static void
test_said (Fixture       *self,
           gconstpointer  data)
{
  g_autofree char *schedule = NULL;

  g_assert_true (ear_stage_set (self->bench.speaker, "quiet-hours", "21:45-06:15", NULL));
  g_assert_true (is_enabled (self));
  g_assert_cmpstr (get_time (self, "From"), ==, "21:45");
  g_assert_cmpstr (get_time (self, "To"), ==, "06:15");
  schedule = dup_schedule (self);
  g_assert_cmpstr (schedule, ==, "on 21:45 off 06:15 ");
  g_assert_true (ear_stage_set (self->bench.speaker, "quiet-hours", "off", NULL));
  g_assert_false (is_enabled (self));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/quiet-row/set", Fixture, NULL, set_up, test_set, tear_down);
  g_test_add ("/quiet-row/said", Fixture, NULL, set_up, test_said, tear_down);

  return g_test_run ();
}
