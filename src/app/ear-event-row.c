/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-event-row.h"

#include "app/ear-event-words.h"
#include "app/ear-template.h"

#include <glib/gi18n.h>

/* A row shows this much of an event; the whole of it is in its popover. */
#define MAX_CHARS 160

struct _EarEventRow {
  GtkWidget  parent_instance;

  GtkBox    *heading;
  GtkLabel  *turn_label;
  GtkLabel  *moment_label;
  GtkImage  *icon;
  GtkLabel  *name_label;
  GtkLabel  *detail_label;
  GtkLabel  *latency_label;
};

G_DEFINE_FINAL_TYPE (EarEventRow, ear_event_row, GTK_TYPE_WIDGET)

static char *
format_moment (const EarEvent *event)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (event->at / G_USEC_PER_SEC);

  return moment ? g_date_time_format (moment, "%T") : g_strdup ("");
}

/* The first event of a turn carries its heading, so that a list of a thousand turns needs no other model. */
static void
show_heading (EarEventRow    *self,
              const EarEvent *event,
              const EarEvent *before)
{
  gboolean is_first = before == NULL || before->turn != event->turn;
  g_autofree char *moment = NULL, *turn = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->heading), is_first);
  if (!is_first)
    return;

  moment = format_moment (event);
  turn = event->turn > 0 ? g_strdup_printf (_("Turn %u"), event->turn) : g_strdup (_("Before the first turn"));
  gtk_label_set_label (self->turn_label, turn);
  gtk_label_set_label (self->moment_label, moment);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/**
 * ear_event_row_set_position:
 * @position: on the tape, from 1
 * @tariff: (nullable): for the names of what is charged
 * @locale: of these names
 */
void
ear_event_row_set_position (EarEventRow *self,
                            EarTape     *tape,
                            guint        position,
                            EarTariff   *tariff,
                            const char  *locale)
{
  const EarEvent *event = ear_tape_peek (tape, position);
  g_autofree char *detail = ear_event_words_dup_detail (event, tariff, locale);
  g_autofree char *brief = g_utf8_strlen (detail, -1) > MAX_CHARS ? g_utf8_substring (detail, 0, MAX_CHARS) : g_strdup (detail);
  g_autofree char *latency = ear_event_words_dup_latency (tape, position);
  const char *name = ear_event_words_get_name (event);
  g_autofree char *whole = g_strdup_printf ("%s: %s", name, brief);
  gboolean failed = ear_event_words_is_failure (event);

  g_return_if_fail (EAR_IS_EVENT_ROW (self));

  show_heading (self, event, position > 1 ? ear_tape_peek (tape, position - 1) : NULL);
  gtk_image_set_from_icon_name (self->icon, failed ? "dialog-warning-symbolic" : ear_event_words_get_icon (event));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->detail_label, brief);
  gtk_label_set_label (self->latency_label, latency);
  set_class (GTK_WIDGET (self), "failed", failed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
ear_event_row_dispose (GObject *object)
{
  ear_template_dispose (GTK_WIDGET (object), EAR_TYPE_EVENT_ROW);

  G_OBJECT_CLASS (ear_event_row_parent_class)->dispose (object);
}

static void
ear_event_row_class_init (EarEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_event_row_dispose;

  gtk_widget_class_set_css_name (widget_class, "event");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, heading);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, turn_label);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, moment_label);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, icon);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, EarEventRow, latency_label);
}

static void
ear_event_row_init (EarEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ear_event_row_new (void)
{
  return g_object_new (EAR_TYPE_EVENT_ROW, NULL);
}
