/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarFileWriter:
 * @stream: where to; left open
 *
 * Returns: whether all of it was written
 */
typedef gboolean (*EarFileWriter) (GOutputStream  *stream,
                                   gpointer        user_data,
                                   GCancellable   *cancellable,
                                   GError        **error);

gboolean   ear_file_replace (GFile          *file,
                             EarFileWriter   writer,
                             gpointer        user_data,
                             GCancellable   *cancellable,
                             GError        **error);
GPtrArray *ear_file_list    (const char     *folder,
                             const char     *ending,
                             guint           most) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
