/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_CONNECTOR_EDITOR (ear_connector_editor_get_type ())

/**
 * EarConnectorEditor:
 *
 * A window in which a connector is written. What it makes of its samples stands beside it as it is typed: the request, the raw
 * answer, and what is made of that.
 */
G_DECLARE_FINAL_TYPE (EarConnectorEditor, ear_connector_editor, EAR, CONNECTOR_EDITOR, AdwWindow)

EarConnectorEditor *ear_connector_editor_new (GtkWindow *parent,
                                              EarDevice *device) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
