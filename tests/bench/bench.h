/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BenchFunc:
 * @n: how often to do it
 *
 * What is measured.
 */
typedef void (*BenchFunc) (guint    n,
                           gpointer user_data);

void   bench_report  (const char *name,
                      double      value,
                      const char *unit);
double bench_measure (BenchFunc   func,
                      guint       n,
                      gpointer    user_data);

G_END_DECLS
