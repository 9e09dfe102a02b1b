/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "dialog/ear-notebook.h"
#include "services/ear-book-text.h"

/* What the household puts there itself must not be felt at the start, and a book must open at once. */

#define BYTES (4 * 1024 * 1024 - 1)

static void
open_book (guint    n,
           gpointer user_data)
{
  for (guint i = 0; i < n; i++)
    ear_book_text_free (ear_book_text_new (user_data));
}

static void
open_notebook (guint    n,
               gpointer user_data)
{
  for (guint i = 0; i < n; i++)
    g_object_unref (ear_notebook_new (NULL));
}

static char *
make_novel (void)
{
  GString *text = g_string_sized_new (BYTES);

  for (guint i = 0; text->len < BYTES - 200; i++)
    g_string_append_printf (text, "%sIt was the %u. time that the rain came down, and nobody said a word.%s", i % 500 == 0 ? "# Chapter\n\n" : "", i,
                            i % 6 == 5 ? "\n\n" : " ");

  return g_string_free (text, FALSE);
}

int
main (void)
{
  g_autofree char *novel = make_novel ();
  g_autofree char *line = g_strnfill (BYTES, 'x');

  bench_report ("book.novel", bench_measure (open_book, 1, novel) * 1e3, "ms");
  bench_report ("book.line", bench_measure (open_book, 1, line) * 1e3, "ms");
  bench_report ("notebook.open", bench_measure (open_notebook, 20, NULL) * 1e3, "ms");

  return 0;
}
