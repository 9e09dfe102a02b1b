/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-annoyance.h"

static void
test_figures (void)
{
  static const struct { guint adverts, answers, per_hour, soon, late; } rows[] = {
    { 0, 0, 0, 0, 0 }, { 0, 10, 0, 0, 0 },
    /* One an hour is 2 % in the long run, and a third of it soon. */
    { 1, 15, 100, 66, 200 }, { 6, 15, 600, 400, 1200 }, { 12, 15, 1200, 800, 2400 },
    { 1, 4, 375, 250, 750 }, { 1, 1, 1500, 1000, 3000 },
    /* More adverts than answers there are not. */
    { 9, 3, 1500, 1000, 3000 }, { 1, 0, 1500, 1000, 3000 }, { G_MAXUINT, G_MAXUINT, 1500, 1000, 3000 }, { 1, G_MAXUINT, 0, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    EarAnnoyance annoyance = ear_annoyance_make (rows[i].adverts, rows[i].answers);

    g_assert_cmpuint (annoyance.per_hour, ==, rows[i].per_hour);
    g_assert_cmpuint (annoyance.lost_soon, ==, rows[i].soon);
    g_assert_cmpuint (annoyance.lost_late, ==, rows[i].late);
  }
}

/* It is a straight line: twice the adverts, twice the loss. */
static void
test_line (void)
{
  for (guint n = 1; n < 500; n++) {
    EarAnnoyance once = ear_annoyance_make (n, 15000), twice = ear_annoyance_make (2 * n, 15000);

    g_assert_cmpuint (ABS ((int) twice.lost_late - 2 * (int) once.lost_late), <=, 2);
    g_assert_cmpuint (once.lost_soon, <=, once.lost_late);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/annoyance/figures", test_figures);
  g_test_add_func ("/annoyance/line", test_line);

  return g_test_run ();
}
