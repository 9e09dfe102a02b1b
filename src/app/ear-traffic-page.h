/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/ear-device.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_TRAFFIC_PAGE (ear_traffic_page_get_type ())

/**
 * EarTrafficPage:
 *
 * What goes over the network, call by call, and the cassette that records it or is played instead.
 */
G_DECLARE_FINAL_TYPE (EarTrafficPage, ear_traffic_page, EAR, TRAFFIC_PAGE, GtkWidget)

void ear_traffic_page_set_device (EarTrafficPage *self,
                                  EarDevice      *device);

G_END_DECLS
