/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_WINDOW (ear_window_get_type ())

G_DECLARE_FINAL_TYPE (EarWindow, ear_window, EAR, WINDOW, AdwApplicationWindow)

EarWindow *ear_window_new       (AdwApplication *application,
                                 EarDevice      *device) G_GNUC_WARN_UNUSED_RESULT;
void       ear_window_hear_file (EarWindow      *self,
                                 GFile          *file);
void       ear_window_open_file (EarWindow      *self,
                                 GFile          *file);

G_END_DECLS
