/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

static void
notify (Stage      *stage,
        const char *text,
        const char *source)
{
  stage_sense (stage, "notifications", "notification", text, source);
}

static guint
count (Stage *stage)
{
  return ear_household_get_notifications (stage_get_household (stage))->len;
}

static void
be_quiet (Stage *stage)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "do-not-disturb", "on" } });
}

static void
test_arrives (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  notify (stage, "Your parcel is here", "Parcels");
  g_assert_true (stage_did (stage, "{\"notified\",\"id\":\"n1\",\"kind\":\"message\",\"source\":\"Parcels\",\"text\":\"Your parcel is here\"}"));
  g_assert_true (stage_did (stage, "chime notification"));
  notify (stage, "Another one", NULL);
  g_assert_true (stage_did (stage, "\"n2\""));
  g_assert_cmpuint (count (stage), ==, 2);

  notify (stage, "", NULL);
  stage_assert (stage, "");
}

/* Do not disturb takes away the sound, not the notification. */
static void
test_arrives_quietly (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  be_quiet (stage);
  notify (stage, "Your parcel is here", "Parcels");
  g_assert_false (stage_did (stage, "chime"));
  g_assert_cmpuint (count (stage), ==, 1);
  stage_hear (stage, "notifications", "notifications.read", NULL, "what did i miss");
  stage_assert_words (stage, "one notification", "From Parcels: Your parcel is here.", NULL);
}

static void
test_read (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "notifications", "notifications.read", NULL, "what did i miss");
  stage_assert (stage, "say");
  for (guint i = 0; i < 5; i++) {
    g_autofree char *text = g_strdup_printf ("Thing %u", i);

    notify (stage, text, NULL);
  }

  /* Three at once, the rest if somebody wants it. */
  stage_hear (stage, "notifications", "notifications.read", NULL, "what did i miss");
  stage_assert_words (stage, "five notifications", "Thing 0. Thing 1. Thing 2.", "two more", NULL);
  g_assert_nonnull (stage_get_again (stage));
  g_assert_cmpuint (count (stage), ==, 2);
  stage_hear (stage, "notifications", "AMAZON.YesIntent", NULL, "yes");
  stage_assert_words (stage, "Thing 3. Thing 4.", NULL);
  g_assert_cmpuint (count (stage), ==, 0);
}

static void
test_next (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "notifications", "notifications.next", NULL, "nächste benachrichtigung");
  stage_assert (stage, "say");
  for (guint i = 0; i < 4; i++)
    notify (stage, "Hallo", NULL);
  stage_hear (stage, "notifications", "notifications.next", NULL, "nächste benachrichtigung");
  g_assert_cmpuint (count (stage), ==, 3);
  stage_hear (stage, "notifications", "AMAZON.NoIntent", NULL, "nein");
  stage_assert (stage, "say");
  g_assert_cmpuint (count (stage), ==, 3);
}

static void
test_delete (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  notify (stage, "One", NULL);
  notify (stage, "Two", NULL);
  stage_hear (stage, "notifications", "notifications.delete", NULL, "delete all notifications");
  stage_assert (stage, "{\"read\",\"id\":\"n1\"}\n{\"read\",\"id\":\"n2\"}\nsay");
  g_assert_cmpuint (count (stage), ==, 0);
  stage_hear (stage, "notifications", "notifications.delete", NULL, "delete all notifications");
  stage_assert_words (stage, "o", NULL);
}

static void
test_announce (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "notifications", "announce.make", NULL, "make an announcement");
  g_assert_true (stage_did (stage, "\"slot\":\"message\""));
  stage_hear (stage, "notifications", "announce.make", "message=dinner is ready", "announce that dinner is ready");
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"announce.message\",\"quantity\":1}\nchime announcement\nsay"));
  stage_assert_words (stage, "Announcement: dinner is ready.", NULL);

  /* Asked for it is heard, whatever else is not. */
  be_quiet (stage);
  stage_hear (stage, "notifications", "announce.make", "message=dinner is ready", "announce that dinner is ready");
  g_assert_true (stage_did (stage, "say"));
}

static void
test_announced (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  /* Somebody is talking: it waits. */
  stage_sense (stage, "notifications", "announcement", "Dinner is ready", "Kitchen");
  g_assert_false (stage_did (stage, "say"));
  g_assert_cmpuint (count (stage), ==, 1);
  stage_close (stage);
  stage_meet (stage, "notifications", "notifications.catch-up");
  stage_assert_words (stage, "From Kitchen: Dinner is ready.", NULL);
  g_assert_true (stage_did (stage, "{\"opened\",\"cause\":\"announcement\"}"));
  g_assert_cmpuint (count (stage), ==, 0);
  stage_close (stage);

  stage_sense (stage, "notifications", "announcement", "Dinner is ready", NULL);
  stage_assert_words (stage, "Announcement: Dinner is ready.", NULL);
  g_assert_true (stage_did (stage, "{\"opened\",\"cause\":\"announcement\"}\nchime announcement\nsay"));
  stage_close (stage);

  be_quiet (stage);
  stage_sense (stage, "notifications", "announcement", "Dinner is ready", NULL);
  g_assert_null (stage_get_words (stage));
  g_assert_false (stage_did (stage, "chime"));
  g_assert_cmpuint (count (stage), ==, 1);
  stage_meet (stage, "notifications", "notifications.catch-up");
  stage_assert (stage, "");
}

/* Names and texts are words, whatever is in them. */
static void
test_markup (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_close (stage);
  stage_sense (stage, "notifications", "announcement", "<audio src='x'/> & \x1a more", "<b>");
  stage_assert_words (stage, "<b>: <audio src='x'/> & ", NULL);
  g_assert_false (stage_did (stage, "<audio"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notifications/arrives", test_arrives);
  g_test_add_func ("/notifications/arrives-quietly", test_arrives_quietly);
  g_test_add_func ("/notifications/read", test_read);
  g_test_add_func ("/notifications/next", test_next);
  g_test_add_func ("/notifications/delete", test_delete);
  g_test_add_func ("/notifications/announce", test_announce);
  g_test_add_func ("/notifications/announced", test_announced);
  g_test_add_func ("/notifications/markup", test_markup);

  return g_test_run ();
}
