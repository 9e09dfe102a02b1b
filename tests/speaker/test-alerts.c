/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static EarHousehold *
get_household (Bench *bench)
{
  return ear_speaker_get_household (bench->speaker);
}

static EarPhase
get_phase (Bench *bench)
{
  return ear_speaker_get_state (bench->speaker).phase;
}

static void
set_up_berlin (Bench         *bench,
               gconstpointer  start)
{
  bench_begin (bench, start, "en-US", NULL);
}

/* "2026-03-29T03:00:00" */
static char *
dup_wall (Bench *bench,
          gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, ear_clock_get_timezone (bench->clock));

  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S");
}

/* When things rang or were missed, by the clock on the wall, one a line. */
static char *
dup_rings (Bench        *bench,
           EarEventType  type)
{
  EarTape *tape = ear_speaker_get_tape (bench->speaker);
  g_autoptr (GString) rings = g_string_new (NULL);

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);
    g_autofree char *wall = event->type == type ? dup_wall (bench, event->at) : NULL;

    if (wall)
      g_string_append_printf (rings, "%s%s", rings->len > 0 ? " " : "", wall);
  }

  return g_string_free (g_steal_pointer (&rings), FALSE);
}

static void
assert_rang (Bench      *bench,
             const char *expected)
{
  g_autofree char *rings = dup_rings (bench, EAR_EVENT_RANG);

  g_assert_cmpstr (rings, ==, expected);
}

static gboolean
has_said (Bench      *bench,
          const char *part)
{
  EarTape *tape = ear_speaker_get_tape (bench->speaker);

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_SAID && strstr (event->said.text, part))
      return TRUE;
  }

  return FALSE;
}

/* Stops whatever rings each morning, for so many days. */
static void
live (Bench *bench,
      guint  days)
{
  for (guint i = 0; i < days * 24; i++) {
    bench_wait (bench, G_TIME_SPAN_HOUR);
    if (get_phase (bench) == EAR_PHASE_RINGING)
      bench_say (bench, "stop");
  }
}

/* The alarm follows the clock on the wall through both changes of the clocks. */
static void
test_dst (Bench         *bench,
          gconstpointer  start)
{
  bench_say (bench, "wake me at seven every day");
  live (bench, 3);
  if (strstr (start, "2026-03"))
    assert_rang (bench, "2026-03-28T07:00:00 2026-03-29T07:00:00 2026-03-30T07:00:00");
  else
    assert_rang (bench, "2026-10-24T07:00:00 2026-10-25T07:00:00 2026-10-26T07:00:00");
}

/* 2:30 does not come in the spring and comes twice in the autumn: it rings once each night, and at two thirty again after. */
static void
test_gap_and_fold (Bench         *bench,
                   gconstpointer  start)
{
  bench_say (bench, "set an alarm for two thirty a m every day");
  bench_wait (bench, 14 * G_TIME_SPAN_MINUTE);
  for (guint i = 0; i < 12 * 24 * 3; i++) {
    bench_wait (bench, 5 * G_TIME_SPAN_MINUTE);
    if (get_phase (bench) == EAR_PHASE_RINGING)
      bench_say (bench, "stop");
  }
  if (strstr (start, "Berlin") && strstr (start, "2026-03"))
    assert_rang (bench, "2026-03-28T02:30:00 2026-03-29T03:00:00 2026-03-30T02:30:00");
  else if (strstr (start, "Berlin"))
    assert_rang (bench, "2026-10-24T02:30:00 2026-10-25T02:30:00 2026-10-26T02:30:00");
  else
    assert_rang (bench, "2026-03-07T02:30:00 2026-03-08T03:00:00 2026-03-09T02:30:00");
}

/* A year of weekdays: as many as the calendar has, each at seven by the wall. */
static void
test_year (Bench         *bench,
           gconstpointer  start)
{
  gint64 begun = g_get_monotonic_time ();
  g_autofree char *rings = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_weekdays = 0;
  GDate day;

  bench_say (bench, "wake me at seven every weekday");
  live (bench, 365);
  rings = dup_rings (bench, EAR_EVENT_RANG);
  lines = g_strsplit (rings, " ", -1);

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 2, 1, 2026);
  for (guint i = 0; i < 365; i++, g_date_add_days (&day, 1))
    if (g_date_get_weekday (&day) <= G_DATE_FRIDAY) {
      g_autofree char *expected = g_strdup_printf ("%04d-%02d-%02dT07:00:00", g_date_get_year (&day), g_date_get_month (&day), g_date_get_day (&day));

      g_assert_cmpstr (lines[n_weekdays], ==, expected);
      n_weekdays++;
    }
  g_assert_cmpuint (g_strv_length (lines), ==, n_weekdays);
  g_assert_cmpuint (n_weekdays, ==, 261);
  g_test_message ("a year in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - begun) / 1000);
}

