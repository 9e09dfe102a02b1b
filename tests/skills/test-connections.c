/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#define BLUETOOTH(value) "{\"adjusted\",\"setting\":\"bluetooth\",\"value\":\"" value "\"}"

/* The dialog takes over what was sensed before a skill meets it. */
static void
sense (Stage      *stage,
       const char *what,
       const char *value,
       const char *detail)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { what, value } });
  stage_sense (stage, "connections", what, value, detail);
}

static void
test_pairing (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "connections", "bluetooth.pair", NULL, "pair my phone");
  stage_assert (stage, BLUETOOTH ("pairing") "\nwait pairing\nsay");
  stage_hear (stage, "connections", "bluetooth.status", NULL, "is bluetooth on");
  stage_assert (stage, "say");
  stage_close (stage);
  sense (stage, "bluetooth", "paired", "Anna's <phone>");
  stage_assert (stage, "chime paired\n{\"opened\",\"cause\":\"bluetooth\"}\nsay");
  stage_assert_words (stage, "Anna's <phone>", NULL);
  stage_close (stage);

  /* It was found in time. */
  stage_meet (stage, "connections", "due.pairing");
  stage_assert (stage, "");
  sense (stage, "bluetooth", "off", NULL);
  stage_assert_words (stage, "disconnected", NULL);
}

static void
test_nothing_pairs (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "connections", "bluetooth.pair", NULL, "kopple mein handy");
  stage_close (stage);
  stage_meet (stage, "connections", "due.pairing");
  g_assert_true (stage_did (stage, BLUETOOTH ("off")));
  g_assert_nonnull (stage_get_words (stage));
  stage_hear (stage, "connections", "bluetooth.off", NULL, "trenne bluetooth");
  stage_assert (stage, "say");
}

static void
test_connection (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "connections", "connection.status", NULL, "are you online");
  stage_assert_words (stage, "internet", NULL);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "connection", "lost" } });
  stage_hear (stage, "connections", "connection.status", NULL, "are you online");
  g_assert_false (stage_did (stage, "adjusted"));
  stage_meet (stage, "connections", "connection.unreachable");
  stage_assert_words (stage, "can't reach the internet right now", NULL);
}

static void
test_setup (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  sense (stage, "setup", "begun", NULL);
  stage_assert (stage, "{\"opened\",\"cause\":\"setup\"}\nsay");
  stage_close (stage);
  sense (stage, "setup", "done", NULL);
  stage_assert (stage, "{\"opened\",\"cause\":\"setup\"}\nsay");
  sense (stage, "setup", "done", NULL);
  stage_assert (stage, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connections/pairing", test_pairing);
  g_test_add_func ("/connections/nothing-pairs", test_nothing_pairs);
  g_test_add_func ("/connections/connection", test_connection);
  g_test_add_func ("/connections/setup", test_setup);

  return g_test_run ();
}
