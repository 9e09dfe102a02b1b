/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

/* The smallest window that desk.py can be tried on: a label that counts clicks, an entry, and a picture. */
typedef struct {
  GtkLabel *label;
  guint     n_clicks;
} Probe;

static void
on_clicked (GtkButton *button,
            Probe     *self)
{
  g_autofree char *text = g_strdup_printf ("Clicked %u", ++self->n_clicks);

  gtk_label_set_text (self->label, text);
}

static void
on_activate_entry (GtkEntry *entry,
                   Probe    *self)
{
  gtk_label_set_text (self->label, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
on_activate (GApplication *app,
             Probe        *self)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (app));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *button = gtk_button_new_with_label ("Talk");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *picture = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "content-height", 48, NULL);

  self->label = GTK_LABEL (gtk_label_new ("Not clicked"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, "Say something", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (picture),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, "Light ring",
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "off",
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), self);
  g_signal_connect (entry, "activate", G_CALLBACK (on_activate_entry), self);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_window_set_title (GTK_WINDOW (window), "Probe");
  gtk_window_set_default_size (GTK_WINDOW (window), 480, 320);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) app = adw_application_new ("io.github.earshot.Probe", G_APPLICATION_DEFAULT_FLAGS);
  Probe probe = { 0 };

  g_signal_connect (app, "activate", G_CALLBACK (on_activate), &probe);

  return g_application_run (G_APPLICATION (app), argc, argv);
}
