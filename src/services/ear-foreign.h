/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What all readers of answers from elsewhere have in common. */

JsonObject *ear_foreign_get_object (JsonNode    *node,
                                    GError     **error);
gboolean    ear_foreign_refuse     (GError     **error,
                                    GError      *cause,
                                    const char  *who);

G_END_DECLS
