/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-light-map.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EarLightNodes:
 *
 * What changes on the body as render nodes: the light of the ring, its shine on the floor, and buttons that do not rest.
 */
typedef struct _EarLightNodes EarLightNodes;

EarLightNodes *ear_light_nodes_new       (void) G_GNUC_WARN_UNUSED_RESULT;
void           ear_light_nodes_free      (EarLightNodes       *self);
void           ear_light_nodes_set_place (EarLightNodes       *self,
                                          EarFinish            finish,
                                          const EarBodyPlace  *place,
                                          int                  scale,
                                          gboolean             settled);
void           ear_light_nodes_snapshot  (EarLightNodes       *self,
                                          GtkSnapshot         *snapshot,
                                          const EarRgb         leds[EAR_N_LEDS],
                                          const EarButtonLook  looks[EAR_N_BUTTONS]);

G_END_DECLS
