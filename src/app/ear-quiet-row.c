/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-quiet-row.h"

#include "speaker/ear-stage.h"

#include <glib/gi18n.h>
#include <string.h>

#define FROM "22:00"
#define TO "07:00"
#define STEP_MINUTES 30
#define TIME_CHARS 5            /* of "22:00" */

struct _EarQuietRow {
  AdwExpanderRow  parent_instance;

  EarSpeaker     *speaker;
  GtkWidget      *from_row;
  GtkWidget      *to_row;
  gboolean        showing;      /* what is set, not what somebody sets */
};

G_DEFINE_FINAL_TYPE (EarQuietRow, ear_quiet_row, ADW_TYPE_EXPANDER_ROW)

/* "22:00" of the schedule's beginning ("on") or its end ("off"). */
static char *
dup_scheduled (EarQuietRow *self,
               const char  *value)
{
  GPtrArray *alerts = self->speaker ? ear_household_get_alerts (ear_speaker_get_household (self->speaker)) : NULL;

  for (guint i = 0; alerts != NULL && i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    const char *time = alert->wall ? strchr (alert->wall, 'T') : NULL;

    if (strcmp (alert->kind, "quiet") == 0 && alert->recurrence != NULL && g_strcmp0 (alert->label, value) == 0 && time != NULL)
      return g_strndup (time + 1, TIME_CHARS);
  }

  return NULL;
}

static const char *
get_time (GtkWidget *row)
{
  GtkStringObject *time = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

  return time ? gtk_string_object_get_string (time) : FROM;
}

/* A notification that is under way begins anew when what it leads to changes the property again: what is set already is not set. */
static void
apply (EarQuietRow *self)
{
  g_autofree char *from = dup_scheduled (self, "on"), *to = dup_scheduled (self, "off");
  g_autofree char *now = from && to ? g_strjoin ("-", from, to, NULL) : g_strdup ("off"), *hours = NULL;
  g_autoptr (GError) error = NULL;

  hours = adw_expander_row_get_enable_expansion (ADW_EXPANDER_ROW (self))
          ? g_strjoin ("-", get_time (self->from_row), get_time (self->to_row), NULL) : g_strdup ("off");
  if (!self->showing && strcmp (hours, now) != 0 && !ear_stage_set (self->speaker, "quiet-hours", hours, &error))
    g_warning ("%s", error->message);
}

static void
show_time (GtkWidget  *row,
           const char *time)
{
  GListModel *times = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  guint n = g_list_model_get_n_items (times);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkStringObject) item = g_list_model_get_item (times, i);

    if (strcmp (gtk_string_object_get_string (item), time) == 0) {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
      return;
    }
  }

  /* A time that was said and is in no list. */
  gtk_string_list_append (GTK_STRING_LIST (times), time);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), n);
}

/* As it is now; whoever talks meanwhile sees it change. */
static void
show_schedule (EarQuietRow *self)
{
  g_autofree char *from = dup_scheduled (self, "on"), *to = dup_scheduled (self, "off");

  self->showing = TRUE;
  if (from != NULL && to != NULL) {
    show_time (self->from_row, from);
    show_time (self->to_row, to);
  }
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (self), from != NULL && to != NULL);
  self->showing = FALSE;
}

static GtkWidget *
add_time_row (EarQuietRow *self,
              const char  *title,
              const char  *time)
{
  g_autoptr (GtkStringList) times = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();

  for (guint minute = 0; minute < 24 * 60; minute += STEP_MINUTES) {
    char text[TIME_CHARS + 1];

    g_snprintf (text, sizeof text, "%02u:%02u", minute / 60 % 24, minute % 60);
    gtk_string_list_append (times, text);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (times));
  show_time (row, time);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (apply), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return row;
}

static void
ear_quiet_row_dispose (GObject *object)
{
  g_clear_object (&EAR_QUIET_ROW (object)->speaker);

  G_OBJECT_CLASS (ear_quiet_row_parent_class)->dispose (object);
}

static void
ear_quiet_row_class_init (EarQuietRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_quiet_row_dispose;
}

/* Libadwaita gives its switch no name. */
static void
name_switch (GtkWidget  *widget,
             const char *name)
{
  if (GTK_IS_SWITCH (widget))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_switch (child, name);
}

static void
ear_quiet_row_init (EarQuietRow *self)
{
  self->showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Quiet hours"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _("Do not disturb at the same time each day"));
  adw_expander_row_set_show_enable_switch (ADW_EXPANDER_ROW (self), TRUE);
  name_switch (GTK_WIDGET (self), _("Quiet hours"));
  self->from_row = add_time_row (self, _("From"), FROM);
  self->to_row = add_time_row (self, _("To"), TO);
  g_signal_connect (self, "notify::enable-expansion", G_CALLBACK (apply), NULL);
}

GtkWidget *
ear_quiet_row_new (EarSpeaker *speaker)
{
  EarQuietRow *self = g_object_new (EAR_TYPE_QUIET_ROW, NULL);

  self->speaker = g_object_ref (speaker);
  show_schedule (self);
  g_signal_connect_object (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (show_schedule), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return GTK_WIDGET (self);
}
