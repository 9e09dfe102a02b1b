/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-catalog.h"
#include "services/ear-keys.h"
#include "services/ear-text.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_TRACKS 20
#define MAX_SECONDS (24 * 60 * 60)

/* Less alike than this is something else. */
#define MIN_MATCH 0.6

typedef struct {
  EarTrack    track;
  JsonObject *titles;
  EarKeys    *title;
  EarKeys    *artist;
  EarKeys    *album;
  EarKeys    *genre;
  EarKeys    *all;
} Piece;

typedef struct {
  JsonNode  *root;
  GPtrArray *pieces;
} Library;

/* A piece that was found: better ones first, then as the dice say. */
typedef struct {
  const Piece *piece;
  double       match;
  guint64      lot;
} Hit;

static void
piece_free (Piece *piece)
{
  ear_keys_free (piece->title);
  ear_keys_free (piece->artist);
  ear_keys_free (piece->album);
  ear_keys_free (piece->genre);
  ear_keys_free (piece->all);
  g_free (piece);
}

static void
library_free (gpointer catalog)
{
  Library *library = catalog;

  g_ptr_array_unref (library->pieces);
  g_clear_pointer (&library->root, json_node_unref);
  g_free (library);
}

static void
add_key (EarKeys    *key,
         Piece      *piece,
         const char *text,
         double      weight)
{
  ear_keys_add (key, text, 1);
  ear_keys_add (piece->all, text, weight);
}

static void
add_titles (Piece *piece)
{
  JsonObjectIter iter;
  const char *locale;
  JsonNode *node;

  add_key (piece->title, piece, piece->track.title, 1);
  if (piece->titles == NULL)
    return;
  json_object_iter_init_ordered (&iter, piece->titles);
  while (json_object_iter_next_ordered (&iter, &locale, &node))
    add_key (piece->title, piece, json_node_get_string (node), 0.99);
}

/* The catalog names its genres in English. */
static const struct {
  const char *genre;
  const char *german;
} german_genres[] = {
  { "baroque", "Barock Barockmusik" }, { "children", "Kinder Kinderlieder" }, { "christmas", "Weihnachten Weihnachtslieder" },
  { "classical", "Klassik Klassisches" }, { "folk", "Volkslieder Volksmusik" }, { "guitar", "Gitarre" }, { "holiday", "Feiertag Festliches" },
  { "kids", "Kinder Kinderlieder" }, { "lullaby", "Wiegenlieder Schlaflieder" }, { "morning", "Morgen Aufwachen" },
  { "orchestral", "Orchester" }, { "party", "Feiern Partymusik" }, { "piano", "Klavier Klaviermusik" },
  { "relaxing", "Entspannung Entspannendes Ruhiges" }, { "sleep", "Schlaf Einschlafen" }, { "upbeat", "Fröhliches Munteres" },
  { "wedding", "Hochzeit" },
};

static void
add_genre (Piece      *piece,
           const char *genre)
{
  add_key (piece->genre, piece, genre, 0.9);
  for (guint i = 0; genre && i < G_N_ELEMENTS (german_genres); i++)
    if (g_ascii_strcasecmp (german_genres[i].genre, genre) == 0)
      add_key (piece->genre, piece, german_genres[i].german, 0.9);
}

static gboolean
add_genres (Piece       *piece,
            JsonObject  *row,
            GError     **error)
{
  g_autoptr (GPtrArray) genres = g_ptr_array_new ();

  if (!ear_catalog_get_strings (row, "genres", genres, error))
    return FALSE;
  add_genre (piece, piece->track.genre);
  for (guint i = 0; i < genres->len; i++)
    add_genre (piece, g_ptr_array_index (genres, i));

  return TRUE;
}

