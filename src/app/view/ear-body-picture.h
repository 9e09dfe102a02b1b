/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-body.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_BODY_PICTURE (ear_body_picture_get_type ())

/**
 * EarBodyPicture:
 *
 * The picture of the speaker's body for a widget of changing size. It draws in a thread when the size has settled;
 * until then it shows what it has, scaled, and a coarse draft before that.
 */
G_DECLARE_FINAL_TYPE (EarBodyPicture, ear_body_picture, EAR, BODY_PICTURE, GObject)

EarBodyPicture *ear_body_picture_new      (void) G_GNUC_WARN_UNUSED_RESULT;
void            ear_body_picture_set_size (EarBodyPicture     *self,
                                           EarFinish           finish,
                                           const EarBodyPlace *place,
                                           int                 scale);
gboolean        ear_body_picture_is_ready (EarBodyPicture     *self);
GskRenderNode  *ear_body_picture_get_node (EarBodyPicture     *self);

G_END_DECLS
