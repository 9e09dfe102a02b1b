/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_CARD (ear_card_get_type ())

/**
 * EarCard:
 *
 * What an answer shows beside its words: a picture, a title and a few lines. Pictures are those of the product; nothing is
 * fetched from the network only because an answer names it.
 */
G_DECLARE_FINAL_TYPE (EarCard, ear_card, EAR, CARD, GtkWidget)

GtkWidget *ear_card_new      (void);
void       ear_card_set_json (EarCard    *self,
                              const char *json);

G_END_DECLS