static gboolean
read_track (EarTrack    *track,
            JsonObject  *row,
            GError     **error)
{
  double seconds;

  if (!(track->id = ear_json_get_string (row, "id", error)) ||
      !(track->url = ear_json_get_string (row, "url", error)) ||
      !(track->title = ear_json_get_string (row, "title", error)) ||
      !(track->artist = ear_json_get_string (row, "artist", error)) ||
      !ear_json_get_double (row, "length_s", 0, MAX_SECONDS, &seconds, error) ||
      !ear_catalog_get_optional (row, "album", &track->album, error) ||
      !ear_catalog_get_optional (row, "genre", &track->genre, error) ||
      !ear_catalog_get_optional (row, "composer", &track->composer, error) ||
      !ear_catalog_get_optional (row, "credit", &track->credit, error))
    return FALSE;
  track->length_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
take_piece (JsonObject  *row,
            gpointer     catalog,
            GError     **error)
{
  Library *library = catalog;
  Piece *piece = g_new0 (Piece, 1);

  piece->title = ear_keys_new ();
  piece->artist = ear_keys_new ();
  piece->album = ear_keys_new ();
  piece->genre = ear_keys_new ();
  piece->all = ear_keys_new ();
  g_ptr_array_add (library->pieces, piece);

  if (!read_track (&piece->track, row, error) || !ear_catalog_check_strings (row, "titles", error))
    return FALSE;
  if (json_object_has_member (row, "titles"))
    piece->titles = json_object_get_object_member (row, "titles");

  add_titles (piece);
  add_key (piece->artist, piece, piece->track.artist, 0.95);
  add_key (piece->artist, piece, piece->track.composer, 0.95);
  add_key (piece->album, piece, piece->track.album, 0.9);

  return add_genres (piece, row, error);
}

static gpointer
load_library (const char  *path,
              GError     **error)
{
  Library *library = g_new0 (Library, 1);

  library->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) piece_free);
  library->root = ear_catalog_load (path, take_piece, library, error);
  if (library->root == NULL)
    g_clear_pointer (&library, library_free);

  return library;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->match != other->match)
    return one->match > other->match ? -1 : 1;

  return one->lot < other->lot ? -1 : one->lot > other->lot;
}

typedef struct {
  EarKeys *title;
  EarKeys *artist;
  EarKeys *album;
  EarKeys *genre;
  EarKeys *text;
} Criteria;

static EarKeys *
make_criterion (const char *text)
{
  EarKeys *keys = text && *text ? ear_keys_new_query (text) : NULL;

  if (keys != NULL && ear_keys_is_empty (keys))
    g_clear_pointer (&keys, ear_keys_free);

  return keys;
}

static void
criteria_clear (Criteria *criteria)
{
  g_clear_pointer (&criteria->title, ear_keys_free);
  g_clear_pointer (&criteria->artist, ear_keys_free);
  g_clear_pointer (&criteria->album, ear_keys_free);
  g_clear_pointer (&criteria->genre, ear_keys_free);
  g_clear_pointer (&criteria->text, ear_keys_free);
}

/* All that was said has to fit; the worst fit is the fit. */
static double
match_piece (const Piece    *piece,
             const Criteria *criteria)
{
  double match = 1;

  if (criteria->title)
    match = MIN (match, ear_keys_match (piece->title, criteria->title));
  if (criteria->artist)
    match = MIN (match, ear_keys_match (piece->artist, criteria->artist));
  if (criteria->album)
    match = MIN (match, ear_keys_match (piece->album, criteria->album));
  if (criteria->genre)
    match = MIN (match, ear_keys_match (piece->genre, criteria->genre));
  if (criteria->text)
    match = MIN (match, ear_keys_match (piece->all, criteria->text));

  return match;
}

static GArray *
find_hits (Library           *library,
           const EarQuestion *question)
{
  Criteria criteria = {
    .title = make_criterion (question->title),
    .artist = make_criterion (question->artist),
    .album = make_criterion (question->album),
    .genre = make_criterion (question->genre),
    .text = make_criterion (question->text),
  };
  gboolean by_name = criteria.title || criteria.text;
  EarDice dice = { question->seed };
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < library->pieces->len; i++) {
    const Piece *piece = g_ptr_array_index (library->pieces, i);
    Hit hit = { piece, match_piece (piece, &criteria), ear_dice_draw (dice, i, "music/shuffle") };

    /* Who asks for a genre wants a mix of it, not first what is called like it. */
    if (hit.match >= MIN_MATCH) {
      hit.match = by_name ? hit.match : 1;
      g_array_append_val (hits, hit);
    }
  }

  criteria_clear (&criteria);
  g_array_sort (hits, compare_hits);

  return hits;
}

static EarAnswer *
answer_music (gpointer            catalog,
              const EarQuestion  *question,
              GError            **error)
{
  g_autoptr (GArray) hits = NULL;
  EarAnswer *answer;

  if (g_strcmp0 (question->operation, "search") != 0) {
    ear_offline_refuse (question, EAR_SERVICE_MUSIC, error);
    return NULL;
  }

  hits = find_hits (catalog, question);
  answer = ear_answer_new (EAR_ANSWER_TRACKS);
  for (guint i = 0; i < hits->len && i < MAX_TRACKS; i++) {
    const Piece *piece = g_array_index (hits, Hit, i).piece;
    const char *title = ear_catalog_localize (piece->titles, question->locale);
    EarTrack track = piece->track;

    track.title = title ? title : track.title;
    ear_answer_add (answer, &track);
  }

  return answer;
}

const EarOfflineService ear_music_offline = {
  .file = "music/music.json",
  .attribution = N_("Earshot offline music: public-domain pieces, written down and played by Earshot"),
  .load = load_library,
  .answer = answer_music,
  .free = library_free,
};
