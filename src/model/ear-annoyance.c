/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-annoyance.h"

/* Songs of four minutes in an hour. */
#define OCCASIONS_PER_HOUR 15
/* Of the use, for one advert an hour more. */
#define LOST_BASIS_POINTS 200
#define SHARE_OF_THE_FIRST_MONTH 3
#define ALL_BASIS_POINTS 10000

/**
 * ear_annoyance_make:
 * @n_adverts: how many were heard
 * @n_answers: with how many answers
 */
EarAnnoyance
ear_annoyance_make (guint n_adverts,
                    guint n_answers)
{
  guint64 per_hour, late;

  if (n_adverts == 0)
    return (EarAnnoyance) { 0 };

  per_hour = (guint64) n_adverts * OCCASIONS_PER_HOUR * 100 / MAX (MAX (n_answers, n_adverts), 1);
  late = MIN (per_hour * LOST_BASIS_POINTS / 100, ALL_BASIS_POINTS);

  return (EarAnnoyance) { per_hour, late / SHARE_OF_THE_FIRST_MONTH, late };
}