/* All that is due at one minute is one ring, and one word stops it. */
static void
test_crowd (Bench         *bench,
            gconstpointer  start)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarTape) past = ear_tape_new ();
  EarSpeakerConfig config = bench_get_config (bench);
  gint64 due = ear_clock_get_now (bench->clock) + G_TIME_SPAN_HOUR;
  Bench crowded = *bench;

  for (guint i = 1; i <= 500; i++) {
    g_autofree char *id = g_strdup_printf ("alert-%u", i);

    ear_tape_append (past, ear_event_new (&(EarEvent) { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = id, .kind = "alarm", .due = due } }));
  }
  config.past = past;
  crowded.speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);

  bench_say (&crowded, "what alarms do i have");
  g_assert_cmpuint (strlen (bench_peek_last (&crowded, EAR_EVENT_SAID)->said.text), <, 120);
  g_assert_true (has_said (&crowded, "five hundred alarms"));
  bench_wait (&crowded, G_TIME_SPAN_HOUR);
  g_assert_cmpint (get_phase (&crowded), ==, EAR_PHASE_RINGING);
  g_assert_cmpuint (bench_count (&crowded, EAR_EVENT_RANG), ==, 500);
  g_assert_cmpuint (bench_count (&crowded, EAR_EVENT_OPENED), ==, 2);
  bench_say (&crowded, "stop");
  g_assert_cmpint (get_phase (&crowded), ==, EAR_PHASE_IDLE);
  g_assert_cmpuint (bench_count (&crowded, EAR_EVENT_HUSHED), ==, 500);
  g_assert_cmpuint (ear_household_get_alerts (get_household (&crowded))->len, ==, 0);
  ear_speaker_close (crowded.speaker);
  g_assert_finalize_object (crowded.speaker);
}

/* Half an hour late rings, later is missed; what recurs comes again. */
static void
test_machine_sleeps (Bench         *bench,
                     gconstpointer  start)
{
  bench_say (bench, "wake me at eight every day");
  bench_say (bench, "set an alarm for nine a m");
  bench_say (bench, "set an alarm for noon");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  ear_clock_jump (bench->clock, 105 * G_TIME_SPAN_MINUTE, TRUE);
  bench_settle (bench);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_MISSED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RANG), ==, 1);
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_SENSED)->sensed.what, ==, "slept");

  bench_say (bench, "stop");
  bench_say (bench, "what time is it");
  g_assert_true (has_said (bench, "missed your alarm at eight a.m. today"));
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_READ), ==, 1);
  bench_wait (bench, G_TIME_SPAN_DAY);
  assert_rang (bench, "2026-03-27T09:16:00 2026-03-27T12:00:00 2026-03-28T08:00:00");
}

/* Somebody sets the clock: timers keep their hourglass, alarms follow the wall, and nothing rings twice. */
static void
test_clock_is_set (Bench         *bench,
                   gconstpointer  start)
{
  bench_say (bench, "set a timer for ten minutes");
  bench_say (bench, "wake me at eight");
  ear_clock_jump (bench->clock, 3 * G_TIME_SPAN_HOUR, FALSE);
  bench_settle (bench);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_MISSED), ==, 1);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  bench_wait (bench, 10 * G_TIME_SPAN_MINUTE - 1);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  bench_wait (bench, 1);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  bench_say (bench, "stop");

  bench_say (bench, "set an alarm for eleven a m");
  bench_wait (bench, 25 * G_TIME_SPAN_MINUTE);
  bench_say (bench, "stop");
  bench_say (bench, "set a timer for ten minutes");
  ear_clock_jump (bench->clock, -G_TIME_SPAN_HOUR, FALSE);
  bench_wait (bench, 10 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RANG), ==, 3);
}

