/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-json.h"
#include "model/ear-tape.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("earshot-tape-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "day.jsonl", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
}

static EarTape *
make_tape (guint n)
{
  EarTape *tape = ear_tape_new ();

  for (guint i = 0; i < n; i++)
    ear_tape_append (tape, arbitrary_event (g_test_rand_int_range (0, EAR_N_EVENTS)));

  return tape;
}

static void
assert_same (EarTape *tape,
             EarTape *other)
{
  g_assert_cmpuint (ear_tape_get_length (tape), ==, ear_tape_get_length (other));
  for (guint i = 1; i <= ear_tape_get_length (tape); i++)
    g_assert_true (ear_event_equal (ear_tape_peek (tape, i), ear_tape_peek (other, i)));
}

/* 256 events lie between two kept states: lengths around that are where a mistake would be. */
static void
test_scrub (void)
{
  static const guint lengths[] = { 0, 1, 255, 256, 257, 511, 512, 513, 1500 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (EarTape) tape = make_tape (lengths[i]);
    EarState folded = EAR_STATE_INIT;

    for (guint position = 0; position <= lengths[i]; position++) {
      EarState scrubbed = ear_tape_get_state (tape, position);

      if (position > 0)
        ear_state_apply (&folded, ear_tape_peek (tape, position));
      g_assert_cmpmem (&scrubbed, sizeof scrubbed, &folded, sizeof folded);
    }
    g_assert_finalize_object (g_steal_pointer (&tape));
  }
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  for (guint round = 0; round < 10; round++) {
    g_autoptr (EarTape) tape = make_tape (g_test_rand_int_range (0, 300));
    g_autoptr (GError) error = NULL;
    g_autoptr (EarTape) back = NULL;
    gboolean comparing = round % 2;
    EarState before, after;

    g_assert_true (ear_tape_save (tape, self->path, comparing, &error));
    back = ear_tape_load (self->path, &error);
    g_assert_no_error (error);
    assert_same (tape, back);
    before = ear_tape_get_state (tape, ear_tape_get_length (tape));
    after = ear_tape_get_state (back, ear_tape_get_length (back));
    g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  }
}

/* What a comparing export holds does not depend on the run. */
static void
test_comparing (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *first = NULL, *second = NULL;

  for (guint run = 0; run < 2; run++) {
    g_autoptr (EarTape) tape = ear_tape_new ();

    ear_tape_append (tape, ear_event_new (&(EarEvent) { .type = EAR_EVENT_OPENED, .at = 7, .mono_us = 100 + run }));
    g_assert_true (ear_tape_save (tape, self->path, TRUE, NULL));
    g_assert_true (g_file_get_contents (self->path, run ? &second : &first, NULL, NULL));
  }

  g_assert_cmpstr (first, ==, "{\"earshot-tape\":2}\n{\"at\":7,\"turn\":0,\"event\":\"opened\"}\n");
  g_assert_cmpstr (first, ==, second);
}

#define HEADER "{\"earshot-tape\":1}\n"
#define EVENT "{\"at\":1,\"turn\":1,\"event\":\"lapsed\"}\n"

