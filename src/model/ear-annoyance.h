/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarAnnoyance:
 * @per_hour: adverts an hour, in hundredths
 * @lost_soon: what use of the speaker they cost within a month, in basis points
 * @lost_late: what they cost in the long run, in basis points
 *
 * What adverts do to those who hear them.
 *
 * Goli, Huang, Reiley and Riabov (Quantitative Marketing and Economics 23, 2025) gave 35 million listeners of Pandora three to twelve
 * adverts an hour for 21 months: each one more an hour took 2 % of the hours listened, in a straight line, and a third of that within the
 * first month. How many there are counts, and not where they stand. There an advert stands between songs, here behind answers; that an
 * answer is such an occasion as a song of four minutes is our assumption.
 */
typedef struct {
  guint per_hour;
  guint lost_soon;
  guint lost_late;
} EarAnnoyance;

EarAnnoyance ear_annoyance_make (guint n_adverts,
                                 guint n_answers);

G_END_DECLS
