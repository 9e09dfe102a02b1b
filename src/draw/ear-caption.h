/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * EAR_CAPTION_HEIGHT:
 *
 * How high a caption is, as a share of the picture.
 */
#define EAR_CAPTION_HEIGHT 0.17

const char *ear_caption_find (EarTape    *tape,
                              guint       position,
                              gboolean   *customer);
void        ear_caption_draw (cairo_t    *cr,
                              double      width,
                              double      height,
                              const char *text,
                              gboolean    customer,
                              gboolean    dark);

G_END_DECLS
