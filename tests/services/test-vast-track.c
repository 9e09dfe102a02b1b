/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast-track.h"

#include <string.h>

#define SECOND ((gint64) G_USEC_PER_SEC)

typedef struct {
  EarVastAd    *ad;
  EarVastTrack  track;
} Fixture;

/* Twenty seconds that want to be told of everything. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->ad = ear_vast_ad_new ();
  fixture->ad->duration_us = 20 * SECOND;
  for (EarVastEvent event = 0; event < EAR_N_VAST_EVENTS; event++)
    ear_vast_ad_add_ping (fixture->ad, event, ear_vast_event_to_name (event),
                          event == EAR_VAST_PROGRESS ? (EarVastOffset) { 7 * SECOND, -1 } : EAR_VAST_NO_OFFSET);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ear_vast_ad_free (fixture->ad);
}

static void
assert_step (Fixture    *fixture,
             EarVastStep step,
             const char *expected)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new ();
  g_autoptr (GString) told = g_string_new (NULL);

  ear_vast_track (&fixture->track, fixture->ad, &step, due);
  for (guint i = 0; i < due->len; i++)
    g_string_append_printf (told, "%s%s", i ? " " : "", ear_vast_event_to_name (((EarVastPing *) g_ptr_array_index (due, i))->event));
  g_assert_cmpstr (told->str, ==, expected);
}

#define STEP(deed, at, expected) assert_step (fixture, (EarVastStep) { EAR_VAST_DEED_ ## deed, (gint64) ((at) * SECOND), 0 }, expected)

static void
test_whole (Fixture       *fixture,
            gconstpointer  data)
{
  STEP (LOADED, 0, "loaded");
  STEP (STARTED, 0, "impression start");
  STEP (WENT_ON, 4.9, "");
  STEP (WENT_ON, 5, "firstQuartile");
  STEP (WENT_ON, 5, "");
  STEP (WENT_ON, 16, "midpoint thirdQuartile progress");
  STEP (FINISHED, 20, "complete");
  STEP (FINISHED, 20, "");
  STEP (FAILED, 20, "");
}

/* A player that tells nothing between start and end. */
static void
test_coarse (Fixture       *fixture,
             gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  STEP (FINISHED, 20, "firstQuartile midpoint thirdQuartile progress complete");
}

static void
test_pause (Fixture       *fixture,
            gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  STEP (PAUSED, 4, "pause");
  STEP (PAUSED, 4, "");
  STEP (WENT_ON, 19, "");
  STEP (RESUMED, 4, "resume");
  STEP (STARTED, 4, "");
  STEP (WENT_ON, 6, "firstQuartile");
  STEP (STOPPED, 6.5, "");
  STEP (RESUMED, 6.5, "");
}

static void
test_mute (Fixture       *fixture,
           gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  STEP (MUTED, 1, "mute");
  STEP (MUTED, 1, "");
  STEP (UNMUTED, 2, "unmute");
  STEP (MUTED, 3, "mute");
  STEP (FINISHED, 20, "firstQuartile midpoint thirdQuartile progress complete");
}

/* What nobody hears makes no impression, until somebody does. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  STEP (MUTED, 0, "");
  STEP (STARTED, 0, "start");
  STEP (UNMUTED, 2, "unmute impression");
  STEP (MUTED, 3, "mute");
  STEP (UNMUTED, 4, "unmute");
}

static void
assert_sought (Fixture    *fixture,
               double      from,
               double      to,
               const char *expected)
{
  assert_step (fixture, (EarVastStep) { EAR_VAST_DEED_SOUGHT, (gint64) (from * SECOND), (gint64) (to * SECOND) }, expected);
}

/* Who jumps to the end has not heard it. */
static void
test_jump (Fixture       *fixture,
           gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  assert_sought (fixture, 1, 12, "");
  STEP (WENT_ON, 16.9, "");
  STEP (WENT_ON, 17.1, "firstQuartile");
  STEP (FINISHED, 20, "progress");
}

static void
test_skip (Fixture       *fixture,
           gconstpointer  data)
{
  fixture->ad->skip = (EarVastOffset) { 5 * SECOND, -1 };
  STEP (STARTED, 0, "impression start");
  STEP (STOPPED, 6, "firstQuartile skip");
}

static void
test_too_early_to_skip (Fixture       *fixture,
                        gconstpointer  data)
{
  fixture->ad->skip = (EarVastOffset) { 5 * SECOND, -1 };
  STEP (STARTED, 0, "impression start");
  STEP (STOPPED, 4, "");
}

