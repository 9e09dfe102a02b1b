/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_WELCOME (ear_welcome_get_type ())

/**
 * EarWelcome:
 *
 * The first page: play a morning, or one of three doors.
 *
 * Signals:
 * - `chosen (const char *door)`: morning, design, test or teach
 */
G_DECLARE_FINAL_TYPE (EarWelcome, ear_welcome, EAR, WELCOME, GtkWidget)

G_END_DECLS
