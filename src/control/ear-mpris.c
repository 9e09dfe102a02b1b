/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-control"
#include "config.h"

#include "control/ear-mpris.h"

#include "model/ear-json.h"

#include <string.h>
#include <unistd.h>

#define BUS_NAME "org.mpris.MediaPlayer2.earshot"
#define OBJECT_PATH "/org/mpris/MediaPlayer2"
#define ROOT "org.mpris.MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define TRACK_PATH "/io/github/earshot/Earshot/track/%u"
#define NO_TRACK "/org/mpris/MediaPlayer2/TrackList/NoTrack"
#define MAX_VOLUME 10.0

/* The part of the specification that a speaker has. */
static const char introspection[] =
  "<node>"
  "<interface name='" ROOT "'>"
  "<method name='Raise'/><method name='Quit'/>"
  "<property name='CanQuit' type='b' access='read'/><property name='CanRaise' type='b' access='read'/>"
  "<property name='HasTrackList' type='b' access='read'/><property name='Identity' type='s' access='read'/>"
  "<property name='DesktopEntry' type='s' access='read'/>"
  "<property name='SupportedUriSchemes' type='as' access='read'/><property name='SupportedMimeTypes' type='as' access='read'/>"
  "</interface>"
  "<interface name='" PLAYER "'>"
  "<method name='Next'/><method name='Previous'/><method name='Pause'/><method name='PlayPause'/><method name='Stop'/>"
  "<method name='Play'/>"
  "<method name='Seek'><arg name='offset' type='x' direction='in'/></method>"
  "<method name='SetPosition'><arg name='track' type='o' direction='in'/><arg name='position' type='x' direction='in'/></method>"
  "<method name='OpenUri'><arg name='uri' type='s' direction='in'/></method>"
  "<signal name='Seeked'><arg name='position' type='x'/></signal>"
  "<property name='PlaybackStatus' type='s' access='read'/><property name='Rate' type='d' access='readwrite'/>"
  "<property name='MinimumRate' type='d' access='read'/><property name='MaximumRate' type='d' access='read'/>"
  "<property name='Metadata' type='a{sv}' access='read'/><property name='Volume' type='d' access='readwrite'/>"
  "<property name='Position' type='x' access='read'/>"
  "<property name='CanGoNext' type='b' access='read'/><property name='CanGoPrevious' type='b' access='read'/>"
  "<property name='CanPlay' type='b' access='read'/><property name='CanPause' type='b' access='read'/>"
  "<property name='CanSeek' type='b' access='read'/><property name='CanControl' type='b' access='read'/>"
  "</interface>"
  "</node>";

/* What may change, and so is announced. Position changes all the time and is only told to who asks. */
static const char *const announced[] = {
  "PlaybackStatus", "Metadata", "Volume", "CanGoNext", "CanGoPrevious", "CanPlay", "CanPause"
};

struct _EarMpris {
  GObject          parent_instance;

  EarSpeaker      *speaker;
  GDBusConnection *bus;
  char            *desktop_id;
  GVariant        *told[G_N_ELEMENTS (announced)];
  guint            objects[2];
  guint            name;         /* waits for it while another program has it */
  guint            own_name;     /* and goes by this one meanwhile */
};

enum {
  RAISE,
  QUIT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarMpris, ear_mpris, G_TYPE_OBJECT)

static const char *
status_of (const EarState *state)
{
  if (state->playing == EAR_PLAYING_NOTHING)
    return "Stopped";

  return state->playing == EAR_PLAYING_PAUSED ? "Paused" : "Playing";
}

static char *
dup_album (const EarQueued *played)
{
  g_autoptr (JsonNode) item = played->item ? ear_json_parse (played->item, -1, NULL, NULL) : NULL;

  if (item == NULL || !JSON_NODE_HOLDS_OBJECT (item))
    return NULL;

  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (item), "album", NULL));
}

