/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-book-text.h"

#include "services/ear-provider.h"

#include "model/ear-sentences.h"

#include <string.h>

/* War and Peace has three million characters. */
#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_PARAGRAPH 700
#define MAX_HEADING 80

static void
paragraph_free (EarParagraph *paragraph)
{
  g_free (paragraph->text);
  g_free (paragraph);
}

void
ear_book_text_free (EarBookText *self)
{
  g_ptr_array_unref (self->paragraphs);
  g_ptr_array_unref (self->chapters);
  g_free (self);
}

/* Our own books mark a heading with "# ", those of others begin it with the word. */
static const char *
find_heading (const char *text)
{
  static const char *const words[] = { "chapter ", "kapitel ", "part ", "teil ", "book " };
  g_autofree char *folded = NULL;

  if (g_str_has_prefix (text, "# "))
    return text + 2;
  if (strlen (text) > MAX_HEADING)
    return NULL;

  folded = g_utf8_strdown (text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (folded, words[i]))
      return text;

  return NULL;
}

static char *
make_heading (const char *text)
{
  gsize most = MIN ((gsize) g_utf8_strlen (text, -1), MAX_HEADING);

  return g_strstrip (g_utf8_substring (text, 0, most));
}

static void
add_paragraph (EarBookText *self,
               const char  *text,
               gsize        n,
               gint64       position)
{
  EarParagraph *paragraph = g_new (EarParagraph, 1);

  *paragraph = (EarParagraph) {
    .text = g_utf8_substring (text, 0, n),
    .position = position,
    .next = position + n,
    .chapter = self->chapters->len - 1,
  };
  g_strchomp (paragraph->text);
  g_ptr_array_add (self->paragraphs, paragraph);
}

/* Takes a block between empty lines whose line breaks are spaces by now. A long one is read in pieces. */
static void
take_block (EarBookText *self,
            const char  *text,
            gint64       position)
{
  const char *heading = find_heading (text);

  if (heading != NULL) {
    if (self->paragraphs->len == 0 && self->chapters->len == 1)
      g_ptr_array_set_size (self->chapters, 0);
    g_ptr_array_add (self->chapters, make_heading (heading));
    return;
  }

  while (*text) {
    gsize n = ear_sentences_find_cut (text, MAX_PARAGRAPH);

    add_paragraph (self, text, n, position);
    text = g_utf8_offset_to_pointer (text, n);
    position += n;
  }
}

/* Collects the lines of a block. Control characters are not read out, and not counted away either: positions stay. */
typedef struct {
  GString  *block;
  gint64    position;
  gint64    at;
} Collector;

static void
flush (EarBookText *self,
       Collector   *collector)
{
  if (collector->block->len > 0)
    take_block (self, collector->block->str, collector->position);
  g_string_truncate (collector->block, 0);
}

static void
collect (Collector *collector,
         gunichar   c)
{
  if (collector->block->len == 0 && g_unichar_isspace (c))
    return;
  if (collector->block->len == 0)
    collector->position = collector->at;
  g_string_append_unichar (collector->block, g_unichar_isspace (c) || g_unichar_iscntrl (c) ? ' ' : c);
}

/**
 * ear_book_text_new:
 * @text: UTF-8, paragraphs with empty lines between them
 */
EarBookText *
ear_book_text_new (const char *text)
{
  EarBookText *self = g_new (EarBookText, 1);
  Collector collector = { .block = g_string_new (NULL) };
  gboolean empty_line = TRUE;

  *self = (EarBookText) {
    .paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) paragraph_free),
    .chapters = g_ptr_array_new_with_free_func (g_free),
  };
  g_ptr_array_add (self->chapters, g_strdup (""));

  for (const char *p = text; *p; p = g_utf8_next_char (p), collector.at++) {
    gunichar c = g_utf8_get_char (p);

    if (c == '\n' && empty_line)
      flush (self, &collector);
    collect (&collector, c);
    empty_line = c == '\n' || (empty_line && g_unichar_isspace (c));
  }
  flush (self, &collector);
  self->length = collector.at;
  g_string_free (collector.block, TRUE);

  return self;
}

static void
refuse (const char  *path,
        const char  *what,
        GError     **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, "%s: %s", path, what);
}

/* UTF-8, UTF-16 that says so, or what Windows used to write. */
static char *
decode (const char  *path,
        const char  *contents,
        gsize        length,
        GError     **error)
{
  gboolean little = length >= 2 && memcmp (contents, "\xff\xfe", 2) == 0, big = length >= 2 && memcmp (contents, "\xfe\xff", 2) == 0;
  char *text;

  if (little || big) {
    text = g_convert (contents + 2, length - 2, "UTF-8", little ? "UTF-16LE" : "UTF-16BE", NULL, NULL, NULL);
  } else if (memchr (contents, '\0', length) != NULL) {
    refuse (path, "this is no text: it has bytes of zero in it. Save the book as plain text, UTF-8.", error);
    return NULL;
  } else {
    gsize bom = length >= 3 && memcmp (contents, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

    if (g_utf8_validate (contents + bom, length - bom, NULL))
      return g_strndup (contents + bom, length - bom);
    text = g_convert (contents, length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  }

  if (text == NULL || !g_utf8_validate (text, -1, NULL)) {
    g_free (text);
    refuse (path, "its letters can not be read. Save the book as plain text, UTF-8.", error);
    return NULL;
  }

  return text;
}

/**
 * ear_book_text_load:
 * @path: a file of the customer's, which may be anything
 * @error: names the file, what is wrong and what to do
 *
 * Returns: (transfer full) (nullable): its text
 */
EarBookText *
ear_book_text_load (const char  *path,
                    GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = g_file_query_info (file, "standard::type,standard::size", G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autofree char *contents = NULL, *text = NULL;
  gsize length;
  EarBookText *self;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR) {
    refuse (path, "this is no file. Put the book there as plain text.", error);
    return NULL;
  }
  if (g_file_info_get_size (info) > MAX_BYTES) {
    refuse (path, "the book is larger than 4 MB. Split it into parts.", error);
    return NULL;
  }
  if (!g_file_load_contents (file, NULL, &contents, &length, NULL, error) || !(text = decode (path, contents, length, error)))
    return NULL;

  self = ear_book_text_new (text);
  if (self->paragraphs->len == 0) {
    refuse (path, "the book is empty.", error);
    g_clear_pointer (&self, ear_book_text_free);
  }

  return self;
}

/**
 * ear_book_text_find:
 *
 * Returns: index of the paragraph that @position is in, or of the next one; their number where there is none
 */
guint
ear_book_text_find (const EarBookText *self,
                    gint64             position)
{
  guint i = 0;

  while (i < self->paragraphs->len && ((EarParagraph *) g_ptr_array_index (self->paragraphs, i))->next <= position)
    i++;

  return i;
}

/**
 * ear_book_text_next_chapter:
 *
 * Returns: index of the first paragraph in the chapter after the one that @position is in; their number where there is none
 */
guint
ear_book_text_next_chapter (const EarBookText *self,
                            gint64             position)
{
  guint i = ear_book_text_find (self, position);
  guint chapter = i < self->paragraphs->len ? ((EarParagraph *) g_ptr_array_index (self->paragraphs, i))->chapter : G_MAXUINT;

  while (i < self->paragraphs->len && ((EarParagraph *) g_ptr_array_index (self->paragraphs, i))->chapter == chapter)
    i++;

  return i;
}
