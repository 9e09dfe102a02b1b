/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-book-text.h"
#include "services/ear-catalog.h"
#include "services/ear-keys.h"
#include "services/ear-text.h"

#include <string.h>

#define MIN_MATCH 0.5
#define MAX_HITS 10
#define MAX_OWN 200
#define MAX_NAME 60

/* What is handed out at once: enough to read for a quarter of an hour without asking again. */
#define MAX_PASSAGES 24
#define OWN_PREFIX "own/"

typedef struct {
  EarBook      book;
  const char  *locale;
  char        *path;
  char        *id;              /* of one's own, which no catalog keeps */
  char        *title;
  EarKeys     *keys;
} Volume;

typedef struct {
  JsonNode    *root;
  char        *folder;          /* of the catalog */
  char        *shelf;           /* of the customer's own books, may be NULL */
  GPtrArray   *volumes;

  char        *open;            /* the book that was read from last */
  EarBookText *text;
} Library;

typedef struct {
  const Volume *volume;
  double        match;
} Hit;

static void
volume_free (Volume *volume)
{
  ear_keys_free (volume->keys);
  g_free (volume->path);
  g_free (volume->id);
  g_free (volume->title);
  g_free (volume);
}

static void
library_free (gpointer catalog)
{
  Library *library = catalog;

  g_ptr_array_unref (library->volumes);
  g_clear_pointer (&library->root, json_node_unref);
  g_clear_pointer (&library->text, ear_book_text_free);
  g_free (library->open);
  g_free (library->folder);
  g_free (library->shelf);
  g_free (library);
}

static gboolean
take_volume (JsonObject  *row,
             gpointer     catalog,
             GError     **error)
{
  Library *library = catalog;
  Volume *volume = g_new0 (Volume, 1);
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();
  const char *file;

  volume->keys = ear_keys_new ();
  g_ptr_array_add (library->volumes, volume);

  if (!(volume->book.id = ear_json_get_string (row, "id", error)) || !(volume->book.sku = ear_json_get_string (row, "sku", error)) ||
      !(volume->locale = ear_json_get_string (row, "locale", error)) ||
      !(volume->book.title = ear_json_get_string (row, "title", error)) ||
      !(volume->book.author = ear_json_get_string (row, "author", error)) ||
      !(volume->book.credit = ear_json_get_string (row, "credit", error)) ||
      !(file = ear_json_get_string (row, "file", error)) || !ear_catalog_get_strings (row, "keywords", keywords, error))
    return FALSE;
  if (strchr (file, '/') != NULL || g_str_has_prefix (volume->book.id, OWN_PREFIX)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, "$.file: “%s” is not a name beside the catalog", file);
    return FALSE;
  }

  volume->path = g_build_filename (library->folder, file, NULL);
  ear_keys_add (volume->keys, volume->book.title, 1);
  ear_keys_add (volume->keys, volume->book.author, 0.8);
  for (guint i = 0; i < keywords->len; i++)
    ear_keys_add (volume->keys, g_ptr_array_index (keywords, i), 0.95);

  return TRUE;
}

static gpointer
load_library (const char  *path,
              GError     **error)
{
  Library *library = g_new0 (Library, 1);

  library->volumes = g_ptr_array_new_with_free_func ((GDestroyNotify) volume_free);
  library->folder = g_path_get_dirname (path);
  library->root = ear_catalog_load (path, take_volume, library, error);
  if (library->root == NULL)
    g_clear_pointer (&library, library_free);

  return library;
}

static void
set_folder (gpointer    catalog,
            const char *folder)
{
  Library *library = catalog;

  g_free (library->shelf);
  library->shelf = folder ? g_build_filename (folder, "books", NULL) : NULL;
}

static int
compare_volumes (gconstpointer a,
                 gconstpointer b)
{
  const Volume *one = *(Volume *const *) a, *other = *(Volume *const *) b;

  return strcmp (one->book.id, other->book.id);
}

/* The customer may put a book there while the device is on. What a file is called is what the book is called. */
static GPtrArray *
list_own (Library *library)
{
  GPtrArray *volumes = g_ptr_array_new_with_free_func ((GDestroyNotify) volume_free);
  g_autoptr (GDir) dir = library->shelf ? g_dir_open (library->shelf, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && volumes->len < MAX_OWN && (name = g_dir_read_name (dir))) {
    g_autofree char *stem = g_str_has_suffix (name, ".txt") && *name != '.' ? g_strndup (name, strlen (name) - 4) : NULL;
    g_autofree char *title = stem ? ear_text_clean (g_strdelimit (stem, "_-", ' '), MAX_NAME) : NULL;
    Volume *volume;

    if (title == NULL || *title == '\0')
      continue;
    volume = g_new0 (Volume, 1);
    volume->keys = ear_keys_new ();
    ear_keys_add (volume->keys, title, 1);
    volume->path = g_build_filename (library->shelf, name, NULL);
    volume->title = g_steal_pointer (&title);
    volume->id = g_strconcat (OWN_PREFIX, volume->title, NULL);
    volume->book = (EarBook) { .id = volume->id, .title = volume->title };
    g_ptr_array_add (volumes, volume);
  }
  g_ptr_array_sort (volumes, compare_volumes);

  return volumes;
}

