/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-service-settings.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_SERVICE_GROUP (ear_service_group_get_type ())

/**
 * EarServiceGroup:
 *
 * Which provider of one kind answers, a form made from its settings, and a test whether it does.
 */
G_DECLARE_FINAL_TYPE (EarServiceGroup, ear_service_group, EAR, SERVICE_GROUP, AdwPreferencesGroup)

GtkWidget *ear_service_group_new (EarServiceSettings *settings,
                                  EarRegistry        *registry,
                                  EarServiceKind      kind);

G_END_DECLS