/* Seven o'clock is where the device is. */
static void
test_travels (Bench         *bench,
              gconstpointer  start)
{
  bench_say (bench, "wake me at seven every day");
  bench_say (bench, "set a timer for ten hours");
  bench_say (bench, "set an alarm for six a m tomorrow");
  ear_speaker_post (bench->speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "timezone", .value = "America/New_York" } });
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RESCHEDULED), ==, 2);
  ear_speaker_post (bench->speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "timezone", .value = "../etc/passwd" } });
  ear_speaker_post (bench->speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "clock", .value = "yesterday" } });
  ear_speaker_post (bench->speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "timezone" } });
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RESCHEDULED), ==, 2);
  for (guint i = 0; i < 2 * 24 * 6; i++) {
    bench_wait (bench, 10 * G_TIME_SPAN_MINUTE);
    if (get_phase (bench) == EAR_PHASE_RINGING)
      bench_say (bench, "stop");
  }
  /* It was half past seven in Berlin, half past two in New York; the alarm was to begin on the 28th. */
  assert_rang (bench, "2026-03-27T12:30:00 2026-03-28T06:00:00 2026-03-28T07:00:00");
}

/* Nobody comes for a quarter of an hour: it gives up, says so to whoever comes next, and comes again tomorrow. */
static void
test_gives_up (Bench         *bench,
               gconstpointer  start)
{
  bench_say (bench, "wake me at eight every day");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  bench_wait (bench, 15 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_cmpuint (ear_household_get_notifications (get_household (bench))->len, ==, 1);
  bench_say (bench, "what time is it");
  g_assert_true (has_said (bench, "our alarm at eight a.m. today"));
  g_assert_true (has_said (bench, "fifteen minutes"));
  g_assert_cmpuint (ear_household_get_notifications (get_household (bench))->len, ==, 0);
  bench_wait (bench, G_TIME_SPAN_DAY);
  assert_rang (bench, "2026-03-27T08:00:00 2026-03-28T08:00:00");
}

/* What joins what rings has its own quarter of an hour; all together ring for an hour at most. */
static void
test_joins (Bench         *bench,
            gconstpointer  start)
{
  bench_say (bench, "set a timer for ten minutes");
  for (guint i = 0; i < 7; i++) {
    bench_wait (bench, 10 * G_TIME_SPAN_MINUTE);
    g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
    ear_clock_advance (bench->clock, 0);
    if (i < 6)
      ear_speaker_hear_text (bench->speaker, "set a timer for ten minutes");
    bench_settle (bench);
  }
  g_assert_cmpint (ear_speaker_get_state (bench->speaker).n_ringing, ==, 1);
  bench_wait (bench, 15 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RANG), ==, 7);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_HUSHED), ==, 7);
}

static void
test_snoozed_recurring (Bench         *bench,
                        gconstpointer  start)
{
  bench_say (bench, "wake me at eight every day");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  bench_say (bench, "snooze for five minutes");
  bench_wait (bench, 5 * G_TIME_SPAN_MINUTE);
  bench_say (bench, "stop");
  bench_wait (bench, G_TIME_SPAN_DAY);
  assert_rang (bench, "2026-03-27T08:00:00 2026-03-27T08:05:00 2026-03-28T08:00:00");
}

/* The service is asked while the chime rings already, so a hanging one costs nobody the morning. */
static void
test_music (Bench         *bench,
            gconstpointer  start)
{
  g_autoptr (GError) error = NULL;

  bench_say (bench, "wake me to jazz at eight every day");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_ANSWERED), ==, 1);
  g_assert_true (ear_speaker_get_state (bench->speaker).session_open);
  bench_say (bench, "stop");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);

  g_assert_true (ear_registry_set_fault (bench->registry, EAR_SERVICE_MUSIC, "offline", &error));
  bench_wait (bench, G_TIME_SPAN_DAY);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_FAILED), ==, 1);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RANG), ==, 2);
  bench_say (bench, "stop");
}

/* A reminder says what it is for, once; one that comes while somebody talks waits for the end of the talk. */
static void
test_reminder (Bench         *bench,
               gconstpointer  start)
{
  bench_say (bench, "remind me at eight a m to call my mom");
  bench_wait (bench, 30 * G_TIME_SPAN_MINUTE);
  g_assert_true (has_said (bench, "call your mom"));
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  bench_say (bench, "stop");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);

  bench_say (bench, "set a pasta timer for five seconds");
  bench_say (bench, "order more coffee");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_EXPECTING);
  bench_wait (bench, 6 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_EXPECTING);
  g_assert_cmpint (ear_speaker_get_state (bench->speaker).n_ringing, ==, 1);
  bench_say (bench, "cancel");
  g_assert_nonnull (strstr (bench_peek_last (bench, EAR_EVENT_SAID)->said.text, "pasta timer"));
  g_assert_cmpstr (bench_peek_last (bench, EAR_EVENT_OPENED)->opened.cause, ==, "alert");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_RINGING);
  bench_say (bench, "stop");
  g_assert_cmpint (get_phase (bench), ==, EAR_PHASE_IDLE);
}

