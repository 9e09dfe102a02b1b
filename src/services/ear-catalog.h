/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-json.h"

G_BEGIN_DECLS

/**
 * EarCatalogFunc:
 *
 * Takes one row of a catalog; its strings live as long as the catalog's root.
 */
typedef gboolean (*EarCatalogFunc) (JsonObject  *row,
                                    gpointer     catalog,
                                    GError     **error);

JsonNode   *ear_catalog_load          (const char      *path,
                                       EarCatalogFunc   func,
                                       gpointer         catalog,
                                       GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_catalog_get_optional  (JsonObject      *row,
                                       const char      *member,
                                       const char     **value,
                                       GError         **error);
gboolean    ear_catalog_get_strings   (JsonObject      *row,
                                       const char      *member,
                                       GPtrArray       *strings,
                                       GError         **error);
gboolean    ear_catalog_check_strings (JsonObject      *row,
                                       const char      *member,
                                       GError         **error);
const char *ear_catalog_localize      (JsonObject      *strings,
                                       const char      *locale);

G_END_DECLS
