/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-connector.h"
#include "services/ear-registry.h"
#include "services/ear-secrets.h"
#include "speaker/ear-profile.h"

G_BEGIN_DECLS

#define EAR_TYPE_SERVICE_SETTINGS (ear_service_settings_get_type ())

/**
 * EarServiceSettings:
 *
 * Keeps in the profile which provider answers and how each is set up, and the secrets where secrets are kept.
 *
 * Signals:
 * - `notice (const char *text)`: something that the user should know, e.g. that there is no keyring
 */
G_DECLARE_FINAL_TYPE (EarServiceSettings, ear_service_settings, EAR, SERVICE_SETTINGS, GObject)

EarServiceSettings *ear_service_settings_new        (EarRegistry         *registry,
                                                     EarProfile          *profile) G_GNUC_WARN_UNUSED_RESULT;
void                ear_service_settings_load       (EarServiceSettings  *self,
                                                     GPtrArray           *notices);
void                ear_service_settings_add_connector (EarServiceSettings *self,
                                                        EarConnector       *connector);
void                ear_service_settings_look_up_secrets (EarServiceSettings *self);
gboolean            ear_service_settings_is_loaded  (EarServiceSettings  *self);
gboolean            ear_service_settings_choose     (EarServiceSettings  *self,
                                                     EarServiceKind       kind,
                                                     const char          *name,
                                                     GError             **error);
gboolean            ear_service_settings_set        (EarServiceSettings  *self,
                                                     EarProvider         *provider,
                                                     const char          *key,
                                                     const char          *value,
                                                     GError             **error);

G_END_DECLS
