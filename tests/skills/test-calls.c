/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#define CALLED(state, who) "{\"called\",\"state\":\"" state "\",\"who\":\"" who "\"}"

static void
call_in (Stage      *stage,
         const char *who)
{
  stage_sense (stage, "calls", "call", "incoming", who);
}

static void
test_incoming (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  call_in (stage, "Anna");
  stage_assert (stage, CALLED ("incoming", "Anna") "\nwait call\nring call\n{\"opened\",\"cause\":\"call\"}\nsay");
  stage_assert_words (stage, "Anna", NULL);
  stage_hear (stage, "calls", "call.answer", NULL, "answer");
  stage_assert (stage, "hush\n" CALLED ("active", "Anna"));
  stage_hear (stage, "calls", "call.answer", NULL, "answer");
  stage_assert (stage, "say");

  /* Every minute that began is paid for. */
  stage_wait (stage, 61 * G_TIME_SPAN_SECOND);
  stage_hear (stage, "calls", "call.end", NULL, "hang up");
  stage_assert (stage, "{\"charged\",\"item\":\"call.minute\",\"quantity\":2,\"memo\":\"Anna\"}\n" CALLED ("ended", "Anna") "\nchime end");
  stage_hear (stage, "calls", "call.end", NULL, "hang up");
  stage_assert (stage, "say");
}

static void
test_decline (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_close (stage);
  call_in (stage, NULL);
  g_assert_nonnull (stage_get_words (stage));
  stage_hear (stage, "calls", "call.decline", NULL, "lehn ab");
  stage_assert (stage, "hush\n" CALLED ("ended", ""));
  stage_hear (stage, "calls", "call.decline", NULL, "lehn ab");
  stage_assert (stage, "say");
}

/* Nobody comes, or the caller gives up. */
static void
test_missed (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  GPtrArray *waiting = ear_household_get_notifications (stage_get_household (stage));

  stage_close (stage);
  call_in (stage, "Anna");
  stage_close (stage);
  stage_meet (stage, "calls", "due.call");
  stage_assert (stage, "");
  stage_wait (stage, 30 * G_TIME_SPAN_SECOND);
  stage_meet (stage, "calls", "due.call");
  g_assert_true (stage_did (stage, "hush\n" CALLED ("ended", "Anna")));
  g_assert_cmpuint (waiting->len, ==, 1);

  call_in (stage, "Ben");
  stage_close (stage);
  stage_sense (stage, "calls", "call", "ended", NULL);
  g_assert_cmpuint (waiting->len, ==, 2);
  g_assert_cmpstr (((EarNotification *) g_ptr_array_index (waiting, 1))->text, ==, "Missed call from Ben");
}

static void
test_other_side_ends (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  call_in (stage, "Anna");
  stage_hear (stage, "calls", "call.answer", NULL, "answer");
  stage_sense (stage, "calls", "call", "ended", NULL);
  g_assert_true (stage_did (stage, "\"item\":\"call.minute\",\"quantity\":1"));
  g_assert_true (stage_did (stage, CALLED ("ended", "Anna")));
  stage_sense (stage, "calls", "call", "ended", NULL);
  stage_assert (stage, "");
}

/* The light alone tells of it. */
static void
test_quiet (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", "on" } });
  call_in (stage, "Anna");
  stage_assert (stage, CALLED ("incoming", "Anna") "\nwait call");
}

static void
test_outgoing (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "calls", "call.start", NULL, "make a call");
  g_assert_true (stage_did (stage, "\"slot\":\"contact\""));
  stage_hear (stage, "calls", "call.start", "contact=anna", "call anna");
  stage_assert (stage, "say\n" CALLED ("active", "Anna"));
  stage_hear (stage, "calls", "call.start", "contact=ben", "call ben");
  stage_assert (stage, "say");
  call_in (stage, "Clara");
  stage_assert (stage, "");
  stage_hear (stage, "calls", "call.end", NULL, "hang up");
  stage_hear (stage, "calls", "call.start", "contact=<Zaphod>", "call zaphod");
  stage_assert (stage, "say");
  stage_assert_words (stage, "<Zaphod>", NULL);
  stage_hear (stage, "calls", "call.contacts", NULL, "who can i call");
  stage_assert_words (stage, "Anna", "Ben", NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/calls/incoming", test_incoming);
  g_test_add_func ("/calls/decline", test_decline);
  g_test_add_func ("/calls/missed", test_missed);
  g_test_add_func ("/calls/other-side-ends", test_other_side_ends);
  g_test_add_func ("/calls/quiet", test_quiet);
  g_test_add_func ("/calls/outgoing", test_outgoing);

  return g_test_run ();
}
