/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_PREFERENCES (ear_preferences_get_type ())

/**
 * EarPreferences:
 *
 * The device's language and wake word, and which services are in use. What is changed is in force at once.
 */
G_DECLARE_FINAL_TYPE (EarPreferences, ear_preferences, EAR, PREFERENCES, AdwPreferencesWindow)

EarPreferences *ear_preferences_new (EarDevice *device) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
