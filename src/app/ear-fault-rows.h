/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "services/ear-registry.h"

G_BEGIN_DECLS

void ear_fault_rows_add (AdwPreferencesGroup *group,
                         EarRegistry         *registry);

G_END_DECLS
