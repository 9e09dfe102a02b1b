/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarUnit:
 * @dimension: only units of one dimension convert into each other
 * @factor: how many of the dimension's base unit
 * @zero: where its scale begins, in base units
 */
typedef struct {
  char        dimension;
  double      factor;
  double      zero;
  const char *words;            /* folded, with spaces between */
  const char *one_en;
  const char *many_en;
  const char *one_de;
  const char *many_de;
} EarUnit;

const EarUnit *ear_unit_find     (const char    *word);
double         ear_unit_convert  (const EarUnit *from,
                                  const EarUnit *to,
                                  double         value);
const char    *ear_unit_get_name (const EarUnit *self,
                                  double         value,
                                  gboolean       german);

G_END_DECLS
