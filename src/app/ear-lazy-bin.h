/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_LAZY_BIN (ear_lazy_bin_get_type ())

/**
 * EarLazyBin:
 *
 * Stands for a page until somebody wants to see it: a window is there sooner when it makes only what it shows.
 *
 * Properties:
 * - `child-type (GType)`: of the page
 *
 * Signals:
 * - `made (GtkWidget *child)`: the page is there now
 */
G_DECLARE_FINAL_TYPE (EarLazyBin, ear_lazy_bin, EAR, LAZY_BIN, AdwBin)

GtkWidget *ear_lazy_bin_make (EarLazyBin *self);
GtkWidget *ear_lazy_bin_peek (EarLazyBin *self);

G_END_DECLS
