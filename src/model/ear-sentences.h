/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where sentences begin and end, for what is read aloud. Positions are counted in characters, not bytes. */

gsize ear_sentences_find_start (const char *text,
                                gsize       position);
gsize ear_sentences_go_back    (const char *text,
                                gsize       position,
                                guint       n);
gsize ear_sentences_find_cut   (const char *text,
                                gsize       most);

G_END_DECLS
