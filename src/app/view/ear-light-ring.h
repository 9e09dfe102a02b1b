/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-light-map.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_LIGHT_RING (ear_light_ring_get_type ())

/**
 * EarLightRing:
 *
 * The speaker as it looks at this moment. Frames are drawn only while its light moves.
 */
G_DECLARE_FINAL_TYPE (EarLightRing, ear_light_ring, EAR, LIGHT_RING, GtkWidget)

GtkWidget   *ear_light_ring_new             (void) G_GNUC_WARN_UNUSED_RESULT;
void         ear_light_ring_set_state       (EarLightRing   *self,
                                             const EarState *state,
                                             gint64          now);
void         ear_light_ring_set_level       (EarLightRing   *self,
                                             double          level);
void         ear_light_ring_set_theme       (EarLightRing        *self,
                                             const EarLightTheme *theme);
void         ear_light_ring_set_body        (EarLightRing   *self,
                                             EarBody         body,
                                             EarFinish       finish);
void         ear_light_ring_set_button_look (EarLightRing   *self,
                                             EarButton       button,
                                             EarButtonLook   look);
EarLight     ear_light_ring_get_light       (EarLightRing   *self);
gboolean     ear_light_ring_is_moving       (EarLightRing   *self);
gboolean     ear_light_ring_is_ready        (EarLightRing   *self);
EarBodyPlace ear_light_ring_get_place       (EarLightRing   *self);

G_END_DECLS
