/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-pane-switch.h"

#include "app/ear-template.h"

struct _EarPaneSwitch {
  GtkWidget        parent_instance;

  GtkToggleButton *money_button;

  GtkWidget       *money;
  GtkWidget       *events;
  gboolean         switching;
};

G_DEFINE_FINAL_TYPE (EarPaneSwitch, ear_pane_switch, GTK_TYPE_WIDGET)

static void
update_panes (EarPaneSwitch *self)
{
  gboolean money = gtk_toggle_button_get_active (self->money_button);

  gtk_widget_set_visible (GTK_WIDGET (self), self->switching);
  if (self->money == NULL)
    return;

  gtk_widget_set_visible (self->money, !self->switching || money);
  gtk_widget_set_visible (self->events, !self->switching || !money);
}

/**
 * ear_pane_switch_set_panes:
 * @money: what the first button shows
 * @events: what the second one shows; both belong to the page that has the switch, and live as long as it
 */
void
ear_pane_switch_set_panes (EarPaneSwitch *self,
                           GtkWidget     *money,
                           GtkWidget     *events)
{
  g_return_if_fail (EAR_IS_PANE_SWITCH (self));

  self->money = money;
  self->events = events;
  update_panes (self);
}

/**
 * ear_pane_switch_set_switching:
 * @switching: whether there is room for one pane only
 */
void
ear_pane_switch_set_switching (EarPaneSwitch *self,
                               gboolean       switching)
{
  g_return_if_fail (EAR_IS_PANE_SWITCH (self));

  self->switching = switching;
  update_panes (self);
}

static void
ear_pane_switch_dispose (GObject *object)
{
  EarPaneSwitch *self = EAR_PANE_SWITCH (object);

  self->money = self->events = NULL;
  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_PANE_SWITCH);

  G_OBJECT_CLASS (ear_pane_switch_parent_class)->dispose (object);
}

static void
ear_pane_switch_class_init (EarPaneSwitchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_pane_switch_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-pane-switch.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPaneSwitch, money_button);
  gtk_widget_class_bind_template_callback (widget_class, update_panes);
}

static void
ear_pane_switch_init (EarPaneSwitch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_panes (self);
}
