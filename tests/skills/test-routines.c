/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

static void
test_start (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "routines", "routine.good-morning", NULL, "good morning");
  g_assert_true (stage_did (stage, "{\"planned\",\"routine\":\"good-morning\",\"steps\":[{\"say\":\"Good morning.\"},"));
  g_assert_null (stage_get_words (stage));
  stage_hear (stage, "routines", "routines.start", "routine=Good Night|good night", "start the good night routine");
  g_assert_true (stage_did (stage, "\"routine\":\"good-night\""));
  stage_hear (stage, "routines", "routines.start", NULL, "start a routine");
  g_assert_true (stage_did (stage, "\"slot\":\"routine\""));
  stage_hear (stage, "routines", "routines.start", "routine=world domination", "start the world domination routine");
  stage_assert (stage, "say");
  stage_hear (stage, "routines", "routine.unheard-of", NULL, "abracadabra");
  stage_assert (stage, "");
}

static void
test_list (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "routines", "routines.list", NULL, "welche routinen habe ich");
  stage_assert_words (stage, "Guten Morgen", "Gute Nacht", "Aus dem Haus", NULL);
}

/* The step is named as it was written down. */
static void
test_lost (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLANNED, .planned = { "x", "[{\"say\":\"a\"},{\"do\":\"florble <the> wibble\"},{\"pause\":1}]", 3 },
  });
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_STEPPED, .planned = { "x", NULL, 1 } });
  stage_meet (stage, "routines", "routines.lost");
  stage_assert_words (stage, "“florble <the> wibble”", NULL);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_STEPPED, .planned = { "x", NULL, -7 } });
  stage_meet (stage, "routines", "routines.lost");
  stage_assert (stage, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/routines/start", test_start);
  g_test_add_func ("/routines/list", test_list);
  g_test_add_func ("/routines/lost", test_lost);

  return g_test_run ();
}
