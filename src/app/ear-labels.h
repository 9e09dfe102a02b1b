/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_label_inner_button (GtkWidget   *widget,
                             const char  *label);
void ear_label_drop_down    (GtkDropDown *choice,
                             const char  *label);

G_END_DECLS