static void
add_text (GVariantBuilder *builder,
          const char      *key,
          const char      *text)
{
  if (text != NULL && *text)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

/* The place on the tape names the track: the same piece played twice is two tracks. */
static GVariant *
make_metadata (EarMpris       *self,
               const EarState *state)
{
  const EarEvent *event = ear_tape_peek (ear_speaker_get_tape (self->speaker), state->last.played);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autofree char *path = NULL, *album = NULL;

  if (event == NULL || state->playing == EAR_PLAYING_NOTHING) {
    g_variant_builder_add (&builder, "{sv}", "mpris:trackid", g_variant_new_object_path (NO_TRACK));
    return g_variant_builder_end (&builder);
  }

  path = g_strdup_printf (TRACK_PATH, state->last.played);
  album = dup_album (&event->played);
  g_variant_builder_add (&builder, "{sv}", "mpris:trackid", g_variant_new_object_path (path));
  if (event->played.length_us > 0)
    g_variant_builder_add (&builder, "{sv}", "mpris:length", g_variant_new_int64 (event->played.length_us));
  add_text (&builder, "xesam:title", event->played.title);
  add_text (&builder, "xesam:album", album);
  if (event->played.artist != NULL)
    g_variant_builder_add (&builder, "{sv}", "xesam:artist", g_variant_new_strv (&event->played.artist, 1));

  return g_variant_builder_end (&builder);
}

/* Where the player is: where it was when it last reported and, while it plays, the time since. */
static gint64
get_position (EarMpris       *self,
              const EarState *state)
{
  EarTape *tape = ear_speaker_get_tape (self->speaker);
  const EarEvent *report = ear_tape_peek_last (tape, ear_tape_get_length (tape), EAR_EVENT_PLAYBACK);

  if (state->playing == EAR_PLAYING_NOTHING || report == NULL)
    return 0;
  if (state->playing == EAR_PLAYING_PAUSED)
    return report->playback.position_us;

  return report->playback.position_us + MAX (ear_clock_get_now (ear_speaker_get_clock (self->speaker)) - report->at, 0);
}

static GVariant *
make_property (EarMpris   *self,
               const char *name)
{
  EarState state = ear_speaker_get_state (self->speaker);
  gboolean music = state.playing == EAR_PLAYING_MUSIC || state.playing == EAR_PLAYING_PAUSED;
  const struct { const char *name; gboolean holds; } flags[] = {
    { "CanQuit", TRUE }, { "CanRaise", TRUE }, { "HasTrackList", FALSE }, { "CanControl", TRUE }, { "CanSeek", FALSE },
    { "CanGoNext", music }, { "CanGoPrevious", music }, { "CanPlay", state.playing == EAR_PLAYING_PAUSED },
    { "CanPause", state.playing == EAR_PLAYING_MUSIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (g_str_equal (name, flags[i].name))
      return g_variant_new_boolean (flags[i].holds);

  if (g_str_equal (name, "Identity"))
    return g_variant_new_string ("Earshot");
  if (g_str_equal (name, "DesktopEntry"))
    return g_variant_new_string (self->desktop_id);
  if (g_str_has_prefix (name, "Supported"))
    return g_variant_new_strv (NULL, 0);
  if (g_str_equal (name, "PlaybackStatus"))
    return g_variant_new_string (status_of (&state));
  if (g_str_equal (name, "Metadata"))
    return make_metadata (self, &state);
  if (g_str_equal (name, "Volume"))
    return g_variant_new_double (state.volume / MAX_VOLUME);
  if (g_str_equal (name, "Position"))
    return g_variant_new_int64 (get_position (self, &state));

  return g_variant_new_double (1.0);   /* the rates */
}

static GVariant *
on_get (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *name,
        GError          **error,
        gpointer          user_data)
{
  return make_property (user_data, name);
}

/* The only knob that there is on the bus is the volume: the rate stays what it is. */
static gboolean
on_set (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *name,
        GVariant         *value,
        GError          **error,
        gpointer          user_data)
{
  EarMpris *self = user_data;
  double wanted = g_variant_get_double (value);
  char text[8];

  if (g_str_equal (name, "Volume")) {
    g_snprintf (text, sizeof text, "%d", wanted > 0.0 ? (int) (MIN (wanted, 1.0) * MAX_VOLUME + 0.5) : 0);
    ear_speaker_post (self->speaker, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { "volume", text } });
  }

  return TRUE;
}

/* What a speaker can not do, to seek or to open an address, is no error by the specification: nothing happens. */
static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  static const struct { const char *method, *button; } buttons[] = {
    { "Next", "next" }, { "Previous", "previous" }, { "Pause", "pause" }, { "Play", "resume" }, { "Stop", "stop" },
  };
  g_autoptr (EarMpris) self = g_object_ref (EAR_MPRIS (user_data));
  EarState state = ear_speaker_get_state (self->speaker);

  g_dbus_method_invocation_return_value (invocation, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (g_str_equal (method, buttons[i].method))
      ear_speaker_press (self->speaker, buttons[i].button);
  if (g_str_equal (method, "PlayPause"))
    ear_speaker_press (self->speaker, state.playing == EAR_PLAYING_PAUSED ? "resume" : "pause");
  else if (g_str_equal (method, "Raise"))
    g_signal_emit (self, signals[RAISE], 0);
  else if (g_str_equal (method, "Quit"))
    g_signal_emit (self, signals[QUIT], 0);
}

static void
announce_changes (EarMpris *self)
{
  GVariantBuilder changed = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) all = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (announced); i++) {
    g_autoptr (GVariant) value = g_variant_ref_sink (make_property (self, announced[i]));

    if (self->told[i] != NULL && g_variant_equal (self->told[i], value))
      continue;
    g_variant_builder_add (&changed, "{sv}", announced[i], value);
    g_clear_pointer (&self->told[i], g_variant_unref);
    self->told[i] = g_steal_pointer (&value);
  }

  all = g_variant_ref_sink (g_variant_builder_end (&changed));
  if (g_variant_n_children (all) > 0)
    g_dbus_connection_emit_signal (self->bus, NULL, OBJECT_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                   g_variant_new ("(s@a{sv}as)", PLAYER, all, NULL), NULL);
}

