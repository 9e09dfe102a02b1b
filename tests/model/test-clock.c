/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-clock-private.h"

typedef struct {
  EarClock *clock;
  GString  *log;
  guint     victim;
} Diary;

static Diary
open_diary (gint64 start)
{
  return (Diary) { ear_clock_new_virtual (start), g_string_new (NULL), 0 };
}

static void
close_diary (Diary      *self,
             const char *expected)
{
  g_assert_cmpstr (self->log->str, ==, expected);
  g_string_free (self->log, TRUE);
  g_assert_finalize_object (self->clock);
}

static void
on_note (gpointer user_data)
{
  Diary *self = user_data;

  g_string_append_printf (self->log, "%" G_GINT64_FORMAT " ", ear_clock_get_now (self->clock));
}

static void
on_note_and_again (gpointer user_data)
{
  Diary *self = user_data;

  on_note (self);
  ear_clock_add_alarm (self->clock, ear_clock_get_now (self->clock) + 10, on_note_and_again, self);
}

static void
on_remove (gpointer user_data)
{
  Diary *self = user_data;

  on_note (self);
  ear_clock_remove_alarm (self->clock, self->victim);
}

static void
on_advance (gpointer user_data)
{
  Diary *self = user_data;

  on_note (self);
  ear_clock_advance (self->clock, 100);
  g_string_append (self->log, "back ");
}

static void
test_order (void)
{
  Diary diary = open_diary (0);

  ear_clock_add_alarm (diary.clock, 30, on_note, &diary);
  ear_clock_add_alarm (diary.clock, 10, on_note, &diary);
  ear_clock_add_alarm (diary.clock, 20, on_note, &diary);
  ear_clock_add_alarm (diary.clock, -5, on_note, &diary);
  ear_clock_advance (diary.clock, 0);
  ear_clock_advance (diary.clock, 19);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, 19);
  ear_clock_advance (diary.clock, 100);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, 119);
  close_diary (&diary, "0 10 20 30 ");
}

static void
on_letter (gpointer user_data)
{
  gpointer *pair = user_data;

  g_string_append_c (pair[0], GPOINTER_TO_INT (pair[1]));
}

/* Alarms of the same moment fire in the order in which they were set. */
static void
test_ties (void)
{
  g_autoptr (EarClock) clock = ear_clock_new_virtual (0);
  g_autoptr (GString) log = g_string_new (NULL);
  gpointer letters[5][2];

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    letters[i][0] = log;
    letters[i][1] = GINT_TO_POINTER ('a' + i);
    ear_clock_add_alarm (clock, 7, on_letter, letters[i]);
  }
  ear_clock_advance (clock, 7);
  g_assert_cmpstr (log->str, ==, "abcde");
}

static void
test_add_while_firing (void)
{
  Diary diary = open_diary (0);

  ear_clock_add_alarm (diary.clock, 10, on_note_and_again, &diary);
  ear_clock_add_alarm (diary.clock, 25, on_note, &diary);
  ear_clock_advance (diary.clock, 45);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, 45);
  close_diary (&diary, "10 20 25 30 40 ");
}

static void
test_remove (void)
{
  Diary diary = open_diary (0);
  guint id = ear_clock_add_alarm (diary.clock, 10, on_note, &diary);

  g_assert_cmpuint (id, !=, 0);
  ear_clock_remove_alarm (diary.clock, id);
  ear_clock_remove_alarm (diary.clock, id);
  ear_clock_remove_alarm (diary.clock, 4711);
  ear_clock_add_alarm (diary.clock, 10, on_remove, &diary);
  diary.victim = ear_clock_add_alarm (diary.clock, 10, on_note, &diary);
  ear_clock_add_alarm (diary.clock, 20, on_note, &diary);
  ear_clock_advance (diary.clock, 50);
  close_diary (&diary, "10 20 ");
}

/* An alarm may move the clock itself, past where it was told to stop. */
static void
test_nested_advance (void)
{
  Diary diary = open_diary (0);

  ear_clock_add_alarm (diary.clock, 10, on_advance, &diary);
  ear_clock_add_alarm (diary.clock, 50, on_note, &diary);
  ear_clock_advance (diary.clock, 20);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, 110);
  close_diary (&diary, "10 50 back ");
}

static void
on_release (gpointer user_data)
{
  EarClock **clock = user_data;

  g_clear_object (clock);
}

static void
test_release_while_firing (void)
{
  EarClock *clock = ear_clock_new_virtual (0);
  EarClock *kept = clock;

  g_object_add_weak_pointer (G_OBJECT (clock), (gpointer *) &kept);
  ear_clock_add_alarm (clock, 1, on_release, &clock);
  ear_clock_add_alarm (clock, 2, on_release, &clock);
  ear_clock_advance (clock, 5);
  g_assert_null (clock);
  g_assert_null (kept);
}

