/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"
#include "model/ear-sentences.h"
#include "services/ear-book-text.h"
#include "services/ear-offline.h"

#include <glib/gstdio.h>
#include <string.h>

static EarAnswer *
ask (EarOffline  *books,
     const char  *operation,
     const char  *locale,
     const char  *text,
     gint64       position,
     const char  *context,
     GError     **error)
{
  gboolean reads = strcmp (operation, "read") == 0;

  return ear_offline_answer (books, &(EarQuestion) {
    .operation = operation, .locale = locale, .text = reads ? NULL : text, .sku = reads ? text : NULL, .position = position,
    .context = context,
  }, error);
}

static const EarParagraph *
peek (const EarBookText *text,
      guint              i)
{
  return g_ptr_array_index (text->paragraphs, i);
}

static void
test_paragraphs (void)
{
  g_autoptr (EarBookText) text = ear_book_text_new ("Title page\n\nChapter One\n\nFirst  line\nsecond line.\n \t\n\n# Two\n\nÄ second.");

  g_assert_cmpuint (text->paragraphs->len, ==, 3);
  g_assert_cmpuint (text->chapters->len, ==, 3);
  g_assert_cmpstr (peek (text, 1)->text, ==, "First  line second line.");
  g_assert_cmpint (peek (text, 1)->position, ==, 25);
  g_assert_cmpstr (g_ptr_array_index (text->chapters, peek (text, 1)->chapter), ==, "Chapter One");
  g_assert_cmpstr (g_ptr_array_index (text->chapters, peek (text, 2)->chapter), ==, "Two");
  g_assert_cmpint (text->length, ==, g_utf8_strlen ("Title page\n\nChapter One\n\nFirst  line\nsecond line.\n \t\n\n# Two\n\nÄ second.", -1));
  g_assert_cmpuint (ear_book_text_find (text, 0), ==, 0);
  g_assert_cmpuint (ear_book_text_find (text, 30), ==, 1);
  g_assert_cmpuint (ear_book_text_find (text, G_MAXINT64), ==, 3);
  g_assert_cmpuint (ear_book_text_next_chapter (text, 30), ==, 2);
  g_assert_cmpuint (ear_book_text_next_chapter (text, 60), ==, 3);
}

/* Whatever the text is, every character of it is in one paragraph or between two, in order. */
static void
test_positions (void)
{
  static const char alphabet[] = "ab .\n\n#!\t\x01";

  for (guint n = 0; n < 300; n++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autoptr (EarBookText) book = NULL;
    gint64 at = 0;

    for (guint i = 0, length = g_test_rand_int_range (0, 3000); i < length; i++)
      g_string_append_c (text, alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)]);
    book = ear_book_text_new (text->str);
    for (guint i = 0; i < book->paragraphs->len; i++) {
      g_assert_cmpint (peek (book, i)->position, >=, at);
      g_assert_cmpint (peek (book, i)->next, >, peek (book, i)->position);
      g_assert_cmpint (peek (book, i)->next, <=, book->length);
      g_assert_cmpint (g_utf8_strlen (peek (book, i)->text, -1), <=, 700);
      g_assert_cmpuint (peek (book, i)->chapter, <, book->chapters->len);
      at = peek (book, i)->next;
    }
  }
}

typedef struct {
  const char *name;
  const char *contents;
  gssize      length;
  const char *words;            /* of the error, or else of the text */
  gboolean    good;
} File;

static void
test_files (void)
{
  static const File files[] = {
    { "empty", "", 0, "empty", FALSE },
    { "blank", " \n\n \t\n", -1, "empty", FALSE },
    { "zeros", "a\0b", 3, "zero", FALSE },
    { "half", "\xff\xfe" "a", 3, "UTF-8", FALSE },
    { "latin", "Caf\xe9.", -1, "Café.", TRUE },
    { "bom", "\xef\xbb\xbfHello.", -1, "Hello.", TRUE },
    { "wide", "\xff\xfeH\0i\0.\0", 8, "Hi.", TRUE },
    { "big", "\xfe\xff\0H\0i\0.", 8, "Hi.", TRUE },
  };
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarBookText) text = NULL;

    g_assert_true (g_file_set_contents (path, files[i].contents, files[i].length, NULL));
    text = ear_book_text_load (path, &error);
    if (files[i].good) {
      g_assert_no_error (error);
      g_assert_cmpstr (peek (text, 0)->text, ==, files[i].words);
    } else {
      g_assert_null (text);
      g_assert_nonnull (strstr (error->message, path));
      g_assert_nonnull (strstr (error->message, files[i].words));
    }
    g_unlink (path);
  }
  g_rmdir (folder);
}