/* Another Earshot was there first: by the specification an instance is told from the others by its suffix. */
static void
on_name_lost (GDBusConnection *bus,
              const char      *name,
              gpointer         user_data)
{
  EarMpris *self = user_data;
  g_autofree char *own = g_strdup_printf (BUS_NAME ".instance%d", (int) getpid ());

  if (bus != NULL && self->own_name == 0)
    self->own_name = g_bus_own_name_on_connection (self->bus, own, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
ear_mpris_dispose (GObject *object)
{
  EarMpris *self = EAR_MPRIS (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->objects); i++)
    if (self->objects[i] != 0)
      g_dbus_connection_unregister_object (self->bus, self->objects[i]);
  memset (self->objects, 0, sizeof self->objects);
  g_clear_handle_id (&self->name, g_bus_unown_name);
  g_clear_handle_id (&self->own_name, g_bus_unown_name);
  for (guint i = 0; i < G_N_ELEMENTS (announced); i++)
    g_clear_pointer (&self->told[i], g_variant_unref);
  g_clear_object (&self->bus);
  g_clear_object (&self->speaker);
  g_clear_pointer (&self->desktop_id, g_free);

  G_OBJECT_CLASS (ear_mpris_parent_class)->dispose (object);
}

static void
ear_mpris_class_init (EarMprisClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_mpris_dispose;

  signals[RAISE] = g_signal_new ("raise", EAR_TYPE_MPRIS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[QUIT] = g_signal_new ("quit", EAR_TYPE_MPRIS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_mpris_init (EarMpris *self)
{
}

/**
 * ear_mpris_new:
 * @speaker: whose player is offered
 * @bus: the session bus
 * @desktop_id: name of the desktop file, without its suffix
 *
 * Returns: (transfer full): the player on the bus, until it is let go of
 */
EarMpris *
ear_mpris_new (EarSpeaker      *speaker,
               GDBusConnection *bus,
               const char      *desktop_id)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call, .get_property = on_get, .set_property = on_set };
  EarMpris *self = g_object_new (EAR_TYPE_MPRIS, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, NULL);

  self->speaker = g_object_ref (speaker);
  self->bus = g_object_ref (bus);
  self->desktop_id = g_strdup (desktop_id);
  for (guint i = 0; i < G_N_ELEMENTS (self->objects); i++) {
    g_autoptr (GError) error = NULL;

    self->objects[i] = g_dbus_connection_register_object (bus, OBJECT_PATH, node->interfaces[i], &table, self, NULL, &error);
    if (self->objects[i] == 0)
      g_warning ("The player is not on the bus: %s", error->message);
  }

  g_signal_connect_object (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (announce_changes), self, G_CONNECT_SWAPPED);
  self->name = g_bus_own_name_on_connection (bus, BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, on_name_lost, self, NULL);
  announce_changes (self);

  return self;
}
