/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_SESSIONS_PAGE (ear_sessions_page_get_type ())

/**
 * EarSessionsPage:
 *
 * Past sessions with their results. One that is opened can be scrubbed event by event: ring, state and money follow.
 */
G_DECLARE_FINAL_TYPE (EarSessionsPage, ear_sessions_page, EAR, SESSIONS_PAGE, GtkWidget)

void ear_sessions_page_set_device    (EarSessionsPage *self,
                                      EarDevice       *device);
void ear_sessions_page_set_look      (EarSessionsPage *self,
                                      const char      *body,
                                      const char      *finish);
void ear_sessions_page_set_size      (EarSessionsPage *self,
                                      int              width,
                                      int              height);
void ear_sessions_page_open_tape     (EarSessionsPage *self,
                                      GFile           *file);
void ear_sessions_page_choose_export (EarSessionsPage *self);

G_END_DECLS
