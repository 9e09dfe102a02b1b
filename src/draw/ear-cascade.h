/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-chart.h"
#include "ledger/ear-ledger.h"

G_BEGIN_DECLS

/**
 * EarCascadeNames:
 * @sums: what the sum at each depth is called
 * @other: what bars are called that had to be put together
 *
 * Words a cascade needs, in the language of the reader.
 */
typedef struct {
  const char *sums[EAR_N_DEPTHS];
  const char *other;
} EarCascadeNames;

/**
 * EarBar:
 * @label: for people
 * @from: where it begins, in micros
 * @to: where it ends
 * @depth: where it counts
 * @is_sum: whether it shows what is left so far
 * @y: top of its row
 * @height: of its row
 *
 * One bar of a cascade, laid out.
 */
typedef struct {
  char     *label;
  gint64    from, to;
  EarDepth  depth;
  gboolean  is_sum;
  double    y, height;
} EarBar;

/**
 * EarCascade:
 *
 * A waterfall chart that runs from top to bottom: where money came from and where it went, row by row, with what is left
 * at each depth. Each depth has a scale of its own, written above it, because a depth often outweighs the one before it
 * a hundred times. Laid out for a size, so that its words never overlap. Immutable.
 */
typedef struct _EarCascade EarCascade;

EarCascade   *ear_cascade_new         (const EarShare        *shares,
                                       guint                  n_shares,
                                       const char            *currency,
                                       const EarCascadeNames *names,
                                       const EarPalette      *palette,
                                       double                 width,
                                       double                 height) G_GNUC_WARN_UNUSED_RESULT;
double        ear_cascade_measure     (const EarShare        *shares,
                                       guint                  n_shares,
                                       const EarPalette      *palette);
void          ear_cascade_free        (EarCascade            *self);
const EarBar *ear_cascade_get_bars    (const EarCascade      *self,
                                       guint                 *n_bars);
int           ear_cascade_find_bar    (const EarCascade      *self,
                                       double                 y);
char         *ear_cascade_dup_amount  (const EarCascade      *self,
                                       guint                  bar) G_GNUC_WARN_UNUSED_RESULT;
guint         ear_cascade_list_labels (const EarCascade      *self,
                                       cairo_rectangle_t     *labels,
                                       guint                  max_labels);
void          ear_cascade_draw        (const EarCascade      *self,
                                       cairo_t               *cr,
                                       int                    highlighted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarCascade, ear_cascade_free)

G_END_DECLS