static void
test_extremes (void)
{
  Diary diary = open_diary (G_MAXINT64 - 10);

  ear_clock_add_alarm (diary.clock, G_MAXINT64, on_note, &diary);
  ear_clock_advance (diary.clock, G_MAXINT64);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, G_MAXINT64);
  close_diary (&diary, "9223372036854775807 ");

  diary = open_diary (G_MININT64);
  ear_clock_advance (diary.clock, G_MAXINT64);
  g_assert_cmpint (ear_clock_get_now (diary.clock), ==, -1);
  close_diary (&diary, "");
}

/* A year of a thousand alarms is nothing. */
static void
test_many (void)
{
  Diary diary = open_diary (0);
  gint64 last = -1;
  guint n = 0;
  char *cursor;

  for (guint i = 0; i < 1000; i++)
    ear_clock_add_alarm (diary.clock, g_test_rand_int_range (0, G_MAXINT32), on_note, &diary);
  ear_clock_advance (diary.clock, 365 * G_TIME_SPAN_DAY);

  for (cursor = diary.log->str; *cursor; n++) {
    gint64 at = g_ascii_strtoll (cursor, &cursor, 10);

    g_assert_cmpint (at, >=, last);
    last = at;
    cursor++;
  }
  g_assert_cmpuint (n, ==, 1000);
  g_string_truncate (diary.log, 0);
  close_diary (&diary, "");
}