/* What does not ring: the music falls asleep, quiet comes and goes. */
static void
test_quietly (Bench         *bench,
              gconstpointer  start)
{
  bench_say (bench, "play some jazz");
  bench_say (bench, "stop the music in two minutes");
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (ear_speaker_get_state (bench->speaker).playing, ==, EAR_PLAYING_MUSIC);
  bench_wait (bench, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (ear_speaker_get_state (bench->speaker).playing, ==, EAR_PLAYING_NOTHING);
  g_assert_cmpuint (ear_household_get_alerts (get_household (bench))->len, ==, 0);
  g_assert_cmpuint (bench_count (bench, EAR_EVENT_RANG), ==, 0);
}

static void
test_quiet_hours (Bench         *bench,
                  gconstpointer  start)
{
  EarSpeakerConfig config = bench_get_config (bench);
  g_autoptr (EarTape) past = ear_tape_new ();
  g_autoptr (GError) error = NULL;
  Bench quiet = *bench;

  ear_tape_append (past, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = { .id = "alert-1", .kind = "quiet", .label = "on", .due = ear_clock_get_now (bench->clock) + G_TIME_SPAN_HOUR,
                   .wall = "2026-03-27T08:30:00", .recurrence = "FREQ=DAILY" },
  }));
  ear_tape_append (past, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = { .id = "alert-2", .kind = "quiet", .label = "off", .due = ear_clock_get_now (bench->clock) + 2 * G_TIME_SPAN_HOUR,
                   .wall = "2026-03-27T09:30:00", .recurrence = "FREQ=DAILY" },
  }));
  config.past = past;
  quiet.speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);
  bench_wait (&quiet, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (ear_speaker_get_state (quiet.speaker).conditions & EAR_CONDITION_QUIET, !=, 0);
  bench_wait (&quiet, G_TIME_SPAN_HOUR);
  g_assert_cmpuint (ear_speaker_get_state (quiet.speaker).conditions & EAR_CONDITION_QUIET, ==, 0);

  /* After a night asleep both are done, in their order. */
  ear_clock_jump (quiet.clock, G_TIME_SPAN_DAY, TRUE);
  bench_settle (&quiet);
  g_assert_cmpuint (ear_speaker_get_state (quiet.speaker).conditions & EAR_CONDITION_QUIET, ==, 0);
  g_assert_cmpuint (bench_count (&quiet, EAR_EVENT_ADJUSTED), ==, 4);
  g_assert_cmpuint (ear_household_get_alerts (get_household (&quiet))->len, ==, 2);
  g_assert_cmpuint (bench_count (&quiet, EAR_EVENT_RANG) + bench_count (&quiet, EAR_EVENT_MISSED), ==, 0);
  ear_speaker_close (quiet.speaker);
  g_assert_finalize_object (quiet.speaker);
}

