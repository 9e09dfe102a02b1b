/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_TYPE_REGISTRY (ear_registry_get_type ())

/**
 * EarRegistry:
 *
 * The providers there are, and which of each kind is in force. Starts with the embedded "offline" ones.
 */
G_DECLARE_FINAL_TYPE (EarRegistry, ear_registry, EAR, REGISTRY, GObject)

EarRegistry *ear_registry_new           (GError         **error) G_GNUC_WARN_UNUSED_RESULT;
EarHttp     *ear_registry_get_http      (EarRegistry     *self);
void         ear_registry_add           (EarRegistry     *self,
                                         EarProvider     *provider);
GPtrArray   *ear_registry_list          (EarRegistry     *self,
                                         EarServiceKind   kind) G_GNUC_WARN_UNUSED_RESULT;
EarProvider *ear_registry_get           (EarRegistry     *self,
                                         EarServiceKind   kind);
gboolean     ear_registry_choose        (EarRegistry     *self,
                                         EarServiceKind   kind,
                                         const char      *name,
                                         GError         **error);
gboolean     ear_registry_set_fault     (EarRegistry     *self,
                                         EarServiceKind   kind,
                                         const char      *spec,
                                         GError         **error);
const char  *ear_registry_get_fault     (EarRegistry     *self,
                                         EarServiceKind   kind);
void         ear_registry_add_connectors (EarRegistry    *self,
                                          const char     *folder,
                                          GPtrArray      *complaints);
void         ear_registry_set_folder    (EarRegistry     *self,
                                         const char      *folder);
gint64       ear_registry_take_note     (EarRegistry           *self,
                                         EarServiceKind         kind,
                                         const EarPlaybackNote *note);
gboolean     ear_registry_is_busy       (EarRegistry     *self);

G_END_DECLS