static void
test_never_used (Fixture       *fixture,
                 gconstpointer  data)
{
  STEP (LOADED, 0, "loaded");
  STEP (STOPPED, 0, "notUsed");
  STEP (STARTED, 0, "");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  STEP (FAILED, 3, "error");
  STEP (FINISHED, 3, "");
}

/* A recording that is shorter than its sender said was heard to its end all the same. */
static void
test_shorter (Fixture       *fixture,
              gconstpointer  data)
{
  STEP (STARTED, 0, "impression start");
  STEP (FINISHED, 3, "firstQuartile midpoint thirdQuartile complete");
}

static void
test_unknown_length (Fixture       *fixture,
                     gconstpointer  data)
{
  fixture->ad->duration_us = 0;
  STEP (STARTED, 0, "impression start");
  STEP (WENT_ON, 9, "progress");
  STEP (FINISHED, 20, "firstQuartile midpoint thirdQuartile complete");
}

static void
test_next (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpint (ear_vast_track_get_next (&fixture->track, fixture->ad), ==, -1);
  STEP (STARTED, 0, "impression start");
  g_assert_cmpint (ear_vast_track_get_next (&fixture->track, fixture->ad), ==, 5 * SECOND);
  STEP (WENT_ON, 5, "firstQuartile");
  g_assert_cmpint (ear_vast_track_get_next (&fixture->track, fixture->ad), ==, 2 * SECOND);
  STEP (PAUSED, 6, "pause");
  g_assert_cmpint (ear_vast_track_get_next (&fixture->track, fixture->ad), ==, -1);
  STEP (RESUMED, 6, "resume");
  STEP (WENT_ON, 15, "midpoint thirdQuartile progress");
  g_assert_cmpint (ear_vast_track_get_next (&fixture->track, fixture->ad), ==, -1);
}

static void
test_restless (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new ();

  STEP (STARTED, 0, "impression start");
  for (guint i = 0; i < 10000; i++)
    ear_vast_track (&fixture->track, fixture->ad, &(EarVastStep) { i % 2 ? EAR_VAST_DEED_UNMUTED : EAR_VAST_DEED_MUTED, 0, 0 }, due);
  g_assert_cmpuint (due->len, ==, EAR_VAST_MAX_PINGS);
}

/* Whatever comes in whatever order, nobody is told twice what happens once. */
static void
test_any_order (Fixture       *fixture,
                gconstpointer  data)
{
  for (guint round = 0; round < 2000; round++) {
    g_autoptr (GPtrArray) due = g_ptr_array_new ();
    guint counts[EAR_N_VAST_EVENTS] = { 0 };
    EarVastTrack track = { 0 };

    for (guint i = 0; i < 30; i++)
      ear_vast_track (&track, fixture->ad, &(EarVastStep) {
        g_test_rand_int_range (0, EAR_VAST_DEED_FAILED + 1), g_test_rand_int_range (0, 25000000), g_test_rand_int_range (0, 20000000)
      }, due);
    for (guint i = 0; i < due->len; i++)
      counts[((EarVastPing *) g_ptr_array_index (due, i))->event]++;
    for (EarVastEvent event = 0; event < EAR_N_VAST_EVENTS; event++)
      if (event < EAR_VAST_MUTE || event == EAR_VAST_SKIP)
        g_assert_cmpuint (counts[event], <=, 1);
    g_assert_true (counts[EAR_VAST_START] >= counts[EAR_VAST_IMPRESSION]);
    g_assert_true (counts[EAR_VAST_COMPLETE] <= counts[EAR_VAST_THIRD_QUARTILE]);
    g_assert_true (counts[EAR_VAST_THIRD_QUARTILE] <= counts[EAR_VAST_MIDPOINT]);
    g_assert_true (counts[EAR_VAST_MIDPOINT] <= counts[EAR_VAST_FIRST_QUARTILE]);
  }
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/vast-track/whole", test_whole }, { "/vast-track/coarse", test_coarse }, { "/vast-track/pause", test_pause },
    { "/vast-track/mute", test_mute }, { "/vast-track/silent", test_silent }, { "/vast-track/jump", test_jump },
    { "/vast-track/skip", test_skip }, { "/vast-track/too-early-to-skip", test_too_early_to_skip },
    { "/vast-track/never-used", test_never_used }, { "/vast-track/failure", test_failure }, { "/vast-track/shorter", test_shorter },
    { "/vast-track/unknown-length", test_unknown_length }, { "/vast-track/next", test_next }, { "/vast-track/restless", test_restless },
    { "/vast-track/any-order", test_any_order },
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
