/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "control/ear-mpris.h"
#include "fixture.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#define PATH "/org/mpris/MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"

/* A speaker, its player on a bus of its own, and a panel that looks at it through a connection of its own. */
typedef struct {
  Bench            bench;
  GTestDBus       *daemon;
  GDBusConnection *bus, *other;
  EarMpris        *mpris;
  GString         *changes;
} Panel;

static GDBusConnection *
connect_to (GTestDBus *daemon)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                                                 G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                                 G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, &error);

  g_assert_no_error (error);

  return bus;
}

static void
on_signal (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *arguments,
           gpointer         user_data)
{
  g_autofree char *text = g_variant_print (arguments, FALSE);

  g_string_append (((Panel *) user_data)->changes, text);
}

static void
set_up (Panel         *self,
        gconstpointer  data)
{
  bench_set_up (&self->bench, NULL);
  self->changes = g_string_new (NULL);
  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->daemon);
  self->bus = connect_to (self->daemon);
  self->other = connect_to (self->daemon);
  g_dbus_connection_signal_subscribe (self->other, NULL, "org.freedesktop.DBus.Properties", "PropertiesChanged", PATH, NULL,
                                      G_DBUS_SIGNAL_FLAGS_NONE, on_signal, self, NULL);
  self->mpris = ear_mpris_new (self->bench.speaker, self->bus, "io.github.earshot.Earshot");
}

static void
tear_down (Panel         *self,
           gconstpointer  data)
{
  g_assert_finalize_object (self->mpris);
  g_dbus_connection_close_sync (self->other, NULL, NULL);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->other);
  g_clear_object (&self->bus);
  /* Not g_test_dbus_down(), which waits for whoever else in this program found the bus. */
  g_test_dbus_stop (self->daemon);
  g_object_unref (self->daemon);
  g_string_free (self->changes, TRUE);
  bench_tear_down (&self->bench, NULL);
}

static void
on_reply (GObject      *source,
          GAsyncResult *result,
          gpointer      reply)
{
  g_autoptr (GError) error = NULL;

  *(GVariant **) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_assert_no_error (error);
}

static GVariant *
call (Panel      *self,
      const char *interface,
      const char *method,
      GVariant   *arguments)
{
  GVariant *reply = NULL;

  g_dbus_connection_call (self->other, g_dbus_connection_get_unique_name (self->bus), PATH, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_reply, &reply);
  while (reply == NULL)
    g_main_context_iteration (NULL, TRUE);
  bench_settle (&self->bench);

  return reply;
}

static void
press (Panel      *self,
       const char *method)
{
  G_GNUC_UNUSED g_autoptr (GVariant) reply = call (self, PLAYER, method, NULL);
}

static char *
get (Panel      *self,
     const char *name)
{
  g_autoptr (GVariant) reply = call (self, "org.freedesktop.DBus.Properties", "Get", g_variant_new ("(ss)", PLAYER, name));
  g_autoptr (GVariant) value = NULL;

  g_variant_get (reply, "(v)", &value);

  return g_variant_print (value, FALSE);
}

#define assert_property(self, name, expected) G_STMT_START { \
    g_autofree char *_value = get (self, name); \
    g_assert_cmpstr (_value, ==, expected); \
} G_STMT_END

static void
test_idle (Panel         *self,
           gconstpointer  data)
{
  g_autoptr (GVariant) reply = call (self, "org.freedesktop.DBus.Properties", "Get",
                                     g_variant_new ("(ss)", "org.mpris.MediaPlayer2", "DesktopEntry"));
  g_autofree char *entry = g_variant_print (reply, FALSE);

  g_assert_cmpstr (entry, ==, "(<'io.github.earshot.Earshot'>,)");
  assert_property (self, "PlaybackStatus", "'Stopped'");
  assert_property (self, "CanPause", "false");
  assert_property (self, "Position", "0");
  press (self, "Pause");
  press (self, "Next");
  press (self, "Stop");
  assert_property (self, "PlaybackStatus", "'Stopped'");
}

static void
test_playing (Panel         *self,
              gconstpointer  data)
{
  g_autofree char *first = NULL, *second = NULL;

  bench_say (&self->bench, "play some classical music");
  assert_property (self, "PlaybackStatus", "'Playing'");
  assert_property (self, "CanGoNext", "true");
  first = get (self, "Metadata");
  g_assert_nonnull (strstr (first, "xesam:title"));
  g_assert_nonnull (strstr (first, "mpris:length"));
  g_assert_nonnull (strstr (self->changes->str, "'Playing'"));

  bench_wait (&self->bench, 2 * G_USEC_PER_SEC);
  assert_property (self, "Position", "2000000");
  press (self, "PlayPause");
  assert_property (self, "PlaybackStatus", "'Paused'");
  bench_wait (&self->bench, 2 * G_USEC_PER_SEC);
  assert_property (self, "Position", "2000000");
  press (self, "Play");
  assert_property (self, "PlaybackStatus", "'Playing'");

  press (self, "Next");
  second = get (self, "Metadata");
  g_assert_cmpstr (first, !=, second);
  press (self, "Stop");
  assert_property (self, "PlaybackStatus", "'Stopped'");
}

static void
set_volume (Panel  *self,
            double  volume)
{
  G_GNUC_UNUSED g_autoptr (GVariant) reply = call (self, "org.freedesktop.DBus.Properties", "Set",
                                                   g_variant_new ("(ssv)", PLAYER, "Volume", g_variant_new_double (volume)));
}

static void
test_volume (Panel         *self,
             gconstpointer  data)
{
  static const struct { double wanted; int volume; } rows[] = { { 0.7, 7 }, { 5.0, 10 }, { -1.0, 0 }, { NAN, 0 }, { 0.34, 3 } };

  assert_property (self, "Volume", "0.5");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    set_volume (self, rows[i].wanted);
    g_assert_cmpint (ear_speaker_get_state (self->bench.speaker).volume, ==, rows[i].volume);
  }
}

static void
on_raise (gboolean *raised)
{
  *raised = TRUE;
}

/* A second program does not take the name from the first. */
static void
test_two (Panel         *self,
          gconstpointer  data)
{
  G_GNUC_UNUSED g_autoptr (EarMpris) second = ear_mpris_new (self->bench.speaker, self->other, "second");
  g_autofree char *own = g_strdup_printf ("org.mpris.MediaPlayer2.earshot.instance%d", (int) getpid ());
  gboolean owned = FALSE, raised = FALSE;
  g_autoptr (GVariant) reply = NULL;

  while (!owned) {
    g_autoptr (GVariant) answer = g_dbus_connection_call_sync (self->other, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                                               "NameHasOwner", g_variant_new ("(s)", own), NULL,
                                                               G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

    g_variant_get (answer, "(b)", &owned);
    g_main_context_iteration (NULL, FALSE);
  }

  g_signal_connect_swapped (self->mpris, "raise", G_CALLBACK (on_raise), &raised);
  reply = call (self, "org.mpris.MediaPlayer2", "Raise", NULL);
  g_assert_true (raised);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/mpris/idle", Panel, NULL, set_up, test_idle, tear_down);
  g_test_add ("/mpris/playing", Panel, NULL, set_up, test_playing, tear_down);
  g_test_add ("/mpris/volume", Panel, NULL, set_up, test_volume, tear_down);
  g_test_add ("/mpris/two", Panel, NULL, set_up, test_two, tear_down);

  return g_test_run ();
}
