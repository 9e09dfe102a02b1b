/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarSse:
 *
 * Takes a stream of server-sent events apart (HTML Living Standard, 9.2.6), in whatever pieces it comes. Of an event only its data
 * is kept.
 */
typedef struct _EarSse EarSse;

/**
 * EarSseFunc:
 * @data: of one event, its lines joined by line feeds
 *
 * Returns: whether to go on
 */
typedef gboolean (*EarSseFunc) (const char  *data,
                                gpointer     user_data,
                                GError     **error);

EarSse   *ear_sse_new  (EarSseFunc   func,
                        gpointer     user_data) G_GNUC_WARN_UNUSED_RESULT;
void      ear_sse_free (EarSse      *self);
gboolean  ear_sse_feed (EarSse      *self,
                        const char  *bytes,
                        gsize        length,
                        GError     **error);
gboolean  ear_sse_end  (EarSse      *self,
                        GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSse, ear_sse_free)

G_END_DECLS
