/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-labels.h"

/* GTK 4.8 gives the name of a compound widget to its outside, which a screen reader never reaches. */

/**
 * ear_label_inner_button:
 * @widget: a color button, a drop-down, …
 * @label: its name
 *
 * Names what is pressed.
 */
void
ear_label_inner_button (GtkWidget  *widget,
                        const char *label)
{
  GtkWidget *button = gtk_widget_get_first_child (widget);

  g_return_if_fail (button != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
on_selected (GtkDropDown *choice)
{
  const char *label = g_object_get_data (G_OBJECT (choice), "label");
  GtkStringObject *item = gtk_drop_down_get_selected_item (choice);
  g_autofree char *both = item ? g_strdup_printf ("%s: %s", label, gtk_string_object_get_string (item)) : g_strdup (label);

  ear_label_inner_button (GTK_WIDGET (choice), both);
}

/**
 * ear_label_drop_down:
 * @choice: a drop-down of strings
 * @label: its name
 *
 * Names what is pressed, with what is chosen.
 */
void
ear_label_drop_down (GtkDropDown *choice,
                     const char  *label)
{
  g_object_set_data_full (G_OBJECT (choice), "label", g_strdup (label), g_free);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (on_selected), NULL);
  on_selected (choice);
}
