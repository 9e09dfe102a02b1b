/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_PANE_SWITCH (ear_pane_switch_get_type ())

/**
 * EarPaneSwitch:
 *
 * Two buttons that choose between money and events where a window is too small for both. Where there is room for both, it is
 * not seen and neither pane is hidden.
 */
G_DECLARE_FINAL_TYPE (EarPaneSwitch, ear_pane_switch, EAR, PANE_SWITCH, GtkWidget)

void ear_pane_switch_set_panes     (EarPaneSwitch *self,
                                    GtkWidget     *money,
                                    GtkWidget     *events);
void ear_pane_switch_set_switching (EarPaneSwitch *self,
                                    gboolean       switching);

G_END_DECLS