static void
test_iso8601 (void)
{
  static const struct { const char *text; gint64 seconds; const char *local; } good[] = {
    { "2026-03-02T07:30:00", 1772436600, "2026-03-02T07:30:00" },
    { "2026-03-02T07:30:00Z", 1772436600, "2026-03-02T07:30:00" },
    { "2026-03-02T07:30:00+01:00", 1772433000, "2026-03-02T07:30:00" },
    { "2026-03-02T07:30:00-08", 1772465400, "2026-03-02T07:30:00" },
    { "20260302T073000", 1772436600, "2026-03-02T07:30:00" },
    { "1969-12-31T23:59:59Z", -1, "1969-12-31T23:59:59" },
    { "2026-03-02T07:30:00[Europe/Berlin]", 1772433000, "2026-03-02T07:30:00" },
    { "2026-07-02T07:30:00[Europe/Berlin]", 1782970200, "2026-07-02T07:30:00" },
    { "2026-03-02T06:30:00Z[Europe/Berlin]", 1772433000, "2026-03-02T07:30:00" },
  };
  static const char *const bad[] = { "", "now", "2026-03-02", "2026-13-02T07:30:00", "2026-03-02T25:30:00", "2026-03-02T07:30:00+99:00x",
                                     "2026-03-02T07:30:00[]", "2026-03-02T07:30:00[Europe/Atlantis]", "2026-03-02T07:30:00[../../etc/passwd]",
                                     "2026-03-02T07:30:00[/etc/localtime]", "[Europe/Berlin]", "2026-03-02T07:30:00[Europe/Berlin]x" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarClock) clock = ear_clock_new_iso8601 (good[i].text, &error);
    g_autoptr (GDateTime) local = NULL;
    g_autofree char *text = NULL;

    g_assert_no_error (error);
    g_assert_true (ear_clock_is_virtual (clock));
    g_assert_cmpint (ear_clock_get_now (clock), ==, good[i].seconds * G_USEC_PER_SEC);
    local = ear_clock_dup_local (clock);
    text = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
    g_assert_cmpstr (text, ==, good[i].local);
  }

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_clock_new_iso8601 (bad[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
}

static void
test_microseconds (void)
{
  g_autoptr (EarClock) clock = ear_clock_new_iso8601 ("2026-03-02T07:30:00.250Z", NULL);
  g_autoptr (EarClock) early = ear_clock_new_virtual (-1);
  g_autoptr (GDateTime) local = ear_clock_dup_local (clock);
  g_autoptr (GDateTime) before = ear_clock_dup_local (early);

  g_assert_cmpint (ear_clock_get_now (clock) % G_USEC_PER_SEC, ==, 250000);
  g_assert_cmpint (g_date_time_get_microsecond (local), ==, 250000);
  g_assert_cmpint (g_date_time_get_year (before), ==, 1969);
  g_assert_cmpint (g_date_time_get_microsecond (before), ==, 999999);
}

static void
on_quit (gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static void
on_never (gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_wall (void)
{
  EarClock *clock = ear_clock_new_wall ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  gint64 start = g_get_real_time ();
  guint removed;

  g_assert_false (ear_clock_is_virtual (clock));
  g_assert_cmpint (ear_clock_get_now (clock), >=, start);
  removed = ear_clock_add_alarm (clock, start + 1000, on_never, NULL);
  ear_clock_add_alarm (clock, G_MAXINT64, on_never, NULL);
  ear_clock_add_alarm (clock, start + 2000, on_quit, loop);
  ear_clock_remove_alarm (clock, removed);
  g_main_loop_run (loop);
  g_assert_cmpint (g_get_real_time (), >=, start + 2000);

  /* What is past rings at once. */
  ear_clock_add_alarm (clock, G_MININT64, on_quit, loop);
  g_main_loop_run (loop);
  g_assert_finalize_object (clock);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_wall_release_while_firing (void)
{
  EarClock *clock = ear_clock_new_wall ();

  ear_clock_add_alarm (clock, 0, on_release, &clock);
  ear_clock_add_alarm (clock, G_MAXINT64, on_never, NULL);
  while (clock != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_slept (EarClock *clock,
          gint64    span,
          Diary    *diary)
{
  g_string_append_printf (diary->log, "slept-%" G_GINT64_FORMAT " ", span);
}

static void
on_shifted (EarClock *clock,
            gint64    span,
            Diary    *diary)
{
  g_string_append_printf (diary->log, "shifted%+" G_GINT64_FORMAT " ", span);
}

/* What was due meanwhile fires afterwards, when it is late; what lies ahead waits for its moment. */
static void
test_jumps (void)
{
  Diary diary = open_diary (0);

  g_signal_connect (diary.clock, "slept", G_CALLBACK (on_slept), &diary);
  g_signal_connect (diary.clock, "shifted", G_CALLBACK (on_shifted), &diary);
  ear_clock_add_alarm (diary.clock, 10, on_note, &diary);
  ear_clock_add_alarm (diary.clock, 20, on_note, &diary);
  ear_clock_add_alarm (diary.clock, 200, on_note, &diary);
  ear_clock_jump (diary.clock, 100, TRUE);
  g_string_append (diary.log, "| ");
  ear_clock_jump (diary.clock, -50, FALSE);
  ear_clock_advance (diary.clock, 149);
  g_string_append (diary.log, "| ");
  ear_clock_advance (diary.clock, 1);
  close_diary (&diary, "slept-100 100 100 | shifted-50 | 200 ");
}

static void
test_compare (void)
{
  static const gint64 second = G_USEC_PER_SEC;
  const EarClockReading before = { 1000 * second, 10 * second, 20 * second };
  const struct { EarClockReading now; gint64 slept, shifted; } rows[] = {
    { { 1010 * second, 20 * second, 30 * second }, 0, 0 },
    { { 1011 * second, 20 * second, 30 * second }, 0, 0 },
    { { 29810 * second, 20 * second, 28830 * second }, 28800 * second, 0 },
    { { 4610 * second, 20 * second, 30 * second }, 0, 3600 * second },
    { { -2590 * second, 20 * second, 30 * second }, 0, -3600 * second },
    { { 1110 * second, 20 * second, 90 * second }, 60 * second, 40 * second },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gint64 slept, shifted;

    ear_clock_compare (&before, &rows[i].now, &slept, &shifted);
    g_assert_cmpint (slept, ==, rows[i].slept);
    g_assert_cmpint (shifted, ==, rows[i].shifted);
  }
}

static void
on_moved (EarClock   *clock,
          const char *zone,
          char      **moved)
{
  g_free (*moved);
  *moved = g_strdup (zone);
}

static void
on_never_mind (gpointer user_data)
{
}

/* Somebody travels while the clock is watched. */
static void
test_wall_moves (void)
{
  g_autofree char *before = g_strdup (g_getenv ("TZ")), *moved = NULL;
  EarClock *clock = ear_clock_new_wall ();
  g_autoptr (GDateTime) local = NULL;

  g_signal_connect (clock, "moved", G_CALLBACK (on_moved), &moved);
  ear_clock_watch (clock);
  g_setenv ("TZ", "Asia/Tokyo", TRUE);
  ear_clock_add_alarm (clock, 0, on_never_mind, NULL);
  while (moved == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (moved, ==, "Asia/Tokyo");
  local = ear_clock_dup_local (clock);
  g_assert_cmpint (g_date_time_get_utc_offset (local), ==, 9 * G_TIME_SPAN_HOUR);
  g_assert_false (ear_clock_set_timezone (clock, "Europe/Atlantis"));
  g_assert_false (ear_clock_set_timezone (clock, NULL));
  g_assert_true (ear_clock_set_timezone (clock, "Europe/Berlin"));
  g_assert_cmpstr (g_time_zone_get_identifier (ear_clock_get_timezone (clock)), ==, "Europe/Berlin");
  g_assert_finalize_object (clock);

  if (before != NULL)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/order", test_order);
  g_test_add_func ("/clock/ties", test_ties);
  g_test_add_func ("/clock/add-while-firing", test_add_while_firing);
  g_test_add_func ("/clock/remove", test_remove);
  g_test_add_func ("/clock/nested-advance", test_nested_advance);
  g_test_add_func ("/clock/release-while-firing", test_release_while_firing);
  g_test_add_func ("/clock/extremes", test_extremes);
  g_test_add_func ("/clock/many", test_many);
  g_test_add_func ("/clock/iso8601", test_iso8601);
  g_test_add_func ("/clock/microseconds", test_microseconds);
  g_test_add_func ("/clock/wall", test_wall);
  g_test_add_func ("/clock/jumps", test_jumps);
  g_test_add_func ("/clock/compare", test_compare);
  g_test_add_func ("/clock/wall-moves", test_wall_moves);
  g_test_add_func ("/clock/wall-release-while-firing", test_wall_release_while_firing);

  return g_test_run ();
}