/* The archive remembers across a night in which the program did not run. */
static void
test_restart (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("earshot-alerts-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "archive.sqlite", NULL);
  static const char *const starts[] = {
    "2026-03-26T20:00:00[Europe/Berlin]", "2026-03-27T07:20:00[Europe/Berlin]", "2026-03-28T12:00:00[Europe/Berlin]",
    "2026-03-28T12:00:00[America/New_York]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autoptr (EarArchive) archive = ear_archive_open (path, &error);
    Bench bench = { 0 };

    g_assert_no_error (error);
    bench_begin (&bench, starts[i], "en-US", archive);
    bench_settle (&bench);
    if (i == 0) {
      bench_say (&bench, "wake me at seven every day");
      bench_say (&bench, "set an alarm for eleven p m");
    } else if (i == 1) {
      /* Twenty minutes late it rings; eight hours late it does not. */
      g_assert_cmpint (get_phase (&bench), ==, EAR_PHASE_RINGING);
      g_assert_cmpuint (bench_count (&bench, EAR_EVENT_MISSED), ==, 1);
      bench_say (&bench, "stop");
      bench_say (&bench, "what time is it");
      g_assert_true (has_said (&bench, "missed your alarm at eleven p.m. yesterday"));
    } else if (i == 2) {
      g_assert_cmpuint (bench_count (&bench, EAR_EVENT_RANG), ==, 0);
      g_assert_cmpuint (bench_count (&bench, EAR_EVENT_MISSED), ==, 2);
    } else {
      /* Told once, in whatever zone; the alarm is at seven there, too. */
      bench_wait (&bench, 20 * G_TIME_SPAN_HOUR);
      assert_rang (&bench, "2026-03-29T07:00:00");
    }
    ear_speaker_close (bench.speaker);
    g_assert_finalize_object (bench.speaker);
    g_object_unref (bench.registry);
    g_object_unref (bench.tariff);
    g_object_unref (bench.clock);
  }

  g_remove (path);
  g_rmdir (folder);
}

/* A day of alerts from what came from outside alone. */
static void
test_rerun (Bench         *bench,
            gconstpointer  start)
{
  EarTape *tape = ear_speaker_get_tape (bench->speaker);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarClock) clock = ear_clock_new_iso8601 (start, &error);
  g_autoptr (EarTape) again = NULL;
  EarSpeakerConfig config;

  bench_say (bench, "wake me to jazz at eight every day");
  bench_say (bench, "remind me in five minutes to call mom");
  bench_wait (bench, G_TIME_SPAN_HOUR);
  bench_say (bench, "what time is it");
  ear_speaker_post (bench->speaker, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "timezone", .value = "Asia/Tokyo" } });
  bench_wait (bench, 3 * G_TIME_SPAN_DAY);
  ear_speaker_close (bench->speaker);

  config = bench_get_config (bench);
  config.clock = clock;
  again = ear_speaker_rerun (&config, tape, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ear_tape_get_length (again), ==, ear_tape_get_length (tape));
  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    g_autofree char *one = ear_event_to_json (ear_tape_peek (tape, i), TRUE);
    g_autofree char *other = ear_event_to_json (ear_tape_peek (again, i), TRUE);

    g_assert_cmpstr (one, ==, other);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, start, func) g_test_add ("/alerts/" name, Bench, start, set_up_berlin, func, bench_tear_down)
  ADD ("dst/spring", "2026-03-27T20:00:00[Europe/Berlin]", test_dst);
  ADD ("dst/autumn", "2026-10-23T20:00:00[Europe/Berlin]", test_dst);
  ADD ("gap/berlin", "2026-03-27T20:00:00[Europe/Berlin]", test_gap_and_fold);
  ADD ("fold/berlin", "2026-10-23T20:00:00[Europe/Berlin]", test_gap_and_fold);
  ADD ("gap/new-york", "2026-03-06T20:00:00[America/New_York]", test_gap_and_fold);
  ADD ("year", "2026-01-01T20:00:00[Europe/Berlin]", test_year);
  ADD ("crowd", "2026-03-27T07:30:00[Europe/Berlin]", test_crowd);
  ADD ("machine-sleeps", "2026-03-27T07:30:00[Europe/Berlin]", test_machine_sleeps);
  ADD ("clock-is-set", "2026-03-27T07:30:00[Europe/Berlin]", test_clock_is_set);
  ADD ("travels", "2026-03-27T07:30:00[Europe/Berlin]", test_travels);
  ADD ("gives-up", "2026-03-27T07:30:00[Europe/Berlin]", test_gives_up);
  ADD ("joins", "2026-03-27T07:30:00[Europe/Berlin]", test_joins);
  ADD ("snoozed-recurring", "2026-03-27T07:30:00[Europe/Berlin]", test_snoozed_recurring);
  ADD ("music", "2026-03-27T07:30:00[Europe/Berlin]", test_music);
  ADD ("reminder", "2026-03-27T07:30:00[Europe/Berlin]", test_reminder);
  ADD ("sleep", "2026-03-27T07:30:00[Europe/Berlin]", test_quietly);
  ADD ("quiet-hours", "2026-03-27T07:30:00[Europe/Berlin]", test_quiet_hours);
  ADD ("rerun", "2026-03-27T07:30:00[Europe/Berlin]", test_rerun);
#undef ADD
  g_test_add_func ("/alerts/restart", test_restart);

  return g_test_run ();
}