/* Fifty megabytes are not read, a folder is no book, and one endless line is read in pieces. */
static void
test_monsters (void)
{
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "book", NULL);
  g_autofree char *line = g_strnfill (4 * 1024 * 1024 - 1, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (EarBookText) text = NULL;
  FILE *file = g_fopen (path, "w");

  g_assert_cmpint (ftruncate (fileno (file), 50 * 1024 * 1024), ==, 0);
  fclose (file);
  g_assert_null (ear_book_text_load (path, &error));
  g_assert_nonnull (strstr (error->message, "4 MB"));
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, line, -1, NULL));
  text = ear_book_text_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (text->paragraphs->len, ==, (4 * 1024 * 1024 - 1 + 699) / 700);

  g_assert_null (ear_book_text_load (folder, &error));
  g_assert_nonnull (strstr (error->message, "no file"));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_sentences (void)
{
  const char *text = "Mr. Smith asked: “Why?” and left. It rained! (Very much.) Then... nothing";

  g_assert_cmpuint (ear_sentences_find_start (text, 0), ==, 0);
  g_assert_cmpuint (ear_sentences_find_start (text, 10), ==, 0);
  g_assert_cmpuint (ear_sentences_find_start (text, 30), ==, 0);
  g_assert_cmpuint (ear_sentences_find_start (text, 36), ==, 34);
  g_assert_cmpuint (ear_sentences_find_start (text, 50), ==, 45);
  g_assert_cmpuint (ear_sentences_find_start (text, 9999), ==, 58);
  g_assert_cmpuint (ear_sentences_go_back (text, 60, 1), ==, 45);
  g_assert_cmpuint (ear_sentences_go_back (text, 60, 9), ==, 0);
  g_assert_cmpuint (ear_sentences_find_start ("", 0), ==, 0);
  g_assert_cmpuint (ear_sentences_find_cut ("One. Two. Three", 9), ==, 5);
  g_assert_cmpuint (ear_sentences_find_cut ("One two three", 9), ==, 8);
  g_assert_cmpuint (ear_sentences_find_cut ("Onetwothree", 9), ==, 9);
  g_assert_cmpuint (ear_sentences_find_cut ("One", 9), ==, 3);
}

/* Every book of the shop is in the library, has chapters, a credit and letters that a voice can read, and can be read to its end. */
static void
test_library (void)
{
  static const char *const locales[] = { "en-US", "de-DE" };
  g_autoptr (EarProvider) books = ear_offline_new (EAR_SERVICE_BOOKS, NULL);
  g_autoptr (EarProvider) shop = ear_offline_new (EAR_SERVICE_SHOP, NULL);

  for (guint l = 0; l < G_N_ELEMENTS (locales); l++) {
    g_autoptr (EarAnswer) answer = ask (EAR_OFFLINE (books), "search", locales[l], NULL, 0, NULL, NULL);

    g_assert_cmpuint (answer->rows->len, ==, 3);
    for (guint i = 0; i < answer->rows->len; i++) {
      const EarBook *book = ear_answer_peek (answer, i);
      g_autoptr (EarAnswer) priced = ear_offline_answer (EAR_OFFLINE (shop), &(EarQuestion) {
        .operation = "search", .locale = locales[l], .sku = book->sku,
      }, NULL);
      const EarProduct *product = ear_answer_peek (priced, 0);
      gint64 position = 0, length = 1;
      guint n_chapters = 0;
      g_autofree char *chapter = NULL;

      g_assert_cmpstr (product->sku, ==, book->sku);
      g_assert_nonnull (book->credit);
      while (position < length) {
        g_autoptr (EarAnswer) pages = ask (EAR_OFFLINE (books), "read", locales[l], book->id, position, NULL, NULL);

        g_assert_cmpuint (pages->rows->len, >, 0);
        for (guint j = 0; j < pages->rows->len; j++) {
          const EarPassage *passage = ear_answer_peek (pages, j);

          g_assert_cmpstr (passage->sku, ==, book->sku);
          g_assert_cmpint (passage->sample, >, 0);
          g_assert_cmpint (passage->sample, <, passage->length);
          n_chapters += g_strcmp0 (chapter, passage->chapter) != 0;
          g_free (chapter);
          chapter = g_strdup (passage->chapter);
          position = passage->next;
          length = passage->length;
        }
      }
      g_assert_cmpuint (n_chapters, >=, 2);
    }
  }
}

static void
test_own (void)
{
  g_autoptr (EarProvider) provider = ear_offline_new (EAR_SERVICE_BOOKS, NULL);
  EarOffline *books = EAR_OFFLINE (provider);
  g_autofree char *folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  g_autofree char *shelf = g_build_filename (folder, "books", NULL);
  g_autofree char *path = g_build_filename (shelf, "my_diary.txt", NULL);
  g_autoptr (EarAnswer) found = NULL, pages = NULL, rest = NULL;
  g_autoptr (GError) error = NULL;

  g_mkdir (shelf, 0700);
  g_assert_true (g_file_set_contents (path, "Chapter 1\n\nDear diary. It rained.\n\nChapter 2\n\nSun!", -1, NULL));
  ear_offline_set_folder (books, folder);

  found = ask (books, "search", "de-DE", "my diary", 0, NULL, NULL);
  g_assert_cmpstr (((const EarBook *) ear_answer_peek (found, 0))->id, ==, "own/my diary");
  g_assert_null (((const EarBook *) ear_answer_peek (found, 0))->sku);
  pages = ask (books, "read", "de-DE", "own/my diary", 23, NULL, NULL);
  g_assert_cmpstr (((const EarPassage *) ear_answer_peek (pages, 0))->text, ==, "It rained.");
  g_assert_cmpint (((const EarPassage *) ear_answer_peek (pages, 0))->position, ==, 23);
  rest = ask (books, "read", "de-DE", "own/my diary", 23, "next-chapter", NULL);
  g_assert_cmpstr (((const EarPassage *) ear_answer_peek (rest, 0))->text, ==, "Sun!");

  /* It was taken from the shelf meanwhile. */
  g_unlink (path);
  g_assert_null (ask (books, "read", "de-DE", "own/my diary", 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (ask (books, "read", "de-DE", "../../etc/passwd", 0, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
  g_rmdir (shelf);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/books/paragraphs", test_paragraphs);
  g_test_add_func ("/books/positions", test_positions);
  g_test_add_func ("/books/files", test_files);
  g_test_add_func ("/books/monsters", test_monsters);
  g_test_add_func ("/books/sentences", test_sentences);
  g_test_add_func ("/books/library", test_library);
  g_test_add_func ("/books/own", test_own);

  return g_test_run ();
}
