/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-event-popover.h"

#include "app/ear-event-words.h"

#include <glib/gi18n.h>

/* An answer can be megabytes long; the whole of it can still be copied. */
#define MAX_CHARS   2000
#define WIDTH_CHARS 38

struct _EarEventPopover {
  GtkPopover  parent_instance;

  GtkLabel   *title_label;
  GtkGrid    *grid;
  GtkButton  *copy_button;

  EarEvent   *event;
};

G_DEFINE_FINAL_TYPE (EarEventPopover, ear_event_popover, GTK_TYPE_POPOVER)

static char *
format_field (const EarEvent *event,
              const EarField *field)
{
  switch (field->kind) {
  case EAR_FIELD_TEXT:
  case EAR_FIELD_JSON: {
    const char *value = G_STRUCT_MEMBER (const char *, event, field->offset);

    if (value == NULL || *value == '\0')
      return NULL;
    return g_utf8_strlen (value, -1) > MAX_CHARS ? g_utf8_substring (value, 0, MAX_CHARS) : g_strdup (value);
  }
  case EAR_FIELD_COUNT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, G_STRUCT_MEMBER (gint64, event, field->offset));
  case EAR_FIELD_REAL:
    return g_strdup_printf ("%g", G_STRUCT_MEMBER (double, event, field->offset));
  case EAR_FIELD_FLAG:
  default:
    return g_strdup (G_STRUCT_MEMBER (gboolean, event, field->offset) ? _("yes") : _("no"));
  }
}

static void
add_row (EarEventPopover *self,
         int              row,
         const char      *name,
         const char      *value)
{
  GtkWidget *key = gtk_label_new (name), *words = gtk_label_new (value);

  gtk_label_set_xalign (GTK_LABEL (key), 0);
  gtk_label_set_yalign (GTK_LABEL (key), 0);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_widget_add_css_class (key, "caption");
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_wrap (GTK_LABEL (words), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (words), PANGO_WRAP_WORD_CHAR);
  /* A label that may wrap asks for the height of its narrowest shape, so its width is given. */
  gtk_label_set_width_chars (GTK_LABEL (words), (int) MIN (g_utf8_strlen (value, -1) + 1, WIDTH_CHARS));
  gtk_label_set_max_width_chars (GTK_LABEL (words), WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (words), TRUE);
  gtk_widget_add_css_class (words, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_grid_attach (self->grid, key, 0, row, 1, 1);
  gtk_grid_attach (self->grid, words, 1, row, 1, 1);
}

static void
clear_grid (EarEventPopover *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static char *
format_moment (const EarEvent *event)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (event->at / G_USEC_PER_SEC);
  g_autofree char *seconds = moment ? g_date_time_format (moment, "%x %T") : g_strdup ("");

  return g_strdup_printf ("%s.%03d", seconds, (int) (event->at % G_USEC_PER_SEC / 1000));
}

/**
 * ear_event_popover_set_event:
 * @position: on the tape, from 1
 */
void
ear_event_popover_set_event (EarEventPopover *self,
                             EarEvent        *event,
                             guint            position)
{
  g_autofree char *title = g_strdup_printf (_("%u · %s"), position, ear_event_words_get_name (event));
  g_autofree char *moment = format_moment (event);
  int row = 0;

  g_return_if_fail (EAR_IS_EVENT_POPOVER (self));

  ear_event_ref (event);
  g_clear_pointer (&self->event, ear_event_unref);
  self->event = event;
  gtk_label_set_label (self->title_label, title);
  clear_grid (self);
  add_row (self, row++, "event", ear_event_type_to_name (event->type));
  add_row (self, row++, "at", moment);
  for (const EarField *field = ear_event_type_get_fields (event->type); field->name; field++) {
    g_autofree char *value = format_field (event, field);

    if (value != NULL)
      add_row (self, row++, field->name, value);
  }
}

static void
on_copy_clicked (EarEventPopover *self)
{
  g_autofree char *json = self->event ? ear_event_to_json (self->event, FALSE) : NULL;

  if (json != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), json);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
ear_event_popover_show (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (ear_event_popover_parent_class)->show (widget);

  gtk_widget_grab_focus (GTK_WIDGET (EAR_EVENT_POPOVER (widget)->copy_button));
}

static void
ear_event_popover_dispose (GObject *object)
{
  EarEventPopover *self = EAR_EVENT_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_EVENT_POPOVER);
  g_clear_pointer (&self->event, ear_event_unref);

  G_OBJECT_CLASS (ear_event_popover_parent_class)->dispose (object);
}

static void
ear_event_popover_class_init (EarEventPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_event_popover_dispose;
  widget_class->show = ear_event_popover_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-event-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, EarEventPopover, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarEventPopover, grid);
  gtk_widget_class_bind_template_child (widget_class, EarEventPopover, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
ear_event_popover_init (EarEventPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ear_event_popover_new (void)
{
  return g_object_new (EAR_TYPE_EVENT_POPOVER, NULL);
}
