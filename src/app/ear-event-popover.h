/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_EVENT_POPOVER (ear_event_popover_get_type ())

/**
 * EarEventPopover:
 *
 * All fields of an event, to be read and copied.
 */
G_DECLARE_FINAL_TYPE (EarEventPopover, ear_event_popover, EAR, EVENT_POPOVER, GtkPopover)

GtkWidget *ear_event_popover_new       (void);
void       ear_event_popover_set_event (EarEventPopover *self,
                                        EarEvent        *event,
                                        guint            position);

G_END_DECLS
