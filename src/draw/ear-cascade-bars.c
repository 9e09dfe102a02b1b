/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-cascade-private.h"

#define MAX_MICROS (G_MAXINT64 / 65536) /* so that no sum of them overflows */

void
ear_bar_clear (gpointer data)
{
  EarBar *bar = data;

  g_free (bar->label);
}

gint64
ear_bar_get_micros (const EarBar *bar)
{
  return bar->to - bar->from;
}

/* Until they are laid out bars hold their amount in @to. */
void
ear_cascade_take_shares (EarCascade     *self,
                         const EarShare *shares,
                         guint           n_shares)
{
  for (guint depth = 0; depth < EAR_N_DEPTHS; depth++)
    for (guint i = 0; i < n_shares; i++)
      if (shares[i].depth == depth && shares[i].micros != 0) {
        EarBar bar = {
          .label = g_strdup (shares[i].label ? shares[i].label : shares[i].item),
          .to = CLAMP (shares[i].micros, -MAX_MICROS, MAX_MICROS),
          .depth = depth,
        };

        g_array_append_val (self->bars, bar);
      }
}

guint
ear_cascade_count_depths (EarCascade *self)
{
  guint n = 0;

  for (guint i = 0; i < self->bars->len; i++)
    n += i == 0 || g_array_index (self->bars, EarBar, i).depth != g_array_index (self->bars, EarBar, i - 1).depth;

  return n;
}

static gboolean
belong_together (const EarBar *a,
                 const EarBar *b)
{
  return a->depth == b->depth && (a->to < 0) == (b->to < 0);
}

/* The two bars that are least missed when they are put together: same depth, same sign, smallest sum. */
static gboolean
find_pair (EarCascade *self,
           guint      *first,
           guint      *second)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < self->bars->len; i++)
    for (guint k = i + 1; k < self->bars->len; k++) {
      const EarBar *a = &g_array_index (self->bars, EarBar, i), *b = &g_array_index (self->bars, EarBar, k);

      if (belong_together (a, b) && ABS (a->to + b->to) < least) {
        least = ABS (a->to + b->to);
        *first = i;
        *second = k;
      }
    }

  return least != G_MAXINT64;
}

/* Puts two bars together: what came in stands before what went out. */
static void
merge (EarCascade *self,
       guint       first,
       guint       second,
       const char *other)
{
  EarBar merged = g_array_index (self->bars, EarBar, first);
  guint at = 0;

  merged.label = g_strdup (other);
  merged.to += g_array_index (self->bars, EarBar, second).to;
  g_array_remove_index (self->bars, second);
  g_array_remove_index (self->bars, first);
  for (guint i = 0; i < self->bars->len; i++) {
    const EarBar *bar = &g_array_index (self->bars, EarBar, i);

    if (bar->depth < merged.depth || (bar->depth == merged.depth && (merged.to < 0 || bar->to >= 0)))
      at = i + 1;
  }
  g_array_insert_val (self->bars, at, merged);
}

static void
pile_up (EarCascade            *self,
         const EarCascadeNames *names)
{
  gint64 run = 0;

  for (guint i = 0; i < self->bars->len; i++) {
    EarBar *bar = &g_array_index (self->bars, EarBar, i);
    EarDepth depth = bar->depth;

    bar->from = run;
    run = bar->to += run;
    if (i + 1 == self->bars->len || bar[1].depth != depth) {
      EarBar sum = { .label = g_strdup (names->sums[depth]), .to = run, .depth = depth, .is_sum = TRUE };

      g_array_insert_val (self->bars, ++i, sum);
    }
  }
}

/**
 * ear_cascade_pile_up:
 *
 * Puts bars together until no more than @max_rows are left, sums included, and gives each its place after the one before.
 */
void
ear_cascade_pile_up (EarCascade            *self,
                     const EarCascadeNames *names,
                     guint                  max_rows)
{
  guint first, second;

  while (self->bars->len + ear_cascade_count_depths (self) > max_rows && find_pair (self, &first, &second))
    merge (self, first, second, names->other);
  pile_up (self, names);
}
