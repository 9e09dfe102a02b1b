/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"

#include <stdio.h>
#include <time.h>

#define ROUNDS 7

static double
get_cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec + now.tv_nsec * 1e-9;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

/**
 * bench_report:
 * @name: a key of budgets.json
 *
 * Prints a line that ./run bench reads.
 */
void
bench_report (const char *name,
              double      value,
              const char *unit)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("{\"bench\":\"%s\",\"value\":%s,\"unit\":\"%s\"}\n", name, g_ascii_formatd (text, sizeof text, "%.6g", value), unit);
  fflush (stdout);
}

/**
 * bench_measure:
 * @n: how often in a round
 *
 * Returns: CPU seconds for one time: the median of a few rounds, after one to warm up
 */
double
bench_measure (BenchFunc func,
               guint     n,
               gpointer  user_data)
{
  double rounds[ROUNDS];

  func (n, user_data);
  for (guint i = 0; i < ROUNDS; i++) {
    double start = get_cpu_seconds ();

    func (n, user_data);
    rounds[i] = (get_cpu_seconds () - start) / n;
  }
  qsort (rounds, ROUNDS, sizeof *rounds, compare_doubles);

  return rounds[ROUNDS / 2];
}
