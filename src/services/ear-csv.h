/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarCsvFunc:
 * @fields: %NULL-terminated
 * @line: where the row begins, from 1
 *
 * Returns: whether to go on
 */
typedef gboolean (*EarCsvFunc) (GStrv     fields,
                                guint     line,
                                gpointer  user_data);

gboolean ear_csv_read (const char  *data,
                       gsize        length,
                       EarCsvFunc   func,
                       gpointer     user_data,
                       GError     **error);

G_END_DECLS
