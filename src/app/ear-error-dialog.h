/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_error_dialog_show (GtkWindow  *parent,
                            const char *message);

G_END_DECLS
