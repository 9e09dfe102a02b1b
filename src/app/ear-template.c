/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-template.h"

/**
 * ear_template_dispose:
 * @widget: a widget that is disposed of
 * @type: the class whose template it was made from
 *
 * Lets go of all that a template made. gtk_widget_dispose_template() forgets direct children that have no name.
 */
void
ear_template_dispose (GtkWidget *widget,
                      GType      type)
{
  GtkWidget *child;

  gtk_widget_dispose_template (widget, type);
  while ((child = gtk_widget_get_first_child (widget)) != NULL)
    gtk_widget_unparent (child);
}
