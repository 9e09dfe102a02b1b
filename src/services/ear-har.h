/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *ear_har_make (GListModel *exchanges) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
