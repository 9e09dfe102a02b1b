/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-body.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The buttons that lie over the drawn ones: they bring focus, keys and words, the body brings their looks. */
GtkWidget     *ear_speaker_button_new      (EarButton  which) G_GNUC_WARN_UNUSED_RESULT;
EarButtonLook  ear_speaker_button_get_look (GtkWidget *button);

G_END_DECLS
