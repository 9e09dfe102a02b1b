/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

#define EAR_TYPE_ALERT_NOTIFIER (ear_alert_notifier_get_type ())

/**
 * EarAlertNotifier:
 *
 * Tells the desktop what rings, so that it is seen behind other windows; with buttons to stop it or to snooze. It takes the
 * message back when nothing rings any more.
 */
G_DECLARE_FINAL_TYPE (EarAlertNotifier, ear_alert_notifier, EAR, ALERT_NOTIFIER, GObject)

EarAlertNotifier *ear_alert_notifier_new (GApplication *application,
                                          EarSpeaker   *speaker) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
