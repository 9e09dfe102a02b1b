/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-registry.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *ear_fault_row_new (EarRegistry    *registry,
                              EarServiceKind  kind);

G_END_DECLS
