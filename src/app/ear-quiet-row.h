/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_QUIET_ROW (ear_quiet_row_get_type ())

/**
 * EarQuietRow:
 *
 * The hours of each day in which the speaker does not disturb; the same that can be said to it.
 */
G_DECLARE_FINAL_TYPE (EarQuietRow, ear_quiet_row, EAR, QUIET_ROW, AdwExpanderRow)

GtkWidget *ear_quiet_row_new (EarSpeaker *speaker);

G_END_DECLS
