/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-welcome.h"

#include "app/ear-template.h"

struct _EarWelcome {
  GtkWidget      parent_instance;

  GtkButton     *morning_button;
  GtkListBox    *doors;
  AdwActionRow  *design_row;
  AdwActionRow  *test_row;
  AdwActionRow  *teach_row;
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarWelcome, ear_welcome, GTK_TYPE_WIDGET)

static void
on_morning_clicked (EarWelcome *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, "morning");
}

static void
on_row_activated (EarWelcome   *self,
                  AdwActionRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0, row == self->design_row ? "design" : row == self->test_row ? "test" : "teach");
}

static gboolean
ear_welcome_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EAR_WELCOME (widget)->morning_button));
}

static void
ear_welcome_dispose (GObject *object)
{
  ear_template_dispose (GTK_WIDGET (object), EAR_TYPE_WELCOME);

  G_OBJECT_CLASS (ear_welcome_parent_class)->dispose (object);
}

static void
ear_welcome_class_init (EarWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_welcome_dispose;
  widget_class->grab_focus = ear_welcome_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", EAR_TYPE_WELCOME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, EarWelcome, morning_button);
  gtk_widget_class_bind_template_child (widget_class, EarWelcome, doors);
  gtk_widget_class_bind_template_child (widget_class, EarWelcome, design_row);
  gtk_widget_class_bind_template_child (widget_class, EarWelcome, test_row);
  gtk_widget_class_bind_template_child (widget_class, EarWelcome, teach_row);
  gtk_widget_class_bind_template_callback (widget_class, on_morning_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
ear_welcome_init (EarWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