static void
gather_hits (GPtrArray     *volumes,
             const EarKeys *query,
             const char    *locale,
             GArray        *hits)
{
  for (guint i = 0; i < volumes->len; i++) {
    const Volume *volume = g_ptr_array_index (volumes, i);
    gboolean readable = volume->locale == NULL || ear_text_is_german (volume->locale) == ear_text_is_german (locale);
    Hit hit = { volume, ear_keys_is_empty (query) ? 1 : ear_keys_match (volume->keys, query) };

    if (readable && hit.match >= MIN_MATCH)
      g_array_append_val (hits, hit);
  }
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  return (other->match > one->match) - (other->match < one->match);
}

static EarAnswer *
search (Library           *library,
        const EarQuestion *question)
{
  g_autoptr (EarKeys) query = ear_keys_new_query (question->text ? question->text : "");
  g_autoptr (GPtrArray) own = list_own (library);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_BOOKS);

  gather_hits (own, query, question->locale, hits);
  gather_hits (library->volumes, query, question->locale, hits);
  g_array_sort (hits, compare_hits);

  for (guint i = 0; i < hits->len && i < MAX_HITS; i++) {
    const Hit *hit = &g_array_index (hits, Hit, i);
    EarBook book = hit->volume->book;

    book.match = MIN (hit->match, 1);
    ear_answer_add (answer, &book);
  }

  return answer;
}

static const Volume *
find_volume (GPtrArray  *volumes,
             const char *id)
{
  for (guint i = 0; i < volumes->len; i++) {
    const Volume *volume = g_ptr_array_index (volumes, i);

    if (g_strcmp0 (volume->book.id, id) == 0)
      return volume;
  }

  return NULL;
}

/* What is read from stays open, for the next question will be for its next pages. One's own may have been written anew. */
static gboolean
ensure_text (Library       *library,
             const Volume  *volume,
             GError       **error)
{
  if (volume->book.sku != NULL && g_strcmp0 (library->open, volume->book.id) == 0)
    return TRUE;

  g_clear_pointer (&library->text, ear_book_text_free);
  g_clear_pointer (&library->open, g_free);
  library->text = ear_book_text_load (volume->path, error);
  if (library->text != NULL)
    library->open = g_strdup (volume->book.id);

  return library->text != NULL;
}

/* The first chapter may be heard before the book is bought. */
static gint64
get_sample (const Volume      *volume,
            const EarBookText *text)
{
  guint second = ear_book_text_next_chapter (text, 0);

  if (volume->book.sku == NULL || second >= text->paragraphs->len)
    return text->length;

  return ((EarParagraph *) g_ptr_array_index (text->paragraphs, second))->position;
}

static void
add_passage (EarAnswer         *answer,
             const Volume      *volume,
             const EarBookText *text,
             guint              index,
             gint64             position)
{
  const EarParagraph *paragraph = g_ptr_array_index (text->paragraphs, index);
  gint64 skipped = CLAMP (position - paragraph->position, 0, g_utf8_strlen (paragraph->text, -1));

  ear_answer_add (answer, &(EarPassage) {
    .book = volume->book.id,
    .sku = volume->book.sku,
    .title = volume->book.title,
    .author = volume->book.author,
    .chapter = g_ptr_array_index (text->chapters, paragraph->chapter),
    .text = g_utf8_offset_to_pointer (paragraph->text, skipped),
    .position = paragraph->position + skipped,
    .next = index + 1 < text->paragraphs->len ? ((EarParagraph *) g_ptr_array_index (text->paragraphs, index + 1))->position
                                              : text->length,
    .length = text->length,
    .sample = get_sample (volume, text),
  });
}

/* `context`: "next-chapter" for the one after that of the position. */
static EarAnswer *
read_on (Library            *library,
         const EarQuestion  *question,
         GError            **error)
{
  g_autoptr (GPtrArray) own = list_own (library);
  const Volume *volume = find_volume (library->volumes, question->sku);
  EarAnswer *answer;
  guint first;

  if (volume == NULL)
    volume = find_volume (own, question->sku);
  if (volume == NULL) {
    g_autofree char *shown = ear_text_clean (question->sku ? question->sku : "", MAX_NAME);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, "There is no book “%s”.", shown);
    return NULL;
  }
  if (!ensure_text (library, volume, error))
    return NULL;

  answer = ear_answer_new (EAR_ANSWER_PASSAGES);
  first = g_strcmp0 (question->context, "next-chapter") == 0 ? ear_book_text_next_chapter (library->text, question->position)
                                                              : ear_book_text_find (library->text, question->position);
  for (guint i = first; i < library->text->paragraphs->len && i < first + MAX_PASSAGES; i++)
    add_passage (answer, volume, library->text, i, question->position);

  return answer;
}

static EarAnswer *
answer_books (gpointer            catalog,
              const EarQuestion  *question,
              GError            **error)
{
  if (g_strcmp0 (question->operation, "search") == 0)
    return search (catalog, question);
  if (g_strcmp0 (question->operation, "read") == 0)
    return read_on (catalog, question, error);

  ear_offline_refuse (question, EAR_SERVICE_BOOKS, error);

  return NULL;
}

const EarOfflineService ear_books_offline = {
  .file = "books/books.json",
  .attribution = "Earshot offline library: texts in the public domain, credited in each book",
  .load = load_library,
  .answer = answer_books,
  .free = library_free,
  .set_folder = set_folder,
};