static void
test_refusals (Fixture       *self,
               gconstpointer  data)
{
  static const struct { const char *text; gssize length; const char *words; } bad[] = {
    { "", 0, "line 1: the file is empty" },
    { "\n", -1, "line 1: " },
    { EVENT, -1, "line 1: not a tape" },
    { "[1]\n", -1, "line 1: not a tape" },
    { "RIFF\x01\x02", -1, "line 1: " },
    { "{\"earshot-tape\":\"1\"}\n", -1, "$.earshot-tape: expected a whole number" },
    { "{\"earshot-tape\":0}\n", -1, "$.earshot-tape" },
    { "{\"earshot-tape\":3}\n" EVENT, -1, "Update Earshot" },
    { "\xef\xbb\xbf" HEADER, -1, "line 1: " },
    { HEADER EVENT "{\"at\":1,\n", -1, "line 3: " },
    { HEADER EVENT "\n" EVENT "{\"at\":1,\"turn\":1,\"event\":\"sang\"}\n", -1, "line 5: $.event: unknown event" },
    { HEADER "{\"at\":1,\"turn\":1,\"event\":\"lapsed\"}\0garbage\n", sizeof HEADER EVENT + 7, "line 2: " },
    { HEADER "{\"at\":1,\"turn\":1,\"event\":\"heard\",\"text\":\"\xff\"}\n", -1, "line 2: line 1, column 42: not valid UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (g_file_set_contents (self->path, bad[i].text, bad[i].length, NULL));
    g_assert_null (ear_tape_load (self->path, &error));
    g_assert_nonnull (error);
    g_test_message ("%s", error->message);
    g_assert_true (g_str_has_prefix (error->message, self->path));
    g_assert_nonnull (strstr (error->message, bad[i].words));
  }
}

static void
test_lenient (Fixture       *self,
              gconstpointer  data)
{
  static const char plain[] = HEADER EVENT, gaps[] = HEADER "\n\n" EVENT "\n";
  static const char windows[] = "{ \"earshot-tape\" : 1, \"by\": \"x\" }\r\n\r\n" EVENT;
  const char *const good[] = { plain, gaps, windows };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (EarTape) tape = NULL;

    /* The last line need not end. */
    g_assert_true (g_file_set_contents (self->path, good[i], strlen (good[i]) - 1, NULL));
    tape = ear_tape_load (self->path, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (ear_tape_get_length (tape), ==, 1);
  }
}

static void
test_huge_lines (Fixture       *self,
                 gconstpointer  data)
{
  g_autofree char *filler = g_strnfill (EAR_EVENT_MAX_BYTES, ' ');
  g_autofree char *fits = g_strdup_printf (HEADER "%.*s" EVENT, EAR_EVENT_MAX_BYTES / 2, filler);
  g_autofree char *bursts = g_strconcat (HEADER, EVENT, filler, EVENT, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = NULL;

  g_assert_true (g_file_set_contents (self->path, fits, -1, NULL));
  tape = ear_tape_load (self->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_tape_get_length (tape), ==, 1);

  g_assert_true (g_file_set_contents (self->path, bursts, -1, NULL));
  g_assert_null (ear_tape_load (self->path, &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, "line 3: longer than"));
  g_clear_error (&error);

  /* An endless line without an end. */
  g_assert_null (ear_tape_load ("/dev/zero", &error));
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
}

static void
test_unreadable (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autofree char *nowhere = g_build_filename (self->folder, "no", "such.jsonl", NULL);

  g_assert_null (ear_tape_load (self->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, self->path));
  g_clear_error (&error);

  g_assert_null (ear_tape_load (self->folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  g_assert_false (ear_tape_save (tape, nowhere, FALSE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, nowhere));
}

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  gpointer    user_data)
{
  guint *n = user_data;

  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (added, ==, 1);
  g_assert_cmpuint (position, ==, (*n)++);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, *n);
}

static void
test_list_model (void)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarTapeItem) item = NULL;
  guint n = 0;

  g_signal_connect (tape, "items-changed", G_CALLBACK (on_items_changed), &n);
  for (guint i = 0; i < 5; i++)
    ear_tape_append (tape, arbitrary_event (EAR_EVENT_LAPSED));

  g_assert_cmpuint (n, ==, 5);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (tape)) == EAR_TYPE_TAPE_ITEM);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (tape), 5));
  item = g_list_model_get_item (G_LIST_MODEL (tape), 2);
  g_assert_cmpuint (ear_tape_item_get_position (item), ==, 3);
  g_assert_true (ear_tape_item_get_event (item) == ear_tape_peek (tape, 3));

  /* An item outlives its tape. */
  g_assert_finalize_object (g_steal_pointer (&tape));
  g_assert_cmpint (ear_tape_item_get_event (item)->type, ==, EAR_EVENT_LAPSED);
}

static void
test_peek (void)
{
  static const EarEventType types[] = {
    EAR_EVENT_OPENED, EAR_EVENT_HEARD, EAR_EVENT_SAID, EAR_EVENT_CLOSED, EAR_EVENT_OPENED, EAR_EVENT_SAID, EAR_EVENT_SAID
  };
  g_autoptr (EarTape) tape = ear_tape_new ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    ear_tape_append (tape, arbitrary_event (types[i]));

  g_assert_null (ear_tape_peek (tape, 0));
  g_assert_true (ear_tape_peek_last (tape, 7, EAR_EVENT_SAID) == ear_tape_peek (tape, 7));
  g_assert_true (ear_tape_peek_last (tape, 6, EAR_EVENT_SAID) == ear_tape_peek (tape, 6));
  g_assert_true (ear_tape_peek_last (tape, G_MAXUINT, EAR_EVENT_SAID) == ear_tape_peek (tape, 7));
  g_assert_true (ear_tape_peek_last (tape, 4, EAR_EVENT_HEARD) == ear_tape_peek (tape, 2));
  g_assert_true (ear_tape_peek_last (tape, 7, EAR_EVENT_OPENED) == ear_tape_peek (tape, 5));
  g_assert_null (ear_tape_peek_last (tape, 7, EAR_EVENT_HEARD));
  g_assert_null (ear_tape_peek_last (tape, 0, EAR_EVENT_OPENED));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tape/scrub", test_scrub);
  g_test_add_func ("/tape/list-model", test_list_model);
  g_test_add_func ("/tape/peek", test_peek);
  g_test_add ("/tape/round-trip", Fixture, NULL, set_up, test_round_trip, tear_down);
  g_test_add ("/tape/comparing", Fixture, NULL, set_up, test_comparing, tear_down);
  g_test_add ("/tape/refusals", Fixture, NULL, set_up, test_refusals, tear_down);
  g_test_add ("/tape/lenient", Fixture, NULL, set_up, test_lenient, tear_down);
  g_test_add ("/tape/huge-lines", Fixture, NULL, set_up, test_huge_lines, tear_down);
  g_test_add ("/tape/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);

  return g_test_run ();
}
