/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-cascade.h"

G_BEGIN_DECLS

#define EAR_CASCADE_MAX_SHARES 128
#define EAR_CASCADE_PAD        8.0

typedef struct {
  char              *text;      /* %NULL where there is no room */
  cairo_rectangle_t  box;
} EarCascadeLabel;

/* The bars of one depth, with an axis of their own: what is under a cent would be nothing on that of dollars. */
typedef struct {
  EarScale scale;
  guint    first, last;
  double   top, bottom;         /* of its rows, below the axis */
} EarCascadeSection;

struct _EarCascade {
  EarPalette  palette;
  char       *font;
  char       *currency;
  GArray     *bars;
  EarCascadeLabel      *names;
  EarCascadeLabel      *amounts;
  GArray     *ticks;            /* of EarCascadeLabel */
  EarCascadeSection     sections[EAR_N_DEPTHS];
  guint       n_sections;
  double      width, line, row, plot_x, plot_width;
};

/* What is shown: shares become bars that add up. */
void          ear_bar_clear               (gpointer                 data);
gint64        ear_bar_get_micros          (const EarBar            *bar);
void          ear_cascade_take_shares     (EarCascade              *self,
                                           const EarShare          *shares,
                                           guint                    n_shares);
guint         ear_cascade_count_depths    (EarCascade              *self);
void          ear_cascade_pile_up         (EarCascade              *self,
                                           const EarCascadeNames   *names,
                                           guint                    max_rows);

/* Where it stands. */
const EarBar *ear_cascade_peek_bar        (const EarCascade        *self,
                                           guint                    n);
double        ear_cascade_get_x           (const EarCascade        *self,
                                           const EarCascadeSection *section,
                                           gint64                   micros);
PangoLayout  *ear_cascade_write           (cairo_t                 *cr,
                                           const EarPalette        *palette,
                                           const char              *text,
                                           gboolean                 bold,
                                           double                   max_width,
                                           double                  *width,
                                           double                  *height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
